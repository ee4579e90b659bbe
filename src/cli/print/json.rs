//! Diagnostics for programs: one object, described in `docs/reference`.

use super::source::Sources;
use super::{Report, Totals};
use crate::base::diag::{Diagnostic, Severity};
use crate::base::span::Span;
use serde_json::{Map, Value, json as object};

/// `{diagnostics: […], summary: {errors, warnings, files, …}}`. The fields of `summary`, if it is
/// an object, follow the totals. Files are named from the site's folder, whatever the current one.
pub fn json(report: &Report<'_>, summary: Value) -> Value {
    let mut sources = Sources::new(report.text);
    let diagnostics: Vec<Value> = report
        .in_order(&mut sources)
        .iter()
        .map(|diagnostic| fault(diagnostic, &mut sources))
        .collect();
    let Totals {
        errors,
        warnings,
        files,
    } = Totals::of(report.diagnostics);
    let mut totals = Map::new();
    totals.insert("errors".into(), errors.into());
    totals.insert("warnings".into(), warnings.into());
    totals.insert("files".into(), files.into());
    if let Value::Object(more) = summary {
        totals.extend(more);
    }
    object!({ "diagnostics": diagnostics, "summary": totals })
}

fn fault(diagnostic: &Diagnostic, sources: &mut Sources<'_>) -> Value {
    let Diagnostic {
        primary,
        severity,
        code,
        message,
        caption,
        labels,
        help,
        notes,
        fix,
    } = diagnostic;
    let mut fault = Map::new();
    fault.insert("code".into(), (*code).into());
    let severity = match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    fault.insert("severity".into(), severity.into());
    fault.insert("message".into(), message.as_str().into());
    fault.extend(place(primary.as_ref(), sources));
    fault.insert("caption".into(), caption.as_str().into());
    fault.insert("help".into(), object!(help));
    let labels: Vec<Value> = labels
        .iter()
        .map(|label| with_text(&label.span, "text", &label.text, sources))
        .collect();
    fault.insert("labels".into(), labels.into());
    fault.insert("notes".into(), object!(notes));
    let fix = fix
        .as_ref()
        .map(|fix| with_text(&fix.span, "replacement", &fix.replacement, sources));
    fault.insert("fix".into(), object!(fix));
    Value::Object(fault)
}

fn with_text(span: &Span, key: &str, text: &str, sources: &mut Sources<'_>) -> Value {
    let mut fields = place(Some(span), sources);
    fields.insert(key.into(), text.into());
    Value::Object(fields)
}

/// All five fields are always there; null where there is no file or its text can't be had.
fn place(span: Option<&Span>, sources: &mut Sources<'_>) -> Map<String, Value> {
    let file = span.map(|span| span.path.as_str());
    let lines = span.and_then(|span| {
        let source = sources.of(&span.path)?;
        let range = source.fit(&span.range);
        Some((source.place(range.start), source.place(range.end)))
    });
    let mut fields = Map::new();
    fields.insert("file".into(), object!(file));
    fields.insert("line".into(), object!(lines.map(|(start, _)| start.line)));
    fields.insert(
        "column".into(),
        object!(lines.map(|(start, _)| start.column)),
    );
    fields.insert("end_line".into(), object!(lines.map(|(_, end)| end.line)));
    fields.insert(
        "end_column".into(),
        object!(lines.map(|(_, end)| end.column)),
    );
    fields
}
