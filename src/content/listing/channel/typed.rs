//! Channels as they were typed: which fields hold them, and which key of a full one holds its value. It
//! does not know what makes a number or an address right.

use super::super::{Hours, hours, language};
use super::{Channel, ChannelCost, ChannelKind};
use crate::base::diag::{Diagnostic, nearest};
use crate::base::lang::Lang;
use crate::base::node::{Fields, ListOf, Node, NodeValue, ScalarKind, word};
use std::ops::Range;

/// What the value of a channel is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Number,
    Web,
    Mail,
    Post,
}

/// One channel as it was typed.
pub(super) struct Typed {
    pub kind: ChannelKind,
    pub form: Form,
    /// The field or key that holds the value, for messages.
    pub name: &'static str,
    pub text: String,
    pub span: Range<usize>,
    pub extension: Option<String>,
    pub keyword: Option<String>,
    label: Option<String>,
    languages: Vec<Lang>,
    hours: Option<Hours>,
    cost: Option<ChannelCost>,
    note: Option<String>,
}

/// All channels of a listing.
pub(super) struct All {
    pub entries: Vec<Typed>,
    /// Whether any field for channels was filled in.
    pub any: bool,
}

/// The field of the full form.
const FULL: &str = "channels";

/// The fields of the short form.
pub const SHORT: [(&str, ChannelKind); 7] = [
    ("phone", ChannelKind::Voice),
    ("text", ChannelKind::Text),
    ("chat", ChannelKind::Webchat),
    ("whatsapp", ChannelKind::Whatsapp),
    ("email", ChannelKind::Email),
    ("url", ChannelKind::Url),
    ("additional_urls", ChannelKind::Url),
];

/// What people call a type beside its name.
const ALSO_CALLED: [(&str, ChannelKind); 20] = [
    ("phone", ChannelKind::Voice),
    ("call", ChannelKind::Voice),
    ("telephone", ChannelKind::Voice),
    ("tel", ChannelKind::Voice),
    ("mobile", ChannelKind::Voice),
    ("sms", ChannelKind::Text),
    ("tty", ChannelKind::Textphone),
    ("tdd", ChannelKind::Textphone),
    ("minicom", ChannelKind::Textphone),
    ("chat", ChannelKind::Webchat),
    ("live-chat", ChannelKind::Webchat),
    ("mail", ChannelKind::Email),
    ("e-mail", ChannelKind::Email),
    ("letter", ChannelKind::Post),
    ("address", ChannelKind::Post),
    ("web", ChannelKind::Url),
    ("website", ChannelKind::Url),
    ("link", ChannelKind::Url),
    ("zoom", ChannelKind::Video),
    ("wa", ChannelKind::Whatsapp),
];

/// The keys of values.
const VALUES: [&str; 3] = ["number", "url", "address"];
/// The most digits of an extension.
const EXTENSION: usize = 7;

impl Typed {
    /// A channel with all that was typed beside its value, which is still to come.
    pub fn into_channel(self) -> Channel {
        Channel {
            kind: self.kind,
            value: String::new(),
            href: None,
            number: None,
            extension: self.extension,
            keyword: self.keyword,
            label: self.label,
            languages: self.languages,
            hours: self.hours,
            cost: self.cost,
            note: self.note,
        }
    }
}

/// The keys that may hold a channel's value, the usual one first.
fn keys(kind: ChannelKind) -> &'static [(&'static str, Form)] {
    match kind {
        ChannelKind::Voice | ChannelKind::Text | ChannelKind::Textphone => {
            &[("number", Form::Number)]
        }
        ChannelKind::Relay | ChannelKind::Whatsapp | ChannelKind::Signal => {
            &[("number", Form::Number), ("url", Form::Web)]
        }
        ChannelKind::Video => &[("url", Form::Web), ("number", Form::Number)],
        ChannelKind::Webchat | ChannelKind::App | ChannelKind::Url => &[("url", Form::Web)],
        ChannelKind::Email => &[("address", Form::Mail)],
        ChannelKind::Post => &[("address", Form::Post)],
    }
}

