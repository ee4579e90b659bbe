//! What one build leaves for the next one: a file of named sections, each of them a row of chunks with
//! their digests. It may be deleted, cut short or damaged at any time: whoever opens it gets the bytes
//! that were written, or a fault, and never anything else.
//!
//! It grows at its end: new chunks are written behind the old ones, and behind them a new table. Chunks
//! that no table names any more are dead; when too much is dead, the file is written anew. It may not
//! know what the sections mean.
//!
//! ```text
//! magic, version of this form
//! chunks  one after another, and dead ones and old tables between them
//! table   identity, then for each section its name, and for each chunk: offset, length, digest
//! end     length of the table, its digest, magic
//! ```

use super::cache_table::{Chunk, Cursor, Section, Table};
use super::error::{DiskError, plain};
use super::operations::{Operations, RealDisk, clear, make_folders, replace_by};
use crate::base::digest::Digest;
use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::iter;
use std::path::{Path, PathBuf};

const MAGIC: &[u8; 12] = b"waypost data";
const VERSION: u32 = 2;
/// Magic and version.
const START: usize = 12 + 4;
/// Length of the table, its digest, magic.
const END: usize = 8 + 16 + 12;
/// Room that nobody asks twice for; for more there may be none.
const LARGE: usize = 1 << 26;
/// So much may be dead in any cache: what is small is quickly read whatever is in it.
const DEAD: u64 = 1 << 20;

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

/// A cache that was opened; its chunks are read when they are asked for.
#[derive(Debug)]
pub struct CacheFile {
    path: PathBuf,
    file: File,
    len: u64,
    table: Table,
}

/// A chunk of a section that is to be written.
#[derive(Debug)]
pub enum Piece {
    /// It stays as it is, at this place of its section in the cache before.
    Kept(usize),
    /// These bytes.
    New(Vec<u8>, Digest),
}

impl Piece {
    /// A chunk of these bytes.
    pub fn new(bytes: Vec<u8>) -> Piece {
        let digest = Digest::of(&bytes);
        Piece::New(bytes, digest)
    }
}

/// Sections with their names, as they are to be written.
pub type Sections<'a> = [(&'a str, Vec<Piece>)];

impl CacheFile {
    /// Opens a cache that `identity` wrote, and reads its table.
    ///
    /// # Errors
    /// If there is none, or none that can be used.
    pub fn open(path: &Path, identity: &str) -> Result<CacheFile, CacheFault> {
        let fault = |error| fault(path, error);
        let file = File::open(path).map_err(fault)?;
        let len = file.metadata().map_err(fault)?.len();
        let mut start = [0; START];
        read_at(&file, &mut start, 0).map_err(fault)?;
        let mut start = Cursor(&start);
        if start.take(MAGIC.len()) != Some(MAGIC) {
            return Err(CacheFault::Damaged);
        }
        if start.u32() != Some(VERSION) {
            return Err(CacheFault::OtherVersion);
        }
        let place = table_of(&file, len).map_err(fault)?;
        let mut bytes = Vec::new();
        read_chunk(&file, &place, &mut bytes).map_err(fault)?;
        let table = Table::parse(&bytes).ok_or(CacheFault::Damaged)?;
        if table.identity != identity.as_bytes() {
            return Err(CacheFault::OtherVersion);
        }
        let fits = |chunk: &Chunk| {
            let end = chunk.offset.checked_add(chunk.len);
            end.is_some_and(|end| end <= place.offset)
        };
        if !table.chunks().all(fits) {
            return Err(CacheFault::Damaged);
        }
        Ok(CacheFile {
            path: path.to_owned(),
            file,
            len,
            table,
        })
    }

    /// How many chunks a section has; none if there is no such section.
    pub fn count(&self, section: &str) -> usize {
        self.table.section(section).len()
    }

