//! What stands on paper, posters, and the months of events.

use crate::project::Project;

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
