//! The forms in which listings leave the site: what they may say of a listing, where they stand, and
//! which of them belong to a page. How each is written is not known here.

use super::answer::Answer;
use super::fact::Fact;
use super::scope::{Asker, ask_surely, note};
use super::subject::{Subject, view_of};
use super::tracked::map;
use super::world::World;
use crate::base::digest::{Digest, DigestWriter};
use crate::base::paths::UrlPath;
use crate::config::Export;
use crate::content::listing::{Kind, Outlet};
use crate::model::{EntryId, Facet, SectionId, TOPICS};
use std::sync::Arc;
use tera::Value;

/// Notes that something is made of a listing: its fields, its organization, its addresses, the words
/// and settings of the site, the day. Its text is asked for by [`super::body`].
pub fn record(world: &World, id: EntryId) {
    let fact = Fact::Record(Arc::clone(world.site.name(id)));
    note(world, fact, digest(world, id));
}

/// The listings that leave the site, noted as [`record`] does.
pub fn records(world: &World) -> Vec<EntryId> {
    ask_surely(world, Fact::Records);
    world.site.exported().collect()
}

/// What the table and the feed of a section of listings are made of, in the section's language where it is
/// translated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Catalogue {
    /// The listings that leave the site.
    pub listings: Vec<EntryId>,
    /// Those that are gone for good, of which others should know.
    pub gone: Vec<EntryId>,
}

/// The listings of a section, noted as [`record`] does.
pub fn catalogue(world: &World, id: SectionId) -> Catalogue {
    let topic = Subject::Section(id, 1).topic(&world.site);
    ask_surely(world, Fact::Catalogue(Arc::new(topic)));
    catalogue_at(world, id)
}

pub(super) fn catalogue_of(world: &World, subject: &Subject) -> Answer {
    let Subject::Section(id, _) = subject else {
        return Answer::absent();
    };
    let Catalogue { listings, gone } = catalogue_at(world, *id);
    let section = world.site.section(*id);
    let mut writer = DigestWriter::new();
    writer
        .digest(surroundings(world))
        .text(&section.title)
        .text(section.url.as_str());
    for ids in [listings, gone] {
        writer.number(ids.len() as u64);
        for id in ids {
            writer.digest(digest(world, id));
        }
    }
    Answer::digest_only(writer.finish())
}

fn catalogue_at(world: &World, id: SectionId) -> Catalogue {
    let site = &world.site;
    let section = site.section(id);
    let mut listings = site.listings_below(&section.folder, &section.lang);
    listings.retain(|id| site.is_exported(*id));
    Catalogue {
        listings,
        gone: site.gone_below(&section.folder, &section.lang),
    }
}

pub(super) fn record_of(world: &World, name: &str) -> Answer {
    match world.site.named(name) {
        Some(id) => Answer::digest_only(digest(world, id)),
        None => Answer::absent(),
    }
}

pub(super) fn records_of(world: &World) -> Answer {
    let mut writer = DigestWriter::new();
    writer.digest(surroundings(world));
    for id in world.site.exported() {
        writer.digest(digest(world, id));
    }
    Answer::digest_only(writer.finish())
}

fn surroundings(world: &World) -> Digest {
    let mut writer = DigestWriter::new();
    writer
        .digest(world.site.config.digest)
        .digest(world.words.digest)
        .text(&world.site.today.to_string());
    writer.finish()
}

fn digest(world: &World, id: EntryId) -> Digest {
    let site = &world.site;
    let entry = site.entry(id);
    let mut writer = DigestWriter::new();
    let mut linked = |id: EntryId| {
        writer
            .digest(site.entry(id).whole)
            .text(site.url(id).as_str());
    };
    linked(id);
    site.translations(id).into_iter().for_each(&mut linked);
    if let Some(listing) = entry.listing() {
        let organization = site.organization_of(listing, &entry.lang);
        let successor = listing.replaced_by.as_ref();
        let successor = successor.and_then(|(id, _)| site.listing(id, &entry.lang));
        organization.into_iter().for_each(&mut linked);
        successor.into_iter().for_each(&mut linked);
        // A translation holds fields of its original, which its own digest does not know.
        writer.value(listing);
    }
    writer.digest(surroundings(world)).finish()
}

/// `exports()`: the addresses of the exports that belong to the page.
pub fn exports(asker: &Asker) -> Value {
    ask_surely(&asker.world, Fact::Exports(Arc::clone(&asker.topic)))
}

pub(super) fn exports_of(world: &World, subject: &Subject) -> Answer {
    let entry = match subject {
        Subject::Entry(id) => Some(*id),
        _ => None,
    };
    let section = match subject {
        Subject::Section(id, _) => Some(*id),
        _ => None,
    };
    let href = |url: Option<UrlPath>| Value::from(url.map(|url| world.href(&url)));
    let calendar = calendar_url(world, subject);
    let webcal = calendar.as_ref().map(|url| {
        let whole = world.absolute(&world.href(url));
        match whole.split_once("://") {
            Some((_, rest)) => format!("webcal://{rest}"),
            None => whole,
        }
    });
    let value = map(vec![
        ("calendar", href(calendar)),
        ("webcal", Value::from(webcal)),
        ("contact", href(entry.and_then(|id| contact_url(world, id)))),
        ("table", href(section.and_then(|id| table_url(world, id)))),
        (
            "changes",
            href(section.and_then(|id| changes_url(world, id))),
        ),
        ("meeting_guide", href(meeting_guide_url(world))),
        ("hsds", href(hsds_url(world))),
        (
            "poster",
            href(entry.and_then(|id| super::poster_url(world, id))),
        ),
    ]);
    value.into()
}

