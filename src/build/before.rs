//! What there was before a revision, and what of it can be of use: the revision before in a preview, or
//! the last build's cache.

use super::cache::Copies;
use super::output::Output;
use super::plan::Plan;
use crate::base::digest::Digest;
use crate::check::LinkFaults;
use crate::facts::{EntryDigests, Ledger, World};
use std::sync::{Arc, OnceLock};

/// The outputs of a revision, as far as they are made.
pub(super) struct Outputs {
    pub made: Vec<OnceLock<Arc<Output>>>,
    /// Those of earlier revisions at the same places.
    pub before: Vec<Option<Arc<Output>>>,
}

/// What one revision leaves to the next.
#[derive(Clone)]
pub(super) struct Legacy {
    pub world: Arc<World>,
    pub plan: Arc<Plan>,
    pub outputs: Arc<Outputs>,
    pub links: Arc<OnceLock<Vec<LinkFaults>>>,
}

/// What an earlier build leaves to the first revision.
pub(super) struct Cached {
    pub ledger: Ledger,
    /// The ground on which its outputs stand.
    pub ground: Digest,
    /// Of its plan.
    pub plan: Digest,
    /// Sorted by path.
    pub outputs: Vec<(Box<str>, Arc<Output>)>,
    pub entries: Vec<EntryDigests>,
    pub links: Vec<LinkFaults>,
    pub copies: Copies,
}

/// What there was before a revision.
pub(super) enum Before {
    Nothing,
    Revision(Legacy),
    Build(Box<Cached>),
}

impl Before {
    /// All but the outputs, whose findings nobody knows any more.
    pub fn without_outputs(self) -> Before {
        match self {
            Before::Revision(before) => {
                let empty = Outputs {
                    made: before.plan.iter().map(|_| OnceLock::new()).collect(),
                    before: vec![None; before.plan.len()],
                };
                Before::Revision(Legacy {
                    outputs: Arc::new(empty),
                    ..before
                })
            }
            other => other,
        }
    }
}

/// Which outputs a revision has, and what of them there is already.
pub(super) struct Layout {
    pub plan: Arc<Plan>,
    /// What was made of them before.
    pub outputs: Vec<Option<Arc<Output>>>,
    /// Of entries whose links can't have changed; empty if nothing is known.
    pub known_links: Vec<Option<LinkFaults>>,
    pub copies: Copies,
    /// Whether an output that the last build has left has no place any more.
    pub has_lost: bool,
}

impl Layout {
    /// Of a world that has taken over what it can of the one before.
    pub fn of(world: &World, before: Before) -> Layout {
        match before {
            Before::Nothing => {
                let plan = Arc::new(Plan::of(world));
                Layout {
                    outputs: vec![None; plan.len()],
                    plan,
                    known_links: Vec::new(),
                    copies: Copies::new(),
                    has_lost: false,
                }
            }
            Before::Revision(before) => {
                let plan = plan_of(world, &before);
                Layout {
                    outputs: taken_over(&plan, &before),
                    known_links: before.known_links(world, &plan),
                    plan,
                    copies: Copies::new(),
                    has_lost: false,
                }
            }
            Before::Build(before) => {
                let plan = Arc::new(Plan::of(world));
                let known_links = before.known_links(world, &plan);
                let stored = before.outputs.len();
                let outputs = at_places(&plan, before.outputs.into_iter());
                Layout {
                    has_lost: outputs.iter().flatten().count() < stored,
                    outputs,
                    known_links,
                    plan,
                    copies: before.copies,
                }
            }
        }
    }
}

impl Legacy {
    fn known_links(&self, world: &World, plan: &Arc<Plan>) -> Vec<Option<LinkFaults>> {
        let (true, Some(links)) = (Arc::ptr_eq(&self.plan, plan), self.links.get()) else {
            return Vec::new();
        };
        let before = self.world.site.entries.iter().map(|entry| entry.whole);
        of_same_entries(world, before, links)
    }
}

impl Cached {
    fn known_links(&self, world: &World, plan: &Plan) -> Vec<Option<LinkFaults>> {
        let entries = &world.site.entries;
        let is_same = self.ground == world.ground
            && self.plan == plan.digest(&world.site)
            && self.entries.len() == entries.len();
        if !is_same {
            return Vec::new();
        }
        let before = self.entries.iter().map(|entry| entry.whole);
        of_same_entries(world, before, &self.links)
    }
}

/// What is wrong with the links of those entries that are as they were, by their digests then.
fn of_same_entries(
    world: &World,
    before: impl Iterator<Item = Digest>,
    links: &[LinkFaults],
) -> Vec<Option<LinkFaults>> {
    let entries = world.site.entries.iter().zip(before).zip(links);
    entries
        .map(|((entry, whole), faults)| (entry.whole == whole).then(|| Arc::clone(faults)))
        .collect()
}

/// The plan of the revision before, if all that decides on it is the same.
fn plan_of(world: &World, before: &Legacy) -> Arc<Plan> {
    let is_same = before.world.ground == world.ground && before.world.assets == world.assets;
    match is_same {
        true => Arc::clone(&before.plan),
        false => Arc::new(Plan::of(world)),
    }
}

/// The newest of the outputs before, at the places of a new plan.
fn taken_over(plan: &Arc<Plan>, before: &Legacy) -> Vec<Option<Arc<Output>>> {
    let newest = |at: usize| {
        let made = before.outputs.made[at].get();
        made.or(before.outputs.before[at].as_ref()).cloned()
    };
    if Arc::ptr_eq(plan, &before.plan) {
        return (0..plan.len()).map(newest).collect();
    }
    let old = before.plan.iter().enumerate();
    let old = old.filter_map(|(at, planned)| Some((planned.path.as_str(), newest(at)?)));
    at_places(plan, old)
}

/// Outputs, sorted by path, at their places in a plan.
fn at_places<P: AsRef<str>>(
    plan: &Plan,
    outputs: impl Iterator<Item = (P, Arc<Output>)>,
) -> Vec<Option<Arc<Output>>> {
    let mut outputs = outputs.peekable();
    plan.iter()
        .map(|planned| {
            let here = planned.path.as_str();
            while outputs.next_if(|(path, _)| path.as_ref() < here).is_some() {}
            outputs
                .next_if(|(path, _)| path.as_ref() == here)
                .map(|(_, output)| output)
        })
        .collect()
}
