//! Pages that the program makes by itself, in each language: which there are, where they stand, and
//! whether the author has put something else there. It knows nothing of what is on them.

use super::files::SiteFile;
use super::sections::Section;
use super::site::Site;
use super::taxonomy::Terms;
use crate::base::lang::Lang;
use crate::base::paths::{OutPath, SourcePath, UrlPath};
use crate::config::{Config, Export};
use crate::content::Entry;
use crate::content::listing::{Kind, Listing};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A page that the program makes by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum OwnPage {
    /// The page that says that there is none.
    NotFound,
    /// Help in a crisis.
    Crisis,
    /// The same to keep: one file that needs no other.
    CrisisFile,
    /// What leaving a page quickly does, and what it doesn't.
    Leaving,
    /// Ways to find something.
    Search,
    /// What there is to print.
    Print,
    /// All listings for paper, by topic.
    PrintTopics,
    /// The same by place.
    PrintAreas,
    /// The same by time.
    PrintTimes,
    /// Cards with the numbers for a crisis, to cut out.
    PrintCards,
    /// What is on.
    Events,
    /// What has been on.
    PastEvents,
}

impl OwnPage {
    /// Each of them.
    pub const ALL: [OwnPage; 12] = [
        OwnPage::NotFound,
        OwnPage::Crisis,
        OwnPage::CrisisFile,
        OwnPage::Leaving,
        OwnPage::Search,
        OwnPage::Print,
        OwnPage::PrintTopics,
        OwnPage::PrintAreas,
        OwnPage::PrintTimes,
        OwnPage::PrintCards,
        OwnPage::Events,
        OwnPage::PastEvents,
    ];

    /// Its kind, its template, its address, and the word that is its title.
    fn row(self) -> [&'static str; 4] {
        match self {
            OwnPage::NotFound => ["not-found", "404.html", "/404.html", "not_found.title"],
            OwnPage::Crisis => ["crisis", "crisis.html", "/crisis/", "crisis.title"],
            OwnPage::CrisisFile => [
                "crisis-file",
                "crisis.html",
                "/crisis/crisis-help.html",
                "crisis.title",
            ],
            OwnPage::Leaving => ["leaving", "leaving.html", "/leaving/", "leaving.title"],
            OwnPage::Search => ["search", "search.html", "/search/", "search.title"],
            OwnPage::Print => ["print", "print.html", "/print/", "paper.title"],
            OwnPage::PrintTopics => [
                "print-topics",
                "sheet.html",
                "/print/topics/",
                "paper.by_topic",
            ],
            OwnPage::PrintAreas => [
                "print-areas",
                "sheet.html",
                "/print/areas/",
                "paper.by_area",
            ],
            OwnPage::PrintTimes => [
                "print-times",
                "sheet.html",
                "/print/times/",
                "paper.by_time",
            ],
            OwnPage::PrintCards => ["print-cards", "cards.html", "/print/cards/", "paper.cards"],
            OwnPage::Events => ["events", "events.html", "/events/", "months.title"],
            OwnPage::PastEvents => [
                "past-events",
                "past_events.html",
                "/events/archive/",
                "months.past",
            ],
        }
    }

    /// The name of its kind, as templates see it.
    pub fn kind(self) -> &'static str {
        self.row()[0]
    }

    /// Its template.
    pub fn template(self) -> &'static str {
        self.row()[1]
    }

    /// The key of its title among the words of the interface.
    pub fn title(self) -> &'static str {
        self.row()[3]
    }

    /// The page of a kind.
    pub fn of_kind(kind: &str) -> Option<OwnPage> {
        OwnPage::ALL.into_iter().find(|page| page.kind() == kind)
    }

    /// Where it stands in a language, without the base URL's path.
    pub fn url(self, config: &Config, lang: &Lang) -> UrlPath {
        let url = format!("{}{}", config.lang_prefix(lang), self.row()[2]);
        UrlPath::parse(&url).unwrap_or_else(|_| UrlPath::root())
    }

    /// Whether it is a page like others, which search engines may know, and which has translations.
    pub fn is_linked(self) -> bool {
        !matches!(self, OwnPage::NotFound | OwnPage::CrisisFile)
    }

    /// Whether it is made for paper.
    pub fn is_for_paper(self) -> bool {
        matches!(
            self,
            OwnPage::Print
                | OwnPage::PrintTopics
                | OwnPage::PrintAreas
                | OwnPage::PrintTimes
                | OwnPage::PrintCards
        )
    }

    /// Whether a site with these settings and entries has it.
    fn is_wanted(self, config: &Config, entries: &[Arc<Entry>]) -> bool {
        let has_crisis = || {
            let crisis = config.crisis.as_ref();
            crisis.is_some_and(|crisis| !crisis.countries.is_empty())
        };
        let has = |export| config.exports.has(export);
        let listings = || entries.iter().filter_map(|entry| entry.listing());
        match self {
            OwnPage::Print | OwnPage::PrintTopics | OwnPage::PrintAreas | OwnPage::PrintTimes => {
                has(Export::Print) && listings().next().is_some()
            }
            OwnPage::PrintCards => has(Export::Print) && has_crisis(),
            OwnPage::Events | OwnPage::PastEvents => {
                has(Export::Months) && listings().any(is_dated_event)
            }
            OwnPage::Crisis | OwnPage::CrisisFile => has_crisis(),
            OwnPage::Leaving => config.exit.enabled,
            OwnPage::NotFound | OwnPage::Search => true,
        }
    }
}

