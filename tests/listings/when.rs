//! When a listing is open and when it takes place: what is read, what is refused with which words, and
//! that what is written reads back.

use super::fragment;
use super::show::{columns, tell};
use proptest::prelude::*;
use std::fmt::Write as _;
use waypost::base::day::Day;
use waypost::base::diag::Sink;
use waypost::base::node::{Key, Node, NodeValue, ScalarKind, read_yaml};
use waypost::base::paths::SourcePath;
use waypost::content::listing::schedule::{DayOf, Frequency, Rule, days};
use waypost::content::listing::{Hours, Listing, Opening, Schedule, Week, Weekday, read, time_at};

/// A book needs neither hours nor a schedule, so nothing else is said of it.
fn listing_of(fields: &Node, sink: &mut Sink) -> Listing {
    let path = SourcePath::named("content/resources/a.md");
    read(fields, &path, &fragment("a"), sink).expect("a listing")
}

#[test]
fn hours_zones_and_schedules() {
    let cases = std::fs::read_to_string("tests/suite/listings/when.txt").expect("the cases");
    let path = SourcePath::named("content/resources/a.md");
    let mut out = String::new();
    for case in cases.lines().filter(|line| !line.starts_with("# ")) {
        let several = case.strip_prefix('{').and_then(|own| own.strip_suffix('}'));
        let text = match several {
            Some(own) => format!("{{{own}, kind: book, name: A, isbn: 9780306406157}}"),
            None => format!("{case}\nkind: book\nname: A\nisbn: 9780306406157\n"),
        };
        let mut sink = Sink::new();
        let node = read_yaml(&text, &path, 0, &mut sink).expect("YAML");
        let listing = listing_of(&node, &mut sink);
        let _ = writeln!(out, "{case}");
        if let Some(hours) = &listing.hours {
            let _ = writeln!(out, "    hours: {hours}");
        }
        for exception in &listing.hours_exceptions {
            let _ = writeln!(out, "    exception: {exception}");
        }
        if let Some(zone) = &listing.timezone {
            let _ = writeln!(out, "    zone: {zone}");
        }
        if let Some(schedule) = &listing.schedule {
            let _ = writeln!(out, "    {}", columns(schedule));
        }
        let told = tell(&text, sink.into_sorted());
        let _ = write!(
            out,
            "{}",
            told.replace("\n", "\n    ").trim_end_matches("    ")
        );
    }
    insta::assert_snapshot!("when", out);
}

fn key(text: &str) -> Key {
    Key {
        text: text.to_owned(),
        span: 0..0,
    }
}

fn cell(text: &str) -> Node {
    Node {
        value: NodeValue::Scalar(text.to_owned(), ScalarKind::Plain),
        span: 0..0,
    }
}

/// Reads fields as a table has them.
fn of_cells(cells: &[(&str, String)]) -> (Listing, Sink) {
    let fixed = [("kind", "book"), ("name", "A"), ("isbn", "9780306406157")];
    let fixed = fixed.iter().map(|(name, text)| (key(name), cell(text)));
    let own = cells.iter().map(|(name, text)| (key(name), cell(text)));
    let node = Node {
        value: NodeValue::Map(fixed.chain(own).collect()),
        span: 0..0,
    };
    let mut sink = Sink::new();
    let listing = listing_of(&node, &mut sink);
    (listing, sink)
}

fn openings() -> impl Strategy<Value = Vec<Opening>> {
    // Times in order, taken in pairs: nothing overlaps.
    prop::collection::btree_set(0u32..1440, 0..6).prop_map(|minutes| {
        let minutes: Vec<u32> = minutes.into_iter().collect();
        let pairs = minutes.chunks_exact(2);
        pairs
            .map(|pair| Opening {
                opens: time_at(pair[0]),
                closes: time_at(pair[1]),
            })
            .collect()
    })
}

fn weekdays() -> impl Strategy<Value = Vec<Weekday>> {
    prop::sample::subsequence(Weekday::ALL.to_vec(), 1..=7)
}

fn nths() -> impl Strategy<Value = Vec<i8>> {
    prop::sample::subsequence(vec![1, 2, 3, 4, 5, -1], 1..=6)
}

