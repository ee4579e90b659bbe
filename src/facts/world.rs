//! Everything that templates may ask about, in one revision: the site, the theme's settings and
//! words, the data. Immutable but for answers that are kept once made.

use super::tracked::Tracked;
use crate::base::digest::Digest;
use crate::base::lang::Lang;
use crate::base::node::{Node, NodeValue, ScalarKind, plain_bool};
use crate::config::theme::OptionValue;
use crate::config::words::Words;
use crate::model::{EntryId, Site};
use std::collections::BTreeMap;
use std::sync::OnceLock;
use tera::value::Key;
use tera::{Map, Value};

/// A published file of the theme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asset {
    /// Its URL with its digest, without the base URL's path.
    pub url: String,
    /// Of its bytes.
    pub digest: Digest,
}

/// One revision of everything that templates may ask about.
pub struct World {
    /// The site.
    pub site: Site,
    /// Words of the interface.
    pub words: Words,
    /// The theme's options as the site has set them.
    pub options: BTreeMap<String, OptionValue>,
    /// The theme's assets by name.
    pub assets: BTreeMap<String, Asset>,
    /// The files of `data/` by name without ending.
    pub data: BTreeMap<String, Tracked>,
    /// Of all templates.
    pub templates: Digest,
    pub(super) summaries: Vec<OnceLock<Tracked>>,
}

impl World {
    /// A revision without any kept answers.
    pub fn new(site: Site, words: Words, templates: Digest) -> World {
        World {
            summaries: (0..site.entries.len()).map(|_| OnceLock::new()).collect(),
            site,
            words,
            options: BTreeMap::new(),
            assets: BTreeMap::new(),
            data: BTreeMap::new(),
            templates,
        }
    }

    /// A path of the site as it stands in a page: with the base URL's path, percent-encoded.
    pub fn href(&self, url: &crate::base::paths::UrlPath) -> String {
        format!("{}{}", self.site.config.base_url.path, url.href())
    }

    /// The full URL of a path that already has the base URL's path.
    pub fn absolute(&self, href: &str) -> String {
        if href.starts_with('/') && !href.starts_with("//") {
            format!("{}{href}", self.site.config.base_url.origin)
        } else {
            href.to_owned()
        }
    }

    /// The URL of an entry as it stands in a page.
    pub fn entry_href(&self, id: EntryId) -> String {
        self.href(self.site.url(id))
    }

    /// The language whose way of writing dates is right: a tag without a region takes the country of the
    /// organisation, so that `en` in Great Britain is not American.
    pub fn date_lang(&self, lang: &Lang) -> Lang {
        let country = self.site.config.country.as_deref();
        let own = country
            .filter(|_| !lang.as_str().contains('-'))
            .filter(|_| lang.primary() == self.site.config.default_lang().primary());
        own.and_then(|country| Lang::parse(&format!("{lang}-{country}")))
            .unwrap_or_else(|| lang.clone())
    }

    /// A word of the interface.
    pub fn word(
        &self,
        lang: &Lang,
        key: &str,
        n: Option<i64>,
        args: &BTreeMap<String, String>,
    ) -> String {
        match self.words.get(lang, key, n, args) {
            Some(word) => word.into_owned(),
            None => key.to_owned(),
        }
    }
}

/// A node of a data file as a value for templates: bare words become numbers and truth values.
pub fn value_of(node: &Node) -> Value {
    match &node.value {
        NodeValue::Null => Value::none(),
        NodeValue::List(items) => Value::from(items.iter().map(value_of).collect::<Vec<_>>()),
        NodeValue::Map(entries) => {
            let mut map = Map::with_capacity_and_hasher(entries.len(), Default::default());
            for (key, node) in entries {
                map.insert(Key::String(key.text.as_str().into()), value_of(node));
            }
            Value::from(map)
        }
        NodeValue::Scalar(text, ScalarKind::Bool) => Value::from(text == "true"),
        NodeValue::Scalar(text, ScalarKind::Number) => number(text),
        NodeValue::Scalar(text, ScalarKind::Plain) => match plain_bool(text) {
            Some(yes) => Value::from(yes),
            None if is_number(text) => number(text),
            None => Value::from(text.as_str()),
        },
        NodeValue::Scalar(text, _) => Value::from(text.as_str()),
    }
}

/// `02134` and `+44` are no numbers but codes: they stay as they were typed.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain = digits.chars().all(|c| c.is_ascii_digit() || c == '.')
        && digits.starts_with(|c: char| c.is_ascii_digit());
    plain
        && (digits == "0" || !digits.starts_with('0') || digits.starts_with("0."))
        && !digits.ends_with('.')
}

fn number(text: &str) -> Value {
    let integer: Option<i64> = text.parse().ok();
    match integer {
        Some(integer) => Value::from(integer),
        None => text
            .parse::<f64>()
            .map_or_else(|_| Value::from(text), Value::from),
    }
}
