//! What somebody means with an id, and what else of the site belongs to it.

use super::remains;
use super::{Edit, Plan, changed_meanwhile};
use crate::base::day::Day;
use crate::base::diag::{Diagnostic, nearest};
use crate::base::lang::Lang;
use crate::base::paths::SourcePath;
use crate::build::Revision;
use crate::cli::exit::Stop;
use crate::content::comment::{self, FOLDER};
use crate::content::{Entry, Kind, Reading};
use crate::disk::TEXT_LIMIT;
use crate::model::{EntryId, Site, Target};
use std::collections::BTreeSet;

/// What is to be withdrawn.
pub(super) enum Found {
    /// An entry, by the file that was named or found.
    Entry(EntryId),
    /// A comment.
    Comment(SourcePath),
}

/// A shorter title may be any word of a text.
const TELLING: usize = 6;

impl Found {
    pub fn find(revision: &Revision, typed: &str) -> Result<Found, Stop> {
        let typed = typed.trim_start_matches("./").trim_end_matches('/');
        let below = format!("{FOLDER}/");
        if typed.starts_with(&below) {
            return comment_at(revision, typed).map(Found::Comment);
        }
        let site = &revision.making.world.site;
        let typed = typed.trim_start_matches("content/").trim_start_matches('/');
        let found = site
            .by_id(typed)
            .or_else(|| site.by_id(&format!("{typed}.md")))
            .or_else(|| site.by_id(&format!("{typed}/index.md")))
            .or_else(|| site.listing(typed, site.config.default_lang()));
        let found = match found {
            Some(id) => id,
            None => by_name(site, typed)?,
        };
        // The original first, whichever language was named.
        let original = site.translated(found, site.config.default_lang());
        Ok(Found::Entry(original))
    }

    pub fn plan(self, revision: &Revision, date: Day) -> Result<Plan, Stop> {
        match self {
            Found::Entry(id) => plan_of_entry(revision, id, date),
            Found::Comment(path) => plan_of_comment(revision, &path, date),
        }
    }
}

fn comment_at(revision: &Revision, typed: &str) -> Result<SourcePath, Stop> {
    let files = || revision.snapshot.below(FOLDER).map(|(path, _)| path);
    let is_it = |path: &&SourcePath| {
        let path = path.as_str();
        path == typed || path.strip_suffix(".md") == Some(typed)
    };
    let found = files().filter(|path| comment::is_comment(path)).find(is_it);
    found.cloned().ok_or_else(|| {
        let near = nearest(typed, files().map(SourcePath::as_str));
        unknown(typed, near)
    })
}

fn by_name(site: &Site, typed: &str) -> Result<EntryId, Stop> {
    let named = site
        .all()
        .filter(|(_, entry)| !entry.place.is_section && entry.place.name == typed);
    let named: Vec<(EntryId, &str)> = named
        .map(|(id, entry)| (id, entry.place.key.as_str()))
        .collect();
    let keys: BTreeSet<&str> = named.iter().map(|(_, key)| *key).collect();
    match (named.first(), keys.len()) {
        (Some((id, _)), 1) => Ok(*id),
        (Some(_), _) => {
            let keys: Vec<&str> = keys.into_iter().collect();
            let message = format!("several are called `{typed}`");
            let help = format!("say which one: {}; nothing was written", keys.join(", "));
            Err(Diagnostic::error("withdraw/ambiguous", message)
                .help(help)
                .into())
        }
        (None, _) => {
            let paths = site.entries.iter().map(|entry| entry.place.key.as_str());
            let names = site.entries.iter().map(|entry| entry.place.name.as_str());
            Err(unknown(typed, nearest(typed, paths.chain(names))))
        }
    }
}

fn unknown(typed: &str, near: Option<&str>) -> Stop {
    let fault = Diagnostic::error(
        "withdraw/unknown",
        format!("there is nothing called `{typed}`"),
    );
    let help = match near {
        Some(near) => format!("did you mean `{near}`? Nothing was written"),
        None => "give its file, such as stories/a-night.md, or a listing's id; nothing was written"
            .to_owned(),
    };
    fault.help(help).into()
}

/// Why something can't be withdrawn by changing one file.
fn refusal(entry: &Entry) -> Option<Diagnostic> {
    let (what, help) = match &entry.kind {
        _ if entry.is_row() => (
            "this listing is a row of a table",
            "delete its row, or write status: defunct into it to keep its page",
        ),
        Kind::Section(_) => (
            "this is a section, and no single text",
            "withdraw what is in it, one by one",
        ),
        Kind::Organization(_) => (
            "this is an organization, which listings may name",
            "delete its file; `waypost check` then tells which listings name it",
        ),
        Kind::Withdrawn(_) => ("this was withdrawn before", "there is nothing left to do"),
        Kind::Article | Kind::Page | Kind::Listing(_) => return None,
    };
    let fault = Diagnostic::error("withdraw/refused", what).in_file(&entry.source);
    Some(fault.help(format!("{help}; nothing was written")))
}

