//! MP4, QuickTime and what else consists of boxes: a phone writes into them where it was.

use super::{Parts, Tells, find, says_something};

/// More of a box of remarks is not read.
const MOST: usize = 16 << 20;
/// So many boxes are looked at, one after another: a file made to waste time has millions.
const MOST_BOXES: usize = 4096;
/// Boxes in which others stand.
const HOLDERS: [&[u8]; 3] = [b"moov", b"udta", b"trak"];
/// Boxes that say where.
const PLACES: [&[u8]; 2] = [b"\xa9xyz", b"loci"];
/// Boxes that say who.
const NAMES: [&[u8]; 6] = [
    b"\xa9ART", b"\xa9aut", b"\xa9wrt", b"aART", b"auth", b"perf",
];
/// The names of remarks that say where, and who.
const KEYS: [(&[u8], bool); 4] = [
    (b"com.apple.quicktime.location", true),
    (b"com.apple.quicktime.author", false),
    (b"com.apple.quicktime.artist", false),
    (b"com.apple.quicktime.director", false),
];

pub(super) fn look(parts: &Parts<'_>) -> Tells {
    let mut tells = Tells::default();
    let mut at = 0;
    for _ in 0..MOST_BOXES {
        let left = parts.len.saturating_sub(at);
        let Some((kind, head, len)) = header(&(parts.read)(at, 16), left) else {
            break;
        };
        if matches!(&kind, b"moov" | b"meta" | b"uuid" | b"udta") {
            let wanted = usize::try_from(len - head).unwrap_or(MOST).min(MOST);
            let body = (parts.read)(at + head, wanted);
            tells = tells.and(of_box(&kind, &body, 0));
        }
        at += len;
    }
    tells
}

/// The kind of the box that begins here, how long its head is, and how long it is as a whole.
fn header(bytes: &[u8], left: u64) -> Option<([u8; 4], u64, u64)> {
    let kind: [u8; 4] = bytes.get(4..8)?.try_into().ok()?;
    let short = u32::from_be_bytes(bytes.get(..4)?.try_into().ok()?);
    let (head, len) = match short {
        0 => (8, left),
        1 => (16, u64::from_be_bytes(bytes.get(8..16)?.try_into().ok()?)),
        short => (8, u64::from(short)),
    };
    (len >= head && len <= left).then_some((kind, head, len))
}

/// What a box says, whose boxes are followed to a depth that no film needs.
fn of_box(kind: &[u8; 4], body: &[u8], depth: usize) -> Tells {
    let is = |list: &[&[u8]]| list.contains(&kind.as_slice());
    if kind == b"keys" || kind == b"uuid" {
        let has = |where_: bool| {
            let mut keys = KEYS.iter().filter(|(_, place)| *place == where_);
            keys.any(|(key, _)| find(body, key).is_some())
        };
        return Tells {
            name: has(false),
            place: has(true) || find(body, b"exif:GPSLatitude").is_some(),
        };
    }
    if kind == b"ilst" {
        return of_list(body);
    }
    if is(&PLACES) || is(&NAMES) {
        // Its length and its language, or its version and its language.
        let head = match kind {
            b"auth" | b"perf" => 6,
            _ => 4,
        };
        let said = says_something(body.get(head..).unwrap_or_default());
        return said_in(kind, said);
    }
    // In MP4 four more bytes stand at its beginning, in QuickTime none.
    let inside = match (kind, body.get(4..8)) {
        (b"meta", Some(b"hdlr")) => body,
        (b"meta", _) => body.get(4..).unwrap_or_default(),
        _ if is(&HOLDERS) => body,
        _ => return Tells::default(),
    };
    match depth {
        0..8 => of_boxes(inside, depth + 1),
        _ => Tells::default(),
    }
}

fn of_boxes(bytes: &[u8], depth: usize) -> Tells {
    boxes(bytes)
        .map(|(kind, body)| of_box(&kind, body, depth))
        .fold(Tells::default(), Tells::and)
}

/// What stands in a list, each in a box of `data` with a kind and a language before it.
fn of_list(bytes: &[u8]) -> Tells {
    let said = |item: &[u8]| {
        let mut data = boxes(item).filter(|(kind, _)| kind == b"data");
        data.any(|(_, data)| says_something(data.get(8..).unwrap_or_default()))
    };
    boxes(bytes)
        .map(|(kind, item)| said_in(&kind, said(item)))
        .fold(Tells::default(), Tells::and)
}

fn said_in(kind: &[u8; 4], said: bool) -> Tells {
    Tells {
        name: said && NAMES.contains(&kind.as_slice()),
        place: said && PLACES.contains(&kind.as_slice()),
    }
}

fn boxes(mut bytes: &[u8]) -> impl Iterator<Item = ([u8; 4], &[u8])> {
    std::iter::from_fn(move || {
        let (kind, head, len) = header(bytes, bytes.len() as u64)?;
        // A box is no longer than the bytes that were read.
        let (head, len) = (head as usize, len as usize);
        let body = &bytes[head..len];
        bytes = &bytes[len..];
        Some((kind, body))
    })
}