    /// The bytes of a chunk, read into a room that may be used again and again.
    ///
    /// # Errors
    /// If there is no such chunk, or it is damaged.
    pub fn chunk<'r>(
        &self,
        section: &str,
        at: usize,
        room: &'r mut Vec<u8>,
    ) -> Result<&'r [u8], CacheFault> {
        let chunk = self.table.section(section).get(at);
        let chunk = chunk.ok_or(CacheFault::Absent)?;
        let read = read_chunk(&self.file, chunk, room);
        read.map_err(|error| fault(&self.path, error))?;
        Ok(room)
    }

    /// Writes a cache. `identity` names the program to the byte: a cache is of no use to any other.
    /// `before` is what was opened at the same place, if each of its chunks has been read and found
    /// good: what is in it need not be written again.
    ///
    /// # Errors
    /// If the disk refuses; then there is the old cache or none.
    pub fn write(
        path: &Path,
        identity: &str,
        before: Option<&CacheFile>,
        sections: &Sections<'_>,
    ) -> Result<(), DiskError> {
        CacheFile::write_through(&RealDisk, path, identity, before, sections)
    }

    /// As [`write`](Self::write), on a disk that may fail: for tests.
    #[doc(hidden)]
    pub fn write_through(
        operations: &dyn Operations,
        path: &Path,
        identity: &str,
        before: Option<&CacheFile>,
        sections: &Sections<'_>,
    ) -> Result<(), DiskError> {
        if let Some(folder) = path.parent() {
            make_folders(operations, folder)?;
        }
        let layout = Layout { identity, before };
        if let Some(before) = before
            && let Some((table, pieces)) = layout.behind(before, sections)
        {
            return append(operations, path, &table, &pieces);
        }
        // Some disks write a file out at once when it takes the place of another one.
        clear(operations, path)?;
        replace_by(operations, path, &|file| {
            layout.write_anew(sections, &mut |bytes| operations.write(file, bytes))
        })
    }
}

/// How a cache comes to lie on the disk.
struct Layout<'a> {
    identity: &'a str,
    before: Option<&'a CacheFile>,
}

impl Layout<'_> {
    /// The chunk of the cache before that a piece is, if it is one.
    fn known(&self, section: &str, piece: &Piece) -> Option<Chunk> {
        let mut chunks = self.before?.table.section(section).iter();
        let known = match piece {
            Piece::Kept(at) => chunks.nth(*at),
            Piece::New(bytes, digest) => chunks.find(|chunk| chunk.is(bytes, *digest)),
        };
        known.copied()
    }

    /// What to write behind a cache, and the table of it all. None if too much would be dead, or if the
    /// file is no longer as it was opened.
    fn behind<'p>(
        &self,
        before: &CacheFile,
        sections: &'p Sections<'_>,
    ) -> Option<(Vec<u8>, Vec<&'p [u8]>)> {
        let (mut end, mut live) = (before.len, 0);
        let mut pieces: Vec<&[u8]> = Vec::new();
        let table = self.table(sections, |section, piece| {
            let chunk = self.known(section, piece);
            let chunk = chunk.or_else(|| {
                let Piece::New(bytes, digest) = piece else {
                    return None;
                };
                pieces.push(bytes);
                let chunk = Chunk::at(end, bytes, *digest);
                end += chunk.len;
                Some(chunk)
            })?;
            live += chunk.len;
            Some(chunk)
        })?;
        let is_as_it_was = fs::metadata(&before.path).is_ok_and(|found| found.len() == before.len);
        (is_as_it_was && end - live <= DEAD + live / 2).then_some((table, pieces))
    }

    /// Writes everything.
    fn write_anew(
        &self,
        sections: &Sections<'_>,
        write: &mut dyn FnMut(&[u8]) -> io::Result<()>,
    ) -> io::Result<()> {
        write(&start())?;
        let (mut end, mut fault) = (START as u64, None);
        let mut room = Vec::new();
        let table = self.table(sections, |section, piece| {
            let (bytes, digest) = match piece {
                Piece::New(bytes, digest) => (bytes.as_slice(), *digest),
                Piece::Kept(_) => {
                    let chunk = self.known(section, piece)?;
                    let read = read_chunk(&self.before?.file, &chunk, &mut room);
                    fault = read.err();
                    (room.as_slice(), chunk.digest)
                }
            };
            let chunk = Chunk::at(end, bytes, digest);
            if fault.is_none() {
                fault = write(bytes).err();
            }
            end += chunk.len;
            fault.is_none().then_some(chunk)
        });
        match (table, fault) {
            (_, Some(fault)) => Err(fault),
            (None, None) => Err(ErrorKind::InvalidData.into()),
            (Some(table), None) => write(&table),
        }
    }

    /// The table and what stands behind it, with chunks at places that `place` gives.
    fn table<'p>(
        &self,
        sections: &'p Sections<'_>,
        mut place: impl FnMut(&str, &'p Piece) -> Option<Chunk>,
    ) -> Option<Vec<u8>> {
        let sections = sections.iter().map(|(name, pieces)| {
            let chunks = pieces.iter().map(|piece| place(name, piece));
            Some(Section {
                name: (*name).to_owned(),
                chunks: chunks.collect::<Option<_>>()?,
            })
        });
        let table = Table {
            identity: self.identity.as_bytes().to_vec(),
            sections: sections.collect::<Option<_>>()?,
        };
        let mut bytes = table.bytes();
        let digest = Digest::of(&bytes);
        bytes.extend((bytes.len() as u64).to_le_bytes());
        bytes.extend(digest.0.to_le_bytes());
        bytes.extend(MAGIC);
        Some(bytes)
    }
}

