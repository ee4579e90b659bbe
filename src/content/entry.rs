//! One entry of the site. It sees no other.

use super::front::Front;
use super::listing::{Listing, Organization};
use super::markdown::{Body, Text};
use super::place::{self, Place};
use super::section::SectionFront;
use super::withdrawal::Withdrawal;
use crate::base::digest::Digest;
use crate::base::lang::Lang;
use crate::base::paths::SourcePath;
use serde::{Deserialize, Serialize};
use std::ops::Range;
use std::sync::Arc;

/// What an entry is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Kind {
    /// A dated text.
    Article,
    /// A text that stands.
    Page,
    /// A folder's `_index.md`.
    Section(SectionFront),
    /// Where help is.
    Listing(Box<Listing>),
    /// Who gives it.
    Organization(Box<Organization>),
    /// What is there no more.
    Withdrawn(Withdrawal),
}

impl Kind {
    /// The name that templates see.
    pub fn name(&self) -> &'static str {
        match self {
            Kind::Article => "article",
            Kind::Page => "page",
            Kind::Section(_) => "section",
            Kind::Listing(_) => "listing",
            Kind::Organization(_) => "organization",
            Kind::Withdrawn(_) => "withdrawn",
        }
    }
}

/// One article, page, section or listing.
#[derive(Clone, Debug, Serialize, Deserialize)]
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
    /// What is known of its text.
    pub body: Body,
    /// Whether words stand in it that call for help in a crisis.
    pub crisis_words: bool,
    /// The text itself, if it stands in a row: who wants it again should not have to read the table.
    pub kept: Option<Arc<Text>>,
    /// Where its text begins in the file.
    pub start: usize,
    /// Of all that the site's structure is made from: the fields, the place, and of the text the ids of
    /// its headings and where its links lead. Not of its prose, nor of the places of things in it.
    pub meta: Digest,
    /// Of its text as typed.
    pub text: Digest,
    /// Of everything in it.
    pub whole: Digest,
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
