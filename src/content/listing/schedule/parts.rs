//! What was typed of a schedule, part by part and each with its place, from whichever form: fields of
//! the listing, a map, or one line of text.

use super::super::clock::{read_time, read_times};
use super::super::date;
use super::super::phrase::{Fault, Phrase, Typed};
use super::{Rule, WRONG, every, length, line, rrule};
use crate::base::day::Day;
use crate::base::diag::Diagnostic;
use crate::base::node::{Fields, ListOf, Node, NodeValue};
use jiff::civil::Time;
use std::ops::Range;

/// A value and where it was typed.
pub(super) type Placed<T> = (T, Range<usize>);

/// The parts of a schedule.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub rule: Option<Placed<Rule>>,
    pub start: Option<Placed<Day>>,
    pub end_date: Option<Placed<Day>>,
    pub time: Option<Placed<Time>>,
    pub end: Option<Placed<Time>>,
    pub minutes: Option<Placed<u32>>,
    pub until: Option<Placed<Day>>,
    pub count: Option<Placed<u32>>,
    pub except: Vec<Placed<Day>>,
    pub extra: Vec<Placed<Day>>,
    /// Whether a part could not be read, which was reported: then the whole is not to be relied on.
    pub broken: bool,
}

impl Parts {
    /// Whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        let Parts {
            rule,
            start,
            end_date,
            time,
            end,
            minutes,
            until,
            count,
            except,
            extra,
            broken,
        } = self;
        rule.is_none()
            && start.is_none()
            && end_date.is_none()
            && time.is_none()
            && end.is_none()
            && minutes.is_none()
            && until.is_none()
            && count.is_none()
            && except.is_empty()
            && extra.is_empty()
            && !broken
    }

    /// Takes the fields `every start time …` of a map.
    pub fn take(&mut self, fields: &mut Fields<'_, '_>) {
        self.take_rule(fields);
        for (name, days) in [("except", &mut self.except), ("extra", &mut self.extra)] {
            let (read, broken) = day_list(fields, name);
            days.extend(read);
            self.broken |= broken;
        }
        for name in ["start", "end_date", "until"] {
            if let Some(node) = fields.node(name) {
                let day = date::of_node(fields, name, node);
                let place = match name {
                    "start" => &mut self.start,
                    "end_date" => &mut self.end_date,
                    _ => &mut self.until,
                };
                self.broken |= day.is_none() || !put(fields, place, day);
            }
        }
        self.take_times(fields);
        if fields.node("count").is_some() {
            let span = fields.node("count").map_or(0..0, |node| node.span.clone());
            let count = fields.number("count", 1..1001);
            let count = count.and_then(|count| u32::try_from(count).ok());
            self.broken |= count.is_none();
            let count = count.map(|count| (count, span));
            self.broken |= !put(fields, &mut self.count, count);
        }
    }

    fn take_rule(&mut self, fields: &mut Fields<'_, '_>) {
        if let Some(node) = fields.node("every") {
            let rule = match &node.value {
                NodeValue::List(items) => {
                    weekday_list(fields, items).map(|rule| (rule, node.span.clone()))
                }
                _ => self.phrase(fields, "every", node, every_alone),
            };
            self.broken |= rule.is_none() || !put(fields, &mut self.rule, rule);
        }
        if let Some(node) = fields.node("rrule") {
            let rule = self.phrase(fields, "rrule", node, rrule::read);
            self.broken |= rule.is_none() || !put(fields, &mut self.rule, rule);
        }
    }

    fn take_times(&mut self, fields: &mut Fields<'_, '_>) {
        if let Some(node) = fields.node("time") {
            let times = self.phrase(fields, "time", node, times_alone);
            self.broken |= times.is_none();
            if let Some(((begins, ends), place)) = times {
                let own = put(fields, &mut self.time, Some((begins, place.clone())));
                let ends = ends.map(|ends| (ends, place));
                self.broken |= !(own && put(fields, &mut self.end, ends));
            }
        }
        if let Some(node) = fields.node("end_time") {
            let end = self.phrase(fields, "end_time", node, time_alone);
            self.broken |= end.is_none() || !put(fields, &mut self.end, end);
        }
        if let Some(node) = fields.node("duration") {
            let minutes = self.phrase(fields, "duration", node, length::read);
            self.broken |= minutes.is_none() || !put(fields, &mut self.minutes, minutes);
        }
    }

    /// Takes a line such as `2nd and 4th Tuesday, 7pm to 8.30pm`.
    pub fn take_line(&mut self, fields: &mut Fields<'_, '_>, typed: &Typed<'_>) {
        if let Err(fault) = line::read(typed, self) {
            report(fields, fault, typed);
            self.broken = true;
        }
    }

    fn phrase<T>(
        &self,
        fields: &mut Fields<'_, '_>,
        name: &str,
        node: &Node,
        read: impl Fn(&str) -> Result<T, Fault>,
    ) -> Option<Placed<T>> {
        let Some(typed) = Typed::of(node) else {
            fields.wrong(name, "text", node, "write one line of text");
            return None;
        };
        match read(typed.text) {
            Ok(value) => Some((value, node.span.clone())),
            Err(fault) => {
                report(fields, fault, &typed);
                None
            }
        }
    }
}

