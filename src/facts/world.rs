//! Everything that templates may ask about, in one revision: the site, the theme's settings and
//! words, the data. Immutable but for answers that are kept once made.

use super::fact::{Fact, FactKind, Topic};
use super::kept::Kept;
use super::phrases::Phrases;
use super::query::Menus;
use super::safeguards::{Safeguards, Shield};
use super::subject::Subject;
use super::summary::{Keeping, Shown};
use super::tracked::Tracked;
use crate::base::digest::{Digest, DigestWriter};
use crate::base::lang::Lang;
use crate::config::PictureSettings;
use crate::config::theme::OptionValue;
use crate::config::words::Words;
use crate::content::Texts;
use crate::model::{EntryId, Register, Site};
use bytes::Bytes;
use foldhash::fast::RandomState;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};

/// A published file of the theme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asset {
    /// Its URL with its digest, without the base URL's path.
    pub url: String,
    /// Of its bytes.
    pub digest: Digest,
    /// What is published.
    pub bytes: Bytes,
}

impl Asset {
    /// What is published, if it is text.
    pub fn text(&self) -> Option<&str> {
        std::str::from_utf8(&self.bytes).ok()
    }
}

/// One revision of everything that templates may ask about.
pub struct World {
    /// The site.
    pub site: Site,
    /// Words of the interface.
    pub words: Arc<Words>,
    /// The theme's options as the site has set them.
    pub options: Arc<BTreeMap<String, OptionValue>>,
    /// The theme's assets by name.
    pub assets: Arc<BTreeMap<String, Asset>>,
    /// The files of `data/` by name without ending.
    pub data: Arc<BTreeMap<String, Tracked>>,
    /// How pictures are published.
    pub pictures: PictureSettings,
    /// Of all templates.
    pub templates: Digest,
    /// The texts of the entries.
    pub texts: Arc<dyn Texts>,
    /// What all pages may load and run.
    pub safeguards: Arc<Safeguards>,
    /// Whether the pages are for those who write them.
    pub preview: bool,
    /// Of the site's structure, the words, how pictures are published, and the day: all that decides those answers that show nothing
    /// of an entry's text or summary.
    pub ground: Digest,
    /// For tests: a kind of fact that is not noted when it is read.
    #[doc(hidden)]
    pub forget: Option<FactKind>,
    pub(super) entries: Vec<Known>,
    summaries: Option<Changed>,
    pub(super) summaries_kept: Keeping,
    pub(super) phrases: Phrases,
    pub(super) kept: Kept,
    pub(super) menus: Menus,
    date_langs: RwLock<BTreeMap<Lang, Lang>>,
    shared: Shared,
    register: OnceLock<Register>,
    pub(super) shield: Shield,
}

/// What a world is made of, besides the site.
pub struct Furniture {
    /// Words of the interface.
    pub words: Arc<Words>,
    /// The theme's options as the site has set them.
    pub options: Arc<BTreeMap<String, OptionValue>>,
    /// The theme's assets by name.
    pub assets: Arc<BTreeMap<String, Asset>>,
    /// The files of `data/` by name without ending.
    pub data: Arc<BTreeMap<String, Tracked>>,
    /// How pictures are published.
    pub pictures: PictureSettings,
    /// Of all templates.
    pub templates: Digest,
    /// The texts of the entries.
    pub texts: Arc<dyn Texts>,
    /// What all pages may load and run.
    pub safeguards: Arc<Safeguards>,
    /// Whether the pages are for those who write them.
    pub preview: bool,
}

/// What is known of the answers about one entry.
#[derive(Default)]
pub(super) struct Known {
    /// As long as it is kept.
    pub summary: Mutex<Option<Shown>>,
    /// May be known from an earlier revision or build, or longer than the value.
    pub summary_digest: OnceLock<Digest>,
    pub page_digest: OnceLock<Digest>,
    /// Of what exports may say of it, in this revision.
    pub record: OnceLock<Digest>,
}

/// What may be kept of the answers about an entry: of use as long as the ground and the entry are the
/// same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct EntryDigests {
    /// Of the entry as it was.
    pub whole: Digest,
    /// Of what lists show of it.
    pub summary: Option<Digest>,
    /// Of its page, but for the text.
    pub page: Option<Digest>,
}

/// The entries that are not as they were in an earlier build on the same ground, with what lists showed
/// of them then, if anybody has asked.
struct Changed {
    entries: Vec<(EntryId, Option<Digest>)>,
    /// Whether lists show the same of all of them, once that is known.
    alike: OnceLock<bool>,
}

/// Answers that many pages ask for, kept once made.
#[derive(Default)]
struct Shared(RwLock<HashMap<Fact, Tracked, RandomState>>);

impl Known {
    pub(super) fn summary(&self) -> Option<Shown> {
        let summary = self.summary.lock();
        summary.unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn keep_summary(&self, summary: Option<Shown>) {
        let place = self.summary.lock();
        let before =
            std::mem::replace(&mut *place.unwrap_or_else(PoisonError::into_inner), summary);
        drop(before);
    }
}

impl World {
    /// A revision without any kept answers.
    pub fn new(site: Site, furniture: Furniture) -> World {
        let Furniture {
            words,
            options,
            assets,
            data,
            pictures,
            templates,
            texts,
            safeguards,
            preview,
        } = furniture;
        let mut ground = DigestWriter::new();
        ground
            .digest(site.structure.digest)
            .digest(words.digest)
            .digest(pictures.digest())
            .text(&site.today.to_string())
            .number(u64::from(preview));
        World {
            entries: site.entries.iter().map(|_| Known::default()).collect(),
            summaries: None,
            summaries_kept: Keeping::default(),
            ground: ground.finish(),
            phrases: Phrases::default(),
            kept: Kept::new(&site),
            menus: Menus::default(),
            date_langs: RwLock::default(),
            shared: Shared::default(),
            register: OnceLock::new(),
            shield: Shield::default(),
            forget: None,
            site,
            words,
            options,
            assets,
            data,
            pictures,
            templates,
            texts,
            safeguards,
            preview,
        }
    }

