//! The file names of new entries: from the title, safe on every system, and for listings in the form
//! that ids have.

use super::Kind;
use crate::base::diag::Diagnostic;
use crate::base::paths::OutPath;
use crate::base::slug::slugify;
use crate::cli::exit::Stop;
use std::path::Path;

/// The longest id of a listing.
const LONGEST_ID: usize = 64;
/// The longest name in bytes: room for a language and an ending within the 255 of most systems.
const LONGEST_NAME: usize = 200;

/// The name that the person chose, if it can be one.
pub fn given(name: &str, kind: Kind) -> Result<String, Stop> {
    if usable(name, kind) {
        return Ok(name.to_owned());
    }
    let rule = match kind {
        Kind::Listing(_) | Kind::Organization => "a to z, digits and `-`, at most 64 of them",
        _ => "letters, digits, `-` and `_`",
    };
    let better = fitted(&slugify(name), kind);
    let diagnostic = Diagnostic::error(
        "new/name",
        format!("`{name}` can't be the file's name: it may hold {rule}"),
    );
    Err(if usable(&better, kind) {
        diagnostic.help(format!("try --name {better}"))
    } else {
        diagnostic.help("choose a short name such as --name first-evening, without an ending")
    }
    .into())
}

/// A name made of the title; a number where the title gives none.
pub fn from_title(title: &str, kind: Kind, folder: &Path) -> String {
    let name = fitted(&slugify(title), kind);
    if usable(&name, kind) {
        return name;
    }
    let reserved = format!("{name}-{}", kind.word());
    if !name.is_empty() && usable(&reserved, kind) {
        return reserved;
    }
    let free =
        |name: &String| !folder.join(name).exists() && !folder.join(format!("{name}.md")).exists();
    (1..)
        .map(|number: u64| format!("{}-{number}", kind.word()))
        .find(free)
        .unwrap_or_default()
}

fn usable(name: &str, kind: Kind) -> bool {
    let safe = OutPath::parse(name).is_ok()
        && name.len() <= LONGEST_NAME
        && name != "index"
        && !name.starts_with(['_', '-'])
        && name
            .chars()
            .all(|c| !c.is_whitespace() && !matches!(c, '/' | '.' | '#' | '%' | '&' | '\'' | '`'));
    safe && match kind {
        Kind::Listing(_) | Kind::Organization => {
            let id = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
            name.len() <= LONGEST_ID && name.bytes().all(id)
        }
        _ => true,
    }
}

/// Cut to the length that the kind allows, at the end of a word if there is one.
fn fitted(slug: &str, kind: Kind) -> String {
    let longest = match kind {
        Kind::Listing(_) | Kind::Organization => LONGEST_ID,
        _ => LONGEST_NAME,
    };
    if slug.len() <= longest {
        return slug.to_owned();
    }
    let cut = &slug[..slug.floor_char_boundary(longest)];
    match cut.rfind('-') {
        Some(at) if at > longest / 2 => cut[..at].to_owned(),
        _ => cut.trim_end_matches('-').to_owned(),
    }
}
