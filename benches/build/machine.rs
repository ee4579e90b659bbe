//! Where it is measured: processors, load, and the places where sites may stand.

use crate::options;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

/// A folder to put sites in, and what kind of file system it is on.
pub struct Place {
    /// The folder.
    pub folder: PathBuf,
    system: String,
}

impl Place {
    /// Whether new files cost more soon after many others were deleted. ext4 keeps the number of a deleted
    /// file unused for a minute or more, and looks at each such number again for every file that it makes.
    pub fn remembers_deletions(&self) -> bool {
        self.system != "tmpfs"
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.system)
    }
}

/// The places that were asked for and are there.
pub fn places(asked: &[options::Place]) -> Vec<Place> {
    let folder = |place: &options::Place| match place {
        options::Place::Disk => PathBuf::from(env!("CARGO_TARGET_TMPDIR")),
        options::Place::Tmpfs => PathBuf::from("/dev/shm"),
    };
    asked
        .iter()
        .map(folder)
        .filter(|folder| folder.is_dir())
        .map(|folder| Place {
            system: file_system(&folder),
            folder,
        })
        .collect()
}

/// One line about the machine.
pub fn describe() -> String {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let about = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = about
        .lines()
        .find_map(|line| line.strip_prefix("model name"))
        .map_or("unknown", |line| line.trim_start_matches([' ', '\t', ':']));
    format!("{threads} processors ({model}), {}", load())
}

/// How busy the machine was during the last minute.
pub fn load() -> String {
    let text = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    match text.split(' ').next() {
        Some(minute) if !minute.is_empty() => format!("load {minute}"),
        _ => "load unknown".to_owned(),
    }
}

/// The type of the mount that holds a folder.
fn file_system(folder: &Path) -> String {
    let mounts = fs::read_to_string("/proc/self/mounts").unwrap_or_default();
    mounts
        .lines()
        .filter_map(|line| {
            let mut parts = line.split(' ').skip(1);
            Some((parts.next()?, parts.next()?))
        })
        .filter(|(point, _)| folder.starts_with(point))
        // Of two mounts at one point the later one covers the other, and `max_by_key` takes the last.
        .max_by_key(|(point, _)| point.len())
        .map_or("an unknown file system".to_owned(), |(_, kind)| {
            kind.to_owned()
        })
}
