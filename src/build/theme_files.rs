//! Which themes a site may choose from, and which files its own theme consists of.

use super::layers::{Layer, chain, layer_of, manifest_of, read_bytes};
use crate::base::diag::Sink;
use crate::base::paths::SourcePath;
use crate::config;
use crate::disk::{DiskError, Snapshot, WalkOptions, embedded_themes};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

const CONFIG: &str = "waypost.toml";
/// The folders of a theme whose files a site can take over, each to the folder of the same name.
const FOLDERS: [&str; 3] = ["assets", "i18n", "templates"];

/// The themes that a site may choose from, and the files of the one it has.
pub struct ThemeFiles {
    /// The site's theme.
    pub chosen: String,
    /// Every theme there is, sorted by name.
    pub themes: Vec<ThemeKnown>,
    /// The files of the site's theme and of those it stands on, sorted by name.
    pub files: Vec<ThemeFile>,
    snapshot: Snapshot,
}

/// A theme that a site may choose.
pub struct ThemeKnown {
    /// The word for `theme = "…"`.
    pub name: String,
    /// One line on what it is.
    pub description: Option<String>,
    /// Whether it is part of the program.
    pub is_embedded: bool,
}

/// A file of a theme.
pub struct ThemeFile {
    /// Its path in the theme, such as `templates/base.html`.
    pub name: String,
    /// The theme that it comes from.
    pub theme: String,
    /// Whether the site has one of its own in its place.
    pub is_own: bool,
    path: SourcePath,
}

impl ThemeFiles {
    /// Looks at the site in `root`; without one at the default theme.
    ///
    /// # Errors
    /// If there is no such folder.
    pub fn read(root: Option<&Path>) -> Result<ThemeFiles, DiskError> {
        let mut sink = Sink::new();
        let snapshot = match root {
            Some(root) => Snapshot::take(root, &WalkOptions::default(), &mut sink)?,
            None => Snapshot::empty(Path::new("")),
        };
        let path = SourcePath::named(CONFIG);
        let text = read_bytes(&snapshot, &path, &mut sink).unwrap_or_default();
        let config = config::read(&String::from_utf8_lossy(&text), &path, &mut sink);
        let (layers, _) = chain(&snapshot, &config, &mut sink);
        Ok(ThemeFiles {
            chosen: config.theme.0.clone(),
            themes: themes(&snapshot),
            files: files(&snapshot, &layers),
            snapshot,
        })
    }

    /// The text of one of the files, if it is text.
    pub fn text(&self, file: &ThemeFile) -> Option<String> {
        let bytes = read_bytes(&self.snapshot, &file.path, &mut Sink::new())?;
        String::from_utf8(bytes).ok()
    }
}

fn themes(snapshot: &Snapshot) -> Vec<ThemeKnown> {
    let folders = snapshot
        .below("themes")
        .filter_map(|(path, _)| Some(path.below("themes")?.split_once('/')?.0.to_owned()));
    let names: BTreeSet<String> = folders.chain(embedded_themes()).collect();
    let known = |name: String| {
        let layer = layer_of(snapshot, &name)?;
        let (_, manifest) = manifest_of(snapshot, &layer, &mut Sink::new());
        Some(ThemeKnown {
            name,
            description: manifest.description,
            is_embedded: matches!(layer, Layer::Embedded(_)),
        })
    };
    names.into_iter().filter_map(known).collect()
}

fn files(snapshot: &Snapshot, layers: &[Layer]) -> Vec<ThemeFile> {
    let mut found: BTreeMap<String, ThemeFile> = BTreeMap::new();
    let mut own = BTreeSet::new();
    for layer in layers {
        for (folder, (below, path)) in FOLDERS.iter().flat_map(|folder| {
            layer
                .files(snapshot, folder)
                .into_iter()
                .map(move |file| (folder, file))
        }) {
            let name = format!("{folder}/{below}");
            match layer {
                Layer::Site => {
                    own.insert(name);
                }
                Layer::Theme(theme) | Layer::Embedded(theme) => {
                    let is_own = own.contains(&name);
                    found.entry(name.clone()).or_insert_with(|| ThemeFile {
                        name,
                        theme: theme.clone(),
                        is_own,
                        path,
                    });
                }
            }
        }
    }
    found.into_values().collect()
}
