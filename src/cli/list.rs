//! `waypost list`: the directory as a table that reads in again to the same listings. It shows what the
//! model of the site has, so what readers must not see can't be in it.

use super::args::{Format, ListArgs};
use super::clock;
use super::exit::{Exit, Stop};
use super::print::{count, visible};
use super::project::Project;
use super::review::grid::{aligned, short};
use super::review::{faults, kind, read};
use super::terminal::Terminal;
use crate::base::cells;
use crate::content::Entry;
use crate::content::listing::Listing;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::path::Path;

/// A row: its cells by the names of their columns.
type Row = Vec<(String, Value)>;

/// Carries out `waypost list`.
pub fn run(args: &ListArgs, root: Option<&Path>, terminal: &Terminal) -> Result<Exit, Stop> {
    let project = Project::find(root, &args.dir, terminal)?;
    let today = clock::today(args.date, &project.settings().zone)?;
    let revision = read(&project, today, false)?;
    let site = &revision.making.world.site;
    let wanted = args.kind.map(kind);
    let listings: Vec<(&Entry, &Listing)> = site
        .all()
        // Translations add words to the same listing.
        .filter(|(_, entry)| entry.lang == *site.config.default_lang())
        .filter_map(|(_, entry)| Some((&**entry, entry.listing()?)))
        .filter(|(_, listing)| wanted.is_none_or(|wanted| wanted == listing.kind))
        .filter(|(entry, _)| {
            args.topic
                .as_deref()
                .is_none_or(|topic| is_on(entry, topic))
        })
        .collect();
    let rows = || {
        listings
            .iter()
            .map(|(entry, listing)| row(entry, listing))
            .collect()
    };
    let words = match terminal.format {
        Format::Csv => csv(rows()),
        Format::Markdown => return Err(super::no_such_answer(terminal.format).into()),
        _ => overview(&listings),
    };
    let json = || {
        let rows: Vec<Row> = rows();
        let objects = rows
            .into_iter()
            .map(|row| Value::Object(row.into_iter().collect()));
        Value::Array(objects.collect())
    };
    terminal.answer(&words, json)?;
    terminal.remark(&faults(&revision));
    Ok(Exit::Fine)
}

fn is_on(entry: &Entry, topic: &str) -> bool {
    let topics = entry.front.terms.get("topics").into_iter().flatten();
    topics
        .into_iter()
        .any(|(word, _)| word.to_lowercase() == topic.trim().to_lowercase())
}

/// The listing's own fields, and its terms.
fn row(entry: &Entry, listing: &Listing) -> Row {
    let own = listing.columns().into_iter();
    let mut row: Row = own.map(|(name, value)| (name.to_owned(), value)).collect();
    let known: Vec<String> = row.iter().map(|(name, _)| name.clone()).collect();
    let terms = entry.front.terms.iter();
    row.extend(
        terms
            .filter(|(name, _)| !known.contains(name))
            .filter_map(|(name, words)| {
                let words: Vec<&str> = words.iter().map(|(word, _)| word.as_str()).collect();
                (!words.is_empty()).then(|| (name.clone(), Value::from(words.join("; "))))
            }),
    );
    row
}

/// As a table with every column that a row has, in the order in which they come up first.
fn csv(rows: Vec<Row>) -> String {
    let mut order: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for (line, row) in rows.iter().enumerate() {
        for (at, (name, _)) in row.iter().enumerate() {
            order.entry(name.clone()).or_insert((at, line));
        }
    }
    let mut headers: Vec<String> = order.keys().cloned().collect();
    headers.sort_by_key(|name| order.get(name).copied());
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

fn overview(listings: &[(&Entry, &Listing)]) -> String {
    let mut rows = vec![["KIND", "ID", "NAME", "LAST CHECKED", "CONTACT"].map(str::to_owned)];
    rows.extend(listings.iter().map(|(_, listing)| {
        let verified = listing.verified.as_ref();
        let contact = listing
            .channels
            .first()
            .map_or("", |channel| &channel.value);
        [
            listing.kind.as_str().to_owned(),
            listing.id.clone(),
            short(&listing.name),
            verified.map_or(String::new(), |verified| verified.date.to_string()),
            short(contact),
        ]
    }));
    let all = count(listings.len(), "listing", "listings");
    match listings.is_empty() {
        true => "There are no such listings.\n".to_owned(),
        false => visible(&format!(
            "{}\n{all}. As a table to read in again: waypost list --format csv\n",
            aligned(&rows)
        )),
    }
}
