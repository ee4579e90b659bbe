//! `month()`, `months()` and `past_events()`: what takes place, month by month.

use super::super::answer::Answer;
use super::super::fact::Fact;
use super::super::listing::alert_on;
use super::super::opening;
use super::super::scope::{Asker, ask_surely};
use super::super::subject::Subject;
use super::super::tracked::map;
use super::super::world::World;
use crate::base::dates::{self, Style, first_weekday};
use crate::base::day::{Day, When};
use crate::base::lang::Lang;
use crate::content::listing::Weekday;
use crate::model::{Dated, EntryId, Month, OwnPage};
use jiff::ToSpan as _;
use std::collections::BTreeMap;
use tera::Value;

/// The pages of months of a language.
pub fn month_pages(world: &World, lang: &Lang) -> Vec<Subject> {
    let months = world.months(lang).months.keys();
    months
        .map(|month| Subject::Month(lang.clone(), *month))
        .collect()
}

/// Whether a language has a page for a month.
pub(super) fn has_month(world: &World, lang: &Lang, month: Month) -> bool {
    world.months(lang).months.contains_key(&month)
}

/// What a month is called: `December 2026`.
pub(in super::super) fn month_title(world: &World, lang: &Lang, month: Month) -> String {
    let when = When::on(month.first());
    dates::format(&when, Style::MonthYear, &world.date_lang(lang))
}

/// `month()`: what takes place in the month that a page is of; none on other pages.
pub fn month(asker: &Asker) -> Value {
    match &asker.subject {
        Subject::Month(lang, month) => ask_surely(&asker.world, Fact::Month(lang.clone(), *month)),
        _ => Value::none(),
    }
}

pub(super) fn month_of(world: &World, lang: &Lang, month: Month) -> Answer {
    let months = world.months(lang);
    let Some(dates) = months.months.get(&month) else {
        return Answer::absent();
    };
    let mut days: BTreeMap<Day, Vec<&Dated>> = BTreeMap::new();
    for dated in dates {
        days.entry(dated.day).or_default().push(dated);
    }
    let (before, after) = months.beside(month);
    let beside = |month: Option<Month>| match month {
        Some(month) => Answer::from(month_value(world, lang, month)),
        None => Answer::absent(),
    };
    let own = url_of(world, lang, OwnPage::Events);
    let past = months.months.keys().next();
    let past = past.is_some_and(|first| first.first() < world.site.today);
    let archive = past
        .then(|| url_of(world, lang, OwnPage::PastEvents))
        .flatten();
    let listed = days.iter().map(|(day, dates)| {
        let rows = dates.iter().map(|dated| row(world, lang, dated));
        Answer::Map(vec![
            ("date", Value::from(day.to_string()).into()),
            ("id", Value::from(anchor(*day)).into()),
            ("today", (*day == world.site.today).into()),
            ("past", (*day < world.site.today).into()),
            ("items", Answer::List(rows.collect())),
        ])
    });
    let listed = Answer::List(listed.collect());
    Answer::Map(vec![
        ("name", Value::from(month_title(world, lang, month)).into()),
        ("date", Value::from(month.first().to_string()).into()),
        ("days", listed),
        ("weekdays", weekdays(world, lang).into()),
        ("weeks", weeks(world, lang, month, &days).into()),
        ("previous", beside(before)),
        ("next", beside(after)),
        ("events_url", Value::from(own).into()),
        ("archive_url", Value::from(archive).into()),
        ("more_groups", months.more_groups.into()),
    ])
}

fn url_of(world: &World, lang: &Lang, page: OwnPage) -> Option<String> {
    let url = world.site.own_url(lang, page)?;
    Some(world.href(&url))
}

/// Where a day stands on its page.
fn anchor(day: Day) -> String {
    format!("day-{}", day.day())
}

fn row(world: &World, lang: &Lang, dated: &Dated) -> Answer {
    let listing = world.site.entry(dated.id).listing();
    let mut members = listing.map_or(Vec::new(), |listing| {
        opening::on_a_day((world, lang), listing, dated)
    });
    let alert = listing.map_or(Value::none(), |listing| alert_on(listing, dated.day));
    members.extend([("left_out", Value::from(dated.left_out)), ("alert", alert)]);
    Answer::With(dated.id, members)
}

fn at(world: &World, lang: &Lang, dated: &Dated) -> Value {
    let listing = world.site.entry(dated.id).listing();
    listing.map_or(Value::none(), |listing| {
        opening::moment((world, lang), listing, &dated.occurrence)
    })
}

fn month_value(world: &World, lang: &Lang, month: Month) -> Value {
    let page = Subject::Month(lang.clone(), month);
    let dates = &world.months(lang).months[&month];
    map(vec![
        ("name", Value::from(month_title(world, lang, month))),
        ("date", Value::from(month.first().to_string())),
        ("url", Value::from(world.href(&page.url(&world.site)))),
        ("current", Value::from(month == Month::of(world.site.today))),
        ("past", Value::from(month.last() < world.site.today)),
        (
            "count",
            Value::from(dates.iter().filter(|dated| !dated.again).count()),
        ),
    ])
}

