//! What an article says of the person whose story it tells: that they agreed, and whether their name was
//! changed. *How to reach them ends here*: it is read to be checked and is in no type.

use super::front::CommentsWord;
use crate::base::day::Day;
use crate::base::diag::{Diagnostic, nearest};
use crate::base::node::{Fields, Node, NodeValue, plain_bool, word};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// What an article says of its teller.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Telling {
    /// Whether it is a story of lived experience; none: its folder decides.
    pub story: Option<bool>,
    /// Whether readers are told that the name was changed.
    pub pseudonym: bool,
    /// What was agreed.
    pub consent: Option<Consent>,
}

/// What a teller has agreed to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// Whether the story may be published; none: it does not say.
    pub given: Option<bool>,
    /// When they said so.
    pub date: Option<Day>,
    /// Whether it says how to reach them.
    pub has_contact: bool,
    /// Where it stands.
    pub span: Range<usize>,
}

/// Reads `story`, `pseudonym` and `consent`.
pub(super) fn read(fields: &mut Fields<'_, '_>) -> Telling {
    Telling {
        story: fields.flag("story"),
        pseudonym: fields.flag("pseudonym").unwrap_or(false),
        consent: consent(fields),
    }
}

fn consent(fields: &mut Fields<'_, '_>) -> Option<Consent> {
    let node = fields.node("consent")?;
    let path = fields.path();
    if !matches!(node.value, NodeValue::Map(_)) {
        // Whoever publishes it is told what is missing.
        return Some(Consent {
            given: None,
            date: None,
            has_contact: false,
            span: node.span.clone(),
        });
    }
    let mut inner = Fields::of(node, "`consent`", path, fields.sink());
    let consent = Consent {
        given: inner.flag("given"),
        date: inner.when("date").map(|when| when.day),
        has_contact: inner.node("contact").is_some(),
        span: node.span.clone(),
    };
    inner.finish();
    Some(consent)
}

/// Reads `comments`: `true`, `false` or `closed`.
pub(super) fn comments(fields: &mut Fields<'_, '_>) -> Option<CommentsWord> {
    let node = fields.node("comments")?;
    let typed = node.scalar().map(word).unwrap_or_default();
    let read = match typed.as_str() {
        "closed" => Some(CommentsWord::Closed),
        _ => flag(node).map(|open| match open {
            true => CommentsWord::Open,
            false => CommentsWord::Off,
        }),
    };
    if read.is_none() {
        let message = "`comments` can be true, false or closed";
        let fault = Diagnostic::error("front-matter/comments", message);
        let near = nearest(&typed, ["true", "false", "closed"]);
        let help = near.map_or_else(
            || "write closed to keep those that are there and take no more".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        fields.report(fault.help(help), &node.span);
    }
    read
}

fn flag(node: &Node) -> Option<bool> {
    node.scalar().and_then(plain_bool)
}