fn plan_of_entry(revision: &Revision, id: EntryId, date: Day) -> Result<Plan, Stop> {
    let site = &revision.making.world.site;
    if let Some(refusal) = refusal(site.entry(id)) {
        return Err(refusal.into());
    }
    let mut editions = site.translations(id);
    editions.insert(0, id);
    let withheld = only_shown_by(site, &editions);
    let reading = Reading::new(&site.config);
    let mut edits = Vec::new();
    for (at, id) in editions.iter().enumerate() {
        let entry = site.entry(*id);
        let mut edit = Edit::open(revision, &entry.source)?;
        let withheld = if at == 0 { &withheld[..] } else { &[] };
        edit.new = remains::of_entry(entry, date, withheld);
        edit.words = entry.body.words;
        edit.url = Some(site.config.base_url.join(&site.url(*id).href()));
        if !remains::is_entry(entry, &edit.new, &reading) {
            return Err(changed_meanwhile(&entry.source).into());
        }
        edits.push(edit);
    }
    Ok(Plan {
        title: site.entry(id).front.title.clone(),
        mentions: mentions(revision, &editions),
        edits,
        withheld,
    })
}

fn plan_of_comment(revision: &Revision, path: &SourcePath, date: Day) -> Result<Plan, Stop> {
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
    edit.words = edit
        .old
        .split("\n---")
        .nth(1)
        .map_or(0, |text| text.split_whitespace().count() as u32);
    if !remains::is_comment(&comment, &edit.new, &languages) {
        return Err(changed_meanwhile(path).into());
    }
    Ok(Plan {
        title: format!("The comment {path}"),
        edits: vec![edit],
        withheld: Vec::new(),
        mentions: Vec::new(),
    })
}

/// The files that these entries show or link to and no other does, but for those beside a bundle, which go
/// with it anyway.
fn only_shown_by(site: &Site, editions: &[EntryId]) -> Vec<String> {
    let mut own: BTreeSet<&SourcePath> = BTreeSet::new();
    let mut others: BTreeSet<&SourcePath> = BTreeSet::new();
    for (id, entry) in site.all() {
        match editions.contains(&id) {
            true => own.extend(files_of(site, entry)),
            false => others.extend(files_of(site, entry)),
        }
    }
    let bundle = |path: &SourcePath| {
        editions
            .iter()
            .map(|id| &site.entry(*id).place)
            .any(|place| {
                let below = path
                    .below("content")
                    .and_then(|path| path.strip_prefix(place.key.as_str()));
                place.is_bundle && below.is_some_and(|rest| rest.starts_with('/'))
            })
    };
    let alone = own
        .into_iter()
        .filter(|path| !others.contains(path) && !bundle(path));
    alone.map(|path| path.as_str().to_owned()).collect()
}

fn files_of<'a>(site: &'a Site, entry: &'a Entry) -> impl Iterator<Item = &'a SourcePath> {
    let image = entry.front.image.iter().map(|image| image.src.as_str());
    let links = entry.body.links.iter().map(|link| link.target.as_str());
    image
        .chain(links)
        .filter_map(move |target| match site.resolve(entry, target) {
            Target::File(file) => Some(&file.source),
            _ => None,
        })
}

/// The sources in which its title or its author stands, or which link to it.
fn mentions(revision: &Revision, editions: &[EntryId]) -> Vec<SourcePath> {
    let site = &revision.making.world.site;
    let mut found: BTreeSet<SourcePath> = BTreeSet::new();
    let mut words: BTreeSet<&str> = BTreeSet::new();
    for id in editions {
        let entry = site.entry(*id);
        let linking = site
            .backlinks(*id)
            .iter()
            .map(|id| site.entry(*id).source.clone());
        found.extend(linking);
        words.insert(&entry.front.title);
        // So menus name it, with a label of their own.
        words.insert(&entry.place.path);
        words.extend(entry.listing().map(|listing| listing.id.as_str()));
    }
    words.retain(|word| word.chars().count() >= TELLING);
    let own: Vec<&SourcePath> = editions.iter().map(|id| &site.entry(*id).source).collect();
    let snapshot = &revision.snapshot;
    let folders = ["content", FOLDER, "data"].into_iter();
    let settings = std::iter::once(&site.config.path).filter(|path| snapshot.contains(path));
    let files = folders
        .flat_map(|folder| snapshot.below(folder))
        .map(|(path, _)| path)
        .chain(settings);
    for path in files.filter(|path| {
        path.ends_in(&[
            "md", "markdown", "mdown", "toml", "yaml", "yml", "json", "csv", "tsv",
        ])
    }) {
        let text = snapshot.read_text(path, TEXT_LIMIT).unwrap_or_default();
        if words.iter().any(|word| text.contains(word)) {
            found.insert(path.clone());
        }
    }
    found.retain(|path| !own.contains(&path));
    found.into_iter().collect()
}
