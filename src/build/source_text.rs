//! The texts of sources, of which a table may be in another encoding than all others.

use crate::base::diag::Diagnostic;
use crate::base::paths::SourcePath;
use crate::content::{Reading, place};
use crate::disk::{NOT_UTF8, Snapshot, TEXT_LIMIT};

/// The text of a source, as the settings say it is to be read.
///
/// # Errors
/// As [`Snapshot::read_text`].
pub fn source_text(
    snapshot: &Snapshot,
    reading: &Reading,
    path: &SourcePath,
) -> Result<String, Box<Diagnostic>> {
    let text = snapshot.read_text_in(path, TEXT_LIMIT, reading.encoding(path));
    text.map_err(|fault| match path.ends_in(&place::TABLES) {
        true => with_encoding(fault, path),
        false => fault,
    })
}

/// A table that can't be saved anew can be read as it is.
fn with_encoding(mut fault: Box<Diagnostic>, path: &SourcePath) -> Box<Diagnostic> {
    if let (Some(help), true, Some(_)) = (&mut fault.help, fault.code == NOT_UTF8, &fault.primary) {
        let below = path.below("content").unwrap_or_default();
        help.push_str(&format!(
            "; or have it read as older programs on Windows write it, in waypost.toml under [tables.\"{below}\"]: encoding = \"windows-1252\""
        ));
    }
    fault
}
