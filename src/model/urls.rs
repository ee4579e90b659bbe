//! The URL of every entry, from its place and front matter.

use crate::base::digest::Digest;
use crate::base::paths::UrlPath;
use crate::base::slug;
use crate::config::Config;
use crate::content::Entry;
use rayon::prelude::*;
use std::sync::Arc;

/// The entries' URLs, in their order.
pub(super) fn assign(entries: &[Arc<Entry>], config: &Config) -> Vec<UrlPath> {
    let entries = entries.par_iter().with_min_len(64);
    entries.map(|entry| url_of(entry, config)).collect()
}

fn url_of(entry: &Entry, config: &Config) -> UrlPath {
    if let Some(path) = &entry.front.path {
        return path.clone();
    }
    let mut url = config.lang_prefix(&entry.lang);
    url.push_str(&folder_url(&entry.place.folder));
    if !entry.place.is_section {
        let slug = entry
            .front
            .slug
            .clone()
            .unwrap_or_else(|| entry.place.name.clone());
        url.push('/');
        url.push_str(&segment(&slug));
    }
    url.push('/');
    of_segments(&url)
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
