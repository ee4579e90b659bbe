//! The few lines of a file that a fault is about, with long lines cut round the marked places, so
//! that a fault in a file of one endless line is as readable as any other.

use super::source::Source;
use std::ops::Range;

/// The longest line that is shown whole, in characters.
const LONGEST: usize = 120;
/// How much of a long line is shown before the first mark.
const BEFORE: usize = 40;

/// Lines to show, and the marks as they stand in them.
pub struct Excerpt {
    /// The lines. Those far from every mark are empty; they are not shown.
    pub text: String,
    /// The number of the first line, from 1.
    pub first_line: usize,
    /// The marks, in the order in which they were given.
    pub marks: Vec<Range<usize>>,
    /// Whether a line was cut.
    pub cut: bool,
}

/// A piece of the source and where it stands in the excerpt.
struct Piece {
    line: usize,
    source: Range<usize>,
    at: usize,
}

impl Excerpt {
    /// The lines round `marks`, which come from [`Source::fit`].
    pub fn of(source: &Source, marks: &[Range<usize>]) -> Excerpt {
        let edges: Vec<(usize, usize)> = marks
            .iter()
            .map(|mark| (source.line_of(mark.start), source.last_line_of(mark)))
            .collect();
        let first = edges.iter().map(|(start, _)| *start).min().unwrap_or(0);
        let last = edges.iter().map(|(_, end)| *end).max().unwrap_or(0);
        let mut excerpt = Excerpt {
            text: String::new(),
            first_line: first + 1,
            marks: Vec::new(),
            cut: false,
        };
        let mut pieces: Vec<Piece> = Vec::new();
        for line in first..=last {
            let near = |edge: usize| edge.abs_diff(line) <= 1;
            if edges.iter().any(|(start, end)| near(*start) || near(*end)) {
                pieces.push(excerpt.show(source, line, marks));
            }
            if line < last {
                excerpt.text.push('\n');
            }
        }
        excerpt.marks = marks
            .iter()
            .zip(&edges)
            .map(|(mark, (start, end))| {
                let from = place(&pieces, *start, mark.start);
                let to = place(&pieces, *end, mark.end);
                from..to.max(from)
            })
            .collect();
        excerpt
    }

    fn show(&mut self, source: &Source, line: usize, marks: &[Range<usize>]) -> Piece {
        let whole = source.line(line);
        let shown = window(source, &whole, marks);
        if shown.start > whole.start {
            self.text.push('…');
            self.cut = true;
        }
        let at = self.text.len();
        self.text.push_str(&source.shown(shown.clone(), marks));
        if shown.end < whole.end {
            self.text.push('…');
            self.cut = true;
        }
        Piece {
            line,
            source: shown,
            at,
        }
    }
}

/// The part of a line to show.
fn window(source: &Source, line: &Range<usize>, marks: &[Range<usize>]) -> Range<usize> {
    let text = source.slice(line.clone());
    if text.char_indices().nth(LONGEST).is_none() {
        return line.clone();
    }
    let focus = marks
        .iter()
        .flat_map(|mark| [mark.start, mark.end])
        .find(|edge| line.contains(edge) || *edge == line.end)
        .map_or(0, |edge| edge - line.start);
    let start = text[..focus]
        .char_indices()
        .rev()
        .nth(BEFORE - 1)
        .map_or(0, |(at, _)| at);
    let length = text[start..]
        .char_indices()
        .nth(LONGEST)
        .map_or(text.len() - start, |(at, _)| at);
    line.start + start..line.start + start + length
}

/// Where a byte of the source stands in the excerpt; what was cut off moves to the cut.
fn place(pieces: &[Piece], line: usize, offset: usize) -> usize {
    pieces
        .iter()
        .find(|piece| piece.line == line)
        .map_or(0, |piece| {
            piece.at + offset.clamp(piece.source.start, piece.source.end) - piece.source.start
        })
}
