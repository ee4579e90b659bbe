//! One row of a table, its columns turned into fields.

mod joined;
mod parts;

use super::TableMapping;
use super::column::{Columns, LISTS, Meaning};
use super::join::{Joins, Regions};
use super::meeting;
use super::read::{help_with_id, id_of, is_id};
use crate::base::diag::{Diagnostic, Sink};
use crate::base::node::{Key, Node, NodeValue, ScalarKind};
use crate::base::paths::SourcePath;
use joined::dated;
use std::ops::Range;
use std::sync::Arc;

/// A row with the names of fields for keys.
#[derive(Debug)]
pub struct Row {
    /// The listing's id, from a column, from the entry's key, or from its name.
    pub id: String,
    /// A map of fields. Every value stands where it was typed.
    pub node: Node,
    pub(super) id_span: Range<usize>,
    place: Place,
    cells: Vec<(Range<usize>, String)>,
    /// The same of what comes from joined tables, with their names for people.
    foreign: Vec<(Range<usize>, String)>,
    regions: Arc<Regions>,
}

/// A row as it was typed, under its own names.
pub(super) struct Typed {
    pub node: Node,
    key: Option<Key>,
    place: Place,
}

/// How to tell somebody which row it is.
#[derive(Clone, Debug)]
enum Place {
    Row(usize),
    Entry(usize),
    Key(String),
}

impl Place {
    /// What stands in for an id.
    fn id(&self) -> String {
        match self {
            Place::Row(number) | Place::Entry(number) => format!("row-{number}"),
            Place::Key(key) => key.clone(),
        }
    }

    fn name(&self) -> String {
        match self {
            Place::Row(number) => format!("row {number}"),
            Place::Entry(number) => format!("entry {number}"),
            Place::Key(key) => format!("entry `{key}`"),
        }
    }
}

impl Typed {
    /// The row's name in messages.
    pub fn name(&self) -> String {
        self.place.name()
    }

    /// A row of a spreadsheet, by its number there.
    pub fn of_sheet(number: usize, node: Node) -> Typed {
        Typed {
            node,
            key: None,
            place: Place::Row(number),
        }
    }

    /// An entry of a list, or of a map with a key.
    pub fn of_entry(number: usize, key: Option<Key>, node: Node) -> Typed {
        let place = match &key {
            Some(key) => Place::Key(key.text.clone()),
            None => Place::Entry(number),
        };
        Typed { node, key, place }
    }
}

impl Row {
    /// Turns columns into fields. None if the row has no id and none can be made, or if it is a
    /// meeting that does not take place at present; both are reported.
    pub(super) fn of(
        typed: &Typed,
        columns: &Columns,
        (mapping, joins): (&TableMapping, &Joins),
        path: &SourcePath,
        sink: &mut Sink,
    ) -> Option<Row> {
        let mut draft = Draft::default();
        for (key, node) in typed.node.entries() {
            if !node.is_blank() {
                match columns.meaning(&key.text) {
                    Meaning::Extra => draft.put(columns.extra_name(&key.text), key, node.clone()),
                    meaning => draft.take(key, &dated(node, meaning, mapping), meaning),
                }
            }
        }
        let mut own = Sink::new();
        let joined = joins.cells(&typed.node);
        let foreign = draft.join(&joined, mapping, (path, &mut own));
        let mut row = Row {
            id: String::new(),
            id_span: typed.node.span.start..typed.node.span.start,
            place: typed.place.clone(),
            cells: cells(&typed.node),
            foreign,
            regions: Arc::clone(&joins.regions),
            node: Node {
                value: NodeValue::Null,
                span: typed.node.span.clone(),
            },
        };
        let open = draft.settle(&typed.node, path, &mut own);
        if columns.meeting {
            meeting::settle_attendance(&mut draft);
        }
        draft.default_to(mapping);
        let id = draft.id(typed, path, &mut own);
        sink.extend(own.into_sorted().into_iter().map(|fault| row.placed(fault)));
        let (id, id_span) = id?;
        if !open {
            return None;
        }
        row.id = id;
        row.id_span = id_span;
        row.node.value = NodeValue::Map(draft.fields);
        Some(row)
    }

    /// The row's name in messages.
    pub fn name(&self) -> String {
        self.place.name()
    }

    /// Its columns, as they were typed.
    pub(super) fn headers(&self) -> impl Iterator<Item = &str> {
        self.cells.iter().map(|(_, header)| header.as_str())
    }

    /// Adds to a fault in this row which row and column it is.
    pub fn placed(&self, fault: Diagnostic) -> Diagnostic {
        let Some(range) = fault.primary.as_ref().map(|span| span.range.clone()) else {
            return fault;
        };
        if range == DEFAULT {
            return fault.note("this stands in waypost.toml, among the defaults of this table");
        }
        if self.regions.place(&range).is_some() {
            return self.placed_elsewhere(fault, &range);
        }
        let column = self.cells.iter().find(|(cell, _)| {
            !range.is_empty() && cell.start <= range.start && range.end <= cell.end
        });
        let place = match (column, &self.place) {
            (None, _) => self.name(),
            (Some((_, column)), Place::Row(_)) => format!("{}, column \"{column}\"", self.name()),
            (Some((_, column)), _) => format!("{}, field \"{column}\"", self.name()),
        };
        if fault.caption.is_empty() {
            fault.caption(place)
        } else {
            fault.note(place)
        }
    }
}

/// Where values stand that come from the configuration.
const DEFAULT: Range<usize> = 0..0;

fn cells(node: &Node) -> Vec<(Range<usize>, String)> {
    node.entries()
        .iter()
        .map(|(key, node)| (node.span.clone(), key.text.clone()))
        .collect()
}

