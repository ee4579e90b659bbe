//! What a feed holds: its addresses and the head of each entry. The texts are bodies, which are asked
//! for one by one. It does not know how a feed is written.

use super::super::fact::Fact;
use super::super::scope::{Asker, note};
use super::super::subject::Subject;
use super::super::world::World;
use super::{feed_of, title};
use crate::base::day::When;
use crate::base::digest::{Digest, DigestWriter};
use crate::base::lang::Lang;
use crate::base::paths::UrlPath;
use crate::content::Entry;
use crate::content::listing::Outlet;
use crate::content::section::SectionKind;
use crate::model::{EntryId, SectionId};
use std::cmp::Reverse;
use std::sync::Arc;

/// A feed, but for the texts in it. Addresses are whole.
#[derive(Clone, Debug)]
pub struct Feed {
    /// Its language.
    pub lang: Lang,
    /// The site's title in it.
    pub site_title: String,
    /// Its own title.
    pub title: String,
    /// Its own address.
    pub address: String,
    /// The address of the page it belongs to.
    pub page: String,
    /// When it changed last (RFC 3339).
    pub updated: String,
    /// Whether the whole texts are in it.
    pub full: bool,
    /// The newest entries first.
    pub entries: Vec<FeedEntry>,
}

/// An entry of a feed, but for its text.
#[derive(Clone, Debug)]
pub struct FeedEntry {
    /// Which one.
    pub id: EntryId,
    /// Its language.
    pub lang: Lang,
    /// Its title.
    pub title: String,
    /// Its address.
    pub address: String,
    /// When it was published.
    pub published: Option<String>,
    /// When it changed last in substance: for a listing, when it was last checked.
    pub updated: String,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// What it is about.
    pub topics: Vec<String>,
    /// In a sentence or two.
    pub summary: String,
}

/// The feed of the page that is asked for, noted in the trace.
pub fn feed_facts(asker: &Asker) -> Feed {
    let feed = feed(&asker.world, &asker.subject);
    let fact = Fact::Feed(Arc::clone(&asker.topic));
    note(&asker.world, fact, feed.digest());
    feed
}

impl Feed {
    /// Of all of it.
    pub fn digest(&self) -> Digest {
        let Feed {
            lang,
            site_title,
            title,
            address,
            page,
            updated,
            full,
            entries,
        } = self;
        let mut writer = DigestWriter::new();
        for text in [lang.as_str(), site_title, title, address, page, updated] {
            writer.text(text);
        }
        writer.number(u64::from(*full)).number(entries.len() as u64);
        entries.iter().for_each(|entry| entry.write(&mut writer));
        writer.finish()
    }
}

impl FeedEntry {
    fn write(&self, writer: &mut DigestWriter) {
        // The id is another one in another revision; the address is what tells entries apart.
        let FeedEntry {
            id: _,
            lang,
            title,
            address,
            published,
            updated,
            authors,
            topics,
            summary,
        } = self;
        for text in [lang.as_str(), title, address, updated, summary] {
            writer.text(text);
        }
        writer
            .number(u64::from(published.is_some()))
            .text(published.as_deref().unwrap_or_default());
        for list in [authors, topics] {
            writer.number(list.len() as u64);
            list.iter().for_each(|text| {
                writer.text(text);
            });
        }
    }
}

pub(in super::super) fn feed(world: &World, subject: &Subject) -> Feed {
    let site = &world.site;
    let lang = subject.lang(site).clone();
    let page = subject.url(site);
    let entries = newest(world, subject);
    // What a feed says of an entry's text is in its summary: once that is known, a later build sees by
    // it that the feed is as it was.
    entries.iter().for_each(|id| {
        world.summary_digest(*id);
    });
    let zone = &site.config.timezone;
    let updated = entries
        .iter()
        .filter_map(|id| changed(site.entry(*id)))
        .max_by_key(|when| when.moment(zone));
    let site_title = site.config.language(&lang).title.clone();
    Feed {
        title: match is_of_site(world, subject) {
            true => site_title.clone(),
            false => format!("{} – {site_title}", title(world, subject)),
        },
        address: whole(world, &feed_of(&page)),
        page: whole(world, &page),
        updated: updated.unwrap_or(When::on(site.today)).rfc3339(zone),
        full: site.config.feeds.full,
        entries: entries
            .into_iter()
            .filter_map(|id| entry(world, id))
            .collect(),
        lang,
        site_title,
    }
}

fn entry(world: &World, id: EntryId) -> Option<FeedEntry> {
    let site = &world.site;
    let entry = site.entry(id);
    let zone = &site.config.timezone;
    let terms = |taxonomy: &str| {
        let words = entry.front.terms.get(taxonomy).into_iter().flatten();
        let named = words.map(|(word, _)| world.term_name(&entry.lang, taxonomy, word).to_owned());
        named.collect()
    };
    let description = world.description(id);
    Some(FeedEntry {
        id,
        lang: entry.lang.clone(),
        title: entry.front.title.clone(),
        address: world.absolute(&world.entry_href(id)),
        published: entry.front.date.map(|date| date.rfc3339(zone)),
        updated: changed(entry)?.rfc3339(zone),
        authors: terms("authors"),
        topics: terms("topics"),
        // Atom wants a summary where there is no content, and readers something to read.
        summary: match description.is_empty() {
            true => entry.front.title.clone(),
            false => description,
        },
    })
}

fn is_of_site(world: &World, subject: &Subject) -> bool {
    matches!(subject, Subject::Section(id, _) if world.site.section(*id).folder.is_empty())
}

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

fn newest(world: &World, subject: &Subject) -> Vec<EntryId> {
    let site = &world.site;
    let mut ids = Vec::new();
    match subject {
        Subject::Section(id, _) => {
            below(world, *id, &mut ids);
            if is_of_site(world, subject) {
                ids.retain(|id| site.entry(*id).kind.name() == "article");
            }
        }
        Subject::Term(lang, taxonomy, slug, _) => {
            let terms = site.terms.get(&(lang.clone(), taxonomy.to_string()));
            let term = terms.and_then(|terms| terms.get(slug));
            ids.extend(term.into_iter().flat_map(|term| &term.entries));
        }
        _ => {}
    }
    ids.retain(|id| changed(site.entry(*id)).is_some() && site.shown_in(*id, Outlet::Feeds));
    let age = |id: &EntryId| {
        let entry = site.entry(*id);
        (Reverse(entry.front.date.or(changed(entry))), *id)
    };
    let items = site.config.feeds.items;
    // Of thousands only a few are wanted.
    if ids.len() > items {
        ids.select_nth_unstable_by_key(items, age);
        ids.truncate(items);
    }
    ids.sort_unstable_by_key(age);
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

fn whole(world: &World, url: &UrlPath) -> String {
    world.absolute(&world.href(url))
}
