//! What readers see for the keys of vocabularies: the settings' own label in their language, else the
//! theme's word, else the settings' label in the default language, else the key.

use super::tracked::map;
use super::world::World;
use crate::base::lang::Lang;
use crate::base::slug::segment;
use crate::config::vocabulary::{AUDIENCE, PART};
use crate::content::listing::Area;
use tera::Value;

impl World {
    /// A term of a taxonomy.
    pub fn term_name<'a>(&'a self, lang: &Lang, taxonomy: &str, key: &'a str) -> &'a str {
        let vocabularies = &self.site.config.vocabularies;
        vocabularies.name(taxonomy, key, lang).unwrap_or(key)
    }

    /// Whom a listing is for.
    pub fn audience_name(&self, lang: &Lang, key: &str) -> String {
        let vocabularies = &self.site.config.vocabularies;
        let own = vocabularies.label(AUDIENCE, key, lang).map(str::to_owned);
        own.or_else(|| self.theme_word(lang, &format!("audience.{key}")))
            .or_else(|| vocabularies.name(AUDIENCE, key, lang).map(str::to_owned))
            .unwrap_or_else(|| key.replace('-', " "))
    }

    /// The last part of an area: a country if it is the only one.
    pub fn area_name(&self, lang: &Lang, path: &[String]) -> String {
        let vocabularies = &self.site.config.vocabularies;
        let part = path.last().map_or("", String::as_str);
        let country = || match path.len() {
            1 => self.theme_word(lang, &format!("country.{part}")),
            _ => None,
        };
        let own = vocabularies.area_label(path, lang).map(str::to_owned);
        own.or_else(country)
            .or_else(|| vocabularies.area_name(path, lang).map(str::to_owned))
            .unwrap_or_else(|| part.to_owned())
    }

    /// `audience` of a listing, for templates.
    pub(super) fn audience_value(&self, lang: &Lang, keys: &[String]) -> Value {
        let value = |key: &String| {
            map(vec![
                ("key", Value::from(key.as_str())),
                ("name", Value::from(self.audience_name(lang, key))),
            ])
        };
        Value::from(keys.iter().map(value).collect::<Vec<_>>())
    }

    /// `areas` of a listing, for templates: of each its parts, from the country down.
    pub(super) fn areas_value(&self, lang: &Lang, areas: &[Area]) -> Value {
        let parts = |area: &Area| {
            let ends = 1..=area.parts.len();
            Value::from(
                ends.map(|end| self.part_value(lang, &area.parts[..end]))
                    .collect::<Vec<_>>(),
            )
        };
        Value::from(areas.iter().map(parts).collect::<Vec<_>>())
    }

    fn part_value(&self, lang: &Lang, path: &[String]) -> Value {
        let slugs: Vec<String> = path.iter().map(|part| segment(part)).collect();
        map(vec![
            ("part", Value::from(path.last().map(String::as_str))),
            ("name", Value::from(self.area_name(lang, path))),
            ("path", Value::from(slugs.join("/"))),
            ("area", Value::from(path.join(PART))),
        ])
    }

    fn theme_word(&self, lang: &Lang, key: &str) -> Option<String> {
        let word = self.words.get(lang, key, None, &Default::default());
        word.map(|word| word.into_owned())
    }
}
