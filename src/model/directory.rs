//! Directories: for each section of listings the *views* of it that a reader can choose, by one facet
//! or by two. It knows which listings stand in which view, and where; what a view is called is told by
//! the words of a theme, of which it knows nothing.

mod choosing;

use super::care::{Care, is_all_discreet};
use super::sections::{Section, SectionId};
use super::site::EntryId;
use super::urls::neutral_page;
use crate::base::lang::Lang;
use crate::base::paths::UrlPath;
use crate::config::Config;
use crate::content::Entry;
use crate::content::listing::{Attendance, Kind};
use crate::content::section::SectionKind;
use choosing::{Slugs, values, with_parents};
use foldhash::fast::RandomState;
use indexmap::IndexMap;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::Arc;

/// The taxonomy whose terms are a facet.
pub const TOPICS: &str = "topics";

/// In what listings differ, in the order in which an address names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Facet {
    /// What it is.
    Kind,
    /// What it is about.
    Topic,
    /// Where it helps.
    Area,
    /// In which languages.
    Language,
    /// In the room, online, or both.
    Attendance,
}

impl Facet {
    /// All, in their order.
    pub const ALL: [Facet; 5] = [
        Facet::Kind,
        Facet::Topic,
        Facet::Area,
        Facet::Language,
        Facet::Attendance,
    ];

    /// Its word in addresses and templates.
    pub fn as_str(self) -> &'static str {
        match self {
            Facet::Kind => "kind",
            Facet::Topic => "topic",
            Facet::Area => "area",
            Facet::Language => "language",
            Facet::Attendance => "attendance",
        }
    }
}

/// What a value of a facet stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// A kind of listing.
    Kind(Kind),
    /// A topic, as the first listing writes it.
    Topic(String),
    /// A place, from its country down, as the first listing writes it.
    Area(Vec<String>),
    /// Anywhere.
    Worldwide,
    /// A language.
    Language(Lang),
    /// In the room, online, or both.
    Attendance(Attendance),
}

impl Meaning {
    /// Where it stands among the values of its facet: what has an order of its own comes in that order,
    /// the whole world behind all places, and all else by name.
    pub fn rank(&self) -> u32 {
        match self {
            Meaning::Kind(kind) => *kind as u32,
            Meaning::Attendance(attendance) => *attendance as u32,
            Meaning::Worldwide => 1,
            Meaning::Topic(_) | Meaning::Area(_) | Meaning::Language(_) => 0,
        }
    }
}

/// A value of a facet, by its place in [`Directory::values`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ValueId(pub u32);

impl ValueId {
    /// As an index.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Something that a reader may choose.
#[derive(Clone, Debug)]
pub struct Value {
    /// The facet that it belongs to.
    pub facet: Facet,
    /// Its part of an address; that of a place goes through all that it lies in: `gb/west-yorkshire`.
    pub slug: String,
    /// What it stands for.
    pub meaning: Meaning,
    /// The place that it lies in.
    pub parent: Option<ValueId>,
}

/// A view, by its place in [`Directory::views`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ViewId(pub u32);

impl ViewId {
    /// As an index.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// The listings of a section that have one value, or two of different facets. Never empty.
#[derive(Clone, Debug)]
pub struct View {
    /// What was chosen.
    pub first: ValueId,
    /// And beside it, of a later facet.
    pub second: Option<ValueId>,
    /// Its name below the section's URL: `kind/helpline/topic/grief`.
    pub path: Arc<str>,
    /// Its URL, without the base URL's path.
    pub url: UrlPath,
    /// Whether its section is discreet, or all of its listings are: then so is it.
    pub discreet: bool,
    /// Its listings, in the order of the section.
    pub listings: Vec<EntryId>,
}

impl View {
    /// What was chosen, in the order of the facets.
    pub fn chosen(&self) -> impl Iterator<Item = ValueId> {
        [Some(self.first), self.second].into_iter().flatten()
    }
}

/// All views of a section of listings in one language.
#[derive(Debug, Default)]
pub struct Directory {
    /// What can be chosen, by facet and address.
    pub values: Vec<Value>,
    /// The views: first those of one value, in the order of the values, then those of two.
    pub views: Vec<View>,
    /// For each value those that narrow it further, in their order, with the views of both.
    beside: Vec<Vec<(ValueId, ViewId)>>,
    by_path: HashMap<Arc<str>, ViewId, RandomState>,
}

impl Directory {
    /// A value.
    pub fn value(&self, id: ValueId) -> &Value {
        &self.values[id.index()]
    }

    /// A view.
    pub fn view(&self, id: ViewId) -> &View {
        &self.views[id.index()]
    }

    /// The view of exactly this path.
    pub fn at(&self, path: &str) -> Option<ViewId> {
        self.by_path.get(path).copied()
    }

    /// The view of one value.
    pub fn of(&self, value: ValueId) -> ViewId {
        ViewId(value.0)
    }

    /// The values of a facet that lead to a view, each with that view: from the whole section, or from
    /// the view of `beside`, which must be of another facet.
    pub fn choices(&self, facet: Facet, beside: Option<ValueId>) -> Vec<(ValueId, ViewId)> {
        match beside {
            None => {
                let range = self.range(facet);
                let ids = range.map(|at| (ValueId(at as u32), ViewId(at as u32)));
                ids.collect()
            }
            Some(value) => {
                let all = &self.beside[value.index()];
                let facet_of = |(id, _): &(ValueId, ViewId)| self.value(*id).facet;
                let start = all.partition_point(|choice| facet_of(choice) < facet);
                let end = all.partition_point(|choice| facet_of(choice) <= facet);
                all[start..end].to_vec()
            }
        }
    }

