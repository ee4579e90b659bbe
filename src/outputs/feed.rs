//! Atom feeds (RFC 4287): of the site, of a section, of a term.

use super::addresses::with_whole_addresses;
use super::xml::{self, Xml};
use crate::facts::{self, Asker, FeedEntry, World};
use crate::render::{Engine, feed_html};
use quick_xml::events::{BytesEnd, BytesStart, BytesText, Event};

/// The feed as XML.
pub(super) fn write(asker: &Asker, engine: &Engine) -> String {
    let feed = facts::feed_facts(asker);
    let mut xml = xml::document();
    let mut start = BytesStart::new("feed");
    start.push_attribute(("xmlns", "http://www.w3.org/2005/Atom"));
    start.push_attribute(("xml:lang", feed.lang.as_str()));
    let _ = xml.write_event(Event::Start(start));
    xml::element(&mut xml, "title", &feed.title);
    xml::element(&mut xml, "id", &feed.address);
    empty_link(&mut xml, "self", "application/atom+xml", &feed.address);
    empty_link(&mut xml, "alternate", "text/html", &feed.page);
    xml::element(&mut xml, "updated", &feed.updated);
    author(&mut xml, &feed.site_title);
    xml::element(&mut xml, "generator", "Waypost");
    for entry in &feed.entries {
        let html = match feed.full {
            true => feed_html(engine, &asker.world, entry.id),
            false => String::new(),
        };
        write_entry(&mut xml, &asker.world, entry, &html);
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

fn write_entry(xml: &mut Xml, world: &World, entry: &FeedEntry, html: &str) {
    let mut start = BytesStart::new("entry");
    start.push_attribute(("xml:lang", entry.lang.as_str()));
    let _ = xml.write_event(Event::Start(start));
    xml::element(xml, "title", &entry.title);
    xml::element(xml, "id", &entry.address);
    empty_link(xml, "alternate", "text/html", &entry.address);
    if let Some(published) = &entry.published {
        xml::element(xml, "published", published);
    }
    xml::element(xml, "updated", &entry.updated);
    for name in &entry.authors {
        author(xml, name);
    }
    for topic in &entry.topics {
        xml::empty(xml, "category", &[("term", topic)]);
    }
    xml::element(xml, "summary", &entry.summary);
    if !html.trim().is_empty() {
        let html = with_whole_addresses(html, |address| whole(address, world, &entry.address));
        let html = xml::legal(&html);
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
        // The origin is part of the feed's own address, which was noted.
        false => world.absolute(address),
    }
}
