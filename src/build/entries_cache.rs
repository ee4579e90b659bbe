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
use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

/// How many files stand in a chunk.
const CHUNK: usize = 256;

/// Chunks as an earlier run has written them: they are written again as they are, as long as nothing of
/// what stands in them has changed.
#[derive(Default)]
pub(super) struct Written {
    bytes: Vec<u8>,
    chunks: ParsedChunks,
}

/// What stands in a chunk, and where it stands in the bytes, its length and its digest included.
struct Chunk<K, V> {
    range: Range<usize>,
    files: Vec<(K, V)>,
}

/// A part of what is to be written.
enum Piece<'a, T> {
    /// A chunk as it is.
    Known(&'a [u8]),
    /// No more than a chunk takes.
    New(&'a [T]),
}

type ParsedChunks = Vec<Chunk<SourcePath, Arc<Parsed>>>;

type ParsedFile<'a> = (&'a SourcePath, &'a Arc<Parsed>);

impl Sources {
    /// What is known of all files whose stamps will show if they change.
    pub(super) fn store(&self) -> Vec<u8> {
        let parsed = self.parsed.iter();
        let parsed: Vec<ParsedFile<'_>> = parsed
            .filter(|(_, file)| file.settled && file.own)
            .collect();
        let files: Vec<_> = self.files.iter().filter(|(_, seen)| seen.settled).collect();
        let mut bytes = Vec::new();
        write_pieces(&self.written.pieces(&parsed), &mut bytes);
        let files: Vec<_> = files.chunks(CHUNK).map(Piece::New).collect();
        write_pieces(&files, &mut bytes);
        bytes
    }

    /// What [`store`](Self::store) has written. `None` if the bytes are not as they were.
    pub(super) fn load(bytes: &[u8]) -> Option<Sources> {
        Sources::read(bytes).map(|(sources, _)| sources)
    }

    /// As [`load`](Self::load), to be stored again soon.
    pub(super) fn load_to_store(bytes: Vec<u8>) -> Option<Sources> {
        let (mut sources, chunks) = Sources::read(&bytes)?;
        sources.written = Written { bytes, chunks };
        Some(sources)
    }

    fn read(bytes: &[u8]) -> Option<(Sources, ParsedChunks)> {
        let mut rest = bytes;
        let parsed = read_chunks::<SourcePath, Arc<Parsed>>(bytes, &mut rest)?;
        let files = read_chunks::<SourcePath, Seen>(bytes, &mut rest)?;
        let sources = Sources::of(
            parsed
                .iter()
                .flat_map(|chunk| chunk.files.iter().cloned())
                .collect(),
            files.into_iter().flat_map(|chunk| chunk.files).collect(),
        );
        rest.is_empty().then_some((sources, parsed))
    }
}

impl Written {
    /// Parts what is to be written, so that as many chunks as can be stay as they are.
    fn pieces<'a>(&'a self, parsed: &'a [ParsedFile<'a>]) -> Vec<Piece<'a, ParsedFile<'a>>> {
        let mut pieces = Vec::new();
        let mut rest = parsed;
        let mut chunks = self.chunks.iter().peekable();
        while let Some(chunk) = chunks.next() {
            let begins = |chunk: &Chunk<_, _>, rest: &[ParsedFile<'_>]| {
                let first = chunk.files.first();
                first.map_or(0, |(first, _)| {
                    rest.partition_point(|(path, _)| *path < first)
                })
            };
            let (before, from) = rest.split_at(begins(chunk, rest));
            pieces.extend(before.chunks(CHUNK).map(Piece::New));
            let end = chunks.peek().map_or(from.len(), |next| begins(next, from));
            let (own, after) = from.split_at(end);
            let is_same = own.len() == chunk.files.len()
                && own
                    .iter()
                    .zip(&chunk.files)
                    .all(|((_, file), (_, known))| Arc::ptr_eq(file, known));
            match self.bytes.get(chunk.range.clone()).filter(|_| is_same) {
                Some(bytes) => pieces.push(Piece::Known(bytes)),
                None => pieces.extend(own.chunks(CHUNK).map(Piece::New)),
            }
            rest = after;
        }
        pieces.extend(rest.chunks(CHUNK).map(Piece::New));
        pieces
    }
}

/// Writes the number of chunks, and each chunk behind its length and its digest.
fn write_pieces<T: Serialize + Sync>(pieces: &[Piece<'_, T>], bytes: &mut Vec<u8>) {
    let chunks: Vec<Cow<'_, [u8]>> = pieces
        .par_iter()
        .map_init(Vec::new, |room, piece| match piece {
            Piece::Known(bytes) => Some(Cow::Borrowed(*bytes)),
            Piece::New(list) => encoded(list, room).map(Cow::Owned),
        })
        .flatten_iter()
        .collect();
    let length: usize = chunks.iter().map(|chunk| chunk.len()).sum();
    bytes.reserve_exact(8 + length);
    bytes.extend((chunks.len() as u64).to_le_bytes());
    chunks
        .iter()
        .for_each(|chunk| bytes.extend_from_slice(chunk));
}

/// A chunk. A list that can't be written is left out: what it tells is read from the files again.
fn encoded<T: Serialize>(list: &[T], room: &mut Vec<u8>) -> Option<Vec<u8>> {
    room.clear();
    // What is written grows in one room, and is then copied in its own length.
    *room = postcard::to_extend(list, std::mem::take(room)).ok()?;
    let mut chunk = Vec::with_capacity(8 + 16 + room.len());
    chunk.extend((room.len() as u64).to_le_bytes());
    chunk.extend(Digest::of(room).0.to_le_bytes());
    chunk.extend_from_slice(room);
    Some(chunk)
}

/// Reads what [`write_pieces`] wrote at the start of `rest`, which is the end of `bytes`.
fn read_chunks<K, V>(bytes: &[u8], rest: &mut &[u8]) -> Option<Vec<Chunk<K, V>>>
where
    K: DeserializeOwned + Send,
    V: DeserializeOwned + Send,
{
    let count = number(rest)?;
    let mut chunks = Vec::new();
    for _ in 0..count {
        let start = bytes.len() - rest.len();
        let length = usize::try_from(number(rest)?).ok()?;
        let digest = Digest(u128::from_le_bytes(take(rest, 16)?.try_into().ok()?));
        let chunk = take(rest, length)?;
        chunks.push((start..bytes.len() - rest.len(), chunk, digest));
    }
    chunks
        .par_iter()
        .map(|(range, chunk, digest)| {
            let whole = Digest::of(chunk) == *digest;
            let files = whole.then(|| postcard::from_bytes(chunk).ok()).flatten()?;
            let range = range.clone();
            Some(Chunk { range, files })
        })
        .collect()
}

fn number(rest: &mut &[u8]) -> Option<u64> {
    Some(u64::from_le_bytes(take(rest, 8)?.try_into().ok()?))
}

fn take<'a>(rest: &mut &'a [u8], length: usize) -> Option<&'a [u8]> {
    let (taken, left) = rest.split_at_checked(length)?;
    *rest = left;
    Some(taken)
}