fn is_dated_event(listing: &Listing) -> bool {
    matches!(listing.kind, Kind::Event | Kind::Training) && listing.schedule.is_some()
}

/// What stands at the address of such a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// The page of the program.
    Ours,
    /// Something of the author's, which goes before it.
    Theirs,
}

/// The own pages of a site, and what else stands at their addresses.
pub(super) type OwnPages = BTreeMap<(Lang, OwnPage), Standing>;

/// All that may stand at the address of an own page.
pub(super) struct Neighbourhood<'a> {
    pub entries: &'a [Arc<Entry>],
    pub urls: &'a [UrlPath],
    pub sections: &'a [Section],
    pub terms: &'a BTreeMap<(Lang, String), Terms>,
    pub files: &'a BTreeMap<SourcePath, SiteFile>,
}

impl Neighbourhood<'_> {
    /// The own pages of the site.
    pub fn own_pages(&self, config: &Config) -> OwnPages {
        let langs = config.languages.iter().map(|language| &language.lang);
        let pages = langs.flat_map(|lang| OwnPage::ALL.map(|page| (lang.clone(), page)));
        let all: Vec<((Lang, OwnPage), UrlPath)> = pages
            .map(|(lang, page)| (page.url(config, &lang), (lang, page)))
            .map(|(url, key)| (key, url))
            .collect();
        let taken = self.taken(all.iter().map(|(_, url)| url));
        let standing = |key: (Lang, OwnPage), url: &UrlPath| match taken.contains(url) {
            true => Some((key, Standing::Theirs)),
            false => {
                let is_wanted = key.1.is_wanted(config, self.entries);
                is_wanted.then_some((key, Standing::Ours))
            }
        };
        all.iter()
            .filter_map(|(key, url)| standing(key.clone(), url))
            .collect()
    }

    /// Those of some addresses at which the author has put something.
    fn taken<'u>(&self, wanted: impl Iterator<Item = &'u UrlPath>) -> BTreeSet<&'u UrlPath> {
        let wanted: BTreeMap<&UrlPath, Option<OutPath>> =
            wanted.map(|url| (url, url.out_path().ok())).collect();
        let aliases = self.entries.iter().flat_map(|entry| &entry.front.aliases);
        let pages: BTreeSet<&UrlPath> = (self.urls.iter())
            .chain(aliases.map(|(alias, _)| alias))
            .chain(self.sections.iter().map(|section| &section.url))
            .chain(self.terms.values().map(|terms| &terms.url))
            .filter(|url| wanted.contains_key(url))
            .collect();
        let outs: BTreeSet<&OutPath> = self.files.values().map(|file| &file.out).collect();
        let is_file = |out: &Option<OutPath>| out.as_ref().is_some_and(|out| outs.contains(out));
        let found = wanted.into_iter();
        found
            .filter(|(url, out)| pages.contains(url) || is_file(out))
            .map(|(url, _)| url)
            .collect()
    }
}

impl Site {
    /// The pages that the program makes by itself, in each language.
    pub fn own_pages(&self) -> impl Iterator<Item = (&Lang, OwnPage)> {
        let ours = self.own.iter().filter(|(_, own)| **own == Standing::Ours);
        ours.map(|((lang, page), _)| (lang, *page))
    }

    /// Whether the program makes a page itself in a language.
    pub fn makes(&self, lang: &Lang, page: OwnPage) -> bool {
        self.own.get(&(lang.clone(), page)) == Some(&Standing::Ours)
    }

    /// The address of an own page in a language, or of what the author has put there. None if there is
    /// neither.
    pub fn own_url(&self, lang: &Lang, page: OwnPage) -> Option<UrlPath> {
        let known = self.own.contains_key(&(lang.clone(), page));
        known.then(|| page.url(&self.config, lang))
    }
}
