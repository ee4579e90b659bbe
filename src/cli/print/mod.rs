//! Diagnostics as text: for people, for programs, and for pull requests. It reads no file: the text
//! of the sources comes from the caller.

mod annotations;
mod excerpt;
mod json;
mod people;
mod source;

pub use annotations::github;
pub use json::json;
pub use people::human;

use crate::base::diag::{Diagnostic, Severity};
use crate::base::paths::SourcePath;
use source::Sources;
use std::collections::BTreeSet;
use std::fmt;

/// What is to be shown.
#[derive(Clone, Copy)]
pub struct Report<'a> {
    /// The faults; they are shown in the order of files and places.
    pub diagnostics: &'a [Diagnostic],
    /// The text of a source file. A fault in a file without text is shown without its line.
    pub text: &'a dyn Fn(&SourcePath) -> Option<String>,
    /// A file's name for people, such as its path from the folder they are in.
    pub name: &'a dyn Fn(&SourcePath) -> String,
}

impl Report<'_> {
    fn in_order(&self, sources: &mut Sources<'_>) -> Vec<Diagnostic> {
        let mut ordered: Vec<&Diagnostic> = self.diagnostics.iter().collect();
        ordered.sort();
        let hushed = ordered.into_iter().map(|fault| sources.hushed(fault));
        hushed.collect()
    }
}

/// How many faults there are: “3 errors and 2 warnings in 4 files”.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Totals {
    /// Faults that stand in the way of publishing.
    pub errors: usize,
    /// Faults that somebody should look at.
    pub warnings: usize,
    /// Files that hold at least one fault.
    pub files: usize,
}

impl Totals {
    /// Counts.
    pub fn of(diagnostics: &[Diagnostic]) -> Totals {
        let errors = diagnostics
            .iter()
            .filter(|d| d.severity == Severity::Error)
            .count();
        let files: BTreeSet<&SourcePath> = diagnostics
            .iter()
            .filter_map(|d| d.primary.as_ref().map(|span| &span.path))
            .collect();
        Totals {
            errors,
            warnings: diagnostics.len() - errors,
            files: files.len(),
        }
    }
}

impl fmt::Display for Totals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Totals {
            errors,
            warnings,
            files,
        } = *self;
        match (errors, warnings) {
            (0, 0) => return f.write_str("no errors and no warnings"),
            (errors, 0) => f.write_str(&count(errors, "error", "errors"))?,
            (0, warnings) => f.write_str(&count(warnings, "warning", "warnings"))?,
            _ => write!(
                f,
                "{} and {}",
                count(errors, "error", "errors"),
                count(warnings, "warning", "warnings")
            )?,
        }
        match files {
            0 => Ok(()),
            files => write!(f, " in {}", count(files, "file", "files")),
        }
    }
}

/// `1 file`, `2 files`.
pub fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// Text of strangers without what a terminal would obey: control characters become pictures of
/// themselves, and what turns the direction of text becomes a mark. Line breaks stay.
pub fn visible(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\n' => '\n',
            '\t' => ' ',
            '\u{0}'..='\u{1f}' => char::from_u32(0x2400 + c as u32).unwrap_or('\u{fffd}'),
            '\u{7f}' => '\u{2421}',
            '\u{80}'..='\u{9f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}'
            | '\u{200e}'
            | '\u{200f}' => '\u{fffd}',
            c => c,
        })
        .collect()
}
