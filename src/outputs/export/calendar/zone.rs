//! A time zone as a calendar has to carry it (VTIMEZONE): from which moments on which clock holds. What
//! changes every year by the same rule is said by the rule; what doesn't, date by date.
//!
//! The rules are found from the moments of the table of zones, and one that has no end is written only
//! where it was seen for so many years that every day it can fall on has come.

use super::super::content_line::ContentLines;
use crate::content::listing::Weekday;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{Offset, TimeZone};
use std::collections::BTreeMap;

/// How many years a calendar looks ahead where there is no rule: a calendar older than that is no use.
const AHEAD: i16 = 40;
/// For so many years a rule without an end must hold: within them each weekday falls on each day that the
/// rule can mean.
const SURE: usize = 29;
/// For so many years a rule with an end must hold to be worth its line.
const WORTH: usize = 3;
/// What is written for a clock that has always been as it is.
const ALWAYS: DateTime = DateTime::constant(1970, 1, 1, 0, 0, 0, 0);

/// A change of the clocks.
struct Change {
    at: Timestamp,
    /// By the clock that held until then.
    wall: DateTime,
    clock: Clock,
}

/// A clock that holds from some moment on.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Clock {
    before: i32,
    after: i32,
    name: String,
    summer: bool,
}

/// What is alike in changes that follow one rule: the clock, the month, the weekday and the hour.
type Alike = (Clock, i8, i8, Time);

/// One part of a zone, with the moment that sorts it.
struct Part {
    from: DateTime,
    clock: Clock,
    repeats: Repeats,
}

enum Repeats {
    /// On these days too.
    On(Vec<DateTime>),
    /// Each year, with an end or without.
    Yearly(String, Option<Timestamp>),
}

/// Writes a zone for all that begins on `from` or later; `today` is the day of the build.
pub(super) fn write(lines: &mut ContentLines, zone: &TimeZone, (from, today): (Date, Date)) {
    lines.word("BEGIN", "VTIMEZONE");
    lines.text("TZID", &name(zone));
    for part in parts(zone, from, today) {
        part.write(lines);
    }
    lines.word("END", "VTIMEZONE");
}

/// The name by which times refer to a zone.
pub(super) fn name(zone: &TimeZone) -> String {
    zone.iana_name().unwrap_or("UTC").to_owned()
}

/// Whether times of a zone are written in UTC, which needs no such part.
pub(super) fn is_utc(zone: &TimeZone) -> bool {
    matches!(
        zone.iana_name(),
        None | Some(
            "UTC"
                | "Etc/UTC"
                | "Etc/UCT"
                | "Etc/Zulu"
                | "UCT"
                | "Zulu"
                | "Etc/Universal"
                | "Universal"
        )
    )
}

fn parts(zone: &TimeZone, from: Date, today: Date) -> Vec<Part> {
    let horizon = today.year().saturating_add(AHEAD);
    let changes = changes(zone, from, horizon);
    let mut alike: BTreeMap<Alike, Vec<Change>> = BTreeMap::new();
    for change in changes {
        let wall = change.wall;
        let weekday = Weekday::of(wall.date()).index() as i8;
        let key = (change.clock.clone(), wall.month(), weekday, wall.time());
        alike.entry(key).or_default().push(change);
    }
    let mut parts: Vec<Part> = Vec::new();
    let mut single: BTreeMap<Clock, Vec<DateTime>> = BTreeMap::new();
    for changes in alike.into_values() {
        for run in runs(&changes) {
            match rule(run, horizon) {
                Some(part) => parts.push(part),
                None => {
                    let clock = run[0].clock.clone();
                    let days = single.entry(clock).or_default();
                    days.extend(run.iter().map(|change| change.wall));
                }
            }
        }
    }
    for (clock, mut days) in single {
        days.sort_unstable();
        parts.push(Part {
            from: days.remove(0),
            clock,
            repeats: Repeats::On(days),
        });
    }
    if parts.is_empty() {
        parts.push(unchanging(zone, from));
    }
    parts.sort_by(|a, b| (a.from, &a.clock).cmp(&(b.from, &b.clock)));
    parts
}

/// The changes from the last one before a day to the end of a year.
fn changes(zone: &TimeZone, from: Date, last: i16) -> Vec<Change> {
    // A day of room: the day begins at another moment elsewhere.
    let from = from.yesterday().unwrap_or(from);
    let Ok(start) = from.to_zoned(TimeZone::UTC) else {
        return Vec::new();
    };
    let start = start.timestamp();
    let first = zone.preceding(start).next().into_iter();
    let mut found = Vec::new();
    for change in first.chain(zone.following(start)) {
        let at = change.timestamp();
        // A moment before, the clock that it ends was still going.
        let before = at
            .checked_sub(jiff::SignedDuration::from_secs(1))
            .unwrap_or(at);
        let before = zone.to_offset_info(before);
        let wall = before.offset().to_datetime(at);
        if wall.year() > last {
            break;
        }
        // Some changes only rename the clock.
        let (ahead, back) = (
            change.offset() > before.offset(),
            change.offset() < before.offset(),
        );
        let summer = match change.dst().is_dst() != before.dst().is_dst() {
            // In Dublin and in Morocco, by the table, it is the winter that is the exception.
            true if ahead || back => ahead,
            _ => change.dst().is_dst(),
        };
        found.push(Change {
            at,
            wall,
            clock: Clock {
                before: before.offset().seconds(),
                after: change.offset().seconds(),
                name: change.abbreviation().to_string(),
                summer,
            },
        });
    }
    found
}

