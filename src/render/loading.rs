//! Tera's errors while templates are loaded, as diagnostics. A template that is left out because it is
//! broken is missed by those that use it; they are left out too, and nothing more is said.

use super::advice;
use super::errors::{at_text, from_report, offset, sentence, word_end};
use crate::base::diag::Diagnostic;
use crate::base::paths::SourcePath;
use std::collections::{BTreeMap, BTreeSet};
use tera::{Error, ErrorKind};

/// The templates of a site while they are loaded.
pub(super) struct Loading<'a> {
    /// What stands before the names of each layer's templates.
    pub(super) layers: &'a [String],
    /// The file and the text of each template.
    pub(super) paths: &'a BTreeMap<String, (SourcePath, String)>,
    /// Those that were left out.
    pub(super) gone: BTreeSet<String>,
}

impl Loading<'_> {
    /// Leaves out the templates that an error is about, and says why.
    pub(super) fn leave_out(&mut self, error: &Error) -> Vec<Diagnostic> {
        let mut broken = BTreeSet::new();
        let mut found = Vec::new();
        match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
                broken.insert(report.filename().to_owned());
                let file = self.paths.get(report.filename());
                let mut diagnostic = from_report("template/syntax", report, file);
                if diagnostic.help.is_none() {
                    diagnostic = diagnostic.help(advice::syntax(report.message()));
                }
                found.push(diagnostic);
            }
            ErrorKind::CircularExtend {
                tpl,
                inheritance_chain,
            } => {
                broken.insert(tpl.clone());
                found.push(self.circle(tpl, inheritance_chain, "extends"));
            }
            ErrorKind::CircularInclude { tpl, include_chain } => {
                broken.insert(tpl.clone());
                found.push(self.circle(tpl, include_chain, "includes"));
            }
            ErrorKind::MissingParent { current, parent } => {
                broken.insert(current.clone());
                if !self.is_gone(parent) {
                    let diagnostic = Diagnostic::error(
                        "template/parent",
                        format!("there is no template called `{parent}` to extend"),
                    )
                    .help(advice::unknown(
                        "template",
                        parent,
                        &self.known("template"),
                    ));
                    found.push(at_text(diagnostic, self.paths.get(current), parent));
                }
            }
            _ => self.unknown_names(&error.to_string(), &mut broken, &mut found),
        }
        self.gone.extend(broken);
        found
    }

    fn circle(&self, name: &str, chain: &[String], does: &str) -> Diagnostic {
        let start = chain.iter().position(|link| link == name).unwrap_or(0);
        let mut links: Vec<&str> = chain[start..].iter().map(String::as_str).collect();
        if links.len() == 1 {
            // Of `extends`, Tera gives only what follows.
            links = chain.iter().map(String::as_str).collect();
            links.insert(0, name);
        }
        let shown: Vec<String> = links.iter().map(|link| self.shown(link)).collect();
        let help = match does {
            "extends" => {
                "to build on the default theme's template of the same name, extend it as \"default/…\""
            }
            _ => "take one of these includes away: a part can't be inside itself",
        };
        let diagnostic = Diagnostic::error(
            "template/circle",
            format!("this template {does} itself: {}", shown.join(" → ")),
        )
        .help(help);
        let next = links.get(1).copied().unwrap_or(name);
        at_text(
            diagnostic,
            self.paths.get(name),
            &format!("\"{}\"", self.bare(next)),
        )
    }

    /// Tera reports unknown names of all templates at once, as text: `error: …` and `--> file:line:column`.
    fn unknown_names(
        &self,
        text: &str,
        broken: &mut BTreeSet<String>,
        found: &mut Vec<Diagnostic>,
    ) {
        for report in text.split("\n\n") {
            let mut lines = report.lines();
            let message = lines
                .next()
                .unwrap_or_default()
                .trim_start_matches("error: ");
            let place = lines.find_map(|line| line.trim_start().strip_prefix("--> "));
            let mut diagnostic = Diagnostic::error("template/unknown", sentence(message));
            let mut words = diagnostic
                .message
                .split([' ', '`'])
                .filter(|w| !w.is_empty());
            if let (Some("unknown"), Some(kind), Some(name)) =
                (words.next(), words.next(), words.next())
            {
                let follows = match kind {
                    "template" => self.is_gone(name),
                    "component" => self.defined_in_gone(name),
                    _ => false,
                };
                if follows {
                    broken.extend(
                        place
                            .and_then(split_place)
                            .map(|(name, ..)| name.to_owned()),
                    );
                    continue;
                }
                let help = advice::unknown(kind, name, &self.known(kind));
                diagnostic = diagnostic.help(help);
            }
            if let Some((name, line, column)) = place.and_then(split_place)
                && let Some((path, source)) = self.paths.get(name)
            {
                broken.insert(name.to_owned());
                let start = offset(source, line, column);
                diagnostic = diagnostic.at(path, start..word_end(source, start));
            } else {
                // A message without a place names the templates in backquotes.
                let named = message
                    .split('`')
                    .filter(|word| self.paths.contains_key(*word));
                for name in named {
                    broken.insert(name.to_owned());
                    diagnostic = diagnostic.in_file(&self.paths[name].0);
                }
            }
            found.push(diagnostic);
        }
    }

    /// A template's name as other templates write it.
    fn bare<'n>(&self, name: &'n str) -> &'n str {
        self.layers
            .iter()
            .find_map(|layer| name.strip_prefix(layer.as_str()))
            .unwrap_or(name)
    }

    fn shown(&self, name: &str) -> String {
        match self.paths.get(name) {
            Some((path, _)) => path.to_string(),
            None => name.to_owned(),
        }
    }

    fn is_gone(&self, name: &str) -> bool {
        let mut gone = self.gone.iter();
        gone.any(|gone| gone == name || self.bare(gone) == name)
    }

    fn defined_in_gone(&self, component: &str) -> bool {
        let texts = self.gone.iter().filter_map(|name| self.paths.get(name));
        texts
            .flat_map(|(_, text)| super::engine::components_in(text))
            .any(|defined| defined == component)
    }

    /// What there is of a kind, if that can differ from site to site.
    fn known(&self, kind: &str) -> Vec<String> {
        match kind {
            "template" => self
                .paths
                .keys()
                .map(|name| self.bare(name).to_owned())
                .collect(),
            "component" => self
                .paths
                .values()
                .flat_map(|(_, text)| super::engine::components_in(text))
                .collect(),
            _ => Vec::new(),
        }
    }
}

fn split_place(place: &str) -> Option<(&str, usize, usize)> {
    let (rest, column) = place.trim().rsplit_once(':')?;
    let (name, line) = rest.rsplit_once(':')?;
    Some((name, line.parse().ok()?, column.parse().ok()?))
}
