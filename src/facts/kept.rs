//! Small values that the summaries and the pages of many entries hold: a section's, a term's. Each is
//! made once a revision, from nothing but the site, and shared.

use super::exports::OfSite;
use super::query::{Sheet, value_name};

use super::tracked::{Tracked, map};
use super::world::World;
use crate::base::collate::Collation;
use crate::base::digest::Digest;
use crate::base::lang::Lang;
use crate::base::slug;
use crate::model::{Directory, Months, Order, SectionId, Site, Term};
use foldhash::fast::RandomState;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, OnceLock, PoisonError};
use tera::Value;
use tera::value::Key;

/// Values that are made when first asked for.
#[derive(Default)]
pub(super) struct Kept {
    sections: Vec<OnceLock<Value>>,
    crumbs: Vec<OnceLock<Value>>,
    terms: OnceLock<Terms>,
    directories: BTreeMap<SectionId, OnceLock<Names>>,
    sheets: BTreeMap<(Lang, Order), OnceLock<Sheet>>,
    months: BTreeMap<Lang, OnceLock<Months>>,
    /// Values that many entries may have alike, by their digests.
    alike: Mutex<HashMap<Digest, Value, RandomState>>,
    /// Where the exports of the whole site stand, which every page asks.
    pub(super) exports: OnceLock<OfSite>,
}

/// What the values of a directory are called, in the order of the values.
pub(super) struct Names {
    /// In the language of the section.
    pub names: Vec<String>,
    /// The place of each among those of its facet, as readers should see them.
    pub ranks: Vec<u32>,
}

/// The terms by language and taxonomy.
pub(super) struct Terms {
    /// The names of the site's taxonomies, in the order of its settings.
    taxonomies: Vec<(String, Key<'static>)>,
    by_lang: HashMap<Lang, HashMap<String, Words>>,
    /// An empty list.
    pub none: Value,
    /// An empty map.
    pub no_fields: Value,
}

/// The terms of one taxonomy in one language.
#[derive(Default)]
struct Words {
    by_name: HashMap<String, Shown>,
    by_slug: HashMap<String, Shown>,
}

/// A term as summaries show it.
#[derive(Clone)]
struct Shown {
    value: Value,
    /// The list of it and no other: what most entries have in most taxonomies.
    alone: Value,
}

impl Kept {
    /// Nothing is made yet.
    pub fn new(site: &Site) -> Kept {
        let sections = site.sections.len();
        let directories = site.directories.keys();
        let langs = || site.config.languages.iter().map(|one| one.lang.clone());
        let orders = |lang: Lang| Order::ALL.map(|order| (lang.clone(), order));
        Kept {
            sections: (0..sections).map(|_| OnceLock::new()).collect(),
            crumbs: (0..sections).map(|_| OnceLock::new()).collect(),
            terms: OnceLock::new(),
            directories: directories.map(|id| (*id, OnceLock::new())).collect(),
            sheets: langs()
                .flat_map(orders)
                .map(|key| (key, OnceLock::new()))
                .collect(),
            months: langs().map(|lang| (lang, OnceLock::new())).collect(),
            alike: Mutex::default(),
            exports: OnceLock::new(),
        }
    }
}

impl World {
    /// A value as another entry may have it already: hours, languages and places are alike in many, and
    /// then stand once.
    pub(super) fn shared_value(&self, value: Value) -> Value {
        if value.as_map().is_none() && value.as_array().is_none() {
            return value;
        }
        let tracked = Tracked::new(value);
        let mut alike = self
            .kept
            .alike
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let known = alike.entry(tracked.digest());
        known.or_insert_with(|| tracked.into_value()).clone()
    }

