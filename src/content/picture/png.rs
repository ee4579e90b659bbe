//! PNG: chunks with names. Those stay that decide on pixels, their colours and their movement.

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

const KEPT: [&[u8; 4]; 17] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP",
    b"mDCV", b"cLLI", b"sBIT", b"bKGD", b"acTL", b"fcTL", b"fdAT",
];

struct Chunk<'a> {
    name: &'a [u8],
    data: &'a [u8],
    /// With its length, its name and its checksum.
    whole: &'a [u8],
}

/// The chunks up to the end of the picture, or up to one that is cut short.
fn chunks(bytes: &[u8]) -> impl Iterator<Item = Chunk<'_>> {
    let mut rest = bytes.strip_prefix(SIGNATURE).unwrap_or_default();
    std::iter::from_fn(move || {
        let length = u32::from_be_bytes(rest.first_chunk().copied()?) as usize;
        let (whole, after) = rest.split_at_checked(length.checked_add(12)?)?;
        let name = &whole[4..8];
        rest = match name {
            b"IEND" => &[],
            _ => after,
        };
        let data = &whole[8..8 + length];
        Some(Chunk { name, data, whole })
    })
}

/// What EXIF says, if the picture has any.
pub(super) fn exif(bytes: &[u8]) -> Option<&[u8]> {
    let mut found = chunks(bytes).filter(|chunk| chunk.name == b"eXIf");
    found.next().map(|chunk| chunk.data)
}

pub(super) fn moves(bytes: &[u8]) -> bool {
    chunks(bytes).any(|chunk| chunk.name == b"acTL")
}

pub(super) fn clean(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = SIGNATURE.to_vec();
    out.reserve(bytes.len());
    let (mut has_data, mut has_end) = (false, false);
    for Chunk { name, whole, .. } in chunks(bytes) {
        has_data |= name == b"IDAT";
        has_end |= name == b"IEND";
        if KEPT.iter().any(|kept| kept.as_slice() == name) {
            out.extend_from_slice(whole);
        }
    }
    (has_data && has_end).then_some(out)
}
