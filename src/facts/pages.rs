//! What a page's template is given of the page itself: `page` in full.

use super::answer::Answer;
use super::fact::Fact;
use super::feeds::feed_url;
use super::query::{comments_word, country_of, month_title, needs_help, part_title, view_title};
use super::scope::{Asker, note};
use super::subject::Subject;
use super::tracked::{Tracked, extended_digest, map, map_of};
use super::world::World;
use super::{jsonld, leaving, organization, poster};
use crate::base::digest::Digest;
use crate::base::lang::Lang;
use crate::content::markdown::Heading;
use crate::content::{Entry, Kind};
use crate::model::{EntryId, Term, is_listed};
use std::sync::Arc;
use tera::Value;
use tera::value::Key;

/// `page` as the present render sees it, with its `content`, of which the text is the only source.
pub fn page(asker: &Asker, content: Option<&str>) -> Value {
    let Asker {
        world,
        subject,
        topic,
    } = asker;
    let page = Page::of(world, subject);
    let digest = page.digest();
    if let Subject::Entry(id) = subject {
        // Already there if it was carried over; then it is the same.
        let _ = world.entries[id.index()].page_digest.set(digest);
    }
    note(world, Fact::Page(Arc::clone(topic)), digest);
    page.value(content.unwrap_or_default())
}

pub(super) fn page_of(world: &World, subject: &Subject) -> Answer {
    let page = Page::of(world, subject);
    let digest = page.digest();
    Tracked::combined(page.value(""), digest).into()
}

/// The digest of a page, made without its value if it is known.
pub(super) fn page_digest(world: &World, subject: &Subject) -> Digest {
    let digest = || Page::of(world, subject).digest();
    match subject {
        Subject::Entry(id) => *world.entries[id.index()].page_digest.get_or_init(digest),
        _ => digest(),
    }
}

/// What a page's value is made of.
struct Page {
    /// The summary of the entry that it shows.
    base: Option<Tracked>,
    /// What goes over that.
    fields: Vec<(&'static str, Value)>,
}

impl Page {
    fn of(world: &World, subject: &Subject) -> Page {
        match subject.entry(&world.site) {
            Some(id) => Page {
                base: Some(world.summary(id)),
                fields: {
                    let mut fields = entry_page(world, subject, id);
                    fields.extend(poster::fields(world, subject, id));
                    fields
                },
            },
            None => Page {
                base: None,
                fields: bare_page(world, subject),
            },
        }
    }

    fn digest(&self) -> Digest {
        let base = self.base.as_ref().map(Tracked::digest);
        extended_digest(base.unwrap_or_default(), &self.fields)
    }

