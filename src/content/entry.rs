//! One entry of the site. It sees no other.

use super::front::Front;
use super::listing::Listing;
use super::markdown::Body;
use super::place::{self, Place};
use super::section::SectionFront;
use crate::base::digest::Digest;
use crate::base::lang::Lang;
use crate::base::paths::SourcePath;
use std::ops::Range;

/// What an entry is.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// A dated text.
    Article,
    /// A text that stands.
    Page,
    /// A folder's `_index.md`.
    Section(SectionFront),
    /// Where help is.
    Listing(Box<Listing>),
}

impl Kind {
    /// The name that templates see.
    pub fn name(&self) -> &'static str {
        match self {
            Kind::Article => "article",
            Kind::Page => "page",
            Kind::Section(_) => "section",
            Kind::Listing(_) => "listing",
        }
    }
}

/// One article, page, section or listing.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The file it stands in.
    pub source: SourcePath,
    /// Where it stands in it: the front matter, or the row.
    pub span: Range<usize>,
    /// What its path says.
    pub place: Place,
    /// What it is.
    pub kind: Kind,
    /// Its language.
    pub lang: Lang,
    /// What all entries share.
    pub front: Front,
    /// Its text.
    pub body: Body,
    /// Of everything in it that a list, a link or a neighbour may show.
    pub meta: Digest,
    /// Of its body as typed.
    pub text: Digest,
}

impl Entry {
    /// The listing in it.
    pub fn listing(&self) -> Option<&Listing> {
        match &self.kind {
            Kind::Listing(listing) => Some(listing),
            _ => None,
        }
    }

    /// The section in it.
    pub fn section(&self) -> Option<&SectionFront> {
        match &self.kind {
            Kind::Section(section) => Some(section),
            _ => None,
        }
    }

    /// The entry's name in messages and in templates: its path below `content/`, and `#id` for a row.
    pub fn id(&self) -> String {
        match &self.kind {
            Kind::Listing(listing) if self.is_row() => {
                format!("{}#{}", self.place.path, listing.id)
            }
            _ => self.place.path.clone(),
        }
    }

    /// Whether it is a row of a table.
    pub fn is_row(&self) -> bool {
        place::TABLES.contains(&self.source.extension().as_str())
    }
}
