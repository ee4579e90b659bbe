//! Where something stood before: its aliases, and the ids that a listing had.

use super::site::{EntryId, Site};
use crate::base::paths::UrlPath;
use std::ops::Range;

impl Site {
    /// The addresses that lead on to an entry, with their places: its aliases, and those of a listing
    /// under its former ids, unless one of these is another's. The ids of a discreet listing are no
    /// addresses: they would tell what it is about, and stand in a file beside its own.
    pub fn former_addresses(&self, id: EntryId) -> Vec<(UrlPath, Range<usize>)> {
        let entry = self.entry(id);
        let section = &self.section(self.section_of(id)).url;
        let named = entry.listing().filter(|_| !self.care(id).discreet);
        let former = named.map_or(&[][..], |own| &own.former_ids);
        let former = former.iter().filter_map(|(id, place)| {
            let is_typed_here = entry.place.lang.is_none();
            let place = match is_typed_here {
                true => place.clone(),
                false => entry.span.start..entry.span.start,
            };
            Some((section.child(id)?, place))
        });
        let free = former.filter(|(address, _)| !self.by_url.contains_key(address));
        let aliases = entry.front.aliases.iter().cloned();
        aliases.chain(free).collect()
    }
}
