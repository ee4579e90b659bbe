//! Who links to whom.

use super::resolve::Target;
use super::site::{EntryId, Site};

/// The entries whose text links to each, in order and once each.
pub(super) fn find(site: &Site) -> Vec<Vec<EntryId>> {
    let mut found: Vec<Vec<EntryId>> = vec![Vec::new(); site.entries.len()];
    for (from, entry) in site.all() {
        for link in &entry.body.links {
            let Target::Entry { id: to, .. } = site.resolve(entry, &link.target) else {
                continue;
            };
            let list = &mut found[to.index()];
            if to != from && list.last() != Some(&from) {
                list.push(from);
            }
        }
    }
    found
}
