//! Sources into entries: what was parsed is kept as long as its file, its settings and its section's
//! kind stay as they were.

use super::in_order::InOrder;
use super::lost::has_lost_entries;
use super::parse::{Work, folder_below_content};
use super::strays::{is_paper, report_missing_tables, unread_paper, unread_table};
use super::texts::{RevisionTexts, TextCache};
use crate::base::diag::{Diagnostic, Sink};
use crate::base::digest::Digest;
use crate::base::paths::SourcePath;
use crate::config::Config;
use crate::content::maker;
use crate::content::picture::{self, Sight};
use crate::content::section::{Kinds, SectionKind};
use crate::content::{Entry, Reading, Texts, place};
use crate::disk::{Snapshot, Stamp};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What is known of the files of one project.
#[derive(Default)]
pub(super) struct Sources {
    pub(super) parsed: BTreeMap<SourcePath, Arc<Parsed>>,
    pub(super) files: BTreeMap<SourcePath, Seen>,
    texts: Arc<TextCache>,
    /// Whether this session has read the project before. What an earlier run of the program has left is
    /// good for files that are as they were, and no last good version of one that is broken now.
    has_read: bool,
    /// Whether an entry is gone that an earlier run knew, or was withdrawn since: no word of it may stay.
    pub(super) has_lost: bool,
}

/// What was seen of a file that is published as it is.
#[derive(Clone, Copy, Serialize, Deserialize)]
pub(super) struct Seen {
    pub(super) stamp: Stamp,
    /// Whether a later change must show in the stamp.
    pub(super) settled: bool,
    sight: Sight,
}

/// What was made of a file, and from what.
#[derive(Serialize, Deserialize)]
pub(super) struct Parsed {
    pub(super) stamp: Stamp,
    /// Whether a later change must show in the stamp.
    pub(super) settled: bool,
    /// The tables that are joined to it, as they were; none for one that is not there.
    pub(super) joined: Vec<(SourcePath, Option<Stamp>)>,
    pub(super) settings: Digest,
    pub(super) kind: SectionKind,
    pub(super) entries: Vec<Arc<Entry>>,
    /// Whether the entries come from this version of the file.
    pub(super) own: bool,
    /// Its place among those that an earlier run has left.
    #[serde(skip)]
    pub(super) stored_at: Option<usize>,
    /// Whether the entries come from a version of the file without errors: this one, or an earlier one.
    pub(super) good: bool,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl Parsed {
    /// A file that an edit has just broken keeps its last good entries: a preview shows those, with
    /// the errors over them, and not what was half read. Their file can't give back their texts any
    /// more, so they take them along. A build starts without any earlier version.
    pub(super) fn after(mut self, old: Option<&Arc<Parsed>>, work: &Work<'_>) -> Parsed {
        if let Some(old) = old.filter(|old| !self.good && old.good && old.kind == self.kind) {
            self.entries = old
                .entries
                .iter()
                .map(|entry| work.with_text(entry))
                .collect();
            self.good = true;
            self.own = false;
        }
        self
    }
}

impl Sources {
    /// As an earlier run of the program has left them.
    pub(super) fn of(
        parsed: BTreeMap<SourcePath, Arc<Parsed>>,
        files: BTreeMap<SourcePath, Seen>,
    ) -> Sources {
        Sources {
            parsed,
            files,
            ..Sources::default()
        }
    }

