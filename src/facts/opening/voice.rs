//! How a language says days, times and lists: its words, and its way of writing dates.

use super::super::world::World;
use super::at;
use crate::base::dates::{self, Style};
use crate::base::day::{Day, When};
use crate::base::lang::Lang;
use crate::content::listing::{Weekday, runs};
use jiff::civil::Time;
use std::collections::BTreeMap;

/// A language, as it is spoken on this site.
pub(super) struct Voice<'a> {
    world: &'a World,
    lang: &'a Lang,
    /// With the region by which dates are written.
    dates: Lang,
}

impl<'a> Voice<'a> {
    pub fn new(world: &'a World, lang: &'a Lang) -> Voice<'a> {
        Voice {
            world,
            lang,
            dates: world.date_lang(lang),
        }
    }

    /// A word of the theme.
    pub fn word(&self, key: &str) -> String {
        self.filled(key, &[])
    }

    /// A word with its gaps filled.
    pub fn filled(&self, key: &str, args: &[(&str, &str)]) -> String {
        self.world.word(self.lang, key, None, &owned(args))
    }

    /// A word by a number, in the right plural.
    pub fn counted(&self, key: &str, n: i64, args: &[(&str, &str)]) -> String {
        self.world.word(self.lang, key, Some(n), &owned(args))
    }

    /// `7pm to 8.30pm`.
    pub fn times(&self, from: Time, to: Time) -> String {
        let (from, to) = (self.bare_time(from), self.bare_time(to));
        self.filled("times.range", &[("from", &from), ("to", &to)])
    }

    /// `7pm`, standing alone.
    pub fn time(&self, time: Time) -> String {
        self.filled("times.at", &[("time", &self.bare_time(time))])
    }

    fn bare_time(&self, time: Time) -> String {
        dates::format(&at(Day::ZERO, time), Style::Clock, &self.dates)
    }

    /// A day in some style.
    pub fn date(&self, day: Day, style: Style) -> String {
        dates::format(&When::on(day), style, &self.dates)
    }

    /// One day, or the first and the last of some.
    pub fn dates(&self, from: Day, to: Day) -> String {
        let (first, last) = (self.date(from, Style::Long), self.date(to, Style::Long));
        match from == to {
            true => first,
            false => self.filled("dates.range", &[("from", &first), ("to", &last)]),
        }
    }

    /// `4 December 2026, 6pm to 6 December 2026, 4pm`.
    pub fn moments(&self, from: (Day, Time), to: (Day, Option<Time>)) -> String {
        let said = |day: Day, time: Option<Time>| {
            let date = self.date(day, Style::Long);
            match time.map(|time| self.time(time)) {
                Some(time) => {
                    let both = [("days", date.as_str()), ("times", time.as_str())];
                    self.filled("times.on_days", &both)
                }
                None => date,
            }
        };
        let (from, to) = (said(from.0, Some(from.1)), said(to.0, to.1));
        self.filled("dates.range", &[("from", &from), ("to", &to)])
    }

    /// `Tuesday`.
    pub fn day(&self, day: Weekday) -> String {
        self.word(&format!("days.{}", day.as_str()))
    }

    /// `Monday and Thursday`.
    pub fn days(&self, days: &[Weekday]) -> String {
        self.list(days.iter().map(|day| self.day(*day)).collect())
    }

    /// Days of the week, three and more in a row as `Monday to Friday`, and all of them as every day.
    pub fn days_of_week(&self, days: &[Weekday]) -> String {
        if days.len() == 7 {
            return self.counted("schedule.daily", 1, &[]);
        }
        let mut parts = Vec::new();
        for run in runs(days) {
            match run {
                [first, _, .., last] => {
                    let (from, to) = (self.day(*first), self.day(*last));
                    parts.push(self.filled("days.range", &[("from", &from), ("to", &to)]));
                }
                run => parts.extend(run.iter().map(|day| self.day(*day))),
            }
        }
        self.list(parts)
    }

    /// `one, two and three`.
    pub fn list(&self, mut items: Vec<String>) -> String {
        let Some(last) = items.pop() else {
            return String::new();
        };
        match items.is_empty() {
            true => last,
            false => {
                let first = items.join(&self.word("list.comma"));
                format!("{first}{}{last}", self.word("list.and"))
            }
        }
    }

    /// The number of a day of a month: `1st`, `1er`, `1`.
    pub fn month_day(&self, day: i8) -> String {
        if day == -1 {
            return self.word("nth.last_day");
        }
        let ending = match (self.lang.primary(), day % 10, day) {
            ("en", _, 11..=13) => "th",
            ("en", 1, _) => "st",
            ("en", 2, _) => "nd",
            ("en", 3, _) => "rd",
            ("en", ..) => "th",
            ("fr", _, 1) => "er",
            _ => "",
        };
        self.filled("nth.day", &[("number", &format!("{day}{ending}"))])
    }

    /// With a capital letter at its beginning, as a text begins.
    pub fn capital(&self, text: &str) -> String {
        capital(text)
    }
}

pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

fn owned(args: &[(&str, &str)]) -> BTreeMap<String, String> {
    let args = args.iter();
    args.map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
        .collect()
}
