//! The site as a whole, and how it is put together.

use super::files::{self, FileFacts, SiteFile};
use super::publish::{self, LeftOut, Publishing};
use super::related::{self, Related};
use super::sections::{self, Section, SectionId};
use super::taxonomy::{self, Terms};
use super::{backlinks, urls};
use crate::base::day::Day;
use crate::base::diag::Sink;
use crate::base::lang::Lang;
use crate::base::paths::{SourcePath, UrlPath};
use crate::config::Config;
use crate::content::{Entry, Kind};
use std::collections::BTreeMap;
use std::sync::Arc;

/// An entry of a site, by its place in [`Site::entries`]. It means nothing in another site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId(pub u32);

impl EntryId {
    /// As an index.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a site is made of.
pub struct Build {
    /// The settings.
    pub config: Arc<Config>,
    /// All entries, published or not, in the order of their sources.
    pub entries: Vec<Arc<Entry>>,
    /// All other files of `content/` and those of `static/`.
    pub files: BTreeMap<SourcePath, FileFacts>,
    /// What is left out, and which day it is.
    pub publishing: Publishing,
}

/// Everything that will be published, and how it hangs together. Immutable.
#[derive(Debug)]
pub struct Site {
    /// The settings.
    pub config: Arc<Config>,
    /// The day of the build.
    pub today: Day,
    /// The published entries, in the order of their sources.
    pub entries: Vec<Arc<Entry>>,
    /// The URL of each entry, without the base URL's path.
    pub urls: Vec<UrlPath>,
    /// The section of each entry; a section's own entry stands in the section above.
    pub section_of: Vec<SectionId>,
    /// All sections, parents before children.
    pub sections: Vec<Section>,
    /// Terms by language and taxonomy.
    pub terms: BTreeMap<(Lang, String), Terms>,
    /// The entry before and after each in its section.
    pub neighbours: Vec<(Option<EntryId>, Option<EntryId>)>,
    /// The entries that link to each.
    pub backlinks: Vec<Vec<EntryId>>,
    /// The entries that are most like each.
    pub related: Vec<Related>,
    /// Files to be copied, by path below the project.
    pub files: BTreeMap<SourcePath, SiteFile>,
    /// What is not published, and why.
    pub left_out: LeftOut,
    pub(super) by_path: BTreeMap<String, EntryId>,
    pub(super) by_key: BTreeMap<String, Vec<EntryId>>,
    pub(super) by_listing: BTreeMap<String, Vec<EntryId>>,
    pub(super) by_url: BTreeMap<String, EntryId>,
    pub(super) section_by_folder: BTreeMap<(String, Lang), SectionId>,
}

impl Site {
    /// Puts the site together. Faults that concern more than one entry are reported here.
    pub fn build(build: Build, sink: &mut Sink) -> Site {
        let Build {
            config,
            entries,
            files,
            publishing,
        } = build;
        let (mut entries, left_out) = publish::choose(entries, &publishing);
        publish::inherit(&mut entries, &config, sink);
        let urls = urls::assign(&entries, &config);
        let files = files::place(files, &entries, &urls, &left_out, sink);
        let laid_out = sections::lay_out(&entries, &config);
        let terms = taxonomy::collect(&entries, &config, sink);
        let mut site = Site {
            today: publishing.today,
            neighbours: sections::neighbours(&laid_out.sections, &entries),
            section_by_folder: laid_out.by_folder,
            section_of: laid_out.section_of,
            sections: laid_out.sections,
            related: related::find(&entries, &terms),
            backlinks: Vec::new(),
            by_path: BTreeMap::new(),
            by_key: BTreeMap::new(),
            by_listing: BTreeMap::new(),
            by_url: BTreeMap::new(),
            config,
            entries,
            urls,
            terms,
            files,
            left_out,
        };
        site.index(sink);
        site.backlinks = backlinks::find(&site);
        site
    }

    fn index(&mut self, sink: &mut Sink) {
        for (at, entry) in self.entries.iter().enumerate() {
            let id = EntryId(at as u32);
            self.by_path.insert(entry.id(), id);
            self.by_key
                .entry(entry.place.key.clone())
                .or_default()
                .push(id);
            self.by_url.insert(self.urls[at].as_str().to_owned(), id);
            if let Kind::Listing(listing) = &entry.kind {
                self.by_listing
                    .entry(listing.id.clone())
                    .or_default()
                    .push(id);
            }
        }
        publish::report_repeated_ids(&self.by_listing, &self.entries, sink);
    }

    /// An entry.
    pub fn entry(&self, id: EntryId) -> &Arc<Entry> {
        &self.entries[id.index()]
    }

    /// An entry's URL, without the base URL's path.
    pub fn url(&self, id: EntryId) -> &UrlPath {
        &self.urls[id.index()]
    }

    /// All entries with their ids.
    pub fn all(&self) -> impl Iterator<Item = (EntryId, &Arc<Entry>)> {
        self.entries
            .iter()
            .enumerate()
            .map(|(at, entry)| (EntryId(at as u32), entry))
    }

    /// A section.
    pub fn section(&self, id: SectionId) -> &Section {
        &self.sections[id.index()]
    }

    /// The section of a folder below `content/`, in a language.
    pub fn section_at(&self, folder: &str, lang: &Lang) -> Option<SectionId> {
        self.section_by_folder
            .get(&(folder.to_owned(), lang.clone()))
            .copied()
    }

    /// The section that an entry belongs to; for a section's own entry, itself.
    pub fn section_of(&self, id: EntryId) -> SectionId {
        self.section_of[id.index()]
    }

    /// An entry by its id in templates: the path below `content/`, with `#id` for a row.
    pub fn by_id(&self, id: &str) -> Option<EntryId> {
        self.by_path.get(id.trim_start_matches("content/")).copied()
    }

    /// A listing by its id, in a language if it is translated.
    pub fn listing(&self, id: &str, lang: &Lang) -> Option<EntryId> {
        let ids = self.by_listing.get(id)?;
        self.in_language(ids, lang)
    }

    /// The ids of all listings, for the nearest name.
    pub fn listing_ids(&self) -> impl Iterator<Item = &str> {
        self.by_listing.keys().map(String::as_str)
    }

    /// The other languages of an entry, in the order of the settings.
    pub fn translations(&self, id: EntryId) -> Vec<EntryId> {
        let key = &self.entry(id).place.key;
        let ids = self.by_key.get(key).map_or(&[][..], Vec::as_slice);
        let mut others: Vec<EntryId> = ids.iter().copied().filter(|other| *other != id).collect();
        others.sort_by_key(|other| self.lang_order(&self.entry(*other).lang));
        others
    }

    /// The same entry in another language; itself where it is not translated.
    pub fn translated(&self, id: EntryId, lang: &Lang) -> EntryId {
        let key = &self.entry(id).place.key;
        let ids = self.by_key.get(key).map_or(&[][..], Vec::as_slice);
        ids.iter()
            .copied()
            .find(|other| self.entry(*other).lang == *lang)
            .unwrap_or(id)
    }

    fn in_language(&self, ids: &[EntryId], lang: &Lang) -> Option<EntryId> {
        let spoken = |wanted: &Lang| {
            ids.iter()
                .copied()
                .find(|id| self.entry(*id).lang == *wanted)
        };
        spoken(lang)
            .or_else(|| spoken(self.config.default_lang()))
            .or_else(|| ids.first().copied())
    }

    fn lang_order(&self, lang: &Lang) -> usize {
        self.config
            .languages
            .iter()
            .position(|language| language.lang == *lang)
            .unwrap_or(usize::MAX)
    }
}
