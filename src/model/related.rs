//! Which entries are most like another, by the terms that they share. A rare term says more than a
//! common one.

use super::site::EntryId;
use super::taxonomy::{Term, Terms};
use crate::base::lang::Lang;
use crate::content::{Entry, Kind};
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
            let mut weighed: Vec<(EntryId, u32)> = Vec::new();
            for term in own {
                let list = &self.lists[*term as usize];
                let weight = 10_000 / (list.len() as u32 + 1) + 1;
                weighed.extend(list.iter().map(|id| (*id, weight)));
            }
            weighed.sort_unstable();
            // Of one that shares several terms, the weights are added up.
            weighed.dedup_by(|next, first| {
                let same = next.0 == first.0;
                if same {
                    first.1 += next.1;
                }
                same
            });
            best(id, weighed, entries)
        })
    }
}

fn best(of: EntryId, mut ranked: Vec<(EntryId, u32)>, entries: &[Arc<Entry>]) -> Related {
    let kind = |id: EntryId| &entries[id.index()].kind;
    let is_listing = |id: EntryId| matches!(kind(id), Kind::Listing(_));
    ranked.retain(|(id, _)| *id != of && !matches!(kind(*id), Kind::Section(_)));
    ranked.sort_unstable_by_key(|(id, score)| {
        let date = entries[id.index()].front.date;
        (std::cmp::Reverse(*score), std::cmp::Reverse(date), *id)
    });
    let take = |listings: bool| -> Vec<EntryId> {
        let ids = ranked.iter().map(|(id, _)| *id);
        ids.filter(|id| is_listing(*id) == listings)
            .take(KEPT)
            .collect()
    };
    match is_listing(of) {
        true => Related {
            alike: take(true),
            listings: Vec::new(),
        },
        false => Related {
            alike: take(false),
            listings: take(true),
        },
    }
}
