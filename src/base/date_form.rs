//! Dates as spreadsheets write them. `03/04/2026` is the third of April to some and the fourth of March
//! to others, so it is read only in the form that somebody has declared.

use super::day::Day;
use serde::{Deserialize, Serialize};
use std::fmt;

/// How a table writes its dates: `DD/MM/YYYY`, `MM/DD/YYYY`, or with dots or hyphens between.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateForm {
    day_first: bool,
    separator: char,
}

impl DateForm {
    /// Reads the name of a form: `DD/MM/YYYY`.
    pub fn parse(name: &str) -> Option<DateForm> {
        let name = name.trim().to_uppercase();
        let separator = name.chars().find(|c| matches!(c, '/' | '.' | '-'))?;
        let form = |day_first| DateForm {
            day_first,
            separator,
        };
        [form(true), form(false)]
            .into_iter()
            .find(|form| form.to_string() == name)
    }

    /// The day that a text means in this form. Days and months may lack their zero.
    pub fn day(self, text: &str) -> Option<Day> {
        let [first, second, year] = numbers(text, self.separator)?;
        let (day, month) = match self.day_first {
            true => (first, second),
            false => (second, first),
        };
        Day::new(year, month.try_into().ok()?, day.try_into().ok()?).ok()
    }

    /// A day, written like another in this form: with zeros, or without.
    pub fn like(self, day: Day, other: &str) -> String {
        let padded = other.trim().len() == 10;
        let part = |number: i8| match padded {
            true => format!("{number:02}"),
            false => number.to_string(),
        };
        let (first, second) = match self.day_first {
            true => (day.day(), day.month()),
            false => (day.month(), day.day()),
        };
        let separator = self.separator;
        format!(
            "{}{separator}{}{separator}{:04}",
            part(first),
            part(second),
            day.year()
        )
    }
}

/// The form's name.
impl fmt::Display for DateForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let separator = self.separator;
        match self.day_first {
            true => write!(f, "DD{separator}MM{separator}YYYY"),
            false => write!(f, "MM{separator}DD{separator}YYYY"),
        }
    }
}

/// What a text in one of these forms can mean, for somebody who has to say which. None if it is not
/// written like a date at all.
pub fn explain(text: &str) -> Option<String> {
    let text = text.trim();
    let separator = text.chars().find(|c| !c.is_ascii_digit())?;
    let [first, second, year] = numbers(text, separator)?;
    let read = |day_first| {
        let form = DateForm {
            day_first,
            separator,
        };
        form.day(text)
    };
    Some(match (read(true), read(false)) {
        (Some(one), Some(other)) if one != other => {
            format!("`{text}` can be {one} or {other}, so it is never guessed")
        }
        (Some(day), _) | (None, Some(day)) => format!("`{text}` is probably {day}"),
        (None, None) if second > 12 && first > 12 => {
            format!("`{text}` is no day: {year} has twelve months")
        }
        (None, None) => format!("there is no day `{text}` in the calendar"),
    })
}

fn numbers(text: &str, separator: char) -> Option<[i16; 3]> {
    if !matches!(separator, '/' | '.' | '-') {
        return None;
    }
    let mut parts = text.trim().split(separator);
    let mut number = |lengths: std::ops::RangeInclusive<usize>| -> Option<i16> {
        let part = parts.next()?;
        let fits = lengths.contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        fits.then(|| part.parse().ok()).flatten()
    };
    let all = [number(1..=2)?, number(1..=2)?, number(4..=4)?];
    parts.next().is_none().then_some(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::day::parse_day;

    fn form(name: &str) -> DateForm {
        DateForm::parse(name).expect(name)
    }

    #[test]
    fn a_form_reads_its_own_dates_and_no_others() {
        let day = parse_day("2026-04-03");
        assert_eq!(form("DD/MM/YYYY").day("03/04/2026"), day);
        assert_eq!(form("dd/mm/yyyy").day(" 3/4/2026 "), day);
        assert_eq!(form("MM/DD/YYYY").day("04/03/2026"), day);
        assert_eq!(form("DD.MM.YYYY").day("3.4.2026"), day);
        for text in [
            "03.04.2026",
            "31/02/2026",
            "03/04/26",
            "2026/04/03",
            "3/4",
            "",
            "٣/٤/٢٠٢٦",
        ] {
            assert_eq!(form("DD/MM/YYYY").day(text), None, "{text}");
        }
        for name in ["", "YYYY-MM-DD", "DD/MM.YYYY", "DD MM YYYY", "DD/MM/YY"] {
            assert_eq!(DateForm::parse(name), None, "{name}");
        }
    }

    #[test]
    fn a_day_is_written_like_its_neighbour() {
        let day = parse_day("2026-04-03").expect("a day");
        assert_eq!(form("DD/MM/YYYY").like(day, "12/11/2025"), "03/04/2026");
        assert_eq!(form("MM/DD/YYYY").like(day, "1/2/2025"), "4/3/2026");
    }

    #[test]
    fn what_it_can_mean_is_said() {
        let said = |text: &str| explain(text).unwrap_or_default();
        insta::assert_snapshot!(
            ["03/04/2026", "04/04/2026", "13/04/2026", "4.13.2026", "31/02/2026", "13/13/2026", "2026-03-01", "soon"]
                .map(said)
                .join("\n"),
            @r"
        `03/04/2026` can be 2026-04-03 or 2026-03-04, so it is never guessed
        `04/04/2026` is probably 2026-04-04
        `13/04/2026` is probably 2026-04-13
        `4.13.2026` is probably 2026-04-13
        there is no day `31/02/2026` in the calendar
        `13/13/2026` is no day: 2026 has twelve months
        "
        );
    }
}
