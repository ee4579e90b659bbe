//! What stands in the files of `data/` and in fields of the site's own, as values for templates. It knows
//! nothing of which files there are.

use super::tracked::map_of;
use crate::base::node::{Node, NodeValue, ScalarKind, plain_bool};
use tera::Value;
use tera::value::Key;

/// A node of a data file as a value for templates: bare words become numbers and truth values.
pub fn value_of(node: &Node) -> Value {
    match &node.value {
        NodeValue::Null => Value::none(),
        NodeValue::List(items) => Value::from(items.iter().map(value_of).collect::<Vec<_>>()),
        NodeValue::Map(entries) => {
            let entries = entries.iter();
            map_of(
                entries.map(|(key, node)| (Key::String(key.text.as_str().into()), value_of(node))),
            )
        }
        NodeValue::Scalar(text, ScalarKind::Bool) => Value::from(text == "true"),
        NodeValue::Scalar(text, ScalarKind::Number) => number(text),
        NodeValue::Scalar(text, ScalarKind::Plain) => match plain_bool(text) {
            Some(yes) => Value::from(yes),
            None if is_number(text) => number(text),
            None => Value::from(text.as_str()),
        },
        NodeValue::Scalar(text, _) => Value::from(text.as_str()),
    }
}

/// `02134` and `+44` are no numbers but codes: they stay as they were typed.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain = digits.chars().all(|c| c.is_ascii_digit() || c == '.')
        && digits.starts_with(|c: char| c.is_ascii_digit());
    plain
        && (digits == "0" || !digits.starts_with('0') || digits.starts_with("0."))
        && !digits.ends_with('.')
}

fn number(text: &str) -> Value {
    let integer: Option<i64> = text.parse().ok();
    match integer {
        Some(integer) => Value::from(integer),
        None => text
            .parse::<f64>()
            .map_or_else(|_| Value::from(text), Value::from),
    }
}
