//! What Waypost wrote to an output folder, so that it never removes anything else.
//!
//! A text file: a line a file, then a line with the digest of all before it. Before a build writes, it
//! appends what it is going to write (the journal), so that whatever a killed build leaves is known. When
//! it is through, it appends what has become of that, and a line that says so; if anything is gone, or
//! after many small builds, it writes the whole manifest anew.
//!
//! It may not know how files are written; it only remembers.

use super::intent::Intent;
use super::stamp::Stamp;
use crate::base::digest::{Digest, DigestWriter};
use crate::base::paths::OutPath;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::str::FromStr;

/// So long may the journal of any manifest be, in bytes: it is quickly read.
const MOST_JOURNAL: usize = 64 * 1024;

/// A file as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Record {
    /// Of its bytes.
    pub digest: Digest,
    /// Its stamp after it was written.
    pub stamp: Stamp,
}

impl Record {
    /// What was written.
    pub fn intent(&self) -> Intent {
        Intent {
            digest: self.digest,
            len: self.stamp.len,
        }
    }
}

/// The files and folders of one output folder that are ours.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Manifest {
    pub(super) written_ns: i64,
    pub(super) files: BTreeMap<OutPath, Record>,
    pub(super) folders: BTreeSet<OutPath>,
    /// Of builds that did not finish; several of them may have wanted different bytes for a path.
    pub(super) intents: BTreeMap<OutPath, Vec<Intent>>,
    /// Whether the last build finished, and nobody began to write after it.
    pub(super) finished: bool,
    /// Of the text as far as builds finished.
    pub(super) digest: Digest,
    /// The bytes before the journal.
    pub(super) body: usize,
    /// The bytes of the journal.
    pub(super) journal: usize,
}

impl Manifest {
    pub(super) const HEAD: &str = "waypost manifest 1";

    /// Reads a manifest. `None` if it is damaged or of another version; a journal may break off
    /// anywhere.
    pub fn parse(text: &str) -> Option<Manifest> {
        let mut manifest = Manifest::default();
        let mut body = Body::default();
        let mut rest = text.strip_prefix(Manifest::HEAD)?.strip_prefix('\n')?;
        let mut journal: Option<Journal<'_>> = None;
        while let Some((line, next)) = rest.split_once('\n') {
            let parts = line.split_once(' ');
            let line_start = text.len() - rest.len();
            let next_start = text.len() - next.len();
            rest = next;
            if let Some(journal) = &mut journal {
                journal.end = line_start;
                // A line that a full disk or a crash cut short names no file of ours.
                let closed =
                    parts.and_then(|(word, value)| journal.line(word, value, &mut manifest));
                if closed == Some(true) {
                    manifest.finished = next.is_empty();
                    journal.start = next_start;
                }
                continue;
            }
            let (word, value) = parts?;
            if word == "end" {
                manifest.digest = parse_digest(value)?;
                if manifest.digest != Digest::of(&text.as_bytes()[..line_start]) {
                    return None;
                }
                manifest.finished = next.is_empty();
                (manifest.body, manifest.journal) = (next_start, next.len());
                std::mem::take(&mut body).fill(&mut manifest);
                journal = Some(Journal::after(text, next_start));
            } else {
                body.line(word, value)?;
            }
        }
        journal.map(|_| manifest)
    }

    /// The text of the manifest, without intents: they are for builds that did not finish.
    pub fn text(&self) -> String {
        let Manifest {
            written_ns,
            files,
            folders,
            ..
        } = self;
        let mut text = format!("{}\nwritten {written_ns}\n", Manifest::HEAD);
        text.reserve(64 * folders.len() + 160 * files.len());
        for folder in folders {
            text.extend(["folder ", folder.as_str(), "\n"]);
        }
        for (path, record) in files {
            put_file_line(&mut text, path, record);
        }
        let digest = Digest::of(text.as_bytes());
        // Writing to a String can't fail.
        let _ = writeln!(text, "end {digest}");
        text
    }

    /// The digest of a manifest that stands in its text, without a look at the rest.
    pub(super) fn digest_of(text: &str) -> Digest {
        let end = text.rsplit_once("\nend ").map(|(_, end)| end.trim_end());
        end.and_then(parse_digest).unwrap_or_default()
    }

    /// The lines to append before folders and files are written.
    pub(super) fn journal<'a>(
        folders: impl Iterator<Item = &'a OutPath>,
        files: impl Iterator<Item = (&'a OutPath, Intent)>,
    ) -> String {
        let mut text = String::new();
        for folder in folders {
            let _ = writeln!(text, "folder {folder}");
        }
        for (path, Intent { digest, len }) in files {
            let _ = writeln!(text, "pending {digest} {len} {path}");
        }
        text
    }

    /// The lines to append when everything is written that the journal has named since the manifest was
    /// read, `journal`, and the digest of the manifest after that. `files` are otherwise than it says, and
    /// nothing is gone. None if the manifest should rather be written anew.
    pub(super) fn closing<'a>(
        &self,
        journal: &str,
        files: impl Iterator<Item = (&'a OutPath, &'a Record)>,
        written_ns: i64,
    ) -> Option<(String, Digest)> {
        let most = MOST_JOURNAL.max(self.body / 4);
        let room = most.checked_sub(self.journal + journal.len())?;
        let mut lines = String::new();
        for (path, record) in files {
            put_file_line(&mut lines, path, record);
            if lines.len() > room {
                return None;
            }
        }
        let digest = digest_after(self.digest, &format!("{journal}{lines}"), written_ns);
        // Writing to a String can't fail.
        let _ = writeln!(lines, "done {digest} {written_ns}");
        Some((lines, digest))
    }

    /// Whether this file, if it still has the recorded stamp, must have the recorded bytes.
    pub(super) fn vouches(&self, record: &Record, stamp: &Stamp) -> bool {
        record.stamp == *stamp && record.stamp.settled(self.written_ns)
    }
}

