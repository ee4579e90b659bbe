//! What lists show of an entry. Made once a revision and shared by every list that shows it.

use super::data::value_of;
use super::inline::{Setting, fill};
use super::listing::{self, alert_on};
use super::opening;
use super::pictures::image_of_entry;
use super::scope::aside;
use super::tracked::{Tracked, map, map_of};
use super::world::World;
use crate::base::digest::Digest;
use crate::base::lang::Lang;
use crate::content::Entry;
use crate::model::{EntryId, awaited, expired};
use std::borrow::Cow;
use tera::Value;
use tera::value::Key;

/// Words read in a minute, for the reading time.
const READING_SPEED: u32 = 220;
/// The longest description that is made from the text, in characters.
const DESCRIPTION: usize = 180;

impl World {
    /// What lists show of an entry.
    pub fn summary(&self, id: EntryId) -> &Tracked {
        self.entries[id.index()]
            .summary
            .get_or_init(|| Tracked::new(map(fields(self, id))))
    }

    /// The digest of a summary, made without it if it is known.
    pub fn summary_digest(&self, id: EntryId) -> Digest {
        let known = &self.entries[id.index()];
        match known.summary.get() {
            Some(summary) => summary.digest(),
            None => *known
                .summary_digest
                .get_or_init(|| self.summary(id).digest()),
        }
    }

    /// What lists show of a listing, with the first of its next times under a name of its own, and what
    /// is out of the ordinary then.
    pub fn upcoming(&self, id: EntryId) -> Value {
        let entry = self.site.entry(id);
        let listing = entry.listing();
        let next = listing.and_then(|listing| {
            let (day, next) = opening::next(self, &entry.lang, listing)?;
            Some((next, alert_on(listing, day)))
        });
        let (next, alert) = next.unzip();
        let fields = self.summary(id).value().as_map().into_iter().flatten();
        let fields = fields.map(|(key, value)| (key.clone(), value.clone()));
        map_of(fields.chain([
            (Key::Str("next"), Value::from(next)),
            (Key::Str("alert"), Value::from(alert)),
        ]))
    }

    /// The title of an entry; of one that was withdrawn, that it was.
    pub fn entry_title(&self, id: EntryId) -> Cow<'_, str> {
        let entry = self.site.entry(id);
        match entry.is_withdrawn() {
            true => {
                let word = self.word(&entry.lang, "withdrawn.title", None, &Default::default());
                Cow::Owned(word)
            }
            false => Cow::Borrowed(entry.front.title.as_str()),
        }
    }

    /// What an entry is about, in a sentence or two; may be empty.
    pub fn description(&self, id: EntryId) -> String {
        description(self.site.entry(id))
    }
}

fn fields(world: &World, id: EntryId) -> Vec<(&'static str, Value)> {
    let site = &world.site;
    let entry = site.entry(id);
    let front = &entry.front;
    let href = world.entry_href(id);
    let care = site.care(id);
    let description = description(entry);
    let when =
        |when: &Option<crate::base::day::When>| Value::from(when.map(|when| when.to_string()));
    let notes: Vec<&str> = front.content_notes.iter().map(String::as_str).collect();
    vec![
        ("id", Value::from(site.name(id).as_ref())),
        ("kind", Value::from(entry.kind.name())),
        ("title", Value::from(world.entry_title(id).as_ref())),
        ("permalink", Value::from(world.absolute(&href))),
        ("url", Value::from(href)),
        ("lang", Value::from(entry.lang.as_str())),
        ("dir", Value::from(entry.lang.dir())),
        ("date", when(&front.date)),
        ("updated", when(&front.updated)),
        ("authors", Value::from(authors(world, entry))),
        ("image", image_of_entry(world, entry)),
        ("terms", terms(world, entry)),
        ("summary", Value::safe_string(&summary_html(world, id))),
        ("has_more", Value::from(entry.body.has_more)),
        ("draft", Value::from(front.draft)),
        ("publish_on", publish_on(world, entry)),
        ("expired_on", expired_on(world, entry)),
        ("weight", Value::from(front.weight)),
        ("words", Value::from(entry.body.words)),
        (
            "reading_time",
            Value::from(entry.body.words.div_ceil(READING_SPEED).max(1)),
        ),
        ("content_notes", Value::from(notes)),
        ("quick_exit", Value::from(care.exit)),
        ("discreet", Value::from(care.discreet)),
        ("featured", Value::from(front.featured)),
        ("story", Value::from(site.is_story(id))),
        ("pseudonym", Value::from(site.has_pseudonym(id))),
        ("section", world.section_value(site.section_of(id))),
        ("extra", extra(entry)),
        ("source", Value::from(entry.source.as_str())),
        (
            "listing",
            entry.listing().map_or(Value::none(), |found| {
                listing::value((world, &entry.lang), found, &description)
            }),
        ),
        ("own_description", Value::from(front.description.as_deref())),
        ("description", Value::from(description)),
    ]
}

