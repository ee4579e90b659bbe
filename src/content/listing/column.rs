//! What the columns of a table mean: a field's name in any spelling, a name that spreadsheets of this
//! field use for it, or what the site's configuration says.

mod kept;
mod names;

pub(super) use names::{BARE, COMMON, DAYS, LISTS};

use super::{Kind, TableMapping};
use crate::base::diag::{Diagnostic, Severity, Sink, nearest};
use crate::base::node::{GUARDS, Key, Node, NodeValue, keeps_back, word};
use crate::base::paths::SourcePath;
use crate::base::span::Span;
use names::{ALIASES, MEETING, OWN, PARTS};
use std::collections::BTreeMap;

/// What a column means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// It is this field.
    Field(&'static str),
    /// A field of the site's own, `x_…`.
    Extra,
    /// A part of a field, and what it is called there. `formatted` stands for the street of a `location`
    /// that has none.
    Part(&'static str, &'static str),
    /// Parts of `schedule`.
    Day,
    Time,
    EndTime,
    /// The Meeting Guide's codes and their names.
    Types,
    /// Not for readers, by its name.
    LeftOut,
    /// Nobody knows.
    Unknown,
}

/// The columns of one table, with what each means.
pub(super) struct Columns {
    meanings: BTreeMap<String, Meaning>,
    /// Columns that become fields of the site's own under another name.
    extras: BTreeMap<String, String>,
    /// Whether it is a table of meetings, which have a day and a time.
    pub meeting: bool,
}

impl Columns {
    /// Finds out what each column means. `rows` are looked at only to see which columns are in use.
    pub fn of(rows: &[&Node], mapping: &TableMapping, path: &SourcePath, sink: &mut Sink) -> Self {
        let used = used(rows);
        let mapped = mapped(&used, mapping, path, sink);
        let meaning = |text: &str, meeting| match mapped.get(text) {
            Some(meaning) => *meaning,
            None => meaning_of(text, meeting),
        };
        let has = |wanted| used.iter().any(|key| meaning(&key.text, false) == wanted);
        let is_time = |key: &&Key| meaning(&key.text, false) == Meaning::Time;
        let times: Vec<&Key> = used.iter().filter(is_time).collect();
        let is_map = |node: &Node| matches!(node.value, NodeValue::Map(_));
        let by_day = |row: &Node| {
            times
                .iter()
                .any(|key| row.get(&key.text).is_some_and(is_map))
        };
        let meeting =
            !times.is_empty() && (has(Meaning::Day) || rows.iter().any(|row| by_day(row)));
        // Exports of meetings have notes for readers. Where nothing else says that it is one, notes
        // may be the office's own.
        let exported = used
            .iter()
            .any(|key| matches!(fold(&key.text).as_str(), "type" | "types"));
        let is_note = |text: &str| matches!(fold(text).as_str(), "note" | "notes");
        let meaning = |text: &str, meeting| match meaning(text, meeting) {
            Meaning::Field("description")
                if is_note(text) && !exported && !mapped.contains_key(text) =>
            {
                Meaning::Unknown
            }
            meaning => meaning,
        };
        // Where all its words are kinds of listings, a column of types is no list of tags.
        let meaning = |text: &str, in_meeting| match meaning(text, in_meeting) {
            Meaning::Types if fold(text) == "type" && holds_kinds(rows, text) => {
                Meaning::Field("kind")
            }
            meaning => meaning,
        };
        let extra = |key: &&Key| meaning(&key.text, meeting) == Meaning::Extra;
        let mut columns = Columns {
            extras: used
                .iter()
                .filter(extra)
                .map(|key| (key.text.clone(), mapping.target(&key.text).to_owned()))
                .collect(),
            meanings: used
                .iter()
                .map(|key| (key.text.clone(), meaning(&key.text, meeting)))
                .collect(),
            meeting,
        };
        columns.check_twice(&used, rows, path, sink);
        if !mapping.ignore_others {
            columns.check_unknown(&used, rows, path, sink);
        }
        let is_silent = |key: &&Key| match columns.meaning(&key.text) {
            Meaning::Extra => true,
            Meaning::Unknown => mapping.ignore_others,
            _ => false,
        };
        kept::check(used.iter().filter(is_silent), rows, path, sink);
        columns
    }

    /// What a column means.
    pub fn meaning(&self, header: &str) -> Meaning {
        self.meanings
            .get(header)
            .copied()
            .unwrap_or(Meaning::Unknown)
    }

    /// What a field of the site's own is called.
    pub fn extra_name<'a>(&'a self, header: &'a str) -> &'a str {
        self.extras.get(header).map_or(header, String::as_str)
    }

