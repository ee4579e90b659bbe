//! One time at which something takes place, in words: on which day and from when until when, or from
//! which day until which.

use super::voice::Voice;
use crate::base::dates::Style;
use crate::base::day::Day;
use crate::content::listing::{LONG_NIGHT, Schedule};
use crate::facts::tracked::map;
use crate::model::calendar::Occurrence;
use jiff::civil::{DateTime, Time};
use jiff::{ToSpan as _, Zoned};
use tera::Value;

/// A time as templates have it. What goes on beyond its day and its night has both of its days and times
/// in `date`, since a time beside two days would read as one of each.
pub(super) fn value(voice: &Voice<'_>, occurrence: &Occurrence, zone: Value) -> Value {
    let Occurrence { start, timed, .. } = occurrence;
    let Some((last, ends)) = until(occurrence) else {
        let date = voice.date(start.date(), Style::Weekday);
        return told(occurrence, (date, times(voice, occurrence)), zone);
    };
    let date = match timed {
        true => voice.moments((start.date(), start.time()), (last, ends)),
        false => voice.dates(start.date(), last),
    };
    told(occurrence, (date, None), zone)
}

/// A time as a page of one of its days has it, which says itself since when and until when it goes on.
pub(super) fn on_its_day(voice: &Voice<'_>, occurrence: &Occurrence, zone: Value) -> Value {
    let Occurrence { start, .. } = occurrence;
    let date = match until(occurrence) {
        Some((last, _)) => voice.dates(start.date(), last),
        None => voice.date(start.date(), Style::Weekday),
    };
    told(occurrence, (date, times(voice, occurrence)), zone)
}

fn told(occurrence: &Occurrence, (date, time): (String, Option<String>), zone: Value) -> Value {
    let moment = |at: &Zoned| match occurrence.timed {
        true => at.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
        false => at.date().to_string(),
    };
    let end = occurrence.end.as_ref().map(moment);
    map(vec![
        ("start", Value::from(moment(&occurrence.start))),
        ("end", Value::from(end)),
        ("date", Value::from(date)),
        ("time", Value::from(time)),
        ("zone", zone),
    ])
}

/// When it begins, and when it ends if it does so on its day or in its night.
fn times(voice: &Voice<'_>, occurrence: &Occurrence) -> Option<String> {
    let Occurrence {
        start, end, timed, ..
    } = occurrence;
    timed.then(|| match end {
        Some(end) if until(occurrence).is_none() => voice.times(start.time(), end.time()),
        _ => voice.time(start.time()),
    })
}

/// The last day of what goes on beyond its day and its night, and at what time of that day it ends.
pub(super) fn until(occurrence: &Occurrence) -> Option<(Day, Option<Time>)> {
    let Occurrence {
        start, end, timed, ..
    } = occurrence;
    let end = end.as_ref()?;
    let day = end.date();
    if day == start.date() || is_night(occurrence) {
        return None;
    }
    let (last, ends) = match *timed && !is_midnight(end) {
        true => (day, Some(end.time())),
        // A day that only begins when it is over is no part of it.
        false => (day.yesterday().unwrap_or(day), None),
    };
    (last > start.date()).then_some((last, ends))
}

/// Whether it is over in the night after its day, and nobody has named the day of its end.
fn is_night(occurrence: &Occurrence) -> bool {
    let begins = occurrence.start.datetime();
    let is_named = occurrence.ends_on_named_day;
    let end = occurrence.end.as_ref();
    end.is_some_and(|end| in_one_night((begins, end.datetime()), is_named))
}

/// Whether a day begins at that moment, which is not at 00:00 if the clocks leave that out.
pub(super) fn is_midnight(end: &Zoned) -> bool {
    end.start_of_day().is_ok_and(|first| first == *end)
}

/// The last day of what begins on a day and goes on for several, and at what time of that day it ends.
/// By the clock on the wall, as all of a schedule is.
pub(super) fn last_of(schedule: &Schedule, day: Day) -> (Day, Option<Time>) {
    let begins = day.to_datetime(schedule.time.unwrap_or(Time::midnight()));
    let length = schedule.minutes.map(|minutes| i64::from(minutes).minutes());
    match length.and_then(|length| begins.checked_add(length).ok()) {
        None => (day, None),
        Some(end) if end.date() == day => (day, None),
        // Of a midnight, languages differ in whether it ends its day or begins it.
        Some(end) if end.time() == Time::midnight() => {
            (end.date().yesterday().unwrap_or(day), None)
        }
        Some(end) if in_one_night((begins, end), schedule.ends_on_named_day) => (day, None),
        Some(end) => (end.date(), schedule.time.and(Some(end.time()))),
    }
}

/// Whether it goes over one midnight and no longer than a night: people call that one evening, unless they
/// name the day on which it ends.
fn in_one_night((begins, ends): (DateTime, DateTime), is_named: bool) -> bool {
    let tomorrow = begins.date().tomorrow();
    let is_short = ends.time() < begins.time()
        && ends.duration_since(begins).as_mins() <= i64::from(LONG_NIGHT);
    let named = is_named && ends.time() != Time::midnight();
    tomorrow.is_ok_and(|next| next == ends.date()) && is_short && !named
}
