//! `/meetings.json`, held against the rules of the Meeting Guide's specification.

use crate::project::{Made, Project};
use serde_json::Value;
use std::collections::BTreeSet;

/// The codes that the specification has.
const TYPES: &str = "11 12x12 A ABSI AF AL AL-AN AM AR ASL B BA BE BG BI BRK C CAN CF D DA DB DD DE DR EL EN FA \
    FF FI FR G GR H HE HI HR HU IS ITA JA KA KOR L LGBTQ LIT LS LT M MED ML MT N NB NDG NE NL NO O OUT P POA POC \
    POL POR PUN RUS S SEN SK SL SM SP ST SV T TC TH TL TR TUR UK W X XB XT Y";

/// The fields of it that we use: none of them names a person.
const FIELDS: [&str; 26] = [
    "slug",
    "name",
    "day",
    "time",
    "end_time",
    "timezone",
    "types",
    "location",
    "location_notes",
    "formatted_address",
    "approximate",
    "latitude",
    "longitude",
    "regions",
    "conference_url",
    "conference_url_notes",
    "conference_phone",
    "conference_phone_notes",
    "notes",
    "group",
    "group_notes",
    "url",
    "updated",
    "feedback_url",
    "entity",
    "entity_email",
];

/// Checks every rule, and gives the meetings.
pub fn meetings(made: &Made) -> Vec<Value> {
    let list: Vec<Value> = serde_json::from_str(made.text("meetings.json")).expect("a list");
    let codes: BTreeSet<&str> = TYPES.split_whitespace().collect();
    let mut slugs = BTreeSet::new();
    for meeting in &list {
        let text = |name: &str| meeting[name].as_str().unwrap_or_default();
        let slug = text("slug");
        let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        assert!(
            !slug.is_empty() && slug.len() <= 64 && slug.chars().all(is_plain),
            "{slug}"
        );
        assert!(slugs.insert(slug.to_owned()), "{slug} is there twice");
        let name = text("name").chars().count();
        assert!((1..=255).contains(&name), "{slug}");
        assert!(
            meeting["day"].as_u64().is_some_and(|day| day <= 6),
            "{slug}"
        );
        assert!(is_time(text("time")), "{slug}");
        assert!(
            meeting["end_time"].is_null() || is_time(text("end_time")),
            "{slug}"
        );
        let zone = jiff::tz::TimeZone::get(text("timezone"));
        assert!(meeting["timezone"].is_null() || zone.is_ok(), "{slug}");
        let types = meeting["types"].as_array().expect("types");
        for code in types {
            assert!(
                codes.contains(code.as_str().unwrap_or_default()),
                "{slug} {code}"
            );
        }
        let each: BTreeSet<String> = types.iter().map(Value::to_string).collect();
        assert_eq!(each.len(), types.len(), "{slug}");
        assert!(["", "yes", "no"].contains(&text("approximate")), "{slug}");
        let is_exact = meeting["latitude"].is_null() || text("approximate") == "no";
        assert!(is_exact, "{slug} has a point that is not the place");
        let updated = text("updated");
        assert!(updated.is_empty() || is_utc(updated), "{slug} {updated}");
        for name in ["url", "conference_url", "entity_website_url"] {
            assert!(
                meeting[name].is_null() || text(name).starts_with("https://"),
                "{slug}"
            );
        }
        let phone = text("conference_phone");
        assert!(
            phone
                .chars()
                .all(|c| c.is_ascii_digit() || "+,*#".contains(c)),
            "{slug}"
        );
        for (name, value) in meeting.as_object().expect("a map") {
            let is_known = FIELDS.contains(&name.as_str()) || name == "entity_website_url";
            assert!(is_known, "{slug} has {name}");
            assert!(!value.is_null() && value != "", "{slug} {name}");
            let is_html = value.as_str().is_some_and(|text| text.contains("</"));
            assert!(!is_html, "{slug} {name}");
        }
    }
    list
}

fn is_time(text: &str) -> bool {
    text.len() == 5 && jiff::civil::Time::strptime("%H:%M", text).is_ok()
}

fn is_utc(text: &str) -> bool {
    text.len() == 19 && jiff::civil::DateTime::strptime("%Y-%m-%d %H:%M:%S", text).is_ok()
}

fn group(fields: &str) -> String {
    format!(
        "---\nkind: group\nsummary: Tea and talk.\nopen_to: people-affected\ntopics: [Tea]\n\
         areas: GB > Anyshire > Anytown\nlanguages: [en, ase]\nverified: {{ date: 2026-02-20, by: Ada Byron }}\n{fields}---\nText.\n"
    )
}

