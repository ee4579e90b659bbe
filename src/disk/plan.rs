//! Looks at the output folder and decides what must be done, before anything is touched: what differs,
//! what is in the way, and whether anything there belongs to somebody else.

use super::error::DiskError;
use super::examine::{Examined, Finding};
use super::intent::Intent;
use super::manifest::{Manifest, Record};
use super::publish::{Content, Make, OutputFile};
use super::staging::Staging;
use super::stamp::Stamp;
use super::stream::intent_of;
use crate::base::paths::OutPath;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use walkdir::WalkDir;

/// A folder is listed if more than so many folders in it are wanted.
const WORTH_A_LIST: usize = 4;

/// A file to write.
pub(super) struct Job<'a> {
    pub(super) path: &'a OutPath,
    pub(super) source: Source<'a>,
    pub(super) intent: Intent,
}

/// Where the bytes of a file come from.
#[derive(Clone, Copy)]
pub(super) enum Source<'a> {
    Bytes(&'a [u8]),
    Copy(&'a Path),
    Staged,
}

/// What must be done. Every list is sorted.
#[derive(Default)]
pub(super) struct Plan<'a> {
    /// Files that are as they should be.
    pub(super) same: BTreeMap<OutPath, Record>,
    pub(super) jobs: Vec<Job<'a>>,
    /// All folders that the site needs.
    pub(super) folders: BTreeSet<OutPath>,
    /// Those of them that are not there.
    pub(super) missing: BTreeSet<OutPath>,
    /// Files of ours that stand where a folder must be, or in a folder that stands where a file must be.
    pub(super) files_in_the_way: BTreeSet<OutPath>,
    /// Folders of ours that stand where a file must be.
    pub(super) folders_in_the_way: BTreeSet<OutPath>,
    /// Files of earlier builds that the site no longer has.
    pub(super) stale: BTreeSet<OutPath>,
}

/// The output folder as it is, and what we know of it.
pub(super) struct Survey<'a> {
    pub(super) output: &'a Path,
    pub(super) manifest: &'a Manifest,
    /// Whether strangers may be replaced.
    pub(super) adopt: bool,
    pub(super) staging: &'a Staging<'a>,
    pub(super) make: Make<'a>,
}

