//! Whether a text speaks of despair, by words that it holds: then help in a crisis stands at its end.
//! It looks at whole words of one text, and knows nothing of what help there is.

mod table;

use crate::base::lang::Lang;
use aho_corasick::{AhoCorasick, MatchKind};
use serde::{Serialize, Serializer};
use std::collections::{BTreeMap, BTreeSet};

/// The words of each language of a site.
#[derive(Clone, Debug, Default)]
pub struct CrisisWords {
    by_lang: BTreeMap<Lang, Finder>,
}

#[derive(Clone, Debug)]
struct Finder {
    words: BTreeSet<String>,
    machine: Option<AhoCorasick>,
}

impl CrisisWords {
    /// For texts in these languages: the words that everybody knows, and those of the site.
    pub fn new<'l>(langs: impl Iterator<Item = &'l Lang>, own: &[String]) -> CrisisWords {
        let by_lang = langs.map(|lang| (lang.clone(), Finder::new(lang, own)));
        CrisisWords {
            by_lang: by_lang.collect(),
        }
    }

    /// Whether one of the words stands in one of the texts.
    pub fn are_in<'t>(&self, lang: &Lang, texts: impl IntoIterator<Item = &'t str>) -> bool {
        let finder = self.by_lang.get(lang);
        finder.is_some_and(|finder| texts.into_iter().any(|text| finder.finds(text)))
    }
}

/// What it is made from decides on what it finds.
impl Serialize for CrisisWords {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(
            self.by_lang
                .iter()
                .map(|(lang, finder)| (lang, &finder.words)),
        )
    }
}

impl Finder {
    fn new(lang: &Lang, own: &[String]) -> Finder {
        let known = table::of(lang.primary()).iter().copied();
        let words = known.chain(own.iter().map(String::as_str));
        let words: BTreeSet<String> = words
            .map(|word| word.trim().replace('’', "'"))
            .filter(|word| !word.is_empty())
            .collect();
        let patterns: BTreeSet<String> = words.iter().flat_map(|word| ways(word)).collect();
        let machine = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::Standard)
            .build(&patterns)
            .ok();
        Finder { words, machine }
    }

    fn finds(&self, text: &str) -> bool {
        let Some(machine) = &self.machine else {
            return false;
        };
        let found = machine.find_overlapping_iter(text);
        found
            .map(|found| (&text[..found.start()], &text[found.end()..]))
            .any(|(before, after)| begins_after(before) && ends_before(after))
    }
}

/// A word in the ways in which it may be typed, but for those that differ in A to Z alone.
fn ways(word: &str) -> Vec<String> {
    let lower = word.to_lowercase();
    let mut letters = lower.chars();
    let first: String = letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    let capital = format!("{first}{}", letters.as_str());
    let all = [lower.to_uppercase(), capital, lower];
    let curly = all.clone().map(|way| way.replace('\'', "’"));
    all.into_iter().chain(curly).collect()
}

/// What Arabic writes together with the word behind it: and, so, by, as, for, the, and several of them.
const JOINED: [&str; 17] = [
    "ال", "و", "ف", "ب", "ك", "ل", "وال", "فال", "بال", "كال", "لل", "وبال", "ولل", "فلل", "وب",
    "ول", "فب",
];

fn begins_after(before: &str) -> bool {
    let joined = before.rfind(|c: char| !is_of_word(c)).map_or(before, |at| {
        let length = before[at..].chars().next().map_or(1, char::len_utf8);
        &before[at + length..]
    });
    joined.is_empty() || JOINED.contains(&joined)
}

fn ends_before(after: &str) -> bool {
    !after.starts_with(is_of_word)
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::CrisisWords;
    use crate::base::lang::Lang;

    fn found(lang: &str, text: &str) -> bool {
        let lang = Lang::parse(lang).expect("a language");
        let own = ["the edge".to_owned()];
        CrisisWords::new([&lang].into_iter(), &own).are_in(&lang, [text])
    }

    #[test]
    fn whole_words_are_found_however_they_are_typed() {
        for (lang, text) in [
            ("en", "She spoke of suicide."),
            ("en-GB", "SUICIDAL thoughts"),
            ("en", "I don’t want to live."),
            ("en", "I don't want to live."),
            ("en", "Near the Edge of it"),
            ("de", "Überdosis"),
            ("de", "Gedanken an Suizid"),
            ("fr", "l’automutilation"),
            ("es", "la AUTOLESIÓN"),
            ("ar", "أفكار بالانتحار"),
            ("ar", "والانتحار"),
            ("pt", "the edge"),
        ] {
            assert!(found(lang, text), "{lang}: {text}");
        }
    }

    #[test]
    fn parts_of_words_and_words_of_other_languages_are_not() {
        for (lang, text) in [
            ("en", "Tea, and a biscuit"),
            ("en", "suicidology2"),
            ("en", "antisuicide"),
            ("en", "the edges"),
            ("en", "Selbstmord"),
            ("fr", "il se tue au travail"),
            ("ar", "كوب شاي"),
            ("pt", "suicide"),
            ("en", ""),
        ] {
            assert!(!found(lang, text), "{lang}: {text}");
        }
    }
}
