//! 128-bit digests of values, and the canonical writer that feeds them.
//! It may not know what the values mean: callers write fields in a fixed order.

use serde::{Deserialize, Serialize};
use std::fmt;
use xxhash_rust::xxh3::xxh3_128;

/// The xxh3-128 digest of some bytes. Not for secrets: it guards against staleness, not attackers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Digest(pub u128);

impl Digest {
    /// The digest of one run of bytes.
    pub fn of(bytes: &[u8]) -> Digest {
        Digest(xxh3_128(bytes))
    }

    /// The first 10 hexadecimal digits: enough to tell the versions of an asset apart in its URL.
    pub fn short(self) -> String {
        format!("{:032x}", self.0)[..10].to_owned()
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest({:032x})", self.0)
    }
}

/// Writes values in a form in which no two different sequences look alike: every string and list
/// carries its length, every option a mark.
#[derive(Default)]
pub struct DigestWriter {
    /// Hashing once at the end is much faster than in many small steps.
    bytes: Vec<u8>,
}

impl DigestWriter {
    /// An empty writer.
    pub fn new() -> Self {
        DigestWriter {
            bytes: Vec::with_capacity(1024),
        }
    }

    /// Adds a string with its length.
    pub fn text(&mut self, text: &str) -> &mut Self {
        self.bytes(text.as_bytes())
    }

    /// Adds bytes with their length.
    pub fn bytes(&mut self, bytes: &[u8]) -> &mut Self {
        self.number(bytes.len() as u64);
        self.bytes.extend_from_slice(bytes);
        self
    }

    /// Adds a number (also used for the lengths of lists and the marks of options).
    pub fn number(&mut self, number: u64) -> &mut Self {
        self.bytes.extend_from_slice(&number.to_le_bytes());
        self
    }

    /// Adds another digest.
    pub fn digest(&mut self, digest: Digest) -> &mut Self {
        self.bytes.extend_from_slice(&digest.0.to_le_bytes());
        self
    }

    /// Adds a value in the form in which it is stored. Such a form tells any two values of one type
    /// apart, and it can't leave out a field that was forgotten.
    pub fn value(&mut self, value: &impl Serialize) -> &mut Self {
        let before = self.bytes.len();
        self.number(0);
        match postcard::to_extend(value, std::mem::take(&mut self.bytes)) {
            Ok(bytes) => self.bytes = bytes,
            // Only of a list that does not know its own length, which none of ours is.
            Err(error) => {
                self.text(&error.to_string());
            }
        }
        let len = (self.bytes.len().saturating_sub(before + 8)) as u64;
        if let Some(place) = self.bytes.get_mut(before..before + 8) {
            place.copy_from_slice(&len.to_le_bytes());
        }
        self
    }

    /// The digest of all that was written.
    pub fn finish(&self) -> Digest {
        Digest(xxh3_128(&self.bytes))
    }
}
