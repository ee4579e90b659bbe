//! Questions for entries, sections and terms.

use super::super::answer::Answer;
use super::super::fact::Fact;
use super::super::lists::section_summary;
use super::super::pages::taxonomy_title;
use super::super::scope::{Asker, ask, ask_surely};
use super::super::subject::Subject;
use super::super::tracked::map;
use super::super::world::World;
use super::{Found, Result as Asked, suggest};
use crate::base::diag::nearest;
use crate::base::lang::Lang;
use crate::content::listing as listings;
use crate::content::section::SectionKind;
use crate::model::{EntryId, SectionId};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::Arc;
use tera::Value;

/// Which entries a template asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Wanted {
    /// Only of this kind: `article`, `page`, `listing`.
    pub kind: Option<String>,
    /// Only listings of this kind: `helpline`, `group`, …
    pub listing_kind: Option<String>,
    /// The folder below `content/`; none: the whole site.
    pub section: Option<String>,
    /// At most so many.
    pub limit: Option<usize>,
    /// Those of the sections below as well.
    pub recursive: bool,
    /// Only those that are featured.
    pub featured: bool,
}

/// As a template writes it.
impl fmt::Display for Wanted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Wanted {
            kind,
            listing_kind,
            section,
            limit,
            recursive,
            featured,
        } = self;
        let words = [
            ("kind", kind.clone()),
            ("kind", listing_kind.clone()),
            ("section", section.clone()),
            ("limit", limit.map(|limit| limit.to_string())),
            ("recursive", recursive.then(|| "true".to_owned())),
            ("featured", featured.then(|| "true".to_owned())),
        ];
        let set = words
            .into_iter()
            .filter_map(|(name, value)| Some(format!("{name}={}", value?)));
        write!(f, "({})", set.collect::<Vec<_>>().join(", "))
    }
}

/// `entries(…)` and `listings(…)`.
pub fn entries(world: &World, lang: &Lang, wanted: Wanted) -> Asked {
    ask(world, Fact::Entries(lang.clone(), Arc::new(wanted)))
}

pub(super) fn entries_of(world: &World, lang: &Lang, wanted: &Wanted) -> Found {
    Ok(Answer::summaries(&choose(world, lang, wanted)?))
}

/// `count(…)`: how many entries there are.
pub fn count(world: &World, lang: &Lang, wanted: Wanted) -> Asked {
    ask(world, Fact::Count(lang.clone(), Arc::new(wanted)))
}

pub(super) fn count_of(world: &World, lang: &Lang, wanted: &Wanted) -> Found {
    Ok(choose(world, lang, wanted)?.len().into())
}

fn choose(world: &World, lang: &Lang, wanted: &Wanted) -> Result<Vec<EntryId>, String> {
    let site = &world.site;
    let mut ids = Vec::new();
    match &wanted.section {
        Some(folder) => gather(
            world,
            section_id(world, lang, folder)?,
            wanted.recursive,
            &mut ids,
        ),
        None => gather(world, section_id(world, lang, "")?, true, &mut ids),
    }
    ids.retain(|id| {
        let entry = site.entry(*id);
        let fits = |wanted: &Option<String>, kind: &str| {
            wanted.as_deref().is_none_or(|wanted| wanted == kind)
        };
        let listing_kind = entry.listing().map_or("", |listing| listing.kind.as_str());
        (entry.front.featured || !wanted.featured)
            && fits(&wanted.kind, entry.kind.name())
            && fits(&wanted.listing_kind, listing_kind)
    });
    if wanted.section.is_none() || wanted.recursive {
        ids.sort_by_key(|id| std::cmp::Reverse(site.entry(*id).front.date));
    }
    ids.truncate(wanted.limit.unwrap_or(usize::MAX));
    Ok(ids)
}

fn gather(world: &World, section: SectionId, recursive: bool, ids: &mut Vec<EntryId>) {
    let section = world.site.section(section);
    ids.extend(&section.members);
    if recursive {
        section
            .children
            .iter()
            .for_each(|child| gather(world, *child, true, ids));
    }
}

pub(super) fn section_id(world: &World, lang: &Lang, folder: &str) -> Result<SectionId, String> {
    let site = &world.site;
    let folder = folder
        .trim_matches('/')
        .trim_end_matches("_index.md")
        .trim_end_matches('/');
    site.section_at(folder, lang)
        .or_else(|| site.section_at(folder, site.config.default_lang()))
        .ok_or_else(|| {
            let near = nearest(
                folder,
                site.sections.iter().map(|section| section.folder.as_str()),
            );
            suggest(
                format!("there is no section `{folder}` below content/"),
                near,
            )
        })
}

/// `has_section(path=…)`: whether a folder is a section of the site.
pub fn has_section(world: &World, lang: &Lang, folder: &str) -> Value {
    ask_surely(world, Fact::HasSection(lang.clone(), folder.into()))
}

pub(super) fn has_section_of(world: &World, lang: &Lang, folder: &str) -> Answer {
    section_id(world, lang, folder).is_ok().into()
}

/// `listing_groups(section=…)`: a section's listings by kind, in the order of their kinds.
pub fn listing_groups(world: &World, lang: &Lang, folder: Option<&str>) -> Asked {
    ask(world, Fact::Groups(lang.clone(), folder.map(Arc::from)))
}

