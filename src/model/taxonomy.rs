//! Terms: the words under which entries are grouped, by taxonomy and language. The address of a discreet
//! one does not tell its word.

use super::care::{Care, Guide, is_all_discreet};
use super::order::NewestFirst;
use super::publish;
use super::site::EntryId;
use super::spelling::{Place, Spellings};
use super::urls::{neutral_page, segment};
use crate::base::collate::Collation;
use crate::base::diag::Sink;
use crate::base::lang::Lang;
use crate::base::paths::UrlPath;
use crate::config::Config;
use crate::content::Entry;
use foldhash::fast::RandomState;
use indexmap::IndexMap;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// The terms of one taxonomy in one language.
#[derive(Clone, Debug)]
pub struct Terms {
    /// The URL of the page that lists them.
    pub url: UrlPath,
    /// The terms, as the language sorts their names.
    pub list: Vec<Term>,
}

impl Terms {
    /// A term by slug.
    pub fn get(&self, slug: &str) -> Option<&Term> {
        self.list.iter().find(|term| term.slug == slug)
    }
}

/// One term.
#[derive(Clone, Debug)]
pub struct Term {
    /// Its label in the site's vocabulary; without one, as most entries write it.
    pub name: String,
    /// Its part of the URL.
    pub slug: String,
    /// Its URL.
    pub url: UrlPath,
    /// Whether it holds nothing but discreet entries, so that its own page is one.
    pub discreet: bool,
    /// Its entries: dated ones newest first, then the others by title.
    pub entries: Vec<EntryId>,
}

/// A term while its words are collected.
#[derive(Default)]
struct Growing<'a> {
    /// Every spelling, with the places where it stands.
    words: Vec<(&'a str, Vec<Spoken<'a>>)>,
}

/// A word of an entry, and where it stands there.
type Spoken<'a> = (EntryId, &'a Range<usize>);

/// The words of one taxonomy in one language, in the order in which they come, each with its places:
/// the same few come thousands of times.
type Words<'a> = IndexMap<&'a str, Vec<Spoken<'a>>, RandomState>;

impl<'a> Growing<'a> {
    /// All spellings, if there are several.
    fn spellings(&self, entries: &'a [Arc<Entry>]) -> Option<Spellings<'a>> {
        let mut spellings = Spellings::default();
        for (word, places) in self.words.iter().filter(|_| self.words.len() > 1) {
            for (id, range) in places {
                spellings.add(word, Place::of(&entries[id.index()], range));
            }
        }
        (self.words.len() > 1).then_some(spellings)
    }

    /// The spelling that is the right one.
    fn word(&self, entries: &'a [Arc<Entry>]) -> &'a str {
        match self.spellings(entries) {
            Some(spellings) => spellings.chosen(),
            None => self.words.first().map_or("", |(word, _)| *word),
        }
    }

    /// The entries, once each.
    fn entries(&self, order: &NewestFirst) -> Vec<EntryId> {
        let places = self.words.iter().flat_map(|(_, places)| places);
        let mut ids: Vec<EntryId> = places.map(|(id, _)| *id).collect();
        order.sort(&mut ids);
        ids.dedup();
        ids
    }
}

/// What terms are made from.
pub(super) struct Ground<'a> {
    pub entries: &'a [Arc<Entry>],
    pub order: &'a NewestFirst,
    pub care: &'a [Care],
    pub guide: &'a Guide<'a>,
    pub config: &'a Config,
}

/// Collects the terms of all entries. Two spellings of one term are reported, and taken as one.
pub(super) fn collect(ground: &Ground<'_>, sink: &mut Sink) -> BTreeMap<(Lang, String), Terms> {
    let entries = ground.entries;
    let mut words: BTreeMap<(&Lang, &str), Words<'_>> = BTreeMap::new();
    let listed = |(_, entry): &(usize, &Arc<Entry>)| publish::is_listed(entry);
    for (at, entry) in entries.iter().enumerate().filter(listed) {
        for (taxonomy, own) in &entry.front.terms {
            let words = words.entry((&entry.lang, taxonomy)).or_default();
            for (word, range) in own {
                let places = words.entry(word).or_default();
                places.push((EntryId(at as u32), range));
            }
        }
    }
    let mut found = BTreeMap::new();
    for ((lang, name), words) in words {
        let terms = by_slug(words);
        let spellings = terms.values().filter_map(|term| term.spellings(entries));
        spellings.for_each(|spellings| spellings.report("taxonomy/variant", "term", sink));
        if let Some(terms) = finish(terms, (lang, name), ground) {
            found.insert((lang.clone(), name.to_owned()), terms);
        }
    }
    found
}

fn by_slug(words: Words<'_>) -> BTreeMap<String, Growing<'_>> {
    let mut terms: BTreeMap<String, Growing<'_>> = BTreeMap::new();
    for (word, places) in words {
        let term = terms.entry(segment(word)).or_default();
        term.words.push((word, places));
    }
    terms
}

fn finish(
    terms: BTreeMap<String, Growing<'_>>,
    (lang, name): (&Lang, &str),
    ground: &Ground<'_>,
) -> Option<Terms> {
    let config = ground.config;
    let taxonomy = config.taxonomy(name)?;
    let around = ground.guide.section(lang, "").discreet;
    let base = format!("{}/{}/", config.lang_prefix(lang), taxonomy.slug);
    let terms: Vec<(String, Growing<'_>)> = terms.into_iter().collect();
    let finished = terms.into_par_iter().filter_map(|(slug, growing)| {
        let word = growing.word(ground.entries);
        let entries = growing.entries(ground.order);
        let discreet = around || is_all_discreet(&entries, ground.care);
        let url = match discreet {
            true => neutral_page(lang, &format!("{name}/{slug}"), config),
            false => UrlPath::parse(&format!("{base}{slug}/")).ok()?,
        };
        let label = config.vocabularies.name(&taxonomy.name, word, lang);
        Some(Term {
            url,
            name: label.unwrap_or(word).to_owned(),
            slug,
            discreet,
            entries,
        })
    });
    let mut list: Vec<Term> = finished.collect();
    let collation = Collation::of(lang);
    list.sort_by(|a, b| collation.compare(&a.name, &b.name));
    Some(Terms {
        url: UrlPath::parse(&base).ok()?,
        list,
    })
}
