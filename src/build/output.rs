//! Outputs that were made: what they consist of, and what they have read.

use crate::base::diag::Diagnostic;
use crate::base::digest::Digest;
use crate::base::paths::SourcePath;
use crate::disk::Intent;
use crate::facts::Reads;
use crate::outputs::Content;
use bytes::Bytes;
use std::collections::{BTreeSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

/// What an output consists of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Bytes.
    Bytes(Intent),
    /// The bytes of a file of the project.
    CopyOf(SourcePath),
    /// Nothing: it could not be made.
    Nothing,
}

/// An output that was made.
pub struct Output {
    /// What it consists of.
    pub holds: Holds,
    /// What went wrong.
    pub problems: Vec<Diagnostic>,
    pub(super) job: Digest,
    pub(super) reads: Reads,
    /// The pictures that must be published for its sake.
    pub(super) demands: BTreeSet<SourcePath>,
    /// Its place among those that an earlier build has left.
    pub(super) stored_at: Option<usize>,
    bytes: Mutex<Option<Bytes>>,
}

/// What came of making an output besides its bytes and its reads.
#[derive(Default)]
pub(super) struct Told {
    pub problems: Vec<Diagnostic>,
    pub demands: BTreeSet<SourcePath>,
}

impl Output {
    pub(super) fn new(
        job: Digest,
        content: Option<Content>,
        reads: Reads,
        told: Told,
    ) -> (Output, Option<Bytes>) {
        let (holds, bytes) = match content {
            Some(Content::Bytes(bytes)) => {
                let holds = Holds::Bytes(Intent::of(&bytes));
                (holds, Some(bytes))
            }
            Some(Content::CopyOf(source)) => (Holds::CopyOf(source), None),
            None => (Holds::Nothing, None),
        };
        let output = Output {
            holds,
            problems: told.problems,
            job,
            reads,
            demands: told.demands,
            stored_at: None,
            bytes: Mutex::default(),
        };
        (output, bytes)
    }

    /// An output of an earlier build, whose bytes are in the output folder.
    pub(super) fn known(
        stored_at: usize,
        job: Digest,
        intent: Intent,
        reads: Reads,
        demands: BTreeSet<SourcePath>,
    ) -> Output {
        Output {
            stored_at: Some(stored_at),
            holds: Holds::Bytes(intent),
            problems: Vec::new(),
            job,
            reads,
            demands,
            bytes: Mutex::default(),
        }
    }

    /// Its bytes, if they are still here.
    pub fn bytes(&self) -> Option<Bytes> {
        self.slot().clone()
    }

    /// Whether it may be taken over as long as what it has read is so. What failed is tried again, and
    /// messages point to places that move with any edit.
    pub(super) fn is_lasting(&self) -> bool {
        self.problems.is_empty() && self.holds != Holds::Nothing
    }

    fn slot(&self) -> MutexGuard<'_, Option<Bytes>> {
        self.bytes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The bytes that a preview keeps, unless told otherwise.
const ROOM: usize = 64_000_000;

/// Bytes of outputs, up to a limit; those that came first make room.
pub(super) struct Shelf {
    room: usize,
    queue: Mutex<Queue>,
}

#[derive(Default)]
struct Queue {
    outputs: VecDeque<(Weak<Output>, usize)>,
    weight: usize,
}

impl Default for Shelf {
    fn default() -> Self {
        Shelf::with_room(ROOM)
    }
}

impl Shelf {
    pub fn with_room(room: usize) -> Shelf {
        Shelf {
            room,
            queue: Mutex::default(),
        }
    }

    /// Keeps the bytes of an output as long as there is room.
    pub fn put(&self, output: &Arc<Output>, bytes: Bytes) {
        let weight = bytes.len();
        // A page was written into more room than it takes.
        *output.slot() = Some(Bytes::copy_from_slice(&bytes));
        let mut queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        queue.outputs.push_back((Arc::downgrade(output), weight));
        queue.weight += weight;
        while queue.weight > self.room && queue.outputs.len() > 1 {
            let Some((oldest, weight)) = queue.outputs.pop_front() else {
                return;
            };
            queue.weight -= weight;
            if let Some(oldest) = oldest.upgrade() {
                *oldest.slot() = None;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn output(byte: u8) -> (Arc<Output>, Bytes) {
        let bytes: Bytes = Bytes::from(vec![byte; 100]);
        let content = Some(Content::Bytes(bytes));
        let (output, bytes) = Output::new(
            Digest::of(&[byte]),
            content,
            Reads::default(),
            Told::default(),
        );
        (Arc::new(output), bytes.expect("bytes"))
    }

    #[test]
    fn what_came_first_makes_room() {
        let shelf = Shelf::with_room(250);
        let made: Vec<_> = (0..4).map(output).collect();
        for (output, bytes) in &made {
            shelf.put(output, bytes.clone());
        }
        let here: Vec<bool> = made
            .iter()
            .map(|(output, _)| output.bytes().is_some())
            .collect();
        assert_eq!(here, [false, false, true, true]);
    }
}
