//! Calendars for other programs to read back: two hundred schedules around the nights in which clocks
//! change, each with the dates that this program finds. What the others find is compared in
//! `tests/calendars/`, by programs that know nothing of this one.

use crate::project::{Project, copy, repository};
use jiff::ToSpan as _;
use jiff::tz::TimeZone;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use waypost::base::day::Day;
use waypost::base::diag::Sink;
use waypost::base::node::{ListOf, read_yaml};
use waypost::base::paths::SourcePath;
use waypost::content::listing::{Context, Home, Schedule, read};
use waypost::model::calendar::{Occurrence, by_rule, next, zone_of};

/// How many schedules.
const MANY: usize = 200;
/// The day of the build.
const TODAY: &str = "2026-11-22";
/// The day on which all groups were checked: those that don't say when they began are followed from it.
const CHECKED: &str = "2026-11-01";
/// One that changes by an hour, one at other days and hours, one that changes by half an hour and in
/// the other half of the year, one that changes at midnight, now and then in the next month, and one
/// that gave up changes a few weeks before the day of the build.
const ZONES: [&str; 5] = [
    "Europe/London",
    "America/New_York",
    "Australia/Lord_Howe",
    "Africa/Cairo",
    "Africa/Casablanca",
];

/// Days that repeat, with what they need. `{start}` is a day, and `{end}` a later one.
const RULES: [&str; 26] = [
    "every: Tuesday",
    "every: Sunday",
    "every: Saturday and Sunday",
    "every: daily",
    "every: weekdays",
    "every: Mon and Thu\nstart: {start}",
    "every: every 2 weeks on Sunday\nstart: {start}",
    "every: every 3 weeks on Saturday\nstart: {start}",
    "every: every 3 days\nstart: {start}",
    "every: last Sunday",
    "every: first Sunday",
    "every: 2nd and 4th Tuesday",
    "every: 5th Sunday",
    "every: 31st of the month",
    "every: 1st and 15th of the month",
    "every: last Sunday of every 2 months\nstart: {start}",
    "every: Sunday\nuntil: {end}",
    "every: daily\nstart: {start}\nuntil: {end}",
    "every: Sunday\nstart: {start}\ncount: 40",
    "every: daily\nstart: {start}\ncount: 600",
    "rrule: FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
    "rrule: FREQ=MONTHLY;BYDAY=SA,SU;BYMONTHDAY=8,9,10,11,12,13,14",
    "rrule: FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=SU\nstart: {start}",
    "rrule: FREQ=DAILY;BYMONTH=3,10,11;UNTIL={end}T120000Z",
    "rrule: FREQ=WEEKLY;BYDAY=SU;UNTIL={end}T015900",
    "start: {end}",
];
/// By years, which are seldom and so are held by day.
const YEARLY: [&str; 2] = [
    "rrule: FREQ=YEARLY;BYMONTH=3,10;BYDAY=-1SU",
    "rrule: FREQ=YEARLY;BYMONTH=2,7;BYMONTHDAY=28",
];
/// Most of them at night, when clocks change.
const TIMES: [&str; 13] = [
    "19:00", "00:00", "00:30", "01:00", "01:30", "01:45", "02:00", "02:15", "02:30", "03:00",
    "22:00", "23:00", "23:30",
];
const LENGTHS: [u32; 10] = [0, 15, 30, 45, 60, 90, 150, 300, 600, 26 * 60];

/// What a schedule is drawn from.
#[derive(Debug, Clone)]
struct Draw {
    rule: &'static str,
    zone: &'static str,
    time: Option<&'static str>,
    minutes: u32,
    start: i64,
    lasts: i64,
    /// Which change of the clocks, and how long before it the dates are asked for.
    change: Index,
    before: i64,
    except: Vec<usize>,
    extra: Vec<i64>,
}

fn draw() -> impl Strategy<Value = Draw> {
    let rules = prop_oneof![24 => select(&RULES[..]), 1 => select(&YEARLY[..])];
    let times = prop_oneof![6 => select(&TIMES[..]).prop_map(Some), 1 => Just(None)];
    let days = (0..1500_i64, 200..1200_i64, any::<Index>(), 0..12_i64);
    let odd = (
        prop::collection::vec(0..8_usize, 0..3),
        prop::collection::vec(-3..40_i64, 0..3),
    );
    (
        rules,
        select(&ZONES[..]),
        times,
        select(&LENGTHS[..]),
        days,
        odd,
    )
        .prop_map(
            |(rule, zone, time, minutes, (start, lasts, change, before), (except, extra))| Draw {
                rule,
                zone,
                time: match YEARLY.contains(&rule) {
                    true => Some("19:00"),
                    false => time,
                },
                minutes,
                start,
                lasts,
                change,
                before,
                except,
                extra,
            },
        )
}

fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

/// The days on which a zone's clocks change, for two years from the build on.
fn changes(zone: &TimeZone) -> Vec<Day> {
    let from = day(TODAY).to_zoned(zone.clone()).expect("a moment");
    let changes = zone.following(from.timestamp());
    let days = changes.map(|change| zone.to_datetime(change.timestamp()).date());
    let found: Vec<Day> = days.take_while(|day| day.year() < 2029).collect();
    match found.is_empty() {
        true => vec![day("2027-02-01")],
        false => found,
    }
}

fn schedule(fields: &str) -> Option<Schedule> {
    let path = SourcePath::named("content/groups/a.md");
    let text = format!("kind: book\nname: A\nisbn: 9780306406157\n{fields}");
    let mut sink = Sink::new();
    let node = read_yaml(&text, &path, 0, &mut sink).expect("YAML");
    let context = Context {
        id: "a",
        name: None,
        kind: None,
        lists: ListOf::Items,
        home: Home {
            country: Some("GB"),
            example: true,
        },
        span: 0..0,
        translation: false,
        topics: false,
        draft: true,
        lexicon: None,
    };
    let listing = read(&node, &path, &context, &mut sink);
    match sink.has_errors() {
        true => None,
        false => listing?.schedule,
    }
}

/// The fields of a drawn schedule, and the day from which its dates are asked for; none for what
/// contradicts itself.
fn fields(draw: &Draw) -> Option<(String, Day)> {
    let zone = TimeZone::get(draw.zone).expect("a zone");
    let near = *draw.change.get(&changes(&zone));
    let from = near.checked_sub(draw.before.days()).expect("a day");
    let start = near.checked_sub(draw.start.days()).expect("a day");
    let end = start
        .checked_add((draw.start + draw.lasts).days())
        .expect("a day");
    let plain = |day: Day| match draw.rule.starts_with("rrule") {
        true => day.strftime("%Y%m%d").to_string(),
        false => day.to_string(),
    };
    let rule = draw.rule.replace("{end}", &plain(end));
    let rule = rule.replace("start: {start}", &format!("start: {start}"));
    let mut fields = format!("timezone: {}\n{rule}\n", draw.zone);
    if let Some(time) = draw.time {
        fields += &format!("time: \"{time}\"\n");
        if draw.minutes > 0 {
            fields += &format!("duration: {} minutes\n", draw.minutes);
        }
    } else if draw.minutes > 300 {
        fields += "duration: 2 days\n";
    }
    let known = schedule(&fields)?;
    let ahead: Vec<Day> = by_rule(&known, &zone, from).take(8).collect();
    let except: Vec<String> = draw
        .except
        .iter()
        .filter_map(|at| ahead.get(*at))
        .map(ToString::to_string)
        .collect();
    if !except.is_empty() && known.rule.is_some() {
        fields += &format!("except: [{}]\n", except.join(", "));
    }
    let extra = draw
        .extra
        .iter()
        .filter_map(|days| from.checked_add(days.days()).ok());
    let extra: Vec<String> = extra.map(|day| day.to_string()).collect();
    if !extra.is_empty() {
        fields += &format!("extra: [{}]\n", extra.join(", "));
    }
    Some((fields, from))
}

fn shown(found: &Occurrence) -> Value {
    let Occurrence {
        start, end, timed, ..
    } = found;
    match timed {
        true => json!([
            start.timestamp().to_string(),
            end.as_ref().map(|end| end.timestamp().to_string())
        ]),
        false => {
            let next = start.date().tomorrow().expect("a day");
            let end = end.as_ref().map_or(next, |end| end.date());
            json!([start.date().to_string(), end.to_string()])
        }
    }
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, text).expect("it is written");
}

