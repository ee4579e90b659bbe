//! Terms: the words under which entries are grouped, by taxonomy and language.

use super::publish;
use super::site::EntryId;
use super::spelling::{Place, Spellings};
use super::urls::segment;
use crate::base::collate::Collation;
use crate::base::day::When;
use crate::base::diag::Sink;
use crate::base::lang::Lang;
use crate::base::paths::UrlPath;
use crate::config::{Config, Taxonomy};
use crate::content::Entry;
use std::collections::{BTreeMap, HashMap};
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
    /// Its entries: dated ones newest first, then the others by title.
    pub entries: Vec<EntryId>,
}

#[derive(Default)]
struct Growing<'a> {
    spellings: Spellings<'a>,
    entries: Vec<EntryId>,
}

/// Collects the terms of all entries. Two spellings of one term are reported, and taken as one.
pub(super) fn collect(
    entries: &[Arc<Entry>],
    config: &Config,
    sink: &mut Sink,
) -> BTreeMap<(Lang, String), Terms> {
    let mut growing: BTreeMap<(&Lang, &str), BTreeMap<String, Growing<'_>>> = BTreeMap::new();
    // The same few words come thousands of times.
    let mut slugs: HashMap<&str, String> = HashMap::new();
    let listed = |(_, entry): &(usize, &Arc<Entry>)| publish::is_listed(entry);
    for (at, entry) in entries.iter().enumerate().filter(listed) {
        for (taxonomy, words) in &entry.front.terms {
            let terms = growing.entry((&entry.lang, taxonomy)).or_default();
            for (word, range) in words {
                let place = Place::of(entry, range);
                let slug = slugs.entry(word).or_insert_with(|| segment(word));
                add(terms, (slug, word), place, EntryId(at as u32));
            }
        }
    }
    growing
        .values()
        .flat_map(BTreeMap::values)
        .for_each(|term| term.spellings.report("taxonomy/variant", "term", sink));
    growing
        .into_iter()
        .filter_map(|((lang, name), terms)| {
            let taxonomy = config.taxonomy(name)?;
            let finished = finish(terms, taxonomy, lang, entries, config)?;
            Some(((lang.clone(), name.to_owned()), finished))
        })
        .collect()
}

fn add<'a>(
    terms: &mut BTreeMap<String, Growing<'a>>,
    (slug, word): (&str, &'a str),
    place: Place<'a>,
    id: EntryId,
) {
    if !terms.contains_key(slug) {
        terms.insert(slug.to_owned(), Growing::default());
    }
    let Some(term) = terms.get_mut(slug) else {
        return;
    };
    term.spellings.add(word, place);
    if term.entries.last() != Some(&id) {
        term.entries.push(id);
    }
}

fn finish(
    terms: BTreeMap<String, Growing<'_>>,
    taxonomy: &Taxonomy,
    lang: &Lang,
    entries: &[Arc<Entry>],
    config: &Config,
) -> Option<Terms> {
    let base = format!("{}/{}/", config.lang_prefix(lang), taxonomy.slug);
    let collation = Collation::of(lang);
    let mut list: Vec<Term> = terms
        .into_iter()
        .filter_map(|(slug, growing)| {
            let word = growing.spellings.chosen();
            let label = config.vocabularies.name(&taxonomy.name, word, lang);
            Some(Term {
                url: UrlPath::parse(&format!("{base}{slug}/")).ok()?,
                name: label.unwrap_or(word).to_owned(),
                slug,
                entries: sorted(growing.entries, entries, &collation),
            })
        })
        .collect();
    list.sort_by(|a, b| collation.compare(&a.name, &b.name));
    Some(Terms {
        url: UrlPath::parse(&base).ok()?,
        list,
    })
}

fn sorted(ids: Vec<EntryId>, entries: &[Arc<Entry>], collation: &Collation) -> Vec<EntryId> {
    let entry = |id: EntryId| &entries[id.index()];
    let mut dated: Vec<(Option<When>, EntryId)> = ids
        .into_iter()
        .map(|id| (entry(id).front.date, id))
        .collect();
    dated.sort_by(|(date, a), (other, b)| {
        let title = |id: EntryId| entry(id).front.title.as_str();
        other
            .cmp(date)
            .then_with(|| collation.compare(title(*a), title(*b)))
            .then(a.cmp(b))
    });
    dated.into_iter().map(|(_, id)| id).collect()
}
