//! The default theme, which is part of the program: files that need no disk.

use rust_embed::RustEmbed;
use std::collections::BTreeSet;

/// How the embedded theme's files are called in messages.
pub const EMBEDDED: &str = "the default theme";

#[derive(RustEmbed)]
#[folder = "themes/default"]
struct DefaultTheme;

/// The bytes of a file of the default theme.
pub fn embedded_file(name: &str) -> Option<Vec<u8>> {
    DefaultTheme::get(name).map(|file| file.data.into_owned())
}

/// The files of the default theme, sorted.
pub fn embedded_files() -> Vec<String> {
    let files: BTreeSet<String> = DefaultTheme::iter().map(|name| name.into_owned()).collect();
    files.into_iter().collect()
}
