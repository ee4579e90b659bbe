//! A listing's entry as a row of a table: what all entries share, what listings alone have, and the text,
//! under names that read back to the same entry.

use super::entry::Entry;
use super::front::{Front, ImageRef};
use super::listing::Listing;
use crate::base::cells;
use crate::base::node::{Node, NodeValue, ScalarKind};
use serde_json::{Map, Value, json};

/// The value of a field by its name.
pub type Cell = (String, Value);

/// Fields of a listing that are for those who keep it.
const WITHIN: [&str; 3] = ["publish", "verified_by", "verified_source"];
/// Fields that all entries have and whoever passes a listing on should know.
const CARE: [&str; 5] = ["date", "updated", "content_notes", "quick_exit", "discreet"];

impl Entry {
    /// Its fields without those that say nothing, `text` being what was typed below them. None if it is
    /// no listing.
    pub fn columns(&self, text: &str) -> Option<Vec<Cell>> {
        let listing = self.listing()?;
        let own = listing.columns().into_iter();
        let mut cells: Vec<Cell> = own.map(|(name, value)| (name.to_owned(), value)).collect();
        let terms = self.front.terms.iter();
        for (name, words) in terms {
            // A book's authors are its own, and a field besides.
            if !words.is_empty() && cells.iter().all(|(known, _)| known != name) {
                cells.push((
                    name.clone(),
                    list(words.iter().map(|(word, _)| word.as_str())),
                ));
            }
        }
        self.address(listing, &mut cells);
        self.time_and_care(&mut cells);
        let texts = [
            ("description", self.front.description.as_deref()),
            ("body", Some(text)),
        ];
        for (name, text) in texts {
            if let Some(text) = text.filter(|text| !text.is_empty()) {
                cells.push((name.to_owned(), json!(text)));
            }
        }
        Some(cells)
    }

    /// Its fields for others, without its text: what readers may know, and what they should know before
    /// reading. Who checked it, how its page looks and the site's own fields are nobody's business.
    pub fn public_columns(&self) -> Option<Vec<Cell>> {
        let listing = self.listing()?;
        let own = listing.columns().into_iter();
        let own = own.filter(|(name, _)| !WITHIN.contains(name));
        let mut cells: Vec<Cell> = own.map(|(name, value)| (name.to_owned(), value)).collect();
        for (name, words) in &self.front.terms {
            if !words.is_empty() && cells.iter().all(|(known, _)| known != name) {
                let words = words.iter().map(|(word, _)| word.as_str());
                cells.push((name.clone(), list(words)));
            }
        }
        let mut care = Vec::new();
        self.time_and_care(&mut care);
        cells.extend(
            care.into_iter()
                .filter(|(name, _)| CARE.contains(&name.as_str())),
        );
        Some(cells)
    }

    /// Where its page is, and how it looks.
    fn address(&self, listing: &Listing, cells: &mut Vec<Cell>) {
        let Front {
            slug,
            path,
            aliases,
            template,
            toc,
            weight,
            ..
        } = &self.front;
        let mut put = |name: &str, value: Value| cells.push((name.to_owned(), value));
        // The address of a row is made of its id, and that of a file of the file's name.
        let named = (self.place.name != listing.id).then_some(&self.place.name);
        if let Some(slug) = slug.as_ref().or(named) {
            put("slug", json!(slug));
        }
        if let Some(path) = path {
            put("path", json!(path.as_str()));
        }
        let ids = listing.former_ids.iter().map(|(id, _)| id.as_str());
        let paths = aliases.iter().map(|(alias, _)| alias.as_str());
        let aliases: Vec<&str> = ids.chain(paths).collect();
        if !aliases.is_empty() {
            put("aliases", list(aliases.into_iter()));
        }
        if let Some((template, _)) = template {
            put("template", json!(template));
        }
        if let Some(toc) = toc {
            put("toc", json!(toc));
        }
        if *weight != 0 {
            put("weight", json!(weight));
        }
    }

