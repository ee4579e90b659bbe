//! The ways to reach a listing: numbers, addresses and links, each with what a reader sees and what
//! a click does.

use super::link;
use super::number::{Number, Numbering};
use crate::base::diag::Diagnostic;
use crate::base::node::{Fields, ListOf, Node, NodeValue, ScalarKind};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A way to reach a listing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Channel {
    /// What kind of way.
    pub kind: ChannelKind,
    /// What readers see: the number as it was typed, an address, a URL without its scheme.
    pub value: String,
    /// What a click opens: `tel:`, `sms:`, `mailto:`, `https:` or `http:`.
    pub href: String,
    /// Which one of several it is.
    pub label: Option<String>,
    /// What to know before using it.
    pub note: Option<String>,
}

/// The kinds of channels, in the order in which a reader should see them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ChannelKind {
    /// A call.
    Voice,
    /// A text message.
    Text,
    /// A chat in the browser.
    Chat,
    /// A WhatsApp message.
    Whatsapp,
    /// An e-mail.
    Email,
    /// A web page.
    Url,
}

impl ChannelKind {
    /// The word that templates know it by.
    pub fn as_str(self) -> &'static str {
        match self {
            ChannelKind::Voice => "voice",
            ChannelKind::Text => "text",
            ChannelKind::Chat => "chat",
            ChannelKind::Whatsapp => "whatsapp",
            ChannelKind::Email => "email",
            ChannelKind::Url => "url",
        }
    }
}

/// The fields that hold channels, with the key that an entry written as a map has for the value.
const FIELDS: [(&str, ChannelKind, &str); 7] = [
    ("phone", ChannelKind::Voice, "number"),
    ("text", ChannelKind::Text, "number"),
    ("chat", ChannelKind::Chat, "url"),
    ("whatsapp", ChannelKind::Whatsapp, "number"),
    ("email", ChannelKind::Email, "address"),
    ("url", ChannelKind::Url, "url"),
    ("additional_urls", ChannelKind::Url, "url"),
];

/// The channels that were read, and whether any was typed at all: a wrong number is reported once,
/// and not a second time as a missing one.
pub(super) struct Channels {
    /// Those that can be used.
    pub list: Vec<Channel>,
    /// Whether a field for channels was filled in.
    pub typed: bool,
}

/// Reads all channels.
pub(super) fn read(fields: &mut Fields<'_, '_>, lists: ListOf) -> Channels {
    let mut list: Vec<Channel> = Vec::new();
    let mut typed = false;
    for (name, kind, key) in FIELDS {
        typed |= fields.node(name).is_some();
        for entry in entries(fields, name, key, lists) {
            let Some(channel) = channel(fields, name, kind, entry) else {
                continue;
            };
            let known = |c: &Channel| c.kind == channel.kind && c.href == channel.href;
            if !list.iter().any(known) {
                list.push(channel);
            }
        }
    }
    Channels { list, typed }
}

/// One value as it was typed.
struct Entry {
    text: String,
    span: Range<usize>,
    label: Option<String>,
    note: Option<String>,
}

fn entries(
    fields: &mut Fields<'_, '_>,
    name: &'static str,
    key: &'static str,
    lists: ListOf,
) -> Vec<Entry> {
    let Some(node) = fields.node(name) else {
        return Vec::new();
    };
    let plain = |(text, span)| Entry {
        text,
        span,
        label: None,
        note: None,
    };
    let has_maps = |items: &[Node]| items.iter().any(|i| matches!(i.value, NodeValue::Map(_)));
    match &node.value {
        NodeValue::Map(_) => entry_of_map(fields, name, key, node).into_iter().collect(),
        NodeValue::List(items) if has_maps(items) => items
            .iter()
            .filter_map(|item| match &item.value {
                NodeValue::Map(_) => entry_of_map(fields, name, key, item),
                NodeValue::Scalar(text, ScalarKind::Text | ScalarKind::Plain) => {
                    Some(plain((text.trim().to_owned(), item.span.clone())))
                }
                _ => {
                    fields.wrong(name, "text", item, &format!("write {{{key} = \"…\"}}"));
                    None
                }
            })
            .collect(),
        NodeValue::Scalar(text, ScalarKind::Number) => {
            let help = format!("put it in quotes, so that no digit gets lost: {name} = \"{text}\"");
            fields.wrong(name, "text", node, &help);
            Vec::new()
        }
        _ => fields.list(name, lists).into_iter().map(plain).collect(),
    }
}

