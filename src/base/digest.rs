//! 128-bit digests of values, and the canonical writer that feeds them.
//! It may not know what the values mean: callers write fields in a fixed order.

use std::fmt;
use xxhash_rust::xxh3::{Xxh3, xxh3_128};

/// The xxh3-128 digest of some bytes. Not for secrets: it guards against staleness, not attackers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
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
    inner: Box<Xxh3>,
}

impl DigestWriter {
    /// An empty writer.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a string with its length.
    pub fn text(&mut self, text: &str) -> &mut Self {
        self.bytes(text.as_bytes())
    }

    /// Adds bytes with their length.
    pub fn bytes(&mut self, bytes: &[u8]) -> &mut Self {
        self.number(bytes.len() as u64);
        self.inner.update(bytes);
        self
    }

    /// Adds a number (also used for the lengths of lists and the marks of options).
    pub fn number(&mut self, number: u64) -> &mut Self {
        self.inner.update(&number.to_le_bytes());
        self
    }

    /// Adds another digest.
    pub fn digest(&mut self, digest: Digest) -> &mut Self {
        self.inner.update(&digest.0.to_le_bytes());
        self
    }

    /// The digest of all that was written.
    pub fn finish(&self) -> Digest {
        Digest(self.inner.digest128())
    }
}
