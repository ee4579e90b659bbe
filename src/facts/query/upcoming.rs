//! `upcoming(…)`: what takes place next, in the order of its dates.

use super::super::answer::Answer;
use super::super::fact::Fact;
use super::super::scope::ask;
use super::super::world::World;
use super::entries::section_id;
use super::{Found, Result as Asked};
use crate::base::lang::Lang;
use crate::model::{Section, Site};
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
    let ids = sections(site, lang, &site.section(top).folder).flat_map(|section| &section.members);
    let wanted = ids.filter(|id| recurring || site.is_event(**id));
    let dated = wanted.filter_map(|id| Some((site.next_time(*id)?.start, *id)));
    let mut dated: Vec<_> = dated.collect();
    // What begins at the same moment stays in the order of its section.
    dated.sort_by(|(one, _), (other, _)| one.cmp(other));
    dated.truncate(limit as usize);
    let list = dated.into_iter().map(|(_, id)| Answer::Upcoming(id));
    Ok(Answer::List(list.collect()))
}

/// The sections in a folder; of those that a language doesn't have, the ones that readers of it are led
/// to, since a date that nobody has translated takes place all the same.
fn sections<'a>(
    site: &'a Site,
    lang: &'a Lang,
    folder: &'a str,
) -> impl Iterator<Item = &'a Section> {
    let is_below = move |section: &Section| match section.folder.strip_prefix(folder) {
        Some(rest) => folder.is_empty() || rest.is_empty() || rest.starts_with('/'),
        None => false,
    };
    let is_read = move |section: &Section| {
        let own = site.section_at(&section.folder, lang).is_some();
        section.lang == *lang || (!own && section.lang == *site.config.default_lang())
    };
    let sections = site.sections.iter();
    sections.filter(move |section| is_below(section) && is_read(section))
}
