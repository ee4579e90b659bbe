//! When something takes place: the moments of a schedule, each in its zone. The days come from
//! `content`, and the hours by the clock on the wall stand in the schedule; here the two become moments.
//!
//! A time that the clocks leave out in spring is as much later as they are put forward: 02:30 becomes
//! 03:30. Of a time that comes twice in autumn, the first is meant. An end is one by the clock too, so
//! that what ends at 04:00 ends at 04:00 in the night of a change.

use crate::base::day::{Day, When};
use crate::content::listing::Schedule;
use crate::content::listing::schedule::days;
use jiff::civil::{DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{ToSpan as _, Zoned};
use std::iter::Peekable;

/// Up to this hour a night belongs to the evening before it, as people speak of it.
const MORNING: Time = Time::constant(6, 0, 0, 0);

/// Minutes in a day.
const DAY: u32 = 24 * 60;

/// One time at which it takes place.
#[derive(Clone, Debug, PartialEq)]
pub struct Occurrence {
    /// When it begins, in its own zone; at midnight, if it has no time.
    pub start: Zoned,
    /// When it is over, if that is known.
    pub end: Option<Zoned>,
    /// Whether it has a time of day.
    pub timed: bool,
    /// Whether somebody has written on which day it ends.
    pub ends_on_named_day: bool,
}

impl Occurrence {
    /// The last of its days. The one on which it ends is among them if it goes on past six in the morning.
    pub fn last_day(&self) -> Day {
        let first = self.start.date();
        let Some(end) = &self.end else {
            return first;
        };
        let own = self.timed && end.time() > MORNING;
        let last = match own {
            true => end.date(),
            false => end.date().yesterday().unwrap_or(first),
        };
        last.max(first)
    }

    /// The days on which it takes place, each by the clock of its own zone.
    pub fn days(&self) -> impl Iterator<Item = Day> + use<> {
        let last = self.last_day();
        let days = self.start.date().series(1.day());
        days.take_while(move |day| *day <= last)
    }
}

/// The next of them, at most so many: those that begin on `from` or later, by the site's clock, and
/// those of several days that are not over by then.
pub fn next(schedule: &Schedule, site: &TimeZone, from: Day, limit: usize) -> Vec<Occurrence> {
    let Ok(morning) = from.to_zoned(site.clone()) else {
        return Vec::new();
    };
    let zone = zone_of(schedule, site);
    let long = schedule.minutes.unwrap_or(0).div_ceil(DAY);
    // A day more, since days begin at other moments elsewhere.
    let back = i64::from(long) + 1;
    let first = from.checked_sub(back.days()).unwrap_or(from);
    let is_ahead = |occurrence: &Occurrence| {
        let lasting = schedule.minutes.is_some_and(|minutes| minutes >= DAY);
        match &occurrence.end {
            Some(end) if lasting => *end > morning,
            _ if !occurrence.timed => occurrence.start.date() >= from,
            _ => occurrence.start >= morning,
        }
    };
    all(schedule, &zone, first)
        .filter(is_ahead)
        .take(limit)
        .collect()
}

/// All that take place between two days, both included, each in its own zone, by when they begin; with
/// them those of the days that the schedule leaves out, and whether it does.
pub fn between(
    schedule: &Schedule,
    site: &TimeZone,
    (from, to): (Day, Day),
) -> Vec<(Occurrence, bool)> {
    let whole = Schedule {
        except: Vec::new(),
        ..schedule.clone()
    };
    let is_left_out = |day: Day| {
        let is_extra = schedule.extra.binary_search(&day).is_ok();
        schedule.except.binary_search(&day).is_ok() && !is_extra
    };
    // What goes on for days has begun before. In a gap of the clocks a day can be left out whole, and
    // its occurrence be one of the next.
    let back = i64::from(schedule.minutes.unwrap_or(0).div_ceil(DAY)) + 1;
    let first = from.checked_sub(back.days()).unwrap_or(from);
    all(&whole, &zone_of(schedule, site), first)
        .filter(|occurrence| occurrence.last_day() >= from)
        .take_while(|occurrence| occurrence.start.date() <= to)
        .map(|occurrence| {
            let left_out = is_left_out(occurrence.start.date());
            (occurrence, left_out)
        })
        .collect()
}

/// The last of them. None if there is no end to them, or none at all.
pub fn last(schedule: &Schedule, site: &TimeZone) -> Option<Occurrence> {
    if let Some(rule) = &schedule.rule
        && rule.until.is_none()
        && rule.count.is_none()
    {
        return None;
    }
    let until = schedule.rule.as_ref().and_then(|rule| rule.until);
    // What has an end and no beginning is followed from a while before its end.
    let from = match (schedule.start, until) {
        (Some(start), _) => start,
        (None, Some(until)) => until.day.checked_sub(50.years()).unwrap_or(until.day),
        (None, None) => Day::MIN,
    };
    let from = schedule
        .extra
        .first()
        .map_or(from, |extra| from.min(*extra));
    all(schedule, &zone_of(schedule, site), from).last()
}

/// The zone by whose clocks a schedule goes, in a site that is in `site`.
pub fn zone_of(schedule: &Schedule, site: &TimeZone) -> TimeZone {
    match &schedule.zone {
        Some(zone) => zone.rules(),
        None => site.clone(),
    }
}

/// All of them from a day on, sorted.
fn all<'a>(
    schedule: &'a Schedule,
    zone: &'a TimeZone,
    from: Day,
) -> impl Iterator<Item = Occurrence> + 'a {
    let left_out = |day: &Day| schedule.except.binary_search(day).is_ok();
    let extra = schedule
        .extra
        .iter()
        .copied()
        .filter(move |day| *day >= from);
    Merged {
        one: by_rule(schedule, zone, from)
            .filter(move |day| !left_out(day))
            .peekable(),
        other: extra.peekable(),
    }
    .filter_map(move |day| on(schedule, day, zone))
}

