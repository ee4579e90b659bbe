//! That somebody checked a listing: as a map, or as a day with `verified_by` and `verified_method`
//! beside it, which is how a table says it.

use super::text::as_day;
use super::{Method, Verified, VerifiedPlaces};
use crate::base::day::Day;
use crate::base::diag::Diagnostic;
use crate::base::node::{Fields, Node, NodeValue};
use std::ops::Range;

/// The parts beside the date, with their places.
#[derive(Default)]
struct Beside {
    by: Option<String>,
    method: Option<Method>,
    source: Option<String>,
    places: VerifiedPlaces,
}

impl Beside {
    fn take(fields: &mut Fields<'_, '_>, [by, method, source]: [&'static str; 3]) -> Beside {
        let mut span = |name| fields.node(name).map(|node| node.span.clone());
        let places = VerifiedPlaces {
            by: span(by),
            method: span(method),
            source: span(source),
        };
        Beside {
            by: checker(fields, by),
            method: fields.choice(method, Method::WORDS),
            source: fields.text(source),
            places,
        }
    }

    /// These, and where there is none, those.
    fn or(self, others: Beside) -> Beside {
        Beside {
            by: self.by.or(others.by),
            method: self.method.or(others.method),
            source: self.source.or(others.source),
            places: VerifiedPlaces {
                by: self.places.by.or(others.places.by),
                method: self.places.method.or(others.places.method),
                source: self.places.source.or(others.places.source),
            },
        }
    }

    fn on(self, (date, span): (Day, Range<usize>)) -> Verified {
        let Beside {
            by,
            method,
            source,
            places,
        } = self;
        Verified {
            date,
            by,
            method,
            source,
            span,
            places,
        }
    }
}

/// What stands in our own help for the name of whoever checked, and for the day.
const NOBODY: &str = "your name";
const NO_DAY: &str = "YYYY-MM-DD";

/// Who checked it. What was pasted from help is nobody.
fn checker(fields: &mut Fields<'_, '_>, name: &'static str) -> Option<String> {
    let (by, span) = fields.text_at(name)?;
    if !by.trim().eq_ignore_ascii_case(NOBODY) {
        return Some(by);
    }
    let message = format!("`{by}` is a place for the name of whoever checked this listing");
    let help = "write who did: a first name or a role is enough, such as Ada or night team";
    let fault = Diagnostic::error("listing/verified", message);
    fields.report(fault.help(help), &span);
    None
}

/// The day of the check.
fn day(fields: &mut Fields<'_, '_>, name: &str, node: &Node) -> Option<Day> {
    let typed = node.scalar().map(str::trim);
    if typed.is_none_or(|typed| !typed.eq_ignore_ascii_case(NO_DAY)) {
        return as_day(fields, name, node);
    }
    let message =
        format!("`{NO_DAY}` is a place for the day on which somebody checked this listing");
    let help = "write that day, the year first; if nobody has checked it lately, do so now and write today's";
    let fault = Diagnostic::error("listing/verified", message);
    fields.report(fault.help(help), &node.span);
    None
}

/// Reads `verified` in either form.
pub(super) fn read(fields: &mut Fields<'_, '_>) -> Option<Verified> {
    let node = fields.node("verified");
    let beside = Beside::take(
        fields,
        ["verified_by", "verified_method", "verified_source"],
    );
    let node = node?;
    if matches!(node.value, NodeValue::Map(_)) {
        let path = fields.path();
        let mut own = Fields::of(node, "`verified`", path, fields.sink());
        let date = own.node("date");
        let day = date.and_then(|date| day(&mut own, "date", date));
        let inside = Beside::take(&mut own, ["by", "method", "source"]);
        if date.is_none() {
            let fault =
                Diagnostic::error("listing/verified", "`verified` doesn't say on which day");
            own.report(
                fault.help("add the day: verified: {date: YYYY-MM-DD, by: your name}"),
                &node.span,
            );
        }
        own.finish();
        return Some(inside.or(beside).on((day?, date?.span.clone())));
    }
    let day = day(fields, "verified", node)?;
    Some(beside.on((day, node.span.clone())))
}
