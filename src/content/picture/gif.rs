//! GIF: blocks, one after another. Remarks go, and so does what programs have added; the pictures stay,
//! with how long each is shown and how often they all are.

/// Bytes that are taken from the front, as long as there are any.
struct Rest<'a>(&'a [u8]);

impl<'a> Rest<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    fn byte(&mut self) -> Option<u8> {
        Some(self.take(1)?[0])
    }

    /// Blocks with a length each, up to an empty one.
    fn blocks(&mut self) -> Option<&'a [u8]> {
        let before = self.0;
        loop {
            match self.byte()? {
                0 => return Some(&before[..before.len() - self.0.len()]),
                length => self.take(usize::from(length))?,
            };
        }
    }
}

/// How many bytes a table of colours has.
fn table(flags: u8) -> usize {
    match flags & 0x80 {
        0 => 0,
        _ => 3 << ((flags & 7) + 1),
    }
}

pub(super) fn clean(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut rest = Rest(bytes);
    let head = rest.take(13)?;
    let mut out = head.to_vec();
    out.extend_from_slice(rest.take(table(head[10]))?);
    let mut pictures = 0;
    // How long the next picture is shown. What goes takes its own along.
    let mut control: Option<[u8; 8]> = None;
    loop {
        // Some programs forget the mark of the end.
        match rest.byte().unwrap_or(0x3b) {
            0x2c => {
                let place = rest.take(9)?;
                out.extend(control.take().into_iter().flatten());
                out.push(0x2c);
                out.extend_from_slice(place);
                out.extend_from_slice(rest.take(table(place[8]))?);
                out.push(rest.byte()?);
                out.extend_from_slice(rest.blocks()?);
                pictures += 1;
            }
            0x21 => match (rest.byte()?, rest.blocks()?) {
                (0xf9, &[4, flags, low, high, colour, 0]) => {
                    control = Some([0x21, 0xf9, 4, flags, low, high, colour, 0]);
                }
                (0xff, blocks) => out.extend(repeats(blocks).into_iter().flatten()),
                (0x01, _) => control = None,
                _ => {}
            },
            0x3b => break,
            _ => return None,
        }
    }
    out.push(0x3b);
    (pictures > 0).then_some(out)
}

/// How often a moving picture begins anew, if the block says that.
fn repeats(blocks: &[u8]) -> Option<[u8; 19]> {
    let is_known = blocks.starts_with(b"\x0bNETSCAPE2.0") || blocks.starts_with(b"\x0bANIMEXTS1.0");
    match blocks.get(12..16) {
        Some([3, 1, low, high]) if is_known => {
            let mut own = *b"\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0";
            own[16] = *low;
            own[17] = *high;
            Some(own)
        }
        _ => None,
    }
}
