//! What a withdrawal does to the sources: worked out as a whole, before anything is touched, and refused where
//! the site would be worse off.

use super::{Edit, Plan, belongings, changed_meanwhile, remains, row};
use crate::base::day::Day;
use crate::base::diag::{Diagnostic, Sink};
use crate::base::lang::Lang;
use crate::base::node::{Node, NodeValue};
use crate::base::paths::SourcePath;
use crate::build::Revision;
use crate::cli::exit::Stop;
use crate::content::{Entry, Kind, Reading, front};
use crate::model::{EntryId, Site};

/// What withdrawing an entry takes, in all its languages.
pub(super) fn of_entry(revision: &Revision, id: EntryId, date: Day) -> Result<Plan, Stop> {
    let site = &revision.making.world.site;
    if let Some(refusal) = refusal(site.entry(id)).or_else(|| crisis(site, site.entry(id))) {
        return Err(refusal.into());
    }
    let mut editions = site.translations(id);
    editions.insert(0, id);
    let belongings = belongings::of(revision, &editions);
    let mut plan = Plan {
        title: site.entry(id).front.title.clone(),
        ..Plan::default()
    };
    let reading = Reading::new(&site.config);
    for (at, id) in editions.iter().enumerate() {
        let entry = site.entry(*id);
        let url = site.config.base_url.join(&site.url(*id).href());
        let left = match at {
            0 => belongings.left(),
            _ => remains::Left::default(),
        };
        if entry.is_row() {
            row::plan(revision, entry, (date, url, &left), &mut plan)?;
            continue;
        }
        let mut edit = Edit::open(revision, &entry.source)?;
        edit.new = remains::of_entry(entry, date, &left);
        edit.words = words_in(&entry.source, &edit.old);
        edit.url = Some(url);
        if !remains::is_entry(entry, &edit.new, &reading) {
            return Err(changed_meanwhile(&entry.source).into());
        }
        plan.edits.push(edit);
    }
    belongings.into_plan(revision, &mut plan);
    Ok(plan)
}

/// What withdrawing a comment takes.
pub(super) fn of_comment(revision: &Revision, path: &SourcePath, date: Day) -> Result<Plan, Stop> {
    let languages = revision.making.world.site.config.languages.iter();
    let languages: Vec<Lang> = languages.map(|language| language.lang.clone()).collect();
    let mut edit = Edit::open(revision, path)?;
    let comment = remains::comment(path, &edit.old, &languages).ok_or_else(|| {
        let fault = Diagnostic::error("withdraw/refused", "this comment can't be read");
        fault.in_file(path).help(
            "`waypost check` says why; delete the file if nobody needs it; nothing was written",
        )
    })?;
    if comment.withdrawn {
        let fault = Diagnostic::error("withdraw/refused", "this was withdrawn before");
        return Err(fault
            .in_file(path)
            .help("there is nothing left to do")
            .into());
    }
    edit.new = remains::of_comment(&comment, date);
    let body = front::split(&edit.old, path, &mut Sink::new()).body;
    edit.words = count(edit.old.get(body..).unwrap_or_default());
    if !remains::is_comment(&comment, &edit.new, &languages) {
        return Err(changed_meanwhile(path).into());
    }
    Ok(Plan {
        title: format!("The comment {path}"),
        edits: vec![edit],
        ..Plan::default()
    })
}

/// Why something can't be withdrawn by this command.
fn refusal(entry: &Entry) -> Option<Diagnostic> {
    let (what, help) = match &entry.kind {
        Kind::Section(_) => (
            "this is a section, and no single text",
            "withdraw what is in it, one by one; then delete its `_index.md`",
        ),
        Kind::Organization(_) => (
            "this is an organization, which listings may name",
            "withdraw its listings one by one, then delete its file; `waypost check` tells which listings still name it",
        ),
        Kind::Withdrawn(_) => ("this was withdrawn before", "there is nothing left to do"),
        Kind::Article | Kind::Page | Kind::Listing(_) => return None,
    };
    let fault = Diagnostic::error("withdraw/refused", what).in_file(&entry.source);
    Some(fault.help(format!("{help}; nothing was written")))
}

/// Readers in a crisis would be left without it, and the site could not be built.
fn crisis(site: &Site, entry: &Entry) -> Option<Diagnostic> {
    let listing = entry.listing()?;
    let help = site.config.crisis.as_ref()?;
    let (country, span) = help.countries.iter().find_map(|country| {
        let mut named = country.listings.iter();
        let (_, span) = named.find(|(id, _)| *id == listing.id)?;
        Some((&country.country, span))
    })?;
    let others = help.of(country).map_or(0, |country| country.listings.len());
    let instead = match others {
        0 | 1 => "name another listing there in its place",
        _ => "take it out there, or name another in its place",
    };
    let message = format!(
        "{} (`{}`) is offered to readers in a crisis: [crisis.{country}] names it",
        listing.name, listing.id
    );
    let fault = Diagnostic::error("withdraw/crisis", message);
    Some(fault.at(&site.config.path, span.clone()).help(format!(
        "{instead} first, then withdraw it; nothing was written"
    )))
}

/// How many words stand in the values of a file's front matter and in its text.
fn words_in(path: &SourcePath, text: &str) -> u32 {
    let split = front::split(text, path, &mut Sink::new());
    let front = split.node.as_ref().map_or(0, words_of);
    front + count(text.get(split.body..).unwrap_or_default())
}

/// How many words stand in the values of a map.
fn words_of(node: &Node) -> u32 {
    match &node.value {
        NodeValue::Null => 0,
        NodeValue::Scalar(text, _) => count(text),
        NodeValue::List(items) => items.iter().map(words_of).sum(),
        NodeValue::Map(entries) => entries.iter().map(|(_, node)| words_of(node)).sum(),
    }
}

/// How many words a text has: what has a letter or a digit in it.
pub(super) fn count(text: &str) -> u32 {
    let words = text.split_whitespace();
    let words = words.filter(|word| word.contains(char::is_alphanumeric));
    u32::try_from(words.count()).unwrap_or(u32::MAX)
}
