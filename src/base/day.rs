//! Days, and days with a time. It never asks a clock: today is a value that comes from above.

use super::stored::stored_as_text;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{Offset, TimeZone};
use std::fmt;
use std::ops::RangeInclusive;

/// A day of the calendar.
pub type Day = Date;

/// A date as people write it in front matter: always a day, sometimes a time, sometimes an offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct When {
    /// The day, as written.
    pub day: Day,
    /// The time of day, if one was written.
    pub time: Option<Time>,
    /// The UTC offset, if one was written.
    pub offset: Option<Offset>,
}

stored_as_text!(When, When::parse, |when, to| to.collect_str(when));

impl When {
    /// A day without a time.
    pub fn on(day: Day) -> When {
        When {
            day,
            time: None,
            offset: None,
        }
    }

    /// Reads `2026-03-01`, `2026-03-01 18:30[:00]`, `2026-03-01T18:30:00Z` and the same with `+01:00`,
    /// `+0100` or ` -0800`. Nothing else is guessed.
    pub fn parse(text: &str) -> Option<When> {
        let text = text.trim();
        let day = parse_day(text.get(..10)?)?;
        let rest = &text[10..];
        if rest.is_empty() {
            return Some(When::on(day));
        }
        let rest = rest.strip_prefix(['T', 't', ' '])?.trim_start();
        let end = rest.find(['+', '-', 'Z', 'z', ' ']).unwrap_or(rest.len());
        let time = parse_time(&rest[..end])?;
        Some(When {
            day,
            time: Some(time),
            offset: parse_offset(rest[end..].trim())?,
        })
    }

    /// The moment, in seconds since 1970. A day without a time begins at midnight, and a time without
    /// an offset stands in the site's `zone`.
    pub fn moment(&self, zone: &TimeZone) -> i64 {
        let (civil, offset) = self.placed(zone);
        let days = civil.date().duration_since(Date::constant(1970, 1, 1));
        let of_day = civil.time().duration_since(Time::midnight());
        days.as_secs() + of_day.as_secs() - i64::from(offset.seconds())
    }

    fn placed(&self, zone: &TimeZone) -> (DateTime, Offset) {
        let civil = DateTime::from_parts(self.day, self.time.unwrap_or(Time::midnight()));
        let offset = match self.offset {
            Some(offset) => offset,
            None => match zone.to_ambiguous_timestamp(civil).compatible() {
                Ok(instant) => zone.to_offset(instant),
                Err(_) => Offset::UTC,
            },
        };
        (civil, offset)
    }

    /// As an RFC 3339 timestamp of the same [moment](When::moment).
    pub fn rfc3339(&self, zone: &TimeZone) -> String {
        let (civil, offset) = self.placed(zone);
        let seconds = offset.seconds();
        if seconds == 0 {
            return format!("{}Z", civil.strftime("%Y-%m-%dT%H:%M:%S"));
        }
        let sign = if seconds < 0 { '-' } else { '+' };
        let minutes = seconds.abs() / 60;
        format!(
            "{}{sign}{:02}:{:02}",
            civil.strftime("%Y-%m-%dT%H:%M:%S"),
            minutes / 60,
            minutes % 60
        )
    }

    /// Days as they were written come first. The last two only tell apart what differs in writing,
    /// such as a day and its midnight: equal is what is the same.
    pub fn order(&self) -> impl Ord + Copy + Send + use<> {
        (
            self.day,
            self.time.unwrap_or(Time::midnight()),
            self.offset.map_or(0, |offset| -offset.seconds()),
            self.time.is_some(),
            self.offset.is_some(),
        )
    }
}

impl PartialOrd for When {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for When {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.order().cmp(&other.order())
    }
}

/// As ISO 8601: what was written, in one fixed form.
impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.day)?;
        let Some(time) = self.time else { return Ok(()) };
        write!(f, "T{}", time.strftime("%H:%M:%S"))?;
        match self.offset {
            None => Ok(()),
            Some(offset) if offset.seconds() == 0 => f.write_str("Z"),
            Some(offset) => {
                let sign = if offset.seconds() < 0 { '-' } else { '+' };
                let minutes = offset.seconds().abs() / 60;
                write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
            }
        }
    }
}

/// Reads `YYYY-MM-DD` and nothing else.
pub fn parse_day(text: &str) -> Option<Day> {
    let shape = text.len() == 10
        && text.bytes().enumerate().all(|(at, b)| match at {
            4 | 7 => b == b'-',
            _ => b.is_ascii_digit(),
        });
    shape.then(|| text.parse().ok()).flatten()
}

fn parse_time(text: &str) -> Option<Time> {
    let (text, fraction) = text.split_once('.').map_or((text, "0"), |parts| parts);
    let parts: Option<Vec<i8>> = text
        .split(':')
        .map(|part| number(part, 1..=2)?.try_into().ok())
        .collect();
    number(fraction, 1..=9)?;
    let (hour, minute, second) = match parts?[..] {
        [hour, minute] => (hour, minute, 0),
        [hour, minute, second] => (hour, minute, second),
        _ => return None,
    };
    Time::new(hour, minute, second, 0).ok()
}

fn parse_offset(text: &str) -> Option<Option<Offset>> {
    let sign = match text.as_bytes().first() {
        None => return Some(None),
        Some(_) if matches!(text, "Z" | "z" | "UTC") => return Some(Some(Offset::UTC)),
        Some(b'+') => 1,
        Some(b'-') => -1,
        Some(_) => return None,
    };
    let digits = &text[1..];
    let (hours, minutes) = match digits.split_once(':') {
        Some(parts) => parts,
        None => digits.split_at_checked(2)?,
    };
    let (hours, minutes) = (number(hours, 2..=2)?, number(minutes, 2..=2)?);
    let offset = Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).ok()?;
    (minutes < 60).then_some(Some(offset))
}

/// A number of so many digits and nothing else.
fn number(text: &str, digits: RangeInclusive<usize>) -> Option<i32> {
    let fits = digits.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten()
}