    /// Two columns in one row that want to be the same field: which is right can't be known.
    fn check_twice(&mut self, used: &[Key], rows: &[&Node], path: &SourcePath, sink: &mut Sink) {
        for (at, second) in used.iter().enumerate() {
            let meaning = self.meaning(&second.text);
            let field = match meaning {
                Meaning::Field(field) => field.to_owned(),
                Meaning::Part(field, part) => format!("{field}.{part}"),
                _ => continue,
            };
            let same = |first: &&Key| self.meaning(&first.text) == meaning;
            let Some(first) = used[..at].iter().find(same) else {
                continue;
            };
            let filled = |row: &Node, key: &Key| row.get(&key.text).is_some_and(|n| !n.is_blank());
            let both = |row: &&&Node| filled(row, first) && filled(row, second);
            let is_list = field == "url" || LISTS.contains(&field.as_str());
            if is_list || rows.iter().find(both).is_none() {
                continue;
            }
            sink.push(
                Diagnostic::error(
                    "table/same-field",
                    format!("`{}` and `{}` both mean `{field}`", first.text, second.text),
                )
                .at(path, second.span.clone())
                .label(Span::new(path, first.span.clone()), "the other one")
                .help(format!(
                    "say which to leave out in waypost.toml, under {}: columns = {{ \"{}\" = \"\" }}",
                    heading(path),
                    second.text
                )),
            );
            self.meanings.insert(second.text.clone(), Meaning::LeftOut);
        }
    }

    /// One warning a table that names every column nobody knows.
    fn check_unknown(&self, used: &[Key], rows: &[&Node], path: &SourcePath, sink: &mut Sink) {
        let unknown: Vec<&Key> = used
            .iter()
            .filter(|key| self.meaning(&key.text) == Meaning::Unknown)
            .collect();
        let Some(first) = unknown.first() else { return };
        let names: Vec<String> = unknown
            .iter()
            .map(|key| format!("`{}`", key.text))
            .collect();
        let message = match names.len() {
            1 => format!(
                "the column {} is left out: nothing here is called that",
                names[0]
            ),
            n => format!(
                "{n} columns are left out, because nothing here is called that: {}",
                names.join(", ")
            ),
        };
        let near = unknown.iter().find_map(|key| {
            let near = nearest(&key.text, known_names())?;
            Some((key.text.as_str(), near))
        });
        let is_note = |key: &&Key| matches!(fold(&key.text).as_str(), "note" | "notes");
        let note = unknown.iter().copied().find(is_note);
        let kept_back = unknown.iter().copied().find(|key| {
            let mut cells = rows.iter().filter_map(|row| row.get(&key.text));
            cells.any(keeps_back)
        });
        // What is said is done: a name that keeps nothing back would publish what is to be kept.
        let (column, field) = match (kept_back, near, note) {
            (Some(key), _, _) => (key.text.as_str(), "address_exposure".to_owned()),
            (None, Some((column, near)), _) => (column, near.to_owned()),
            (None, None, Some(note)) => (note.text.as_str(), "internal_notes".to_owned()),
            (None, None, None) => (first.text.as_str(), format!("x_{}", fold(&first.text))),
        };
        let ignoring = match kept_back {
            Some(_) => "",
            None => ", or ignore_others = true",
        };
        let mut fault = Diagnostic::warning("table/unknown-column", message)
            .at(path, first.span.clone())
            .help(format!(
                "say what they are in waypost.toml, under {}: columns = {{ \"{column}\" = \"{field}\" }}{ignoring}",
                heading(path),
            ));
        let guard = unknown.iter().any(|key| {
            nearest(&fold(&key.text), known_names()).is_some_and(|near| GUARDS.contains(&near))
        });
        if let Some(key) = kept_back {
            fault = fault.note(format!(
                "`{}` seems to say which addresses are not for readers: that is `address_exposure`",
                key.text
            ));
        }
        if guard || kept_back.is_some() {
            // What it would have kept from readers would be published.
            fault.severity = Severity::Error;
        }
        if note.is_some() {
            fault = fault.note(
                "notes may not be meant for readers: as `description` they are shown, as `internal_notes` never",
            );
        }
        sink.push(fault);
    }
}

/// All names that a column may have by itself.
fn known_names() -> impl Iterator<Item = &'static str> {
    let parts = PARTS.iter().map(|(column, ..)| *column);
    OWN.iter().chain(&COMMON).copied().chain(parts)
}

/// Where the configuration speaks of a table.
pub(super) fn heading(path: &SourcePath) -> String {
    let below = path.below("content").unwrap_or(path.as_str());
    format!("[tables.\"{below}\"]")
}