pub(super) fn groups_of(world: &World, lang: &Lang, folder: Option<&str>) -> Found {
    let mut ids = Vec::new();
    match folder {
        Some(folder) => gather(world, section_id(world, lang, folder)?, false, &mut ids),
        None => {
            let directories =
                world.site.sections.iter().filter(|section| {
                    section.kind == SectionKind::Listings && section.lang == *lang
                });
            directories.for_each(|section| ids.extend(&section.members));
        }
    }
    let groups = listings::Kind::WORDS.iter().filter_map(|(word, kind)| {
        let of_kind = |id: &&EntryId| {
            world
                .site
                .entry(**id)
                .listing()
                .is_some_and(|listing| listing.kind == *kind)
        };
        let items: Vec<&EntryId> = ids.iter().filter(of_kind).collect();
        (!items.is_empty()).then(|| {
            Answer::Map(vec![
                ("kind", (*word).into()),
                ("items", Answer::summaries(items)),
            ])
        })
    });
    Ok(Answer::List(groups.collect()))
}

/// `entry(path=…)`: what lists show of an entry, in the page's language.
pub fn entry(world: &World, lang: &Lang, path: &str) -> Asked {
    ask(world, Fact::Summary(lang.clone(), path.into()))
}

pub(super) fn entry_of(world: &World, lang: &Lang, path: &str) -> Found {
    match world.site.by_id(path) {
        Some(id) => Ok(Answer::Summary(world.site.translated(id, lang))),
        None => Err(super::site::no_url(world, path)),
    }
}

/// `listing(id=…)`: what lists show of a listing, in the page's language.
pub fn listing(world: &World, lang: &Lang, id: &str) -> Asked {
    ask(world, Fact::Listing(lang.clone(), id.into()))
}

pub(super) fn listing_of(world: &World, lang: &Lang, id: &str) -> Found {
    world
        .site
        .listing(id, lang)
        .or_else(|| world.site.withdrawn_listing(id, lang))
        .map(Answer::Summary)
        .ok_or_else(|| {
            let near = nearest(id, world.site.listing_ids());
            suggest(format!("there is no listing with the id `{id}`"), near)
        })
}

/// `section(path=…)`.
pub fn section(world: &World, lang: &Lang, folder: &str) -> Asked {
    ask(world, Fact::Section(lang.clone(), folder.into()))
}

pub(super) fn section_of(world: &World, lang: &Lang, folder: &str) -> Found {
    Ok(section_summary(world, section_id(world, lang, folder)?))
}

/// `sections(path=…)`: the sections in a section.
pub fn sections(world: &World, lang: &Lang, folder: &str) -> Asked {
    ask(world, Fact::Sections(lang.clone(), folder.into()))
}

pub(super) fn sections_of(world: &World, lang: &Lang, folder: &str) -> Found {
    let section = world.site.section(section_id(world, lang, folder)?);
    let children = section.children.iter();
    let children = children.map(|child| section_summary(world, *child));
    Ok(Answer::List(children.collect()))
}

/// `terms(taxonomy=…)`.
pub fn terms(world: &World, lang: &Lang, taxonomy: &str) -> Asked {
    ask(world, Fact::Terms(lang.clone(), taxonomy.into()))
}

pub(super) fn terms_of(world: &World, lang: &Lang, taxonomy: &str) -> Found {
    let config = &world.site.config;
    if config.taxonomy(taxonomy).is_none() {
        let near = nearest(
            taxonomy,
            config
                .taxonomies
                .iter()
                .map(|taxonomy| taxonomy.name.as_str()),
        );
        return Err(suggest(
            format!("there is no taxonomy called `{taxonomy}`"),
            near,
        ));
    }
    let terms = world.site.terms.get(&(lang.clone(), taxonomy.to_owned()));
    let list: Vec<Value> = terms
        .map_or(&[][..], |terms| terms.list.as_slice())
        .iter()
        .map(|term| term_value(world, taxonomy, term))
        .collect();
    Ok(list.into())
}

fn term_value(world: &World, taxonomy: &str, term: &crate::model::Term) -> Value {
    let has_feed = world.site.config.feeds.enabled
        && !term.discreet
        && world.site.config.taxonomy(taxonomy).is_some_and(|t| t.feed);
    let feed = has_feed.then(|| world.href(&super::feed_of(&term.url)));
    map(vec![
        ("name", Value::from(term.name.as_str())),
        ("slug", Value::from(term.slug.as_str())),
        ("url", Value::from(world.href(&term.url))),
        ("count", Value::from(term.entries.len())),
        ("feed_url", Value::from(feed)),
    ])
}

/// `taxonomy` and `term`, for the pages of taxonomies and terms.
pub fn grouping(asker: &Asker) -> (Value, Value) {
    if !matches!(asker.subject, Subject::Taxonomy(..) | Subject::Term(..)) {
        return (Value::none(), Value::none());
    }
    let value = ask_surely(&asker.world, Fact::Grouping(Arc::clone(&asker.topic)));
    match value.as_array() {
        Some([grouping, term]) => (grouping.clone(), term.clone()),
        _ => (Value::none(), Value::none()),
    }
}

pub(super) fn grouping_of(world: &World, subject: &Subject) -> Answer {
    let (lang, taxonomy, slug) = match subject {
        Subject::Taxonomy(lang, taxonomy) => (lang, taxonomy, None),
        Subject::Term(lang, taxonomy, slug, _) => (lang, taxonomy, Some(slug)),
        _ => return Answer::absent(),
    };
    let terms = world.site.terms.get(&(lang.clone(), taxonomy.to_string()));
    let grouping = map(vec![
        ("name", Value::from(taxonomy.as_ref())),
        ("title", Value::from(taxonomy_title(world, lang, taxonomy))),
        (
            "slug",
            Value::from(
                world
                    .site
                    .config
                    .taxonomy(taxonomy)
                    .map(|found| found.slug.as_str()),
            ),
        ),
        (
            "url",
            Value::from(terms.map(|terms| world.href(&terms.url))),
        ),
    ]);
    let term = slug.and_then(|slug| terms?.get(slug));
    let term = term.map_or(Value::none(), |term| term_value(world, taxonomy, term));
    vec![grouping, term].into()
}
