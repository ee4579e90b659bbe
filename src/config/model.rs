//! The checked configuration. Everything in it is valid by itself; whether a menu's target exists is
//! for the site model to say.

use super::comments::Comments;
use super::crisis::Crisis;
use super::exit::{Disclaimer, Exit};
use super::exports::Exports;
use super::pictures::PictureTable;
use super::privacy::Privacy;
use super::tables::TableSettings;
use super::vocabulary::Vocabularies;
use crate::base::digest::Digest;
use crate::base::lang::Lang;
use crate::base::node::{Key, Node};
use crate::base::paths::SourcePath;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ops::Range;

/// The whole of `waypost.toml`.
#[derive(Clone, Debug)]
pub struct Config {
    /// The file it came from.
    pub path: SourcePath,
    /// Where the site will stand.
    pub base_url: BaseUrl,
    /// The default language first, the others in the order of the file.
    pub languages: Vec<Language>,
    /// The zone in which dates without an offset stand.
    pub timezone: TimeZone,
    /// `default`, or a folder under `themes/`; with its place.
    pub theme: (String, Range<usize>),
    /// How readers reach the organisation.
    pub contact: Contact,
    /// The theme's options, as typed: the theme declares what they may be.
    pub options: Vec<(Key, Node)>,
    /// Topics, tags, authors and the site's own, in the order of the file.
    pub taxonomies: Vec<Taxonomy>,
    /// The words that taxonomies, audiences and areas are made of, with their labels.
    pub vocabularies: Vocabularies,
    /// Atom feeds.
    pub feeds: Feeds,
    /// The forms in which listings leave the site.
    pub exports: Exports,
    /// Tables of listings that need renaming, by path below `content/`.
    pub tables: BTreeMap<String, TableSettings>,
    /// How pictures are published, where the site wants it otherwise than the theme.
    pub pictures: PictureTable,
    /// How readers leave quickly.
    pub exit: Exit,
    /// How Markdown is read.
    pub markdown: MarkdownSettings,
    /// What pages may load from elsewhere.
    pub privacy: Privacy,
    /// The country that the organisation works in (ISO 3166-1 alpha-2), in which numbers are read that
    /// say no other; the default language's where none is set.
    pub country: Option<String>,
    /// How readers answer.
    pub comments: Comments,
    /// Help in a crisis, by country.
    pub crisis: Option<Crisis>,
    /// Whether the site is an example, whose made-up numbers are let through.
    pub example: bool,
    /// Whether links out of the project are followed on the disk.
    pub allow_outside: bool,
    /// The site's own settings, `x_…`, for templates.
    pub extra: Vec<(Key, Node)>,
    /// Of the file's bytes and of what the command line changed.
    pub digest: Digest,
}

impl Config {
    /// The default language.
    pub fn default_lang(&self) -> &Lang {
        &self.languages[0].lang
    }

    /// The settings of a language of this site.
    pub fn language(&self, lang: &Lang) -> &Language {
        self.languages
            .iter()
            .find(|language| language.lang == *lang)
            .unwrap_or(&self.languages[0])
    }

    /// A taxonomy by name.
    pub fn taxonomy(&self, name: &str) -> Option<&Taxonomy> {
        self.taxonomies
            .iter()
            .find(|taxonomy| taxonomy.name == name)
    }

    /// `""` for the default language, `/ar` for another: what stands before its URLs.
    pub fn lang_prefix(&self, lang: &Lang) -> String {
        if lang == self.default_lang() {
            String::new()
        } else {
            format!("/{}", lang.as_str().to_lowercase())
        }
    }
}

/// The address at which the site will be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl {
    /// `https://example.org`, without a final slash.
    pub origin: String,
    /// `""`, or `/sub` without a final slash.
    pub path: String,
}

impl BaseUrl {
    /// Reads an `http` or `https` URL without a query.
    pub fn parse(text: &str) -> Option<BaseUrl> {
        let url = url::Url::parse(text.trim()).ok()?;
        let usable = matches!(url.scheme(), "http" | "https")
            && url.has_host()
            && url.query().is_none()
            && url.fragment().is_none()
            && url.username().is_empty();
        usable.then(|| BaseUrl {
            origin: url.origin().ascii_serialization(),
            path: url.path().trim_end_matches('/').to_owned(),
        })
    }

    /// The full URL of a path that begins with `/`.
    pub fn join(&self, path: &str) -> String {
        format!("{}{}{path}", self.origin, self.path)
    }
}

/// One language of the site.
#[derive(Clone, Debug)]
pub struct Language {
    /// Its tag.
    pub lang: Lang,
    /// The site's title in it.
    pub title: String,
    /// The site's description in it.
    pub description: Option<String>,
    /// Its menus by name; the default language's where it has none.
    pub menus: BTreeMap<String, Vec<MenuItem>>,
    /// What is said at the foot of pages in it.
    pub disclaimer: Disclaimer,
    /// The title of discreet pages in it; none: the theme's word.
    pub neutral_title: Option<String>,
    /// Whether the menus are its own, or borrowed from the default language.
    pub own_menus: bool,
}

/// An entry of a menu.
#[derive(Clone, Debug)]
pub struct MenuItem {
    /// What it says; none: the title of its target.
    pub label: Option<String>,
    /// Where it leads.
    pub target: MenuTarget,
    /// Where it was typed.
    pub span: Range<usize>,
    /// Entries below it.
    pub children: Vec<MenuItem>,
}

/// Where an entry of a menu leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MenuTarget {
    /// A source path below `content/`.
    Entry(String),
    /// A URL, as typed.
    Url(String),
}

/// How readers reach the organisation: all plain text.
#[derive(Clone, Debug, Default)]
pub struct Contact {
    /// An address for mail.
    pub email: Option<String>,
    /// A telephone number as typed, with its place. What it dials is not known here.
    pub phone: Option<(String, Range<usize>)>,
    /// A postal address.
    pub address: Option<String>,
    /// Where to report a mistake in a listing.
    pub report_url: Option<String>,
}

/// A way of grouping entries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taxonomy {
    /// The front matter's key: `topics`.
    pub name: String,
    /// The URL's part: `/topics/`.
    pub slug: String,
    /// Whether each term has a feed.
    pub feed: bool,
    /// Entries on one page of a term.
    pub page_size: usize,
}

/// Atom feeds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feeds {
    /// Whether there are any.
    pub enabled: bool,
    /// The newest so many entries.
    pub items: usize,
    /// Whether they hold whole articles or summaries.
    pub full: bool,
}

/// How Markdown is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MarkdownSettings {
    /// Whether quotes and dashes are made typographic.
    pub smart_punctuation: bool,
    /// Whether HTML in Markdown is passed on.
    pub raw_html: bool,
}
