//! Directives and alerts: what is written between their marks goes into their holes.

use super::body::{Arg, Directive, Hole, LinkKind};
use super::embed::is_embed;
use super::marker;
use super::notes::Note;
use super::out::Out;
use super::pass::Pass;
use super::source::{ALERTS, PatchKind};
use super::target::Target;
use crate::base::diag::Diagnostic;
use pulldown_cmark::BlockQuoteKind;
use std::ops::Range;

/// How deep directives and alerts may stand in one another. Each is shown by a component, and the
/// components of one page are shown inside one another on one stack.
const DEEPEST: usize = 16;

/// Something open whose content is gathered by itself.
#[derive(Debug)]
pub(super) struct Frame {
    kind: FrameKind,
    /// What was written before it.
    before: Out,
}

#[derive(Debug)]
enum FrameKind {
    /// A directive, the number of its colons, and how many containers it stands in.
    Directive(Directive, usize, usize),
    Alert(Directive),
    /// A footnote's label, and the prose before it.
    Note(String, Range<usize>, String),
}

impl Pass<'_> {
    fn push_frame(&mut self, kind: FrameKind) {
        let before = std::mem::take(&mut self.out);
        self.frames.push(Frame { kind, before });
    }

    /// A thematic break, or the marker of a directive that was hidden behind one.
    pub(super) fn rule(&mut self, range: Range<usize>) {
        self.end_task_label();
        let Some((number, patch)) = self.source.patch_at(range.start) else {
            self.out.fresh_line();
            self.out.html.push_str("<hr>\n");
            return;
        };
        self.claimed[number] = true;
        self.prose_line();
        let range = patch.range.clone();
        match patch.kind {
            PatchKind::Open(colons) => {
                let mut directive = self.read_marker(range);
                directive.body = Some(Vec::new());
                self.out.fresh_line();
                self.push_frame(FrameKind::Directive(directive, colons, self.depth));
            }
            PatchKind::Close(colons) => self.close_directive(colons, range),
            PatchKind::Leaf => {
                let directive = self.read_marker(range);
                self.out.fresh_line();
                self.out.hole(Hole::Directive(Box::new(directive)));
                self.out.html.push('\n');
            }
            PatchKind::Alert(_) => {}
        }
    }

    fn read_marker(&mut self, range: Range<usize>) -> Directive {
        let span = self.at(range.clone());
        let text = &self.source.original[range.clone()];
        let (mut marker, fault) = marker::read(text, span.start, self.input.path);
        self.sink.extend(fault);
        let name = marker.name.as_str();
        marker.args.retain(|arg| match is_embed(name) {
            true => self.embed_argument(name, arg),
            false => self.argument_is_safe(arg),
        });
        Directive {
            name: marker.name,
            args: marker.args,
            body: None,
            span,
            name_span: marker.name_span,
        }
    }

    /// Arguments with these names are targets of links.
    fn argument_is_safe(&mut self, arg: &Arg) -> bool {
        if !matches!(arg.name.as_str(), "to" | "href" | "src") {
            return true;
        }
        let typed = self.typed(arg);
        match self.look_at(&arg.value, typed.clone()) {
            Target::Internal | Target::External | Target::Fragment(_) => {
                self.link_to(&arg.value, typed, LinkKind::Directive);
                true
            }
            Target::Empty | Target::Liquid => true,
            Target::Program | Target::LocalFile => false,
        }
    }

    /// `:::` closes the innermost directive with as many colons, else the innermost with fewer.
    fn close_directive(&mut self, colons: usize, range: Range<usize>) {
        let open = || {
            self.frames
                .iter()
                .rev()
                .map_while(|frame| match &frame.kind {
                    FrameKind::Directive(_, theirs, depth) if *depth == self.depth => Some(*theirs),
                    _ => None,
                })
        };
        let same = open().position(|theirs| theirs == colons);
        let fewer = open().position(|theirs| theirs < colons);
        if let Some(inside) = same.or(fewer) {
            for _ in 0..inside {
                self.end_directive(true);
            }
            self.end_directive(false);
            return;
        }
        let dots = ":".repeat(colons);
        let diagnostic = Diagnostic::error(
            "markdown/stray-marker",
            format!("this `{dots}` closes nothing"),
        );
        let diagnostic = match open().next() {
            Some(theirs) => diagnostic.caption("too few colons").help(format!(
                "the directive above was opened with {theirs} colons and is closed with as many"
            )),
            None => diagnostic.caption("nothing is open here").help(
                "take the line away, or open a directive above it with a line such as `:::note`; both lines must stand in the same list item or quote",
            ),
        };
        self.report(diagnostic, range);
    }

    /// Closes the innermost directive.
    fn end_directive(&mut self, missing: bool) {
        let Some(Frame {
            kind: FrameKind::Directive(directive, colons, _),
            before,
        }) = self.frames.pop()
        else {
            return;
        };
        if missing {
            self.report_unclosed(&directive, colons);
        }
        self.prose_line();
        self.write_directive(directive, before);
    }

    fn write_directive(&mut self, mut directive: Directive, before: Out) {
        let inner = std::mem::replace(&mut self.out, before);
        let depth = self.frames.len();
        if depth >= DEEPEST {
            // One report for the whole pile.
            if depth == DEEPEST {
                self.sink.push(
                    Diagnostic::error(
                        "markdown/depth",
                        format!("this stands in {depth} other blocks, one inside the other"),
                    )
                    .at(self.input.path, directive.span)
                    .caption("too deep to be shown")
                    .help("close the blocks above that were meant to end before it"),
                );
            }
            return;
        }
        self.out.hole_around(inner, |body| {
            directive.body = Some(body);
            Hole::Directive(Box::new(directive))
        });
        self.out.html.push('\n');
    }

    fn report_unclosed(&mut self, directive: &Directive, colons: usize) {
        let dots = ":".repeat(colons);
        let name = &directive.name;
        self.sink.push(
            Diagnostic::error(
                "markdown/unclosed-directive",
                format!("the directive `{name}` is not closed"),
            )
            .at(self.input.path, directive.span.clone())
            .caption("opened here")
            .help(format!(
                "add a line `{dots}` where it ends, in the same list item or quote and outside code; one that needs no text is written with two colons, `::{name}`"
            )),
        );
    }

    /// Closes what was opened in more than `depth` containers and should have been closed there.
    pub(super) fn close_directives_below(&mut self, depth: usize) {
        while let Some(FrameKind::Directive(_, _, theirs)) = self.frames.last().map(|f| &f.kind)
            && *theirs > depth
        {
            self.end_directive(true);
        }
    }

    /// Closes what is still open at the end of the text.
    pub(super) fn close_all_directives(&mut self) {
        while let Some(FrameKind::Directive(..)) = self.frames.last().map(|f| &f.kind) {
            self.end_directive(true);
        }
    }

    /// An alert that does not begin its quote.
    pub(super) fn report_late_alert(&mut self, range: Range<usize>) {
        self.report(
            Diagnostic::error("markdown/stray-marker", "an alert must begin its quote")
                .caption("readers will see the brackets")
                .help("leave an empty line, without `>`, above it"),
            range,
        );
    }

    /// Markers that the parser took for something else altogether.
    pub(super) fn check_claims(&mut self) {
        for number in 0..self.claimed.len() {
            if self.claimed[number] {
                continue;
            }
            let patch = self.source.patches[number].clone();
            if let PatchKind::Alert(_) = patch.kind {
                self.report_late_alert(patch.range);
                continue;
            }
            let diagnostic = Diagnostic::error(
                "markdown/stray-marker",
                "a directive can't stand here, inside other text",
            )
            .caption("not understood")
            .help(
                "leave an empty line above it, and don't indent it deeper than the text around it",
            );
            self.report(diagnostic, patch.range);
        }
    }

    pub(super) fn start_quote(&mut self, kind: Option<BlockQuoteKind>, range: Range<usize>) {
        self.depth += 1;
        self.prose_line();
        self.out.fresh_line();
        let Some(kind) = kind else {
            self.out.html.push_str("<blockquote>\n");
            return;
        };
        let name = match kind {
            BlockQuoteKind::Note => ALERTS[0],
            BlockQuoteKind::Tip => ALERTS[1],
            BlockQuoteKind::Important => ALERTS[2],
            BlockQuoteKind::Warning => ALERTS[3],
            BlockQuoteKind::Caution => ALERTS[4],
        };
        let alert = self.alert(name, range);
        self.push_frame(FrameKind::Alert(alert));
    }

    fn alert(&mut self, kind: &str, range: Range<usize>) -> Directive {
        let original = self.source.original;
        let text = &original[range.clone()];
        let line = text.find(['\n', '\r']).unwrap_or(text.len());
        let opening = text[..line].find("[!").unwrap_or(0);
        let start = range.start + opening;
        let mark = start..start + text[opening..line].trim_end().len();
        let name_span = start..start + text[opening..line].find(']').map_or(0, |at| at + 1);
        let mut args = vec![Arg {
            name: "kind".to_owned(),
            value: kind.to_owned(),
            span: self.at(name_span.clone()),
            name_span: self.at(name_span.clone()),
        }];
        if let Some((number, patch)) = self.source.patch_at(start)
            && let PatchKind::Alert(title) = patch.kind
        {
            self.claimed[number] = true;
            let typed = &original[title..patch.range.end];
            let title = patch.range.end - typed.trim_start().len();
            let span = self.at(title..patch.range.end);
            args.push(Arg {
                name: "title".to_owned(),
                value: self.clean(typed.trim()).into_owned(),
                span,
                name_span: self.at(name_span.clone()),
            });
        }
        Directive {
            name: "alert".to_owned(),
            args,
            body: Some(Vec::new()),
            span: self.at(mark),
            name_span: self.at(name_span),
        }
    }

    pub(super) fn end_quote(&mut self, is_alert: bool) {
        self.depth = self.depth.saturating_sub(1);
        self.close_directives_below(self.depth);
        self.prose_line();
        if !is_alert {
            self.out.html.push_str("</blockquote>\n");
        } else if let Some(Frame {
            kind: FrameKind::Alert(alert),
            before,
        }) = self.frames.pop()
        {
            self.write_directive(alert, before);
        }
    }

    pub(super) fn start_note(&mut self, label: &str, range: Range<usize>) {
        self.depth += 1;
        let prose = std::mem::take(&mut self.prose);
        self.push_frame(FrameKind::Note(label.to_owned(), range, prose));
    }

    pub(super) fn end_note(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        self.close_directives_below(self.depth);
        if let Some(Frame {
            kind: FrameKind::Note(label, range, prose),
            before,
        }) = self.frames.pop()
        {
            let body = std::mem::replace(&mut self.out, before);
            let words = std::mem::replace(&mut self.prose, prose);
            self.define_note(label, range, Note { body, words });
        }
    }
}
