//! The parts of an area, read to those of the site's vocabulary of places.

use super::{FEW, Lexicon, mending};
use crate::base::diag::{Diagnostic, nearest};
use crate::base::node::Fields;
use crate::base::span::Span;
use crate::config::vocabulary::{AREAS, PART, fold};
use std::ops::Range;

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
        let mut right = path.clone();
        for part in &typed[1..] {
            let (key, written) = match self.vocabularies.find_area(&path, part, self.lang) {
                Some(key) => (key.to_owned(), part.clone()),
                None => self.resembling_part(&path, part),
            };
            let listed = self.vocabularies.areas_below(&path);
            if !listed.is_empty() && !listed.contains(&key.as_str()) {
                fields.report(self.unknown_part(&path, part, &listed), span);
            }
            path.push(key);
            right.push(written);
        }
        if right != typed {
            let (typed, right) = (typed.join(PART), right.join(PART));
            let message = format!("`{typed}` is written `{right}` on this site");
            let fault = Diagnostic::error("listing/area", message).help(format!("write {right}"));
            let place = Span::new(fields.path(), span.clone());
            fields.report(mending(fault, place, &typed, &right), span);
        }
        path
    }

    /// The key of the part that is written almost so below a path, and how it should be written; the
    /// part itself if there is none.
    fn resembling_part(&self, path: &[String], part: &str) -> (String, String) {
        match self.vocabularies.area_resembling(path, part, self.lang) {
            None => (part.to_owned(), part.to_owned()),
            Some(key) => {
                let label = self.label(path, key);
                let written = match fold(part) == fold(label) {
                    true => label,
                    false => key,
                };
                (key.to_owned(), written.to_owned())
            }
        }
    }

    fn unknown_part(&self, path: &[String], part: &str, listed: &[&str]) -> Diagnostic {
        let above = path.join(PART);
        let labels: Vec<&str> = listed.iter().map(|key| self.label(path, key)).collect();
        let near = nearest(part, labels.iter().chain(listed).copied());
        let new = format!(
            "new one needs a line \"{above}{PART}{part}\" = \"…\" under [vocabularies.{AREAS}] in \
             waypost.toml"
        );
        let help = match near {
            Some(near) => format!("did you mean {above}{PART}{near}? A {new}"),
            None if labels.len() <= FEW => format!("there are: {}; a {new}", labels.join(", ")),
            None => format!("a {new}"),
        };
        let message = format!("`{part}` is none of the places that this site has in {above}");
        Diagnostic::error("listing/area", message).help(help)
    }

    fn label<'s>(&'s self, path: &[String], key: &'s str) -> &'s str {
        let names = [self.lang, self.vocabularies.default_lang()];
        let label = |lang| self.vocabularies.part_label(path, key, lang);
        names.into_iter().find_map(label).unwrap_or(key)
    }
}
