//! Writing files that were not there before: all of them or none, and never over one that exists.

use super::exit::Stop;
use crate::base::diag::Diagnostic;
use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// This one exists.
    #[error("`{}` is already there", .0.display())]
    Exists(PathBuf),
    /// The machine would not.
    #[error("`{}` can't be written: {}", .0.display(), .1)]
    Machine(PathBuf, #[source] io::Error),
}

impl From<WriteError> for Stop {
    fn from(error: WriteError) -> Stop {
        let diagnostic = match &error {
            WriteError::Exists(_) => Diagnostic::error("cli/exists", error.to_string())
                .help("nothing was written; files that exist are never overwritten"),
            WriteError::Machine(..) => Diagnostic::error("cli/write", error.to_string()).help(
                "nothing was written; check that you may write there and that the disk has room",
            ),
        };
        diagnostic.into()
    }
}

/// Writes each text to its path below `root`, and makes the folders on the way.
pub fn write_new(root: &Path, texts: &[(PathBuf, String)]) -> Result<(), WriteError> {
    let mut made = Made::default();
    for (path, text) in texts {
        let full = root.join(path);
        if let Err(error) = made.file(&full, text) {
            made.undo();
            return Err(match error.kind() {
                ErrorKind::AlreadyExists => WriteError::Exists(full),
                _ => WriteError::Machine(full, error),
            });
        }
    }
    Ok(())
}

/// What was made so far, so that it can be taken away again.
#[derive(Default)]
struct Made {
    folders: Vec<PathBuf>,
    files: Vec<PathBuf>,
}

impl Made {
    fn file(&mut self, path: &Path, text: &str) -> io::Result<()> {
        if let Some(folder) = path.parent() {
            self.folder(folder)?;
        }
        let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
        self.files.push(path.to_owned());
        file.write_all(text.as_bytes())
    }

    fn folder(&mut self, path: &Path) -> io::Result<()> {
        if path.as_os_str().is_empty() || path.is_dir() {
            return Ok(());
        }
        if let Some(parent) = path.parent() {
            self.folder(parent)?;
        }
        match fs::create_dir(path) {
            Ok(()) => self.folders.push(path.to_owned()),
            Err(error) if error.kind() == ErrorKind::AlreadyExists && path.is_dir() => {}
            // A file in the way of a folder is not the file that we were asked for.
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                return Err(io::Error::new(
                    ErrorKind::NotADirectory,
                    format!("`{}` is a file, not a folder", path.display()),
                ));
            }
            Err(error) => return Err(error),
        }
        Ok(())
    }

    /// A folder that somebody else has put something into meanwhile stays.
    fn undo(&self) {
        for file in self.files.iter().rev() {
            let _ = fs::remove_file(file);
        }
        for folder in self.folders.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}
