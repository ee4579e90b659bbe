//! What a page lists: the entries of its list, page by page, and the sections below it.

use super::answer::Answer;
use super::fact::Fact;
use super::feeds::section_feed;
use super::pages::term;
use super::scope::{Asker, ask_surely};
use super::subject::{Subject, paged, view_of};
use super::tracked::map;
use super::world::World;
use crate::content::section::SectionKind;
use crate::model::SectionId;
use std::sync::Arc;
use tera::Value;

/// How far from the present page `pager.urls` goes in both directions.
const NEAR: u32 = 2;

/// `pager`: the entries that this page of a list shows. None for pages without a list.
pub fn pager(asker: &Asker) -> Value {
    match asker.subject {
        Subject::Section(..) | Subject::View(..) | Subject::Term(..) => {
            ask_surely(&asker.world, Fact::List(Arc::clone(&asker.topic)))
        }
        _ => Value::none(),
    }
}

pub(super) fn pager_of(world: &World, subject: &Subject) -> Answer {
    let site = &world.site;
    let (ids, url, number, size) = match subject {
        Subject::Section(id, number) => {
            let section = site.section(*id);
            (&section.members, &section.url, *number, section.page_size)
        }
        Subject::View(id, view, number) => match view_of(site, *id, *view) {
            Some(view) => {
                let size = site.section(*id).page_size;
                (&view.listings, &view.url, *number, size)
            }
            None => return Answer::absent(),
        },
        Subject::Term(lang, taxonomy, slug, number) => match term(world, lang, taxonomy, slug) {
            Some(term) => {
                let size = site
                    .config
                    .taxonomy(taxonomy)
                    .map_or(20, |taxonomy| taxonomy.page_size);
                (&term.entries, &term.url, *number, size)
            }
            None => return Answer::absent(),
        },
        _ => return Answer::absent(),
    };
    let size = if size == 0 { ids.len().max(1) } else { size };
    let pages = ids.len().div_ceil(size).max(1) as u32;
    let start = (number as usize - 1) * size;
    let items = Answer::summaries(ids.iter().skip(start).take(size));
    let href = |page: u32| Value::from(world.href(&paged(url, page)));
    // The whole list on each of its pages would grow with the square of a site.
    let near = |page: &u32| *page == 1 || *page == pages || page.abs_diff(number) <= NEAR;
    let urls: Vec<Value> = (1..=pages)
        .filter(near)
        .map(|page| {
            map(vec![
                ("number", Value::from(page)),
                ("url", href(page)),
                ("current", Value::from(page == number)),
            ])
        })
        .collect();
    let beside = |exists: bool, page: u32| match exists {
        true => href(page).into(),
        false => Answer::absent(),
    };
    Answer::Map(vec![
        ("items", items),
        ("number", number.into()),
        ("pages", pages.into()),
        ("total", ids.len().into()),
        ("previous_url", beside(number > 1, number.saturating_sub(1))),
        ("next_url", beside(number < pages, number + 1)),
        ("urls", urls.into()),
    ])
}

/// The summaries of the sections in a section, as lists show them.
pub fn children(asker: &Asker) -> Value {
    match asker.subject {
        Subject::Section(..) => ask_surely(&asker.world, Fact::Children(Arc::clone(&asker.topic))),
        _ => Value::from(Vec::<Value>::new()),
    }
}

pub(super) fn children_of(world: &World, subject: &Subject) -> Answer {
    let Subject::Section(id, _) = subject else {
        return Answer::List(Vec::new());
    };
    let children = world.site.section(*id).children.iter();
    let children = children.map(|child| section_summary(world, *child));
    Answer::List(children.collect())
}

/// A section as lists show it.
pub(super) fn section_summary(world: &World, id: SectionId) -> Answer {
    let section = world.site.section(id);
    let href = world.href(&section.url);
    let kind = match section.kind {
        SectionKind::Articles => "articles",
        SectionKind::Pages => "pages",
        SectionKind::Listings => "listings",
        SectionKind::Organizations => "organizations",
    };
    let feed = section_feed(world, id).map(|feed| world.href(&feed));
    let description = section
        .entry
        .and_then(|entry| world.site.entry(entry).front.description.clone());
    Answer::Map(vec![
        ("title", Value::from(section.title.as_str()).into()),
        ("url", Value::from(href).into()),
        ("folder", Value::from(section.folder.as_str()).into()),
        ("entries", kind.into()),
        ("total", section.members.len().into()),
        ("description", Value::from(description).into()),
        ("feed_url", Value::from(feed).into()),
        (
            "page",
            section.entry.map_or_else(Answer::absent, Answer::Summary),
        ),
    ])
}