    /// From when until when it is there, what to know before reading it, and what the site adds.
    fn time_and_care(&self, cells: &mut Vec<Cell>) {
        let Front {
            date,
            updated,
            publish_date,
            expiry_date,
            draft,
            ..
        } = &self.front;
        let Front {
            image,
            content_notes,
            featured,
            quick_exit,
            discreet,
            extra,
            ..
        } = &self.front;
        let mut put = |name: &str, value: Value| cells.push((name.to_owned(), value));
        let days = [
            ("date", date),
            ("updated", updated),
            ("publish_date", publish_date),
            ("expiry_date", expiry_date),
        ];
        for (name, day) in days {
            if let Some(day) = day {
                put(name, json!(day.to_string()));
            }
        }
        if let Some(ImageRef { src, alt, span: _ }) = image {
            put("image", json!({ "src": self.beside(src), "alt": alt }));
        }
        if !content_notes.is_empty() {
            put(
                "content_notes",
                list(content_notes.iter().map(String::as_str)),
            );
        }
        let flags = [
            ("draft", draft.then_some(true)),
            ("featured", featured.then_some(true)),
            ("quick_exit", *quick_exit),
            ("discreet", *discreet),
        ];
        for (name, flag) in flags {
            if let Some(flag) = flag {
                put(name, json!(flag));
            }
        }
        for (key, node) in extra {
            put(&key.text, value_of(node));
        }
    }

    /// A path as a table in the folder of the section would write it.
    fn beside(&self, path: &str) -> String {
        let is_relative = !path.starts_with('/') && !path.contains("://");
        let own = self
            .place
            .path
            .rsplit_once('/')
            .map_or("", |(folder, _)| folder);
        let inner = own
            .strip_prefix(self.place.folder.as_str())
            .unwrap_or_default();
        match inner.trim_start_matches('/') {
            inner if is_relative && !inner.is_empty() => format!("{inner}/{path}"),
            _ => path.to_owned(),
        }
    }
}

/// As a table with every column that a row has. What stands together in a row stands together there.
pub fn csv(rows: Vec<Vec<Cell>>) -> String {
    let mut headers: Vec<String> = Vec::new();
    for row in &rows {
        for (at, (name, _)) in row.iter().enumerate() {
            if headers.contains(name) {
                continue;
            }
            let after = row[at..].iter();
            let next = after.filter_map(|(name, _)| headers.iter().position(|own| own == name));
            let place = next.min().unwrap_or(headers.len());
            headers.insert(place, name.clone());
        }
    }
    let mut lines = vec![headers.clone()];
    for row in rows {
        let row: Map<String, Value> = row.into_iter().collect();
        let cell = |name: &String| match row.get(name) {
            None => String::new(),
            Some(Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
        };
        lines.push(headers.iter().map(cell).collect());
    }
    cells::csv(&lines)
}

/// Words with `;` between; as a list, if one of them has a `;` of its own.
fn list<'a>(words: impl Iterator<Item = &'a str>) -> Value {
    let words: Vec<&str> = words.collect();
    match words.iter().any(|word| word.contains(';')) {
        true => json!(words),
        false => json!(words.join("; ")),
    }
}

fn value_of(node: &Node) -> Value {
    match &node.value {
        NodeValue::Null => Value::Null,
        NodeValue::List(items) => items.iter().map(value_of).collect(),
        NodeValue::Map(entries) => {
            let entries = entries.iter();
            let map: Map<String, Value> = entries
                .map(|(key, node)| (key.text.clone(), value_of(node)))
                .collect();
            Value::Object(map)
        }
        NodeValue::Scalar(text, ScalarKind::Text) => json!(text),
        NodeValue::Scalar(text, _) => match serde_json::from_str(text) {
            Ok(value @ (Value::Bool(_) | Value::Number(_))) => value,
            _ => json!(text),
        },
    }
}
