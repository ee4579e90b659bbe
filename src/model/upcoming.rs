//! What takes place next. It knows on which days nobody need come although a schedule names them; how a
//! moment is said is told by `facts`.

use super::calendar::{self, Occurrence};
use super::sections::Section;
use super::site::{EntryId, Site};
use crate::base::lang::Lang;
use crate::content::listing::{EventStatus, Kind, Status};

impl Site {
    /// The next time at which a listing takes place, on the day of the build or later. None for what
    /// has no date, is called off or closed, or was not checked for so long that its dates can't be
    /// relied on.
    pub fn next_time(&self, id: EntryId) -> Option<Occurrence> {
        let listing = self.entry(id).listing()?;
        let is_off = matches!(
            listing.event_status,
            Some(EventStatus::Cancelled | EventStatus::Postponed)
        );
        if is_off || listing.status != Status::Active || self.is_expired(id) {
            return None;
        }
        let schedule = listing.schedule.as_ref()?;
        calendar::next(schedule, &self.config.timezone, self.today, 1).pop()
    }

    /// Whether a listing is one of the dates of a site, as against a group that simply meets each week.
    pub fn is_event(&self, id: EntryId) -> bool {
        let listing = self.entry(id).listing();
        listing.is_some_and(|listing| matches!(listing.kind, Kind::Event | Kind::Training))
    }

    /// The sections in a folder; of those that a language doesn't have, the ones that readers of it are
    /// led to, since a date that nobody has translated takes place all the same.
    pub fn sections_read_in<'a>(
        &'a self,
        lang: &'a Lang,
        folder: &'a str,
    ) -> impl Iterator<Item = &'a Section> {
        let is_below = move |section: &Section| match section.folder.strip_prefix(folder) {
            Some(rest) => folder.is_empty() || rest.is_empty() || rest.starts_with('/'),
            None => false,
        };
        let is_read = move |section: &Section| {
            let own = self.section_at(&section.folder, lang).is_some();
            section.lang == *lang || (!own && section.lang == *self.config.default_lang())
        };
        let sections = self.sections.iter();
        sections.filter(move |section| is_below(section) && is_read(section))
    }
}
