//! Many listings in one file: a table (`.csv`, `.tsv`), or a list of entries (`.yaml`, `.yml`,
//! `.json`, `.toml`). Each becomes a [`Row`] whose keys are the names of fields, whatever its columns
//! are called. What all rows get wrong alike is said once.

use super::column::{Columns, heading, name_column};
use super::join::{Joined, Joins, clamped};
use super::needed::{NEEDS, NO_AREAS, NO_KIND, NO_NAME, Need, UNVERIFIED};
use super::row::{Row, Typed};
use super::{Context, Home, Kind, Listing, read_fields};
use crate::base::date_form::DateForm;
use crate::base::diag::{Diagnostic, Sink};
use crate::base::node::{
    Fields, ListOf, Node, NodeValue, describe, read_table, read_toml, read_yaml,
};
use crate::base::paths::SourcePath;
use crate::base::span::Span;
use std::collections::BTreeMap;

/// What the configuration says of a table that was made for something else.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableMapping {
    /// From a column, as it is called in the file, to a field; to nothing for one to leave out.
    pub columns: BTreeMap<String, String>,
    /// Fields for the rows that lack them.
    pub defaults: BTreeMap<String, String>,
    /// What all of them are, unless a row says otherwise.
    pub kind: Option<Kind>,
    /// Whether columns that nobody knows are left out without a word.
    pub ignore_others: bool,
    /// How it writes its dates, if not as year-month-day alone.
    pub dates: Option<DateForm>,
    /// Other tables whose rows belong to its rows.
    pub joined: Vec<Joined>,
}

/// A file of listings, read as far as its columns.
#[derive(Debug)]
pub struct Table {
    path: SourcePath,
    rows: Vec<Row>,
    kind: Option<Kind>,
    /// How long its text is: what stands behind comes from joined tables.
    length: usize,
}

/// Reads a file of listings. Which kind of file it is, its ending says.
pub fn read_table_file(
    path: &SourcePath,
    text: &str,
    mapping: &TableMapping,
    sink: &mut Sink,
) -> Table {
    let typed = typed_rows(path, text, sink);
    let nodes: Vec<&Node> = typed.iter().map(|row| &row.node).collect();
    let columns = Columns::of(&nodes, mapping, path, sink);
    let joins = Joins::of(mapping, path, text.len(), sink);
    let mut rows: Vec<Row> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for typed in &typed {
        let Some(row) = Row::of(typed, &columns, (mapping, &joins), path, sink) else {
            continue;
        };
        match places.get(&row.id) {
            Some(&first) => same_id(&rows[first], &row, path, sink),
            None => {
                places.insert(row.id.clone(), rows.len());
                rows.push(row);
            }
        }
    }
    Table {
        path: path.clone(),
        rows,
        kind: mapping.kind.or(columns.meeting.then_some(Kind::Group)),
        length: text.len(),
    }
}

impl Table {
    /// The rows that have an id of their own.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Reads every row by `each`, which takes what it wants from the row's fields, [`read_fields`]
    /// among it; here the fields are opened and finished, and faults get the names of row and column.
    pub fn read<T>(
        &self,
        home: Home<'_>,
        sink: &mut Sink,
        mut each: impl FnMut(&Row, &mut Fields<'_, '_>, &Context<'_>) -> Option<T>,
    ) -> Vec<T> {
        let mut read = Vec::new();
        let mut said = Repeated::default();
        for row in &self.rows {
            let context = Context {
                id: &row.id,
                name: None,
                kind: self.kind,
                lists: ListOf::Cells,
                home,
                span: row.node.span.clone(),
                translation: false,
                draft: false,
                topics: false,
                lexicon: None,
            };
            let mut own = Sink::new();
            let mut fields = Fields::of(&row.node, "a listing", &self.path, &mut own);
            let mut found = each(row, &mut fields, &context);
            fields.finish();
            if row.is_joined() {
                // Faults have been told at their places in other files. What is kept of the listing
                // has places in this one only.
                let node = clamped(&row.node, self.length, &row.id_span);
                let mut told = Sink::new();
                let mut fields = Fields::of(&node, "a listing", &self.path, &mut told);
                found = each(row, &mut fields, &context);
            }
            read.extend(found);
            for fault in own.into_sorted() {
                if let Some(fault) = said.keep(row, fault) {
                    sink.push(row.placed(fault));
                }
            }
        }
        said.report(self, sink);
        read
    }

    /// Reads every row as a listing, and nothing else of it.
    pub fn listings(&self, home: Home<'_>, sink: &mut Sink) -> Vec<Listing> {
        self.read(home, sink, |_, fields, context| {
            let listing = read_fields(fields, context);
            fields.others(|_| true);
            listing
        })
    }
}

/// Faults that all rows of a table have alike, for want of a column.
#[derive(Default)]
struct Repeated {
    rows: Vec<(&'static Need, Vec<String>)>,
}

impl Repeated {
    /// Keeps back what will be said once; anything else is handed back.
    fn keep(&mut self, row: &Row, fault: Diagnostic) -> Option<Diagnostic> {
        let of_fault = |need: &&&Need| need.code == fault.code && fault.message.ends_with(need.one);
        let Some(need) = NEEDS.iter().find(of_fault) else {
            return Some(fault);
        };
        let known = self.rows.iter_mut();
        match known.into_iter().find(|(known, _)| known.one == need.one) {
            Some((_, rows)) => rows.push(row.name()),
            None => self.rows.push((need, vec![row.name()])),
        }
        None
    }

