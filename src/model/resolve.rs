//! Where a link leads. People write links as they are in git: relative to the file, to other sources.

use super::files::SiteFile;
use super::sections::SectionId;
use super::site::{EntryId, Site};
use crate::base::diag::nearest;
use crate::base::lang::Lang;
use crate::base::paths::{SourcePath, decode};
use crate::content::{Entry, place};

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target<'a> {
    /// Out of the site, or to a place on the same page: it stays as it was written.
    AsWritten,
    /// To an entry, perhaps to a place in it.
    Entry {
        /// The entry, in the language of the page that links to it where there is one.
        id: EntryId,
        /// The part after `#`, as written.
        fragment: Option<&'a str>,
    },
    /// To the list of a folder that has no text of its own.
    Section(SectionId),
    /// To a file that is copied.
    File(&'a SiteFile),
    /// To another page of the site, such as a term's; whether it exists is the plan's to say.
    Page(&'a str),
    /// Nowhere.
    Missing,
}

impl Site {
    /// Finds where `link`, as written in an entry, leads.
    pub fn resolve<'a>(&'a self, from: &Entry, link: &'a str) -> Target<'a> {
        self.resolve_from(&from.source, &from.lang, link)
    }

    /// Finds where `link`, as written in the file `from` for readers of `lang`, leads.
    pub fn resolve_from<'a>(&'a self, from: &SourcePath, lang: &Lang, link: &'a str) -> Target<'a> {
        if link.is_empty() || link.starts_with('#') || is_outside(link) {
            return Target::AsWritten;
        }
        let (path, fragment) = match link.split_once('#') {
            Some((path, fragment)) => (path, Some(fragment)),
            None => (link, None),
        };
        let path = path.split('?').next().unwrap_or(path);
        let Some(decoded) = decode(path) else {
            return Target::Missing;
        };
        if let Some(rooted) = decoded.strip_prefix('/') {
            return self.at_top(lang, rooted, path, fragment);
        }
        let followed = from.follow(&decoded);
        followed
            .and_then(|path| self.at(lang, &path, fragment))
            .unwrap_or(Target::Missing)
    }

    /// A link that begins with `/`: a source below `content/`, a file, or the URL of a page.
    fn at_top<'a>(
        &'a self,
        lang: &Lang,
        rooted: &str,
        path: &'a str,
        fragment: Option<&'a str>,
    ) -> Target<'a> {
        let source = rooted.trim_end_matches('/');
        let found = self
            .at(lang, &format!("content/{source}"), fragment)
            .filter(|_| !source.is_empty())
            .or_else(|| self.at(lang, &format!("static/{source}"), fragment));
        if let Some(target) = found {
            return target;
        }
        let url = format!("/{source}/").replace("//", "/");
        match self.by_url.get(url.as_str()) {
            Some(id) => Target::Entry { id: *id, fragment },
            None => Target::Page(path),
        }
    }

    /// The entry of a row; what is left of one that was withdrawn has a file of its own.
    fn row(&self, table: &str, row: &str) -> Option<EntryId> {
        let folder = table.rfind('/').map_or("", |at| &table[..=at]);
        let left = || {
            let id = self.named(&format!("{folder}{row}.md"))?;
            self.entry(id).is_withdrawn().then_some(id)
        };
        let found = self.by_name.get(format!("{table}#{row}").as_str());
        found.copied().or_else(left)
    }

    /// What stands at a path below the project.
    fn at<'a>(&'a self, lang: &Lang, path: &str, fragment: Option<&'a str>) -> Option<Target<'a>> {
        if let Some(file) = self.files.get(path) {
            return Some(Target::File(file));
        }
        let below = match path {
            "content" => "",
            _ => path.strip_prefix("content/")?,
        };
        if place::TABLES.contains(&below.rsplit('.').next().unwrap_or(""))
            && let Some(row) = fragment
            && let Some(id) = self.row(below, row)
        {
            let id = self.translated(id, lang);
            return Some(Target::Entry { id, fragment: None });
        }
        let folder = below.trim_end_matches('/');
        let inside = |name: &str| {
            if folder.is_empty() {
                name.to_owned()
            } else {
                format!("{folder}/{name}")
            }
        };
        let exact = self.named(below);
        let id = exact
            .or_else(|| self.named(&format!("{folder}.md")))
            .or_else(|| self.named(&inside("index.md")))
            .or_else(|| self.named(&inside("_index.md")));
        let Some(id) = id else {
            let section = self
                .section_at(folder, lang)
                .or_else(|| self.section_at(folder, self.config.default_lang()));
            return section.map(Target::Section);
        };
        // A link that names a translation means that translation.
        let named = exact.is_some() && self.entry(id).place.lang.is_some();
        let id = if named { id } else { self.translated(id, lang) };
        Some(Target::Entry { id, fragment })
    }

    /// The nearest thing to a link that leads nowhere, as it would be written: a picture for a
    /// picture, a page or another file for all else, and never the file itself.
    pub fn suggest(&self, from: &Entry, link: &str, picture: bool) -> Option<String> {
        let path = link.split(['#', '?']).next().unwrap_or(link);
        let followed = from.source.follow(&decode(path)?)?;
        let wanted = followed.strip_prefix("content/").unwrap_or(&followed);
        let own = from.place.path.as_str();
        let mut entries: Vec<&str> = self.names.iter().map(AsRef::as_ref).collect();
        entries.sort_unstable();
        let entries = entries.into_iter().filter(|path| !picture && *path != own);
        let is_picture = |path: &SourcePath| PICTURES.contains(&path.extension().as_str());
        let files = self.files.keys().filter(|path| is_picture(path) == picture);
        let known: Vec<&str> = entries
            .chain(files.filter_map(|path| path.below("content")))
            .collect();
        let name = wanted.rsplit('/').next().unwrap_or(wanted);
        let has_name = |path: &&&str| path.rsplit('/').next() == Some(name);
        let elsewhere = known.iter().find(has_name).copied();
        let mut of_static = self
            .files
            .keys()
            .filter(|path| is_picture(path) == picture)
            .filter_map(|path| path.below("static"));
        if elsewhere.is_none()
            && let Some(path) = of_static.find(|path| path.rsplit('/').next() == Some(name))
        {
            return Some(format!("/{path}"));
        }
        let near = elsewhere.or_else(|| nearest(wanted, known.iter().copied()))?;
        Some(relative(own, near))
    }
}

/// Endings of pictures.
const PICTURES: [&str; 7] = ["jpg", "jpeg", "png", "gif", "webp", "avif", "svg"];

/// Whether a link has a scheme (`https:`, `mailto:`, `tel:`) or names another host (`//…`).
pub(crate) fn is_outside(link: &str) -> bool {
    if link.starts_with("//") {
        return true;
    }
    let scheme = link.split([':', '/', '#', '?']).next().unwrap_or("");
    link[scheme.len()..].starts_with(':')
        && scheme.len() > 1
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
}

/// The way from one path to another, as one writes it in a link.
fn relative(from: &str, to: &str) -> String {
    let mut from: Vec<&str> = from.split('/').collect();
    from.pop();
    let to_parts: Vec<&str> = to.split('/').collect();
    let shared = from
        .iter()
        .zip(&to_parts)
        .take_while(|(a, b)| a == b)
        .count();
    let shared = shared.min(to_parts.len() - 1);
    let up = "../".repeat(from.len() - shared);
    format!("{up}{}", to_parts[shared..].join("/"))
}
