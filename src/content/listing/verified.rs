//! That somebody checked a listing: as a map, or as a day with `verified_by` and `verified_method`
//! beside it, which is how a table says it.

use super::text::as_day;
use super::{Method, Verified};
use crate::base::diag::Diagnostic;
use crate::base::node::{Fields, NodeValue};

/// Reads `verified` in either form.
pub(super) fn read(fields: &mut Fields<'_, '_>) -> Option<Verified> {
    let node = fields.node("verified");
    let by = fields.text("verified_by");
    let method = fields.choice("verified_method", Method::WORDS);
    let source = fields.text("verified_source");
    let node = node?;
    if matches!(node.value, NodeValue::Map(_)) {
        let path = fields.path();
        let mut own = Fields::of(node, "`verified`", path, fields.sink());
        let date = own.node("date");
        let day = date.and_then(|date| as_day(&mut own, "date", date));
        let (by, method) = (
            own.text("by").or(by),
            own.choice("method", Method::WORDS).or(method),
        );
        let source = own.text("source").or(source);
        if date.is_none() {
            let fault =
                Diagnostic::error("listing/verified", "`verified` doesn't say on which day");
            own.report(
                fault.help("add the day: verified: {date: 2026-03-01, by: …}"),
                &node.span,
            );
        }
        own.finish();
        return Some(Verified {
            date: day?,
            by,
            method,
            source,
            span: date?.span.clone(),
        });
    }
    Some(Verified {
        date: as_day(fields, "verified", node)?,
        by,
        method,
        source,
        span: node.span.clone(),
    })
}
