//! What somebody means with an id.

use super::{Plan, plan};
use crate::base::day::Day;
use crate::base::diag::{Diagnostic, Severity, nearest};
use crate::base::paths::SourcePath;
use crate::base::span::line_column;
use crate::build::Revision;
use crate::cli::exit::Stop;
use crate::content::comment::{self, FOLDER};
use crate::content::place::{MARKDOWN, TABLES};
use crate::disk::TEXT_LIMIT;
use crate::model::EntryId;
use std::collections::BTreeSet;

/// What is to be withdrawn.
pub(super) enum Found {
    /// An entry, by the file that was named or found.
    Entry(EntryId),
    /// A comment.
    Comment(SourcePath),
}

impl Found {
    pub fn find(revision: &Revision, typed: &str) -> Result<Found, Stop> {
        let typed = typed.trim_start_matches("./").trim_end_matches('/');
        let below = format!("{FOLDER}/");
        if typed.starts_with(&below) {
            return comment_at(revision, typed).map(Found::Comment);
        }
        let site = &revision.making.world.site;
        let typed = typed.trim_start_matches("content/").trim_start_matches('/');
        if matches!(typed, "" | "content") {
            return Err(unnamed());
        }
        let found = site
            .by_id(typed)
            .or_else(|| site.by_id(&format!("{typed}.md")))
            .or_else(|| site.by_id(&format!("{typed}/index.md")))
            .or_else(|| site.listing(typed, site.config.default_lang()));
        let found = match found {
            Some(id) => id,
            None => by_name(revision, typed)?,
        };
        // The original first, whichever language was named.
        let original = site.translated(found, site.config.default_lang());
        Ok(Found::Entry(original))
    }

    pub fn plan(self, revision: &Revision, date: Day) -> Result<Plan, Stop> {
        match self {
            Found::Entry(id) => plan::of_entry(revision, id, date),
            Found::Comment(path) => plan::of_comment(revision, &path, date),
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

fn by_name(revision: &Revision, typed: &str) -> Result<EntryId, Stop> {
    let site = &revision.making.world.site;
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
            if let Some(path) = unread(revision, typed) {
                return Err(left_out(revision, path));
            }
            let paths = site.entries.iter().map(|entry| entry.place.key.as_str());
            let names = site.entries.iter().map(|entry| entry.place.name.as_str());
            Err(unknown(
                typed,
                nearest(typed, paths.chain(names).filter(|name| !name.is_empty())),
            ))
        }
    }
}

/// A file of that name from which no entry was made.
fn unread<'r>(revision: &'r Revision, typed: &str) -> Option<&'r SourcePath> {
    let site = &revision.making.world.site;
    let known: BTreeSet<&SourcePath> = site.entries.iter().map(|entry| &entry.source).collect();
    let files = revision.snapshot.below("content").map(|(path, _)| path);
    let texts: Vec<&SourcePath> = files
        .filter(|path| path.ends_in(&MARKDOWN) || path.ends_in(&TABLES))
        .filter(|path| !known.contains(path))
        .collect();
    let bare = |path: &SourcePath| {
        let below = path.below("content").unwrap_or_default();
        let name = below.rsplit_once('.').map_or(below, |(name, _)| name);
        name.strip_suffix("/index").unwrap_or(name).to_owned()
    };
    let is_it = |path: &&&SourcePath| path.below("content") == Some(typed) || bare(path) == typed;
    let is_named = |path: &&&SourcePath| bare(path).rsplit('/').next() == Some(typed);
    let found = texts.iter().find(is_it);
    found.or_else(|| texts.iter().find(is_named)).copied()
}

/// Why nothing was made of a file: what is wrong in it, or that the site leaves it out.
fn left_out(revision: &Revision, path: &SourcePath) -> Stop {
    let by_hand = match path.ends_in(&MARKDOWN) {
        true => {
            "or write these three lines in place of all that stands in it: ---, withdrawn: true, ---; \
             then its page says that it was withdrawn"
        }
        false => "or take the words out of it by hand",
    };
    let faults = revision.diagnostics();
    let is_in_it = |fault: &&Diagnostic| {
        let place = fault.primary.as_ref();
        fault.severity == Severity::Error && place.is_some_and(|span| span.path == *path)
    };
    let Some(fault) = faults.iter().find(is_in_it) else {
        let message = "the site leaves this file out now, as one that has expired";
        let fault = Diagnostic::error("withdraw/unread", message).in_file(path);
        let help = format!("give it a later `expiry_date` first, {by_hand}; nothing was written");
        return fault.help(help).into();
    };
    let text = revision.snapshot.read_text(path, TEXT_LIMIT).ok();
    let line = text
        .zip(fault.primary.as_ref())
        .map(|(text, span)| format!(" (line {})", line_column(&text, span.range.start).line));
    let message = format!(
        "this file can't be read{}: {}",
        line.unwrap_or_default(),
        fault.message
    );
    let told = Diagnostic::error("withdraw/unread", message);
    let told = match &fault.primary {
        Some(span) => told.at(path, span.range.clone()),
        None => told.in_file(path),
    };
    told.help(format!(
        "mend it first, then withdraw it; {by_hand}; nothing was written"
    ))
    .into()
}

fn unnamed() -> Stop {
    let fault = Diagnostic::error(
        "withdraw/unknown",
        "nothing is named that could be withdrawn",
    );
    fault
        .help("give its file, such as stories/a-night.md, or a listing's id; nothing was written")
        .into()
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
