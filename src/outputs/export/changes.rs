//! `changes.xml`: what has changed in a section of listings, as an Atom feed for readers and for whoever
//! keeps a list of their own. Nothing is known of earlier builds: a change is known by the day that a
//! listing says, and each such day is an entry of its own.

use super::super::xml::{self, Xml};
use super::said::Said;
use crate::base::day::When;
use crate::base::lang::Lang;
use crate::content::listing::{Alert, EventStatus, Listing, Outlet, Status};
use crate::facts::{self, Catalogue, World};
use crate::model::{EntryId, SectionId, TOPICS};
use quick_xml::events::{BytesEnd, BytesStart, Event};
use std::collections::BTreeMap;

/// The most entries: what came before them, readers of feeds know by now.
const MOST: usize = 100;

/// What has happened to a listing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    New,
    Changed,
    Checked,
    Alert,
    Closed(&'static str),
}

impl What {
    fn word(self) -> &'static str {
        match self {
            What::New => "new",
            What::Changed => "changed",
            What::Checked => "checked",
            What::Alert => "alert",
            What::Closed(word) => word,
        }
    }
}

/// One change.
struct Change<'a> {
    id: EntryId,
    listing: &'a Listing,
    what: What,
    when: When,
}

/// The feed. It notes all that it reads.
pub(super) fn write(world: &World, section: SectionId) -> Vec<u8> {
    let changes = changes(world, section);
    let own = world.site.section(section);
    let lang = &own.lang;
    let site_title = &world.site.config.language(lang).title;
    let whole = |url| world.absolute(&world.href(url));
    let address = facts::changes_url(world, section);
    let address = address.as_ref().map(whole).unwrap_or_default();
    let zone = &world.site.config.timezone;
    let updated = changes.first().map(|change| change.when);
    let updated = updated.unwrap_or(When::on(world.site.today)).rfc3339(zone);
    let mut xml = xml::document();
    let mut start = BytesStart::new("feed");
    start.push_attribute(("xmlns", "http://www.w3.org/2005/Atom"));
    start.push_attribute(("xml:lang", lang.as_str()));
    let _ = xml.write_event(Event::Start(start));
    let title = word(world, lang, "title", &[("section", &own.title)]);
    xml::element(&mut xml, "title", &format!("{title} – {site_title}"));
    xml::element(&mut xml, "id", &address);
    link(&mut xml, ("self", "application/atom+xml"), &address, None);
    link(&mut xml, ("alternate", "text/html"), &whole(&own.url), None);
    xml::element(&mut xml, "updated", &updated);
    let _ = xml.write_event(Event::Start(BytesStart::new("author")));
    xml::element(&mut xml, "name", site_title);
    let _ = xml.write_event(Event::End(BytesEnd::new("author")));
    xml::element(&mut xml, "generator", "Waypost");
    for change in &changes {
        entry(&mut xml, world, change);
    }
    let _ = xml.write_event(Event::End(BytesEnd::new("feed")));
    xml::finish(xml).into_bytes()
}

/// The newest first; on one day those of a listing together.
fn changes(world: &World, section: SectionId) -> Vec<Change<'_>> {
    let Catalogue { listings, gone } = facts::catalogue(world, section);
    let site = &world.site;
    let is_shown = |id: &EntryId| site.shown_in(*id, Outlet::Feeds);
    let ids = listings.into_iter().filter(is_shown).chain(gone);
    let mut changes: Vec<Change<'_>> = ids.flat_map(|id| of_listing(world, id)).collect();
    let zone = &site.config.timezone;
    changes.sort_by(|one, other| {
        let newer = other.when.moment(zone).cmp(&one.when.moment(zone));
        let name = one.listing.id.cmp(&other.listing.id);
        newer.then(name).then(one.what.cmp(&other.what))
    });
    changes.truncate(MOST);
    changes
}

fn of_listing(world: &World, id: EntryId) -> Vec<Change<'_>> {
    let entry = world.site.entry(id);
    let Some(listing) = entry.listing() else {
        return Vec::new();
    };
    let checked = listing.verified.as_ref();
    // Whoever changes something on the day of a check has checked it; on its first day all is new.
    let days = [
        (
            checked.map(|verified| When::on(verified.date)),
            What::Checked,
        ),
        (entry.front.updated, What::Changed),
        (entry.front.date, What::New),
    ];
    let mut by_day = BTreeMap::new();
    for (when, what) in days {
        if let Some(when) = when.filter(|when| when.day <= world.site.today) {
            by_day.insert(when.day, (when, what));
        }
    }
    let last = by_day.last_key_value().map(|(_, (when, _))| *when);
    let change = |(when, what)| Change {
        id,
        listing,
        what,
        when,
    };
    if let Some(word) = closed(listing) {
        // When it closed nobody says; somebody knew it by then.
        let last = last.map(|when| change((when, What::Closed(word))));
        return last.into_iter().collect();
    }
    let today = world.site.today;
    let alert = listing.alert.as_ref();
    let alert = alert.filter(|alert| alert.until >= today);
    let since = alert.and_then(|alert| alert.from.map(When::on).or(last));
    let since = since.filter(|when| when.day <= today);
    let alert = since.map(|when| change((when, What::Alert)));
    by_day.into_values().map(change).chain(alert).collect()
}

