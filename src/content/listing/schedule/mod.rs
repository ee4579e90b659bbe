//! When something takes place: a day, or a rule by which days repeat, with a time. People write
//! `2nd and 4th Tuesday, 7pm to 8.30pm`, and what is kept is the rule of RFC 5545 that it means.
//!
//! Days come out of [`days`]; which moments these are in which zone is the model's business.

mod check;
mod days;
mod every;
mod lasting;
mod length;
mod line;
mod ordinal;
mod parts;
mod read;
mod rrule;
mod single;
mod written;

pub use days::days;
pub(super) use read::read;

use super::weekday::Weekday;
use super::zone::Zone;
use crate::base::day::{Day, When};
use crate::base::diag::Code;
use jiff::civil::Time;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// What is said of a schedule that can't be read.
const WRONG: Code = "listing/schedule";

/// When something takes place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Schedule {
    /// The first day; with no rule the only one, but for `extra`.
    pub start: Option<Day>,
    /// When it begins; none: all day.
    pub time: Option<Time>,
    /// How long it is by the clock on the wall, in minutes.
    pub minutes: Option<u32>,
    /// Whether the day on which it ends was typed beside its times: then readers are told of it.
    pub ends_on_named_day: bool,
    /// Its time zone, if it is not the site's.
    pub zone: Option<Zone>,
    /// How it repeats.
    pub rule: Option<Rule>,
    /// Days of the rule on which it does not take place, sorted.
    pub except: Vec<Day>,
    /// Days beside those of the rule, sorted.
    pub extra: Vec<Day>,
    /// What no rule can say, for readers.
    pub note: Option<String>,
    /// Where it was typed, for faults that are found later.
    pub span: Range<usize>,
}

/// How days repeat: the parts of an RFC 5545 rule that meetings need. It says all by itself: a rule
/// that leaves the day to its start has been filled up from there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// Of what the interval is.
    pub frequency: Frequency,
    /// Every so many of them: 1 is every one.
    pub interval: u16,
    /// `BYDAY`: days of the week, sorted.
    pub days: Vec<DayOf>,
    /// `BYMONTHDAY`: days of the month, from its end if negative.
    pub month_days: Vec<i8>,
    /// `BYMONTH`: only in these months.
    pub months: Vec<i8>,
    /// `BYSETPOS`: of all these days in a month or year, the first, the second, the last.
    pub positions: Vec<i16>,
    /// `WKST`: the day on which weeks begin, which matters to every other week.
    pub week_start: Weekday,
    /// `UNTIL`: not after this.
    pub until: Option<When>,
    /// `COUNT`: so many times from the start.
    pub count: Option<u32>,
}

super::words::words! {
    /// What a rule counts.
    Frequency {
        /// Days.
        Daily = "DAILY",
        /// Weeks.
        Weekly = "WEEKLY",
        /// Months.
        Monthly = "MONTHLY",
        /// Years.
        Yearly = "YEARLY",
    }
}

/// A day of the week, and which one of the month or the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct DayOf {
    /// The day.
    pub day: Weekday,
    /// The first is 1, the last is -1; none: each.
    pub nth: Option<i8>,
}

/// A translation may say its note in its own words; the days are the original's.
pub(super) fn inherit(own: &mut Option<Schedule>, original: Option<&Schedule>) {
    let Some(original) = original else { return };
    let note = own.as_ref().and_then(|own| own.note.clone());
    let only_note = own.as_ref().is_none_or(Schedule::is_only_note);
    if only_note {
        *own = Some(Schedule {
            note: note.or_else(|| original.note.clone()),
            ..original.clone()
        });
    }
}

impl Schedule {
    /// Whether it says no day at all, and only what readers should know.
    pub fn is_only_note(&self) -> bool {
        self.rule.is_none() && self.start.is_none() && self.extra.is_empty()
    }
}

impl Rule {
    /// Every so many days, weeks, months or years, and nothing else yet.
    pub fn every(interval: u16, frequency: Frequency) -> Rule {
        Rule {
            frequency,
            interval,
            days: Vec::new(),
            month_days: Vec::new(),
            months: Vec::new(),
            positions: Vec::new(),
            week_start: Weekday::Monday,
            until: None,
            count: None,
        }
    }

    /// Every week, or every so many, on these days. All seven of every week is every day.
    pub fn weekly(interval: u16, days: &[Weekday]) -> Rule {
        if interval == 1 && days.len() == 7 {
            return Rule::every(1, Frequency::Daily);
        }
        let days = days.iter().map(|day| DayOf {
            day: *day,
            nth: None,
        });
        Rule {
            days: days.collect(),
            ..Rule::every(interval, Frequency::Weekly)
        }
    }

    /// The days of the week of a rule by weeks; none if it says more than that.
    pub fn plain_days(&self) -> Option<Vec<Weekday>> {
        let Rule {
            frequency: Frequency::Weekly,
            days,
            month_days,
            months,
            positions,
            ..
        } = self
        else {
            return None;
        };
        let plain = month_days.is_empty() && months.is_empty() && positions.is_empty();
        let every = days.iter().all(|day| day.nth.is_none()) && !days.is_empty();
        (plain && every).then(|| days.iter().map(|day| day.day).collect())
    }

    /// The positions and the days of a rule such as `2nd and 4th Tuesday`: every position with every
    /// day. None for any other rule.
    pub fn plain_nths(&self) -> Option<(Vec<i8>, Vec<Weekday>)> {
        let Rule {
            frequency: Frequency::Monthly,
            days,
            month_days,
            months,
            positions,
            ..
        } = self
        else {
            return None;
        };
        if !(month_days.is_empty() && months.is_empty() && positions.is_empty()) {
            return None;
        }
        let nths: Option<Vec<i8>> = days.iter().map(|day| day.nth).collect();
        let (mut nths, mut names) = (nths?, days.iter().map(|day| day.day).collect::<Vec<_>>());
        ordinal::sort(&mut nths);
        names.sort_unstable();
        names.dedup();
        let whole = !days.is_empty() && days.len() == nths.len() * names.len();
        whole.then_some((nths, names))
    }

    /// The days of the month of a rule such as `1st and 15th of the month`. None for any other rule.
    pub fn plain_month_days(&self) -> Option<&[i8]> {
        let plain = self.frequency == Frequency::Monthly
            && self.days.is_empty()
            && self.months.is_empty()
            && self.positions.is_empty()
            && !self.month_days.is_empty();
        plain.then_some(&self.month_days)
    }

    /// Whether it has no part but its frequency and its interval.
    pub fn is_bare(&self) -> bool {
        self.days.is_empty()
            && self.month_days.is_empty()
            && self.months.is_empty()
            && self.positions.is_empty()
    }
}
