//! One build at a time: a lock in the project's `.waypost` folder, which the system gives back even if
//! its holder is killed.

use super::error::DiskError;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

/// Holds `.waypost/lock` as long as it lives.
#[derive(Debug)]
pub struct Lock {
    file: File,
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Closing the file would do, but for a process that is just being started: it has a copy of
        // the open file until it runs its own program, and would hold the lock so long. An error
        // changes nothing: the system unlocks in the end.
        let _ = self.file.unlock();
    }
}

impl Lock {
    /// Takes the lock of the folder `state`, which must be there.
    ///
    /// # Errors
    /// [`DiskError::Busy`] if another process, or another part of this one, has it.
    pub fn take(state: &Path) -> Result<Lock, DiskError> {
        let path = state.join("lock");
        let fault = |error| DiskError::io("open the lock", &path, error);
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(fault)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(busy(&path, file)),
            Err(TryLockError::Error(error)) => return Err(fault(error)),
        }
        // Only for the message that the other one shows: the lock holds without it, on a full disk too.
        let _ = file
            .set_len(0)
            .and_then(|()| write!(file, "process {}", std::process::id()));
        Ok(Lock { file })
    }
}

fn busy(path: &Path, mut file: File) -> DiskError {
    let mut holder = String::new();
    // On Windows a locked file can't be read; then the message does without the name.
    let _ = Read::by_ref(&mut file)
        .take(200)
        .read_to_string(&mut holder);
    DiskError::Busy {
        lock: PathBuf::from(path),
        holder,
    }
}
