//! What only the day of the build can tell of a listing.

use crate::base::diag::{Diagnostic, Sink};
use crate::facts::World;

/// Nobody can have checked a listing tomorrow.
pub fn check_listings(world: &World, sink: &mut Sink) {
    let today = world.site.today;
    for (_, entry) in world.site.all() {
        let verified = entry
            .listing()
            .and_then(|listing| listing.verified.as_ref());
        let Some(verified) = verified.filter(|verified| verified.date > today) else {
            continue;
        };
        let span =
            match verified.span.end <= entry.span.end && verified.span.start >= entry.span.start {
                true => verified.span.clone(),
                // Taken over from the original, where it is told.
                false => continue,
            };
        sink.push(
            Diagnostic::error(
                "listing/verified-later",
                format!(
                    "this was checked on {}, which is after {today}",
                    verified.date
                ),
            )
            .at(&entry.source, span)
            .help("write the day on which somebody made sure of it"),
        );
    }
}
