//! How long it lasts, out of the beginning, the end, the length and the last day that were typed.

use super::super::clock::{DAY, LONG_NIGHT, Opening, minute_of};
use super::check::{Faults, error};
use super::parts::Placed;
use crate::base::day::Day;
use crate::base::diag::Diagnostic;
use std::ops::Range;

/// How long it is, with what decides on that.
pub(super) struct Length {
    pub time: Option<Placed<jiff::civil::Time>>,
    pub end: Option<Placed<jiff::civil::Time>>,
    pub minutes: Option<Placed<u32>>,
    pub start: Option<Placed<Day>>,
    pub end_date: Option<Placed<Day>>,
    pub repeats: bool,
}

impl Length {
    /// In minutes; None within if it is not said.
    pub fn minutes(self, faults: &mut Faults) -> Option<Option<u32>> {
        let mut refuse = |message: &str, help: &str, at: &Range<usize>| {
            faults.push((error(message, help), at.clone()));
            None
        };
        if let (Some(_), Some((_, at))) = (&self.minutes, &self.end) {
            return refuse(
                "the end and the length are both said",
                "keep `end_time` or `duration`",
                at,
            );
        }
        let days = self.days(faults)?;
        let mut refuse = |message: &str, help: &str, at: &Range<usize>| {
            faults.push((error(message, help), at.clone()));
            None
        };
        let on_one_day = days == 0 && self.end_date.is_some();
        match (&self.time, &self.end, self.minutes) {
            (None, Some((_, at)), _) => refuse(
                "this says when it ends and not when it begins",
                "add `time`",
                at,
            ),
            (None, None, Some((minutes, at))) if minutes % DAY != 0 => refuse(
                "this says how long it is and not when it begins",
                "add `time`",
                &at,
            ),
            (_, None, Some((minutes, _))) => Some(Some(minutes)),
            (None, None, None) => Some((days > 0).then_some((days + 1) * DAY)),
            (Some(_), None, None) if days > 0 => {
                let at = self.end_date.map_or(0..0, |(_, at)| at);
                refuse(
                    "this doesn't say at what time it ends",
                    "add `end_time`",
                    &at,
                )
            }
            (Some(_), None, None) => Some(None),
            // Until midnight is until the end of that day.
            (Some((begins, _)), Some((ends, at)), _)
                if on_one_day && ends < begins && *ends != jiff::civil::Time::midnight() =>
            {
                refuse(
                    "this ends before it begins",
                    "are the times swapped? If it goes over midnight, write the next day as `end_date`",
                    at,
                )
            }
            (Some((begins, _)), Some((ends, at)), _) => {
                between(*begins, *ends, days, at, faults).map(Some)
            }
        }
    }

    /// How many midnights it goes over, by its last day.
    fn days(&self, faults: &mut Faults) -> Option<u32> {
        let mut refuse = |message: &str, help: &str, at: &Range<usize>| {
            faults.push((error(message, help), at.clone()));
            None
        };
        match &self.end_date {
            None => Some(0),
            Some((_, at)) if self.repeats => refuse(
                "what repeats has no last day",
                "write `until` for the day of the last one",
                at,
            ),
            Some((_, at)) if self.minutes.is_some() => refuse(
                "the end and the length are both said",
                "keep `end_date` or `duration`",
                at,
            ),
            Some((last, at)) => {
                let Some((first, _)) = &self.start else {
                    return refuse(
                        "this ends and doesn't begin",
                        "add the first day: start: 2026-03-01",
                        at,
                    );
                };
                match u32::try_from(last.duration_since(*first).as_hours() / 24) {
                    Ok(days) if days < 31 && last >= first => Some(days),
                    Ok(_) if last >= first => {
                        refuse("this is longer than a month", "is the date right?", at)
                    }
                    _ => {
                        let help = format!(
                            "write start: {last} and end_date: {first} if they are swapped"
                        );
                        refuse("this ends before it begins", &help, at)
                    }
                }
            }
        }
    }
}

fn between(
    begins: jiff::civil::Time,
    ends: jiff::civil::Time,
    days: u32,
    at: &Range<usize>,
    faults: &mut Faults,
) -> Option<u32> {
    if days > 0 {
        return Some(days * DAY + minute_of(ends) - minute_of(begins));
    }
    if begins == ends {
        faults.push((
            error(
                "this ends when it begins",
                "write the time at which it is over",
            ),
            at.clone(),
        ));
        return None;
    }
    let opening = Opening {
        opens: begins,
        closes: ends,
    };
    let minutes = opening.minutes();
    if opening.is_overnight() && minutes > LONG_NIGHT {
        let message = format!(
            "{opening} goes over midnight and is {} hours long: are the times swapped?",
            minutes / 60
        );
        let warning = Diagnostic::warning("listing/long-night", message);
        faults.push((
            warning.help("write the beginning first; else let it be"),
            at.clone(),
        ));
    }
    Some(minutes)
}
