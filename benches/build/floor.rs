//! The floor: how long a trivial program takes to write the same files from memory with two threads.

use crate::measure::{Run, own_processor, settle};
use crate::outputs::Output;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Instant;

/// Files with what is in them.
pub struct Floor {
    files: Vec<(PathBuf, Vec<u8>)>,
}

impl Floor {
    /// Reads the files of an output folder.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn of(folder: &Path) -> io::Result<Self> {
        let output = Output::of(folder)?;
        let read = |(path, _): (PathBuf, u64)| Ok((path.clone(), fs::read(folder.join(path))?));
        let files = output
            .files
            .into_iter()
            .map(read)
            .collect::<io::Result<_>>()?;
        Ok(Self { files })
    }

    /// Writes them into a folder that is not there yet.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn run(&self, folder: &Path) -> io::Result<Run> {
        settle();
        let before = own_processor();
        let began = Instant::now();
        let (one, two) = self.files.split_at(self.files.len() / 2);
        thread::scope(|scope| {
            let other = scope.spawn(|| write(folder, two));
            write(folder, one)?;
            other
                .join()
                .unwrap_or_else(|_| Err(io::Error::other("a thread of the floor broke")))
        })?;
        let wall = began.elapsed();
        let processor = own_processor().saturating_sub(before);
        settle();
        Ok(Run {
            wall,
            on_disk: began.elapsed(),
            processor,
            memory: 0,
        })
    }
}

fn write(folder: &Path, files: &[(PathBuf, Vec<u8>)]) -> io::Result<()> {
    let mut made = None;
    for (path, bytes) in files {
        let parent = path.parent();
        if made != Some(parent) {
            fs::create_dir_all(folder.join(parent.unwrap_or(Path::new(""))))?;
            made = Some(parent);
        }
        fs::write(folder.join(path), bytes)?;
    }
    Ok(())
}
