//! What was made of the sources, as bytes for the next run of the program. It may not know where they
//! are kept, nor of which version of the program they are: another version may not be given them.
//!
//! The bytes are a row of chunks, so that many threads can read them at once, each behind its length and
//! its digest. What is damaged is not read at all, and then every file is read again.

use super::sources::{Parsed, Seen, Sources};
use crate::base::digest::Digest;
use crate::base::paths::SourcePath;
use rayon::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::sync::Arc;

/// How many files stand in a chunk.
const CHUNK: usize = 256;

impl Sources {
    /// What is known of all files whose stamps will show if they change.
    pub(super) fn store(&self) -> Vec<u8> {
        let parsed = self.parsed.iter();
        let parsed: Vec<_> = parsed
            .filter(|(_, file)| file.settled && file.own)
            .collect();
        let files: Vec<_> = self.files.iter().filter(|(_, seen)| seen.settled).collect();
        let mut bytes = Vec::new();
        write_chunks(&parsed, &mut bytes);
        write_chunks(&files, &mut bytes);
        bytes
    }

    /// What [`store`](Self::store) has written. `None` if the bytes are not as they were.
    pub(super) fn load(bytes: &[u8]) -> Option<Sources> {
        let mut rest = bytes;
        let parsed: BTreeMap<SourcePath, Arc<Parsed>> = read_chunks(&mut rest)?;
        let files: BTreeMap<SourcePath, Seen> = read_chunks(&mut rest)?;
        rest.is_empty().then(|| Sources::of(parsed, files))
    }
}

/// Writes the number of chunks, and each chunk behind its length and its digest.
fn write_chunks<T: Serialize + Sync>(list: &[T], bytes: &mut Vec<u8>) {
    // A list that could not be written is left out: what it tells is read from the files again.
    let chunk = |room: &mut Vec<u8>, list: &[T]| {
        room.clear();
        // What is written grows in one room, and is then copied in its own length.
        *room = postcard::to_extend(list, std::mem::take(room)).ok()?;
        Some(room.as_slice().into())
    };
    let chunks = list.par_chunks(CHUNK).map_init(Vec::new, chunk);
    let chunks: Vec<Box<[u8]>> = chunks.flatten_iter().collect();
    let length: usize = chunks.iter().map(|chunk| 8 + 16 + chunk.len()).sum();
    bytes.reserve_exact(8 + length);
    bytes.extend((chunks.len() as u64).to_le_bytes());
    for chunk in chunks {
        bytes.extend((chunk.len() as u64).to_le_bytes());
        bytes.extend(Digest::of(&chunk).0.to_le_bytes());
        bytes.extend(chunk);
    }
}

fn read_chunks<K, V>(rest: &mut &[u8]) -> Option<BTreeMap<K, V>>
where
    K: DeserializeOwned + Ord + Send,
    V: DeserializeOwned + Send,
{
    let count = number(rest)?;
    let mut chunks = Vec::new();
    for _ in 0..count {
        let length = usize::try_from(number(rest)?).ok()?;
        let digest = Digest(u128::from_le_bytes(take(rest, 16)?.try_into().ok()?));
        chunks.push((take(rest, length)?, digest));
    }
    let read: Option<Vec<Vec<(K, V)>>> = chunks
        .par_iter()
        .map(|(chunk, digest)| {
            let whole = Digest::of(chunk) == *digest;
            whole.then(|| postcard::from_bytes(chunk).ok()).flatten()
        })
        .collect();
    Some(read?.into_iter().flatten().collect())
}

fn number(rest: &mut &[u8]) -> Option<u64> {
    Some(u64::from_le_bytes(take(rest, 8)?.try_into().ok()?))
}

fn take<'a>(rest: &mut &'a [u8], length: usize) -> Option<&'a [u8]> {
    let (taken, left) = rest.split_at_checked(length)?;
    *rest = left;
    Some(taken)
}
