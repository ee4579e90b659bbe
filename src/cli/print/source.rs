//! The text of a source file with its lines found once, however many faults point into it.

use crate::base::diag::Diagnostic;
use crate::base::paths::SourcePath;
use crate::base::span::LineColumn;
use crate::content::listing::Veil;
use std::collections::BTreeMap;
use std::ops::Range;

/// A file's text, where its lines begin, and what of it may not be shown.
pub struct Source {
    text: String,
    starts: Vec<usize>,
    veil: Veil,
}

impl Source {
    /// Finds the lines, and what of them is kept back.
    pub fn new(path: &SourcePath, text: String) -> Source {
        let veil = Veil::over(path, &text);
        let breaks = text.match_indices('\n').map(|(at, _)| at + 1);
        let starts = std::iter::once(0).chain(breaks).collect();
        Source { text, starts, veil }
    }

    /// A piece of the text; the range must come from [`Source::fit`] or [`Source::line`].
    pub fn slice(&self, range: Range<usize>) -> &str {
        self.text.get(range).unwrap_or_default()
    }

    /// A piece of the text as it may be shown round `marks`, as long in bytes as the piece itself.
    pub fn shown(&self, range: Range<usize>, marks: &[Range<usize>]) -> String {
        self.veil.show(&self.text, range, marks)
    }

    /// The range moved so that it lies within the text and does not cut a character.
    pub fn fit(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.text.floor_char_boundary(range.start);
        let end = self.text.ceil_char_boundary(range.end.min(self.text.len()));
        start..end.max(start)
    }

    /// The number of the line that holds a byte, from 0.
    pub fn line_of(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset) - 1
    }

    /// The number of the line that holds the last byte of a range, from 0.
    pub fn last_line_of(&self, range: &Range<usize>) -> usize {
        self.line_of(range.end.saturating_sub(1).max(range.start))
    }

    /// The bytes of a line, counted from 0, without its line break.
    pub fn line(&self, number: usize) -> Range<usize> {
        let start = self.starts.get(number).copied().unwrap_or(self.text.len());
        let end = match self.starts.get(number + 1) {
            Some(next) => next - 1,
            None => self.text.len(),
        };
        let line = self.slice(start..end);
        start..start + line.strip_suffix('\r').unwrap_or(line).len()
    }

    /// Line and column of a byte that comes from [`Source::fit`].
    pub fn place(&self, offset: usize) -> LineColumn {
        let line = self.line_of(offset);
        LineColumn {
            line: line + 1,
            column: self.slice(self.starts[line]..offset).chars().count() + 1,
        }
    }
}

/// The sources that were asked for, each read once.
pub struct Sources<'a> {
    read: &'a dyn Fn(&SourcePath) -> Option<String>,
    known: BTreeMap<SourcePath, Option<Source>>,
}

impl<'a> Sources<'a> {
    /// None yet.
    pub fn new(read: &'a dyn Fn(&SourcePath) -> Option<String>) -> Sources<'a> {
        Sources {
            read,
            known: BTreeMap::new(),
        }
    }

    /// The file's text, if there is one to be had.
    pub fn of(&mut self, path: &SourcePath) -> Option<&Source> {
        self.known
            .entry(path.clone())
            .or_insert_with(|| (self.read)(path).map(|text| Source::new(path, text)))
            .as_ref()
    }

    /// A fault without what its words tell of hidden places.
    pub fn hushed(&mut self, fault: &Diagnostic) -> Diagnostic {
        let mut hushed = fault.clone();
        let labels = fault.labels.iter().map(|label| &label.span.path);
        for path in fault.primary.iter().map(|span| &span.path).chain(labels) {
            if let Some(source) = self.of(path) {
                source.veil.hush(path, &source.text, &mut hushed);
            }
        }
        hushed
    }
}
