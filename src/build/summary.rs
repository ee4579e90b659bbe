//! How much there is of what in a site, for people.

use crate::content::{Kind, listing};
use crate::model::freshness::State;
use crate::model::{LeftOut, Site};
use crate::outputs::{Omissions, not_weekly};
use serde::{Deserialize, Serialize};

/// How much there is of what.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Articles that readers can see, in all languages.
    pub articles: usize,
    /// Listings that readers can see, by kind, in the order in which kinds are shown.
    pub listings: Vec<(String, usize)>,
    /// Pages that readers can see, without lists.
    pub pages: usize,
    /// The tags of the languages in which there is something.
    pub languages: Vec<String>,
    /// What readers can't see.
    pub left_out: LeftOut,
    /// The listings that somebody should check.
    pub stale: Stale,
    /// What the site has and the HSDS files have not.
    pub omissions: Omissions,
    /// The groups that have no place in the Meeting Guide's list.
    pub not_weekly: usize,
    /// The comments on which nobody has decided.
    pub pending: Vec<String>,
}

/// How many listings somebody should check, by how much it matters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stale {
    /// Soon.
    pub due: usize,
    /// By now.
    pub overdue: usize,
    /// Long ago.
    pub expired: usize,
}

impl Stale {
    fn of(site: &Site) -> Stale {
        let mut stale = Stale::default();
        for (id, entry) in site.all() {
            // A translation is checked with its original, and what is over needs no more checking.
            let counts = entry.lang == *site.config.default_lang();
            let found = site.freshness(id).filter(|_| counts);
            let Some(found) = found.filter(|found| found.over.is_none()) else {
                continue;
            };
            match found.state {
                State::Fresh => {}
                State::Due => stale.due += 1,
                State::Overdue => stale.overdue += 1,
                State::Expired => stale.expired += 1,
            }
        }
        stale
    }
}

impl Counts {
    /// Counts a site.
    pub fn of(site: &Site) -> Counts {
        let count = |wanted: &str| {
            let of_kind = site
                .entries
                .iter()
                .filter(|entry| entry.kind.name() == wanted);
            of_kind.count()
        };
        let listings = listing::Kind::WORDS.iter().filter_map(|(word, kind)| {
            let is = |entry: &Kind| matches!(entry, Kind::Listing(found) if found.kind == *kind);
            let many = site.entries.iter().filter(|entry| is(&entry.kind)).count();
            (many > 0).then(|| ((*word).to_owned(), many))
        });
        let languages = site.config.languages.iter().map(|language| &language.lang);
        let used = languages.filter(|lang| site.entries.iter().any(|entry| entry.lang == **lang));
        Counts {
            articles: count("article"),
            listings: listings.collect(),
            pages: count("page"),
            languages: used.map(|lang| lang.to_string()).collect(),
            left_out: site.left_out.clone(),
            stale: Stale::of(site),
            omissions: Omissions::of(site),
            not_weekly: not_weekly(site),
            pending: site.discussions.pending().to_vec(),
        }
    }
}
