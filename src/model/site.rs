//! The site as a whole, and how it is put together.

use super::care::{self, Care, Guide};
use super::contact;
use super::crisis::{self, CountryHelp};
use super::directory::{self, Directory};
use super::discussions::Discussions;
use super::files::{self, SiteFile};
use super::ids;
use super::index::Index;
use super::numbers::Numbers;
use super::order::NewestFirst;
use super::organizations::Organizations;
use super::own::{Neighbourhood, OwnPages};
use super::publish::{self, LeftOut, Publishing};
use super::related::{Related, Relations};
use super::sections::{self, Section, SectionId};
use super::taxonomy::{self, Terms};
use super::{areas, backlinks, urls};
use crate::base::day::Day;
use crate::base::diag::{Diagnostic, Sink};
use crate::base::digest::{Digest, DigestWriter};
use crate::base::lang::Lang;
use crate::base::paths::{SourcePath, UrlPath};
use crate::config::Config;
use crate::content::Entry;
use crate::content::comment::Comment;
use crate::content::listing::Reception;
use crate::content::picture::Sight;
use foldhash::fast::RandomState;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

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
    pub files: BTreeMap<SourcePath, Sight>,
    /// The comments, whatever was decided on them.
    pub comments: Vec<Arc<Comment>>,
    /// What is left out, and which day it is.
    pub publishing: Publishing,
    /// The structure of an earlier revision, which is taken over if it would come out the same.
    pub before: Option<Arc<Structure>>,
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
    /// What readers have answered.
    pub discussions: Discussions,
    /// How they hang together.
    pub structure: Arc<Structure>,
}

/// How the entries of a site hang together: a pure function of the settings, of the files that are
/// copied, and of what is in the entries but for their prose ([`Entry::meta`]). It is taken over whole
/// from one revision to the next, or made anew whole.
#[derive(Debug)]
pub struct Structure {
    /// Of all that it is made from.
    pub digest: Digest,
    /// The ids of the entries in templates.
    pub names: Vec<Arc<str>>,
    /// The URL of each entry, without the base URL's path.
    pub urls: Vec<UrlPath>,
    pub(super) care: Vec<Care>,
    pub(super) section_care: Vec<Care>,
    /// The section of each entry; a section's own entry stands in the section above.
    pub section_of: Vec<SectionId>,
    /// All sections, parents before children.
    pub sections: Vec<Section>,
    /// Terms by language and taxonomy.
    pub terms: BTreeMap<(Lang, String), Terms>,
    /// The views of each section of listings.
    pub directories: BTreeMap<SectionId, Directory>,
    /// The entry before and after each in its section.
    pub neighbours: Vec<(Option<EntryId>, Option<EntryId>)>,
    /// The entries that link to each, once somebody has asked.
    pub(super) backlinks: OnceLock<Vec<Vec<EntryId>>>,
    pub(super) relations: Relations,
    /// Files to be copied, by path below the project.
    pub files: BTreeMap<SourcePath, SiteFile>,
    /// What is not published, and why.
    pub left_out: LeftOut,
    /// Faults that concern more than one entry.
    pub diagnostics: Vec<Diagnostic>,
    pub(super) by_name: HashMap<Arc<str>, EntryId, RandomState>,
    /// All that are the same in several languages, for each of them. None for what stands alone.
    pub(super) editions: Vec<Option<Arc<[EntryId]>>>,
    pub(super) by_listing: BTreeMap<String, Vec<EntryId>>,
    pub(super) by_former_id: BTreeMap<String, String>,
    pub(super) numbers: Numbers,
    pub(super) organizations: Organizations,
    pub(super) crisis: Vec<CountryHelp>,
    pub(super) crisis_topics: BTreeMap<Lang, BTreeSet<String>>,
    pub(super) reception: Option<Reception>,
    pub(super) own: OwnPages,
    pub(super) by_url: HashMap<UrlPath, EntryId, RandomState>,
    pub(super) section_by_folder: BTreeMap<Lang, BTreeMap<String, SectionId>>,
}

