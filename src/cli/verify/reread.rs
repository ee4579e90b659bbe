//! The listings of a file, read again from its text: before and after a change.

use crate::base::date_form::DateForm;
use crate::base::diag::{Code, Sink};
use crate::base::paths::SourcePath;
use crate::build::{Revision, source_text};
use crate::content::listing::Listing;
use crate::content::listing::stamp::Stamp;
use crate::content::place::MARKDOWN;
use crate::content::section::SectionKind;
use crate::content::{Entry, Reading, Source, read_joined_listings, read_markdown};
use std::collections::BTreeMap;

/// What a text is read as.
pub(in crate::cli) struct Reread {
    entries: Vec<Entry>,
    /// How the table writes its dates.
    pub dates: Option<DateForm>,
    /// What is wrong with it: how many times each.
    faults: BTreeMap<Code, usize>,
}

impl Reread {
    pub fn of(revision: &Revision, path: &SourcePath, text: &str) -> Reread {
        let config = &revision.making.world.site.config;
        let reading = Reading::new(config);
        let source = Source { path, text };
        let mut sink = Sink::new();
        let entries = match path.ends_in(&MARKDOWN) {
            true => read_markdown(source, SectionKind::Listings, &reading, &mut sink)
                .into_iter()
                .map(|(entry, _)| entry)
                .collect(),
            false => {
                let joined = reading.joined_to(path).into_iter();
                let beside = joined.filter_map(|path| {
                    let text = source_text(&revision.snapshot, &reading, &path).ok()?;
                    Some((path, text))
                });
                let beside: Vec<(SourcePath, String)> = beside.collect();
                let beside: Vec<Source<'_>> = beside
                    .iter()
                    .map(|(path, text)| Source { path, text })
                    .collect();
                read_joined_listings(source, &beside, &reading, &mut sink)
            }
        };
        let settings = path
            .below("content")
            .and_then(|below| config.tables.get(below));
        let mut faults = BTreeMap::new();
        for fault in sink.into_sorted() {
            *faults.entry(fault.code).or_default() += 1;
        }
        Reread {
            entries,
            dates: settings.and_then(|settings| settings.dates),
            faults,
        }
    }

    pub fn listing(&self, id: &str) -> Option<&Listing> {
        let listings = self.entries.iter().filter_map(Entry::listing);
        listings.into_iter().find(|listing| listing.id == id)
    }
}

/// Whether all is as it was, in the same order, but that the listing of this id is gone. Nothing may be wrong
/// that was not before: what can't be read is not gone.
pub(in crate::cli) fn same_without(before: &Reread, after: &Reread, id: &str) -> bool {
    let is_it = |entry: &&Entry| entry.listing().is_some_and(|listing| listing.id == id);
    let rest = before.entries.iter().filter(|entry| !is_it(entry));
    let unplaced = |entry: &Entry| entry.listing().cloned().map(Listing::unplaced);
    let was = |code: &str| before.faults.get(code).copied().unwrap_or_default();
    before.entries.iter().any(|entry| is_it(&entry))
        && after.faults.iter().all(|(code, many)| *many <= was(code))
        && before.entries.len() == after.entries.len() + 1
        && rest
            .zip(&after.entries)
            .all(|(before, after)| before.text == after.text && unplaced(before) == unplaced(after))
}

/// Whether all is as it was but for what was to be changed in these listings.
pub(super) fn same_but(before: &Reread, after: &Reread, ids: &[&str], stamp: &Stamp<'_>) -> bool {
    before.entries.len() == after.entries.len()
        && before
            .entries
            .iter()
            .zip(&after.entries)
            .all(
                |(before, after)| match (before.listing(), after.listing()) {
                    (Some(before), Some(after)) => {
                        let changed = ids.contains(&before.id.as_str());
                        let stamp = changed.then_some(stamp);
                        is_same(before, after, stamp)
                    }
                    (before, after) => before.is_none() && after.is_none(),
                },
            )
}

/// Whether two readings of a listing say the same, the second with what was noted.
fn is_same(before: &Listing, after: &Listing, stamp: Option<&Stamp<'_>>) -> bool {
    let mut wanted = before.clone();
    if let (Some(verified), Some(stamp)) = (&mut wanted.verified, stamp) {
        verified.date = stamp.date;
        let by = stamp.by.map(str::to_owned);
        let source = stamp.source.map(str::to_owned);
        // What was empty stays so: there is no place for it.
        verified.by = verified.by.take().map(|old| by.unwrap_or(old));
        verified.source = verified.source.take().map(|old| source.unwrap_or(old));
        verified.method = verified.method.map(|old| stamp.method.unwrap_or(old));
    }
    // Where something stands moves with what stands before it.
    wanted.unplaced() == after.clone().unplaced()
}
