//! The questions that a template may ask.

use std::sync::Arc;

/// One question. Names are those of sources, so that a fact means the same in the next revision of
/// the site, where dense ids may have moved.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fact {
    /// The site's settings in a language.
    Site(Arc<str>),
    /// An option of the theme.
    ThemeOption(Arc<str>),
    /// A word of the interface, with all its plurals: language and key.
    Words(Arc<str>, Arc<str>),
    /// All templates.
    Templates,
    /// What decides on the template of a page.
    Shape(Arc<str>),
    /// The origin of the site's address.
    Origin,
    /// How dates are written in a language.
    DateLang(Arc<str>),
    /// The URL of an asset of the theme.
    Asset(Arc<str>),
    /// Everything about an entry but its body.
    Page(Arc<str>),
    /// An entry's body as HTML.
    Body(Arc<str>),
    /// What lists show of an entry, in a language.
    Summary(Arc<str>),
    /// One page of a list: of a section or of a term.
    List(Arc<str>, u32),
    /// A question for entries, in canonical form.
    Entries(Arc<str>),
    /// A section as lists show it.
    Section(Arc<str>),
    /// The terms of a taxonomy in a language.
    Terms(Arc<str>),
    /// A menu in a language, as seen from a page.
    Menu(Arc<str>),
    /// The way from the home to a page.
    Breadcrumbs(Arc<str>),
    /// The entries before and after one.
    Neighbours(Arc<str>),
    /// The entries that link to one.
    Backlinks(Arc<str>),
    /// The entries most like one.
    Related(Arc<str>),
    /// The other languages of a page.
    Translations(Arc<str>),
    /// Where a link leads: the file it stands in (for a place on the same page that is shown on another
    /// one, the entry), and the link.
    Url(Arc<str>, Arc<str>),
    /// A picture: its URL and size.
    Image(Arc<str>, Arc<str>),
    /// A file of `data/`.
    Data(Arc<str>),
    /// The day of the build.
    Today,
}
