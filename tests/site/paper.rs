//! What stands on paper, posters, and the months of events.

use crate::project::{Project, repository};

fn site() -> Project {
    Project::named("paper")
}

#[test]
fn the_listings_stand_on_paper_by_topic() {
    insta::assert_snapshot!(site().fine().text("print/topics/index.html"));
}

#[test]
fn the_listings_stand_on_paper_by_place() {
    insta::assert_snapshot!(site().fine().text("print/areas/index.html"));
}

#[test]
fn the_listings_stand_on_paper_by_day_and_time() {
    insta::assert_snapshot!(site().fine().text("print/times/index.html"));
}

#[test]
fn what_may_not_be_printed_is_not() {
    let made = site().fine();
    for page in ["topics", "areas", "times"] {
        let text = made.text(&format!("print/{page}/index.html"));
        for name in ["Kept from print", "Forgotten", "For the few", "Last year"] {
            assert!(!text.contains(name), "{name} on {page}");
        }
    }
}

#[test]
fn there_are_posters_of_what_may_hang_on_a_wall() {
    let made = site().fine();
    let posters: Vec<&str> = made.paths("poster/index.html");
    insta::assert_snapshot!(posters.join("\n"));
}

#[test]
fn a_poster_leads_to_its_listing() {
    let made = site().fine();
    let text = made.text("resources/line/poster/index.html");
    assert!(
        text.contains("https://example.org/resources/line/ /resources/line/"),
        "{text}"
    );
    assert!(text.contains("<svg class=\"qr\""), "{text}");
}

#[test]
fn a_month_has_its_days_with_what_is_off_and_what_is_over() {
    insta::assert_snapshot!(site().fine().text("events/2026-03/index.html"));
}

#[test]
fn the_present_month_begins_with_what_has_been() {
    let made = site().on("2026-02-20").fine();
    insta::assert_snapshot!(made.text("events/2026-02/index.html"));
}

/// Events of several days, and what is out of the ordinary on some.
fn days() -> Project {
    Project::named("days")
}

#[test]
fn what_goes_on_for_days_stands_on_each_of_them() {
    let made = days().fine();
    let months = ["", "de/"].map(|lang| {
        let month = |name: &str| made.text(&format!("{lang}events/{name}/index.html"));
        format!("{}\n{}", month("2026-03"), month("2026-04"))
    });
    insta::assert_snapshot!(months.join("\n"));
}

#[test]
fn what_went_on_for_days_is_in_the_archive_once_and_only_when_it_is_over() {
    let archive = |today: &str| {
        let made = days().on(today).fine();
        made.text("events/archive/index.html").to_owned()
    };
    let retreat = "A weekend away × 1";
    assert!(!archive("2026-03-29").contains(retreat));
    let over = archive("2026-03-30");
    assert!(over.contains(retreat), "{over}");
    assert_eq!(over.matches("A weekend away").count(), 1, "{over}");
    assert!(over.contains("A course × 2"), "{over}");
    let later = archive("2026-04-10");
    assert_eq!(later.matches("A quiet week").count(), 1, "{later}");
}

#[test]
fn what_is_out_of_the_ordinary_is_told_wherever_somebody_might_set_out_by_it() {
    let made = Project::copy_of(&repository().join("tests/suite/site/days")).fine();
    let line = "<strong>20 February 2026 to 5 April 2026:</strong> Longer waits than usual.";
    let tea = "<strong>9 March 2026 to 17 March 2026:</strong> No heating this week.";
    let told = |path: &str, alert: &str| made.text(path).matches(alert).count();
    // Paper hangs for weeks, so that what is still ahead stands on it as well.
    for sheet in ["topics", "areas", "times"] {
        let path = format!("print/{sheet}/index.html");
        assert_eq!(told(&path, line), 2, "on {path}: in the box, and below");
        assert_eq!(told(&path, tea), 1, "on {path}");
    }
    assert_eq!(told("print/cards/index.html", line), 8, "on each card");
    assert_eq!(told("resources/line/poster/index.html", line), 1);
    assert_eq!(told("resources/tea/poster/index.html", tea), 1);
    assert_eq!(told("resources/tea/index.html", tea), 0, "not yet");
    // In a month, on the days for which it holds.
    let month = made.text("events/2026-03/index.html");
    let with_alert = month.split("<section class=\"month-day").filter_map(|day| {
        let date = day.split("datetime=\"").nth(1)?.get(..10)?;
        day.contains(tea).then_some(date)
    });
    assert_eq!(with_alert.collect::<Vec<_>>(), ["2026-03-10", "2026-03-17"]);
    assert!(
        month.contains("aria-label=\"28, 2 dates\">28</a>"),
        "{month}"
    );
    let german = made.text("de/events/2026-03/index.html");
    assert!(
        german.contains(
            "<strong>9. März 2026 bis 17. März 2026:</strong> <span lang=\"en\" dir=\"ltr\">No"
        ),
        "{german}"
    );
}

