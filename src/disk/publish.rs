//! Writes a built site to its folder: only what differs, each file in one step, removals last.
//!
//! What a killed build leaves is known to the next one, because the manifest names every file before
//! it is written. It may not know how outputs are made.

use super::error::DiskError;
use super::lock::Lock;
use super::manifest::{Intent, Manifest, Record};
use super::operations::{Operations, RealDisk, clear, make_folders, replace};
use super::plan::{Job, Plan, Survey};
use super::remove::Removal;
use super::stamp::{Stamp, now_ns};
use super::target::{Target, check_target};
use crate::base::digest::Digest;
use crate::base::paths::OutPath;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use xxhash_rust::xxh3::Xxh3;

/// One file of the built site.
#[derive(Clone, Debug)]
pub struct OutputFile<'a> {
    /// Where it goes below the output folder.
    pub path: OutPath,
    /// What is in it.
    pub content: Content<'a>,
}

/// What is in a file of the built site.
#[derive(Clone, Debug)]
pub enum Content<'a> {
    /// These bytes.
    Bytes(&'a [u8]),
    /// The bytes of another file, which are never held in memory as a whole.
    CopyOf(PathBuf),
}

impl Content<'_> {
    pub(super) fn intent(&self) -> Result<Intent, DiskError> {
        match self {
            Content::Bytes(bytes) => Ok(Intent {
                digest: Digest::of(bytes),
                len: bytes.len() as u64,
            }),
            Content::CopyOf(source) => {
                let mut len = 0;
                let digest = stream(source, |piece| {
                    len += piece.len() as u64;
                    Ok(())
                });
                let digest = digest.map_err(|error| DiskError::io("read", source, error))?;
                Ok(Intent { digest, len })
            }
        }
    }
}

/// What was done. Every list is sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PublishReport {
    /// New files, and files whose bytes differ now.
    pub written: Vec<OutPath>,
    /// How many files were as they should be.
    pub unchanged: usize,
    /// Files of earlier builds that the site no longer has.
    pub removed: Vec<OutPath>,
    /// Such files that were left in place, and why.
    pub kept: Vec<(OutPath, &'static str)>,
}

