//! The moments of a schedule, against dates worked out by hand, above all in the nights in which
//! clocks change.

use super::fragment;
use jiff::tz::TimeZone;
use waypost::base::day::Day;
use waypost::base::diag::Sink;
use waypost::base::node::read_yaml;
use waypost::base::paths::SourcePath;
use waypost::content::listing::{Schedule, read};
use waypost::model::calendar::{Occurrence, last, next};

pub(super) fn schedule(typed: &str) -> Schedule {
    let path = SourcePath::named("content/resources/a.md");
    let text = format!("{{kind: book, name: A, isbn: 9780306406157, {typed}}}");
    let mut sink = Sink::new();
    let node = read_yaml(&text, &path, 0, &mut sink).expect("YAML");
    let listing = read(&node, &path, &fragment("a"), &mut sink).expect("a listing");
    assert!(!sink.has_errors(), "{typed}: {:?}", sink.into_sorted());
    listing.schedule.expect("a schedule")
}

pub(super) fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).expect("a zone")
}

pub(super) fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

fn shown(occurrence: &Occurrence) -> String {
    let form = "%Y-%m-%d %H:%M%:z";
    let start = occurrence.start.strftime(form);
    match &occurrence.end {
        Some(end) => format!("{start} to {}", end.strftime(form)),
        None => start.to_string(),
    }
}

/// What is next on a day in a zone.
fn ahead(typed: &str, place: &str, from: &str, limit: usize) -> Vec<String> {
    let found = next(&schedule(typed), &zone(place), day(from), limit);
    found.iter().map(shown).collect()
}

#[test]
fn an_evening_keeps_its_hour_over_the_changes_in_london() {
    let tuesdays = "every: Tuesday, time: 7pm to 8.30pm";
    assert_eq!(
        ahead(tuesdays, "Europe/London", "2026-03-20", 2),
        [
            "2026-03-24 19:00+00:00 to 2026-03-24 20:30+00:00",
            "2026-03-31 19:00+01:00 to 2026-03-31 20:30+01:00",
        ]
    );
    assert_eq!(
        ahead(tuesdays, "Europe/London", "2026-10-20", 2),
        [
            "2026-10-20 19:00+01:00 to 2026-10-20 20:30+01:00",
            "2026-10-27 19:00+00:00 to 2026-10-27 20:30+00:00",
        ]
    );
}

#[test]
fn what_the_clocks_leave_out_is_as_much_later() {
    // Forward at 01:00 on 29 March 2026 in London, and at 02:00 on 8 March 2026 in New York.
    assert_eq!(
        ahead(
            "every: daily, time: 01:30",
            "Europe/London",
            "2026-03-28",
            3
        ),
        [
            "2026-03-28 01:30+00:00",
            "2026-03-29 02:30+01:00",
            "2026-03-30 01:30+01:00"
        ]
    );
    assert_eq!(
        ahead(
            "every: daily, time: 02:30",
            "America/New_York",
            "2026-03-07",
            3
        ),
        [
            "2026-03-07 02:30-05:00",
            "2026-03-08 03:30-04:00",
            "2026-03-09 02:30-04:00"
        ]
    );
    // By half an hour at 02:00 on 4 October 2026.
    assert_eq!(
        ahead(
            "every: daily, time: 02:15",
            "Australia/Lord_Howe",
            "2026-10-03",
            3
        ),
        [
            "2026-10-03 02:15+10:30",
            "2026-10-04 02:45+11:00",
            "2026-10-05 02:15+11:00"
        ]
    );
}

