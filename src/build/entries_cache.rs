//! What was made of the sources, as chunks of bytes for the next run of the program. It may not know
//! where they are kept, nor of which version of the program they are: another version may not be given
//! them.

use super::chunks::{Chunked, Parting, Placed};
use super::sources::{Parsed, Seen, Sources};
use crate::base::paths::SourcePath;
use crate::disk::{CacheFile, Piece};
use rayon::prelude::*;
use std::sync::Arc;

/// What was read, a chunk of some texts.
const PARSED: &str = "sources";
/// Few of them ever change at once, and each is written again with the others of its chunk.
const MOST_PARSED: usize = 64;
/// What was seen of files that are published as they are.
const SEEN: &str = "files";
const MOST_SEEN: usize = 512;

impl Sources {
    /// What an earlier run has left, and how it was parted. `None` if the bytes are not as they were.
    pub(super) fn load(file: &CacheFile) -> Option<(Sources, Parting)> {
        let (parsed, seen) = rayon::join(
            || Chunked::<(SourcePath, Arc<Parsed>)>::read(file, PARSED),
            || Chunked::<(SourcePath, Seen)>::read(file, SEEN),
        );
        let (mut parsed, seen) = (parsed?, seen?);
        let files = parsed.list.par_iter_mut().enumerate();
        files.for_each(|(at, (_, file))| {
            if let Some(file) = Arc::get_mut(file) {
                file.stored_at = Some(at);
            }
        });
        let files = seen.list.into_iter().collect();
        let sources = Sources::of(parsed.list.into_iter().collect(), files);
        Some((sources, parsed.parting))
    }

    /// What is known of all files whose stamps will show if they change. `before` is how it was parted
    /// when it was loaded.
    pub(super) fn store(&self, before: &Parting) -> [(&'static str, Vec<Piece>); 2] {
        let parsed = self.parsed.iter();
        let parsed: Vec<_> = parsed
            .filter(|(_, file)| file.settled && file.own)
            .map(|item| Placed {
                stored_at: item.1.stored_at,
                item,
            })
            .collect();
        let seen = self.files.iter().filter(|(_, seen)| seen.settled);
        let seen: Vec<_> = seen.map(Placed::anew).collect();
        [
            (PARSED, before.pieces(&parsed, MOST_PARSED)),
            (SEEN, Parting::default().pieces(&seen, MOST_SEEN)),
        ]
    }
}
