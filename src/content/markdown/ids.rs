//! The ids of one page: none comes twice.

use std::collections::{BTreeMap, BTreeSet};

/// The ids that are taken.
#[derive(Debug, Default)]
pub(super) struct Ids {
    taken: BTreeSet<String>,
    /// The last number that was put behind a name.
    numbers: BTreeMap<String, usize>,
}

impl Ids {
    /// Takes an id as it is. False if it is taken already.
    pub(super) fn take(&mut self, id: &str) -> bool {
        self.taken.insert(id.to_owned())
    }

    /// Takes `wanted`, or the first of `wanted-2`, `wanted-3` … that is free.
    pub(super) fn unique(&mut self, wanted: &str) -> String {
        if self.take(wanted) {
            return wanted.to_owned();
        }
        let mut number = self.numbers.get(wanted).copied().unwrap_or(1);
        loop {
            number += 1;
            let id = format!("{wanted}-{number}");
            if self.take(&id) {
                self.numbers.insert(wanted.to_owned(), number);
                return id;
            }
        }
    }

    /// All of them.
    pub(super) fn into_anchors(self) -> BTreeSet<String> {
        self.taken
    }
}