/// Makes the output folder hold `files`, and of earlier builds nothing else.
///
/// # Errors
/// Of the faults that can be known before, all are found before anything is touched. If the disk fails
/// on the way, every file is whole, old or new, and the next build finishes the work.
pub fn publish(target: &Target, files: &[OutputFile<'_>]) -> Result<PublishReport, DiskError> {
    publish_through(&RealDisk, target, files)
}

/// As [`publish()`], on a disk that may fail: for tests.
pub fn publish_through(
    operations: &dyn Operations,
    target: &Target,
    files: &[OutputFile<'_>],
) -> Result<PublishReport, DiskError> {
    let output = check_target(target.project(), &target.output)?;
    make_folders(operations, &target.state)?;
    let _lock = Lock::take(&target.state)?;
    let ignore = target.state.join(".gitignore");
    if !ignore.exists() {
        // What is in there is of use on this machine only.
        replace(operations, &ignore, b"*\n")?;
    }
    let manifest_path = target.manifest(&output);
    let text = fs::read_to_string(&manifest_path).ok();
    let manifest = text.as_deref().and_then(Manifest::parse);
    let known = manifest.is_some();
    let manifest = manifest.unwrap_or_default();
    let survey = Survey {
        output: &output,
        manifest: &manifest,
        adopt: target.adopt,
    };
    let publication = Publication {
        operations,
        output: &output,
        manifest_path: &manifest_path,
        known,
        survey: &survey,
    };
    publication.leftovers()?;
    let plan = survey.plan(files)?;
    let journal = publication.journal(&plan);
    match text.filter(|_| known) {
        _ if journal.is_empty() => {}
        None => {
            let text = Manifest::default().text() + &journal;
            replace(operations, &manifest_path, text.as_bytes())?;
        }
        // A journal that broke off must not swallow our first line.
        Some(text) if !text.ends_with('\n') => publication.append(&format!("\n{journal}"))?,
        Some(_) => publication.append(&journal)?,
    }
    publication.run(plan)
}

/// One run, from the journal to the manifest.
struct Publication<'a> {
    operations: &'a dyn Operations,
    output: &'a Path,
    manifest_path: &'a Path,
    /// Whether there was a manifest that could be read.
    known: bool,
    survey: &'a Survey<'a>,
}

impl Publication<'_> {
    /// Removes the temporary files of builds that were killed.
    fn leftovers(&self) -> Result<(), DiskError> {
        let mut intents = self.survey.manifest.intents.keys();
        intents.try_for_each(|path| clear(self.operations, &temporary(self.output, path)))
    }

    fn journal(&self, plan: &Plan<'_>) -> String {
        let files = plan.jobs.iter().map(|job| (job.path, job.intent));
        Manifest::journal(plan.missing.iter(), files)
    }

    fn append(&self, journal: &str) -> Result<(), DiskError> {
        self.operations
            .append(self.manifest_path)
            .and_then(|mut file| self.operations.write(&mut file, journal.as_bytes()))
            .map_err(|error| DiskError::io("write", self.manifest_path, error))
    }

    fn run(&self, plan: Plan<'_>) -> Result<PublishReport, DiskError> {
        let mut removal = Removal::new(self.operations, self.survey);
        removal.make_way(&plan)?;
        make_folders(self.operations, self.output)?;
        for folder in &plan.missing {
            make_folders(self.operations, &self.output.join(folder.as_str()))?;
        }
        let written = self.write(&plan.jobs)?;
        removal.stale(&plan)?;
        removal.folders(&plan)?;
        let Removal {
            removed,
            kept,
            folders,
            ..
        } = removal;
        let report = PublishReport {
            written: written.keys().cloned().collect(),
            unchanged: plan.same.len(),
            removed: removed.into_iter().collect(),
            kept,
        };
        let mut files = plan.same;
        files.extend(written);
        let old = self.survey.manifest;
        // A file that was changed by hand is still one that the site no longer has: say so each time.
        let still_there = report
            .kept
            .iter()
            .filter_map(|(path, _)| old.files.get_key_value(path));
        files.extend(still_there.map(|(path, record)| (path.clone(), *record)));
        let nothing_new = old.files == files && old.folders == folders && old.intents.is_empty();
        if !(self.known && nothing_new) {
            let manifest = Manifest {
                written_ns: now_ns(),
                files,
                folders,
                intents: BTreeMap::new(),
            };
            replace(
                self.operations,
                self.manifest_path,
                manifest.text().as_bytes(),
            )?;
        }
        Ok(report)
    }

    /// Writes the files of each folder one after another, and folders side by side.
    fn write(&self, jobs: &[Job<'_>]) -> Result<BTreeMap<OutPath, Record>, DiskError> {
        let mut folders: BTreeMap<&str, Vec<&Job<'_>>> = BTreeMap::new();
        for job in jobs {
            folders.entry(job.path.folder()).or_default().push(job);
        }
        let folders: Vec<Vec<&Job<'_>>> = folders.into_values().collect();
        let stop = AtomicBool::new(false);
        let written: Vec<_> = folders
            .par_iter()
            .flat_map_iter(|jobs| jobs.iter())
            .filter(|_| !stop.load(Ordering::Relaxed))
            .map(|job| {
                let record = self.write_one(job);
                stop.fetch_or(record.is_err(), Ordering::Relaxed);
                record.map(|record| (job.path.clone(), record))
            })
            .collect();
        written.into_iter().collect()
    }

    fn write_one(&self, job: &Job<'_>) -> Result<Record, DiskError> {
        let place = self.output.join(job.path.as_str());
        let temp = temporary(self.output, job.path);
        let fault = |error| DiskError::io("write", &place, error);
        let mut file = self.operations.create(&temp).map_err(fault)?;
        let written = match job.content {
            Content::Bytes(bytes) => self
                .operations
                .write(&mut file, bytes)
                .map(|()| job.intent.digest)
                .map_err(fault),
            Content::CopyOf(source) => self.copy(source, &mut file, &place),
        };
        drop(file);
        let moved = written.and_then(|digest| {
            self.operations.rename(&temp, &place).map_err(fault)?;
            Ok(digest)
        });
        if moved.is_err() {
            // If this fails as well, the next build clears it.
            let _ = self.operations.remove_file(&temp);
        }
        let digest = moved?;
        let stamp = fs::symlink_metadata(&place).map_err(fault)?;
        Ok(Record {
            digest,
            stamp: Stamp::of(&stamp),
        })
    }

    /// Copies piece by piece. The digest is of what was copied, should the source change meanwhile.
    fn copy(&self, source: &Path, file: &mut File, place: &Path) -> Result<Digest, DiskError> {
        let mut fault = None;
        let digest = stream(source, |piece| {
            self.operations.write(file, piece).map_err(|error| {
                let kind = error.kind();
                fault = Some(error);
                kind.into()
            })
        });
        match fault {
            Some(error) => Err(DiskError::io("write", place, error)),
            None => digest.map_err(|error| DiskError::io("read", source, error)),
        }
    }
}

/// Where a file is written before it is moved into place: in the same folder, under a name that the
/// next build can work out from the journal.
fn temporary(output: &Path, path: &OutPath) -> PathBuf {
    let name = format!(
        ".waypost-{}.tmp",
        Digest::of(path.as_str().as_bytes()).short()
    );
    output.join(path.folder()).join(name)
}

/// The digest of a file's bytes.
pub(super) fn digest_of(path: &Path) -> io::Result<Digest> {
    stream(path, |_| Ok(()))
}

fn stream(path: &Path, mut each: impl FnMut(&[u8]) -> io::Result<()>) -> io::Result<Digest> {
    let mut file = File::open(path)?;
    let mut digest = Xxh3::new();
    let mut piece = vec![0; 64 * 1024];
    loop {
        match file.read(&mut piece) {
            Ok(0) => return Ok(Digest(digest.digest128())),
            Ok(len) => {
                digest.update(&piece[..len]);
                each(&piece[..len])?;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}
