//! When a listing is open and when it meets, as readers of each language see it.

use crate::project::Project;
use std::fmt::Write as _;

const LANGUAGES: [&str; 6] = ["en-GB", "en-US", "de", "fr", "es", "ar"];

const TEMPLATE: &str = "{% set h = page.listing.hours %}{% set s = page.listing.schedule %}\
    {% if h %}hours: {{ h.state }} | {{ h.text }} | {{ h.note }} | {{ h.zone }}\n\
    {% for d in h.days %}    {{ d.label }} = {{ d.times }} {{ d.clock | json }}\n{% endfor %}\
    {% for x in h.exceptions %}    {{ x.dates }}: {{ x.times }} ({{ x.note }})\n{% endfor %}{% endif %}\
    {% if s %}schedule: {{ s.text }} | {{ s.note }} | over={{ s.over }}\n\
    {% for n in s.next %}    {{ n.date }}, {{ n.time }} <{{ n.start }} {{ n.end }}> {{ n.zone }}\n{% endfor %}{% endif %}";

/// Listings by their fields. A book needs nothing but an ISBN.
const LISTINGS: [(&str, &str); 19] = [
    (
        "week",
        "hours: Mon-Wed 9am-5pm; Fri 9am-5pm; Sat 10am-noon, 13:00-24:00\nhours_note: Ring first.\n\
        hours_exceptions: 2026-02-01 closed (Past); 2026-12-25 closed (Christmas); 2026-12-27 to 2026-12-31 10:00-14:30",
    ),
    ("always", "hours: 24/7"),
    ("unknown", "hours: unknown\ntimezone: Asia/Kolkata"),
    (
        "tuesdays",
        "schedule: Tuesdays, 7pm to 8.30pm\nschedule_note: Bring a cup.",
    ),
    (
        "fortnight",
        "schedule: every 2 weeks on Mon and Thu, 19:30, from 2026-02-02 until 2026-12-17",
    ),
    ("nth", "schedule: 2nd and last Tuesday, noon to 1pm"),
    (
        "months",
        "schedule: 1st and last day of every 3 months, from 2026-04-01",
    ),
    ("weekdays", "every: weekdays\ntime: 6pm to midnight"),
    (
        "course",
        "every: Wednesday\nstart: 2026-03-04\ncount: 2\ntime: 10am",
    ),
    ("once", "start: 2026-06-06\ntime: 10pm to 2am"),
    ("camp", "start: 2026-06-06\nend_date: 2026-06-08"),
    // Over the night in which the clocks go forward.
    (
        "midnight",
        "start: 2026-03-28\ntime: 10am\nend_date: 2026-03-30\nend_time: 00:00",
    ),
    // Until a midnight that the clocks leave out.
    (
        "no-midnight",
        "start: 2026-04-22\ntime: 10am\nend_date: 2026-04-24\nend_time: 00:00\ntimezone: Africa/Cairo",
    ),
    (
        "weekend",
        "start: 2026-06-05\ntime: 5pm\nend_date: 2026-06-07\nend_time: 2pm",
    ),
    (
        "noon-to-noon",
        "start: 2026-06-06\ntime: noon\nend_date: 2026-06-07\nend_time: noon",
    ),
    (
        "until-morning",
        "start: 2026-06-06\ntime: 10am\nend_date: 2026-06-07\nend_time: 9am",
    ),
    (
        "named-night",
        "start: 2026-06-06\ntime: 8pm\nend_date: 2026-06-07\nend_time: 2am",
    ),
    ("round", "start: 2026-06-06\ntime: 10am\nduration: 24 hours"),
    (
        "gone",
        "start: 2026-01-06\ntime: 10am\ntimezone: America/New_York",
    ),
];

fn project() -> Project {
    let mut settings =
        "country = \"GB\"\nlanguage = \"en-GB\"\ntimezone = \"Europe/London\"\n".to_owned();
    for lang in &LANGUAGES[1..] {
        let _ = writeln!(settings, "[languages.{lang}]\ntitle = \"T\"");
    }
    let mut project = Project::bare().settings(&settings);
    project = project.with("templates/listing.html", TEMPLATE);
    for (name, fields) in LISTINGS {
        let text = format!("---\nkind: book\nname: A\nisbn: 9780306406157\n{fields}\n---\n");
        project.write(&format!("content/resources/{name}.md"), text);
        for lang in &LANGUAGES[1..] {
            let path = format!("content/resources/{name}.{lang}.md");
            project.write(&path, "---\nname: A\n---\n");
        }
    }
    project
}

fn pages(project: &Project) -> String {
    let made = project.make();
    let mut out = String::new();
    for (name, fields) in LISTINGS {
        let _ = writeln!(out, "== {name}\n{fields}");
        for lang in LANGUAGES {
            let folder = match lang {
                "en-GB" => String::new(),
                lang => format!("{}/", lang.to_lowercase()),
            };
            let page = made.text(&format!("{folder}resources/{name}/index.html"));
            let _ = writeln!(out, "-- {lang}\n{page}");
        }
    }
    out
}

#[test]
fn each_language_says_it_in_its_words() {
    insta::assert_snapshot!(pages(&project()));
}

#[test]
fn the_next_dates_are_those_of_the_day() {
    let next = |day: &str| {
        let made = project().on(day).make();
        let page = made.text("resources/tuesdays/index.html");
        let dates = page.lines().filter_map(|line| line.trim().split_once(','));
        dates
            .map(|(date, _)| date.to_owned())
            .filter(|date| date.starts_with("Tuesday"))
            .collect::<Vec<_>>()
    };
    let (before, on, after) = (next("2026-03-02"), next("2026-03-03"), next("2026-03-04"));
    assert_eq!(before.len(), 3);
    assert_eq!(before, on);
    assert_eq!(after[..2], before[1..]);
}