/// Reads the fields of all channels.
pub(super) fn all(fields: &mut Fields<'_, '_>, lists: ListOf) -> All {
    let mut entries = full(fields, lists);
    let mut any = fields.node(FULL).is_some();
    for (name, kind) in SHORT {
        any |= fields.node(name).is_some();
        entries.extend(short(fields, name, kind, lists));
    }
    All { entries, any }
}

/// The one number of a field that holds no other.
pub(super) fn number(
    fields: &mut Fields<'_, '_>,
    name: &'static str,
    lists: ListOf,
) -> Option<Typed> {
    let mut typed = short(fields, name, ChannelKind::Voice, lists);
    if typed.len() > 1 {
        let fault = Diagnostic::error("listing/channel", "this is more than one number");
        let help = "keep one here, and write the others as channels";
        fields.report(fault.help(help), &typed[1].span);
    }
    typed.drain(..).next()
}

fn full(fields: &mut Fields<'_, '_>, lists: ListOf) -> Vec<Typed> {
    let Some(node) = fields.node(FULL) else {
        return Vec::new();
    };
    let one = std::slice::from_ref(node);
    let items = match &node.value {
        NodeValue::List(items) => items.as_slice(),
        _ => one,
    };
    let mut entries = Vec::new();
    for item in items.iter().filter(|item| !item.is_blank()) {
        if matches!(item.value, NodeValue::Map(_)) {
            entries.extend(of_map(fields, FULL, None, (item, lists)));
            continue;
        }
        let help = match lists {
            ListOf::Items => "write a list of them: [{type: voice, number: \"0161 …\"}]",
            ListOf::Cells => {
                "in a table, use a column for each: phone, text, chat, whatsapp, email, url"
            }
        };
        fields.wrong(FULL, "a list of ways to reach it", item, help);
    }
    entries
}