/// The calendar of a page: of a listing, of the site, of a topic or of a place.
pub fn calendar_url(world: &World, subject: &Subject) -> Option<UrlPath> {
    let site = &world.site;
    let dated = |ids: &[EntryId]| ids.iter().any(|id| site.has_calendar(*id));
    let has = match subject {
        Subject::Entry(id) => site.has_calendar(*id),
        Subject::Section(id, _) => {
            let section = site.section(*id);
            section.folder.is_empty() && dated(&site.listings_below("", &section.lang))
        }
        Subject::View(id, view, _) => {
            let is_place = |directory: &crate::model::Directory| {
                let view = directory.view(*view);
                view.second.is_none() && directory.value(view.first).facet == Facet::Area
            };
            let chosen = view_of(site, *id, *view);
            site.directory(*id).is_some_and(is_place)
                && chosen.is_some_and(|view| dated(&view.listings))
        }
        Subject::Term(lang, taxonomy, slug, _) => {
            let terms = site.terms.get(&(lang.clone(), taxonomy.to_string()));
            let term = terms.and_then(|terms| terms.get(slug));
            &**taxonomy == TOPICS && term.is_some_and(|term| dated(&term.entries))
        }
        _ => false,
    };
    let is_open = has && !subject.care(site).discreet;
    let first = match subject {
        Subject::Section(id, _) => Subject::Section(*id, 1),
        Subject::View(id, view, _) => Subject::View(*id, *view, 1),
        Subject::Term(lang, taxonomy, slug, _) => {
            Subject::Term(lang.clone(), Arc::clone(taxonomy), Arc::clone(slug), 1)
        }
        other => other.clone(),
    };
    is_open.then(|| beside(&first.url(site), "calendar.ics"))?
}

/// The contact of a listing.
pub fn contact_url(world: &World, id: EntryId) -> Option<UrlPath> {
    let site = &world.site;
    site.has_contact(id)
        .then(|| beside(site.url(id), "contact.vcf"))?
}

/// The table of a section of listings.
pub fn table_url(world: &World, id: SectionId) -> Option<UrlPath> {
    of_directory(world, id, (Export::Tables, "directory.csv"), |_| true)
}

/// The feed of what changed in a section of listings.
pub fn changes_url(world: &World, id: SectionId) -> Option<UrlPath> {
    // A feed reader shows titles to whoever looks at it.
    let is_shown = |id: &EntryId| world.site.shown_in(*id, Outlet::Feeds);
    of_directory(world, id, (Export::Changes, "changes.xml"), is_shown)
}

fn of_directory(
    world: &World,
    id: SectionId,
    (export, name): (Export, &str),
    is_in: impl Fn(&EntryId) -> bool,
) -> Option<UrlPath> {
    let site = &world.site;
    let is_made = site.directory(id).is_some() && site.config.exports.has(export);
    let section = site.section(id);
    let is_open = is_made && !site.section_care(id).discreet;
    let holds = || {
        let mut ids = site
            .listings_below(&section.folder, &section.lang)
            .into_iter();
        ids.any(|id| site.is_exported(id) && is_in(&id))
    };
    (is_open && holds()).then(|| beside(&section.url, name))?
}

/// Where the exports of the whole site stand.
#[derive(Clone, Debug, Default)]
pub(super) struct OfSite {
    meeting_guide: Option<UrlPath>,
    hsds: Option<UrlPath>,
}

impl OfSite {
    fn of(world: &World) -> &OfSite {
        world.kept.exports.get_or_init(|| {
            let site = &world.site;
            let has = |kinds: &[Kind]| {
                let is_one = |id: EntryId| {
                    let listing = site.entry(id).listing();
                    listing.is_some_and(|listing| kinds.contains(&listing.kind))
                };
                site.exported().any(is_one)
            };
            let made = |export: Export, kinds: &[Kind], url: &str| {
                let is_made = site.config.exports.has(export) && has(kinds);
                is_made.then(|| UrlPath::parse(url).ok())?
            };
            let services = [Kind::Helpline, Kind::Group, Kind::Service];
            OfSite {
                meeting_guide: made(Export::MeetingGuide, &[Kind::Group], "/meetings.json"),
                hsds: made(Export::Hsds, &services, "/api/hsds/index.json"),
            }
        })
    }
}

/// The list of meetings for the Meeting Guide.
pub fn meeting_guide_url(world: &World) -> Option<UrlPath> {
    OfSite::of(world).meeting_guide.clone()
}

/// The entrance of the HSDS files.
pub fn hsds_url(world: &World) -> Option<UrlPath> {
    OfSite::of(world).hsds.clone()
}

fn beside(url: &UrlPath, name: &str) -> Option<UrlPath> {
    let url = url.as_str();
    let folder = match url.rfind('/') {
        Some(at) => &url[..=at],
        None => "/",
    };
    UrlPath::parse(&format!("{folder}{name}")).ok()
}
