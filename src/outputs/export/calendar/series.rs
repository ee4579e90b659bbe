//! What a calendar is told of a schedule: a series that follows a rule, and single days.
//!
//! A series begins with a day on which it takes place, since calendars differ on what a first day means
//! that is none of the rule's. A day beside the rule is an event of its own and not an `RDATE`: of
//! those, calendars that many people have leave some out, or the whole event with them. Where clocks change
//! while it takes place, calendars differ on whether they count hours, and on which of two hours they mean;
//! such days are written out as moments of the world, for some years ahead.

use crate::base::day::Day;
use crate::content::listing::Schedule;
use crate::content::listing::schedule::Rule;
use crate::model::calendar::{self, Occurrence};
use jiff::ToSpan as _;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

/// Minutes in a day.
const DAY: u32 = 24 * 60;
/// For how many years nights in which clocks change are written out.
const AHEAD: i32 = 5;

/// What a calendar is told of a schedule.
pub(super) struct Plan {
    /// What follows a rule.
    pub series: Option<Series>,
    /// Days by themselves, sorted.
    pub single: Vec<Day>,
}

/// Days that follow a rule.
pub(super) struct Series {
    /// The first on which it takes place.
    pub first: Day,
    /// The rule, with as many times as are left on that day.
    pub rule: Rule,
    /// Days of the rule on which it doesn't take place.
    pub except: Vec<Day>,
    /// Days on which the clock alone doesn't say for sure when it begins and ends.
    pub odd: Vec<Day>,
}

impl Plan {
    /// The plan of a schedule. Where the schedule doesn't say when it began, it is followed from `since`.
    pub fn of(schedule: &Schedule, zone: &TimeZone, (since, today): (Day, Day)) -> Plan {
        let single = |days: Vec<Day>| Plan {
            series: None,
            single: days,
        };
        let Some(rule) = &schedule.rule else {
            let start = schedule
                .start
                .filter(|start| !is_left_out(schedule, *start));
            let mut days: Vec<Day> = start.into_iter().chain(schedule.extra.clone()).collect();
            days.sort_unstable();
            days.dedup();
            return single(days);
        };
        let from = beginning(schedule, zone, since);
        let mut passed = 0;
        let mut days = calendar::by_rule(schedule, zone, from);
        let first = days.find(|day| {
            let stays = !is_left_out(schedule, *day);
            passed += u32::from(!stays);
            stays
        });
        drop(days);
        let extra = schedule.extra.iter().copied();
        let Some(first) = first else {
            return single(extra.filter(|day| *day >= from).collect());
        };
        let follows = |day: Day| {
            let next = calendar::by_rule(schedule, zone, day).next();
            day >= first && next == Some(day)
        };
        let single = extra.filter(|day| *day >= from && !follows(*day));
        let left_out = schedule.except.iter().copied();
        let left_out =
            left_out.filter(|day| follows(*day) && schedule.extra.binary_search(day).is_err());
        let mut series = Series {
            first,
            rule: Rule {
                count: rule.count.map(|count| count - passed),
                ..rule.clone()
            },
            except: left_out.collect(),
            odd: Vec::new(),
        };
        series.odd = odd_days(schedule, zone, today);
        series
            .odd
            .retain(|day| follows(*day) && series.except.binary_search(day).is_err());
        Plan {
            series: Some(series),
            single: single.collect(),
        }
    }

    /// Whether nothing takes place at all.
    pub fn is_empty(&self) -> bool {
        self.first().is_none()
    }

    /// The first day of all.
    pub fn first(&self) -> Option<Day> {
        let series = self.series.as_ref().map(|series| series.first);
        series.into_iter().chain(self.single.first().copied()).min()
    }
}

/// How it is written when an occurrence begins and when it is over.
pub(super) struct Span {
    /// By the clock, as the schedule has it.
    pub start: DateTime,
    /// The same, so many minutes later.
    pub end: Option<DateTime>,
}

impl Span {
    /// On a day.
    pub fn on(schedule: &Schedule, day: Day) -> Span {
        let start = day.to_datetime(schedule.time.unwrap_or(jiff::civil::Time::midnight()));
        let end = schedule.minutes.and_then(|minutes| {
            let minutes = i64::from(minutes).minutes();
            start.checked_add(minutes).ok()
        });
        Span { start, end }
    }

    /// Whether the clock shows both of its times once on their days, and it takes as many hours as the
    /// clock says: then all calendars read the same.
    pub fn is_plain(&self, occurrence: &Occurrence) -> bool {
        let Occurrence { start, end, .. } = occurrence;
        let zone = start.time_zone();
        let is_clear = |at: DateTime| !zone.to_ambiguous_timestamp(at).is_ambiguous();
        let as_long = match (end, self.end) {
            (Some(end), Some(shown)) => {
                let lasts = end.timestamp().duration_since(start.timestamp());
                is_clear(shown) && lasts == shown.duration_since(self.start)
            }
            _ => true,
        };
        is_clear(self.start) && as_long
    }
}

fn is_left_out(schedule: &Schedule, day: Day) -> bool {
    schedule.except.binary_search(&day).is_ok() && schedule.extra.binary_search(&day).is_err()
}

/// From which day on a rule is followed.
fn beginning(schedule: &Schedule, zone: &TimeZone, since: Day) -> Day {
    if let Some(start) = schedule.start {
        return start;
    }
    let takes_place = calendar::by_rule(schedule, zone, since).next().is_some();
    match takes_place {
        true => since,
        // It was over by then: its last time is all there is to say.
        false => calendar::last(schedule, zone).map_or(since, |last| last.start.date()),
    }
}

/// Days near a change of the clocks on which it would be longer or shorter, or not begin by the clock.
fn odd_days(schedule: &Schedule, zone: &TimeZone, today: Day) -> Vec<Day> {
    if schedule.time.is_none() {
        return Vec::new();
    }
    let long = i64::from(schedule.minutes.unwrap_or(0).div_ceil(DAY)) + 1;
    let begin = today.checked_sub((long + 31).days()).unwrap_or(today);
    let end = today.checked_add(AHEAD.years()).unwrap_or(today);
    let Ok(moment) = begin.to_zoned(zone.clone()) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for change in zone.following(moment.timestamp()) {
        let date = zone.to_datetime(change.timestamp()).date();
        if date > end {
            break;
        }
        let first = date.checked_sub(long.days()).unwrap_or(date);
        let near = first
            .series(1.day())
            .take_while(|day| date.checked_add(1.day()).is_ok_and(|last| *day <= last));
        found.extend(near.filter(|day| {
            let occurrence = calendar::on(schedule, *day, zone);
            occurrence.is_some_and(|found| !Span::on(schedule, *day).is_plain(&found))
        }));
    }
    found.sort_unstable();
    found.dedup();
    found
}
