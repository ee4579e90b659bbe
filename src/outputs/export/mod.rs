//! The forms in which listings leave the site: which there are, and one of them as bytes. Each is a
//! pure function of what [`facts::record`] and [`facts::share`] note. They never see what a listing
//! keeps from readers, since it is not in the model.

mod calendar;
mod changes;
mod contact;
mod content_line;
mod hsds;
mod meeting_guide;
mod said;
mod table;

pub use contact::Form;
pub use hsds::{Omission, Omissions};
pub use meeting_guide::not_weekly;

use super::job::{Job, Planned};
use crate::base::digest::DigestWriter;
use crate::base::paths::UrlPath;
use crate::base::span::Span;
use crate::facts::{self, Subject, World};
use crate::model::{EntryId, SectionId, Site, ViewId};
use std::sync::Arc;

/// One file of an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Export {
    /// The calendar of a page.
    Calendar(Subject),
    /// A contact, in one of its forms.
    Contact(EntryId, Form),
    /// The table of a section.
    Table(SectionId),
    /// The feed of what changed in a section.
    Changes(SectionId),
    /// The list of meetings for the Meeting Guide.
    MeetingGuide,
    /// A file of the HSDS.
    Hsds(hsds::File),
}

impl Export {
    /// The page that it belongs to.
    pub fn subject(&self, site: &Site) -> Subject {
        match self {
            Export::Calendar(subject) => subject.clone(),
            Export::Contact(id, _) => Subject::Entry(*id),
            Export::Table(id) | Export::Changes(id) => Subject::Section(*id, 1),
            Export::MeetingGuide | Export::Hsds(_) => Subject::home(site),
        }
    }

    pub(super) fn write(&self, site: &Site, writer: &mut DigestWriter) {
        let (number, file) = match self {
            Export::Calendar(_) => (30, ""),
            Export::Contact(_, Form::New) => (31, ""),
            Export::Contact(_, Form::Old) => (31, "3.0"),
            Export::Table(_) => (32, ""),
            Export::Changes(_) => (33, ""),
            Export::MeetingGuide => (34, ""),
            Export::Hsds(file) => (35, file.path()),
        };
        let topic = self.subject(site).topic(site);
        writer.number(number).value(&topic).text(file);
    }
}

/// The exports of a site.
pub(super) fn plan(world: &World) -> Vec<Planned> {
    let mut list = Vec::new();
    directories(world, &mut list);
    calendars(world, &mut list);
    contacts(world, &mut list);
    hsds(world, &mut list);
    list
}

fn directories(world: &World, list: &mut Vec<Planned>) {
    let mut add = |url: Option<UrlPath>, export: Export| {
        list.extend(url.and_then(|url| planned(&url, export, None)));
    };
    for at in 0..world.site.sections.len() {
        let id = SectionId(at as u32);
        add(facts::table_url(world, id), Export::Table(id));
        add(facts::changes_url(world, id), Export::Changes(id));
    }
    add(facts::meeting_guide_url(world), Export::MeetingGuide);
}

fn calendars(world: &World, list: &mut Vec<Planned>) {
    let site = &world.site;
    let mut add = |subject: Subject| {
        if let Some(url) = facts::calendar_url(world, &subject) {
            list.extend(planned(&url, Export::Calendar(subject), None));
        }
    };
    site.all().for_each(|(id, _)| add(Subject::Entry(id)));
    for at in 0..site.sections.len() {
        let id = SectionId(at as u32);
        add(Subject::Section(id, 1));
        let views = site
            .directory(id)
            .map_or(0, |directory| directory.views.len());
        (0..views).for_each(|view| add(Subject::View(id, ViewId(view as u32), 1)));
    }
    for ((lang, taxonomy), terms) in &site.terms {
        let taxonomy: Arc<str> = taxonomy.as_str().into();
        for term in &terms.list {
            let slug = term.slug.as_str().into();
            add(Subject::Term(lang.clone(), Arc::clone(&taxonomy), slug, 1));
        }
    }
}

fn contacts(world: &World, list: &mut Vec<Planned>) {
    for (id, entry) in world.site.all() {
        let owner = Span::new(&entry.source, entry.span.start..entry.span.start);
        for (url, form) in [
            (facts::contact_url(world, id), Form::New),
            (facts::old_contact_url(world, id), Form::Old),
        ] {
            let export = Export::Contact(id, form);
            let owner = Some(owner.clone());
            list.extend(url.and_then(|url| planned(&url, export, owner)));
        }
    }
}

fn planned(url: &UrlPath, export: Export, owner: Option<Span>) -> Option<Planned> {
    Some(Planned {
        path: url.out_path().ok()?,
        job: Job::Export(export),
        owner,
    })
}

fn hsds(world: &World, list: &mut Vec<Planned>) {
    for file in hsds::plan(world) {
        let url = file.url();
        list.extend(url.and_then(|url| planned(&url, Export::Hsds(file), None)));
    }
}

/// One of them. The facts that it reads are noted.
pub(super) fn write(world: &Arc<World>, export: &Export) -> Option<Vec<u8>> {
    match export {
        Export::Calendar(subject) => Some(calendar::write(world, subject)),
        Export::Contact(id, form) => contact::write(world, *id, *form),
        Export::Table(id) => Some(table::write(world, *id)),
        Export::Changes(id) => Some(changes::write(world, *id)),
        Export::MeetingGuide => Some(meeting_guide::write(world)),
        Export::Hsds(file) => hsds::write(world, file),
    }
}
