//! Questions about the page that is being rendered: what stands around it.

use super::super::answer::Answer;
use super::super::fact::Fact;
use super::super::kept::crumb;
use super::super::pages::{taxonomy_title, title};
use super::super::poster::poster_url;
use super::super::scope::{Asker, ask_surely};
use super::super::subject::{Subject, view_of};
use super::super::summary::lang_fields;
use super::super::tracked::map;
use super::super::world::World;
use super::months::{events_page, has_month};
use super::sheet::has_part;
use crate::base::lang::Lang;
use crate::model::{EntryId, OwnPage, SectionId, ViewId};
use std::sync::Arc;
use tera::Value;

/// `breadcrumbs()`: from the home to the page itself.
pub fn breadcrumbs(asker: &Asker) -> Value {
    ask_surely(&asker.world, Fact::Breadcrumbs(Arc::clone(&asker.topic)))
}

pub(super) fn breadcrumbs_of(world: &World, subject: &Subject) -> Answer {
    let site = &world.site;
    let mut crumbs = Vec::new();
    let mut above = match subject {
        Subject::Section(id, _) => site.section(*id).parent,
        Subject::Entry(id) => Some(site.section_of(*id)),
        Subject::View(id, ..) => Some(*id),
        Subject::Poster(id) => Some(site.section_of(*id)),
        _ => site.section_at("", subject.lang(site)),
    };
    while let Some(id) = above {
        crumbs.push(world.section_crumb(id));
        above = site.section(id).parent;
    }
    crumbs.reverse();
    if let Subject::Term(lang, taxonomy, ..) = subject
        && let Some(terms) = site.terms.get(&(lang.clone(), taxonomy.to_string()))
    {
        crumbs.push(crumb(
            &taxonomy_title(world, lang, taxonomy),
            &world.href(&terms.url),
        ));
    }
    if let Subject::View(id, view, _) = subject
        && let Some(above) = view_above(world, *id, *view)
    {
        let above = Subject::View(*id, above, 1);
        crumbs.push(crumb(&title(world, &above), &world.href(&above.url(site))));
    }
    crumbs.extend(way_to(world, subject));
    crumbs.push(match subject {
        Subject::Section(id, 1) => world.section_crumb(*id),
        _ => crumb(&title(world, subject), &world.href(&subject.url(site))),
    });
    crumbs.into()
}

/// What lies between the home and a page that the program makes.
fn way_to(world: &World, subject: &Subject) -> Vec<Value> {
    let site = &world.site;
    let own = |lang: &Lang, page: OwnPage| {
        let url = site.own_url(lang, page)?;
        let title = title(world, &Subject::Own(lang.clone(), page));
        Some(crumb(&title, &world.href(&url)))
    };
    let events = |lang: &Lang| {
        let (title, url) = events_page(world, lang)?;
        Some(crumb(&title, &url))
    };
    let steps = match subject {
        Subject::Own(lang, OwnPage::PastEvents) | Subject::Month(lang, _) => vec![events(lang)],
        Subject::Own(lang, page) if page.is_for_paper() && *page != OwnPage::Print => {
            vec![own(lang, OwnPage::Print)]
        }
        Subject::Part(lang, order, _) => vec![own(lang, OwnPage::Print), own(lang, order.page())],
        Subject::Poster(id) => {
            let name = &site.entry(*id).front.title;
            vec![Some(crumb(name, &world.entry_href(*id)))]
        }
        _ => Vec::new(),
    };
    steps.into_iter().flatten().collect()
}

/// The view of the first facet, on the way to one of two.
fn view_above(world: &World, section: SectionId, view: ViewId) -> Option<ViewId> {
    let directory = world.site.directory(section)?;
    let view = directory.view(view);
    view.second.map(|_| directory.of(view.first))
}

/// `neighbours()`.
pub fn neighbours(asker: &Asker) -> Value {
    ask_surely(&asker.world, Fact::Neighbours(Arc::clone(&asker.topic)))
}

pub(super) fn neighbours_of(world: &World, subject: &Subject) -> Answer {
    let (previous, next) = match subject {
        Subject::Entry(id) => world.site.neighbours[id.index()],
        _ => (None, None),
    };
    let side = |id: Option<EntryId>| id.map_or_else(Answer::absent, Answer::Summary);
    Answer::Map(vec![("previous", side(previous)), ("next", side(next))])
}

/// `related(limit=…, kind=…)`.
pub fn related(asker: &Asker, limit: usize, listings: bool) -> Value {
    let limit = u32::try_from(limit).unwrap_or(u32::MAX);
    let fact = Fact::Related(Arc::clone(&asker.topic), limit, listings);
    ask_surely(&asker.world, fact)
}

pub(super) fn related_of(world: &World, subject: &Subject, limit: usize, listings: bool) -> Answer {
    let ids = match subject {
        Subject::Entry(id) if listings => world.site.related(*id).listings.as_slice(),
        Subject::Entry(id) => world.site.related(*id).alike.as_slice(),
        _ => &[],
    };
    Answer::summaries(ids.iter().take(limit))
}

/// `backlinks()`.
pub fn backlinks(asker: &Asker) -> Value {
    ask_surely(&asker.world, Fact::Backlinks(Arc::clone(&asker.topic)))
}

