//! Where HTML and holes are gathered, with marks on what a summary must leave out.

use super::body::{Hole, Segment};
use std::ops::Range;

/// Segments in the making.
#[derive(Debug, Default)]
pub(super) struct Out {
    segments: Vec<Segment>,
    /// The HTML since the last hole.
    pub(super) html: String,
    marks: Vec<Mark>,
}

/// A place between two bytes of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Position {
    segment: usize,
    byte: usize,
}

/// What may not stand in a summary: footnote references, and ids, which would come twice on a page
/// that shows several summaries.
#[derive(Debug)]
enum Mark {
    Html(usize, Range<usize>),
    /// Marks inside the body of a directive.
    Body(usize, Vec<Mark>),
}

impl Mark {
    fn segment(&self) -> usize {
        match self {
            Mark::Html(segment, _) | Mark::Body(segment, _) => *segment,
        }
    }
}

impl Out {
    /// An empty output with room for that much HTML before the first hole.
    pub(super) fn with_capacity(bytes: usize) -> Out {
        Out {
            html: String::with_capacity(bytes),
            ..Out::default()
        }
    }

    /// The present end.
    pub(super) fn position(&self) -> Position {
        Position {
            segment: self.segments.len(),
            byte: self.html.len(),
        }
    }

    /// Whether nothing was written since `position`.
    pub(super) fn is_at(&self, position: Position) -> bool {
        self.position() == position
    }

    /// The HTML since `position`; None if there was a hole in between.
    pub(super) fn since(&self, position: Position) -> Option<&str> {
        (position.segment == self.segments.len()).then(|| &self.html[position.byte..])
    }

    /// Takes back what was written since `position`, if there was no hole in between.
    pub(super) fn take_back(&mut self, position: Position) {
        if position.segment == self.segments.len() {
            self.html.truncate(position.byte);
        }
    }

    /// Inserts HTML at a `position` after which there is neither a hole nor a mark.
    pub(super) fn insert(&mut self, position: Position, html: &str) {
        if position.segment == self.segments.len() {
            self.html.insert_str(position.byte, html);
        }
    }

    /// If all since `position` is `html` and then one picture: that picture.
    pub(super) fn lone_image(
        &mut self,
        position: Position,
        html: &str,
    ) -> Option<&mut super::body::Image> {
        if !self.html.is_empty() || self.segments.len() != position.segment + 2 {
            return None;
        }
        match &self.segments[position.segment] {
            Segment::Html(before) if before[position.byte..] == *html => {}
            _ => return None,
        }
        match self.segments.last_mut() {
            Some(Segment::Hole(Hole::Image(image))) => Some(image),
            _ => None,
        }
    }

    /// Takes `html` away from before the last hole.
    pub(super) fn take_from_before_hole(&mut self, html: &str) {
        let before = self.segments.len().checked_sub(2);
        if let Some(Segment::Html(text)) = before.and_then(|at| self.segments.get_mut(at))
            && text.ends_with(html)
        {
            text.truncate(text.len() - html.len());
        }
    }

    /// Begins a new line unless we are at the beginning of one.
    pub(super) fn fresh_line(&mut self) {
        let at_start = match self.html.as_bytes().last() {
            Some(last) => *last == b'\n',
            None => self.segments.is_empty(),
        };
        if !at_start {
            self.html.push('\n');
        }
    }

    /// Adds a hole.
    pub(super) fn hole(&mut self, hole: Hole) {
        self.cut();
        self.segments.push(Segment::Hole(hole));
    }

    /// Ends a stretch of HTML: a copy of just its length, so that the buffer serves the next one.
    fn cut(&mut self) {
        if !self.html.is_empty() {
            self.segments
                .push(Segment::Html(self.html.as_str().to_owned()));
            self.html.clear();
        }
    }

    /// Marks the HTML since byte `from` of the present stretch as not for summaries.
    pub(super) fn mark_since(&mut self, from: usize) {
        let range = from..self.html.len();
        self.marks.push(Mark::Html(self.segments.len(), range));
    }

    /// Adds a hole made with what `inner` has gathered.
    pub(super) fn hole_around(&mut self, inner: Out, hole: impl FnOnce(Vec<Segment>) -> Hole) {
        let Finished { segments, marks } = inner.finish();
        self.hole(hole(segments));
        if !marks.is_empty() {
            self.marks.push(Mark::Body(self.segments.len() - 1, marks));
        }
    }

