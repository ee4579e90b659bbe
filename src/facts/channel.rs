//! The channels of a listing as templates see them.

use super::tracked::map;
use crate::base::lang::Lang;
use crate::content::listing::Channel;
use tera::Value;

/// One of `listing.channels`.
pub(super) fn value(channel: &Channel) -> Value {
    let Channel {
        kind,
        value,
        href,
        number,
        extension,
        keyword,
        label,
        languages,
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
        ("languages", self::languages(languages)),
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
