//! Help in a crisis. What there is in a country is the same on all its pages, and made once; which
//! country a page is of, and whether it calls for all help, is part of the page.

use super::super::answer::Answer;
use super::super::fact::Fact;
use super::super::scope::{Asker, ask_surely, has_read, note};
use super::super::subject::Subject;
use super::super::tracked::{map, map_of};
use super::super::world::World;
use super::page_digest;
use crate::base::country;
use crate::base::lang::Lang;
use crate::content::listing::{Channel, Emergency};
use crate::model::{CountryHelp, EntryId, OwnPage};
use std::sync::Arc;
use tera::Value;
use tera::value::Key;

/// So many characters go into one text message.
const TEXT_MESSAGE: usize = 160;

/// `crisis(country=…)`: the help in a crisis that a page shows; none if the site names none.
pub fn crisis(asker: &Asker, country: Option<&str>) -> Value {
    let Asker {
        world,
        subject,
        topic,
    } = asker;
    let site = &world.site;
    if site.crisis().is_empty() {
        return ask_surely(world, crisis_fact(world, subject, ""));
    }
    let page = Fact::Page(Arc::clone(topic));
    // A page has read its own fields before its template asks anything; a feed has not.
    if !has_read(&page) {
        note(world, page, page_digest(world, subject));
    }
    let country = country.or_else(|| country_of(world, subject));
    let help = ask_surely(
        world,
        crisis_fact(world, subject, country.unwrap_or_default()),
    );
    let help = help.as_map().into_iter().flatten();
    let help = help.map(|(key, value)| (key.clone(), value.clone()));
    let needed = Value::from(needs_help(world, subject));
    map_of(help.chain([(Key::Str("needed"), needed)]))
}

fn crisis_fact(world: &World, subject: &Subject, country: &str) -> Fact {
    Fact::Crisis(subject.lang(&world.site).clone(), country.into())
}

/// The country whose help a page shows.
pub(in super::super) fn country_of<'w>(world: &'w World, subject: &Subject) -> Option<&'w str> {
    let site = &world.site;
    match site.crisis() {
        [] => None,
        _ => site.crisis_country(subject.entry(site), subject.section(site)),
    }
}

/// Whether a page calls for all help at its end.
pub(in super::super) fn needs_help(world: &World, subject: &Subject) -> bool {
    let site = &world.site;
    let entry = subject.entry(site).map(|id| site.entry(id));
    entry.is_some_and(|entry| site.calls_for_help(entry))
}

pub(super) fn crisis_of(world: &World, lang: &Lang, country: &str) -> Answer {
    let site = &world.site;
    if site.crisis().is_empty() {
        return Answer::absent();
    }
    let help = site.crisis_in(country);
    let listings = help.map(|help| site.crisis_listings(help, lang));
    let emergency = help.map_or(&[][..], |help| &help.emergency).iter();
    let emergency: Vec<Value> = emergency.map(number).collect();
    let note = help.and_then(|help| emergency_note(world, lang, help));
    let countries = site
        .crisis()
        .iter()
        .map(|help| country_value(world, lang, help));
    let url = site
        .own_url(lang, OwnPage::Crisis)
        .map(|url| world.href(&url));
    let url = url.map(|url| match (help, site.crisis()) {
        (Some(help), [_, _, ..]) => format!("{url}#{}", anchor(help)),
        _ => url,
    });
    let file = site.own_url(lang, OwnPage::CrisisFile);
    let listings = listings.unwrap_or_default();
    let messages = listings.iter().map(|id| message(world, lang, *id));
    let messages: Vec<Value> = messages.map(Value::from).collect();
    Answer::Map(vec![
        ("country", Value::from(country).into()),
        (
            "name",
            Value::from(country_name(world, lang, country)).into(),
        ),
        ("emergency", emergency.into()),
        ("emergency_note", Value::from(note).into()),
        ("listings", Answer::summaries(&listings)),
        ("messages", messages.into()),
        ("url", Value::from(url).into()),
        ("file", Value::from(file.map(|url| world.href(&url))).into()),
        (
            "countries",
            Value::from(countries.collect::<Vec<_>>()).into(),
        ),
    ])
}

/// What a listing offers, short enough for one text message. A number that does not fit is left out,
/// never cut.
pub(in super::super) fn message(world: &World, lang: &Lang, id: EntryId) -> String {
    let Some(listing) = world.site.entry(id).listing() else {
        return String::new();
    };
    let word = |channel: &Channel| {
        let key = format!("channel.{}", channel.kind.as_str());
        world.word(lang, &key, None, &Default::default())
    };
    let ways = listing.channels.iter();
    let ways = ways.filter(|channel| channel.href.is_some());
    let ways = ways.map(|channel| match &channel.keyword {
        Some(keyword) => {
            let filled = [("keyword", keyword), ("number", &channel.value)];
            let filled = filled.map(|(name, text)| (name.to_owned(), text.clone()));
            let way = world.word(lang, "channel.keyword", None, &filled.into());
            format!("{way}.")
        }
        None => format!(
            "{}: {}.",
            word(channel),
            number_in_full(world, lang, channel)
        ),
    });
    let mut message = format!("{}.", listing.name);
    for way in ways {
        if message.chars().count() + 1 + way.chars().count() <= TEXT_MESSAGE {
            message.push(' ');
            message.push_str(&way);
        }
    }
    message
}

/// A number with its extension: it is of no use without.
fn number_in_full(world: &World, lang: &Lang, channel: &Channel) -> String {
    let Some(extension) = &channel.extension else {
        return channel.value.clone();
    };
    let filled = [("extension".to_owned(), extension.clone())];
    let rest = world.word(lang, "crisis.extension", None, &filled.into());
    format!("{} {rest}", channel.value)
}

/// What readers are told of the emergency numbers, with its language: their own, or the site's.
fn emergency_note(world: &World, lang: &Lang, help: &CountryHelp) -> Option<Value> {
    let default = world.site.config.default_lang();
    let notes = || help.emergency_note.iter();
    let exact = |lang: &Lang| notes().find(|(own, _)| *own == lang);
    let akin = |lang: &Lang| notes().find(|(own, _)| own.primary() == lang.primary());
    let found = exact(lang).or_else(|| akin(lang));
    let (lang, text) = found.or_else(|| exact(default).or_else(|| akin(default)))?;
    Some(map(vec![
        ("text", Value::from(text.as_str())),
        ("lang", Value::from(lang.as_str())),
        ("dir", Value::from(lang.dir())),
    ]))
}

fn number(number: &Emergency) -> Value {
    map(vec![
        ("number", Value::from(number.shown.as_str())),
        ("href", Value::from(format!("tel:{}", number.digits))),
    ])
}

fn country_value(world: &World, lang: &Lang, help: &CountryHelp) -> Value {
    map(vec![
        ("code", Value::from(help.country.as_str())),
        (
            "name",
            Value::from(country_name(world, lang, &help.country)),
        ),
        ("anchor", Value::from(anchor(help))),
    ])
}

fn country_name(world: &World, lang: &Lang, code: &str) -> String {
    let name = world.area_name(lang, &[code.to_owned()]);
    match country::name(code) {
        Some(english) if name == code => english.to_owned(),
        _ => name,
    }
}

/// Where the help of a country stands on the page of all help.
fn anchor(help: &CountryHelp) -> String {
    help.country.to_lowercase()
}
