//! Tera with this site's templates: the layers of a theme, its functions and filters, its directives.

use super::errors;
use super::loading::Loading;
use super::{filters, functions};
use crate::base::diag::{Diagnostic, Sink, nearest};
use crate::base::digest::{Digest, DigestWriter};
use crate::base::paths::SourcePath;
use std::collections::{BTreeMap, BTreeSet};
use tera::Tera;

/// A template as it was found.
#[derive(Clone, Debug)]
pub struct TemplateSource {
    /// Its layer, such as `site/`, `theme/` or `default/`.
    pub layer: String,
    /// Its path below the layer's `templates/`.
    pub name: String,
    /// The file, for messages.
    pub path: SourcePath,
    /// Its text.
    pub text: String,
}

/// A template that no other uses, and that takes the place of none.
#[derive(Debug)]
pub struct Idle<'a> {
    /// Its name in its layer.
    pub name: &'a str,
    /// Its file.
    pub path: &'a SourcePath,
    /// The template of a lower layer that is called almost like it.
    pub near: String,
}

/// The templates of a site, ready to render.
pub struct Engine {
    pub(super) tera: Tera,
    layers: Vec<String>,
    paths: BTreeMap<String, (SourcePath, String)>,
    directives: BTreeSet<String>,
    broken: BTreeSet<String>,
    /// Of all templates.
    pub digest: Digest,
}

impl Engine {
    /// Loads templates in layers, the first of which wins. Broken ones are reported and left out, so
    /// that one run finds every fault.
    pub fn load(layers: Vec<String>, sources: &[TemplateSource], sink: &mut Sink) -> Engine {
        let mut digest = DigestWriter::new();
        let mut paths = BTreeMap::new();
        let mut texts: BTreeMap<String, String> = BTreeMap::new();
        for source in sources {
            let name = format!("{}{}", source.layer, source.name);
            digest.text(&name).text(&source.text);
            paths.insert(name.clone(), (source.path.clone(), source.text.clone()));
            let text = source.text.trim_start_matches(errors::MARK);
            texts.insert(name, text.to_owned());
        }
        let (tera, broken) = load_all(&layers, texts, &paths, sink);
        let mut directives = BTreeSet::new();
        for (name, (path, text)) in &paths {
            if !name.contains("/directives/") {
                continue;
            }
            let defined = components_in(text);
            let stem = name
                .rsplit('/')
                .next()
                .unwrap_or(name)
                .trim_end_matches(".html");
            if !defined.iter().any(|component| component == stem) && tera.contains_template(name) {
                sink.push(
                    Diagnostic::error(
                        "template/directive",
                        format!("this file should define a component called `{stem}`"),
                    )
                    .in_file(path)
                    .help("a directive is the component that is called like its file"),
                );
            }
            directives.insert(stem.to_owned());
        }
        directives.retain(|name| tera.contains_component(name));
        Engine {
            tera,
            layers,
            paths,
            directives,
            broken,
            digest: digest.finish(),
        }
    }

    /// Whether some layer has a template of this name.
    pub fn has(&self, name: &str) -> bool {
        self.tera.contains_template(name)
    }

    /// Whether a template of this name could not be loaded, which was reported then.
    pub fn is_broken(&self, name: &str) -> bool {
        let layers = self.layers.iter();
        layers
            .map(|layer| format!("{layer}{name}"))
            .any(|full| self.broken.contains(&full))
    }

    /// The names that directives in Markdown may have.
    pub fn directives(&self) -> impl Iterator<Item = &str> {
        self.directives.iter().map(String::as_str)
    }

    /// Whether there is a directive of this name.
    pub fn has_directive(&self, name: &str) -> bool {
        self.directives.contains(name)
    }

    /// The names of a directive's arguments, and whether it takes any.
    pub fn directive_args(&self, name: &str) -> Option<(Vec<String>, bool)> {
        let info = self.tera.get_component_definition(name)?;
        let names = info
            .args()
            .iter()
            .map(|arg| arg.name().to_owned())
            .collect();
        Some((names, info.rest_param().is_some()))
    }

