//! One whole build: a revision, all of its outputs, and the output folder.

use super::cache::{self, Cache, Head};
use super::explain::{Explanation, explain};
use super::output::{Holds, Output};
use super::pictures::is_made_when_asked_for;
use super::piece_of;
use super::plan::is_as_it_is;
use super::revision::Revision;
use super::session::{Options, Session};
use super::summary::Counts;
use super::up_to_date::{Glance, unchanged};
use super::verify::verify;
use crate::base::diag::{Diagnostic, Severity, Sink};
use crate::base::digest::Digest;
use crate::base::paths::OutPath;
use crate::check::check_tracking;
use crate::disk::{
    Content as DiskContent, DiskError, OutputFile, PublishReport, Publisher, Target,
};
use crate::outputs::Job;
use rayon::prelude::*;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// How to build.
#[derive(Clone, Debug, Default)]
pub struct How {
    /// Publish what can be made even if there is an error.
    pub keep_going: bool,
    /// Make everything anew. What is in the cache stays there for the next build, as it is.
    pub no_cache: bool,
    /// Make everything once more without a cache, and compare.
    pub verify: bool,
    /// Say why this page was made or not.
    pub explain: Option<String>,
}

/// What came of a build.
#[derive(Debug, Default)]
pub struct Built {
    /// Everything that was found, sorted.
    pub diagnostics: Vec<Diagnostic>,
    /// How much there is of what.
    pub counts: Counts,
    /// What was done to the output folder; none if nothing was, because of errors or for a check.
    pub published: Option<PublishReport>,
    /// How many outputs were rendered, and not taken over from an earlier build.
    pub made: usize,
    /// What else people should know, each a sentence.
    pub remarks: Vec<String>,
    /// What was to be explained.
    pub explanation: Option<Explanation>,
}

impl Built {
    /// Whether there is an error among what was found.
    pub fn has_errors(&self) -> bool {
        let mut severities = self.diagnostics.iter().map(|found| found.severity);
        severities.any(|severity| severity == Severity::Error)
    }
}

/// Told how many outputs are made, and of how many.
pub type Progress<'a> = &'a (dyn Fn(usize, usize) + Sync);

/// Builds the project and publishes it, unless there is an error and the build is not to keep going.
///
/// # Errors
/// If the disk refuses, or the output folder can't be used.
pub fn build(
    root: &Path,
    options: Options,
    target: &Target,
    how: &How,
    progress: Progress<'_>,
) -> Result<Built, DiskError> {
    crate::disk::check_target(root, &target.output)?;
    let mut remarks = Vec::new();
    let mut cache = match how.no_cache {
        true => None,
        false => Cache::open(target, &mut remarks),
    };
    let order = cache::order(&options, target, how.keep_going);
    let last = cache.as_ref().and_then(|cache| cache.head(&mut remarks));
    let mut glance = Glance::default();
    if let Some(head) = last.filter(|head| head.order == order) {
        glance = Glance::take(root, &options, target, &head);
        if !how.verify && how.explain.is_none() && glance.is_same(&head) {
            return Ok(unchanged(head, remarks));
        }
    }
    let Glance { seen, written } = glance;
    let (publisher, mut session) = rayon::join(
        || match written {
            Some(written) => Publisher::open_with(target, written),
            None => Publisher::open(target),
        },
        || match &mut cache {
            Some(cache) => cache.session(root, options.clone(), &mut remarks),
            None => Session::new(root, options.clone()),
        },
    );
    let publisher = publisher?;
    if !how.no_cache {
        session.keep_pictures(&target.state);
    }
    session.widen_texts();
    // What is in the output folder is asked for last, so to look at that fills the gaps.
    let (made, ()) = rayon::join(
        || {
            let revision = session.update_with(seen)?;
            let site = &revision.making.world.site;
            let (made, counts) = rayon::join(
                || make_all(&revision, &publisher, progress),
                || Counts::of(site),
            );
            publisher.look_ahead();
            made.map(|()| (revision, counts))
        },
        || publisher.look_ahead(),
    );
    let (revision, counts) = made?;
    let mut built = Built {
        counts,
        explanation: how
            .explain
            .as_deref()
            .map(|page| explain(&revision, page, how.no_cache)),
        ..Built::default()
    };
    built.made = revision.made();
    built.diagnostics = revision.all_diagnostics();
    session.forget_texts();
    revision.making.world.forget_summaries();
    if how.keep_going || !built.has_errors() {
        let (report, (kept, sources)) = rayon::join(
            || publish(&revision, publisher),
            || {
                let kept = |cache: &Cache| cache.kept(&session, &revision);
                (cache.as_ref().map(kept), cache::sources(&revision.snapshot))
            },
        );
        let report = report?;
        revision.keep_pictures();
        if let (Some(cache), Some(kept)) = (&cache, kept) {
            let head = head((order, sources), &revision, &built, &report);
            if let Err(error) = cache.write(&head, kept) {
                remarks.push(format!("Nothing was kept for the next build: {error}."));
            }
        }
        built.published = Some(report);
        if how.verify {
            let wrong = verify(root, options, target, &revision)?;
            if wrong.is_empty() {
                remarks.push(format!(
                    "Compared with a clean build: all {} files are as it makes them.",
                    revision.wanted().count()
                ));
            }
            built.diagnostics.extend(wrong);
        }
    }
    built.remarks = remarks;
    // To give back this much memory piece by piece takes longer than anybody has to wait for.
    std::thread::spawn(move || drop((session, revision)));
    Ok(built)
}

