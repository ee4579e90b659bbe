//! New files in a project, for `init`, `new` and the imports: never over another one.

use super::error::DiskError;
use super::operations::{Operations, RealDisk, make_folders};
use std::io::ErrorKind;
use std::path::Path;

/// Writes a new file, and makes the folders above it.
///
/// # Errors
/// [`DiskError::Exists`] if anything of that name is there, a link that leads nowhere included. If
/// the disk is full, no half file stays.
pub fn write_new(path: &Path, text: &str) -> Result<(), DiskError> {
    if let Some(parent) = path
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty())
    {
        make_folders(&RealDisk, parent)?;
    }
    let mut file = RealDisk.create(path).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => DiskError::Exists(path.to_owned()),
        _ => DiskError::io("write", path, error),
    })?;
    RealDisk.write(&mut file, text.as_bytes()).map_err(|error| {
        drop(file);
        // It was made two lines above, so it is ours to remove.
        let _ = RealDisk.remove_file(path);
        DiskError::io("write", path, error)
    })
}
