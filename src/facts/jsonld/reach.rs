//! How to reach it, and when somebody answers.

use super::thing::{Thing, list, text};
use super::{Told, place};
use crate::base::day::Day;
use crate::base::lang::Lang;
use crate::content::listing::{
    Channel, ChannelCost, ChannelKind, Hours, HoursException, Kind, Listing, Opening, Weekday,
};
use tera::Value;

/// Its pages elsewhere than at this address.
pub(super) fn websites(channels: &[Channel], here: &str) -> Option<Value> {
    let pages = channels.iter().filter(|one| one.kind == ChannelKind::Url);
    let pages = pages.filter_map(|one| one.href.as_deref());
    list(pages.filter(|page| *page != here).map(text))
}

/// The ways to reach a service.
pub(super) fn channels(told: Told<'_>) -> Option<Value> {
    let Listing {
        channels,
        languages,
        online,
        ..
    } = told.listing;
    let languages: Vec<&str> = languages.iter().map(Lang::as_str).collect();
    let is_site = told.listing.kind == Kind::OnlineCommunity;
    let own = channels.iter().filter_map(|one| match one.kind {
        // People meet on it.
        ChannelKind::Url if is_site => linked(one, &languages),
        _ => channel(one, &languages),
    });
    let online = online.as_ref();
    let joining = online.and_then(|online| online.url.as_deref()).map(|url| {
        let joining = Thing::new("ServiceChannel").with("serviceUrl", url);
        spoken(joining, &languages).value()
    });
    let location = told.listing.location.as_ref();
    let room = place::place((told.world, told.lang()), location).map(|place| {
        let room = Thing::new("ServiceChannel").with("serviceLocation", place);
        spoken(room, &languages).value()
    });
    list(own.chain(joining).chain(room))
}

fn channel(channel: &Channel, languages: &[&str]) -> Option<Value> {
    let property = match channel.kind {
        ChannelKind::Voice | ChannelKind::Textphone | ChannelKind::Relay => "servicePhone",
        ChannelKind::Text => "serviceSmsNumber",
        // Its website is what it is known by, and a letter has no address of a machine.
        ChannelKind::Url | ChannelKind::Post => return None,
        _ => "serviceUrl",
    };
    let own: Vec<&str> = channel.languages.iter().map(Lang::as_str).collect();
    let languages = match own.is_empty() {
        true => languages,
        false => &own,
    };
    let reached = match property {
        "serviceUrl" => text(channel.href.as_deref()?),
        _ => contact_point(channel)?.value(),
    };
    let channel = Thing::new("ServiceChannel")
        .text("name", channel.label.as_deref())
        .with(property, reached);
    Some(spoken(channel, languages).value())
}

fn linked(channel: &Channel, languages: &[&str]) -> Option<Value> {
    let url = channel.href.as_deref()?;
    let channel = Thing::new("ServiceChannel").with("serviceUrl", url);
    Some(spoken(channel, languages).value())
}

fn spoken(channel: Thing, languages: &[&str]) -> Thing {
    let languages = languages.iter().map(|tag| text(tag));
    channel.maybe("availableLanguage", list(languages))
}

/// The ways to reach an organization that have a number or an address for mail.
pub(super) fn contact_points(channels: &[Channel]) -> Option<Value> {
    let points = channels.iter().filter_map(contact_point);
    list(points.map(Thing::value))
}

fn contact_point(channel: &Channel) -> Option<Thing> {
    let point = match (&channel.number, channel.kind) {
        (Some(number), _) => {
            let dialled = match &channel.extension {
                Some(extension) => format!("{number};ext={extension}"),
                None => number.to_string(),
            };
            Thing::new("ContactPoint").with("telephone", dialled)
        }
        (None, ChannelKind::Email) => {
            Thing::new("ContactPoint").with("email", channel.value.as_str())
        }
        _ => return None,
    };
    let options = [
        (channel.cost == Some(ChannelCost::Free)).then_some("TollFree"),
        matches!(channel.kind, ChannelKind::Textphone | ChannelKind::Relay)
            .then_some("HearingImpairedSupported"),
    ];
    let options = options.into_iter().flatten().map(text);
    let hours = channel.hours.as_ref().and_then(hours);
    let point = point
        .text("contactType", channel.label.as_deref())
        .maybe("contactOption", list(options))
        .maybe("hoursAvailable", hours);
    Some(point)
}

/// When a service can be reached, on usual days and on those that are not.
pub(super) fn opening(listing: &Listing, today: Day) -> Option<Value> {
    let usual = listing.hours.as_ref().map_or(Vec::new(), specifications);
    let coming = listing.hours_exceptions.iter();
    let coming = coming.filter(|exception| exception.to >= today);
    list(usual.into_iter().chain(coming.flat_map(exceptional)))
}

fn hours(hours: &Hours) -> Option<Value> {
    list(specifications(hours).into_iter())
}

fn specifications(hours: &Hours) -> Vec<Value> {
    match hours {
        Hours::Always => vec![specification(&Weekday::ALL, Opening::ALL_DAY)],
        Hours::Unknown | Hours::ByAppointment => Vec::new(),
        Hours::Weekly(week) => {
            let groups = week.groups();
            let of_days = groups.iter().flat_map(|(days, openings)| {
                let openings = openings.iter();
                openings.map(|opening| specification(days, *opening))
            });
            of_days.collect()
        }
    }
}

fn specification(days: &[Weekday], opening: Opening) -> Value {
    let days = days.iter().map(|day| text(day.name()));
    let hours = Thing::new("OpeningHoursSpecification").maybe("dayOfWeek", list(days));
    from_to(hours, opening).value()
}

fn exceptional(exception: &HoursException) -> Vec<Value> {
    let days = || {
        Thing::new("OpeningHoursSpecification")
            .with("validFrom", exception.from.to_string())
            .with("validThrough", exception.to.to_string())
    };
    match exception.hours.is_empty() {
        // From midnight to the same midnight is how it is said that it is closed.
        true => vec![
            days()
                .with("opens", "00:00")
                .with("closes", "00:00")
                .value(),
        ],
        false => {
            let openings = exception.hours.iter();
            openings
                .map(|opening| from_to(days(), *opening).value())
                .collect()
        }
    }
}

/// All day is until a minute before midnight, since until midnight would be closed.
fn from_to(hours: Thing, opening: Opening) -> Thing {
    let time = |time: jiff::civil::Time| time.strftime("%H:%M").to_string();
    let closes = match opening == Opening::ALL_DAY {
        true => "23:59".to_owned(),
        false => time(opening.closes),
    };
    hours
        .with("opens", time(opening.opens))
        .with("closes", closes)
}
