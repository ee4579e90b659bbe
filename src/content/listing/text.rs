//! Words, words of a list and days out of fields, as listings want them: on one line, and never blank.

use super::column::heading;
use crate::base::date_form;
use crate::base::day::{Day, parse_day};
use crate::base::diag::{Diagnostic, nearest};
use crate::base::node::{Fields, ListOf, Node, word};
use std::ops::Range;

/// One line of text.
pub(super) fn text(fields: &mut Fields<'_, '_>, name: &'static str) -> Option<String> {
    fields
        .text(name)
        .map(|text| one_line(&text))
        .filter(|text| !text.is_empty())
}

/// A cell of a table may hold several lines.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A list of texts, each once.
pub(super) fn texts(fields: &mut Fields<'_, '_>, name: &'static str, lists: ListOf) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    for (text, _) in fields.list(name, lists) {
        if !texts.contains(&text) {
            texts.push(text);
        }
    }
    texts
}

/// A list of words out of a closed set, each once.
pub(super) fn words<T: Copy + PartialEq>(
    fields: &mut Fields<'_, '_>,
    name: &'static str,
    known: &[(&'static str, T)],
    lists: ListOf,
) -> Vec<T> {
    let mut found: Vec<T> = Vec::new();
    for (typed, span) in fields.list(name, lists) {
        let folded = word(&typed);
        match known.iter().find(|(word, _)| *word == folded) {
            Some((_, value)) if found.contains(value) => {}
            Some((_, value)) => found.push(*value),
            None => fields.report(not_among(name, &typed, known), &span),
        }
    }
    found
}

fn not_among<T>(name: &str, typed: &str, known: &[(&'static str, T)]) -> Diagnostic {
    let words: Vec<&str> = known.iter().map(|(word, _)| *word).collect();
    let all = words.join(", ");
    let help = match nearest(typed, words.iter().copied()) {
        Some(near) => format!("did you mean `{near}`? It can be: {all}"),
        None => format!("it can be: {all}; anything else belongs into the text below"),
    };
    Diagnostic::error(
        "field/choice",
        format!("`{typed}` is not one of the words that `{name}` can be"),
    )
    .help(help)
}

/// A day with its place.
pub(super) fn day(fields: &mut Fields<'_, '_>, name: &'static str) -> Option<(Day, Range<usize>)> {
    let node = fields.node(name)?;
    Some((as_day(fields, name, node)?, node.span.clone()))
}

const HELP: &str = "write the day as year-month-day, such as 2026-03-01";

/// A day out of a value that was taken already.
pub(super) fn as_day(fields: &mut Fields<'_, '_>, name: &str, node: &Node) -> Option<Day> {
    let day = node.scalar().and_then(|text| parse_day(text.trim()));
    if day.is_none() {
        match node.scalar().and_then(date_form::explain) {
            Some(reading) => not_guessed(fields, name, node, reading),
            None => fields.wrong(name, "a day", node, HELP),
        }
    }
    day
}

/// Names what the day can mean, for whoever has to say which.
fn not_guessed(fields: &mut Fields<'_, '_>, name: &str, node: &Node, reading: String) {
    let path = fields.path();
    let help = match path.extension().as_str() {
        "csv" | "tsv" => format!(
            "write it as year-month-day; or if the whole table has them this way, in waypost.toml under {}: \
             dates = \"DD/MM/YYYY\" or dates = \"MM/DD/YYYY\"",
            heading(path)
        ),
        _ => "write it as year-month-day, such as 2026-03-01".to_owned(),
    };
    let fault = Diagnostic::error("listing/day", format!("`{name}`: {reading}"));
    fields.report(fault.help(help), &node.span);
}

/// Takes over from an original what a translation leaves out.
pub(super) fn fill<T: Clone>(own: &mut Option<T>, original: &Option<T>) {
    if own.is_none() {
        own.clone_from(original);
    }
}

/// The same of a list.
pub(super) fn fill_list<T: Clone>(own: &mut Vec<T>, original: &[T]) {
    if own.is_empty() {
        *own = original.to_vec();
    }
}
