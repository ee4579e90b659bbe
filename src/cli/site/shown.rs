//! A revision as the preview's server sees it: what is shown, and what is told of it.

use crate::base::diag::{Diagnostic, Severity};
use crate::base::paths::{OutPath, SourcePath};
use crate::build::{Holds, Revision};
use crate::check::Note;
use bytes::Bytes;
use std::sync::Arc;

const SETTINGS: &str = "waypost.toml";

/// One state of the project, and the last that could be shown.
pub(super) struct Shown {
    number: u64,
    state: State,
    /// The newest revision whose settings could be read.
    good: Option<Arc<Revision>>,
}

enum State {
    /// All is as it is in the revision, its faults too.
    Made(Arc<Revision>),
    /// There is no revision, since there is no folder; or its settings can't be read, so that every page
    /// would be that of another site.
    Lost(Vec<Diagnostic>, Option<Arc<Revision>>),
}

impl Shown {
    /// `good` is the one before.
    pub(super) fn new(
        number: u64,
        made: Result<Revision, Box<Diagnostic>>,
        good: Option<Arc<Revision>>,
    ) -> Shown {
        let (state, newest) = match made {
            Err(fault) => (State::Lost(vec![*fault], None), None),
            Ok(revision) => {
                let faults = unreadable_settings(&revision);
                let revision = Arc::new(revision);
                match (faults.is_empty(), &good) {
                    (true, _) => (State::Made(Arc::clone(&revision)), Some(revision)),
                    (false, None) => (State::Made(revision), None),
                    (false, Some(_)) => (State::Lost(faults, Some(revision)), None),
                }
            }
        };
        Shown {
            number,
            state,
            good: newest.or(good),
        }
    }

    /// The newest revision whose settings could be read.
    pub(super) fn good(&self) -> Option<Arc<Revision>> {
        self.good.clone()
    }

    /// The revision whose pages are shown.
    fn shown(&self) -> Option<&Revision> {
        match &self.state {
            State::Made(revision) => Some(revision),
            State::Lost(..) => self.good.as_deref(),
        }
    }
}

/// What keeps the settings from being read at all. A single one that is wrong leaves the others.
fn unreadable_settings(revision: &Revision) -> Vec<Diagnostic> {
    let is_of_settings = |fault: &Diagnostic| {
        let in_them = fault
            .primary
            .as_ref()
            .is_some_and(|span| span.path.as_str() == SETTINGS);
        let is_whole = fault.code == "config/missing"
            || (in_them && (fault.code.starts_with("toml/") || fault.code.starts_with("disk/")));
        fault.severity == Severity::Error && is_whole
    };
    let found = revision.found().iter();
    found
        .filter(|fault| is_of_settings(fault))
        .cloned()
        .collect()
}

impl crate::serve::Revision for Shown {
    fn number(&self) -> u64 {
        self.number
    }

    fn get(&self, path: &OutPath) -> Option<Result<Bytes, Vec<Diagnostic>>> {
        let revision = match (self.shown(), &self.state) {
            (Some(revision), _) => revision,
            (None, State::Lost(faults, _)) => return Some(Err(faults.clone())),
            (None, State::Made(_)) => return None,
        };
        let at = revision.find(path)?;
        let output = revision.output(at);
        Some(match &output.holds {
            Holds::CopyOf(source) => {
                let read = revision.snapshot.read(source);
                read.map(Bytes::from)
                    .map_err(|error| vec![error.diagnostic()])
            }
            _ => revision.bytes(at).ok_or_else(|| output.problems.clone()),
        })
    }

    fn diagnostics(&self) -> Vec<Diagnostic> {
        match &self.state {
            State::Made(revision) => revision.all_diagnostics(),
            State::Lost(faults, _) => faults.clone(),
        }
    }

    fn known(&self) -> Vec<Diagnostic> {
        match &self.state {
            State::Made(revision) => revision.known_diagnostics(),
            State::Lost(faults, _) => faults.clone(),
        }
    }

    fn notes(&self, path: &OutPath) -> Vec<Note> {
        let noted = self.shown().and_then(|revision| {
            let at = revision.find(path)?;
            Some(revision.notes(at))
        });
        noted.unwrap_or_default()
    }

    fn all_notes(&self) -> Vec<Note> {
        match &self.state {
            State::Made(revision) => revision.all_notes(),
            State::Lost(faults, _) => faults.iter().cloned().map(Note::from).collect(),
        }
    }

    fn source(&self, path: &SourcePath) -> Option<String> {
        let newest = match &self.state {
            State::Made(revision) => Some(revision),
            State::Lost(_, revision) => revision.as_ref().or(self.good.as_ref()),
        };
        newest?.source(path)
    }

    fn base_path(&self) -> &str {
        match self.shown() {
            Some(revision) => &revision.making.world.site.config.base_url.path,
            None => "",
        }
    }
}
