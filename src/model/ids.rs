//! That no two of a kind share an id: listings, with those that they had before, and organizations.

use super::site::{EntryId, Site};
use crate::base::diag::{Code, Diagnostic, Sink};
use crate::base::lang::Lang;
use crate::base::span::Span;
use crate::content::{Entry, Kind};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Two listings with one id.
const LISTING: Code = "listing/repeated-id";
/// Two organizations with one id.
const ORGANIZATION: Code = "organization/repeated-id";

/// Reports listings that share an id in one language, with both places.
pub(super) fn report_listings(
    by_listing: &BTreeMap<String, Vec<EntryId>>,
    entries: &[Arc<Entry>],
    sink: &mut Sink,
) {
    let help = "give one of them another id; the id is the file's name, or the table's `id` column";
    report(by_listing, entries, (LISTING, "listings", help), sink);
    report_former(by_listing, entries, sink);
}

/// The same of organizations.
pub(super) fn report_organizations(
    by_id: &BTreeMap<String, Vec<EntryId>>,
    entries: &[Arc<Entry>],
    sink: &mut Sink,
) {
    let help = "give one of them another id; the id is the file's name, unless it says `id`";
    report(by_id, entries, (ORGANIZATION, "organizations", help), sink);
}

fn report(
    by_id: &BTreeMap<String, Vec<EntryId>>,
    entries: &[Arc<Entry>],
    (code, what, help): (Code, &str, &str),
    sink: &mut Sink,
) {
    for (id, ids) in by_id {
        let mut first: BTreeMap<&Lang, &Arc<Entry>> = BTreeMap::new();
        for entry in ids.iter().map(|id| &entries[id.index()]) {
            let Some(earlier) = first.get(&entry.lang) else {
                first.insert(&entry.lang, entry);
                continue;
            };
            sink.push(
                Diagnostic::error(code, format!("two {what} have the id `{id}`"))
                    .at(&entry.source, entry.span.clone())
                    .caption("the second one")
                    .label(
                        Span::new(&earlier.source, earlier.span.clone()),
                        "the first one",
                    )
                    .help(help),
            );
        }
    }
}

/// Reports ids that a listing had before, and that another one has or had as well.
fn report_former(
    by_listing: &BTreeMap<String, Vec<EntryId>>,
    entries: &[Arc<Entry>],
    sink: &mut Sink,
) {
    let mut first: BTreeMap<(&str, &Lang), &Arc<Entry>> = BTreeMap::new();
    for entry in entries {
        // A translation has them from its original, where they are told.
        let listing = entry.listing().filter(|_| entry.place.lang.is_none());
        for (former, place) in listing.into_iter().flat_map(|listing| &listing.former_ids) {
            let now = by_listing.get(former).into_iter().flatten();
            let now = now.map(|id| &entries[id.index()]);
            let has_it = now.clone().find(|other| other.lang == entry.lang);
            let had_it = first.insert((former, &entry.lang), entry);
            let Some(other) = has_it.or(had_it) else {
                continue;
            };
            let message = format!(
                "`{former}` is an id of another listing: {}",
                other.front.title
            );
            sink.push(
                Diagnostic::error(LISTING, message)
                    .at(&entry.source, place.clone())
                    .label(
                        Span::new(&other.source, other.span.clone()),
                        "the other one",
                    )
                    .help("keep it where it belongs, and take it out of the other's aliases"),
            );
        }
    }
}

impl Site {
    /// The ids of all listings, for the nearest name.
    pub fn listing_ids(&self) -> impl Iterator<Item = &str> {
        self.by_listing.keys().map(String::as_str)
    }

    /// What is left of a listing that was withdrawn: its file is called as its id was.
    pub fn withdrawn_listing(&self, id: &str, lang: &Lang) -> Option<EntryId> {
        let is_it = |entry: &Entry| {
            let was_listing =
                matches!(&entry.kind, Kind::Withdrawn(withdrawal) if withdrawal.listing);
            was_listing && (entry.place.name == id || entry.front.slug.as_deref() == Some(id))
        };
        let mut all = self.all();
        let (found, _) = all.find(|(_, entry)| is_it(entry))?;
        Some(self.translated(found, lang))
    }
}
