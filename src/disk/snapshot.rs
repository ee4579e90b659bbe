//! A project at one moment: which files there are, and the one door through which they are read.

use super::error::{DiskError, ReadError};
use super::stamp::{Stamp, now_ns};
use super::text::text_in;
use super::walk::{Found, Walk, WalkOptions, is_left_out};
use crate::base::diag::{Diagnostic, Sink};
use crate::base::encoding::Encoding;
use crate::base::paths::SourcePath;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom};
use std::ops::Bound;
use std::path::{Path, PathBuf};

/// Room that is set aside at once for a file's bytes; more only as they come.
const LARGE: u64 = 64_000_000;

/// The files of a site project with their stamps, in the order of their paths. Other files of the
/// project's folder, such as a README, are not in it.
#[derive(Clone, Debug)]
pub struct Snapshot {
    root: PathBuf,
    taken_ns: i64,
    files: BTreeMap<SourcePath, Found>,
}

/// What may have changed from one snapshot to the next; every list is sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// In both, but perhaps not with the same bytes: their digests tell.
    pub changed: Vec<SourcePath>,
    /// Only in the new one.
    pub added: Vec<SourcePath>,
    /// Only in the old one.
    pub removed: Vec<SourcePath>,
}

impl Difference {
    /// Whether nothing has changed for certain.
    pub fn is_empty(&self) -> bool {
        let Difference {
            changed,
            added,
            removed,
        } = self;
        changed.is_empty() && added.is_empty() && removed.is_empty()
    }
}

