//! The few operations that change a disk, behind a trait so that tests can make any one of them fail:
//! a full disk, a missing permission and a killed process look alike from here.

use super::error::DiskError;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::Path;

/// What may be done to a disk. Every change that [`publish`](super::publish()) makes goes through here.
pub trait Operations: Sync {
    /// Makes one folder; its parent is there.
    fn make_folder(&self, path: &Path) -> io::Result<()>;
    /// Makes a new file that others may read; fails if there is one.
    fn create(&self, path: &Path) -> io::Result<File>;
    /// Writes bytes to a file that was made, or opened to append.
    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()>;
    /// Opens a file to append to it.
    fn append(&self, path: &Path) -> io::Result<File>;
    /// Moves a file, over another one if need be, in one step.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes a file.
    fn remove_file(&self, path: &Path) -> io::Result<()>;
    /// Removes an empty folder.
    fn remove_folder(&self, path: &Path) -> io::Result<()>;
    /// Removes a folder and all that is in it, but nothing that a link in it leads to.
    fn remove_tree(&self, path: &Path) -> io::Result<()>;
}

/// The machine's own disk.
#[derive(Clone, Copy, Debug, Default)]
pub struct RealDisk;

impl Operations for RealDisk {
    fn make_folder(&self, path: &Path) -> io::Result<()> {
        fs::create_dir(path)
    }

    fn create(&self, path: &Path) -> io::Result<File> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        // A web server runs under another account; the umask may still say no.
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o644);
        options.open(path)
    }

    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        file.write_all(bytes)
    }

    fn append(&self, path: &Path) -> io::Result<File> {
        OpenOptions::new().append(true).open(path)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir(path)
    }

    fn remove_tree(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir_all(path)
    }
}

/// Makes a folder and those above it that are missing.
pub(super) fn make_folders(operations: &dyn Operations, path: &Path) -> Result<(), DiskError> {
    if path.is_dir() {
        return Ok(());
    }
    if let Some(parent) = path
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty())
    {
        make_folders(operations, parent)?;
    }
    match operations.make_folder(path) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists && path.is_dir() => Ok(()),
        done => done.map_err(|error| DiskError::io("make the folder", path, error)),
    }
}

/// Puts pieces of bytes, one after another, into a file in one step: whoever looks sees the old ones
/// or the new ones.
pub(super) fn replace(
    operations: &dyn Operations,
    path: &Path,
    pieces: &[&[u8]],
) -> Result<(), DiskError> {
    replace_by(operations, path, &|file| {
        pieces
            .iter()
            .try_for_each(|piece| operations.write(file, piece))
    })
}

/// As [`replace`], with what somebody writes into the new file.
pub(super) fn replace_by(
    operations: &dyn Operations,
    path: &Path,
    write: &dyn Fn(&mut File) -> io::Result<()>,
) -> Result<(), DiskError> {
    let temp = path.with_extension("new");
    clear(operations, &temp)?;
    let written = operations
        .create(&temp)
        .and_then(|mut file| write(&mut file))
        .and_then(|()| operations.rename(&temp, path));
    written.map_err(|error| {
        // If this fails as well, the next build clears it.
        let _ = operations.remove_file(&temp);
        DiskError::io("write", path, error)
    })
}

/// Removes a temporary file that a killed build may have left.
pub(super) fn clear(operations: &dyn Operations, temp: &Path) -> Result<(), DiskError> {
    match fs::symlink_metadata(temp) {
        Err(_) => Ok(()),
        Ok(_) => operations
            .remove_file(temp)
            .map_err(|error| DiskError::io("remove", temp, error)),
    }
}
