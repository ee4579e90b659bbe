//! Names of people in the texts of a listing that readers see. What stands around a number is read with the
//! number; what is kept from readers is not looked at.

use super::channel::SHORT;
use super::{Disclosure, Exposure, Kind};
use crate::base::diag::Diagnostic;
use crate::base::node::{Fields, Node, NodeValue, word};
use crate::content::person;
use std::ops::Range;

/// The fields that are texts, or hold some, and which of their parts are.
const TEXTS: [(&str, &[&str]); 14] = [
    ("summary", &[]),
    ("status_note", &[]),
    ("eligibility", &[]),
    ("eligibility_description", &[]),
    ("hours_note", &[]),
    ("hours_exceptions", &["note"]),
    ("schedule", &["note"]),
    ("schedule_note", &[]),
    ("what_to_expect", &[]),
    ("alert", &["text"]),
    ("cost_options", &["option", "note"]),
    ("safety", &["answered_by", "emergency_policy"]),
    ("location", &["name", "notes", "transportation"]),
    ("online", &["access_notes", "label", "note"]),
];
/// The parts of channels that are. A channel without parts is a number or an address.
const OF_CHANNEL: [&str; 2] = ["label", "note"];

/// The fewest digits of a number.
const DIGITS: usize = 3;

/// The texts that an organization has as well.
const OF_ORGANIZATION: [&str; 2] = ["summary", "location"];

/// Warns of names in what was typed for a listing of this kind.
pub(super) fn check(fields: &mut Fields<'_, '_>, kind: Option<Kind>) {
    // Who wrote a book is no secret.
    if kind != Some(Kind::Book) {
        look(fields, |_| true);
    }
}

/// The same of an organization.
pub(super) fn check_organization(fields: &mut Fields<'_, '_>) {
    look(fields, |field| OF_ORGANIZATION.contains(&field));
}

/// Looks at the texts that may be there. It takes no field: one that nobody reads stays unknown.
fn look(fields: &mut Fields<'_, '_>, has: impl Fn(&str) -> bool) {
    let typed = fields.typed();
    let said = |name: &str| {
        let found = typed.iter().find(|(key, _)| key.text == name);
        found.map(|(_, node)| node).filter(|node| !node.is_blank())
    };
    let mut found = Vec::new();
    for (field, parts) in TEXTS.into_iter().filter(|(field, _)| has(field)) {
        let node = said(field).filter(|node| !is_kept(field, node));
        node.iter()
            .for_each(|node| texts(node, (field, parts), &mut found));
    }
    let channels = SHORT.iter().map(|(field, _)| *field).chain(["channels"]);
    for field in channels {
        let items = said(field).map_or(&[][..], |node| match &node.value {
            NodeValue::List(items) => items.as_slice(),
            _ => std::slice::from_ref(node),
        });
        let full = items.iter().filter(|item| !item.entries().is_empty());
        for node in full {
            texts(node, (field, &OF_CHANNEL), &mut found);
            found.extend(whole_label(node));
        }
    }
    for (key, node) in typed.iter().filter(|(key, _)| key.text.starts_with("x_")) {
        all(node, &key.text, &mut found);
    }
    for (name, field, span) in found {
        fields.report(remark(&name, &field), &span);
    }
}

type Named = (String, String, Range<usize>);

/// Whether what a field says is for no reader.
fn is_kept(field: &str, node: &Node) -> bool {
    let said = |part: &str| node.get(part).filter(|node| !node.is_blank());
    let is_open = |node: &Node| match (field, node.scalar().map(word)) {
        ("location", Some(said)) => Exposure::parse(&said) == Some(Exposure::Public),
        (_, Some(said)) => Disclosure::parse(&said) == Some(Disclosure::Public),
        (_, None) => false,
    };
    let shut = |part: &str| said(part).is_some_and(|node| !is_open(node));
    match field {
        "location" => shut("address"),
        "online" => shut("publish"),
        _ => false,
    }
}

/// The texts of a field, or of its parts.
fn texts(node: &Node, (field, parts): (&str, &[&str]), found: &mut Vec<Named>) {
    match &node.value {
        NodeValue::Null => {}
        NodeValue::Scalar(text, _) => find(text, field, node, found),
        NodeValue::List(items) => items
            .iter()
            .for_each(|item| texts(item, (field, parts), found)),
        NodeValue::Map(entries) => {
            for (key, node) in entries {
                let is_part = parts.contains(&key.text.as_str());
                if is_part || !node.entries().is_empty() {
                    let name = if is_part { &key.text } else { field };
                    texts(node, (name, parts), found);
                }
            }
        }
    }
}

/// All texts in a field of the site's own.
fn all(node: &Node, field: &str, found: &mut Vec<Named>) {
    match &node.value {
        NodeValue::Null => {}
        NodeValue::Scalar(text, _) => find(text, field, node, found),
        NodeValue::List(items) => items.iter().for_each(|item| all(item, field, found)),
        NodeValue::Map(entries) => entries.iter().for_each(|(_, node)| all(node, field, found)),
    }
}

/// The label of a number that is a full name, whoever it is, where the name alone does not tell.
fn whole_label(channel: &Node) -> Option<Named> {
    let is_number = |text: &str| {
        let digits = text.chars().filter(char::is_ascii_digit).count();
        digits >= DIGITS && !text.contains(|c: char| "@:".contains(c) || c.is_alphabetic())
    };
    let mut parts = channel.entries().iter();
    let has_number = parts.any(|(_, node)| node.scalar().is_some_and(is_number));
    let node = channel.get("label").filter(|_| has_number)?;
    let text = node.scalar()?;
    let is_told = || person::is_given(text.trim()) || !person::named(text).is_empty();
    let is_whole = person::is_full(text) && !is_told();
    let span = node.within(text, &(0..text.len()));
    is_whole.then(|| (text.to_owned(), "label".to_owned(), span))
}

fn find(text: &str, field: &str, node: &Node, found: &mut Vec<Named>) {
    let is_label = field == "label" && person::is_given(text.trim());
    let whole = is_label.then_some(0..text.len());
    for range in whole.into_iter().chain(person::named(text)) {
        let span = node.within(text, &range);
        found.push((text[range].to_owned(), field.to_owned(), span));
    }
}

fn remark(name: &str, field: &str) -> Diagnostic {
    let message = format!("`{name}` in `{field}` may be a person's name, and readers will see it");
    Diagnostic::warning("listing/person", message)
        .help("ask them whether it may be public, or say instead whom people will meet: `ask for the host`")
}
