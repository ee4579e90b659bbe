//! When a listing is open and when it meets, in the words of a language: `Monday to Friday, 9am to
//! 5pm`; `2nd and 4th Tuesday of the month`. What depends on the day asks the site's own day, which is
//! part of the ground on which a summary stands.

mod going_on;
mod once;
mod pattern;
mod spoken;
mod voice;

pub(super) use going_on::members as on_a_day;
pub use spoken::Spoken;

use super::tracked::map;
use super::world::World;
use crate::base::dates::Style;
use crate::base::day::{Day, When};
use crate::base::lang::Lang;
use crate::content::listing::{
    Hours, HoursException, Listing, Opening, Schedule, Week, minute_of, time_at,
};
use crate::model::calendar::{self, Occurrence};
use jiff::civil::Time;
use tera::Value;
use voice::Voice;

/// How many of the next dates a template gets.
const NEXT: usize = 3;

/// The value of `listing.hours`: none if nothing is known of them.
pub(super) fn hours(world: &World, lang: &Lang, listing: &Listing) -> Value {
    let voice = Voice::new(world, lang);
    let today = world.site.today;
    let exceptions: Vec<Value> = listing
        .hours_exceptions
        .iter()
        .filter(|exception| exception.to >= today)
        .map(|exception| exception_value(&voice, exception))
        .collect();
    let Some(hours) = &listing.hours else {
        if listing.hours_note.is_none() && exceptions.is_empty() {
            return Value::none();
        }
        return map(vec![
            ("state", Value::from("unknown")),
            ("text", Value::none()),
            ("days", Value::from(Vec::<Value>::new())),
            ("note", Value::from(listing.hours_note.as_deref())),
            ("exceptions", Value::from(exceptions)),
            ("zone", zone(world, listing)),
        ]);
    };
    let mut members = openings(&voice, hours);
    members.extend([
        ("note", Value::from(listing.hours_note.as_deref())),
        ("exceptions", Value::from(exceptions)),
        ("zone", zone(world, listing)),
    ]);
    map(members)
}

/// The value of a channel's `hours`: none if it has none of its own.
pub(super) fn channel_hours(
    world: &World,
    lang: &Lang,
    hours: Option<&Hours>,
    zone: &Value,
) -> Value {
    let Some(hours) = hours else {
        return Value::none();
    };
    let mut members = openings(&Voice::new(world, lang), hours);
    members.push(("zone", zone.clone()));
    map(members)
}

/// Hours in one line.
pub fn hours_in_words(world: &World, lang: &Lang, hours: &Hours) -> String {
    let voice = Voice::new(world, lang);
    match hours {
        Hours::Weekly(week) => week_text(&voice, week),
        other => voice.word(&format!("hours.{}", other.state())),
    }
}

/// What can be said of any hours.
fn openings(voice: &Voice<'_>, hours: &Hours) -> Vec<(&'static str, Value)> {
    let (text, days) = match hours {
        Hours::Weekly(week) => (week_text(voice, week), days(voice, week)),
        other => (voice.word(&format!("hours.{}", other.state())), Vec::new()),
    };
    vec![
        ("state", Value::from(hours.state())),
        ("text", Value::from(text)),
        ("days", Value::from(days)),
    ]
}

/// The zone's name, if readers of the site can't know it.
pub(super) fn zone(world: &World, listing: &Listing) -> Value {
    let site = world.site.config.timezone.iana_name();
    let own = listing.timezone.as_ref().map(|zone| zone.as_str());
    Value::from(own.filter(|own| Some(*own) != site))
}

fn days(voice: &Voice<'_>, week: &Week) -> Vec<Value> {
    let groups = week.groups();
    let value = groups.iter().map(|(days, openings)| {
        let numbers: Vec<Value> = days.iter().map(|day| Value::from(day.index())).collect();
        let clock: Vec<Value> = openings
            .iter()
            .map(|opening| Value::from(opening.to_string()))
            .collect();
        map(vec![
            ("days", Value::from(numbers)),
            (
                "label",
                Value::from(voice.capital(&voice.days_of_week(days))),
            ),
            ("times", Value::from(openings_text(voice, openings))),
            ("clock", Value::from(clock)),
        ])
    });
    value.collect()
}

fn week_text(voice: &Voice<'_>, week: &Week) -> String {
    let groups = week.groups();
    let texts = groups.iter().map(|(days, openings)| {
        let days = voice.days_of_week(days);
        voice.filled(
            "times.on_days",
            &[("days", &days), ("times", &openings_text(voice, openings))],
        )
    });
    let texts: Vec<String> = texts.collect();
    voice.capital(&texts.join(&voice.word("list.semicolon")))
}

fn openings_text(voice: &Voice<'_>, openings: &[Opening]) -> String {
    if openings.is_empty() {
        return voice.word("times.closed");
    }
    let texts = openings
        .iter()
        .map(|opening| match *opening == Opening::ALL_DAY {
            true => voice.word("times.all_day"),
            false => voice.times(opening.opens, opening.closes),
        });
    voice.list(texts.collect())
}

fn exception_value(voice: &Voice<'_>, exception: &HoursException) -> Value {
    let HoursException {
        from,
        to,
        hours,
        note,
    } = exception;
    map(vec![
        ("from", Value::from(from.to_string())),
        ("to", Value::from(to.to_string())),
        ("dates", Value::from(voice.dates(*from, *to))),
        ("closed", Value::from(hours.is_empty())),
        ("times", Value::from(openings_text(voice, hours))),
        ("note", Value::from(note.as_deref())),
    ])
}

