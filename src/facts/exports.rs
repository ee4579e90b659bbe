//! The forms in which listings leave the site: where they stand, which of them belong to a page, and what
//! a calendar holds. How each is written is not known here.

use super::answer::Answer;
use super::fact::Fact;
use super::pages::title;
use super::records::{digest, surroundings};
use super::scope::{Asker, ask_surely, note};
use super::subject::{Subject, view_of};
use super::tracked::map;
use super::world::World;
use crate::base::digest::{Digest, DigestWriter};
use crate::base::lang::Lang;
use crate::base::paths::UrlPath;
use crate::config::Export;
use crate::content::listing::{Kind, Outlet};
use crate::model::{Care, Directory, EntryId, Facet, SectionId, Site, TOPICS};
use std::collections::BTreeMap;
use std::sync::Arc;
use tera::Value;

/// What the exports of a directory are called, in the folder of each.
const TABLE: &str = "directory.csv";
const CHANGES: &str = "changes.xml";

/// The address of a page, for whoever gets its name as well. None of a discreet one: beside the name it
/// would tell what the page is about.
pub fn known_address(world: &World, id: EntryId) -> Option<String> {
    let Care { discreet, .. } = world.site.care(id);
    (!discreet).then(|| world.absolute(&world.entry_href(id)))
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
    let is_listing = entry.is_some_and(|id| world.site.entry(id).listing().is_some());
    let of_site = OfSite::of(world).calendars.get(subject.lang(&world.site));
    let of_site = of_site.filter(|_| !is_listing).cloned();
    let webcal = |url: &Option<UrlPath>| Value::from(url.as_ref().map(|url| webcal(world, url)));
    let value = map(vec![
        ("webcal", webcal(&calendar)),
        ("calendar", href(calendar)),
        ("site_webcal", webcal(&of_site)),
        ("site_calendar", href(of_site)),
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

/// The address by which a calendar is subscribed to.
fn webcal(world: &World, url: &UrlPath) -> String {
    let whole = world.absolute(&world.href(url));
    match whole.split_once("://") {
        Some((_, rest)) => format!("webcal://{rest}"),
        None => whole,
    }
}

/// What the calendar of a page holds.
#[derive(Clone, Debug, Default)]
pub struct Dates {
    /// Its name.
    pub title: String,
    /// The listings whose dates are in it, in their order.
    pub listings: Vec<EntryId>,
}

/// What the calendar of a page holds, noted with all that it may say of its listings.
pub fn dates(world: &World, subject: &Subject) -> Dates {
    let fact = Fact::Dates(Arc::new(subject.topic(&world.site)));
    let found = find_dates(world, subject);
    note(world, fact, dates_digest(world, &found));
    found
}

pub(super) fn dates_of(world: &World, subject: &Subject) -> Answer {
    let found = find_dates(world, subject);
    Answer::digest_only(dates_digest(world, &found))
}

fn dates_digest(world: &World, found: &Dates) -> Digest {
    let Dates { title, listings } = found;
    let mut writer = DigestWriter::new();
    writer.digest(surroundings(world)).text(title);
    for id in listings {
        writer.digest(digest(world, *id));
    }
    writer.finish()
}

fn find_dates(world: &World, subject: &Subject) -> Dates {
    let site = &world.site;
    let own = title(world, subject);
    let whole = &site.config.language(subject.lang(site)).title;
    let is_home = matches!(subject, Subject::Section(id, _) if site.section(*id).folder.is_empty());
    let listings = members(site, subject).into_iter();
    Dates {
        title: match is_home {
            true => whole.clone(),
            false => format!("{own} – {whole}"),
        },
        listings: listings.filter(|id| site.has_calendar(*id)).collect(),
    }
}

/// The calendar of a page: of a listing, of the site, of a section of listings, of a topic or of a place.
pub fn calendar_url(world: &World, subject: &Subject) -> Option<UrlPath> {
    let site = &world.site;
    if subject.care(site).discreet {
        return None;
    }
    let has = match subject {
        Subject::Entry(id) => site.has_calendar(*id),
        _ => members(site, subject)
            .into_iter()
            .any(|id| site.is_dated(id)),
    };
    let first = match subject {
        Subject::Section(id, _) => Subject::Section(*id, 1),
        Subject::View(id, view, _) => Subject::View(*id, *view, 1),
        Subject::Term(lang, taxonomy, slug, _) => {
            Subject::Term(lang.clone(), Arc::clone(taxonomy), Arc::clone(slug), 1)
        }
        other => other.clone(),
    };
    has.then(|| beside(&first.url(site), "calendar.ics"))?
}

/// The listings that a page is about, if it is one of those that can have a calendar.
fn members(site: &Site, subject: &Subject) -> Vec<EntryId> {
    match subject {
        Subject::Entry(id) => vec![*id],
        Subject::Section(id, _) => {
            let section = site.section(*id);
            let has = section.folder.is_empty() || site.directory(*id).is_some();
            match has {
                true => site.listings_below(&section.folder, &section.lang),
                false => Vec::new(),
            }
        }
        Subject::View(id, view, _) => {
            let is_place = |directory: &Directory| {
                let view = directory.view(*view);
                view.second.is_none() && directory.value(view.first).facet == Facet::Area
            };
            let is_place = site.directory(*id).is_some_and(is_place);
            let chosen = view_of(site, *id, *view).filter(|_| is_place);
            chosen.map_or_else(Vec::new, |view| view.listings.clone())
        }
        Subject::Term(lang, taxonomy, slug, _) if &**taxonomy == TOPICS => {
            let terms = site.terms.get(&(lang.clone(), taxonomy.to_string()));
            let term = terms.and_then(|terms| terms.get(slug));
            term.map_or_else(Vec::new, |term| term.entries.clone())
        }
        _ => Vec::new(),
    }
}

/// The contact of a listing.
pub fn contact_url(world: &World, id: EntryId) -> Option<UrlPath> {
    let site = &world.site;
    site.has_contact(id)
        .then(|| beside(site.url(id), "contact.vcf"))?
}

/// The same in the form that old phones read.
pub fn old_contact_url(world: &World, id: EntryId) -> Option<UrlPath> {
    let site = &world.site;
    site.has_contact(id)
        .then(|| beside(site.url(id), "contact-3.vcf"))?
}

/// The table of a section of listings.
pub fn table_url(world: &World, id: SectionId) -> Option<UrlPath> {
    of_directory(world, id, (Export::Tables, TABLE), |_| true)
}

/// The feed of what changed in a section of listings.
pub fn changes_url(world: &World, id: SectionId) -> Option<UrlPath> {
    // A feed reader shows titles to whoever looks at it.
    let is_shown = |id: &EntryId| world.site.shown_in(*id, Outlet::Feeds);
    of_directory(world, id, (Export::Changes, CHANGES), is_shown)
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

/// Where the exports of the whole site stand. Every page asks, and all listings decide.
#[derive(Clone, Debug, Default)]
pub(super) struct OfSite {
    /// Those of the homes, by language.
    calendars: BTreeMap<Lang, UrlPath>,
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
            let calendar = |lang: &Lang| {
                let home = Subject::Section(site.section_at("", lang)?, 1);
                Some((lang.clone(), calendar_url(world, &home)?))
            };
            let langs = site.config.languages.iter();
            OfSite {
                calendars: langs.filter_map(|one| calendar(&one.lang)).collect(),
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

/// The addresses of data that programs of others may read from their own pages, at most so many if that
/// can be. A star stands for anything: all that begin so, or one name in all folders.
pub fn open_data(world: &World, most: usize) -> Vec<String> {
    let mut addresses = each_open(world);
    if addresses.len() > most {
        let base = &world.site.config.base_url.path;
        for name in [TABLE, CHANGES] {
            let is_one = |address: &String| {
                let below = address.strip_prefix(base.as_str()).unwrap_or(address);
                let folder = below.strip_suffix(name).and_then(|at| at.strip_suffix('/'));
                folder.is_some_and(|folder| !folder.is_empty())
            };
            let all = addresses.len();
            addresses.retain(|address| !is_one(address));
            if addresses.len() < all {
                addresses.push(format!("{base}/*/{name}"));
            }
        }
    }
    addresses
}

fn each_open(world: &World) -> Vec<String> {
    let site = &world.site;
    let folder = hsds_url(world).and_then(|url| {
        let below = url.as_str().strip_suffix("index.json")?;
        Some(format!("{}*", world.href(&UrlPath::parse(below).ok()?)))
    });
    let sections = (0..site.sections.len()).map(|at| SectionId(at as u32));
    let of_sections = sections.flat_map(|id| [table_url(world, id), changes_url(world, id)]);
    let calendars = OfSite::of(world).calendars.values().cloned();
    let files = of_sections.chain([meeting_guide_url(world)]).flatten();
    let files = files.chain(calendars).map(|url| world.href(&url));
    folder.into_iter().chain(files).collect()
}

fn beside(url: &UrlPath, name: &str) -> Option<UrlPath> {
    let url = url.as_str();
    let folder = match url.rfind('/') {
        Some(at) => &url[..=at],
        None => "/",
    };
    UrlPath::parse(&format!("{folder}{name}")).ok()
}
