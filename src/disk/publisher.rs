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
use super::manifest::{Manifest, Record};
use super::operations::{Operations, RealDisk, clear, make_folders, replace};
use super::placement::{Placement, temporary};
use super::plan::{Plan, Survey};
use super::publish::{Make, OutputFile, PublishReport};
use super::remove::Removal;
use super::staging::Staging;
use super::stamp::{Stamp, now_ns};
use super::target::{Target, check_target, prepare_state};
use crate::base::paths::OutPath;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::OnceLock;

/// How many files are looked at ahead before something else may have its turn.
const AT_ONCE: usize = 512;

/// The one build that may write to an output folder just now. If it is dropped without publishing,
/// the output folder is as it was.
pub struct Publisher<'a> {
    operations: &'a dyn Operations,
    adopt: bool,
    output: PathBuf,
    manifest_path: PathBuf,
    manifest: Manifest,
    /// Which of the manifest's files are as they were written, if somebody has looked.
    seen: OnceLock<Vec<bool>>,
    ending: Ending,
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
}

impl<'a> Publisher<'a> {
    /// As [`open`](Self::open), on a disk that may fail: for tests.
    #[doc(hidden)]
    pub fn open_through(
        operations: &'a dyn Operations,
        target: &Target,
    ) -> Result<Publisher<'a>, DiskError> {
        let output = check_target(target.project(), &target.output)?;
        prepare_state(operations, &target.state)?;
        let lock = Lock::take(&target.state)?;
        let staging = Staging::new(operations, &target.state)?;
        let manifest_path = target.manifest(&output);
        let text = fs::read_to_string(&manifest_path).ok();
        let known = text
            .as_deref()
            .and_then(|text| Some((Manifest::parse(text)?, text.ends_with('\n'))));
        let (manifest, ending) = match known {
            None => (Manifest::default(), Ending::Absent),
            Some((manifest, true)) => (manifest, Ending::Whole),
            Some((manifest, false)) => (manifest, Ending::Torn),
        };
        for path in manifest.intents.keys() {
            clear(operations, &temporary(&output, path))?;
        }
        Ok(Publisher {
            operations,
            adopt: target.adopt,
            output,
            manifest_path,
            manifest,
            seen: OnceLock::new(),
            ending,
            staging,
            _lock: lock,
        })
    }

    /// Looks at what earlier builds have written. A file that is as it was need not be looked at again by
    /// [`publish`](Self::publish): so that can be done while there is something else to wait for.
    pub fn look_ahead(&self) {
        let Manifest { files, .. } = &self.manifest;
        let files: Vec<(&OutPath, &Record)> = files.iter().collect();
        let files = files.par_iter().with_max_len(AT_ONCE);
        let is_same = |(path, record): &(&OutPath, &Record)| {
            let found = fs::symlink_metadata(self.output.join(path.as_str()));
            found.is_ok_and(|found| {
                found.is_file() && self.manifest.vouches(record, &Stamp::of(&found))
            })
        };
        // Whoever looks a second time has seen the same.
        let _ = self.seen.set(files.map(is_same).collect());
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
        let new_folder = folder.is_ok_and(|folder| !self.manifest.folders.contains(&folder));
        // What can't be made there is no fault of the output folder.
        self.staging.begin()?;
        let staged = self.staging.put(path, bytes, intent, new_folder);
        // Where a page waits is no place that people know.
        let staged = staged.map_err(|error| error.of_place(&self.output.join(path.as_str())));
        staged.map(|()| intent)
    }

    /// What an earlier build published at this place, whether or not it is still there.
    pub fn published(&self, path: &OutPath) -> Option<Intent> {
        let record = self.manifest.files.get(path);
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
        let survey = Survey {
            output: &self.output,
            manifest: &self.manifest,
            seen: self.seen.get().map_or(&[], Vec::as_slice),
            adopt: self.adopt,
            staging: &self.staging,
            make,
        };
        let plan = survey.plan(files)?;
        let journal = Journal::new(self.operations, &self.manifest_path, self.ending);
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
        make_folders(self.operations, &self.output)?;
        let placement = Placement {
            operations: self.operations,
            output: &self.output,
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
            manifest: self.manifest.digest,
        };
        let mut files = plan.same;
        files.extend(written);
        let old = &self.manifest;
        // A file that was changed by hand is still one that the site no longer has: say so each time.
        let still_there = report
            .kept
            .iter()
            .filter_map(|(path, _)| old.files.get_key_value(path));
        files.extend(still_there.map(|(path, record)| (path.clone(), *record)));
        let as_it_was = self.ending == Ending::Whole
            && old.finished
            && old.files == files
            && old.folders == folders;
        if !as_it_was {
            let manifest = Manifest {
                written_ns: now_ns(),
                files,
                folders,
                intents: BTreeMap::new(),
                ..Manifest::default()
            };
            let text = manifest.text();
            replace(self.operations, &self.manifest_path, &[text.as_bytes()])?;
            report.manifest = Manifest::digest_of(&text);
        }
        Ok(report)
    }
}
