//! Whether a build has anything to do at all, found out without reading a source or a page. What is looked
//! at for that serves the build if it has.

use super::cache::{self, Head};
use super::run::Built;
use super::session::{Options, Seen};
use crate::base::diag::Sink;
use crate::disk::{Expected, PublishReport, Snapshot, Target, WalkOptions, Written};
use std::path::Path;
use std::sync::Arc;

/// A look at the project as the last build took it, and at what that has written.
#[derive(Default)]
pub(super) struct Glance {
    pub seen: Option<Seen>,
    pub written: Option<Written>,
}

impl Glance {
    pub fn take(root: &Path, options: &Options, target: &Target, head: &Head) -> Glance {
        // While one thread lists the folders, the others have nothing else to do.
        let (seen, written) =
            rayon::join(|| look(root, options, head), || Written::read(target).ok());
        Glance { seen, written }
    }

    /// Whether nothing has changed since that build: neither a source nor a file that it wrote.
    pub fn is_same(&self, head: &Head) -> bool {
        let (Some(seen), Some(written)) = (&self.seen, &self.written) else {
            return false;
        };
        head.sources.is_some()
            && head.walked == seen.walked
            && cache::sources(&seen.snapshot) == head.sources
            && written.is_up_to_date(Expected::Manifest(head.manifest))
    }
}

fn look(root: &Path, options: &Options, head: &Head) -> Option<Seen> {
    let walk = WalkOptions {
        skip: options.skip.clone(),
        allow_outside: head.allow_outside,
    };
    let mut sink = Sink::new();
    let snapshot = Snapshot::take(root, &walk, &mut sink).ok()?;
    Some(Seen {
        snapshot: Arc::new(snapshot),
        walked: sink.into_sorted(),
        allow_outside: head.allow_outside,
    })
}

/// What comes of a build that has nothing to do.
pub(super) fn unchanged(head: Head, remarks: Vec<String>) -> Built {
    let Head {
        order: _,
        walked: _,
        sources: _,
        allow_outside: _,
        manifest,
        diagnostics,
        counts,
        outputs,
    } = head;
    Built {
        diagnostics,
        counts,
        published: Some(PublishReport {
            unchanged: outputs,
            manifest,
            ..PublishReport::default()
        }),
        made: 0,
        remarks,
        explanation: None,
    }
}
