//! What a page is made with, before its template asks anything: which template it is, the text of its
//! entry, how dates are written, where the site stands. All of it is read, so all of it is noted.

use super::fact::Fact;
use super::pages::kind;
use super::scope::record;
use super::subject::Subject;
use super::tracked::{Tracked, map, text};
use super::world::World;
use crate::base::digest::DigestWriter;
use crate::base::lang::Lang;
use crate::config::MarkdownSettings;
use crate::content::Entry;
use crate::content::markdown::Body;
use crate::content::section::SectionKind;
use std::ops::Range;
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
pub fn shape<'a>(world: &'a World, subject: &Subject) -> Shape<'a> {
    let site = &world.site;
    let entry = subject.entry(site).map(|id| site.entry(id));
    let is_directory = match subject {
        Subject::Section(id, _) => site.section(*id).kind == SectionKind::Listings,
        _ => false,
    };
    let shape = Shape {
        own: entry.and_then(|entry| entry.front.template.as_ref()),
        kind: kind(subject, world),
        is_directory,
    };
    let value = map(vec![
        ("own", Value::from(shape.own.map(|(name, _)| name.as_str()))),
        ("kind", Value::from(shape.kind)),
        ("is_directory", Value::from(is_directory)),
    ]);
    record(Fact::Shape(subject.name(site)), &value.into());
    shape
}

/// Notes that templates are used; one fact stands for all of them.
pub fn templates(world: &World) {
    record(Fact::Templates, &text(&world.templates.to_string()));
}

/// An entry's body, with its links, pictures and directives still to be filled in.
pub fn body<'a>(world: &World, entry: &'a Entry) -> &'a Body {
    let MarkdownSettings {
        smart_punctuation,
        raw_html,
    } = &world.site.config.markdown;
    let mut writer = DigestWriter::new();
    writer
        .digest(entry.text)
        .text(entry.lang.as_str())
        .number(u64::from(*smart_punctuation))
        .number(u64::from(*raw_html));
    let digest = writer.finish().to_string();
    record(Fact::Body(entry.id().into()), &text(&digest));
    &entry.body
}

/// The language as which a date is written: see [`World::date_lang`].
pub fn date_lang(world: &World, lang: &Lang) -> Lang {
    let dates = world.date_lang(lang);
    record(Fact::DateLang(lang.as_str().into()), &text(dates.as_str()));
    dates
}

/// The full URL of a path that already has the base URL's path.
pub fn absolute(world: &World, href: &str) -> String {
    let origin = Tracked::new(Value::from(world.site.config.base_url.origin.as_str()));
    record(Fact::Origin, &origin);
    world.absolute(href)
}
