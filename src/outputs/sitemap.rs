//! The sitemap, with the other languages of each page, in parts of at most 50,000 addresses.

use super::xml;
use crate::facts::{self, Subject, World};
use crate::model::{EntryId, SectionId, ValueId};
use quick_xml::events::{BytesEnd, BytesStart, Event};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The protocol's limit.
const LARGEST: usize = 50_000;

/// How many parts there are.
pub(super) fn parts(world: &World) -> usize {
    subjects(world).len().div_ceil(LARGEST).max(1)
}

/// The name of a part when there are several.
pub(super) fn part_name(part: usize) -> String {
    format!("/sitemap-{}.xml", part + 1)
}

fn subjects(world: &World) -> Vec<Subject> {
    let site = &world.site;
    let sections = (0..site.sections.len()).map(|at| Subject::Section(SectionId(at as u32), 1));
    let entries = entries(world).map(Subject::Entry);
    let mut list: Vec<Subject> = sections.chain(views(world)).chain(entries).collect();
    for ((lang, taxonomy), terms) in &site.terms {
        let name: Arc<str> = taxonomy.as_str().into();
        list.push(Subject::Taxonomy(lang.clone(), Arc::clone(&name)));
        list.extend(terms.list.iter().map(|term| {
            Subject::Term(
                lang.clone(),
                Arc::clone(&name),
                term.slug.as_str().into(),
                1,
            )
        }));
    }
    list.extend(own_pages(world));
    let langs = site.config.languages.iter();
    list.extend(langs.flat_map(|language| facts::month_pages(world, &language.lang)));
    list.retain(|subject| !subject.is_hidden_from_search(site));
    list
}

/// The pages that the program makes by itself, and that readers come to by a link.
fn own_pages(world: &World) -> impl Iterator<Item = Subject> {
    let linked = world.site.own_pages().filter(|(_, page)| page.is_linked());
    linked.map(|(lang, page)| Subject::Own(lang.clone(), page))
}

/// Entries with a page of their own that search engines may know.
fn entries(world: &World) -> impl Iterator<Item = EntryId> {
    let site = &world.site;
    let wanted = |id: &EntryId| site.is_listed(*id) && !site.is_hidden_from_search(*id);
    let pages = site.all().filter(|(_, entry)| entry.section().is_none());
    pages.map(|(id, _)| id).filter(wanted)
}

/// The views of one facet; there are many of two, and search engines are asked to leave those out.
fn views(world: &World) -> impl Iterator<Item = Subject> {
    let directories = world.site.directories.iter();
    directories.flat_map(|(section, directory)| {
        let singles = 0..directory.values.len();
        singles.map(|at| Subject::View(*section, directory.of(ValueId(at as u32)), 1))
    })
}

/// One part.
pub(super) fn write(world: &World, part: usize) -> String {
    let mut xml = xml::document();
    let mut start = BytesStart::new("urlset");
    start.push_attribute(("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9"));
    start.push_attribute(("xmlns:xhtml", "http://www.w3.org/1999/xhtml"));
    let _ = xml.write_event(Event::Start(start));
    let subjects = subjects(world);
    let known = translated(world, &subjects);
    for subject in subjects.iter().skip(part * LARGEST).take(LARGEST) {
        let _ = xml.write_event(Event::Start(BytesStart::new("url")));
        let own = world.absolute(&world.href(&subject.url(&world.site)));
        xml::element(&mut xml, "loc", &own);
        if let Some(day) = changed(world, subject) {
            xml::element(&mut xml, "lastmod", &day);
        }
        let mut others = facts::alternates(world, subject);
        others.retain(|(_, _, url)| known.contains(url));
        if !others.is_empty() {
            let own_lang = subject.lang(&world.site).as_str();
            alternate(&mut xml, own_lang, &own);
            for (lang, _, url) in others {
                alternate(&mut xml, lang.as_str(), &world.absolute(&url));
            }
        }
        let _ = xml.write_event(Event::End(BytesEnd::new("url")));
    }
    let _ = xml.write_event(Event::End(BytesEnd::new("urlset")));
    xml::finish(xml)
}

/// The addresses of all pages, where there are languages: of a page in another one search engines may
/// know no more than of any page.
fn translated(world: &World, subjects: &[Subject]) -> BTreeSet<String> {
    let site = &world.site;
    let several = site.config.languages.len() > 1;
    let subjects = subjects.iter().filter(|_| several);
    subjects
        .map(|subject| world.href(&subject.url(site)))
        .collect()
}

fn alternate(xml: &mut xml::Xml, lang: &str, url: &str) {
    xml::empty(
        xml,
        "xhtml:link",
        &[("rel", "alternate"), ("hreflang", lang), ("href", url)],
    );
}

fn changed(world: &World, subject: &Subject) -> Option<String> {
    let entry = world.site.entry(subject.entry(&world.site)?);
    let verified = entry
        .listing()
        .and_then(|listing| listing.verified.as_ref());
    let day = entry
        .front
        .updated
        .max(entry.front.date)
        .map(|when| when.day);
    Some(day.max(verified.map(|verified| verified.date))?.to_string())
}

/// The list of the parts.
pub(super) fn write_index(world: &World, parts: usize) -> String {
    let mut xml = xml::document();
    let mut start = BytesStart::new("sitemapindex");
    start.push_attribute(("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9"));
    let _ = xml.write_event(Event::Start(start));
    for part in 0..parts {
        let _ = xml.write_event(Event::Start(BytesStart::new("sitemap")));
        xml::element(
            &mut xml,
            "loc",
            &world.site.config.base_url.join(&part_name(part)),
        );
        let _ = xml.write_event(Event::End(BytesEnd::new("sitemap")));
    }
    let _ = xml.write_event(Event::End(BytesEnd::new("sitemapindex")));
    xml::finish(xml)
}