/// The fields of a row while they are being put together.
#[derive(Default)]
pub(super) struct Draft {
    /// The fields so far.
    pub fields: Vec<(Key, Node)>,
    parts: Vec<(&'static str, &'static str, Key, Node)>,
    day: Option<(Key, Node)>,
    time: Option<(Key, Node)>,
    end: Option<(Key, Node)>,
    types: Option<(Key, Node)>,
}

impl Draft {
    fn take(&mut self, key: &Key, node: &Node, meaning: Meaning) {
        let whole = || (key.clone(), node.clone());
        match meaning {
            Meaning::Field("url") if self.has("url") => {
                self.put("additional_urls", key, node.clone())
            }
            Meaning::Field(field) => self.put(field, key, node.clone()),
            // An entry of YAML, TOML or JSON may have all of it under the name of a part.
            Meaning::Part(field, part)
                if part != "phone" && matches!(node.value, NodeValue::Map(_)) =>
            {
                self.put(field, key, node.clone());
            }
            Meaning::Part(field, part) => {
                self.parts.push((field, part, key.clone(), node.clone()));
            }
            Meaning::Day => self.day = Some(whole()),
            Meaning::Time => self.time = Some(whole()),
            Meaning::EndTime => self.end = Some(whole()),
            Meaning::Types => self.types = Some(whole()),
            Meaning::Extra | Meaning::LeftOut | Meaning::Unknown => {}
        }
    }

    /// Whether a field is there.
    pub fn has(&self, field: &str) -> bool {
        self.fields.iter().any(|(key, _)| key.text == field)
    }

    /// Adds a field, or to a field that is a list.
    pub fn put(&mut self, field: &str, key: &Key, node: Node) {
        let existing = self.fields.iter_mut().find(|(key, _)| key.text == field);
        match existing {
            None => {
                let key = Key {
                    text: field.to_owned(),
                    span: key.span.clone(),
                };
                self.fields.push((key, node));
            }
            Some((_, first)) if LISTS.contains(&field) => {
                let span = first.span.clone();
                let mut items = items(std::mem::replace(first, node.clone()));
                items.extend(self::items(node));
                *first = Node {
                    value: NodeValue::List(items),
                    span,
                };
            }
            // The columns' own check has said so.
            Some(_) => {}
        }
    }

    /// Joins the parts of place and time. Whether the meeting takes place at present.
    fn settle(&mut self, row: &Node, path: &SourcePath, sink: &mut Sink) -> bool {
        self.settle_parts();
        let (day, time, end) = (self.day.take(), self.time.take(), self.end.take());
        if !self.has("schedule") {
            meeting::put_schedule(self, day, time, end);
        }
        let Some((key, types)) = self.types.take() else {
            return true;
        };
        let open = meeting::take_types(self, &key, &types);
        if !open {
            sink.push(
                Diagnostic::warning(
                    "listing/closed",
                    "this meeting's place is closed for the time being, so it is left out",
                )
                .at(path, row.span.start..row.span.start)
                .help("take the type `TC` away when it is open again, or add the type `ONL` if it meets online"),
            );
        }
        open
    }

    fn default_to(&mut self, mapping: &TableMapping) {
        for (field, value) in &mapping.defaults {
            if !self.has(field) {
                let key = Key {
                    text: field.clone(),
                    span: DEFAULT,
                };
                self.fields.push((key, scalar(value.clone(), DEFAULT)));
            }
        }
    }

    /// Takes the id out of the fields. A slug or a key may be spelled in any way; an `id` is meant
    /// as it is.
    fn id(
        &mut self,
        typed: &Typed,
        path: &SourcePath,
        sink: &mut Sink,
    ) -> Option<(String, Range<usize>)> {
        let mut cell = |field: &str| {
            let at = self.fields.iter().position(|(key, _)| key.text == field)?;
            let (_, node) = self.fields.remove(at);
            Some((node.scalar()?.trim().to_owned(), node.span))
        };
        let id = cell("id");
        // Beside an id it is what it is elsewhere: a part of the address.
        let slug = if id.is_none() { cell("slug") } else { None };
        if let Some((id, span)) = id {
            if is_id(&id) {
                return Some((id, span));
            }
            let fault = Diagnostic::error("listing/id", format!("`{id}` can't be a listing's id"));
            sink.push(fault.at(path, span).help(help_with_id(&id)));
            return None;
        }
        let named = ["name", "title"]
            .iter()
            .find_map(|wanted| self.fields.iter().find(|(key, _)| key.text == *wanted))
            .and_then(|(_, node)| Some((node.scalar()?.to_owned(), node.span.clone())));
        let key = typed
            .key
            .as_ref()
            .map(|key| (key.text.clone(), key.span.clone()));
        let words = slug.or(key).or(named);
        let start = typed.node.span.start..typed.node.span.start;
        let Some((words, span)) = words else {
            // That it has no name is told when it is read, with all else that is wrong with it.
            return Some((typed.place.id(), start));
        };
        let id = id_of(&words);
        if id.is_none() {
            let fault = Diagnostic::error(
                "listing/id",
                format!("no id can be made of `{words}`, which a page's address needs"),
            );
            sink.push(fault.at(path, span.clone()).help(help_with_id("")));
        }
        Some((id?, span))
    }
}

/// The items of a list, or of a cell.
fn items(node: Node) -> Vec<Node> {
    match node.value {
        NodeValue::List(items) => items,
        NodeValue::Scalar(text, _) => text
            .split(';')
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .map(|part| scalar(part.to_owned(), node.span.clone()))
            .collect(),
        _ => vec![node],
    }
}

/// Text that stands in a cell.
pub(super) fn scalar(text: String, span: Range<usize>) -> Node {
    Node {
        value: NodeValue::Scalar(text, ScalarKind::Plain),
        span,
    }
}
