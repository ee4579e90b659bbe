//! One word that entries write in several ways: which of them is the right one, and what to tell
//! those who wrote the others.

use crate::base::diag::{Diagnostic, Severity, Sink};
use crate::base::paths::SourcePath;
use crate::base::span::Span;
use crate::content::Entry;
use std::collections::BTreeMap;
use std::ops::Range;

/// Every spelling of a word, with its places.
#[derive(Default)]
pub(super) struct Spellings<'a> {
    by_word: BTreeMap<&'a str, Vec<Place<'a>>>,
}

/// Where a word stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place<'a> {
    path: &'a SourcePath,
    start: usize,
    end: usize,
    severity: Severity,
}

impl<'a> Place<'a> {
    /// A place in the source of an entry. A directory is searched by its words, so that a listing must
    /// have the right ones, where it has them itself.
    pub fn of(entry: &'a Entry, range: &Range<usize>) -> Place<'a> {
        let typed_here = *range != entry.span;
        Place {
            path: &entry.source,
            start: range.start,
            end: range.end,
            severity: match entry.listing().is_some() && typed_here {
                true => Severity::Error,
                false => Severity::Warning,
            },
        }
    }

    fn span(self) -> Span {
        Span::new(self.path, self.start..self.end)
    }
}

impl<'a> Spellings<'a> {
    /// Adds a word as it is written in one place.
    pub fn add(&mut self, word: &'a str, place: Place<'a>) {
        self.by_word.entry(word).or_default().push(place);
    }

    /// The spelling that most entries use; of equals, the one that comes first in the site.
    pub fn chosen(&self) -> &'a str {
        let most = self
            .by_word
            .iter()
            .max_by_key(|(_, places)| (places.len(), std::cmp::Reverse(places.first().copied())));
        most.map_or("", |(word, _)| *word)
    }

    /// Tells of every place that has another spelling than the chosen one.
    pub fn report(&self, code: &'static str, what: &str, sink: &mut Sink) {
        let chosen = self.chosen();
        let first = self.by_word.get(chosen).and_then(|places| places.first());
        for (word, places) in self.by_word.iter().filter(|(word, _)| **word != chosen) {
            for place in places {
                let message = format!("`{word}` is written `{chosen}` elsewhere");
                let mut diagnostic = match place.severity {
                    Severity::Error => Diagnostic::error(code, message),
                    Severity::Warning => Diagnostic::warning(code, message),
                };
                diagnostic = diagnostic.at_span(place.span()).help(format!(
                    "write `{chosen}` in both, so that readers see one {what}"
                ));
                if let Some(first) = first {
                    diagnostic = diagnostic.label(first.span(), "as it is written here");
                }
                if place.end - place.start == word.len() && is_bare(chosen) {
                    diagnostic = diagnostic.fix(place.span(), chosen);
                }
                sink.push(diagnostic);
            }
        }
    }
}

/// Whether a word needs no quotes, whatever it stands in.
fn is_bare(word: &str) -> bool {
    word.chars()
        .all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '>'))
}
