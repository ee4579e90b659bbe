//! How to get at an entry's text, which the entry does not hold: texts are large, and most are needed
//! once. It may not know where texts are kept, or who reads files.

use super::entry::Entry;
use super::markdown::Text;
use super::read::{Source, body_start, parse};
use crate::base::diag::{Diagnostic, Sink};
use crate::base::digest::{Digest, DigestWriter};
use crate::config::MarkdownSettings;
use std::sync::Arc;

/// Where the texts of entries are.
pub trait Texts: Send + Sync {
    /// The text of an entry.
    fn text(&self, entry: &Entry) -> Fetched;

    /// Says that the text of an entry will hardly be wanted again.
    fn release(&self, entry: &Entry);
}

/// A text, and what it was made from.
#[derive(Clone, Debug)]
pub struct Fetched {
    /// The text.
    pub text: Arc<Text>,
    /// Of the text as typed that was really read. Not [`Entry::text`] if the file has changed since the
    /// entry was read.
    pub digest: Digest,
    /// Why nothing could be read.
    pub fault: Option<Box<Diagnostic>>,
}

impl Fetched {
    /// The text that the entry was read with.
    pub fn of(entry: &Entry, text: Arc<Text>) -> Fetched {
        Fetched {
            text,
            digest: entry.text,
            fault: None,
        }
    }

    /// No text, and why.
    pub fn none(fault: Box<Diagnostic>) -> Fetched {
        Fetched {
            text: Arc::default(),
            digest: Digest::of(&[]),
            fault: Some(fault),
        }
    }
}

/// All that decides how an entry's text comes out, places in the file included: texts with the same key
/// are the same.
pub fn text_key(entry: &Entry, settings: &MarkdownSettings) -> Digest {
    let mut writer = DigestWriter::new();
    writer
        .text(entry.source.as_str())
        .number(entry.start as u64)
        .digest(entry.text)
        .text(entry.lang.as_str())
        .value(settings);
    writer.finish()
}

/// Reads an entry's text once more from its file. What is wrong with it was told when the entry was read.
pub fn read_text(source: Source<'_>, entry: &Entry, settings: &MarkdownSettings) -> Fetched {
    let is_same = |text: &str| Digest::of(text.as_bytes()) == entry.text;
    let start = match source.text.get(entry.start..) {
        Some(text) if is_same(text) => entry.start,
        _ => body_start(source),
    };
    let text = &source.text[start..];
    let mut told = Sink::new();
    let parsed = parse(source.path, text, start, &entry.lang, settings, &mut told);
    Fetched {
        text: Arc::new(parsed.text),
        digest: Digest::of(text.as_bytes()),
        fault: None,
    }
}
