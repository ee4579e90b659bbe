//! Reads hours out of a word, a text or a map of days.

use super::super::clock::{Opening, read_times};
use super::super::phrase::{Fault, Kind, Phrase, Typed};
use super::super::weekday::{Weekday, no_day, read_days};
use super::Hours;
use super::week::{Entry, Placed, long_night, week_of};
use crate::base::diag::{Code, Diagnostic};
use crate::base::node::{Fields, Node, NodeValue};
use std::ops::Range;

/// What is said of hours that can't be read.
pub(super) const WRONG: Code = "listing/hours";
pub(super) const HELP: &str =
    "write Mon-Fri 09:00-17:00; Sat 10am-noon, or 24/7, by-appointment or unknown";
const WORDS: [(&[&str], Hours); 13] = [
    (&["always"], Hours::Always),
    (&["24", "/", "7"], Hours::Always),
    (&["24", "hours"], Hours::Always),
    (&["24", "hours", "a", "day"], Hours::Always),
    (&["24", "hours", "7", "days", "a", "week"], Hours::Always),
    (
        &["24", "hours", "a", "day", "7", "days", "a", "week"],
        Hours::Always,
    ),
    (&["24", "hours", "a", "day", "every", "day"], Hours::Always),
    (&["unknown"], Hours::Unknown),
    (&["not", "known"], Hours::Unknown),
    (&["by", "-", "appointment"], Hours::ByAppointment),
    (&["by", "appointment"], Hours::ByAppointment),
    (&["by", "appointment", "only"], Hours::ByAppointment),
    (&["appointment", "only"], Hours::ByAppointment),
];

/// Takes a field that holds hours.
pub(in super::super) fn read(fields: &mut Fields<'_, '_>, name: &'static str) -> Option<Hours> {
    let node = fields.node(name)?;
    let mut entries = Vec::new();
    match &node.value {
        NodeValue::Map(days) => {
            for (key, node) in days {
                let key = Typed {
                    text: &key.text,
                    span: key.span.clone(),
                };
                entries.extend(map_entry(fields, &key, node));
            }
            if entries.len() < days.len() {
                return None;
            }
        }
        NodeValue::Scalar(text, _) => {
            if let Some(known) = word(text) {
                return Some(known);
            }
            let typed = Typed {
                text,
                span: node.span.clone(),
            };
            let mut phrase = Phrase::new(text);
            match groups(&mut phrase) {
                Ok(groups) => entries.extend(groups.into_iter().map(|group| group.placed(&typed))),
                Err(fault) => {
                    tell(fields, fault, &typed);
                    return None;
                }
            }
        }
        _ => {
            fields.wrong(name, "hours", node, HELP);
            return None;
        }
    }
    warn_of_long_nights(fields, &entries);
    match week_of(&entries, fields.path(), WRONG) {
        Ok(hours) => Some(hours),
        Err(fault) => {
            fields.sink().push(*fault);
            None
        }
    }
}

pub(super) fn tell(fields: &mut Fields<'_, '_>, fault: Fault, typed: &Typed<'_>) {
    let place = typed.place(&fault.range);
    fields.report(fault.told(WRONG), &place);
}

/// Each once, on however many days it is.
pub(super) fn warn_of_long_nights(fields: &mut Fields<'_, '_>, entries: &[Entry]) {
    for (opening, place) in entries.iter().flat_map(|entry| &entry.openings) {
        if let Some(fault) = long_night(*opening, place.clone()) {
            let warning = Diagnostic::warning("listing/long-night", fault.message);
            fields.report(warning.help(fault.help), place);
        }
    }
}

/// Days with their openings, places being those of the text.
struct Group {
    days: Vec<Weekday>,
    openings: Vec<Placed>,
    place: Range<usize>,
}

impl Group {
    fn placed(self, typed: &Typed<'_>) -> Entry {
        let openings = self.openings.into_iter();
        Entry {
            days: self.days,
            openings: openings
                .map(|(opening, place)| (opening, typed.place(&place)))
                .collect(),
            place: typed.place(&self.place),
        }
    }
}

fn word(text: &str) -> Option<Hours> {
    let mut phrase = Phrase::new(text);
    let tokens: Vec<String> = std::iter::from_fn(|| phrase.take())
        .map(|token| token.text.to_lowercase())
        .filter(|token| token != ",")
        .collect();
    let known = WORDS.iter().find(|(words, _)| *words == tokens.as_slice());
    known.map(|(_, hours)| hours.clone())
}

/// `Mon-Fri 9am-5pm; Sat 10:00-12:00, 13:00-15:00`.
fn groups(phrase: &mut Phrase<'_>) -> Result<Vec<Group>, Fault> {
    let mut groups = Vec::new();
    loop {
        groups.push(group(phrase)?);
        let mut parted = false;
        while phrase.mark(';') {
            parted = true;
        }
        if phrase.is_done() {
            return Ok(groups);
        }
        if !parted {
            phrase.separator();
            let days = read_days(&mut phrase.clone());
            if !matches!(days, Ok(Some(_))) {
                let range = phrase.rest();
                let message = format!("`{}` can't be read as hours", phrase.part(&range));
                let help = "put `;` before the next days, and words for readers into `hours_note`";
                return Err(Fault::new(range, message, help));
            }
        }
    }
}

