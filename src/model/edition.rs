//! Which page of another language stands for one that was named by its address in the default language.

use super::own::OwnPage;
use super::site::{EntryId, Site};
use crate::base::lang::Lang;
use crate::base::paths::UrlPath;

/// A page in a language, by what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edition {
    /// One that the program makes by itself.
    Own(OwnPage),
    /// An entry.
    Entry(EntryId),
    /// The terms of a taxonomy, by name.
    Terms(String),
}

impl Site {
    /// What stands in a language for the page at a path of the default language; none if that language
    /// has none of its own.
    pub fn edition(&self, path: &str, lang: &Lang) -> Option<Edition> {
        let default = self.config.default_lang();
        let path = match path.ends_with('/') {
            true => UrlPath::parse(path).ok()?,
            false => UrlPath::parse(&format!("{path}/")).ok()?,
        };
        if let Some(id) = self.by_url.get(&path) {
            let own = self.translated(*id, lang);
            return (self.entry(own).lang == *lang).then_some(Edition::Entry(own));
        }
        let is_here = |page: &OwnPage| self.own_url(default, *page).as_ref() == Some(&path);
        if let Some(page) = OwnPage::ALL.into_iter().find(is_here) {
            return self.own_url(lang, page).map(|_| Edition::Own(page));
        }
        let mut terms = self.terms.iter();
        let named = terms.find(|((of, _), terms)| of == default && terms.url == path);
        let ((_, name), _) = named?;
        let there = self.terms.contains_key(&(lang.clone(), name.clone()));
        there.then(|| Edition::Terms(name.clone()))
    }
}
