//! What pages may load and run, as far as it is the same for all of them. What a page itself asks for is
//! no concern of this.

use super::answer::Answer;
use super::fact::Fact;
use super::scope::note;
use super::world::World;
use crate::base::digest::{Digest, DigestWriter};
use crate::base::origin::Home;
use crate::config::Use;
use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

/// What all pages may load and run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Safeguards {
    /// Of the scripts that stand in templates as they are, what a policy says: `'sha256-…'`.
    pub scripts: BTreeSet<String>,
    /// Of such stylesheets.
    pub styles: BTreeSet<String>,
    /// The allowed origins from which the theme's own files load.
    pub origins: BTreeSet<String>,
}

impl Safeguards {
    fn digest(&self, world: &World) -> Digest {
        let Safeguards {
            scripts,
            styles,
            origins,
        } = self;
        let mut writer = DigestWriter::new();
        writer
            .text(&world.site.config.base_url.origin)
            .value(scripts)
            .value(styles);
        for origin in origins {
            writer.digest(origin_digest(world, origin));
        }
        writer.finish()
    }
}

/// What all pages may load and run, and where the site is at home.
pub fn policy(world: &World) -> (&Safeguards, Option<&Home>) {
    note(world, Fact::Policy, policy_digest(world));
    (&world.safeguards, world.home())
}

pub(super) fn policy_digest(world: &World) -> Digest {
    let known = &world.shield.digest;
    *known.get_or_init(|| world.safeguards.digest(world))
}

/// What all pages ask for, made once.
#[derive(Default)]
pub(super) struct Shield {
    digest: OnceLock<Digest>,
    home: OnceLock<Option<Home>>,
}

impl World {
    /// The origin of the site; none if its address is none.
    pub(super) fn home(&self) -> Option<&Home> {
        let home = || Home::of(&self.site.config.base_url.join("/"));
        self.shield.home.get_or_init(home).as_ref()
    }
}

/// Whether pages may load from an origin for this. None if they may not load from it at all.
pub fn may_use(world: &World, origin: &str, wanted: Option<Use>) -> Option<bool> {
    note(
        world,
        Fact::Origin(Arc::from(origin)),
        origin_digest(world, origin),
    );
    let allowed = world.site.config.privacy.of(origin)?;
    Some(wanted.is_none_or(|wanted| allowed.is_for(wanted)))
}

pub(super) fn origin_of(world: &World, origin: &str) -> Answer {
    Answer::digest_only(origin_digest(world, origin))
}

fn origin_digest(world: &World, origin: &str) -> Digest {
    let mut writer = DigestWriter::new();
    let uses = world
        .site
        .config
        .privacy
        .of(origin)
        .map(|allowed| &allowed.uses);
    writer.text(origin).value(&uses);
    writer.finish()
}
