//! Which listings leave the site, and in which form. It knows neither where an export stands nor how
//! it is written.

use super::site::{EntryId, Site};
use crate::base::lang::Lang;
use crate::config::Export;
use crate::content::listing::{Kind, Listing, Outlet, Publish, Status};
use jiff::ToSpan as _;

/// For so many days an event that is over stays in calendars: whoever was there may look it up.
const KEPT: i64 = 90;

impl Site {
    /// The listings that leave the site, each once: in the default language, or in the one that it is
    /// written in. They come in the order of their ids.
    pub fn exported(&self) -> impl Iterator<Item = EntryId> {
        let lang = self.config.default_lang();
        let ids = self.by_listing.values();
        ids.filter_map(move |editions| self.in_language(editions, lang))
            .filter(|id| self.is_exported(*id))
    }

    /// Whether a listing leaves the site: what stands elsewhere can't be called back, so what is kept
    /// from lists and feeds stays, and what nobody has checked for long.
    pub fn is_exported(&self, id: EntryId) -> bool {
        let listing = self.entry(id).listing();
        let hidden = |listing: &Listing| listing.hide_from.contains(&Outlet::Feeds);
        let is_open = listing.is_some_and(|listing| !hidden(listing));
        is_open && self.is_listed(id) && !self.is_expired(id)
    }

    /// Whether a listing has dates for a calendar. One that is called off has: calendars must know. So
    /// has one that was over not long ago.
    pub fn has_calendar(&self, id: EntryId) -> bool {
        self.is_dated(id) && (!self.is_expired(id) || self.is_just_over(id))
    }

    /// Whether a listing has dates, or had: the calendars that it belongs to don't go when it is over, for
    /// somebody may have subscribed to them. A calendar shows its entries to whoever looks at the phone,
    /// so discreet ones have none.
    pub fn is_dated(&self, id: EntryId) -> bool {
        let has_dates = |listing: &Listing| {
            let comes = matches!(listing.kind, Kind::Group | Kind::Event | Kind::Training);
            let schedule = listing.schedule.as_ref();
            comes && schedule.is_some_and(|schedule| !schedule.is_only_note())
        };
        let hidden = |listing: &Listing| listing.hide_from.contains(&Outlet::Feeds);
        let listing = self.entry(id).listing();
        self.config.exports.has(Export::Calendars)
            && listing.is_some_and(|listing| has_dates(listing) && !hidden(listing))
            && self.is_listed(id)
            && !self.care(id).discreet
    }

    /// Whether a listing has expired because its last day has passed, and that not long ago.
    fn is_just_over(&self, id: EntryId) -> bool {
        let over = self.freshness(id).and_then(|freshness| {
            freshness
                .over
                .filter(|_| freshness.over == freshness.lasts_until)
        });
        over.and_then(|end| end.checked_add(KEPT.days()).ok())
            .is_some_and(|end| self.today <= end)
    }

    /// Whether a listing can be saved among the contacts of a phone, where whoever holds it sees it.
    pub fn has_contact(&self, id: EntryId) -> bool {
        let is_reached = |listing: &Listing| {
            let answers = matches!(listing.kind, Kind::Helpline | Kind::Service);
            answers && listing.channels.iter().any(|one| one.href.is_some())
        };
        let listing = self.entry(id).listing();
        self.config.exports.has(Export::Contacts)
            && listing.is_some_and(is_reached)
            && self.is_exported(id)
            && self.shown_in(id, Outlet::Feeds)
    }

    /// The listings of a folder that are gone for good, in a language where they are translated: lists no
    /// longer show them, and whoever keeps a list of their own must know.
    pub fn gone_below(&self, folder: &str, lang: &Lang) -> Vec<EntryId> {
        let is_gone = |id: &EntryId| {
            let entry = self.entry(*id);
            let is_told = entry.listing().is_some_and(|listing| {
                listing.status == Status::Defunct && listing.publish == Publish::Public
            });
            is_told && is_below(&entry.place.folder, folder) && self.shown_in(*id, Outlet::Feeds)
        };
        let all = self.by_listing.values();
        all.filter_map(|editions| self.in_language(editions, lang))
            .filter(is_gone)
            .collect()
    }

    /// The listings of a section and of those below it, in the section's language, in their order.
    pub fn listings_below(&self, folder: &str, lang: &Lang) -> Vec<EntryId> {
        let own =
            |section: &&super::Section| section.lang == *lang && is_below(&section.folder, folder);
        let members = self.sections.iter().filter(own);
        let members = members.flat_map(|section| section.members.iter().copied());
        members
            .filter(|id| self.entry(*id).listing().is_some())
            .collect()
    }
}

/// Whether a folder is another, or lies in it.
fn is_below(own: &str, folder: &str) -> bool {
    match own.strip_prefix(folder) {
        Some(rest) => folder.is_empty() || rest.is_empty() || rest.starts_with('/'),
        None => false,
    }
}
