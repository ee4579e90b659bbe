//! What there is to make.

use crate::base::lang::Lang;
use crate::base::paths::{OutPath, SourcePath};
use crate::base::span::Span;
use crate::facts::Subject;
use crate::model::SectionId;
use std::sync::Arc;

/// One output and how it is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// Where it goes.
    pub path: OutPath,
    /// How it is made.
    pub job: Job,
    /// The source it stands for, for messages.
    pub owner: Option<Span>,
}

/// How an output is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Job {
    /// A page through a template.
    Page(Subject),
    /// An Atom feed.
    Feed(FeedOf),
    /// A part of the sitemap: the URLs from this index on.
    Sitemap(usize),
    /// The list of the sitemap's parts, for very large sites.
    SitemapIndex(usize),
    /// `robots.txt`.
    Robots,
    /// A page that leads to another.
    Redirect {
        /// Where to, as it stands in a page.
        to: String,
        /// The language of the page it leads to.
        lang: Lang,
    },
    /// `_redirects`, for hosts that read it: from and to.
    Redirects(Vec<(String, String)>),
    /// A file of the project as it is.
    Copy(SourcePath),
    /// An asset of the theme, by name.
    Asset(Arc<str>),
}

/// What a feed is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FeedOf {
    /// The articles of the whole site, in the home's language.
    Site(SectionId),
    /// A section and those below it.
    Section(SectionId),
    /// A term: language, taxonomy, slug.
    Term(Lang, Arc<str>, Arc<str>),
}