#[test]
fn of_what_comes_twice_the_first_is_meant() {
    // Back at 02:00 on 25 October 2026 in London, on 1 November 2026 in New York.
    assert_eq!(
        ahead(
            "every: daily, time: 01:30",
            "Europe/London",
            "2026-10-24",
            3
        ),
        [
            "2026-10-24 01:30+01:00",
            "2026-10-25 01:30+01:00",
            "2026-10-26 01:30+00:00"
        ]
    );
    assert_eq!(
        ahead(
            "every: Sunday, time: 01:30",
            "America/New_York",
            "2026-10-25",
            3
        ),
        [
            "2026-10-25 01:30-04:00",
            "2026-11-01 01:30-04:00",
            "2026-11-08 01:30-05:00"
        ]
    );
    // By half an hour at 02:00 on 5 April 2026: 01:30 to 02:00 comes twice.
    assert_eq!(
        ahead(
            "every: Sunday, time: 01:45",
            "Australia/Lord_Howe",
            "2026-04-05",
            2
        ),
        ["2026-04-05 01:45+11:00", "2026-04-12 01:45+10:30"]
    );
}

#[test]
fn an_end_is_one_by_the_clock_too() {
    assert_eq!(
        ahead(
            "every: Saturday, time: 11pm to 4am",
            "America/New_York",
            "2026-03-07",
            2
        ),
        [
            "2026-03-07 23:00-05:00 to 2026-03-08 04:00-04:00",
            "2026-03-14 23:00-04:00 to 2026-03-15 04:00-04:00",
        ]
    );
    // 02:30 for an hour would end at 03:30, which is when it begins that night.
    assert_eq!(
        ahead(
            "every: daily, time: 2.30am to 3.30am",
            "America/New_York",
            "2026-03-08",
            1
        ),
        ["2026-03-08 03:30-04:00 to 2026-03-08 04:30-04:00"]
    );
}

#[test]
fn a_place_without_changes_stays_as_it_is() {
    assert_eq!(
        ahead(
            "every: first Sunday, time: 10:00",
            "Asia/Kolkata",
            "2026-03-20",
            3
        ),
        [
            "2026-04-05 10:00+05:30",
            "2026-05-03 10:00+05:30",
            "2026-06-07 10:00+05:30"
        ]
    );
}

#[test]
fn a_listing_elsewhere_goes_by_its_own_clock() {
    let sydney = "timezone: Australia/Sydney, every: Tuesday, time: 08:00";
    // 08:00 in Sydney on the 24th is 21:00 in London on the 23rd.
    assert_eq!(
        ahead(sydney, "Europe/London", "2026-11-23", 1),
        ["2026-11-24 08:00+11:00"]
    );
    assert_eq!(
        ahead(sydney, "Europe/London", "2026-11-24", 1),
        ["2026-12-01 08:00+11:00"]
    );
}

