//! What `waypost.toml` says of help in a crisis: `[crisis]`, and `[crisis.GB]` for each country. Listings
//! are named by their ids; whether there are such listings, and whether a number can be called, it
//! can't know.

use super::model::Config;
use crate::base::country::{self, is_country};
use crate::base::diag::Diagnostic;
use crate::base::lang::Lang;
use crate::base::node::{Fields, Key, ListOf, Node, NodeValue};
use std::collections::BTreeMap;
use std::ops::Range;

/// So many listings of a country are few enough to choose from in a crisis.
pub const MOST: usize = 3;

/// Help in a crisis.
#[derive(Clone, Debug, Default)]
pub struct Crisis {
    /// By country, in the order of the file.
    pub countries: Vec<CountryHelp>,
    /// The topics whose articles end with the whole help.
    pub topics: Vec<Typed>,
    /// Words whose articles do, besides those that the program knows.
    pub words: Vec<String>,
}

/// A text with its place.
pub type Typed = (String, Range<usize>);

/// Help in one country.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountryHelp {
    /// Its code (ISO 3166-1 alpha-2).
    pub country: String,
    /// The ids of listings, the first one first.
    pub listings: Vec<Typed>,
    /// The numbers of the emergency services, as typed.
    pub emergency: Vec<Typed>,
    /// What readers are told of these, by language.
    pub emergency_note: BTreeMap<Lang, String>,
    /// Where the country stands.
    pub span: Range<usize>,
}

impl Crisis {
    /// The help in a country.
    pub fn of(&self, country: &str) -> Option<&CountryHelp> {
        self.countries.iter().find(|help| help.country == country)
    }
}

impl Config {
    /// The country whose help readers of a page see: that which the page says, else the site's, else the
    /// only one there is. Nothing is known of where a reader is.
    pub fn crisis_country<'a>(&'a self, page: Option<&'a str>) -> Option<&'a str> {
        let only = || match self.crisis.as_ref()?.countries.as_slice() {
            [only] => Some(only.country.as_str()),
            _ => None,
        };
        page.or(self.country.as_deref()).or_else(only)
    }
}

impl Config {
    /// The key of a topic that is written by its key or by its label; itself where there is no
    /// vocabulary.
    pub fn topic_key(&self, word: &str, lang: &Lang) -> String {
        let known = self.vocabularies.find("topics", word, lang);
        let known = known.or_else(|| self.vocabularies.resembling("topics", word, lang));
        known.unwrap_or(word).to_owned()
    }
}

/// Reads `[crisis]`.
pub(super) fn read(fields: &mut Fields<'_, '_>, lang: &Lang) -> Option<Crisis> {
    let node = fields.node("crisis")?;
    let path = fields.path();
    let mut inner = Fields::of(node, "[crisis]", path, fields.sink());
    let topics = inner.list("topics", ListOf::Items);
    let words = inner.list("words", ListOf::Items);
    let mut crisis = Crisis {
        countries: Vec::new(),
        topics,
        words: words.into_iter().map(|(word, _)| word).collect(),
    };
    // What else is a table can only be meant as a country; all other slips are told as usual.
    let is_table = |node: &Node| matches!(node.value, NodeValue::Map(_));
    let tables = node.entries().iter();
    let tables: Vec<&(Key, Node)> = tables.filter(|(_, node)| is_table(node)).collect();
    inner.others(|key| tables.iter().any(|(known, _)| known.text == key));
    inner.finish();
    let has_countries = !tables.is_empty();
    for (key, node) in tables {
        let Some(code) = code(fields, key) else {
            continue;
        };
        if crisis.of(&code).is_some() {
            let fault = Diagnostic::error(
                "config/crisis",
                format!("the help for {code} stands here twice"),
            );
            fields.report(fault.help("put all of it under one heading"), &key.span);
            continue;
        }
        let help = help(fields, (code, lang), key, node);
        crisis.countries.push(help);
    }
    if crisis.countries.is_empty() && !has_countries {
        let fault = Diagnostic::error("config/crisis", "no country is named for help in a crisis");
        let help =
            "add one with its listings: [crisis.GB] and, below it, listings = [\"night-line\"]";
        fields.report(fault.help(help), &node.span);
    }
    Some(crisis)
}

/// The country that a key names.
fn code(fields: &mut Fields<'_, '_>, key: &Key) -> Option<String> {
    let code = key.text.to_uppercase();
    if is_country(&code) {
        return Some(code);
    }
    let fault = Diagnostic::error(
        "config/crisis",
        format!("`{}` is not the code of a country", key.text),
    );
    let help = match country::nearest(&key.text) {
        Some(code) => format!("did you mean [crisis.{code}]?"),
        None => "use the two letters of ISO 3166-1: [crisis.GB], [crisis.IE]".to_owned(),
    };
    fields.report(fault.help(help), &key.span);
    None
}

/// One text, in the default language, or one for each language.
fn note(fields: &mut Fields<'_, '_>, lang: &Lang) -> BTreeMap<Lang, String> {
    let is_table = |node: &&Node| matches!(node.value, NodeValue::Map(_));
    let Some(table) = fields.node("emergency_note").filter(is_table) else {
        let text = fields
            .text("emergency_note")
            .filter(|note| !note.is_empty());
        return text.into_iter().map(|text| (lang.clone(), text)).collect();
    };
    let mut notes = BTreeMap::new();
    for (key, node) in table.entries() {
        match (Lang::parse(&key.text), node.scalar()) {
            (Some(lang), Some(text)) => {
                notes.insert(lang, text.to_owned());
            }
            (None, _) => {
                let fault = Diagnostic::error(
                    "config/crisis",
                    format!("`{}` is not a language tag", key.text),
                );
                let help = "write the note once for each language: { en = \"…\", ar = \"…\" }";
                fields.report(fault.help(help), &key.span);
            }
            (_, None) => fields.wrong("emergency_note", "text", node, "write one line of text"),
        }
    }
    notes
}

fn help(
    fields: &mut Fields<'_, '_>,
    (country, lang): (String, &Lang),
    key: &Key,
    node: &Node,
) -> CountryHelp {
    let path = fields.path();
    let mut inner = Fields::of(node, "the help of a country", path, fields.sink());
    let mut help = CountryHelp {
        listings: inner.list("listings", ListOf::Items),
        emergency: inner.list("emergency", ListOf::Items),
        emergency_note: note(&mut inner, lang),
        span: key.span.clone(),
        country,
    };
    inner.finish();
    if let Some((_, fourth)) = help.listings.get(MOST) {
        let fault = Diagnostic::error(
            "config/crisis",
            format!(
                "{} listings are too many to choose from in a crisis",
                help.listings.len()
            ),
        )
        .caption(format!("the {MOST} before this one are enough"))
        .help(
            "keep the ones that anybody can call, the best first; the others stay in the directory",
        );
        fields.report(fault, fourth);
        help.listings.truncate(MOST);
    }
    if help.listings.is_empty() {
        let fault = Diagnostic::error(
            "config/crisis",
            format!("no listing is named for {}", help.country),
        )
        .help("write the ids of one to three listings that are `crisis: urgent` or `crisis: emergency`: listings = [\"night-line\"]");
        fields.report(fault, &help.span);
    }
    help
}
