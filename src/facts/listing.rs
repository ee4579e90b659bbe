//! A listing as templates see it.

use super::tracked::map;
use crate::content::listing::{Areas, Crisis, Listing};
use tera::Value;

/// The value of `page.listing`. `summary` stands in where the listing has none of its own.
pub(super) fn value(listing: &Listing, summary: &str) -> Value {
    let strings = |list: &[String]| {
        Value::from(
            list.iter()
                .map(String::as_str)
                .map(Value::from)
                .collect::<Vec<_>>(),
        )
    };
    let channels: Vec<Value> = listing
        .channels
        .iter()
        .map(|channel| {
            map(vec![
                ("type", Value::from(channel.kind.as_str())),
                ("label", Value::from(channel.label.as_deref())),
                ("value", Value::from(channel.value.as_str())),
                ("href", Value::from(channel.href.as_str())),
                ("note", Value::from(channel.note.as_deref())),
            ])
        })
        .collect();
    let languages: Vec<Value> = listing
        .languages
        .iter()
        .map(|lang| {
            map(vec![
                ("code", Value::from(lang.as_str())),
                ("name", Value::from(lang.own_name())),
                ("dir", Value::from(lang.dir())),
            ])
        })
        .collect();
    let areas: Vec<Value> = listing
        .areas
        .places()
        .iter()
        .map(|area| strings(&area.parts))
        .collect();
    map(vec![
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
        ("organization", Value::from(listing.organization.as_deref())),
        ("audience", strings(&listing.audience)),
        ("areas", Value::from(areas)),
        ("worldwide", Value::from(listing.areas == Areas::Worldwide)),
        ("languages", Value::from(languages)),
        ("channels", Value::from(channels)),
        ("hours", Value::from(listing.hours.as_deref())),
        ("schedule", Value::from(listing.schedule.as_deref())),
        ("location", Value::from(listing.location.as_deref())),
        (
            "attendance",
            Value::from(listing.attendance.map(|word| word.as_str())),
        ),
        ("cost", Value::from(listing.cost.map(|word| word.as_str()))),
        ("eligibility", Value::from(listing.eligibility.as_deref())),
        ("authors", strings(&listing.authors)),
        ("year", Value::from(listing.year)),
        ("isbn", Value::from(listing.isbn.as_deref())),
        ("publisher", Value::from(listing.publisher.as_deref())),
        ("provider", Value::from(listing.provider.as_deref())),
        ("platform", Value::from(listing.platform.as_deref())),
        ("crisis", Value::from(listing.crisis.as_str())),
        ("urgent", Value::from(listing.crisis != Crisis::None)),
        ("verified", verified(listing)),
    ])
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
