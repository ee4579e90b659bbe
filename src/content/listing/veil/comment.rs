//! What of a comment must not be shown. What somebody has written to the site is theirs until it is approved,
//! and what else its front matter says, such as an address, always is.

use super::Veil;
use crate::base::diag::Sink;
use crate::base::node::{Key, Node, word};
use crate::base::paths::SourcePath;
use crate::content::front;

/// What its front matter says to everybody.
const TOLD: [&str; 4] = ["status", "date", "reply_to", "withdrawn"];

/// The hidden parts of a comment's file.
pub(super) fn veil(path: &SourcePath, text: &str) -> Veil {
    let split = front::split(text, path, &mut Sink::new());
    let front = split.node.as_ref().map_or(&[][..], Node::entries);
    let said = |key: &str| front.iter().find(|(own, _)| own.text == key);
    let status = said("status").and_then(|(_, node)| node.scalar());
    let is_approved = status.is_some_and(|status| word(status) == "approved");
    let is_public = is_approved && said("withdrawn").is_none();
    let is_told =
        |key: &Key| TOLD.contains(&key.text.as_str()) || is_public && key.text == "author";
    let kept = front.iter().filter(|(key, _)| !is_told(key));
    let mut hidden: Vec<_> = kept.map(|(_, node)| node.span.clone()).collect();
    if !is_public {
        // Without a front matter that can be read, all of the file may be what somebody wrote.
        let from = match front.is_empty() {
            true => split.front.start,
            false => split.body,
        };
        hidden.push(from.min(text.len())..text.len());
    }
    Veil {
        hidden,
        ..Veil::default()
    }
}
