//! What search engines are told of listings and organizations.

use crate::project::{Made, Project};
use serde_json::Value;

/// The things that a page tells of, but for the way to it.
fn things(made: &Made, path: &str) -> Vec<Value> {
    let scripts = made
        .text(path)
        .split("<script type=\"application/ld+json\">");
    let scripts = scripts.skip(1).map(|rest| rest.split("</script>").next());
    let things = scripts.map(|text| {
        let thing: Value = serde_json::from_str(text.expect("an end")).expect("JSON");
        assert_eq!(thing["@context"], "https://schema.org", "{path}");
        thing
    });
    things
        .filter(|thing| thing["@type"] != "BreadcrumbList")
        .collect()
}

fn only(made: &Made, path: &str) -> Value {
    let mut things = things(made, path);
    assert_eq!(things.len(), 1, "{path}");
    things.remove(0)
}

/// Nothing in it is empty, and each thing in it says what it is.
fn is_whole(value: &Value, path: &str) {
    match value {
        Value::Null => panic!("{path}: nothing is said of something"),
        Value::String(text) => assert!(!text.is_empty(), "{path}"),
        Value::Array(items) => {
            assert!(items.len() > 1, "{path}: one thing is no list");
            items.iter().for_each(|item| is_whole(item, path));
        }
        Value::Object(map) => {
            assert!(map["@type"].is_string(), "{path}");
            map.values().for_each(|value| is_whole(value, path));
        }
        _ => {}
    }
}

fn has(thing: &Value, names: &[&str], path: &str) {
    for name in names {
        assert!(!thing[name].is_null(), "{path} has no {name}: {thing:#}");
    }
}

fn is_moment(value: &Value) -> bool {
    let text = value.as_str().unwrap_or_default();
    let is_offset = text
        .get(19..)
        .is_some_and(|offset| offset.len() == 6 && offset.starts_with(['+', '-']));
    is_offset && text.parse::<jiff::Timestamp>().is_ok()
}

#[test]
fn every_listing_of_the_example_says_what_its_kind_needs() {
    let project = Project::example();
    let made = project.fine();
    let site = &made.revision.making.world.site;
    let mut seen = Vec::new();
    for (id, entry) in site.all() {
        let path = format!(
            "{}index.html",
            site.url(id).as_str().trim_start_matches('/')
        );
        let Some(listing) = entry.listing() else {
            continue;
        };
        let thing = only(&made, &path);
        is_whole(&thing, &path);
        has(&thing, &["name", "description", "url"], &path);
        assert_eq!(thing["name"], entry.front.title.as_str());
        let address = format!("https://sidedoor.example{}", site.url(id).href());
        assert_eq!(thing["url"], address.as_str());
        let kind = thing["@type"].as_str().expect("a type").to_owned();
        let wanted = match listing.kind.as_str() {
            "helpline" | "service" | "online-community" => "Service",
            "group" => "EventSeries",
            "event" => "Event",
            "training" => "Course",
            "app" => "MobileApplication",
            _ => "Book",
        };
        assert_eq!(kind, wanted, "{path}");
        let needs: &[&str] = match wanted {
            "Service" => &["serviceType", "areaServed", "provider"],
            "EventSeries" => &[
                "eventSchedule",
                "location",
                "eventAttendanceMode",
                "organizer",
            ],
            "Event" => &[
                "startDate",
                "endDate",
                "location",
                "eventStatus",
                "eventAttendanceMode",
                "isAccessibleForFree",
            ],
            "Course" => &["provider", "hasCourseInstance"],
            "MobileApplication" => &["publisher"],
            _ => &["author", "datePublished"],
        };
        has(&thing, needs, &path);
        match wanted {
            "Service" if !listing.channels.is_empty() => {
                has(&thing, &["availableChannel"], &path);
            }
            "Event" => assert!(is_moment(&thing["startDate"]), "{thing:#}"),
            "EventSeries" => {
                let schedule = match &thing["eventSchedule"] {
                    Value::Array(all) => &all[0],
                    one => one,
                };
                let needs = ["repeatFrequency", "byDay", "startTime", "scheduleTimezone"];
                has(schedule, &needs, &path);
            }
            _ => {}
        }
        seen.push(kind);
    }
    seen.sort();
    seen.dedup();
    assert_eq!(
        seen,
        [
            "Book",
            "Course",
            "Event",
            "EventSeries",
            "MobileApplication",
            "Service"
        ]
    );
    for path in made.paths("/index.html") {
        if path.starts_with("organizations/") && path != "organizations/index.html" {
            let thing = only(&made, path);
            is_whole(&thing, path);
            assert_eq!(thing["@type"], "Organization");
            has(&thing, &["name", "url"], path);
        }
    }
}

#[test]
fn what_the_example_tells_of_some() {
    let made = Project::example().fine();
    let names = [
        "night-line",
        "kettle-table",
        "winter-supper",
        "listening-course",
    ];
    let told = names.map(|name| {
        let thing = only(&made, &format!("resources/{name}/index.html"));
        format!("{thing:#}\n")
    });
    insta::assert_snapshot!(told.concat());
}

const LINE: &str = "kind: helpline\nname: Line\nsummary: Somebody answers.\nphone: \"0808 157 0123\"\n\
    areas: GB\ntopics: [Loss]\nlanguages: [en]\ncost: free\nhours: unknown\nverified: { date: 2026-02-26 }\n";

fn line(more: &str) -> String {
    let named = |line: &&str| {
        let key = line.split(':').next().unwrap_or_default();
        !more.lines().any(|own| own.starts_with(&format!("{key}:")))
    };
    let kept: Vec<&str> = LINE.lines().filter(named).collect();
    format!("---\n{}\n{more}---\nA text.\n", kept.join("\n"))
}