#[test]
fn months_and_intervals() {
    let in_london = |typed: &str, from: &str| ahead(typed, "Europe/London", from, 3);
    assert_eq!(
        in_london("every: 2nd and 4th Tuesday", "2026-11-22"),
        [
            "2026-11-24 00:00+00:00",
            "2026-12-08 00:00+00:00",
            "2026-12-22 00:00+00:00"
        ]
    );
    assert_eq!(
        in_london("every: last Sunday, time: noon", "2026-02-01"),
        [
            "2026-02-22 12:00+00:00",
            "2026-03-29 12:00+01:00",
            "2026-04-26 12:00+01:00"
        ]
    );
    // The 31st is in some months only.
    assert_eq!(
        in_london("every: 31st of the month", "2026-02-01"),
        [
            "2026-03-31 00:00+01:00",
            "2026-05-31 00:00+01:00",
            "2026-07-31 00:00+01:00"
        ]
    );
    // Counted from the start, over a change of year.
    assert_eq!(
        in_london(
            "every: every 2 weeks on Thursday, start: 2026-09-10",
            "2026-12-25"
        ),
        [
            "2026-12-31 00:00+00:00",
            "2027-01-14 00:00+00:00",
            "2027-01-28 00:00+00:00"
        ]
    );
    assert_eq!(
        in_london(
            "every: first Saturday of every 2 months, start: 2026-10-03",
            "2026-11-22"
        ),
        [
            "2026-12-05 00:00+00:00",
            "2027-02-06 00:00+00:00",
            "2027-04-03 00:00+01:00"
        ]
    );
    // Leap days.
    assert_eq!(
        in_london("rrule: FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "2026-11-22"),
        [
            "2028-02-29 00:00+00:00",
            "2032-02-29 00:00+00:00",
            "2036-02-29 00:00+00:00"
        ]
    );
}

#[test]
pub(super) fn days_are_left_out_and_put_in() {
    let mondays = "every: Monday, start: 2026-12-14, except: [2026-12-21, 2026-12-28], extra: [2026-12-22, 2027-01-04]";
    assert_eq!(
        ahead(mondays, "Europe/London", "2026-12-01", 4),
        [
            "2026-12-14 00:00+00:00",
            "2026-12-22 00:00+00:00",
            "2027-01-04 00:00+00:00",
            "2027-01-11 00:00+00:00",
        ]
    );
}

#[test]
fn an_end_is_the_last_day_or_a_moment() {
    let london = |typed: &str| ahead(typed, "Europe/London", "2026-12-20", 9).len();
    assert_eq!(london("every: daily, time: 19:00, until: 2026-12-24"), 5);
    let new_york = |typed: &str| ahead(typed, "America/New_York", "2026-12-20", 9).len();
    // 19:00 in New York is midnight in UTC: that of the 24th is in, and that of the 25th is not.
    let daily = "rrule: FREQ=DAILY;UNTIL=20261225T000000Z, time: 19:00";
    assert_eq!(new_york(daily), 5);
    assert_eq!(
        new_york("rrule: FREQ=DAILY;UNTIL=20261224T235959Z, time: 19:00"),
        4
    );
}

#[test]
fn what_takes_place_once_and_what_takes_days() {
    let once = "start: 2026-12-06, time: 4pm to 5.15pm";
    let found = ["2026-12-06 16:00+00:00 to 2026-12-06 17:15+00:00"];
    assert_eq!(ahead(once, "Europe/London", "2026-12-06", 3), found);
    assert!(ahead(once, "Europe/London", "2026-12-07", 3).is_empty());
    let camp = "start: 2026-12-06, time: 18:00, end_date: 2026-12-08, end_time: 16:00";
    let found = ["2026-12-06 18:00+00:00 to 2026-12-08 16:00+00:00"];
    assert_eq!(ahead(camp, "Europe/London", "2026-12-08", 3), found);
    assert!(ahead(camp, "Europe/London", "2026-12-09", 3).is_empty());
    let days = "start: 2026-12-06, end_date: 2026-12-08";
    assert_eq!(ahead(days, "Europe/London", "2026-12-08", 3).len(), 1);
    assert!(ahead(days, "Europe/London", "2026-12-09", 3).is_empty());
}

#[test]
fn the_last_one() {
    let london = zone("Europe/London");
    let last = |typed: &str| last(&schedule(typed), &london).map(|found| shown(&found));
    assert_eq!(last("every: Monday"), None);
    assert_eq!(last("schedule_note: Mondays in term time"), None);
    assert_eq!(
        last("start: 2026-12-06, time: noon").as_deref(),
        Some("2026-12-06 12:00+00:00")
    );
    assert_eq!(
        last("every: Wednesday, start: 2027-02-03, count: 4, time: 19:00").as_deref(),
        Some("2027-02-24 19:00+00:00")
    );
    assert_eq!(
        last("every: Monday, until: 2026-12-24").as_deref(),
        Some("2026-12-21 00:00+00:00")
    );
    assert_eq!(
        last("every: Monday, until: 2026-12-24, extra: 2027-01-06").as_deref(),
        Some("2027-01-06 00:00+00:00")
    );
}

#[test]
fn a_rule_from_long_ago_or_with_years_between_costs_nothing() {
    let old = "every: every 2 weeks on Monday, start: 1901-01-07, time: 19:00";
    // 3,284 fortnights later.
    assert_eq!(
        ahead(old, "Europe/London", "2026-11-22", 1),
        ["2026-11-23 19:00+00:00"]
    );
    // The 29th of February on a Monday comes every 28 years.
    let rare = "rrule: FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO";
    assert_eq!(
        ahead(rare, "Europe/London", "2026-11-22", 2),
        ["2044-02-29 00:00+00:00", "2072-02-29 00:00+00:00"]
    );
}
