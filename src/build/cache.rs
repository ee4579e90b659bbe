//! What a build leaves for the next one: the sources as they were read, what every output has read, and
//! how the whole came out. It may be deleted at any time; what is damaged or of another version of the
//! program is not used.

use super::before::Cached;
use super::chunks::{Chunked, Parting, Placed};
use super::output::Output;
use super::revision::Revision;
use super::session::{Options, Session};
use super::sources::Sources;
use super::summary::Counts;
use crate::base::diag::Diagnostic;
use crate::base::digest::{Digest, DigestWriter};
use crate::base::paths::SourcePath;
use crate::check::LinkFaults;
use crate::disk::{
    CacheFault, CacheFile, CacheLock, DiskError, Intent, Piece, Snapshot, Stamp, Target,
};
use crate::facts::{EntryDigests, Ledger, Reads};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The program that writes and reads a cache.
const PROGRAM: &str = concat!(env!("CARGO_PKG_VERSION"), " ", env!("WAYPOST_SOURCE"));

const HEAD: &str = "head";
const LEDGER: &str = "ledger";
const FINDINGS: &str = "findings";
const OUTPUTS: &str = "outputs";
const MOST_OUTPUTS: usize = 256;
const ENTRIES: &str = "entries";
const MOST_ENTRIES: usize = 1024;
const REST: &str = "rest";

/// How the last build came out.
#[derive(Serialize, Deserialize)]
pub(super) struct Head {
    /// Of everything that was asked for, the output folder included.
    pub order: Digest,
    /// Of the stamps of all sources; none if one of them could have changed unseen since.
    pub sources: Option<Digest>,
    /// What was odd among the files.
    pub walked: Vec<Diagnostic>,
    /// Whether links were followed out of the project.
    pub allow_outside: bool,
    /// The manifest after it.
    pub manifest: Digest,
    /// What was found.
    pub diagnostics: Vec<Diagnostic>,
    /// How much there is of what.
    pub counts: Counts,
    /// How many outputs there are.
    pub outputs: usize,
}

/// What is known of the last build besides its outputs.
#[derive(Serialize, Deserialize)]
struct Rest {
    /// Of the plan.
    plan: Digest,
    /// What is wrong with the links of some entries, by their places.
    links: Vec<(u32, Vec<Diagnostic>)>,
    /// The files that were copied, as they were then.
    copies: Vec<(SourcePath, Stamp)>,
}

/// An output as it is stored.
#[derive(Serialize, Deserialize)]
struct StoredOutput<P, R, D> {
    path: P,
    job: Digest,
    intent: Intent,
    reads: R,
    /// The pictures that it demands.
    demands: D,
}

type ReadOutput = StoredOutput<Box<str>, Reads, BTreeSet<SourcePath>>;

/// The cache of one project, which no other process uses meanwhile.
pub(super) struct Cache {
    path: PathBuf,
    file: Option<CacheFile>,
    known: Option<Known>,
    _lock: CacheLock,
}

/// How the lists of a cache were parted that was read from end to end.
struct Known {
    sources: Parting,
    outputs: Parting,
}

impl Cache {
    /// Opens the cache of a project. None if another process uses it; a remark for people if it is not
    /// as it should be.
    pub fn open(target: &Target, remarks: &mut Vec<String>) -> Option<Cache> {
        let lock = match CacheLock::try_take(&target.state) {
            Ok(Some(lock)) => lock,
            Ok(None) => {
                remarks.push(
                    "Another Waypost is using the cache, so this build does without it.".to_owned(),
                );
                return None;
            }
            Err(error) => {
                remarks.push(format!("This build does without a cache: {error}."));
                return None;
            }
        };
        let path = path(&target.state);
        let file = match CacheFile::open(&path, PROGRAM) {
            Ok(file) => Some(file),
            Err(fault) => {
                remark(&fault, remarks);
                None
            }
        };
        Some(Cache {
            path,
            file,
            known: None,
            _lock: lock,
        })
    }

    /// How the last build came out.
    pub fn head(&self, remarks: &mut Vec<String>) -> Option<Head> {
        let mut room = Vec::new();
        match self.file.as_ref()?.chunk(HEAD, 0, &mut room) {
            Ok(bytes) => postcard::from_bytes(bytes).ok(),
            Err(fault) => {
                remark(&fault, remarks);
                None
            }
        }
    }

