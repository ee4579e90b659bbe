//! Days as listings have them: ISO, and nothing else. `03/04/2026` can be two days and is none.

use super::phrase::{Fault, Kind, Phrase, Typed};
use crate::base::day::{Day, parse_day};
use crate::base::diag::{Code, Diagnostic};
use crate::base::node::{Fields, Node};
use std::ops::Range;

/// What is said of a day that can't be read.
pub(super) const WRONG_DAY: Code = "listing/day";
const HELP: &str = "write the day as year-month-day, such as 2026-03-01";
/// A listing's dates are near: a year with a slip of the finger is not.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2199;

/// Reads a day. What is wrong is said of the whole text.
pub(super) fn read_day(text: &str) -> Result<Day, Fault> {
    let bare = text.trim();
    let range = 0..text.len();
    if let Some(day) = parse_day(bare) {
        return match YEARS.contains(&day.year()) {
            true => Ok(day),
            false => {
                let message = format!("the year of `{bare}` can't be right");
                Err(Fault::new(range, message, HELP))
            }
        };
    }
    let (message, help) = why_not(bare);
    Err(Fault::new(range, message, help))
}

fn why_not(typed: &str) -> (String, String) {
    let parts: Vec<&str> = typed.split(['/', '.', '-']).collect();
    let numbers: Option<Vec<i16>> = parts.iter().map(|part| part.parse().ok()).collect();
    let not_a_day = || (format!("`{typed}` is not a day"), HELP.to_owned());
    let Some(&[a, b, c]) = numbers.as_deref() else {
        return not_a_day();
    };
    let day = |year: i16, month: i16, day: i16| {
        let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        Day::new(year, month, day).ok()
    };
    let none = || {
        let message = format!("there is no such day as `{typed}`");
        (message, HELP.to_owned())
    };
    match (parts[0].len(), parts[2].len()) {
        (4, _) => match day(a, b, c) {
            Some(found) => (
                format!("`{typed}` is not a day as it should be written"),
                format!("write {found}"),
            ),
            None => none(),
        },
        (_, 4) => match (day(c, b, a), day(c, a, b)) {
            (None, None) => none(),
            (Some(one), Some(other)) if one != other => (
                format!("`{typed}` can mean two days"),
                format!("write {one} or {other}, whichever it is"),
            ),
            (Some(found), _) | (None, Some(found)) => (
                format!("`{typed}` is not a day as it should be written"),
                format!("write {found}"),
            ),
        },
        _ => not_a_day(),
    }
}

/// Takes a day that stands in a phrase; None if no number comes next, or one that is no part of a day.
pub(super) fn take_day(phrase: &mut Phrase<'_>) -> Result<Option<Day>, Fault> {
    let at = phrase.at();
    if let Some(found) = take_named_day(phrase) {
        return found.map(Some);
    }
    phrase.back_to(at);
    let Some(range) = take_written_day(phrase) else {
        phrase.back_to(at);
        return Ok(None);
    };
    let fault = |fault: Fault| Fault {
        range: range.clone(),
        ..fault
    };
    read_day(phrase.part(&range)).map(Some).map_err(fault)
}

/// Whether a day comes next.
pub(super) fn is_day_ahead(phrase: &Phrase<'_>) -> bool {
    let mut ahead = phrase.clone();
    matches!(take_day(&mut ahead), Ok(Some(_)) | Err(_))
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// `12 January 2027`, `12th of January 2027`, `January 12, 2027`: with the month in words and a year it
/// can be no other day.
fn take_named_day(phrase: &mut Phrase<'_>) -> Option<Result<Day, Fault>> {
    let at = phrase.at();
    let (day, month) = match take_month(phrase) {
        Some(month) => (take_number_of_day(phrase)?, month),
        None => {
            let day = take_number_of_day(phrase)?;
            phrase.word(&["of"]);
            (day, take_month(phrase)?)
        }
    };
    phrase.mark(',');
    let year = phrase.number().filter(|token| token.text.len() == 4)?;
    let year: i16 = year.text.parse().ok()?;
    let range = phrase.since(at);
    let found = Day::new(year, month, day).ok();
    let found = found.filter(|day| YEARS.contains(&day.year()));
    Some(found.ok_or_else(|| {
        let message = format!("there is no such day as `{}`", phrase.part(&range));
        Fault::new(range, message, HELP)
    }))
}

fn take_month(phrase: &mut Phrase<'_>) -> Option<i8> {
    let at = (1..).zip(MONTHS);
    for (number, name) in at {
        if phrase.word(&[name, &name[..3]]) {
            phrase.mark('.');
            return Some(number);
        }
    }
    None
}

fn take_number_of_day(phrase: &mut Phrase<'_>) -> Option<i8> {
    let number = phrase.number().filter(|token| token.text.len() <= 2)?;
    phrase.word(&["st", "nd", "rd", "th"]);
    number.text.parse().ok()
}

/// The place of three numbers with the same mark between.
fn take_written_day(phrase: &mut Phrase<'_>) -> Option<Range<usize>> {
    let at = phrase.at();
    let first = phrase.number()?;
    let Some(Kind::Mark(mark @ ('-' | '/' | '.'))) = phrase.ahead(0).map(|token| token.kind) else {
        return None;
    };
    phrase.take();
    let second = phrase.number()?;
    if !phrase.mark(mark) {
        return None;
    }
    let third = phrase.number()?;
    let long = [first, second, third]
        .iter()
        .any(|part| part.text.len() == 4);
    long.then(|| phrase.since(at))
}

/// Takes a field that is a day.
pub(super) fn field(
    fields: &mut Fields<'_, '_>,
    name: &'static str,
) -> Option<(Day, Range<usize>)> {
    let node = fields.node(name)?;
    of_node(fields, name, node)
}

/// A node that must be a day.
pub(super) fn of_node(
    fields: &mut Fields<'_, '_>,
    name: &str,
    node: &Node,
) -> Option<(Day, Range<usize>)> {
    let Some(typed) = Typed::of(node) else {
        fields.wrong(name, "a day", node, HELP);
        return None;
    };
    match read_day(typed.text) {
        Ok(day) => Some((day, node.span.clone())),
        Err(fault) => {
            fields.report(fault.told(WRONG_DAY), &node.span);
            None
        }
    }
}

/// As people say it in messages: `6 January 2026`.
pub(super) fn in_words(day: Day) -> String {
    day.strftime("%-d %B %Y").to_string()
}

/// A day that a diagnostic can point to.
pub(super) fn told(fault: Fault) -> Diagnostic {
    fault.told(WRONG_DAY)
}
