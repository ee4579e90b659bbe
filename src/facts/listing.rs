//! A listing as templates see it.

mod offer;
mod place;
mod standing;

pub(super) use place::location;
pub(super) use standing::alert_on;
pub use standing::run_by;

use super::channel;
use super::opening;
use super::tracked::map;
use super::world::World;
use crate::base::day::Day;
use crate::base::lang::Lang;
use crate::content::listing::{Areas, Channel, Crisis, Listing};
use crate::model::freshness;
use tera::Value;

/// The fields of a value.
type Members = Vec<(&'static str, Value)>;

/// The value of `page.listing`. `summary` stands in where the listing has none of its own.
pub(super) fn value((world, lang): (&World, &Lang), listing: &Listing, summary: &str) -> Value {
    let zone = opening::zone(world, listing);
    let channel = |one: &Channel| channel::value((world, lang), one, &zone);
    let channels: Vec<Value> = listing.channels.iter().map(channel).collect();
    let mut members = vec![
        ("id", Value::from(listing.id.as_str())),
        ("kind", Value::from(listing.kind.as_str())),
        ("name", Value::from(listing.name.as_str())),
        (
            "alternate_name",
            Value::from(listing.alternate_name.as_deref()),
        ),
        (
            "summary",
            Value::from(listing.summary.as_deref().unwrap_or(summary)),
        ),
        ("own_summary", Value::from(listing.summary.as_deref())),
        ("organization", standing::organization(world, lang, listing)),
        ("audience", world.audience_value(lang, &listing.audience)),
        ("areas", world.areas_value(lang, listing.areas.places())),
        ("worldwide", Value::from(listing.areas == Areas::Worldwide)),
        ("languages", channel::languages(&listing.languages)),
        ("channels", Value::from(channels)),
        ("hours", opening::hours(world, lang, listing)),
        ("schedule", opening::schedule(world, lang, listing)),
        (
            "attendance",
            Value::from(listing.attendance.map(|word| word.as_str())),
        ),
        ("cost", Value::from(listing.cost.map(|word| word.as_str()))),
        ("crisis", Value::from(listing.crisis.as_str())),
        ("urgent", Value::from(listing.crisis != Crisis::None)),
        ("verified", verified(listing)),
        ("freshness", freshness(world, listing)),
    ];
    members.extend(place::members(listing, channel));
    members.extend(offer::members(listing));
    members.extend(standing::members(listing, world.site.today));
    for (name, value) in &mut members {
        // No two have the same channels.
        if *name != "channels" {
            *value = world.shared_value(value.clone());
        }
    }
    map(members)
}

fn strings(list: &[String]) -> Value {
    let texts = list.iter().map(String::as_str).map(Value::from);
    Value::from(texts.collect::<Vec<_>>())
}

fn verified(listing: &Listing) -> Value {
    match &listing.verified {
        None => Value::none(),
        Some(verified) => map(vec![
            ("date", Value::from(verified.date.to_string())),
            ("by", Value::from(verified.by.as_deref())),
            (
                "method",
                Value::from(verified.method.map(|word| word.as_str())),
            ),
        ]),
    }
}

/// How fresh it is; none if nobody can say.
fn freshness(world: &World, listing: &Listing) -> Value {
    let today = world.site.today;
    let zone = &world.site.config.timezone;
    let Some(found) = freshness::of(listing, today, zone) else {
        return Value::none();
    };
    let day = |day: Option<Day>| Value::from(day.map(|day| day.to_string()));
    map(vec![
        ("state", Value::from(found.state.as_str())),
        ("checked", day(found.checked)),
        ("due", day(found.due)),
        ("stale", Value::from(found.is_stale(today))),
    ])
}
