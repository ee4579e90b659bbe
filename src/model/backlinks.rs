//! Who links to whom.

use super::resolve::Target;
use super::site::{EntryId, Site};

/// The entries whose text links to each, in order and once each. By one thread: others wait for this
/// meanwhile, and one that waits for help takes up other work, which may come to wait for this as well.
pub(super) fn find(site: &Site) -> Vec<Vec<EntryId>> {
    let mut found: Vec<Vec<EntryId>> = vec![Vec::new(); site.entries.len()];
    for (at, entry) in site.entries.iter().enumerate() {
        let from = EntryId(at as u32);
        let links = entry.body.links.iter();
        let targets = links.filter_map(|link| match site.resolve(entry, &link.target) {
            Target::Entry { id, .. } => Some(id),
            _ => None,
        });
        for to in targets {
            let list = &mut found[to.index()];
            if to != from && list.last() != Some(&from) {
                list.push(from);
            }
        }
    }
    found
}