/// The groups, each with its name, its fields and the dates that are expected of it.
fn groups() -> Vec<(String, String, Value)> {
    let mut runner = TestRunner::deterministic();
    let strategy = draw();
    let mut found = Vec::new();
    while found.len() < MANY {
        let draw = strategy.new_tree(&mut runner).expect("a draw").current();
        let Some((fields, from)) = fields(&draw) else {
            continue;
        };
        let Some(schedule) = schedule(&fields) else {
            continue;
        };
        let site = TimeZone::get("Europe/London").expect("a zone");
        let dates = next(&schedule, &site, from, 10);
        if dates.is_empty() {
            continue;
        }
        let name = format!("g{:03}", found.len());
        let zone = zone_of(&schedule, &site);
        let expected = json!({
            "name": name,
            "fields": fields,
            "zone": zone.iana_name(),
            // In the site's clock, as the program means it.
            "from": from.to_zoned(site).expect("a moment").timestamp().to_string(),
            "day": from.to_string(),
            "dates": dates.iter().map(shown).collect::<Vec<_>>(),
        });
        found.push((name, fields, expected));
    }
    found
}

fn group(name: &str, fields: &str) -> String {
    format!(
        "---\nkind: group\nname: Group {name}\nsummary: We meet; talk, and \\ listen.\n\
         topics: [Grief]\nareas: GB\nattendance: in-person\nlocation: The old hall, Leeds\n\
         open_to: everyone\ncost: free\nlanguages: [en]\nurl: https://group.example/{name}\n\
         verified: {{ date: {CHECKED} }}\n{fields}---\nCome as you are.\n"
    )
}

#[test]
fn two_hundred_schedules_are_written_for_others_to_read() {
    let work = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("calendars");
    let _ = fs::remove_dir_all(&work);
    let site = work.join("site");
    fs::create_dir_all(&site).expect("a folder");
    copy(&repository().join("tests/suite/site/plain"), &site);
    let settings = "title = \"Circles\"\nbase_url = \"https://circles.example\"\ncountry = \"GB\"\n\
         language = \"en\"\ntimezone = \"Europe/London\"\nexample = true\n";
    write(&site.join("waypost.toml"), settings);
    write(
        &site.join("content/groups/_index.md"),
        "---\ntitle: Groups\nkind: listings\n---\n",
    );
    let groups = groups();
    for (name, fields, _) in &groups {
        write(
            &site.join(format!("content/groups/{name}.md")),
            &group(name, fields),
        );
    }
    let done = Command::new(env!("CARGO_BIN_EXE_waypost"))
        .current_dir(&site)
        .args(["build", "--date", TODAY, "--output", "../public"])
        .env_remove("SOURCE_DATE_EPOCH")
        .output()
        .expect("it runs");
    let told = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{told}");
    for (name, _, _) in &groups {
        let path = work.join(format!("public/groups/{name}/calendar.ics"));
        let text = fs::read_to_string(&path).expect("a calendar");
        assert!(text.ends_with("END:VCALENDAR\r\n"), "{name}");
        for line in text.split_terminator("\r\n") {
            assert!(
                line.len() <= 75 && !line.contains(['\r', '\n']),
                "{name}: {line}"
            );
        }
    }
    let expected: Vec<Value> = groups
        .into_iter()
        .map(|(_, _, expected)| expected)
        .collect();
    let dates = |group: &Value| group["dates"].as_array().map_or(0, Vec::len);
    assert!(expected.iter().map(dates).sum::<usize>() > 9 * MANY);
    let text = serde_json::to_string_pretty(&expected).expect("JSON");
    write(&work.join("expected.json"), &text);
}

#[test]
fn a_calendar_says_what_takes_place_and_what_does_not() {
    let made = Project::named("keep").fine();
    let home = made.text("calendar.ics").replace("\r\n", "\n");
    insta::assert_snapshot!(home);
    // What is over stays for a while, and what is discreet is in none.
    assert!(home.contains("SUMMARY;LANGUAGE=en:Past\n") && !home.contains("Long past"));
    assert!(!made.has("resources/walk/calendar.ics") && !home.contains("Quiet"));
    let term = made.text("topics/tea/calendar.ics");
    assert_eq!(
        term.matches("BEGIN:VEVENT").count(),
        home.matches("BEGIN:VEVENT").count()
    );
}

#[test]
fn a_contact_says_how_to_reach_a_listing() {
    let made = Project::named("keep").fine();
    let both = |name: &str| {
        let card = made.text(&format!("resources/{name}/contact.vcf"));
        let old = made.text(&format!("resources/{name}/contact-3.vcf"));
        format!("{card}\n{old}").replace("\r\n", "\n")
    };
    insta::assert_snapshot!(both("line"));
    let guarded = both("guarded");
    assert!(guarded.contains("TEL;TYPE=voice:116123"), "{guarded}");
    assert!(
        !guarded.contains("afraid") && !guarded.contains("CATEGORIES"),
        "{guarded}"
    );
}
