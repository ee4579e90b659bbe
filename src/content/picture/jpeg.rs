//! JPEG: segments between marks. Of the segments that say something about the picture, only those stay
//! that say how its colours are meant.

use memchr::memchr;

const START: u8 = 0xd8;
const END: u8 = 0xd9;
const SCAN: u8 = 0xda;

/// One segment: its mark, what is in it, and the picture's data after it, which only a scan has.
struct Segment<'a> {
    mark: u8,
    payload: &'a [u8],
    data: &'a [u8],
}

/// The segments up to the end of the picture. What comes after that is not part of it.
struct Segments<'a> {
    rest: &'a [u8],
    /// Whether something could not be read.
    broken: bool,
}

impl<'a> Segments<'a> {
    fn of(bytes: &'a [u8]) -> Segments<'a> {
        let rest = bytes.strip_prefix(&[0xff, START]);
        Segments {
            rest: rest.unwrap_or_default(),
            broken: rest.is_none(),
        }
    }

    fn read(&mut self) -> Option<Segment<'a>> {
        // Between segments there may be any number of 0xff, and some programs leave more than that.
        loop {
            self.rest = &self.rest[memchr(0xff, self.rest)?..];
            let mark = *self.rest.get(1)?;
            match mark {
                0xff => self.rest = &self.rest[1..],
                0x00 | 0x01 | 0xd0..=0xd8 => self.rest = &self.rest[2..],
                _ => break,
            }
        }
        let mark = self.rest[1];
        self.rest = &self.rest[2..];
        if mark == END {
            return Some(Segment {
                mark,
                payload: &[],
                data: &[],
            });
        }
        let length = u16::from_be_bytes(self.rest.first_chunk().copied()?);
        let payload = self.rest.get(2..usize::from(length))?;
        self.rest = &self.rest[usize::from(length)..];
        let (data, rest) = match mark {
            SCAN => self.rest.split_at(data_end(self.rest)),
            _ => (&[][..], self.rest),
        };
        self.rest = rest;
        Some(Segment {
            mark,
            payload,
            data,
        })
    }
}

impl<'a> Iterator for Segments<'a> {
    type Item = Segment<'a>;

    fn next(&mut self) -> Option<Segment<'a>> {
        if self.broken {
            return None;
        }
        let segment = self.read();
        self.broken = segment.as_ref().is_none_or(|segment| segment.mark == END);
        segment
    }
}

/// Where the data of a scan ends: at a mark that is neither an escaped 0xff nor a place to begin anew.
fn data_end(bytes: &[u8]) -> usize {
    let mut at = 0;
    while let Some(found) = memchr(0xff, &bytes[at..]) {
        at += found;
        match bytes.get(at + 1) {
            Some(0x00 | 0xd0..=0xd7) => at += 2,
            Some(0xff) => at += 1,
            Some(_) => return at,
            None => return bytes.len(),
        }
    }
    bytes.len()
}

/// What EXIF says, if the picture has any.
pub(super) fn exif(bytes: &[u8]) -> Option<&[u8]> {
    let mut found = Segments::of(bytes).filter(|segment| segment.mark == 0xe1);
    found.find_map(|segment| segment.payload.strip_prefix(b"Exif\0\0"))
}

pub(super) fn clean(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = vec![0xff, START];
    out.reserve(bytes.len());
    let (mut has_frame, mut has_scan) = (false, false);
    for segment in Segments::of(bytes) {
        let Segment {
            mark,
            payload,
            data,
        } = segment;
        match mark {
            // Frames: how large it is and how it is packed.
            0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => {
                has_frame = true;
                write(mark, payload, &mut out);
            }
            SCAN => {
                has_scan = true;
                write(mark, payload, &mut out);
                out.extend_from_slice(data);
            }
            // Tables of the packing.
            0xc4 | 0xcc | 0xdb..=0xdf => write(mark, payload, &mut out),
            // JFIF without its small copy of the picture.
            0xe0 => {
                if let Some(head) = payload.get(..12).filter(|head| head.starts_with(b"JFIF\0")) {
                    write(mark, &[head, &[0, 0]].concat(), &mut out);
                }
            }
            0xe2 if payload.starts_with(b"ICC_PROFILE\0") => write(mark, payload, &mut out),
            0xee => {
                if let Some(head) = payload.get(..12).filter(|head| head.starts_with(b"Adobe")) {
                    write(mark, head, &mut out);
                }
            }
            _ => {}
        }
    }
    out.extend([0xff, END]);
    (has_frame && has_scan).then_some(out)
}

fn write(mark: u8, payload: &[u8], out: &mut Vec<u8>) {
    // It was read with a length of two bytes, and has not become longer since.
    let length = u16::try_from(payload.len() + 2).unwrap_or(u16::MAX);
    out.extend([0xff, mark]);
    out.extend(length.to_be_bytes());
    out.extend_from_slice(payload);
}