pub(super) fn backlinks_of(world: &World, subject: &Subject) -> Answer {
    let ids = subject
        .entry(&world.site)
        .map_or(&[][..], |id| world.site.backlinks(id));
    Answer::summaries(ids)
}

/// `translations()`: the other languages of the page.
pub fn translations(asker: &Asker) -> Value {
    ask_surely(&asker.world, Fact::Translations(Arc::clone(&asker.topic)))
}

pub(super) fn translations_of(world: &World, subject: &Subject) -> Answer {
    let list = alternates(world, subject)
        .into_iter()
        .map(|(lang, title, url)| {
            let mut fields = lang_fields(&lang);
            fields.push(("title", Value::from(title)));
            fields.push(("permalink", Value::from(world.absolute(&url))));
            fields.push(("url", Value::from(url)));
            map(fields)
        })
        .collect::<Vec<_>>();
    list.into()
}

/// The other languages of a page, with title and URL.
pub fn alternates(world: &World, subject: &Subject) -> Vec<(Lang, String, String)> {
    let site = &world.site;
    match subject {
        Subject::Entry(id) => site
            .translations(*id)
            .into_iter()
            .map(|other| {
                let entry = site.entry(other);
                (
                    entry.lang.clone(),
                    world.entry_title(other).into_owned(),
                    world.entry_href(other),
                )
            })
            .collect(),
        Subject::Section(id, _) => {
            let section = site.section(*id);
            let others = site
                .config
                .languages
                .iter()
                .filter(|language| language.lang != section.lang);
            others
                .filter_map(|language| {
                    let other = site.section(site.section_at(&section.folder, &language.lang)?);
                    Some((
                        other.lang.clone(),
                        other.title.clone(),
                        world.href(&other.url),
                    ))
                })
                .collect()
        }
        Subject::Taxonomy(lang, taxonomy) => others(world, lang)
            .filter_map(|other| {
                let terms = site.terms.get(&(other.clone(), taxonomy.to_string()))?;
                translatable(world, taxonomy)?;
                Some((
                    other.clone(),
                    taxonomy_title(world, other, taxonomy),
                    world.href(&terms.url),
                ))
            })
            .collect(),
        Subject::Term(lang, taxonomy, slug, _) => others(world, lang)
            .filter_map(|other| {
                let terms = site.terms.get(&(other.clone(), taxonomy.to_string()))?;
                translatable(world, taxonomy)?;
                let term = terms.get(slug)?;
                Some((other.clone(), term.name.clone(), world.href(&term.url)))
            })
            .collect(),
        Subject::View(id, view, _) => {
            let section = site.section(*id);
            let path = view_of(site, *id, *view).map_or("", |view| &view.path);
            others(world, &section.lang)
                .filter_map(|lang| {
                    let other = site.section_at(&section.folder, lang)?;
                    let view = site.directory(other)?.at(path)?;
                    let subject = Subject::View(other, view, 1);
                    Some((
                        lang.clone(),
                        title(world, &subject),
                        world.href(&subject.url(site)),
                    ))
                })
                .collect()
        }
        Subject::Poster(id) => posters(world, *id),
        Subject::Month(lang, month) => others(world, lang)
            .filter(|other| has_month(world, other, *month))
            .map(|other| made(world, other, Subject::Month(other.clone(), *month)))
            .collect(),
        Subject::Part(lang, order, slug) => others(world, lang)
            .filter(|other| has_part(world, other, *order, slug))
            .map(|other| {
                let part = Subject::Part(other.clone(), *order, Arc::clone(slug));
                made(world, other, part)
            })
            .collect(),
        Subject::Own(_, page) if !page.is_linked() => Vec::new(),
        Subject::Own(lang, page) => others(world, lang)
            .filter_map(|other| {
                let url = site.own_url(other, *page)?;
                let title = title(world, &Subject::Own(other.clone(), *page));
                Some((other.clone(), title, world.href(&url)))
            })
            .collect(),
    }
}

fn made(world: &World, lang: &Lang, page: Subject) -> (Lang, String, String) {
    let url = world.href(&page.url(&world.site));
    (lang.clone(), title(world, &page), url)
}

/// The posters of a listing in other languages.
fn posters(world: &World, id: EntryId) -> Vec<(Lang, String, String)> {
    let others = world.site.translations(id).into_iter();
    let others = others.filter(|other| poster_url(world, *other).is_some());
    others
        .map(|other| {
            let lang = &world.site.entry(other).lang;
            made(world, lang, Subject::Poster(other))
        })
        .collect()
}

/// The other languages of the site.
fn others<'w>(world: &'w World, own: &'w Lang) -> impl Iterator<Item = &'w Lang> {
    let languages = world.site.config.languages.iter();
    languages
        .map(|language| &language.lang)
        .filter(move |lang| *lang != own)
}

/// Whether a term of a taxonomy is the same in all languages: where there is a vocabulary. Two free
/// words that are written alike may mean two things.
fn translatable(world: &World, taxonomy: &str) -> Option<()> {
    world.site.config.vocabularies.of(taxonomy).map(|_| ())
}
