//! The questions that a template may ask, in a form from which each can be asked again.

use super::query::Wanted;
use super::records::Share;
use crate::base::lang::Lang;
use crate::model::{Month, Order, OwnPage};
use std::fmt;
use std::sync::Arc;

/// What a page is about, by names instead of ids: it means the same in the next revision of the site,
/// where ids may have moved.
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
pub enum Topic {
    /// An entry, by its id in templates.
    Entry(Arc<str>),
    /// A page of a section's list: language, folder, number.
    Section(Lang, Arc<str>, u32),
    /// A page of a view of a section: language, folder, path of the view, number.
    View(Lang, Arc<str>, Arc<str>, u32),
    /// A taxonomy in a language.
    Taxonomy(Lang, Arc<str>),
    /// A page of a term: language, taxonomy, slug, number.
    Term(Lang, Arc<str>, Arc<str>, u32),
    /// A page that the program makes by itself.
    Own(Lang, OwnPage),
    /// A part of a sheet of paper: language, order, chapter.
    Part(Lang, Order, Arc<str>),
    /// The poster of a listing, by the entry's id.
    Poster(Arc<str>),
    /// What takes place in a month.
    Month(Lang, Month),
}

/// A link as it stands in a text.
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
pub struct Link {
    /// The file in which it was written.
    pub source: Arc<str>,
    /// The language of those who read it.
    pub lang: Lang,
    /// As typed.
    pub target: Arc<str>,
    /// The entry whose place `#…` means, where the text stands on another page.
    pub own: Option<Arc<str>>,
}

