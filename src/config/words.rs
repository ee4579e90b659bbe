//! The words of the interface, in every language of the site: `Read more`, `3 entries`. They come
//! from `i18n/LANG.toml` of the site, of its theme, and of the themes below it.
//!
//! A word is text with `{name}` for what is filled in, or a table of such texts by plural category
//! (`one`, `other` …; CLDR). It knows nothing of pages or templates.

mod phrase;

use crate::base::diag::{Diagnostic, Sink};
use crate::base::digest::{Digest, DigestWriter};
use crate::base::lang::Lang;
use crate::base::node::{Key, Node, NodeValue, ScalarKind, describe, read_toml};
use crate::base::paths::SourcePath;
use crate::base::span::Span;
use icu_plurals::PluralCategory;
use phrase::{Phrase, Text, category, is_plural, rules};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The language that every theme has words in.
const ENGLISH: &str = "en";
/// How many missing words a warning names.
const NAMED: usize = 5;

/// All words, by language.
#[derive(Debug)]
pub struct Words {
    languages: BTreeMap<Lang, BTreeMap<String, Entry>>,
    default: Lang,
    /// Of all words.
    pub digest: Digest,
}

/// A phrase and where it was read.
#[derive(Debug)]
struct Entry {
    phrase: Phrase,
    span: Span,
}

impl Words {
    /// Reads `sources`, of which the first that has a word wins: the site's own, then its theme's, then
    /// those of the themes below. `default` is the site's own language.
    pub fn read(sources: &[(Lang, SourcePath, String)], default: &Lang, sink: &mut Sink) -> Words {
        let mut words = Words {
            languages: BTreeMap::new(),
            default: default.clone(),
            digest: Digest::default(),
        };
        for (lang, path, text) in sources {
            let root = read_toml(text, path, 0, sink);
            let mut file = File { lang, path, sink };
            let entries = words.languages.entry(lang.clone()).or_default();
            file.flatten("", &root, entries);
        }
        words.compare_with_english(sink);
        words.digest = words.of_all();
        words
    }

    fn of_all(&self) -> Digest {
        let mut writer = DigestWriter::new();
        writer.text(self.default.as_str());
        for (lang, entries) in &self.languages {
            writer.text(lang.as_str()).number(entries.len() as u64);
            for (key, entry) in entries {
                writer.text(key);
                entry.phrase.write(&mut writer);
            }
        }
        writer.finish()
    }

