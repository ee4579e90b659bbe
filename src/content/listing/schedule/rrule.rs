//! A rule as RFC 5545 writes it: `FREQ=MONTHLY;BYDAY=2TU,4TU`. Parts that say hours are refused, for the
//! field `time` says them; so is what counts weeks or days of a year, which nobody meets by.

use super::super::date::in_words;
use super::super::phrase::Fault;
use super::super::weekday::Weekday;
use super::{DayOf, Frequency, Rule};
use crate::base::day::When;
use crate::base::diag::nearest;
use std::fmt;
use std::ops::Range;

const HELP: &str = "an RRULE looks like FREQ=MONTHLY;BYDAY=2TU,4TU";
const PARTS: [&str; 9] = [
    "FREQ",
    "INTERVAL",
    "BYDAY",
    "BYMONTHDAY",
    "BYMONTH",
    "BYSETPOS",
    "WKST",
    "UNTIL",
    "COUNT",
];
const OF_TIME: [&str; 3] = ["BYHOUR", "BYMINUTE", "BYSECOND"];
const OF_YEAR: [&str; 2] = ["BYWEEKNO", "BYYEARDAY"];
const FINE: [&str; 3] = ["HOURLY", "MINUTELY", "SECONDLY"];

/// Whether a text is meant to be such a rule.
pub(super) fn is_rrule(text: &str) -> bool {
    let text = text.trim_start().to_ascii_uppercase();
    text.starts_with("RRULE:") || text.starts_with("FREQ=") || text.contains(";FREQ=")
}

/// One part, `BYDAY=2TU,4TU`.
struct Part<'a> {
    name: String,
    value: &'a str,
    range: Range<usize>,
    value_at: usize,
}

impl Part<'_> {
    fn fault(&self, message: impl Into<String>, help: impl Into<String>) -> Fault {
        Fault::new(self.range.clone(), message, help)
    }

    /// The values between commas, each with its place.
    fn values<T>(&self, wanted: &str, read: impl Fn(&str) -> Option<T>) -> Result<Vec<T>, Fault> {
        let mut at = self.value_at;
        let mut values = Vec::new();
        for typed in self.value.split(',') {
            let range = at..at + typed.len();
            at += typed.len() + 1;
            let Some(value) = read(typed.trim()) else {
                let message = format!("`{typed}` can't stand in {}", self.name);
                return Err(Fault::new(range, message, wanted));
            };
            values.push(value);
        }
        Ok(values)
    }
}

/// Reads a rule.
pub(super) fn read(text: &str) -> Result<Rule, Fault> {
    let parts = parts(text)?;
    let frequency = frequency(&parts, text)?;
    let mut rule = Rule::every(1, frequency);
    for part in &parts {
        take(&mut rule, part)?;
    }
    let find = |name: &str| parts.iter().find(|part| part.name == name);
    if let (Some(_), Some(count)) = (find("UNTIL"), find("COUNT")) {
        let message = "UNTIL and COUNT can't stand together";
        return Err(count.fault(
            message,
            "keep the one that is meant: the last day, or how many times",
        ));
    }
    let counts = rule.days.iter().any(|day| day.nth.is_some());
    if let Some(part) = find("BYDAY").filter(|_| counts)
        && matches!(frequency, Frequency::Daily | Frequency::Weekly)
    {
        let message = "only months and years have a 2nd Tuesday";
        return Err(part.fault(
            message,
            "write FREQ=MONTHLY, or BYDAY=TU without the number",
        ));
    }
    rule.days.sort_unstable();
    rule.days.dedup();
    Ok(rule)
}