fn group(phrase: &mut Phrase<'_>) -> Result<Group, Fault> {
    let start = phrase.at();
    let Some(days) = read_days(phrase)? else {
        return times_first(phrase).ok_or_else(|| without_days(phrase));
    };
    let place = phrase.since(start);
    phrase.mark(':');
    phrase.mark(',');
    let openings = openings(phrase)?;
    Ok(Group {
        days,
        openings,
        place,
    })
}

/// `7pm-7am daily`.
fn times_first(phrase: &mut Phrase<'_>) -> Option<Group> {
    let mut ahead = phrase.clone();
    let openings = openings(&mut ahead).ok()?;
    ahead.mark(',');
    ahead.word(&["on"]);
    let start = ahead.at();
    let days = read_days(&mut ahead).ok()??;
    let place = ahead.since(start);
    *phrase = ahead;
    Some(Group {
        days,
        openings,
        place,
    })
}

fn without_days(phrase: &Phrase<'_>) -> Fault {
    let mut times = phrase.clone();
    let range = phrase.rest();
    match read_times(&mut times) {
        Ok(Some(_)) => {
            let text = phrase.part(&range);
            let message = "these hours don't say on which days";
            Fault::new(
                range,
                message,
                format!("write `daily {text}`, or name the days"),
            )
        }
        Err(fault) => fault,
        Ok(None)
            if phrase
                .ahead(0)
                .is_some_and(|token| token.kind == Kind::Word) =>
        {
            let fault = no_day(phrase);
            match fault.help.starts_with("did you mean") {
                true => fault,
                false => Fault::new(
                    range.clone(),
                    format!("`{}` can't be read as hours", phrase.part(&range)),
                    format!("{HELP}; words for readers go into `hours_note`"),
                ),
            }
        }
        Ok(None) => Fault::new(range, "these are no hours", HELP),
    }
}

/// `09:00-12:00, 13:00-17:00`, or `closed`.
pub(super) fn openings(phrase: &mut Phrase<'_>) -> Result<Vec<Placed>, Fault> {
    if phrase.word(&["closed", "off"]) {
        return Ok(Vec::new());
    }
    let mut openings = Vec::new();
    loop {
        let at = phrase.at();
        if !openings.is_empty() && !phrase.separator() {
            return Ok(openings);
        }
        let from = phrase.at();
        match read_times(phrase)? {
            Some((opens, Some(closes))) => {
                openings.push((Opening { opens, closes }, phrase.since(from)));
            }
            Some((_, None)) => {
                let message = "this says when it opens and not when it closes";
                let help = "write both times: 9am-5pm";
                return Err(Fault::new(phrase.since(from), message, help));
            }
            None if openings.is_empty() => return Err(without_times(phrase)),
            None => {
                phrase.back_to(at);
                return Ok(openings);
            }
        }
    }
}

fn without_times(phrase: &Phrase<'_>) -> Fault {
    let range = phrase.rest();
    match range.is_empty() {
        true => Fault::new(
            0..phrase.text.len(),
            "the times are missing",
            "write them after the days: Mon-Fri 09:00-17:00, or Mon-Fri all day",
        ),
        false => Fault::new(
            range.clone(),
            format!("`{}` is no time", phrase.part(&range)),
            "write times as 09:00-17:00 or 9am-5pm; words for readers go into `hours_note`",
        ),
    }
}

/// `mon-fri: "09:00-17:00"`, where the value may be a list too.
fn map_entry(fields: &mut Fields<'_, '_>, key: &Typed<'_>, node: &Node) -> Option<Entry> {
    let mut days = Phrase::new(key.text);
    let read = read_days(&mut days).and_then(|read| match read {
        Some(read) if days.is_done() => Ok(read),
        _ => Err(no_day(&days)),
    });
    let read = match read {
        Ok(read) => read,
        Err(fault) => {
            tell(fields, fault, key);
            return None;
        }
    };
    let openings = times_of(fields, "hours", node)?;
    Some(Entry {
        days: read,
        openings,
        place: key.span.clone(),
    })
}

/// The openings of one day: `09:00-12:00, 13:00-17:00`, a list of such, or `closed`.
pub(super) fn times_of(
    fields: &mut Fields<'_, '_>,
    name: &str,
    node: &Node,
) -> Option<Vec<Placed>> {
    let parts: Vec<Typed<'_>> = match &node.value {
        NodeValue::List(items) => items.iter().filter_map(Typed::of).collect(),
        _ => Typed::of(node).into_iter().collect(),
    };
    if parts.is_empty() {
        fields.wrong(name, "times", node, "write \"09:00-17:00\", or closed");
        return None;
    }
    let mut all = Vec::new();
    for typed in parts {
        let mut phrase = Phrase::new(typed.text);
        let read = openings(&mut phrase).and_then(|read| match phrase.is_done() {
            true => Ok(read),
            false => Err(without_times(&phrase)),
        });
        match read {
            Ok(read) => all.extend(
                read.into_iter()
                    .map(|(opening, place)| (opening, typed.place(&place))),
            ),
            Err(fault) => {
                tell(fields, fault, &typed);
                return None;
            }
        }
    }
    Some(all)
}