    /// The text of a word: in the language asked for, else in its primary language, in the site's
    /// default, or in English. `n` chooses the plural by the rules of the language that was found, and
    /// fills `{n}`; a placeholder that nothing fills stays as it is.
    pub fn get(
        &self,
        lang: &Lang,
        key: &str,
        n: Option<i64>,
        args: &BTreeMap<String, String>,
    ) -> Option<Cow<'_, str>> {
        let (found, entry) = self.find(lang, key)?;
        let text = match &entry.phrase {
            Phrase::Plain(text) => text,
            Phrase::Plural(texts) => {
                let category = n.map_or(PluralCategory::Other, |n| category(found, n));
                texts
                    .iter()
                    .find(|(known, _)| *known == category)
                    .or_else(|| {
                        texts
                            .iter()
                            .find(|(known, _)| *known == PluralCategory::Other)
                    })
                    .map(|(_, text)| text)?
            }
        };
        Some(text.filled(n, args))
    }

    /// The text of a word into which nothing is filled and that has no plurals.
    pub fn plain(&self, lang: &Lang, key: &str) -> Option<&str> {
        match &self.find(lang, key)?.1.phrase {
            Phrase::Plain(text) => text.plain(),
            Phrase::Plural(_) => None,
        }
    }

    /// Whether there is such a word in the language or in one that stands in for it.
    pub fn contains(&self, lang: &Lang, key: &str) -> bool {
        self.find(lang, key).is_some()
    }

    /// Of a word with all its plurals, as [`Words::get`] would find it.
    pub fn digest_of(&self, lang: &Lang, key: &str) -> Option<Digest> {
        let (found, entry) = self.find(lang, key)?;
        let mut writer = DigestWriter::new();
        // The language's rules choose the plural.
        writer.text(found.as_str());
        entry.phrase.write(&mut writer);
        Some(writer.finish())
    }

    /// The keys that were written for exactly this language, sorted.
    pub fn keys(&self, lang: &Lang) -> impl Iterator<Item = &str> {
        let entries = self.languages.get(lang).into_iter().flatten();
        entries.map(|(key, _)| key.as_str())
    }

    /// The languages that have words, sorted.
    pub fn languages(&self) -> impl Iterator<Item = &Lang> {
        self.languages.keys()
    }

    /// The words that English has, and this language and its primary language lack, sorted.
    pub fn missing(&self, lang: &Lang) -> Vec<&str> {
        let Some(english) = self.english() else {
            return Vec::new();
        };
        let own: Vec<Lang> = shortenings(lang).collect();
        let lacks = |key: &&String| {
            own.iter()
                .filter_map(|lang| self.languages.get(lang))
                .all(|entries| !entries.contains_key(*key))
        };
        english.keys().filter(lacks).map(String::as_str).collect()
    }

    /// One warning for each of the site's languages that lacks words.
    pub fn report_missing(&self, languages: &[Lang], sink: &mut Sink) {
        for lang in languages {
            let missing = self.missing(lang);
            if missing.is_empty() {
                continue;
            }
            let own = self.default.primary() == lang.primary();
            let stand_in = shortenings(&self.default)
                .find(|lang| !own && self.languages.contains_key(lang))
                .map_or("en".to_owned(), |lang| lang.to_string());
            let mut named = missing[..missing.len().min(NAMED)].join(", ");
            if missing.len() > NAMED {
                named.push_str(&format!(" and {} more", missing.len() - NAMED));
            }
            let mut fault = Diagnostic::warning(
                "words/missing",
                match missing.len() {
                    1 => format!("one word has no translation into {}", lang.own_name()),
                    n => format!("{n} words have no translation into {}", lang.own_name()),
                },
            )
            .help(format!(
                "add them to i18n/{lang}.toml; until then readers see those of `{stand_in}`"
            ))
            .note(named);
            if let Some(entry) = self.languages.get(lang).and_then(|e| e.values().next()) {
                fault = fault.in_file(&entry.span.path);
            }
            sink.push(fault);
        }
    }

    fn english(&self) -> Option<&BTreeMap<String, Entry>> {
        self.languages.get(&Lang::parse(ENGLISH)?)
    }

    fn find(&self, lang: &Lang, key: &str) -> Option<(&Lang, &Entry)> {
        shortenings(lang)
            .chain(shortenings(&self.default))
            .chain(Lang::parse(ENGLISH))
            .find_map(|lang| {
                let (lang, entries) = self.languages.get_key_value(&lang)?;
                Some((lang, entries.get(key)?))
            })
    }

    /// A translation has to have the placeholders that its English has, and no others.
    fn compare_with_english(&self, sink: &mut Sink) {
        let Some(english) = self.english() else {
            return;
        };
        for (lang, entries) in &self.languages {
            for (key, entry) in entries {
                let Some(original) = english.get(key) else {
                    continue;
                };
                if lang.as_str() != ENGLISH {
                    compare(key, entry, original, sink);
                }
            }
        }
    }
}

/// `zh-Hant-TW`, `zh-Hant`, `zh`.
fn shortenings(lang: &Lang) -> impl Iterator<Item = Lang> {
    std::iter::successors(Some(lang.clone()), |lang| {
        Lang::parse(lang.as_str().rsplit_once('-')?.0)
    })
}