/// Declares the questions with the names of their kinds, so that no kind can be left out of the list.
macro_rules! facts {
    ($($(#[$doc:meta])* $kind:ident $(($($part:ty),+))? = $name:literal,)+) => {
        /// One question.
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum Fact {
            $($(#[$doc])* $kind $(($($part),+))?,)+
        }

        /// What sort of question it is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum FactKind {
            $($(#[$doc])* $kind,)+
        }

        impl FactKind {
            /// Every kind.
            pub const ALL: &[FactKind] = &[$(FactKind::$kind,)+];

            /// Its name, for people.
            pub fn name(self) -> &'static str {
                match self {
                    $(FactKind::$kind => $name,)+
                }
            }
        }

        impl Fact {
            /// What sort of question it is.
            pub fn kind(&self) -> FactKind {
                match self {
                    $(facts!(@pattern $kind $(($($part),+))?) => FactKind::$kind,)+
                }
            }
        }
    };
    (@pattern $kind:ident) => { Fact::$kind };
    (@pattern $kind:ident ($($part:ty),+)) => { Fact::$kind(..) };
}

facts! {
    /// The site's settings in a language.
    Site(Lang) = "site",
    /// An option of the theme.
    ThemeOption(Arc<str>) = "option",
    /// A word of the interface, with all its plurals: language and key.
    Words(Lang, Arc<str>) = "words",
    /// All templates.
    Templates = "templates",
    /// What decides on the template of a page.
    Shape(Arc<Topic>) = "shape",
    /// How dates are written in a language.
    DateLang(Lang) = "date-lang",
    /// The URL of an asset of the theme.
    Asset(Arc<str>) = "asset",
    /// What stands in an asset of the theme.
    AssetText(Arc<str>) = "asset-text",
    /// Everything about a page but its text.
    Page(Arc<Topic>) = "page",
    /// An entry's text as it was typed.
    Body(Arc<str>) = "body",
    /// What lists show of an entry, by path.
    Summary(Lang, Arc<str>) = "summary",
    /// What lists show of a listing, by its id.
    Listing(Lang, Arc<str>) = "listing",
    /// One page of a list: of a section or of a term.
    List(Arc<Topic>) = "list",
    /// The sections in the section of a page.
    Children(Arc<Topic>) = "children",
    /// A question for entries.
    Entries(Lang, Arc<Wanted>) = "entries",
    /// How many entries there are.
    Count(Lang, Arc<Wanted>) = "count",
    /// Listings by kind.
    Groups(Lang, Option<Arc<str>>) = "groups",
    /// What takes place next: in a section or all of the site, at most so many, groups as well.
    Upcoming(Lang, Option<Arc<str>>, u32, bool) = "upcoming",
    /// What takes place in a month.
    Month(Lang, Month) = "month",
    /// The months that have a page.
    Months(Lang) = "months",
    /// What has taken place.
    PastEvents(Lang) = "past-events",
    /// What a page for paper shows.
    Sheet(Arc<Topic>) = "sheet",
    /// A section as lists show it.
    Section(Lang, Arc<str>) = "section",
    /// The sections in a section.
    Sections(Lang, Arc<str>) = "sections",
    /// Whether a folder is a section.
    HasSection(Lang, Arc<str>) = "has-section",
    /// The terms of a taxonomy in a language.
    Terms(Lang, Arc<str>) = "terms",
    /// The taxonomy and the term that a page is of.
    Grouping(Arc<Topic>) = "grouping",
    /// What can be chosen from a directory's page.
    Choices(Arc<Topic>) = "choices",
    /// A menu as seen from a page.
    Menu(Arc<str>, Arc<Topic>) = "menu",
    /// The way from the home to a page.
    Breadcrumbs(Arc<Topic>) = "breadcrumbs",
    /// The entries before and after one.
    Neighbours(Arc<Topic>) = "neighbours",
    /// The entries that link to one.
    Backlinks(Arc<Topic>) = "backlinks",
    /// The entries most like one: how many, and whether listings.
    Related(Arc<Topic>, u32, bool) = "related",
    /// The other languages of a page.
    Translations(Arc<Topic>) = "translations",
    /// The help in a crisis: language, country.
    Crisis(Lang, Arc<str>) = "crisis",
    /// What readers have answered below a page, and how to answer.
    Comments(Arc<Topic>) = "comments",
    /// Where a source stands in the site, in a language.
    Place(Lang, Arc<str>) = "place",
    /// Where a page that the program makes by itself stands.
    OwnUrl(Lang, OwnPage) = "own-url",
    /// Where a link leads.
    Url(Arc<Link>) = "url",
    /// How a picture of a text is shown.
    Image(Arc<Link>) = "image",
    /// How a picture is shown that a template names.
    Picture(Arc<Link>) = "picture",
    /// Whose a number in a text is, for readers of a language.
    Number(Lang, Arc<str>) = "number",
    /// A file of `data/`.
    Data(Arc<str>) = "data",
    /// What a feed holds, but for the texts.
    Feed(Arc<Topic>) = "feed",
    /// Everything that exports may say of a listing, by the entry's id, but for its text.
    Record(Arc<str>) = "record",
    /// The same of what stands of all listings in a file.
    Share(Arc<Share>) = "share",
    /// The same of the listings of a section, with those that are gone.
    Catalogue(Arc<Topic>) = "catalogue",
    /// What the calendar of a page holds.
    Dates(Arc<Topic>) = "dates",
    /// The exports that belong to a page.
    Exports(Arc<Topic>) = "exports",
    /// Everything that addresses and dates depend on, for what lists the whole site.
    Ground = "ground",
    /// What all pages may load and run.
    Policy = "policy",
    /// Whether pages may load from another origin.
    Origin(Arc<str>) = "origin",
    /// The day of the build.
    Today = "today",
}

impl fmt::Display for Topic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Topic::Entry(id) => write!(f, "content/{id}"),
            Topic::Section(lang, folder, page) => {
                write!(f, "page {page} of the section content/{folder} ({lang})")
            }
            Topic::View(lang, folder, path, page) => {
                write!(
                    f,
                    "page {page} of the view `{path}` of content/{folder} ({lang})"
                )
            }
            Topic::Taxonomy(lang, taxonomy) => write!(f, "the list of all {taxonomy} ({lang})"),
            Topic::Term(lang, taxonomy, slug, page) => {
                write!(f, "page {page} of `{slug}` among the {taxonomy} ({lang})")
            }
            Topic::Own(lang, OwnPage::NotFound) => {
                write!(f, "the page for what is not there ({lang})")
            }
            Topic::Own(lang, page) => write!(f, "the page `{}` ({lang})", page.kind()),
            Topic::Part(lang, order, slug) => {
                write!(
                    f,
                    "the part `{slug}` of the page `{}` ({lang})",
                    order.page().kind()
                )
            }
            Topic::Poster(id) => write!(f, "the poster of content/{id}"),
            Topic::Month(lang, month) => write!(f, "the page of {month} ({lang})"),
        }
    }
}

/// In words, for people who want to know what a page has read.
impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fact::Site(lang) => write!(f, "the settings of the site ({lang})"),
            Fact::ThemeOption(name) => write!(f, "the theme's option `{name}`"),
            Fact::Words(lang, key) => write!(f, "the word `{key}` ({lang})"),
            Fact::Templates => f.write_str("the templates"),
            Fact::Shape(topic) => write!(f, "which template shows {topic}"),
            Fact::DateLang(lang) => write!(f, "how dates are written ({lang})"),
            Fact::Asset(name) => write!(f, "the theme's file `{name}`"),
            Fact::AssetText(name) => write!(f, "the text of the theme's file `{name}`"),
            Fact::Page(topic) => write!(f, "the fields of {topic}"),
            Fact::Body(id) => write!(f, "the text of content/{id}"),
            Fact::Summary(lang, path) => write!(f, "the summary of `{path}` ({lang})"),
            Fact::Listing(lang, id) => write!(f, "the listing `{id}` ({lang})"),
            Fact::List(topic) => write!(f, "the list on {topic}"),
            Fact::Children(topic) => write!(f, "the sections in {topic}"),
            Fact::Entries(lang, wanted) => write!(f, "the entries {wanted} ({lang})"),
            Fact::Count(lang, wanted) => write!(f, "the number of entries {wanted} ({lang})"),
            Fact::Groups(lang, folder) => {
                write!(
                    f,
                    "the listings by kind{} ({lang})",
                    below(folder.as_deref())
                )
            }
            Fact::Upcoming(lang, folder, limit, recurring) => {
                let groups = if *recurring { ", with groups" } else { "" };
                let below = below(folder.as_deref());
                write!(f, "the next {limit} dates{below}{groups} ({lang})")
            }
            Fact::Month(lang, month) => write!(f, "what takes place in {month} ({lang})"),
            Fact::Months(lang) => write!(f, "the months in which anything takes place ({lang})"),
            Fact::PastEvents(lang) => write!(f, "what has taken place ({lang})"),
            Fact::Sheet(topic) => write!(f, "what is printed on {topic}"),
            Fact::Section(lang, folder) => write!(f, "the section content/{folder} ({lang})"),
            Fact::Sections(lang, folder) => {
                write!(f, "the sections in content/{folder} ({lang})")
            }
            Fact::HasSection(lang, folder) => {
                write!(f, "whether content/{folder} is a section ({lang})")
            }
            Fact::Terms(lang, taxonomy) => write!(f, "the terms of {taxonomy} ({lang})"),
            Fact::Grouping(topic) => write!(f, "the term of {topic}"),
            Fact::Choices(topic) => write!(f, "what can be chosen on {topic}"),
            Fact::Menu(name, topic) => write!(f, "the menu `{name}` on {topic}"),
            Fact::Breadcrumbs(topic) => write!(f, "the way to {topic}"),
            Fact::Neighbours(topic) => write!(f, "what stands before and after {topic}"),
            Fact::Backlinks(topic) => write!(f, "what links to {topic}"),
            Fact::Related(topic, ..) => write!(f, "what is like {topic}"),
            Fact::Translations(topic) => write!(f, "the other languages of {topic}"),
            Fact::Crisis(lang, country) if country.is_empty() => {
                write!(f, "help in a crisis ({lang})")
            }
            Fact::Crisis(lang, country) => write!(f, "help in a crisis in `{country}` ({lang})"),
            Fact::Comments(topic) => write!(f, "the comments on {topic}"),
            Fact::Place(lang, to) => write!(f, "where `{to}` is ({lang})"),
            Fact::OwnUrl(lang, page) => {
                write!(f, "where the page `{}` is ({lang})", page.kind())
            }
            Fact::Url(link) => write!(
                f,
                "where the link `{}` in {} leads",
                link.target, link.source
            ),
            Fact::Picture(link) => {
                write!(
                    f,
                    "the picture `{}`, asked for in {}",
                    link.target, link.source
                )
            }
            Fact::Image(link) => write!(f, "the picture `{}` in {}", link.target, link.source),
            Fact::Number(lang, text) => write!(f, "whose number `{text}` is ({lang})"),
            Fact::Data(name) => write!(f, "the data `{name}`"),
            Fact::Feed(topic) => write!(f, "what is new on {topic}"),
            Fact::Record(id) => write!(f, "what exports say of content/{id}"),
            Fact::Share(share) => write!(f, "what exports say of {share}"),
            Fact::Catalogue(topic) => write!(f, "what exports say of the listings of {topic}"),
            Fact::Dates(topic) => write!(f, "the dates in the calendar of {topic}"),
            Fact::Exports(topic) => write!(f, "the exports that belong to {topic}"),
            Fact::Ground => f.write_str("what the whole site is made of, but for its texts"),
            Fact::Policy => f.write_str("what all pages may load and run"),
            Fact::Origin(origin) => write!(f, "whether pages may load from {origin}"),
            Fact::Today => f.write_str("the day"),
        }
    }
}

fn below(folder: Option<&str>) -> String {
    folder.map_or(String::new(), |folder| format!(" below content/{folder}"))
}
