//! All colours of a theme with what the site has set: whether they can be read on each other, which is
//! nearest that can, and what a colour of the site is on dark pages. It reads nothing.

use super::colours::{Contrast, Pair, Scheme};
use super::theme::{OptionKind, OptionSpec, OptionValue, ThemeManifest};
use crate::base::colour::Colour;
use crate::base::diag::{Diagnostic, Sink};
use crate::base::node::Node;
use crate::base::paths::SourcePath;
use crate::base::span::Span;
use std::collections::BTreeMap;

/// A theme's colours, and where each was set.
pub(super) struct Palette<'a> {
    chain: &'a [ThemeManifest],
    specs: &'a BTreeMap<&'a str, &'a OptionSpec>,
    /// By option, what the site has set.
    site: BTreeMap<&'a str, &'a Node>,
    site_path: &'a SourcePath,
    colours: BTreeMap<&'a str, Pair>,
}

impl<'a> Palette<'a> {
    pub fn of(
        chain: &'a [ThemeManifest],
        specs: &'a BTreeMap<&'a str, &'a OptionSpec>,
        site: (&'a SourcePath, BTreeMap<&'a str, &'a Node>),
        values: &BTreeMap<String, OptionValue>,
    ) -> Palette<'a> {
        let colours = specs.keys().filter_map(|name| match values.get(*name)? {
            OptionValue::Color(pair) => Some((*name, *pair)),
            _ => None,
        });
        Palette {
            chain,
            specs,
            colours: colours.collect(),
            site_path: site.0,
            site: site.1,
        }
    }

    /// Finds a dark variant for what the site has set in one colour only, tells what is not readable, and
    /// gives the colours.
    pub fn settled(mut self, sink: &mut Sink) -> BTreeMap<String, Pair> {
        self.darken();
        let chain = self.chain;
        for manifest in chain {
            for contrast in &manifest.contrasts {
                self.check(contrast, manifest, sink);
            }
        }
        let colours = self.colours.into_iter();
        colours
            .map(|(name, pair)| (name.to_owned(), pair))
            .collect()
    }

    /// The site's one colour is that of light pages. On dark ones its hue is as light as the theme's own
    /// colour is there, or as it must be to be readable.
    fn darken(&mut self) {
        let single = self
            .site
            .iter()
            .filter(|(_, node)| node.scalar().is_some_and(|text| text.starts_with('#')));
        let single: Vec<&'a str> = single.map(|(name, _)| *name).collect();
        for name in single {
            let (Some(own), Some(spec)) = (self.colours.get(name).copied(), self.specs.get(name))
            else {
                continue;
            };
            let OptionValue::Color(theirs) = spec.default else {
                continue;
            };
            if theirs.light == theirs.dark {
                continue;
            }
            let start = own.light.as_light_as(theirs.dark);
            let near = start.nearest(|colour| self.is_readable(name, Scheme::Dark, colour));
            self.colours.insert(
                name,
                Pair {
                    light: own.light,
                    dark: near.unwrap_or(start),
                },
            );
        }
    }

