//! PDF: the author stands in a dictionary, which may be packed together with others, or in a piece of XML.

use super::{Parts, Tells, find, says_something};
use flate2::bufread::ZlibDecoder;
use std::io::Read;

/// A longer document is not looked through to its end.
const MOST: usize = 64 << 20;
/// The most that one piece of packed objects may unfold to, and all of a document.
const MOST_UNPACKED: usize = 4 << 20;
const MOST_IN_ALL: usize = 64 << 20;
/// So many pieces are unpacked: a document made to waste time has millions.
const MOST_PIECES: usize = 4096;
/// No name is longer. One that is not closed may go on to the end of the document.
const LONGEST: usize = 1024;

pub(super) fn look(parts: &Parts<'_>) -> Tells {
    let bytes = (parts.read)(0, MOST);
    Tells {
        name: names_author(&bytes) || packed(&bytes).any(|objects| names_author(&objects)),
        place: false,
    }
}

fn names_author(bytes: &[u8]) -> bool {
    in_dictionary(bytes) || in_xml(bytes)
}

/// `/Author (Jane Doe)`, `/Author <FEFF004A>`, or a reference to either.
fn in_dictionary(bytes: &[u8]) -> bool {
    let key = b"/Author";
    let mut rest = bytes;
    while let Some(at) = find(rest, key) {
        rest = &rest[at + key.len()..];
        let value = rest.trim_ascii_start();
        let is_said = match value.first() {
            Some(b'(') => says_something(inner(value, b')')),
            Some(b'<') => {
                let mut hex = inner(value, b'>').iter();
                hex.any(|c| !b"0FfEe \r\n".contains(c))
            }
            // `12 0 R`: it stands elsewhere.
            Some(digit) => digit.is_ascii_digit(),
            None => false,
        };
        if is_said {
            return true;
        }
    }
    false
}

/// What stands in brackets.
fn inner(value: &[u8], end: u8) -> &[u8] {
    let value = value.get(1..).unwrap_or_default();
    let value = &value[..value.len().min(LONGEST)];
    let mut parts = value.split(|byte| *byte == end);
    parts.next().unwrap_or_default()
}

/// `<dc:creator><rdf:Seq><rdf:li>Jane Doe</rdf:li>`.
fn in_xml(bytes: &[u8]) -> bool {
    let (open, close) = (b"<dc:creator>", b"</dc:creator>");
    let mut rest = bytes;
    while let Some(at) = find(rest, open) {
        rest = &rest[at + open.len()..];
        let Some(end) = find(rest, close) else {
            return false;
        };
        if says_something(&without_tags(&rest[..end])) {
            return true;
        }
        rest = &rest[end + close.len()..];
    }
    false
}

fn without_tags(bytes: &[u8]) -> Vec<u8> {
    let mut is_tag = false;
    let words = bytes.iter().filter(|byte| {
        match byte {
            b'<' => is_tag = true,
            b'>' => {
                is_tag = false;
                return false;
            }
            _ => {}
        }
        !is_tag
    });
    words.copied().collect()
}

/// Objects that are packed together, unpacked, as far as the bounds of a document allow.
fn packed(bytes: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    let (mut rest, mut left) = (bytes, MOST_IN_ALL);
    let pieces = std::iter::from_fn(move || {
        if left == 0 {
            return None;
        }
        rest = &rest[find(rest, b"/ObjStm")?..];
        let start = find(rest, b"stream")? + b"stream".len();
        rest = &rest[start..];
        let data = rest.strip_prefix(b"\r").unwrap_or(rest);
        let data = data.strip_prefix(b"\n").unwrap_or(data);
        let mut decoder = ZlibDecoder::new(&data[..data.len().min(left)]);
        let mut unpacked = Vec::new();
        // What can't be unpacked to its end has told something all the same.
        let _ = decoder
            .by_ref()
            .take(MOST_UNPACKED.min(left) as u64)
            .read_to_end(&mut unpacked);
        // Bytes may be read that unfold to nothing.
        let read = usize::try_from(decoder.total_in()).unwrap_or(usize::MAX);
        left = left.saturating_sub(unpacked.len().max(read));
        Some(unpacked)
    });
    pieces.take(MOST_PIECES)
}