fn rules() -> impl Strategy<Value = Rule> {
    let weekly = (1u16..=6, weekdays()).prop_map(|(n, days)| Rule::weekly(n, &days));
    let monthly = (1u16..=6, nths(), weekdays()).prop_map(|(interval, nths, days)| {
        let mut list: Vec<DayOf> = days
            .iter()
            .flat_map(|day| {
                nths.iter().map(|nth| DayOf {
                    day: *day,
                    nth: Some(*nth),
                })
            })
            .collect();
        list.sort_unstable();
        Rule {
            days: list,
            ..Rule::every(interval, Frequency::Monthly)
        }
    });
    let of_month = prop::sample::subsequence((1..=31).chain([-2, -1]).collect::<Vec<i8>>(), 1..=4);
    let dated = (1u16..=6, of_month).prop_map(|(interval, month_days)| {
        let mut month_days = month_days;
        month_days.sort_unstable_by_key(|day| (*day < 0, *day));
        Rule {
            month_days,
            ..Rule::every(interval, Frequency::Monthly)
        }
    });
    let daily = (1u16..=100).prop_map(|n| Rule::every(n, Frequency::Daily));
    let odd = (
        1u16..=3,
        weekdays(),
        -1i16..=2,
        prop::sample::subsequence((1..=12).collect::<Vec<i8>>(), 0..=3),
    )
        .prop_map(|(interval, days, position, months)| Rule {
            days: days
                .iter()
                .map(|day| DayOf {
                    day: *day,
                    nth: None,
                })
                .collect(),
            positions: if position == 0 {
                Vec::new()
            } else {
                vec![position]
            },
            months,
            ..Rule::every(interval, Frequency::Monthly)
        });
    prop_oneof![weekly, monthly, dated, daily, odd]
}

fn near_days() -> impl Strategy<Value = Day> {
    (2024i16..2029, 1i8..=12, 1i8..=28).prop_map(|(y, m, d)| Day::new(y, m, d).expect("a day"))
}

/// Whether a rule has a day, worked out without any library.
fn has(rule: &Rule, start: Day, day: Day) -> bool {
    let interval = i32::from(rule.interval);
    let days_since = |from: Day, to: Day| to.duration_since(from).as_hours() as i32 / 24;
    let months = |day: Day| i32::from(day.year()) * 12 + i32::from(day.month());
    let monday = |day: Day| days_since(Day::constant(2024, 1, 1), day).div_euclid(7);
    let weekday = Weekday::of(day);
    let length = day.days_in_month();
    let nth = (day.day() - 1) / 7 + 1;
    let is_last = day.day() + 7 > length;
    if day < start || !(rule.months.is_empty() || rule.months.contains(&day.month())) {
        return false;
    }
    match rule.frequency {
        Frequency::Daily => days_since(start, day) % interval == 0,
        Frequency::Weekly => {
            (monday(day) - monday(start)) % interval == 0
                && rule.days.iter().any(|of| of.day == weekday)
        }
        Frequency::Monthly if (months(day) - months(start)) % interval != 0 => false,
        Frequency::Monthly if !rule.month_days.is_empty() => rule
            .month_days
            .iter()
            .any(|of| *of == day.day() || *of == day.day() - length - 1),
        Frequency::Monthly if !rule.positions.is_empty() => {
            let of_rule: Vec<i8> = (1..=length)
                .filter(|n| {
                    let other = Day::new(day.year(), day.month(), *n).expect("a day");
                    rule.days.iter().any(|of| of.day == Weekday::of(other))
                })
                .collect();
            let at = |position: i16| match position {
                ..0 => of_rule
                    .len()
                    .checked_sub(usize::from(position.unsigned_abs())),
                _ => Some(usize::from(position.unsigned_abs()) - 1),
            };
            rule.positions
                .iter()
                .any(|position| at(*position).and_then(|at| of_rule.get(at)) == Some(&day.day()))
        }
        Frequency::Monthly => rule.days.iter().any(|of| {
            of.day == weekday
                && match of.nth {
                    None => true,
                    Some(-1) => is_last,
                    Some(number) => number == nth,
                }
        }),
        Frequency::Yearly => unreachable!("none is made here"),
    }
}

