//! WebP: chunks with names in one that holds them all.

const KEPT: [&[u8; 4]; 7] = [
    b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP",
];
const HAS_XMP: u8 = 0x04;
const HAS_EXIF: u8 = 0x08;
/// A frame's place, size and duration stand before its own chunks.
const FRAME: usize = 16;

type Chunk<'a> = (&'a [u8], &'a [u8]);

/// The names and the data of chunks, up to one that is cut short.
fn chunks(bytes: &[u8]) -> impl Iterator<Item = Chunk<'_>> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let (head, after) = rest.split_at_checked(8)?;
        let length = u32::from_le_bytes(head.last_chunk().copied()?) as usize;
        let (data, after) = after.split_at_checked(length)?;
        // Some programs forget the byte that makes the length even.
        rest = after.get(length % 2..).unwrap_or_default();
        Some((&head[..4], data))
    })
}

fn inside(bytes: &[u8]) -> &[u8] {
    bytes.get(12..).unwrap_or_default()
}

/// What EXIF says, if the picture has any.
pub(super) fn exif(bytes: &[u8]) -> Option<&[u8]> {
    let (_, data) = chunks(inside(bytes)).find(|(name, _)| *name == b"EXIF")?;
    Some(data.strip_prefix(b"Exif\0\0").unwrap_or(data))
}

pub(super) fn moves(bytes: &[u8]) -> bool {
    chunks(inside(bytes)).any(|(name, _)| name == b"ANIM" || name == b"ANMF")
}

pub(super) fn clean(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = b"RIFF\0\0\0\0WEBP".to_vec();
    out.reserve(bytes.len());
    let mut has_picture = false;
    for (name, data) in chunks(inside(bytes)) {
        has_picture |= matches!(name, b"VP8 " | b"VP8L" | b"ANMF");
        match (name, data) {
            (b"VP8X", [flags, others @ ..]) => {
                let flags = flags & !(HAS_XMP | HAS_EXIF);
                write(name, &[&[flags], others].concat(), &mut out);
            }
            (b"ANMF", data) => write(name, &frame(data)?, &mut out),
            _ if is_kept(name) => write(name, data, &mut out),
            _ => {}
        }
    }
    let length = u32::try_from(out.len() - 8).ok()?;
    out[4..8].copy_from_slice(&length.to_le_bytes());
    has_picture.then_some(out)
}

fn frame(data: &[u8]) -> Option<Vec<u8>> {
    let (head, rest) = data.split_at_checked(FRAME)?;
    let mut out = head.to_vec();
    let mut own = chunks(rest).filter(|(name, _)| matches!(*name, b"ALPH" | b"VP8 " | b"VP8L"));
    own.by_ref()
        .for_each(|(name, data)| write(name, data, &mut out));
    Some(out)
}

fn is_kept(name: &[u8]) -> bool {
    KEPT.iter().any(|kept| kept.as_slice() == name)
}

fn write(name: &[u8], data: &[u8], out: &mut Vec<u8>) {
    out.extend_from_slice(name);
    out.extend((data.len() as u32).to_le_bytes());
    out.extend_from_slice(data);
    out.extend(std::iter::repeat_n(0, data.len() % 2));
}
