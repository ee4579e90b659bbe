//! One object of the HSDS while it is put together. What nobody has said is left out, as the
//! specification wants it, and never written as an empty text or null.

use serde_json::{Map, Value};
use uuid::Uuid;

/// An object: its fields in their order, the id first.
#[derive(Clone, Debug)]
pub(super) struct Record(Map<String, Value>);

impl Record {
    pub fn new(id: Uuid) -> Record {
        let mut fields = Map::new();
        fields.insert("id".to_owned(), Value::from(id.to_string()));
        Record(fields)
    }

    /// A text that is there in any case.
    pub fn text(self, name: &'static str, text: impl Into<String>) -> Record {
        self.maybe(name, Some(text.into()))
    }

    /// A text, or a number, if there is one.
    pub fn maybe(mut self, name: &'static str, value: Option<impl Into<Value>>) -> Record {
        match value.map(Into::into) {
            None => {}
            Some(Value::String(text)) if text.is_empty() => {}
            Some(value) => {
                self.0.insert(name.to_owned(), value);
            }
        }
        self
    }

    /// An object that belongs to it.
    pub fn one(self, name: &'static str, record: Option<Record>) -> Record {
        self.maybe(name, record.map(|record| Value::Object(record.0)))
    }

    /// Objects that belong to it.
    pub fn list(mut self, name: &'static str, records: Vec<Record>) -> Record {
        if !records.is_empty() {
            let records = records.into_iter().map(|record| Value::Object(record.0));
            self.0.insert(name.to_owned(), records.collect());
        }
        self
    }

    /// Its fields.
    pub fn into_fields(self) -> Map<String, Value> {
        self.0
    }
}

/// A number, without a fraction if it has none. None of what JSON has no number for.
pub(super) fn decimal(number: f64) -> Option<Value> {
    let whole = (number.fract() == 0.0 && number.abs() < 1e9).then_some(number as i64);
    match whole {
        Some(whole) => Some(Value::from(whole)),
        None => serde_json::Number::from_f64(number).map(Value::Number),
    }
}