fn report(fields: &mut Fields<'_, '_>, fault: Fault, typed: &Typed<'_>) {
    let place = typed.place(&fault.range);
    fields.report(fault.told(WRONG), &place);
}

/// Puts a part in its place. Not true if it is taken, which is reported: which is right can't be known.
fn put<T>(
    fields: &mut Fields<'_, '_>,
    place: &mut Option<Placed<T>>,
    value: Option<Placed<T>>,
) -> bool {
    match (&place, value) {
        (Some(_), Some((_, again))) => {
            let fault = Diagnostic::error(WRONG, "this is said twice");
            fields.report(fault.help("say it once, and delete the other"), &again);
            false
        }
        (None, Some(value)) => {
            *place = Some(value);
            true
        }
        (_, None) => true,
    }
}

fn every_alone(text: &str) -> Result<Rule, Fault> {
    if rrule::is_rrule(text) {
        let help = "put it into the field `rrule`";
        return Err(Fault::new(0..text.len(), "this is an RRULE", help));
    }
    let mut phrase = Phrase::new(text);
    let rule = every::read(&mut phrase)?;
    match phrase.is_done() {
        true => Ok(rule),
        false => Err(left_over(&phrase)),
    }
}

/// That a part of a text means nothing here.
pub(super) fn left_over(phrase: &Phrase<'_>) -> Fault {
    let range = phrase.rest();
    let message = format!("`{}` is no part of a rule", phrase.part(&range));
    let has_time = read_times(&mut phrase.clone()).is_ok_and(|times| times.is_some());
    let help = match has_time {
        true => "put the time into the field `time`: 7pm to 8.30pm".to_owned(),
        false => "what no rule can say goes into `schedule_note`: every: Monday, schedule_note: in term time".to_owned(),
    };
    Fault::new(range, message, help)
}

/// `every: [Monday, Thursday]`.
fn weekday_list(fields: &mut Fields<'_, '_>, items: &[Node]) -> Option<Rule> {
    let mut days = Vec::new();
    for item in items {
        let typed = Typed::of(item)?;
        let read = every_alone(typed.text);
        match read.map(|rule| rule.plain_days()) {
            Ok(Some(more)) => days.extend(more),
            Ok(None) => {
                let help = "in a list stand days of the week: [Monday, Thursday]";
                report(
                    fields,
                    Fault::new(0..typed.text.len(), "this is no day of the week", help),
                    &typed,
                );
                return None;
            }
            Err(fault) => {
                report(fields, fault, &typed);
                return None;
            }
        }
    }
    days.sort_unstable();
    days.dedup();
    Some(Rule::weekly(1, &days))
}

fn times_alone(text: &str) -> Result<(Time, Option<Time>), Fault> {
    let mut phrase = Phrase::new(text);
    match read_times(&mut phrase)? {
        Some(times) if phrase.is_done() => Ok(times),
        _ => Err(no_time(&phrase)),
    }
}

fn time_alone(text: &str) -> Result<Time, Fault> {
    let mut phrase = Phrase::new(text);
    if phrase.words(&["midnight"]) || text.trim() == "24:00" {
        return Ok(Time::midnight());
    }
    match read_time(&mut phrase)? {
        Some(time) if phrase.is_done() => Ok(time),
        _ => Err(no_time(&phrase)),
    }
}

fn no_time(phrase: &Phrase<'_>) -> Fault {
    let range = phrase.rest();
    let message = format!("`{}` is no time of day", phrase.part(&range));
    Fault::new(range, message, "write 19:30 or 7.30pm")
}

/// Days of a list, and whether one of them could not be read.
fn day_list(fields: &mut Fields<'_, '_>, name: &'static str) -> (Vec<Placed<Day>>, bool) {
    let mut days = Vec::new();
    let mut broken = false;
    for (text, place) in fields.list(name, ListOf::Cells) {
        match date::read_day(&text) {
            Ok(day) => days.push((day, place)),
            Err(fault) => {
                broken = true;
                fields.report(date::told(fault), &place);
            }
        }
    }
    (days, broken)
}