fn site() -> Project {
    let place = "attendance: in-person\nlocation: { name: Hall, address_1: 1 High Street, address_2: Upstairs, city: Anytown, \
                 postal_code: AN1 1AN, country: GB, latitude: 51.5, longitude: -1.25, notes: Ring the bell }\n";
    let add = |name: &str, fields: &str| {
        (
            format!("content/resources/{name}.md"),
            group(&format!("name: {name} group\n{fields}")),
        )
    };
    let rows = [
        add(
            "two-days",
            &format!(
                "schedule: Tuesdays and Thursdays 19:00 to 20:30\naudience: [women]\naccessibility: [step-free, childcare]\n{place}"
            ),
        ),
        add(
            "fortnight",
            &format!("schedule: every 2 weeks on Tuesday 19:00\nstart: 2026-01-06\n{place}"),
        ),
        add(
            "month",
            &format!("schedule: first Tuesday of the month 19:00\n{place}"),
        ),
        add(
            "asked",
            "schedule: by appointment\nattendance: in-person\nlocation: Hall\n",
        ),
        add(
            "withheld",
            "schedule: Mondays 19:00\nattendance: in-person\nlocation: { address: withheld, name: Secret Hall, city: Secretham }\n",
        ),
        add(
            "rough",
            "schedule: Mondays 20:00\nattendance: in-person\nlocation: { address: approximate, name: Secret Hall, city: Anytown, country: GB, latitude: 51.51234, longitude: -1.2 }\n",
        ),
        add(
            "joined",
            "schedule: Sundays 23:00 to 00:30\nattendance: online\nonline: { url: https://meet.example/tea, access_notes: The code is tea }\naudience: [men, everyone]\ntimezone: America/New_York\n",
        ),
        add(
            "on-request",
            "schedule: Sundays 10:00\nattendance: online\nonline: { url: https://meet.example/secret, publish: on-request }\n",
        ),
        add(
            "called",
            "schedule: Saturdays 10:00\nattendance: phone\nonline: { phone: \"0808 157 0123\" }\nphone: [{ number: \"0808 157 0124\", label: Jane Doe }]\n",
        ),
        add(
            "closed",
            &format!(
                "schedule: Fridays 10:00\nstatus: temporarily-closed\nstatus_note: Until May\n{place}"
            ),
        ),
        add(
            "later",
            &format!("schedule: {{ every: Friday, time: \"10:00\", start: 2026-05-01 }}\n{place}"),
        ),
        add(
            "over",
            &format!("schedule: {{ every: Friday, time: \"10:00\", until: 2026-02-01 }}\n{place}"),
        ),
        add(
            "daily",
            &format!(
                "schedule: {{ every: daily, time: \"07:00\", except: [2026-02-27, 2026-03-03] }}\nalert: {{ text: Not on Sunday., until: 2026-03-10 }}\n{place}"
            ),
        ),
    ];
    rows.into_iter().fold(
        Project::bare()
            .settings("timezone = \"Europe/London\"\n[contact]\nemail = \"a@example.org\""),
        |site, (path, text)| site.with(&path, text),
    )
}

#[test]
fn groups_that_meet_every_week_are_meetings_of_the_guide() {
    let made = site().make();
    let all = meetings(&made);
    let slugs: Vec<&str> = all.iter().filter_map(|one| one["slug"].as_str()).collect();
    assert_eq!(
        slugs,
        [
            "called",
            "closed",
            "daily-mon",
            "daily-tue",
            "daily-wed",
            "daily-thu",
            "daily-fri",
            "daily-sat",
            "daily-sun",
            "joined",
            "on-request",
            "rough",
            "two-days-tue",
            "two-days-thu",
            "withheld"
        ]
    );
    let text = made.text("meetings.json");
    for word in [
        "Secret", "secret", "Ada", "Byron", "Jane", "Doe", "01235", "0124", "51.51",
    ] {
        assert!(!text.contains(word), "{word}");
    }
    let one = |slug: &str| {
        all.iter()
            .find(|one| one["slug"] == slug)
            .expect("a meeting")
    };
    assert_eq!(one("two-days-tue")["day"], 2);
    assert_eq!(one("joined")["day"], 0);
    assert_eq!(one("daily-sat")["day"], 6);
    let shown = ["two-days-thu", "joined", "called", "closed", "daily-mon"]
        .map(|slug| format!("{:#}\n", one(slug)));
    insta::assert_snapshot!(shown.concat());
}

#[test]
fn ids_that_end_like_a_day_keep_slugs_apart() {
    let long = "a".repeat(64);
    let two = "name: Two\nschedule: Tuesdays and Thursdays 19:00\nattendance: in-person\nlocation: Hall\n";
    let one = "name: One\nschedule: Tuesdays 19:00\nattendance: in-person\nlocation: Hall\n";
    let made = Project::bare()
        .with("content/resources/tea.md", group(two))
        .with("content/resources/tea-tue.md", group(one))
        .with(&format!("content/resources/{long}.md"), group(two))
        .make();
    let slugs: Vec<String> = meetings(&made)
        .iter()
        .filter_map(|meeting| Some(meeting["slug"].as_str()?.to_owned()))
        .collect();
    let cut = "a".repeat(60);
    let wanted = [
        &format!("{cut}-tue"),
        &format!("{cut}-thu"),
        "tea-tue-2",
        "tea-thu",
        "tea-tue",
    ];
    assert_eq!(slugs, wanted);
}

#[test]
fn the_list_of_the_example_is_found_from_its_first_pages() {
    let made = Project::example().fine();
    let all = meetings(&made);
    assert_eq!(all.len(), 8, "{all:#?}");
    let link = "<link rel=\"alternate\" type=\"application/json\" title=\"Meetings Feed\" \
                href=\"https://sidedoor.example/meetings.json\">";
    for path in ["index.html", "ar/index.html", "resources/index.html"] {
        assert!(made.text(path).contains(link), "{path}");
    }
    // Those who look for it ask the first pages of a site. Others need not carry it.
    for path in ["articles/asking-the-question/index.html", "404.html"] {
        assert!(!made.text(path).contains("Meetings Feed"), "{path}");
    }
    let without = Project::example()
        .settings("[exports]\nmeeting_guide = false")
        .fine();
    assert!(!without.has("meetings.json"));
    assert!(!without.text("index.html").contains("Meetings Feed"));
}
