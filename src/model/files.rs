//! Files that are published as they are: those of `static/`, and those beside entries.

use super::publish::LeftOut;
use super::urls::{folder_url, segment};
use crate::base::diag::{Diagnostic, Sink};
use crate::base::paths::{OutPath, SourcePath, UrlPath};
use crate::content::Entry;
use crate::content::picture::Sight;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A file with its place in the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteFile {
    /// The file.
    pub source: SourcePath,
    /// Where it will stand in the output.
    pub out: OutPath,
    /// Its URL, without the base URL's path.
    pub url: UrlPath,
    /// What is seen of it if it is a picture.
    pub sight: Sight,
}

/// Gives every file its URL. Files beside an entry that is left out are left out too.
pub(super) fn place(
    files: BTreeMap<SourcePath, Sight>,
    entries: &[Arc<Entry>],
    urls: &[UrlPath],
    left_out: &LeftOut,
    sink: &mut Sink,
) -> BTreeMap<SourcePath, SiteFile> {
    let bundles: BTreeMap<&str, &UrlPath> = entries
        .iter()
        .zip(urls)
        .filter(|(entry, _)| entry.place.is_bundle && entry.place.lang.is_none())
        // Nothing can stand below a page whose address is a file's.
        .filter(|(_, url)| url.as_str().ends_with('/'))
        .map(|(entry, url)| (entry.place.key.as_str(), url))
        .collect();
    let mut placed = BTreeMap::new();
    for (source, sight) in files {
        if left_out.withheld.contains(source.as_str()) {
            continue;
        }
        let wanted = match source.below("static") {
            Some(path) => path.to_owned(),
            None => match source
                .below("content")
                .map(|path| beside(path, &bundles, left_out))
            {
                Some(Some(path)) => path,
                _ => continue,
            },
        };
        match OutPath::parse(&wanted) {
            Ok(out) => {
                let url = out.url();
                let file = SiteFile {
                    source: source.clone(),
                    out,
                    url,
                    sight,
                };
                placed.insert(source, file);
            }
            Err(error) => sink.push(
                Diagnostic::error(
                    "files/name",
                    format!("this file can't be published under its name: {error}"),
                )
                .in_file(&source)
                .help("rename the file: letters, digits, hyphens and dots are safe everywhere"),
            ),
        }
    }
    placed
}

/// Where a file below `content/` goes: beside its bundle's page, else below its folder's URL.
fn beside(path: &str, bundles: &BTreeMap<&str, &UrlPath>, left_out: &LeftOut) -> Option<String> {
    let mut folder = path;
    let stays = left_out.shown.contains(&format!("content/{path}"));
    while let Some(at) = folder.rfind('/') {
        folder = &folder[..at];
        if left_out.bundles.contains(folder) && !stays {
            return None;
        }
        if let Some(url) = bundles.get(folder) {
            let rest = &path[folder.len() + 1..];
            return Some(format!("{}{rest}", url.as_str().trim_start_matches('/')));
        }
    }
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let folder = folder_url(folder);
    Some(
        format!("{folder}/{}", file_name(name))
            .trim_start_matches('/')
            .to_owned(),
    )
}

fn file_name(name: &str) -> String {
    if OutPath::parse(name).is_ok() {
        return name.to_owned();
    }
    match name.rsplit_once('.') {
        Some((stem, ending)) => format!("{}.{}", segment(stem), segment(ending)),
        None => segment(name),
    }
}
