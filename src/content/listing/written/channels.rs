//! Channels as a table has them: short fields where these say it all, else maps.

use super::super::channel::SHORT;
use super::super::{Channel, ChannelKind};
use super::{Columns, map};
use serde_json::{Value, json};

/// In short fields, by kind, where these say it all and in the same order; else in the full form. Links
/// come last in either, and have fields of their own, since some kinds of listings must have a `url`.
pub(super) fn put(channels: &[Channel], out: &mut Columns) {
    let is_link = |channel: &&Channel| channel.kind == ChannelKind::Url && is_plain(channel);
    let links = channels.iter().rev().take_while(is_link).count();
    let (channels, links) = channels.split_at(channels.len() - links);
    if let Some((first, others)) = links.split_first() {
        let others: Vec<&str> = others.iter().map(typed).collect();
        out.text("url", Some(typed(first)));
        out.text("additional_urls", Some(&others.join("; ")));
    }
    let rank = |channel: &Channel| {
        let own =
            |(_, kind): &(&str, ChannelKind)| *kind == channel.kind && *kind != ChannelKind::Url;
        SHORT.iter().position(own)
    };
    let in_order = channels.is_sorted_by_key(rank);
    if !in_order
        || !channels
            .iter()
            .all(|one| is_plain(one) && rank(one).is_some())
    {
        return out.maps("channels", channels.iter().map(channel));
    }
    for (field, kind) in SHORT
        .into_iter()
        .filter(|(_, kind)| *kind != ChannelKind::Url)
    {
        let of_kind = channels.iter().filter(|one| one.kind == kind);
        let texts: Vec<&str> = of_kind.map(typed).collect();
        out.text(field, Some(&texts.join("; ")));
    }
}

/// Whether its value is all that is said of it.
fn is_plain(channel: &Channel) -> bool {
    let Channel {
        kind: _,
        value: _,
        href: _,
        number: _,
        extension,
        keyword,
        label,
        languages,
        hours,
        cost,
        note,
    } = channel;
    let silent = [extension, keyword, label, note]
        .iter()
        .all(|text| text.is_none());
    let plain = languages.is_empty() && hours.is_none() && cost.is_none();
    silent && plain && !typed(channel).contains(';')
}

/// The one number of a field, of which the kind is no question.
pub(super) fn number(number: &Channel) -> Value {
    if is_plain(number) {
        return json!(typed(number));
    }
    let mut value = channel(number);
    if let Some(parts) = value.as_object_mut() {
        parts.remove("type");
    }
    value
}

fn channel(channel: &Channel) -> Value {
    let typed = typed(channel);
    let hours = channel.hours.as_ref().map(ToString::to_string);
    let key = match channel.kind {
        ChannelKind::Email | ChannelKind::Post => "address",
        _ if channel.number.is_some() => "number",
        _ => "url",
    };
    let mut value = map(&[
        ("type", Some(channel.kind.as_str())),
        (key, Some(typed)),
        ("extension", channel.extension.as_deref()),
        ("keyword", channel.keyword.as_deref()),
        ("label", channel.label.as_deref()),
        ("hours", hours.as_deref()),
        ("cost", channel.cost.map(|cost| cost.as_str())),
        ("note", channel.note.as_deref()),
    ]);
    if !channel.languages.is_empty() {
        let tags = channel.languages.iter().map(|lang| lang.as_str());
        value["languages"] = json!(tags.collect::<Vec<_>>());
    }
    value
}

/// What somebody would type for its value.
fn typed(channel: &Channel) -> &str {
    let is_address = matches!(channel.kind, ChannelKind::Email | ChannelKind::Post);
    match &channel.href {
        Some(href) if channel.number.is_none() && !is_address => href,
        _ => &channel.value,
    }
}