impl Chunk {
    fn at(offset: u64, bytes: &[u8], digest: Digest) -> Chunk {
        Chunk {
            offset,
            len: bytes.len() as u64,
            digest,
        }
    }

    fn is(&self, bytes: &[u8], digest: Digest) -> bool {
        self.digest == digest && self.len == bytes.len() as u64
    }
}

fn start() -> Vec<u8> {
    let mut start = MAGIC.to_vec();
    start.extend(VERSION.to_le_bytes());
    start
}

/// Writes behind what there is. What is torn by a fault has no table at its end, and goes.
fn append(
    operations: &dyn Operations,
    path: &Path,
    table: &[u8],
    pieces: &[&[u8]],
) -> Result<(), DiskError> {
    let written = operations.append(path).and_then(|mut file| {
        let mut all = pieces.iter().chain(iter::once(&table));
        all.try_for_each(|bytes| operations.write(&mut file, bytes))
    });
    written.map_err(|error| {
        // If this fails as well, the next build finds no table.
        let _ = operations.remove_file(path);
        DiskError::io("write", path, error)
    })
}

/// Where the table of a file of this length stands.
fn table_of(file: &File, len: u64) -> io::Result<Chunk> {
    let invalid = || io::Error::from(ErrorKind::InvalidData);
    let before_end = len.checked_sub(END as u64).ok_or_else(invalid)?;
    let mut end = [0; END];
    read_at(file, &mut end, before_end)?;
    let mut end = Cursor(&end);
    let (len, digest) = (end.u64(), end.digest());
    let (Some(len), Some(digest), true) = (len, digest, end.0 == MAGIC) else {
        return Err(invalid());
    };
    let offset = before_end.checked_sub(len).ok_or_else(invalid)?;
    Ok(Chunk {
        offset,
        len,
        digest,
    })
}

/// Reads the bytes of a chunk into a room. It is no longer than the file is, or was a moment ago.
fn read_chunk(file: &File, chunk: &Chunk, room: &mut Vec<u8>) -> io::Result<()> {
    let invalid = || io::Error::from(ErrorKind::InvalidData);
    let len = usize::try_from(chunk.len).map_err(|_| invalid())?;
    if room.capacity() == 0 && len < LARGE {
        // What is new from the system is zero already.
        *room = vec![0; len];
    }
    let more = len.saturating_sub(room.len());
    room.try_reserve(more).map_err(|_| invalid())?;
    room.resize(len, 0);
    read_at(file, room, chunk.offset)?;
    match Digest::of(room) == chunk.digest {
        true => Ok(()),
        false => Err(invalid()),
    }
}

/// Reads at a place of a file, from many threads at once.
#[cfg(unix)]
fn read_at(file: &File, to: &mut [u8], offset: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, to, offset)
}

#[cfg(windows)]
fn read_at(file: &File, mut to: &mut [u8], mut offset: u64) -> io::Result<()> {
    while !to.is_empty() {
        match std::os::windows::fs::FileExt::seek_read(file, to, offset)? {
            0 => return Err(ErrorKind::UnexpectedEof.into()),
            read => {
                to = &mut to[read..];
                offset += read as u64;
            }
        }
    }
    Ok(())
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
