//! Words of the interface as templates get them: those that nothing is filled into are made once, since
//! every page asks for the same few dozen.

use super::world::World;
use crate::base::digest::Digest;
use crate::base::lang::Lang;
use foldhash::fast::RandomState;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, RwLock};
use tera::Value;

/// A word that is made already.
#[derive(Clone)]
pub(super) struct Phrase {
    /// Its key, shared by all traces that name it.
    pub key: Arc<str>,
    /// Of the word with all its plurals; zero if there is no such word.
    pub digest: Digest,
    /// The text, if nothing is ever filled in.
    pub plain: Option<Value>,
}

/// The words that were asked for so far, by language and key.
#[derive(Default)]
pub(super) struct Phrases(RwLock<HashMap<Lang, ByKey>>);

type ByKey = HashMap<Arc<str>, Phrase, RandomState>;

impl World {
    /// A word of the interface, as it was made when first asked for.
    pub(super) fn phrase(&self, lang: &Lang, key: &str) -> Phrase {
        if let Ok(known) = self.phrases.0.read()
            && let Some(phrase) = known.get(lang).and_then(|words| words.get(key))
        {
            return phrase.clone();
        }
        let digest = self.words.digest_of(lang, key);
        let plain = self.words.plain(lang, key).map(Value::from);
        let phrase = Phrase {
            key: key.into(),
            // A word that is not there is an answer too.
            digest: digest.unwrap_or_default(),
            plain,
        };
        if let Ok(mut known) = self.phrases.0.write() {
            let words = known.entry(lang.clone()).or_default();
            words.insert(Arc::clone(&phrase.key), phrase.clone());
        }
        phrase
    }

    /// The digest of a word with all its plurals.
    pub(super) fn word_digest(&self, lang: &Lang, key: &str) -> Digest {
        self.phrase(lang, key).digest
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
