//! Answers with their digests. The digest is taken from the very value that a template gets, so that
//! nothing can be in the one and not in the other.

use crate::base::digest::{Digest, DigestWriter};
use serde::ser::{Serialize, SerializeStruct, Serializer};
use std::cmp::Ordering;
use std::collections::BTreeMap;
use tera::Value;
use tera::value::{Key, ValueKind};

/// A value for templates, and its digest.
#[derive(Clone, Debug)]
pub struct Tracked {
    value: Value,
    digest: Digest,
}

impl Tracked {
    /// Any value.
    pub fn new(value: Value) -> Tracked {
        let mut writer = DigestWriter::new();
        write_value(&value, &mut writer);
        Tracked {
            value,
            digest: writer.finish(),
        }
    }

    /// The answer to a question about something that does not exist.
    pub fn absent() -> Tracked {
        Tracked::new(Value::none())
    }

    /// A value and its digest, which were made from one answer.
    pub(super) fn combined(value: Value, digest: Digest) -> Tracked {
        Tracked { value, digest }
    }

    /// The value.
    pub fn value(&self) -> &Value {
        &self.value
    }

    /// The value, to keep.
    pub fn into_value(self) -> Value {
        self.value
    }

    /// The digest.
    pub fn digest(&self) -> Digest {
        self.digest
    }
}

impl<V: Into<Value>> From<V> for Tracked {
    fn from(value: V) -> Self {
        Tracked::new(value.into())
    }
}

/// The digest of a list of answers; their digests stand for them.
pub(super) fn list_digest(len: usize, items: impl Iterator<Item = Digest>) -> Digest {
    let mut writer = DigestWriter::new();
    writer.number(len as u64);
    for item in items {
        writer.digest(item);
    }
    writer.finish()
}

/// The digest of a map of answers; their digests stand for them.
pub(super) fn map_digest<'a>(
    len: usize,
    entries: impl Iterator<Item = (&'a str, Digest)>,
) -> Digest {
    let mut writer = DigestWriter::new();
    writer.number(len as u64);
    for (key, digest) in entries {
        writer.text(key).digest(digest);
    }
    writer.finish()
}

/// The digest of a map with further entries, which go over those of the same names.
pub(super) fn extended_digest(base: Digest, more: &[(&'static str, Value)]) -> Digest {
    let mut writer = DigestWriter::new();
    writer.digest(base).number(more.len() as u64);
    for (key, value) in more {
        writer.text(key);
        write_value(value, &mut writer);
    }
    writer.finish()
}

/// The digest of [`text`], without its value.
pub(super) fn text_digest(text: &str) -> Digest {
    let mut writer = DigestWriter::new();
    write_text(text, false, &mut writer);
    writer.finish()
}

/// Text that templates escape.
pub fn text(text: &str) -> Tracked {
    Tracked::new(Value::normal_string(text))
}

/// HTML that templates pass on as it is.
pub fn safe(html: &str) -> Tracked {
    Tracked::new(Value::safe_string(html))
}

/// A map of plain values.
pub fn map(entries: Vec<(&'static str, Value)>) -> Value {
    named(&entries)
}

/// A map of values that somebody else has as well.
pub(super) fn named(entries: &[(&'static str, Value)]) -> Value {
    // Tera makes its own map of any that it is given. A struct it takes field by field, so that each name
    // is hashed but once, and nothing is sorted.
    Value::from_serializable(&Fields(entries))
}

/// A map with its entries in this order. Of two with the same key the later one goes over the earlier.
pub(super) fn map_of(entries: impl Iterator<Item = (Key<'static>, Value)>) -> Value {
    let entries = entries
        .enumerate()
        .map(|(at, (key, value))| (Turn(at, key), value));
    // Of this one as well it takes the entries in turn.
    Value::from(entries.collect::<BTreeMap<_, _>>())
}

/// A value with named fields.
struct Fields<'a>(&'a [(&'static str, Value)]);

impl Serialize for Fields<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Fields", self.0.len())?;
        for (name, value) in self.0 {
            fields.serialize_field(name, value)?;
        }
        fields.end()
    }
}

/// A key by its place in a map.
struct Turn(usize, Key<'static>);

impl From<Turn> for Key<'static> {
    fn from(turn: Turn) -> Self {
        turn.1
    }
}

impl PartialEq for Turn {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl Eq for Turn {}

impl PartialOrd for Turn {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Turn {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.cmp(&other.0)
    }
}

fn write_text(text: &str, safe: bool, writer: &mut DigestWriter) {
    writer
        .number(kind_number(ValueKind::String))
        .number(u64::from(safe))
        .text(text);
}

fn write_value(value: &Value, writer: &mut DigestWriter) {
    if let Some(text) = value.as_str() {
        return write_text(text, value.is_safe(), writer);
    }
    writer.number(kind_number(value.kind()));
    if let Some(map) = value.as_map() {
        writer.number(map.len() as u64);
        for (key, value) in map {
            match key.as_str() {
                Some(key) => writer.text(key),
                None => writer.text(&key.as_value().to_string()),
            };
            write_value(value, writer);
        }
    } else if let Some(items) = value.as_array() {
        writer.number(items.len() as u64);
        items.iter().for_each(|item| write_value(item, writer));
    } else if let Some(bytes) = value.as_bytes() {
        writer.bytes(bytes);
    } else if let Some(number) = value.as_i128() {
        // As text it would say the same, and take longer.
        writer.bytes(&number.to_le_bytes());
    } else if let Some(is_true) = value.as_bool() {
        writer.number(u64::from(is_true));
    } else if !value.is_none() && !value.is_undefined() {
        writer.text(&value.to_string());
    }
}

fn kind_number(kind: ValueKind) -> u64 {
    match kind {
        ValueKind::Undefined => 0,
        ValueKind::None => 1,
        ValueKind::Bool => 2,
        ValueKind::String => 3,
        ValueKind::Array => 4,
        ValueKind::Map => 5,
        ValueKind::Bytes => 6,
        _ => 7,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_one_digest_with_its_value_and_without() {
        assert_eq!(text_digest("a < b"), text("a < b").digest());
        assert_ne!(text_digest("a < b"), safe("a < b").digest());
    }

    #[test]
    fn a_map_keeps_the_order_of_its_entries_and_the_last_value_of_each() {
        let entry = |key: &'static str, value: u32| (Key::Str(key), Value::from(value));
        let value = map_of([entry("z", 1), entry("a", 2), entry("z", 3)].into_iter());
        let entries: Vec<(String, Value)> = value
            .as_map()
            .into_iter()
            .flatten()
            .map(|(key, value)| (key.to_string(), value.clone()))
            .collect();
        let expected = [("z", 3_u32), ("a", 2)];
        assert_eq!(
            entries,
            expected.map(|(key, n)| (key.to_owned(), Value::from(n)))
        );
    }
}
