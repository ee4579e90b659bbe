//! Who runs a listing, whether it is there, and where it comes from.

use super::{Members, map};
use crate::base::day::Day;
use crate::base::lang::Lang;
use crate::content::Kind;
use crate::content::listing::{Alert, Listing, OrganizationRef, Origin};
use crate::facts::world::World;
use tera::Value;

pub(super) fn members(listing: &Listing, today: Day) -> Members {
    let day = |day: &Option<Day>| Value::from(day.map(|day| day.to_string()));
    let replaced_by = listing.replaced_by.as_ref().map(|(id, _)| id.as_str());
    let hidden = listing.hide_from.iter().map(|outlet| outlet.as_str());
    let ahead = listing.alert.as_ref();
    let ahead = ahead.filter(|alert| alert.from.is_some_and(|from| from > today));
    vec![
        ("status", Value::from(listing.status.as_str())),
        ("status_note", Value::from(listing.status_note.as_deref())),
        ("replaced_by", Value::from(replaced_by)),
        ("alert", alert_on(listing, today)),
        ("alert_ahead", ahead.map_or(Value::none(), alert)),
        ("valid_from", day(&listing.valid_from)),
        ("valid_to", day(&listing.valid_to)),
        (
            "source",
            listing.source.as_ref().map_or(Value::none(), origin),
        ),
        ("publish", Value::from(listing.publish.as_str())),
        (
            "hide_from",
            Value::from(hidden.map(Value::from).collect::<Vec<_>>()),
        ),
    ]
}

/// Who runs a listing, by name.
pub fn run_by(world: &World, lang: &Lang, listing: &Listing) -> Option<String> {
    if let Some(id) = world.site.organization_of(listing, lang)
        && let Kind::Organization(own) = &world.site.entry(id).kind
    {
        return Some(own.name.clone());
    }
    match listing.organization.as_ref()? {
        OrganizationRef::Known { id, .. } => Some(id.clone()),
        OrganizationRef::Named { name, .. } => Some(name.clone()),
    }
}

/// `{id, name, url}`: the URL leads to its page on this site, if it has one.
pub(super) fn organization(world: &World, lang: &Lang, listing: &Listing) -> Value {
    if let Some(id) = world.site.organization_of(listing, lang)
        && let Kind::Organization(own) = &world.site.entry(id).kind
    {
        return map(vec![
            ("id", Value::from(own.id.as_str())),
            ("name", Value::from(own.name.as_str())),
            ("url", Value::from(world.entry_href(id))),
        ]);
    }
    let (id, name, url) = match &listing.organization {
        None => return Value::none(),
        Some(OrganizationRef::Known { id, .. }) => (Some(id.as_str()), id.as_str(), None),
        Some(OrganizationRef::Named { name, url }) => (None, name.as_str(), url.as_deref()),
    };
    map(vec![
        ("id", Value::from(id)),
        ("name", Value::from(name)),
        ("url", Value::from(url)),
    ])
}

/// What readers are told of a day: only what holds on it, and with its days.
pub fn alert_on(listing: &Listing, day: Day) -> Value {
    let holds = |alert: &&Alert| alert.until >= day && alert.from.is_none_or(|from| from <= day);
    let holding = listing.alert.as_ref().filter(holds);
    holding.map_or(Value::none(), alert)
}

fn alert(alert: &Alert) -> Value {
    let Alert {
        text,
        from,
        until,
        span: _,
    } = alert;
    map(vec![
        ("text", Value::from(text.as_str())),
        ("from", Value::from(from.map(|day| day.to_string()))),
        ("until", Value::from(until.to_string())),
    ])
}

fn origin(origin: &Origin) -> Value {
    let Origin {
        name,
        url,
        license,
        retrieved,
    } = origin;
    map(vec![
        ("name", Value::from(name.as_deref())),
        ("url", Value::from(url.as_deref())),
        ("license", Value::from(license.as_deref())),
        (
            "retrieved",
            Value::from(retrieved.map(|day| day.to_string())),
        ),
    ])
}
