//! The forms in which listings leave the site: which there are, and one of them as bytes. Each is a
//! pure function of what [`facts::record`] and [`facts::records`] note. They never see what a listing
//! keeps from readers, since it is not in the model.

mod changes;
mod meeting_guide;
mod table;

pub use meeting_guide::not_weekly;

use super::job::{Job, Planned};
use crate::base::digest::DigestWriter;
use crate::base::paths::UrlPath;
use crate::facts::{self, Subject, World};
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
pub(super) fn plan(world: &World) -> Vec<Planned> {
    let mut list = Vec::new();
    let mut add = |url: Option<UrlPath>, export: Export| {
        let path = url.and_then(|url| url.out_path().ok());
        list.extend(path.map(|path| Planned {
            path,
            job: Job::Export(export),
            owner: None,
        }));
    };
    for at in 0..world.site.sections.len() {
        let id = SectionId(at as u32);
        add(facts::table_url(world, id), Export::Table(id));
        add(facts::changes_url(world, id), Export::Changes(id));
    }
    add(facts::meeting_guide_url(world), Export::MeetingGuide);
    list
}

/// One of them. The facts that it reads are noted.
pub(super) fn write(world: &Arc<World>, export: &Export) -> Option<Vec<u8>> {
    match export {
        Export::Table(id) => Some(table::write(world, *id)),
        Export::Changes(id) => Some(changes::write(world, *id)),
        Export::MeetingGuide => Some(meeting_guide::write(world)),
        Export::Calendar(_) | Export::Contact(_) | Export::Hsds(_) => None,
    }
}
