//! Who may come, what it costs, what to expect, and what only some kinds of listings have.

use super::{Members, map, strings};
use crate::content::listing::{CostOption, Listing, Platform, Safety};
use tera::Value;

pub(super) fn members(listing: &Listing) -> Members {
    let word = |word: Option<&'static str>| Value::from(word);
    let text = |text: &Option<String>| Value::from(text.as_deref());
    let costs = listing.cost_options.iter().map(cost_option);
    let platforms = listing.platforms.iter().map(platform);
    let access = listing.accessibility.iter().map(|word| word.as_str());
    let referral = listing.referral.iter().map(|word| word.as_str());
    vec![
        (
            "eligibility_description",
            text(&listing.eligibility_description),
        ),
        ("minimum_age", Value::from(listing.minimum_age)),
        ("maximum_age", Value::from(listing.maximum_age)),
        ("open_to", word(listing.open_to.map(|word| word.as_str()))),
        ("cost_options", Value::from(costs.collect::<Vec<_>>())),
        ("referral", words(referral)),
        ("accessibility", words(access)),
        (
            "safety",
            listing.safety.as_ref().map_or(Value::none(), safety),
        ),
        ("what_to_expect", text(&listing.what_to_expect)),
        ("format", word(listing.format.map(|word| word.as_str()))),
        (
            "event_status",
            word(listing.event_status.map(|word| word.as_str())),
        ),
        ("provider", text(&listing.provider)),
        ("self_paced", Value::from(listing.self_paced)),
        ("platform", text(&listing.platform)),
        (
            "moderation",
            word(listing.moderation.map(|word| word.as_str())),
        ),
        ("platforms", Value::from(platforms.collect::<Vec<_>>())),
        ("publisher", text(&listing.publisher)),
        ("authors", strings(&listing.authors)),
        ("year", Value::from(listing.year)),
        ("isbn", text(&listing.isbn)),
    ]
}

fn words(words: impl Iterator<Item = &'static str>) -> Value {
    Value::from(words.map(Value::from).collect::<Vec<_>>())
}

fn cost_option(cost: &CostOption) -> Value {
    let CostOption {
        option,
        amount,
        currency,
        note,
    } = cost;
    map(vec![
        ("option", Value::from(option.as_deref())),
        ("amount", Value::from(amount.as_deref())),
        ("currency", Value::from(currency.as_deref())),
        ("note", Value::from(note.as_deref())),
    ])
}

fn platform(platform: &Platform) -> Value {
    let Platform { platform, url } = platform;
    map(vec![
        ("platform", Value::from(platform.as_str())),
        ("url", Value::from(url.as_deref())),
    ])
}

/// What nobody has said is none, which is neither yes nor no.
fn safety(safety: &Safety) -> Value {
    let Safety {
        answered_by,
        confidential,
        anonymous,
        emergency_policy,
        shows_on_bill,
    } = safety;
    map(vec![
        ("answered_by", Value::from(answered_by.as_deref())),
        ("confidential", Value::from(*confidential)),
        ("anonymous", Value::from(*anonymous)),
        ("emergency_policy", Value::from(emergency_policy.as_deref())),
        ("shows_on_bill", Value::from(*shows_on_bill)),
    ])
}