fn short(
    fields: &mut Fields<'_, '_>,
    name: &'static str,
    kind: ChannelKind,
    lists: ListOf,
) -> Vec<Typed> {
    let Some(node) = fields.node(name) else {
        return Vec::new();
    };
    let plain = |(text, span)| plain(name, kind, text, span);
    let has_maps = |items: &[Node]| items.iter().any(|i| matches!(i.value, NodeValue::Map(_)));
    match &node.value {
        NodeValue::Map(_) => of_map(fields, name, Some(kind), (node, lists))
            .into_iter()
            .collect(),
        NodeValue::List(items) if has_maps(items) => items
            .iter()
            .filter_map(|item| match &item.value {
                NodeValue::Map(_) => of_map(fields, name, Some(kind), (item, lists)),
                NodeValue::Scalar(text, ScalarKind::Text | ScalarKind::Plain) => {
                    Some(plain((text.trim().to_owned(), item.span.clone())))
                }
                _ => {
                    let key = keys(kind)[0].0;
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

/// A value without anything beside it.
fn plain(name: &'static str, kind: ChannelKind, text: String, span: Range<usize>) -> Typed {
    let forms = keys(kind).iter().map(|(_, form)| *form);
    let is_web = text.contains("://");
    let form = forms
        .clone()
        .find(|form| (*form == Form::Web) == is_web)
        .or_else(|| forms.clone().next());
    Typed {
        kind,
        form: form.unwrap_or(Form::Web),
        name,
        text,
        span,
        extension: None,
        keyword: None,
        label: None,
        languages: Vec::new(),
        hours: None,
        cost: None,
        note: None,
    }
}

/// A channel that was written as a map. `kind` is what its field says; without, its `type` must.
fn of_map(
    fields: &mut Fields<'_, '_>,
    field: &'static str,
    kind: Option<ChannelKind>,
    (node, lists): (&Node, ListOf),
) -> Option<Typed> {
    let path = fields.path();
    let what = format!("an entry of `{field}`");
    let mut own = Fields::of(node, &what, path, fields.sink());
    let kind = match kind {
        Some(kind) => Some(kind),
        None => kind_of(&mut own, node),
    };
    let value = kind.and_then(|kind| value_of(&mut own, kind, node));
    // Without a type they are of no use, and not unknown.
    own.others(|key| VALUES.contains(&key));
    let extension = extension(&mut own);
    let (keyword, label) = (own.text("keyword"), own.text("label"));
    let languages = language::read(&mut own, lists);
    let hours = hours::read(&mut own, "hours");
    let cost = own.choice("cost", ChannelCost::WORDS);
    let note = own.text("note");
    own.finish();
    let (name, form, text, span) = value?;
    Some(Typed {
        kind: kind?,
        form,
        name,
        text,
        span,
        extension,
        keyword,
        label,
        languages,
        hours,
        cost,
        note,
    })
}

fn kind_of(own: &mut Fields<'_, '_>, node: &Node) -> Option<ChannelKind> {
    let words = || {
        let words: Vec<&str> = ChannelKind::WORDS.iter().map(|(word, _)| *word).collect();
        words.join(", ")
    };
    let Some((text, span)) = own.text_at("type") else {
        if own.node("type").is_none() {
            let fault = Diagnostic::error("listing/channel", "this channel doesn't say what it is");
            let fault = fault.help(format!("add `type`, one of: {}", words()));
            own.report(fault, &node.span);
        }
        return None;
    };
    let folded = word(&text);
    if let Some(kind) = ChannelKind::parse(&folded) {
        return Some(kind);
    }
    let also = ALSO_CALLED.iter().find(|(word, _)| *word == folded);
    let near = nearest(&folded, ChannelKind::WORDS.iter().map(|(word, _)| *word));
    let fault = Diagnostic::error("listing/channel", format!("`{text}` is no type of channel"));
    let help = match (also.map(|(_, kind)| kind.as_str()), near) {
        (Some(word), _) => format!("write type: {word}"),
        (None, Some(near)) => format!("did you mean `{near}`? It can be: {}", words()),
        (None, None) => format!("it can be: {}", words()),
    };
    own.report(fault.help(help), &span);
    None
}

type Value = (&'static str, Form, String, Range<usize>);

/// The one value that a channel of this kind has.
fn value_of(own: &mut Fields<'_, '_>, kind: ChannelKind, node: &Node) -> Option<Value> {
    let allowed = keys(kind);
    let wanted: Vec<String> = allowed.iter().map(|(key, _)| format!("`{key}`")).collect();
    let wanted = wanted.join(" or ");
    let mut values: Vec<Value> = Vec::new();
    let mut present = false;
    for key in VALUES {
        let Some(found) = own.node(key) else {
            continue;
        };
        present = true;
        let Some((_, form)) = allowed.iter().find(|(known, _)| *known == key) else {
            let fault = Diagnostic::error(
                "listing/channel",
                format!("a channel of the type `{}` has no `{key}`", kind.as_str()),
            );
            own.report(fault.help(format!("it has {wanted}")), &found.span);
            continue;
        };
        if let Some((text, span)) = own.text_at(key) {
            values.push((key, *form, text, span));
        }
    }
    if !present {
        let fault = Diagnostic::error("listing/channel", format!("this entry has no {wanted}"));
        own.report(fault.help(format!("add {wanted}")), &node.span);
    }
    if values.len() > 1 {
        let fault = Diagnostic::error("listing/channel", "this is more than one way to reach it");
        own.report(fault.help("write an entry for each"), &values[1].3);
    }
    values.into_iter().next()
}

fn extension(own: &mut Fields<'_, '_>) -> Option<String> {
    let (text, span) = own.text_at("extension")?;
    let is_sound =
        (1..=EXTENSION).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if is_sound {
        return Some(text);
    }
    let fault = Diagnostic::error("listing/phone", format!("`{text}` is not an extension"));
    let help = "write its digits alone: extension: \"12\"; words go into `note`";
    own.report(fault.help(help), &span);
    None
}
