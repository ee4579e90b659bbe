//! Text that the parser hands over in pieces, put together again, with the way back to the file.

use std::ops::Range;

/// Neighbouring pieces of text or raw HTML.
#[derive(Debug, Default)]
pub(super) struct Run {
    pub(super) text: String,
    /// Where pieces begin: in `text`, in the source.
    pieces: Vec<(usize, usize)>,
}

impl Run {
    /// A run of one piece.
    pub(super) fn of(text: &str, start: usize) -> Run {
        let mut run = Run::default();
        run.push(text, start);
        run
    }

    /// Appends what stands at byte `start` of the source.
    pub(super) fn push(&mut self, text: &str, start: usize) {
        let follows = self
            .pieces
            .last()
            .is_some_and(|(place, source)| source + (self.text.len() - place) == start);
        if !follows {
            self.pieces.push((self.text.len(), start));
        }
        self.text.push_str(text);
    }

    /// Forgets everything but keeps the room for it.
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.pieces.clear();
    }

    /// Where the character at `place` stands in the source.
    pub(super) fn source(&self, place: usize) -> usize {
        let piece = self.pieces.partition_point(|(start, _)| *start <= place);
        match piece.checked_sub(1).and_then(|at| self.pieces.get(at)) {
            Some((start, source)) => source + (place - start),
            None => 0,
        }
    }

    /// Where a stretch of the text stands in `source`, cut to the bounds of characters: a piece may
    /// be shorter in the text than in the source, as `&amp;` is.
    pub(super) fn span(&self, range: Range<usize>, source: &str) -> Range<usize> {
        let start = source.floor_char_boundary(self.source(range.start));
        let end = match range.end.checked_sub(1) {
            Some(last) if range.end > range.start => self.source(last) + 1,
            _ => start,
        };
        start..source.ceil_char_boundary(end).max(start)
    }

    /// Whether a backslash in the source takes the meaning from a character in `range`.
    pub(super) fn is_escaped(&self, range: Range<usize>, source: &str) -> bool {
        let first = self
            .pieces
            .partition_point(|(start, _)| *start < range.start);
        let inside = self.pieces[first..]
            .iter()
            .take_while(|(start, _)| *start < range.end);
        let mut befores = inside.filter_map(|(_, at)| at.checked_sub(1));
        befores.any(|at| source.as_bytes().get(at) == Some(&b'\\'))
    }
}
