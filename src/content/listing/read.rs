//! The fields of one listing, out of the same map as the fields that all entries share.

use super::channel::{self, Channels};
use super::{
    Areas, Attendance, Cost, Crisis, Kind, Listing, column, language, place, terms, verified,
};
use crate::base::diag::{Diagnostic, Sink};
use crate::base::node::{Fields, ListOf, Node};
use crate::base::paths::SourcePath;
use crate::base::slug::slugify;
use crate::content::lexicon::Lexicon;
use std::ops::Range;

/// The longest id.
const ID: usize = 64;
/// Of a listing that nobody checked: a table says it once.
pub(super) const UNVERIFIED: &str = "listing/unverified";
/// Of a listing without areas: a table says it once.
pub(super) const NO_AREAS: &str = "listing/no-areas";
/// Of a listing without a kind: a table says it once.
pub(super) const NO_KIND: &str = "listing/no-kind";
pub(super) const HELP_VERIFIED: &str = "check it, and add verified: {date: 2026-03-01, by: your name, method: phone}; \
     in a table, the columns verified, verified_by and verified_method";
pub(super) const HELP_AREAS: &str =
    "add areas: [GB > Greater Manchester > Rochdale], only a country, or worldwide";
/// The longest name, in characters.
const NAME: usize = 120;
/// The longest summary, in characters.
const SUMMARY: usize = 200;

/// What a listing's own fields can't tell.
#[derive(Clone)]
pub struct Context<'a> {
    /// The id that its place gives it: the file's name, or the row's.
    pub id: &'a str,
    /// The name, should neither `name` nor `title` be there.
    pub name: Option<&'a str>,
    /// The kind, should `kind` not be there.
    pub kind: Option<Kind>,
    /// `Cells` in tables, where lists are split at `;`.
    pub lists: ListOf,
    /// The country that the site works in (ISO 3166-1), for help with areas.
    pub country: Option<&'a str>,
    /// Where the whole listing stands, for faults of what is not there.
    pub span: Range<usize>,
    /// Whether it translates another listing, which states the facts that are left out here.
    pub translation: bool,
    /// Whether it is a draft, which may lack what a published listing must have.
    pub draft: bool,
    /// The words of the site; none: any may stand for an audience or a place.
    pub lexicon: Option<Lexicon<'a>>,
}

/// Reads a listing of which nothing else is wanted: the fields that all entries share are left alone.
pub fn read(
    node: &Node,
    path: &SourcePath,
    context: &Context<'_>,
    sink: &mut Sink,
) -> Option<Listing> {
    let mut fields = Fields::of(node, "a listing", path, sink);
    let listing = read_fields(&mut fields, context);
    fields.others(|key| column::COMMON.contains(&key) || key.starts_with("x_"));
    fields.finish();
    listing
}

/// Takes a listing's own fields (and `title` and `authors`, which it shares with other entries) from
/// a map that the caller opened and will finish. None if it has no kind or no name; other faults are
/// reported and the listing goes on without the field.
pub fn read_fields(fields: &mut Fields<'_, '_>, context: &Context<'_>) -> Option<Listing> {
    let lists = context.lists;
    // Taken at once and let go, so that they are no part of anything.
    fields.node("internal_notes");
    let kind = kind(fields, context);
    let name = name(fields, context);
    let id = id(fields, context);
    let Channels { list, typed } = channel::read(fields, lists);
    // Nothing returns before each field is taken: one left over would be called unknown.
    let listing = Listing {
        alternate_name: text(fields, "alternate_name"),
        summary: summary(fields),
        organization: text(fields, "organization"),
        audience: terms::audience(fields, context),
        areas: place::read(fields, context),
        languages: language::read(fields, lists),
        channels: list,
        hours: text(fields, "hours"),
        schedule: text(fields, "schedule"),
        location: text(fields, "location"),
        attendance: fields.choice("attendance", Attendance::WORDS),
        cost: fields.choice("cost", Cost::WORDS),
        eligibility: text(fields, "eligibility"),
        authors: texts(fields, "authors", lists),
        year: fields.number("year", 1..2200),
        isbn: isbn(fields),
        publisher: text(fields, "publisher"),
        provider: text(fields, "provider"),
        platform: text(fields, "platform"),
        crisis: fields
            .choice("crisis", Crisis::WORDS)
            .unwrap_or(Crisis::None),
        verified: verified::read(fields),
        span: context.span.clone(),
        id: id?,
        kind: kind?,
        name: name?,
    };
    if !context.translation && !context.draft {
        check_whole(fields, &listing, typed);
    }
    Some(listing)
}

