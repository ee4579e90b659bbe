//! The fields of one listing, out of the same map as the fields that all entries share.

use super::channel::{self, Channels};
use super::text::{day, one_line, text, texts, words};
use super::{
    Access, Attendance, Cost, Crisis, EventFormat, EventStatus, Home, Kind, Listing, Moderation,
    OpenTo, Outlet, Publish, Referral, Status,
};
use super::{
    column, cost, hours, interval, isbn, language, location, named, needed, online, organization,
    origin, place, platform, safety, schedule, sense, standing, terms, verified, zone,
};
use crate::base::diag::{Diagnostic, Sink};
use crate::base::node::{Fields, ListOf, Node};
use crate::base::paths::SourcePath;
use crate::base::slug::slugify;
use crate::content::lexicon::Lexicon;
use std::ops::Range;

/// The longest id.
const ID: usize = 64;
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
    /// Where the site is at home: in its country, numbers are read that say no other.
    pub home: Home<'a>,
    /// Where the whole listing stands, for faults of what is not there.
    pub span: Range<usize>,
    /// Whether it translates another listing, which states the facts that are left out here.
    pub translation: bool,
    /// Whether the site sorts listings by topic, so that each needs one.
    pub topics: bool,
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
    let areas = place::read(fields, context);
    let country = place::country(fields, &areas, context);
    let home = Home {
        country: country.as_deref(),
        ..context.home
    };
    let Channels { list, typed } = channel::read(fields, lists, home);
    let zone = zone::read(fields);
    let schedule = schedule::read(fields, zone.as_ref());
    named::check(fields, kind);
    // Nothing returns before each field is taken: one left over would be called unknown.
    let listing = Listing {
        alternate_name: text(fields, "alternate_name"),
        summary: summary(fields),
        organization: organization::read_ref(fields),
        former_ids: former_ids(fields, lists),
        status: fields.choice("status", Status::WORDS).unwrap_or_default(),
        status_note: text(fields, "status_note"),
        replaced_by: replaced_by(fields),
        audience: terms::audience(fields, context),
        eligibility_description: eligibility(fields),
        minimum_age: age(fields, "minimum_age"),
        maximum_age: age(fields, "maximum_age"),
        open_to: fields.choice("open_to", OpenTo::WORDS),
        areas,
        languages: language::read(fields, lists),
        channels: list,
        attendance: fields.choice("attendance", Attendance::WORDS),
        location: location::read(fields),
        online: online::read(fields, lists, home),
        hours: hours::read(fields, "hours"),
        hours_note: text(fields, "hours_note"),
        hours_exceptions: hours::read_exceptions(fields),
        timezone: zone.or_else(|| schedule.as_ref()?.zone.clone()),
        schedule,
        cost: fields.choice("cost", Cost::WORDS),
        cost_options: cost::read(fields, lists),
        referral: words(fields, "referral", Referral::WORDS, lists),
        accessibility: words(fields, "accessibility", Access::WORDS, lists),
        safety: safety::read(fields),
        what_to_expect: fields
            .text("what_to_expect")
            .filter(|text| !text.is_empty()),
        format: fields.choice("format", EventFormat::WORDS),
        event_status: fields.choice("event_status", EventStatus::WORDS),
        provider: text(fields, "provider"),
        self_paced: fields.flag("self_paced").unwrap_or(false),
        platform: text(fields, "platform"),
        moderation: fields.choice("moderation", Moderation::WORDS),
        platforms: platform::read(fields, lists),
        publisher: text(fields, "publisher"),
        authors: texts(fields, "authors", lists),
        year: fields.number("year", 1..2200),
        isbn: isbn::read(fields),
        crisis: fields
            .choice("crisis", Crisis::WORDS)
            .unwrap_or(Crisis::None),
        alert: standing::read(fields),
        verified: verified::read(fields),
        review_every: interval::read(fields),
        valid_from: day(fields, "valid_from").map(|(day, _)| day),
        valid_to: day(fields, "valid_to").map(|(day, _)| day),
        source: origin::read(fields),
        publish: publish(fields),
        hide_from: words(fields, "hide_from", Outlet::WORDS, lists),
        span: context.span.clone(),
        id: id?,
        kind: kind?,
        name: name?,
    };
    if !context.translation && !context.draft {
        needed::check(fields, &listing, context, typed);
        sense::check(fields, &listing);
    }
    Some(listing)
}

/// Whether `publish` says that it is a draft. What can't be read counts as one: a slip must not publish
/// anything. Only [`read_fields`] tells of it.
pub fn is_draft(fields: &mut Fields<'_, '_>) -> bool {
    let typed = fields.node("publish").map(|node| node.scalar());
    typed.is_some_and(|typed| {
        let word = typed.unwrap_or_default().trim().to_lowercase();
        !matches!(
            Publish::parse(&word),
            Some(Publish::Public | Publish::Unlisted)
        )
    })
}

fn publish(fields: &mut Fields<'_, '_>) -> Publish {
    match fields.choice("publish", Publish::WORDS) {
        Some(publish) if publish != Publish::Draft => publish,
        _ if is_draft(fields) => Publish::Draft,
        _ => Publish::Public,
    }
}

/// `eligibility` is its older name.
fn eligibility(fields: &mut Fields<'_, '_>) -> Option<String> {
    let older = text(fields, "eligibility");
    text(fields, "eligibility_description").or(older)
}

fn age(fields: &mut Fields<'_, '_>, name: &'static str) -> Option<u8> {
    let years = fields.number(name, 0..121)?;
    u8::try_from(years).ok()
}

fn replaced_by(fields: &mut Fields<'_, '_>) -> Option<(String, Range<usize>)> {
    let (id, span) = fields.text_at("replaced_by")?;
    if is_id(&id) {
        return Some((id, span));
    }
    let fault = Diagnostic::error("listing/id", format!("`{id}` can't be a listing's id"));
    fields.report(fault.help(help_with_id(&id)), &span);
    None
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
        let fault = Diagnostic::error(needed::NO_KIND, "this listing doesn't say what it is")
            .help(format!("add `kind`, one of: {}", words.join(", ")));
        fields.report(fault, &context.start());
    }
    context.kind
}

pub(super) fn name(fields: &mut Fields<'_, '_>, context: &Context<'_>) -> Option<String> {
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

pub(super) fn summary(fields: &mut Fields<'_, '_>) -> Option<String> {
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

pub(super) fn id(fields: &mut Fields<'_, '_>, context: &Context<'_>) -> Option<String> {
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

/// Those of its aliases that are ids, and no addresses.
fn former_ids(fields: &mut Fields<'_, '_>, lists: ListOf) -> Vec<(String, Range<usize>)> {
    let mut ids = fields.list("aliases", lists);
    ids.retain(|(alias, _)| is_id(alias));
    ids
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

impl Context<'_> {
    fn start(&self) -> Range<usize> {
        self.span.start..self.span.start
    }
}
