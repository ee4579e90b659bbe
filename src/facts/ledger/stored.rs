//! Findings as they are kept between builds: chunks of bytes, of which only those findings are taken
//! apart that must be looked at.

use super::{Book, Reads};
use crate::base::digest::Digest;
use crate::facts::fact::{Fact, FactKind};

/// The findings of an earlier build.
#[derive(Default)]
pub(super) struct Stored {
    /// The ground on which all of them were true, but for those that no output has read any more.
    pub ground: Digest,
    /// How many there were when they were last numbered from the start.
    numbered: u32,
    /// As they were written: of hundreds of thousands, few are looked at.
    chunks: Vec<Chunk>,
    /// What sort of question each is.
    kinds: Vec<u8>,
}

/// The number of findings; for each where its fact ends, and what it found; then all facts.
struct Chunk {
    /// The number of its first finding.
    first: u32,
    count: u32,
    bytes: Vec<u8>,
}

/// How many findings stand in a chunk.
const MOST: u32 = 4096;
const HEAD: usize = 4;
const ROW: usize = 4 + 16;
/// So many may have been left behind by outputs that were made again, however few there are.
const FEW: usize = 2048;

/// The findings of some outputs, ready to be kept.
#[derive(Debug)]
pub struct StoredLedger {
    /// What concerns all findings.
    pub head: Vec<u8>,
    /// How many chunks of the earlier build stay as they are, before the new ones.
    pub kept: usize,
    /// New chunks.
    pub new: Vec<Vec<u8>>,
    /// The numbers that the findings of each output have there; none if they stay as they are.
    pub reads: Option<Vec<Reads>>,
}

impl Stored {
    /// None if the bytes are not what [`write`] wrote.
    pub fn read(head: &[u8], chunks: Vec<Vec<u8>>) -> Option<Stored> {
        let (ground, numbered) = head.split_first_chunk::<16>()?;
        let mut stored = Stored {
            ground: Digest(u128::from_le_bytes(*ground)),
            numbered: u32::from_le_bytes(numbered.try_into().ok()?),
            ..Stored::default()
        };
        for bytes in chunks {
            let chunk = Chunk {
                first: stored.len(),
                count: u32::from_le_bytes(*bytes.first_chunk()?),
                bytes,
            };
            let facts = chunk.bytes.len().checked_sub(chunk.facts()?)?;
            if chunk.end(chunk.count)? != facts {
                return None;
            }
            for at in 0..chunk.count {
                let (fact, _) = chunk.finding(at)?;
                // The first byte of a fact says which of the variants it is; they are fewer than 128.
                stored.kinds.push(fact.first().copied().unwrap_or(u8::MAX));
            }
            stored.chunks.push(chunk);
        }
        Some(stored)
    }

    pub fn len(&self) -> u32 {
        self.kinds.len() as u32
    }

    fn bytes(&self, number: u32) -> Option<(&[u8], Digest)> {
        let after = self.chunks.partition_point(|chunk| chunk.first <= number);
        let chunk = self.chunks.get(after.checked_sub(1)?)?;
        chunk.finding(number - chunk.first)
    }

    /// What sort of question it is.
    pub fn kind(&self, number: u32) -> Option<FactKind> {
        let kind = self.kinds.get(number as usize)?;
        FactKind::ALL.get(usize::from(*kind)).copied()
    }

    pub fn finding(&self, number: u32) -> Option<(Fact, Digest)> {
        let (bytes, digest) = self.bytes(number)?;
        Some((postcard::from_bytes(bytes).ok()?, digest))
    }
}

impl Chunk {
    /// Where the facts begin.
    fn facts(&self) -> Option<usize> {
        HEAD.checked_add((self.count as usize).checked_mul(ROW)?)
    }

