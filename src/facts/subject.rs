//! What a page is about: an entry, a section, a view of it, a taxonomy, a term, or one that the
//! program makes by itself.

use super::fact::Topic;
use crate::base::lang::Lang;
use crate::base::paths::UrlPath;
use crate::model::{
    Care, EntryId, Facet, Month, Order, OwnPage, SectionId, Site, TOPICS, View, ViewId,
};
use std::sync::Arc;

/// What a page is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// An article, a page or a listing.
    Entry(EntryId),
    /// A section's list, from this page on (1 is the first).
    Section(SectionId, u32),
    /// A view of a section of listings, from this page on.
    View(SectionId, ViewId, u32),
    /// The terms of a taxonomy.
    Taxonomy(Lang, Arc<str>),
    /// The entries of a term: taxonomy, slug, page.
    Term(Lang, Arc<str>, Arc<str>, u32),
    /// A page that the program makes by itself.
    Own(Lang, OwnPage),
    /// A part of a sheet of paper that is too long for one: its order, its chapter.
    Part(Lang, Order, Arc<str>),
    /// The poster of a listing.
    Poster(EntryId),
    /// What takes place in a month.
    Month(Lang, Month),
}

impl Subject {
    /// The home in the default language.
    pub fn home(site: &Site) -> Subject {
        let lang = site.config.default_lang();
        match site.section_at("", lang) {
            Some(id) => Subject::Section(id, 1),
            None => Subject::Own(lang.clone(), OwnPage::NotFound),
        }
    }

    /// The page's language.
    pub fn lang<'a>(&'a self, site: &'a Site) -> &'a Lang {
        match self {
            Subject::Entry(id) | Subject::Poster(id) => &site.entry(*id).lang,
            Subject::Section(id, _) | Subject::View(id, ..) => &site.section(*id).lang,
            Subject::Taxonomy(lang, _)
            | Subject::Term(lang, ..)
            | Subject::Own(lang, _)
            | Subject::Part(lang, ..)
            | Subject::Month(lang, _) => lang,
        }
    }

    /// The page's URL, without the base URL's path.
    pub fn url(&self, site: &Site) -> UrlPath {
        match self {
            Subject::Entry(id) => site.url(*id).clone(),
            Subject::Section(id, page) => paged(&site.section(*id).url, *page),
            Subject::View(id, view, page) => match view_of(site, *id, *view) {
                Some(view) => paged(&view.url, *page),
                None => site.section(*id).url.clone(),
            },
            Subject::Taxonomy(lang, taxonomy) => {
                match site.terms.get(&(lang.clone(), taxonomy.to_string())) {
                    Some(terms) => terms.url.clone(),
                    None => home(site, lang),
                }
            }
            Subject::Term(lang, taxonomy, slug, page) => {
                let terms = site.terms.get(&(lang.clone(), taxonomy.to_string()));
                match terms.and_then(|terms| terms.get(slug)) {
                    Some(term) => paged(&term.url, *page),
                    None => home(site, lang),
                }
            }
            Subject::Own(lang, page) => page.url(&site.config, lang),
            Subject::Part(lang, order, slug) => {
                below(order.page().url(&site.config, lang), &format!("{slug}/"))
            }
            Subject::Poster(id) => below(site.url(*id).clone(), "poster/"),
            Subject::Month(lang, month) => {
                let events = OwnPage::Events.url(&site.config, lang);
                below(events, &format!("{month}/"))
            }
        }
    }

    /// The entry that the page shows: for a section, its `_index.md`.
    pub fn entry(&self, site: &Site) -> Option<EntryId> {
        match self {
            Subject::Entry(id) | Subject::Poster(id) => Some(*id),
            Subject::Section(id, _) => site.section(*id).entry,
            _ => None,
        }
    }