/// The days of the rule of a schedule from a day on, sorted, with those that are left out and without
/// those that are put in. What doesn't repeat has one, its start.
pub fn by_rule<'a>(
    schedule: &'a Schedule,
    zone: &'a TimeZone,
    from: Day,
) -> Box<dyn Iterator<Item = Day> + 'a> {
    match (&schedule.rule, schedule.start) {
        (Some(rule), start) => {
            let until = rule.until;
            let time = schedule.time.unwrap_or(Time::midnight());
            let in_time =
                move |day: &Day| until.is_none_or(|until| !is_past(&until, *day, time, zone));
            Box::new(days(rule, start, from).take_while(in_time))
        }
        (None, start) => Box::new(start.into_iter().filter(move |start| *start >= from)),
    }
}

/// Whether a day's occurrence is after the end of its rule.
fn is_past(until: &When, day: Day, time: Time, zone: &TimeZone) -> bool {
    match (until.time, until.offset) {
        (None, _) => day > until.day,
        (Some(last), None) => day.to_datetime(time) > until.day.to_datetime(last),
        (Some(_), Some(_)) => {
            let begins = When {
                day,
                time: Some(time),
                offset: None,
            };
            begins.moment(zone) > until.moment(zone)
        }
    }
}

/// What takes place on a day of a schedule, by the clocks of a zone.
pub fn on(schedule: &Schedule, day: Day, zone: &TimeZone) -> Option<Occurrence> {
    let begins = day.to_datetime(schedule.time.unwrap_or(Time::midnight()));
    let start = placed(begins, zone)?;
    let end = schedule.minutes.and_then(|minutes| {
        let length = i64::from(minutes).minutes();
        let end = placed(begins.checked_add(length).ok()?, zone)?;
        // A short one that begins in the hour that is left out would be over before it begins.
        match end > start {
            true => Some(end),
            false => start.checked_add(length).ok(),
        }
    });
    Some(Occurrence {
        start,
        end,
        timed: schedule.time.is_some(),
        ends_on_named_day: schedule.ends_on_named_day,
    })
}

fn placed(civil: DateTime, zone: &TimeZone) -> Option<Zoned> {
    zone.to_ambiguous_zoned(civil).compatible().ok()
}

/// Two sorted lists as one, each day once.
struct Merged<A: Iterator<Item = Day>, B: Iterator<Item = Day>> {
    one: Peekable<A>,
    other: Peekable<B>,
}

impl<A: Iterator<Item = Day>, B: Iterator<Item = Day>> Iterator for Merged<A, B> {
    type Item = Day;

    fn next(&mut self) -> Option<Day> {
        match (self.one.peek().copied(), self.other.peek().copied()) {
            (Some(a), Some(b)) if a == b => {
                self.other.next();
                self.one.next()
            }
            (Some(a), Some(b)) if a < b => self.one.next(),
            (_, Some(_)) => self.other.next(),
            (Some(_), None) => self.one.next(),
            (None, None) => None,
        }
    }
}