/// That it is not there, or not as it was announced.
fn closed(listing: &Listing) -> Option<&'static str> {
    match (listing.status, listing.event_status) {
        (Status::Active, Some(EventStatus::Scheduled) | None) => None,
        (Status::Active, Some(status)) => Some(status.as_str()),
        (status, _) => Some(status.as_str()),
    }
}

fn entry(xml: &mut Xml, world: &World, change: &Change<'_>) {
    let entry = world.site.entry(change.id);
    let lang = &entry.lang;
    let page = world.absolute(&world.entry_href(change.id));
    let updated = change.when.rfc3339(&world.site.config.timezone);
    let mut start = BytesStart::new("entry");
    start.push_attribute(("xml:lang", lang.as_str()));
    let _ = xml.write_event(Event::Start(start));
    let named = [("name", entry.front.title.as_str())];
    let title = word(world, lang, change.what.word(), &named);
    xml::element(xml, "title", &title);
    xml::element(xml, "id", &tag(world, change));
    link(xml, ("alternate", "text/html"), &page, None);
    let successor = successor(world, change);
    if let Some(id) = successor {
        let there = world.absolute(&world.entry_href(id));
        let name = world.site.entry(id).front.title.as_str();
        link(xml, ("related", "text/html"), &there, Some(name));
    }
    xml::element(xml, "updated", &updated);
    xml::empty(xml, "category", &[("term", change.what.word())]);
    let is_guarded = Said::of(world, change.id).is_guarded();
    let topics = entry.front.terms.get(TOPICS).filter(|_| !is_guarded);
    for (topic, _) in topics.into_iter().flatten() {
        let label = world.term_name(lang, TOPICS, topic);
        xml::empty(xml, "category", &[("term", topic), ("label", label)]);
    }
    xml::element(xml, "summary", &summary(world, change, successor));
    let _ = xml.write_event(Event::End(BytesEnd::new("entry")));
}

fn link(xml: &mut Xml, (rel, kind): (&str, &str), href: &str, title: Option<&str>) {
    let mut attributes = vec![("rel", rel), ("type", kind), ("href", href)];
    attributes.extend(title.map(|title| ("title", title)));
    xml::empty(xml, "link", &attributes);
}

/// The name of a change: the same as long as it is the last one of its sort, and another for the next.
fn tag(world: &World, change: &Change<'_>) -> String {
    let base = &world.site.config.base_url;
    let host = base.origin.split_once("://").map_or("", |(_, host)| host);
    // A port is no part of such a name.
    let host = host.split(':').next().unwrap_or_default();
    let day = change.when.day;
    let lang = &world.site.entry(change.id).lang;
    let (path, id, what) = (&base.path, &change.listing.id, change.what.word());
    format!("tag:{host},{day}:{path}/{lang}/{id}/{what}")
}

fn successor(world: &World, change: &Change<'_>) -> Option<EntryId> {
    let (id, _) = change.listing.replaced_by.as_ref()?;
    let site = &world.site;
    let found = site.listing(id, &site.entry(change.id).lang)?;
    let is_shown = site.is_exported(found) && !site.care(found).discreet;
    let is_over = matches!(change.what, What::Closed(_));
    (is_shown && is_over).then_some(found)
}

/// In plain sentences: what is so now, what stands in its place, what it is, and when it was checked.
fn summary(world: &World, change: &Change<'_>, successor: Option<EntryId>) -> String {
    let lang = &world.site.entry(change.id).lang;
    let listing = change.listing;
    let said = Said::of(world, change.id);
    let mut sentences = Vec::new();
    match (change.what, &listing.alert) {
        (What::Alert, Some(Alert { text, until, .. })) => {
            let until = word(world, lang, "until", &[("date", &said.date(*until))]);
            sentences.extend([text.clone(), until]);
        }
        (What::Closed(_), _) => sentences.extend(listing.status_note.clone()),
        _ => {}
    }
    sentences.extend(successor.map(|id| {
        let name = world.site.entry(id).front.title.as_str();
        word(world, lang, "instead", &[("name", name)])
    }));
    sentences.extend(said.summary());
    sentences.extend(listing.verified.as_ref().map(|verified| {
        let date = said.date(verified.date);
        word(world, lang, "last_checked", &[("date", &date)])
    }));
    let sentences = sentences.iter().map(|one| one.trim());
    let sentences = sentences.filter(|one| !one.is_empty()).map(sentence);
    sentences.collect::<Vec<_>>().join(" ")
}

fn sentence(text: &str) -> String {
    let ends = |c: char| matches!(c, '.' | '!' | '?' | '…' | '؟' | '。' | '”' | '"');
    match text.ends_with(ends) {
        true => text.to_owned(),
        false => format!("{text}."),
    }
}

fn word(world: &World, lang: &Lang, key: &str, args: &[(&str, &str)]) -> String {
    let args = args.iter();
    let args = args.map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
    world.word(lang, &format!("changes.{key}"), None, &args.collect())
}
