//! Which entries are most like another, by the terms that they share. A rare term says more than a
//! common one.

use super::site::EntryId;
use super::taxonomy::Terms;
use crate::base::lang::Lang;
use crate::content::{Entry, Kind};
use std::collections::BTreeMap;
use std::sync::Arc;

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

/// Finds the relations of all entries.
pub(super) fn find(
    entries: &[Arc<Entry>],
    terms: &BTreeMap<(Lang, String), Terms>,
) -> Vec<Related> {
    let mut of_entry: Vec<Vec<&[EntryId]>> = vec![Vec::new(); entries.len()];
    for ((_, taxonomy), terms) in terms {
        if taxonomy == "authors" {
            continue;
        }
        for term in &terms.list {
            let looked_at = &term.entries[..term.entries.len().min(LOOKED_AT)];
            for id in &term.entries {
                of_entry[id.index()].push(looked_at);
            }
        }
    }
    let mut scores: Vec<u32> = vec![0; entries.len()];
    let mut touched: Vec<EntryId> = Vec::new();
    (0..entries.len())
        .map(|at| {
            for list in &of_entry[at] {
                let weight = 10_000 / (list.len() as u32 + 1) + 1;
                for id in *list {
                    if scores[id.index()] == 0 {
                        touched.push(*id);
                    }
                    scores[id.index()] += weight;
                }
            }
            let found = best(at, &touched, &scores, entries);
            for id in touched.drain(..) {
                scores[id.index()] = 0;
            }
            found
        })
        .collect()
}

fn best(at: usize, touched: &[EntryId], scores: &[u32], entries: &[Arc<Entry>]) -> Related {
    let is_listing = |at: usize| matches!(entries[at].kind, Kind::Listing(_));
    let is_section = |at: usize| matches!(entries[at].kind, Kind::Section(_));
    let mut ranked: Vec<EntryId> = touched
        .iter()
        .copied()
        .filter(|id| id.index() != at && !is_section(id.index()))
        .collect();
    let key = |id: &EntryId| {
        let entry = &entries[id.index()];
        (
            std::cmp::Reverse(scores[id.index()]),
            std::cmp::Reverse(entry.front.date),
            *id,
        )
    };
    ranked.sort_unstable_by_key(key);
    let take = |listings: bool| -> Vec<EntryId> {
        let fits = |id: &EntryId| is_listing(id.index()) == listings;
        ranked.iter().copied().filter(fits).take(KEPT).collect()
    };
    match is_listing(at) {
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
