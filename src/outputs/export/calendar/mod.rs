//! iCalendar (RFC 5545, with the names of RFC 7986): the dates of a listing, of the site, of a topic or a
//! place, for the calendars of readers. The same sources give the same bytes: no clock is asked, and what
//! tells editions apart comes from the days on which a listing was checked or changed.

mod event;
mod series;
mod zone;

use super::content_line::ContentLines;
use crate::base::day::Day;
use crate::base::lang::Lang;
use crate::content::listing::Schedule;
use crate::facts::{self, Subject, World};
use crate::model::calendar::zone_of;
use event::Event;
use jiff::tz::TimeZone;
use series::Plan;
use std::collections::BTreeMap;

/// Calendars that somebody has subscribed to look again after this time.
const AGAIN: &str = "P1D";

/// The calendar of a page.
pub(super) fn write(world: &World, subject: &Subject) -> Vec<u8> {
    let site = &world.site;
    let dates = facts::dates(world, subject);
    let lang = subject.lang(site);
    let mut events = Vec::new();
    for id in dates.listings {
        let Some((listing, schedule)) = scheduled(world, id) else {
            continue;
        };
        let zone = zone_of(schedule, &site.config.timezone);
        let plan = Plan::of(schedule, &zone, (event::since(world, id), site.today));
        events.push(Event {
            id,
            listing,
            schedule,
            zone,
            plan,
        });
    }
    let mut lines = ContentLines::default();
    head(&mut lines, (world, subject), (&dates.title, lang));
    zones(&mut lines, &events, world);
    for event in &events {
        event.write(&mut lines, world);
    }
    lines.word("END", "VCALENDAR");
    lines.into_bytes()
}

fn scheduled(
    world: &World,
    id: crate::model::EntryId,
) -> Option<(&crate::content::listing::Listing, &Schedule)> {
    let listing = world.site.entry(id).listing()?;
    Some((listing, listing.schedule.as_ref()?))
}

fn head(
    lines: &mut ContentLines,
    (world, subject): (&World, &Subject),
    (title, lang): (&str, &Lang),
) {
    let own = facts::calendar_url(world, subject);
    lines.word("BEGIN", "VCALENDAR");
    lines.word("VERSION", "2.0");
    lines.word("PRODID", "-//Waypost//Waypost//EN");
    lines.word("CALSCALE", "GREGORIAN");
    lines
        .line("NAME")
        .with("LANGUAGE", lang.as_str())
        .text(title);
    lines.text("X-WR-CALNAME", title);
    let page = world.href(&subject.url(&world.site));
    lines.word("URL", &world.absolute(&page));
    if let Some(own) = own {
        let address = world.absolute(&world.href(&own));
        lines.line("SOURCE").with("VALUE", "URI").word(&address);
    }
    let line = lines.line("REFRESH-INTERVAL");
    line.with("VALUE", "DURATION").word(AGAIN);
    lines.word("X-PUBLISHED-TTL", AGAIN);
}

/// The zones of all events, each from the first day that it is asked for. A calendar without an event
/// has the site's: one must be there.
fn zones(lines: &mut ContentLines, events: &[Event<'_>], world: &World) {
    let mut first: BTreeMap<String, (Day, TimeZone)> = BTreeMap::new();
    for event in events {
        if let Some(day) = event.first_day_in_zone() {
            let entry = first.entry(zone::name(&event.zone));
            let (known, _) = entry.or_insert_with(|| (day, event.zone.clone()));
            *known = day.min(*known);
        }
    }
    let today = world.site.today;
    if first.is_empty() && events.iter().all(|event| event.plan.is_empty()) {
        let zone = world.site.config.timezone.clone();
        first.insert(zone::name(&zone), (today, zone));
    }
    for (day, zone) in first.into_values() {
        zone::write(lines, &zone, (day, today));
    }
}
