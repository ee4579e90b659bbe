//! One whole build: a revision, all of its outputs, and the output folder.

use super::output::Holds;
use super::revision::Revision;
use super::session::{Options, Session};
use crate::base::diag::{Diagnostic, Severity, Sink};
use crate::disk::{Content as DiskContent, DiskError, OutputFile, PublishReport, Target, publish};
use rayon::prelude::*;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What came of a build.
pub struct Built {
    /// The project as it was.
    pub revision: Revision,
    /// Everything that was found, sorted.
    pub diagnostics: Vec<Diagnostic>,
    /// What was done to the output folder; none if nothing was, because of errors or for a check.
    pub published: Option<PublishReport>,
}

impl Built {
    /// Whether there is an error among what was found.
    pub fn has_errors(&self) -> bool {
        self.diagnostics
            .iter()
            .any(|diagnostic| diagnostic.severity == Severity::Error)
    }
}

/// Told how many outputs are made, and of how many.
pub type Progress<'a> = &'a (dyn Fn(usize, usize) + Sync);

/// Builds the project and publishes it, unless there is an error and `keep_going` is not set.
///
/// # Errors
/// If the disk refuses, or the output folder can't be used.
pub fn build(
    root: &Path,
    options: Options,
    target: &Target,
    keep_going: bool,
    progress: Progress<'_>,
) -> Result<Built, DiskError> {
    crate::disk::check_target(root, &target.output)?;
    let (revision, produced, diagnostics) = make(root, options, progress)?;
    let errors = diagnostics
        .iter()
        .any(|diagnostic| diagnostic.severity == Severity::Error);
    let published = match errors && !keep_going {
        true => None,
        false => Some(publish(target, &files(&revision, &produced))?),
    };
    Ok(Built {
        revision,
        diagnostics,
        published,
    })
}

/// Makes everything and writes nothing.
///
/// # Errors
/// If there is no such folder.
pub fn check(root: &Path, options: Options, progress: Progress<'_>) -> Result<Built, DiskError> {
    let (revision, _, diagnostics) = make(root, options, progress)?;
    Ok(Built {
        revision,
        diagnostics,
        published: None,
    })
}

fn make(
    root: &Path,
    options: Options,
    progress: Progress<'_>,
) -> Result<(Revision, Vec<Option<Arc<[u8]>>>, Vec<Diagnostic>), DiskError> {
    let revision = Session::new(root, options).update()?;
    let done = AtomicUsize::new(0);
    let total = revision.plan.len();
    let produced: Vec<Option<Arc<[u8]>>> = (0..total)
        .into_par_iter()
        .map(|at| {
            let bytes = revision.bytes(at);
            progress(done.fetch_add(1, Ordering::Relaxed) + 1, total);
            bytes
        })
        .collect();
    let diagnostics = revision.all_diagnostics();
    Ok((revision, produced, diagnostics))
}

/// One broken template breaks many pages in the same way: it is told once, with how many it concerns.
pub(super) fn merged(sink: Sink) -> Vec<Diagnostic> {
    let mut list: Vec<(Diagnostic, usize)> = Vec::new();
    for diagnostic in sink.into_sorted() {
        let alike = |other: &Diagnostic| {
            matches!(other.code, "template/render" | "template/recursion")
                && other.code == diagnostic.code
                && other.primary == diagnostic.primary
                && other.message == diagnostic.message
        };
        match list.last_mut() {
            Some((last, times)) if alike(last) => *times += 1,
            _ => list.push((diagnostic, 0)),
        }
    }
    list.into_iter()
        .map(|(diagnostic, times)| match times {
            0 => diagnostic,
            1 => diagnostic.note("and one more page"),
            times => diagnostic.note(format!("and {times} more pages")),
        })
        .collect()
}

fn files<'a>(revision: &Revision, produced: &'a [Option<Arc<[u8]>>]) -> Vec<OutputFile<'a>> {
    let planned = revision.plan.iter().zip(produced).enumerate();
    planned
        .filter_map(|(at, (planned, bytes))| {
            let content = match (&revision.output(at).holds, bytes) {
                (Holds::CopyOf(source), _) => {
                    DiskContent::CopyOf(revision.snapshot.location(source)?)
                }
                (_, Some(bytes)) => DiskContent::Bytes(bytes),
                _ => return None,
            };
            Some(OutputFile {
                path: planned.path.clone(),
                content,
            })
        })
        .collect()
}
