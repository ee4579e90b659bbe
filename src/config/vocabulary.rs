//! The vocabularies of a site: the words that `topics`, `audience`, `areas` and the site's own
//! taxonomies may hold, each by a key that stays and with what readers see for it in each language.
//! They are here as the settings have them; whether an entry uses them rightly is for `content` to
//! say, and what the theme calls a word is for `facts`.

mod areas;
mod read;

pub use areas::PART;
pub(super) use read::read;

use crate::base::lang::Lang;
use crate::base::slug::slugify;
use serde::Serialize;
use std::collections::BTreeMap;

/// The vocabulary of the people for whom a listing is.
pub const AUDIENCE: &str = "audience";
/// The vocabulary of places.
pub const AREAS: &str = "areas";

/// The words of `audience` that every site has, sorted. The theme has names for them.
pub const AUDIENCES: [&str; 15] = [
    "bereaved",
    "carers",
    "deaf",
    "disabled-people",
    "everyone",
    "lgbtq",
    "men",
    "older-people",
    "parents",
    "refugees",
    "students",
    "trans",
    "veterans",
    "women",
    "young-people",
];

/// All vocabularies of a site, by the field whose words they are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Vocabularies {
    default: Lang,
    by_name: BTreeMap<String, Vocabulary>,
}

impl Vocabularies {
    /// Those that every site has, before its own words are added.
    pub(super) fn new(default: &Lang) -> Vocabularies {
        let audience = Vocabulary {
            terms: AUDIENCES
                .map(|key| (key.to_owned(), Term::default()))
                .into(),
        };
        Vocabularies {
            default: default.clone(),
            by_name: [(AUDIENCE.to_owned(), audience)].into(),
        }
    }

    /// The vocabulary of a field. None: its words are free. There is always one of `audience`.
    pub fn of(&self, name: &str) -> Option<&Vocabulary> {
        self.by_name.get(name)
    }

    /// The site's default language, whose labels stand in for those that another lacks.
    pub fn default_lang(&self) -> &Lang {
        &self.default
    }

    /// What the settings call a word in exactly this language.
    pub fn label(&self, name: &str, key: &str, lang: &Lang) -> Option<&str> {
        self.of(name)?.label(key, lang)
    }

    /// What the settings call a word in this language, or else in the default one.
    pub fn name(&self, name: &str, key: &str, lang: &Lang) -> Option<&str> {
        let vocabulary = self.of(name)?;
        let label = vocabulary.label(key, lang);
        label.or_else(|| vocabulary.label(key, &self.default))
    }

    /// The key of a word that is typed exactly as it should be: the key itself, or its label in this
    /// language or in the default one.
    pub fn find(&self, name: &str, word: &str, lang: &Lang) -> Option<&str> {
        let vocabulary = self.of(name)?;
        let langs = [lang, &self.default];
        if let Some((key, _)) = vocabulary.terms.get_key_value(word) {
            return Some(key);
        }
        let labelled = |lang: &&Lang| {
            let mut terms = vocabulary.terms.iter();
            terms.find(|(_, term)| term.labels.get(*lang).is_some_and(|label| label == word))
        };
        langs.iter().find_map(labelled).map(|(key, _)| key.as_str())
    }

    /// The key of a word that is typed as this one but for case, spaces, hyphens and accents.
    pub fn resembling(&self, name: &str, word: &str, lang: &Lang) -> Option<&str> {
        let folded = fold(word);
        let alike = |key: &str| {
            let labels = [lang, &self.default].map(|lang| self.label(name, key, lang));
            fold(key) == folded || labels.into_iter().flatten().any(|l| fold(l) == folded)
        };
        self.of(name)?.keys().find(|key| alike(key))
    }
}

/// The words of one field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Vocabulary {
    terms: BTreeMap<String, Term>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
struct Term {
    labels: BTreeMap<Lang, String>,
}

impl Vocabulary {
    /// The keys, sorted.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.terms.keys().map(String::as_str)
    }

    /// Whether there is such a key.
    pub fn has(&self, key: &str) -> bool {
        self.terms.contains_key(key)
    }

    fn label(&self, key: &str, lang: &Lang) -> Option<&str> {
        self.terms.get(key)?.labels.get(lang).map(String::as_str)
    }
}

/// A word without what people type now so and now so: case, spaces, hyphens, accents.
pub fn fold(word: &str) -> String {
    let slug = slugify(word);
    match slug.is_empty() {
        true => word.to_lowercase(),
        false => slug,
    }
}
