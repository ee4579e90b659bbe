//! Looks at the place of one output: whether it is as it should be, and where its bytes come from if
//! it is not. It may not know of the other outputs.

use super::error::DiskError;
use super::intent::Intent;
use super::manifest::Record;
use super::plan::{Source, Survey, look};
use super::publish::Content;
use super::stamp::Stamp;
use super::stream::intent_of;
use crate::base::paths::OutPath;
use std::fs;
use std::path::Path;

/// What is found at the place of a file.
pub(super) enum Finding {
    /// The file as it should be.
    Same(Record),
    /// Nothing, or a file of ours.
    Free,
    /// A file or a link that is not ours.
    Stranger,
    Folder,
}

/// What is found at the place of a file, and what to put there unless it is the same.
pub(super) type Examined<'a> = (Finding, Option<(Intent, Source<'a>)>);

impl Survey<'_> {
    /// Compares one place with what must be there, and sees to it that what is missing can be written.
    pub(super) fn examine<'a>(
        &self,
        path: &OutPath,
        content: &'a Content<'a>,
        new_folder: bool,
    ) -> Result<Examined<'a>, DiskError> {
        let expected = match content {
            Content::Bytes(bytes) => Intent::of(bytes),
            Content::CopyOf {
                source,
                known: None,
            } => read(source)?,
            Content::CopyOf {
                known: Some(intent),
                ..
            }
            | Content::Staged(intent)
            | Content::Known(intent) => *intent,
        };
        let found = self.compare(path, expected, new_folder)?;
        if matches!(found, Finding::Same(_)) {
            return Ok((found, None));
        }
        let (intent, source) = self.provide(path, content, expected, new_folder)?;
        let found = match intent == expected {
            true => found,
            false => self.compare(path, intent, new_folder)?,
        };
        let same = matches!(found, Finding::Same(_));
        Ok((found, (!same).then_some((intent, source))))
    }

    /// Sees to it that the bytes are at hand; they may differ from what was expected.
    fn provide<'a>(
        &self,
        path: &OutPath,
        content: &'a Content<'a>,
        expected: Intent,
        new_folder: bool,
    ) -> Result<(Intent, Source<'a>), DiskError> {
        match content {
            Content::Bytes(bytes) => Ok((expected, Source::Bytes(bytes))),
            Content::CopyOf { source, known } => {
                // Opened, so that one which may not be read is known before anything is touched.
                let len = || fs::File::open(source)?.metadata().map(|found| found.len());
                let as_known = known.is_none()
                    || len().map_err(|error| DiskError::io("read", source, error))? == expected.len;
                let intent = match as_known {
                    true => expected,
                    false => read(source)?,
                };
                Ok((intent, Source::Copy(source)))
            }
            Content::Staged(_) | Content::Known(_) if self.staging.holds(path, expected) => {
                Ok((expected, Source::Staged))
            }
            Content::Staged(_) | Content::Known(_) => {
                let bytes = (self.make)(path).ok_or_else(|| DiskError::NotMade(path.clone()))?;
                let intent = Intent::of(&bytes);
                self.staging.put(path, &bytes, intent, new_folder)?;
                Ok((intent, Source::Staged))
            }
        }
    }

    /// What is at a place where a file with these bytes must be.
    fn compare(
        &self,
        path: &OutPath,
        wanted: Intent,
        new_folder: bool,
    ) -> Result<Finding, DiskError> {
        let place = self.output.join(path.as_str());
        let metadata = match new_folder {
            true => None,
            false => look(&place)?,
        };
        let Some(metadata) = metadata else {
            return Ok(Finding::Free);
        };
        if metadata.is_dir() {
            return Ok(Finding::Folder);
        }
        if metadata.is_symlink() {
            return Ok(Finding::Stranger);
        }
        if !metadata.is_file() {
            return Err(DiskError::InTheWay {
                path: place,
                found: "a pipe, a socket or a device",
                wanted: "a file",
            });
        }
        let stamp = Stamp::of(&metadata);
        let record = self.manifest.files.get(path);
        if let Some(record) = record
            && self.manifest.vouches(record, &stamp)
        {
            return Ok(match record.digest == wanted.digest {
                true => Finding::Same(*record),
                false => Finding::Free,
            });
        }
        if stamp.len == wanted.len && intent_of(&place).is_ok_and(|found| found == wanted) {
            let digest = wanted.digest;
            return Ok(Finding::Same(Record { digest, stamp }));
        }
        Ok(match record.is_some() || self.ours(path, &stamp) {
            true => Finding::Free,
            false => Finding::Stranger,
        })
    }
}

/// What the bytes of a source are.
fn read(source: &Path) -> Result<Intent, DiskError> {
    intent_of(source).map_err(|error| DiskError::io("read", source, error))
}
