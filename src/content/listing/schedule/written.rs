//! A schedule as a table has it: the fields that read back to the same schedule.

use super::super::clock::{DAY, clock, minute_of, time_at};
use super::{Schedule, every, length};
use crate::base::day::Day;
use jiff::ToSpan as _;

impl Schedule {
    /// Its fields by their names, each in its normal form. The zone is the listing's field.
    pub fn columns(&self) -> Vec<(&'static str, String)> {
        let Schedule {
            start,
            time,
            minutes,
            ends_on_named_day,
            zone: _,
            rule,
            except,
            extra,
            note,
            span: _,
        } = self;
        let mut columns = Vec::new();
        if let Some(rule) = rule {
            let timed = rule.until.is_some_and(|until| until.time.is_some());
            match every::written(rule).filter(|_| !timed) {
                Some(words) => {
                    columns.push(("every", words));
                    columns.extend(rule.until.map(|until| ("until", until.day.to_string())));
                    columns.extend(rule.count.map(|count| ("count", count.to_string())));
                }
                None => columns.push(("rrule", rule.to_string())),
            }
        }
        columns.extend(start.map(|start| ("start", start.to_string())));
        columns.extend(time.map(|time| ("time", clock(time))));
        let named = match (start, time, minutes) {
            (Some(start), Some(time), Some(minutes)) if *ends_on_named_day => {
                let length = i64::from(*minutes).minutes();
                start.to_datetime(*time).checked_add(length).ok()
            }
            _ => None,
        };
        if let Some(end) = named {
            columns.push(("end_date", end.date().to_string()));
            columns.push(("end_time", clock(end.time())));
        } else if let Some(minutes) = minutes {
            columns.push(match time {
                Some(time) if *minutes < DAY => {
                    let end = time_at(minute_of(*time) + minutes);
                    ("end_time", clock(end))
                }
                _ => ("duration", length::written(*minutes)),
            });
        }
        let list = |days: &[Day]| {
            let days: Vec<String> = days.iter().map(ToString::to_string).collect();
            days.join("; ")
        };
        for (name, days) in [("except", except), ("extra", extra)] {
            if !days.is_empty() {
                columns.push((name, list(days)));
            }
        }
        columns.extend(note.clone().map(|note| ("schedule_note", note)));
        columns
    }
}
