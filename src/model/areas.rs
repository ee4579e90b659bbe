//! That listings write the name of a place in one way, so that a directory has it once.

use super::spelling::{Place, Spellings};
use crate::base::diag::Sink;
use crate::config::vocabulary::fold;
use crate::content::Entry;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Reports the places that are written in two ways. What one listing has taken over from another, or
/// from the settings of its table, is only told of where somebody typed it.
pub(super) fn report_variants(entries: &[Arc<Entry>], sink: &mut Sink) {
    // The same few paths come thousands of times.
    let mut by_path: BTreeMap<&[String], Vec<Place<'_>>> = BTreeMap::new();
    for entry in entries {
        let listing = entry.listing();
        let areas = listing.map_or(&[][..], |listing| listing.areas.places());
        for area in areas.iter().filter(|area| !area.span.is_empty()) {
            let place = Place::of(entry, &area.span);
            for end in 1..=area.parts.len() {
                by_path.entry(&area.parts[..end]).or_default().push(place);
            }
        }
    }
    let mut alike: BTreeMap<Vec<String>, Spellings<'_>> = BTreeMap::new();
    for (path, places) in by_path {
        let folded = path.iter().map(|part| fold(part)).collect();
        let spellings = alike.entry(folded).or_default();
        for place in places {
            spellings.add(path.last().map_or("", String::as_str), place);
        }
    }
    for spellings in alike.values() {
        spellings.report("listing/area-variant", "place", sink);
    }
}