fn told_of(more: &str) -> Option<Value> {
    let made = Project::bare()
        .with("content/resources/line.md", line(more))
        .make();
    things(&made, "resources/line/index.html").pop()
}

#[test]
fn nothing_is_told_of_what_is_closed_or_hidden_or_old() {
    assert!(told_of("").is_some());
    assert!(told_of("hide_from: [print, feeds]\n").is_some());
    for more in [
        "hide_from: [jsonld]\n",
        "hide_from: [search]\n",
        "publish: unlisted\n",
        "discreet: true\npath: /weather/\n",
        "status: temporarily-closed\nstatus_note: Until May.\n",
        "status: defunct\nstatus_note: It closed.\n",
        "verified: { date: 2025-01-01 }\n",
    ] {
        let made = Project::bare()
            .with("content/resources/line.md", line(more))
            .make();
        for path in made.paths("index.html") {
            assert!(!made.text(path).contains("\"Service\""), "{more} {path}");
        }
    }
    let made = Project::bare()
        .settings("[exports]\njsonld = false")
        .with("content/resources/line.md", line(""))
        .fine();
    assert!(things(&made, "resources/line/index.html").is_empty());
}

#[test]
fn hours_are_told_with_the_days_that_are_others() {
    let hours = |more: &str| told_of(more).expect("a thing")["hoursAvailable"].clone();
    assert_eq!(hours("hours: unknown\n"), Value::Null);
    let always = hours("hours: 24/7\n");
    assert_eq!(
        (&always["opens"], &always["closes"]),
        (&"00:00".into(), &"23:59".into())
    );
    assert_eq!(always["dayOfWeek"].as_array().map(Vec::len), Some(7));
    let night = hours(
        "hours: Mon-Tue 18:00-08:00; Sun 09:00-24:00\nhours_exceptions: 2025-12-25 closed; \
         2026-04-03 closed; 2026-04-05 to 2026-04-06 10:00-12:00\n",
    );
    insta::assert_snapshot!(format!("{night:#}"));
}

fn event(schedule: &str) -> String {
    format!(
        "---\nkind: event\nname: Walk\nsummary: A walk.\nformat: social\nattendance: in-person\nlocation: The Pier, Anytown\n\
         areas: GB > Anyshire > Anytown\ntopics: [Loss]\nlanguages: [en]\ncost: free\nevent_status: scheduled\n\
         verified: {{ date: 2026-02-26 }}\n{schedule}\n---\n"
    )
}

#[test]
fn a_date_has_the_offset_of_its_own_day() {
    let dates = |schedule: &str| {
        let made = Project::bare()
            .settings("timezone = \"Europe/London\"")
            .with("content/resources/walk.md", event(schedule))
            .make();
        let thing = only(&made, "resources/walk/index.html");
        let date = |name: &str| thing[name].as_str().unwrap_or("-").to_owned();
        format!("{} {}", date("startDate"), date("endDate"))
    };
    for (schedule, wanted) in [
        (
            "start: 2026-03-28\ntime: 10:00 to 11:30",
            "2026-03-28T10:00:00+00:00 2026-03-28T11:30:00+00:00",
        ),
        (
            "start: 2026-03-29\ntime: 10:00 to 11:30",
            "2026-03-29T10:00:00+01:00 2026-03-29T11:30:00+01:00",
        ),
        // The clocks are put back while it goes on, and forward while it goes on.
        (
            "start: 2026-10-24\ntime: 22:00 to 04:00",
            "2026-10-24T22:00:00+01:00 2026-10-25T04:00:00+00:00",
        ),
        (
            "start: 2026-03-28\ntime: 22:00 to 04:00",
            "2026-03-28T22:00:00+00:00 2026-03-29T04:00:00+01:00",
        ),
        // Other countries change their clocks on other days.
        (
            "start: 2026-03-10\ntime: 10:00 to 11:00\ntimezone: America/New_York",
            "2026-03-10T10:00:00-04:00 2026-03-10T11:00:00-04:00",
        ),
        ("start: 2026-03-28", "2026-03-28 -"),
    ] {
        assert_eq!(dates(schedule), wanted, "{schedule}");
    }
}

#[test]
fn an_event_that_is_off_says_so_and_what_is_kept_back_is_not_told() {
    let with = |more: &str, text: String| {
        let made = Project::bare()
            .with(
                "content/resources/walk.md",
                text.replace("event_status: scheduled\n", more),
            )
            .make();
        only(&made, "resources/walk/index.html")
    };
    let walk = || event("start: 2026-03-28\ntime: 10:00 to 11:30");
    let off = with("event_status: cancelled\n", walk());
    assert_eq!(off["eventStatus"], "https://schema.org/EventCancelled");
    assert_eq!(off["startDate"], "2026-03-28T10:00:00+00:00");
    let hidden = walk().replace(
        "location: The Pier, Anytown",
        "location: { address: withheld, name: Hidden Hall, city: Hiddenham }",
    );
    let hidden = with("event_status: scheduled\n", hidden);
    assert!(!hidden.to_string().contains("Hidden"));
    assert_eq!(
        hidden["location"]["name"], "Anytown",
        "where it helps is public"
    );
    assert_eq!(
        hidden["location"]["address"], "Anytown, Anyshire, United Kingdom",
        "nobody said whether it is a town or a county"
    );
    let joined = walk()
        .replace("attendance: in-person", "attendance: online")
        .replace(
            "location: The Pier, Anytown",
            "online: { url: https://meet.example/secret, publish: on-request }",
        );
    let joined = with("event_status: scheduled\n", joined);
    assert_eq!(joined["location"]["@type"], "VirtualLocation");
    assert_eq!(
        joined["location"]["url"],
        "https://example.org/resources/walk/"
    );
    assert!(!joined.to_string().contains("secret"));
}
