//! The source files that faults point into: each is read, and looked through for what it keeps from
//! readers, once for all faults that are shown together.

use super::Revision;
use crate::base::diag::Diagnostic;
use crate::base::paths::SourcePath;
use crate::base::span::Span;
use crate::content::listing::Veil;
use std::collections::BTreeMap;

/// A file's text, and what of it may not be shown.
pub(super) struct Veiled {
    pub(super) text: String,
    veil: Veil,
}

impl Veiled {
    /// The text as it may be shown to those who are shown this place of it.
    pub(super) fn shown(&self, span: &Span) -> String {
        let whole = 0..self.text.len();
        let mark = std::slice::from_ref(&span.range);
        self.veil.show(&self.text, whole, mark)
    }
}

/// The files of a revision, as they are asked for.
pub(super) struct Shelf<'r> {
    revision: &'r dyn Revision,
    known: BTreeMap<SourcePath, Option<Veiled>>,
}

impl<'r> Shelf<'r> {
    /// None yet.
    pub(super) fn new(revision: &'r dyn Revision) -> Shelf<'r> {
        Shelf {
            revision,
            known: BTreeMap::new(),
        }
    }

    /// A file, if there is one to be had.
    pub(super) fn of(&mut self, path: &SourcePath) -> Option<&Veiled> {
        let read = || {
            let text = self.revision.source(path)?;
            let veil = Veil::over(path, &text);
            Some(Veiled { text, veil })
        };
        self.known.entry(path.clone()).or_insert_with(read).as_ref()
    }

    /// A fault without what its words tell of hidden places.
    pub(super) fn hushed(&mut self, fault: &Diagnostic) -> Diagnostic {
        let mut hushed = fault.clone();
        let labels = fault.labels.iter().map(|label| &label.span.path);
        for path in fault.primary.iter().map(|span| &span.path).chain(labels) {
            if let Some(file) = self.of(path) {
                file.veil.hush(path, &file.text, &mut hushed);
            }
        }
        hushed
    }
}