    fn value(self, content: &str) -> Value {
        let base = self.base.as_ref().and_then(|base| base.value().as_map());
        let base = base.into_iter().flatten();
        let mut fields: Vec<(&'static str, Value)> = Vec::with_capacity(64);
        fields.extend(base.filter_map(|(key, value)| match key {
            Key::Str(name) => Some((*name, value.clone())),
            // A summary has no others.
            _ => None,
        }));
        fields.extend(self.fields);
        fields.push(("content", Value::safe_string(content)));
        map(fields)
    }
}

fn entry_page(world: &World, subject: &Subject, id: EntryId) -> Vec<(&'static str, Value)> {
    let entry = world.site.entry(id);
    let href = world.href(&subject.url(&world.site));
    vec![
        ("permalink", Value::from(world.absolute(&href))),
        ("url", Value::from(href)),
        ("toc", toc(&entry.body.headings)),
        ("show_toc", Value::from(entry.front.toc)),
        ("has_content", Value::from(!entry.body.is_empty)),
        ("has_code", Value::from(entry.body.has_code)),
        ("feed_url", feed_url(world, subject)),
        (
            "noindex",
            Value::from(subject.is_hidden_from_search(&world.site)),
        ),
        ("organization", organization::value(world, id)),
        ("jsonld", jsonld::value(world, id)),
        ("discreet", Value::from(subject.care(&world.site).discreet)),
        ("exit", leaving::exit(world, subject)),
        ("neutral_title", leaving::neutral_title(world, subject)),
        ("unlisted", Value::from(world.preview && !is_listed(entry))),
        ("country", Value::from(country_of(world, subject))),
        ("crisis_help", Value::from(needs_help(world, subject))),
        ("comments", Value::from(comments_word(world, subject))),
        ("was_listing", Value::from(was_listing(entry))),
    ]
}

/// Whether what was withdrawn was a listing.
fn was_listing(entry: &Entry) -> bool {
    matches!(&entry.kind, Kind::Withdrawn(withdrawal) if withdrawal.listing)
}

/// The same fields for a page that no entry stands behind.
fn bare_page(world: &World, subject: &Subject) -> Vec<(&'static str, Value)> {
    let site = &world.site;
    let lang = subject.lang(site);
    let href = world.href(&subject.url(site));
    let title = title(world, subject);
    let care = subject.care(site);
    let nothing = || Value::from(Vec::<Value>::new());
    let taxonomies = site.config.taxonomies.iter();
    let terms =
        map_of(taxonomies.map(|taxonomy| (Key::String(taxonomy.name.as_str().into()), nothing())));
    let none = [
        "date",
        "publish_on",
        "expired_on",
        "updated",
        "image",
        "section",
        "jsonld",
        "listing",
        "show_toc",
        "source",
        "own_description",
        "comments",
    ];
    let empty = ["authors", "content_notes", "toc"];
    let mut fields = vec![
        ("id", Value::from(subject.name(site).as_ref())),
        ("kind", Value::from(kind(subject, world))),
        ("title", Value::from(title)),
        ("permalink", Value::from(world.absolute(&href))),
        ("url", Value::from(href)),
        ("lang", Value::from(lang.as_str())),
        ("dir", Value::from(lang.dir())),
        ("description", Value::from(bare_description(world, subject))),
        ("terms", terms),
        ("summary", Value::safe_string("")),
        ("content", Value::safe_string("")),
        ("has_content", Value::from(false)),
        ("has_code", Value::from(false)),
        ("has_more", Value::from(false)),
        ("draft", Value::from(false)),
        ("unlisted", Value::from(false)),
        ("weight", Value::from(0)),
        ("words", Value::from(0)),
        ("reading_time", Value::from(0)),
        ("quick_exit", Value::from(care.exit)),
        ("discreet", Value::from(care.discreet)),
        ("exit", leaving::exit(world, subject)),
        ("neutral_title", leaving::neutral_title(world, subject)),
        ("featured", Value::from(false)),
        ("extra", map(Vec::new())),
        ("feed_url", feed_url(world, subject)),
        ("noindex", Value::from(subject.is_hidden_from_search(site))),
        ("country", Value::from(country_of(world, subject))),
        ("crisis_help", Value::from(false)),
        ("story", Value::from(false)),
        ("pseudonym", Value::from(false)),
    ];
    fields.extend(none.map(|key| (key, Value::none())));
    fields.extend(empty.map(|key| (key, nothing())));
    fields
}

fn bare_description(world: &World, subject: &Subject) -> Option<String> {
    let config = &world.site.config;
    config
        .language(subject.lang(&world.site))
        .description
        .clone()
}

/// The name of a page's kind, as templates see it.
pub fn kind(subject: &Subject, world: &World) -> &'static str {
    match subject {
        Subject::Entry(id) => world.site.entry(*id).kind.name(),
        Subject::Section(id, _) if world.site.section(*id).folder.is_empty() => "home",
        Subject::Section(..) => "section",
        Subject::View(..) => "view",
        Subject::Taxonomy(..) => "terms",
        Subject::Term(..) => "term",
        Subject::Own(_, page) => page.kind(),
        Subject::Part(_, order, _) => order.page().kind(),
        Subject::Poster(_) => "poster",
        Subject::Month(..) => "month",
    }
}

/// The title of a page.
pub fn title(world: &World, subject: &Subject) -> String {
    let site = &world.site;
    let word = |lang: &Lang, key: &str| world.word(lang, key, None, &Default::default());
    match subject {
        Subject::Entry(id) => world.entry_title(*id).into_owned(),
        Subject::Section(id, _) => site.section(*id).title.clone(),
        Subject::View(id, view, _) => view_title(world, *id, *view),
        Subject::Taxonomy(lang, taxonomy) => taxonomy_title(world, lang, taxonomy),
        Subject::Term(lang, taxonomy, slug, _) => {
            let term = term(world, lang, taxonomy, slug);
            term.map_or(slug.to_string(), |term| term.name.clone())
        }
        Subject::Own(lang, page) => word(lang, page.title()),
        Subject::Part(lang, order, slug) => part_title(world, lang, *order, slug),
        Subject::Poster(id) => poster::title(world, *id),
        Subject::Month(lang, month) => month_title(world, lang, *month),
    }
}

/// A taxonomy's name in a language: the theme's word `taxonomies.NAME`, else the name itself.
pub(super) fn taxonomy_title(world: &World, lang: &Lang, taxonomy: &str) -> String {
    let key = format!("taxonomies.{taxonomy}");
    match world.words.get(lang, &key, None, &Default::default()) {
        Some(word) => word.into_owned(),
        None => crate::content::place::title_from_name(taxonomy),
    }
}

pub(super) fn term<'a>(
    world: &'a World,
    lang: &Lang,
    taxonomy: &str,
    slug: &str,
) -> Option<&'a Term> {
    world
        .site
        .terms
        .get(&(lang.clone(), taxonomy.to_owned()))?
        .get(slug)
}

/// The headings as a tree.
fn toc(headings: &[Heading]) -> Value {
    let mut at = 0;
    Value::from(branch(headings, &mut at, 0))
}

fn branch(headings: &[Heading], at: &mut usize, above: u8) -> Vec<Value> {
    let mut list = Vec::new();
    while let Some(heading) = headings.get(*at) {
        if heading.level <= above {
            break;
        }
        *at += 1;
        let children = branch(headings, at, heading.level);
        list.push(map(vec![
            ("id", Value::from(&*heading.id)),
            ("title", Value::safe_string(heading.html())),
            ("text", Value::from(&*heading.text)),
            ("level", Value::from(u32::from(heading.level))),
            ("children", Value::from(children)),
        ]));
    }
    list
}
