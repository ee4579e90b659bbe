//! The text as the Markdown parser gets it: of the same length, so that all offsets stay true.
//!
//! The parser knows no directives; left alone it would make `:::` a definition list. So each line that
//! looks like a marker is overwritten with a thematic break (`___` and spaces), the one construct of
//! three characters that ends a paragraph, a table or a list and is a block of its own. Whether the
//! line really is a marker, or stands in a code block, is thereby the parser's decision: where it
//! reports a break, there is a marker; where it reports code, the original comes back
//! ([`Source::restored`]). The titles of alerts, which the parser does not know either, are overwritten
//! with spaces.

use std::borrow::Cow;
use std::ops::Range;

/// The alerts.
pub(super) const ALERTS: [&str; 5] = ["note", "tip", "important", "warning", "caution"];

/// A text and what was overwritten in it.
#[derive(Debug)]
pub(super) struct Source<'a> {
    /// As typed.
    pub(super) original: &'a str,
    /// As the parser gets it.
    pub(super) text: Cow<'a, str>,
    /// In the order of the text, never overlapping.
    pub(super) patches: Vec<Patch>,
}

/// A stretch of one line that was overwritten.
#[derive(Clone, Debug)]
pub(super) struct Patch {
    pub(super) range: Range<usize>,
    pub(super) kind: PatchKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PatchKind {
    /// `:::name`, with the number of its colons.
    Open(usize),
    /// `:::`, with the number of its colons.
    Close(usize),
    /// `::name`.
    Leaf,
    /// `[!NOTE] title`, with where the title begins.
    Alert(usize),
}

impl<'a> Source<'a> {
    /// Looks for markers and titles, unless the text is to be read as plain CommonMark.
    pub(super) fn new(original: &'a str, extensions: bool) -> Source<'a> {
        let mut patches = Vec::new();
        let has = |mark: &str| memchr::memmem::find(original.as_bytes(), mark.as_bytes()).is_some();
        if extensions && (has("::") || has("[!")) {
            patches = find_patches(original);
        }
        let text = if patches.is_empty() {
            Cow::Borrowed(original)
        } else {
            Cow::Owned(overwritten(original, &patches))
        };
        Source {
            original,
            text,
            patches,
        }
    }

    /// The patch that begins at `start`, with its number.
    pub(super) fn patch_at(&self, start: usize) -> Option<(usize, &Patch)> {
        let at = self
            .patches
            .binary_search_by_key(&start, |patch| patch.range.start)
            .ok()?;
        Some((at, &self.patches[at]))
    }

    /// The numbers of the patches that begin inside `range`.
    pub(super) fn patches_in(&self, range: &Range<usize>) -> Range<usize> {
        let before = |bound: usize| {
            self.patches
                .partition_point(|patch| patch.range.start < bound)
        };
        before(range.start)..before(range.end)
    }

    /// What was typed where the parser saw `text`, which stands in `range`.
    pub(super) fn restored<'t>(&self, text: &'t str, range: &Range<usize>) -> Cow<'t, str> {
        let inside = self.patches_in(range);
        if inside.is_empty() {
            return Cow::Borrowed(text);
        }
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        for patch in &self.patches[inside] {
            let overwritten = &self.text[patch.range.clone()];
            if let Some(at) = rest.find(overwritten) {
                out.push_str(&rest[..at]);
                out.push_str(&self.original[patch.range.clone()]);
                rest = &rest[at + overwritten.len()..];
            }
        }
        out.push_str(rest);
        Cow::Owned(out)
    }
}

fn overwritten(original: &str, patches: &[Patch]) -> String {
    let mut text = String::with_capacity(original.len());
    for patch in patches {
        text.push_str(&original[text.len()..patch.range.start]);
        match patch.kind {
            PatchKind::Alert(title) => text.push_str(&original[patch.range.start..title]),
            _ => text.push_str("___"),
        }
        text.extend(std::iter::repeat_n(' ', patch.range.end - text.len()));
    }
    text.push_str(&original[text.len()..]);
    text
}

fn find_patches(text: &str) -> Vec<Patch> {
    let mut patches = Vec::new();
    let mut quotes_above = 0;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let (prefix, quotes) = containers(line);
        let first_of_quote = quotes > quotes_above;
        quotes_above = quotes;
        let at = start + prefix;
        start += line.len();
        let content = &line[prefix..];
        if !content.starts_with("::") && !content.starts_with("[!") {
            continue;
        }
        let end = content.find(['\n', '\r']).unwrap_or(content.len());
        let content = content[..end].trim_end();
        if let Some(kind) = look(content, at, first_of_quote) {
            let range = at..at + content.len();
            patches.push(Patch { range, kind });
        }
    }
    patches
}

/// The length of the marks of quotes and lists at the beginning of a line, and how many are of quotes.
fn containers(line: &str) -> (usize, usize) {
    let bytes = line.as_bytes();
    let is_space = |at: usize| matches!(bytes.get(at), Some(b' ' | b'\t'));
    let (mut at, mut quotes) = (0, 0);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b' ' | b'\t' => at += 1,
            b'>' => {
                quotes += 1;
                at += 1;
            }
            b'-' | b'+' | b'*' if is_space(at + 1) => at += 2,
            b'0'..=b'9' => {
                let digits = bytes[at..]
                    .iter()
                    .take_while(|b| b.is_ascii_digit())
                    .count();
                if digits > 9 || !matches!(bytes.get(at + digits), Some(b'.' | b')')) {
                    break;
                }
                if !is_space(at + digits + 1) {
                    break;
                }
                at += digits + 2;
            }
            _ => break,
        }
    }
    (at, quotes)
}

fn look(content: &str, at: usize, first_of_quote: bool) -> Option<PatchKind> {
    let colons = content.bytes().take_while(|byte| *byte == b':').count();
    let after = &content[colons..];
    if colons >= 3 {
        return Some(match after {
            "" => PatchKind::Close(colons),
            _ => PatchKind::Open(colons),
        });
    }
    if colons == 2 && after.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return Some(PatchKind::Leaf);
    }
    if first_of_quote && let Some(alert) = content.strip_prefix("[!") {
        let (kind, title) = alert.split_once(']')?;
        let known = ALERTS.iter().any(|name| kind.eq_ignore_ascii_case(name));
        if known && !title.trim().is_empty() {
            return Some(PatchKind::Alert(at + content.len() - title.len()));
        }
    }
    None
}
