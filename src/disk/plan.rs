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
use foldhash::fast::RandomState;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ffi::OsStr;
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
    /// Which of the manifest's files were looked at ahead and are as they were written; empty if nobody
    /// has looked.
    pub(super) seen: &'a [bool],
    /// Where the manifest stands, if it can't be read.
    pub(super) lost: Option<&'a Path>,
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
        let (mut same, mut unsure) = (Vec::with_capacity(wanted.len()), Vec::new());
        for ((path, content), seen) in wanted.iter().zip(self.seen(&wanted)) {
            match seen.filter(|seen| content.intent() == Some(seen.intent())) {
                Some(record) => same.push(((*path).clone(), record)),
                None => unsure.push((*path, *content)),
            }
        }
        // Where a file is as it was written, so are the folders that lead to it.
        self.folders(folders(&unsure)?, &mut plan)?;
        self.files(&unsure, same, &mut plan)?;
        let Manifest { files, intents, .. } = self.manifest;
        // Both are in order, and most files are in both.
        let mut left = wanted.iter().peekable();
        let unwanted = files.keys().filter(|path| {
            while left.next_if(|(wanted, _)| wanted < path).is_some() {}
            left.next_if(|(wanted, _)| wanted == path).is_none()
        });
        let unwanted: Vec<&OutPath> = unwanted.collect();
        let intended = intents.keys().filter(|path| !is_wanted(&wanted, path));
        let stale = unwanted.into_iter().chain(intended);
        let stale = stale.filter(|path| !plan.files_in_the_way.contains(path));
        plan.stale = stale.cloned().collect();
        Ok(plan)
    }

    /// For each of these files what it is, if it was looked at ahead and is as it was written.
    fn seen(&self, wanted: &[Wanted<'_>]) -> Vec<Option<Record>> {
        let files = self.manifest.files.iter().zip(self.seen);
        let mut known = files.peekable();
        let seen = wanted.iter().map(|(path, _)| {
            while known.next_if(|((known, _), _)| known < path).is_some() {}
            let ((_, record), is_same) = known.next_if(|((known, _), _)| known == path)?;
            is_same.then_some(*record)
        });
        seen.collect()
    }

    /// Looks at folders that lead to files which may have to be written.
    fn folders(&self, folders: BTreeSet<OutPath>, plan: &mut Plan<'_>) -> Result<(), DiskError> {
        if !self.output.exists() {
            plan.missing = folders;
            return Ok(());
        }
        let look = |folder: &&OutPath| {
            let place = self.output.join(folder.as_str());
            (look(&place), place)
        };
        let unsure = self.unlisted(folders.iter().collect());
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

    /// Those of these folders of which the lists of the folders above them don't tell that they are
    /// folders on the disk: one list is quicker than to ask for each of thousands.
    fn unlisted<'a>(&self, mut folders: Vec<&'a OutPath>) -> Vec<&'a OutPath> {
        folders.sort_by_key(|folder| folder.folder());
        let beside = folders.par_chunk_by(|one, other| one.folder() == other.folder());
        let unlisted = beside.flat_map_iter(|folders| {
            let mut is_listed = vec![false; folders.len()];
            if let [first, ..] = folders
                && folders.len() > WORTH_A_LIST
            {
                let names = folders.iter().map(|folder| OsStr::new(folder.name()));
                let names: HashMap<_, _, RandomState> = names.zip(0..).collect();
                let list = fs::read_dir(self.output.join(first.folder()));
                for entry in list.into_iter().flatten().flatten() {
                    if entry.file_type().is_ok_and(|kind| kind.is_dir())
                        && let Some(at) = names.get(entry.file_name().as_os_str())
                    {
                        is_listed[*at] = true;
                    }
                }
            }
            let folders = folders.iter().zip(is_listed);
            folders.filter_map(|(folder, is_listed)| (!is_listed).then_some(*folder))
        });
        let mut unlisted: Vec<&OutPath> = unlisted.collect();
        unlisted.sort_unstable();
        unlisted
    }

    /// Looks at files; some are known to be the same.
    fn files<'a>(
        &self,
        wanted: &[Wanted<'a>],
        mut same: Vec<(OutPath, Record)>,
        plan: &mut Plan<'a>,
    ) -> Result<(), DiskError> {
        let missing: BTreeSet<&str> = plan.missing.iter().map(OutPath::as_str).collect();
        let findings: Vec<Result<Examined<'a>, DiskError>> = wanted
            .par_iter()
            .map(|(path, content)| self.examine(path, content, missing.contains(path.folder())))
            .collect();
        let mut strangers = Vec::new();
        for ((path, _), examined) in wanted.iter().zip(findings) {
            let (finding, new) = examined?;
            match finding {
                Finding::Same(record) => same.push(((*path).clone(), record)),
                Finding::Free => {}
                Finding::Stranger => strangers.push((*path).clone()),
                Finding::Folder => self.clear_folder(path, plan)?,
            }
            plan.jobs.extend(new.map(|(intent, source)| Job {
                path,
                source,
                intent,
            }));
        }
        // Much quicker than one by one.
        plan.same = same.into_iter().collect();
        if strangers.is_empty() || self.adopt {
            return Ok(());
        }
        Err(DiskError::Strangers {
            output: self.output.to_owned(),
            paths: strangers,
            lost: self.lost.map(Path::to_owned),
        })
    }

    /// A folder stands where a file must be. It goes if all in it is ours and no longer wanted. In the place
    /// of a file of ours, folders in which there is none are nobody's loss.
    fn clear_folder(&self, path: &OutPath, plan: &mut Plan<'_>) -> Result<(), DiskError> {
        let place = self.output.join(path.as_str());
        let was_ours = self.manifest.files.contains_key(path);
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
            if entry.file_type().is_dir() && (was_ours || self.manifest.folders.contains(&below)) {
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

/// A file and what must be in it.
type Wanted<'a> = (&'a OutPath, &'a Content<'a>);

/// All files, in the order of their paths.
fn wanted<'a>(files: &'a [OutputFile<'a>]) -> Result<Vec<Wanted<'a>>, DiskError> {
    for OutputFile { path, .. } in files {
        let first = path.as_str().split('/').next().unwrap_or_default();
        if first.eq_ignore_ascii_case(".git") {
            return Err(DiskError::Git(path.clone()));
        }
    }
    let wanted = files.iter().map(|file| (&file.path, &file.content));
    let mut wanted: Vec<Wanted<'a>> = wanted.collect();
    wanted.sort_by_key(|(path, _)| *path);
    for pair in wanted.windows(2) {
        if let [(first, _), (second, _)] = pair
            && first == second
        {
            return Err(DiskError::Conflict {
                first: (*first).clone(),
                second: (*second).clone(),
            });
        }
    }
    Ok(wanted)
}

fn is_wanted(wanted: &[Wanted<'_>], path: &OutPath) -> bool {
    wanted.binary_search_by_key(&path, |(path, _)| path).is_ok()
}

/// All folders above the wanted files.
fn folders(wanted: &[Wanted<'_>]) -> Result<BTreeSet<OutPath>, DiskError> {
    let mut folders: Vec<OutPath> = Vec::new();
    let mut before = "";
    for (path, _) in wanted {
        let mut above = path.parent();
        // Files of one folder, and of those inside of it, stand beside each other.
        while let Some(folder) = above.filter(|folder| !folder.is_above(before)) {
            if is_wanted(wanted, &folder) {
                return Err(DiskError::Conflict {
                    first: folder,
                    second: (*path).clone(),
                });
            }
            above = folder.parent();
            folders.push(folder);
        }
        before = path.as_str();
    }
    // Much quicker than one by one.
    Ok(folders.into_iter().collect())
}