impl Snapshot {
    /// Looks at every file of the project below `root`. What is odd goes into the sink, and the rest
    /// is taken in.
    ///
    /// # Errors
    /// If there is no such folder.
    pub fn take(
        root: &Path,
        options: &WalkOptions,
        sink: &mut Sink,
    ) -> Result<Snapshot, DiskError> {
        let taken_ns = now_ns();
        let root = match fs::canonicalize(root) {
            Ok(real) if real.is_dir() => real,
            Ok(_) => return Err(DiskError::NoProject(root.to_owned())),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(DiskError::NoProject(root.to_owned()));
            }
            Err(error) => return Err(DiskError::io("open the folder", root, error)),
        };
        let files = Walk::through(&root, options, sink);
        Ok(Snapshot {
            root,
            taken_ns,
            files,
        })
    }

    /// A snapshot without files: what there was before the first one.
    pub fn empty(root: &Path) -> Snapshot {
        Snapshot {
            root: root.to_owned(),
            taken_ns: i64::MIN,
            files: BTreeMap::new(),
        }
    }

    /// The project's folder, without links.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is no file.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Whether the project has this file.
    pub fn contains(&self, path: &SourcePath) -> bool {
        self.files.contains_key(path)
    }

    /// The stamp of a file.
    pub fn stamp(&self, path: &SourcePath) -> Option<Stamp> {
        self.files.get(path).map(|found| found.stamp)
    }

    /// Whether equal stamps of this file, now and later, mean equal bytes; see [`Stamp::settled`].
    pub fn is_settled(&self, path: &SourcePath) -> bool {
        self.stamp(path)
            .is_some_and(|stamp| stamp.settled(self.taken_ns))
    }

    /// The same of a file whose stamp is at hand: to look each of thousands up takes longer.
    pub fn settles(&self, stamp: &Stamp) -> bool {
        stamp.settled(self.taken_ns)
    }

    /// All files, sorted by path.
    pub fn files(&self) -> impl Iterator<Item = (&SourcePath, Stamp)> {
        self.files.iter().map(|(path, found)| (path, found.stamp))
    }

    /// The files below a folder such as `content/articles`, at any depth, sorted by path.
    pub fn below(&self, folder: &str) -> impl Iterator<Item = (&SourcePath, Stamp)> {
        let start = format!("{folder}/");
        let first = Bound::Included(SourcePath::named(&start));
        self.files
            .range((first, Bound::Unbounded))
            .take_while(move |(path, _)| path.as_str().starts_with(&start))
            .map(|(path, found)| (path, found.stamp))
    }

    /// Where a file of the project is on the disk, for [`Content::CopyOf`](super::Content::CopyOf).
    pub fn location(&self, path: &SourcePath) -> Option<PathBuf> {
        self.files.get(path).map(|found| match &found.real {
            Some(real) => real.to_path_buf(),
            None => self.root.join(path.as_str()),
        })
    }

    /// The bytes of a file of the project.
    ///
    /// # Errors
    /// If the file is not in the snapshot, or the system refuses.
    pub fn read(&self, path: &SourcePath) -> Result<Vec<u8>, ReadError> {
        self.read_up_to(path, u64::MAX)
    }

    /// The text of a file of the project, of at most `limit` bytes (see [`TEXT_LIMIT`](super::TEXT_LIMIT)).
    ///
    /// # Errors
    /// As [`read`](Self::read), and if the file is larger, is not UTF-8 or holds a NUL.
    pub fn read_text(&self, path: &SourcePath, limit: u64) -> Result<String, Box<Diagnostic>> {
        self.read_text_in(path, limit, Encoding::Utf8)
    }

    /// The same of a file that may be in another encoding.
    ///
    /// # Errors
    /// As [`read_text`](Self::read_text).
    pub fn read_text_in(
        &self,
        path: &SourcePath,
        limit: u64,
        encoding: Encoding,
    ) -> Result<String, Box<Diagnostic>> {
        text_in(path, self.read_up_to(path, limit)?, encoding)
    }

    /// The bytes of a file from a place on, at most so many; none if it can't be read, which whoever wants all
    /// of it is told.
    pub fn read_part(&self, path: &SourcePath, from: u64, most: usize) -> Vec<u8> {
        let read = || {
            let mut bytes = Vec::new();
            let mut file = File::open(self.location(path)?).ok()?;
            file.seek(SeekFrom::Start(from)).ok()?;
            file.take(most as u64).read_to_end(&mut bytes).ok()?;
            Some(bytes)
        };
        read().unwrap_or_default()
    }

    fn read_up_to(&self, path: &SourcePath, limit: u64) -> Result<Vec<u8>, ReadError> {
        let (Some(location), Some(stamp)) = (self.location(path), self.stamp(path)) else {
            return Err(ReadError::Absent(path.clone()));
        };
        let too_large = |len| ReadError::TooLarge {
            path: path.clone(),
            len,
            limit,
        };
        if stamp.len > limit {
            return Err(too_large(stamp.len));
        }
        let expected = usize::try_from(stamp.len.min(LARGE)).unwrap_or(0);
        let mut bytes = Vec::with_capacity(expected);
        // The file may have grown since the walk.
        let read = File::open(&location)
            .and_then(|file| file.take(limit.saturating_add(1)).read_to_end(&mut bytes));
        match read {
            Ok(len) if len as u64 > limit => Err(too_large(len as u64)),
            Ok(_) => Ok(bytes),
            Err(source) => Err(ReadError::Io {
                path: path.clone(),
                source,
            }),
        }
    }

    /// What may have changed since `old` was taken.
    pub fn difference(&self, old: &Snapshot) -> Difference {
        let mut difference = Difference::default();
        let mut before = old.files.iter().peekable();
        for (path, found) in &self.files {
            while let Some((gone, _)) = before.next_if(|(earlier, _)| *earlier < path) {
                difference.removed.push(gone.clone());
            }
            match before.next_if(|(earlier, _)| *earlier == path) {
                None => difference.added.push(path.clone()),
                Some((_, earlier)) => {
                    if earlier != found || !earlier.stamp.settled(old.taken_ns) {
                        difference.changed.push(path.clone());
                    }
                }
            }
        }
        difference
            .removed
            .extend(before.map(|(path, _)| path.clone()));
        difference
    }

    /// This snapshot with some places of the disk looked at again, and with every file that could have
    /// changed unseen since it was taken. None if it takes a look at the whole project: if a file came
    /// or went, or if it is more than a plain file.
    pub fn renewed(&self, places: &[PathBuf]) -> Option<Snapshot> {
        let taken_ns = now_ns();
        let mut files = self.files.clone();
        for place in places {
            let shown = place.strip_prefix(&self.root).ok()?.to_str()?;
            let path = SourcePath::parse(&shown.replace(std::path::MAIN_SEPARATOR, "/")).ok();
            let known = path.as_ref().and_then(|path| files.get_mut(path));
            match (known, fs::symlink_metadata(place)) {
                (Some(found), Ok(metadata)) if metadata.is_file() && found.real.is_none() => {
                    found.stamp = Stamp::of(&metadata);
                }
                // What an editor puts down for a moment.
                (None, Err(error)) if error.kind() == std::io::ErrorKind::NotFound => {}
                (None, Ok(metadata)) if metadata.is_file() && is_left_out(shown) => {}
                _ => return None,
            }
        }
        let unsettled = files
            .iter_mut()
            .filter(|(_, found)| !found.stamp.settled(self.taken_ns));
        for (path, found) in unsettled {
            let place = match &found.real {
                Some(real) => real.to_path_buf(),
                None => self.root.join(path.as_str()),
            };
            found.stamp = Stamp::of(&fs::symlink_metadata(&place).ok()?);
        }
        Some(Snapshot {
            root: self.root.clone(),
            taken_ns,
            files,
        })
    }
}
