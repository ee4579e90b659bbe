//! A tree of typed-in values with the place of each: the one form into which TOML, YAML, JSON and
//! tables are read before anything is checked. It keeps what was typed (`02134` stays `02134`), and
//! it may not know what any key means; [`Fields`] turns it into checked values.

mod fields;
mod table;
mod toml;
mod toml_fault;
mod yaml;
mod yaml_fault;

pub use fields::{Fields, GUARDS, ListOf, describe};

/// Whether a value says that something is not for all readers. Where nobody asked for it, what it was meant
/// to protect would be published.
pub fn keeps_back(node: &Node) -> bool {
    let said = word(node.scalar().unwrap_or_default());
    matches!(said.as_str(), "withheld" | "on-request")
}

/// A word of a fixed set as it is compared: `On request` is `on-request`.
pub fn word(typed: &str) -> String {
    typed.trim().to_lowercase().replace([' ', '_'], "-")
}
pub use table::{Table, read_table};
pub use toml::read_toml;
pub use yaml::read_yaml;

use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A value and where it stands (bytes from the start of the file).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Node {
    /// What was typed.
    pub value: NodeValue,
    /// Where.
    pub span: Range<usize>,
}

/// What was typed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum NodeValue {
    /// Nothing: `key:` in YAML, or an empty cell.
    Null,
    /// Text, a number, a date: see the kind.
    Scalar(String, ScalarKind),
    /// A list.
    List(Vec<Node>),
    /// A table, in the order of the file. Keys are unique: the readers report repetitions.
    Map(Vec<(Key, Node)>),
}

/// How a scalar was typed, which decides what it may be read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ScalarKind {
    /// Quoted, or TOML text: only ever text.
    Text,
    /// Bare, as in YAML or in a table's cell: text, or whatever else it looks like.
    Plain,
    /// A number of TOML or JSON.
    Number,
    /// `true` or `false` of TOML or JSON.
    Bool,
    /// A date or a time of TOML.
    Date,
}

/// A key and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Key {
    /// The key's text.
    pub text: String,
    /// Where.
    pub span: Range<usize>,
}

impl Node {
    /// The entries of a map; none for anything else.
    pub fn entries(&self) -> &[(Key, Node)] {
        match &self.value {
            NodeValue::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The value of a key of a map.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entries()
            .iter()
            .find(|(k, _)| k.text == key)
            .map(|(_, node)| node)
    }

    /// Whether there is nothing here: null, or blank bare text.
    pub fn is_blank(&self) -> bool {
        match &self.value {
            NodeValue::Null => true,
            NodeValue::Scalar(text, ScalarKind::Plain) => text.trim().is_empty(),
            _ => false,
        }
    }

    /// Where a part of its text stands in the file: all of the value, if it was typed so that nobody can tell.
    pub fn within(&self, text: &str, part: &Range<usize>) -> Range<usize> {
        let is_quoted = matches!(self.value, NodeValue::Scalar(_, ScalarKind::Text));
        let before = match self.span.len().checked_sub(text.len()) {
            Some(0) => 0,
            Some(2) if is_quoted && !text.contains('\n') => 1,
            _ => return self.span.clone(),
        };
        let start = self.span.start + before;
        start + part.start..start + part.end
    }

    /// The text of a scalar, whatever its kind.
    pub fn scalar(&self) -> Option<&str> {
        match &self.value {
            NodeValue::Scalar(text, _) => Some(text),
            _ => None,
        }
    }
}

/// What a bare YAML word means under the core schema, beside being text.
pub fn plain_bool(text: &str) -> Option<bool> {
    match text {
        "true" | "True" | "TRUE" | "yes" | "Yes" | "on" | "On" => Some(true),
        "false" | "False" | "FALSE" | "no" | "No" | "off" | "Off" => Some(false),
        _ => None,
    }
}
