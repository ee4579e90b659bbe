//! What a page is made with, before its template asks anything: which template it is, the text of its
//! entry, how dates are written, where the site stands. All of it is read, so all of it is noted.

use super::answer::Answer;
use super::fact::Fact;
use super::pages::kind;
use super::scope::{Asker, ask_surely, note, report};
use super::subject::Subject;
use super::tracked::{Tracked, map, text};
use super::world::World;
use crate::base::digest::{Digest, DigestWriter};
use crate::base::lang::Lang;
use crate::config::MarkdownSettings;
use crate::content::markdown::Text;
use crate::content::section::SectionKind;
use crate::content::{Entry, Fetched};
use crate::model::EntryId;
use std::ops::Range;
use std::sync::Arc;
use tera::Value;

/// What decides on a page's template.
pub struct Shape<'a> {
    /// The template that its entry names, and where.
    pub own: Option<&'a (String, Range<usize>)>,
    /// The name of its kind, as templates see it.
    pub kind: &'static str,
    /// Whether it is a directory of listings.
    pub is_directory: bool,
}

/// The shape of a page.
pub fn shape(asker: &Asker) -> Shape<'_> {
    let shape = look(&asker.world, &asker.subject);
    let fact = Fact::Shape(Arc::clone(&asker.topic));
    note(&asker.world, fact, tracked(&shape).digest());
    shape
}

pub(super) fn shape_of(world: &World, subject: &Subject) -> Answer {
    tracked(&look(world, subject)).into()
}

fn look<'a>(world: &'a World, subject: &Subject) -> Shape<'a> {
    let site = &world.site;
    let entry = subject.entry(site).map(|id| site.entry(id));
    let is_directory = match subject {
        Subject::Section(id, _) => site.section(*id).kind == SectionKind::Listings,
        _ => false,
    };
    Shape {
        own: entry
            .filter(|_| !matches!(subject, Subject::Poster(_)))
            .and_then(|entry| entry.front.template.as_ref()),
        kind: kind(subject, world),
        is_directory,
    }
}

fn tracked(shape: &Shape<'_>) -> Tracked {
    let value = map(vec![
        ("own", Value::from(shape.own.map(|(name, _)| name.as_str()))),
        ("kind", Value::from(shape.kind)),
        ("is_directory", Value::from(shape.is_directory)),
    ]);
    value.into()
}

/// Notes that templates are used; one fact stands for all of them.
pub fn templates(world: &World) {
    note(world, Fact::Templates, world.templates);
}

/// Notes that something shows the whole site.
pub fn ground(world: &World) {
    note(world, Fact::Ground, world.ground);
}

/// An entry's text, with its links, pictures and directives still to be filled in.
pub fn body(world: &World, id: EntryId) -> Arc<Text> {
    let entry = world.site.entry(id);
    let Fetched {
        text: found,
        digest,
        fault,
    } = world.texts.text(entry);
    if let Some(fault) = fault {
        report(*fault);
    }
    let fact = Fact::Body(Arc::clone(world.site.name(id)));
    note(world, fact, text_digest(world, entry, digest));
    found
}

pub(super) fn body_digest(world: &World, entry: &Entry) -> Digest {
    text_digest(world, entry, entry.text)
}

/// Of a text and of all that decides how it is read.
fn text_digest(world: &World, entry: &Entry, typed: Digest) -> Digest {
    let MarkdownSettings {
        smart_punctuation,
        raw_html,
    } = &world.site.config.markdown;
    let mut writer = DigestWriter::new();
    writer
        .digest(typed)
        .text(entry.lang.as_str())
        .number(u64::from(*smart_punctuation))
        .number(u64::from(*raw_html));
    writer.finish()
}

/// The language as which a date is written: see [`World::date_lang`].
pub fn date_lang(world: &World, lang: &Lang) -> Lang {
    ask_surely(world, Fact::DateLang(lang.clone()));
    world.date_lang(lang)
}

pub(super) fn date_lang_of(world: &World, lang: &Lang) -> Answer {
    text(world.date_lang(lang).as_str()).into()
}

/// The full URL of a path that already has the base URL's path. That it depends on where the site
/// stands need not be noted: the address of each page does as well, and every page has read its own.
pub fn absolute(world: &World, href: &str) -> String {
    world.absolute(href)
}