    /// The template whose name is nearest, for messages.
    pub fn nearest_template(&self, name: &str) -> Option<String> {
        let bare: Vec<&str> = self
            .paths
            .keys()
            .map(|full| {
                self.layers
                    .iter()
                    .find_map(|layer| full.strip_prefix(layer.as_str()))
                    .unwrap_or(full)
            })
            .collect();
        let near = nearest(name, bare.iter().copied());
        // Front matter may leave the ending off.
        let near = near.or_else(|| nearest(&format!("{name}.html"), bare));
        near.map(str::to_owned)
    }

    /// The templates that no other uses and that take the place of none, but are called almost like one
    /// of a lower layer. Pages may still ask for them in their front matter.
    pub fn idle(&self) -> Vec<Idle<'_>> {
        let lowest = self.layers.last().map_or("", String::as_str);
        let mut idle = Vec::new();
        for (depth, layer) in self.layers.iter().enumerate() {
            let below = self.layers.get(depth + 1..).unwrap_or_default();
            let bare = |full: &'_ String| -> Option<String> {
                let found = below
                    .iter()
                    .find_map(|layer| full.strip_prefix(layer.as_str()));
                found.map(str::to_owned)
            };
            let lower: BTreeSet<String> = self.paths.keys().filter_map(bare).collect();
            for (full, (path, text)) in &self.paths {
                let Some(name) = full.strip_prefix(layer.as_str()) else {
                    continue;
                };
                if layer == lowest || lower.contains(name) || !components_in(text).is_empty() {
                    continue;
                }
                let stems = lower.iter().filter_map(|name| name.strip_suffix(".html"));
                let near = nearest(name.trim_end_matches(".html"), stems);
                let near = near.map(|stem| format!("{stem}.html"));
                if let Some(near) = near.filter(|_| !self.is_asked_for(name, full)) {
                    idle.push(Idle { name, path, near });
                }
            }
        }
        idle
    }

    /// Whether a template names another, to include or to extend it.
    fn is_asked_for(&self, name: &str, full: &str) -> bool {
        let quoted = |name: &str| {
            [
                format!("\"{name}\""),
                format!("'{name}'"),
                format!("`{name}`"),
            ]
        };
        let names: Vec<String> = quoted(name).into_iter().chain(quoted(full)).collect();
        let mut texts = self.paths.values().map(|(_, text)| text);
        texts.any(|text| names.iter().any(|name| text.contains(name.as_str())))
    }

    /// The file and the text of every template.
    pub fn templates(&self) -> impl Iterator<Item = &(SourcePath, String)> {
        self.paths.values()
    }

    /// The file of a template, and its text.
    pub(super) fn file(&self, name: &str) -> Option<&(SourcePath, String)> {
        self.paths.get(name).or_else(|| {
            self.layers
                .iter()
                .find_map(|layer| self.paths.get(&format!("{layer}{name}")))
        })
    }
}

/// The templates that can be loaded, and the names of those that can't, which was reported.
fn load_all(
    layers: &[String],
    mut texts: BTreeMap<String, String>,
    paths: &BTreeMap<String, (SourcePath, String)>,
    sink: &mut Sink,
) -> (Tera, BTreeSet<String>) {
    let mut loading = Loading {
        layers,
        paths,
        gone: BTreeSet::new(),
    };
    loop {
        let mut tera = fresh();
        if let Err(error) = tera.set_fallback_prefixes(layers.to_vec()) {
            sink.push(Diagnostic::error("template/load", error.to_string()));
            return (tera, loading.gone);
        }
        let pairs = texts
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str()));
        let Err(error) = tera.add_raw_templates(pairs) else {
            return (tera, loading.gone);
        };
        sink.extend(loading.leave_out(&error));
        let before = texts.len();
        texts.retain(|name, _| !loading.gone.contains(name));
        if texts.len() == before {
            return (fresh(), paths.keys().cloned().collect());
        }
    }
}

fn fresh() -> Tera {
    let mut tera = Tera::new();
    functions::register(&mut tera);
    filters::register(&mut tera);
    tera
}

/// The names of the components that a template defines.
pub(super) fn components_in(text: &str) -> Vec<String> {
    text.match_indices("component ")
        .filter(|(at, _)| text[..*at].trim_end_matches([' ', '-']).ends_with("{%"))
        .map(|(at, word)| {
            let rest = &text[at + word.len()..];
            rest.trim_start()
                .split(['(', ' ', '%'])
                .next()
                .unwrap_or("")
                .to_owned()
        })
        .collect()
}
