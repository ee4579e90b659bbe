//! What search engines are told of a listing or an organization: a thing of schema.org, for a page to
//! print as JSON-LD. It is made of what readers may see and of nothing else, and says less rather than
//! something that may be wrong: nothing of what is closed, over, or was not checked for long.

mod kinds;
mod place;
mod reach;
mod thing;
mod when;

use super::exports::known_address;
use super::subject::Subject;
use super::world::World;
use crate::base::lang::Lang;
use crate::config::Export;
use crate::content::listing::{Listing, Organization, OrganizationRef, Outlet, Status};
use crate::content::{Entry, Kind};
use crate::model::{EntryId, Site};
use tera::Value;
use thing::{Thing, list, text};

const CONTEXT: &str = "https://schema.org";

/// A listing with all that is needed to speak of it.
#[derive(Clone, Copy)]
struct Told<'a> {
    world: &'a World,
    id: EntryId,
    entry: &'a Entry,
    listing: &'a Listing,
}

/// What is told of an entry; none for what is no listing and no organization, or is not to be told.
pub(super) fn value(world: &World, id: EntryId) -> Value {
    let site = &world.site;
    let entry = &**site.entry(id);
    if !site.config.exports.has(Export::Jsonld) || !is_open(world, id) {
        return Value::none();
    }
    let thing = match &entry.kind {
        Kind::Listing(listing) if is_there(site, id, listing) => kinds::thing(Told {
            world,
            id,
            entry,
            listing,
        }),
        Kind::Organization(own) => Some(organization_page(world, id, own)),
        _ => None,
    };
    thing.map_or(Value::none(), Thing::value)
}

/// Search engines come to its page, and its page tells what it is.
fn is_open(world: &World, id: EntryId) -> bool {
    let subject = Subject::Entry(id);
    !subject.care(&world.site).discreet && !subject.is_hidden_from_search(&world.site)
}

fn is_there(site: &Site, id: EntryId, listing: &Listing) -> bool {
    let is_told = !listing.hide_from.contains(&Outlet::Jsonld) && site.is_listed(id);
    is_told && listing.status == Status::Active && !site.is_expired(id)
}

impl<'a> Told<'a> {
    fn lang(self) -> &'a Lang {
        &self.entry.lang
    }

    fn address(self) -> String {
        self.world.absolute(&self.world.entry_href(self.id))
    }

    /// What things of all kinds have.
    fn head(self, kind: &'static str) -> Thing {
        let Listing {
            name,
            alternate_name,
            languages,
            ..
        } = self.listing;
        let page = Thing::new("WebPage")
            .with("@id", self.address())
            .text("inLanguage", Some(self.lang().as_str()))
            .text("lastReviewed", self.checked().as_deref());
        let description = self.world.description(self.id);
        let spoken = match kind {
            "Book" | "Course" | "MobileApplication" | "Event" | "EventSeries" => {
                list(languages.iter().map(|lang| text(lang.as_str())))
            }
            // Services speak them on their channels.
            _ => None,
        };
        Thing::outermost(kind)
            .with("name", name.as_str())
            .text("alternateName", alternate_name.as_deref())
            .text("description", Some(description.as_str()))
            .with("url", self.address())
            .with("mainEntityOfPage", page.value())
            .maybe(
                "sameAs",
                reach::websites(&self.listing.channels, &self.address()),
            )
            .maybe("inLanguage", spoken)
            .maybe("audience", self.audience())
    }

    fn checked(self) -> Option<String> {
        let verified = self.listing.verified.as_ref()?;
        Some(verified.date.to_string())
    }

    fn audience(self) -> Option<Value> {
        let Listing {
            audience,
            minimum_age,
            maximum_age,
            ..
        } = self.listing;
        let names = audience.iter();
        let names = names.map(|key| self.world.audience_name(self.lang(), key));
        let names: Vec<String> = names.collect();
        if names.is_empty() && minimum_age.is_none() && maximum_age.is_none() {
            return None;
        }
        let audience = Thing::new("PeopleAudience")
            .text("audienceType", Some(names.join(", ").as_str()))
            .maybe("suggestedMinAge", minimum_age.map(u32::from))
            .maybe("suggestedMaxAge", maximum_age.map(u32::from));
        Some(audience.value())
    }

    /// Who runs it. An id without an entry is no name.
    fn organization(self) -> Option<Value> {
        let site = &self.world.site;
        if let Some(id) = site.organization_of(self.listing, self.lang())
            && let Kind::Organization(own) = &site.entry(id).kind
        {
            let organization = Thing::new("Organization").with("name", own.name.as_str());
            let address = known_address(self.world, id);
            return Some(organization.text("url", address.as_deref()).value());
        }
        match self.listing.organization.as_ref()? {
            OrganizationRef::Known { .. } => None,
            OrganizationRef::Named { name, url } => Some(named(name, url.as_deref())),
        }
    }
}

fn named(name: &str, url: Option<&str>) -> Value {
    let organization = Thing::new("Organization").with("name", name);
    organization.text("url", url).value()
}

fn organization_page(world: &World, id: EntryId, own: &Organization) -> Thing {
    let lang = &world.site.entry(id).lang;
    let address = world.absolute(&world.entry_href(id));
    let description = world.description(id);
    Thing::outermost("Organization")
        .with("name", own.name.as_str())
        .text("alternateName", own.alternate_name.as_deref())
        .text("description", Some(description.as_str()))
        .maybe("sameAs", reach::websites(&own.channels, &address))
        .with("url", address)
        .maybe("contactPoint", reach::contact_points(&own.channels))
        .maybe(
            "location",
            place::place((world, lang), own.location.as_ref()),
        )
}
