//! The forms in which listings leave the site: which there are, and one of them as bytes. Each is a
//! pure function of what [`facts::record`] and [`facts::records`] note. They never see what a listing
//! keeps from readers, since it is not in the model.

use super::job::Planned;
use crate::base::digest::DigestWriter;
use crate::facts::{Subject, World};
use crate::model::{EntryId, SectionId, Site};
use std::sync::Arc;

/// One file of an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Export {
    /// The calendar of a page.
    Calendar(Subject),
    /// A contact.
    Contact(EntryId),
    /// The table of a section.
    Table(SectionId),
    /// The feed of what changed in a section.
    Changes(SectionId),
    /// The list of meetings for the Meeting Guide.
    MeetingGuide,
    /// A file of the HSDS, by its path below `/api/hsds/`.
    Hsds(Arc<str>),
}

impl Export {
    /// The page that it belongs to.
    pub fn subject(&self, site: &Site) -> Subject {
        match self {
            Export::Calendar(subject) => subject.clone(),
            Export::Contact(id) => Subject::Entry(*id),
            Export::Table(id) | Export::Changes(id) => Subject::Section(*id, 1),
            Export::MeetingGuide | Export::Hsds(_) => Subject::home(site),
        }
    }

    pub(super) fn write(&self, site: &Site, writer: &mut DigestWriter) {
        let (number, file) = match self {
            Export::Calendar(_) => (30, ""),
            Export::Contact(_) => (31, ""),
            Export::Table(_) => (32, ""),
            Export::Changes(_) => (33, ""),
            Export::MeetingGuide => (34, ""),
            Export::Hsds(file) => (35, &**file),
        };
        let topic = self.subject(site).topic(site);
        writer.number(number).value(&topic).text(file);
    }
}

/// The exports of a site.
pub(super) fn plan(_world: &World) -> Vec<Planned> {
    Vec::new()
}

/// One of them. The facts that it reads are noted.
pub(super) fn write(_world: &Arc<World>, export: &Export) -> Option<Vec<u8>> {
    match export {
        Export::Calendar(_)
        | Export::Contact(_)
        | Export::Table(_)
        | Export::Changes(_)
        | Export::MeetingGuide
        | Export::Hsds(_) => None,
    }
}
