//! The channels of a listing as templates see them.

use super::opening;
use super::tracked::map;
use super::world::World;
use crate::base::lang::Lang;
use crate::content::listing::Channel;
use tera::Value;

/// One of `listing.channels`; `zone` is that of its hours, if readers can't know it.
pub(super) fn value((world, lang): (&World, &Lang), channel: &Channel, zone: &Value) -> Value {
    let Channel {
        kind,
        value,
        href,
        number,
        extension,
        keyword,
        label,
        languages,
        hours,
        cost,
        note,
    } = channel;
    map(vec![
        ("type", Value::from(kind.as_str())),
        ("label", Value::from(label.as_deref())),
        ("value", Value::from(value.as_str())),
        ("href", Value::from(href.as_deref())),
        (
            "number",
            Value::from(number.as_ref().map(|number| number.dialled())),
        ),
        ("extension", Value::from(extension.as_deref())),
        ("keyword", Value::from(keyword.as_deref())),
        ("languages", world.shared_value(self::languages(languages))),
        (
            "hours",
            opening::channel_hours(world, lang, hours.as_ref(), zone),
        ),
        ("cost", Value::from(cost.map(|word| word.as_str()))),
        ("note", Value::from(note.as_deref())),
    ])
}

/// Languages with their own names, and the directions in which these are written.
pub(super) fn languages(list: &[Lang]) -> Value {
    let one = |lang: &Lang| {
        map(vec![
            ("code", Value::from(lang.as_str())),
            ("name", Value::from(lang.own_name())),
            ("dir", Value::from(lang.dir())),
        ])
    };
    Value::from(list.iter().map(one).collect::<Vec<_>>())
}
