//! Days on which the hours are others than by the week: holidays, and days off.

use super::super::clock::Opening;
use super::super::date::{self, take_day};
use super::super::phrase::{Fault, Phrase, Typed};
use super::read::{WRONG, openings, tell, times_of, warn_of_long_nights};
use super::texts;
use super::week::Entry;
use crate::base::day::Day;
use crate::base::diag::Diagnostic;
use crate::base::node::{Fields, Node, NodeValue};
use serde::{Deserialize, Serialize};
use std::fmt;

const HELP: &str = "write {date: 2026-12-25, hours: closed}, or {from: 2026-12-27, to: 2026-12-31, hours: 10:00-14:00}";

/// Some days with hours of their own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoursException {
    /// The first day.
    pub from: Day,
    /// The last day; the first, if it is one only.
    pub to: Day,
    /// When it is open on each of them; closed if there is nothing.
    pub hours: Vec<Opening>,
    /// Why, for readers.
    pub note: Option<String>,
}

/// In the form that a cell of a table has: `2026-12-25 closed (Christmas)`.
impl fmt::Display for HoursException {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.from)?;
        if self.to != self.from {
            write!(f, " to {}", self.to)?;
        }
        write!(f, " {}", texts(&self.hours))?;
        match &self.note {
            Some(note) => write!(f, " ({note})"),
            None => Ok(()),
        }
    }
}

/// Takes the field `hours_exceptions`: a list of maps, or a text with `;` between. They come out
/// sorted by their days.
pub(in super::super) fn read(fields: &mut Fields<'_, '_>) -> Vec<HoursException> {
    let Some(node) = fields.node("hours_exceptions") else {
        return Vec::new();
    };
    let mut list = Vec::new();
    match &node.value {
        NodeValue::List(items) => {
            for item in items {
                list.extend(match item.value {
                    NodeValue::Map(_) => from_map(fields, item).into_iter().collect(),
                    _ => from_text(fields, item),
                });
            }
        }
        NodeValue::Map(_) => list.extend(from_map(fields, node)),
        _ => list = from_text(fields, node),
    }
    list.sort_by_key(|exception| (exception.from, exception.to));
    let twice = list.windows(2).find(|pair| pair[1].from <= pair[0].to);
    if let Some(pair) = twice {
        let message = format!("two of these speak of {}", date::in_words(pair[1].from));
        let fault = Diagnostic::error(WRONG, message);
        fields.report(fault.help("write each day once"), &node.span);
    }
    list
}

fn from_map(fields: &mut Fields<'_, '_>, node: &Node) -> Option<HoursException> {
    let path = fields.path();
    let mut own = Fields::of(node, "an exception", path, fields.sink());
    let on = date::field(&mut own, "date");
    let (from, to) = (date::field(&mut own, "from"), date::field(&mut own, "to"));
    let hours = own.node("hours");
    let openings = hours.map(|hours| times_of(&mut own, "hours", hours));
    let note = own.text("note").filter(|note| !note.is_empty());
    let typed = ["date", "from", "to"]
        .iter()
        .any(|name| node.get(name).is_some());
    let first = on.clone().or(from);
    let last = to.or_else(|| first.clone());
    own.finish();
    if openings.is_none() || !typed {
        let message = match typed {
            true => "this says no hours",
            false => "this says no day",
        };
        let fault = Diagnostic::error(WRONG, message);
        fields.report(fault.help(HELP), &node.span);
    }
    let ((from, _), (to, to_place), openings) = (first?, last?, openings??);
    if to < from {
        let fault = Diagnostic::error(WRONG, "these days end before they begin");
        let help = format!("write from: {to} and to: {from} if they are swapped");
        fields.report(fault.help(help), &to_place);
        return None;
    }
    let entry = Entry {
        days: Vec::new(),
        openings,
        place: node.span.clone(),
    };
    Some(finish(fields, (from, to), entry, note))
}

fn finish(
    fields: &mut Fields<'_, '_>,
    (from, to): (Day, Day),
    entry: Entry,
    note: Option<String>,
) -> HoursException {
    warn_of_long_nights(fields, std::slice::from_ref(&entry));
    let mut hours: Vec<Opening> = entry.openings.iter().map(|(opening, _)| *opening).collect();
    hours.sort_unstable();
    HoursException {
        from,
        to,
        hours,
        note,
    }
}

/// `2026-12-25 closed (Christmas); 2026-12-27 to 2026-12-31 10:00-14:00`.
fn from_text(fields: &mut Fields<'_, '_>, node: &Node) -> Vec<HoursException> {
    let Some(typed) = Typed::of(node) else {
        fields.wrong("hours_exceptions", "a list of days", node, HELP);
        return Vec::new();
    };
    let mut list = Vec::new();
    let mut start = 0;
    for part in typed.text.split_inclusive(';') {
        let text = part.trim_end_matches(';');
        let range = start..start + text.len();
        start += part.len();
        if text.trim().is_empty() {
            continue;
        }
        let own = Typed {
            text,
            span: typed.place(&range),
        };
        match exception(text) {
            Ok((days, openings, note)) => {
                let placed = openings.into_iter();
                let entry = Entry {
                    days: Vec::new(),
                    openings: placed
                        .map(|(opening, place)| (opening, own.place(&place)))
                        .collect(),
                    place: own.span.clone(),
                };
                list.push(finish(fields, days, entry, note));
            }
            Err(fault) => tell(fields, fault, &own),
        }
    }
    list
}

type Parts = ((Day, Day), Vec<super::week::Placed>, Option<String>);

fn exception(text: &str) -> Result<Parts, Fault> {
    let (bare, note) = match text.trim_end().strip_suffix(')') {
        Some(inner) => match inner.split_once('(') {
            Some((bare, note)) => (bare, Some(note.trim().to_owned())),
            None => (text, None),
        },
        None => (text, None),
    };
    let mut phrase = Phrase::new(bare);
    phrase.word(&["from", "on"]);
    let Some(from) = take_day(&mut phrase)? else {
        let help = "write 2026-12-25 closed; 2026-12-27 to 2026-12-31 10:00-14:00";
        return Err(Fault::new(
            phrase.rest(),
            "this doesn't begin with a day",
            help,
        ));
    };
    let between = phrase.at();
    let to = match phrase.word(&["to", "until"]) {
        true => take_day(&mut phrase)?,
        false => None,
    };
    if to.is_none() {
        phrase.back_to(between);
    }
    let to = to.unwrap_or(from);
    if to < from {
        let help = format!("write {to} to {from} if they are swapped");
        let range = phrase.since(0);
        return Err(Fault::new(range, "these days end before they begin", help));
    }
    phrase.mark(':');
    phrase.mark(',');
    let openings = openings(&mut phrase)?;
    if !phrase.is_done() {
        let range = phrase.rest();
        let message = format!("`{}` can't be read", phrase.part(&range));
        let help = "put words for readers in brackets: 2026-12-25 closed (Christmas)";
        return Err(Fault::new(range, message, help));
    }
    Ok(((from, to), openings, note.filter(|note| !note.is_empty())))
}
