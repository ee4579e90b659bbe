//! Diagnostics for people: what is wrong, the line with a mark under the place, and what to do.

use super::excerpt::Excerpt;
use super::source::{Source, Sources};
use super::{Report, Totals, visible};
use crate::base::diag::{Diagnostic, Fix, Severity};
use crate::base::paths::SourcePath;
use crate::base::span::Span;
use annotate_snippets::{
    Annotation, AnnotationKind, Group, Level, Origin, Patch, Renderer, Snippet,
};
use std::borrow::Cow;
use std::ops::Range;

/// The longest message that is shown whole, in characters.
const LONGEST_MESSAGE: usize = 400;

/// All faults in the order of files and places, and their number. Empty if there are none.
pub fn human(report: &Report<'_>, colours: bool) -> String {
    if report.diagnostics.is_empty() {
        return String::new();
    }
    // Long lines are cut by `Excerpt`, which keeps the mark in view; a second cut would fight it.
    let renderer = if colours {
        Renderer::styled()
    } else {
        Renderer::plain()
    }
    .term_width(10_000);
    let mut sources = Sources::new(report.text);
    let mut out = String::new();
    for diagnostic in report.in_order(&mut sources) {
        let groups = groups(&diagnostic, &mut sources, report.name);
        let rendered = renderer.render(&groups);
        out.push_str(&with_true_column(
            rendered,
            &diagnostic,
            &mut sources,
            report.name,
        ));
        out.push_str("\n\n");
    }
    let totals = Totals::of(report.diagnostics);
    if totals.files > 0 || report.diagnostics.len() > 1 {
        out.push_str(&format!("{totals}\n"));
    } else {
        // One fault that is not the site's needs no counting.
        out.truncate(out.trim_end().len());
        out.push('\n');
    }
    out
}

type Name<'a> = &'a dyn Fn(&SourcePath) -> String;

fn groups(
    diagnostic: &Diagnostic,
    sources: &mut Sources<'_>,
    name: Name<'_>,
) -> Vec<Group<'static>> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut group = Group::with_title(
        level
            .primary_title(visible(&cut(&diagnostic.message)))
            .id(diagnostic.code),
    );
    for (path, marks) in marks_by_file(diagnostic) {
        let name = name(path).replace('\n', "␊");
        group = show(group, sources.of(path), &name, &marks);
    }
    for note in &diagnostic.notes {
        group = group.element(Level::NOTE.message(visible(note)));
    }
    let Some(help) = diagnostic.help.as_deref().map(visible) else {
        return vec![group];
    };
    let change = diagnostic.fix.as_ref().and_then(|fix| change(fix, sources));
    match change {
        Some(change) => vec![
            group,
            Group::with_title(Level::HELP.secondary_title(help)).element(change),
        ],
        None => vec![group.element(Level::HELP.message(help))],
    }
}

/// A message that quotes what was typed may be as long as that; its beginning is enough.
fn cut(message: &str) -> Cow<'_, str> {
    match message.char_indices().nth(LONGEST_MESSAGE) {
        Some((at, _)) => format!("{}…", &message[..at]).into(),
        None => message.into(),
    }
}

/// A place in a file and the words under it.
struct Mark<'a> {
    kind: AnnotationKind,
    range: &'a Range<usize>,
    text: &'a str,
}

/// The main place first, with the others of its file; then the other files.
fn marks_by_file(diagnostic: &Diagnostic) -> Vec<(&SourcePath, Vec<Mark<'_>>)> {
    let primary = diagnostic
        .primary
        .iter()
        .map(|span| (AnnotationKind::Primary, span, diagnostic.caption.as_str()));
    let labels = diagnostic
        .labels
        .iter()
        .map(|label| (AnnotationKind::Context, &label.span, label.text.as_str()));
    let mut files: Vec<(&SourcePath, Vec<Mark<'_>>)> = Vec::new();
    for (kind, Span { path, range }, text) in primary.chain(labels) {
        let mark = Mark { kind, range, text };
        match files.iter_mut().find(|(known, _)| *known == path) {
            Some((_, marks)) => marks.push(mark),
            None => files.push((path, vec![mark])),
        }
    }
    files
}

fn show(
    group: Group<'static>,
    source: Option<&Source>,
    name: &str,
    marks: &[Mark<'_>],
) -> Group<'static> {
    let whole_file = |mark: &Mark<'_>| *mark.range == (0..0) && mark.text.is_empty();
    let Some(source) = source.filter(|_| !marks.iter().all(whole_file)) else {
        return unseen(group, name, marks);
    };
    let ranges: Vec<Range<usize>> = marks.iter().map(|mark| source.fit(mark.range)).collect();
    let excerpt = Excerpt::of(source, &ranges);
    let annotations: Vec<Annotation<'static>> = marks
        .iter()
        .zip(excerpt.marks)
        .map(|(mark, range)| {
            let label = (!mark.text.is_empty()).then(|| visible(mark.text));
            mark.kind.span(range).label(label)
        })
        .collect();
    group.element(
        Snippet::source(excerpt.text)
            .line_start(excerpt.first_line)
            .path(visible(name))
            .annotations(annotations),
    )
}

/// The renderer counts columns in what is shown of a line. Where the line was cut before the mark, the
/// place is put right in what was rendered.
fn with_true_column(
    rendered: String,
    diagnostic: &Diagnostic,
    sources: &mut Sources<'_>,
    name: Name<'_>,
) -> String {
    let shown = |source: &Source, range: &Range<usize>| {
        let excerpt = Excerpt::of(source, std::slice::from_ref(range));
        let start = excerpt.marks.first()?.start;
        let line = excerpt.text[..start].rfind('\n').map_or(0, |at| at + 1);
        Some(excerpt.text[line..start].chars().count() + 1)
    };
    let Some(span) = &diagnostic.primary else {
        return rendered;
    };
    let Some(source) = sources.of(&span.path) else {
        return rendered;
    };
    let range = source.fit(&span.range);
    let place = source.place(range.start);
    match shown(source, &range) {
        Some(column) if column != place.column => {
            let at = format!("{}:{}:", visible(&name(&span.path)), place.line);
            rendered.replacen(
                &format!("{at}{column}\n"),
                &format!("{at}{}\n", place.column),
                1,
            )
        }
        _ => rendered,
    }
}

/// A file whose text is of no use or can't be had: its name, and the words that would stand in it.
fn unseen(group: Group<'static>, name: &str, marks: &[Mark<'_>]) -> Group<'static> {
    let words = marks.iter().filter(|mark| !mark.text.is_empty());
    words.fold(group.element(Origin::path(visible(name))), |group, mark| {
        group.element(Level::NOTE.message(visible(mark.text)))
    })
}

/// The fix as lines taken away and added, where the line can be shown whole.
fn change(fix: &Fix, sources: &mut Sources<'_>) -> Option<Snippet<'static, Patch<'static>>> {
    let source = sources.of(&fix.span.path)?;
    let range = source.fit(&fix.span.range);
    let excerpt = Excerpt::of(source, std::slice::from_ref(&range));
    let range = excerpt.marks.first()?.clone();
    (!excerpt.cut && range != (0..0)).then(|| {
        Snippet::source(excerpt.text)
            .line_start(excerpt.first_line)
            .patch(Patch::new(range, visible(&fix.replacement)))
    })
}
