//! `upcoming(…)`: what takes place next, in the order of its dates.

use super::super::answer::Answer;
use super::super::fact::Fact;
use super::super::scope::ask;
use super::super::world::World;
use super::entries::section_id;
use super::{Found, Result as Asked};
use crate::base::lang::Lang;
use std::sync::Arc;

/// `upcoming(limit=…, section=…, recurring=…)`; at most so many, and whether groups count as well.
pub fn upcoming(
    world: &World,
    lang: &Lang,
    folder: Option<&str>,
    (limit, recurring): (u32, bool),
) -> Asked {
    let folder = folder.map(Arc::from);
    let fact = Fact::Upcoming(lang.clone(), folder, limit, recurring);
    ask(world, fact)
}

pub(super) fn upcoming_of(
    world: &World,
    lang: &Lang,
    folder: Option<&str>,
    (limit, recurring): (u32, bool),
) -> Found {
    let site = &world.site;
    let top = section_id(world, lang, folder.unwrap_or_default())?;
    let sections = site.sections_read_in(lang, &site.section(top).folder);
    let ids = sections.flat_map(|section| &section.members);
    let wanted = ids.filter(|id| recurring || site.is_event(**id));
    let dated = wanted.filter_map(|id| Some((site.next_time(*id)?.start, *id)));
    let mut dated: Vec<_> = dated.collect();
    // What begins at the same moment stays in the order of its section.
    dated.sort_by(|(one, _), (other, _)| one.cmp(other));
    dated.truncate(limit as usize);
    let list = dated.into_iter().map(|(_, id)| Answer::Upcoming(id));
    Ok(Answer::List(list.collect()))
}