    /// The section that the page stands in, or is.
    pub fn section(&self, site: &Site) -> Option<SectionId> {
        match self {
            Subject::Entry(id) | Subject::Poster(id) => Some(site.section_of(*id)),
            Subject::Section(id, _) | Subject::View(id, ..) => Some(*id),
            _ => None,
        }
    }

    /// What the page does for readers who are watched.
    pub fn care(&self, site: &Site) -> Care {
        match self {
            Subject::Entry(id) | Subject::Poster(id) => site.care(*id),
            // A home says whose it is, and search engines must find it, whatever is below it.
            Subject::Section(id, _) if site.section(*id).folder.is_empty() => Care {
                discreet: false,
                ..site.section_care(*id)
            },
            Subject::Section(id, _) => site.section_care(*id),
            Subject::View(id, view, _) => {
                let around = site.section_care(*id);
                Care {
                    exit: around.exit || shows_exit_topic(site, *id, *view),
                    discreet: view_of(site, *id, *view).is_some_and(|view| view.discreet),
                }
            }
            Subject::Term(lang, taxonomy, slug, _) => {
                let around = site.home_care(lang);
                let terms = site.terms.get(&(lang.clone(), taxonomy.to_string()));
                let term = terms.and_then(|terms| terms.get(slug));
                let is_exit_topic = &**taxonomy == TOPICS && site.is_exit_topic(slug);
                Care {
                    exit: around.exit || is_exit_topic,
                    discreet: term.map_or(around.discreet, |term| term.discreet),
                }
            }
            Subject::Taxonomy(lang, _) | Subject::Part(lang, ..) | Subject::Month(lang, _) => {
                site.home_care(lang)
            }
            Subject::Own(lang, page) => own_care(site, lang, *page),
        }
    }

    /// Whether search engines should leave the page out. Views of two facets are too many to be of use
    /// there.
    pub fn is_hidden_from_search(&self, site: &Site) -> bool {
        match self {
            Subject::View(id, view, _) => {
                view_of(site, *id, *view).is_some_and(|view| view.second.is_some() || view.discreet)
            }
            Subject::Entry(id) => site.is_hidden_from_search(*id),
            // Paper says again what other pages say.
            Subject::Poster(_) | Subject::Part(..) => true,
            Subject::Own(_, page) if page.is_for_paper() => true,
            _ => self.care(site).discreet,
        }
    }

    /// The same by names.
    pub fn topic(&self, site: &Site) -> Topic {
        match self {
            Subject::Entry(id) => Topic::Entry(Arc::clone(site.name(*id))),
            Subject::Section(id, page) => {
                let section = site.section(*id);
                Topic::Section(section.lang.clone(), section.folder.as_str().into(), *page)
            }
            Subject::View(id, view, page) => {
                let section = site.section(*id);
                let path = view_of(site, *id, *view)
                    .map_or_else(|| "".into(), |view| Arc::clone(&view.path));
                Topic::View(
                    section.lang.clone(),
                    section.folder.as_str().into(),
                    path,
                    *page,
                )
            }
            Subject::Taxonomy(lang, taxonomy) => {
                Topic::Taxonomy(lang.clone(), Arc::clone(taxonomy))
            }
            Subject::Term(lang, taxonomy, slug, page) => {
                Topic::Term(lang.clone(), Arc::clone(taxonomy), Arc::clone(slug), *page)
            }
            Subject::Own(lang, page) => Topic::Own(lang.clone(), *page),
            Subject::Part(lang, order, slug) => Topic::Part(lang.clone(), *order, Arc::clone(slug)),
            Subject::Poster(id) => Topic::Poster(Arc::clone(site.name(*id))),
            Subject::Month(lang, month) => Topic::Month(lang.clone(), *month),
        }
    }

