//! What reading a file needs to know of the site, and no more: a setting that is not here can't change
//! what a file is read as.

use super::crisis_words::CrisisWords;
use super::lexicon::Lexicon;
use super::listing::Home;
use crate::base::digest::{Digest, DigestWriter};
use crate::base::encoding::Encoding;
use crate::base::lang::Lang;
use crate::base::paths::SourcePath;
use crate::config::vocabulary::Vocabularies;
use crate::config::{Config, MarkdownSettings, TableSettings};
use serde::Serialize;
use std::collections::BTreeMap;

/// The settings that reading depends on.
#[derive(Clone, Debug, Serialize)]
pub struct Reading {
    /// The file of the settings, for messages.
    pub(super) settings: SourcePath,
    /// The names of the taxonomies.
    pub(super) taxonomies: Vec<String>,
    /// Those of listings: a book's authors are no authors of this site.
    pub(super) listing_taxonomies: Vec<String>,
    /// The words that terms, audiences and areas are made of.
    pub(super) vocabularies: Vocabularies,
    /// The languages.
    pub(super) languages: Vec<Lang>,
    /// That of a file whose name has none.
    pub(super) default_lang: Lang,
    /// The country of the organisation.
    pub(super) country: Option<String>,
    /// Whether made-up phone numbers are let through.
    pub(super) example: bool,
    /// How Markdown is read.
    pub(super) markdown: MarkdownSettings,
    /// The words by which a text calls for help in a crisis; none if the site names no such help.
    pub(super) crisis_words: CrisisWords,
    /// Tables that need renaming, by path below `content/`.
    pub(super) tables: BTreeMap<String, TableSettings>,
}

impl Reading {
    /// For a site of these settings.
    pub fn new(config: &Config) -> Self {
        let names = config.taxonomies.iter();
        let taxonomies: Vec<String> = names.map(|taxonomy| taxonomy.name.clone()).collect();
        let mut listing_taxonomies = taxonomies.clone();
        listing_taxonomies.retain(|name| name != "authors");
        let languages = config.languages.iter();
        Reading {
            settings: config.path.clone(),
            taxonomies,
            listing_taxonomies,
            vocabularies: config.vocabularies.clone(),
            languages: languages.map(|language| language.lang.clone()).collect(),
            default_lang: config.default_lang().clone(),
            country: config.country.clone(),
            example: config.example,
            markdown: config.markdown.clone(),
            crisis_words: crisis_words(config),
            tables: config.tables.clone(),
        }
    }

    /// Whether listings are sorted by topic.
    pub(super) fn has_topics(&self) -> bool {
        self.listing_taxonomies.iter().any(|name| name == "topics")
    }

    /// The words of an entry in this language.
    pub(super) fn lexicon<'a>(&'a self, lang: &'a Lang) -> Lexicon<'a> {
        Lexicon {
            vocabularies: &self.vocabularies,
            lang,
        }
    }

    /// How Markdown is read.
    pub fn markdown(&self) -> &MarkdownSettings {
        &self.markdown
    }

    /// Where the site is at home.
    pub(super) fn home(&self) -> Home<'_> {
        Home {
            country: self.country.as_deref(),
            example: self.example,
        }
    }

    /// What the bytes of a file stand for, where they are no UTF-8.
    pub fn encoding(&self, path: &SourcePath) -> Encoding {
        encoding(&self.tables, path)
    }

    /// The same for a site of these settings.
    pub fn encoding_of(config: &Config, path: &SourcePath) -> Encoding {
        encoding(&config.tables, path)
    }

    /// The tables that are joined to one, each once.
    pub fn joined_to(&self, path: &SourcePath) -> Vec<SourcePath> {
        let settings = path
            .below("content")
            .and_then(|below| self.tables.get(below));
        let tables = settings.map_or(&[][..], |settings| &settings.join).iter();
        let paths =
            tables.filter_map(|join| SourcePath::parse(&format!("content/{}", join.table)).ok());
        let mut paths: Vec<SourcePath> = paths.collect();
        paths.sort();
        paths.dedup();
        paths
    }

    /// Whether a table only gives its rows to others, and has no listings of its own.
    pub fn is_joined(&self, path: &SourcePath) -> bool {
        let below = path.below("content");
        let mut joins = self.tables.values().flat_map(|settings| &settings.join);
        joins.any(|join| Some(join.table.as_str()) == below)
    }

    /// Of all that may change what a file is read as.
    pub fn digest(&self) -> Digest {
        let mut writer = DigestWriter::new();
        writer.value(self);
        writer.finish()
    }
}

fn crisis_words(config: &Config) -> CrisisWords {
    let langs = config.languages.iter().map(|language| &language.lang);
    let crisis = config.crisis.as_ref();
    crisis.map_or_else(CrisisWords::default, |crisis| {
        CrisisWords::new(langs, &crisis.words)
    })
}

fn encoding(tables: &BTreeMap<String, TableSettings>, path: &SourcePath) -> Encoding {
    let settings = path.below("content").and_then(|below| tables.get(below));
    settings.map_or(Encoding::Utf8, |settings| settings.encoding)
}
