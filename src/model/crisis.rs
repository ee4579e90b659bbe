//! Help in a crisis: which country's a page shows, and which listings are fit to be shown. What is wrong
//! with the settings of it is for `check` to say, but for the numbers, which are read here.

use super::sections::SectionId;
use super::site::{EntryId, Site};
use crate::base::diag::Sink;
use crate::base::digest::{Digest, DigestWriter};
use crate::base::lang::Lang;
use crate::config::Config;
use crate::config::vocabulary::fold;
use crate::content::Entry;
use crate::content::listing::Emergency;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The help in one country.
#[derive(Debug)]
pub struct CountryHelp {
    /// Its code (ISO 3166-1 alpha-2).
    pub country: String,
    /// The numbers of the emergency services.
    pub emergency: Vec<Emergency>,
    /// What readers are told of these, by language.
    pub emergency_note: BTreeMap<Lang, String>,
    /// The ids of listings, the first one first.
    listings: Vec<String>,
}

/// Reads what the settings say, country by country.
pub(super) fn read(config: &Config, sink: &mut Sink) -> Vec<CountryHelp> {
    let countries = config.crisis.iter().flat_map(|crisis| &crisis.countries);
    let mut read = Vec::new();
    for help in countries {
        let mut emergency = Vec::new();
        for (typed, span) in &help.emergency {
            match Emergency::read(typed, &help.country) {
                Ok(number) => emergency.push(number),
                Err(fault) => sink.push(fault.at(&config.path, span.clone())),
            }
        }
        read.push(CountryHelp {
            country: help.country.clone(),
            emergency,
            emergency_note: help.emergency_note.clone(),
            listings: help.listings.iter().map(|(id, _)| id.clone()).collect(),
        });
    }
    read
}

/// The topics that call for help, as texts of each language may write them, without regard to case.
pub(super) fn topics(config: &Config) -> BTreeMap<Lang, BTreeSet<String>> {
    let langs = config.languages.iter().map(|language| &language.lang);
    let of = |lang: &Lang| {
        let topics = config.crisis.iter().flat_map(|crisis| &crisis.topics);
        let keys = topics.map(|(topic, _)| fold(&config.topic_key(topic, lang)));
        keys.collect()
    };
    langs.map(|lang| (lang.clone(), of(lang))).collect()
}

/// A translation is of the same country, and calls for help wherever its original does: the words of its
/// own language may not be known.
pub(super) fn inherit(entry: &mut Arc<Entry>, original: &Entry) {
    let (own, other) = (&entry.front, &original.front);
    let lacks_country = own.country.is_none() && other.country.is_some();
    let lacks_help = own.crisis_help.is_none() && other.crisis_help.is_some();
    let lacks_words = original.crisis_words && !entry.crisis_words;
    if !(lacks_country || lacks_help || lacks_words) {
        return;
    }
    let mut translated = Entry::clone(entry);
    if lacks_country {
        translated.front.country.clone_from(&other.country);
    }
    if lacks_help {
        translated.front.crisis_help = other.crisis_help;
    }
    translated.crisis_words |= original.crisis_words;
    let mark = |own: Digest| {
        let country = other.country.as_ref().map(|(country, _)| country.as_str());
        DigestWriter::new()
            .digest(own)
            .text(country.unwrap_or_default())
            .number(other.crisis_help.map_or(2, u64::from))
            .number(u64::from(original.crisis_words))
            .finish()
    };
    translated.meta = mark(translated.meta);
    translated.whole = mark(translated.whole);
    *entry = Arc::new(translated);
}

impl Site {
    /// The help in each country, in the order of the settings.
    pub fn crisis(&self) -> &[CountryHelp] {
        &self.structure.crisis
    }

    /// The help in a country.
    pub fn crisis_in(&self, country: &str) -> Option<&CountryHelp> {
        self.crisis().iter().find(|help| help.country == country)
    }

    /// The listings of a country's help that readers may rely on today.
    pub fn crisis_listings(&self, help: &CountryHelp, lang: &Lang) -> Vec<EntryId> {
        let known = help.listings.iter().filter_map(|id| self.listing(id, lang));
        known
            .filter(|id| self.is_for_crisis(*id) && self.is_listed(*id))
            .collect()
    }

    /// The country whose help the readers of a page see: its own, else that of the sections it is in.
    pub fn crisis_country(
        &self,
        entry: Option<EntryId>,
        section: Option<SectionId>,
    ) -> Option<&str> {
        let said = |id: EntryId| {
            let country = self.entry(id).front.country.as_ref();
            country.map(|(country, _)| country.as_str())
        };
        let mut found = entry.and_then(said);
        let mut above = section;
        while let (None, Some(id)) = (found, above) {
            let section = self.section(id);
            // A folder of translations may have no text of its own.
            let original = self.section_at(&section.folder, self.config.default_lang());
            let original = original.and_then(|id| self.section(id).entry);
            let own = section.entry.and_then(said);
            found = own.or_else(|| original.and_then(said));
            above = section.parent;
        }
        self.config.crisis_country(found)
    }

    /// Whether a text calls for all help in a crisis at its end.
    pub fn calls_for_help(&self, entry: &Entry) -> bool {
        if self.config.crisis.is_none() {
            return false;
        }
        let has_topic = || {
            let wanted = self.crisis_topics.get(&entry.lang);
            let mut topics = entry.front.terms.get("topics").into_iter().flatten();
            wanted.is_some_and(|wanted| topics.any(|(key, _)| wanted.contains(&fold(key))))
        };
        let by_itself = || entry.crisis_words || has_topic();
        entry.listing().is_none() && entry.front.crisis_help.unwrap_or_else(by_itself)
    }
}