impl Survey<'_> {
    /// Decides what must be done for the output folder to hold `files`.
    pub(super) fn plan<'a>(&self, files: &'a [OutputFile<'a>]) -> Result<Plan<'a>, DiskError> {
        let wanted = wanted(files)?;
        let mut plan = Plan {
            folders: folders(&wanted)?,
            ..Plan::default()
        };
        self.folders(&mut plan)?;
        self.files(&wanted, &mut plan)?;
        let Manifest { files, intents, .. } = self.manifest;
        let known = files.keys().chain(intents.keys());
        let stale = known
            .filter(|path| !wanted.contains_key(path) && !plan.files_in_the_way.contains(path));
        plan.stale = stale.cloned().collect();
        Ok(plan)
    }

    fn folders(&self, plan: &mut Plan<'_>) -> Result<(), DiskError> {
        let folders: Vec<&OutPath> = plan.folders.iter().collect();
        if !self.output.exists() {
            plan.missing = plan.folders.clone();
            return Ok(());
        }
        let listed = self.listed(&folders);
        let look = |folder: &&OutPath| {
            let place = self.output.join(folder.as_str());
            (look(&place), place)
        };
        let unsure: Vec<&OutPath> = folders
            .into_iter()
            .filter(|folder| !listed.contains(folder))
            .collect();
        let found: Vec<_> = unsure.par_iter().map(look).collect();
        let mut missing: BTreeSet<&str> = BTreeSet::new();
        // A folder sorts before those inside of it.
        for (folder, (metadata, place)) in unsure.into_iter().zip(found) {
            let metadata = match missing.contains(folder.folder()) {
                true => None,
                false => metadata?,
            };
            match metadata {
                None => {
                    missing.insert(folder.as_str());
                    plan.missing.insert(folder.clone());
                }
                Some(metadata) if metadata.is_dir() => {}
                Some(metadata)
                    if metadata.is_file() && self.ours(folder, &Stamp::of(&metadata)) =>
                {
                    plan.files_in_the_way.insert(folder.clone());
                    missing.insert(folder.as_str());
                    plan.missing.insert(folder.clone());
                }
                Some(metadata) => {
                    let found = match metadata.is_symlink() {
                        true => "a link, which could lead anywhere",
                        false => "a file that Waypost did not write",
                    };
                    return Err(DiskError::InTheWay {
                        path: place,
                        found,
                        wanted: "a folder",
                    });
                }
            }
        }
        Ok(())
    }

    /// Those of these folders that are folders on the disk, as far as the lists of the folders above
    /// them tell: one list is quicker than to ask for each of thousands.
    fn listed<'a>(&self, folders: &[&'a OutPath]) -> BTreeSet<&'a OutPath> {
        let mut below: BTreeMap<&str, Vec<&'a OutPath>> = BTreeMap::new();
        for folder in folders {
            below.entry(folder.folder()).or_default().push(folder);
        }
        below.retain(|_, folders| folders.len() > WORTH_A_LIST);
        let below: Vec<_> = below.into_iter().collect();
        let listed = below.par_iter().flat_map_iter(|(above, folders)| {
            let list = fs::read_dir(self.output.join(above)).into_iter().flatten();
            let names: BTreeSet<OsString> = list
                .flatten()
                .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()))
                .map(|entry| entry.file_name())
                .collect();
            let is_listed = move |folder: &&'a OutPath| {
                let name = folder.as_str().rsplit('/').next();
                name.is_some_and(|name| names.contains(OsStr::new(name)))
            };
            folders.iter().copied().filter(is_listed)
        });
        listed.collect()
    }

    fn files<'a>(
        &self,
        wanted: &BTreeMap<&'a OutPath, &'a Content<'a>>,
        plan: &mut Plan<'a>,
    ) -> Result<(), DiskError> {
        let wanted: Vec<_> = wanted
            .iter()
            .map(|(path, content)| (*path, *content))
            .collect();
        let missing: BTreeSet<&str> = plan.missing.iter().map(OutPath::as_str).collect();
        let findings: Vec<Result<Examined<'a>, DiskError>> = wanted
            .par_iter()
            .map(|(path, content)| self.examine(path, content, missing.contains(path.folder())))
            .collect();
        let mut strangers = Vec::new();
        for ((path, _), examined) in wanted.into_iter().zip(findings) {
            let (finding, new) = examined?;
            match finding {
                Finding::Same(record) => {
                    plan.same.insert(path.clone(), record);
                }
                Finding::Free => {}
                Finding::Stranger => strangers.push(path.clone()),
                Finding::Folder => self.clear_folder(path, plan)?,
            }
            plan.jobs.extend(new.map(|(intent, source)| Job {
                path,
                source,
                intent,
            }));
        }
        if strangers.is_empty() || self.adopt {
            return Ok(());
        }
        Err(DiskError::Strangers {
            output: self.output.to_owned(),
            paths: strangers,
        })
    }

    /// A folder stands where a file must be. It goes if all in it is ours and no longer wanted.
    fn clear_folder(&self, path: &OutPath, plan: &mut Plan<'_>) -> Result<(), DiskError> {
        let place = self.output.join(path.as_str());
        let in_the_way = || DiskError::InTheWay {
            path: place.clone(),
            found: "a folder that is not wholly Waypost's own",
            wanted: "a file",
        };
        for entry in WalkDir::new(&place) {
            let entry = entry.map_err(|_| in_the_way())?;
            let below = entry.path().strip_prefix(self.output).ok();
            let below = below
                .and_then(Path::to_str)
                .map(|text| text.replace('\\', "/"));
            let Some(below) = below.and_then(|text| OutPath::parse(&text).ok()) else {
                return Err(in_the_way());
            };
            if entry.file_type().is_dir() && self.manifest.folders.contains(&below) {
                plan.folders_in_the_way.insert(below);
                continue;
            }
            let metadata = entry.metadata().map_err(|_| in_the_way())?;
            if !metadata.is_file() || !self.ours(&below, &Stamp::of(&metadata)) {
                return Err(in_the_way());
            }
            plan.files_in_the_way.insert(below);
        }
        Ok(())
    }

    /// Whether a file is as we wrote it, or as a build wrote it that did not finish.
    pub(super) fn ours(&self, path: &OutPath, stamp: &Stamp) -> bool {
        let record = self.manifest.files.get(path);
        if record.is_some_and(|record| self.manifest.vouches(record, stamp)) {
            return true;
        }
        let recorded = record.map(Record::intent);
        let intents = self
            .manifest
            .intents
            .get(path)
            .map_or(&[][..], Vec::as_slice);
        let mut known = recorded
            .iter()
            .chain(intents)
            .filter(|known| known.len == stamp.len);
        // Most files of another length need not be opened.
        let Some(first) = known.next() else {
            return false;
        };
        intent_of(&self.output.join(path.as_str()))
            .is_ok_and(|found| found == *first || known.any(|known| *known == found))
    }
}

/// What is at a place, without following a link.
pub(super) fn look(place: &Path) -> Result<Option<fs::Metadata>, DiskError> {
    match fs::symlink_metadata(place) {
        Ok(metadata) => Ok(Some(metadata)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(DiskError::io("look at", place, error)),
    }
}

fn wanted<'a>(
    files: &'a [OutputFile<'a>],
) -> Result<BTreeMap<&'a OutPath, &'a Content<'a>>, DiskError> {
    let mut wanted = BTreeMap::new();
    for OutputFile { path, content } in files {
        let first = path.as_str().split('/').next().unwrap_or_default();
        if first.eq_ignore_ascii_case(".git") {
            return Err(DiskError::Git(path.clone()));
        }
        if wanted.insert(path, content).is_some() {
            return Err(DiskError::Conflict {
                first: path.clone(),
                second: path.clone(),
            });
        }
    }
    Ok(wanted)
}

/// All folders above the wanted files.
fn folders(wanted: &BTreeMap<&OutPath, &Content<'_>>) -> Result<BTreeSet<OutPath>, DiskError> {
    let mut folders: BTreeSet<OutPath> = BTreeSet::new();
    for path in wanted.keys() {
        let mut above = path.parent();
        while let Some(folder) = above.filter(|folder| !folders.contains(folder)) {
            if wanted.contains_key(&folder) {
                return Err(DiskError::Conflict {
                    first: folder,
                    second: (*path).clone(),
                });
            }
            above = folder.parent();
            folders.insert(folder);
        }
    }
    Ok(folders)
}