    fn row(&self, at: u32) -> Option<&[u8]> {
        if at >= self.count {
            return None;
        }
        let start = HEAD + at as usize * ROW;
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

    fn finding(&self, at: u32) -> Option<(&[u8], Digest)> {
        let (_, digest) = self.row(at)?.split_first_chunk::<4>()?;
        let digest = Digest(u128::from_le_bytes(digest.try_into().ok()?));
        let facts = self.bytes.get(self.facts()?..)?;
        Some((facts.get(self.end(at)?..self.end(at + 1)?)?, digest))
    }
}

/// Writes the findings of outputs. As long as few of the stored ones are left behind, all of them stay,
/// each with its number, and the new ones come after them.
pub(super) fn write(book: &Book, outputs: &[&Reads], ground: Digest, anew: bool) -> StoredLedger {
    let numbered = book.stored.numbered as usize;
    if !anew && !book.stored.chunks.is_empty() && book.len() <= numbered + numbered / 2 + FEW {
        let mut new = Chunks::default();
        for number in book.stored.len()..book.len() as u32 {
            new.put(book, number);
        }
        return StoredLedger {
            head: head(ground, book.stored.numbered),
            kept: book.stored.chunks.len(),
            new: new.finish(),
            reads: None,
        };
    }
    let mut numbers: Vec<u32> = vec![u32::MAX; book.len()];
    let mut all = Chunks::default();
    let mut count = 0_u32;
    let mut renumbered = Vec::with_capacity(outputs.len());
    // In the order in which they are first met.
    for reads in outputs {
        let new = reads.iter().map(|number| {
            let known = &mut numbers[*number as usize];
            if *known == u32::MAX {
                all.put(book, *number);
                *known = count;
                count += 1;
            }
            *known
        });
        let mut new: Vec<u32> = new.collect();
        new.sort_unstable();
        renumbered.push(new.into());
    }
    StoredLedger {
        head: head(ground, count),
        kept: 0,
        new: all.finish(),
        reads: Some(renumbered),
    }
}

fn head(ground: Digest, numbered: u32) -> Vec<u8> {
    [&ground.0.to_le_bytes()[..], &numbered.to_le_bytes()].concat()
}

/// Chunks that are being written.
#[derive(Default)]
struct Chunks {
    done: Vec<Vec<u8>>,
    count: u32,
    rows: Vec<u8>,
    facts: Vec<u8>,
}

impl Chunks {
    fn put(&mut self, book: &Book, number: u32) {
        let before = self.facts.len();
        let digest = append(book, number, &mut self.facts);
        // What finds no place in four gigabytes is kept as what has no answer.
        let end = u32::try_from(self.facts.len()).unwrap_or(before as u32);
        self.facts.truncate(end as usize);
        self.rows.extend_from_slice(&end.to_le_bytes());
        self.rows.extend_from_slice(&digest.0.to_le_bytes());
        self.count += 1;
        if self.count == MOST {
            self.close();
        }
    }

    fn close(&mut self) {
        if self.count > 0 {
            let count = self.count.to_le_bytes();
            self.done
                .push([&count[..], &self.rows, &self.facts].concat());
        }
        self.count = 0;
        self.rows.clear();
        self.facts.clear();
    }

    fn finish(mut self) -> Vec<Vec<u8>> {
        self.close();
        self.done
    }
}

/// Appends a fact's bytes, and gives what it found.
fn append(book: &Book, number: u32, facts: &mut Vec<u8>) -> Digest {
    if let Some(at) = number.checked_sub(book.stored.len()) {
        let Some((finding, _)) = book.made.get_index(at as usize) else {
            return Digest::default();
        };
        match postcard::to_allocvec(&finding.fact) {
            Ok(bytes) => facts.extend_from_slice(&bytes),
            // Without its bytes it is never found true, so that the output is made again.
            Err(_) => return Digest::default(),
        }
        return finding.digest();
    }
    match book.stored.bytes(number) {
        Some((bytes, digest)) => {
            facts.extend_from_slice(bytes);
            digest
        }
        None => Digest::default(),
    }
}
