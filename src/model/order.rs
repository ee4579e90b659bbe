//! The order in which readers meet dated entries: newest first, those without a date last, and those of
//! one moment by title. It is found once for all entries of a language, since sections and terms are
//! parts of the same order, and words take long to compare.

use super::site::EntryId;
use crate::base::collate::Collation;
use crate::base::day::When;
use crate::base::lang::Lang;
use crate::content::Entry;
use rayon::prelude::*;
use std::cmp::{Ordering, Reverse};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The place of each entry among those of its language.
pub(super) struct NewestFirst(Vec<u32>);

impl NewestFirst {
    pub fn of(entries: &[Arc<Entry>]) -> NewestFirst {
        let mut by_lang: BTreeMap<&Lang, Vec<_>> = BTreeMap::new();
        for (at, entry) in entries.iter().enumerate() {
            let date = Reverse(entry.front.date.as_ref().map(When::order));
            let own = by_lang.entry(&entry.lang).or_default();
            own.push((date, EntryId(at as u32)));
        }
        let mut places = vec![0; entries.len()];
        for (lang, mut own) in by_lang {
            let collation = Collation::of(lang);
            let title = |id: &EntryId| entries[id.index()].front.title.as_str();
            own.par_sort_unstable_by(|(date, a), (other, b)| {
                date.cmp(other)
                    .then_with(|| collation.compare(title(a), title(b)))
                    .then(a.cmp(b))
            });
            for (place, (_, id)) in own.into_iter().enumerate() {
                places[id.index()] = place as u32;
            }
        }
        NewestFirst(places)
    }

    /// Sorts entries that are all of one language.
    pub fn sort(&self, ids: &mut [EntryId]) {
        ids.sort_unstable_by_key(|id| self.0[id.index()]);
    }
}

/// An entry with its date.
pub(super) type Dated = (Option<When>, EntryId);

/// Compares as somebody does who reads the language of a collation. No two entries are equal.
pub(super) fn newest_first(
    (date, a): &Dated,
    (other, b): &Dated,
    entries: &[Arc<Entry>],
    collation: &Collation,
) -> Ordering {
    let title = |id: &EntryId| entries[id.index()].front.title.as_str();
    other
        .cmp(date)
        .then_with(|| collation.compare(title(a), title(b)))
        .then(a.cmp(b))
}
