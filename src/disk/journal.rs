//! What a build is about to write, told to the manifest before it is written.

use super::error::DiskError;
use super::manifest::Manifest;
use super::operations::{Operations, replace};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// How the manifest's file ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// There is none that could be read.
    Absent,
    /// With a line that broke off.
    Torn,
    /// With a whole line.
    Whole,
}

/// The lines after the end of the manifest.
pub(super) struct Journal<'a> {
    operations: &'a dyn Operations,
    manifest: &'a Path,
    state: Mutex<State>,
}

struct State {
    ending: Ending,
    /// What was added.
    added: String,
}

impl<'a> Journal<'a> {
    pub(super) fn new(operations: &'a dyn Operations, manifest: &'a Path, ending: Ending) -> Self {
        Journal {
            operations,
            manifest,
            state: Mutex::new(State {
                ending,
                added: String::new(),
            }),
        }
    }

    /// Adds lines. What they name may be written when this is done.
    pub(super) fn add(&self, lines: &str) -> Result<(), DiskError> {
        if lines.is_empty() {
            return Ok(());
        }
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let State { ending, added } = &mut *state;
        match std::mem::replace(ending, Ending::Torn) {
            Ending::Absent => {
                *ending = Ending::Absent;
                let head = Manifest::default().text();
                let pieces = [head.as_bytes(), lines.as_bytes()];
                replace(self.operations, self.manifest, &pieces)?;
            }
            // A journal that broke off must not swallow our first line.
            Ending::Torn => self.append(&format!("\n{lines}"))?,
            Ending::Whole => self.append(lines)?,
        }
        *ending = Ending::Whole;
        added.push_str(lines);
        Ok(())
    }

    /// What was added, in its order.
    pub(super) fn added(&self) -> String {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.added.clone()
    }

    fn append(&self, lines: &str) -> Result<(), DiskError> {
        self.operations
            .append(self.manifest)
            .and_then(|mut file| self.operations.write(&mut file, lines.as_bytes()))
            .map_err(|error| DiskError::io("write", self.manifest, error))
    }
}
