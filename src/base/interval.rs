//! A length of time in days, weeks, months and years, as ISO 8601 writes it (`P90D`, `P6M`, `P1Y`).

use super::day::Day;
use jiff::{Span, ToSpan};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The longest one: what nobody looks at for ten years is not checked.
const MOST_DAYS: i64 = 3660;
const HELP: &str = "write P and how long: P90D is 90 days, P6M half a year, P1Y a year";

/// A length of time of whole days, at least one and at most ten years.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interval {
    years: i16,
    months: i16,
    weeks: i16,
    days: i16,
}

impl Interval {
    /// So many days; at least one.
    pub const fn days(days: i16) -> Interval {
        Interval {
            years: 0,
            months: 0,
            weeks: 0,
            days: if days < 1 { 1 } else { days },
        }
    }

    /// Reads `P90D`, `P2W`, `P6M`, `P1Y` and `P1Y6M`. Hours are no part of it.
    pub fn parse(text: &str) -> Option<Interval> {
        let mut rest = text.trim().strip_prefix(['P', 'p'])?;
        let mut interval = Interval {
            years: 0,
            months: 0,
            weeks: 0,
            days: 0,
        };
        let mut units = ['Y', 'M', 'W', 'D'].iter();
        while !rest.is_empty() {
            let end = rest.find(|c: char| !c.is_ascii_digit())?;
            let number: i16 = rest[..end].parse().ok()?;
            let unit = rest[end..].chars().next()?.to_ascii_uppercase();
            // In this order, and each once.
            units.by_ref().find(|known| **known == unit)?;
            match unit {
                'Y' => interval.years = number,
                'M' => interval.months = number,
                'W' => interval.weeks = number,
                _ => interval.days = number,
            }
            rest = &rest[end + 1..];
        }
        (1..=MOST_DAYS)
            .contains(&interval.about_days())
            .then_some(interval)
    }

    /// The day that lies this far after another, so many times over. None past the end of the calendar.
    pub fn after(self, day: Day, times: i64) -> Option<Day> {
        let span: Span = 0
            .days()
            .try_years(i64::from(self.years) * times)
            .and_then(|span| span.try_months(i64::from(self.months) * times))
            .and_then(|span| span.try_weeks(i64::from(self.weeks) * times))
            .and_then(|span| span.try_days(i64::from(self.days) * times))
            .ok()?;
        day.checked_add(span).ok()
    }

    fn about_days(self) -> i64 {
        let Interval {
            years,
            months,
            weeks,
            days,
        } = self;
        i64::from(years) * 366 + i64::from(months) * 31 + i64::from(weeks) * 7 + i64::from(days)
    }
}

impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Interval {
            years,
            months,
            weeks,
            days,
        } = *self;
        f.write_str("P")?;
        for (number, unit) in [(years, 'Y'), (months, 'M'), (weeks, 'W'), (days, 'D')] {
            if number > 0 {
                write!(f, "{number}{unit}")?;
            }
        }
        Ok(())
    }
}

/// What was probably meant by a text that is none, and how to write one.
pub fn help_with(typed: &str) -> String {
    let upper = typed.trim().to_uppercase();
    let reads = |text: String| Interval::parse(&text).map(|_| text);
    let digits: String = upper.chars().take_while(char::is_ascii_digit).collect();
    let rest = upper[digits.len()..].trim().to_owned();
    let unit = ["DAY", "WEEK", "MONTH", "YEAR"]
        .into_iter()
        .find(|unit| rest == *unit || rest.strip_suffix('S') == Some(unit))
        .map(|unit| &unit[..1]);
    let meant = match unit {
        Some(unit) => reads(format!("P{digits}{unit}")),
        None => reads(format!("P{upper}")),
    };
    match meant {
        Some(meant) => format!("did you mean {meant}? {HELP}"),
        None => format!("{HELP}; a day at least, and ten years at most"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::day::parse_day;

    #[test]
    fn intervals_are_read_as_iso_8601_writes_them_and_written_back() {
        for text in ["P90D", "P1D", "P2W", "P6M", "P1Y", "P1Y6M", "P10Y"] {
            let interval = Interval::parse(text).expect(text);
            assert_eq!(interval.to_string(), text);
        }
        assert_eq!(Interval::parse(" p90d "), Some(Interval::days(90)));
        for text in [
            "", "P", "90D", "P0D", "P-1D", "PT1H", "P1DT1H", "P6M1Y", "P1D1D", "P11Y", "P99999D",
            "P1.5Y", "90 days", "P1", "PD", "P٣D",
        ] {
            assert_eq!(Interval::parse(text), None, "{text}");
        }
    }

    #[test]
    fn what_was_probably_meant_is_named() {
        assert!(help_with("90 days").starts_with("did you mean P90D?"));
        assert!(help_with("6 Months").starts_with("did you mean P6M?"));
        assert!(help_with("90D").starts_with("did you mean P90D?"));
        assert!(help_with("often").starts_with("write P"));
        assert!(help_with("0 days").starts_with("write P"));
    }

    #[test]
    fn months_are_those_of_the_calendar() {
        let day = |text: &str| parse_day(text).expect("a day");
        let after = |start: &str, interval: &str, times| {
            let interval = Interval::parse(interval).expect("an interval");
            interval.after(day(start), times)
        };
        assert_eq!(after("2026-08-31", "P6M", 1), Some(day("2027-02-28")));
        assert_eq!(after("2026-08-31", "P6M", 2), Some(day("2027-08-31")));
        assert_eq!(after("2026-01-01", "P90D", 2), Some(day("2026-06-30")));
        assert_eq!(after("9999-12-01", "P1Y", 1), None);
    }
}
