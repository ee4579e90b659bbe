//! What somebody means with an id.

use super::{Plan, plan};
use crate::base::day::Day;
use crate::base::diag::{Diagnostic, nearest};
use crate::base::paths::SourcePath;
use crate::build::Revision;
use crate::cli::exit::Stop;
use crate::content::comment::{self, FOLDER};
use crate::model::{EntryId, Site};
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
