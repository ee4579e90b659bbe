//! Two walks side by side over what is sorted by path. It knows nothing of what it walks over.

use crate::base::paths::SourcePath;
use std::collections::{BTreeMap, btree_map};
use std::iter::Peekable;

/// What is known of files that are asked for in the order of their paths: quicker than to look each of
/// thousands up by itself.
pub(super) struct InOrder<'a, T>(Peekable<btree_map::Iter<'a, SourcePath, T>>);

impl<'a, T> InOrder<'a, T> {
    pub fn of(known: &'a BTreeMap<SourcePath, T>) -> Self {
        InOrder(known.iter().peekable())
    }

    pub fn get(&mut self, path: &SourcePath) -> Option<&'a T> {
        while self.0.next_if(|(known, _)| *known < path).is_some() {}
        self.0
            .next_if(|(known, _)| *known == path)
            .map(|(_, value)| value)
    }
}
