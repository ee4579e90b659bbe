//! What takes place month by month: events and trainings from the first to a year ahead, and the
//! meetings of groups from today on. What goes on for days stands on each of them. How a day is said is
//! told by `facts`.

use super::calendar::{self, Occurrence};
use super::site::{EntryId, Site};
use crate::base::day::Day;
use crate::base::lang::Lang;
use crate::config::Export;
use crate::content::listing::{Kind, Listing, Schedule, Status};
use jiff::ToSpan as _;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// So many months ahead have a page.
const AHEAD: i32 = 12;

/// Where more groups meet than this, a month is no place to look for one: it would be as long as a book.
const GROUPS: usize = 60;

/// A month of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Month {
    year: i16,
    month: i8,
}

impl Month {
    /// The month of a day.
    pub fn of(day: Day) -> Month {
        Month {
            year: day.year(),
            month: day.month(),
        }
    }

    /// Its first day.
    pub fn first(self) -> Day {
        Day::new(self.year, self.month, 1).unwrap_or(Day::ZERO)
    }

    /// Its last day.
    pub fn last(self) -> Day {
        self.first().last_of_month()
    }
}

/// As in an address: `2026-12`.
impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

/// Something that takes place in a month.
#[derive(Clone, Debug)]
pub struct Dated {
    /// The day of the month under which it stands: one of its days.
    pub day: Day,
    /// Whether it stands under an earlier day of the month already.
    pub again: bool,
    /// The listing.
    pub id: EntryId,
    /// When it is.
    pub occurrence: Occurrence,
    /// Whether its schedule leaves out this day.
    pub left_out: bool,
}

impl Dated {
    /// Whether it begins on the day under which it stands.
    pub fn begins(&self) -> bool {
        self.occurrence.start.date() == self.day
    }
}

/// All that takes place in a language, by month and day.
#[derive(Debug, Default)]
pub struct Months {
    /// Months that have a page.
    pub months: BTreeMap<Month, Vec<Dated>>,
    /// Whether groups meet that are too many to stand in it.
    pub more_groups: bool,
}

impl Months {
    /// Puts in those days of something that are from one day to another. Of what does not take place, the
    /// first is enough.
    fn put(
        &mut self,
        id: EntryId,
        occurrence: &Occurrence,
        left_out: bool,
        (from, to): (Day, Day),
    ) {
        let days = occurrence
            .days()
            .take(if left_out { 1 } else { usize::MAX });
        let mut before = None;
        for day in days.filter(|day| (from..=to).contains(day)) {
            let month = Month::of(day);
            let dated = Dated {
                day,
                again: before == Some(month),
                id,
                occurrence: occurrence.clone(),
                left_out,
            };
            self.months.entry(month).or_default().push(dated);
            before = Some(month);
        }
    }

    /// The months that have a page before and after one.
    pub fn beside(&self, month: Month) -> (Option<Month>, Option<Month>) {
        let before = self.months.range(..month).next_back();
        let mut after = self.months.range(month..);
        let after = after.find(|(other, _)| **other != month);
        (
            before.map(|(month, _)| *month),
            after.map(|(month, _)| *month),
        )
    }
}

impl Site {
    /// What takes place, by month. The present month is there if there is anything at all.
    pub fn months(&self, lang: &Lang) -> Months {
        let mut found = Months::default();
        if !self.config.exports.has(Export::Months) {
            return found;
        }
        let sections = self.sections_read_in(lang, "");
        let ids: Vec<EntryId> = sections
            .flat_map(|section| section.members.iter().copied())
            .filter(|id| self.is_listed(*id))
            .collect();
        let meets = |id: &EntryId| self.meets(*id);
        let groups: Vec<EntryId> = ids.iter().copied().filter(meets).collect();
        let events = ids.into_iter().filter(|id| self.is_event(*id));
        let too_many = groups.len() > GROUPS;
        found.more_groups = too_many;
        let groups = groups.into_iter().filter(|_| !too_many);
        let this = Month::of(self.today);
        let last = this.first().checked_add(AHEAD.months());
        let last = last.map_or(self.today, |day| day.last_of_month());
        for id in events.chain(groups) {
            let (Some(listing), Some(schedule)) = (self.entry(id).listing(), self.schedule(id))
            else {
                continue;
            };
            let from = self.first_day(id, schedule);
            let all = calendar::between(schedule, &self.config.timezone, (from, last));
            let until = match self.is_ahead(id, listing) {
                true => Some(last),
                false => self.today.yesterday().ok(),
            };
            let Some(until) = until.map(|until| until.min(last)) else {
                continue;
            };
            for (occurrence, left_out) in all {
                found.put(id, &occurrence, left_out, (from, until));
            }
        }
        if !found.months.is_empty() || found.more_groups {
            found.months.entry(this).or_default();
        }
        for dates in found.months.values_mut() {
            // What goes on comes before what begins. What begins at the same moment stays in the order of
            // the sections, events first.
            dates.sort_by(|one, other| {
                let moments = one.occurrence.start.cmp(&other.occurrence.start);
                one.day.cmp(&other.day).then(moments)
            });
        }
        found
    }

    fn schedule(&self, id: EntryId) -> Option<&Schedule> {
        self.entry(id).listing()?.schedule.as_ref()
    }

    /// Whether it is a group that meets.
    fn meets(&self, id: EntryId) -> bool {
        let listing = self.entry(id).listing();
        let is_dated = |listing: &Listing| {
            let schedule = listing.schedule.as_ref();
            listing.kind == Kind::Group && schedule.is_some_and(|one| !one.is_only_note())
        };
        listing.is_some_and(|listing| is_dated(listing) && self.is_ahead(id, listing))
    }

    /// Whether readers can rely on the days that are still to come. One that is called off stays, so
    /// that they see that it is.
    fn is_ahead(&self, id: EntryId, listing: &Listing) -> bool {
        listing.status == Status::Active && !self.is_expired(id)
    }

    /// Events are there from the first; of what has no beginning, and of groups, nobody knows the past.
    fn first_day(&self, id: EntryId, schedule: &Schedule) -> Day {
        let extra = schedule.extra.first().copied();
        match (self.is_event(id), schedule.start, extra) {
            (true, Some(start), Some(extra)) => start.min(extra),
            (true, Some(start), None) => start,
            (true, None, Some(extra)) if schedule.rule.is_none() => extra,
            _ => self.today,
        }
    }
}
