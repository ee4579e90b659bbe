//! The themes that are part of the program: files that need no disk. In messages a file of theirs is
//! called by its theme, as in `the default theme/templates/base.html`.

use rust_embed::RustEmbed;
use std::collections::BTreeSet;

/// The theme that every other theme stands on.
pub const DEFAULT_THEME: &str = "default";

const BEFORE: &str = "the ";
const AFTER: &str = " theme/";

#[derive(RustEmbed)]
#[folder = "themes"]
struct Themes;

/// The names of the embedded themes, sorted.
pub fn embedded_themes() -> Vec<String> {
    let names: BTreeSet<String> = Themes::iter()
        .filter_map(|path| Some(path.split_once('/')?.0.to_owned()))
        .collect();
    names.into_iter().collect()
}

/// The files of an embedded theme, sorted; none if there is no such theme.
pub fn embedded_files(theme: &str) -> Vec<String> {
    let start = format!("{theme}/");
    let files: BTreeSet<String> = Themes::iter()
        .filter_map(|path| path.strip_prefix(&start).map(str::to_owned))
        .collect();
    files.into_iter().collect()
}

/// How a file of an embedded theme is called in messages.
pub fn embedded_path(theme: &str, file: &str) -> String {
    format!("{BEFORE}{theme}{AFTER}{file}")
}

/// Whether a file that is called so belongs to an embedded theme.
pub fn is_embedded(path: &str) -> bool {
    place(path).is_some_and(|place| Themes::get(&place).is_some())
}

/// The bytes of the file that is called so in messages.
pub fn embedded_bytes(path: &str) -> Option<Vec<u8>> {
    Themes::get(&place(path)?).map(|file| file.data.into_owned())
}

fn place(path: &str) -> Option<String> {
    let (theme, file) = path.strip_prefix(BEFORE)?.split_once(AFTER)?;
    Some(format!("{theme}/{file}"))
}
