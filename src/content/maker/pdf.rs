//! PDF: the author stands in a dictionary, which may be packed together with others, or in a piece of XML.

use super::{Parts, Tells, find, says_something};
use flate2::read::ZlibDecoder;
use std::io::Read;

/// A longer document is not looked through to its end.
const MOST: usize = 64 << 20;
/// The most that packed objects may unfold to.
const MOST_UNPACKED: u64 = 4 << 20;

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
            Some(b'(') => inner(value, b')').is_some_and(says_something),
            Some(b'<') => {
                inner(value, b'>').is_some_and(|hex| hex.iter().any(|c| !b"0FfEe \r\n".contains(c)))
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

fn inner(value: &[u8], end: u8) -> Option<&[u8]> {
    let end = value.iter().position(|byte| *byte == end)?;
    value.get(1..end)
}

/// `<dc:creator><rdf:Seq><rdf:li>Jane Doe</rdf:li>`.
fn in_xml(bytes: &[u8]) -> bool {
    let open = b"<dc:creator>";
    let Some(at) = find(bytes, open) else {
        return false;
    };
    let rest = &bytes[at + open.len()..];
    let Some(end) = find(rest, b"</dc:creator>") else {
        return false;
    };
    let mut is_tag = false;
    let words = rest[..end].iter().filter(|byte| {
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
    says_something(&words.copied().collect::<Vec<u8>>())
}

/// Objects that are packed together, unpacked.
fn packed(bytes: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        loop {
            rest = &rest[find(rest, b"/ObjStm")?..];
            let start = find(rest, b"stream")? + b"stream".len();
            rest = &rest[start..];
            let data = rest.strip_prefix(b"\r").unwrap_or(rest);
            let data = data.strip_prefix(b"\n").unwrap_or(data);
            let mut unpacked = Vec::new();
            // What can't be unpacked to its end has told something all the same.
            let _ = ZlibDecoder::new(data)
                .take(MOST_UNPACKED)
                .read_to_end(&mut unpacked);
            if !unpacked.is_empty() {
                return Some(unpacked);
            }
        }
    })
}