impl Structure {
    fn lay_out(
        digest: Digest,
        config: &Config,
        entries: &[Arc<Entry>],
        files: BTreeMap<SourcePath, Sight>,
        left_out: LeftOut,
    ) -> Structure {
        let mut sink = Sink::new();
        let mut of_terms = Sink::new();
        let guide = Guide::of(entries, config);
        let care = guide.entries(entries);
        let (urls, order) = rayon::join(
            || urls::assign(entries, &care, &guide, config),
            || NewestFirst::of(entries),
        );
        let ((laid_out, index), (terms, relations)) = rayon::join(
            || {
                (
                    sections::lay_out(entries, &order, &guide, config),
                    Index::of(entries, &urls),
                )
            },
            || {
                areas::report_variants(entries, &mut of_terms);
                let ground = taxonomy::Ground {
                    entries,
                    order: &order,
                    care: &care,
                    guide: &guide,
                    config,
                };
                let terms = taxonomy::collect(&ground, &mut of_terms);
                let relations = Relations::of(entries, &terms);
                (terms, relations)
            },
        );
        let files = files::place(files, entries, &urls, &left_out, &mut sink);
        sink.extend(of_terms.into_sorted());
        care::report(config, entries, &terms, &mut sink);
        ids::report_listings(&index.by_listing, entries, &mut sink);
        let organizations = Organizations::of(entries, &left_out, &mut sink);
        let crisis = crisis::read(config, &mut sink);
        let reception = contact::read(config, &mut sink);
        let around = Neighbourhood {
            entries,
            urls: &urls,
            sections: &laid_out.sections,
            terms: &terms,
            files: &files,
        };
        let own = around.own_pages(config);
        let section_care = care::of_sections(&laid_out.sections, &guide);
        let cares = directory::Cares {
            entries: &care,
            sections: &section_care,
            config,
        };
        Structure {
            digest,
            directories: directory::collect(&laid_out.sections, entries, &cares),
            section_care,
            care,
            neighbours: sections::neighbours(&laid_out.sections, entries),
            section_by_folder: laid_out.by_folder,
            section_of: laid_out.section_of,
            sections: laid_out.sections,
            relations,
            backlinks: OnceLock::new(),
            names: index.names,
            by_name: index.by_name,
            editions: index.editions,
            by_listing: index.by_listing,
            by_former_id: index.by_former_id,
            numbers: Numbers::of(entries),
            organizations,
            crisis,
            crisis_topics: crisis::topics(config),
            reception,
            own,
            by_url: index.by_url,
            urls,
            terms,
            files,
            left_out,
            diagnostics: sink.into_sorted(),
        }
    }
}

/// Of everything that a structure is made from.
fn digest(
    config: &Config,
    entries: &[Arc<Entry>],
    files: &BTreeMap<SourcePath, Sight>,
    left_out: &LeftOut,
) -> Digest {
    let mut writer = DigestWriter::new();
    writer.digest(config.digest).number(entries.len() as u64);
    for entry in entries {
        writer.digest(entry.meta);
    }
    writer.number(files.len() as u64);
    for (path, sight) in files {
        writer.text(path.as_str()).value(sight);
    }
    left_out.write(&mut writer);
    writer.finish()
}

impl Deref for Site {
    type Target = Structure;

    fn deref(&self) -> &Structure {
        &self.structure
    }
}