#[test]
fn what_is_out_of_the_ordinary_is_told_in_lists_where_it_holds() {
    let told = |theme: &str, today: &str| {
        let folder = repository().join("tests/suite/site/days");
        let settings = std::fs::read_to_string(folder.join("waypost.toml")).expect("settings");
        let made = Project::copy_of(&folder)
            .with(
                "content/on.md",
                "---\ntitle: On\ntemplate: events.html\n---\n",
            )
            .with("waypost.toml", format!("theme = \"{theme}\"\n{settings}"))
            .on(today)
            .fine();
        let is_told = |path: &str, alert: &str| made.text(path).contains(alert);
        (
            is_told("on/index.html", "</strong> No heating this week."),
            is_told("resources/index.html", "</strong> No heating this week."),
        )
    };
    for theme in ["default", "lantern"] {
        // On Tuesdays, and out of the ordinary from the 9th to the 17th.
        assert_eq!(told(theme, "2026-03-03"), (false, false), "{theme}");
        assert_eq!(told(theme, "2026-03-04"), (true, false), "{theme}");
        assert_eq!(told(theme, "2026-03-16"), (true, true), "{theme}");
        assert_eq!(told(theme, "2026-03-18"), (false, false), "{theme}");
    }
}

#[test]
fn what_goes_on_for_days_says_when_it_is_over() {
    let made = Project::copy_of(&repository().join("tests/suite/site/days")).fine();
    let said = [
        (
            "resources/retreat",
            "27 March 2026, 6pm to 29 March 2026, 4pm",
        ),
        ("resources/midnight", "20 March 2026, 10am to 21 March 2026"),
        ("resources/week", "30 March 2026 to 2 April 2026"),
        ("resources/late", "Friday, 13 March 2026, 8pm to 2am"),
    ];
    for (path, words) in said {
        let text = made.text(&format!("{path}/index.html"));
        assert!(text.contains(&format!(">{words}<")), "{words} in {text}");
    }
}

#[test]
fn months_are_there_from_the_first_event_to_a_year_ahead() {
    let made = site().fine();
    let paths = made.paths("index.html").into_iter();
    let months: Vec<&str> = paths.filter(|path| path.contains("events/")).collect();
    insta::assert_snapshot!(months.join("\n"));
}

#[test]
fn what_has_been_is_in_the_archive() {
    insta::assert_snapshot!(site().fine().text("events/archive/index.html"));
}

#[test]
fn weeks_begin_where_the_readers_let_them_begin() {
    let american = site()
        .with(
            "waypost.toml",
            "title = \"T\"\nbase_url = \"https://example.org\"\nlanguage = \"en-US\"\ncountry = \"GB\"\ntimezone = \"Europe/London\"\nexample = true\n[crisis.GB]\nlistings = [\"line\"]\nemergency = [\"999\"]",
        )
        .fine();
    let text = american.text("events/2026-03/index.html");
    assert!(text.contains("Sunday Monday"), "{text}");
}

#[test]
fn what_is_switched_off_is_nowhere() {
    let made = site()
        .settings("[exports]\nprint = false\nposters = false\nmonths = false")
        .fine();
    let paths = made.paths("");
    let gone = ["print/", "poster/", "events/"];
    let left: Vec<&&str> = paths
        .iter()
        .filter(|path| gone.iter().any(|part| path.contains(part)))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn without_them_the_theme_has_no_links_to_them() {
    let theme = Project::example()
        .settings("[exports]\nprint = false\nposters = false\nmonths = false")
        .fine();
    for page in [
        "index.html",
        "resources/night-line/index.html",
        "events/index.html",
    ] {
        let text = theme.text(page);
        for link in ["/print/", "/poster/", "/events/20", "/events/archive/"] {
            assert!(!text.contains(link), "{link} on {page}");
        }
    }
}

#[test]
fn search_engines_are_not_led_to_paper() {
    let made = site().fine();
    let map = made.text("sitemap.xml");
    assert!(
        !map.contains("/print/") && !map.contains("/poster/"),
        "{map}"
    );
    assert!(map.contains("/events/2026-03/"), "{map}");
}

#[test]
fn a_long_directory_is_parted() {
    let mut rows =
        String::from("id,kind,name,phone,hours,areas,languages,cost,topics,verified,summary\n");
    for n in 0..301 {
        let topic = ["Grief", "Sleep"][n % 2];
        rows.push_str(&format!(
            "l{n},helpline,Line {n},0808 157 0{n:03},24/7,GB > Kent,en,free,{topic},2026-02-01,S.\n"
        ));
    }
    let made = Project::plain()
        .with("content/_index.md", "---\ntitle: Home\n---\n")
        .with(
            "content/l/_index.md",
            "---\ntitle: l\nkind: listings\n---\n",
        )
        .with("content/l/all.csv", rows)
        .settings("[exports]\nothers = false\nprint = true")
        .make();
    let whole = made.text("print/topics/index.html");
    assert!(
        whole.contains("/ Grief /print/topics/grief/ 151"),
        "{whole}"
    );
    assert!(!whole.contains("Line 7"), "{whole}");
    let part = made.text("print/topics/sleep/index.html");
    assert!(
        part.contains("Line 7\n") && !part.contains("Line 8\n"),
        "{part}"
    );
    assert!(made.has("print/areas/gb/kent/index.html"));
    assert!(made.has("print/times/always/index.html"));
}
