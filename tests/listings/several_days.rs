//! The days of what goes on for days or over a night, in the nights in which clocks change too.

use super::calendar::{day, schedule, zone};
use jiff::ToSpan as _;
use proptest::prelude::*;
use proptest::sample::select;
use std::collections::BTreeSet;
use waypost::base::day::Day;
use waypost::model::calendar::{Occurrence, between, on};

/// Clocks change on these days: by an hour at night, by half an hour, and at midnight.
const CHANGES: [(&str, &str); 7] = [
    ("Europe/London", "2026-03-29"),
    ("Europe/London", "2026-10-25"),
    ("America/New_York", "2026-11-01"),
    ("Australia/Lord_Howe", "2026-10-04"),
    ("Australia/Lord_Howe", "2026-04-05"),
    ("Africa/Cairo", "2026-04-24"),
    ("Africa/Cairo", "2026-10-29"),
];

/// Each of its quarters of an hour, by the clock on the wall: those of the first day, and of later ones
/// those after six in the morning.
fn by_quarters(occurrence: &Occurrence) -> Vec<Day> {
    let first = occurrence.start.date();
    let mut found = BTreeSet::from([first]);
    let Some(end) = &occurrence.end else {
        return found.into_iter().collect();
    };
    let mut now = occurrence.start.clone();
    while now < *end {
        if now.hour() >= 6 {
            found.insert(now.date());
        }
        now = now.checked_add(15.minutes()).expect("a moment");
    }
    found.into_iter().collect()
}

proptest! {
    #[test]
    fn each_day_that_is_awake_for_it_is_one_of_its_days(
        (place, change) in select(&CHANGES[..]),
        before in 0..4_i64,
        begins in 0..96_u32,
        quarters in 1..500_u32,
        whole in 0..6_u32,
        window in (-6..8_i64, 0..8_i64),
    ) {
        let start = day(change).checked_sub(before.days()).expect("a day");
        let (hour, minute) = (begins / 4, begins % 4 * 15);
        let typed = match whole {
            0 => format!("start: {start}, time: \"{hour:02}:{minute:02}\", duration: {} minutes", quarters * 15),
            days => format!("start: {start}, duration: {days} days"),
        };
        let schedule = schedule(&typed);
        let zone = zone(place);
        let occurrence = on(&schedule, start, &zone).expect("it takes place");
        let days: Vec<Day> = occurrence.days().collect();
        prop_assert_eq!(&days, &by_quarters(&occurrence), "{}", &typed);
        // In any stretch of days it is found by each of them, and not before it begins.
        let from = start.checked_add(window.0.days()).expect("a day");
        let to = from.checked_add(window.1.days()).expect("a day");
        let found = between(&schedule, &zone, (from, to));
        let among = days.iter().any(|day| (from..=to).contains(day));
        prop_assert_eq!(found.len(), usize::from(among), "{} from {} to {}", typed, from, to);
    }
}

#[test]
fn a_night_belongs_to_its_evening_up_to_six() {
    let days = |typed: &str| {
        let schedule = schedule(typed);
        let occurrence = on(&schedule, day("2026-12-04"), &zone("Europe/London"));
        let days = occurrence.expect("it takes place").days();
        days.map(|day| day.day()).collect::<Vec<_>>()
    };
    let evening = "start: 2026-12-04, time: 20:00";
    assert_eq!(days(&format!("{evening}, end_time: 02:00")), [4]);
    assert_eq!(days(&format!("{evening}, end_time: 06:00")), [4]);
    assert_eq!(days(&format!("{evening}, end_time: 06:01")), [4, 5]);
    assert_eq!(days(&format!("{evening}, duration: 54 hours")), [4, 5, 6]);
    assert_eq!(days(evening), [4]);
    assert_eq!(days("start: 2026-12-04, end_date: 2026-12-06"), [4, 5, 6]);
}
