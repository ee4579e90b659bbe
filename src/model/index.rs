//! Where the entries of a site are found again by what names them: their ids, their addresses, the ids
//! of listings, and what they share with their translations.

use super::site::EntryId;
use crate::base::paths::UrlPath;
use crate::content::{Entry, Kind};
use foldhash::fast::RandomState;
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// Where entries are found again by what names them.
pub(super) struct Index {
    pub names: Vec<Arc<str>>,
    pub by_name: HashMap<Arc<str>, EntryId, RandomState>,
    pub editions: Vec<Option<Arc<[EntryId]>>>,
    pub by_listing: BTreeMap<String, Vec<EntryId>>,
    /// From ids that listings had before to those that they have now.
    pub by_former_id: BTreeMap<String, String>,
    pub by_url: HashMap<UrlPath, EntryId, RandomState>,
}

impl Index {
    pub fn of(entries: &[Arc<Entry>], urls: &[UrlPath]) -> Index {
        let ids = (0..entries.len() as u32).map(EntryId);
        let mut by_listing: BTreeMap<String, Vec<EntryId>> = BTreeMap::new();
        let mut by_former_id: BTreeMap<String, String> = BTreeMap::new();
        for (entry, id) in entries.iter().zip(ids.clone()) {
            if let Kind::Listing(listing) = &entry.kind {
                let same = by_listing.entry(listing.id.clone()).or_default();
                same.push(id);
                for (former, _) in &listing.former_ids {
                    let known = by_former_id.entry(former.clone());
                    known.or_insert_with(|| listing.id.clone());
                }
            }
        }
        let names = entries.par_iter().with_min_len(256);
        let names: Vec<Arc<str>> = names.map(|entry| entry.id().into()).collect();
        let (by_name, (by_url, editions)) = rayon::join(
            || names.iter().cloned().zip(ids.clone()).collect(),
            || {
                (
                    urls.iter().cloned().zip(ids.clone()).collect(),
                    editions(entries),
                )
            },
        );
        Index {
            names,
            by_name,
            editions,
            by_listing,
            by_former_id,
            by_url,
        }
    }
}

fn editions(entries: &[Arc<Entry>]) -> Vec<Option<Arc<[EntryId]>>> {
    let mut first: HashMap<&str, EntryId, RandomState> = HashMap::default();
    first.reserve(entries.len());
    let mut several: BTreeMap<EntryId, Vec<EntryId>> = BTreeMap::new();
    for (at, entry) in entries.iter().enumerate() {
        let id = EntryId(at as u32);
        let first = *first.entry(&entry.place.key).or_insert(id);
        if first != id {
            several.entry(first).or_insert_with(|| vec![first]).push(id);
        }
    }
    let mut found = vec![None; entries.len()];
    for ids in several.into_values() {
        let shared: Arc<[EntryId]> = ids.as_slice().into();
        for id in ids {
            found[id.index()] = Some(Arc::clone(&shared));
        }
    }
    found
}
