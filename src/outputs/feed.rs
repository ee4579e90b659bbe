//! Atom feeds (RFC 4287): of the site, of a section, of a term.

use super::addresses::with_whole_addresses;
use super::job::FeedOf;
use super::xml::{self, Xml};
use crate::base::day::When;
use crate::base::lang::Lang;
use crate::base::paths::UrlPath;
use crate::content::Entry;
use crate::content::section::SectionKind;
use crate::facts::{self, Subject, World};
use crate::model::{EntryId, SectionId};
use crate::render::{Engine, body_html};
use quick_xml::events::{BytesEnd, BytesStart, BytesText, Event};

/// The page that a feed belongs to.
pub(super) fn subject(of: &FeedOf) -> Subject {
    match of {
        FeedOf::Site(id) | FeedOf::Section(id) => Subject::Section(*id, 1),
        FeedOf::Term(lang, taxonomy, slug) => {
            Subject::Term(lang.clone(), taxonomy.clone(), slug.clone(), 1)
        }
    }
}

/// The feed as XML.
pub(super) fn write(of: &FeedOf, world: &World, engine: &Engine) -> String {
    let site = &world.site;
    let subject = subject(of);
    let lang = subject.lang(site).clone();
    let page = subject.url(site);
    let entries = newest(of, world);
    let zone = &site.config.timezone;
    let updated = entries
        .iter()
        .filter_map(|id| changed(site.entry(*id)))
        .max_by_key(|when| when.moment(zone));
    let updated = updated.unwrap_or(When::on(site.today)).rfc3339(zone);
    let mut xml = xml::document();
    let mut start = BytesStart::new("feed");
    start.push_attribute(("xmlns", "http://www.w3.org/2005/Atom"));
    start.push_attribute(("xml:lang", lang.as_str()));
    let _ = xml.write_event(Event::Start(start));
    let site_title = &site.config.language(&lang).title;
    let title = match of {
        FeedOf::Site(_) => site_title.clone(),
        _ => format!("{} – {site_title}", facts::title(world, &subject)),
    };
    xml::element(&mut xml, "title", &title);
    let own = absolute(world, &facts::feed_of(&page));
    xml::element(&mut xml, "id", &own);
    empty_link(&mut xml, "self", "application/atom+xml", &own);
    empty_link(&mut xml, "alternate", "text/html", &absolute(world, &page));
    xml::element(&mut xml, "updated", &updated);
    author(&mut xml, site_title);
    xml::element(&mut xml, "generator", "Waypost");
    for id in entries {
        write_entry(&mut xml, world, engine, id);
    }
    let _ = xml.write_event(Event::End(BytesEnd::new("feed")));
    xml::finish(xml)
}

fn empty_link(xml: &mut Xml, rel: &str, kind: &str, href: &str) {
    xml::empty(xml, "link", &[("rel", rel), ("type", kind), ("href", href)]);
}

fn author(xml: &mut Xml, name: &str) {
    let _ = xml.write_event(Event::Start(BytesStart::new("author")));
    xml::element(xml, "name", name);
    let _ = xml.write_event(Event::End(BytesEnd::new("author")));
}

fn write_entry(xml: &mut Xml, world: &World, engine: &Engine, id: EntryId) {
    let site = &world.site;
    let entry = site.entry(id);
    let Some(changed) = changed(entry) else {
        return;
    };
    let zone = &site.config.timezone;
    let url = world.absolute(&world.entry_href(id));
    let mut start = BytesStart::new("entry");
    start.push_attribute(("xml:lang", entry.lang.as_str()));
    let _ = xml.write_event(Event::Start(start));
    xml::element(xml, "title", &entry.front.title);
    xml::element(xml, "id", &url);
    empty_link(xml, "alternate", "text/html", &url);
    if let Some(date) = entry.front.date {
        xml::element(xml, "published", &date.rfc3339(zone));
    }
    xml::element(xml, "updated", &changed.rfc3339(zone));
    for (name, _) in entry.front.terms.get("authors").into_iter().flatten() {
        author(xml, name);
    }
    for (topic, _) in entry.front.terms.get("topics").into_iter().flatten() {
        xml::empty(xml, "category", &[("term", topic)]);
    }
    let description = world.description(id);
    // Atom wants a summary where there is no content, and readers something to read.
    let summary = if description.is_empty() {
        &entry.front.title
    } else {
        &description
    };
    xml::element(xml, "summary", summary);
    let html = if site.config.feeds.full {
        body_html(engine, world, id)
    } else {
        String::new()
    };
    if !html.trim().is_empty() {
        let html = xml::legal(&with_whole_addresses(&html, |address| {
            whole(address, world, &url)
        }));
        let content = xml
            .create_element("content")
            .with_attribute(("type", "html"));
        let _ = content.write_text_content(BytesText::new(&html));
    }
    let _ = xml.write_event(Event::End(BytesEnd::new("entry")));
}

/// Readers of feeds have no page to be relative to.
fn whole(address: &str, world: &World, page: &str) -> String {
    match address.starts_with('#') {
        true => format!("{page}{address}"),
        false => world.absolute(address),
    }
}

/// When an entry last changed in substance: for a listing, when it was last checked.
fn changed(entry: &Entry) -> Option<When> {
    let verified = entry
        .listing()
        .and_then(|listing| listing.verified.as_ref());
    entry
        .front
        .updated
        .max(entry.front.date)
        .or(verified.map(|verified| When::on(verified.date)))
}

fn newest(of: &FeedOf, world: &World) -> Vec<EntryId> {
    let site = &world.site;
    let mut ids = Vec::new();
    match of {
        FeedOf::Site(home) => {
            below(world, *home, &mut ids);
            ids.retain(|id| site.entry(*id).kind.name() == "article");
        }
        FeedOf::Section(id) => below(world, *id, &mut ids),
        FeedOf::Term(lang, taxonomy, slug) => ids.extend(term_entries(world, lang, taxonomy, slug)),
    }
    ids.retain(|id| changed(site.entry(*id)).is_some());
    ids.sort_by_key(|id| {
        let entry = site.entry(*id);
        (std::cmp::Reverse(entry.front.date.or(changed(entry))), *id)
    });
    ids.truncate(site.config.feeds.items);
    ids
}

fn below(world: &World, id: SectionId, ids: &mut Vec<EntryId>) {
    let section = world.site.section(id);
    let own = section
        .members
        .iter()
        .filter(|id| world.site.entry(**id).lang == section.lang);
    if section.kind != SectionKind::Pages || section.folder.is_empty() {
        ids.extend(own);
    }
    section
        .children
        .iter()
        .for_each(|child| below(world, *child, ids));
}

fn term_entries<'a>(world: &'a World, lang: &Lang, taxonomy: &str, slug: &str) -> &'a [EntryId] {
    let terms = world.site.terms.get(&(lang.clone(), taxonomy.to_owned()));
    terms
        .and_then(|terms| terms.get(slug))
        .map_or(&[], |term| &term.entries)
}

fn absolute(world: &World, url: &UrlPath) -> String {
    world.absolute(&world.href(url))
}