proptest! {
    /// Hours write themselves in the form that reads back.
    #[test]
    fn hours_read_back(week in prop::array::uniform7(openings())) {
        prop_assume!(week.iter().any(|openings| !openings.is_empty()));
        let hours = Hours::Weekly(Week(week));
        let (listing, sink) = of_cells(&[("hours", hours.to_string())]);
        prop_assert!(!sink.has_errors(), "{hours}");
        prop_assert_eq!(listing.hours, Some(hours));
    }

    /// So do nights, which end on the next day.
    #[test]
    fn nights_read_back(days in weekdays(), opens in 1020u32..1440, closes in 0u32..480) {
        let night = Opening { opens: time_at(opens), closes: time_at(closes) };
        let mut week = Week::default();
        days.iter().for_each(|day| week.0[day.index()].push(night));
        let hours = Hours::Weekly(week);
        let (listing, sink) = of_cells(&[("hours", hours.to_string())]);
        prop_assert!(sink.is_empty(), "{hours}");
        prop_assert_eq!(listing.hours, Some(hours));
    }

    /// Schedules write themselves as fields that read back, whether there are words for their rule or not.
    #[test]
    fn schedules_read_back(
        rule in rules(),
        start in near_days(),
        time in prop::option::of(0u32..1440),
        minutes in 1u32..2880,
        end in 0u8..3,
    ) {
        let mut rule = rule;
        match end {
            0 => rule.count = Some(5),
            1 => rule.until = start.checked_add(jiff::Span::new().years(9)).ok().map(waypost::base::day::When::on),
            _ => {}
        }
        let schedule = Schedule {
            start: Some(start),
            time: time.map(time_at),
            minutes: time.map(|_| minutes),
            ends_on_named_day: false,
            zone: None,
            rule: Some(rule),
            except: Vec::new(),
            extra: vec![start],
            note: Some("Bring a cup.".to_owned()),
            span: 0..0,
        };
        let cells = schedule.columns();
        let (listing, sink) = of_cells(&cells);
        if !sink.has_errors() {
            prop_assert_eq!(listing.schedule, Some(schedule));
        } else {
            // A rule at random may have no day at all: then that is what is said.
            let told = tell("", sink.into_sorted());
            prop_assert!(told.contains("never takes place"), "{:?}\n{}", cells, told);
        }
    }

    /// Days come sorted, each once; all of a rule's days and no others, from any day on.
    #[test]
    fn days_are_those_of_the_rule(rule in rules(), start in near_days(), later in 0i32..900) {
        let from = start.checked_add(jiff::Span::new().days(later)).expect("a day");
        let last = from.checked_add(jiff::Span::new().days(500)).expect("a day");
        let found: Vec<Day> = days(&rule, Some(start), from).take_while(|day| *day <= last).collect();
        let mut expected = Vec::new();
        let mut day = from;
        while day <= last {
            if has(&rule, start, day) {
                expected.push(day);
            }
            day = day.tomorrow().expect("a day");
        }
        prop_assert_eq!(found, expected, "{}", rule);
    }

    /// A count is one from the start, wherever one looks from.
    #[test]
    fn a_count_ends(rule in rules(), start in near_days(), count in 1u32..20, later in 0i32..900) {
        let from = start.checked_add(jiff::Span::new().days(later)).expect("a day");
        let rule = Rule { count: Some(count), ..rule };
        let all: Vec<Day> = days(&rule, Some(start), start).collect();
        prop_assert!(all.len() <= count as usize);
        let endless = Rule { count: None, ..rule.clone() };
        let first: Vec<Day> = days(&endless, Some(start), start).take(count as usize).collect();
        if first.len() == count as usize {
            prop_assert_eq!(&all, &first);
        }
        let rest: Vec<Day> = all.into_iter().filter(|day| *day >= from).collect();
        prop_assert_eq!(days(&rule, Some(start), from).collect::<Vec<_>>(), rest);
    }

    /// Whatever is typed: nothing breaks.
    #[test]
    fn anything_may_be_typed(text in "[0-9a-z:.;,/ -]{0,24}|(every|2nd|mon|fri|7pm|to|of|month|19:00|2026-01-01|until|[,;-]| ){0,12}") {
        for field in ["hours", "hours_exceptions", "schedule", "every", "time", "duration", "rrule", "start", "timezone"] {
            of_cells(&[(field, text.clone())]);
        }
    }
}
