//! Changing sources that people have written: each in one step, and only while they are what they were
//! when they were read.

use super::error::DiskError;
use super::operations::{Operations, RealDisk, clear};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A source with other bytes.
#[derive(Clone, Copy, Debug)]
pub struct Rewrite<'a> {
    /// Which file, itself and no link to it.
    pub path: &'a Path,
    /// What it holds.
    pub old: &'a [u8],
    /// What it shall hold.
    pub new: &'a [u8],
}

/// Writes all of them. Everything is written beside the files before the first is replaced, so that a
/// full disk changes nothing. A file keeps its permissions.
///
/// # Errors
/// [`DiskError::Changed`] if one of them does not hold what it should; else, what the system refused.
pub fn rewrite(files: &[Rewrite<'_>]) -> Result<(), DiskError> {
    let mut waiting = Waiting(Vec::new());
    for file in files {
        unchanged(file)?;
        let beside = beside(file.path);
        clear(&RealDisk, &beside)?;
        waiting.0.push(beside.clone());
        write(file, &beside).map_err(|error| DiskError::io("write", file.path, error))?;
    }
    for file in files {
        unchanged(file)?;
        RealDisk
            .rename(&beside(file.path), file.path)
            .map_err(|error| DiskError::io("write", file.path, error))?;
    }
    Ok(())
}

fn unchanged(file: &Rewrite<'_>) -> Result<(), DiskError> {
    let found = fs::read(file.path).map_err(|error| DiskError::io("read", file.path, error))?;
    match found == file.old {
        true => Ok(()),
        false => Err(DiskError::Changed(file.path.to_owned())),
    }
}

fn write(file: &Rewrite<'_>, beside: &Path) -> io::Result<()> {
    let mut made = RealDisk.create(beside)?;
    RealDisk.write(&mut made, file.new)?;
    made.set_permissions(fs::metadata(file.path)?.permissions())?;
    made.sync_all()
}

/// Where the new bytes wait. A name that begins with a dot is no source.
fn beside(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.waypost"))
}

/// What was written so far and replaces nothing yet; taken away at the end, however that comes.
struct Waiting(Vec<PathBuf>);

impl Drop for Waiting {
    fn drop(&mut self) {
        for path in &self.0 {
            let _ = clear(&RealDisk, path);
        }
    }
}