impl Site {
    /// Puts the site together. Faults that concern more than one entry are reported here.
    pub fn build(build: Build, sink: &mut Sink) -> Site {
        let Build {
            config,
            entries,
            files,
            comments,
            publishing,
            before,
        } = build;
        let (mut entries, left_out) = publish::choose(entries, &publishing);
        publish::inherit(&mut entries, &config, sink);
        publish::unlist(&mut entries, publishing.today);
        let digest = digest(&config, &entries, &files, &left_out);
        let kept = before.filter(|before| before.digest == digest);
        let structure = kept.unwrap_or_else(|| {
            Arc::new(Structure::lay_out(
                digest, &config, &entries, files, left_out,
            ))
        });
        let discussions = Discussions::of(comments, &entries, &structure, sink);
        let site = Site {
            today: publishing.today,
            config,
            entries,
            discussions,
            structure,
        };
        sink.extend(site.structure.diagnostics.iter().cloned());
        site
    }

    /// An entry.
    pub fn entry(&self, id: EntryId) -> &Arc<Entry> {
        &self.entries[id.index()]
    }

    /// An entry's URL, without the base URL's path.
    pub fn url(&self, id: EntryId) -> &UrlPath {
        &self.urls[id.index()]
    }

    /// The entry that stands at an address.
    pub fn entry_at(&self, url: &UrlPath) -> Option<EntryId> {
        self.by_url.get(url).copied()
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
        self.section_by_folder.get(lang)?.get(folder).copied()
    }

    /// The section that an entry belongs to; for a section's own entry, itself.
    pub fn section_of(&self, id: EntryId) -> SectionId {
        self.section_of[id.index()]
    }

    /// An entry's id in templates: the path below `content/`, with `#id` for a row.
    pub fn name(&self, id: EntryId) -> &Arc<str> {
        &self.names[id.index()]
    }

    /// The entry of exactly this id.
    pub fn named(&self, name: &str) -> Option<EntryId> {
        self.by_name.get(name).copied()
    }

    /// An entry by its id, with or without `content/` before it.
    pub fn by_id(&self, id: &str) -> Option<EntryId> {
        let id = id.trim_start_matches("content/");
        self.named(id).or_else(|| self.renamed(id))
    }

    /// The listing whose file or row had this name while it had another id.
    fn renamed(&self, name: &str) -> Option<EntryId> {
        let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
        let former = match file.split_once('#') {
            Some((_, row)) => row,
            None => file.strip_suffix(".md")?,
        };
        let found = self.listing(former, self.config.default_lang())?;
        let is_there = self.entry(found).place.folder == folder;
        (is_there && self.by_former_id.contains_key(former)).then_some(found)
    }

    /// A listing by its id, or by one that it had before, in a language if it is translated.
    pub fn listing(&self, id: &str, lang: &Lang) -> Option<EntryId> {
        let now = || self.by_listing.get(self.by_former_id.get(id)?);
        let ids = self.by_listing.get(id).or_else(now)?;
        self.in_language(ids, lang)
    }

    /// The views of a section; none unless it holds listings.
    pub fn directory(&self, id: SectionId) -> Option<&Directory> {
        self.directories.get(&id)
    }

    /// The entries that link to one.
    pub fn backlinks(&self, id: EntryId) -> &[EntryId] {
        &self.backlinks.get_or_init(|| backlinks::find(self))[id.index()]
    }

    /// The entries that are most like one.
    pub fn related(&self, id: EntryId) -> &Related {
        self.relations.find(id, &self.entries)
    }

    /// The other languages of an entry, in the order of the settings.
    pub fn translations(&self, id: EntryId) -> Vec<EntryId> {
        let ids = self.editions[id.index()].as_deref().unwrap_or_default();
        let mut others: Vec<EntryId> = ids.iter().copied().filter(|other| *other != id).collect();
        others.sort_by_key(|other| self.lang_order(&self.entry(*other).lang));
        others
    }

    /// The same entry in another language; itself where it is not translated.
    pub fn translated(&self, id: EntryId, lang: &Lang) -> EntryId {
        let ids = self.editions[id.index()].as_deref().unwrap_or_default();
        ids.iter()
            .copied()
            .find(|other| self.entry(*other).lang == *lang)
            .unwrap_or(id)
    }

    pub(super) fn in_language(&self, ids: &[EntryId], lang: &Lang) -> Option<EntryId> {
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
