//! What else of a site belongs to a text: the files beside it, the comments to it, and where it is named.

use super::{Gone, Plan, remains::Left};
use crate::base::paths::SourcePath;
use crate::build::Revision;
use crate::content::Entry;
use crate::content::comment::FOLDER;
use crate::content::place::{MARKDOWN, TABLES};
use crate::disk::{Snapshot, TEXT_LIMIT};
use crate::model::{EntryId, Site, Target};
use std::collections::BTreeSet;

/// A shorter title may be any word of a text.
const TELLING: usize = 6;
/// Where words stand that may name it.
const WORDS: [&str; 3] = ["content", FOLDER, "data"];
/// Where else a file may be named that pages show.
const DECOR: [&str; 3] = ["templates", "themes", "static"];
/// The endings of files in which words stand.
const TEXTS: [&str; 12] = [
    "md", "markdown", "mdown", "toml", "yaml", "yml", "json", "csv", "tsv", "html", "css", "js",
];

/// What belongs to some entries, the same text in several languages.
#[derive(Default)]
pub(super) struct Belongings {
    /// Files beside it that nothing else uses.
    alone: Vec<SourcePath>,
    /// Files elsewhere that only it showed.
    withheld: Vec<SourcePath>,
    /// Files that it showed and others use, with what does.
    shared: Vec<(SourcePath, Vec<SourcePath>)>,
    /// Those of them that stand beside it.
    shown: Vec<SourcePath>,
    comments: Vec<SourcePath>,
    mentions: Vec<SourcePath>,
}

/// Finds all of it.
pub(super) fn of(revision: &Revision, editions: &[EntryId]) -> Belongings {
    let site = &revision.making.world.site;
    let texts = texts(revision, site, editions);
    let comments = comments(revision, site, editions);
    let mut found = Belongings {
        mentions: mentions(site, editions, &texts),
        ..Belongings::default()
    };
    found.mentions.retain(|path| !comments.contains(path));
    found.comments = comments;
    let beside = beside(&revision.snapshot, site, editions);
    let mut own = beside.clone();
    for id in editions {
        own.extend(files_of(site, site.entry(*id)).cloned());
    }
    for path in own {
        let is_beside = beside.contains(&path);
        let users = users(site, editions, (&path, is_beside), &texts);
        match (users.is_empty(), is_beside) {
            (true, true) => found.alone.push(path),
            (true, false) => found.withheld.push(path),
            (false, _) => {
                if is_beside {
                    found.shown.push(path.clone());
                }
                found.shared.push((path, users));
            }
        }
    }
    found
}

impl Belongings {
    /// What is noted of its files where it stood.
    pub fn left(&self) -> Left {
        let names =
            |paths: &[SourcePath]| paths.iter().map(|path| path.as_str().to_owned()).collect();
        Left {
            withheld: names(&self.withheld),
            shown: names(&self.shown),
        }
    }

    pub fn into_plan(self, revision: &Revision, plan: &mut Plan) {
        let gone = self.alone.into_iter().filter_map(|path| {
            let location = revision.snapshot.location(&path)?;
            Some(Gone { path, location })
        });
        plan.gone = gone.collect();
        plan.withheld = self.withheld;
        plan.shared = self.shared;
        plan.comments = self.comments;
        plan.mentions = self.mentions;
    }
}

/// All files in which words stand but its own, and of its table the other rows.
fn texts(revision: &Revision, site: &Site, editions: &[EntryId]) -> Vec<(SourcePath, String)> {
    let snapshot = &revision.snapshot;
    let settings = std::iter::once(&site.config.path).filter(|path| snapshot.contains(path));
    let folders = WORDS.iter().chain(&DECOR);
    let own: Vec<&Entry> = editions.iter().map(|id| &**site.entry(*id)).collect();
    let own = |path: &SourcePath| own.iter().find(|entry| entry.source == *path);
    let files = folders
        .flat_map(|folder| snapshot.below(folder))
        .map(|(path, _)| path)
        .chain(settings);
    files
        .filter(|path| path.ends_in(&TEXTS) && own(path).is_none_or(|entry| entry.is_row()))
        .map(|path| {
            let mut bytes =
                snapshot.read_part(path, 0, usize::try_from(TEXT_LIMIT).unwrap_or(usize::MAX));
            let row = own(path).map_or(0..0, |entry| entry.span.clone());
            if row.end <= bytes.len() {
                bytes.drain(row);
            }
            // What is saved in another encoding names files all the same.
            bytes.retain(|byte| *byte != 0);
            (path.clone(), String::from_utf8_lossy(&bytes).into_owned())
        })
        .collect()
}

