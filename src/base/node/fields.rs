//! Checked values out of a map of nodes: each taken by name, with a diagnostic where the type is
//! wrong, and a warning for each key that nobody took.

use super::{Key, Node, NodeValue, ScalarKind, keeps_back, plain_bool, word};
use crate::base::day::When;
use crate::base::diag::{Diagnostic, Severity, Sink, nearest};
use crate::base::lang::Lang;
use crate::base::paths::SourcePath;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

/// Fields that keep something from readers: a slip in their names publishes what was meant to stay
/// hidden, so it is an error.
pub const GUARDS: [&str; 11] = [
    "address",
    "address_exposure",
    "draft",
    "expiry_date",
    "hide_from",
    "internal_notes",
    "online_publish",
    "publish",
    "publish_date",
    "valid_to",
    "withdrawn",
];

/// Reads the fields of one map. Call [`Fields::finish`] at the end.
pub struct Fields<'a, 's> {
    entries: &'a [(Key, Node)],
    known: Vec<Cow<'static, str>>,
    taken: BTreeSet<&'a str>,
    path: &'a SourcePath,
    sink: &'s mut Sink,
}

/// What a list may hold, for messages: `topics` wants *a list of words*.
#[derive(Clone, Copy)]
pub enum ListOf {
    /// Items of a list, or one bare item.
    Items,
    /// As `Items`, and a bare text is split at `;` (cells of tables).
    Cells,
}

impl<'a, 's> Fields<'a, 's> {
    /// Starts on a map. Anything else is reported, and read as an empty map.
    pub fn of(
        node: &'a Node,
        what: &str,
        path: &'a SourcePath,
        sink: &'s mut Sink,
    ) -> Fields<'a, 's> {
        if !matches!(node.value, NodeValue::Map(_) | NodeValue::Null) {
            sink.push(
                Diagnostic::error(
                    "field/type",
                    format!(
                        "{what} must be a table of keys and values, and this is {}",
                        describe(node)
                    ),
                )
                .at(path, node.span.clone())
                .help(match node.scalar().is_some_and(|text| text.contains(':')) {
                    true => "put a space after each colon: title: A long night",
                    false => "write one `key: value` (YAML) or `key = value` (TOML) a line",
                }),
            );
        }
        Fields {
            entries: node.entries(),
            known: Vec::new(),
            taken: BTreeSet::new(),
            path,
            sink,
        }
    }

