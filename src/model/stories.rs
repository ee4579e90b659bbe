//! Which articles are stories of lived experience: those in a folder `stories`, or in a section that says so,
//! or that say so themselves. What is nearest to an article decides.

use super::site::{EntryId, Site};
use crate::content::Kind;
use crate::content::story::Consent;

/// The folder whose articles are stories.
const FOLDER: &str = "stories";

impl Site {
    /// Whether an entry is a story of lived experience.
    pub fn is_story(&self, id: EntryId) -> bool {
        let entry = self.entry(id);
        let own = entry.front.telling.story;
        matches!(entry.kind, Kind::Article)
            && own.unwrap_or_else(|| self.tells_stories(&entry.place.folder))
    }

    /// What its teller has agreed to. A translation stands on what the original says.
    pub fn consent(&self, id: EntryId) -> Option<&Consent> {
        let said = |id: EntryId| self.entry(id).front.telling.consent.as_ref();
        let original = self.translated(id, self.config.default_lang());
        said(id).or_else(|| said(original))
    }

    /// Whether readers are told that the teller's name was changed.
    pub fn has_pseudonym(&self, id: EntryId) -> bool {
        let original = self.translated(id, self.config.default_lang());
        let mut ids = [id, original].into_iter();
        ids.any(|id| self.entry(id).front.telling.pseudonym)
    }

    fn tells_stories(&self, folder: &str) -> bool {
        let lang = self.config.default_lang();
        let mut folder = folder;
        while !folder.is_empty() {
            let section = self.section_at(folder, lang).map(|id| self.section(id));
            let entry = section.and_then(|section| section.entry);
            if let Some(said) = entry.and_then(|id| self.entry(id).front.telling.story) {
                return said;
            }
            let (above, name) = folder.rsplit_once('/').unwrap_or(("", folder));
            if name.eq_ignore_ascii_case(FOLDER) {
                return true;
            }
            folder = above;
        }
        false
    }
}