/// The files in the folder of its own that it may have, but for other texts and what belongs to these.
fn beside(snapshot: &Snapshot, site: &Site, editions: &[EntryId]) -> BTreeSet<SourcePath> {
    let places = editions.iter().map(|id| &site.entry(*id).place);
    let Some(place) = places.into_iter().find(|place| place.is_bundle) else {
        return BTreeSet::new();
    };
    let folder = format!("content/{}/", place.key);
    let files = || snapshot.below("content").map(|(path, _)| path);
    let files = || files().filter(|path| path.as_str().starts_with(&folder));
    // By their names, and not by what was read: one with a slip in it is no entry.
    let is_home = |path: &&SourcePath| {
        let name = path.file_name();
        path.ends_in(&MARKDOWN) && (name.starts_with("index.") || name.starts_with("_index."))
    };
    let nested: Vec<String> = files()
        .filter(is_home)
        .map(|path| format!("{}/", path.folder()))
        .filter(|other| *other != folder)
        .collect();
    let is_text = |path: &SourcePath| path.ends_in(&MARKDOWN) || path.ends_in(&TABLES);
    files()
        .filter(|path| !is_text(path))
        .filter(|path| !nested.iter().any(|other| path.as_str().starts_with(other)))
        .cloned()
        .collect()
}

fn files_of<'a>(site: &'a Site, entry: &'a Entry) -> impl Iterator<Item = &'a SourcePath> {
    let image = entry.front.image.iter().map(|image| image.src.as_str());
    let links = entry.body.links.iter().map(|link| &*link.target);
    image
        .chain(links)
        .filter_map(move |target| match site.resolve(entry, target) {
            Target::File(file) => Some(&file.source),
            _ => None,
        })
}

/// The sources that use a file: by a link, or by its address in a template, a style or the settings. A file beside
/// it is deleted if there are none, so for that its bare name counts, in whatever text: an entry that has expired
/// or can't be read is none of the site's, and may come back.
fn users(
    site: &Site,
    editions: &[EntryId],
    (path, is_beside): (&SourcePath, bool),
    texts: &[(SourcePath, String)],
) -> Vec<SourcePath> {
    let others = site.all().filter(|(id, _)| !editions.contains(id));
    let linking = others.filter(|(_, entry)| files_of(site, entry).any(|file| file == path));
    let mut found: BTreeSet<SourcePath> = linking.map(|(_, entry)| entry.source.clone()).collect();
    let address = site
        .files
        .get(path)
        .map(|file| file.url.as_str().trim_start_matches('/'));
    let whole = address.into_iter().chain(path.below("content"));
    let named: Vec<&str> = match is_beside {
        true => whole.filter_map(|name| name.rsplit('/').next()).collect(),
        false => whole.collect(),
    };
    let naming = texts
        .iter()
        .filter(|(_, text)| named.iter().any(|name| text.contains(name)));
    found.extend(naming.map(|(path, _)| path.clone()));
    found.into_iter().collect()
}

/// The comments to it, whatever was decided on them.
fn comments(revision: &Revision, site: &Site, editions: &[EntryId]) -> Vec<SourcePath> {
    let Some(place) = editions.first().map(|id| &site.entry(*id).place) else {
        return Vec::new();
    };
    let named = site.entries.iter().map(|entry| &entry.place);
    let is_only = named
        .filter(|other| other.name == place.name && !other.is_section)
        .all(|other| other.key == place.key);
    let files = revision.snapshot.below(FOLDER).map(|(path, _)| path);
    let is_about = |path: &&SourcePath| {
        let about = path.below(FOLDER).and_then(|path| path.rsplit_once('/'));
        about.is_some_and(|(about, _)| about == place.key || is_only && about == place.name)
    };
    files.filter(is_about).cloned().collect()
}

/// The sources in which its title or its address stands, or which link to it.
fn mentions(site: &Site, editions: &[EntryId], texts: &[(SourcePath, String)]) -> Vec<SourcePath> {
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
        if !entry.is_row() {
            words.insert(&entry.place.path);
        }
        words.extend(entry.listing().map(|listing| listing.id.as_str()));
    }
    words.retain(|word| word.chars().count() >= TELLING);
    let is_told = |path: &SourcePath| DECOR.iter().all(|folder| path.below(folder).is_none());
    for (path, text) in texts.iter().filter(|(path, _)| is_told(path)) {
        if words.iter().any(|word| text.contains(word)) {
            found.insert(path.clone());
        }
    }
    let own: Vec<&SourcePath> = editions.iter().map(|id| &site.entry(*id).source).collect();
    found.retain(|path| !own.contains(&path));
    found.into_iter().collect()
}
