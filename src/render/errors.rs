//! Tera's errors while it renders, as diagnostics: the template's file and line, and the page that was
//! being rendered.

use super::engine::Engine;
use super::{advice, recursion};
use crate::base::diag::Diagnostic;
use crate::base::paths::SourcePath;
use std::ops::Range;
use tera::{Error, ErrorKind, ReportError, Span};

/// A byte order mark, which some editors put before a text.
pub(super) const MARK: char = '\u{feff}';

/// A fault while a page was rendered.
pub(super) fn of_rendering(error: &Error, engine: &Engine, page: &str) -> Diagnostic {
    let note = format!("while rendering {page}");
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let mut diagnostic =
                from_report("template/render", report, engine.file(report.filename()));
            if diagnostic.help.is_none() {
                diagnostic = diagnostic.help(advice::RENDERING);
            }
            for called in called_from(&error.to_string()) {
                diagnostic = diagnostic.note(called);
            }
            diagnostic.note(note)
        }
        ErrorKind::TemplateNotFound(name) => {
            let diagnostic = Diagnostic::error(
                "template/missing",
                format!("there is no template called `{name}`"),
            );
            match engine.nearest_template(name) {
                Some(near) => diagnostic
                    .help(format!("did you mean `{near}`?"))
                    .note(note),
                None => diagnostic
                    .help("put it into templates/, or take it from another theme")
                    .note(note),
            }
        }
        _ => {
            let text = error.to_string();
            let diagnostic = match recursion::is(&text) {
                true => recursion::explain(engine.templates()),
                false => {
                    Diagnostic::error("template/render", sentence(&text)).help(advice::RENDERING)
                }
            };
            diagnostic.note(note)
        }
    }
}

/// The chain of includes and components, which Tera gives only as text.
fn called_from(text: &str) -> Vec<String> {
    text.lines()
        .filter_map(|line| line.strip_prefix("note: "))
        .map(|line| line.trim_end().to_owned())
        .collect()
}

pub(super) fn from_report(
    code: &'static str,
    report: &ReportError,
    file: Option<&(SourcePath, String)>,
) -> Diagnostic {
    let message = report.message();
    let (first, more) = message
        .split_once("; did you mean")
        .map(|(first, near)| (first, format!("did you mean{near}")))
        .or_else(|| {
            let (first, more) = message.split_once(". ")?;
            Some((first, lower_first(more)))
        })
        .unwrap_or((message, String::new()));
    let mut diagnostic = Diagnostic::error(code, sentence(first));
    if let Some((path, text)) = file {
        diagnostic = diagnostic.at(path, range(text, report.span()));
    }
    if more.is_empty() {
        diagnostic
    } else {
        diagnostic.help(more)
    }
}

pub(super) fn at_text(
    diagnostic: Diagnostic,
    file: Option<&(SourcePath, String)>,
    needle: &str,
) -> Diagnostic {
    match file {
        Some((path, text)) => {
            let start = text.find(needle).unwrap_or(0);
            let end = (start + needle.len()).min(text.len());
            diagnostic.at(path, start..end)
        }
        None => diagnostic,
    }
}

fn range(text: &str, span: &Span) -> Range<usize> {
    let start = offset(text, span.start_line, span.start_col + 1);
    let end = offset(text, span.end_line, span.end_col + 1);
    start..end.max(start)
}

/// The byte at a line and a column, both from 1, columns counting characters. Tera is given no byte
/// order mark, so that one does not count.
pub(super) fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    let rest = text.get(start..).unwrap_or_default();
    let mark = if start == 0 && rest.starts_with(MARK) {
        MARK.len_utf8()
    } else {
        0
    };
    start
        + mark
        + rest[mark..]
            .chars()
            .take(column.saturating_sub(1))
            .map(char::len_utf8)
            .sum::<usize>()
}

pub(super) fn word_end(text: &str, start: usize) -> usize {
    let rest = text.get(start..).unwrap_or_default();
    let length = rest
        .find(|c: char| !(c.is_alphanumeric() || c == '_'))
        .unwrap_or(rest.len());
    start + length.max(1).min(rest.len())
}

/// Without a capital and a full stop, as all messages are.
pub(super) fn sentence(message: &str) -> String {
    lower_first(message.trim().trim_end_matches('.'))
}

fn lower_first(message: &str) -> String {
    let mut chars = message.trim().trim_end_matches('.').chars();
    match chars.next() {
        Some(first) => first.to_lowercase().chain(chars).collect(),
        None => String::new(),
    }
}
