//! What a file's path says of the entry in it: language, section folder, slug, date. It sees paths only.

use crate::base::day::{Day, parse_day};
use crate::base::lang::Lang;
use crate::base::paths::SourcePath;
use serde::{Deserialize, Serialize};

/// Where an entry stands, read off its path below `content/`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The path below `content/`.
    pub path: String,
    /// Its language, if the name has one: `about.ar.md`.
    pub lang: Option<Lang>,
    /// What its translations share: the path without language and ending; a bundle is its folder.
    pub key: String,
    /// The folder whose section it belongs to; empty for the home.
    pub folder: String,
    /// The name from which the slug is made; empty for sections.
    pub name: String,
    /// A date that the name begins with.
    pub day: Option<Day>,
    /// `_index.md`: the entry is its folder's section.
    pub is_section: bool,
    /// `name/index.md`: files beside it belong to it.
    pub is_bundle: bool,
}

/// Endings of Markdown files.
pub const MARKDOWN: [&str; 3] = ["md", "markdown", "mdown"];
/// Endings of tables of listings.
pub const TABLES: [&str; 6] = ["csv", "tsv", "yaml", "yml", "toml", "json"];

/// Reads the path of a Markdown file; `languages` are those of the site.
pub fn read(path: &SourcePath, languages: &[Lang]) -> Option<Place> {
    let below = path.below("content")?;
    let folder = below.rfind('/').map_or("", |at| &below[..at]);
    let (stem, lang) = split_lang(path.stem(), languages);
    let join = |folder: &str, name: &str| {
        if folder.is_empty() {
            name.to_owned()
        } else {
            format!("{folder}/{name}")
        }
    };
    let mut place = Place {
        path: below.to_owned(),
        lang,
        key: join(folder, stem),
        folder: folder.to_owned(),
        name: stem.to_owned(),
        day: None,
        is_section: stem == "_index",
        is_bundle: stem == "index" && !folder.is_empty(),
    };
    if place.is_section {
        place.key = join(folder, "_index");
        place.name = String::new();
    } else if place.is_bundle {
        let (parent, name) = folder.rsplit_once('/').unwrap_or(("", folder));
        place.key = folder.to_owned();
        place.folder = parent.to_owned();
        place.name = name.to_owned();
    } else if stem == "index" {
        // A lone index.md at the top is what people call a home page.
        place.is_section = true;
        place.key = "_index".to_owned();
        place.name = String::new();
    }
    if let Some((day, rest)) = split_day(&place.name) {
        place.day = Some(day);
        place.name = rest.to_owned();
    }
    Some(place)
}

/// A file's name without its language, and that.
pub(super) fn split_lang<'a>(stem: &'a str, languages: &[Lang]) -> (&'a str, Option<Lang>) {
    let Some((name, tag)) = stem.rsplit_once('.') else {
        return (stem, None);
    };
    match Lang::parse(tag).filter(|lang| languages.contains(lang)) {
        Some(lang) if !name.is_empty() => (name, Some(lang)),
        _ => (stem, None),
    }
}

/// A tag in a file's name that looks like a language which the site does not have.
pub fn unknown_lang(path: &SourcePath, languages: &[Lang]) -> Option<Lang> {
    let (_, tag) = path.stem().rsplit_once('.')?;
    let looks = tag.split('-').next().is_some_and(|part| part.len() == 2)
        && tag.chars().all(|c| c.is_ascii_alphabetic() || c == '-');
    Lang::parse(tag).filter(|lang| looks && !languages.contains(lang))
}

fn split_day(name: &str) -> Option<(Day, &str)> {
    let day = parse_day(name.get(..10)?)?;
    let rest = name[10..].trim_start_matches(['-', '_', ' ']);
    (!rest.is_empty()).then_some((day, rest))
}

/// A file's name without the date that it begins with.
pub fn without_day(name: &str) -> &str {
    split_day(name).map_or(name, |(_, rest)| rest)
}

/// A title from a file's name: `peer-support` is "Peer support".
pub fn title_from_name(name: &str) -> String {
    let words = name.replace(['-', '_'], " ");
    let mut chars = words.trim().chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => "Home".to_owned(),
    }
}
