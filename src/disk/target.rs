//! Where a site may be written to, and where it never may.

use super::error::{DiskError, TargetFault};
use super::operations::{Operations, make_folders, replace};
use super::walk::FOLDERS;
use crate::base::digest::Digest;
use std::fs;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

/// Where a built site goes.
#[derive(Clone, Debug)]
pub struct Target {
    /// The output folder; it is made if it is not there.
    pub output: PathBuf,
    /// The project's `.waypost` folder: the lock, and a manifest for each output folder.
    pub state: PathBuf,
    /// Whether files of the same names that no build of this project wrote may be replaced.
    pub adopt: bool,
}

impl Target {
    /// The project: the folder that `.waypost` is in.
    pub(super) fn project(&self) -> &Path {
        self.state.parent().unwrap_or(&self.state)
    }

    /// The manifest of the output folder `output`, whose links are resolved. A folder inside of the
    /// project keeps its manifest when the whole project is moved.
    pub(super) fn manifest(&self, output: &Path) -> PathBuf {
        let project = resolve(self.project()).unwrap_or_else(|_| self.project().to_owned());
        let named = output.strip_prefix(&project).unwrap_or(output);
        let digest = Digest::of(named.as_os_str().as_encoded_bytes());
        self.state
            .join(format!("output-{}.manifest", digest.short()))
    }
}

/// Makes the folder `.waypost` and keeps it out of git.
pub(super) fn prepare_state(operations: &dyn Operations, state: &Path) -> Result<(), DiskError> {
    make_folders(operations, state)?;
    let ignore = state.join(".gitignore");
    match ignore.exists() {
        true => Ok(()),
        // What is in there is of use on this machine only.
        false => replace(operations, &ignore, &[b"*\n"]),
    }
}

/// Whether the site may be written to `output` (relative to the project, or absolute). Gives the
/// folder's real place.
///
/// # Errors
/// If it is the project, a folder above it, one with sources, the person's home, the root of the
/// disk, or not a folder, be it through links.
pub fn check_target(project: &Path, output: &Path) -> Result<PathBuf, DiskError> {
    let refuse = |fault| {
        Err(DiskError::Target {
            path: output.to_owned(),
            fault,
        })
    };
    let open = |path: &Path| resolve(path).map_err(|error| DiskError::io("open", path, error));
    let project = open(project)?;
    let real = open(&project.join(output))?;
    if real.parent().is_none() {
        return refuse(TargetFault::Root);
    }
    if real == project {
        return refuse(TargetFault::Project);
    }
    let home = std::env::home_dir().and_then(|home| resolve(&home).ok());
    if home.is_some_and(|home| home.starts_with(&real)) {
        return refuse(TargetFault::Home);
    }
    if project.starts_with(&real) {
        return refuse(TargetFault::AboveProject);
    }
    for name in FOLDERS {
        if starts_with(&real, &project.join(name)) {
            return refuse(TargetFault::Sources(name));
        }
    }
    for name in [".git", ".waypost"] {
        if starts_with(&real, &project.join(name)) {
            return refuse(TargetFault::Private(name));
        }
    }
    match fs::metadata(&real) {
        Ok(metadata) if !metadata.is_dir() => refuse(TargetFault::NotAFolder),
        Err(error) if error.kind() == ErrorKind::NotADirectory => refuse(TargetFault::NotAFolder),
        _ => Ok(real),
    }
}

/// Whether a resolved path is at or below a folder, which may be a link.
fn starts_with(real: &Path, folder: &Path) -> bool {
    real.starts_with(folder) || resolve(folder).is_ok_and(|folder| real.starts_with(folder))
}

/// A path without links and dots, of which only the first part may be there.
fn resolve(path: &Path) -> std::io::Result<PathBuf> {
    let path = std::path::absolute(path)?;
    let mut real = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => {
                real.pop();
            }
            Component::CurDir => {}
            part => real.push(part),
        }
        match fs::canonicalize(&real) {
            Ok(found) => real = found,
            // A link that leads nowhere is there, and would be written through.
            Err(error) if fs::symlink_metadata(&real).is_ok() => return Err(error),
            Err(error)
                if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(real)
}
