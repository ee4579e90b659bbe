//! What the system says of a file without opening it: enough to know that it has not changed.

use serde::{Deserialize, Serialize};
use std::fs::Metadata;
use std::time::{SystemTime, UNIX_EPOCH};

/// Length and times of a file. Equal stamps mean equal bytes if the first one was
/// [settled](Stamp::settled) when it was taken.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
pub struct Stamp {
    /// Bytes.
    pub len: u64,
    /// When the content changed last, in nanoseconds since 1970.
    pub mtime_ns: i64,
    /// When anything about the file changed last, which no program can set back; where a system does
    /// not tell, the same as `mtime_ns`.
    pub ctime_ns: i64,
    /// The file's number on its disk; 0 where a system does not tell.
    pub inode: u64,
}

impl Stamp {
    pub(super) fn of(metadata: &Metadata) -> Stamp {
        let mtime_ns = metadata.modified().map_or(0, nanoseconds);
        #[cfg(unix)]
        let (ctime_ns, inode) = {
            use std::os::unix::fs::MetadataExt;
            let ctime = metadata.ctime().saturating_mul(1_000_000_000);
            (ctime.saturating_add(metadata.ctime_nsec()), metadata.ino())
        };
        #[cfg(not(unix))]
        let (ctime_ns, inode) = (mtime_ns, 0);
        Stamp {
            len: metadata.len(),
            mtime_ns,
            ctime_ns,
            inode,
        }
    }

    /// The same, as the system itself tells it.
    #[cfg(unix)]
    #[allow(
        clippy::unnecessary_cast,
        reason = "systems differ in the types of these fields"
    )]
    pub(super) fn of_stat(found: &rustix::fs::Stat) -> Stamp {
        let time =
            |seconds: i64, rest: i64| seconds.saturating_mul(1_000_000_000).saturating_add(rest);
        Stamp {
            len: found.st_size as u64,
            mtime_ns: time(found.st_mtime as i64, found.st_mtime_nsec as i64),
            ctime_ns: time(found.st_ctime as i64, found.st_ctime_nsec as i64),
            inode: found.st_ino as u64,
        }
    }

    /// Whether a later change must show in the stamp. A disk's clock ticks every few milliseconds, or
    /// seconds on some, and two changes within one tick look alike; git calls such files racy.
    pub fn settled(&self, taken_ns: i64) -> bool {
        const TICK: i64 = 20_000_000;
        const COARSE_TICK: i64 = 2_000_000_000;
        let coarse = self.ctime_ns % 1_000_000_000 == 0;
        let margin = if coarse { COARSE_TICK } else { TICK };
        self.ctime_ns.saturating_add(margin) < taken_ns
    }
}

/// The time now, in nanoseconds since 1970.
pub(super) fn now_ns() -> i64 {
    nanoseconds(SystemTime::now())
}

fn nanoseconds(time: SystemTime) -> i64 {
    let signed =
        |duration: std::time::Duration| i64::try_from(duration.as_nanos()).unwrap_or(i64::MAX);
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => signed(after),
        Err(before) => -signed(before.duration()),
    }
}
