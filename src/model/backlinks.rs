//! Who links to whom.

use super::resolve::Target;
use super::site::{EntryId, Site};
use rayon::prelude::*;

/// The entries whose text links to each, in order and once each.
pub(super) fn find(site: &Site) -> Vec<Vec<EntryId>> {
    let targets: Vec<Vec<EntryId>> = site
        .entries
        .par_iter()
        .map(|entry| {
            let links = entry.body.links.iter();
            let targets = links.filter_map(|link| match site.resolve(entry, &link.target) {
                Target::Entry { id, .. } => Some(id),
                _ => None,
            });
            targets.collect()
        })
        .collect();
    let mut found: Vec<Vec<EntryId>> = vec![Vec::new(); site.entries.len()];
    for (at, targets) in targets.into_iter().enumerate() {
        let from = EntryId(at as u32);
        for to in targets {
            let list = &mut found[to.index()];
            if to != from && list.last() != Some(&from) {
                list.push(from);
            }
        }
    }
    found
}
