//! An organization as its page sees it, with the listings that it runs: of those only what is in the
//! structure of the site, on which the page's digest stands.

use super::channel;
use super::listing::location;
use super::tracked::map;
use super::world::World;
use crate::content::Kind;
use crate::model::EntryId;
use tera::Value;

/// The value of `page.organization`; none for what is no organization.
pub(super) fn value(world: &World, id: EntryId) -> Value {
    let entry = world.site.entry(id);
    let Kind::Organization(own) = &entry.kind else {
        return Value::none();
    };
    let channels: Vec<Value> = own
        .channels
        .iter()
        .map(|one| channel::value((world, &entry.lang), one, &Value::none()))
        .collect();
    let listings = world.site.listings_of(id);
    let listings = listings.into_iter().map(|id| line(world, id));
    map(vec![
        ("id", Value::from(own.id.as_str())),
        ("name", Value::from(own.name.as_str())),
        ("alternate_name", Value::from(own.alternate_name.as_deref())),
        ("summary", Value::from(own.summary.as_deref())),
        ("channels", Value::from(channels)),
        (
            "location",
            own.location.as_ref().map_or(Value::none(), location),
        ),
        ("listings", Value::from(listings.collect::<Vec<_>>())),
    ])
}

fn line(world: &World, id: EntryId) -> Value {
    let entry = world.site.entry(id);
    let listing = entry.listing();
    let summary = listing.and_then(|listing| listing.summary.as_deref());
    map(vec![
        (
            "id",
            Value::from(listing.map(|listing| listing.id.as_str())),
        ),
        (
            "kind",
            Value::from(listing.map(|listing| listing.kind.as_str())),
        ),
        ("title", Value::from(entry.front.title.as_str())),
        ("url", Value::from(world.entry_href(id))),
        ("summary", Value::from(summary)),
        ("lang", Value::from(entry.lang.as_str())),
        ("dir", Value::from(entry.lang.dir())),
    ])
}