fn parts(text: &str) -> Result<Vec<Part<'_>>, Fault> {
    let mut parts: Vec<Part<'_>> = Vec::new();
    let lead = text.len() - text.trim_start().len();
    let named = text[lead..]
        .get(..6)
        .filter(|head| head.eq_ignore_ascii_case("RRULE:"));
    let mut at = lead + named.map_or(0, str::len);
    for typed in text[at..].split(';') {
        let range = at..at + typed.trim_end().len();
        at += typed.len() + 1;
        if typed.trim().is_empty() {
            continue;
        }
        let Some((name, value)) = typed.split_once('=') else {
            let message = format!("`{}` is no part of an RRULE", typed.trim());
            return Err(Fault::new(range, message, HELP));
        };
        let part = Part {
            name: name.trim().to_ascii_uppercase(),
            value: value.trim_end(),
            value_at: range.start + name.len() + 1,
            range,
        };
        known(&part)?;
        if parts.iter().any(|other| other.name == part.name) {
            let message = format!("{} stands here twice", part.name);
            return Err(part.fault(message, "keep one of them"));
        }
        parts.push(part);
    }
    Ok(parts)
}

fn known(part: &Part<'_>) -> Result<(), Fault> {
    let name = part.name.as_str();
    if PARTS.contains(&name) {
        return Ok(());
    }
    if OF_TIME.contains(&name) {
        return Err(part.fault(
            format!("{name} says a time, which has a field of its own"),
            "take it out, and write time: 19:00",
        ));
    }
    if OF_YEAR.contains(&name) {
        return Err(part.fault(
            format!("{name} is not read here"),
            "name the days by BYMONTH and BYMONTHDAY, or list them under `extra`",
        ));
    }
    let help = match nearest(name, PARTS) {
        Some(near) => format!("did you mean {near}?"),
        None => HELP.to_owned(),
    };
    Err(part.fault(format!("an RRULE has no {name}"), help))
}

