//! Questions for entries, sections and terms.

use super::super::fact::Fact;
use super::super::pages::{section_summary, taxonomy_title};
use super::super::scope::record;
use super::super::subject::Subject;
use super::super::tracked::{Tracked, map};
use super::super::world::World;
use super::{Answer, suggest};
use crate::base::diag::nearest;
use crate::base::lang::Lang;
use crate::content::listing as listings;
use crate::content::section::SectionKind;
use crate::model::{EntryId, SectionId};
use tera::Value;

/// Which entries a template asks for.
#[derive(Clone, Debug, Default)]
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
}

/// `entries(…)` and `listings(…)`.
pub fn entries(world: &World, lang: &Lang, wanted: &Wanted) -> Answer {
    let ids = choose(world, lang, wanted)?;
    let items = ids.iter().map(|id| world.summary(*id).clone()).collect();
    let fact = Fact::Entries(format!("{lang}:{wanted:?}").into());
    Ok(record(fact, &Tracked::list(items)))
}

/// `count(…)`: how many entries there are.
pub fn count(world: &World, lang: &Lang, wanted: &Wanted) -> Answer {
    let count = choose(world, lang, wanted)?.len();
    let fact = Fact::Entries(format!("{lang}:count:{wanted:?}").into());
    Ok(record(fact, &count.into()))
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
        fits(&wanted.kind, entry.kind.name()) && fits(&wanted.listing_kind, listing_kind)
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

fn section_id(world: &World, lang: &Lang, folder: &str) -> Result<SectionId, String> {
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
pub fn has_section(world: &World, lang: &Lang, folder: &str) -> bool {
    let known = section_id(world, lang, folder).is_ok();
    record(
        Fact::Section(format!("{lang}:has:{folder}").into()),
        &known.into(),
    );
    known
}

/// `listing_groups(section=…)`: a section's listings by kind, in the order of their kinds.
pub fn listing_groups(world: &World, lang: &Lang, folder: Option<&str>) -> Answer {
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
        let items: Vec<Tracked> = ids
            .iter()
            .filter(of_kind)
            .map(|id| world.summary(*id).clone())
            .collect();
        (!items.is_empty()).then(|| {
            Tracked::map(vec![
                ("kind", (*word).into()),
                ("items", Tracked::list(items)),
            ])
        })
    });
    let groups = Tracked::list(groups.collect());
    Ok(record(
        Fact::Entries(format!("{lang}:groups:{folder:?}").into()),
        &groups,
    ))
}

/// `entry(path=…)`: what lists show of an entry, in the page's language.
pub fn entry(world: &World, lang: &Lang, path: &str) -> Answer {
    let Some(id) = world.site.by_id(path) else {
        return Err(super::site::no_url(world, path));
    };
    let id = world.site.translated(id, lang);
    let fact = Fact::Summary(format!("{lang}:{path}").into());
    Ok(record(fact, world.summary(id)))
}

/// `listing(id=…)`: what lists show of a listing, in the page's language.
pub fn listing(world: &World, lang: &Lang, id: &str) -> Answer {
    let Some(found) = world.site.listing(id, lang) else {
        let near = nearest(id, world.site.listing_ids());
        return Err(suggest(
            format!("there is no listing with the id `{id}`"),
            near,
        ));
    };
    Ok(record(
        Fact::Summary(format!("listing:{lang}:{id}").into()),
        world.summary(found),
    ))
}

/// `section(path=…)`.
pub fn section(world: &World, lang: &Lang, folder: &str) -> Answer {
    let summary = section_summary(world, section_id(world, lang, folder)?);
    Ok(record(
        Fact::Section(format!("{lang}:{folder}").into()),
        &summary,
    ))
}

/// `sections(path=…)`: the sections in a section.
pub fn sections(world: &World, lang: &Lang, folder: &str) -> Answer {
    let id = section_id(world, lang, folder)?;
    let children = world
        .site
        .section(id)
        .children
        .iter()
        .map(|child| section_summary(world, *child));
    let list = Tracked::list(children.collect());
    Ok(record(
        Fact::Section(format!("{lang}:in:{folder}").into()),
        &list,
    ))
}

/// `terms(taxonomy=…)`.
pub fn terms(world: &World, lang: &Lang, taxonomy: &str) -> Answer {
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
    Ok(record(
        Fact::Terms(format!("{lang}:{taxonomy}").into()),
        &list.into(),
    ))
}

fn term_value(world: &World, taxonomy: &str, term: &crate::model::Term) -> Value {
    let has_feed = world.site.config.feeds.enabled
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
pub fn grouping(world: &World, subject: &Subject) -> (Value, Value) {
    let (lang, taxonomy, slug) = match subject {
        Subject::Taxonomy(lang, taxonomy) => (lang, taxonomy, None),
        Subject::Term(lang, taxonomy, slug, _) => (lang, taxonomy, Some(slug)),
        _ => return (Value::none(), Value::none()),
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
    let tracked = Tracked::new(Value::from(vec![grouping.clone(), term.clone()]));
    record(Fact::Terms(subject.name(&world.site)), &tracked);
    (grouping, term)
}