fn text(fields: &mut Fields<'_, '_>, name: &'static str) -> Option<String> {
    fields
        .text(name)
        .map(|text| one_line(&text))
        .filter(|text| !text.is_empty())
}

/// A cell of a table may hold several lines.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn texts(fields: &mut Fields<'_, '_>, name: &'static str, lists: ListOf) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    for (text, _) in fields.list(name, lists) {
        if !texts.contains(&text) {
            texts.push(text);
        }
    }
    texts
}

fn kind(fields: &mut Fields<'_, '_>, context: &Context<'_>) -> Option<Kind> {
    if fields.node("kind").is_some() {
        return fields.choice("kind", Kind::WORDS);
    }
    if context.translation {
        // Whatever stands here: the original says what it is.
        return context.kind.or(Some(Kind::Service));
    }
    if context.kind.is_none() {
        let words: Vec<&str> = Kind::WORDS.iter().map(|(word, _)| *word).collect();
        let fault = Diagnostic::error(NO_KIND, "this listing doesn't say what it is")
            .help(format!("add `kind`, one of: {}", words.join(", ")));
        fields.report(fault, &context.start());
    }
    context.kind
}

fn name(fields: &mut Fields<'_, '_>, context: &Context<'_>) -> Option<String> {
    let (named, titled) = (fields.node("name"), fields.node("title"));
    let typed = match (named, titled) {
        (Some(_), _) => fields.text_at("name"),
        (None, Some(_)) => fields.text_at("title"),
        (None, None) => context.name.map(|name| (name.to_owned(), context.start())),
    };
    if typed.is_none() && named.or(titled).is_none() {
        let fault = Diagnostic::error("listing/no-name", "this listing has no name")
            .help("add `name`, as people know it");
        fields.report(fault, &context.start());
    }
    let (name, span) = typed.map(|(name, span)| (one_line(&name), span))?;
    if name.is_empty() {
        let fault = Diagnostic::error("listing/no-name", "this name is empty");
        fields.report(fault.help("write the name as people know it"), &span);
        return None;
    }
    shorter_than(fields, "name", (&name, &span), NAME);
    Some(name)
}

fn summary(fields: &mut Fields<'_, '_>) -> Option<String> {
    let (summary, span) = fields.text_at("summary")?;
    let summary = one_line(&summary);
    shorter_than(fields, "summary", (&summary, &span), SUMMARY);
    (!summary.is_empty()).then_some(summary)
}

fn shorter_than(
    fields: &mut Fields<'_, '_>,
    name: &str,
    (text, span): (&str, &Range<usize>),
    most: usize,
) {
    let length = text.chars().count();
    if length > most {
        let fault = Diagnostic::error(
            "listing/too-long",
            format!("this {name} has {length} characters, and {most} is the most"),
        );
        let help = "keep what a reader needs to choose, and put the rest into the text below";
        fields.report(fault.help(help), span);
    }
}

fn id(fields: &mut Fields<'_, '_>, context: &Context<'_>) -> Option<String> {
    let (id, span) = match fields.text_at("id") {
        Some(typed) => typed,
        None => (context.id.to_owned(), context.start()),
    };
    if is_id(&id) {
        return Some(id);
    }
    let fault = Diagnostic::error("listing/id", format!("`{id}` can't be a listing's id"));
    fields.report(fault.help(help_with_id(&id)), &span);
    None
}

