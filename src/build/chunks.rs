//! Long lists as chunks of bytes: many threads read and write them at once, and a chunk in which nothing
//! has changed stays as it is. It may not know what is in the lists.

use crate::disk::{CacheFile, Piece};
use rayon::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::ops::Range;

/// A list that was read, and how it was parted.
pub(super) struct Chunked<T> {
    pub list: Vec<T>,
    pub parting: Parting,
}

/// Where the chunks of a list end.
#[derive(Clone, Default)]
pub(super) struct Parting(Vec<usize>);

/// An item that is to be written.
#[derive(Serialize)]
#[serde(transparent)]
pub(super) struct Placed<T> {
    /// Where it stood in the list as it was read, if it still is as it was.
    #[serde(skip)]
    pub stored_at: Option<usize>,
    pub item: T,
}

impl<T> Placed<T> {
    /// An item of which nothing is known.
    pub fn anew(item: T) -> Placed<T> {
        Placed {
            stored_at: None,
            item,
        }
    }
}

/// A part of a list that is to be written.
#[derive(Debug, PartialEq, Eq)]
enum Part {
    /// A chunk as it is.
    Kept(usize),
    /// These items.
    New(Range<usize>),
}

impl<T: DeserializeOwned + Send> Chunked<T> {
    /// A list as [`Parting::pieces`] wrote it. None if it is damaged.
    pub fn read(file: &CacheFile, section: &str) -> Option<Chunked<T>> {
        let chunks: Vec<Vec<T>> = (0..file.count(section))
            .into_par_iter()
            .map_init(Vec::new, |room, at| {
                postcard::from_bytes(file.chunk(section, at, room).ok()?).ok()
            })
            .collect::<Option<_>>()?;
        let mut list = Vec::with_capacity(chunks.iter().map(Vec::len).sum());
        let ends = chunks.into_iter().map(|chunk| {
            list.extend(chunk);
            list.len()
        });
        let parting = Parting(ends.collect());
        Some(Chunked { list, parting })
    }
}

impl Parting {
    /// A list as chunks of so many items.
    pub fn pieces<T: Serialize + Sync>(&self, list: &[Placed<T>], most: usize) -> Vec<Piece> {
        let places: Vec<Option<usize>> = list.iter().map(|item| item.stored_at).collect();
        self.parts(&places, most)
            .into_par_iter()
            .map_init(Vec::new, |room, part| match part {
                Part::Kept(at) => Piece::Kept(at),
                Part::New(range) => Piece::new(encoded(&list[range], room)),
            })
            .collect()
    }

    /// Parts a list so that as many chunks as can be stay as they are.
    fn parts(&self, places: &[Option<usize>], most: usize) -> Vec<Part> {
        let (mut parts, mut new, mut at) = (Vec::new(), 0, 0);
        while at < places.len() {
            match self.chunk_at(&places[at..]) {
                Some((chunk, len)) => {
                    put_new(&mut parts, new..at, most);
                    parts.push(Part::Kept(chunk));
                    at += len;
                    new = at;
                }
                None => at += 1,
            }
        }
        put_new(&mut parts, new..at, most);
        // Many edits leave many small chunks.
        if parts.len() > 8 + 2 * places.len().div_ceil(most) {
            parts.clear();
            put_new(&mut parts, 0..places.len(), most);
        }
        parts
    }

    /// The chunk, and its length, all of whose items begin a list.
    fn chunk_at(&self, places: &[Option<usize>]) -> Option<(usize, usize)> {
        let start = (*places.first()?)?;
        let chunk = self.0.partition_point(|end| *end <= start);
        let before = chunk.checked_sub(1).map_or(0, |before| self.0[before]);
        let end = *self.0.get(chunk).filter(|_| start == before)?;
        let own = places.get(..end - start)?.iter().zip(start..end);
        let is_whole = own.into_iter().all(|(place, at)| *place == Some(at));
        is_whole.then_some((chunk, end - start))
    }
}

fn put_new(parts: &mut Vec<Part>, range: Range<usize>, most: usize) {
    let starts = range.clone().step_by(most);
    parts.extend(starts.map(|start| Part::New(start..range.end.min(start + most))));
}

/// What is written grows in one room, and is then copied in its own length. A list that can't be written
/// is left out: what it tells is found out again.
fn encoded<T: Serialize>(list: &[T], room: &mut Vec<u8>) -> Vec<u8> {
    room.clear();
    *room = postcard::to_extend(list, std::mem::take(room))
        .or_else(|_| postcard::to_allocvec::<[T]>(&[]))
        .unwrap_or_default();
    room.as_slice().to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What a list is after it was parted, with the old list at hand.
    fn put_together(old: &[u32], ends: &[usize], new: &[u32], parts: &[Part]) -> Vec<u32> {
        let chunk = |at: usize| &old[at.checked_sub(1).map_or(0, |at| ends[at])..ends[at]];
        let of = |part: &Part| match part {
            Part::Kept(at) => chunk(*at).to_vec(),
            Part::New(range) => new[range.clone()].to_vec(),
        };
        parts.iter().flat_map(of).collect()
    }

    proptest! {
        #[test]
        fn a_parted_list_is_the_list(
            old in prop::collection::btree_set(0_u32..60, 0..50),
            changed in prop::collection::btree_map(0_u32..60, any::<bool>(), 0..6),
            cuts in prop::collection::btree_set(0_usize..50, 0..9),
            most in 1_usize..9,
        ) {
            let old: Vec<u32> = old.into_iter().collect();
            let mut ends: Vec<usize> = cuts.into_iter().filter(|cut| *cut < old.len() && *cut > 0).collect();
            ends.extend((!old.is_empty()).then_some(old.len()));
            // What is at an odd place of a thousand is as it was, but in its value.
            let mut new: Vec<u32> = old
                .iter()
                .filter(|item| changed.get(item) != Some(&false))
                .map(|item| if changed.contains_key(item) { item + 1000 } else { *item })
                .collect();
            new.extend(changed.keys().filter(|key| !old.contains(key)));
            new.sort_by_key(|item| item % 1000);
            let places: Vec<Option<usize>> = new.iter().map(|item| old.binary_search(item).ok()).collect();
            let parting = Parting(ends.clone());
            let parts = parting.parts(&places, most);
            prop_assert_eq!(put_together(&old, &ends, &new, &parts), new);
            if changed.is_empty() && ends.len() <= 8 {
                prop_assert!(parts.iter().all(|part| matches!(part, Part::Kept(_))));
            }
        }
    }
}
