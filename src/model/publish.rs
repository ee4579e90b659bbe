//! What is published on a given day, and what a translated listing takes over from the original.

use super::crisis;
use crate::base::day::Day;
use crate::base::diag::{Diagnostic, Sink};
use crate::base::digest::{Digest, DigestWriter};
use crate::config::Config;
use crate::content::front::Front;
use crate::content::listing::{Listing, Phone, Publish, Status};
use crate::content::{Entry, Kind};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Which day it is, and what is shown all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Publishing {
    /// The day of the build.
    pub today: Day,
    /// Show drafts.
    pub drafts: bool,
    /// Show what is dated after today.
    pub future: bool,
    /// Show what has expired, for those who write it.
    pub expired: bool,
}

/// Entries that are not published, by their sources.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct LeftOut {
    /// Marked as drafts.
    pub drafts: Vec<String>,
    /// Dated after today.
    pub future: Vec<String>,
    /// Past their expiry date.
    pub expired: Vec<String>,
    /// Files that went with entries which were withdrawn, from the project's folder on.
    pub(super) withheld: BTreeSet<String>,
    /// Files that stay, though the entry beside which they are was withdrawn.
    pub(super) shown: BTreeSet<String>,
    /// The bundles' folders among them: the files beside a hidden entry are hidden too.
    pub(super) bundles: BTreeSet<String>,
    /// The organizations among them: from the id to the source.
    pub(super) organizations: BTreeMap<String, String>,
}

impl LeftOut {
    /// Writes all of it.
    pub(super) fn write(&self, writer: &mut DigestWriter) {
        let LeftOut {
            drafts,
            future,
            expired,
            withheld,
            shown,
            bundles,
            organizations,
        } = self;
        for list in [drafts, future, expired] {
            writer.number(list.len() as u64);
            for source in list {
                writer.text(source);
            }
        }
        for set in [withheld, shown, bundles] {
            writer.number(set.len() as u64);
            for path in set {
                writer.text(path);
            }
        }
        writer.number(organizations.len() as u64);
        for (id, source) in organizations {
            writer.text(id).text(source);
        }
    }
}

enum Reason {
    Draft,
    Future,
    Expired,
}

fn reason(entry: &Entry, publishing: &Publishing) -> Option<Reason> {
    let front = &entry.front;
    if front.draft && !publishing.drafts {
        Some(Reason::Draft)
    } else if awaited(entry, publishing.today).is_some() && !publishing.future {
        Some(Reason::Future)
    } else if expired(entry, publishing.today).is_some() && !publishing.expired {
        Some(Reason::Expired)
    } else {
        None
    }
}

/// The day on which an entry will be published, if that is still to come.
pub fn awaited(entry: &Entry, today: Day) -> Option<Day> {
    let when = entry.front.publish_date.or(entry.front.date)?;
    (when.day > today).then_some(when.day)
}

/// The last day on which an entry was published, if that is past.
pub fn expired(entry: &Entry, today: Day) -> Option<Day> {
    let last = entry.front.expiry_date?.day;
    (last < today).then_some(last)
}

/// Whether lists show an entry. One that they don't show has its page all the same.
pub fn is_listed(entry: &Entry) -> bool {
    let is_offered = entry.listing().is_none_or(|listing| {
        listing.publish != Publish::Unlisted && listing.status != Status::Defunct
    });
    is_offered && !entry.is_withdrawn()
}

/// What is withdrawn in one language is withdrawn in all: its person has asked for that, and not for less.
fn withdraw(entries: &mut [Arc<Entry>]) {
    let gone = entries.iter().filter(|entry| entry.is_withdrawn());
    let gone: BTreeSet<String> = gone.map(|entry| entry.place.key.clone()).collect();
    if gone.is_empty() {
        return;
    }
    let others = entries.iter_mut().filter(|entry| !entry.is_withdrawn());
    for entry in others.filter(|entry| gone.contains(&entry.place.key)) {
        *entry = Arc::new(entry.withdrawn());
    }
}

