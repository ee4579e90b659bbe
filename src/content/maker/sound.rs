//! Sound: the remarks at the beginning of MP3 (ID3), and those of Ogg and FLAC.

use super::{Parts, Tells, says_something};

/// Remarks stand within so many bytes, but for pictures in them.
const MOST: usize = 4 << 20;
/// Remarks of Ogg stand on its second page.
const FIRST_PAGES: usize = 64 << 10;
/// Frames that say who, in ID3 2.3 and later, and in 2.2.
const NAMES: [&[u8]; 12] = [
    b"TPE1", b"TPE2", b"TPE3", b"TCOM", b"TEXT", b"TOWN", b"TP1", b"TP2", b"TP3", b"TCM", b"TXT",
    b"TCP",
];
/// Remarks that say who, and where.
const REMARKS: [(&[u8], bool); 5] = [
    (b"ARTIST=", false),
    (b"PERFORMER=", false),
    (b"AUTHOR=", false),
    (b"LOCATION=", true),
    (b"GEO_LOCATION=", true),
];

pub(super) fn look_at_mp3(parts: &Parts<'_>) -> Tells {
    let end = (parts.read)(parts.len.saturating_sub(128), 128);
    let old = end.starts_with(b"TAG") && end.get(33..63).is_some_and(says_something);
    Tells {
        name: old || frames(&(parts.read)(0, MOST)).unwrap_or(false),
        place: false,
    }
}

/// Whether a frame at the start names somebody.
fn frames(bytes: &[u8]) -> Option<bool> {
    let rest = bytes.strip_prefix(b"ID3")?;
    let version = *rest.first()?;
    // Each byte of a length has seven bits, in frames from version 2.4 on only.
    let seven = |bytes: &[u8]| {
        bytes
            .iter()
            .fold(0_usize, |sum, byte| sum << 7 | usize::from(byte & 0x7f))
    };
    let eight = |bytes: &[u8]| {
        bytes
            .iter()
            .fold(0_usize, |sum, byte| sum << 8 | usize::from(*byte))
    };
    let length = seven(rest.get(3..7)?);
    let mut rest = rest.get(7..)?;
    rest = rest.get(..length).unwrap_or(rest);
    let (name, size, head) = if version < 3 { (3, 3, 6) } else { (4, 4, 10) };
    while let Some(frame) = rest.get(..head) {
        let kind = &frame[..name];
        if !kind.iter().all(u8::is_ascii_alphanumeric) {
            break;
        }
        let size = &frame[name..name + size];
        let size = if version > 3 {
            seven(size)
        } else {
            eight(size)
        };
        let body = rest.get(head..head.checked_add(size)?)?;
        // The first byte says which letters follow.
        if NAMES.contains(&kind) && says_something(body.get(1..).unwrap_or_default()) {
            return Some(true);
        }
        rest = &rest[head + size..];
    }
    Some(false)
}

pub(super) fn look_at_remarks(parts: &Parts<'_>) -> Tells {
    let bytes = (parts.read)(0, FIRST_PAGES).to_ascii_uppercase();
    let says = |place: bool| {
        let mut remarks = REMARKS.iter().filter(|(_, said)| *said == place);
        remarks.any(|(remark, _)| {
            let mut remarks = bytes.windows(remark.len() + 1);
            remarks.any(|found| {
                let value = found.strip_prefix(*remark);
                value.is_some_and(says_something)
            })
        })
    };
    Tells {
        name: says(false),
        place: says(true),
    }
}
