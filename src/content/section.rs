//! Sections: what a folder's `_index.md` sets, and what kind of entries a folder holds.

use crate::base::node::Fields;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a section's entries are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum SectionKind {
    /// Dated texts, newest first.
    Articles,
    /// Texts that stand, by weight and title.
    Pages,
    /// Where help is.
    Listings,
    /// Who gives it.
    Organizations,
}

/// The order of a section's entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sort {
    /// By date.
    Date,
    /// By title, as the language sorts.
    Title,
    /// By weight, then title.
    Weight,
}

/// What `_index.md` sets beside what all entries share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SectionFront {
    /// What the entries are.
    pub kind: Option<SectionKind>,
    /// Their order.
    pub sort: Option<Sort>,
    /// Whether it runs downwards; none: newest first by date, upwards by all else.
    pub descending: Option<bool>,
    /// Entries on one page; none: the kind's usual number. 0: all on one.
    pub page_size: Option<usize>,
    /// How many choices of a directory can be combined; none: as many as there are views for, two.
    pub facets: Option<u8>,
}

/// Reads a section's own fields.
pub fn read(fields: &mut Fields<'_, '_>) -> SectionFront {
    use SectionKind::{Articles, Listings, Organizations, Pages};
    let kind = fields.choice(
        "kind",
        &[
            ("articles", Articles),
            ("article", Articles),
            ("pages", Pages),
            ("page", Pages),
            ("listings", Listings),
            ("listing", Listings),
            ("organizations", Organizations),
            ("organization", Organizations),
        ],
    );
    let sort = fields.choice(
        "sort",
        &[
            ("date", Sort::Date),
            ("title", Sort::Title),
            ("weight", Sort::Weight),
        ],
    );
    let order = fields.choice("order", &[("asc", false), ("desc", true)]);
    let page_size = fields.number("page_size", 1..10_000);
    let paginate = fields.flag("paginate").unwrap_or(true);
    let facets = fields.number("facets", 0..3);
    SectionFront {
        kind,
        sort,
        descending: order,
        page_size: if paginate {
            page_size.map(|size| size as usize)
        } else {
            Some(0)
        },
        facets: facets.map(|number| number as u8),
    }
}

/// What each folder below `content/` holds: set by its `_index.md`, else told by its name, else as
/// the folder above.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kinds {
    set: BTreeMap<String, SectionKind>,
}

impl Kinds {
    /// Notes what an `_index.md` sets for its folder.
    pub fn set(&mut self, folder: &str, kind: SectionKind) {
        self.set.insert(folder.to_owned(), kind);
    }

    /// The kind of a folder.
    pub fn of(&self, folder: &str) -> SectionKind {
        let mut folder = folder;
        loop {
            if let Some(kind) = self
                .set
                .get(folder)
                .copied()
                .or_else(|| told_by_name(folder))
            {
                return kind;
            }
            match folder.rfind('/') {
                Some(at) => folder = &folder[..at],
                None => return SectionKind::Pages,
            }
        }
    }
}

fn told_by_name(folder: &str) -> Option<SectionKind> {
    match folder.rsplit('/').next()?.to_lowercase().as_str() {
        "articles" | "blog" | "posts" | "_posts" | "news" | "stories" => {
            Some(SectionKind::Articles)
        }
        "resources" | "directory" => Some(SectionKind::Listings),
        "organizations" | "organisations" => Some(SectionKind::Organizations),
        _ => None,
    }
}