    fn contrasts(&self) -> impl Iterator<Item = &'a Contrast> {
        self.chain.iter().flat_map(|manifest| &manifest.contrasts)
    }

    fn ratio(&self, contrast: &Contrast, scheme: Scheme) -> Option<f64> {
        let text = self.colours.get(contrast.text.as_str())?;
        let on = self.colours.get(contrast.on.as_str())?;
        Some(text.of(scheme).contrast(on.of(scheme)))
    }

    /// Whether everything in a scheme that has to do with an option would be readable with this colour.
    fn is_readable(&self, name: &str, scheme: Scheme, colour: Colour) -> bool {
        let concerns = |one: &&Contrast| {
            (one.text == name || one.on == name) && one.scheme.is_none_or(|own| own == scheme)
        };
        self.contrasts().filter(concerns).all(|one| {
            let other = if one.text == name { &one.on } else { &one.text };
            let other = self.colours.get(other.as_str());
            other.is_none_or(|other| colour.contrast(other.of(scheme)) >= one.least)
        })
    }

    fn check(&self, contrast: &Contrast, manifest: &ThemeManifest, sink: &mut Sink) {
        for name in [&contrast.text, &contrast.on] {
            if self.colours.contains_key(name.as_str()) {
                continue;
            }
            // A theme may make something else of a colour of the theme that it builds on.
            if !self.specs.contains_key(name.as_str()) {
                let message = format!("the theme has no colour called `{name}`");
                let names: Vec<&str> = self.colours.keys().copied().collect();
                let fault = Diagnostic::error("theme/contrast", message);
                let fault = match &manifest.path {
                    Some(path) => fault.at(path, contrast.span.clone()),
                    None => fault,
                };
                sink.push(fault.help(format!(
                    "its options of type \"color\" are: {}",
                    names.join(", ")
                )));
                return;
            }
        }
        for scheme in Scheme::BOTH {
            if contrast.scheme.is_none_or(|own| own == scheme)
                && let Some(ratio) = self.ratio(contrast, scheme)
                && ratio < contrast.least
            {
                sink.push(self.fault(contrast, scheme, ratio));
            }
        }
    }

    fn fault(&self, contrast: &Contrast, scheme: Scheme, ratio: f64) -> Diagnostic {
        let Contrast {
            text, on, least, ..
        } = contrast;
        let shown = |name: &str| {
            let colour = self
                .colours
                .get(name)
                .map(|pair| pair.of(scheme).to_string());
            format!("`{name}` ({})", colour.unwrap_or_default())
        };
        // Cut off rather than rounded: 4.499 is not 4.5.
        let ratio = (ratio * 100.0).floor() / 100.0;
        let message = format!(
            "{} can't be read well on {}: on {} pages their contrast is {ratio}, and {least} is the least",
            shown(text),
            shown(on),
            scheme.word(),
        );
        let is_set = |name: &str| self.site.contains_key(name);
        let name = if !is_set(text) && is_set(on) {
            on
        } else {
            text
        };
        let fault = Diagnostic::error("theme/contrast", message);
        let fault = match self.place(name, scheme) {
            Some(span) => fault.at_span(span),
            None => fault,
        };
        fault.help(self.advice(name, contrast, scheme))
    }

    /// The nearest colour that can be read, as it is written in the settings.
    fn advice(&self, name: &str, contrast: &Contrast, scheme: Scheme) -> String {
        let other = if contrast.text == name {
            &contrast.on
        } else {
            &contrast.text
        };
        let pair = |name: &str| self.colours.get(name).copied();
        let (Some(own), Some(other)) = (pair(name), pair(other)) else {
            return "choose another colour".to_owned();
        };
        let colour = own.of(scheme);
        let near = colour.nearest(|one| self.is_readable(name, scheme, one));
        let near =
            near.or_else(|| colour.nearest(|one| one.contrast(other.of(scheme)) >= contrast.least));
        let Some(near) = near else {
            return "choose another colour for one of the two".to_owned();
        };
        let both = own.with(scheme, near);
        let is_single = self
            .site
            .get(name)
            .is_some_and(|node| node.scalar().is_some_and(|text| text.starts_with('#')));
        match is_single && scheme == Scheme::Light {
            true => format!("the nearest that can be read: {name} = \"{near}\""),
            false => format!(
                "the nearest that can be read: {name} = {{ light = \"{}\", dark = \"{}\" }}",
                both.light, both.dark
            ),
        }
    }

    /// Where a colour was set: by the site, else by the theme.
    fn place(&self, name: &str, scheme: Scheme) -> Option<Span> {
        if let Some(node) = self.site.get(name) {
            let parts = node.entries().iter();
            let part = parts
                .filter(|(key, _)| key.text == scheme.word())
                .map(|(_, node)| node);
            let node = part.chain([*node]).next()?;
            return Some(Span::new(self.site_path, node.span.clone()));
        }
        let mut chain = self.chain.iter();
        chain.find_map(|manifest| {
            let spec = manifest.options.get(name)?;
            let path = manifest
                .path
                .as_ref()
                .filter(|_| matches!(spec.kind, OptionKind::Color(_)))?;
            Some(Span::new(path, spec.span.clone()))
        })
    }
}
