//! What a person is told about their site: one [`Diagnostic`] a fault, gathered in a [`Sink`].
//! It knows nothing of how they are shown; that is `cli::print` and the overlay of `serve`.

use super::paths::SourcePath;
use super::span::Span;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// How bad it is. The order is the order of harm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Severity {
    /// The site can't be published as it is.
    Error,
    /// The site can be published, but somebody should look.
    Warning,
}

/// A second place that belongs to the fault, with a word on why.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// Why this place matters.
    pub text: String,
}

/// A fix that a program may apply: these bytes become that text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Fix {
    /// What to replace.
    pub span: Span,
    /// The text to put there.
    pub replacement: String,
}

/// A name that stands in the program's text. By a name of its own, since what derives `Deserialize` takes
/// a bare `&'static str` for something to be borrowed from what is read.
pub type Code = &'static str;

/// One fault: what is wrong, where, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Diagnostic {
    /// The main place; none only for faults of the machine or the project as a whole.
    pub primary: Option<Span>,
    /// How bad it is.
    pub severity: Severity,
    /// A stable name such as `front-matter/unknown-key`, listed in `docs/reference`.
    #[serde(deserialize_with = "super::stored::name")]
    pub code: Code,
    /// One plain sentence without a full stop.
    pub message: String,
    /// Short text under the caret; may be empty.
    pub caption: String,
    /// Other places.
    pub labels: Vec<Label>,
    /// What to do about it.
    pub help: Option<String>,
    /// Further facts, such as the page that was being rendered.
    pub notes: Vec<String>,
    /// A fix that can be applied as it is.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// An error with a code and a message; the builder methods below add the rest.
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, message.into())
    }

    /// A warning with a code and a message.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, message.into())
    }

    fn new(severity: Severity, code: &'static str, message: String) -> Self {
        Diagnostic {
            primary: None,
            severity,
            code,
            message,
            caption: String::new(),
            labels: Vec::new(),
            help: None,
            notes: Vec::new(),
            fix: None,
        }
    }

    /// Points at a range of a file.
    pub fn at(mut self, path: &SourcePath, range: Range<usize>) -> Self {
        self.primary = Some(Span::new(path, range));
        self
    }

    /// Points at a span.
    pub fn at_span(mut self, span: Span) -> Self {
        self.primary = Some(span);
        self
    }

    /// Points at a file as a whole.
    pub fn in_file(self, path: &SourcePath) -> Self {
        self.at_span(Span::start_of(path))
    }

    /// Text under the caret.
    pub fn caption(mut self, text: impl Into<String>) -> Self {
        self.caption = text.into();
        self
    }

    /// What to do about it, in plain English.
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }

    /// A second place.
    pub fn label(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label {
            span,
            text: text.into(),
        });
        self
    }

    /// A further fact.
    pub fn note(mut self, text: impl Into<String>) -> Self {
        self.notes.push(text.into());
        self
    }

    /// A fix that can be applied as it is.
    pub fn fix(mut self, span: Span, replacement: impl Into<String>) -> Self {
        self.fix = Some(Fix {
            span,
            replacement: replacement.into(),
        });
        self
    }
}

/// Collects diagnostics. Stages go on after a fault and push into one of these.
#[derive(Clone, Debug, Default)]
pub struct Sink {
    list: Vec<Diagnostic>,
}

impl Sink {
    /// An empty sink.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Adds many.
    pub fn extend(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        self.list.extend(diagnostics);
    }

    /// Whether any of them is an error.
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|d| d.severity == Severity::Error)
    }

    /// Whether any of them is an error of that file.
    pub fn has_errors_in(&self, path: &SourcePath) -> bool {
        let in_it = |d: &Diagnostic| d.primary.as_ref().is_some_and(|span| span.path == *path);
        self.list
            .iter()
            .any(|d| d.severity == Severity::Error && in_it(d))
    }

    /// Keeps only those.
    pub fn retain(&mut self, is_kept: impl FnMut(&Diagnostic) -> bool) {
        self.list.retain(is_kept);
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// All of them, sorted by file and place, without repetitions: the same for any number of threads.
    pub fn into_sorted(mut self) -> Vec<Diagnostic> {
        self.list.sort();
        self.list.dedup();
        self.list
    }
}

/// The nearest of `known` to what was typed, if it is near enough to be what was meant.
pub fn nearest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let typed = typed.to_lowercase();
    let mut best: Option<(f64, &str)> = None;
    for name in known {
        let likeness = strsim::jaro_winkler(&typed, &name.to_lowercase());
        let edits = strsim::damerau_levenshtein(&typed, &name.to_lowercase());
        let near = edits <= 1 + typed.chars().count() / 4 || likeness > 0.9;
        if near && best.is_none_or(|(score, _)| likeness > score) {
            best = Some((likeness, name));
        }
    }
    best.map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_diagnostic_comes_back_as_it_was_stored() {
        let path = SourcePath::named("content/a.md");
        let told = Diagnostic::error("front-matter/title", "this has no title")
            .at(&path, 3..7)
            .label(Span::start_of(&path), "here")
            .help("add one")
            .note("a note")
            .fix(Span::new(&path, 1..2), "x");
        let bytes = postcard::to_stdvec(&told).expect("bytes");
        assert_eq!(postcard::from_bytes::<Diagnostic>(&bytes), Ok(told));
        let cut: Result<Diagnostic, _> = postcard::from_bytes(&bytes[..bytes.len() - 1]);
        assert!(cut.is_err());
    }
}
