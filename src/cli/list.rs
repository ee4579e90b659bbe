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
use crate::base::diag::Diagnostic;
use crate::base::lang::Lang;
use crate::base::paths::SourcePath;
use crate::build::{Revision, source_text};
use crate::content::listing::Listing;
use crate::content::{Cell, Entry, Reading, Source, csv, typed_texts};
use crate::model::Site;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// A row: its cells by the names of their columns.
type Row = Vec<Cell>;

/// Carries out `waypost list`.
pub fn run(args: &ListArgs, root: Option<&Path>, terminal: &Terminal) -> Result<Exit, Stop> {
    let project = Project::find(root, &args.dir, terminal)?;
    let today = clock::today(args.date, &project.settings().zone)?;
    let revision = read(&project, today, false)?;
    let site = &revision.making.world.site;
    let wanted = args.kind.map(kind);
    let lang = language(site, args.lang.as_ref())?;
    let listings: Vec<(&Entry, &Listing)> = site
        .all()
        // A translation is the same listing in other words.
        .filter(|(_, entry)| entry.lang == lang)
        .filter_map(|(_, entry)| Some((&**entry, entry.listing()?)))
        .filter(|(_, listing)| wanted.is_none_or(|wanted| wanted == listing.kind))
        .filter(|(entry, _)| {
            args.topic
                .as_deref()
                .is_none_or(|topic| is_on(entry, topic))
        })
        .collect();
    let rows = || -> Vec<Row> {
        let mut typed = Typed {
            revision: &revision,
            reading: Reading::new(&site.config),
            files: BTreeMap::new(),
        };
        let rows = listings.iter().map(|(entry, _)| typed.row(entry));
        rows.collect()
    };
    let words = match terminal.format {
        Format::Csv => csv(rows()),
        Format::Markdown => return Err(super::no_such_answer(terminal.format).into()),
        _ => overview(&listings),
    };
    let json = || {
        let objects = rows()
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

/// The texts of listings as they were typed, each file read once.
struct Typed<'a> {
    revision: &'a Revision,
    reading: Reading,
    files: BTreeMap<SourcePath, BTreeMap<String, String>>,
}

impl Typed<'_> {
    fn row(&mut self, entry: &Entry) -> Row {
        let Typed {
            revision,
            reading,
            files,
        } = self;
        let texts = files
            .entry(entry.source.clone())
            .or_insert_with(|| texts(revision, reading, &entry.source));
        let text = texts.get(&entry.id()).map_or("", String::as_str);
        entry.columns(text).unwrap_or_default()
    }
}

/// Of a file that has gone since it was read there are none.
fn texts(revision: &Revision, reading: &Reading, path: &SourcePath) -> BTreeMap<String, String> {
    let read = |path: &SourcePath| source_text(&revision.snapshot, reading, path).ok();
    let Some(text) = read(path) else {
        return BTreeMap::new();
    };
    let beside = reading.joined_to(path).into_iter();
    let beside: Vec<(SourcePath, String)> = beside
        .filter_map(|path| Some((path.clone(), read(&path)?)))
        .collect();
    let beside: Vec<Source<'_>> = beside
        .iter()
        .map(|(path, text)| Source { path, text })
        .collect();
    typed_texts(Source { path, text: &text }, &beside, reading)
}

/// The language to list in.
fn language(site: &Site, wanted: Option<&Lang>) -> Result<Lang, Stop> {
    let Some(wanted) = wanted else {
        return Ok(site.config.default_lang().clone());
    };
    let all = site.config.languages.iter().map(|language| &language.lang);
    match all.clone().find(|lang| *lang == wanted) {
        Some(lang) => Ok(lang.clone()),
        None => {
            let all: Vec<&str> = all.map(Lang::as_str).collect();
            let message = format!("the site has no language `{wanted}`");
            let fault = Diagnostic::error("cli/language", message);
            Err(fault.help(format!("it has: {}", all.join(", "))).into())
        }
    }
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
