//! What is read of a theme: templates, words and assets of all its layers.

use super::assets::Assets;
use super::layers::{Layer, chain, read_bytes, read_text};
use crate::base::diag::{Diagnostic, Sink};
use crate::base::lang::Lang;
use crate::base::paths::SourcePath;
use crate::config::theme::{OptionValue, ThemeManifest, resolve_options};
use crate::config::{Config, colours};
use crate::content::{highlight, picture};
use crate::disk::Snapshot;
use crate::outputs::{FileCheck, as_picture};
use crate::render::TemplateSource;
use std::collections::{BTreeMap, BTreeSet};

/// Everything of the theme that is read from files.
pub(super) struct Theme {
    pub layers: Vec<Layer>,
    pub manifests: Vec<ThemeManifest>,
    /// Its options as the site has set them.
    pub options: BTreeMap<String, OptionValue>,
    pub templates: Vec<TemplateSource>,
    /// Words, those that win first.
    pub words: Vec<(Lang, SourcePath, String)>,
    pub assets: Assets,
    /// The allowed origins from which the assets load.
    pub origins: BTreeSet<String>,
}

/// A file as it may be published: a picture with nothing in it but the picture.
fn publishable(bytes: Vec<u8>, path: &SourcePath, sink: &mut Sink) -> Option<Vec<u8>> {
    let extension = path.extension();
    if !picture::is_picture(&extension) {
        return Some(bytes);
    }
    let sight = picture::look(&bytes, &extension);
    let clean = sight.picture.and_then(|known| as_picture(&bytes, known));
    if clean.is_none() {
        sink.push(
            Diagnostic::warning(
                "pictures/left-out",
                "this picture is not published: it can't be cleaned of what it says about you",
            )
            .in_file(path)
            .help("save it as JPEG, PNG or WebP, or delete it"),
        );
    }
    clean
}

/// Reads the theme of a site.
pub(super) fn load(snapshot: &Snapshot, config: &Config, sink: &mut Sink) -> Theme {
    let (layers, manifests) = chain(snapshot, config, sink);
    let mut loaded = Theme {
        templates: Vec::new(),
        words: Vec::new(),
        assets: Assets::default(),
        origins: BTreeSet::new(),
        options: resolve_options(&manifests, config, sink),
        manifests,
        layers,
    };
    let mut check = FileCheck::new(config);
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
                && let Some(bytes) = publishable(bytes, &path, sink)
            {
                check.look(&path, &bytes, sink);
                raw.insert(name, bytes);
            }
        }
    }
    raw.entry("syntax.css".to_owned())
        .or_insert_with(|| highlight::css().into_bytes());
    let own = colours::css(&loaded.options);
    for (_, sheet) in raw.iter_mut().filter(|(name, _)| name.ends_with(".css")) {
        colour(sheet, &own);
    }
    loaded.origins = check.origins;
    loaded.assets = Assets::publish(raw);
    loaded
}

/// Puts the colours of the theme into a stylesheet that wants them.
fn colour(sheet: &mut Vec<u8>, own: &str) {
    let mark = colours::MARK.as_bytes();
    if let Some(at) = memchr::memmem::find(sheet, mark) {
        sheet.splice(at..at + mark.len(), own.bytes());
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
