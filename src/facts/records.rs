//! What exports may say of listings, and which of them a file shows. Nothing is noted field by field, since
//! a form says nearly all of a listing; but a file of many notes only those that stand in it, so that an
//! edit of one makes few files again.

use super::answer::Answer;
use super::fact::Fact;
use super::scope::{ask_surely, note};
use super::subject::Subject;
use super::world::World;
use crate::base::digest::{Digest, DigestWriter};
use crate::content::listing::Kind;
use crate::model::register::{Provider, Register, Scheme, Spot, Term, Who};
use crate::model::{Care, EntryId, SectionId};
use std::fmt;
use std::sync::Arc;

/// What of the listings that leave the site stands in a file. Places are counted from 0, and a range is
/// that of a page of a list; how many there are in all belongs to it.
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
pub enum Share {
    /// None of them: words and settings of the site alone.
    None,
    /// Groups.
    Groups,
    /// All services, with those who provide them.
    Services,
    /// Some of the services, with those who provide them.
    ServicePage(u32, u32),
    /// Some of those who provide services.
    ProviderPage(u32, u32),
    /// The organization of an id, with its services.
    Organization(Arc<str>),
    /// The same of one of which there is only a name.
    Named(Arc<str>),
    /// Some of the terms.
    TermPage(u32, u32),
    /// A term, by its scheme and its key.
    Term(Arc<str>, Arc<str>),
    /// Some of the places where services are to be had, with these.
    SpotPage(u32, u32),
}

impl Share {
    /// A provider with its services.
    pub fn provider(provider: &Provider) -> Share {
        match &provider.who {
            Who::Entry(id, _) => Share::Organization(id.as_str().into()),
            Who::Name(name) => Share::Named(name.as_str().into()),
        }
    }

    /// A term.
    pub fn term(term: &Term) -> Share {
        Share::Term(term.scheme.name().into(), term.key.as_str().into())
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut some = |what: &str, from: &u32, to: &u32| write!(f, "{what} {} to {to}", from + 1);
        match self {
            Share::None => f.write_str("the site itself"),
            Share::Groups => f.write_str("all groups"),
            Share::Services => f.write_str("all services"),
            Share::ServicePage(from, to) => some("the services", from, to),
            Share::ProviderPage(from, to) => some("the organizations", from, to),
            Share::Organization(id) => write!(f, "the organization `{id}` with its services"),
            Share::Named(name) => write!(f, "the services of `{name}`"),
            Share::TermPage(from, to) => some("the terms", from, to),
            Share::Term(scheme, key) => write!(f, "`{key}` among the {scheme}"),
            Share::SpotPage(from, to) => some("the places of services", from, to),
        }
    }
}

/// Notes that something is made of a listing or an organization: its fields, who runs it, its addresses,
/// the words and settings of the site, the day. Its text is asked for by [`super::body`].
pub fn record(world: &World, id: EntryId) {
    let fact = Fact::Record(Arc::clone(world.site.name(id)));
    note(world, fact, digest(world, id));
}

/// Notes that something is made of these listings, as [`record`] does.
pub fn share(world: &World, share: Share) {
    ask_surely(world, Fact::Share(Arc::new(share)));
}

/// The groups that leave the site, noted as [`record`] does.
pub fn groups(world: &World) -> Vec<EntryId> {
    share(world, Share::Groups);
    exported_groups(world).collect()
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

pub(super) fn share_of(world: &World, share: &Share) -> Answer {
    let mut writer = DigestWriter::new();
    writer.digest(surroundings(world));
    let found = Shown {
        world,
        writer: &mut writer,
    }
    .share(share);
    match found {
        Some(()) => Answer::digest_only(writer.finish()),
        None => Answer::absent(),
    }
}

fn exported_groups(world: &World) -> impl Iterator<Item = EntryId> {
    let site = &world.site;
    let is_group = |id: &EntryId| {
        let listing = site.entry(*id).listing();
        listing.is_some_and(|listing| listing.kind == Kind::Group)
    };
    site.exported().filter(is_group)
}

/// Writes what stands in a file. None of what is not there.
struct Shown<'a> {
    world: &'a World,
    writer: &'a mut DigestWriter,
}

