//! What a document or a recording says of whoever made it: it is published as it is, and cleaned of nothing. Only
//! *that* it says so is kept, and not what. It works on bytes, and reads no more of a long film than it needs.

mod film;
mod pdf;
mod sound;

use serde::{Deserialize, Serialize};

/// What a file says of its maker.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tells {
    /// Whether it names somebody.
    pub name: bool,
    /// Whether it says where it was recorded.
    pub place: bool,
}

/// A file of which parts can be read.
pub struct Parts<'a> {
    /// How long it is.
    pub len: u64,
    /// The bytes from a place on, at most so many; fewer where the file ends or can't be read.
    pub read: &'a dyn Fn(u64, usize) -> Vec<u8>,
}

/// What a file is, as far as it matters here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Pdf,
    Film,
    Mp3,
    /// With remarks of the form `ARTIST=…`.
    Remarks,
}

fn form(extension: &str) -> Option<Form> {
    Some(match extension {
        "pdf" => Form::Pdf,
        "mp4" | "m4v" | "m4a" | "m4b" | "mov" | "3gp" => Form::Film,
        "mp3" => Form::Mp3,
        "ogg" | "oga" | "ogv" | "opus" | "flac" => Form::Remarks,
        _ => return None,
    })
}

/// Whether a file of this ending is looked at.
pub fn is_looked_at(extension: &str) -> bool {
    form(extension).is_some()
}

/// Looks at a file with this ending.
pub fn look(parts: &Parts<'_>, extension: &str) -> Tells {
    match form(extension) {
        Some(Form::Pdf) => pdf::look(parts),
        Some(Form::Film) => film::look(parts),
        Some(Form::Mp3) => sound::look_at_mp3(parts),
        Some(Form::Remarks) => sound::look_at_remarks(parts),
        None => Tells::default(),
    }
}

impl Tells {
    fn and(self, other: Tells) -> Tells {
        Tells {
            name: self.name || other.name,
            place: self.place || other.place,
        }
    }
}

/// Where some bytes begin.
fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    let mut windows = bytes.windows(wanted.len().max(1));
    windows.position(|window| window == wanted)
}

/// Whether there is anything to read in what stands for a name.
fn says_something(bytes: &[u8]) -> bool {
    bytes
        .iter()
        .any(|byte| byte.is_ascii_alphanumeric() || *byte >= 0x80 && *byte < 0xfe)
}

#[cfg(test)]
mod tests;
