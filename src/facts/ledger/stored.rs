//! Findings as they are kept between builds: bytes, of which only those are taken apart that must be
//! looked at.

use super::{Book, Reads};
use crate::base::digest::Digest;
use crate::facts::fact::{Fact, FactKind};

/// The findings of an earlier build.
#[derive(Default)]
pub(super) struct Stored {
    /// The ground on which all of them were true.
    pub ground: Digest,
    /// As they were written: of hundreds of thousands, few are looked at.
    bytes: Vec<u8>,
    count: u32,
}

/// 16 bytes of ground, the number of findings; for each where its fact ends, and what it found; then
/// all facts.
const HEAD: usize = 16 + 4;
const ROW: usize = 4 + 16;

impl Stored {
    /// None if the bytes are not what [`write`] wrote.
    pub fn read(bytes: Vec<u8>) -> Option<Stored> {
        let (ground, rest) = bytes.split_first_chunk::<16>()?;
        let (count, _) = rest.split_first_chunk::<4>()?;
        let stored = Stored {
            ground: Digest(u128::from_le_bytes(*ground)),
            count: u32::from_le_bytes(*count),
            bytes: Vec::new(),
        };
        let stored = Stored { bytes, ..stored };
        let facts = stored.bytes.len().checked_sub(stored.facts()?)?;
        (stored.end(stored.count)? == facts).then_some(stored)
    }

    pub fn len(&self) -> u32 {
        self.count
    }

    /// Where the facts begin.
    fn facts(&self) -> Option<usize> {
        HEAD.checked_add((self.count as usize).checked_mul(ROW)?)
    }

    fn row(&self, number: u32) -> Option<&[u8]> {
        if number >= self.count {
            return None;
        }
        let start = HEAD + number as usize * ROW;
        self.bytes.get(start..start + ROW)
    }

    /// Where so many facts end.
    fn end(&self, count: u32) -> Option<usize> {
        let Some(last) = count.checked_sub(1) else {
            return Some(0);
        };
        let (end, _) = self.row(last)?.split_first_chunk::<4>()?;
        Some(u32::from_le_bytes(*end) as usize)
    }

    fn bytes(&self, number: u32) -> Option<(&[u8], Digest)> {
        let (_, digest) = self.row(number)?.split_first_chunk::<4>()?;
        let digest = Digest(u128::from_le_bytes(digest.try_into().ok()?));
        let facts = self.bytes.get(self.facts()?..)?;
        Some((facts.get(self.end(number)?..self.end(number + 1)?)?, digest))
    }

    /// What sort of question it is.
    pub fn kind(&self, number: u32) -> Option<FactKind> {
        let (bytes, _) = self.bytes(number)?;
        // The first byte of a fact says which of the variants it is; they are fewer than 128.
        FactKind::ALL.get(usize::from(*bytes.first()?)).copied()
    }

    pub fn finding(&self, number: u32) -> Option<(Fact, Digest)> {
        let (bytes, digest) = self.bytes(number)?;
        Some((postcard::from_bytes(bytes).ok()?, digest))
    }
}

/// Writes the findings of outputs, in the order in which they are first met.
pub(super) fn write(book: &Book, outputs: &[&Reads], ground: Digest) -> (Vec<u8>, Vec<Reads>) {
    let mut numbers: Vec<u32> = vec![u32::MAX; book.len()];
    let mut rows: Vec<u8> = Vec::with_capacity(book.len() * ROW);
    let mut facts: Vec<u8> = Vec::with_capacity(book.len() * 40);
    let mut count = 0_u32;
    let mut renumbered = Vec::with_capacity(outputs.len());
    for reads in outputs {
        let new = reads.iter().map(|number| {
            let known = &mut numbers[*number as usize];
            if *known == u32::MAX {
                let before = facts.len();
                let digest = append(book, *number, &mut facts);
                // What finds no place in four gigabytes is kept as what has no answer.
                let end = u32::try_from(facts.len()).unwrap_or(before as u32);
                facts.truncate(end as usize);
                rows.extend_from_slice(&end.to_le_bytes());
                rows.extend_from_slice(&digest.0.to_le_bytes());
                *known = count;
                count += 1;
            }
            *known
        });
        let mut new: Vec<u32> = new.collect();
        new.sort_unstable();
        renumbered.push(new.into());
    }
    let mut bytes = Vec::with_capacity(HEAD + rows.len() + facts.len());
    bytes.extend_from_slice(&ground.0.to_le_bytes());
    bytes.extend_from_slice(&count.to_le_bytes());
    bytes.append(&mut rows);
    bytes.append(&mut facts);
    (bytes, renumbered)
}

/// Appends a fact's bytes, and gives what it found.
fn append(book: &Book, number: u32, facts: &mut Vec<u8>) -> Digest {
    if let Some(at) = number.checked_sub(book.stored.len()) {
        let Some(((fact, digest), _)) = book.made.get_index(at as usize) else {
            return Digest::default();
        };
        match postcard::to_allocvec(fact) {
            Ok(bytes) => facts.extend_from_slice(&bytes),
            // Without its bytes it is never found true, so that the output is made again.
            Err(_) => return Digest::default(),
        }
        return *digest;
    }
    match book.stored.bytes(number) {
        Some((bytes, digest)) => {
            facts.extend_from_slice(bytes);
            digest
        }
        None => Digest::default(),
    }
}
