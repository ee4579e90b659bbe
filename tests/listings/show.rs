//! Listings and faults as text, for snapshots.

use std::fmt::Write as _;
use waypost::base::diag::{Diagnostic, Severity};
use waypost::base::span::line_column;
use waypost::content::listing::{
    Alert, Areas, Channel, CostOption, Listing, Location, Online, OrganizationRef, Origin,
    Platform, Publish, Safety, Schedule, Status,
};

/// A schedule as the fields of a table.
pub fn columns(schedule: &Schedule) -> String {
    let columns = schedule.columns();
    let texts = columns.iter().map(|(name, text)| format!("{name}={text}"));
    texts.collect::<Vec<_>>().join(" | ")
}

/// A listing without what it doesn't have.
pub fn show(listing: &Listing) -> String {
    let Listing {
        id,
        former_ids,
        kind,
        name,
        alternate_name,
        summary,
        organization,
        status,
        status_note,
        replaced_by,
        audience,
        eligibility_description,
        minimum_age,
        maximum_age,
        open_to,
        areas,
        languages,
        channels,
        attendance,
        location,
        online,
        hours,
        hours_note,
        hours_exceptions,
        schedule,
        timezone,
        cost,
        cost_options,
        referral,
        accessibility,
        safety,
        what_to_expect,
        format,
        event_status,
        provider,
        self_paced,
        platform,
        moderation,
        platforms,
        publisher,
        authors,
        year,
        isbn,
        crisis,
        alert,
        verified,
        review_every,
        valid_from,
        valid_to,
        source,
        publish,
        hide_from,
        span: _,
    } = listing;
    let mut out = format!("{id} ({}): {name}\n", kind.as_str());
    let areas = match areas {
        Areas::Unknown => String::new(),
        Areas::Worldwide => "worldwide".to_owned(),
        Areas::Places(places) => places.iter().map(|a| format!("[{a}]")).collect(),
    };
    let day = |day: &Option<waypost::base::day::Day>| day.map(|day| day.to_string());
    let age = |age: &Option<u8>| age.map(|age| age.to_string());
    let word = |word: Option<&'static str>| word.map(str::to_owned);
    let list = |words: Vec<&str>| (!words.is_empty()).then(|| words.join(", "));
    let listed = |items: Vec<String>| (!items.is_empty()).then(|| items.join("; "));
    let rows = [
        ("alternate_name", alternate_name.clone()),
        ("summary", summary.clone()),
        ("organization", organization.as_ref().map(organization_of)),
        (
            "status",
            (*status != Status::Active).then(|| status.as_str().to_owned()),
        ),
        ("status_note", status_note.clone()),
        (
            "former_ids",
            list(former_ids.iter().map(|(id, _)| id.as_str()).collect()),
        ),
        (
            "replaced_by",
            replaced_by.as_ref().map(|(id, _)| id.clone()),
        ),
        ("audience", Some(audience.join(", "))),
        ("areas", Some(areas)),
        (
            "languages",
            list(languages.iter().map(|lang| lang.as_str()).collect()),
        ),
        ("hours", hours.as_ref().map(ToString::to_string)),
        ("hours_note", hours_note.clone()),
        (
            "hours_exceptions",
            listed(hours_exceptions.iter().map(ToString::to_string).collect()),
        ),
        ("schedule", schedule.as_ref().map(columns)),
        ("timezone", timezone.as_ref().map(ToString::to_string)),
        ("location", location.as_ref().map(location_of)),
        ("online", online.as_ref().map(online_of)),
        ("attendance", word(attendance.map(|word| word.as_str()))),
        ("cost", word(cost.map(|word| word.as_str()))),
        (
            "cost_options",
            listed(cost_options.iter().map(cost_of).collect()),
        ),
        ("eligibility_description", eligibility_description.clone()),
        ("minimum_age", age(minimum_age)),
        ("maximum_age", age(maximum_age)),
        ("open_to", word(open_to.map(|word| word.as_str()))),
        (
            "referral",
            list(referral.iter().map(|word| word.as_str()).collect()),
        ),
        (
            "accessibility",
            list(accessibility.iter().map(|word| word.as_str()).collect()),
        ),
        ("safety", safety.as_ref().map(safety_of)),
        ("what_to_expect", what_to_expect.clone()),
        ("format", word(format.map(|word| word.as_str()))),
        ("event_status", word(event_status.map(|word| word.as_str()))),
        ("authors", Some(authors.join(", "))),
        ("year", year.map(|y| y.to_string())),
        ("isbn", isbn.clone()),
        ("publisher", publisher.clone()),
        ("provider", provider.clone()),
        ("self_paced", self_paced.then(|| "yes".to_owned())),
        ("platform", platform.clone()),
        ("moderation", word(moderation.map(|word| word.as_str()))),
        (
            "platforms",
            listed(platforms.iter().map(platform_of).collect()),
        ),
        ("crisis", Some(crisis.as_str().replace("none", ""))),
        ("alert", alert.as_ref().map(alert_of)),
        ("review_every", review_every.map(|every| every.to_string())),
        ("valid_from", day(valid_from)),
        ("valid_to", day(valid_to)),
        ("source", source.as_ref().map(origin_of)),
        (
            "publish",
            (*publish != Publish::Public).then(|| publish.as_str().to_owned()),
        ),
        (
            "hide_from",
            list(hide_from.iter().map(|word| word.as_str()).collect()),
        ),
    ];
    for (name, value) in rows {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            let _ = writeln!(out, "  {name}: {value}");
        }
    }
    for channel in channels {
        let _ = writeln!(out, "  {}", show_channel(channel));
    }
    if let Some(verified) = verified {
        let by = verified.by.as_deref().unwrap_or("-");
        let method = verified.method.map_or("-", |method| method.as_str());
        let source = verified.source.as_deref().unwrap_or("-");
        let _ = writeln!(
            out,
            "  verified: {} by {by}, {method}, {source}",
            verified.date
        );
    }
    out
}