fn head(
    (order, sources): (Digest, Option<Digest>),
    revision: &Revision,
    built: &Built,
    report: &PublishReport,
) -> Head {
    Head {
        order,
        walked: revision.walked.clone(),
        sources,
        allow_outside: revision.making.world.site.config.allow_outside,
        manifest: report.manifest,
        diagnostics: built.diagnostics.clone(),
        counts: built.counts.clone(),
        outputs: revision.wanted().count(),
    }
}

/// Makes everything and writes nothing.
///
/// # Errors
/// If there is no such folder.
pub fn check(root: &Path, options: Options, progress: Progress<'_>) -> Result<Built, DiskError> {
    let revision = Session::new(root, options).update()?;
    let done = AtomicUsize::new(0);
    let total = revision.plan.len();
    (0..total).into_par_iter().for_each(|at| {
        if !is_made_when_asked_for(&revision.plan[at].job) {
            let (output, _) = revision.make(at);
            revision.settle(at, Arc::new(output));
        }
        progress(done.fetch_add(1, Ordering::Relaxed) + 1, total);
    });
    let world = &revision.making.world;
    let mut sink = Sink::new();
    sink.extend(revision.all_diagnostics());
    sink.extend(revision.try_pictures());
    sink.extend(check_tracking(world));
    Ok(Built {
        diagnostics: sink.into_sorted(),
        counts: Counts::of(&world.site),
        made: revision.made(),
        ..Built::default()
    })
}

/// Makes every output that can't be taken over, and hands its bytes to the disk.
fn make_all(
    revision: &Revision,
    publisher: &Publisher<'_>,
    progress: Progress<'_>,
) -> Result<(), DiskError> {
    let done = AtomicUsize::new(0);
    let total = revision.plan.len();
    let known = (0..total).filter(|at| revision.before(*at).is_some());
    revision.ledger().expect(total - known.count());
    let tick = || progress(done.fetch_add(1, Ordering::Relaxed) + 1, total);
    // Pages are made first and written then, some at a time: the templates and the system would otherwise
    // take each other's place in the processor's caches with each page.
    let make = |piece: &[usize]| {
        let mut made = Vec::with_capacity(piece.len());
        for at in piece.iter().copied() {
            if is_made_when_asked_for(&revision.plan[at].job) {
                continue;
            }
            if let Some(kept) = revision.kept(at) {
                revision.settle(at, kept);
                tick();
                continue;
            }
            let (output, bytes) = revision.make(at);
            revision.release_text(at);
            made.push((at, Arc::new(output), bytes));
        }
        for (at, output, bytes) in made {
            if let Some(bytes) = bytes {
                publisher.stage(&revision.plan[at].path, &bytes)?;
            }
            revision.settle(at, output);
            tick();
        }
        Ok(())
    };
    // Feeds and exports show the texts of many entries. A page comes after them, shows its own, and is
    // the last to want it: so a build holds ever fewer texts.
    let (pages, others): (Vec<usize>, Vec<usize>) =
        (0..total).partition(|at| matches!(revision.plan[*at].job, Job::Page(_)));
    others.par_chunks(1).try_for_each(make)?;
    pages.par_chunks(piece_of(pages.len())).try_for_each(make)?;
    revision.make_pictures(&tick, &|path, bytes| {
        publisher.stage(path, bytes).map(|_| ())
    })
}

fn publish(revision: &Revision, publisher: Publisher<'_>) -> Result<PublishReport, DiskError> {
    let files: Vec<OutputFile<'_>> = revision
        .wanted()
        .filter_map(|at| {
            Some(OutputFile {
                path: revision.plan[at].path.clone(),
                content: content(revision, &publisher, at)?,
            })
        })
        .collect();
    let make = |path: &OutPath| {
        let (_, bytes) = revision.make(revision.find(path)?);
        Some(bytes?.to_vec())
    };
    publisher.publish(&files, &make)
}

fn content(
    revision: &Revision,
    publisher: &Publisher<'_>,
    at: usize,
) -> Option<DiskContent<'static>> {
    let output: &Output = revision.output(at);
    let is_kept = !is_as_it_is(&revision.plan[at].job)
        && revision
            .before(at)
            .is_some_and(|before| std::ptr::eq(Arc::as_ptr(before), output));
    match &output.holds {
        Holds::Nothing => None,
        Holds::Bytes(intent) if is_kept => Some(DiskContent::Known(*intent)),
        Holds::Bytes(intent) => Some(DiskContent::Staged(*intent)),
        Holds::CopyOf(source) => Some(DiskContent::CopyOf {
            source: revision.snapshot.location(source)?,
            known: revision
                .is_copied(source)
                .then(|| publisher.published(&revision.plan[at].path))
                .flatten(),
        }),
    }
}

/// One broken template breaks many pages in the same way: it is told once, with how many it concerns.
pub(super) fn merged(sink: Sink) -> Vec<Diagnostic> {
    let mut list: Vec<(Diagnostic, usize)> = Vec::new();
    for diagnostic in sink.into_sorted() {
        let alike = |other: &Diagnostic| {
            (matches!(other.code, "template/render" | "template/recursion")
                || other.code.starts_with("privacy/"))
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
