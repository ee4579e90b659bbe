//! What lists show of an entry. Made once a revision and shared by every list that shows it.

use super::data::value_of;
use super::inline::{Setting, fill};
use super::listing::{self, alert_on};
use super::opening;
use super::pictures::image_of_entry;
use super::scope::aside;
use super::tracked::{Tracked, map_of, named};
use super::world::World;
use crate::base::digest::Digest;
use crate::base::lang::Lang;
use crate::content::Entry;
use crate::model::{EntryId, awaited, expired};
use rayon::prelude::*;
use std::borrow::Cow;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use tera::Value;
use tera::value::Key;

/// Words read in a minute, for the reading time.
const READING_SPEED: u32 = 220;
/// The longest description that is made from the text, in characters.
const DESCRIPTION: usize = 180;

/// How many summaries are kept as the maps that templates are given. Of any more only the fields are kept:
/// a third of the room, but each time they are wanted a map is made of them.
const READY: usize = 28_000;

/// A summary as it is kept.
#[derive(Clone)]
pub(super) enum Shown {
    /// As templates are given it.
    Ready(Tracked),
    /// Its fields, without their names, which are the same in all.
    Fields(Arc<[Value]>),
}

/// How summaries are kept in one revision.
pub(super) struct Keeping {
    /// For how many there is room as templates are given them.
    room: AtomicUsize,
    names: OnceLock<Box<[&'static str]>>,
}

impl Default for Keeping {
    fn default() -> Self {
        Keeping {
            room: AtomicUsize::new(READY),
            names: OnceLock::new(),
        }
    }
}

impl Keeping {
    /// What to keep of a new summary.
    fn shown(&self, fields: &[(&'static str, Value)], value: &Value, digest: Digest) -> Shown {
        if self.takes_ready() {
            return Shown::Ready(Tracked::combined(value.clone(), digest));
        }
        self.names
            .get_or_init(|| fields.iter().map(|(name, _)| *name).collect());
        Shown::Fields(fields.iter().map(|(_, value)| value.clone()).collect())
    }

    /// Whether there is room for one more as templates are given it.
    fn takes_ready(&self) -> bool {
        let less = |room: usize| room.checked_sub(1);
        self.room
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, less)
            .is_ok()
    }

    fn named(&self, fields: &[Value]) -> Value {
        let names = self.names.get().into_iter().flatten().copied();
        let fields: Vec<_> = names.zip(fields.iter().cloned()).collect();
        named(&fields)
    }

    /// Takes over what an earlier revision has kept.
    pub fn carried(&self, shown: Option<Shown>, before: &Keeping) -> Option<Shown> {
        match &shown {
            Some(Shown::Ready(_)) => {
                self.takes_ready();
            }
            Some(Shown::Fields(_)) => {
                self.names
                    .get_or_init(|| before.names.get().cloned().unwrap_or_default());
            }
            None => {}
        }
        shown
    }
}

impl World {
    /// What lists show of an entry.
    pub fn summary(&self, id: EntryId) -> Tracked {
        let known = &self.entries[id.index()];
        let digest = known.summary_digest.get().copied();
        match (known.summary(), digest) {
            (Some(Shown::Ready(summary)), _) => return summary,
            (Some(Shown::Fields(fields)), Some(digest)) => {
                return Tracked::combined(self.summaries_kept.named(&fields), digest);
            }
            _ => {}
        }
        // Whoever comes at the same time makes the same.
        let fields = fields(self, id);
        let value = named(&fields);
        let summary = match digest {
            Some(digest) => Tracked::combined(value, digest),
            None => Tracked::new(value),
        };
        let digest = summary.digest();
        let _ = known.summary_digest.set(digest);
        let shown = self.summaries_kept.shown(&fields, summary.value(), digest);
        known.keep_summary(Some(shown));
        summary
    }

    /// Lets go of all summaries but for their digests, when hardly any will be wanted again.
    pub fn forget_summaries(&self) {
        let known = self.entries.par_iter();
        known.for_each(|known| known.keep_summary(None));
        self.forget_shared_values();
    }

    /// The digest of a summary, made without it if it is known.
    pub fn summary_digest(&self, id: EntryId) -> Digest {
        let known = self.entries[id.index()].summary_digest.get();
        known.map_or_else(|| self.summary(id).digest(), |digest| *digest)
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
        let summary = self.summary(id);
        let fields = summary.value().as_map().into_iter().flatten();
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
        ("content_notes", content_notes(world, entry)),
        ("quick_exit", Value::from(care.exit)),
        ("discreet", Value::from(care.discreet)),
        ("featured", Value::from(front.featured)),
        ("story", Value::from(site.is_story(id))),
        ("pseudonym", Value::from(site.has_pseudonym(id))),
        ("section", world.section_value(site.section_of(id))),
        ("extra", extra(world, entry)),
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

/// Most entries have none, and share that.
fn content_notes(world: &World, entry: &Entry) -> Value {
    let notes: Vec<&str> = entry
        .front
        .content_notes
        .iter()
        .map(String::as_str)
        .collect();
    match notes.is_empty() {
        true => world.term_values().none.clone(),
        false => Value::from(notes),
    }
}

fn extra(world: &World, entry: &Entry) -> Value {
    if entry.front.extra.is_empty() {
        return world.term_values().no_fields.clone();
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_as_fields_is_the_same_map_again() {
        let keeping = Keeping {
            room: AtomicUsize::new(1),
            names: OnceLock::new(),
        };
        let fields = [
            ("title", Value::from("Sleep")),
            ("draft", Value::from(false)),
        ];
        let value = named(&fields);
        let first = keeping.shown(&fields, &value, Digest(1));
        assert!(matches!(first, Shown::Ready(ready) if ready.digest() == Digest(1)));
        let Shown::Fields(second) = keeping.shown(&fields, &value, Digest(2)) else {
            panic!("there was room for one only");
        };
        assert_eq!(keeping.named(&second), value);
        let later = Keeping::default();
        assert!(
            later
                .carried(Some(Shown::Fields(second.clone())), &keeping)
                .is_some()
        );
        assert_eq!(later.named(&second), value);
    }
}