    /// A session that knows what the last build knew.
    pub fn session(&mut self, root: &Path, options: Options, remarks: &mut Vec<String>) -> Session {
        let Some(file) = &self.file else {
            return Session::new(root, options);
        };
        let (sources, outputs) = rayon::join(|| Sources::load(file), || outputs(file));
        let (Some((sources, parted)), Some((cached, outputs))) = (sources, outputs) else {
            remark(&CacheFault::Damaged, remarks);
            return Session::new(root, options);
        };
        self.known = Some(Known {
            sources: parted,
            outputs,
        });
        Session::with(root, options, sources, cached)
    }

    /// What a build knows, ready to be written.
    pub fn kept(&self, session: &Session, revision: &Revision) -> Kept {
        let nothing = Parting::default();
        let known = self.known.as_ref();
        let known = known.filter(|_| !session.sources().has_lost && !revision.has_lost);
        let (sources, outputs) = match known {
            Some(known) => (&known.sources, &known.outputs),
            None => (&nothing, &nothing),
        };
        let anew = known.is_none();
        let (sources, outputs) = rayon::join(
            || session.sources().store(sources),
            || stored(revision, outputs, anew),
        );
        let sections = sources.into_iter().chain(outputs).collect();
        Kept { sections, anew }
    }

    /// Leaves what a build knows to the next one.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn write(&self, head: &Head, kept: Kept) -> Result<(), DiskError> {
        let Kept { mut sections, anew } = kept;
        sections.push((HEAD, vec![bytes_of(head)]));
        let before = self.file.as_ref().filter(|_| !anew);
        CacheFile::write(&self.path, PROGRAM, before, &sections)
    }
}