    /// The subject that a topic names, if the site has it.
    pub fn of(topic: &Topic, site: &Site) -> Option<Subject> {
        Some(match topic {
            Topic::Entry(name) => Subject::Entry(site.named(name)?),
            Topic::Section(lang, folder, page) => {
                Subject::Section(site.section_at(folder, lang)?, *page)
            }
            Topic::View(lang, folder, path, page) => {
                let section = site.section_at(folder, lang)?;
                Subject::View(section, site.directory(section)?.at(path)?, *page)
            }
            Topic::Taxonomy(lang, taxonomy) => {
                Subject::Taxonomy(lang.clone(), Arc::clone(taxonomy))
            }
            Topic::Term(lang, taxonomy, slug, page) => {
                Subject::Term(lang.clone(), Arc::clone(taxonomy), Arc::clone(slug), *page)
            }
            Topic::Own(lang, page) => Subject::Own(lang.clone(), *page),
            Topic::Part(lang, order, slug) => Subject::Part(lang.clone(), *order, Arc::clone(slug)),
            Topic::Poster(name) => Subject::Poster(site.named(name)?),
            Topic::Month(lang, month) => Subject::Month(lang.clone(), *month),
        })
    }

    /// A name of the page for templates.
    pub fn name(&self, site: &Site) -> Arc<str> {
        match self {
            Subject::Entry(id) => Arc::clone(site.name(*id)),
            Subject::Section(id, page) => {
                let section = site.section(*id);
                format!("section:{}:{}:{page}", section.lang, section.folder).into()
            }
            Subject::View(id, view, page) => {
                let section = site.section(*id);
                let path = view_of(site, *id, *view).map_or("", |view| &view.path);
                format!("view:{}:{}:{path}:{page}", section.lang, section.folder).into()
            }
            Subject::Taxonomy(lang, taxonomy) => format!("taxonomy:{lang}:{taxonomy}").into(),
            Subject::Term(lang, taxonomy, slug, page) => {
                format!("term:{lang}:{taxonomy}:{slug}:{page}").into()
            }
            Subject::Own(lang, page) => format!("{}:{lang}", page.kind()).into(),
            Subject::Part(lang, order, slug) => {
                format!("{}:{lang}:{slug}", order.page().kind()).into()
            }
            Subject::Poster(id) => format!("poster:{}", site.name(*id)).into(),
            Subject::Month(lang, month) => format!("month:{lang}:{month}").into(),
        }
    }
}

/// Whoever reads how to leave is likely to be watched, and whoever is in a crisis may be.
fn own_care(site: &Site, lang: &Lang, page: OwnPage) -> Care {
    let around = site.home_care(lang);
    let is_for_watched = matches!(page, OwnPage::Leaving | OwnPage::Crisis);
    Care {
        exit: around.exit || (is_for_watched && site.config.exit.enabled),
        discreet: around.discreet || page == OwnPage::Leaving,
    }
}

/// Whether a view was chosen by a topic whose pages can be left quickly.
fn shows_exit_topic(site: &Site, section: SectionId, view: ViewId) -> bool {
    let Some(directory) = site.directory(section) else {
        return false;
    };
    let mut chosen = directory.view(view).chosen();
    chosen.any(|id| {
        let value = directory.value(id);
        value.facet == Facet::Topic && site.is_exit_topic(&value.slug)
    })
}

fn below(url: UrlPath, name: &str) -> UrlPath {
    UrlPath::parse(&format!("{url}{name}")).unwrap_or(url)
}

/// A view of a section.
pub(super) fn view_of(site: &Site, section: SectionId, view: ViewId) -> Option<&View> {
    Some(site.directory(section)?.view(view))
}

/// The URL of a language's home.
pub(super) fn home(site: &Site, lang: &Lang) -> UrlPath {
    match site.section_at("", lang) {
        Some(id) => site.section(id).url.clone(),
        None => UrlPath::root(),
    }
}

/// The URL of a list's page: `/articles/`, `/articles/page/2/`.
pub fn paged(url: &UrlPath, page: u32) -> UrlPath {
    if page <= 1 {
        return url.clone();
    }
    UrlPath::parse(&format!("{}page/{page}/", url.as_str())).unwrap_or_else(|_| url.clone())
}
