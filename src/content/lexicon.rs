//! The words of a field as somebody typed them, read to the keys of the site's vocabularies. Words of
//! fields without a vocabulary stay as they are typed; whether two entries write one of them in two
//! ways is for the model to say, since no entry sees another.

mod areas;

use crate::base::diag::{Diagnostic, nearest};
use crate::base::lang::Lang;
use crate::base::node::Fields;
use crate::base::span::Span;
use crate::config::vocabulary::{AUDIENCE, Vocabularies, Vocabulary, fold};
use std::ops::Range;
use unicode_normalization::char::is_combining_mark;

/// The longest list of words that is told whole.
const FEW: usize = 12;

/// The vocabularies, for an entry in one language.
#[derive(Clone, Copy)]
pub struct Lexicon<'a> {
    /// Those of the site.
    pub vocabularies: &'a Vocabularies,
    /// The language of the entry, in whose words it may be written.
    pub lang: &'a Lang,
}

impl Lexicon<'_> {
    /// The keys of these words of a field. What can't be read is reported; a word that is only written
    /// otherwise is taken for what it is meant to be, and an unknown one stays.
    pub fn read(
        &self,
        fields: &mut Fields<'_, '_>,
        name: &str,
        typed: Vec<(String, Range<usize>)>,
    ) -> Vec<(String, Range<usize>)> {
        if self.vocabularies.of(name).is_none() {
            return typed;
        }
        let mut keys: Vec<(String, Range<usize>)> = Vec::with_capacity(typed.len());
        for (word, span) in typed {
            let key = match self.vocabularies.find(name, &word, self.lang) {
                Some(key) => key.to_owned(),
                None => self.mended(fields, name, (word, &span)),
            };
            if keys.iter().all(|(other, _)| *other != key) {
                keys.push((key, span));
            }
        }
        keys
    }

    /// The key of a word that is not written as it should be, if it can be known.
    fn mended(
        &self,
        fields: &mut Fields<'_, '_>,
        name: &str,
        (word, span): (String, &Range<usize>),
    ) -> String {
        let Some(key) = self.vocabularies.resembling(name, &word, self.lang) else {
            let fault = self.unknown(name, &word);
            fields.report(fault, span);
            return word;
        };
        let right = self.written(name, key, Some(&word));
        let fault = Diagnostic::error(
            "taxonomy/variant",
            format!("`{word}` is written `{right}` on this site"),
        )
        .help(format!("write {right}"));
        let fault = mending(fault, Span::new(fields.path(), span.clone()), &word, right);
        fields.report(fault, span);
        key.to_owned()
    }

    /// A word as it should be written: its label; the key for whoever meant that.
    fn written<'w>(&'w self, name: &str, key: &'w str, meant: Option<&str>) -> &'w str {
        let label = self.vocabularies.name(name, key, self.lang).unwrap_or(key);
        let means_key = |word| fold(word) == fold(key) && fold(word) != fold(label);
        match meant.is_some_and(means_key) {
            true => key,
            false => label,
        }
    }

    fn unknown(&self, name: &str, word: &str) -> Diagnostic {
        let message = match name {
            AUDIENCE => format!("`{word}` is none of the words for an audience"),
            _ => format!("`{word}` is none of the {name} of this site"),
        };
        let keys = || {
            self.vocabularies
                .of(name)
                .into_iter()
                .flat_map(Vocabulary::keys)
        };
        let all: Vec<&str> = keys().map(|key| self.written(name, key, None)).collect();
        let near = nearest(word, all.iter().copied().chain(keys()));
        let list = (all.len() <= FEW || name == AUDIENCE).then(|| all.join(", "));
        let new = format!("new one needs a line under [vocabularies.{name}] in waypost.toml");
        let help = match (near, list) {
            (Some(near), Some(list)) => {
                format!("did you mean `{near}`? There are: {list}; a {new}")
            }
            (Some(near), None) => format!("did you mean `{near}`? A {new}"),
            (None, Some(list)) => format!("there are: {list}; a {new}"),
            (None, None) => format!("a {new}"),
        };
        Diagnostic::error("taxonomy/unknown", message).help(help)
    }
}

/// Adds the mending of a word, if the place holds just that word, bare or in quotes.
fn mending(fault: Diagnostic, span: Span, typed: &str, right: &str) -> Diagnostic {
    let plain = |c: char| c.is_alphanumeric() || is_combining_mark(c) || " ->".contains(c);
    let plain = right.chars().all(plain);
    let quoted = !right.contains(['"', '\\', '\n']);
    match span.range.len() {
        length if length == typed.len() && plain => fault.fix(span, right),
        length if length == typed.len() + 2 && quoted => fault.fix(span, format!("\"{right}\"")),
        _ => fault,
    }
}