/// The value of `listing.schedule`: none if it has none.
pub(super) fn schedule(world: &World, lang: &Lang, listing: &Listing) -> Value {
    let Some(schedule) = &listing.schedule else {
        return Value::none();
    };
    let voice = Voice::new(world, lang);
    let next = next_times((world, listing), &voice, schedule, NEXT);
    map(vec![
        (
            "text",
            Value::from(text(&voice, schedule, world.site.today)),
        ),
        ("next", Value::from(next)),
        ("repeats", Value::from(schedule.rule.is_some())),
        ("over", Value::from(is_over(world, schedule))),
        ("zone", zone(world, listing)),
        ("note", Value::from(schedule.note.as_deref())),
    ])
}

/// The next time, as it is in `listing.schedule.next`, and its day: of what goes on, today.
pub(super) fn next(world: &World, lang: &Lang, listing: &Listing) -> Option<(Day, Value)> {
    let schedule = listing.schedule.as_ref()?;
    let today = world.site.today;
    let next = calendar::next(schedule, &world.site.config.timezone, today, 1).pop()?;
    let day = next.start.date().max(today);
    Some((day, moment((world, lang), listing, &next)))
}

/// One of its times, as those in `listing.schedule.next`.
pub(super) fn moment(
    (world, lang): (&World, &Lang),
    listing: &Listing,
    occurrence: &Occurrence,
) -> Value {
    once::value(&Voice::new(world, lang), occurrence, zone(world, listing))
}

/// At what time of a day it meets, and whether it does so each week.
pub(super) fn meeting(
    world: &World,
    lang: &Lang,
    listing: &Listing,
) -> Option<(Option<String>, bool)> {
    let schedule = listing.schedule.as_ref()?;
    let rule = schedule.rule.as_ref()?;
    let weekly = rule.interval == 1
        && rule.until.is_none()
        && (rule.plain_days().is_some() || rule.plain_nths().is_none());
    Some((times(&Voice::new(world, lang), schedule), weekly))
}

/// With a capital letter at its beginning, as a heading begins.
pub(super) fn capital(text: &str) -> String {
    voice::capital(text)
}

fn next_times(
    (world, listing): (&World, &Listing),
    voice: &Voice<'_>,
    schedule: &Schedule,
    limit: usize,
) -> Vec<Value> {
    let site_zone = &world.site.config.timezone;
    let zone = zone(world, listing);
    let next = calendar::next(schedule, site_zone, world.site.today, limit);
    next.iter()
        .map(|occurrence| once::value(voice, occurrence, zone.clone()))
        .collect()
}

/// Whether all of it is in the past.
fn is_over(world: &World, schedule: &Schedule) -> bool {
    let today = world.site.today;
    let zone = &world.site.config.timezone;
    !schedule.is_only_note() && calendar::next(schedule, zone, today, 1).is_empty()
}

/// How it repeats and at what time, and from when until when as far as that is news.
fn text(voice: &Voice<'_>, schedule: &Schedule, today: Day) -> Option<String> {
    let Some(rule) = &schedule.rule else {
        let [day] = schedule
            .start
            .into_iter()
            .chain(schedule.extra.iter().copied())
            .collect::<Vec<_>>()[..]
        else {
            return times(voice, schedule);
        };
        let (last, ends) = once::last_of(schedule, day);
        let said = match schedule.time {
            _ if last <= day => with_times(voice, voice.date(day, Style::Weekday), schedule),
            Some(time) => voice.moments((day, time), (last, ends)),
            None => with_times(voice, voice.dates(day, last), schedule),
        };
        return Some(voice.capital(&said));
    };
    let days = pattern::words(voice, rule);
    let mut text = match days {
        Some(days) => with_times(voice, voice.capital(&days), schedule),
        None => times(voice, schedule).unwrap_or_default(),
    };
    if text.is_empty() {
        return None;
    }
    if let Some(count) = rule.count {
        text = voice.counted("schedule.count", i64::from(count), &[("text", &text)]);
    }
    if let Some(start) = schedule
        .start
        .filter(|start| *start > today || rule.count.is_some())
    {
        let date = voice.date(start, Style::Long);
        text = voice.filled("schedule.from", &[("text", &text), ("date", &date)]);
    }
    if let Some(until) = rule.until {
        let date = voice.date(until.day, Style::Long);
        text = voice.filled("schedule.until", &[("text", &text), ("date", &date)]);
    }
    Some(text)
}

fn with_times(voice: &Voice<'_>, days: String, schedule: &Schedule) -> String {
    match times(voice, schedule) {
        Some(times) => voice.filled("times.on_days", &[("days", &days), ("times", &times)]),
        None => days,
    }
}

fn times(voice: &Voice<'_>, schedule: &Schedule) -> Option<String> {
    let begins = schedule.time?;
    let minutes = schedule.minutes.filter(|minutes| *minutes <= 24 * 60);
    Some(match minutes {
        Some(minutes) => voice.times(begins, time_at(minute_of(begins) + minutes)),
        None => voice.time(begins),
    })
}

/// A day and a time for the tables of dates.
fn at(day: Day, time: Time) -> When {
    When {
        day,
        time: Some(time),
        offset: None,
    }
}