fn entry_of_map(
    fields: &mut Fields<'_, '_>,
    name: &'static str,
    key: &'static str,
    node: &Node,
) -> Option<Entry> {
    let path = fields.path();
    let mut own = Fields::of(node, &format!("an entry of `{name}`"), path, fields.sink());
    let value = own.text_at(key);
    let (label, note) = (own.text("label"), own.text("note"));
    if value.is_none() && own.node(key).is_none() {
        own.report(
            Diagnostic::error(
                "listing/channel",
                format!("this entry of `{name}` has no `{key}`"),
            )
            .help(format!("add `{key}`; `label` and `note` are optional")),
            &node.span,
        );
    }
    own.finish();
    value.map(|(text, span)| Entry {
        text,
        span,
        label,
        note,
    })
}

fn channel(
    fields: &mut Fields<'_, '_>,
    name: &str,
    kind: ChannelKind,
    entry: Entry,
) -> Option<Channel> {
    match kind {
        ChannelKind::Voice | ChannelKind::Text => {
            let number = number(fields, name, &entry)?;
            let scheme = if kind == ChannelKind::Voice {
                "tel"
            } else {
                "sms"
            };
            let href = format!("{scheme}:{}", number.dialled);
            Some(with_number(kind, href, number, entry))
        }
        ChannelKind::Whatsapp if entry.text.contains("://") => link_channel(fields, kind, entry),
        ChannelKind::Whatsapp => {
            let number = number(fields, name, &entry)?;
            let Some(digits) = number.dialled.strip_prefix('+') else {
                let fault = Diagnostic::error(
                    "listing/whatsapp",
                    format!("WhatsApp can't find `{}` without its country", entry.text),
                );
                let help = "begin with + and the country's code, such as +44 for the UK";
                fields.report(fault.help(help), &entry.span);
                return None;
            };
            let href = format!("https://wa.me/{digits}");
            Some(with_number(kind, href, number, entry))
        }
        ChannelKind::Email => {
            let email = link::email(fields, name, &entry.text, &entry.span)?;
            Some(Channel {
                kind,
                value: email.shown,
                href: email.href,
                label: entry.label,
                note: entry.note,
            })
        }
        ChannelKind::Chat | ChannelKind::Url => link_channel(fields, kind, entry),
    }
}

fn link_channel(fields: &mut Fields<'_, '_>, kind: ChannelKind, entry: Entry) -> Option<Channel> {
    let link = link::web(fields, &entry.text, &entry.span)?;
    Some(Channel {
        kind,
        value: link.shown,
        href: link.href,
        label: entry.label,
        note: entry.note,
    })
}

fn with_number(kind: ChannelKind, href: String, number: Number, entry: Entry) -> Channel {
    Channel {
        kind,
        value: number.shown,
        href,
        label: entry.label.or(number.label),
        note: entry.note.or(number.note),
    }
}

fn number(fields: &mut Fields<'_, '_>, name: &str, entry: &Entry) -> Option<Number> {
    let Numbering { number, invisible } = Number::read(&entry.text);
    if invisible {
        let fault = Diagnostic::warning(
            "listing/invisible",
            format!("there are characters in this `{name}` that nobody can see"),
        );
        let help = "they are left out of the site; type the number again by hand to be rid of them";
        fields.report(fault.help(help), &entry.span);
    }
    match number {
        Ok(number) => Some(number),
        Err(fault) => {
            fields.report(fault.explain(name, &entry.text), &entry.span);
            None
        }
    }
}
