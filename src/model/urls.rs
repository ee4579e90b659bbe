//! The URL of every entry, from its place and front matter; that of a discreet page says nothing of
//! either but a word that its author has chosen for it.

use super::care::{Care, Guide};
use crate::base::digest::Digest;
use crate::base::lang::Lang;
use crate::base::paths::UrlPath;
use crate::base::slug;
use crate::config::Config;
use crate::content::Entry;
use rayon::prelude::*;
use std::sync::Arc;

/// The folder of all discreet pages.
const DISCREET: &str = "/p";

/// The entries' URLs, in their order.
pub(super) fn assign(
    entries: &[Arc<Entry>],
    care: &[Care],
    guide: &Guide<'_>,
    config: &Config,
) -> Vec<UrlPath> {
    let chunks = entries
        .par_chunks(256)
        .zip(care.par_chunks(256))
        .map(|(entries, care)| {
            // Most entries stand beside others of their folder.
            let mut folder = Folder::default();
            let urls = entries
                .iter()
                .zip(care)
                .map(|(entry, care)| match entry.section() {
                    Some(_) => of_section(entry, guide, config),
                    None if care.discreet => discreet(entry, config),
                    None => folder.url_of(entry, config),
                });
            urls.collect::<Vec<UrlPath>>()
        });
    chunks.collect::<Vec<_>>().into_iter().flatten().collect()
}

/// A folder in one language, and its URL.
#[derive(Default)]
struct Folder<'a> {
    of: Option<(&'a Lang, &'a str)>,
    url: String,
    /// The same as an address, if it can be one.
    address: Option<UrlPath>,
}

impl<'a> Folder<'a> {
    /// The URL of an entry, which may be in another folder than the one before.
    fn url_of(&mut self, entry: &'a Entry, config: &Config) -> UrlPath {
        if let Some(path) = &entry.front.path {
            return path.clone();
        }
        let of = Some((&entry.lang, entry.place.folder.as_str()));
        if self.of != of {
            self.url = config.lang_prefix(&entry.lang);
            self.url.push_str(&folder_url(&entry.place.folder));
            self.address = UrlPath::parse(&format!("{}/", self.url)).ok();
            self.of = of;
        }
        let slug = entry.front.slug.as_ref().unwrap_or(&entry.place.name);
        let name = segment(slug);
        let below = self.address.as_ref().and_then(|folder| folder.child(&name));
        below.unwrap_or_else(|| of_segments(&format!("{}/{name}/", self.url)))
    }
}

/// The URL of a section's own page.
fn of_section(entry: &Entry, guide: &Guide<'_>, config: &Config) -> UrlPath {
    match &entry.front.path {
        Some(path) => path.clone(),
        None => of_folder((&entry.lang, &entry.place.folder), guide, config),
    }
}

/// The URL of a folder's list, in a language.
pub(super) fn of_folder(
    (lang, folder): (&Lang, &str),
    guide: &Guide<'_>,
    config: &Config,
) -> UrlPath {
    let is_discreet = !folder.is_empty() && guide.section(lang, folder).discreet;
    match is_discreet {
        true => neutral_page(lang, folder, config),
        false => {
            let prefix = config.lang_prefix(lang);
            of_segments(&format!("{prefix}{}/", folder_url(folder)))
        }
    }
}

/// The URL of a discreet entry: the slug that it gives itself, else a word that says nothing.
fn discreet(entry: &Entry, config: &Config) -> UrlPath {
    if let Some(path) = &entry.front.path {
        return path.clone();
    }
    let Some(slug) = &entry.front.slug else {
        return neutral_page(&entry.lang, &entry.place.key, config);
    };
    let prefix = config.lang_prefix(&entry.lang);
    of_segments(&format!("{prefix}{DISCREET}/{}/", segment(slug)))
}

/// The URL of a discreet page in a language: it does not tell what it is made from.
pub(super) fn neutral_page(lang: &Lang, path: &str, config: &Config) -> UrlPath {
    let prefix = config.lang_prefix(lang);
    of_segments(&format!("{prefix}{DISCREET}/{}/", neutral(path)))
}

/// A name for a path that can't be read back from it by looking. It is the same in every language and
/// every build, so it may be linked to.
fn neutral(path: &str) -> String {
    format!("{:032x}", Digest::of(path.as_bytes()).0)[..8].to_owned()
}

/// A URL whose parts come from [`segment`]; a language's tag may stand before them, and some tags
/// are device names.
pub(super) fn of_segments(url: &str) -> UrlPath {
    UrlPath::parse(url)
        .or_else(|_| UrlPath::parse(&folder_url(url)))
        .unwrap_or_else(|_| UrlPath::root())
}

/// The URL of a folder below `content/`: `""` for the top, `/articles` without a final slash.
pub(super) fn folder_url(folder: &str) -> String {
    folder
        .split('/')
        .filter(|part| !part.is_empty())
        .map(|part| format!("/{}", segment(part)))
        .collect()
}

/// A name as a URL's part; a name without any letter or digit gets a digest.
pub(super) fn segment(name: &str) -> String {
    let slug = slug::segment(name);
    if slug.is_empty() {
        Digest::of(name.as_bytes()).short()
    } else {
        slug
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_short_way_leads_where_parsing_does(
            folder in "(/[a-z0-9.-]{1,6}){0,3}/",
            name in "[a-zA-Z0-9.-]{0,12}|con|com1|x{250,260}",
        ) {
            let Ok(folder) = UrlPath::parse(&folder) else {
                return Ok(());
            };
            if let Some(child) = folder.child(&name) {
                let parsed = UrlPath::parse(&format!("{}{name}/", folder.as_str()));
                prop_assert_eq!(Ok(child), parsed);
            }
        }
    }
}
