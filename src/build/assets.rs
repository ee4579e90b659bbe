//! The assets of a theme under names with their digests, and stylesheets that know those names.

use super::compact::compact;
use crate::base::digest::Digest;
use crate::base::paths::SourcePath;
use crate::base::stylesheet;
use crate::facts::Asset;
use bytes::Bytes;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Assets as they are published.
#[derive(Default)]
pub(super) struct Assets {
    /// Their addresses, by name.
    pub known: BTreeMap<String, Asset>,
    /// Their bytes, by name.
    pub bytes: BTreeMap<String, Bytes>,
}

impl Assets {
    /// Names each asset by its digest. A stylesheet comes after those that it points to, so that its
    /// own name changes with theirs.
    pub fn publish(raw: BTreeMap<String, Vec<u8>>) -> Assets {
        let mut assets = Assets::default();
        let (mut sheets, others): (BTreeMap<_, _>, BTreeMap<_, _>) = raw
            .into_iter()
            .partition(|(name, _)| name.ends_with(".css"));
        for (name, bytes) in others {
            assets.add(name, bytes);
        }
        while let Some(name) = next(&sheets) {
            let bytes = sheets.remove(&name).unwrap_or_default();
            let bytes = match String::from_utf8(bytes) {
                Ok(css) => compact(&assets.with_published_names(&css, &name)).into_bytes(),
                Err(other) => other.into_bytes(),
            };
            assets.add(name, bytes);
        }
        assets
    }

    fn add(&mut self, name: String, bytes: Vec<u8>) {
        let digest = Digest::of(&bytes);
        let url = match name.rsplit_once('.') {
            Some((stem, ending)) => format!("/assets/{stem}.{}.{ending}", digest.short()),
            None => format!("/assets/{name}.{}", digest.short()),
        };
        let bytes: Bytes = bytes.into();
        let asset = Asset {
            url,
            digest,
            bytes: bytes.clone(),
        };
        self.known.insert(name.clone(), asset);
        self.bytes.insert(name, bytes);
    }

    /// The stylesheet with the published names of the assets that it points to. They stay beside it as
    /// they were, so that a base URL with a path needs no other form.
    fn with_published_names(&self, css: &str, sheet: &str) -> String {
        let mut out = String::with_capacity(css.len() + css.len() / 16);
        let mut from = 0;
        for range in addresses(css) {
            let written = &css[range.clone()];
            let Some(asset) = target(written, sheet).and_then(|name| self.known.get(&name)) else {
                continue;
            };
            let path = &written[..path_end(written)];
            let folder = path.rfind('/').map_or(0, |at| at + 1);
            let name = asset.url.rsplit('/').next().unwrap_or(&asset.url);
            out.push_str(&css[from..range.start + folder]);
            out.push_str(name);
            from = range.start + path.len();
        }
        out.push_str(&css[from..]);
        out
    }
}

/// The first stylesheet that points to no other that is still to come; of those that point to each
/// other in a circle, the first.
fn next(sheets: &BTreeMap<String, Vec<u8>>) -> Option<String> {
    let names: BTreeSet<&str> = sheets.keys().map(String::as_str).collect();
    let is_free = |(name, bytes): &(&String, &Vec<u8>)| {
        let css = String::from_utf8_lossy(bytes);
        let mut targets = addresses(&css)
            .into_iter()
            .filter_map(|range| target(&css[range], name));
        targets.all(|other| other == **name || !names.contains(other.as_str()))
    };
    let free = sheets.iter().find(is_free).or_else(|| sheets.iter().next());
    free.map(|(name, _)| name.clone())
}

/// Where the addresses stand in a stylesheet.
fn addresses(css: &str) -> Vec<Range<usize>> {
    let found = stylesheet::addresses(css.as_bytes()).into_iter();
    found.map(|address| address.range).collect()
}

/// The name of the asset that an address in a stylesheet means, were it one.
fn target(written: &str, sheet: &str) -> Option<String> {
    let path = &written[..path_end(written)];
    if path.is_empty() || path.starts_with('/') {
        return None;
    }
    SourcePath::named(sheet).follow(path)
}

/// Where `?…` and `#…` begin.
fn path_end(written: &str) -> usize {
    written.find(['?', '#']).unwrap_or(written.len())
}
