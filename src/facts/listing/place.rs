//! Where a listing is and how to join from afar. What readers may not know is not in the model.

use super::{Members, map};
use crate::content::listing::{Channel, Listing, Location, Online};
use tera::Value;

pub(super) fn members(listing: &Listing, channel: impl Fn(&Channel) -> Value) -> Members {
    let online = |place: &Online| online(place, &channel);
    vec![
        (
            "location",
            listing.location.as_ref().map_or(Value::none(), location),
        ),
        (
            "online",
            listing.online.as_ref().map_or(Value::none(), online),
        ),
    ]
}

/// `line` is all of it as on an envelope.
pub(in crate::facts) fn location(location: &Location) -> Value {
    let line = location.line();
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
        notes,
        transportation,
        address,
    } = location;
    map(vec![
        ("line", Value::from(line)),
        ("name", Value::from(name.as_deref())),
        ("address_1", Value::from(address_1.as_deref())),
        ("address_2", Value::from(address_2.as_deref())),
        ("city", Value::from(city.as_deref())),
        ("region", Value::from(region.as_deref())),
        ("postal_code", Value::from(postal_code.as_deref())),
        ("country", Value::from(country.as_deref())),
        ("latitude", Value::from(*latitude)),
        ("longitude", Value::from(*longitude)),
        ("notes", Value::from(notes.as_deref())),
        ("transportation", Value::from(transportation.as_deref())),
        ("address", Value::from(address.as_str())),
    ])
}

fn online(online: &Online, channel: impl Fn(&Channel) -> Value) -> Value {
    let Online {
        url,
        phone,
        access_notes,
        publish,
    } = online;
    map(vec![
        ("url", Value::from(url.as_deref())),
        ("phone", phone.as_ref().map_or(Value::none(), channel)),
        ("access_notes", Value::from(access_notes.as_deref())),
        ("publish", Value::from(publish.as_str())),
    ])
}
