//! Links that carry parameters by which senders follow their readers. Readers never get those, so it is
//! told only to a writer who asks what could be better.

use crate::base::diag::Diagnostic;
use crate::base::tracking::untracked;
use crate::facts::World;

/// A remark on each link that is not published as it was written.
pub fn check_tracking(world: &World) -> Vec<Diagnostic> {
    let entries = world.site.entries.iter();
    let links = entries.flat_map(|entry| entry.body.links.iter().map(move |link| (entry, link)));
    let tracked = links.filter_map(|(entry, link)| {
        let (clean, dropped) = untracked(&link.target);
        let message = format!(
            "this link tells the site where its reader came from: {}",
            dropped.join(", ")
        );
        (!dropped.is_empty()).then(|| {
            Diagnostic::warning("links/tracking", message)
                .at(&entry.source, link.span.clone())
                .caption("left out of your site")
                .help(format!("write {clean}"))
        })
    });
    tracked.collect()
}
