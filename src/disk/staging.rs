//! Where made files wait until the whole site is known to be right: `.waypost/staging`.
//!
//! A file whose folder is not there yet waits in `tree`, which mirrors the output folder. Such a
//! folder is moved into place as a whole: one step for all that is in it, and its files keep the
//! stamps that they were written with. Any other file waits in one of the `loose` folders and is
//! moved alone. Nothing of all this outlives a build.

use super::error::DiskError;
use super::intent::Intent;
use super::operations::{Operations, make_folders};
use super::stamp::Stamp;
use crate::base::paths::OutPath;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Among how many folders loose files are divided, lest all threads wait for one folder's lock.
const LOOSE_FOLDERS: usize = 16;

/// A file that waits.
#[derive(Clone, Debug)]
pub(super) struct Staged {
    pub(super) intent: Intent,
    /// Its stamp where it waits.
    pub(super) stamp: Stamp,
    pub(super) place: PathBuf,
    pub(super) in_tree: bool,
}

/// The staging folder of one build; removed when this is dropped.
pub(super) struct Staging<'a> {
    operations: &'a dyn Operations,
    root: PathBuf,
    content: Mutex<Content>,
}

#[derive(Default)]
struct Content {
    /// Whether the folder was made.
    begun: bool,
    files: BTreeMap<OutPath, Staged>,
    /// Files in the tree that nobody wants any more: another one was staged for the same path.
    discarded: BTreeSet<OutPath>,
    /// The folders of the tree, by what some disks take for one name.
    folders: BTreeMap<String, Folder>,
    /// How many loose files there are.
    loose: usize,
}

struct Folder {
    name: OutPath,
    made: bool,
}

impl Drop for Staging<'_> {
    fn drop(&mut self) {
        if self.content().begun {
            // If this fails, the next build clears it.
            let _ = self.operations.remove_tree(&self.root);
        }
    }
}

impl<'a> Staging<'a> {
    /// The staging folder in `state`, cleared of what a killed build left there.
    pub(super) fn new(operations: &'a dyn Operations, state: &Path) -> Result<Self, DiskError> {
        let root = state.join("staging");
        let cleared = match fs::symlink_metadata(&root) {
            Ok(found) if found.is_dir() => operations.remove_tree(&root),
            Ok(_) => operations.remove_file(&root),
            Err(_) => Ok(()),
        };
        cleared.map_err(|error| DiskError::io("remove", &root, error))?;
        Ok(Staging {
            operations,
            root,
            content: Mutex::default(),
        })
    }

    /// Keeps the bytes of an output until it is moved into place.
    pub(super) fn put(
        &self,
        path: &OutPath,
        bytes: &[u8],
        intent: Intent,
        new_folder: bool,
    ) -> Result<(), DiskError> {
        if self.holds(path, intent) {
            return Ok(());
        }
        self.begin()?;
        let in_tree = match new_folder {
            true => self.put_into_tree(path, bytes)?,
            false => None,
        };
        let (place, stamp) = match &in_tree {
            Some(found) => found.clone(),
            None => self.put_loose(bytes)?,
        };
        let staged = Staged {
            intent,
            stamp,
            place,
            in_tree: in_tree.is_some(),
        };
        let mut content = self.content();
        let before = content.files.insert(path.clone(), staged);
        if before.is_some_and(|before| before.in_tree) {
            content.discarded.insert(path.clone());
        }
        Ok(())
    }

    /// Whether these bytes wait for this place.
    pub(super) fn holds(&self, path: &OutPath, intent: Intent) -> bool {
        let content = self.content();
        content
            .files
            .get(path)
            .is_some_and(|staged| staged.intent == intent)
    }

    /// The file that waits for this place.
    pub(super) fn file(&self, path: &OutPath) -> Option<Staged> {
        self.content().files.get(path).cloned()
    }

