//! What a listing says of its standing, with the rest of the site and the day at hand: that its
//! successor exists, and that no alert is forgotten.

use crate::base::day::Day;
use crate::base::diag::{Diagnostic, nearest};
use crate::content::Entry;
use crate::content::listing::{Alert, Listing};
use crate::model::Site;
use jiff::ToSpan;

/// What is wrong with it.
pub(super) fn check(site: &Site, entry: &Entry, listing: &Listing) -> Vec<Diagnostic> {
    let alert = listing.alert.as_ref();
    let alert = alert.and_then(|alert| late(entry, alert, site.today));
    let successor = successor(site, entry, listing);
    successor.into_iter().chain(alert).collect()
}

fn successor(site: &Site, entry: &Entry, listing: &Listing) -> Option<Diagnostic> {
    let (id, span) = listing.replaced_by.as_ref()?;
    let other = site.listing(id, &entry.lang);
    if other.is_none() && site.withdrawn_listing(id, &entry.lang).is_some() {
        let name = &listing.name;
        let message = format!("`{id}` was withdrawn, so nothing takes the place of {name}");
        let fault = Diagnostic::warning("listing/replaced-by", message);
        let help = "take this out, or name another listing; readers see neither";
        return Some(fault.at(&entry.source, span.clone()).help(help));
    }
    let message = match other {
        Some(other) if is_itself(site.entry(other), listing) => {
            "a listing can't be replaced by itself".to_owned()
        }
        Some(_) => return None,
        None => format!(
            "there is no listing `{id}` to take the place of {}",
            listing.name
        ),
    };
    let others = site.listing_ids().filter(|other| *other != listing.id);
    let help = match nearest(id, others) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "write the id of another listing: its file's name without .md, or what stands in the table's column `id`".to_owned(),
    };
    Some(
        Diagnostic::error("listing/replaced-by", message)
            .at(&entry.source, span.clone())
            .help(help),
    )
}

fn is_itself(other: &Entry, listing: &Listing) -> bool {
    let other = other.listing().map(|other| other.id.as_str());
    other == Some(listing.id.as_str())
}

/// A year after it begins is the latest day for an alert to end.
fn late(entry: &Entry, alert: &Alert, today: Day) -> Option<Diagnostic> {
    let begins = alert.from.unwrap_or(today);
    let latest = begins.checked_add(1.year()).ok()?;
    if alert.until <= latest {
        return None;
    }
    let message = format!(
        "this alert would stand there until {}, more than a year",
        alert.until
    );
    let help =
        format!("choose a day up to {latest}; what stays longer belongs into the text below");
    Some(
        Diagnostic::error("listing/alert", message)
            .at(&entry.source, alert.span.clone())
            .help(help),
    )
}
