//! The vocabulary of places. Its keys are paths from a country down, `GB > West Yorkshire`, or the name
//! of a place wherever it stands, `Sallowby`.

use super::{AREAS, Vocabularies, Vocabulary, fold};
use crate::base::lang::Lang;

/// What stands between two parts of a path.
pub const PART: &str = " > ";

impl Vocabularies {
    /// What the settings call the last part of a path in exactly this language.
    pub fn area_label(&self, path: &[String], lang: &Lang) -> Option<&str> {
        let areas = self.of(AREAS)?;
        let whole = areas.label(&path.join(PART), lang);
        whole.or_else(|| areas.label(path.last()?, lang))
    }

    /// What the settings call the last part of a path in this language, or else in the default one.
    pub fn area_name(&self, path: &[String], lang: &Lang) -> Option<&str> {
        let label = self.area_label(path, lang);
        label.or_else(|| self.area_label(path, &self.default))
    }

    /// The parts that may stand below a path, sorted. Empty if nothing is said of them: then any may.
    pub fn areas_below(&self, path: &[String]) -> Vec<&str> {
        let Some(areas) = self.of(AREAS) else {
            return Vec::new();
        };
        let above = format!("{}{PART}", path.join(PART));
        let below = areas.terms.range(above.clone()..);
        let rest = below.map_while(|(key, _)| key.strip_prefix(&above));
        let mut parts: Vec<&str> = rest
            .map(|rest| rest.split(PART).next().unwrap_or(rest))
            .collect();
        parts.sort_unstable();
        parts.dedup();
        parts
    }

    /// The key of the part that is typed below a path: itself, or by its label in this language or in
    /// the default one.
    pub fn find_area(&self, above: &[String], part: &str, lang: &Lang) -> Option<&str> {
        let known = self.known_below(above);
        let labelled = |key: &&str, lang: &Lang| self.part_label(above, key, lang) == Some(part);
        let keys = || known.iter().copied();
        keys()
            .find(|key| *key == part)
            .or_else(|| keys().find(|key| labelled(key, lang)))
            .or_else(|| keys().find(|key| labelled(key, &self.default)))
    }

    /// The key of the part that is typed as this one but for case, spaces, hyphens and accents.
    pub fn area_resembling(&self, above: &[String], part: &str, lang: &Lang) -> Option<&str> {
        let folded = fold(part);
        let alike = |key: &&str| {
            let labels = [lang, &self.default].map(|lang| self.part_label(above, key, lang));
            fold(key) == folded || labels.into_iter().flatten().any(|l| fold(l) == folded)
        };
        self.known_below(above).into_iter().find(alike)
    }

    /// What the settings call a part below a path, in exactly this language.
    pub fn part_label(&self, above: &[String], part: &str, lang: &Lang) -> Option<&str> {
        let mut path = above.to_vec();
        path.push(part.to_owned());
        self.area_label(&path, lang)
    }

    /// The parts that may stand below a path; where any may, those that have a name wherever they stand.
    fn known_below(&self, path: &[String]) -> Vec<&str> {
        let listed = self.areas_below(path);
        match listed.is_empty() {
            true => self.of(AREAS).map_or(Vec::new(), Vocabulary::single_parts),
            false => listed,
        }
    }
}

impl Vocabulary {
    fn single_parts(&self) -> Vec<&str> {
        self.keys().filter(|key| !key.contains('>')).collect()
    }
}
