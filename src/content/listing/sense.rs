//! What the fields of a listing say together: that they don't contradict each other.

use super::{Attendance, Kind, Listing, Status};
use crate::base::diag::Diagnostic;
use crate::base::node::Fields;
use std::ops::Range;

/// The longest name of a group that is easy to take in, in characters.
const GROUP_NAME: usize = 64;

/// Reports what can't all be so.
pub(super) fn check(fields: &mut Fields<'_, '_>, listing: &Listing) {
    check_attendance(fields, listing);
    check_status(fields, listing);
    check_ages(fields, listing);
    check_days(fields, listing);
    if listing.kind == Kind::Group {
        check_group_name(fields, listing);
    }
}

fn place_of(fields: &mut Fields<'_, '_>, listing: &Listing, name: &'static str) -> Range<usize> {
    let start = listing.span.start..listing.span.start;
    fields.node(name).map_or(start, |node| node.span.clone())
}

fn check_attendance(fields: &mut Fields<'_, '_>, listing: &Listing) {
    let Some(attendance) = listing.attendance else {
        return;
    };
    let has_place = fields.node("location").is_some();
    let has_link = fields.node("online").is_some();
    let meets = matches!(listing.kind, Kind::Group | Kind::Event | Kind::Training);
    let (message, help) = match attendance {
        Attendance::InPerson if has_link => (
            "people meet in person, it says here, and yet there is `online`",
            "write attendance: hybrid, or take `online` away",
        ),
        Attendance::Online | Attendance::Phone if has_place => (
            "nobody meets in a room, it says here, and yet there is a `location`",
            "write attendance: hybrid or in-person, or take `location` away",
        ),
        Attendance::InPerson | Attendance::Hybrid if meets && !has_place => (
            "people meet in a room, it says here, but not where",
            "add location: {name: Union Street Hall, city: Anytown}, or location: {address: withheld} if it must not be public",
        ),
        Attendance::Hybrid if meets && !has_link => (
            "people can join online, it says here, but not how",
            "add online: {url: https://…}, or online: {publish: on-request} if whoever asks is told",
        ),
        _ => return,
    };
    let at = place_of(fields, listing, "attendance");
    let fault = Diagnostic::error("listing/attendance", message);
    fields.report(fault.help(help), &at);
}

fn check_status(fields: &mut Fields<'_, '_>, listing: &Listing) {
    if listing.status == Status::Active || fields.node("status_note").is_some() {
        return;
    }
    let at = place_of(fields, listing, "status");
    let fault = Diagnostic::error(
        "listing/status",
        format!(
            "{} is {}, and nothing says why",
            listing.name,
            listing.status.as_str()
        ),
    );
    let help = "add what readers should know: status_note: The hall is being repaired until May";
    fields.report(fault.help(help), &at);
}

fn check_ages(fields: &mut Fields<'_, '_>, listing: &Listing) {
    let (Some(from), Some(to)) = (listing.minimum_age, listing.maximum_age) else {
        return;
    };
    if from > to {
        let at = place_of(fields, listing, "maximum_age");
        let fault = Diagnostic::error(
            "listing/age",
            format!("nobody is over {from} and under {to}"),
        );
        let help = "change places, or leave out the one that is not a limit";
        fields.report(fault.help(help), &at);
    }
}

fn check_days(fields: &mut Fields<'_, '_>, listing: &Listing) {
    let fault = |message: String| {
        Diagnostic::error("listing/days", message).help("the first day comes before the last one")
    };
    if let (Some(from), Some(to)) = (listing.valid_from, listing.valid_to)
        && from > to
    {
        let at = place_of(fields, listing, "valid_to");
        fields.report(
            fault(format!("this ends on {to}, before it begins on {from}")),
            &at,
        );
    }
    if let Some(alert) = &listing.alert
        && let Some(from) = alert.from
        && from > alert.until
    {
        let message = format!("this ends on {}, before it begins on {from}", alert.until);
        fields.report(fault(message), &alert.span);
    }
}

/// The day and the time stand in their own fields, where they can be changed.
fn check_group_name(fields: &mut Fields<'_, '_>, listing: &Listing) {
    let name = &listing.name;
    let at = match fields.node("name").or(fields.node("title")) {
        Some(node) => node.span.clone(),
        None => listing.span.start..listing.span.start,
    };
    let length = name.chars().count();
    if length > GROUP_NAME {
        let fault = Diagnostic::warning(
            "listing/group-name",
            format!(
                "this name has {length} characters; more than {GROUP_NAME} are hard to take in"
            ),
        );
        fields.report(
            fault.help("keep what people call it, and put the rest into the summary"),
            &at,
        );
    }
    if let Some(found) = day_or_time(name) {
        let fault = Diagnostic::warning(
            "listing/group-name",
            format!("`{found}` in a group's name is soon out of date"),
        );
        let help = "leave it out of the name: readers see the days and times beside it";
        fields.report(fault.help(help), &at);
    }
}

const DAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// The first word of a name that is a day of the week or a time: `Tuesdays`, `7pm`, `19:00`.
pub fn day_or_time(name: &str) -> Option<&str> {
    let of_word = |c: char| c.is_alphanumeric() || matches!(c, ':' | '.');
    name.split(|c| !of_word(c))
        .map(|word| word.trim_end_matches(['.', ':']))
        .find(|word| is_day(word) || is_time(word))
}

fn is_day(word: &str) -> bool {
    let lower = word.to_lowercase();
    DAYS.contains(&lower.as_str())
        || lower
            .strip_suffix('s')
            .is_some_and(|day| DAYS.contains(&day))
}

fn is_time(word: &str) -> bool {
    let lower = word.to_lowercase();
    let (digits, is_of_day) = match lower.strip_suffix("am").or(lower.strip_suffix("pm")) {
        Some(digits) => (digits, true),
        None => (lower.as_str(), false),
    };
    let (hour, minutes) = match digits.split_once([':', '.']) {
        Some((hour, minutes)) => (hour, Some(minutes)),
        None => (digits, None),
    };
    let number = |text: &str, most: u8| text.parse::<u8>().is_ok_and(|number| number < most);
    let is_hour = (1..=2).contains(&hour.len()) && number(hour, 24);
    is_hour
        && match minutes {
            Some(minutes) => minutes.len() == 2 && number(minutes, 60),
            None => is_of_day,
        }
}