    /// Every entry of the project, in the order of their files.
    pub(super) fn entries(
        &mut self,
        snapshot: &Snapshot,
        config: &Config,
        sink: &mut Sink,
    ) -> Vec<Arc<Entry>> {
        report_missing_tables(snapshot, config, sink);
        let reading = Reading::new(config);
        let (mut indexes, mut texts, mut tables) = (Vec::new(), Vec::new(), Vec::new());
        for source in snapshot.below("content") {
            let (path, _) = source;
            if !path.ends_in(&place::MARKDOWN) {
                tables.extend(path.ends_in(&place::TABLES).then_some(source));
            } else if path.file_name().starts_with("_index.") {
                indexes.push(source);
            } else {
                texts.push(source);
            }
        }
        let work = Work {
            snapshot,
            reading: &reading,
            settings: reading.digest(),
            known: &self.parsed,
            texts: &self.texts,
            has_read: self.has_read,
        };
        let mut kinds = Kinds::default();
        let mut parsed = work.parse(&[&indexes], &kinds);
        for (_, parsed) in &parsed {
            for entry in &parsed.entries {
                if let Some(kind) = entry.section().and_then(|section| section.kind) {
                    kinds.set(&entry.place.folder, kind);
                }
            }
        }
        tables.retain(|(path, _)| {
            kinds.of(folder_below_content(path)) == SectionKind::Listings
                && !reading.is_joined(path)
        });
        // A table takes longer than any text, so nobody waits for one at the end.
        parsed.extend(work.parse(&[&tables, &texts], &kinds));
        let parsed: BTreeMap<_, _> = parsed.into_iter().collect();
        // A preview writes no cache, so its edits need not be looked at.
        if !self.has_read {
            self.has_lost = has_lost_entries(&self.parsed, &parsed);
        }
        self.parsed = parsed;
        self.has_read = true;
        let mut entries = Vec::new();
        for parsed in self.parsed.values() {
            sink.extend(parsed.diagnostics.iter().cloned());
            entries.extend(parsed.entries.iter().cloned());
        }
        if entries.is_empty() {
            sink.push(
                Diagnostic::warning("content/empty", "there is no text in content/ yet")
                    .help("write your first article: waypost new article \"Its title\""),
            );
        }
        entries
    }

    /// Makes room for the texts of a build.
    pub(super) fn widen_texts(&self) {
        self.texts.widen();
    }

    /// Lets go of all texts: whoever wants one after that has it read again.
    pub(super) fn forget_texts(&self) {
        self.texts.clear();
    }

    /// The texts of the entries of a revision.
    pub(super) fn texts(&self, snapshot: &Arc<Snapshot>, config: &Config) -> Arc<dyn Texts> {
        Arc::new(RevisionTexts {
            snapshot: Arc::clone(snapshot),
            settings: config.markdown.clone(),
            cache: Arc::clone(&self.texts),
        })
    }

    /// What is known of the files that are published as they are.
    pub(super) fn files(
        &mut self,
        snapshot: &Snapshot,
        sink: &mut Sink,
    ) -> BTreeMap<SourcePath, Sight> {
        let is_table = |path: &SourcePath| path.ends_in(&place::TABLES);
        let mut parsed = InOrder::of(&self.parsed);
        let (tables, beside): (Vec<_>, Vec<_>) = snapshot
            .below("content")
            .filter(|(path, _)| parsed.get(path).is_none())
            .partition(|(path, _)| is_table(path));
        let joined = |path: &SourcePath| {
            let mut tables = self.parsed.values().flat_map(|parsed| &parsed.joined);
            tables.any(|(joined, _)| joined == path)
        };
        let unread = tables.iter().filter(|(path, _)| !joined(path));
        sink.extend(unread.map(|(path, _)| unread_table(path)));
        let (papers, beside): (Vec<_>, Vec<_>) =
            beside.into_iter().partition(|(path, _)| is_paper(path));
        sink.extend(papers.iter().map(|(path, _)| unread_paper(path)));
        let sources: Vec<(&SourcePath, Stamp)> =
            beside.into_iter().chain(snapshot.below("static")).collect();
        let known = &self.files;
        let seen: Vec<(SourcePath, Seen)> = sources
            .par_iter()
            .map(|(path, stamp)| {
                let kept = known.get(*path).copied();
                let seen = kept.filter(|old| old.stamp == *stamp && old.settled);
                let seen = seen.unwrap_or_else(|| Seen {
                    stamp: *stamp,
                    settled: snapshot.is_settled(path),
                    sight: sight(snapshot, path),
                });
                ((*path).clone(), seen)
            })
            .collect();
        self.files = seen.into_iter().collect();
        let seen = self.files.iter();
        seen.map(|(path, seen)| (path.clone(), seen.sight))
            .collect()
    }
}

/// A picture is read whole: what is made of it is known by the digest of its bytes.
fn sight(snapshot: &Snapshot, path: &SourcePath) -> Sight {
    let extension = path.extension();
    if maker::is_looked_at(&extension) {
        let parts = maker::Parts {
            len: snapshot.stamp(path).map_or(0, |stamp| stamp.len),
            read: &|from, most| snapshot.read_part(path, from, most),
        };
        return Sight {
            tells: maker::look(&parts, &extension),
            ..Sight::default()
        };
    }
    if !picture::is_picture(&extension) {
        return Sight::default();
    }
    match snapshot.read(path) {
        Ok(bytes) => picture::look(&bytes, &extension),
        // Whoever copies it will be told.
        Err(_) => Sight::default(),
    }
}
