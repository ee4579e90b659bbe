//! The layers of a theme: the site's own files first, then its theme, that theme's parents, and at
//! the bottom the default theme. A theme is a folder of the site, or else part of the program.

use crate::base::diag::{Diagnostic, Sink, nearest};
use crate::base::paths::SourcePath;
use crate::base::slug::slugify;
use crate::base::span::Span;
use crate::config::Config;
use crate::config::theme::{self, ThemeManifest};
use crate::disk::{
    DEFAULT_THEME, Snapshot, embedded_bytes, embedded_files, embedded_path, embedded_themes,
    is_embedded,
};
use std::collections::BTreeSet;

/// What a theme says of itself.
const MANIFEST: &str = "theme.toml";

/// One layer: where its files are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Layer {
    /// The site's own `templates/`, `assets/` and `i18n/`.
    Site,
    /// A folder under `themes/`.
    Theme(String),
    /// A theme that is part of the program.
    Embedded(String),
}

impl Layer {
    /// What stands before the names of its templates.
    pub fn prefix(&self) -> String {
        match self {
            Layer::Site => "site/".to_owned(),
            Layer::Theme(name) | Layer::Embedded(name) => format!("{name}/"),
        }
    }

    /// Its files below one of its folders, by their paths below that.
    pub(super) fn files(&self, snapshot: &Snapshot, folder: &str) -> Vec<(String, SourcePath)> {
        let root = match self {
            Layer::Embedded(theme) => {
                let start = format!("{folder}/");
                return embedded_files(theme)
                    .into_iter()
                    .filter_map(|name| {
                        let below = name.strip_prefix(&start)?.to_owned();
                        Some((below, SourcePath::named(&embedded_path(theme, &name))))
                    })
                    .collect();
            }
            Layer::Site => folder.to_owned(),
            Layer::Theme(name) => format!("themes/{name}/{folder}"),
        };
        let below = |path: &SourcePath| path.below(&root).map(str::to_owned);
        snapshot
            .below(&root)
            .filter_map(|(path, _)| Some((below(path)?, path.clone())))
            .collect()
    }
}

/// The layers from the site down to the default theme, and the manifests of the themes among them.
pub(super) fn chain(
    snapshot: &Snapshot,
    config: &Config,
    sink: &mut Sink,
) -> (Vec<Layer>, Vec<ThemeManifest>) {
    let mut layers = vec![Layer::Site];
    let mut manifests = Vec::new();
    let (mut name, range) = config.theme.clone();
    let mut place = Some(Span::new(&config.path, range));
    let mut seen = BTreeSet::new();
    while name != DEFAULT_THEME {
        if !seen.insert(name.clone()) {
            sink.push(at(place, circle(&name)));
            break;
        }
        let Some(layer) = layer_of(snapshot, &name) else {
            sink.push(at(place, no_theme(snapshot, &name, &seen)));
            break;
        };
        let (path, manifest) = manifest_of(snapshot, &layer, sink);
        layers.push(layer);
        let parent = manifest.parent.clone();
        place = parent
            .as_ref()
            .map(|(_, range)| Span::new(&path, range.clone()));
        name = parent.map_or(DEFAULT_THEME.to_owned(), |(name, _)| name);
        manifests.push(manifest);
    }
    let bottom = Layer::Embedded(DEFAULT_THEME.to_owned());
    manifests.push(manifest_of(snapshot, &bottom, sink).1);
    layers.push(bottom);
    (layers, manifests)
}

/// Whether a new theme may have this name. `site` is what templates call the site's own layer.
pub fn can_be_new(name: &str) -> bool {
    slugify(name) == name
        && !name.is_empty()
        && name != "site"
        && !embedded_themes().iter().any(|theme| theme == name)
}

/// The theme of this name: the site's folder of that name comes before what is part of the program.
pub(super) fn layer_of(snapshot: &Snapshot, name: &str) -> Option<Layer> {
    if name != "site" && snapshot.below(&format!("themes/{name}")).next().is_some() {
        return Some(Layer::Theme(name.to_owned()));
    }
    let embedded = embedded_themes().iter().any(|theme| theme == name);
    embedded.then(|| Layer::Embedded(name.to_owned()))
}

/// The `theme.toml` of a layer and what it says; a folder without one says nothing.
pub(super) fn manifest_of(
    snapshot: &Snapshot,
    layer: &Layer,
    sink: &mut Sink,
) -> (SourcePath, ThemeManifest) {
    let path = match layer {
        Layer::Embedded(name) => SourcePath::named(&embedded_path(name, MANIFEST)),
        Layer::Theme(name) => SourcePath::named(&format!("themes/{name}/{MANIFEST}")),
        Layer::Site => SourcePath::named(MANIFEST),
    };
    let there = is_embedded(path.as_str()) || snapshot.contains(&path);
    let text = there.then(|| read_text(snapshot, &path, sink)).flatten();
    let manifest = text.map(|text| theme::read_manifest(&text, &path, sink));
    (path, manifest.unwrap_or_default())
}

fn circle(name: &str) -> Diagnostic {
    Diagnostic::error(
        "theme/circle",
        format!("the theme `{name}` builds on itself"),
    )
    .help("take the `parent` out of one of these themes, or write parent = \"default\"")
}

fn at(place: Option<Span>, diagnostic: Diagnostic) -> Diagnostic {
    match place {
        Some(place) => diagnostic.at_span(place),
        None => diagnostic,
    }
}

/// `seen` are the themes above it, which it can't be.
fn no_theme(snapshot: &Snapshot, name: &str, seen: &BTreeSet<String>) -> Diagnostic {
    let embedded = embedded_themes();
    let folders: BTreeSet<&str> = snapshot
        .below("themes")
        .filter_map(|(path, _)| path.below("themes")?.split('/').next())
        .chain(embedded.iter().map(String::as_str))
        .filter(|folder| !seen.contains(*folder))
        .collect();
    let diagnostic = Diagnostic::error(
        "theme/missing",
        format!("there is no theme called `{name}`"),
    );
    match nearest(name, folders.iter().copied()) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => {
            let there = folders.into_iter().collect::<Vec<_>>().join(", ");
            diagnostic.help(match can_be_new(name) {
                true => {
                    format!("there are {there}; to begin one of your own: waypost theme new {name}")
                }
                false => format!("write the name of a theme alone; there are {there}"),
            })
        }
    }
}

pub(super) fn read_bytes(
    snapshot: &Snapshot,
    path: &SourcePath,
    sink: &mut Sink,
) -> Option<Vec<u8>> {
    if is_embedded(path.as_str()) {
        return embedded_bytes(path.as_str());
    }
    match snapshot.read(path) {
        Ok(bytes) => Some(bytes),
        Err(error) => {
            sink.push(error.diagnostic());
            None
        }
    }
}

pub(super) fn read_text(snapshot: &Snapshot, path: &SourcePath, sink: &mut Sink) -> Option<String> {
    let bytes = read_bytes(snapshot, path, sink)?;
    match crate::disk::text_of(path, bytes) {
        Ok(text) => Some(text),
        Err(diagnostic) => {
            sink.push(*diagnostic);
            None
        }
    }
}
