//! The words by which services are found: topics, audience, kinds, accessibility. Each list of words is a
//! taxonomy of the site's own.

use super::Hsds;
use super::record::Record;
use crate::base::lang::Lang;
use crate::model::EntryId;
use crate::model::register::{Scheme, Term};
use std::collections::BTreeMap;

impl Hsds<'_> {
    pub(super) fn taxonomy(&self, scheme: Scheme) -> Record {
        // The specification wants a description; the site has no more to say than what it calls them.
        let name = self.scheme_name(scheme);
        Record::new(self.ids.taxonomy(scheme))
            .text("name", name.clone())
            .text("description", name)
    }

    pub(super) fn term(&self, term: &Term) -> Record {
        let lang = self.world.site.config.default_lang();
        let name = self.term_name(lang, term);
        Record::new(self.ids.term(term))
            .text("code", term.key.clone())
            .text("name", name.clone())
            .text("description", name)
            .text("taxonomy", self.scheme_name(term.scheme))
            .one("taxonomy_detail", Some(self.taxonomy(term.scheme)))
            .text("language", lang.primary())
    }

    /// The terms of a service.
    pub(super) fn attributes(&self, id: EntryId, service: &str) -> Vec<Record> {
        let terms = self.world.site.service_terms(id);
        let attribute = |term: &Term| {
            let name = format!("{service}/{}/{}", term.scheme.name(), term.key);
            Record::new(self.ids.id("attribute", &name))
                .text("link_type", term.scheme.name())
                .text("link_entity", "service")
                .one("taxonomy_term", Some(self.term(term)))
        };
        terms.iter().map(attribute).collect()
    }

    /// What readers see for a word of a listing.
    pub(super) fn word(&self, lang: &Lang, key: &str) -> String {
        self.world.word(lang, key, None, &BTreeMap::new())
    }

    fn scheme_name(&self, scheme: Scheme) -> String {
        let lang = self.world.site.config.default_lang();
        self.word(
            lang,
            match scheme {
                Scheme::Topics => "facet.topic",
                Scheme::Audience => "field.audience",
                Scheme::Kind => "facet.kind",
                Scheme::Accessibility => "field.access",
            },
        )
    }

    fn term_name(&self, lang: &Lang, term: &Term) -> String {
        match term.scheme {
            Scheme::Topics => {
                let name = self
                    .world
                    .term_name(lang, Scheme::Topics.name(), &term.word);
                name.to_owned()
            }
            Scheme::Audience => self.world.audience_name(lang, &term.word),
            Scheme::Kind => self.word(lang, &format!("kind.{}", term.word)),
            Scheme::Accessibility => self.word(lang, &format!("access.{}", term.word)),
        }
    }
}
