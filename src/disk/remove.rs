//! Removes what earlier builds wrote and the site no longer has, and nothing else.

use super::error::DiskError;
use super::operations::Operations;
use super::plan::{Plan, Survey, look};
use super::stamp::Stamp;
use crate::base::paths::OutPath;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::ErrorKind;

const CHANGED: &str = "it was changed after Waypost wrote it";
const BEHIND_LINK: &str = "a folder on the way to it is now a link";

/// The removals of one run, and what has become of the folders that are ours.
pub(super) struct Removal<'a> {
    operations: &'a dyn Operations,
    survey: &'a Survey<'a>,
    pub(super) removed: BTreeSet<OutPath>,
    pub(super) kept: Vec<(OutPath, &'static str)>,
    /// Folders that we made and that are still there.
    pub(super) folders: BTreeSet<OutPath>,
}

impl<'a> Removal<'a> {
    pub(super) fn new(operations: &'a dyn Operations, survey: &'a Survey<'a>) -> Removal<'a> {
        Removal {
            operations,
            survey,
            removed: BTreeSet::new(),
            kept: Vec::new(),
            folders: survey.manifest.folders.clone(),
        }
    }

    /// Before writing: removes files of ours where a folder must be, and folders where a file must be.
    pub(super) fn make_way(&mut self, plan: &Plan<'_>) -> Result<(), DiskError> {
        for path in &plan.files_in_the_way {
            self.file(path)?;
        }
        for folder in plan.folders_in_the_way.iter().rev() {
            self.folder(folder)?;
        }
        self.folders.extend(plan.missing.iter().cloned());
        Ok(())
    }

    /// After writing: removes the files that the site no longer has, if they are as we wrote them.
    pub(super) fn stale(&mut self, plan: &Plan<'_>) -> Result<(), DiskError> {
        if plan.stale.is_empty() {
            return Ok(());
        }
        let written = plan.jobs.iter().map(|job| job.path);
        let present: BTreeMap<Cow<'_, str>, &OutPath> = plan
            .same
            .keys()
            .chain(written)
            .map(|path| (path.collision_key(), path))
            .collect();
        let mut links = BTreeMap::new();
        for path in &plan.stale {
            if self.behind_link(path, &mut links) {
                self.keep(path, BEHIND_LINK);
                continue;
            }
            let metadata = look(&self.survey.output.join(path.as_str()));
            // Where a folder on the way is gone, so is the file.
            let Ok(Some(metadata)) = metadata else {
                continue;
            };
            let stamp = Stamp::of(&metadata);
            let twin = present.get(&path.collision_key());
            if !metadata.is_file() || twin.is_some_and(|twin| self.is_same_file(twin, &stamp)) {
                continue;
            }
            match self.survey.ours(path, &stamp) {
                true => self.file(path)?,
                false => self.keep(path, CHANGED),
            }
        }
        Ok(())
    }

    /// Removes the folders that we made, are not needed any more and have become empty.
    pub(super) fn folders(&mut self, plan: &Plan<'_>) -> Result<(), DiskError> {
        // A folder sorts after the one that it is in.
        let idle: Vec<OutPath> = self.folders.difference(&plan.folders).cloned().collect();
        let mut links = BTreeMap::new();
        for folder in idle.into_iter().rev() {
            let place = self.survey.output.join(folder.as_str());
            let is_folder =
                look(&place).is_ok_and(|found| found.is_some_and(|found| found.is_dir()));
            if !is_folder || self.behind_link(&folder, &mut links) {
                self.folders.remove(&folder);
            } else if fs::read_dir(&place).is_ok_and(|mut entries| entries.next().is_none()) {
                self.folder(&folder)?;
            }
        }
        Ok(())
    }

    fn keep(&mut self, path: &OutPath, why: &'static str) {
        // What only an unfinished build meant to write was never ours.
        if self.survey.manifest.files.contains_key(path) {
            self.kept.push((path.clone(), why));
        }
    }

    fn file(&mut self, path: &OutPath) -> Result<(), DiskError> {
        let place = self.survey.output.join(path.as_str());
        match self.operations.remove_file(&place) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                Err(DiskError::io("remove", &place, error))
            }
            _ => {
                self.removed.insert(path.clone());
                Ok(())
            }
        }
    }

    fn folder(&mut self, folder: &OutPath) -> Result<(), DiskError> {
        let place = self.survey.output.join(folder.as_str());
        match self.operations.remove_folder(&place) {
            Err(error) if error.kind() == ErrorKind::DirectoryNotEmpty => return Ok(()),
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(DiskError::io("remove the folder", &place, error));
            }
            _ => self.folders.remove(folder),
        };
        Ok(())
    }

    /// On a disk that takes `About` and `about` for one, an old name may be a new file's.
    fn is_same_file(&self, twin: &OutPath, stamp: &Stamp) -> bool {
        let twin = look(&self.survey.output.join(twin.as_str()));
        matches!(twin, Ok(Some(twin)) if Stamp::of(&twin).inode == stamp.inode)
    }

    /// Whether a folder above is a link: what is behind it is not in the output folder.
    fn behind_link(&self, path: &OutPath, known: &mut BTreeMap<String, bool>) -> bool {
        let folder = path.folder();
        if let Some(answer) = known.get(folder) {
            return *answer;
        }
        let Ok(above) = OutPath::parse(folder) else {
            return false;
        };
        let answer = self.behind_link(&above, known)
            || look(&self.survey.output.join(folder))
                .is_ok_and(|found| found.is_some_and(|found| found.is_symlink()));
        known.insert(folder.to_owned(), answer);
        answer
    }
}
