//! Sections: one a folder and language, nested as the folders are, each with its entries in order.

use super::care::Guide;
use super::order::{Dated, NewestFirst, newest_first};
use super::publish;
use super::site::EntryId;
use super::urls::of_folder;
use crate::base::collate::Collation;
use crate::base::lang::Lang;
use crate::base::paths::UrlPath;
use crate::config::Config;
use crate::content::section::{Kinds, SectionFront, SectionKind, Sort};
use crate::content::{Entry, place};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A section, by its place in `Site::sections`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SectionId(pub u32);

impl SectionId {
    /// As an index.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A folder in one language.
#[derive(Clone, Debug)]
pub struct Section {
    /// The folder below `content/`; empty for the home.
    pub folder: String,
    /// The language.
    pub lang: Lang,
    /// What its entries are.
    pub kind: SectionKind,
    /// Its `_index.md`; none for a folder that has none in this language.
    pub entry: Option<EntryId>,
    /// Its title.
    pub title: String,
    /// Its URL, without the base URL's path.
    pub url: UrlPath,
    /// Its own entries, in order; not those of the sections in it.
    pub members: Vec<EntryId>,
    /// Whether the order runs downwards.
    pub descending: bool,
    /// The section above.
    pub parent: Option<SectionId>,
    /// The sections in it, by weight and title.
    pub children: Vec<SectionId>,
    /// Entries on one page; 0: all on one.
    pub page_size: usize,
    /// How many choices of its directory can be combined: none, one or two.
    pub facets: u8,
}

impl Section {
    /// How many pages its list has: at least one.
    pub fn pages(&self) -> usize {
        match self.page_size {
            0 => 1,
            size => self.members.len().div_ceil(size).max(1),
        }
    }
}

/// A directory that is no longer than this stands on one page, by kind.
const LISTINGS_ON_A_PAGE: usize = 30;

/// How many choices of a directory can be combined, unless its section says otherwise.
const FACETS: u8 = 2;

pub(super) struct LaidOut {
    pub sections: Vec<Section>,
    pub section_of: Vec<SectionId>,
    pub by_folder: BTreeMap<Lang, BTreeMap<String, SectionId>>,
}

/// Makes the sections. The home exists in every language; a folder at the top is a section even
/// without an `_index.md`; any other folder without one belongs to the section above.
pub(super) fn lay_out(
    entries: &[Arc<Entry>],
    newest_first: &NewestFirst,
    guide: &Guide<'_>,
    config: &Config,
) -> LaidOut {
    let mut kinds = Kinds::default();
    let mut wanted: BTreeSet<(String, usize)> = BTreeSet::new();
    let order = |lang: &Lang| {
        config
            .languages
            .iter()
            .position(|l| l.lang == *lang)
            .unwrap_or(0)
    };
    let mut last = None;
    for entry in entries {
        if let Some(kind) = entry.section().and_then(|section| section.kind) {
            kinds.set(&entry.place.folder, kind);
        }
        let top = entry.place.folder.split('/').next().unwrap_or("");
        // Most entries stand beside others of their folder.
        if last.replace((top, &entry.lang)) != Some((top, &entry.lang)) {
            wanted.insert((top.to_owned(), order(&entry.lang)));
        }
        if entry.place.is_section {
            wanted.insert((entry.place.folder.clone(), order(&entry.lang)));
        }
    }
    wanted.extend((0..config.languages.len()).map(|at| (String::new(), at)));
    let mut laid_out = LaidOut {
        sections: Vec::new(),
        section_of: Vec::new(),
        by_folder: BTreeMap::new(),
    };
    for (folder, at) in wanted {
        let lang = &config.languages[at].lang;
        let id = SectionId(laid_out.sections.len() as u32);
        laid_out
            .by_folder
            .entry(lang.clone())
            .or_default()
            .insert(folder.clone(), id);
        laid_out
            .sections
            .push(empty(folder, lang, &kinds, (guide, config)));
    }
    connect(&mut laid_out);
    fill(&mut laid_out, entries, newest_first, config);
    laid_out
}

fn empty(
    folder: String,
    lang: &Lang,
    kinds: &Kinds,
    (guide, config): (&Guide<'_>, &Config),
) -> Section {
    let title = match folder.as_str() {
        "" => config.language(lang).title.clone(),
        folder => place::title_from_name(folder.rsplit('/').next().unwrap_or(folder)),
    };
    Section {
        kind: kinds.of(&folder),
        lang: lang.clone(),
        entry: None,
        title,
        url: of_folder((lang, &folder), guide, config),
        members: Vec::new(),
        descending: false,
        parent: None,
        children: Vec::new(),
        page_size: 0,
        facets: FACETS,
        folder,
    }
}

fn connect(laid_out: &mut LaidOut) {
    for at in 0..laid_out.sections.len() {
        let (folder, lang) = (
            laid_out.sections[at].folder.clone(),
            laid_out.sections[at].lang.clone(),
        );
        if folder.is_empty() {
            continue;
        }
        let above = folder.rfind('/').map_or("", |at| &folder[..at]);
        let parent = nearest(laid_out, above, &lang);
        laid_out.sections[at].parent = Some(parent);
        laid_out.sections[parent.index()]
            .children
            .push(SectionId(at as u32));
    }
}

/// The section of a folder, or of the nearest one above it that is a section.
fn nearest(laid_out: &LaidOut, folder: &str, lang: &Lang) -> SectionId {
    let own = laid_out.by_folder.get(lang);
    let mut folder = folder;
    loop {
        if let Some(id) = own.and_then(|own| own.get(folder)) {
            return *id;
        }
        match folder.rfind('/') {
            Some(at) => folder = &folder[..at],
            None if folder.is_empty() => return SectionId(0),
            None => folder = "",
        }
    }
}

fn fill(
    laid_out: &mut LaidOut,
    entries: &[Arc<Entry>],
    newest_first: &NewestFirst,
    config: &Config,
) {
    let mut last: Option<(&str, &Lang, SectionId)> = None;
    for (at, entry) in entries.iter().enumerate() {
        let id = EntryId(at as u32);
        let (folder, lang) = (entry.place.folder.as_str(), &entry.lang);
        let home = match last {
            Some((known, of, home)) if known == folder && of == lang => home,
            _ => nearest(laid_out, folder, lang),
        };
        last = Some((folder, lang, home));
        laid_out.section_of.push(home);
        let section = &mut laid_out.sections[home.index()];
        if entry.place.is_section {
            section.entry = Some(id);
            section.title = entry.front.title.clone();
            if let Some(path) = &entry.front.path {
                section.url = path.clone();
            }
        } else if publish::is_listed(entry) {
            section.members.push(id);
        }
    }
    borrow_untranslated(laid_out, entries, config);
    let weights: Vec<i64> = laid_out
        .sections
        .iter()
        .map(|section| {
            section
                .entry
                .map_or(0, |id| entries[id.index()].front.weight)
        })
        .collect();
    let titles: Vec<String> = laid_out
        .sections
        .iter()
        .map(|section| section.title.clone())
        .collect();
    for section in &mut laid_out.sections {
        let collation = Collation::of(&section.lang);
        let front = section
            .entry
            .and_then(|id| entries[id.index()].section().copied())
            .unwrap_or_default();
        sort(section, &front, entries, (&collation, newest_first));
        section.children.sort_by(|a, b| {
            let key = |id: &SectionId| weights[id.index()];
            key(a)
                .cmp(&key(b))
                .then_with(|| collation.compare(&titles[a.index()], &titles[b.index()]))
        });
    }
}

/// A directory shows a listing in the default language where it is not translated: help in another
/// language is better than none.
fn borrow_untranslated(laid_out: &mut LaidOut, entries: &[Arc<Entry>], config: &Config) {
    let default = config.default_lang();
    for at in 0..laid_out.sections.len() {
        let section = &laid_out.sections[at];
        let is_directory = matches!(
            section.kind,
            SectionKind::Listings | SectionKind::Organizations
        );
        if !is_directory || section.lang == *default {
            continue;
        }
        let originals = laid_out.by_folder.get(default);
        let Some(original) = originals.and_then(|folders| folders.get(&section.folder)) else {
            continue;
        };
        let translated: BTreeSet<&str> = section
            .members
            .iter()
            .map(|id| entries[id.index()].place.key.as_str())
            .collect();
        let missing: Vec<EntryId> = laid_out.sections[original.index()]
            .members
            .iter()
            .copied()
            .filter(|id| !translated.contains(entries[id.index()].place.key.as_str()))
            .collect();
        laid_out.sections[at].members.extend(missing);
    }
}

fn sort(
    section: &mut Section,
    front: &SectionFront,
    entries: &[Arc<Entry>],
    (collation, order): (&Collation, &NewestFirst),
) {
    let by = front.sort.unwrap_or(match section.kind {
        SectionKind::Articles => Sort::Date,
        SectionKind::Pages => Sort::Weight,
        SectionKind::Listings | SectionKind::Organizations => Sort::Title,
    });
    section.descending = front.descending.unwrap_or(by == Sort::Date);
    section.facets = front.facets.unwrap_or(FACETS);
    section.page_size = front.page_size.unwrap_or(match section.kind {
        SectionKind::Articles => 10,
        SectionKind::Listings => LISTINGS_ON_A_PAGE,
        SectionKind::Pages | SectionKind::Organizations => 0,
    });
    let title = |id: &EntryId| entries[id.index()].front.title.as_str();
    match by {
        Sort::Title => section
            .members
            .par_sort_unstable_by(|a, b| collation.compare(title(a), title(b)).then(a.cmp(b))),
        Sort::Weight => section.members.par_sort_unstable_by(|a, b| {
            let weight = |id: &EntryId| entries[id.index()].front.weight;
            weight(a)
                .cmp(&weight(b))
                .then_with(|| collation.compare(title(a), title(b)))
                .then(a.cmp(b))
        }),
        Sort::Date => return sort_by_date(section, entries, (collation, order)),
    }
    if section.descending {
        section.members.reverse();
    }
}

/// Entries without a date stand last whichever way the dates run.
fn sort_by_date(
    section: &mut Section,
    entries: &[Arc<Entry>],
    (collation, order): (&Collation, &NewestFirst),
) {
    let entry = |id: &EntryId| &entries[id.index()];
    let lang = &section.lang;
    let is_own = section.members.iter().all(|id| entry(id).lang == *lang);
    if section.descending && is_own {
        return order.sort(&mut section.members);
    }
    let dated = section.members.iter();
    let mut dated: Vec<Dated> = dated.map(|id| (entry(id).front.date, *id)).collect();
    match section.descending {
        true => dated.par_sort_unstable_by(|a, b| newest_first(a, b, entries, collation)),
        false => dated.par_sort_unstable_by(|(date, a), (other, b)| {
            let title = |id| entry(id).front.title.as_str();
            let by_date = date.is_none().cmp(&other.is_none()).then(date.cmp(other));
            by_date
                .then_with(|| collation.compare(title(a), title(b)))
                .then(a.cmp(b))
        }),
    }
    section.members = dated.into_iter().map(|(_, id)| id).collect();
}

/// The entries before and after each in its section; *next* is the later one where dates run downwards.
pub(super) fn neighbours(
    sections: &[Section],
    entries: &[Arc<Entry>],
) -> Vec<(Option<EntryId>, Option<EntryId>)> {
    let mut found = vec![(None, None); entries.len()];
    for section in sections {
        let own: Vec<EntryId> = section
            .members
            .iter()
            .copied()
            .filter(|id| entries[id.index()].lang == section.lang)
            .collect();
        for (at, id) in own.iter().enumerate() {
            let before = at.checked_sub(1).map(|at| own[at]);
            let after = own.get(at + 1).copied();
            found[id.index()] = if section.descending {
                (after, before)
            } else {
                (before, after)
            };
        }
    }
    found
}
