//! What earlier builds have written to an output folder, as the manifest names it, and whether all of it
//! is as it was written, found out by looking at files and opening hardly any.
//!
//! "No" costs nothing but time: publishing finds out what is different. So every doubt is a no.

use super::error::DiskError;
use super::intent::Intent;
use super::journal::Ending;
use super::look::{Base, Looked};
use super::manifest::{Manifest, Record};
use super::stamp::Stamp;
use super::stream::intent_of;
use super::target::{Target, check_target};
use crate::base::digest::Digest;
use crate::base::paths::OutPath;
use rayon::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};

/// What a site must be for it to be up to date.
#[derive(Clone, Copy, Debug)]
pub enum Expected<'a> {
    /// Exactly these files.
    Files(&'a [(OutPath, Intent)]),
    /// What was published when [`PublishReport::manifest`](super::PublishReport::manifest) was this.
    Manifest(Digest),
}

/// What earlier builds have written. Whoever holds no lock may find that another build has written since:
/// a [`Publisher`](super::Publisher) reads it again then.
pub struct Written {
    pub(super) output: PathBuf,
    /// Where the manifest stands.
    pub(super) place: PathBuf,
    /// Of the manifest's file, just before it was read.
    stamp: Option<Stamp>,
    pub(super) manifest: Manifest,
    pub(super) ending: Ending,
}

impl Written {
    /// Reads what was written for a target.
    ///
    /// # Errors
    /// If the output folder can't be used.
    pub fn read(target: &Target) -> Result<Written, DiskError> {
        let output = check_target(target.project(), &target.output)?;
        let place = target.manifest(&output);
        let stamp = stamp(&place);
        let text = fs::read_to_string(&place).ok();
        let known = text
            .as_deref()
            .and_then(|text| Some((Manifest::parse(text)?, text.ends_with('\n'))));
        let (manifest, ending) = match known {
            None => (Manifest::default(), Ending::Absent),
            Some((manifest, true)) => (manifest, Ending::Whole),
            Some((manifest, false)) => (manifest, Ending::Torn),
        };
        Ok(Written {
            output,
            place,
            stamp,
            manifest,
            ending,
        })
    }

    /// Where the manifest stands, if it can't be read.
    pub(super) fn lost(&self) -> Option<&Path> {
        let is_lost = self.stamp.is_some() && self.ending == Ending::Absent;
        is_lost.then_some(&*self.place)
    }

    /// The same, read again if the manifest has changed since.
    pub(super) fn renewed(self, target: &Target) -> Result<Written, DiskError> {
        match self.stamp.is_some() && self.stamp == stamp(&self.place) {
            true => Ok(self),
            false => Written::read(target),
        }
    }

    /// Whether the output folder holds what is expected, and of earlier builds nothing else: the manifest
    /// is whole and names it, no build broke off, and every file is as it was written. Only files that
    /// were written in the last moments of that build are read, because a stamp can't vouch for those.
    pub fn is_up_to_date(&self, expected: Expected<'_>) -> bool {
        let Manifest {
            written_ns,
            files,
            finished,
            digest,
            ..
        } = &self.manifest;
        let listed = match expected {
            Expected::Manifest(expected) => expected == *digest,
            Expected::Files(expected) => lists(&self.manifest, expected),
        };
        let base = Base::new(&self.output);
        *finished
            && self.ending == Ending::Whole
            && listed
            && files.par_iter().all(|(path, record)| {
                base.look(path.as_str()).ok() == Some(Looked::File(record.stamp))
                    && (record.stamp.settled(*written_ns) || self.holds(path, record))
            })
    }

    fn holds(&self, path: &OutPath, record: &Record) -> bool {
        let found = intent_of(&self.output.join(path.as_str()));
        found.is_ok_and(|found| found == record.intent())
    }
}

fn stamp(place: &Path) -> Option<Stamp> {
    Some(Stamp::of(&fs::metadata(place).ok()?))
}

fn lists(manifest: &Manifest, expected: &[(OutPath, Intent)]) -> bool {
    let mut expected: Vec<_> = expected.iter().collect();
    if !expected.is_sorted() {
        expected.sort_unstable();
    }
    let Manifest { files, .. } = manifest;
    expected.len() == files.len()
        && files
            .iter()
            .zip(expected)
            .all(|((path, record), expected)| *path == expected.0 && record.intent() == expected.1)
}

/// What really is in an output folder.
pub struct Folder {
    output: PathBuf,
}

impl Folder {
    /// The folder of a target.
    ///
    /// # Errors
    /// If it can't be used.
    pub fn of(target: &Target) -> Result<Folder, DiskError> {
        let output = check_target(target.project(), &target.output)?;
        Ok(Folder { output })
    }

    /// What the bytes of a file are. None if there is no such file, or it can't be read.
    pub fn intent(&self, path: &OutPath) -> Option<Intent> {
        intent_of(&self.output.join(path.as_str())).ok()
    }
}
