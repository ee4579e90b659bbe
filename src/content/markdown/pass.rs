//! The walk over the parser's events: its state, and where each event goes.

use super::body::{self, Body, Gist, Heading, Link, LinkKind, Parsed, Segment, Text};
use super::frames::Frame;
use super::ids::Ids;
use super::notes::Notes;
use super::out::{Out, Position};
use super::run::Run;
use super::source::Source;
use super::table::Table;
use super::tally::Tally;
use super::text::Signs;
use super::{Input, escape, words};
use crate::base::diag::{Diagnostic, Sink};
use pulldown_cmark::{Event, Options as Extensions};
use std::ops::Range;

/// One walk over one text. Ranges are offsets in the text; [`Pass::at`] makes them offsets in the file.
pub(super) struct Pass<'a> {
    pub(super) input: &'a Input<'a>,
    pub(super) source: &'a Source<'a>,
    pub(super) sink: &'a mut Sink,
    pub(super) out: Out,
    /// What is open round the present output, and the outputs it will go into.
    pub(super) frames: Vec<Frame>,
    /// How many quotes, list items, definitions and footnotes are open.
    pub(super) depth: usize,
    /// Which of the source's patches the parser has reported.
    pub(super) claimed: Vec<bool>,
    /// Text not yet written, as the parser hands it over in pieces.
    pub(super) run: Run,
    /// The end tags of the open inline elements.
    pub(super) open: Vec<&'static str>,
    pub(super) paragraph: Option<Position>,
    /// The place behind `<li`.
    pub(super) item: Option<Position>,
    pub(super) task: Option<Task>,
    pub(super) table: Table,
    pub(super) code: Option<super::code::CodeBlock>,
    pub(super) raw_block: Option<Run>,
    /// Whether there is any raw HTML but for comments, which are not published.
    pub(super) has_raw: bool,
    /// How many elements of raw HTML are open in which no link may stand.
    pub(super) raw_depth: usize,
    pub(super) image: Option<super::inline::OpenImage>,
    pub(super) heading: Option<super::headings::OpenHeading>,
    pub(super) cut: Option<Cut>,
    pub(super) first_paragraph: Option<(Position, Position)>,
    pub(super) ids: Ids,
    pub(super) notes: Notes,
    pub(super) headings: Vec<Heading>,
    pub(super) links: Vec<Link>,
    /// Links to anchors of this page, to be checked when all anchors are known.
    pub(super) fragments: Vec<(String, Range<usize>)>,
    pub(super) prose: String,
    pub(super) heading_words: u32,
    pub(super) has_code: bool,
    pub(super) tally: Tally,
    pub(super) signs: Signs,
    dirty: bool,
    dashes: bool,
}

/// Where a summary ends, and what must be closed there.
#[derive(Debug)]
pub(super) struct Cut {
    pub(super) at: Position,
    pub(super) closers: String,
}

/// The label of a task list's item.
#[derive(Clone, Copy, Debug)]
pub(super) struct Task {
    pub(super) done: bool,
    /// Before the label's start tag.
    pub(super) start: Position,
    /// Behind the check box.
    pub(super) words: Position,
}

impl<'a> Pass<'a> {
    pub(super) fn new(input: &'a Input<'a>, source: &'a Source<'a>, sink: &'a mut Sink) -> Self {
        let options = input.options;
        let mut tally = Tally::default();
        let dirty = options.extensions && tally.look_for_leftovers(input);
        Pass {
            input,
            source,
            sink,
            out: Out::with_capacity(input.text.len() + input.text.len() / 4 + 64),
            frames: Vec::new(),
            depth: 0,
            claimed: vec![false; source.patches.len()],
            run: Run::default(),
            open: Vec::new(),
            paragraph: None,
            item: None,
            task: None,
            table: Table::default(),
            code: None,
            raw_block: None,
            has_raw: false,
            raw_depth: 0,
            image: None,
            heading: None,
            cut: None,
            first_paragraph: None,
            ids: Ids::default(),
            notes: Notes::default(),
            headings: Vec::new(),
            links: Vec::new(),
            fragments: Vec::new(),
            prose: String::with_capacity(input.text.len()),
            heading_words: 0,
            has_code: false,
            tally,
            signs: Signs::of(input.text),
            dirty,
            dashes: options.extensions && options.smart_punctuation && !is_english(input),
        }
    }