    /// The folders of the tree that hold something which `wanted` does not name.
    pub(super) fn mixed(&self, wanted: &BTreeSet<&OutPath>) -> BTreeSet<String> {
        let content = self.content();
        let unwanted = content
            .files
            .iter()
            .filter(|(path, staged)| staged.in_tree && !wanted.contains(path))
            .map(|(path, _)| path);
        let mut mixed = BTreeSet::new();
        for path in unwanted.chain(&content.discarded) {
            let mut folder = path.folder();
            while !folder.is_empty() && mixed.insert(folder.to_owned()) {
                folder = above(folder);
            }
        }
        mixed
    }

    /// Where a folder of the tree is.
    pub(super) fn tree_folder(&self, folder: &OutPath) -> Option<PathBuf> {
        let content = self.content();
        let found = content.folders.get(folder.collision_key().as_ref())?;
        (found.made && found.name == *folder).then(|| self.tree().join(folder.as_str()))
    }

    fn tree(&self) -> PathBuf {
        self.root.join("tree")
    }

    /// Makes the folder, if it is not there yet.
    pub(super) fn begin(&self) -> Result<(), DiskError> {
        let mut content = self.content();
        if content.begun {
            return Ok(());
        }
        content.begun = true;
        make_folders(self.operations, &self.tree())
    }

    fn loose(&self, number: usize) -> PathBuf {
        self.root
            .join(format!("loose-{:x}", number % LOOSE_FOLDERS))
    }

    /// `None` if some disks would take the path for another one's.
    fn put_into_tree(
        &self,
        path: &OutPath,
        bytes: &[u8],
    ) -> Result<Option<(PathBuf, Stamp)>, DiskError> {
        if !self.grow(path.folder())? {
            return Ok(None);
        }
        let place = self.tree().join(path.as_str());
        match self.write(&place, bytes) {
            Ok(stamp) => Ok(Some((place, stamp))),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(None),
            Err(error) => Err(DiskError::io("write", &place, error)),
        }
    }

    fn put_loose(&self, bytes: &[u8]) -> Result<(PathBuf, Stamp), DiskError> {
        let number = {
            let mut content = self.content();
            content.loose += 1;
            content.loose
        };
        let folder = self.loose(number);
        let place = folder.join(number.to_string());
        let mut stamp = self.write(&place, bytes);
        if let Err(error) = &stamp
            && error.kind() == ErrorKind::NotFound
        {
            make_folders(self.operations, &folder)?;
            stamp = self.write(&place, bytes);
        }
        let stamp = stamp.map_err(|error| DiskError::io("write", &place, error))?;
        Ok((place, stamp))
    }

    fn write(&self, place: &Path, bytes: &[u8]) -> io::Result<Stamp> {
        let mut file = self.operations.create(place)?;
        self.operations.write(&mut file, bytes)?;
        file.metadata().map(|metadata| Stamp::of(&metadata))
    }

    /// Makes a folder of the tree. `false` if a folder that some disks take for the same is there.
    fn grow(&self, folder: &str) -> Result<bool, DiskError> {
        let Ok(name) = OutPath::parse(folder) else {
            return Ok(folder.is_empty());
        };
        let key = name.collision_key().into_owned();
        if let Some(known) = self.content().folders.get(&key)
            && (known.made || known.name != name)
        {
            return Ok(known.name == name);
        }
        if !self.grow(above(folder))? {
            return Ok(false);
        }
        {
            let mut content = self.content();
            let known = content.folders.entry(key.clone()).or_insert(Folder {
                name: name.clone(),
                made: false,
            });
            if known.name != name {
                return Ok(false);
            }
        }
        let place = self.tree().join(folder);
        match self.operations.make_folder(&place) {
            // Another thread was faster.
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            made => made.map_err(|error| DiskError::io("make the folder", &place, error))?,
        }
        if let Some(known) = self.content().folders.get_mut(&key) {
            known.made = true;
        }
        Ok(true)
    }

    fn content(&self) -> MutexGuard<'_, Content> {
        self.content.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn above(folder: &str) -> &str {
    folder.rfind('/').map_or("", |at| &folder[..at])
}
