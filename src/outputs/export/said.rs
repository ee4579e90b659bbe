//! What exports say of a listing in words, and by what they tell its editions apart.

use crate::base::dates::{self, Style};
use crate::base::day::{Day, When};
use crate::base::lang::Lang;
use crate::content::listing::Listing;
use crate::facts::World;
use crate::model::{EntryId, freshness};
use jiff::Timestamp;
use std::collections::BTreeMap;

/// The day from which editions are counted.
const FIRST: Day = Day::constant(2000, 1, 1);

/// A listing in its language.
pub(super) struct Said<'a> {
    /// The site.
    pub world: &'a World,
    /// Its language.
    pub lang: &'a Lang,
    /// Its entry.
    pub id: EntryId,
}

/// An edition of a listing: there is no history to count in, so a change counts when the listing says a
/// newer day, the one on which it was checked or on which it was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Edition {
    /// That day.
    pub day: Day,
    /// The moment.
    pub moment: Timestamp,
    /// The days since the first of January 2000.
    pub number: i64,
}

impl Default for Edition {
    fn default() -> Edition {
        Edition::of(When::on(FIRST), &jiff::tz::TimeZone::UTC)
    }
}

impl Edition {
    fn of(when: When, zone: &jiff::tz::TimeZone) -> Edition {
        let moment = match when.time {
            Some(_) => when.moment(zone),
            None => when.moment(&jiff::tz::TimeZone::UTC),
        };
        let days = when.day.duration_since(FIRST).as_hours() / 24;
        Edition {
            day: when.day,
            moment: Timestamp::from_second(moment).unwrap_or(Timestamp::UNIX_EPOCH),
            number: days.max(0),
        }
    }
}

impl<'a> Said<'a> {
    /// A listing, by its entry.
    pub fn of(world: &'a World, id: EntryId) -> Said<'a> {
        Said {
            world,
            lang: &world.site.entry(id).lang,
            id,
        }
    }

    /// The newest edition of a listing; none if it says no day at all.
    pub fn edition(world: &World, id: EntryId) -> Option<Edition> {
        let entry = world.site.entry(id);
        let zone = &world.site.config.timezone;
        let verified = entry
            .listing()
            .and_then(|listing| listing.verified.as_ref());
        let verified = verified.map(|verified| When::on(verified.date));
        let front = &entry.front;
        let said = [verified, front.updated, front.date];
        let editions = said
            .into_iter()
            .flatten()
            .map(|when| Edition::of(when, zone));
        editions.max_by_key(|edition| (edition.day, edition.moment))
    }

    /// A name that no other listing of any site has: it stays when the page moves. `day` tells apart
    /// what takes place by itself on a day.
    pub fn uid(&self, day: Option<Day>) -> String {
        let base = self.world.site.config.base_url.join("");
        let site = base.split_once("://").map_or(&*base, |(_, site)| site);
        let site = site.trim_end_matches('/');
        let id = self.listing().map_or("", |listing| &listing.id);
        match day {
            Some(day) => format!("{id}-{}@{site}", day.strftime("%Y%m%d")),
            None => format!("{id}@{site}"),
        }
    }

    /// A word of the site with its gaps filled; none if the theme has no such word.
    pub fn word(&self, key: &str, args: &[(&str, &str)]) -> Option<String> {
        let own = |text: &str| text.to_owned();
        let args: BTreeMap<String, String> = args
            .iter()
            .map(|(name, text)| (own(name), own(text)))
            .collect();
        let word = self.world.words.get(self.lang, key, None, &args);
        word.map(|word| word.into_owned())
    }

    /// The address of its page.
    pub fn address(&self) -> String {
        self.world.absolute(&self.world.entry_href(self.id))
    }

    /// What it is, in a sentence or two. Not of what somebody may have to leave quickly: it would stay on
    /// a phone that others look at, and so would its topics.
    pub fn summary(&self) -> Option<String> {
        let text = Some(self.world.description(self.id));
        text.filter(|text| !text.is_empty() && !self.is_guarded())
    }

    /// Whether it is something that somebody may have to leave quickly.
    pub fn is_guarded(&self) -> bool {
        self.world.site.care(self.id).exit
    }

    /// Where it is on one line, as far as readers may know.
    pub fn place(&self, listing: &Listing) -> Option<String> {
        let line = listing.location.as_ref()?.line();
        Some(line).filter(|line| !line.is_empty())
    }

    /// The names of its terms in a taxonomy.
    pub fn terms(&self, taxonomy: &str) -> Vec<String> {
        if self.is_guarded() {
            return Vec::new();
        }
        let entry = self.world.site.entry(self.id);
        let words = entry.front.terms.get(taxonomy).into_iter().flatten();
        let name = |word: &str| self.world.term_name(self.lang, taxonomy, word).to_owned();
        words.map(|(word, _)| name(word)).collect()
    }

    /// When somebody last made sure that it is right.
    pub fn checked(&self, listing: &Listing) -> Option<String> {
        let site = &self.world.site;
        let Some(verified) = &listing.verified else {
            return self.word("not_checked", &[]);
        };
        let freshness = freshness::of(listing, site.today, &site.config.timezone);
        let key = match freshness.is_some_and(|found| found.is_stale(site.today)) {
            true => "overdue",
            false => "last_checked",
        };
        self.word(key, &[("date", &self.date(verified.date))])
    }

    /// What holds for the time being, with its days.
    pub fn alert(&self, listing: &Listing) -> Option<String> {
        let alert = listing.alert.as_ref()?;
        if alert.until < self.world.site.today {
            return None;
        }
        let until = self.date(alert.until);
        let days = match alert.from {
            Some(from) => self.word(
                "alert_days",
                &[("from", &self.date(from)), ("until", &until)],
            ),
            None => self.word("alert_until", &[("until", &until)]),
        };
        let days = days.unwrap_or(until);
        Some(format!("{days}: {}", alert.text))
    }

    /// A day in the words of the language.
    pub fn date(&self, day: Day) -> String {
        let lang = self.world.date_lang(self.lang);
        dates::format(&When::on(day), Style::Long, &lang)
    }

    fn listing(&self) -> Option<&'a Listing> {
        self.world.site.entry(self.id).listing()
    }
}
