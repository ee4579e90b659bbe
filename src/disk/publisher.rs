//! Writes a built site to its folder: only what differs, each file in one step, removals last.
//!
//! A build opens a [`Publisher`], gives it the outputs as they are made, and publishes them when it
//! knows that nothing is wrong. Until then nothing in the output folder is touched.
//!
//! What a killed build leaves is known to the next one, because the manifest names every file before
//! it is written. It may not know how outputs are made.

use super::error::DiskError;
use super::intent::Intent;
use super::journal::{Ending, Journal};
use super::lock::Lock;
use super::look::{Base, Looked};
use super::manifest::{Manifest, Record};
use super::operations::{Operations, RealDisk, clear, make_folders, replace};
use super::placement::{Placement, temporary};
use super::plan::{Plan, Survey};
use super::publish::{Make, OutputFile, PublishReport};
use super::remove::Removal;
use super::staging::Staging;
use super::stamp::now_ns;
use super::target::{Target, prepare_state};
use super::written::Written;
use crate::base::digest::Digest;
use crate::base::paths::OutPath;
use std::collections::{BTreeMap, BTreeSet};
use std::iter;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// How many files are looked at ahead before something else may have its turn.
const AT_ONCE: usize = 64;

/// The one build that may write to an output folder just now. If it is dropped without publishing,
/// the output folder is as it was.
pub struct Publisher<'a> {
    operations: &'a dyn Operations,
    adopt: bool,
    written: Written,
    /// Which of the manifest's files are as they were written, a few at a time, if somebody has looked.
    seen: Vec<OnceLock<Vec<bool>>>,
    /// The first of those that nobody has taken.
    next: AtomicUsize,
    /// Goes before the lock does.
    staging: Staging<'a>,
    _lock: Lock,
}

impl Publisher<'static> {
    /// Takes the lock, and clears away what a killed build left.
    ///
    /// # Errors
    /// If the site may not be written there, another build is at work, or the disk refuses.
    pub fn open(target: &Target) -> Result<Publisher<'static>, DiskError> {
        Publisher::open_through(&RealDisk, target)
    }

    /// As [`open`](Self::open), with what somebody has read a moment ago.
    ///
    /// # Errors
    /// As there.
    pub fn open_with(target: &Target, written: Written) -> Result<Publisher<'static>, DiskError> {
        Publisher::begin(&RealDisk, target, written)
    }
}

