//! Which thing of schema.org each kind of listing is, and what that says besides.

use super::thing::{Thing, list, text};
use super::{Told, named, place, reach, when};
use crate::content::listing::{Attendance, Cost, EventStatus, Kind, Listing, Platform};
use tera::Value;

/// The thing that a listing is. None if what it needs above all is not known: an event's date.
pub(super) fn thing(told: Told<'_>) -> Option<Thing> {
    match told.listing.kind {
        Kind::Helpline | Kind::Service | Kind::OnlineCommunity => Some(service(told)),
        Kind::Group => Some(group(told)),
        Kind::Event => event(told),
        Kind::Training => Some(course(told)),
        Kind::App => Some(app(told)),
        Kind::Book => Some(book(told)),
    }
}

fn service(told: Told<'_>) -> Thing {
    let known = (told.world, told.lang());
    let kind = format!("kind.{}", told.listing.kind.as_str());
    let kind = told
        .world
        .word(told.lang(), &kind, None, &Default::default());
    told.head("Service")
        .with("serviceType", kind)
        .maybe("provider", told.organization())
        .maybe("areaServed", place::areas(known, told.listing))
        .maybe("availableChannel", reach::channels(told))
        .maybe(
            "hoursAvailable",
            reach::opening(told.listing, told.world.site.today),
        )
        .maybe("offers", offers(told.listing))
}

fn group(told: Told<'_>) -> Thing {
    let series = gathering(told, told.head("EventSeries"));
    series.maybe("eventSchedule", when::schedules(told))
}

fn event(told: Told<'_>) -> Option<Thing> {
    let next = when::next(told)?;
    let dated = when::dated(told.head("Event"), &next, Some(&next));
    let status = match told.listing.event_status {
        Some(EventStatus::Cancelled) => "EventCancelled",
        Some(EventStatus::Postponed) => "EventPostponed",
        Some(EventStatus::Rescheduled) => "EventRescheduled",
        Some(EventStatus::MovedOnline) => "EventMovedOnline",
        Some(EventStatus::Scheduled) | None => "EventScheduled",
    };
    let event = dated.with("eventStatus", format!("https://schema.org/{status}"));
    Some(gathering(told, event).maybe("eventSchedule", when::schedules(told)))
}

/// What groups and events have: where, for whom, for how much.
fn gathering(told: Told<'_>, thing: Thing) -> Thing {
    let is_free = match told.listing.cost {
        Some(Cost::Free | Cost::Donation) => Some(true),
        Some(Cost::Paid | Cost::SlidingScale) => Some(false),
        Some(Cost::Unknown) | None => None,
    };
    attended(told, thing)
        .maybe("organizer", told.organization())
        .maybe("isAccessibleForFree", is_free)
        .maybe("offers", offers(told.listing))
}

/// How one takes part, and where. What is told on request is not in the model: then the page is where
/// one asks.
fn attended(told: Told<'_>, thing: Thing) -> Thing {
    let room = || place::venue((told.world, told.lang()), told.listing);
    let online = told.listing.online.as_ref();
    let online = || {
        let url = online.and_then(|online| online.url.clone());
        let there = Thing::new("VirtualLocation");
        Some(
            there
                .with("url", url.unwrap_or_else(|| told.address()))
                .value(),
        )
    };
    let (mode, places) = match told.listing.attendance {
        Some(Attendance::InPerson) => (Some("OfflineEventAttendanceMode"), [room(), None]),
        Some(Attendance::Hybrid) => (Some("MixedEventAttendanceMode"), [room(), online()]),
        Some(Attendance::Online | Attendance::Phone) => {
            (Some("OnlineEventAttendanceMode"), [online(), None])
        }
        None => (None, [room(), None]),
    };
    let mode = mode.map(|mode| format!("https://schema.org/{mode}"));
    thing
        .maybe("eventAttendanceMode", mode)
        .maybe("location", list(places.into_iter().flatten()))
}

fn course(told: Told<'_>) -> Thing {
    let Listing {
        provider,
        attendance,
        ..
    } = told.listing;
    let mode = match attendance {
        Some(Attendance::InPerson) => Some("Onsite"),
        Some(Attendance::Hybrid) => Some("Blended"),
        Some(Attendance::Online | Attendance::Phone) => Some("Online"),
        None => None,
    };
    let instance = Thing::new("CourseInstance")
        .text("courseMode", mode)
        .maybe("courseSchedule", when::schedules(told));
    let instance = match when::next(told) {
        Some(next) => when::dated(instance, &next, when::last(told).as_ref()),
        None => instance,
    };
    let instance = match instance.is_bare() {
        true => instance,
        false => attended(told, instance),
    };
    let by = provider.as_deref().map(|name| named(name, None));
    told.head("Course")
        .maybe("provider", by.or_else(|| told.organization()))
        .maybe(
            "hasCourseInstance",
            (!instance.is_bare()).then(|| instance.value()),
        )
        .maybe("offers", offers(told.listing))
}

fn app(told: Told<'_>) -> Thing {
    let Listing {
        platforms,
        publisher,
        ..
    } = told.listing;
    let systems: Vec<&str> = platforms.iter().map(|one| one.platform.as_str()).collect();
    let stores = platforms
        .iter()
        .filter_map(|Platform { url, .. }| url.as_deref());
    let by = publisher.as_deref().map(|name| named(name, None));
    told.head("MobileApplication")
        .text("operatingSystem", Some(systems.join(", ").as_str()))
        .maybe("downloadUrl", list(stores.map(text)))
        .maybe("publisher", by.or_else(|| told.organization()))
        .maybe("offers", offers(told.listing))
}

fn book(told: Told<'_>) -> Thing {
    let Listing {
        authors,
        year,
        isbn,
        publisher,
        ..
    } = told.listing;
    let authors = authors
        .iter()
        .map(|name| Thing::new("Person").with("name", name.as_str()).value());
    let by = publisher.as_deref().map(|name| named(name, None));
    told.head("Book")
        .maybe("author", list(authors))
        .text("isbn", isbn.as_deref())
        .maybe("datePublished", year.map(|year| year.to_string()))
        .maybe("publisher", by)
}

/// What it costs. Nothing is nothing in any money.
fn offers(listing: &Listing) -> Option<Value> {
    let options = listing.cost_options.iter().filter_map(|option| {
        let (amount, currency) = (option.amount.as_deref()?, option.currency.as_deref()?);
        let offer = Thing::new("Offer")
            .text("name", option.option.as_deref())
            .with("price", amount)
            .with("priceCurrency", currency);
        Some(offer.value())
    });
    let free = (listing.cost == Some(Cost::Free)).then(|| {
        let offer = Thing::new("Offer").with("category", "Free");
        offer.with("price", "0").value()
    });
    list(options.chain(free))
}