/// What is not offered yet, or no longer, is in no list: on this day it counts as unlisted.
pub(super) fn unlist(entries: &mut [Arc<Entry>], today: Day) {
    for entry in entries {
        let Some(listing) = entry.listing() else {
            continue;
        };
        let early = listing.valid_from.is_some_and(|from| from > today);
        let late = listing.valid_to.is_some_and(|to| to < today);
        if !early && !late {
            continue;
        }
        let mut changed = Entry::clone(entry);
        if let Kind::Listing(listing) = &mut changed.kind {
            listing.publish = listing.publish.max(Publish::Unlisted);
        }
        let marked = |own: Digest| DigestWriter::new().digest(own).text("unlisted").finish();
        changed.meta = marked(changed.meta);
        changed.whole = marked(changed.whole);
        *entry = Arc::new(changed);
    }
}

/// Parts the entries. A translated listing shares the fate of its original: withdrawn help is
/// withdrawn in every language.
pub(super) fn choose(
    mut entries: Vec<Arc<Entry>>,
    publishing: &Publishing,
) -> (Vec<Arc<Entry>>, LeftOut) {
    withdraw(&mut entries);
    let mut hidden_listings: BTreeSet<String> = BTreeSet::new();
    for entry in &entries {
        let is_original = entry.place.lang.is_none() && entry.listing().is_some();
        if is_original && reason(entry, publishing).is_some() {
            hidden_listings.insert(entry.place.key.clone());
        }
    }
    let mut left_out = LeftOut::default();
    let mut published = Vec::with_capacity(entries.len());
    for entry in entries {
        if let Kind::Withdrawn(withdrawal) = &entry.kind {
            let withheld = withdrawal.withheld.iter().cloned();
            left_out.withheld.extend(withheld);
            left_out.shown.extend(withdrawal.shown.iter().cloned());
            if entry.place.is_bundle {
                left_out.bundles.insert(entry.place.key.clone());
            }
        }
        let own = reason(&entry, publishing);
        if own.is_none() && !hidden_listings.contains(&entry.place.key) {
            published.push(entry);
            continue;
        }
        if entry.place.is_bundle && entry.place.lang.is_none() {
            left_out.bundles.insert(entry.place.key.clone());
        }
        if let Kind::Organization(organization) = &entry.kind {
            let source = entry.source.as_str().to_owned();
            left_out
                .organizations
                .insert(organization.id.clone(), source);
        }
        let list = match own {
            Some(Reason::Future) => &mut left_out.future,
            Some(Reason::Expired) => &mut left_out.expired,
            Some(Reason::Draft) | None => &mut left_out.drafts,
        };
        list.push(entry.source.as_str().to_owned());
    }
    (published, left_out)
}

/// Gives translations what only the original states: a listing's facts, a text's content notes.
pub(super) fn inherit(entries: &mut [Arc<Entry>], config: &Config, sink: &mut Sink) {
    if entries
        .iter()
        .all(|entry| entry.lang == *config.default_lang())
    {
        return;
    }
    let originals: BTreeMap<String, Arc<Entry>> = entries
        .iter()
        .filter(|entry| entry.lang == *config.default_lang() && entry.listing().is_some())
        .map(|entry| (entry.place.key.clone(), Arc::clone(entry)))
        .collect();
    let texts: BTreeMap<String, Arc<Entry>> = entries
        .iter()
        .filter(|entry| entry.lang == *config.default_lang() && entry.listing().is_none())
        .map(|entry| (entry.place.key.clone(), Arc::clone(entry)))
        .collect();
    for entry in entries
        .iter_mut()
        .filter(|entry| entry.lang != *config.default_lang())
    {
        if entry.listing().is_none() {
            if let Some(original) = texts.get(&entry.place.key) {
                inherit_organization(entry, original);
                inherit_care(entry, original);
                crisis::inherit(entry, original);
            }
            continue;
        }
        let Some(original) = originals.get(&entry.place.key) else {
            sink.push(orphan(entry));
            continue;
        };
        let Some(facts) = original.listing() else {
            continue;
        };
        report_other_numbers(entry, facts, sink);
        let mut translated = Entry::clone(entry);
        take_digests(&mut translated, original);
        if let Kind::Listing(listing) = &mut translated.kind {
            listing.inherit(facts);
        }
        take_care(&mut translated.front, &original.front);
        // What is taken over is told of in this file, where nobody typed it.
        let terms = translated
            .front
            .terms
            .with(&original.front.terms, &translated.span);
        translated.front.terms = terms;
        *entry = Arc::new(translated);
    }
}