impl<'a> Publisher<'a> {
    /// As [`open`](Self::open), on a disk that may fail: for tests.
    #[doc(hidden)]
    pub fn open_through(
        operations: &'a dyn Operations,
        target: &Target,
    ) -> Result<Publisher<'a>, DiskError> {
        Publisher::begin(operations, target, Written::read(target)?)
    }

    fn begin(
        operations: &'a dyn Operations,
        target: &Target,
        written: Written,
    ) -> Result<Publisher<'a>, DiskError> {
        prepare_state(operations, &target.state)?;
        let lock = Lock::take(&target.state)?;
        let staging = Staging::new(operations, &target.state)?;
        // From here on nobody else writes there.
        let written = written.renewed(target)?;
        let Manifest { files, intents, .. } = &written.manifest;
        for path in intents.keys() {
            clear(operations, &temporary(&written.output, path))?;
        }
        let pieces = files.len().div_ceil(AT_ONCE);
        Ok(Publisher {
            operations,
            adopt: target.adopt,
            seen: iter::repeat_with(OnceLock::new).take(pieces).collect(),
            next: AtomicUsize::new(0),
            written,
            staging,
            _lock: lock,
        })
    }

    /// Looks at what earlier builds have written. A file that is as it was need not be looked at again by
    /// [`publish`](Self::publish). It fills the time in which threads have nothing else to do: after each
    /// few files, whoever has more urgent work may have the thread. It may be called several times at once,
    /// and is over when everything was looked at or somebody else has it in hand.
    pub fn look_ahead(&self) {
        let Manifest { files, .. } = &self.written.manifest;
        let files: Vec<(&OutPath, &Record)> = files.iter().collect();
        let base = Base::new(&self.written.output);
        let piece = || {
            let at = self.next.fetch_add(1, Ordering::Relaxed);
            files.chunks(AT_ONCE).nth(at).zip(self.seen.get(at))
        };
        let look = || {
            while let Some((piece, seen)) = piece() {
                // Nobody else has this piece.
                let _ = seen.set(
                    piece
                        .iter()
                        .map(|file| self.is_same(&base, *file))
                        .collect(),
                );
                rayon::yield_now();
            }
        };
        rayon::scope(|scope| {
            // One more thread is at work on something else.
            for _ in 2..rayon::current_num_threads() {
                scope.spawn(|_| look());
            }
            look();
        });
    }

    /// Whether a file of the manifest is as it was written, as far as its stamp can tell.
    fn is_same(&self, base: &Base, (path, record): (&OutPath, &Record)) -> bool {
        match base.look(path.as_str()) {
            Ok(Looked::File(stamp)) => self.written.manifest.vouches(record, &stamp),
            _ => false,
        }
    }

    /// Takes the bytes of an output, to be published as [`Content::Staged`](super::Content::Staged).
    /// They are written to the staging folder, unless an earlier build published the same.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn stage(&self, path: &OutPath, bytes: &[u8]) -> Result<Intent, DiskError> {
        let intent = Intent::of(bytes);
        if self.published(path) == Some(intent) {
            return Ok(intent);
        }
        let folder = OutPath::parse(path.folder());
        let new_folder =
            folder.is_ok_and(|folder| !self.written.manifest.folders.contains(&folder));
        // What can't be made there is no fault of the output folder.
        self.staging.begin()?;
        let staged = self.staging.put(path, bytes, intent, new_folder);
        // Where a page waits is no place that people know.
        let staged =
            staged.map_err(|error| error.of_place(&self.written.output.join(path.as_str())));
        staged.map(|()| intent)
    }

    /// What an earlier build published at this place, whether or not it is still there.
    pub fn published(&self, path: &OutPath) -> Option<Intent> {
        let record = self.written.manifest.files.get(path);
        record.map(|record| record.intent())
    }

    /// Makes the output folder hold `files`, and of earlier builds nothing else. `make` is asked for
    /// what is [`Known`](super::Content::Known), or was not staged because an earlier build published
    /// the same, if it is not there as it should be. The bytes it gives are believed.
    ///
    /// # Errors
    /// Of the faults that can be known before, all are found before anything is touched. If the disk
    /// fails on the way, every file is whole, old or new, and the next build finishes the work.
    pub fn publish(
        self,
        files: &[OutputFile<'_>],
        make: Make<'_>,
    ) -> Result<PublishReport, DiskError> {
        let seen = self.seen.iter().map(OnceLock::get);
        let seen: Option<Vec<&[bool]>> = seen.map(|seen| seen.map(Vec::as_slice)).collect();
        let seen = seen.map_or_else(Vec::new, |seen| seen.concat());
        let survey = Survey {
            output: &self.written.output,
            manifest: &self.written.manifest,
            seen: &seen,
            lost: self.written.lost(),
            adopt: self.adopt,
            staging: &self.staging,
            make,
        };
        let plan = survey.plan(files)?;
        let journal = Journal::new(self.operations, &self.written.place, self.written.ending);
        let jobs = plan.jobs.iter().map(|job| (job.path, job.intent));
        journal.add(&Manifest::journal(plan.missing.iter(), jobs))?;
        self.carry_out(&survey, plan, &journal)
    }

    /// Everything that comes after the journal.
    fn carry_out(
        &self,
        survey: &Survey<'_>,
        plan: Plan<'_>,
        journal: &Journal<'_>,
    ) -> Result<PublishReport, DiskError> {
        let mut removal = Removal::new(self.operations, survey);
        removal.make_way(&plan)?;
        make_folders(self.operations, &self.written.output)?;
        let placement = Placement {
            operations: self.operations,
            output: &self.written.output,
            staging: &self.staging,
            journal,
        };
        let written = placement.carry_out(&plan)?;
        removal.stale(&plan)?;
        removal.folders(&plan)?;
        let Removal {
            removed,
            kept,
            folders,
            ..
        } = removal;
        let mut report = PublishReport {
            written: written.keys().cloned().collect(),
            unchanged: plan.same.len(),
            removed: removed.into_iter().collect(),
            kept,
            manifest: self.written.manifest.digest,
        };
        let mut files = plan.same;
        files.extend(written);
        let old = &self.written.manifest;
        // A file that was changed by hand is still one that the site no longer has: say so each time.
        let still_there = report
            .kept
            .iter()
            .filter_map(|(path, _)| old.files.get_key_value(path));
        files.extend(still_there.map(|(path, record)| (path.clone(), *record)));
        report.manifest = self.note(files, folders, journal)?;
        Ok(report)
    }

    /// Notes what is in the output folder now; gives the digest of the manifest.
    fn note(
        &self,
        files: BTreeMap<OutPath, Record>,
        folders: BTreeSet<OutPath>,
        journal: &Journal<'_>,
    ) -> Result<Digest, DiskError> {
        let old = &self.written.manifest;
        let written_ns = now_ns();
        if let Some(news) = self.news(&files, &folders) {
            let added = journal.added();
            if news.is_empty() && added.is_empty() {
                return Ok(old.digest);
            }
            if let Some((lines, digest)) = old.closing(&added, news.into_iter(), written_ns) {
                journal.add(&lines)?;
                return Ok(digest);
            }
        }
        let manifest = Manifest {
            written_ns,
            files,
            folders,
            ..Manifest::default()
        };
        let text = manifest.text();
        replace(self.operations, &self.written.place, &[text.as_bytes()])?;
        Ok(Manifest::digest_of(&text))
    }

    /// The files that are otherwise than the manifest says. None if a build before did not finish, or if
    /// something is gone: not even its name stays in the manifest then.
    fn news<'f>(
        &self,
        files: &'f BTreeMap<OutPath, Record>,
        folders: &BTreeSet<OutPath>,
    ) -> Option<Vec<(&'f OutPath, &'f Record)>> {
        let old = &self.written.manifest;
        let is_whole = old.finished && self.written.ending == Ending::Whole;
        if !is_whole || !folders.is_superset(&old.folders) {
            return None;
        }
        let mut before = old.files.iter().peekable();
        let mut news = Vec::new();
        for (path, record) in files {
            match before.next_if(|(known, _)| *known <= path) {
                Some((known, _)) if known < path => return None,
                Some((_, known)) if known == record => {}
                _ => news.push((path, record)),
            }
        }
        before.next().is_none().then_some(news)
    }
}
