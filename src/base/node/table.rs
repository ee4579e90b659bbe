//! CSV and TSV into nodes: each row a map from header to cell, each cell with its place.

use super::{Key, Node, NodeValue, ScalarKind};
use crate::base::cells::{is_formula, unguarded};
use crate::base::diag::{Diagnostic, Sink};
use crate::base::paths::SourcePath;
use serde_json::Value;
use std::ops::Range;

/// A table as it was typed.
#[derive(Debug)]
pub struct Table {
    /// The headers, with their places; blank ones are kept so that columns can be counted.
    pub headers: Vec<Key>,
    /// The rows: maps from header to cell, without blank cells and rows.
    pub rows: Vec<Node>,
}

/// Reads a table whose cells are separated by `delimiter` (`,` `;` or a tab), the first row being the headers.
pub fn read_table(text: &str, delimiter: u8, path: &SourcePath, sink: &mut Sink) -> Table {
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(&text.as_bytes()[start..]);
    let mut headers: Option<Vec<Key>> = None;
    let mut rows = Vec::new();
    let mut record = csv::StringRecord::new();
    loop {
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => {
                sink.push(
                    Diagnostic::error("table/syntax", format!("this table can't be read: {error}"))
                        .in_file(path)
                        .help("save it again as CSV, UTF-8, from the spreadsheet"),
                );
                break;
            }
        }
        let at = start + record.position().map_or(0, |p| p.byte() as usize);
        let Cells { cells, unclosed } = cell_ranges(text, at, delimiter);
        if let Some(quote) = unclosed {
            sink.push(
                Diagnostic::error(
                    "table/quote",
                    "this quote is never closed, so that all that follows is one cell",
                )
                .at(path, quote..quote + 1)
                .help("put a quote at the end of the cell too, or take this one away; one that belongs to the text is written twice"),
            );
            break;
        }
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        match &headers {
            None => headers = Some(read_headers(&record, &cells, path, sink)),
            Some(headers) => rows.extend(read_row(headers, &record, &cells, path, sink)),
        }
    }
    Table {
        headers: headers.unwrap_or_default(),
        rows,
    }
}

fn read_headers(
    record: &csv::StringRecord,
    cells: &[Range<usize>],
    path: &SourcePath,
    sink: &mut Sink,
) -> Vec<Key> {
    let mut headers: Vec<Key> = Vec::new();
    for (at, cell) in record.iter().enumerate() {
        let span = cells.get(at).cloned().unwrap_or(0..0);
        let text = cell.trim().to_owned();
        if !text.is_empty() && headers.iter().any(|key| key.text == text) {
            sink.push(
                Diagnostic::error(
                    "table/duplicate-column",
                    format!("two columns are called `{text}`"),
                )
                .at(path, span.clone())
                .help("give one of them another name"),
            );
        }
        headers.push(Key { text, span });
    }
    headers
}

fn read_row(
    headers: &[Key],
    record: &csv::StringRecord,
    cells: &[Range<usize>],
    path: &SourcePath,
    sink: &mut Sink,
) -> Option<Node> {
    let span = cells.first()?.start..cells.last()?.end;
    let extra = record
        .iter()
        .skip(headers.len())
        .find(|cell| !cell.trim().is_empty());
    if extra.is_some() {
        sink.push(
            Diagnostic::error(
                "table/ragged",
                format!(
                    "this row has {} cells, but there are {} columns",
                    record.len(),
                    headers.len()
                ),
            )
            .at(path, span.clone())
            .help("a cell that holds a comma needs quotes around it"),
        );
        return None;
    }
    let mut entries = Vec::new();
    for (at, (key, cell)) in headers.iter().zip(record.iter()).enumerate() {
        let cell = cell.trim();
        if key.text.is_empty() || cell.is_empty() {
            continue;
        }
        let span = cells.get(at).cloned().unwrap_or(span.clone());
        if is_formula(cell) {
            sink.push(formula(cell, key).at(path, span));
            continue;
        }
        entries.push((key.clone(), value_of(unguarded(cell), span)));
    }
    Some(Node {
        value: NodeValue::Map(entries),
        span: span.clone(),
    })
}

/// Text, or a list or map where the cell holds one as JSON: what no row of words can say.
fn value_of(cell: &str, span: Range<usize>) -> Node {
    let is_json = cell.starts_with(['[', '{']) && cell.ends_with([']', '}']);
    let json = is_json
        .then(|| serde_json::from_str::<Value>(cell).ok())
        .flatten();
    match json {
        Some(json) => of_json(&json, &span),
        None => Node {
            value: NodeValue::Scalar(cell.to_owned(), ScalarKind::Plain),
            span,
        },
    }
}

fn of_json(json: &Value, span: &Range<usize>) -> Node {
    let value = match json {
        Value::Null => NodeValue::Null,
        Value::Bool(flag) => NodeValue::Scalar(flag.to_string(), ScalarKind::Bool),
        Value::Number(number) => NodeValue::Scalar(number.to_string(), ScalarKind::Number),
        Value::String(text) => NodeValue::Scalar(text.clone(), ScalarKind::Text),
        Value::Array(items) => {
            NodeValue::List(items.iter().map(|item| of_json(item, span)).collect())
        }
        Value::Object(entries) => {
            let entries = entries.iter().map(|(key, item)| {
                let key = Key {
                    text: key.clone(),
                    span: span.clone(),
                };
                (key, of_json(item, span))
            });
            NodeValue::Map(entries.collect())
        }
    };
    Node {
        value,
        span: span.clone(),
    }
}

/// What a spreadsheet would have calculated, nobody else can.
fn formula(cell: &str, key: &Key) -> Diagnostic {
    let short: String = cell.chars().take(30).collect();
    Diagnostic::error(
        "table/formula",
        format!("this cell holds a formula, `{short}`, and not what it shows"),
    )
    .caption(format!("column \"{}\"", key.text))
    .help(
        "in the spreadsheet, copy the column, paste it over itself as values only, and save the table \
         again; if it is a text, write an apostrophe before it",
    )
}

/// Where the cells of a record stand, quotes left out.
struct Cells {
    cells: Vec<Range<usize>>,
    /// A quote that is still open at the end of the text.
    unclosed: Option<usize>,
}

/// The cells of the record that begins at `at`.
fn cell_ranges(text: &str, mut at: usize, delimiter: u8) -> Cells {
    let bytes = text.as_bytes();
    while matches!(bytes.get(at), Some(b'\r' | b'\n')) {
        at += 1;
    }
    let mut cells = Vec::new();
    loop {
        let quoted = bytes.get(at) == Some(&b'"');
        let start = if quoted { at + 1 } else { at };
        at = start;
        let mut end = None;
        while let Some(&byte) = bytes.get(at) {
            if quoted && end.is_none() {
                if byte == b'"' && bytes.get(at + 1) == Some(&b'"') {
                    at += 2;
                    continue;
                }
                if byte == b'"' {
                    end = Some(at);
                }
            } else if byte == delimiter || byte == b'\n' || byte == b'\r' {
                break;
            }
            at += 1;
        }
        let unclosed = (quoted && end.is_none()).then(|| start - 1);
        cells.push(start..end.unwrap_or(at));
        if bytes.get(at) != Some(&delimiter) {
            return Cells { cells, unclosed };
        }
        at += 1;
    }
}