/// The last day on which it was published, if that is past: only a preview shows it then.
fn expired_on(world: &World, entry: &Entry) -> Value {
    Value::from(expired(entry, world.site.today).map(|day| day.to_string()))
}

/// The day on which it will be published, if that is still to come: only those see it who ask for it.
fn publish_on(world: &World, entry: &Entry) -> Value {
    Value::from(awaited(entry, world.site.today).map(|day| day.to_string()))
}

fn authors<'a>(world: &'a World, entry: &'a Entry) -> Vec<&'a str> {
    let authors = entry.front.terms.get("authors").into_iter().flatten();
    authors
        .map(|(name, _)| world.term_name(&entry.lang, "authors", name))
        .collect()
}

/// The entry's own description, or a listing's summary, or the first words of the text.
fn description(entry: &Entry) -> String {
    if let Some(description) = &entry.front.description {
        return description.clone();
    }
    if let Some(summary) = entry.listing().and_then(|listing| listing.summary.as_ref()) {
        return summary.clone();
    }
    let text = entry.body.excerpt.as_str();
    if text.chars().count() <= DESCRIPTION {
        return text.to_owned();
    }
    let cut: String = text.chars().take(DESCRIPTION).collect();
    let sentence = cut
        .rfind(['.', '!', '?', '؟', '。'])
        .filter(|at| *at > DESCRIPTION / 3);
    match sentence {
        Some(at) => {
            let end = at + cut[at..].chars().next().map_or(1, char::len_utf8);
            cut[..end].to_owned()
        }
        None => format!("{}…", cut[..cut.rfind(' ').unwrap_or(cut.len())].trim_end()),
    }
}

fn summary_html(world: &World, id: EntryId) -> String {
    let entry = world.site.entry(id);
    let setting = Setting {
        world,
        source: &entry.source,
        own: Some(id),
        lang: &entry.lang,
        elsewhere: true,
    };
    let mut html = String::new();
    // A block that the theme would show has no place in a list. What the summary asks is not asked by
    // the page that happens to be the first to show it: that has read the summary.
    aside(|| fill(&entry.body.summary, setting, &mut html, &mut |_, _| {}));
    html
}

/// The entry's terms by taxonomy; every taxonomy of the site is there, if only as an empty list.
fn terms(world: &World, entry: &Entry) -> Value {
    let words = |taxonomy: &str| {
        let words = entry.front.terms.get(taxonomy)?;
        Some(words.iter().map(|(word, _)| word.as_str()))
    };
    map_of(world.term_values().of(&entry.lang, words))
}

fn extra(entry: &Entry) -> Value {
    let extra = entry.front.extra.iter().map(|(key, node)| {
        let name = key.text.strip_prefix("x_").unwrap_or(&key.text);
        (Key::String(name.into()), value_of(node))
    });
    map_of(extra)
}

/// A language as templates see it.
pub(super) fn lang_fields(lang: &Lang) -> Vec<(&'static str, Value)> {
    vec![
        ("lang", Value::from(lang.as_str())),
        ("name", Value::from(lang.own_name())),
        ("dir", Value::from(lang.dir())),
    ]
}
