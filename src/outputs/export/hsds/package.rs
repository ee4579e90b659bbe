//! The same objects as tables, in an archive with a description of its columns and keys (a tabular data
//! package). Objects that belong to others become rows of their own, with a key. The archive has no clock
//! in it: the same site gives the same bytes.

use super::Hsds;
use super::table::{Holds, TABLES, Table, table_of};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

type Row = Map<String, Value>;

/// The archive. None if it could not be written, which memory alone could cause.
pub(super) fn write(hsds: &Hsds<'_>) -> Option<Vec<u8>> {
    let rows = Rows::of(hsds);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut put = |name: &str, bytes: &[u8]| {
        archive.start_file(name, options).ok()?;
        archive.write_all(bytes).ok()
    };
    let package = serde_json::to_string_pretty(&rows.package(hsds)).ok()?;
    put("datapackage.json", package.as_bytes())?;
    for table in rows.tables() {
        put(table.file, &rows.csv(table)?)?;
    }
    Some(archive.finish().ok()?.into_inner())
}

/// The rows of all tables, each once.
#[derive(Default)]
struct Rows {
    by_table: BTreeMap<&'static str, Vec<Row>>,
    seen: BTreeSet<(&'static str, String)>,
}

impl Rows {
    /// The rows of a site. The tables want an organization of each service: one that names none has a
    /// file and no row.
    fn of(hsds: &Hsds<'_>) -> Rows {
        let mut rows = Rows::default();
        let register = hsds.world.register();
        for provider in &register.providers {
            let organization = hsds.tabled_organization(provider).into_fields();
            rows.add("organization", organization, Vec::new());
        }
        for id in &register.services {
            let has_provider = hsds.world.site.provider(*id).is_some();
            if let Some(service) = hsds.service(*id).filter(|_| has_provider) {
                rows.add("service", service.into_fields(), Vec::new());
            }
        }
        rows
    }

    /// Adds an object as a row, and what belongs to it to the tables of those. Gives its id.
    fn add(&mut self, table: &'static str, mut object: Row, keys: Vec<(String, Value)>) -> Value {
        let id = object.get("id").cloned().unwrap_or_default();
        let is_new = self.seen.insert((table, id.to_string()));
        let nested: Vec<String> = object
            .iter()
            .filter(|(_, value)| matches!(value, Value::Object(_) | Value::Array(_)))
            .map(|(name, _)| name.clone())
            .collect();
        for field in nested {
            let Some((value, other)) = object.remove(&field).zip(table_of(&field)) else {
                continue;
            };
            match value {
                // The row has the key of what it has one of.
                Value::Object(one) => {
                    let key = self.add(other, one, Vec::new());
                    object.insert(format!("{other}_id"), key);
                }
                // What it has many of has the key of the row.
                Value::Array(many) => {
                    let name = match other {
                        "attribute" => "link_id".to_owned(),
                        _ => format!("{table}_id"),
                    };
                    for one in many {
                        if let Value::Object(one) = one {
                            self.add(other, one, vec![(name.clone(), id.clone())]);
                        }
                    }
                }
                _ => {}
            }
        }
        object.extend(keys);
        if is_new {
            self.by_table.entry(table).or_default().push(object);
        }
        id
    }

    /// The tables in which there is something.
    fn tables(&self) -> impl Iterator<Item = &'static Table> {
        TABLES
            .iter()
            .filter(|table| self.by_table.contains_key(table.name))
    }

    fn csv(&self, table: &Table) -> Option<Vec<u8>> {
        let mut csv = csv::Writer::from_writer(Vec::new());
        let columns = table.columns.iter();
        csv.write_record(columns.clone().map(|column| column.name))
            .ok()?;
        for row in self.by_table.get(table.name)? {
            let cells = columns.clone().map(|column| match row.get(column.name) {
                None => String::new(),
                Some(Value::String(text)) => text.clone(),
                Some(other) => other.to_string(),
            });
            csv.write_record(cells).ok()?;
        }
        csv.into_inner().ok()
    }

    /// The description of the tables that there are.
    fn package(&self, hsds: &Hsds<'_>) -> Value {
        let config = &hsds.world.site.config;
        let tables: Vec<&Table> = self.tables().collect();
        let resources = tables.iter().map(|table| resource(table, &tables));
        json!({
            "name": "human_services_data",
            "title": config.language(config.default_lang()).title,
            "homepage": config.base_url.join("/"),
            "version": super::VERSION,
            "profile": "tabular-data-package",
            "resources": resources.collect::<Vec<Value>>(),
        })
    }
}

fn resource(table: &Table, tables: &[&Table]) -> Value {
    let fields = table.columns.iter().map(|column| {
        let (kind, format) = match column.holds {
            Holds::Id | Holds::Key(_) | Holds::AnyKey => ("string", Some("uuid")),
            Holds::Url => ("string", Some("uri")),
            Holds::Email => ("string", Some("email")),
            Holds::Text => ("string", None),
            Holds::Date => ("date", None),
            Holds::Number => ("number", None),
        };
        let mut field = json!({ "name": column.name, "type": kind });
        if let Some(format) = format {
            field["format"] = Value::from(format);
        }
        let mut constraints = Row::new();
        if column.required {
            constraints.insert("required".to_owned(), Value::from(true));
        }
        if column.holds == Holds::Id {
            constraints.insert("unique".to_owned(), Value::from(true));
        }
        if !constraints.is_empty() {
            field["constraints"] = Value::Object(constraints);
        }
        field
    });
    let keys = table.columns.iter().filter_map(|column| {
        let Holds::Key(other) = column.holds else {
            return None;
        };
        let is_there = tables.iter().any(|table| table.name == other);
        is_there.then(|| {
            json!({
                "fields": column.name,
                "reference": { "resource": other, "fields": "id" },
            })
        })
    });
    json!({
        "name": table.name,
        "path": table.file,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": fields.collect::<Vec<Value>>(),
            "primaryKey": "id",
            "foreignKeys": keys.collect::<Vec<Value>>(),
        },
    })
}
