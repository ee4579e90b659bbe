//! Puts what is new into the output folder: folders first, then files, each in one step.

use super::error::DiskError;
use super::intent::Intent;
use super::journal::Journal;
use super::manifest::{Manifest, Record};
use super::operations::Operations;
use super::plan::{Job, Plan, Source};
use super::staging::{Staged, Staging};
use super::stamp::Stamp;
use super::stream::stream;
use crate::base::digest::Digest;
use crate::base::paths::OutPath;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

/// The folder that the site goes to, and what there is to put into it.
pub(super) struct Placement<'a> {
    pub(super) operations: &'a dyn Operations,
    pub(super) output: &'a Path,
    pub(super) staging: &'a Staging<'a>,
    pub(super) journal: &'a Journal<'a>,
}

impl Placement<'_> {
    /// Makes the missing folders and writes the files; gives the files with their stamps.
    pub(super) fn carry_out(
        &self,
        plan: &Plan<'_>,
    ) -> Result<BTreeMap<OutPath, Record>, DiskError> {
        let moved = self.folders(plan)?;
        let stop = AtomicBool::new(false);
        let written: Vec<_> = plan
            .jobs
            .par_iter()
            .filter(|_| !stop.load(Ordering::Relaxed))
            .map(|job| {
                let record = self.file(job, &moved);
                stop.fetch_or(record.is_err(), Ordering::Relaxed);
                record.map(|record| (job.path.clone(), record))
            })
            .collect();
        written.into_iter().collect()
    }

    /// Makes the folders that are missing, or moves them here from the staging folder with all that is
    /// in them. Gives those that were moved.
    fn folders<'p>(&self, plan: &'p Plan<'_>) -> Result<BTreeSet<&'p str>, DiskError> {
        let staged = plan
            .jobs
            .iter()
            .filter(|job| matches!(job.source, Source::Staged));
        let mixed = self.staging.mixed(&staged.map(|job| job.path).collect());
        let mut moved = BTreeSet::new();
        // A folder sorts before those inside of it.
        for folder in &plan.missing {
            let place = self.output.join(folder.as_str());
            let waiting = self.staging.tree_folder(folder);
            if waiting.is_some() && moved.contains(folder.folder()) {
                moved.insert(folder.as_str());
                continue;
            }
            // Where a folder can't be moved, its files still can, one by one or piece by piece.
            if let Some(waiting) = waiting.filter(|_| !mixed.contains(folder.as_str()))
                && self.operations.rename(&waiting, &place).is_ok()
            {
                moved.insert(folder.as_str());
                continue;
            }
            match self.operations.make_folder(&place) {
                Err(error) if error.kind() == ErrorKind::AlreadyExists && place.is_dir() => {}
                made => made.map_err(|error| DiskError::io("make the folder", &place, error))?,
            }
        }
        Ok(moved)
    }

    fn file(&self, job: &Job<'_>, moved: &BTreeSet<&str>) -> Result<Record, DiskError> {
        match job.source {
            Source::Bytes(bytes) => self.write(job, |file, place| {
                self.operations
                    .write(file, bytes)
                    .map(|()| job.intent)
                    .map_err(|error| DiskError::io("write", place, error))
            }),
            Source::Copy(source) => self.write(job, |file, place| self.copy(source, file, place)),
            Source::Staged => {
                let Some(staged) = self.staging.file(job.path) else {
                    return Err(DiskError::NotMade(job.path.clone()));
                };
                if staged.in_tree && moved.contains(job.path.folder()) {
                    let (digest, stamp) = (job.intent.digest, staged.stamp);
                    return Ok(Record { digest, stamp });
                }
                self.move_file(job, &staged)
            }
        }
    }

    fn move_file(&self, job: &Job<'_>, staged: &Staged) -> Result<Record, DiskError> {
        let place = self.output.join(job.path.as_str());
        match self.operations.rename(&staged.place, &place) {
            Ok(()) => record(&place, job.intent.digest),
            // The output folder is on another disk.
            Err(error) if error.kind() == ErrorKind::CrossesDevices => {
                self.write(job, |file, place| self.copy(&staged.place, file, place))
            }
            Err(error) => Err(DiskError::io("write", &place, error)),
        }
    }

    /// Writes a file beside its place and moves it there.
    fn write(
        &self,
        job: &Job<'_>,
        fill: impl FnOnce(&mut File, &Path) -> Result<Intent, DiskError>,
    ) -> Result<Record, DiskError> {
        let place = self.output.join(job.path.as_str());
        let temp = temporary(self.output, job.path);
        let fault = |error| DiskError::io("write", &place, error);
        let mut file = self.operations.create(&temp).map_err(fault)?;
        let filled = fill(&mut file, &place);
        drop(file);
        let moved = filled.and_then(|intent| {
            // The source of a copy was changed meanwhile.
            if intent != job.intent {
                let line = Manifest::journal([].into_iter(), [(job.path, intent)].into_iter());
                self.journal.add(&line)?;
            }
            self.operations.rename(&temp, &place).map_err(fault)?;
            Ok(intent)
        });
        if moved.is_err() {
            // If this fails as well, the next build clears it.
            let _ = self.operations.remove_file(&temp);
        }
        record(&place, moved?.digest)
    }

    /// Copies piece by piece. The digest is of what was copied, should the source change meanwhile.
    fn copy(&self, source: &Path, file: &mut File, place: &Path) -> Result<Intent, DiskError> {
        let mut fault = None;
        let copied = stream(source, |piece| {
            self.operations.write(file, piece).map_err(|error| {
                let kind = error.kind();
                fault = Some(error);
                kind.into()
            })
        });
        match fault {
            Some(error) => Err(DiskError::io("write", place, error)),
            None => copied.map_err(|error| DiskError::io("read", source, error)),
        }
    }
}

/// A file that was just put in place. Moving a file changes its stamp, so this is the time to look.
fn record(place: &Path, digest: Digest) -> Result<Record, DiskError> {
    let metadata = fs::symlink_metadata(place);
    let metadata = metadata.map_err(|error| DiskError::io("write", place, error))?;
    let stamp = Stamp::of(&metadata);
    Ok(Record { digest, stamp })
}

/// Where a file is written before it is moved into place: in the same folder, under a name that the
/// next build can work out from the journal.
pub(super) fn temporary(output: &Path, path: &OutPath) -> PathBuf {
    let name = format!(
        ".waypost-{}.tmp",
        Digest::of(path.as_str().as_bytes()).short()
    );
    output.join(path.folder()).join(name)
}
