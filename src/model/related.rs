//! Which entries are most like another, by the terms that they share. A rare term says more than a
//! common one.

use super::site::EntryId;
use super::taxonomy::{Term, Terms};
use crate::base::lang::Lang;
use crate::content::{Entry, Kind};
use std::cell::RefCell;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// How many are kept of each sort.
const KEPT: usize = 6;
/// How many of a term's entries are looked at: more would make large sites slow and no better.
const LOOKED_AT: usize = 200;

/// The entries most like one, best first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Related {
    /// Of its own kind.
    pub alike: Vec<EntryId>,
    /// Listings, for what is no listing itself.
    pub listings: Vec<EntryId>,
}

/// What relations are found from. They are found when they are asked for: many themes never do.
#[derive(Debug, Default)]
pub struct Relations {
    /// The entries of each term, as far as they are looked at.
    lists: Vec<Box<[EntryId]>>,
    /// For each entry, where its terms begin in `terms`; and behind the last one, where they end.
    starts: Vec<u32>,
    /// The places of terms in `lists`.
    terms: Vec<u32>,
    found: Vec<OnceLock<Related>>,
}

impl Relations {
    pub(super) fn of(entries: &[Arc<Entry>], terms: &BTreeMap<(Lang, String), Terms>) -> Relations {
        let telling = terms
            .iter()
            .filter(|((_, taxonomy), _)| taxonomy != "authors");
        let telling: Vec<&Term> = telling.flat_map(|(_, terms)| &terms.list).collect();
        let mut starts = vec![0u32; entries.len() + 1];
        for id in telling.iter().flat_map(|term| &term.entries) {
            starts[id.index() + 1] += 1;
        }
        for at in 0..entries.len() {
            starts[at + 1] += starts[at];
        }
        let mut free = starts.clone();
        let mut places = vec![0u32; starts[entries.len()] as usize];
        for (list, term) in telling.iter().enumerate() {
            for id in &term.entries {
                let next = &mut free[id.index()];
                places[*next as usize] = list as u32;
                *next += 1;
            }
        }
        let looked_at = |term: &&Term| term.entries[..term.entries.len().min(LOOKED_AT)].into();
        let (lists, terms) = (telling.iter().map(looked_at).collect(), places);
        Relations {
            lists,
            starts,
            terms,
            found: entries.iter().map(|_| OnceLock::new()).collect(),
        }
    }

    /// The entries most like one.
    pub(super) fn find(&self, id: EntryId, entries: &[Arc<Entry>]) -> &Related {
        self.found[id.index()].get_or_init(|| {
            let at = id.index();
            let own = &self.terms[self.starts[at] as usize..self.starts[at + 1] as usize];
            SCORES.with_borrow_mut(|scores| {
                scores.resize(entries.len(), 0);
                let mut met: Vec<EntryId> = Vec::new();
                for term in own {
                    let list = &self.lists[*term as usize];
                    let weight = 10_000 / (list.len() as u32 + 1) + 1;
                    for id in list {
                        let score = &mut scores[id.index()];
                        if *score == 0 {
                            met.push(*id);
                        }
                        *score += weight;
                    }
                }
                let met = met.into_iter();
                let met = met.map(|id| (id, std::mem::take(&mut scores[id.index()])));
                best(id, met, entries)
            })
        })
    }
}

thread_local! {
    /// How much each entry has in common with the one that is looked at: of the length of a site's
    /// entries, and all zero when nobody looks.
    static SCORES: RefCell<Vec<u32>> = const { RefCell::new(Vec::new()) };
}

/// The first few of a list that nobody has to sort as a whole.
#[derive(Default)]
struct Foremost(Vec<(u32, EntryId)>);

impl Foremost {
    /// Takes in an entry, unless there are better ones enough: of two with one score the newer is better,
    /// and then the one that comes first in the site.
    fn offer<D: Ord>(&mut self, id: EntryId, score: u32, date: impl Fn(EntryId) -> D) {
        let is_better = |(other, than): &(u32, EntryId)| {
            let by_date = || date(id).cmp(&date(*than));
            let order = score.cmp(other).then_with(by_date).then(than.cmp(&id));
            order == Ordering::Greater
        };
        let is_full = self.0.len() == KEPT;
        if is_full && !self.0.last().is_some_and(is_better) {
            return;
        }
        let place = self.0.iter().position(is_better).unwrap_or(self.0.len());
        self.0.insert(place, (score, id));
        self.0.truncate(KEPT);
    }

    fn ids(self) -> Vec<EntryId> {
        self.0.into_iter().map(|(_, id)| id).collect()
    }
}

fn best(of: EntryId, met: impl Iterator<Item = (EntryId, u32)>, entries: &[Arc<Entry>]) -> Related {
    let date = |id: EntryId| entries[id.index()].front.date;
    let (mut listings, mut others) = (Foremost::default(), Foremost::default());
    for (id, score) in met {
        match entries[id.index()].kind {
            _ if id == of => {}
            Kind::Section(_) => {}
            Kind::Listing(_) => listings.offer(id, score, date),
            _ => others.offer(id, score, date),
        }
    }
    match entries[of.index()].kind {
        Kind::Listing(_) => Related {
            alike: listings.ids(),
            listings: Vec::new(),
        },
        _ => Related {
            alike: others.ids(),
            listings: listings.ids(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::cmp::Reverse;

    proptest! {
        #[test]
        fn the_foremost_are_those_that_would_be_first_in_a_sorted_list(
            offered in prop::collection::vec((0_u32..5, 0_u32..4), 0..30),
            turned in any::<bool>(),
        ) {
            let date = |id: EntryId| offered[id.index()].1;
            let mut all: Vec<(EntryId, u32)> = (0..).map(EntryId).zip(offered.iter().map(|(score, _)| *score)).collect();
            if turned {
                all.reverse();
            }
            let mut foremost = Foremost::default();
            for (id, score) in &all {
                foremost.offer(*id, *score, date);
            }
            all.sort_by_key(|(id, score)| (Reverse(*score), Reverse(date(*id)), *id));
            let first: Vec<EntryId> = all.iter().map(|(id, _)| *id).take(KEPT).collect();
            prop_assert_eq!(foremost.ids(), first);
        }
    }
}