/// A zone whose clocks have not been changed since there is a table of them.
fn unchanging(zone: &TimeZone, from: Date) -> Part {
    let moment = from.to_zoned(zone.clone()).map(|start| start.timestamp());
    let info = zone.to_offset_info(moment.unwrap_or(Timestamp::UNIX_EPOCH));
    let seconds = info.offset().seconds();
    Part {
        from: ALWAYS.min(from.at(0, 0, 0, 0)),
        clock: Clock {
            before: seconds,
            after: seconds,
            name: info.abbreviation().to_string(),
            summer: false,
        },
        repeats: Repeats::On(Vec::new()),
    }
}

/// Changes that are alike, in groups without a year between them in which there was none.
fn runs(changes: &[Change]) -> impl Iterator<Item = &[Change]> {
    changes.chunk_by(|one, next| {
        let (one_day, next_day) = (one.wall.day(), next.wall.day());
        next.wall.year() == one.wall.year() + 1 && (one_day - next_day).abs() < 7
    })
}

/// The rule that changes follow, if it is worth one.
fn rule(run: &[Change], horizon: i16) -> Option<Part> {
    let (first, last) = (run.first()?, run.last()?);
    let days = || run.iter().map(|change| change.wall.day());
    let (least, most) = (days().min()?, days().max()?);
    let date = first.wall.date();
    if run.len() < WORTH || most - least > 6 || date.month() == 2 {
        return None;
    }
    let goes_on = last.wall.year() == horizon;
    if goes_on && (run.len() < SURE || most - least != 6) {
        return None;
    }
    let length = date.days_in_month();
    let weekday = Weekday::of(date).code();
    let month = date.month();
    // Of seven days that follow on each other, one is the weekday: any seven that hold all these will do.
    let days = if least >= length - 6 {
        format!("BYDAY=-1{weekday}")
    } else if (least - 1) / 7 == (most - 1) / 7 {
        format!("BYDAY={}{weekday}", (least - 1) / 7 + 1)
    } else {
        let start = least.min(length - 6);
        let list: Vec<String> = (start..start + 7).map(|day| day.to_string()).collect();
        format!("BYMONTHDAY={};BYDAY={weekday}", list.join(","))
    };
    Some(Part {
        from: first.wall,
        clock: first.clock.clone(),
        repeats: Repeats::Yearly(
            format!("FREQ=YEARLY;BYMONTH={month};{days}"),
            (!goes_on).then_some(after(last.at)),
        ),
    })
}

/// The end of a rule is said a day late: some programs read it by the clock on the wall.
fn after(last: Timestamp) -> Timestamp {
    let day = jiff::SignedDuration::from_hours(24);
    last.checked_add(day).unwrap_or(last)
}

impl Part {
    fn write(&self, lines: &mut ContentLines) {
        let Part {
            from,
            clock,
            repeats,
        } = self;
        let kind = match clock.summer {
            true => "DAYLIGHT",
            false => "STANDARD",
        };
        lines.word("BEGIN", kind);
        lines.word("DTSTART", &local(*from));
        match repeats {
            Repeats::On(days) if days.is_empty() => {}
            // One a line, and the first once more: some programs read no others.
            Repeats::On(days) => {
                let all = std::iter::once(from).chain(days);
                all.for_each(|day| lines.word("RDATE", &local(*day)));
            }
            Repeats::Yearly(rule, None) => lines.word("RRULE", rule),
            Repeats::Yearly(rule, Some(until)) => {
                lines.word("RRULE", &format!("{rule};UNTIL={}", utc(*until)));
            }
        }
        lines.word("TZOFFSETFROM", &offset(clock.before));
        lines.word("TZOFFSETTO", &offset(clock.after));
        lines.text("TZNAME", &clock.name);
        lines.word("END", kind);
    }
}

/// `20260301T190000`.
pub(super) fn local(time: DateTime) -> String {
    time.strftime("%Y%m%dT%H%M%S").to_string()
}

/// `20260301T190000Z`.
pub(super) fn utc(moment: Timestamp) -> String {
    format!("{}Z", local(Offset::UTC.to_datetime(moment)))
}

/// `+0100`; with seconds where clocks of old had them.
fn offset(seconds: i32) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    let all = seconds.abs();
    let (hours, minutes, rest) = (all / 3600, all / 60 % 60, all % 60);
    match rest {
        0 => format!("{sign}{hours:02}{minutes:02}"),
        rest => format!("{sign}{hours:02}{minutes:02}{rest:02}"),
    }
}
