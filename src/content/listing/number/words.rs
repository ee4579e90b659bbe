//! The words around a number: what it is called, what to know before dialling it, and what to send to it.

use super::typed::Part;
use crate::content::person;

/// Words before a number that say no more than that it is one.
const PLAIN: [&str; 8] = [
    "tel",
    "tel no",
    "telephone",
    "phone",
    "call",
    "number",
    "sms",
    "text",
];
/// Words that tell somebody to send a message.
const SENDING: [&str; 4] = ["text", "sms", "txt", "send"];
/// What stood around a number.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// What it is called.
    pub label: Option<String>,
    /// What to know before dialling it.
    pub note: Option<String>,
    /// What to send to it.
    pub keyword: Option<String>,
    /// Whether they say that it takes texts.
    pub say_to_text: bool,
    /// What may be the name of a person.
    pub person: Option<String>,
}

/// Reads the words before and after the number in a text.
pub(super) fn around(text: &str, before: &[Part], after: &[Part]) -> Words {
    let label = joined(before);
    let note = joined(after);
    let say_to_text = label.as_ref().is_some_and(|label| is_sending(label));
    // `Text HOME to 85258` says what to do, and makes no sense in halves.
    if let Some(words) = label.as_ref().and_then(|label| strip_to(label)) {
        let keyword = keyword(words);
        return Words {
            note: match keyword {
                Some(_) => note,
                None => Some(text.to_owned()),
            },
            keyword: keyword.map(str::to_owned),
            say_to_text,
            ..Words::default()
        };
    }
    let person = person::beside_number(label.as_deref(), note.as_deref());
    Words {
        label: label.filter(|label| !PLAIN.contains(&label.to_lowercase().as_str())),
        note,
        keyword: None,
        say_to_text,
        person,
    }
}

/// The words before a last `to`.
fn strip_to(label: &str) -> Option<&str> {
    let at = label.len().checked_sub(3)?;
    let (words, to) = label.split_at_checked(at)?;
    to.eq_ignore_ascii_case(" to").then_some(words)
}

/// Whether the first word is to send a message.
fn is_sending(words: &str) -> bool {
    let first = words.split([' ', ':', ',']).next().unwrap_or_default();
    SENDING.contains(&first.to_lowercase().as_str())
}

/// `HOME` of `Text HOME`: one word, said to be sent.
fn keyword(words: &str) -> Option<&str> {
    let (_, rest) = words.split_once(' ')?;
    let rest = rest.trim_matches(['"', '\'', '“', '”', '‘', '’', ' ']);
    let is_one = !rest.is_empty() && !rest.contains(' ');
    (is_one && is_sending(words)).then_some(rest)
}

fn joined(parts: &[Part]) -> Option<String> {
    let words: Vec<String> = parts
        .iter()
        .filter_map(|part| match part {
            Part::Word(word) => Some((*word).to_owned()),
            Part::Digits(pieces) => Some(pieces.join(" ")),
            Part::Break => None,
        })
        .collect();
    let joined = words.join(" ");
    let mut text = joined.trim_matches([':', ',', '-', '.', ' ']);
    if text.matches('(').count() != text.matches(')').count()
        || text.starts_with('(') && text.ends_with(')')
    {
        text = text.trim_matches(['(', ')', ' ']);
    }
    (!text.is_empty()).then(|| text.to_owned())
}
