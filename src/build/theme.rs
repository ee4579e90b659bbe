//! The layers of a theme: the site's own files first, then its theme, that theme's parents, and at
//! the bottom the default theme, which is part of the program.

use super::assets::Assets;
use crate::base::diag::{Diagnostic, Sink, nearest};
use crate::base::lang::Lang;
use crate::base::paths::SourcePath;
use crate::base::span::Span;
use crate::config::Config;
use crate::config::theme::{self, ThemeManifest};
use crate::content::highlight;
use crate::disk::{EMBEDDED, Snapshot, embedded_file, embedded_files};
use crate::render::TemplateSource;
use std::collections::{BTreeMap, BTreeSet};

/// One layer: where its files are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Layer {
    /// The site's own `templates/`, `assets/` and `i18n/`.
    Site,
    /// A folder under `themes/`.
    Theme(String),
    /// The embedded theme.
    Default,
}

impl Layer {
    /// What stands before the names of its templates.
    pub fn prefix(&self) -> String {
        match self {
            Layer::Site => "site/".to_owned(),
            Layer::Theme(name) => format!("{name}/"),
            Layer::Default => "default/".to_owned(),
        }
    }

    fn files(&self, snapshot: &Snapshot, folder: &str) -> Vec<(String, SourcePath)> {
        let root = match self {
            Layer::Default => {
                let start = format!("{folder}/");
                return embedded_files()
                    .into_iter()
                    .filter_map(|name| {
                        let below = name.strip_prefix(&start)?.to_owned();
                        Some((below, SourcePath::named(&format!("{EMBEDDED}/{name}"))))
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

/// Everything of the theme that is read from files.
pub(super) struct Theme {
    pub layers: Vec<Layer>,
    pub manifests: Vec<ThemeManifest>,
    pub templates: Vec<TemplateSource>,
    /// Words, those that win first.
    pub words: Vec<(Lang, SourcePath, String)>,
    pub assets: Assets,
}

/// Reads the theme of a site.
pub(super) fn load(snapshot: &Snapshot, config: &Config, sink: &mut Sink) -> Theme {
    let (layers, manifests) = chain(snapshot, config, sink);
    let mut loaded = Theme {
        templates: Vec::new(),
        words: Vec::new(),
        assets: Assets::default(),
        manifests,
        layers,
    };
    let mut raw: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for layer in &loaded.layers {
        for (name, path) in layer.files(snapshot, "templates") {
            if let Some(text) = read_text(snapshot, &path, sink) {
                loaded.templates.push(TemplateSource {
                    layer: layer.prefix(),
                    name,
                    path,
                    text,
                });
            }
        }
        for (name, path) in layer.files(snapshot, "i18n") {
            let Some(lang) = words_lang(&name, &path, sink) else {
                continue;
            };
            if let Some(text) = read_text(snapshot, &path, sink) {
                loaded.words.push((lang, path, text));
            }
        }
        for (name, path) in layer.files(snapshot, "assets") {
            if !raw.contains_key(&name)
                && let Some(bytes) = read_bytes(snapshot, &path, sink)
            {
                raw.insert(name, bytes);
            }
        }
    }
    raw.entry("syntax.css".to_owned())
        .or_insert_with(|| highlight::css().into_bytes());
    loaded.assets = Assets::publish(raw);
    loaded
}

/// The layers from the site down to the default theme, and the manifests of the themes among them.
fn chain(
    snapshot: &Snapshot,
    config: &Config,
    sink: &mut Sink,
) -> (Vec<Layer>, Vec<ThemeManifest>) {
    let mut layers = vec![Layer::Site];
    let mut manifests = Vec::new();
    let (mut name, range) = config.theme.clone();
    let mut place = Some(Span::new(&config.path, range));
    let mut seen = BTreeSet::new();
    while name != "default" {
        if !seen.insert(name.clone()) {
            sink.push(at(
                place,
                Diagnostic::error(
                    "theme/circle",
                    format!("the theme `{name}` builds on itself"),
                )
                .help(
                    "take the `parent` out of one of these themes, or write parent = \"default\"",
                ),
            ));
            break;
        }
        let path = SourcePath::named(&format!("themes/{name}/theme.toml"));
        let exists = snapshot.below(&format!("themes/{name}")).next().is_some();
        if !exists {
            sink.push(at(place, no_theme(snapshot, &name, &seen)));
            break;
        }
        let text = if snapshot.contains(&path) {
            read_text(snapshot, &path, sink)
        } else {
            None
        };
        let manifest = text
            .map(|text| theme::read_manifest(&text, &path, sink))
            .unwrap_or_default();
        layers.push(Layer::Theme(name));
        let parent = manifest.parent.clone();
        place = parent
            .as_ref()
            .map(|(_, range)| Span::new(&path, range.clone()));
        name = parent.map_or("default".to_owned(), |(name, _)| name);
        manifests.push(manifest);
    }
    layers.push(Layer::Default);
    let path = SourcePath::named(&format!("{EMBEDDED}/theme.toml"));
    if let Some(text) = embedded_file("theme.toml").and_then(|bytes| String::from_utf8(bytes).ok())
    {
        manifests.push(theme::read_manifest(&text, &path, sink));
    }
    (layers, manifests)
}

fn at(place: Option<Span>, diagnostic: Diagnostic) -> Diagnostic {
    match place {
        Some(place) => diagnostic.at_span(place),
        None => diagnostic,
    }
}

/// `seen` are the themes above it, which it can't be.
fn no_theme(snapshot: &Snapshot, name: &str, seen: &BTreeSet<String>) -> Diagnostic {
    let folders: BTreeSet<&str> = snapshot
        .below("themes")
        .filter_map(|(path, _)| path.below("themes")?.split('/').next())
        .filter(|folder| !seen.contains(*folder))
        .chain(["default"])
        .collect();
    let diagnostic = Diagnostic::error(
        "theme/missing",
        format!("there is no theme in `themes/{name}`"),
    );
    match nearest(name, folders.iter().copied()) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic
            .help("theme = \"default\" is part of the program; others are folders under themes/"),
    }
}

fn words_lang(name: &str, path: &SourcePath, sink: &mut Sink) -> Option<Lang> {
    let lang = name.strip_suffix(".toml").and_then(Lang::parse);
    if lang.is_none() {
        sink.push(
            Diagnostic::warning(
                "words/file",
                "this file is left unread: its name is not a language",
            )
            .in_file(path)
            .help("files of words are called by their language: i18n/en.toml, i18n/pt-BR.toml"),
        );
    }
    lang
}

fn read_bytes(snapshot: &Snapshot, path: &SourcePath, sink: &mut Sink) -> Option<Vec<u8>> {
    if let Some(name) = path.as_str().strip_prefix(EMBEDDED) {
        return embedded_file(name.trim_start_matches('/'));
    }
    match snapshot.read(path) {
        Ok(bytes) => Some(bytes),
        Err(error) => {
            sink.push(error.diagnostic());
            None
        }
    }
}

fn read_text(snapshot: &Snapshot, path: &SourcePath, sink: &mut Sink) -> Option<String> {
    let bytes = read_bytes(snapshot, path, sink)?;
    match crate::disk::text_of(path, bytes) {
        Ok(text) => Some(text),
        Err(diagnostic) => {
            sink.push(*diagnostic);
            None
        }
    }
}
