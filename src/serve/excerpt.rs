//! The lines of a source file that a fault points at, cut to what fits on a screen: in Markdown a whole
//! paragraph is often one line.

use crate::base::span::line_column;
use std::ops::Range;

/// One line, in three parts: before the marked text, the marked text, and after it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Row<'a> {
    pub(super) number: usize,
    pub(super) before: &'a str,
    pub(super) marked: &'a str,
    pub(super) after: &'a str,
    /// Whether text was cut off at the start and at the end.
    pub(super) cut: (bool, bool),
}

const ROWS: usize = 3;
const AROUND: usize = 60;
const MARKED: usize = 120;

/// The first lines that `range` touches. Ranges past the end, or inside a character, are moved.
pub(super) fn rows<'a>(text: &'a str, range: &Range<usize>) -> Vec<Row<'a>> {
    let start = boundary(text, range.start);
    let end = boundary(text, range.end).max(start);
    let mut rows = Vec::new();
    let mut number = line_column(text, start).line;
    let mut at = text[..start].rfind('\n').map_or(0, |at| at + 1);
    while rows.len() < ROWS {
        let stop = text[at..].find('\n').map_or(text.len(), |len| at + len);
        let line_end = at + text[at..stop].trim_end_matches('\r').len();
        let from = start.clamp(at, line_end);
        let to = end.clamp(from, line_end);
        rows.push(row(text, number, at..line_end, from..to));
        if stop >= end || stop == text.len() {
            break;
        }
        at = stop + 1;
        number += 1;
    }
    rows
}

fn row(text: &str, number: usize, line: Range<usize>, marked: Range<usize>) -> Row<'_> {
    let before = &text[line.start..marked.start];
    let after = &text[marked.end..line.end];
    let whole = &text[marked.clone()];
    let shown_before = last_chars(before, AROUND);
    let shown_marked = first_chars(whole, MARKED);
    let shown_after = if shown_marked.len() < whole.len() {
        ""
    } else {
        first_chars(after, AROUND)
    };
    Row {
        number,
        before: shown_before,
        marked: shown_marked,
        after: shown_after,
        cut: (
            shown_before.len() < before.len(),
            shown_marked.len() + shown_after.len() < whole.len() + after.len(),
        ),
    }
}

fn boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

fn first_chars(text: &str, count: usize) -> &str {
    let end = text.char_indices().nth(count).map_or(text.len(), |c| c.0);
    &text[..end]
}

fn last_chars(text: &str, count: usize) -> &str {
    let start = text.char_indices().rev().nth(count.saturating_sub(1));
    &text[start.map_or(0, |c| c.0)..]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parts(text: &str, range: Range<usize>) -> Vec<(usize, &str, &str, &str)> {
        rows(text, &range)
            .into_iter()
            .map(|row| (row.number, row.before, row.marked, row.after))
            .collect()
    }

    #[test]
    fn marks_the_span() {
        let text = "one\ntwo three\r\nfour";
        assert_eq!(parts(text, 8..13), [(2, "two ", "three", "")]);
        assert_eq!(parts(text, 0..0), [(1, "", "", "one")]);
        assert_eq!(
            parts(text, 8..17),
            [(2, "two ", "three", ""), (3, "", "fo", "ur")]
        );
        assert_eq!(parts(text, 400..500), [(3, "four", "", "")]);
        assert_eq!(parts("", 0..5), [(1, "", "", "")]);
        assert_eq!(rows("a\nb\nc\nd\ne", &(0..9)).len(), ROWS);
    }

    #[test]
    fn cuts_long_lines() {
        let text = format!("{}HERE{}", "é".repeat(500), "z".repeat(500));
        let rows = rows(&text, &(1000..1004));
        assert_eq!(rows[0].marked, "HERE");
        assert_eq!(rows[0].before.chars().count(), AROUND);
        assert_eq!(rows[0].after.chars().count(), AROUND);
        assert_eq!(rows[0].cut, (true, true));
    }

    proptest! {
        #[test]
        fn never_panics(text in "(?s).{0,40}", start in 0usize..60, length in 0usize..60) {
            let rows = rows(&text, &(start..start + length));
            prop_assert!(!rows.is_empty());
        }
    }
}
