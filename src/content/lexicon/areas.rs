//! The parts of an area, read to those of the site's vocabulary of places.

use super::{FEW, Lexicon};
use crate::base::diag::{Diagnostic, nearest};
use crate::base::node::Fields;
use crate::config::vocabulary::{AREAS, PART, fold};
use std::ops::Range;

/// A part of an area that is not one of those that may stand there.
struct Misread {
    fault: Diagnostic,
    /// The key that it must mean.
    meant: Option<String>,
}

impl Lexicon<'_> {
    /// The keys of the parts of an area that somebody typed at `span`. Below a place of which the site
    /// lists parts only those may stand; elsewhere any may.
    pub fn area(
        &self,
        fields: &mut Fields<'_, '_>,
        typed: &[String],
        span: &Range<usize>,
    ) -> Vec<String> {
        if self.vocabularies.of(AREAS).is_none() {
            return typed.to_vec();
        }
        // The country's code has been read already.
        let mut path = typed[..1].to_vec();
        for (at, part) in typed.iter().enumerate().skip(1) {
            let key = match self.vocabularies.find_area(&path, part, self.lang) {
                Some(key) => key.to_owned(),
                None => match self.misread(&path, typed, at) {
                    None => part.clone(),
                    Some(Misread { fault, meant }) => {
                        fields.report(fault, span);
                        meant.unwrap_or_else(|| part.clone())
                    }
                },
            };
            path.push(key);
        }
        path
    }

    /// What is wrong with a part that is no key below its path. None: any may stand there.
    fn misread(&self, path: &[String], typed: &[String], at: usize) -> Option<Misread> {
        let part = &typed[at];
        let above = path.join(PART);
        if let Some(key) = self.vocabularies.area_resembling(path, part, self.lang) {
            let label = self.label(path, key);
            let right = match fold(part) == fold(label) {
                true => label,
                false => key,
            };
            let mut whole = typed.to_vec();
            whole[at] = right.to_owned();
            let whole = whole.join(PART);
            let message = format!("`{part}` is written `{right}` here");
            let fault = Diagnostic::error("listing/area", message).help(format!("write {whole}"));
            return Some(Misread {
                fault,
                meant: Some(key.to_owned()),
            });
        }
        let below = self.vocabularies.areas_below(path);
        if below.is_empty() {
            return None;
        }
        let labels: Vec<&str> = below.iter().map(|key| self.label(path, key)).collect();
        let near = nearest(part, below.iter().chain(&labels).copied());
        let list = (labels.len() <= FEW).then(|| labels.join(", "));
        let new = format!(
            "new one needs a line \"{above}{PART}{part}\" = \"…\" under [vocabularies.{AREAS}] in waypost.toml"
        );
        let help = match (near, list) {
            (Some(near), _) => format!("did you mean {above}{PART}{near}? A {new}"),
            (None, Some(list)) => format!("there are: {list}; a {new}"),
            (None, None) => format!("a {new}"),
        };
        let message = format!("`{part}` is none of the places that this site has in {above}");
        Some(Misread {
            fault: Diagnostic::error("listing/area", message).help(help),
            meant: None,
        })
    }

    fn label<'s>(&'s self, path: &[String], key: &'s str) -> &'s str {
        let names = [self.lang, self.vocabularies.default_lang()];
        let label = |lang| self.vocabularies.part_label(path, key, lang);
        names.into_iter().find_map(label).unwrap_or(key)
    }
}
