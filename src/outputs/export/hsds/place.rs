//! Where services are to be had: rooms with their addresses, and places on the web.

use super::Hsds;
use super::ids::first_id;
use super::record::{Record, decimal};
use crate::base::lang::Lang;
use crate::content::listing::{Access, Exposure, Listing, Location};
use crate::model::EntryId;
use crate::model::register::{Spot, spots};
use uuid::Uuid;

/// What makes it easier to get to a place or to be there; the rest is of the service.
const OF_PLACES: [Access; 9] = [
    Access::StepFree,
    Access::Lift,
    Access::AccessibleToilet,
    Access::GenderNeutralToilet,
    Access::HearingLoop,
    Access::QuietSpace,
    Access::Parking,
    Access::PublicTransport,
    Access::AssistanceDogs,
];

/// The parts that an address must have, as the location calls them.
pub(super) struct Address<'a> {
    address_1: &'a str,
    city: &'a str,
    region: &'a str,
    postal_code: &'a str,
    country: &'a str,
}

impl<'a> Address<'a> {
    /// The address of a place. `Err` with the parts that nobody has said, of a place that readers may know.
    pub fn of(place: &'a Location) -> Result<Address<'a>, Vec<&'static str>> {
        let parts = [
            ("address_1", &place.address_1),
            ("city", &place.city),
            ("region", &place.region),
            ("postal_code", &place.postal_code),
            ("country", &place.country),
        ];
        match parts.map(|(_, part)| part.as_deref()) {
            [
                Some(address_1),
                Some(city),
                Some(region),
                Some(postal_code),
                Some(country),
            ] => Ok(Address {
                address_1,
                city,
                region,
                postal_code,
                country,
            }),
            _ => {
                let missing = parts.iter().filter(|(_, part)| part.is_none());
                Err(missing.map(|(name, _)| *name).collect())
            }
        }
    }
}

impl Hsds<'_> {
    pub(super) fn spot_id(&self, listing: &Listing, spot: Spot) -> Uuid {
        self.ids
            .id("service_at_location", &spot_name(listing, spot))
    }

    /// Where a service is to be had, as its own record tells.
    pub(super) fn spots(&self, id: EntryId) -> Vec<Record> {
        let entry = self.world.site.entry(id);
        let Some(listing) = entry.listing() else {
            return Vec::new();
        };
        spots(listing)
            .into_iter()
            .filter_map(|spot| {
                let place = self.place((listing, &entry.lang), spot, true)?;
                let record = Record::new(self.spot_id(listing, spot));
                Some(record.one("location", Some(place)))
            })
            .collect()
    }

    /// What lists say of such a place.
    pub(super) fn listed_spot(&self, (id, spot): (EntryId, Spot)) -> Option<Record> {
        self.spot(id, spot, false, self.listed_service(id))
    }

    /// A place with the whole service.
    pub(super) fn whole_spot(&self, (id, spot): (EntryId, Spot)) -> Option<Record> {
        self.spot(id, spot, true, self.service_without_spots(id))
    }

    fn spot(
        &self,
        id: EntryId,
        spot: Spot,
        whole: bool,
        service: Option<Record>,
    ) -> Option<Record> {
        let entry = self.world.site.entry(id);
        let listing = entry.listing()?;
        let place = self.place((listing, &entry.lang), spot, whole)?;
        let record = Record::new(self.spot_id(listing, spot));
        Some(record.one("location", Some(place)).one("service", service))
    }

    /// The place itself; `whole` with what belongs to it.
    fn place(&self, (listing, lang): (&Listing, &Lang), spot: Spot, whole: bool) -> Option<Record> {
        let name = spot_name(listing, spot);
        let virtual_place = |url: &str| {
            Record::new(self.ids.id("location", &name))
                .text("location_type", "virtual")
                .text("url", url)
        };
        match spot {
            Spot::Room => {
                let place = listing.location.as_ref()?;
                let access = match whole {
                    true => listing.accessibility.as_slice(),
                    false => &[],
                };
                match whole {
                    true => self.location((&name, lang), place, access),
                    false => self.location_row((&name, lang), place),
                }
            }
            Spot::Online => {
                let online = listing.online.as_ref()?;
                let place = virtual_place(online.url.as_deref()?);
                Some(place.maybe("description", online.access_notes.as_deref()))
            }
            Spot::Channel(at) => {
                let channel = listing.channels.get(at)?;
                let kind = || self.word(lang, &format!("channel.{}", channel.kind.as_str()));
                let place = virtual_place(channel.href.as_deref()?);
                let name = channel.label.clone().unwrap_or_else(kind);
                let note = self.channel_note(lang, channel);
                let note = note.filter(|note| *note != name);
                Some(place.text("name", name).maybe("description", note))
            }
        }
    }

    /// A room with what belongs to it. None if readers may know nothing of it.
    pub(super) fn location(
        &self,
        (name, lang): (&str, &Lang),
        place: &Location,
        access: &[Access],
    ) -> Option<Record> {
        let row = self.location_row((name, lang), place)?;
        let address = Address::of(place).ok().map(|address| {
            Record::new(self.ids.id("address", name))
                .text("address_1", address.address_1)
                .maybe("address_2", place.address_2.as_deref())
                .text("city", address.city)
                .text("state_province", address.region)
                .text("postal_code", address.postal_code)
                .text("country", address.country)
                .text("address_type", "physical")
        });
        let access = access.iter().filter(|one| OF_PLACES.contains(one));
        let access = access.map(|one| {
            let id = format!("{name}/{}", one.as_str());
            let word = self.word(lang, &format!("access.{}", one.as_str()));
            Record::new(self.ids.id("accessibility", &id)).text("description", word)
        });
        Some(
            row.list("addresses", address.into_iter().collect())
                .list("accessibility", access.collect()),
        )
    }

    fn location_row(&self, (name, lang): (&str, &Lang), place: &Location) -> Option<Record> {
        if place.address == Exposure::Withheld {
            return None;
        }
        let has_address = Address::of(place).is_ok();
        // What is no whole address is still what readers are told.
        let line = Some(place.line()).filter(|line| !has_address && !line.is_empty());
        let line = line.filter(|line| Some(line) != place.name.as_ref());
        let exposure = match place.address {
            Exposure::Public => None,
            kept => Some(self.word(lang, &format!("address.{}", kept.as_str()))),
        };
        let said = [line, place.notes.clone(), exposure];
        let said: Vec<String> = said.into_iter().flatten().collect();
        Some(
            Record::new(self.ids.id("location", name))
                .text("location_type", "physical")
                .maybe("name", place.name.as_deref())
                .maybe("description", Some(said.join("\n")))
                .maybe("transportation", place.transportation.as_deref())
                .maybe("latitude", place.latitude.and_then(decimal))
                .maybe("longitude", place.longitude.and_then(decimal)),
        )
    }
}

fn spot_name(listing: &Listing, spot: Spot) -> String {
    let id = first_id(listing);
    match spot {
        Spot::Room => id.to_owned(),
        Spot::Online => format!("{id}/online"),
        Spot::Channel(at) => {
            let href = listing.channels.get(at).and_then(|one| one.href.as_deref());
            format!("{id}/{}", href.unwrap_or_default())
        }
    }
}
