//! What a built site consists of, what was done to write it, and the short way to do it with bytes
//! that are at hand. [`Publisher`] is the long way, for sites that are larger than the memory.

use super::error::DiskError;
use super::intent::Intent;
use super::operations::{Operations, RealDisk};
use super::publisher::Publisher;
use super::target::Target;
use crate::base::digest::Digest;
use crate::base::paths::OutPath;
use std::path::PathBuf;

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
    CopyOf {
        /// Where that file is.
        source: PathBuf,
        /// What its bytes are, if the caller knows: then it is read only to be copied.
        known: Option<Intent>,
    },
    /// The bytes that were given to [`Publisher::stage`].
    Staged(Intent),
    /// Bytes that nobody has made in this build, because they must be as they were in an earlier one.
    Known(Intent),
}

impl Content<'_> {
    /// What the bytes are, as far as that is known without a look at them.
    pub(super) fn intent(&self) -> Option<Intent> {
        match self {
            Content::Bytes(_) => None,
            Content::CopyOf { known, .. } => *known,
            Content::Staged(intent) | Content::Known(intent) => Some(*intent),
        }
    }
}

/// Makes the bytes of an output that was to be there and is not. `None` if that can't be done.
pub type Make<'a> = &'a (dyn Fn(&OutPath) -> Option<Vec<u8>> + Sync);

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
    /// Of the manifest as it is now: [`Expected::Manifest`](super::Expected::Manifest) takes it.
    pub manifest: Digest,
}

/// Makes the output folder hold `files`, of which none is staged or known, and of earlier builds
/// nothing else.
///
/// # Errors
/// As [`Publisher::publish`].
pub fn publish(target: &Target, files: &[OutputFile<'_>]) -> Result<PublishReport, DiskError> {
    publish_through(&RealDisk, target, files)
}

/// As [`publish()`], on a disk that may fail: for tests.
pub fn publish_through(
    operations: &dyn Operations,
    target: &Target,
    files: &[OutputFile<'_>],
) -> Result<PublishReport, DiskError> {
    Publisher::open_through(operations, target)?.publish(files, &|_| None)
}
