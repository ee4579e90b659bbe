//! TOML into nodes, with as many syntax errors at once as the parser can recover from.

use super::toml_fault;
use super::{Key, Node, NodeValue, ScalarKind};
use crate::base::diag::Sink;
use crate::base::paths::SourcePath;
use ::toml::Spanned;
use ::toml::de::{DeTable, DeValue};
use std::ops::Range;

/// Reads TOML that begins `offset` bytes into the file `path`. Always a map; what could not be read
/// is reported and left out.
pub fn read_toml(text: &str, path: &SourcePath, offset: usize, sink: &mut Sink) -> Node {
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let range = error.span().unwrap_or(0..0);
        let range = range.start.min(text.len())..range.end.min(text.len());
        let message = error.message().lines().next().unwrap_or_default();
        let marked = text.get(range.clone()).unwrap_or_default();
        sink.push(toml_fault::explain(message, marked).at(path, shift(range, offset)));
    }
    let span = table.span();
    convert_table(table.get_ref(), span, offset)
}

fn convert_table(table: &DeTable<'_>, span: Range<usize>, offset: usize) -> Node {
    let mut entries: Vec<(Key, Node)> = table
        .iter()
        .map(|(key, value)| {
            let key = Key {
                text: key.get_ref().to_string(),
                span: shift(key.span(), offset),
            };
            (key, convert(value, offset))
        })
        .collect();
    entries.sort_by_key(|(key, _)| key.span.start);
    Node {
        value: NodeValue::Map(entries),
        span: shift(span, offset),
    }
}

fn convert(value: &Spanned<DeValue<'_>>, offset: usize) -> Node {
    let scalar = |text: String, kind| NodeValue::Scalar(text, kind);
    let node_value = match value.get_ref() {
        DeValue::String(text) => scalar(text.to_string(), ScalarKind::Text),
        DeValue::Integer(number) => scalar(number.to_string(), ScalarKind::Number),
        DeValue::Float(number) => scalar(number.to_string(), ScalarKind::Number),
        DeValue::Boolean(yes) => scalar(yes.to_string(), ScalarKind::Bool),
        DeValue::Datetime(when) => match when.to_string() {
            // An impossible one, which has been reported.
            text if text.is_empty() => NodeValue::Null,
            text => scalar(text, ScalarKind::Date),
        },
        DeValue::Array(list) => {
            NodeValue::List(list.iter().map(|item| convert(item, offset)).collect())
        }
        DeValue::Table(table) => return convert_table(table, value.span(), offset),
    };
    Node {
        value: node_value,
        span: shift(value.span(), offset),
    }
}

fn shift(range: Range<usize>, offset: usize) -> Range<usize> {
    range.start + offset..range.end + offset
}
