//! What a listing of each kind must say before it may be published, and what its fields together can
//! get wrong. Drafts and translations are not asked.

use super::{Areas, Attendance, Crisis, Kind, Listing};
use crate::base::diag::Diagnostic;
use crate::base::node::Fields;

/// Of a listing that nobody checked: a table says it once.
pub(super) const UNVERIFIED: &str = "listing/unverified";
/// Of a listing without areas: a table says it once.
pub(super) const NO_AREAS: &str = "listing/no-areas";
pub(super) const HELP_VERIFIED: &str = "check it, and add verified: {date: 2026-03-01, by: your name, method: phone}; \
     in a table, the columns verified, verified_by and verified_method";
pub(super) const HELP_AREAS: &str =
    "add areas: [GB > Greater Manchester > Rochdale], only a country, or worldwide";

/// What only the fields together can get wrong.
pub(super) fn check(fields: &mut Fields<'_, '_>, listing: &Listing, typed_channel: bool) {
    let at = listing.span.start..listing.span.start;
    let Listing { name, kind, .. } = listing;
    let reachable = typed_channel || listing.location.is_some() || fields.node("isbn").is_some();
    if !reachable {
        let fault = Diagnostic::error(
            "listing/no-contact",
            format!("nobody can reach {name}: there is no way given to do it"),
        );
        let help = "add at least one of phone, text, chat, whatsapp, email, url or location";
        fields.report(fault.help(help), &at);
    }
    let checked = fields.node("verified").is_some();
    if listing.crisis != Crisis::None {
        check_crisis(fields, listing, (typed_channel, checked));
    } else if kind.needs_verifying() && !checked {
        let fault = Diagnostic::warning(
            UNVERIFIED,
            format!("nobody has said when {name} was last checked"),
        );
        fields.report(fault.help(HELP_VERIFIED), &at);
    }
    let local = matches!(kind, Kind::Helpline | Kind::Service)
        || matches!(
            listing.attendance,
            Some(Attendance::InPerson | Attendance::Hybrid)
        );
    if local && listing.areas == Areas::Unknown && fields.node("areas").is_none() {
        let fault = Diagnostic::warning(NO_AREAS, format!("{name} doesn't say where it helps"));
        fields.report(fault.help(HELP_AREAS), &at);
    }
}

/// What is shown to readers in a crisis must be reachable, and somebody must have made sure of it.
fn check_crisis(
    fields: &mut Fields<'_, '_>,
    listing: &Listing,
    (typed_channel, checked): (bool, bool),
) {
    let name = &listing.name;
    let at = listing.span.start..listing.span.start;
    let fault =
        |message: String, help: &str| Diagnostic::error("listing/crisis", message).help(help);
    if !typed_channel {
        let message = format!("{name} is for readers in a crisis, but has no number or link");
        let help = "add phone, text, chat, whatsapp or url, or take `crisis` away";
        fields.report(fault(message, help), &at);
    }
    if !checked {
        let message = format!("{name} is for readers in a crisis, but nobody has checked it");
        fields.report(fault(message, HELP_VERIFIED), &at);
    }
}
