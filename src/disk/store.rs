//! Bytes that are costly to make, kept from one build to the next under digests of what they are made
//! from. Each file says what its own bytes are, so a damaged one is as none. It may be deleted at any
//! time, and several processes may use it at once: two that put under one key put the same.
//!
//! It may not know what the bytes mean.

use super::error::DiskError;
use super::operations::{Operations, RealDisk, make_folders};
use super::target::prepare_state;
use crate::base::digest::Digest;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// A folder of kept bytes.
#[derive(Clone, Debug)]
pub struct Store {
    state: PathBuf,
    folder: PathBuf,
}

/// Tells apart what one process writes at the same time.
static WRITING: AtomicU64 = AtomicU64::new(0);

impl Store {
    /// The store `name` among the caches in the folder `state`. Nothing is made before something is
    /// kept.
    pub fn new(state: &Path, name: &str) -> Store {
        Store {
            state: state.to_owned(),
            folder: state.join("cache").join(name),
        }
    }

    /// The bytes under a key, if they are there and whole.
    pub fn get(&self, key: Digest) -> Option<Vec<u8>> {
        let mut bytes = fs::read(self.path(key)).ok()?;
        let digest = bytes.split_off(bytes.len().checked_sub(16)?);
        let digest = u128::from_le_bytes(digest.try_into().ok()?);
        (Digest::of(&bytes) == Digest(digest)).then_some(bytes)
    }

    /// Keeps bytes under a key. If the disk refuses, they will be made again.
    pub fn put(&self, key: Digest, bytes: &[u8]) {
        let _ = self.write(&RealDisk, key, bytes);
    }

    /// As [`put`](Self::put), on a disk that may fail: for tests.
    ///
    /// # Errors
    /// If it does.
    #[doc(hidden)]
    pub fn write(
        &self,
        operations: &dyn Operations,
        key: Digest,
        bytes: &[u8],
    ) -> Result<(), DiskError> {
        prepare_state(operations, &self.state)?;
        make_folders(operations, &self.folder)?;
        let path = self.path(key);
        let number = WRITING.fetch_add(1, Ordering::Relaxed);
        let temp = path.with_extension(format!("{}-{number}.new", std::process::id()));
        let digest = Digest::of(bytes).0.to_le_bytes();
        let written = operations
            .create(&temp)
            .and_then(|mut file| {
                operations.write(&mut file, bytes)?;
                operations.write(&mut file, &digest)
            })
            .and_then(|()| operations.rename(&temp, &path));
        written.map_err(|error| {
            let _ = operations.remove_file(&temp);
            DiskError::io("write", &path, error)
        })
    }

    /// Removes what is kept under other keys than these, and what was left by a process that was
    /// killed. Whoever still wants something of it makes it again.
    pub fn keep_only(&self, keys: &[Digest]) {
        let Ok(list) = fs::read_dir(&self.folder) else {
            return;
        };
        let mut wanted: Vec<String> = keys.iter().map(Digest::to_string).collect();
        wanted.sort_unstable();
        for entry in list.flatten() {
            let name = entry.file_name();
            let known = name.to_str().is_some_and(|name| {
                wanted
                    .binary_search_by(|key| key.as_str().cmp(name))
                    .is_ok()
            });
            if !known && entry.file_type().is_ok_and(|kind| kind.is_file()) {
                let _ = RealDisk.remove_file(&entry.path());
            }
        }
    }

    fn path(&self, key: Digest) -> PathBuf {
        self.folder.join(key.to_string())
    }
}