/// `name=value` for each part that is there.
fn parts(parts: &[(&str, Option<String>)]) -> String {
    let there = parts
        .iter()
        .filter_map(|(name, value)| Some(format!("{name}={:?}", value.as_ref()?)));
    there.collect::<Vec<_>>().join(" ")
}

fn organization_of(organization: &OrganizationRef) -> String {
    match organization {
        OrganizationRef::Known { id, span: _ } => format!("#{id}"),
        OrganizationRef::Named { name, url } => match url {
            Some(url) => format!("{name} <{url}>"),
            None => name.clone(),
        },
    }
}

fn location_of(location: &Location) -> String {
    let Location {
        name,
        address_1,
        address_2,
        city,
        region,
        postal_code,
        country,
        latitude,
        longitude,
        notes,
        transportation,
        address,
    } = location;
    let known = parts(&[
        ("name", name.clone()),
        ("address_1", address_1.clone()),
        ("address_2", address_2.clone()),
        ("city", city.clone()),
        ("region", region.clone()),
        ("postal_code", postal_code.clone()),
        ("country", country.clone()),
        ("latitude", latitude.map(|degrees| degrees.to_string())),
        ("longitude", longitude.map(|degrees| degrees.to_string())),
        ("notes", notes.clone()),
        ("transportation", transportation.clone()),
    ]);
    format!("({}) {known}", address.as_str())
}

fn online_of(online: &Online) -> String {
    let Online {
        url,
        phone,
        access_notes,
        publish,
    } = online;
    let known = parts(&[
        ("url", url.clone()),
        ("phone", phone.as_ref().map(show_channel)),
        ("access_notes", access_notes.clone()),
    ]);
    format!("({}) {known}", publish.as_str())
}

fn cost_of(cost: &CostOption) -> String {
    let CostOption {
        option,
        amount,
        currency,
        note,
    } = cost;
    parts(&[
        ("option", option.clone()),
        ("amount", amount.clone()),
        ("currency", currency.clone()),
        ("note", note.clone()),
    ])
}

fn platform_of(platform: &Platform) -> String {
    let Platform { platform, url } = platform;
    format!("{platform} <{}>", url.as_deref().unwrap_or_default())
}

fn safety_of(safety: &Safety) -> String {
    let Safety {
        answered_by,
        confidential,
        anonymous,
        emergency_policy,
        shows_on_bill,
    } = safety;
    let flag = |flag: &Option<bool>| flag.map(|flag| flag.to_string());
    parts(&[
        ("answered_by", answered_by.clone()),
        ("confidential", flag(confidential)),
        ("anonymous", flag(anonymous)),
        ("emergency_policy", emergency_policy.clone()),
        ("shows_on_bill", flag(shows_on_bill)),
    ])
}

fn alert_of(alert: &Alert) -> String {
    let Alert {
        text,
        from,
        until,
        span: _,
    } = alert;
    let from = from.map_or(String::new(), |day| format!("from {day} "));
    format!("{text} ({from}until {until})")
}

fn origin_of(origin: &Origin) -> String {
    let Origin {
        name,
        url,
        license,
        retrieved,
    } = origin;
    parts(&[
        ("name", name.clone()),
        ("url", url.clone()),
        ("license", license.clone()),
        ("retrieved", retrieved.map(|day| day.to_string())),
    ])
}

/// A channel without what it doesn't have.
pub fn show_channel(channel: &Channel) -> String {
    let Channel {
        kind,
        value,
        href,
        number: _,
        extension,
        keyword,
        label,
        languages,
        hours,
        cost,
        note,
    } = channel;
    let href = href.as_deref().unwrap_or("no link");
    let mut out = format!("{}: {value} <{href}>", kind.as_str());
    let languages: Vec<&str> = languages.iter().map(|lang| lang.as_str()).collect();
    let languages = (!languages.is_empty()).then(|| languages.join(", "));
    for (name, text) in [
        ("extension", extension.clone()),
        ("keyword", keyword.clone()),
        ("label", label.clone()),
        ("languages", languages),
        ("hours", hours.as_ref().map(ToString::to_string)),
        ("cost", cost.map(|cost| cost.as_str().to_owned())),
        ("note", note.clone()),
    ] {
        if let Some(text) = text {
            let _ = write!(out, " {name}={text:?}");
        }
    }
    out
}

/// Faults with their places.
pub fn tell(text: &str, faults: Vec<Diagnostic>) -> String {
    let mut out = String::new();
    for fault in faults {
        let severity = match fault.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let span = fault.primary.clone().expect("every fault has a place");
        let at = line_column(text, span.range.start);
        let marked = text
            .get(span.range.clone())
            .expect("a range of whole characters");
        let _ = writeln!(
            out,
            "{}:{} {severity}[{}] {}\n    at {marked:?}",
            at.line, at.column, fault.code, fault.message
        );
        if !fault.caption.is_empty() {
            let _ = writeln!(out, "    caption: {}", fault.caption);
        }
        for label in &fault.labels {
            let at = line_column(text, label.span.range.start);
            let _ = writeln!(out, "    and {}:{}: {}", at.line, at.column, label.text);
        }
        if let Some(help) = &fault.help {
            let _ = writeln!(out, "    help: {help}");
        }
        for note in &fault.notes {
            let _ = writeln!(out, "    note: {note}");
        }
    }
    out
}
