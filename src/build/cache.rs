//! What a build leaves for the next one: the sources as they were read, what every output has read, and
//! how the whole came out. It may be deleted at any time; what is damaged or of another version of the
//! program is not used.

use super::before::Cached;
use super::output::{Holds, Output};
use super::revision::Revision;
use super::session::{Options, Session};
use super::sources::Sources;
use super::summary::Counts;
use crate::base::diag::Diagnostic;
use crate::base::digest::{Digest, DigestWriter};
use crate::base::paths::{OutPath, SourcePath};
use crate::check::LinkFaults;
use crate::disk::{CacheFault, CacheFile, CacheLock, DiskError, Intent, Snapshot, Stamp, Target};
use crate::facts::{EntryDigests, Ledger, Reads};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The program that writes and reads a cache.
const PROGRAM: &str = concat!(env!("CARGO_PKG_VERSION"), " ", env!("WAYPOST_SOURCE"));

const HEAD: &str = "head";
const SOURCES: &str = "sources";
const FINDINGS: &str = "findings";
const OUTPUTS: &str = "outputs";

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

/// The outputs of the last build.
#[derive(Serialize, Deserialize)]
struct StoredOutputs {
    /// Of the plan.
    plan: Digest,
    outputs: Vec<StoredOutput>,
    entries: Vec<EntryDigests>,
    /// What is wrong with the links of some entries, by their places.
    links: Vec<(u32, Vec<Diagnostic>)>,
    /// The files that were copied, as they were then.
    copies: Vec<(SourcePath, Stamp)>,
}

#[derive(Serialize, Deserialize)]
struct StoredOutput {
    path: Box<str>,
    job: Digest,
    intent: Intent,
    reads: Reads,
    /// The pictures that it demands.
    demands: Vec<SourcePath>,
}

/// The cache of one project, which no other process uses meanwhile.
pub(super) struct Cache {
    path: PathBuf,
    file: Option<CacheFile>,
    _lock: CacheLock,
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
            _lock: lock,
        })
    }

    /// How the last build came out.
    pub fn head(&self, remarks: &mut Vec<String>) -> Option<Head> {
        let bytes = self.section(HEAD, remarks)?;
        postcard::from_bytes(&bytes).ok()
    }

    /// A session that knows what the last build knew.
    pub fn session(&self, root: &Path, options: Options, remarks: &mut Vec<String>) -> Session {
        let Some(file) = &self.file else {
            return Session::new(root, options);
        };
        let (sources, cached) = rayon::join(|| sources_in(file), || self.outputs());
        match (sources, cached) {
            (Some(sources), Some(cached)) => Session::with(root, options, sources, cached),
            _ => {
                remark(&CacheFault::Damaged, remarks);
                Session::new(root, options)
            }
        }
    }

    fn outputs(&self) -> Option<Cached> {
        let file = self.file.as_ref()?;
        let ledger = Ledger::load(file.section(FINDINGS).ok()?)?;
        let stored: StoredOutputs = postcard::from_bytes(&file.section(OUTPUTS).ok()?).ok()?;
        let outputs = stored.outputs.into_iter().map(|stored| {
            let StoredOutput {
                path,
                job,
                intent,
                reads,
                demands,
            } = stored;
            let path = OutPath::parse(&path).ok()?;
            let output = Output::known(
                job,
                Holds::Bytes(intent),
                reads,
                demands.into_iter().collect(),
            );
            Some((path, Arc::new(output)))
        });
        let none: LinkFaults = Arc::new([]);
        let mut links = vec![none; stored.entries.len()];
        for (at, faults) in stored.links {
            *links.get_mut(at as usize)? = faults.into();
        }
        Some(Cached {
            ground: ledger.stored_ground(),
            plan: stored.plan,
            ledger,
            outputs: outputs.collect::<Option<_>>()?,
            entries: stored.entries,
            links,
            copies: stored.copies.into_iter().collect(),
        })
    }

    fn section(&self, name: &str, remarks: &mut Vec<String>) -> Option<Vec<u8>> {
        match self.file.as_ref()?.section(name) {
            Ok(bytes) => Some(bytes),
            Err(fault) => {
                remark(&fault, remarks);
                None
            }
        }
    }

    /// Leaves what a build knows to the next one.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn write(&self, head: &Head, kept: &Kept) -> Result<(), DiskError> {
        let Kept {
            sources,
            findings,
            outputs,
        } = kept;
        let head = postcard::to_allocvec(head).unwrap_or_default();
        let sections = [
            (HEAD, head.as_slice()),
            (SOURCES, sources),
            (FINDINGS, findings),
            (OUTPUTS, outputs),
        ];
        CacheFile::write(&self.path, PROGRAM, &sections)
    }
}

/// What a build knows, ready to be written.
pub(super) struct Kept {
    sources: Vec<u8>,
    findings: Vec<u8>,
    outputs: Vec<u8>,
}

impl Kept {
    pub fn of(session: &Session, revision: &Revision) -> Kept {
        let (sources, (findings, outputs)) = rayon::join(|| session.stored(), || stored(revision));
        Kept {
            sources,
            findings,
            outputs,
        }
    }
}

/// A session for a preview, which knows the sources as the last build has read them.
pub(super) fn resume(root: &Path, options: Options, state: &Path) -> Session {
    let mut session = Session::new(root, options);
    session.keep_pictures(state);
    // Whatever is wrong with the cache, the next build tells it. Where there is none, nothing is made.
    if let Ok(file) = CacheFile::open(&path(state), PROGRAM)
        && let Ok(Some(_lock)) = CacheLock::try_take(state)
        && let Ok(stored) = file.section(SOURCES)
    {
        session.restore(&stored);
    }
    session
}

fn path(state: &Path) -> PathBuf {
    CacheLock::folder(state).join("site.cache")
}

fn sources_in(file: &CacheFile) -> Option<Sources> {
    Sources::load_to_store(file.section(SOURCES).ok()?)
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

fn stored(revision: &Revision) -> (Vec<u8>, Vec<u8>) {
    let world = &revision.making.world;
    let lasting = revision.lasting();
    let reads: Vec<&Reads> = lasting.iter().map(|(_, output, _)| &output.reads).collect();
    let (findings, reads) = revision.ledger().store(&reads, world);
    let outputs = lasting
        .iter()
        .zip(reads)
        .map(|((at, output, intent), reads)| StoredOutput {
            path: revision.plan[*at].path.as_str().into(),
            job: output.job,
            intent: *intent,
            reads,
            demands: output.demands.iter().cloned().collect(),
        });
    let faults = revision.links().iter().enumerate();
    let stored = StoredOutputs {
        plan: revision.plan.digest(&world.site),
        outputs: outputs.collect(),
        entries: world.entry_digests(),
        links: faults
            .filter(|(_, faults)| !faults.is_empty())
            .map(|(at, faults)| (at as u32, faults.to_vec()))
            .collect(),
        copies: revision.settled_copies(),
    };
    (findings, postcard::to_allocvec(&stored).unwrap_or_default())
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
        if !snapshot.is_settled(path) {
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
