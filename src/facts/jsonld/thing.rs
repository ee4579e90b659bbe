//! A thing of schema.org as it grows.

use super::super::tracked::map;
use tera::Value;

/// Its properties in the order in which they are said, without those that say nothing.
pub(super) struct Thing(Vec<(&'static str, Value)>);

impl Thing {
    /// A thing within another.
    pub fn new(kind: &'static str) -> Thing {
        Thing(vec![("@type", Value::from(kind))])
    }

    /// The thing that a page is about.
    pub fn outermost(kind: &'static str) -> Thing {
        let context = ("@context", Value::from(super::CONTEXT));
        Thing(vec![context, ("@type", Value::from(kind))])
    }

    /// With a property.
    pub fn with(mut self, name: &'static str, value: impl Into<Value>) -> Thing {
        self.0.push((name, value.into()));
        self
    }

    /// With a property, if there is something to say.
    pub fn maybe(self, name: &'static str, value: Option<impl Into<Value>>) -> Thing {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// With a text, if there is one.
    pub fn text(self, name: &'static str, text: Option<&str>) -> Thing {
        self.maybe(name, text.filter(|text| !text.is_empty()))
    }

    /// Whether nothing was said but what it is.
    pub fn is_bare(&self) -> bool {
        self.0.iter().all(|(name, _)| name.starts_with('@'))
    }

    /// As templates see it.
    pub fn value(self) -> Value {
        map(self.0)
    }
}

/// A text as a value.
pub(super) fn text(text: &str) -> Value {
    Value::from(text)
}

/// One value or several; none if there is none.
pub(super) fn list(values: impl Iterator<Item = Value>) -> Option<Value> {
    let mut values: Vec<Value> = values.collect();
    match values.len() {
        0 | 1 => values.pop(),
        _ => Some(Value::from(values)),
    }
}
