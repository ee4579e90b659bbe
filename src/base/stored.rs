//! How checked values are stored between builds: as text, which is checked again when it comes back.
//! It may not know what is stored, or where.

use serde::de::{Deserializer, Error, Visitor};
use std::collections::BTreeSet;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Mutex;

/// Gives a type whose values are made by a `parse` from text the form of that text.
macro_rules! stored_as_text {
    ($type:ty, $parse:expr, $write:expr) => {
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let write: fn(&$type, S) -> Result<S::Ok, S::Error> = $write;
                write(self, serializer)
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::base::stored::checked(deserializer, $parse)
            }
        }
    };
}
pub(super) use stored_as_text;

/// Reads a text and checks it with `parse`.
pub(super) fn checked<'de, D: Deserializer<'de>, T>(
    deserializer: D,
    parse: impl FnOnce(&str) -> Option<T>,
) -> Result<T, D::Error> {
    deserializer.deserialize_str(Checked(parse, PhantomData))
}

struct Checked<P, T>(P, PhantomData<T>);

impl<T, P: FnOnce(&str) -> Option<T>> Visitor<'_> for Checked<P, T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text of the right form")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        (self.0)(text).ok_or_else(|| E::custom("a text of the wrong form"))
    }
}

/// The longest name that [`name`] reads.
const LONGEST_NAME: usize = 64;
/// The program has a few hundred names; more come from damage only.
const MOST_NAMES: usize = 4096;

/// Reads a name that stands in the program's text, such as the code of a diagnostic. Each is kept once
/// and for good, which costs little, since there are only so many.
pub fn name<'de, D: Deserializer<'de>>(deserializer: D) -> Result<&'static str, D::Error> {
    checked(deserializer, known)
}

fn known(text: &str) -> Option<&'static str> {
    static NAMES: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || b"-_./".contains(&byte);
    if text.len() > LONGEST_NAME || !text.bytes().all(is_name) {
        return None;
    }
    let mut names = NAMES.lock().ok()?;
    if let Some(known) = names.get(text) {
        return Some(known);
    }
    if names.len() == MOST_NAMES {
        return None;
    }
    let name: &'static str = Box::leak(text.into());
    names.insert(name);
    Some(name)
}
