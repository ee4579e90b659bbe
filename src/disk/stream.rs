//! Files read piece by piece, so that a film costs no more memory than a page.

use super::intent::Intent;
use crate::base::digest::Digest;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use xxhash_rust::xxh3::Xxh3;

const PIECE: usize = 64 * 1024;

/// The digest and the length of a file's bytes.
pub(super) fn intent_of(path: &Path) -> io::Result<Intent> {
    stream(path, |_| Ok(()))
}

/// Hands on a file's bytes piece by piece. What it gives is of the bytes that were handed on.
pub(super) fn stream(
    path: &Path,
    mut each: impl FnMut(&[u8]) -> io::Result<()>,
) -> io::Result<Intent> {
    let mut file = File::open(path)?;
    let mut digest = Xxh3::new();
    let mut len = 0;
    let mut piece = vec![0; PIECE];
    loop {
        match file.read(&mut piece) {
            Ok(0) => {
                let digest = Digest(digest.digest128());
                return Ok(Intent { digest, len });
            }
            Ok(count) => {
                digest.update(&piece[..count]);
                len += count as u64;
                each(&piece[..count])?;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}
