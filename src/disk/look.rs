//! What the system says of many files of one folder, without going the whole way to each of them: on a
//! site of some thousand pages that is a sixth of what a look at them costs.

use super::stamp::Stamp;
use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};

/// A folder below which files are looked at.
pub(super) struct Base {
    root: PathBuf,
    #[cfg(unix)]
    folder: Option<rustix::fd::OwnedFd>,
}

/// What was found at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Looked {
    /// A plain file.
    File(Stamp),
    /// A link, wherever it leads.
    Link,
    /// A folder, or what is none of these: a pipe, a device.
    Other,
}

impl Looked {
    pub(super) fn of(metadata: &Metadata) -> Looked {
        match metadata {
            _ if metadata.is_symlink() => Looked::Link,
            _ if metadata.is_file() => Looked::File(Stamp::of(metadata)),
            _ => Looked::Other,
        }
    }
}

impl Base {
    /// A folder that is kept open, if it can be opened.
    pub(super) fn new(root: &Path) -> Base {
        Base {
            root: root.to_owned(),
            #[cfg(unix)]
            folder: open(root),
        }
    }

    /// A folder that is not kept open, of which there may be many.
    pub(super) fn far(root: &Path) -> Base {
        Base {
            root: root.to_owned(),
            #[cfg(unix)]
            folder: None,
        }
    }

    /// Looks at a place below the folder, without following a link there.
    pub(super) fn look(&self, below: &str) -> io::Result<Looked> {
        #[cfg(unix)]
        if let Some(folder) = &self.folder {
            let flags = rustix::fs::AtFlags::SYMLINK_NOFOLLOW;
            let found = rustix::fs::statat(folder, below, flags)?;
            return Ok(of(&found));
        }
        let metadata = fs::symlink_metadata(self.root.join(below))?;
        Ok(Looked::of(&metadata))
    }
}

/// If this fails, every file is looked at by its whole path, and whatever is wrong is told of that.
#[cfg(unix)]
fn open(root: &Path) -> Option<rustix::fd::OwnedFd> {
    use rustix::fs::{Mode, OFlags};
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
    rustix::fs::open(root, flags, Mode::empty()).ok()
}

#[cfg(unix)]
fn of(found: &rustix::fs::Stat) -> Looked {
    use rustix::fs::FileType;
    match FileType::from_raw_mode(found.st_mode) {
        FileType::RegularFile => Looked::File(Stamp::of_stat(found)),
        FileType::Symlink => Looked::Link,
        _ => Looked::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_of_looking_see_the_same() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path();
        fs::create_dir_all(root.join("a/b")).expect("folders");
        fs::write(root.join("a/b/text"), "words").expect("a file");
        let old = fs::File::open(root.join("a/b/text")).expect("a file");
        let long_ago = std::time::UNIX_EPOCH - std::time::Duration::new(5, 250_000_000);
        let set = old.set_modified(long_ago);
        #[cfg(unix)]
        std::os::unix::fs::symlink("text", root.join("a/b/link")).expect("a link");
        for base in [Base::new(root), Base::far(root)] {
            for name in ["a/b/text", "a/b/link", "a/b", "a"] {
                let Ok(metadata) = fs::symlink_metadata(root.join(name)) else {
                    continue;
                };
                let looked = base.look(name).expect("it is there");
                assert_eq!(looked, Looked::of(&metadata), "{name} {set:?}");
            }
            let missing = base.look("a/c").expect_err("it is not there");
            assert_eq!(missing.kind(), io::ErrorKind::NotFound);
        }
        assert!(Base::new(&root.join("nowhere")).look("a").is_err());
    }
}
