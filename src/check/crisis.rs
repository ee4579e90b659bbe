//! What the settings say of help in a crisis, with the listings at hand: that each can be relied on, that
//! it can be reached, and that no country of a page is forgotten.

use crate::base::diag::{Diagnostic, Severity, Sink, nearest};
use crate::base::span::Span;
use crate::config::crisis::{CountryHelp, Crisis as Settings, Typed};
use crate::config::vocabulary::fold;
use crate::content::listing::{ChannelKind, Crisis, Listing, Status};
use crate::model::Site;
use std::collections::BTreeSet;

/// Checks `[crisis]`.
pub fn check_crisis(site: &Site, sink: &mut Sink) {
    let Some(settings) = &site.config.crisis else {
        return sink.extend(nothing_set(site));
    };
    for help in &settings.countries {
        check_help(site, help, sink);
    }
    check_topics(site, settings, sink);
    check_countries(site, settings, sink);
}

/// Listings are for readers in a crisis, and no page shows them as such.
fn nothing_set(site: &Site) -> Option<Diagnostic> {
    let ids = crisis_ids(site);
    let (_, entry) = site
        .all()
        .find(|(id, _)| site.is_for_crisis(*id) && site.is_listed(*id))?;
    let country = site.config.country.as_deref().unwrap_or("GB");
    let first: Vec<&str> = ids.iter().take(3).copied().collect();
    let listed = first.join("\", \"");
    (!ids.is_empty()).then(|| {
        let message = match ids.len() {
            1 => "a listing is for readers in a crisis, and no page offers it to them".to_owned(),
            many => format!("{many} listings are for readers in a crisis, and no page offers them"),
        };
        Diagnostic::warning("crisis/not-set", message)
            .at(&entry.source, entry.span.start..entry.span.start)
            .help(format!(
                "name the best of them, and the emergency number, at the end of waypost.toml:\n[crisis.{country}]\nlistings = [\"{listed}\"]\nemergency = [\"…\"]"
            ))
    })
}

/// The ids of listings that are for readers in a crisis and in lists.
fn crisis_ids(site: &Site) -> BTreeSet<&str> {
    let all = site.all().filter(|(id, _)| site.is_listed(*id));
    let listings = all.filter_map(|(_, entry)| entry.listing());
    let marked = listings.filter(|listing| listing.crisis != Crisis::None);
    marked.map(|listing| listing.id.as_str()).collect()
}

fn check_help(site: &Site, help: &CountryHelp, sink: &mut Sink) {
    let mut can_be_reached = false;
    let mut seen = BTreeSet::new();
    for typed in &help.listings {
        if !seen.insert(typed.0.as_str()) {
            sink.push(
                at(site, typed, format!("`{}` stands here twice", typed.0))
                    .help("delete one of them"),
            );
            continue;
        }
        match listing(site, typed) {
            Ok(listing) => can_be_reached |= is_direct(listing),
            Err(fault) => {
                sink.push(*fault);
                can_be_reached = true;
            }
        }
    }
    if !can_be_reached && !help.listings.is_empty() {
        let fault = Diagnostic::error(
            "crisis/channel",
            format!(
                "none of the listings for {} can be called, texted or written to at once",
                help.country
            ),
        );
        sink.push(
            fault
                .at_span(Span::new(&site.config.path, help.span.clone()))
                .help("name one that has phone, text, chat or whatsapp"),
        );
    }
}

/// Whether somebody answers at once.
fn is_direct(listing: &Listing) -> bool {
    use ChannelKind::{Relay, Signal, Text, Textphone, Video, Voice, Webchat, Whatsapp};
    let direct = [
        Voice, Text, Textphone, Relay, Webchat, Whatsapp, Signal, Video,
    ];
    let mut channels = listing.channels.iter();
    channels.any(|channel| channel.href.is_some() && direct.contains(&channel.kind))
}

