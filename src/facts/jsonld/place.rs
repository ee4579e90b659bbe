//! Where something is and where it helps, as far as readers may know.

use super::super::world::World;
use super::thing::{Thing, list, text};
use crate::base::lang::Lang;
use crate::content::listing::{Area, Areas, Exposure, Listing, Location};
use tera::Value;

/// A place. None if nothing is known of it.
pub(super) fn place((world, lang): (&World, &Lang), location: Option<&Location>) -> Option<Value> {
    let location = location?;
    let Location {
        name,
        address_1,
        address_2,
        city,
        region,
        postal_code,
        country,
        latitude,
        longitude,
        notes: _,
        transportation: _,
        address: exposure,
    } = location;
    let street = [address_1.as_deref(), address_2.as_deref()];
    let street: Vec<&str> = street.into_iter().flatten().collect();
    let address = Thing::new("PostalAddress")
        .text("streetAddress", Some(street.join(", ").as_str()))
        .text("addressLocality", city.as_deref())
        .text("addressRegion", region.as_deref())
        .text("postalCode", postal_code.as_deref())
        .text("addressCountry", country.as_deref());
    // An address in one line is often all of it: the hall, the street, the town.
    let address = match address.is_bare() {
        true => name.as_deref().map(text),
        false => Some(address.value()),
    };
    let named = name.clone().or_else(|| city.clone());
    let named = named.or_else(|| region.clone()).or_else(|| {
        let code = country.as_ref()?;
        Some(world.area_name(lang, std::slice::from_ref(code)))
    });
    // A point on a map says more than a town.
    let at = latitude.zip(*longitude);
    let at = at.filter(|_| *exposure == Exposure::Public);
    let geo = at.map(|(latitude, longitude)| {
        let point = Thing::new("GeoCoordinates").with("latitude", latitude);
        point.with("longitude", longitude).value()
    });
    let place = Thing::new("Place")
        .text("name", named.as_deref())
        .maybe("address", address)
        .maybe("geo", geo);
    (!place.is_bare()).then(|| place.value())
}

/// The place where people meet; where its address is kept back, the first area, which says roughly
/// where.
pub(super) fn venue(known: (&World, &Lang), listing: &Listing) -> Option<Value> {
    place(known, listing.location.as_ref()).or_else(|| {
        let area = listing.areas.places().first()?;
        let (world, lang) = known;
        let parts = area.parts.as_slice();
        let address = match parts {
            [country] => {
                let address = Thing::new("PostalAddress").text("addressCountry", Some(country));
                address.value()
            }
            // Nobody says whether the smallest of them is a town, a district or a county.
            parts => {
                let names = (1..=parts.len()).rev();
                let names = names.map(|end| world.area_name(lang, &parts[..end]));
                text(&names.collect::<Vec<_>>().join(", "))
            }
        };
        let name = world.area_name(lang, parts);
        let place = Thing::new("Place").text("name", Some(name.as_str()));
        Some(place.with("address", address).value())
    })
}

/// Where it helps.
pub(super) fn areas((world, lang): (&World, &Lang), listing: &Listing) -> Option<Value> {
    match &listing.areas {
        Areas::Unknown => None,
        Areas::Worldwide => {
            let word = world.word(lang, "worldwide", None, &Default::default());
            Some(text(&word))
        }
        Areas::Places(places) => list(places.iter().map(|place| area((world, lang), place))),
    }
}

/// A place and those that it lies in.
fn area((world, lang): (&World, &Lang), area: &Area) -> Value {
    let mut around: Option<Value> = None;
    for end in 1..=area.parts.len() {
        let path = &area.parts[..end];
        let name = world.area_name(lang, path);
        let thing = match path {
            [code] => Thing::new("Country")
                .with("name", name)
                .with("identifier", code.as_str()),
            _ => Thing::new("AdministrativeArea").with("name", name),
        };
        around = Some(thing.maybe("containedInPlace", around).value());
    }
    around.unwrap_or_else(Value::none)
}