    /// Appends all that `inner` has gathered.
    pub(super) fn append(&mut self, inner: Out) {
        if inner.segments.is_empty() && inner.marks.is_empty() {
            self.html.push_str(&inner.html);
            return;
        }
        let Finished { segments, marks } = inner.finish();
        let mut moved: Vec<(usize, usize)> = Vec::with_capacity(segments.len());
        for segment in segments {
            moved.push((self.segments.len(), self.html.len()));
            match segment {
                Segment::Html(html) => self.html.push_str(&html),
                Segment::Hole(hole) => {
                    self.hole(hole);
                    if let Some(last) = moved.last_mut() {
                        last.0 = self.segments.len() - 1;
                    }
                }
            }
        }
        self.marks.extend(marks.into_iter().map(|mark| match mark {
            Mark::Html(at, range) => {
                let (segment, byte) = moved[at];
                Mark::Html(segment, range.start + byte..range.end + byte)
            }
            Mark::Body(at, marks) => Mark::Body(moved[at].0, marks),
        }));
    }

    /// The segments, and with them what summaries are cut from.
    pub(super) fn finish(mut self) -> Finished {
        self.cut();
        self.segments.shrink_to_fit();
        Finished {
            segments: self.segments,
            marks: self.marks,
        }
    }
}

/// An output to which nothing more will be added.
#[derive(Debug)]
pub(super) struct Finished {
    pub(super) segments: Vec<Segment>,
    marks: Vec<Mark>,
}

impl Finished {
    /// A copy of what stands between two places, without what is marked.
    pub(super) fn excerpt(&self, from: Position, to: Position) -> Vec<Segment> {
        let mut copy = Vec::new();
        for (at, segment) in self.segments.iter().enumerate().skip(from.segment) {
            match segment {
                _ if at > to.segment => break,
                Segment::Html(html) => {
                    let range = self.part(at, html, from, to);
                    let kept = without_marks(html, range, &self.marks, at);
                    if !kept.is_empty() {
                        copy.push(Segment::Html(kept));
                    }
                }
                Segment::Hole(hole) if at < to.segment => {
                    copy.push(Segment::Hole(hole_without_marks(hole, &self.marks, at)));
                }
                Segment::Hole(_) => break,
            }
        }
        copy
    }

    fn part(&self, at: usize, html: &str, from: Position, to: Position) -> Range<usize> {
        let start = if at == from.segment { from.byte } else { 0 };
        let end = if at == to.segment {
            to.byte
        } else {
            html.len()
        };
        start.min(end)..end.min(html.len())
    }

    /// The place before the first segment.
    pub(super) fn start(&self) -> Position {
        Position {
            segment: 0,
            byte: 0,
        }
    }

    /// The place behind the last segment.
    pub(super) fn end(&self) -> Position {
        Position {
            segment: self.segments.len(),
            byte: 0,
        }
    }

    /// Whether there is something to see between two places.
    pub(super) fn shows(&self, from: Position, to: Position) -> bool {
        self.segments
            .iter()
            .enumerate()
            .any(|(at, segment)| match segment {
                _ if at < from.segment || at > to.segment => false,
                Segment::Html(html) => !html[self.part(at, html, from, to)].trim().is_empty(),
                Segment::Hole(_) => at < to.segment,
            })
    }
}

/// The marks of one segment; they are in the order of the segments.
fn marks_of(marks: &[Mark], at: usize) -> &[Mark] {
    let first = marks.partition_point(|mark| mark.segment() < at);
    let count = marks[first..].partition_point(|mark| mark.segment() == at);
    &marks[first..first + count]
}

fn without_marks(html: &str, range: Range<usize>, marks: &[Mark], at: usize) -> String {
    let mut kept = String::with_capacity(range.len());
    let mut from = range.start;
    for mark in marks_of(marks, at) {
        if let Mark::Html(_, marked) = mark
            && marked.start >= from
            && marked.end <= range.end
        {
            kept.push_str(&html[from..marked.start]);
            from = marked.end;
        }
    }
    kept.push_str(&html[from..range.end]);
    kept
}

fn hole_without_marks(hole: &Hole, marks: &[Mark], at: usize) -> Hole {
    let mut hole = hole.clone();
    let inner = marks_of(marks, at).first();
    if let (Hole::Directive(directive), Some(Mark::Body(_, inner))) = (&mut hole, inner)
        && let Some(body) = &mut directive.body
    {
        for (at, segment) in body.iter_mut().enumerate() {
            *segment = match &*segment {
                Segment::Html(html) => Segment::Html(without_marks(html, 0..html.len(), inner, at)),
                Segment::Hole(hole) => Segment::Hole(hole_without_marks(hole, inner, at)),
            };
        }
    }
    hole
}
