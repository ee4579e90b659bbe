//! Diagnostics as GitHub's workflow commands, which mark the lines of a pull request.

use super::source::Sources;
use super::{Report, visible};
use crate::base::diag::{Diagnostic, Severity};

/// One line a fault.
pub fn github(report: &Report<'_>) -> String {
    let mut sources = Sources::new(report.text);
    report
        .in_order(&mut sources)
        .iter()
        .map(|diagnostic| annotation(diagnostic, report, &mut sources))
        .collect()
}

fn annotation(diagnostic: &Diagnostic, report: &Report<'_>, sources: &mut Sources<'_>) -> String {
    let command = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let mut properties = Vec::new();
    if let Some(span) = &diagnostic.primary {
        properties.push(format!("file={}", property(&(report.name)(&span.path))));
        if let Some(source) = sources.of(&span.path) {
            let range = source.fit(&span.range);
            let (start, end) = (source.place(range.start), source.place(range.end));
            properties.push(format!("line={},endLine={}", start.line, end.line));
            // GitHub takes columns only where the mark stays within one line.
            if start.line == end.line {
                properties.push(format!("col={},endColumn={}", start.column, end.column));
            }
        }
    }
    properties.push(format!("title={}", property(diagnostic.code)));
    let mut text = diagnostic.message.clone();
    if !diagnostic.caption.is_empty() {
        text.push_str(&format!(": {}", diagnostic.caption));
    }
    if let Some(help) = &diagnostic.help {
        text.push_str(&format!("\nhelp: {help}"));
    }
    for note in &diagnostic.notes {
        text.push_str(&format!("\nnote: {note}"));
    }
    format!("::{command} {}::{}\n", properties.join(","), data(&text))
}

fn data(text: &str) -> String {
    visible(text).replace('%', "%25").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
