//! The lock of the cache. It may not know what a cache is made of.

use super::error::DiskError;
use super::operations::{RealDisk, make_folders};
use super::target::prepare_state;
use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

/// The one process that may use the cache of a project; [`CacheFile`](super::CacheFile)s are opened and written by it.
#[derive(Debug)]
pub struct CacheLock {
    file: File,
}

impl Drop for CacheLock {
    fn drop(&mut self) {
        // As for the lock of a build: a process that is just being started may hold a copy.
        let _ = self.file.unlock();
    }
}

impl CacheLock {
    /// Takes the lock of the cache in the folder `state`, which is made if it is not there. `None` if
    /// another process has it.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn try_take(state: &Path) -> Result<Option<CacheLock>, DiskError> {
        prepare_state(&RealDisk, state)?;
        let folder = CacheLock::folder(state);
        make_folders(&RealDisk, &folder)?;
        let path = folder.join("lock");
        let fault = |error| DiskError::io("open the lock", &path, error);
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false);
        let file = options.open(&path).map_err(fault)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(CacheLock { file })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(fault(error)),
        }
    }

    /// Where caches are: the folder `cache` in `state`.
    pub fn folder(state: &Path) -> PathBuf {
        state.join("cache")
    }
}