/// The days of the week as columns, from the one on which weeks begin in a language.
fn columns(world: &World, lang: &Lang) -> impl Iterator<Item = Weekday> {
    let first = first_weekday(&world.date_lang(lang));
    (0..7).map(move |at| Weekday::ALL[(first + at) % 7])
}

fn weekdays(world: &World, lang: &Lang) -> Vec<Value> {
    let word = |key: String| world.word(lang, &key, None, &BTreeMap::new());
    let days = columns(world, lang).map(|day| {
        map(vec![
            ("name", Value::from(word(format!("days.{}", day.as_str())))),
            (
                "short",
                Value::from(word(format!("months.{}", day.as_str()))),
            ),
        ])
    });
    days.collect()
}

/// The weeks of a month, each with seven days; those of other months are none.
fn weeks(
    world: &World,
    lang: &Lang,
    month: Month,
    days: &BTreeMap<Day, Vec<&Dated>>,
) -> Vec<Value> {
    let (first, last) = (month.first(), month.last());
    let column = |day: Day| {
        let own = Weekday::of(day);
        columns(world, lang).position(|one| one == own).unwrap_or(0)
    };
    let mut weeks = Vec::new();
    let mut day = first
        .checked_sub((column(first) as i64).days())
        .unwrap_or(first);
    while day <= last {
        let week = (0..7_i64).map(|at| {
            let day = day.checked_add(at.days()).unwrap_or(day);
            match Month::of(day) == month {
                true => day_value(world, day, days.get(&day)),
                false => Value::none(),
            }
        });
        weeks.push(Value::from(week.collect::<Vec<_>>()));
        let Ok(next) = day.checked_add(7.days()) else {
            break;
        };
        day = next;
    }
    weeks
}

fn day_value(world: &World, day: Day, dates: Option<&Vec<&Dated>>) -> Value {
    let dates = dates.map_or(&[][..], Vec::as_slice);
    let is_event = |dated: &&&Dated| world.site.is_event(dated.id);
    map(vec![
        ("day", Value::from(i64::from(day.day()))),
        ("date", Value::from(day.to_string())),
        ("id", Value::from(anchor(day))),
        ("today", Value::from(day == world.site.today)),
        ("count", Value::from(dates.len())),
        ("events", Value::from(dates.iter().filter(is_event).count())),
    ])
}

/// `months()`: the months that have a page.
pub fn months(world: &World, lang: &Lang) -> Value {
    ask_surely(world, Fact::Months(lang.clone()))
}

pub(super) fn months_of(world: &World, lang: &Lang) -> Answer {
    let months = world.months(lang).months.keys();
    let months: Vec<Value> = months
        .map(|month| month_value(world, lang, *month))
        .collect();
    months.into()
}

/// `past_events()`: events and trainings that have been, by month, the last first.
pub fn past_events(world: &World, lang: &Lang) -> Value {
    ask_surely(world, Fact::PastEvents(lang.clone()))
}

pub(super) fn past_events_of(world: &World, lang: &Lang) -> Answer {
    let site = &world.site;
    let months = world.months(lang).months.iter().rev();
    let past = months.filter_map(|(month, dates)| {
        // What took place several times in a month stands there once, and what went on for days in the
        // month in which it began.
        let mut seen: Vec<(EntryId, &Dated, usize)> = Vec::new();
        let mut places: BTreeMap<EntryId, usize> = BTreeMap::new();
        let over = |dated: &&Dated| {
            dated.begins()
                && !dated.left_out
                && dated.occurrence.last_day() < site.today
                && site.is_event(dated.id)
        };
        for dated in dates.iter().filter(over) {
            match places.get(&dated.id) {
                Some(place) => seen[*place].2 += 1,
                None => {
                    places.insert(dated.id, seen.len());
                    seen.push((dated.id, dated, 1));
                }
            }
        }
        if seen.is_empty() {
            return None;
        }
        let rows = seen.iter().rev().map(|(id, dated, times)| {
            let fields = vec![
                ("at", at(world, lang, dated)),
                ("times", Value::from(*times)),
            ];
            Answer::With(*id, fields)
        });
        Some(Answer::Map(vec![
            ("month", month_value(world, lang, *month).into()),
            ("year", Value::from(i64::from(month.first().year())).into()),
            ("items", Answer::List(rows.collect())),
        ]))
    });
    Answer::List(past.collect())
}

/// The event page of a language, on the way to its months.
pub(super) fn events_page(world: &World, lang: &Lang) -> Option<(String, String)> {
    let url = world.site.own_url(lang, OwnPage::Events)?;
    let theirs = world.site.entry_at(&url).map(|id| {
        let entry = world.site.entry(id);
        entry.front.title.clone()
    });
    let title = theirs.unwrap_or_else(|| {
        let own = Subject::Own(lang.clone(), OwnPage::Events);
        super::title(world, &own)
    });
    Some((title, world.href(&url)))
}