    /// Takes over what an earlier revision knows and what can't have changed since.
    pub fn take_over(&mut self, old: &World) {
        if self.ground != old.ground {
            return;
        }
        let entries = self.site.entries.iter().zip(&old.site.entries);
        for ((known, before), (entry, earlier)) in
            self.entries.iter_mut().zip(&old.entries).zip(entries)
        {
            if entry.whole == earlier.whole {
                let shown = before.summary();
                let shown = self.summaries_kept.carried(shown, &old.summaries_kept);
                known.summary = Mutex::new(shown);
                known.summary_digest.clone_from(&before.summary_digest);
                known.page_digest.clone_from(&before.page_digest);
            }
        }
    }

    /// What may be kept of the entries' answers for the next build, in the order of the entries.
    pub fn entry_digests(&self) -> Vec<EntryDigests> {
        let known = self.entries.iter().zip(&self.site.entries);
        known
            .map(|(known, entry)| EntryDigests {
                whole: entry.whole,
                summary: known.summary_digest.get().copied(),
                page: known.page_digest.get().copied(),
            })
            .collect()
    }

    /// Takes over what an earlier build kept on the same ground.
    pub fn take_digests(&mut self, ground: Digest, kept: &[EntryDigests]) {
        if self.ground != ground || kept.len() != self.entries.len() {
            return;
        }
        let mut changed = Vec::new();
        let entries = self.entries.iter_mut().zip(self.site.all());
        for ((known, (id, entry)), kept) in entries.zip(kept) {
            if entry.whole == kept.whole {
                known.summary_digest = kept.summary.map_or_else(OnceLock::new, OnceLock::from);
                known.page_digest = kept.page.map_or_else(OnceLock::new, OnceLock::from);
            } else {
                changed.push((id, kept.summary));
            }
        }
        self.summaries = Some(Changed {
            entries: changed,
            alike: OnceLock::new(),
        });
    }

    /// Whether lists show the same of every entry as in the build whose digests were taken over. Of
    /// what no list had asked for then, no list can say anything else now.
    pub(super) fn has_same_summaries(&self) -> bool {
        let Some(changed) = &self.summaries else {
            return false;
        };
        *changed.alike.get_or_init(|| {
            let mut before = changed.entries.iter();
            before
                .all(|(id, before)| before.is_none_or(|before| self.summary_digest(*id) == before))
        })
    }

    /// What other directories take from the site. Whoever writes of it notes [`super::share`].
    pub fn register(&self) -> &Register {
        self.register.get_or_init(|| Register::of(&self.site))
    }

    /// The subject of a topic, if the site still has it.
    pub(super) fn subject(&self, topic: &Topic) -> Option<Subject> {
        Subject::of(topic, &self.site)
    }

    /// Whether a question is about a page that no entry stands behind, such as a term's: what is said of
    /// that stands on the ground.
    pub(super) fn is_bare_page(&self, fact: &Fact) -> bool {
        let Fact::Page(topic) = fact else {
            return false;
        };
        let subject = self.subject(topic);
        subject.is_some_and(|subject| subject.entry(&self.site).is_none())
    }

    /// An answer that is kept.
    pub(super) fn recall(&self, fact: &Fact) -> Option<Tracked> {
        if !is_shared(fact) {
            return None;
        }
        let shared = self.shared.0.read().ok()?;
        shared.get(fact).cloned()
    }

    /// Keeps an answer, if others are likely to ask the same.
    pub(super) fn remember(&self, fact: &Fact, answer: &Tracked) {
        if is_shared(fact)
            && let Ok(mut shared) = self.shared.0.write()
        {
            shared.insert(fact.clone(), answer.clone());
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
        if let Ok(known) = self.date_langs.read()
            && let Some(own) = known.get(lang)
        {
            return own.clone();
        }
        let own = self.find_date_lang(lang);
        if let Ok(mut known) = self.date_langs.write() {
            known.insert(lang.clone(), own.clone());
        }
        own
    }

    fn find_date_lang(&self, lang: &Lang) -> Lang {
        let country = self.site.config.country.as_deref();
        let own = country
            .filter(|_| !lang.as_str().contains('-'))
            .filter(|_| lang.primary() == self.site.config.default_lang().primary());
        own.and_then(|country| Lang::parse(&format!("{lang}-{country}")))
            .unwrap_or_else(|| lang.clone())
    }
}

/// Whether it is what can be chosen from a whole section. Of its views there are too many to keep.
fn is_of_overview(fact: &Fact) -> bool {
    matches!(fact, Fact::Choices(topic) if matches!(**topic, Topic::Section(..)))
}

/// Whether a question is the same from whichever page it is asked.
fn is_shared(fact: &Fact) -> bool {
    matches!(
        fact,
        Fact::Site(..)
            | Fact::ThemeOption(..)
            | Fact::Asset(..)
            | Fact::Summary(..)
            | Fact::Listing(..)
            | Fact::Entries(..)
            | Fact::Count(..)
            | Fact::Groups(..)
            | Fact::Upcoming(..)
            | Fact::Months(..)
            | Fact::Section(..)
            | Fact::Sections(..)
            | Fact::HasSection(..)
            | Fact::Terms(..)
            | Fact::Crisis(..)
            | Fact::Place(..)
            | Fact::OwnUrl(..)
            | Fact::DateLang(..)
            | Fact::Data(..)
            | Fact::Today
    ) || is_of_overview(fact)
}