/// Numbers of a translation that its original doesn't have: one of the two was changed and the other
/// forgotten, or it was read in another country.
fn report_other_numbers(entry: &Entry, original: &Listing, sink: &mut Sink) {
    let known = |number: &Phone| {
        let numbers = original.channels.iter();
        numbers
            .filter_map(|channel| channel.number.as_ref())
            .any(|other| other == number)
    };
    let channels = entry.listing().map_or(&[][..], |listing| &listing.channels);
    for channel in channels {
        if channel.number.as_ref().is_none_or(known) {
            continue;
        }
        let message = format!(
            "{} has the number {}, and its original doesn't",
            entry.front.title, channel.value
        );
        sink.push(
            Diagnostic::warning("listing/other-number", message)
                .at(&entry.source, entry.span.start..entry.span.start)
                .help(
                    "leave the numbers out here, so that they come from the original; \
                     one that only this translation has can begin with + and the country's code",
                ),
        );
    }
}

/// How to reach an organization is written once.
fn inherit_organization(entry: &mut Arc<Entry>, original: &Entry) {
    let (Kind::Organization(_), Kind::Organization(facts)) = (&entry.kind, &original.kind) else {
        return;
    };
    let mut translated = Entry::clone(entry);
    take_digests(&mut translated, original);
    if let Kind::Organization(organization) = &mut translated.kind {
        organization.inherit(facts);
    }
    *entry = Arc::new(translated);
}

/// What a reader should know before reading holds in every language: a translation without content
/// notes has those of the original, its quick exit and its discretion.
fn inherit_care(entry: &mut Arc<Entry>, original: &Entry) {
    let notes = &original.front.content_notes;
    let lacks_notes = entry.front.content_notes.is_empty() && !notes.is_empty();
    let lacks = |own: Option<bool>, said: Option<bool>| own.is_none() && said.is_some();
    let front = &entry.front;
    let lacks_exit = lacks(front.quick_exit, original.front.quick_exit);
    let lacks_discretion = lacks(front.discreet, original.front.discreet);
    if lacks_notes || lacks_exit || lacks_discretion {
        let mut translated = Entry::clone(entry);
        take_digests(&mut translated, original);
        take_care(&mut translated.front, &original.front);
        *entry = Arc::new(translated);
    }
}

/// What a translation does not say is as the original says.
fn take_care(front: &mut Front, original: &Front) {
    if front.content_notes.is_empty() {
        front.content_notes.clone_from(&original.content_notes);
    }
    front.quick_exit = front.quick_exit.or(original.quick_exit);
    front.discreet = front.discreet.or(original.discreet);
}

/// What was taken over from another entry is part of this one.
fn take_digests(entry: &mut Entry, original: &Entry) {
    let both = |own: Digest, other: Digest| DigestWriter::new().digest(own).digest(other).finish();
    entry.meta = both(entry.meta, original.meta);
    entry.whole = both(entry.whole, original.meta);
}

fn orphan(entry: &Entry) -> Diagnostic {
    let name = entry.place.name.as_str();
    Diagnostic::error("listing/no-original", format!("this translates a listing `{name}` that is not published"))
        .in_file(&entry.source)
        .help(format!("the facts of a listing stand in one file, {name}.md; its translations add their words to them"))
}