impl Shown<'_> {
    fn share(&mut self, share: &Share) -> Option<()> {
        let register: &Register = self.world.register();
        match share {
            Share::None => {}
            Share::Groups => exported_groups(self.world).for_each(|id| self.listing(id)),
            Share::Services => {
                register.services.iter().for_each(|id| self.listing(*id));
                register.providers.iter().for_each(|one| self.provider(one));
            }
            Share::ServicePage(from, to) => {
                let page = self.page(&register.services, *from, *to)?;
                page.iter().for_each(|id| self.listing(*id));
            }
            Share::ProviderPage(from, to) => {
                let page = self.page(&register.providers, *from, *to)?;
                page.iter().for_each(|one| self.provider(one));
            }
            Share::Organization(id) => self.whole(register.organization(id)?),
            Share::Named(name) => self.whole(register.named(name)?),
            Share::TermPage(from, to) => {
                let page = self.page(&register.terms, *from, *to)?;
                page.iter().for_each(|term| self.term(term));
            }
            Share::Term(scheme, key) => {
                let scheme = Scheme::ALL
                    .into_iter()
                    .find(|one| one.name() == &**scheme)?;
                self.term(register.term(scheme, key)?);
            }
            Share::SpotPage(from, to) => {
                let page = self.page(&register.spots, *from, *to)?;
                page.iter().for_each(|(id, spot)| self.spot(*id, *spot));
            }
        }
        Some(())
    }

    fn page<'l, T>(&mut self, list: &'l [T], from: u32, to: u32) -> Option<&'l [T]> {
        self.writer.number(list.len() as u64);
        list.get(from as usize..(to as usize).min(list.len()))
    }

    fn listing(&mut self, id: EntryId) {
        self.writer.digest(digest(self.world, id));
    }

    fn provider(&mut self, provider: &Provider) {
        match &provider.who {
            Who::Entry(_, id) => self.listing(*id),
            Who::Name(name) => {
                let url = self.world.site.provider_url(provider);
                let url = url.unwrap_or_default();
                self.writer.text(name).text(url);
            }
        }
    }

    fn whole(&mut self, provider: &Provider) {
        self.provider(provider);
        let services = provider.services.iter();
        services.for_each(|id| self.listing(*id));
    }

    fn term(&mut self, term: &Term) {
        let Term { scheme, key, word } = term;
        self.writer.text(scheme.name()).text(key).text(word);
    }

    fn spot(&mut self, id: EntryId, spot: Spot) {
        self.listing(id);
        let at = match spot {
            Spot::Room => 0,
            Spot::Online => 1,
            Spot::Channel(at) => 2 + at as u64,
        };
        self.writer.number(at);
    }
}

/// Of what all listings are told in: words, settings, the day.
pub(super) fn surroundings(world: &World) -> Digest {
    let mut writer = DigestWriter::new();
    writer
        .digest(world.site.config.digest)
        .digest(world.words.digest)
        .text(&world.site.today.to_string());
    writer.finish()
}

/// Of all that a form could say of a listing. Its own files, the lists and each of its calendars ask.
pub(super) fn digest(world: &World, id: EntryId) -> Digest {
    let known = &world.entries[id.index()].record;
    *known.get_or_init(|| record_digest(world, id))
}

fn record_digest(world: &World, id: EntryId) -> Digest {
    let site = &world.site;
    let entry = site.entry(id);
    let mut writer = DigestWriter::new();
    let mut linked = |id: EntryId| {
        writer
            .digest(site.entry(id).whole)
            .text(site.url(id).as_str());
        // Sections decide on this too.
        let Care { exit, discreet } = site.care(id);
        writer.number(u64::from(exit)).number(u64::from(discreet));
    };
    linked(id);
    site.translations(id).into_iter().for_each(&mut linked);
    if let Some(listing) = entry.listing() {
        let langs = [&entry.lang, site.config.default_lang()];
        let organization = langs.map(|lang| site.organization_of(listing, lang));
        let successor = listing.replaced_by.as_ref();
        let successor = successor.and_then(|(id, _)| site.listing(id, &entry.lang));
        organization.into_iter().flatten().for_each(&mut linked);
        successor.into_iter().for_each(&mut linked);
        // A translation holds fields of its original, which its own digest does not know.
        writer.value(listing);
    }
    writer.digest(surroundings(world)).finish()
}