/// What stands before the journal, as it is read: maps and sets are made much quicker at once than line
/// by line.
#[derive(Default)]
struct Body {
    written_ns: i64,
    folders: Vec<OutPath>,
    files: Vec<(OutPath, Record)>,
}

impl Body {
    fn line(&mut self, word: &str, value: &str) -> Option<()> {
        match word {
            "written" => self.written_ns = value.parse().ok()?,
            "folder" => self.folders.push(OutPath::parse(value).ok()?),
            "file" => {
                let (path, record) = file_line(value)?;
                self.files.push((OutPath::parse(path).ok()?, record));
            }
            _ => return None,
        }
        Some(())
    }

    fn fill(self, manifest: &mut Manifest) {
        let Body {
            written_ns,
            folders,
            files,
        } = self;
        manifest.written_ns = written_ns;
        manifest.folders = folders.into_iter().collect();
        manifest.files = files.into_iter().collect();
    }
}

/// What stands behind the end, as it is read.
struct Journal<'a> {
    text: &'a str,
    /// Where the last build began that is known to have written.
    start: usize,
    /// Where the line begins that is being read.
    end: usize,
    /// What has become of the files, if that build finished.
    files: Vec<(OutPath, Record)>,
}

impl<'a> Journal<'a> {
    fn after(text: &'a str, start: usize) -> Journal<'a> {
        Journal {
            text,
            start,
            end: start,
            files: Vec::new(),
        }
    }

    /// Takes in a line; says whether a build finished with it.
    fn line(&mut self, word: &str, value: &str, manifest: &mut Manifest) -> Option<bool> {
        match word {
            "folder" => {
                manifest.folders.insert(OutPath::parse(value).ok()?);
            }
            "pending" => {
                let mut parts = value.splitn(3, ' ');
                let intent = Intent {
                    digest: parse_digest(parts.next()?)?,
                    len: number(&mut parts)?,
                };
                let path = OutPath::parse(parts.next()?).ok()?;
                manifest.intents.entry(path).or_default().push(intent);
            }
            "file" => {
                let (path, record) = file_line(value)?;
                self.files.push((OutPath::parse(path).ok()?, record));
            }
            "done" => {
                let (digest, written_ns) = value.split_once(' ')?;
                let digest = parse_digest(digest)?;
                let written_ns: i64 = written_ns.parse().ok()?;
                let before = self.text.get(self.start..self.end)?;
                if digest != digest_after(manifest.digest, before, written_ns) {
                    return None;
                }
                (manifest.digest, manifest.written_ns) = (digest, written_ns);
                manifest.files.extend(self.files.drain(..));
                manifest.intents.clear();
                return Some(true);
            }
            _ => return None,
        }
        Some(false)
    }
}

/// Of a manifest with these lines behind it, which were written then.
fn digest_after(before: Digest, lines: &str, written_ns: i64) -> Digest {
    let mut writer = DigestWriter::new();
    writer.digest(before).text(lines);
    writer.number(written_ns.cast_unsigned()).finish()
}

/// Thousands of these are written in each build, and the way of `format!` takes some milliseconds.
fn put_file_line(text: &mut String, path: &OutPath, record: &Record) {
    let Record { digest, stamp } = record;
    let Stamp {
        len,
        mtime_ns,
        ctime_ns,
        inode,
    } = stamp;
    text.push_str("file ");
    let digits: [u8; 32] =
        std::array::from_fn(|at| DIGITS[(digest.0 >> (4 * (31 - at))) as usize & 15]);
    text.push_str(str::from_utf8(&digits).unwrap_or_default());
    let mut room = itoa::Buffer::new();
    text.extend([" ", room.format(*len)]);
    for time in [mtime_ns, ctime_ns] {
        text.extend([" ", room.format(*time)]);
    }
    text.extend([" ", room.format(*inode)]);
    text.extend([" ", path.as_str(), "\n"]);
}

const DIGITS: &[u8; 16] = b"0123456789abcdef";

/// A file's path and record, from what stands after `file`.
fn file_line(value: &str) -> Option<(&str, Record)> {
    let mut parts = value.splitn(6, ' ');
    let record = Record {
        digest: parse_digest(parts.next()?)?,
        stamp: Stamp {
            len: number(&mut parts)?,
            mtime_ns: number(&mut parts)?,
            ctime_ns: number(&mut parts)?,
            inode: number(&mut parts)?,
        },
    };
    Some((parts.next()?, record))
}

fn number<'a, T: FromStr>(parts: &mut impl Iterator<Item = &'a str>) -> Option<T> {
    parts.next()?.parse().ok()
}

fn parse_digest(text: &str) -> Option<Digest> {
    if text.len() != 32 {
        return None;
    }
    let half = |text: &str| {
        text.bytes().try_fold(0_u64, |number, digit| {
            Some(number << 4 | u64::from(char::from(digit).to_digit(16)?))
        })
    };
    // Twice as quick as all at once, and a manifest has thousands.
    let (high, low) = text.split_at_checked(16)?;
    Some(Digest(
        u128::from(half(high)?) << 64 | u128::from(half(low)?),
    ))
}
