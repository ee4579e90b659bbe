//! What `waypost.toml` says of tables of listings that were made for something else: `[tables."…"]`.
//! Which columns there are, it can't know.

use crate::base::date_form::DateForm;
use crate::base::diag::Diagnostic;
use crate::base::encoding::Encoding;
use crate::base::node::{Fields, ListOf, Node, NodeValue};
use serde::Serialize;
use std::collections::BTreeMap;
use std::ops::Range;

/// How to read one table of listings.
#[derive(Clone, Debug, Default, Serialize)]
pub struct TableSettings {
    /// From the column's header, as typed, to the field's name.
    pub columns: BTreeMap<String, String>,
    /// Values for fields that a row leaves out.
    pub defaults: BTreeMap<String, String>,
    /// Whether columns that nobody knows are left out without a word.
    pub ignore_others: bool,
    /// How it writes its dates, if not as year-month-day alone.
    pub dates: Option<DateForm>,
    /// What its bytes stand for, where they are no UTF-8.
    pub encoding: Encoding,
    /// Other tables whose rows belong to its rows.
    pub join: Vec<Join>,
    /// Where the settings stand, for messages.
    pub span: Range<usize>,
}

/// Another table whose rows belong to the rows of the first.
#[derive(Clone, Debug, Serialize)]
pub struct Join {
    /// Its path below `content/`.
    pub table: String,
    /// Its column that says to which row of the first table a row belongs.
    pub on: String,
    /// The column of the first table that holds the same.
    pub with: String,
    /// From its columns to fields. Nothing else of it is read.
    pub columns: BTreeMap<String, String>,
    /// What a row must hold to be read at all: from column to text.
    pub only: BTreeMap<String, String>,
    /// Where this stands in the settings, for messages.
    pub span: Range<usize>,
}

/// Reads `[tables."…"]`, by path below `content/`.
pub(super) fn read_tables(fields: &mut Fields<'_, '_>) -> BTreeMap<String, TableSettings> {
    let mut tables = BTreeMap::new();
    let path = fields.path();
    for (key, node) in fields.entries("tables") {
        let mut inner = Fields::of(node, "a table's settings", path, fields.sink());
        let mut settings = TableSettings {
            span: key.span.clone(),
            dates: dates(&mut inner),
            encoding: encoding(&mut inner),
            join: joins(&mut inner),
            ..TableSettings::default()
        };
        if let Some(kind) = inner.text("kind") {
            settings.defaults.insert("kind".to_owned(), kind);
        }
        if let Some(columns) = inner.node("columns") {
            settings.columns = text_map(columns);
        }
        if let Some(defaults) = inner.node("defaults") {
            settings.defaults.extend(text_map(defaults));
        }
        inner
            .list("ignore", ListOf::Items)
            .into_iter()
            .for_each(|(column, _)| {
                settings.columns.insert(column, String::new());
            });
        settings.ignore_others = inner.flag("ignore_others").unwrap_or(false);
        inner.finish();
        tables.insert(below_content(&key.text), settings);
    }
    tables
}

fn below_content(path: &str) -> String {
    path.trim_start_matches("content/").to_owned()
}

fn dates(fields: &mut Fields<'_, '_>) -> Option<DateForm> {
    let (typed, span) = fields.text_at("dates")?;
    let form = DateForm::parse(&typed);
    if form.is_none() {
        let fault = Diagnostic::error(
            "config/table",
            format!("`{typed}` is not a way to write dates"),
        );
        let help = "write \"DD/MM/YYYY\" or \"MM/DD/YYYY\", with `.` or `-` for `/` if the table has them; \
                    year-month-day is always read";
        fields.report(fault.help(help), &span);
    }
    form
}

fn encoding(fields: &mut Fields<'_, '_>) -> Encoding {
    let Some((typed, span)) = fields.text_at("encoding") else {
        return Encoding::default();
    };
    let encoding = Encoding::parse(&typed);
    if encoding.is_none() {
        let message = format!("tables can't be read as `{typed}`");
        let fault = Diagnostic::error("config/table", message);
        let help = "write \"windows-1252\", or save the table as UTF-8 and leave this out";
        fields.report(fault.help(help), &span);
    }
    encoding.unwrap_or_default()
}

fn joins(fields: &mut Fields<'_, '_>) -> Vec<Join> {
    let Some(node) = fields.node("join") else {
        return Vec::new();
    };
    let path = fields.path();
    let items = match &node.value {
        NodeValue::List(items) => items.as_slice(),
        _ => std::slice::from_ref(node),
    };
    let mut joins = Vec::new();
    for item in items {
        let mut inner = Fields::of(item, "a table to join", path, fields.sink());
        let table = inner.text("table");
        let on = inner.text("on");
        let with = inner.text("with").unwrap_or_else(|| "id".to_owned());
        let columns = inner.node("columns").map(text_map);
        let only = inner.node("only").map(text_map);
        inner.finish();
        let (Some(table), Some(on), Some(columns)) = (table, on, columns) else {
            let fault = Diagnostic::error(
                "config/table",
                "this doesn't say which table to join, on which column, and what to take from it",
            );
            let help = "write { table = \"resources/phones.csv\", on = \"service_id\", \
                        columns = { number = \"phone\" } }";
            fields.report(fault.help(help), &item.span);
            continue;
        };
        joins.push(Join {
            table: below_content(&table),
            on,
            with,
            columns,
            only: only.unwrap_or_default(),
            span: item.span.clone(),
        });
    }
    joins
}

/// From text to text; a list is what a cell of a table would hold.
fn text_map(node: &Node) -> BTreeMap<String, String> {
    let cell = |node: &Node| match &node.value {
        NodeValue::List(items) => {
            let parts: Option<Vec<&str>> = items.iter().map(Node::scalar).collect();
            parts.map(|parts| parts.join("; "))
        }
        _ => node.scalar().map(str::to_owned),
    };
    node.entries()
        .iter()
        .filter_map(|(key, node)| Some((key.text.clone(), cell(node)?)))
        .collect()
}