/// What a build knows, ready to be written.
pub(super) struct Kept {
    sections: Vec<(&'static str, Vec<Piece>)>,
    /// Whether nothing of the cache before may stay: where an entry is gone or was withdrawn, none of its
    /// words may.
    anew: bool,
}

/// A session for a preview, which knows the sources as the last build has read them.
pub(super) fn resume(root: &Path, options: Options, state: &Path) -> Session {
    let mut session = Session::new(root, options);
    session.keep_pictures(state);
    // Whatever is wrong with the cache, the next build tells it. Where there is none, nothing is made.
    if let Ok(file) = CacheFile::open(&path(state), PROGRAM)
        && let Ok(Some(_lock)) = CacheLock::try_take(state)
        && let Some((sources, _)) = Sources::load(&file)
    {
        session.restore(sources);
    }
    session
}

fn path(state: &Path) -> PathBuf {
    CacheLock::folder(state).join("site.cache")
}

/// Says that a cache could not be used, unless there simply is none.
fn remark(fault: &CacheFault, remarks: &mut Vec<String>) {
    if !matches!(fault, CacheFault::Absent) {
        let remark = format!("Nothing is taken over from earlier builds: {fault}.");
        if !remarks.contains(&remark) {
            remarks.push(remark);
        }
    }
}

/// What the last build has left of its outputs, and how they were parted.
fn outputs(file: &CacheFile) -> Option<(Cached, Parting)> {
    let (stored, ledger) = rayon::join(
        || Chunked::<ReadOutput>::read(file, OUTPUTS),
        || ledger(file),
    );
    let (stored, ledger) = (stored?, ledger?);
    let entries = Chunked::<EntryDigests>::read(file, ENTRIES)?.list;
    let rest: Rest = postcard::from_bytes(file.chunk(REST, 0, &mut Vec::new()).ok()?).ok()?;
    let outputs = stored.list.into_iter().enumerate().map(|(at, stored)| {
        let StoredOutput {
            path,
            job,
            intent,
            reads,
            demands,
        } = stored;
        let output = Output::known(at, job, intent, reads, demands);
        (path, Arc::new(output))
    });
    let none: LinkFaults = Arc::new([]);
    let mut links = vec![none; entries.len()];
    for (at, faults) in rest.links {
        *links.get_mut(at as usize)? = faults.into();
    }
    let cached = Cached {
        ground: ledger.stored_ground(),
        plan: rest.plan,
        ledger,
        outputs: outputs.collect(),
        entries,
        links,
        copies: rest.copies.into_iter().collect(),
    };
    Some((cached, stored.parting))
}

fn ledger(file: &CacheFile) -> Option<Ledger> {
    let chunks = (0..file.count(FINDINGS)).into_par_iter().map(|at| {
        let mut bytes = Vec::new();
        file.chunk(FINDINGS, at, &mut bytes).ok()?;
        Some(bytes)
    });
    let chunks: Vec<Vec<u8>> = chunks.collect::<Option<_>>()?;
    Ledger::load(file.chunk(LEDGER, 0, &mut Vec::new()).ok()?, chunks)
}

/// The outputs of a revision, and what they have read. `before` is how those of the last build are
/// parted, if they are known.
fn stored(revision: &Revision, before: &Parting, anew: bool) -> Vec<(&'static str, Vec<Piece>)> {
    let world = &revision.making.world;
    let lasting = revision.lasting();
    let reads: Vec<&Reads> = lasting.iter().map(|(_, output, _)| &output.reads).collect();
    let ledger = revision.ledger().store(&reads, world, anew);
    // As long as findings keep their numbers, outputs that were taken over are stored as they are.
    let is_same = ledger.reads.is_none();
    let reads = match &ledger.reads {
        Some(numbered) => numbered.iter().collect(),
        None => reads,
    };
    let lasting = lasting.iter().zip(reads);
    let outputs: Vec<Placed<StoredOutput<_, _, _>>> = lasting
        .map(|((at, output, intent), reads)| {
            let stored = StoredOutput {
                path: revision.plan[*at].path.as_str(),
                job: output.job,
                intent: *intent,
                reads,
                demands: &output.demands,
            };
            Placed {
                stored_at: output.stored_at.filter(|_| is_same),
                item: stored,
            }
        })
        .collect();
    let faults = revision.links().iter().enumerate();
    let rest = Rest {
        plan: revision.plan.digest(&world.site),
        links: faults
            .filter(|(_, faults)| !faults.is_empty())
            .map(|(at, faults)| (at as u32, faults.to_vec()))
            .collect(),
        copies: revision.settled_copies(),
    };
    let entries = world.entry_digests().into_iter().map(Placed::anew);
    let entries: Vec<_> = entries.collect();
    let findings = (0..ledger.kept).map(Piece::Kept);
    vec![
        (LEDGER, vec![Piece::new(ledger.head)]),
        (
            FINDINGS,
            findings
                .chain(ledger.new.into_iter().map(Piece::new))
                .collect(),
        ),
        (OUTPUTS, before.pieces(&outputs, MOST_OUTPUTS)),
        (ENTRIES, Parting::default().pieces(&entries, MOST_ENTRIES)),
        (REST, vec![bytes_of(&rest)]),
    ]
}

fn bytes_of(value: &impl Serialize) -> Piece {
    Piece::new(postcard::to_allocvec(value).unwrap_or_default())
}

/// Of everything that was asked for.
pub(super) fn order(options: &Options, target: &Target, keep_going: bool) -> Digest {
    let Options {
        today,
        drafts,
        future,
        allow_stale,
        base_url,
        skip,
        preview,
        forget: _,
    } = options;
    let Target {
        output,
        state: _,
        adopt,
    } = target;
    let mut writer = DigestWriter::new();
    writer
        .text(&today.to_string())
        .number(u64::from(*drafts))
        .number(u64::from(*future))
        .number(u64::from(*allow_stale))
        .number(u64::from(*preview))
        .number(u64::from(*adopt))
        .number(u64::from(keep_going))
        .text(&base_url.as_ref().map_or(String::new(), |url| url.join("")))
        .bytes(output.as_os_str().as_encoded_bytes())
        .number(skip.len() as u64);
    for folder in skip {
        writer.bytes(folder.as_os_str().as_encoded_bytes());
    }
    writer.finish()
}

/// Of the stamps of all sources. None if one of them could change without showing it.
pub(super) fn sources(snapshot: &Snapshot) -> Option<Digest> {
    let mut writer = DigestWriter::new();
    for (path, stamp) in snapshot.files() {
        if !snapshot.settles(&stamp) {
            return None;
        }
        let Stamp {
            len,
            mtime_ns,
            ctime_ns,
            inode,
        } = stamp;
        writer
            .text(path.as_str())
            .number(len)
            .number(mtime_ns.cast_unsigned())
            .number(ctime_ns.cast_unsigned())
            .number(inode);
    }
    Some(writer.finish())
}

/// The files that were copied by the last build, as they were then.
pub(super) type Copies = BTreeMap<SourcePath, Stamp>;