    pub(super) fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Text(text) => match &mut self.code {
                Some(code) => code.text.push_str(&self.source.restored(&text, &range)),
                None => self.run.push(&text, range.start),
            },
            Event::Html(html) => self.raw_line(&html, range),
            other => {
                self.flush();
                self.other_event(other, range);
            }
        }
    }

    fn other_event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Code(code) => self.code_span(&code),
            Event::InlineHtml(html) => self.inline_html(&html, range),
            Event::FootnoteReference(label) => self.note_reference(&label),
            Event::SoftBreak => self.line_break("\n"),
            Event::HardBreak => self.line_break("<br>\n"),
            Event::Rule => self.rule(range),
            Event::TaskListMarker(done) => self.task_marker(done),
            // math is off: `$5 and $10` are prices
            Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.run.push(&text, range.start);
                self.flush();
            }
            Event::Text(_) | Event::Html(_) => {}
        }
    }

    /// The range in the file.
    pub(super) fn at(&self, range: Range<usize>) -> Range<usize> {
        range.start + self.input.offset..range.end + self.input.offset
    }

    pub(super) fn report(&mut self, diagnostic: Diagnostic, range: Range<usize>) {
        let range = self.at(range);
        self.sink.push(diagnostic.at(self.input.path, range));
    }

    pub(super) fn extended(&self) -> bool {
        self.input.options.extensions
    }

    /// Notes a link that stands at `range`.
    pub(super) fn link_to(&mut self, target: &str, range: Range<usize>, kind: LinkKind) {
        let span = self.at(range);
        self.links.push(Link {
            target: target.into(),
            span,
            kind,
        });
    }

    /// Whether what is written now stands in no directive, quote, list or footnote.
    pub(super) fn is_top_level(&self) -> bool {
        self.frames.is_empty() && self.depth == 0
    }

    /// Text without what readers should not get.
    pub(super) fn clean<'t>(&self, text: &'t str) -> std::borrow::Cow<'t, str> {
        if self.dirty {
            escape::clean(text)
        } else {
            text.into()
        }
    }

    /// Writes text to wherever text goes now: a picture's description, a heading, or the prose.
    pub(super) fn write_text(&mut self, text: &str) {
        let text = self.clean(text);
        let text = if self.dashes && may_hold_dashes(&text) {
            dashes(&text).into()
        } else {
            text
        };
        if let Some(image) = &mut self.image {
            image.alt.push_str(&text);
            return;
        }
        escape::text(&mut self.out.html, &text);
        match &mut self.heading {
            Some(heading) => {
                heading.text.push_str(&text);
                escape::text(&mut heading.html, &text);
            }
            None => push_prose(&mut self.prose, &text),
        }
    }

    /// Ends a line of the prose.
    pub(super) fn prose_line(&mut self) {
        self.prose_gap('\n');
    }

    /// Puts `gap` between two pieces of prose.
    pub(super) fn prose_gap(&mut self, gap: char) {
        let kept = self.prose.trim_end_matches([' ', '\n']).len();
        let had_line = self.prose[kept..].contains('\n');
        self.prose.truncate(kept);
        if kept > 0 {
            self.prose.push(if had_line { '\n' } else { gap });
        }
    }

    /// All that was gathered, when the last event is over.
    pub(super) fn finish(mut self) -> Parsed {
        self.flush();
        self.close_all_directives();
        self.check_claims();
        self.write_notes();
        let mut anchors = self.check_fragments();
        for heading in &self.headings {
            anchors.remove(&*heading.id);
        }
        self.tally.report(self.input, self.sink);
        let finished = self.out.finish();
        let (mut summary, has_more) = match (&self.cut, self.first_paragraph) {
            (Some(cut), _) => (
                finished.excerpt(finished.start(), cut.at),
                finished.shows(cut.at, finished.end()),
            ),
            (None, Some((from, to))) => (
                finished.excerpt(from, to),
                finished.shows(finished.start(), from) || finished.shows(to, finished.end()),
            ),
            (None, None) => (Vec::new(), finished.shows(finished.start(), finished.end())),
        };
        if let Some(cut) = self.cut
            && !cut.closers.is_empty()
        {
            summary.push(Segment::Html(cut.closers));
        }
        let mut prose = self.prose;
        prose.truncate(prose.trim_end().len());
        let text = Text {
            is_quiet: !self.has_raw && finished.segments.iter().all(Segment::is_quiet),
            segments: finished.segments,
        };
        // They are kept as long as the site is.
        self.headings.shrink_to_fit();
        self.links.shrink_to_fit();
        summary.shrink_to_fit();
        let gist = Gist {
            summary,
            headings: self.headings,
            other_anchors: anchors.into_iter().map(Into::into).collect(),
            excerpt: body::excerpt(&prose),
        };
        let body = Body {
            gist: gist.into(),
            has_more,
            has_pictures: self.links.iter().any(|link| link.kind == LinkKind::Image),
            links: self.links.into(),
            words: words::count(&prose) + self.heading_words,
            is_empty: text.is_empty(),
            has_code: self.has_code,
        };
        Parsed { body, text, prose }
    }
}

/// Adds to the prose; what was left out between two spaces leaves one.
pub(super) fn push_prose(prose: &mut String, text: &str) {
    if prose.ends_with([' ', '\n']) {
        prose.push_str(text.trim_start());
    } else {
        prose.push_str(text);
    }
}

fn is_english(input: &Input<'_>) -> bool {
    input.options.lang.primary() == "en"
}

/// What the parser is asked to read.
pub(super) fn extensions(input: &Input<'_>) -> Extensions {
    if !input.options.extensions {
        return Extensions::empty();
    }
    let mut extensions = Extensions::ENABLE_TABLES
        | Extensions::ENABLE_FOOTNOTES
        | Extensions::ENABLE_STRIKETHROUGH
        | Extensions::ENABLE_TASKLISTS
        | Extensions::ENABLE_HEADING_ATTRIBUTES
        | Extensions::ENABLE_GFM
        | Extensions::ENABLE_DEFINITION_LIST;
    if input.options.smart_punctuation && is_english(input) {
        extensions |= Extensions::ENABLE_SMART_PUNCTUATION;
    }
    extensions
}

/// Whether two dashes or two dots stand side by side.
fn may_hold_dashes(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut signs = memchr::memchr2_iter(b'-', b'.', bytes);
    signs.any(|at| bytes.get(at + 1) == Some(&bytes[at]))
}

/// Dashes and dots, which all languages share. Quotation marks differ from one language to the next
/// and from one country to the next, so that outside English they stay as typed.
fn dashes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['-', '.']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let same = rest.as_bytes()[0];
        let count = rest.bytes().take_while(|byte| *byte == same).count();
        match (same, count) {
            (b'-', 2) => out.push('–'),
            (b'-', 3) => out.push('—'),
            (b'.', 3) => out.push('…'),
            _ => out.push_str(&rest[..count]),
        }
        rest = &rest[count..];
    }
    out.push_str(rest);
    out
}
