//! Values that are taken out of their stored form when somebody wants them, because most are wanted by
//! nobody. It may not know what they are.

use serde::de::{DeserializeOwned, Deserializer, Error, Visitor};
use serde::{Serialize, Serializer};
use std::fmt;
use std::ops::Deref;
use std::sync::OnceLock;

/// A value, or what it was stored as.
pub struct Later<T> {
    value: OnceLock<Box<T>>,
    /// Empty if it never was stored.
    stored: Box<[u8]>,
}

impl<T> From<T> for Later<T> {
    fn from(value: T) -> Later<T> {
        Later {
            value: OnceLock::from(Box::new(value)),
            stored: Box::default(),
        }
    }
}

impl<T: Default> Default for Later<T> {
    fn default() -> Later<T> {
        T::default().into()
    }
}

impl<T: DeserializeOwned + Default> Deref for Later<T> {
    type Target = T;

    fn deref(&self) -> &T {
        // Whoever stores bytes vouches for them: here they are what was written.
        self.value
            .get_or_init(|| Box::new(postcard::from_bytes(&self.stored).unwrap_or_default()))
    }
}

impl<T: Clone> Clone for Later<T> {
    fn clone(&self) -> Later<T> {
        Later {
            value: self.value.clone(),
            stored: self.stored.clone(),
        }
    }
}

impl<T: DeserializeOwned + Default + PartialEq> PartialEq for Later<T> {
    fn eq(&self, other: &Later<T>) -> bool {
        **self == **other
    }
}

impl<T: DeserializeOwned + Default + Eq> Eq for Later<T> {}

impl<T: DeserializeOwned + Default + fmt::Debug> fmt::Debug for Later<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: Serialize> Serialize for Later<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.value.get().filter(|_| self.stored.is_empty()) {
            Some(value) => {
                let bytes = postcard::to_allocvec(value).map_err(serde::ser::Error::custom)?;
                serializer.serialize_bytes(&bytes)
            }
            None => serializer.serialize_bytes(&self.stored),
        }
    }
}

impl<'de, T> serde::Deserialize<'de> for Later<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Later {
            value: OnceLock::new(),
            stored: deserializer.deserialize_bytes(Bytes)?,
        })
    }
}

struct Bytes;

impl Visitor<'_> for Bytes {
    type Value = Box<[u8]>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("bytes")
    }

    fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Box<[u8]>, E> {
        Ok(bytes.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_comes_back_and_is_stored_as_it_was() {
        let value = vec!["a".to_owned(), String::new()];
        let first = Later::from(value.clone());
        let stored = postcard::to_allocvec(&(1_u8, &first, 2_u8)).expect("bytes");
        let read = || postcard::from_bytes::<(u8, Later<Vec<String>>, u8)>(&stored).expect("it");
        let (_, again, after) = read();
        assert!(again.value.get().is_none());
        for wanted in [false, true] {
            let (_, again, _) = read();
            assert!(!wanted || *again == value);
            assert_eq!(
                postcard::to_allocvec(&(1_u8, again, 2_u8)).as_ref(),
                Ok(&stored)
            );
        }
        assert_eq!((again.clone(), after), (first, 2));
        assert_eq!(format!("{again:?}"), format!("{value:?}"));
        assert_eq!(*Later::<Vec<String>>::default(), Vec::<String>::new());
    }
}
