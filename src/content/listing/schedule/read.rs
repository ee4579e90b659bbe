//! Reads the schedule of a listing from wherever it stands: `schedule` as a map or a line, or the
//! fields `every`, `start`, `time` and the others beside the listing's own.

use super::super::phrase::Typed;
use super::super::zone::{self, Zone};
use super::parts::Parts;
use super::{Schedule, WRONG, check};
use crate::base::diag::Diagnostic;
use crate::base::node::{Fields, NodeValue};
use std::ops::Range;

const HELP: &str = "write schedule: 2nd and 4th Tuesday, 7pm to 8.30pm; or a map: {every: Tuesday, time: 19:00, end_time: 20:30}";
const NAMES: [&str; 11] = [
    "every", "rrule", "start", "end_date", "time", "end_time", "duration", "until", "count",
    "except", "extra",
];

/// Takes all fields of a schedule. The time zone is that of the listing, unless the schedule's own map
/// names one.
pub(in super::super) fn read(
    fields: &mut Fields<'_, '_>,
    listing_zone: Option<&Zone>,
) -> Option<Schedule> {
    let mut parts = Parts::default();
    let mut zone = listing_zone.cloned();
    let mut note = None;
    let node = fields.node("schedule");
    let mut span: Option<Range<usize>> = node.map(|node| node.span.clone());
    match node.map(|node| (&node.value, node)) {
        None => {}
        Some((NodeValue::Map(_), node)) => {
            let path = fields.path();
            let mut own = Fields::of(node, "`schedule`", path, fields.sink());
            parts.take(&mut own);
            note = own.text("note");
            if let Some(named) = zone::read(&mut own) {
                parts.broken |= !same_zone(&mut own, listing_zone, &named);
                zone = Some(named);
            }
            own.finish();
        }
        Some((NodeValue::Scalar(text, _), node)) => {
            let typed = Typed {
                text,
                span: node.span.clone(),
            };
            parts.take_line(fields, &typed);
        }
        Some((_, node)) => {
            fields.wrong("schedule", "a line or a map", node, HELP);
            parts.broken = true;
        }
    }
    parts.take(fields);
    let beside = fields.text("schedule_note");
    let note = note.or(beside).filter(|note| !note.is_empty());
    if parts.broken || (parts.is_empty() && note.is_none()) {
        return None;
    }
    for name in NAMES.iter().chain(&["schedule_note"]) {
        if span.is_none() {
            span = fields.node(*name).map(|node| node.span.clone());
        }
    }
    let schedule = Schedule {
        start: None,
        time: None,
        minutes: None,
        ends_on_named_day: false,
        zone,
        rule: None,
        except: Vec::new(),
        extra: Vec::new(),
        note,
        span: span.unwrap_or(0..0),
    };
    if parts.is_empty() {
        return Some(schedule);
    }
    let mut faults = Vec::new();
    let whole = check::whole(parts, schedule, &mut faults);
    for (fault, place) in faults {
        fields.report(fault, &place);
    }
    whole
}

/// A listing is in one place: its hours and its meetings go by one clock.
fn same_zone(own: &mut Fields<'_, '_>, listing: Option<&Zone>, named: &Zone) -> bool {
    let other = listing.filter(|zone| *zone != named);
    if let Some(other) = other {
        let message = format!("the listing is in {other}, and its schedule in {named}");
        let place = own.node("timezone").map_or(0..0, |node| node.span.clone());
        let fault = Diagnostic::error(WRONG, message);
        own.report(fault.help("name one time zone, in the listing"), &place);
    }
    other.is_none()
}
