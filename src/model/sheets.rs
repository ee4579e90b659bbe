//! What stands on paper: which listings of a language, and in which chapters they come. It knows
//! neither what a chapter is called nor in which order names are sorted.

use super::directory::TOPICS;
use super::own::OwnPage;
use super::site::{EntryId, Site};
use crate::base::lang::Lang;
use crate::base::slug;
use crate::config::Export;
use crate::content::listing::schedule::{Frequency, Rule};
use crate::content::listing::{
    Areas, EventStatus, Hours, Kind, Listing, Outlet, Schedule, Status, Weekday,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What the listings on paper are arranged by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Order {
    /// By what they are about.
    Topics,
    /// By where they help.
    Areas,
    /// By when they meet and when they are open.
    Times,
}

impl Order {
    /// Each of them.
    pub const ALL: [Order; 3] = [Order::Topics, Order::Areas, Order::Times];

    /// Its word for templates.
    pub fn as_str(self) -> &'static str {
        match self {
            Order::Topics => "topics",
            Order::Areas => "areas",
            Order::Times => "times",
        }
    }

    /// The page of all of it.
    pub fn page(self) -> OwnPage {
        match self {
            Order::Topics => OwnPage::PrintTopics,
            Order::Areas => OwnPage::PrintAreas,
            Order::Times => OwnPage::PrintTimes,
        }
    }

    /// The order that a page is of.
    pub fn of(page: OwnPage) -> Option<Order> {
        Order::ALL.into_iter().find(|order| order.page() == page)
    }
}

/// What the listings of a chapter have in common, in the order of chapters where they have one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Chapter {
    /// A topic: its part of an address, and as the first listing writes it.
    Topic(String, String),
    /// A country, or the largest place in it.
    Area(Vec<String>),
    /// Anywhere.
    Worldwide,
    /// A day of the week.
    Day(Weekday),
    /// On days that are no days of the week.
    Dates,
    /// At every hour of every day.
    Always,
    /// At some hours.
    Hours,
    /// By appointment, and whenever one likes.
    AnyTime,
    /// Nothing is known of it.
    Other,
}

impl Chapter {
    /// Its part of an address.
    pub fn slug(&self) -> String {
        match self {
            Chapter::Topic(slug, _) => slug.clone(),
            Chapter::Area(path) => {
                let parts: Vec<String> = path.iter().map(|part| slug::segment(part)).collect();
                parts.join("/")
            }
            Chapter::Worldwide => "worldwide".to_owned(),
            Chapter::Day(day) => day.as_str().to_owned(),
            Chapter::Dates => "dates".to_owned(),
            Chapter::Always => "always".to_owned(),
            Chapter::Hours => "hours".to_owned(),
            Chapter::AnyTime => "any-time".to_owned(),
            Chapter::Other => "other".to_owned(),
        }
    }
}

impl Site {
    /// The listings of a language that are printed, in the order of its sections. Of sections that the
    /// language does not have, those of the default one: help that nobody has translated is help.
    pub fn printed(&self, lang: &Lang) -> Vec<EntryId> {
        let sections = self.sections_read_in(lang, "");
        let ids = sections.flat_map(|section| section.members.iter().copied());
        ids.filter(|id| self.is_printed(*id)).collect()
    }

    fn is_printed(&self, id: EntryId) -> bool {
        self.entry(id).listing().is_some() && self.is_listed(id) && self.shown_in(id, Outlet::Print)
    }

    /// Whether a listing has a poster: what can be hung up where anybody may read it, and promises
    /// nothing that is off.
    pub fn has_poster(&self, id: EntryId) -> bool {
        let is_on = |listing: &Listing| {
            let is_off = matches!(
                listing.event_status,
                Some(EventStatus::Cancelled | EventStatus::Postponed)
            );
            let is_met = matches!(
                listing.kind,
                Kind::Helpline | Kind::Group | Kind::Service | Kind::Event | Kind::Training
            );
            is_met && !is_off && listing.status == Status::Active
        };
        self.config.exports.has(Export::Posters)
            && self.entry(id).listing().is_some_and(is_on)
            && self.is_printed(id)
            && !self.care(id).discreet
    }

    /// The chapters of an order, each with its listings in the order in which they were given.
    pub fn chapters(&self, order: Order, ids: &[EntryId]) -> BTreeMap<Chapter, Vec<EntryId>> {
        let mut topics: BTreeMap<String, String> = BTreeMap::new();
        let mut chapters: BTreeMap<Chapter, Vec<EntryId>> = BTreeMap::new();
        for id in ids {
            let entry = self.entry(*id);
            let Some(listing) = entry.listing() else {
                continue;
            };
            let mut own: Vec<Chapter> = match order {
                Order::Topics => {
                    let words = entry.front.terms.get(TOPICS).into_iter().flatten();
                    let chapters = words.map(|(word, _)| {
                        let slug = slug::segment(word);
                        let typed = topics.entry(slug.clone()).or_insert_with(|| word.clone());
                        Chapter::Topic(slug, typed.clone())
                    });
                    chapters.collect()
                }
                Order::Areas => areas(listing),
                Order::Times => times(listing),
            };
            if own.is_empty() {
                own.push(Chapter::Other);
            }
            own.sort();
            own.dedup();
            for chapter in own {
                chapters.entry(chapter).or_default().push(*id);
            }
        }
        chapters
    }
}

fn areas(listing: &Listing) -> Vec<Chapter> {
    match &listing.areas {
        Areas::Unknown => Vec::new(),
        Areas::Worldwide => vec![Chapter::Worldwide],
        Areas::Places(places) => {
            let large = |parts: &[String]| parts[..parts.len().min(2)].to_vec();
            let places = places
                .iter()
                .map(|place| Chapter::Area(large(&place.parts)));
            places.collect()
        }
    }
}

fn times(listing: &Listing) -> Vec<Chapter> {
    if let Some(schedule) = listing.schedule.as_ref().filter(|one| !one.is_only_note()) {
        return match &schedule.rule {
            Some(rule) => days(rule, schedule),
            None => vec![Chapter::Dates],
        };
    }
    match &listing.hours {
        Some(Hours::Always) => vec![Chapter::Always],
        Some(Hours::Weekly(_)) => vec![Chapter::Hours],
        Some(Hours::ByAppointment) => vec![Chapter::AnyTime],
        Some(Hours::Unknown) => Vec::new(),
        None if listing.self_paced || listing.schedule.is_some() => vec![Chapter::AnyTime],
        None => Vec::new(),
    }
}

/// The days of the week on which it meets, whether each week or not.
fn days(rule: &Rule, schedule: &Schedule) -> Vec<Chapter> {
    // What comes a few times and is over is no matter of the week.
    if rule.count.is_some() || rule.until.is_some() && schedule.start.is_some() {
        return vec![Chapter::Dates];
    }
    let is_daily = rule.frequency == Frequency::Daily && rule.interval == 1;
    let days = match rule.plain_days() {
        Some(days) => days,
        None if is_daily && rule.days.is_empty() => Weekday::ALL.to_vec(),
        None => match rule.plain_nths() {
            Some((_, days)) => days,
            None => return vec![Chapter::Dates],
        },
    };
    days.into_iter().map(Chapter::Day).collect()
}
