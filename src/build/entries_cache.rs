//! What was made of the sources, as chunks of bytes for the next run of the program. It may not know
//! where they are kept, nor of which version of the program they are: another version may not be given
//! them.

use super::chunks::{Chunked, Parting, Placed};
use super::sources::{Parsed, Seen, Sources};
use crate::base::digest::Digest;
use crate::base::paths::SourcePath;
use crate::content::highlight::{self, Runs};
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
/// Where the colours of blocks of code change.
const COLOURS: &str = "colours";
const MOST_COLOURS: usize = 256;

impl Sources {
    /// What an earlier run has left, and how it was parted. `None` if the bytes are not as they were.
    pub(super) fn load(file: &CacheFile) -> Option<(Sources, Parting)> {
        let (parsed, seen) = rayon::join(
            || Chunked::<(SourcePath, Arc<Parsed>)>::read(file, PARSED),
            || Chunked::<(SourcePath, Seen)>::read(file, SEEN),
        );
        let (mut parsed, seen) = (parsed?, seen?);
        highlight::remember(Chunked::<(Digest, Arc<Runs>)>::read(file, COLOURS)?.list);
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
    pub(super) fn store(&self, before: &Parting) -> [(&'static str, Vec<Piece>); 3] {
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
        let colours = highlight::known().into_iter().map(Placed::anew);
        let colours: Vec<_> = colours.collect();
        [
            (PARSED, before.pieces(&parsed, MOST_PARSED)),
            (SEEN, Parting::default().pieces(&seen, MOST_SEEN)),
            (COLOURS, Parting::default().pieces(&colours, MOST_COLOURS)),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::highlight::highlight;

    #[test]
    fn another_run_knows_the_colours_and_none_of_the_words() {
        let coloured = highlight("rust", "let secret = 1;\n");
        let (name, pieces) = Sources::default()
            .store(&Parting::default())
            .into_iter()
            .next_back()
            .expect("three");
        let Some(Piece::New(bytes, _)) = pieces.first() else {
            panic!("nothing was stored");
        };
        assert!(!bytes.windows(6).any(|bytes| bytes == b"secret"));
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("cache");
        CacheFile::write(&path, "me", None, &[(name, pieces)]).expect("a cache");
        highlight::forget();
        let file = CacheFile::open(&path, "me").expect("a cache");
        assert!(highlight::known().is_empty() && Sources::load(&file).is_some());
        let known = highlight::known();
        assert_eq!(known.len(), 1);
        assert_eq!(highlight("rust", "let secret = 1;\n"), coloured);
        // They are asked for before the syntaxes are.
        highlight::forget();
        let (block, runs) = (
            crate::content::highlight::block("no language", "let secret = 1;\n"),
            &known[0].1,
        );
        highlight::remember(vec![(block, Arc::clone(runs))]);
        assert_eq!(highlight("no language", "let secret = 1;\n"), coloured);
    }
}