/// Whether every cell of a column is a kind of listing.
fn holds_kinds(rows: &[&Node], header: &str) -> bool {
    let cells = rows.iter().filter_map(|row| row.get(header));
    let mut cells = cells.filter(|cell| !cell.is_blank());
    cells.all(|cell| {
        cell.scalar()
            .is_some_and(|text| Kind::parse(&word(text)).is_some())
    })
}

/// The headers under which anything stands, in the order of the file.
fn used(rows: &[&Node]) -> Vec<Key> {
    let mut seen: BTreeMap<&str, &Key> = BTreeMap::new();
    for (key, node) in rows.iter().flat_map(|row| row.entries()) {
        if !node.is_blank() {
            seen.entry(&key.text).or_insert(key);
        }
    }
    let mut used: Vec<Key> = seen.into_values().cloned().collect();
    used.sort_by_key(|key| key.span.start);
    used
}

impl TableMapping {
    /// What the configuration makes of a column; the column's own name if it says nothing.
    fn target<'a>(&'a self, header: &'a str) -> &'a str {
        let typed = |name: &&String| **name == header || fold(name) == fold(header);
        let name = self.columns.keys().find(typed);
        name.and_then(|name| self.columns.get(name))
            .map_or(header, String::as_str)
    }
}

/// What the configuration says of the columns that are in use.
fn mapped(
    used: &[Key],
    mapping: &TableMapping,
    path: &SourcePath,
    sink: &mut Sink,
) -> BTreeMap<String, Meaning> {
    let mut mapped = BTreeMap::new();
    for (typed, field) in &mapping.columns {
        let Some(meaning) = target(field) else {
            let mut fault = Diagnostic::error(
                "table/mapping",
                format!("the column `{typed}` can't become `{field}`: no field is called that"),
            )
            .in_file(path);
            if let Some(near) = nearest(field, known_names()) {
                fault = fault.help(format!(
                    "did you mean `{near}`? It stands in waypost.toml, under {}",
                    heading(path)
                ));
            }
            sink.push(fault);
            continue;
        };
        let columns = used
            .iter()
            .filter(|key| key.text == *typed || fold(&key.text) == fold(typed));
        mapped.extend(columns.map(|key| (key.text.clone(), meaning)));
    }
    mapped
}

/// What the right side of a mapping means: a field, a part of one, or nothing for a column to leave out.
pub(super) fn target(field: &str) -> Option<Meaning> {
    if field.starts_with("x_") {
        return Some(Meaning::Extra);
    }
    match fold(field).as_str() {
        "" => Some(Meaning::LeftOut),
        folded => match field_of(folded).or_else(|| alias(&ALIASES, folded)) {
            Some(Meaning::Unknown) | None => None,
            known => known,
        },
    }
}

/// What a column means by its name alone.
pub(super) fn meaning_of(header: &str, meeting: bool) -> Meaning {
    if header.starts_with("x_") {
        return Meaning::Extra;
    }
    let folded = fold(header);
    let of_meeting = || {
        let person = folded.starts_with("contact") && folded.contains(|c: char| c.is_ascii_digit());
        match person {
            true => Some(Meaning::LeftOut),
            false => alias(&MEETING, &folded),
        }
    };
    meeting
        .then(of_meeting)
        .flatten()
        .or_else(|| alias(&ALIASES, &folded))
        .or_else(|| field_of(&folded))
        .unwrap_or(Meaning::Unknown)
}

fn alias(table: &[(&str, Meaning)], folded: &str) -> Option<Meaning> {
    table
        .iter()
        .find(|(name, _)| *name == folded)
        .map(|(_, meaning)| *meaning)
}

fn field_of(folded: &str) -> Option<Meaning> {
    let part = PARTS.iter().find(|(column, ..)| fold(column) == folded);
    if let Some((_, field, part)) = part {
        return Some(Meaning::Part(field, part));
    }
    OWN.iter()
        .chain(&COMMON)
        .find(|field| fold(field) == folded)
        .map(|field| Meaning::Field(field))
}

/// Case, spaces, underscores and other marks don't count: `Phone #` is `phone`.
pub(super) fn fold(header: &str) -> String {
    header
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Headers under which people write names.
const NAMES: [&str; 12] = [
    "group",
    "groupname",
    "meeting",
    "meetingname",
    "service",
    "servicename",
    "programme",
    "program",
    "helpline",
    "event",
    "listing",
    "organisation",
];

/// The column that seems to hold the names of listings.
pub(super) fn name_column<'a>(mut headers: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    headers.find(|header| NAMES.contains(&fold(header).as_str()))
}
