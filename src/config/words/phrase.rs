//! One phrase: its text or its plural forms, with the places that are filled in.

use crate::base::diag::nearest;
use crate::base::digest::DigestWriter;
use crate::base::lang::Lang;
use crate::base::node::{Key, Node, NodeValue};
use icu_plurals::{PluralCategory, PluralRules, PluralRulesOptions};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A phrase in one language.
#[derive(Debug)]
pub(super) enum Phrase {
    /// The same for any number.
    Plain(Text),
    /// By number, in the order of the file.
    Plural(Vec<(PluralCategory, Text)>),
}

/// Text with placeholders.
#[derive(Debug)]
pub(super) struct Text(Vec<Piece>);

#[derive(Debug)]
enum Piece {
    Words(String),
    Placeholder(String),
}

impl Phrase {
    pub fn is_plural(&self) -> bool {
        matches!(self, Phrase::Plural(_))
    }

    /// Its texts, with the categories of plural ones.
    pub fn texts(&self) -> Vec<(Option<PluralCategory>, &Text)> {
        match self {
            Phrase::Plain(text) => vec![(None, text)],
            Phrase::Plural(texts) => texts.iter().map(|(c, text)| (Some(*c), text)).collect(),
        }
    }

    /// Writes all of it.
    pub fn write(&self, writer: &mut DigestWriter) {
        let texts = self.texts();
        writer.number(texts.len() as u64);
        for (category, Text(pieces)) in texts {
            writer.number(category.map_or(0, |category| category as u64 + 1));
            writer.number(pieces.len() as u64);
            for piece in pieces {
                match piece {
                    Piece::Words(words) => writer.number(0).text(words),
                    Piece::Placeholder(name) => writer.number(1).text(name),
                };
            }
        }
    }

    /// The names of all placeholders in any of its texts.
    pub fn placeholders(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self
            .texts()
            .iter()
            .flat_map(|(_, text)| text.placeholders())
            .collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}

impl Text {
    /// Finds the placeholders. A brace that opens none is a brace.
    pub fn parse(text: &str) -> Text {
        let mut pieces = Vec::new();
        let mut words = String::new();
        let mut rest = text;
        while let Some(open) = rest.find('{') {
            let (before, from) = rest.split_at(open);
            words.push_str(before);
            let name = from[1..].split_once('}').map(|(name, _)| name);
            match name.filter(|name| is_name(name.trim())) {
                Some(name) => {
                    if !words.is_empty() {
                        pieces.push(Piece::Words(std::mem::take(&mut words)));
                    }
                    pieces.push(Piece::Placeholder(name.trim().to_owned()));
                    rest = &from[name.len() + 2..];
                }
                None => {
                    words.push('{');
                    rest = &from[1..];
                }
            }
        }
        words.push_str(rest);
        if !words.is_empty() {
            pieces.push(Piece::Words(words));
        }
        Text(pieces)
    }

    /// The names of its placeholders.
    pub fn placeholders(&self) -> Vec<&str> {
        self.0
            .iter()
            .filter_map(|piece| match piece {
                Piece::Placeholder(name) => Some(name.as_str()),
                Piece::Words(_) => None,
            })
            .collect()
    }

    /// The text, if it has no placeholders.
    pub fn plain(&self) -> Option<&str> {
        match &self.0[..] {
            [] => Some(""),
            [Piece::Words(words)] => Some(words),
            _ => None,
        }
    }

    /// The text with its placeholders filled. An argument called `n` goes before the number.
    pub fn filled(&self, n: Option<i64>, args: &BTreeMap<String, String>) -> Cow<'_, str> {
        if let [Piece::Words(words)] = &self.0[..] {
            return Cow::Borrowed(words);
        }
        let mut out = String::new();
        for piece in &self.0 {
            match piece {
                Piece::Words(words) => out.push_str(words),
                Piece::Placeholder(name) => match (args.get(name), n) {
                    (Some(value), _) => out.push_str(value),
                    (None, Some(n)) if name == "n" => out.push_str(&n.to_string()),
                    _ => {
                        out.push('{');
                        out.push_str(name);
                        out.push('}');
                    }
                },
            }
        }
        Cow::Owned(out)
    }
}

fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// The rules of a language; none if there are none for it and its kin.
pub(super) fn rules(lang: &Lang) -> Option<PluralRules> {
    let locale: icu_locale_core::Locale = lang.as_str().parse().ok()?;
    PluralRules::try_new((&locale).into(), PluralRulesOptions::default()).ok()
}

/// The category of a number.
pub(super) fn category(lang: &Lang, n: i64) -> PluralCategory {
    rules(lang).map_or(PluralCategory::Other, |rules| rules.category_for(n))
}

/// The word for a category.
pub(super) fn word(category: PluralCategory) -> &'static str {
    match category {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    }
}

/// Whether a table holds the plural forms of one phrase, and not phrases: each key is a category, or
/// so near to one that it was meant as one beside those that are.
pub(super) fn is_plural(forms: &[(Key, Node)]) -> bool {
    let categories: Vec<&str> = PluralCategory::all().map(word).collect();
    let known = |key: &Key| categories.contains(&key.text.as_str());
    let meant = |key: &Key| known(key) || nearest(&key.text, categories.iter().copied()).is_some();
    !forms.is_empty()
        && forms.iter().any(|(key, _)| known(key))
        && forms
            .iter()
            .all(|(key, node)| meant(key) && !matches!(node.value, NodeValue::Map(_)))
}