    fn report(self, table: &Table, sink: &mut Sink) {
        for (need, rows) in self.rows {
            let heading = heading(&table.path);
            let for_all = format!("for all at once, in waypost.toml under {heading}");
            let help = match need.code {
                NO_NAME => {
                    let headers = table.rows.iter().flat_map(Row::headers);
                    let column = name_column(headers).unwrap_or("…");
                    format!(
                        "add a column `name`, or say which one it is, in waypost.toml under {heading}: \
                         columns = {{ \"{column}\" = \"name\" }}"
                    )
                }
                NO_KIND => format!("{}; or {for_all}: kind = \"group\"", need.help),
                // Nobody checks all of a table at once.
                UNVERIFIED => need.help.to_owned(),
                NO_AREAS => {
                    format!(
                        "{}; {for_all}: defaults = {{ areas = \"GB > Wales\" }}",
                        need.help
                    )
                }
                _ => format!(
                    "{}; {for_all}: defaults = {{ {} = \"…\" }}",
                    need.help, need.fields[0]
                ),
            };
            let (all, few) = (table.rows.len(), rows.len().min(5));
            let mut which = rows[..few].join(", ");
            if rows.len() > few {
                which.push_str(&format!(" and {} more", rows.len() - few));
            }
            let says = if rows.len() == 1 { need.one } else { need.many };
            let message = format!("{} of {all} listings in this file {says}", rows.len());
            let fault = Diagnostic::error(need.code, message);
            sink.push(fault.in_file(&table.path).help(help).note(which));
        }
    }
}

fn same_id(first: &Row, second: &Row, path: &SourcePath, sink: &mut Sink) {
    sink.push(
        Diagnostic::error(
            "listing/same-id",
            format!("two listings have the id `{}`", second.id),
        )
        .at(path, second.id_span.clone())
        .caption(second.name())
        .label(Span::new(path, first.id_span.clone()), first.name())
        .help("give each its own in a column `id`; it is a part of the page's address"),
    );
}

pub(super) fn typed_rows(path: &SourcePath, text: &str, sink: &mut Sink) -> Vec<Typed> {
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    match path.extension().as_str() {
        "csv" | "tsv" => {
            let delimiter = delimiter(path, text);
            let mut own = Sink::new();
            let rows = read_table(text, delimiter, path, &mut own).rows;
            number_faults(own, RowNumbers::new(text, delimiter), sink);
            let mut lines = RowNumbers::new(text, delimiter);
            rows.into_iter()
                .map(|node| Typed::of_sheet(lines.at(node.span.start), node))
                .collect()
        }
        "toml" => entries(read_toml(&text[start..], path, start, sink), path, sink),
        _ => match read_yaml(&text[start..], path, start, sink) {
            Some(node) => entries(node, path, sink),
            None => Vec::new(),
        },
    }
}

/// Adds to what is wrong with cells in which row they are.
fn number_faults(own: Sink, mut lines: RowNumbers<'_>, sink: &mut Sink) {
    for fault in own.into_sorted() {
        let Some(at) = fault.primary.as_ref().map(|span| span.range.start) else {
            sink.push(fault);
            continue;
        };
        let row = format!("row {}", lines.at(at));
        let caption = match fault.caption.as_str() {
            "" => row,
            column => format!("{row}, {column}"),
        };
        sink.push(fault.caption(caption));
    }
}

/// Spreadsheets of countries with a decimal comma write `;` into files called CSV.
pub(super) fn delimiter(path: &SourcePath, text: &str) -> u8 {
    let header = text.lines().next().unwrap_or_default();
    match path.extension().as_str() {
        "tsv" => b'\t',
        _ if header.matches(';').count() > header.matches(',').count() => b';',
        _ => b',',
    }
}

/// The entries of a list, of the one list in a map, or of a map from id to entry.
fn entries(node: Node, path: &SourcePath, sink: &mut Sink) -> Vec<Typed> {
    let span = node.span.clone();
    let fault = |span: std::ops::Range<usize>| {
        Diagnostic::error("table/shape", "there is no list of listings here")
            .at(path, span)
            .help("write a list with one listing an entry; in TOML, begin each with [[listing]]")
    };
    let items = match node.value {
        NodeValue::Null => return Vec::new(),
        NodeValue::List(items) => items,
        NodeValue::Map(entries)
            if !entries.is_empty()
                && entries
                    .iter()
                    .all(|(_, node)| matches!(node.value, NodeValue::Map(_))) =>
        {
            return entries
                .into_iter()
                .enumerate()
                .map(|(at, (key, node))| Typed::of_entry(at + 1, Some(key), node))
                .collect();
        }
        NodeValue::Map(mut entries)
            if entries.len() == 1 && matches!(entries[0].1.value, NodeValue::List(_)) =>
        {
            match entries.remove(0).1.value {
                NodeValue::List(items) => items,
                _ => return Vec::new(),
            }
        }
        NodeValue::Map(entries) => {
            let odd = entries
                .iter()
                .find(|(_, node)| !matches!(node.value, NodeValue::Map(_)));
            sink.push(fault(odd.map_or(span, |(key, _)| key.span.clone())));
            return Vec::new();
        }
        NodeValue::Scalar(..) => {
            sink.push(fault(span));
            return Vec::new();
        }
    };
    let (maps, odd): (Vec<Node>, Vec<Node>) = items
        .into_iter()
        .partition(|item| matches!(item.value, NodeValue::Map(_)));
    sink.extend(odd.iter().map(|item| {
        Diagnostic::error(
            "table/shape",
            format!(
                "a listing is a table of fields, and this is {}",
                describe(item)
            ),
        )
        .at(path, item.span.clone())
        .help("give it at least a kind, a name and a way to reach it")
    }));
    maps.into_iter()
        .enumerate()
        .map(|(at, node)| Typed::of_entry(at + 1, None, node))
        .collect()
}

/// Counts rows as a spreadsheet does: the headers are row 1, and empty rows count.
struct RowNumbers<'t> {
    bytes: &'t [u8],
    delimiter: u8,
    at: usize,
    row: usize,
}

impl<'t> RowNumbers<'t> {
    fn new(text: &'t str, delimiter: u8) -> Self {
        let at = if text.starts_with('\u{feff}') { 3 } else { 0 };
        RowNumbers {
            bytes: text.as_bytes(),
            delimiter,
            at,
            row: 1,
        }
    }

    /// The number of the row in which a byte stands. Asked in the order of the file.
    fn at(&mut self, offset: usize) -> usize {
        while self.at < offset {
            let end = self.end_of_row();
            if end > offset {
                break;
            }
            self.at = end;
            self.row += 1;
        }
        self.row
    }

    fn end_of_row(&self) -> usize {
        let (mut at, mut quoted, mut cell_starts) = (self.at, false, true);
        while let Some(&byte) = self.bytes.get(at) {
            at += 1;
            match byte {
                b'"' if cell_starts || quoted => quoted = !quoted,
                // A second quote within a quoted cell opens it again: it stands for itself.
                b'"' if self.bytes.get(at.wrapping_sub(2)) == Some(&b'"') => quoted = true,
                b'\n' if !quoted => return at,
                _ => {}
            }
            cell_starts = !quoted && byte == self.delimiter;
        }
        at
    }
}
