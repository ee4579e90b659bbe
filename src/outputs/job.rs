//! What there is to make.

use super::export::Export;
use super::redirect::Answer;
use crate::base::digest::{Digest, DigestWriter};
use crate::base::lang::Lang;
use crate::base::paths::{OutPath, SourcePath};
use crate::base::span::Span;
use crate::facts::Subject;
use crate::model::{SectionId, Site, Variant};
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
    /// A form in which listings leave the site.
    Export(Export),
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
    Redirects(Vec<(String, String, Answer)>),
    /// The script that keeps the page of help in a crisis.
    CrisisWorker(Lang),
    /// `_headers`, for hosts that read it.
    Headers,
    /// A file of the project as it is.
    Copy(SourcePath),
    /// A picture of the project with nothing in it but the picture. The digest is of its bytes.
    Clean(SourcePath, Digest),
    /// A picture in another form.
    Picture {
        /// The picture.
        source: SourcePath,
        /// The form.
        variant: Box<Variant>,
        /// Whether a text or its front matter shows it. If not, it is published only if a template
        /// asks for it.
        in_use: bool,
    },
    /// An asset of the theme, by name.
    Asset(Arc<str>),
}

impl Job {
    /// Of what is to be made, by names: the same in every revision. Whether it would come out the same
    /// is for its trace to say.
    pub fn digest(&self, site: &Site) -> Digest {
        let mut writer = DigestWriter::new();
        match self {
            Job::Page(subject) => writer.number(0).value(&subject.topic(site)),
            Job::Feed(of) => {
                let is_site = matches!(of, FeedOf::Site(_));
                writer
                    .number(1 + u64::from(is_site))
                    .value(&of.subject().topic(site))
            }
            Job::Export(export) => {
                export.write(site, &mut writer);
                &mut writer
            }
            Job::Sitemap(part) => writer.number(3).number(*part as u64),
            Job::SitemapIndex(parts) => writer.number(4).number(*parts as u64),
            Job::Robots => writer.number(5),
            Job::Redirect { to, lang } => writer.number(6).text(to).text(lang.as_str()),
            Job::Redirects(list) => writer.number(7).value(list),
            Job::CrisisWorker(lang) => writer.number(11).text(lang.as_str()),
            Job::Headers => writer.number(10),
            Job::Copy(source) => writer.number(8).text(source.as_str()),
            Job::Asset(name) => writer.number(9).text(name),
            Job::Clean(source, digest) => writer.number(20).text(source.as_str()).digest(*digest),
            Job::Picture {
                source,
                variant,
                in_use: _,
            } => writer.number(21).text(source.as_str()).digest(variant.key),
        };
        writer.finish()
    }
}

impl FeedOf {
    /// The page that the feed belongs to.
    pub fn subject(&self) -> Subject {
        match self {
            FeedOf::Site(id) | FeedOf::Section(id) => Subject::Section(*id, 1),
            FeedOf::Term(lang, taxonomy, slug) => {
                Subject::Term(lang.clone(), taxonomy.clone(), slug.clone(), 1)
            }
        }
    }
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
