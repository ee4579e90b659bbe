//! A block of code as runs of one colour, and the runs of all blocks that somebody has asked about. To find
//! them takes long; to write HTML by them takes nothing. They tell where colours change and none of the
//! words, so they may be kept even if the words may not.

use crate::base::digest::Digest;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};

/// How many runs may be known at once: some 4 MB.
const MOST: usize = 500_000;

/// How long each run is, in bytes, and its class as a byte: 0 for none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Runs(Vec<(u32, u8)>);

impl Runs {
    /// Adds a piece of text. White space has no colour and needs no change of class.
    pub(super) fn push(&mut self, class: Option<char>, text: &str) {
        let class = class.and_then(|class| u8::try_from(class).ok());
        let class = class.unwrap_or_default();
        let is_blank = text.trim().is_empty();
        match self.0.last_mut() {
            Some((len, last)) if is_blank || *last == class => *len += text.len() as u32,
            _ if text.is_empty() => {}
            _ => {
                let class = if is_blank { 0 } else { class };
                self.0.push((text.len() as u32, class));
            }
        }
    }

    /// The text of which these are the runs, as HTML with `<span class="hl-…">`. None if they are those of
    /// another text.
    pub(super) fn html(&self, text: &str) -> Option<String> {
        let mut html = String::with_capacity(text.len() + 26 * self.0.len());
        let mut rest = text;
        for (len, class) in &self.0 {
            let (run, after) = rest.split_at_checked(*len as usize)?;
            rest = after;
            if *class == 0 {
                escape(&mut html, run);
                continue;
            }
            // White space behind a word need not be coloured.
            let (words, space) = run.split_at(run.trim_end().len());
            html.push_str("<span class=\"hl-");
            html.push(char::from(*class));
            html.push_str("\">");
            escape(&mut html, words);
            html.push_str("</span>");
            html.push_str(space);
        }
        rest.is_empty().then_some(html)
    }
}

fn escape(html: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            letter => html.push(letter),
        }
    }
}

/// Blocks by the digests of their languages and texts. Forgets everything when it is full: blocks are few,
/// and those still in use come back at once.
#[derive(Default)]
struct Blocks {
    runs: BTreeMap<Digest, Arc<Runs>>,
    /// Of all of them.
    count: usize,
}

static BLOCKS: LazyLock<Mutex<Blocks>> = LazyLock::new(Mutex::default);

fn blocks() -> MutexGuard<'static, Blocks> {
    BLOCKS.lock().unwrap_or_else(PoisonError::into_inner)
}

pub(super) fn get(block: Digest) -> Option<Arc<Runs>> {
    blocks().runs.get(&block).cloned()
}

pub(super) fn put(block: Digest, runs: Arc<Runs>) {
    let mut blocks = blocks();
    if blocks.count + runs.0.len() > MOST {
        *blocks = Blocks::default();
    }
    blocks.count += runs.0.len();
    let before = blocks.runs.insert(block, runs);
    blocks.count -= before.map_or(0, |runs| runs.0.len());
}

/// What is known of blocks, for another run of the program.
pub fn known() -> Vec<(Digest, Arc<Runs>)> {
    let blocks = blocks();
    let known = blocks.runs.iter();
    known
        .map(|(block, runs)| (*block, Arc::clone(runs)))
        .collect()
}

/// Takes in what an earlier run of this very program has known.
pub fn remember(known: Vec<(Digest, Arc<Runs>)>) {
    known.into_iter().for_each(|(block, runs)| put(block, runs));
}

/// Knows nothing any more, as another run of the program.
#[cfg(test)]
pub(crate) fn forget() {
    *blocks() = Blocks::default();
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn white_space_is_not_coloured() {
        let mut runs = Runs::default();
        let pieces = [
            (None, "  "),
            (Some('k'), "let"),
            (None, " "),
            (Some('k'), "mut"),
            (Some('s'), " "),
            (None, "x"),
        ];
        for (class, text) in pieces {
            runs.push(class, text);
        }
        let html = "  <span class=\"hl-k\">let mut</span> x";
        assert_eq!(runs.html("  let mut x").as_deref(), Some(html));
    }

    proptest! {
        #[test]
        fn every_letter_stays(pieces in prop::collection::vec((prop::option::of("[a-z]"), "[a-zä<& \n]{0,4}"), 0..9)) {
            let mut runs = Runs::default();
            let mut text = String::new();
            for (class, piece) in &pieces {
                runs.push(class.as_ref().and_then(|class| class.chars().next()), piece);
                text.push_str(piece);
            }
            let html = runs.html(&text).expect("its own text");
            let bare = regex::Regex::new("</?span[^>]*>").expect("a pattern").replace_all(&html, "").into_owned();
            let bare = bare.replace("&lt;", "<").replace("&amp;", "&");
            prop_assert_eq!(&bare, &text);
            prop_assert!(!html.contains(" </span>"));
            // Another text of another length is none of theirs.
            prop_assert_eq!(runs.html(&format!("{text}x")), None);
        }
    }
}
