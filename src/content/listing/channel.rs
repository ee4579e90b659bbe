//! The ways to reach a listing: numbers, addresses and links, each with what a reader sees and what a
//! click does. There is a short form, `phone: 0161 …`, and a full one, `channels: [{type: voice, number:
//! 0161 …}]`; both give the same.

mod typed;

use super::link;
use super::number::{Home, Number, Numbering, Phone};
use super::{ChannelCost, ChannelKind, Hours};
use crate::base::diag::Diagnostic;
use crate::base::lang::Lang;
use crate::base::node::{Fields, ListOf};
use crate::base::paths::encode;
use serde::{Deserialize, Serialize};
pub(super) use typed::SHORT;
use typed::{Form, Typed};

/// A way to reach a listing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Channel {
    /// What kind of way.
    pub kind: ChannelKind,
    /// What readers see: a number as its country groups it, an address, a URL without its scheme.
    pub value: String,
    /// What a click opens: `tel:`, `sms:`, `mailto:`, `https:` or `http:`. A letter can't be clicked.
    pub href: Option<String>,
    /// The number, if it is one.
    pub number: Option<Phone>,
    /// What is dialled when the call was answered.
    pub extension: Option<String>,
    /// The word to send. It is shown in words too: not every phone fills it in.
    pub keyword: Option<String>,
    /// Which one of several it is.
    pub label: Option<String>,
    /// The languages that are spoken here, if not all of the listing's.
    pub languages: Vec<Lang>,
    /// When somebody answers here, if not at all of the listing's hours.
    pub hours: Option<Hours>,
    /// What it costs.
    pub cost: Option<ChannelCost>,
    /// What to know before using it.
    pub note: Option<String>,
}

/// The channels that were read, and whether any was typed at all: a wrong number is reported once,
/// and not a second time as a missing one.
pub(super) struct Channels {
    /// Those that can be used.
    pub list: Vec<Channel>,
    /// Whether a field for channels was filled in.
    pub typed: bool,
}

/// Reads all channels: the full form first, in its own order.
pub(super) fn read(fields: &mut Fields<'_, '_>, lists: ListOf, home: Home<'_>) -> Channels {
    let typed = typed::all(fields, lists);
    let mut list: Vec<Channel> = Vec::new();
    for entry in typed.entries {
        let Some(channel) = channel(fields, entry, home) else {
            continue;
        };
        let same = |known: &Channel| {
            let Channel {
                kind,
                value,
                href,
                extension,
                ..
            } = known;
            (kind, href, extension) == (&channel.kind, &channel.href, &channel.extension)
                && (href.is_some() || *value == channel.value)
        };
        if !list.iter().any(same) {
            list.push(channel);
        }
    }
    list.shrink_to_fit();
    Channels {
        list,
        typed: typed.any,
    }
}

/// Reads a field that holds one number to call, with what may stand beside it.
pub(super) fn read_number(
    fields: &mut Fields<'_, '_>,
    name: &'static str,
    lists: ListOf,
    home: Home<'_>,
) -> Option<Channel> {
    let typed = typed::number(fields, name, lists)?;
    channel(fields, typed, home)
}

fn channel(fields: &mut Fields<'_, '_>, typed: Typed, home: Home<'_>) -> Option<Channel> {
    match typed.form {
        Form::Number => numbered(fields, typed, home),
        Form::Web => {
            let link = link::reach(fields, &typed.text, &typed.span, home)?;
            Some(linked(typed, link))
        }
        Form::Mail => {
            let link = link::email(fields, typed.name, &typed.text, &typed.span)?;
            Some(linked(typed, link))
        }
        Form::Post => {
            let value = typed
                .text
                .lines()
                .map(|line| line.trim().trim_end_matches(','));
            let lines: Vec<&str> = value.filter(|line| !line.is_empty()).collect();
            let value = lines.join(", ");
            Some(Channel {
                value,
                href: None,
                ..typed.into_channel()
            })
        }
    }
}

fn linked(typed: Typed, link: link::Link) -> Channel {
    Channel {
        value: link.shown,
        href: Some(link.href),
        ..typed.into_channel()
    }
}

fn numbered(fields: &mut Fields<'_, '_>, typed: Typed, home: Home<'_>) -> Option<Channel> {
    let number = number(fields, &typed, home)?;
    let dialled = number.phone.dialled();
    if number.is_for_texts && typed.kind == ChannelKind::Voice {
        let fault = Diagnostic::error(
            "listing/phone",
            format!(
                "`{}` is a number to text, and here it would be called",
                typed.text
            ),
        );
        let keyword = number.keyword.as_ref();
        let keyword = keyword.map_or(String::new(), |word| format!(", keyword: \"{word}\""));
        let help = format!("move it: text: {{number: \"{}\"{keyword}}}", number.shown);
        fields.report(fault.help(help), &typed.span);
        return None;
    }
    let extension = typed.extension.clone().or(number.extension);
    let keyword = typed.keyword.clone().or(number.keyword);
    let href = match (typed.kind, &number.phone) {
        (ChannelKind::Text, _) => text_href(dialled, keyword.as_deref()),
        (ChannelKind::Whatsapp, Phone::International(full)) => {
            format!("https://wa.me/{}", full.trim_start_matches('+'))
        }
        (ChannelKind::Signal, Phone::International(full)) => format!("https://signal.me/#p/{full}"),
        (ChannelKind::Whatsapp | ChannelKind::Signal, Phone::Short { .. }) => {
            let fault = Diagnostic::error(
                "listing/phone",
                format!(
                    "`{}` is too short: nobody can be found by it there",
                    typed.text
                ),
            );
            let help = "write the whole number, beginning with + and the country's code";
            fields.report(fault.help(help), &typed.span);
            return None;
        }
        _ => match &extension {
            Some(extension) => format!("tel:{dialled};ext={extension}"),
            None => format!("tel:{dialled}"),
        },
    };
    let own = typed.into_channel();
    Some(Channel {
        value: number.shown,
        href: Some(href),
        extension,
        keyword,
        label: own.label.or(number.label),
        note: own.note.or(number.note),
        number: Some(number.phone),
        ..own
    })
}

/// What opens a text message, with the word to send where there is one. RFC 5724 and Android begin the
/// word with `?`, iPhones from iOS 8 on with `&`. `?&` is read by both: to the one it is an empty part
/// before the word, the other looks for the `&`. A phone that knows neither still has the number.
fn text_href(number: &str, keyword: Option<&str>) -> String {
    match keyword {
        Some(word) => {
            let word = encode(word).replace('+', "%2B");
            format!("sms:{number}?&body={word}")
        }
        None => format!("sms:{number}"),
    }
}

fn number(fields: &mut Fields<'_, '_>, typed: &Typed, home: Home<'_>) -> Option<Number> {
    let Numbering { number, invisible } = Number::read(&typed.text, home);
    if invisible {
        let fault = Diagnostic::warning(
            "listing/invisible",
            format!(
                "there are characters in this `{}` that nobody can see",
                typed.name
            ),
        );
        let help = "they are left out of the site; type the number again by hand to be rid of them";
        fields.report(fault.help(help), &typed.span);
    }
    match number {
        Ok(number) => {
            for remark in &number.remarks {
                fields.report(remark.explain(&typed.text), &typed.span);
            }
            Some(number)
        }
        Err(fault) => {
            fields.report(fault.explain(typed.name, &typed.text), &typed.span);
            None
        }
    }
}