fn compare(key: &str, entry: &Entry, original: &Entry, sink: &mut Sink) {
    let wanted = original.phrase.placeholders();
    for (category, text) in entry.phrase.texts() {
        let names = text.placeholders();
        // `one` may say it in a word: "an entry", "مدخلان".
        let number_may_go = matches!(
            category,
            Some(PluralCategory::Zero | PluralCategory::One | PluralCategory::Two)
        );
        let lost = wanted
            .iter()
            .find(|name| !(names.contains(name) || number_may_go && **name == "n"));
        if let Some(name) = lost {
            sink.push(
                Diagnostic::warning(
                    "words/placeholder",
                    format!("`{key}` lacks `{{{name}}}`, which its English has"),
                )
                .at_span(entry.span.clone())
                .label(original.span.clone(), "the English")
                .help(format!(
                    "put {{{name}}} where it belongs in the translation"
                )),
            );
        }
        let invented = names
            .iter()
            .find(|name| !(wanted.contains(name) || entry.phrase.is_plural() && **name == "n"));
        if let Some(name) = invented {
            let known: Vec<String> = wanted.iter().map(|name| format!("{{{name}}}")).collect();
            let help = match known.is_empty() {
                true => "the English has no placeholder: write the text without it".to_owned(),
                false => format!(
                    "placeholders are not translated; there are: {}",
                    known.join(", ")
                ),
            };
            sink.push(
                Diagnostic::error(
                    "words/placeholder",
                    format!("nothing fills `{{{name}}}` in `{key}`: readers would see it as it is"),
                )
                .at_span(entry.span.clone())
                .label(original.span.clone(), "the English")
                .help(help),
            );
        }
    }
}

/// A file of words while it is read.
struct File<'a> {
    lang: &'a Lang,
    path: &'a SourcePath,
    sink: &'a mut Sink,
}

impl File<'_> {
    /// Adds what a table holds; words that an earlier source has stay as they are.
    fn flatten(&mut self, prefix: &str, table: &Node, entries: &mut BTreeMap<String, Entry>) {
        for (key, node) in table.entries() {
            let name = format!("{prefix}{}", key.text);
            let phrase = match &node.value {
                NodeValue::Scalar(text, ScalarKind::Text) => Some(Phrase::Plain(Text::parse(text))),
                NodeValue::Map(forms) if is_plural(forms) => self.plural(&name, key, forms),
                NodeValue::Map(_) => {
                    self.flatten(&format!("{name}."), node, entries);
                    None
                }
                _ => {
                    self.not_text(&name, node);
                    None
                }
            };
            if let Some(phrase) = phrase {
                let span = Span::new(self.path, node.span.clone());
                entries.entry(name).or_insert(Entry { phrase, span });
            }
        }
    }

    fn plural(&mut self, name: &str, key: &Key, forms: &[(Key, Node)]) -> Option<Phrase> {
        let used = rules(self.lang);
        let mut texts = Vec::new();
        for (form, node) in forms {
            let Some(category) = PluralCategory::get_for_cldr_string(&form.text) else {
                let fault = Diagnostic::error(
                    "words/category",
                    format!("`{}` is not a plural category", form.text),
                );
                let help = "they are zero, one, two, few, many and other";
                self.sink
                    .push(fault.at(self.path, form.span.clone()).help(help));
                continue;
            };
            if let Some(used) = &used
                && !used.categories().any(|known| known == category)
            {
                let known: Vec<&str> = used.categories().map(phrase::word).collect();
                let fault = Diagnostic::warning(
                    "words/category",
                    format!(
                        "{} never uses the plural `{}`",
                        self.lang.own_name(),
                        form.text
                    ),
                );
                let help = format!("it uses: {}", known.join(", "));
                self.sink
                    .push(fault.at(self.path, form.span.clone()).help(help));
            }
            match &node.value {
                NodeValue::Scalar(text, ScalarKind::Text) => {
                    texts.push((category, Text::parse(text)));
                }
                _ => self.not_text(&format!("{name}.{}", form.text), node),
            }
        }
        if !forms.iter().any(|(form, _)| form.text == "other") {
            let fault = Diagnostic::error(
                "words/no-other",
                format!("`{name}` has no `other`, which every language needs"),
            );
            let help = "add other = \"…\": it stands for all numbers that the rest doesn't name";
            self.sink
                .push(fault.at(self.path, key.span.clone()).help(help));
            return None;
        }
        Some(Phrase::Plural(texts))
    }

    fn not_text(&mut self, name: &str, node: &Node) {
        self.sink.push(
            Diagnostic::error(
                "words/type",
                format!("`{name}` must be text, and this is {}", describe(node)),
            )
            .at(self.path, node.span.clone())
            .help(format!(
                "write {name} = \"…\", or {name} = {{ one = \"…\", other = \"…\" }}"
            )),
        );
    }
}