    fn range(&self, facet: Facet) -> Range<usize> {
        let start = self.values.partition_point(|value| value.facet < facet);
        let end = self.values.partition_point(|value| value.facet <= facet);
        start..end
    }
}

/// Who is careful of what, and how addresses begin.
pub(super) struct Cares<'a> {
    pub entries: &'a [Care],
    pub sections: &'a [Care],
    pub config: &'a Config,
}

/// A section whose directory is laid out.
struct Home<'a> {
    section: &'a Section,
    discreet: bool,
    cares: &'a Cares<'a>,
}

/// The directories of the sections of listings. One walk over each section's listings, in their order,
/// so that every view has them in that order without being sorted.
pub(super) fn collect(
    sections: &[Section],
    entries: &[Arc<Entry>],
    cares: &Cares<'_>,
) -> BTreeMap<SectionId, Directory> {
    let home = |at: usize| Home {
        section: &sections[at],
        discreet: cares.sections[at].discreet,
        cares,
    };
    let listings = sections
        .iter()
        .enumerate()
        .filter(|(_, section)| section.kind == SectionKind::Listings && section.facets > 0);
    listings
        .map(|(at, _)| (SectionId(at as u32), directory(&home(at), entries)))
        .collect()
}

fn directory(home: &Home<'_>, entries: &[Arc<Entry>]) -> Directory {
    let mut slugs = Slugs::default();
    let mut found: BTreeMap<(Facet, String), (Meaning, u32)> = BTreeMap::new();
    let mut values_of: Vec<(EntryId, Vec<u32>)> = Vec::new();
    for id in &home.section.members {
        let entry = &entries[id.index()];
        let Some(listing) = entry.listing() else {
            continue;
        };
        let mut own = Vec::new();
        for (facet, slug, meaning) in values(entry, listing, &mut slugs) {
            let next = found.len() as u32;
            let (_, number) = found
                .entry((facet, slug))
                .or_insert_with(|| (meaning, next));
            if !own.contains(number) {
                own.push(*number);
            }
        }
        values_of.push((*id, own));
    }
    let mut places = vec![ValueId(0); found.len()];
    for (at, (_, number)) in found.values().enumerate() {
        places[*number as usize] = ValueId(at as u32);
    }
    for (_, own) in &mut values_of {
        own.iter_mut()
            .for_each(|number| *number = places[*number as usize].0);
        own.sort_unstable();
    }
    let values = found
        .into_iter()
        .map(|((facet, slug), (meaning, _))| (facet, slug, meaning));
    let mut directory = Directory {
        values: with_parents(values),
        ..Directory::default()
    };
    directory.lay_out(home, &values_of);
    directory
}

impl Directory {
    fn lay_out(&mut self, home: &Home<'_>, values_of: &[(EntryId, Vec<u32>)]) {
        let mut single: Vec<Vec<EntryId>> = vec![Vec::new(); self.values.len()];
        let mut pairs: IndexMap<(u32, u32), Vec<EntryId>, RandomState> = IndexMap::default();
        for (id, own) in values_of {
            for (at, value) in own.iter().enumerate() {
                single[*value as usize].push(*id);
                if home.section.facets < 2 {
                    continue;
                }
                let facet = self.values[*value as usize].facet;
                let others = own[at + 1..].iter();
                for other in others.filter(|other| self.values[**other as usize].facet != facet) {
                    pairs.entry((*value, *other)).or_default().push(*id);
                }
            }
        }
        pairs.sort_unstable_keys();
        self.beside = vec![Vec::new(); self.values.len()];
        for (at, listings) in single.into_iter().enumerate() {
            self.add(home, (ValueId(at as u32), None), listings);
        }
        for ((first, second), listings) in pairs {
            let (first, second) = (ValueId(first), ValueId(second));
            let view = self.add(home, (first, Some(second)), listings);
            self.beside[first.index()].push((second, view));
            self.beside[second.index()].push((first, view));
        }
        for beside in &mut self.beside {
            beside.sort_unstable();
        }
    }

    fn add(
        &mut self,
        home: &Home<'_>,
        (first, second): (ValueId, Option<ValueId>),
        listings: Vec<EntryId>,
    ) -> ViewId {
        let part = |id: ValueId| {
            let value = self.value(id);
            format!("{}/{}", value.facet.as_str(), value.slug)
        };
        let path = match second {
            None => part(first),
            Some(second) => format!("{}/{}", part(first), part(second)),
        };
        let discreet = home.discreet || is_all_discreet(&listings, home.cares.entries);
        let url = home.url_of(&path, discreet);
        let id = ViewId(self.views.len() as u32);
        let path: Arc<str> = path.into();
        self.by_path.insert(Arc::clone(&path), id);
        self.views.push(View {
            first,
            second,
            path,
            url,
            discreet,
            listings,
        });
        id
    }
}

impl Home<'_> {
    fn url_of(&self, path: &str, discreet: bool) -> UrlPath {
        let Section {
            url, folder, lang, ..
        } = self.section;
        if discreet {
            return neutral_page(lang, &format!("{folder}/{path}"), self.cares.config);
        }
        // Each of its parts is one already.
        UrlPath::parse(&format!("{}{path}/", url.as_str())).unwrap_or_else(|_| url.clone())
    }
}