fn frequency(parts: &[Part<'_>], text: &str) -> Result<Frequency, Fault> {
    let Some(part) = parts.iter().find(|part| part.name == "FREQ") else {
        return Err(Fault::new(0..text.len(), "this RRULE has no FREQ", HELP));
    };
    let word = part.value.to_ascii_uppercase();
    if FINE.contains(&word.as_str()) {
        return Err(part.fault(
            format!("nobody meets {}", word.to_lowercase()),
            "what repeats within a day has opening `hours`; FREQ is DAILY, WEEKLY, MONTHLY or YEARLY",
        ));
    }
    Frequency::parse(&word).ok_or_else(|| {
        part.fault(
            format!("`{}` is no FREQ", part.value),
            "write DAILY, WEEKLY, MONTHLY or YEARLY",
        )
    })
}

fn take(rule: &mut Rule, part: &Part<'_>) -> Result<(), Fault> {
    let single = |wanted: &str, least: u32, most: u32| {
        let number = |text: &str| text.parse().ok().filter(|n| (least..=most).contains(n));
        match part.values(wanted, number)?[..] {
            [number] => Ok(number),
            _ => Err(part.fault(format!("{} is one number", part.name), wanted)),
        }
    };
    let signed = |most: i16| {
        move |text: &str| {
            let number: i16 = text.parse().ok()?;
            (number != 0 && number.abs() <= most).then_some(number)
        }
    };
    let small = |number: i16| i8::try_from(number).ok();
    match part.name.as_str() {
        "INTERVAL" => {
            let number = single("write a number from 1 to 100", 1, 100)?;
            rule.interval = u16::try_from(number).unwrap_or(1);
        }
        "COUNT" => rule.count = Some(single("write a number from 1 to 1000", 1, 1000)?),
        "BYDAY" => {
            rule.days = part.values(
                "write MO, TU, WE, TH, FR, SA or SU; 2TU is the second",
                day_of,
            )?
        }
        "BYMONTHDAY" => {
            let read = |text: &str| signed(31)(text).and_then(small);
            rule.month_days = part.values("write 1 to 31, or -1 for the last day", read)?;
            super::ordinal::sort(&mut rule.month_days);
        }
        "BYMONTH" => {
            let read = |text: &str| signed(12)(text).filter(|n| *n > 0).and_then(small);
            rule.months = part.values("write 1 to 12", read)?;
            rule.months.sort_unstable();
            rule.months.dedup();
        }
        "BYSETPOS" => {
            rule.positions =
                part.values("write 1 for the first, or -1 for the last", signed(366))?;
        }
        "WKST" => match part.values("write MO or SU", weekday)?[..] {
            [day] => rule.week_start = day,
            _ => return Err(part.fault("a week begins on one day", "write WKST=MO")),
        },
        "UNTIL" => match part.values("write UNTIL=20261231", until)?[..] {
            [when] => rule.until = Some(when),
            _ => return Err(part.fault("it ends on one day", "write UNTIL=20261231")),
        },
        _ => {}
    }
    Ok(())
}

fn weekday(text: &str) -> Option<Weekday> {
    let fits = |day: &&Weekday| day.code().eq_ignore_ascii_case(text);
    Weekday::ALL.iter().find(fits).copied()
}

fn day_of(text: &str) -> Option<DayOf> {
    let at = text.len().checked_sub(2)?;
    let day = weekday(text.get(at..)?)?;
    let nth = match text.get(..at)? {
        "" => None,
        number => {
            let number: i8 = number.parse().ok()?;
            Some(number).filter(|number| *number != 0 && number.abs() <= 53)
        }
    };
    match (text.get(..at)?, nth) {
        ("", None) | (_, Some(_)) => Some(DayOf { day, nth }),
        _ => None,
    }
}

/// `20261231`, `20261231T200000`, `20261231T200000Z`.
fn until(text: &str) -> Option<When> {
    let (day, time) = match text.split_once(['T', 't']) {
        Some((day, time)) => (day, Some(time)),
        None => (text, None),
    };
    let digits = |text: &str, length: usize| {
        text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    if !digits(day, 8) {
        return None;
    }
    let day = format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..]);
    let Some(time) = time else {
        return When::parse(&day);
    };
    let (time, zone) = match time.strip_suffix(['Z', 'z']) {
        Some(time) => (time, "Z"),
        None => (time, ""),
    };
    if !digits(time, 6) {
        return None;
    }
    let time = format!("{}:{}:{}", &time[..2], &time[2..4], &time[4..]);
    When::parse(&format!("{day}T{time}{zone}"))
}

/// In the form of RFC 5545, its parts in a fixed order.
impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Rule {
            frequency,
            interval,
            days,
            month_days,
            months,
            positions,
            week_start,
            until,
            count,
        } = self;
        write!(f, "FREQ={}", frequency.as_str())?;
        if *interval != 1 {
            write!(f, ";INTERVAL={interval}")?;
        }
        let days = days.iter().map(|day| match day.nth {
            Some(nth) => format!("{nth}{}", day.day.code()),
            None => day.day.code().to_owned(),
        });
        let numbers = |list: &[i8]| list.iter().map(ToString::to_string).collect::<Vec<_>>();
        let positions: Vec<String> = positions.iter().map(ToString::to_string).collect();
        for (name, values) in [
            ("BYMONTH", numbers(months)),
            ("BYMONTHDAY", numbers(month_days)),
            ("BYDAY", days.collect()),
            ("BYSETPOS", positions),
        ] {
            if !values.is_empty() {
                write!(f, ";{name}={}", values.join(","))?;
            }
        }
        if *week_start != Weekday::Monday {
            write!(f, ";WKST={}", week_start.code())?;
        }
        if let Some(until) = until {
            let plain = until.to_string().replace(['-', ':'], "");
            write!(f, ";UNTIL={plain}")?;
        }
        match count {
            Some(count) => write!(f, ";COUNT={count}"),
            None => Ok(()),
        }
    }
}

/// The end of a rule as messages say it.
pub(super) fn end_in_words(until: &When) -> String {
    in_words(until.day)
}
