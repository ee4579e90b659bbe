//! What only the day of the build can tell of a listing.

use super::standing;
use crate::base::diag::{Diagnostic, Severity, Sink};
use crate::content::listing::{Crisis, Listing, Verified};
use crate::facts::World;
use crate::model::EntryId;
use crate::model::freshness::{Freshness, State};

/// Nobody can have checked a listing tomorrow, and what is for readers in a crisis must have been
/// checked not long ago. A translation has the date of its original, where it is told.
pub fn check_listings(world: &World, allow_stale: bool, sink: &mut Sink) {
    let site = &world.site;
    for (id, entry) in site.all() {
        if entry.lang != *site.config.default_lang() {
            continue;
        }
        let Some(listing) = entry.listing() else {
            continue;
        };
        sink.extend(standing::check(site, entry, listing));
        if let Some(verified) = &listing.verified
            && verified.date > site.today
        {
            sink.push(later(world, id, verified));
        }
        if let Some(freshness) = site.freshness(id)
            && listing.crisis != Crisis::None
        {
            sink.extend(stale(world, (id, listing), freshness, allow_stale));
        }
    }
}

fn later(world: &World, id: EntryId, verified: &Verified) -> Diagnostic {
    let message = format!(
        "this was checked on {}, which is after {}",
        verified.date, world.site.today
    );
    let entry = world.site.entry(id);
    Diagnostic::error("listing/verified-later", message)
        .at(&entry.source, verified.span.clone())
        .help("write the day on which somebody made sure of it")
}

/// Help for a crisis that nobody has checked for long.
fn stale(
    world: &World,
    (id, listing): (EntryId, &Listing),
    freshness: Freshness,
    allow_stale: bool,
) -> Option<Diagnostic> {
    let name = &listing.name;
    let word = &listing.id;
    if let Some(end) = freshness.over {
        let message = format!("{name} is for readers in a crisis, but its last day was {end}");
        let fault = Diagnostic::error("listing/expired", message)
            .at(
                &world.site.entry(id).source,
                listing.span.start..listing.span.start,
            )
            .help("take `crisis` away, or give it a later last day");
        return Some(softened(fault, allow_stale));
    }
    let checked = match &listing.verified {
        None => "nobody has checked it".to_owned(),
        Some(verified) => {
            let by = verified.by.as_deref().unwrap_or("somebody");
            format!("it was last checked on {}, by {by}", verified.date)
        }
    };
    let make_sure = format!("make sure of it, then: waypost verify {word} --method phone");
    let fault = match freshness.state {
        State::Fresh | State::Due => return None,
        State::Overdue => Diagnostic::warning(
            "listing/overdue",
            format!("{name} is for readers in a crisis, and should be checked again: {checked}"),
        )
        .help(make_sure),
        State::Expired => Diagnostic::error(
            "listing/expired",
            format!(
                "{name} is for readers in a crisis, but nobody knows if it is still right: {checked}"
            ),
        )
        .help(make_sure),
    };
    let entry = world.site.entry(id);
    let span = match &listing.verified {
        Some(verified) => verified.span.clone(),
        None => listing.span.start..listing.span.start,
    };
    Some(softened(fault.at(&entry.source, span), allow_stale))
}

/// An error, but a warning where stale help is let through.
fn softened(mut fault: Diagnostic, allow_stale: bool) -> Diagnostic {
    match fault.severity {
        Severity::Error if allow_stale => fault.severity = Severity::Warning,
        Severity::Error => {
            if let Some(help) = &mut fault.help {
                help.push_str("; --allow-stale lets it pass, out of the lists for a crisis");
            }
        }
        Severity::Warning => {}
    }
    fault
}
