//! The files of `comments/`. What was read of one is kept as long as the file is as it was and no longer
//! than this run of the program: what nobody has approved is written nowhere.

use crate::base::diag::{Diagnostic, Sink};
use crate::base::lang::Lang;
use crate::base::paths::SourcePath;
use crate::config::Config;
use crate::content::Source;
use crate::content::comment::{self, Comment, FOLDER};
use crate::disk::{Snapshot, Stamp, TEXT_LIMIT};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What is known of the comments of one project.
#[derive(Default)]
pub(super) struct CommentFiles {
    languages: Vec<Lang>,
    read: BTreeMap<SourcePath, Arc<Read>>,
}

/// What was made of a file.
struct Read {
    stamp: Stamp,
    /// Whether a later change must show in the stamp.
    settled: bool,
    comment: Option<Arc<Comment>>,
    diagnostics: Vec<Diagnostic>,
}

impl CommentFiles {
    /// Every comment of the project, in the order of their files; none where comments are off.
    pub(super) fn read(
        &mut self,
        snapshot: &Snapshot,
        config: &Config,
        sink: &mut Sink,
    ) -> Vec<Arc<Comment>> {
        let languages = config.languages.iter();
        let languages: Vec<Lang> = languages.map(|language| language.lang.clone()).collect();
        if languages != self.languages || !config.comments.enabled {
            self.read.clear();
            self.languages = languages;
        }
        if !config.comments.enabled {
            return Vec::new();
        }
        let files: Vec<(&SourcePath, Stamp)> = snapshot.below(FOLDER).collect();
        let (known, languages) = (&self.read, &self.languages);
        let read = files.par_iter().map(|(path, stamp)| {
            let kept = known.get(*path);
            let kept = kept.filter(|old| old.stamp == *stamp && old.settled);
            let read = kept.cloned();
            let read =
                read.unwrap_or_else(|| Arc::new(read_file(snapshot, path, *stamp, languages)));
            ((*path).clone(), read)
        });
        self.read = read.collect::<Vec<_>>().into_iter().collect();
        let read = self.read.values();
        read.filter_map(|read| {
            sink.extend(read.diagnostics.iter().cloned());
            read.comment.clone()
        })
        .collect()
    }
}

fn read_file(snapshot: &Snapshot, path: &SourcePath, stamp: Stamp, languages: &[Lang]) -> Read {
    let mut sink = Sink::new();
    let comment = match comment::is_comment(path) {
        true => match snapshot.read_text(path, TEXT_LIMIT) {
            Ok(text) => comment::read(Source { path, text: &text }, languages, &mut sink),
            Err(fault) => {
                sink.push(*fault);
                None
            }
        },
        false => {
            let fault = Diagnostic::warning("comment/file", "this file is left unread");
            sink.push(
                fault
                    .in_file(path)
                    .help("a comment is a Markdown file: its name ends in .md"),
            );
            None
        }
    };
    Read {
        stamp,
        settled: snapshot.is_settled(path),
        comment: comment.map(Arc::new),
        diagnostics: sink.into_sorted(),
    }
}
