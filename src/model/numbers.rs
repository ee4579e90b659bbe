//! Whose number it is: the numbers of all listings that lists show, however they are grouped.

use super::publish;
use super::site::{EntryId, Site};
use crate::content::Entry;
use crate::content::markdown::number_key;
use foldhash::fast::RandomState;
use std::collections::HashMap;
use std::sync::Arc;

/// A number that belongs to a listing, or to several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// What a click opens: `tel:` or `sms:`.
    pub href: String,
    /// The listing; none if several have the number.
    pub listing: Option<EntryId>,
}

/// The numbers of a site, by what is the same however they are grouped.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    /// None for what means two numbers, as in two countries.
    by_key: HashMap<String, Option<Number>, RandomState>,
}

impl Numbers {
    /// The numbers to call come first, so that one which takes texts as well is called.
    pub fn of(entries: &[Arc<Entry>]) -> Numbers {
        let mut numbers = Numbers::default();
        for scheme in ["tel:", "sms:"] {
            for (at, entry) in entries.iter().enumerate() {
                let listing = entry.listing().filter(|_| publish::is_listed(entry));
                let channels = listing.map_or(&[][..], |listing| &listing.channels);
                // Without its extension a number is that of a switchboard, not of the listing.
                for channel in channels
                    .iter()
                    .filter(|channel| channel.extension.is_none())
                {
                    // The word that a listing wants to be sent is not for whoever else has the number.
                    let href = channel.href.as_deref().unwrap_or_default();
                    let href = href.split('?').next().unwrap_or_default();
                    let Some(called) = href.strip_prefix(scheme) else {
                        continue;
                    };
                    let id = EntryId(at as u32);
                    let whole = Some(called).filter(|called| called.starts_with('+'));
                    for key in [Some(channel.value.as_str()), whole].into_iter().flatten() {
                        numbers.add(number_key(key), href, id, entries);
                    }
                }
            }
        }
        numbers
    }

    fn add(&mut self, key: String, href: &str, id: EntryId, entries: &[Arc<Entry>]) {
        let name = |id: EntryId| entries[id.index()].listing().map(|listing| &listing.id);
        let new = || {
            Some(Number {
                href: href.to_owned(),
                listing: Some(id),
            })
        };
        let known = self.by_key.entry(key).or_insert_with(new);
        let Some(number) = known else { return };
        let called = |href: &str| href.split_once(':').map(|(_, rest)| rest.to_owned());
        if called(&number.href) != called(href) {
            *known = None;
        } else if number.listing.is_some_and(|other| name(other) != name(id)) {
            number.listing = None;
        }
    }

    /// Whose number a text is, if it is one.
    pub fn get(&self, key: &str) -> Option<&Number> {
        self.by_key.get(key)?.as_ref()
    }
}

impl Site {
    /// Whose number a text is, by its [key](crate::content::markdown::number_key).
    pub fn number(&self, key: &str) -> Option<&Number> {
        self.numbers.get(key)
    }
}
