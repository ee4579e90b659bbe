//! Which pages can be left quickly, and which keep their topic to themselves. What is nearest to a page
//! decides: its own word, then its topics, then the sections that it stands in from the innermost out,
//! then the settings. It knows nothing of what such a page looks like.

use super::sections::{Section, SectionId};
use super::site::{EntryId, Site};
use super::taxonomy::Terms;
use crate::base::diag::{Diagnostic, Sink, nearest};
use crate::base::lang::Lang;
use crate::config::Config;
use crate::config::exit::{TOPICS, is_topic};
use crate::content::Entry;
use crate::content::front::Front;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a page does for readers who are watched.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Care {
    /// It can be left quickly.
    pub exit: bool,
    /// Its title and address don't tell what it is about.
    pub discreet: bool,
}

/// What the sections say, by language and folder.
pub(super) struct Guide<'a> {
    config: &'a Config,
    sections: BTreeMap<(&'a Lang, &'a str), &'a Front>,
}

impl<'a> Guide<'a> {
    pub(super) fn of(entries: &'a [Arc<Entry>], config: &'a Config) -> Guide<'a> {
        let sections = entries.iter().filter(|entry| entry.section().is_some());
        let keyed =
            sections.map(|entry| ((&entry.lang, entry.place.folder.as_str()), &entry.front));
        Guide {
            config,
            sections: keyed.collect(),
        }
    }

    /// The care of each entry, in their order.
    pub(super) fn entries(&self, entries: &'a [Arc<Entry>]) -> Vec<Care> {
        // Most entries stand beside others of their folder.
        let mut last: Option<(&Lang, &str, Care)> = None;
        let care = entries.iter().map(|entry| {
            let (lang, folder) = (&entry.lang, entry.place.folder.as_str());
            let around = match last {
                Some((of, known, care)) if of == lang && known == folder => care,
                _ => self.folder(lang, folder),
            };
            last = Some((lang, folder, around));
            self.own(&entry.front, around)
        });
        care.collect()
    }

    /// What holds for whatever stands in a folder and says nothing itself.
    pub(super) fn folder(&self, lang: &Lang, folder: &str) -> Care {
        Care {
            exit: self.config.exit.enabled
                && self
                    .said(lang, folder, |front| front.quick_exit)
                    .unwrap_or(self.config.exit.everywhere),
            discreet: self
                .said(lang, folder, |front| front.discreet)
                .unwrap_or(false),
        }
    }

    /// The care of a section: as its `_index.md` says, in its own language or else in the default one.
    pub(super) fn section(&self, lang: &Lang, folder: &str) -> Care {
        let around = self.folder(lang, folder);
        match self.front(lang, folder) {
            Some(front) => self.own(front, around),
            None => around,
        }
    }

    fn own(&self, front: &Front, around: Care) -> Care {
        let exit = front
            .quick_exit
            .unwrap_or_else(|| around.exit || self.has_topic(front));
        Care {
            exit: exit && self.config.exit.enabled,
            discreet: front.discreet.unwrap_or(around.discreet),
        }
    }

    fn has_topic(&self, front: &Front) -> bool {
        let mut own = front.terms.get(TOPICS).into_iter().flatten();
        let wanted = &self.config.exit.topics;
        own.any(|(word, _)| wanted.iter().any(|(topic, _)| is_topic(topic, word)))
    }

    fn front(&self, lang: &Lang, folder: &str) -> Option<&'a Front> {
        let default = self.config.default_lang();
        let own = self.sections.get(&(lang, folder));
        own.or_else(|| self.sections.get(&(default, folder)))
            .copied()
    }

    /// What the innermost section says that says anything.
    fn said(
        &self,
        lang: &Lang,
        folder: &str,
        word: impl Fn(&Front) -> Option<bool>,
    ) -> Option<bool> {
        let mut folder = folder;
        loop {
            if let Some(said) = self.front(lang, folder).and_then(&word) {
                return Some(said);
            }
            folder = match folder.rfind('/') {
                Some(at) => &folder[..at],
                None if folder.is_empty() => return None,
                None => "",
            };
        }
    }
}

/// The care of each section, in their order.
pub(super) fn of_sections(sections: &[Section], guide: &Guide<'_>) -> Vec<Care> {
    let care = sections
        .iter()
        .map(|section| guide.section(&section.lang, &section.folder));
    care.collect()
}

/// Whether there is nothing but discreet entries on a list, so that its own page is one.
pub(super) fn is_all_discreet(list: &[EntryId], care: &[Care]) -> bool {
    !list.is_empty() && list.iter().all(|id| care[id.index()].discreet)
}

/// Tells of settings that lead nowhere: a topic that no entry has, and a page that is not there.
pub(super) fn report(
    config: &Config,
    entries: &[Arc<Entry>],
    terms: &BTreeMap<(Lang, String), Terms>,
    sink: &mut Sink,
) {
    let topics = terms.iter().filter(|((_, taxonomy), _)| taxonomy == TOPICS);
    let known: Vec<&str> = topics
        .flat_map(|(_, terms)| terms.list.iter().map(|term| term.slug.as_str()))
        .collect();
    for (topic, span) in &config.exit.topics {
        // The words of a vocabulary have been looked at by themselves.
        let is_free = config.vocabularies.of(TOPICS).is_none();
        if is_free && !known.iter().any(|slug| is_topic(topic, slug)) {
            let fault = Diagnostic::warning(
                "exit/topic",
                format!("no page has the topic `{topic}`, so none gets its exit"),
            )
            .at(&config.path, span.clone());
            sink.push(match nearest(topic, known.iter().copied()) {
                Some(near) => fault.help(format!("did you mean `{near}`?")),
                None => fault.help("write it as it stands in the `topics` of a page"),
            });
        }
    }
    let Some((tracks, span)) = &config.exit.tracks else {
        return;
    };
    let paths = || entries.iter().map(|entry| entry.place.path.as_str());
    if paths().all(|path| path != source(tracks)) {
        let fault = Diagnostic::error(
            "exit/tracks",
            format!("there is no page content/{} to link to", source(tracks)),
        )
        .at(&config.path, span.clone());
        sink.push(match nearest(source(tracks), paths()) {
            Some(near) => fault.help(format!("did you mean `{near}`?")),
            None => fault.help("name a file below content/: tracks = \"covering-your-tracks.md\""),
        });
    }
}

fn source(typed: &str) -> &str {
    typed.trim_start_matches('/').trim_start_matches("content/")
}

impl Site {
    /// The care of an entry.
    pub fn care(&self, id: EntryId) -> Care {
        self.care[id.index()]
    }

    /// The care of a section.
    pub fn section_care(&self, id: SectionId) -> Care {
        self.section_care[id.index()]
    }

    /// The care of what stands in no section: as the home says.
    pub fn home_care(&self, lang: &Lang) -> Care {
        let home = self.section_at("", lang);
        home.map_or_else(Care::default, |id| self.section_care(id))
    }

    /// Whether the pages of a topic can be left quickly.
    pub fn is_exit_topic(&self, slug: &str) -> bool {
        let exit = &self.config.exit;
        exit.enabled && exit.topics.iter().any(|(topic, _)| is_topic(topic, slug))
    }

    /// The site's own page on covering tracks, for readers of a language.
    pub fn tracks_page(&self, lang: &Lang) -> Option<EntryId> {
        let (path, _) = self.config.exit.tracks.as_ref()?;
        let id = self.named(source(path))?;
        Some(self.translated(id, lang))
    }
}
