//! How often a listing is to be checked.

use crate::base::diag::Diagnostic;
use crate::base::interval::{Interval, help_with};
use crate::base::node::Fields;

/// Reads `review_every`.
pub(super) fn read(fields: &mut Fields<'_, '_>) -> Option<Interval> {
    let (typed, span) = fields.text_at("review_every")?;
    let interval = Interval::parse(&typed);
    if interval.is_none() {
        let fault = Diagnostic::error(
            "listing/review-every",
            format!("`{typed}` is not a time after which to check a listing again"),
        );
        fields.report(fault.help(help_with(&typed)), &span);
    }
    interval
}