/// Whether it is `[a-z0-9-]{1,64}`.
pub(super) fn is_id(text: &str) -> bool {
    (1..=ID).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// An id made of words, if they have Latin letters or digits enough.
pub(super) fn id_of(words: &str) -> Option<String> {
    let slug = slugify(words);
    let cut = match slug.get(..ID) {
        Some(start) => start.rsplit_once('-').map_or(start, |(start, _)| start),
        None => &slug,
    };
    is_id(cut).then(|| cut.to_owned())
}

pub(super) fn help_with_id(typed: &str) -> String {
    match id_of(typed) {
        Some(id) => format!("write {id}"),
        None => {
            "an id has small Latin letters, digits and hyphens: add `id: night-line`".to_owned()
        }
    }
}

fn isbn(fields: &mut Fields<'_, '_>) -> Option<String> {
    let (typed, span) = fields.text_at("isbn")?;
    let digits: String = typed
        .chars()
        .filter(|c| !matches!(c, '-' | ' ' | '\u{2010}'..='\u{2013}'))
        .map(|c| c.to_ascii_uppercase())
        .collect();
    if is_isbn(&digits) {
        return Some(digits);
    }
    let fault = Diagnostic::error("listing/isbn", format!("`{typed}` is not an ISBN"));
    let help = match digits.len() {
        10 | 13 => "one of its digits is wrong: compare it with the book's back",
        _ => "an ISBN has 13 digits, or 10 in older books",
    };
    fields.report(fault.help(help), &span);
    None
}

fn is_isbn(digits: &str) -> bool {
    let last = digits.len().saturating_sub(1);
    let values: Option<Vec<u32>> = digits
        .chars()
        .enumerate()
        .map(|(at, c)| match c {
            'X' if at == 9 && last == 9 => Some(10),
            c => c.to_digit(10),
        })
        .collect();
    let Some(values) = values else { return false };
    match values.len() {
        10 => (1..=10).rev().zip(&values).map(|(w, v)| w * v).sum::<u32>() % 11 == 0,
        13 => {
            let weights = [1, 3].iter().cycle();
            let sum: u32 = weights.zip(&values).map(|(w, v)| w * v).sum();
            sum.is_multiple_of(10) && (digits.starts_with("978") || digits.starts_with("979"))
        }
        _ => false,
    }
}

/// What only the fields together can get wrong.
fn check_whole(fields: &mut Fields<'_, '_>, listing: &Listing, typed_channel: bool) {
    let at = listing.span.start..listing.span.start;
    let Listing { name, kind, .. } = listing;
    let reachable = typed_channel || listing.location.is_some() || fields.node("isbn").is_some();
    if !reachable {
        let fault = Diagnostic::error(
            "listing/no-contact",
            format!("nobody can reach {name}: there is no way given to do it"),
        );
        let help = "add at least one of phone, text, chat, whatsapp, email, url or location";
        fields.report(fault.help(help), &at);
    }
    let checked = fields.node("verified").is_some();
    if listing.crisis != Crisis::None {
        check_crisis(fields, listing, (typed_channel, checked));
    } else if kind.needs_verifying() && !checked {
        let fault = Diagnostic::warning(
            UNVERIFIED,
            format!("nobody has said when {name} was last checked"),
        );
        fields.report(fault.help(HELP_VERIFIED), &at);
    }
    let local = matches!(kind, Kind::Helpline | Kind::Service)
        || matches!(
            listing.attendance,
            Some(Attendance::InPerson | Attendance::Hybrid)
        );
    if local && listing.areas == Areas::Unknown && fields.node("areas").is_none() {
        let fault = Diagnostic::warning(NO_AREAS, format!("{name} doesn't say where it helps"));
        fields.report(fault.help(HELP_AREAS), &at);
    }
}

/// What is shown to readers in a crisis must be reachable, and somebody must have made sure of it.
fn check_crisis(
    fields: &mut Fields<'_, '_>,
    listing: &Listing,
    (typed_channel, checked): (bool, bool),
) {
    let name = &listing.name;
    let at = listing.span.start..listing.span.start;
    let fault =
        |message: String, help: &str| Diagnostic::error("listing/crisis", message).help(help);
    if !typed_channel {
        let message = format!("{name} is for readers in a crisis, but has no number or link");
        let help = "add phone, text, chat, whatsapp or url, or take `crisis` away";
        fields.report(fault(message, help), &at);
    }
    if !checked {
        let message = format!("{name} is for readers in a crisis, but nobody has checked it");
        fields.report(fault(message, HELP_VERIFIED), &at);
    }
}

impl Context<'_> {
    fn start(&self) -> Range<usize> {
        self.span.start..self.span.start
    }
}
