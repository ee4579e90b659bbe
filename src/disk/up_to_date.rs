//! Whether a site is published as it should be, found out by looking at its files and opening none.
//!
//! "No" costs nothing but time: publishing finds out what is different. So every doubt is a no.

use super::error::DiskError;
use super::intent::Intent;
use super::manifest::{Manifest, Record, file_line, parse_digest};
use super::stamp::Stamp;
use super::stream::intent_of;
use super::target::{Target, check_target};
use crate::base::digest::Digest;
use crate::base::paths::OutPath;
use rayon::prelude::*;
use std::fs;
use std::path::Path;
use std::path::PathBuf;

/// What a site must be for it to be up to date.
#[derive(Clone, Copy, Debug)]
pub enum Expected<'a> {
    /// Exactly these files.
    Files(&'a [(OutPath, Intent)]),
    /// What was published when [`PublishReport::manifest`](super::PublishReport::manifest) was this.
    Manifest(Digest),
}

/// Whether the output folder holds what is expected, and of earlier builds nothing else: the manifest
/// is whole and names it, no build broke off, and every file is as it was written. Only files that
/// were written in the last moments of that build are read, because a stamp can't vouch for those.
pub fn up_to_date(target: &Target, expected: Expected<'_>) -> bool {
    let Ok(output) = check_target(target.project(), &target.output) else {
        return false;
    };
    let Ok(text) = fs::read_to_string(target.manifest(&output)) else {
        return false;
    };
    let Some(published) = Published::of(&text) else {
        return false;
    };
    let listed = match expected {
        Expected::Manifest(digest) => digest == published.digest,
        Expected::Files(files) => published.lists(files),
    };
    let written_ns = published.written_ns;
    let stands = |line: &&str| stands(&output, written_ns, line) == Some(true);
    listed && published.files.par_iter().all(stands)
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

/// A manifest, taken apart no further than is needed.
struct Published<'a> {
    written_ns: i64,
    /// What stands after `file`, sorted by path.
    files: Vec<&'a str>,
    digest: Digest,
}

impl<'a> Published<'a> {
    /// `None` if it is damaged, or of a build that has not finished.
    fn of(text: &'a str) -> Option<Published<'a>> {
        let (body, end) = text.strip_suffix('\n')?.rsplit_once('\n')?;
        let digest = parse_digest(end.strip_prefix("end ")?)?;
        let body = &text[..body.len() + 1];
        if Digest::of(body.as_bytes()) != digest {
            return None;
        }
        let mut lines = body.strip_prefix(Manifest::HEAD)?.lines().skip(1);
        let written_ns = lines.next()?.strip_prefix("written ")?.parse().ok()?;
        Some(Published {
            written_ns,
            files: lines
                .filter_map(|line| line.strip_prefix("file "))
                .collect(),
            digest,
        })
    }

    fn lists(&self, expected: &[(OutPath, Intent)]) -> bool {
        let mut expected: Vec<_> = expected.iter().collect();
        if !expected.is_sorted() {
            expected.sort_unstable();
        }
        expected.len() == self.files.len()
            && self.files.par_iter().zip(expected).all(|(line, expected)| {
                file_line(line).is_some_and(|(path, record)| {
                    path == expected.0.as_str() && record.intent() == expected.1
                })
            })
    }
}

fn stands(output: &Path, written_ns: i64, line: &str) -> Option<bool> {
    let (path, record) = file_line(line)?;
    let place = output.join(path);
    let metadata = fs::symlink_metadata(&place).ok()?;
    if !metadata.is_file() || Stamp::of(&metadata) != record.stamp {
        return Some(false);
    }
    let Record { stamp, .. } = record;
    Some(stamp.settled(written_ns) || intent_of(&place).ok()? == record.intent())
}
