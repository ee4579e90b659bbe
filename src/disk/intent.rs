//! What the bytes of a file are to be, without the bytes.

use crate::base::digest::Digest;
use serde::{Deserialize, Serialize};

/// The digest and the length that a file is to have: enough to tell whether it is as it should be.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
pub struct Intent {
    /// Of its bytes.
    pub digest: Digest,
    /// How many bytes.
    pub len: u64,
}

impl Intent {
    /// The intent to write these bytes.
    pub fn of(bytes: &[u8]) -> Intent {
        Intent {
            digest: Digest::of(bytes),
            len: bytes.len() as u64,
        }
    }
}
