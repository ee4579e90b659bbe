//! What one build leaves for the next one: a file of named sections, each with its digest. It may be
//! deleted, cut short or damaged at any time: whoever opens it gets the bytes that were written, or a
//! fault, and never anything else.
//!
//! It may not know what the sections mean.
//!
//! ```text
//! magic, version of this form, length and digest of the head
//! head      identity, then for each section: name, offset, length, digest
//! sections  one after another
//! ```

use super::error::{DiskError, plain};
use super::operations::{Operations, RealDisk, clear, make_folders, replace};
use super::target::prepare_state;
use crate::base::digest::Digest;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

const MAGIC: &[u8; 12] = b"waypost data";
const VERSION: u32 = 1;
/// Magic, version, length of the head, digest of the head.
const PREFIX: usize = 12 + 4 + 8 + 16;
/// No head is longer: names are short, and sections few.
const LONGEST_HEAD: u64 = 1 << 20;

/// Why there is nothing to be had from a cache. The build does without.
#[derive(Debug, thiserror::Error)]
pub enum CacheFault {
    /// There is no such file, or no such section in it.
    #[error("there is no cache of an earlier build")]
    Absent,
    /// Another version of the program wrote it.
    #[error("the cache is from another version of Waypost")]
    OtherVersion,
    /// It is not as it was written.
    #[error("the cache is damaged")]
    Damaged,
    /// The system refused.
    #[error("can't read the cache `{}`: {}", path.display(), plain(source))]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// A cache that was opened; its sections are read when they are asked for.
#[derive(Debug)]
pub struct CacheFile {
    path: PathBuf,
    file: Mutex<File>,
    sections: Vec<Section>,
}

#[derive(Debug, PartialEq, Eq)]
struct Section {
    name: String,
    offset: u64,
    len: u64,
    digest: Digest,
}

impl CacheFile {
    /// Opens a cache that `identity` wrote, and reads its head.
    ///
    /// # Errors
    /// If there is none, or none that can be used.
    pub fn open(path: &Path, identity: &str) -> Result<CacheFile, CacheFault> {
        let fault = |error| fault(path, error);
        let mut file = File::open(path).map_err(fault)?;
        let size = file.metadata().map_err(fault)?.len();
        let mut prefix = [0; PREFIX];
        file.read_exact(&mut prefix).map_err(fault)?;
        let mut prefix = Cursor(&prefix);
        if prefix.take(MAGIC.len()) != Some(MAGIC) {
            return Err(CacheFault::Damaged);
        }
        if prefix.u32() != Some(VERSION) {
            return Err(CacheFault::OtherVersion);
        }
        let len = prefix.u64().ok_or(CacheFault::Damaged)?;
        let digest = prefix.digest().ok_or(CacheFault::Damaged)?;
        if len > LONGEST_HEAD.min(size) {
            return Err(CacheFault::Damaged);
        }
        let head = read(&mut file, len, digest).map_err(fault)?;
        let (by, sections) = parse_head(&head).ok_or(CacheFault::Damaged)?;
        if by != identity.as_bytes() {
            return Err(CacheFault::OtherVersion);
        }
        let fits = |section: &Section| {
            let end = section.offset.checked_add(section.len);
            end.is_some_and(|end| end <= size)
        };
        match sections.iter().all(fits) {
            false => Err(CacheFault::Damaged),
            true => Ok(CacheFile {
                path: path.to_owned(),
                file: Mutex::new(file),
                sections,
            }),
        }
    }

    /// The bytes of a section.
    ///
    /// # Errors
    /// If there is none of that name, or it is damaged.
    pub fn section(&self, name: &str) -> Result<Vec<u8>, CacheFault> {
        let section = self.sections.iter().find(|section| section.name == name);
        let section = section.ok_or(CacheFault::Absent)?;
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(section.offset))
            .and_then(|_| read(&mut file, section.len, section.digest))
            .map_err(|error| fault(&self.path, error))
    }

    /// Writes a cache in place of the old one. `identity` names the program to the byte: a cache is of
    /// no use to any other.
    ///
    /// # Errors
    /// If the disk refuses; then there is the old cache or none.
    pub fn write(path: &Path, identity: &str, sections: &[(&str, &[u8])]) -> Result<(), DiskError> {
        CacheFile::write_through(&RealDisk, path, identity, sections)
    }

    /// As [`write`](Self::write), on a disk that may fail: for tests.
    #[doc(hidden)]
    pub fn write_through(
        operations: &dyn Operations,
        path: &Path,
        identity: &str,
        sections: &[(&str, &[u8])],
    ) -> Result<(), DiskError> {
        if let Some(folder) = path.parent() {
            make_folders(operations, folder)?;
        }
        let head = head(identity, sections);
        let mut pieces = vec![head.as_slice()];
        pieces.extend(sections.iter().map(|(_, bytes)| *bytes));
        // Some disks write a file out at once when it takes the place of another one.
        clear(operations, path)?;
        replace(operations, path, &pieces)
    }
}