    /// The file these fields stand in.
    pub fn path(&self) -> &'a SourcePath {
        self.path
    }

    /// Where to report faults that are found in a value.
    pub fn sink(&mut self) -> &mut Sink {
        self.sink
    }

    /// Reports a fault at a place of this file.
    pub fn report(&mut self, diagnostic: Diagnostic, span: &Range<usize>) {
        self.sink.push(diagnostic.at(self.path, span.clone()));
    }

    /// All of it as it was typed, for whoever only looks: nothing is taken.
    pub fn typed(&self) -> &'a [(Key, Node)] {
        self.entries
    }

    /// Takes any value as it was typed; blank values count as absent.
    pub fn node(&mut self, name: impl Into<Cow<'static, str>>) -> Option<&'a Node> {
        let name = name.into();
        let found = self.entries.iter().find(|(key, _)| key.text == name);
        self.known.push(name);
        let (key, node) = found?;
        self.taken.insert(&key.text);
        (!node.is_blank()).then_some(node)
    }

    /// Takes a map, whose keys are not known beforehand. Anything else is reported, and read as an
    /// empty one.
    pub fn entries(&mut self, name: &'static str) -> &'a [(Key, Node)] {
        let Some(node) = self.node(name) else {
            return &[];
        };
        if !matches!(node.value, NodeValue::Map(_)) {
            let help = format!(
                "write [{name}] (TOML) or {name}: (YAML) on a line, and one key with its value on each line below"
            );
            self.wrong(name, "a table of keys and values", node, &help);
        }
        node.entries()
    }

    /// Takes every key for which `wanted` answers yes.
    pub fn others(&mut self, wanted: impl Fn(&str) -> bool) -> Vec<&'a (Key, Node)> {
        let found: Vec<_> = self
            .entries
            .iter()
            .filter(|(key, _)| wanted(&key.text))
            .collect();
        self.taken
            .extend(found.iter().map(|(key, _)| key.text.as_str()));
        found
    }

    /// Text. A bare number or date of YAML is text too; one of TOML is not.
    pub fn text(&mut self, name: &'static str) -> Option<String> {
        self.text_at(name).map(|(text, _)| text)
    }

    /// Text with its place.
    pub fn text_at(&mut self, name: &'static str) -> Option<(String, Range<usize>)> {
        let node = self.node(name)?;
        let text = self.as_text(name, node)?;
        Some((text, node.span.clone()))
    }

    fn as_text(&mut self, name: &str, node: &Node) -> Option<String> {
        match &node.value {
            NodeValue::Scalar(text, ScalarKind::Text | ScalarKind::Plain) => {
                Some(text.trim().to_owned())
            }
            NodeValue::Scalar(text, _) => {
                self.wrong(
                    name,
                    "text",
                    node,
                    &format!("put it in quotes: {name} = \"{text}\""),
                );
                None
            }
            _ => {
                self.wrong(name, "text", node, "write one line of text");
                None
            }
        }
    }

    /// `true` or `false`; YAML's bare `yes` and `no` too.
    pub fn flag(&mut self, name: &'static str) -> Option<bool> {
        let node = self.node(name)?;
        let read = match &node.value {
            NodeValue::Scalar(text, ScalarKind::Bool | ScalarKind::Plain) => plain_bool(text),
            _ => None,
        };
        if read.is_none() {
            self.wrong(
                name,
                "true or false",
                node,
                "write true or false, without quotes",
            );
        }
        read
    }

    /// A whole number within a range.
    pub fn number(&mut self, name: &'static str, range: Range<i64>) -> Option<i64> {
        let node = self.node(name)?;
        let number: Option<i64> = match &node.value {
            NodeValue::Scalar(text, ScalarKind::Number | ScalarKind::Plain) => text.parse().ok(),
            _ => None,
        };
        match number {
            Some(number) if range.contains(&number) => Some(number),
            Some(_) => {
                let wanted = format!("a number from {} to {}", range.start, range.end - 1);
                self.wrong(name, &wanted, node, "choose a number within these bounds");
                None
            }
            None => {
                self.wrong(
                    name,
                    "a whole number",
                    node,
                    "write a whole number in digits, such as 3, without quotes",
                );
                None
            }
        }
    }

    /// A date, perhaps with a time.
    pub fn when(&mut self, name: &'static str) -> Option<When> {
        let node = self.node(name)?;
        let read = node.scalar().and_then(When::parse);
        if read.is_none() {
            self.wrong(
                name,
                "a date",
                node,
                "write dates as year-month-day: 2026-03-01, or 2026-03-01 18:30 with a time",
            );
        }
        read
    }

    /// A language tag.
    pub fn lang(&mut self, name: &'static str) -> Option<Lang> {
        let node = self.node(name)?;
        let lang = node.scalar().and_then(Lang::parse);
        let lang = lang.filter(Lang::is_known);
        if lang.is_none() {
            self.wrong(
                name,
                "a language tag",
                node,
                "use a tag such as en, ar, pt-BR or cy",
            );
        }
        lang
    }

    /// One of a few words.
    pub fn choice<T: Copy>(
        &mut self,
        name: &'static str,
        choices: &[(&'static str, T)],
    ) -> Option<T> {
        let (text, span) = self.text_at(name)?;
        let folded = word(&text);
        if let Some((_, value)) = choices.iter().find(|(word, _)| *word == folded) {
            return Some(*value);
        }
        let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
        let mut diagnostic = Diagnostic::error(
            "field/choice",
            format!("`{text}` is not one of the words that `{name}` can be"),
        );
        diagnostic = match nearest(&text, words.iter().copied()) {
            Some(near) => diagnostic.help(format!(
                "did you mean `{near}`? It can be: {}",
                words.join(", ")
            )),
            None => diagnostic.help(format!("it can be: {}", words.join(", "))),
        };
        self.report(diagnostic, &span);
        None
    }

    /// A list of texts, each with its place. One bare text is a list of one.
    pub fn list(
        &mut self,
        name: impl Into<Cow<'static, str>>,
        of: ListOf,
    ) -> Vec<(String, Range<usize>)> {
        let name = name.into();
        let name = name.as_ref();
        let Some(node) = self.node(name.to_owned()) else {
            return Vec::new();
        };
        match &node.value {
            NodeValue::List(items) => items
                .iter()
                .filter(|item| !item.is_blank())
                .filter_map(|item| {
                    self.as_text(name, item)
                        .map(|text| (text, item.span.clone()))
                })
                .filter(|(text, _)| !text.is_empty())
                .collect(),
            NodeValue::Scalar(text, ScalarKind::Text | ScalarKind::Plain) => match of {
                ListOf::Items => vec![(text.trim().to_owned(), node.span.clone())],
                ListOf::Cells => parts(text, &node.span),
            },
            _ => {
                self.wrong(name, "a list", node, "write a list: [\"one\", \"two\"]");
                Vec::new()
            }
        }
    }

    /// Reports that a value is of the wrong type.
    pub fn wrong(&mut self, name: &str, wanted: &str, node: &Node, help: &str) {
        self.sink.push(
            Diagnostic::error(
                "field/type",
                format!("`{name}` must be {wanted}, and this is {}", describe(node)),
            )
            .at(self.path, node.span.clone())
            .caption(format!("expected {wanted}"))
            .help(help),
        );
    }

    /// Warns about every key that nobody took, naming the nearest that exists.
    pub fn finish(self) {
        let Fields {
            entries,
            known,
            taken,
            path,
            sink,
        } = self;
        for (key, node) in entries
            .iter()
            .filter(|(key, _)| !taken.contains(key.text.as_str()))
        {
            let mut diagnostic = Diagnostic::warning(
                "field/unknown",
                format!("nothing here is called `{}`", key.text),
            )
            .at(path, key.span.clone())
            .caption("this is left unread");
            let near = nearest(&key.text, known.iter().map(Cow::as_ref));
            if near.is_some_and(|near| GUARDS.contains(&near)) || keeps_back(node) {
                diagnostic.severity = Severity::Error;
            }
            diagnostic = match near {
                Some(near) => diagnostic
                    .help(format!("did you mean `{near}`?"))
                    .fix(crate::base::span::Span::new(path, key.span.clone()), near),
                None if keeps_back(node) => diagnostic.help(format!(
                    "where people meet is kept back inside of it: location: {{address: {}}}",
                    node.scalar().unwrap_or_default().trim()
                )),
                None => diagnostic.help(
                    "check the spelling, or delete the line; fields of your own begin with `x_`",
                ),
            };
            sink.push(diagnostic);
        }
    }
}

/// The parts of a cell, each with its own place if the cell was typed without quotes or escapes.
fn parts(cell: &str, span: &Range<usize>) -> Vec<(String, Range<usize>)> {
    let as_typed = span.len() == cell.len();
    let mut start = span.start;
    let mut found = Vec::new();
    for piece in cell.split(';') {
        let part = piece.trim();
        if !part.is_empty() {
            let at = start + (piece.len() - piece.trim_start().len());
            let place = match as_typed {
                true => at..at + part.len(),
                false => span.clone(),
            };
            found.push((part.to_owned(), place));
        }
        start += piece.len() + 1;
    }
    found
}

/// What a node is, in words for a message.
pub fn describe(node: &Node) -> String {
    let short = |text: &str| {
        let mut cut: String = text.chars().take(40).collect();
        if cut.len() < text.len() {
            cut.push('…');
        }
        cut
    };
    match &node.value {
        NodeValue::Null => "empty".to_owned(),
        NodeValue::List(_) => "a list".to_owned(),
        NodeValue::Map(_) => "a table".to_owned(),
        NodeValue::Scalar(text, ScalarKind::Text) => format!("the text \"{}\"", short(text)),
        NodeValue::Scalar(text, ScalarKind::Number) => format!("the number {text}"),
        NodeValue::Scalar(text, ScalarKind::Date) => format!("the date {text}"),
        NodeValue::Scalar(text, _) => format!("`{}`", short(text)),
    }
}