/// The listing of an id, if it is fit for readers in a crisis. One that has expired is told where it
/// stands.
fn listing<'s>(site: &'s Site, typed: &Typed) -> Result<&'s Listing, Box<Diagnostic>> {
    let (id, _) = typed;
    let Some(found) = site.listing(id, site.config.default_lang()) else {
        return Err(Box::new(unknown(site, typed)));
    };
    let entry = site.entry(found);
    let Some(listing) = entry.listing() else {
        return Err(Box::new(unknown(site, typed)));
    };
    let here = |fault: Diagnostic, what: &str| {
        let start = listing.span.start..listing.span.start;
        fault.label(Span::new(&entry.source, start), what)
    };
    let name = &listing.name;
    if listing.crisis == Crisis::None {
        let fault = at(
            site,
            typed,
            format!("{name} is not marked as help for readers in a crisis"),
        );
        return Err(Box::new(here(fault, "this listing").help(
            "if it takes calls from people in danger, add `crisis: urgent` to it; else name another",
        )));
    }
    if listing.verified.is_none() {
        let fault = at(site, typed, format!("nobody has checked {name} yet"));
        return Err(Box::new(here(fault, "this listing").help(format!(
            "make sure of it, then: waypost verify {id} --method phone"
        ))));
    }
    if listing.status != Status::Active && site.is_listed(found) {
        let mut fault = at(
            site,
            typed,
            format!("{name} is closed at present, so readers in a crisis are not sent there"),
        );
        fault.severity = Severity::Warning;
        return Err(Box::new(here(fault, "this listing").help(
            "name another until it is open again; if it is open, delete its `status`",
        )));
    }
    if !site.is_listed(found) {
        let fault = at(
            site,
            typed,
            format!(
                "{name} is unlisted or no longer offered, and can't be shown to readers in a crisis"
            ),
        );
        return Err(Box::new(
            here(fault, "this listing").help("name another, or list this one again"),
        ));
    }
    Ok(listing)
}

fn unknown(site: &Site, typed: &Typed) -> Diagnostic {
    let (id, _) = typed;
    let of_id = |source: &String| {
        let name = source.rsplit('/').next().unwrap_or(source);
        name.strip_suffix(".md") == Some(id)
    };
    let out = &site.left_out;
    let hidden = [&out.drafts, &out.future, &out.expired]
        .into_iter()
        .flatten();
    if let Some(source) = hidden.into_iter().find(|source| of_id(source)) {
        return at(site, typed, format!("`{id}` is not published"))
            .note(format!(
                "{source} is a draft, or its day has not come or is past"
            ))
            .help("publish it first, or name another");
    }
    let marked = crisis_ids(site);
    let near = nearest(id, marked.iter().copied()).or_else(|| nearest(id, site.listing_ids()));
    let fault = at(site, typed, format!("there is no listing `{id}`"));
    match near {
        Some(near) => fault.help(format!("did you mean `{near}`?")),
        None => fault.help("write the id of a listing: its file's name without .md, or what stands in the table's column `id`"),
    }
}

fn at(site: &Site, (_, span): &Typed, message: String) -> Diagnostic {
    Diagnostic::error("crisis/listing", message).at(&site.config.path, span.clone())
}

/// A topic that no article has is a slip.
fn check_topics(site: &Site, settings: &Settings, sink: &mut Sink) {
    if settings.topics.is_empty() {
        return;
    }
    let lang = site.config.default_lang();
    let used = site
        .entries
        .iter()
        .flat_map(|entry| entry.front.terms.get("topics"));
    let mut known: BTreeSet<&str> = used.flatten().map(|(key, _)| key.as_str()).collect();
    if let Some(vocabulary) = site.config.vocabularies.of("topics") {
        known.extend(vocabulary.keys());
    }
    for (topic, span) in &settings.topics {
        let key = fold(&site.config.topic_key(topic, lang));
        if known.iter().any(|known| fold(known) == key) {
            continue;
        }
        let fault = Diagnostic::warning(
            "crisis/topic",
            format!("nothing here has the topic `{topic}`"),
        )
        .at(&site.config.path, span.clone());
        sink.push(match nearest(topic, known.iter().copied()) {
            Some(near) => fault.help(format!("did you mean `{near}`?")),
            None => fault.help("write it as in `topics` of your articles"),
        });
    }
}

/// Pages of a country without help show no number at all, and somebody should know.
fn check_countries(site: &Site, settings: &Settings, sink: &mut Sink) {
    let mut told = BTreeSet::new();
    for entry in &site.entries {
        let Some((country, span)) = &entry.front.country else {
            continue;
        };
        // A translation has the country of its original, and its place is there.
        let is_own = entry.lang == *site.config.default_lang() || entry.place.lang.is_none();
        if !is_own || settings.of(country).is_some() || !told.insert(country) {
            continue;
        }
        let fault = Diagnostic::warning(
            "crisis/country",
            format!("pages for {country} can offer no help in a crisis"),
        );
        sink.push(fault.at(&entry.source, span.clone()).help(format!(
            "name one to three listings of {country} under [crisis.{country}] in waypost.toml"
        )));
    }
    let own = site.config.country.as_deref();
    if let Some(country) = own
        && settings.of(country).is_none()
        && let Some(first) = settings.countries.first()
    {
        let fault = Diagnostic::warning(
            "crisis/country",
            format!("the site is for {country}, and no help in a crisis is named for it"),
        );
        let place = Span::new(&site.config.path, first.span.clone());
        sink.push(
            fault
                .at_span(place)
                .help(format!("add [crisis.{country}], or change `country`")),
        );
    }
}