/// The one process that may use the cache of a project; [`CacheFile`]s are opened and written by it.
#[derive(Debug)]
pub struct CacheLock {
    file: File,
}

impl Drop for CacheLock {
    fn drop(&mut self) {
        // As for the lock of a build: a process that is just being started may hold a copy.
        let _ = self.file.unlock();
    }
}

impl CacheLock {
    /// Takes the lock of the cache in the folder `state`, which is made if it is not there. `None` if
    /// another process has it.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn try_take(state: &Path) -> Result<Option<CacheLock>, DiskError> {
        prepare_state(&RealDisk, state)?;
        let folder = CacheLock::folder(state);
        make_folders(&RealDisk, &folder)?;
        let path = folder.join("lock");
        let fault = |error| DiskError::io("open the lock", &path, error);
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false);
        let file = options.open(&path).map_err(fault)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(CacheLock { file })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(fault(error)),
        }
    }

    /// Where caches are: the folder `cache` in `state`.
    pub fn folder(state: &Path) -> PathBuf {
        state.join("cache")
    }
}

fn fault(path: &Path, error: io::Error) -> CacheFault {
    match error.kind() {
        ErrorKind::NotFound => CacheFault::Absent,
        ErrorKind::UnexpectedEof | ErrorKind::InvalidData => CacheFault::Damaged,
        _ => CacheFault::Io {
            path: path.to_owned(),
            source: error,
        },
    }
}

/// Reads bytes that have this digest. `len` is no more than the file holds, or held a moment ago.
fn read(file: &mut File, len: u64, digest: Digest) -> io::Result<Vec<u8>> {
    let invalid = || io::Error::from(ErrorKind::InvalidData);
    let room = usize::try_from(len).map_err(|_| invalid())?;
    let mut bytes = Vec::new();
    bytes.try_reserve_exact(room).map_err(|_| invalid())?;
    Read::by_ref(file).take(len).read_to_end(&mut bytes)?;
    match bytes.len() == room && Digest::of(&bytes) == digest {
        true => Ok(bytes),
        false => Err(invalid()),
    }
}

/// All that stands before the sections.
fn head(identity: &str, sections: &[(&str, &[u8])]) -> Vec<u8> {
    let table_len: usize = sections.iter().map(|(name, _)| 8 + name.len() + 32).sum();
    let head_len = 8 + identity.len() + 8 + table_len;
    let mut head = Vec::with_capacity(head_len);
    put_text(&mut head, identity);
    put(&mut head, sections.len());
    let mut offset = PREFIX + head_len;
    for (name, bytes) in sections {
        put_text(&mut head, name);
        put(&mut head, offset);
        put(&mut head, bytes.len());
        head.extend(Digest::of(bytes).0.to_le_bytes());
        offset += bytes.len();
    }
    let mut all = MAGIC.to_vec();
    all.extend(VERSION.to_le_bytes());
    put(&mut all, head.len());
    all.extend(Digest::of(&head).0.to_le_bytes());
    all.extend(head);
    all
}

fn put(to: &mut Vec<u8>, number: usize) {
    to.extend((number as u64).to_le_bytes());
}

fn put_text(to: &mut Vec<u8>, text: &str) {
    put(to, text.len());
    to.extend(text.as_bytes());
}

fn parse_head(bytes: &[u8]) -> Option<(&[u8], Vec<Section>)> {
    let mut head = Cursor(bytes);
    let identity = head.text()?;
    let count = head.u64()?;
    let mut sections = Vec::new();
    for _ in 0..count {
        sections.push(Section {
            name: String::from_utf8(head.text()?.to_vec()).ok()?,
            offset: head.u64()?,
            len: head.u64()?,
            digest: head.digest()?,
        });
    }
    head.0.is_empty().then_some((identity, sections))
}

/// Bytes that are taken from the front, as long as there are any.
struct Cursor<'a>(&'a [u8]);

impl<'a> Cursor<'a> {
    fn take(&mut self, len: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(len)?;
        self.0 = rest;
        Some(taken)
    }

    fn u32(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }

    fn u64(&mut self) -> Option<u64> {
        Some(u64::from_le_bytes(self.take(8)?.try_into().ok()?))
    }

    fn digest(&mut self) -> Option<Digest> {
        let bytes = self.take(16)?.try_into().ok()?;
        Some(Digest(u128::from_le_bytes(bytes)))
    }

    fn text(&mut self) -> Option<&'a [u8]> {
        let len = usize::try_from(self.u64()?).ok()?;
        self.take(len)
    }
}
