//! Which outputs a revision has, with the names by which a later revision knows them again.

use crate::base::diag::{Diagnostic, Sink};
use crate::base::digest::{Digest, DigestWriter};
use crate::base::paths::OutPath;
use crate::facts::World;
use crate::model::Site;
use crate::outputs::{Job, Planned, plan};
use rayon::prelude::*;
use std::ops::Deref;

/// Every output of a site, sorted by path. Immutable; it is taken over from one revision to the next as
/// long as it comes out the same.
pub struct Plan {
    list: Vec<Planned>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl Plan {
    pub(super) fn of(world: &World) -> Plan {
        let mut sink = Sink::new();
        let list = plan(world, &mut sink);
        Plan {
            list,
            diagnostics: sink.into_sorted(),
        }
    }

    /// Of a job, by names. The site must be one that this is the plan of.
    pub(super) fn job(&self, at: usize, site: &Site) -> Digest {
        self.list[at].job.digest(site)
    }

    /// Of all jobs.
    pub(super) fn digest(&self, site: &Site) -> Digest {
        let jobs = self.list.par_iter().with_min_len(256);
        let jobs: Vec<Digest> = jobs.map(|planned| planned.job.digest(site)).collect();
        let mut writer = DigestWriter::new();
        jobs.into_iter().for_each(|job| {
            writer.digest(job);
        });
        writer.finish()
    }

    /// The place of an output.
    pub fn find(&self, path: &OutPath) -> Option<usize> {
        self.list
            .binary_search_by(|planned| planned.path.cmp(path))
            .ok()
    }
}

impl Deref for Plan {
    type Target = [Planned];

    fn deref(&self) -> &[Planned] {
        &self.list
    }
}

/// Whether an output is a file that is passed on, which reads no facts and costs nothing to make.
pub(super) fn is_as_it_is(job: &Job) -> bool {
    matches!(job, Job::Copy(_) | Job::Asset(_))
}
