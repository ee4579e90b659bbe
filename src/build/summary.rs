//! How much there is of what in a site, for people.

use crate::content::{Kind, listing};
use crate::model::{LeftOut, Site};
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
        }
    }
}
