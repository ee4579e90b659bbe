//! Where something stands in a source file: a path, a range of bytes, and the way from bytes to lines.

use super::paths::SourcePath;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A range of bytes in one source file.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Span {
    /// The file, relative to the site project.
    pub path: SourcePath,
    /// Bytes from the start of the file; empty ranges are allowed and point between two bytes.
    pub range: Range<usize>,
}

impl Span {
    /// A span over `range` of `path`.
    pub fn new(path: &SourcePath, range: Range<usize>) -> Span {
        Span {
            path: path.clone(),
            range,
        }
    }

    /// The very beginning of a file, for faults of the file as a whole.
    pub fn start_of(path: &SourcePath) -> Span {
        Span::new(path, 0..0)
    }
}

impl PartialOrd for Span {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Span {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let key = |span: &Span| (span.range.start, span.range.end);
        self.path.cmp(&other.path).then(key(self).cmp(&key(other)))
    }
}

/// One-based line and column; columns count characters, as editors do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineColumn {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// The line and column of a byte offset. Offsets past the end, or inside a character, are moved back.
pub fn line_column(text: &str, offset: usize) -> LineColumn {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    let before = &text[..offset];
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    LineColumn {
        line: before.matches('\n').count() + 1,
        column: before[line_start..].chars().count() + 1,
    }
}