    /// Holds no shared values any longer than those do who have them.
    pub(super) fn forget_shared_values(&self) {
        let alike = self.kept.alike.lock();
        alike.unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// The section of an entry, as its summary shows it.
    pub(super) fn section_value(&self, id: SectionId) -> Value {
        let make = || {
            let section = self.site.section(id);
            map(vec![
                ("title", Value::from(section.title.as_str())),
                ("url", Value::from(self.href(&section.url))),
                ("folder", Value::from(section.folder.as_str())),
                ("quick_exit", Value::from(self.site.section_care(id).exit)),
            ])
        };
        self.kept.sections[id.index()].get_or_init(make).clone()
    }

    /// A section on the way from the home to a page.
    pub(super) fn section_crumb(&self, id: SectionId) -> Value {
        let make = || {
            let section = self.site.section(id);
            crumb(&section.title, &self.href(&section.url))
        };
        self.kept.crumbs[id.index()].get_or_init(make).clone()
    }

    /// What the values of a section's directory are called.
    pub(super) fn directory_names(&self, id: SectionId, directory: &Directory) -> &Names {
        let make = || Names::of(self, &self.site.section(id).lang, directory);
        self.kept.directories[&id].get_or_init(make)
    }

    /// The listings of a language as they stand on paper.
    pub(super) fn sheet(&self, lang: &Lang, order: Order) -> &Sheet {
        let kept = &self.kept.sheets[&(lang.clone(), order)];
        kept.get_or_init(|| Sheet::of(self, lang, order))
    }

    /// What takes place in a language, by month.
    pub(super) fn months(&self, lang: &Lang) -> &Months {
        self.kept.months[lang].get_or_init(|| self.site.months(lang))
    }

    /// All terms, as summaries show them.
    pub(super) fn term_values(&self) -> &Terms {
        self.kept.terms.get_or_init(|| {
            let mut by_lang: HashMap<Lang, HashMap<String, Words>> = HashMap::new();
            for ((lang, taxonomy), terms) in &self.site.terms {
                let taxonomies = by_lang.entry(lang.clone()).or_default();
                let words = taxonomies.entry(taxonomy.clone()).or_default();
                for term in &terms.list {
                    let value = self.term_value(term);
                    let alone = Value::from(vec![value.clone()]);
                    let value = Shown { value, alone };
                    words.by_name.insert(term.name.clone(), value.clone());
                    words.by_slug.insert(term.slug.clone(), value);
                }
            }
            let taxonomies = self.site.config.taxonomies.iter();
            let named = |name: &String| (name.clone(), Key::String(name.as_str().into()));
            Terms {
                taxonomies: taxonomies.map(|taxonomy| named(&taxonomy.name)).collect(),
                by_lang,
                none: Value::from(Vec::<Value>::new()),
                no_fields: map(Vec::new()),
            }
        })
    }

    fn term_value(&self, term: &Term) -> Value {
        map(vec![
            ("name", Value::from(term.name.as_str())),
            ("slug", Value::from(term.slug.as_str())),
            ("url", Value::from(self.href(&term.url))),
        ])
    }
}

impl Names {
    fn of(world: &World, lang: &Lang, directory: &Directory) -> Names {
        let values = &directory.values;
        let names: Vec<String> = values
            .iter()
            .map(|value| value_name(world, lang, value))
            .collect();
        let collation = Collation::of(lang);
        let mut order: Vec<usize> = (0..values.len()).collect();
        order.sort_by(|a, b| {
            let (one, other) = (&values[*a], &values[*b]);
            let by_meaning = one.meaning.rank().cmp(&other.meaning.rank());
            let by_facet = one.facet.cmp(&other.facet).then(by_meaning);
            by_facet.then_with(|| collation.compare(&names[*a], &names[*b]))
        });
        let mut ranks = vec![0; values.len()];
        for (rank, at) in order.into_iter().enumerate() {
            ranks[at] = rank as u32;
        }
        Names { names, ranks }
    }
}

impl Terms {
    /// Every taxonomy of the site with the terms of an entry in it; `words` gives what the entry says.
    pub fn of<'a, W: Iterator<Item = &'a str>>(
        &self,
        lang: &Lang,
        words: impl Fn(&str) -> Option<W>,
    ) -> impl Iterator<Item = (Key<'static>, Value)> {
        let by_taxonomy = self.by_lang.get(lang);
        self.taxonomies.iter().map(move |(taxonomy, key)| {
            let known = by_taxonomy.and_then(|by_taxonomy| by_taxonomy.get(taxonomy));
            let list = known.zip(words(taxonomy)).map(|(known, words)| {
                let shown: Vec<&Shown> = words.filter_map(|word| known.find(word)).collect();
                match shown.as_slice() {
                    [] => self.none.clone(),
                    [one] => one.alone.clone(),
                    several => {
                        let values = several.iter().map(|shown| shown.value.clone());
                        Value::from(values.collect::<Vec<Value>>())
                    }
                }
            });
            (key.clone(), list.unwrap_or_else(|| self.none.clone()))
        })
    }
}

impl Words {
    /// The term of a word. A term's name is one of the words that have its slug, so that either finds it.
    fn find(&self, word: &str) -> Option<&Shown> {
        let found = self.by_name.get(word);
        found.or_else(|| self.by_slug.get(&slug::segment(word)))
    }
}

/// A step on the way from the home to a page.
pub(super) fn crumb(title: &str, url: &str) -> Value {
    map(vec![
        ("title", Value::from(title)),
        ("url", Value::from(url)),
    ])
}
