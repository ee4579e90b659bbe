//! Files into what is known of them. It decides what is read again; where that is kept from one revision to
//! the next, it does not know.

use super::in_order::InOrder;
use super::piece_of;
use super::source_text;
use super::sources::Parsed;
use super::texts::TextCache;
use crate::base::diag::{Diagnostic, Sink};
use crate::base::digest::Digest;
use crate::base::paths::SourcePath;
use crate::content::section::{Kinds, SectionKind};
use crate::content::{
    Entry, Reading, Source, place, read_joined_listings, read_markdown, text_key,
};
use crate::disk::{Snapshot, Stamp};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A file that is longer is read when its turn comes.
const SMALL: u64 = 64 * 1024;

/// A file to be parsed, unless it is as it was.
struct Unread<'a> {
    path: &'a SourcePath,
    stamp: Stamp,
    kind: SectionKind,
    old: Option<&'a Arc<Parsed>>,
}

/// What is known of a file before it is its turn to be taken apart.
enum Ahead {
    Kept(Arc<Parsed>),
    Read(Result<String, Box<Diagnostic>>),
    Later,
}

/// What parsing needs to know.
pub(super) struct Work<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) reading: &'a Reading,
    /// Of all settings that decide on what is read.
    pub(super) settings: Digest,
    pub(super) known: &'a BTreeMap<SourcePath, Arc<Parsed>>,
    pub(super) texts: &'a TextCache,
    /// Whether what is known may stand in for a file that is broken now.
    pub(super) has_read: bool,
}

impl Work<'_> {
    /// Parses lists of sources, each in the order of their paths.
    pub(super) fn parse(
        &self,
        lists: &[&[(&SourcePath, Stamp)]],
        kinds: &Kinds,
    ) -> Vec<(SourcePath, Arc<Parsed>)> {
        let mut sources = Vec::new();
        for list in lists {
            let mut known = InOrder::of(self.known);
            let mut last = ("", kinds.of(""));
            sources.extend(list.iter().map(|(path, stamp)| {
                let folder = folder_below_content(path);
                // Most files lie beside others of their folder.
                if folder != last.0 {
                    last = (folder, kinds.of(folder));
                }
                Unread {
                    path,
                    stamp: *stamp,
                    kind: last.1,
                    old: known.get(path),
                }
            }));
        }
        let pieces = sources.par_chunks(piece_of(sources.len()));
        pieces.flat_map_iter(|piece| self.piece(piece)).collect()
    }

    /// Several files: they are read first and taken apart then, so that the system and the parser each
    /// find at hand what they need.
    fn piece(&self, sources: &[Unread<'_>]) -> Vec<(SourcePath, Arc<Parsed>)> {
        let ahead = |source: &Unread<'_>| match self.kept(source) {
            Some(old) => Ahead::Kept(Arc::clone(old)),
            None if source.stamp.len <= SMALL => Ahead::Read(self.text(source.path)),
            None => Ahead::Later,
        };
        let ahead: Vec<Ahead> = sources.iter().map(ahead).collect();
        let both = sources.iter().zip(ahead);
        both.map(|(source, ahead)| {
            let text = match ahead {
                Ahead::Kept(parsed) => return (source.path.clone(), parsed),
                Ahead::Read(text) => text,
                Ahead::Later => self.text(source.path),
            };
            let old = source.old.filter(|_| self.has_read);
            let parsed = self.read(source, text).after(old, self);
            (source.path.clone(), Arc::new(parsed))
        })
        .collect()
    }

    fn text(&self, path: &SourcePath) -> Result<String, Box<Diagnostic>> {
        source_text(self.snapshot, self.reading, path)
    }

    /// What is known of a file that is as it was.
    fn kept<'s>(&self, source: &Unread<'s>) -> Option<&'s Arc<Parsed>> {
        source.old.filter(|old| {
            old.stamp == source.stamp
                && old.settings == self.settings
                && old.kind == source.kind
                && old.settled
                && self.joined(source.path) == old.joined
        })
    }

    fn read_entry(&self, source: Source<'_>, kind: SectionKind, sink: &mut Sink) -> Option<Entry> {
        let (entry, text) = read_markdown(source, kind, self.reading, sink)?;
        let key = text_key(&entry, self.reading.markdown());
        self.texts.keep(key, Arc::new(text));
        Some(entry)
    }

    /// The entry with its text in it, if that is still at hand.
    pub(super) fn with_text(&self, entry: &Arc<Entry>) -> Arc<Entry> {
        let key = text_key(entry, self.reading.markdown());
        match self.texts.get(key) {
            Some(text) if entry.kept.is_none() => Arc::new(Entry {
                kept: Some(text),
                ..Entry::clone(entry)
            }),
            _ => Arc::clone(entry),
        }
    }

    /// The tables that are joined to a file, as they are.
    fn joined(&self, path: &SourcePath) -> Vec<(SourcePath, Option<Stamp>)> {
        let paths = self.reading.joined_to(path).into_iter();
        paths
            .map(|path| {
                let stamp = self.snapshot.stamp(&path);
                (path, stamp)
            })
            .collect()
    }

    fn read_table(&self, source: Source<'_>, sink: &mut Sink) -> Vec<Entry> {
        let paths = self.reading.joined_to(source.path);
        let mut beside: Vec<(SourcePath, String)> = Vec::new();
        for path in paths {
            // That it is not there at all, the settings are told.
            if !self.snapshot.contains(&path) {
                continue;
            }
            match source_text(self.snapshot, self.reading, &path) {
                Ok(text) => beside.push((path, text)),
                Err(diagnostic) => sink.push(*diagnostic),
            }
        }
        let beside: Vec<Source<'_>> = beside
            .iter()
            .map(|(path, text)| Source { path, text })
            .collect();
        read_joined_listings(source, &beside, self.reading, sink)
    }

    fn read(&self, source: &Unread<'_>, text: Result<String, Box<Diagnostic>>) -> Parsed {
        let Unread {
            path, stamp, kind, ..
        } = *source;
        let mut sink = Sink::new();
        let mut entries = Vec::new();
        match text {
            Ok(text) => {
                let source = Source { path, text: &text };
                if path.ends_in(&place::MARKDOWN) {
                    entries.extend(self.read_entry(source, kind, &mut sink));
                } else {
                    entries = self.read_table(source, &mut sink);
                }
            }
            Err(diagnostic) => sink.push(*diagnostic),
        }
        let good = !sink.has_errors();
        let joined = self.joined(path);
        Parsed {
            stamp,
            settled: self.snapshot.is_settled(path)
                && joined
                    .iter()
                    .all(|(path, stamp)| stamp.is_none() || self.snapshot.is_settled(path)),
            joined,
            settings: self.settings,
            kind,
            entries: entries.into_iter().map(Arc::new).collect(),
            own: true,
            stored_at: None,
            good,
            diagnostics: sink.into_sorted(),
        }
    }
}

/// The folder below `content/` whose kind decides what a file is: for a bundle, the one above it.
pub(super) fn folder_below_content(path: &SourcePath) -> &str {
    let below = path.below("content").unwrap_or("");
    let folder = below.rfind('/').map_or("", |at| &below[..at]);
    let stem = path.stem();
    match stem == "index" || stem.starts_with("index.") {
        true => folder.rfind('/').map_or("", |at| &folder[..at]),
        false => folder,
    }
}
