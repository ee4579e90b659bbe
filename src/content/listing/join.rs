//! Tables that belong together: the rows of one table give fields to the rows of another, such as all
//! numbers of a service that stand in a table of numbers.
//!
//! Places of cells are kept apart by counting on: what stands in the first joined table lies behind the
//! text of the main one, and so forth, as if all were one text. So each place tells its file, and
//! faults point to it.

use super::TableMapping;
use super::column::{Meaning, fold, heading, target};
use super::row::Typed;
use super::table::typed_rows;
use crate::base::diag::{Diagnostic, Sink};
use crate::base::node::{Key, Node, NodeValue};
use crate::base::paths::SourcePath;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// A table whose rows belong to those of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Joined {
    /// The file.
    pub path: SourcePath,
    /// Its text.
    pub text: Arc<str>,
    /// Its column that says to which row a row belongs.
    pub on: String,
    /// The other table's column that holds the same.
    pub with: String,
    /// From its columns to fields.
    pub columns: BTreeMap<String, String>,
    /// What a row must hold to be read, by column.
    pub only: BTreeMap<String, String>,
}

/// A cell that was taken from another table.
#[derive(Clone)]
pub(super) struct Cell {
    pub key: Key,
    pub node: Node,
    pub meaning: Meaning,
    /// Its place for people: `row 3, column "number"`.
    pub place: String,
}

/// Where the texts of joined tables lie.
#[derive(Clone, Debug, Default)]
pub(super) struct Regions(Vec<(SourcePath, Range<usize>)>);

impl Regions {
    /// The file in which something behind the main text stands, and where.
    pub fn place(&self, range: &Range<usize>) -> Option<(&SourcePath, Range<usize>)> {
        let (path, region) = self
            .0
            .iter()
            .find(|(_, region)| region.contains(&range.start))?;
        let start = range.start - region.start;
        let end = range.end.min(region.end) - region.start;
        Some((path, start..end.max(start)))
    }
}

/// The rows of joined tables, by what joins them.
#[derive(Default)]
pub(super) struct Joins {
    pub regions: Arc<Regions>,
    tables: Vec<Table>,
}

struct Table {
    with: String,
    /// The cells of all rows that belong to one, in the order of the file.
    rows: BTreeMap<String, Vec<Cell>>,
}

impl Joins {
    /// Reads the joined tables of a table whose text is so long.
    pub fn of(mapping: &TableMapping, path: &SourcePath, length: usize, sink: &mut Sink) -> Joins {
        let mut joins = Joins::default();
        let mut regions = Regions::default();
        // One byte further, so that the end of one text is not the start of the next.
        let mut base = length + 1;
        for joined in &mapping.joined {
            let end = base + joined.text.len() + 1;
            regions.0.push((joined.path.clone(), base..end));
            joins.tables.push(Table::of(joined, path, base, sink));
            base = end;
        }
        joins.regions = Arc::new(regions);
        joins
    }

    /// The cells that belong to a row.
    pub fn cells(&self, row: &Node) -> Vec<Cell> {
        let mut cells = Vec::new();
        for table in &self.tables {
            let own = row.entries().iter();
            let key = own
                .filter(|(key, _)| fold(&key.text) == fold(&table.with))
                .find_map(|(_, node)| node.scalar());
            let rows = key.and_then(|key| table.rows.get(key.trim()));
            cells.extend(rows.into_iter().flatten().cloned());
        }
        cells
    }
}

impl Table {
    fn of(joined: &Joined, path: &SourcePath, base: usize, sink: &mut Sink) -> Table {
        let targets = targets(joined, path, sink);
        let mut rows: BTreeMap<String, Vec<Cell>> = BTreeMap::new();
        let typed = typed_rows(&joined.path, &joined.text, sink);
        check_columns(joined, &typed, sink);
        for typed in &typed {
            let text = |wanted: &str| {
                let cell = typed.node.entries().iter();
                let mut cell = cell.filter(|(key, _)| fold(&key.text) == fold(wanted));
                cell.find_map(|(_, node)| node.scalar()).unwrap_or_default()
            };
            let is_wanted = |(column, wanted): (&String, &String)| {
                let mut wanted = wanted.split(';').map(str::trim);
                wanted.any(|wanted| wanted.eq_ignore_ascii_case(text(column).trim()))
            };
            let key = text(&joined.on).trim().to_owned();
            if key.is_empty() || !joined.only.iter().all(is_wanted) {
                continue;
            }
            let cells = rows.entry(key).or_default();
            for (key, node) in typed.node.entries() {
                if let Some(meaning) = targets.get(&fold(&key.text))
                    && !node.is_blank()
                {
                    let place = format!("{}, column \"{}\"", typed.name(), key.text);
                    cells.push(Cell {
                        key: key.clone(),
                        node: shifted(node, base),
                        meaning: *meaning,
                        place,
                    });
                }
            }
        }
        Table {
            with: joined.with.clone(),
            rows,
        }
    }
}

/// What the columns become, by folded name. A text would have its places in the wrong file.
fn targets(joined: &Joined, path: &SourcePath, sink: &mut Sink) -> BTreeMap<String, Meaning> {
    let mut targets = BTreeMap::new();
    for (column, field) in &joined.columns {
        match target(field) {
            Some(Meaning::Field("description" | "id" | "slug") | Meaning::Extra) | None => {
                let message = format!(
                    "the column `{column}` of {} can't become `{field}`",
                    joined.path
                );
                let help = format!(
                    "name a field such as phone, city or hours, in waypost.toml under {}",
                    heading(path)
                );
                let fault = Diagnostic::error("table/mapping", message).in_file(path);
                sink.push(fault.help(help));
            }
            Some(meaning) => {
                targets.insert(fold(column), meaning);
            }
        }
    }
    targets
}

/// A column that the settings name and that is not there is a slip.
fn check_columns(joined: &Joined, rows: &[Typed], sink: &mut Sink) {
    let has = |wanted: &str| {
        let keys = rows.iter().flat_map(|row| row.node.entries());
        keys.into_iter()
            .any(|(key, _)| fold(&key.text) == fold(wanted))
    };
    let named = joined.columns.keys().chain(joined.only.keys());
    for column in named.chain([&joined.on]) {
        if !rows.is_empty() && !has(column) {
            let message = format!("no row of this table has anything in a column `{column}`");
            sink.push(
                Diagnostic::warning("table/mapping", message)
                    .in_file(&joined.path)
                    .help("check its name in waypost.toml, where this table is joined to another"),
            );
        }
    }
}

/// The same value, further behind.
fn shifted(node: &Node, by: usize) -> Node {
    moved(node, &|range: &Range<usize>| {
        range.start + by..range.end + by
    })
}

/// The same value with all places behind the main text put to one in it.
pub(super) fn clamped(node: &Node, length: usize, to: &Range<usize>) -> Node {
    moved(node, &|range: &Range<usize>| match range.start > length {
        true => to.clone(),
        false => range.clone(),
    })
}

fn moved(node: &Node, to: &impl Fn(&Range<usize>) -> Range<usize>) -> Node {
    let value = match &node.value {
        NodeValue::List(items) => {
            NodeValue::List(items.iter().map(|item| moved(item, to)).collect())
        }
        NodeValue::Map(entries) => {
            let entries = entries.iter().map(|(key, node)| {
                let key = Key {
                    text: key.text.clone(),
                    span: to(&key.span),
                };
                (key, moved(node, to))
            });
            NodeValue::Map(entries.collect())
        }
        other => other.clone(),
    };
    Node {
        value,
        span: to(&node.span),
    }
}
