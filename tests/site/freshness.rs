//! How fresh listings are: from which day on, what readers are told, and where stale ones no longer
//! stand.

use crate::project::{Made, Project, day, repository};
use jiff::tz::TimeZone;
use proptest::prelude::*;
use std::fmt::Write;
use waypost::base::day::Day;
use waypost::base::diag::Sink;
use waypost::base::node::{ListOf, read_yaml};
use waypost::base::paths::SourcePath;
use waypost::build::{How, Session, build};
use waypost::content::listing::{Context, Home, Listing, Outlet, read};
use waypost::disk::Target;
use waypost::model::freshness::{self, State};

fn listing(text: &str) -> Listing {
    let path = SourcePath::named("a.yaml");
    let mut sink = Sink::new();
    let node = read_yaml(text, &path, 0, &mut sink).expect("YAML");
    let context = Context {
        id: "a",
        name: Some("A"),
        kind: None,
        lists: ListOf::Items,
        home: Home {
            country: Some("GB"),
            example: true,
        },
        span: 0..text.len(),
        translation: false,
        topics: false,
        // Only what freshness asks for is written here.
        draft: true,
        lexicon: None,
    };
    read(&node, &path, &context, &mut sink).unwrap_or_else(|| panic!("{:?}", sink.into_sorted()))
}

fn after(start: &str, days: i32) -> Day {
    let span = jiff::Span::new().days(days);
    day(start).checked_add(span).expect("a day")
}

/// The states in which a listing is, day after day, each with the first day of it.
fn states(text: &str, days: i32) -> String {
    let listing = listing(text);
    let mut told = String::new();
    let mut last = None;
    for at in 0..days {
        let state = freshness::state(&listing, after("2026-01-01", at), &TimeZone::UTC);
        if last != Some(state) {
            let state = state.map_or("never", State::as_str);
            let _ = write!(told, "{at} {state}  ");
        }
        last = Some(state);
    }
    told.trim_end().to_owned()
}

#[test]
fn each_state_begins_on_its_day() {
    let checked = "verified: {date: 2026-01-01, by: A, method: phone}\n";
    let of = |rest: &str| states(&format!("{checked}{rest}"), 1200);
    let of_days = |days: i32| {
        let (due, overdue, expired) = (days - days / 5, days + 1, 2 * days + 1);
        format!("0 fresh  {due} due  {overdue} overdue  {expired} expired")
    };
    for (kind, days) in [
        ("helpline", 180),
        ("group", 180),
        ("online-community", 180),
        ("service", 365),
        ("training", 365),
        ("app", 365),
        ("helpline\ncrisis: urgent", 90),
        ("service\ncrisis: emergency", 90),
        ("helpline\nreview_every: P30D", 30),
        ("helpline\ncrisis: urgent\nreview_every: P2W", 14),
    ] {
        assert_eq!(of(&format!("kind: {kind}\n")), of_days(days), "{kind}");
    }
    // The months of the calendar: 181 days, and twice as many months are 365.
    let half_a_year = "0 fresh  145 due  182 overdue  366 expired";
    assert_eq!(of("kind: group\nreview_every: P6M\n"), half_a_year);
    // A time that has no fifth is due on its last day only if one day is a fifth of it.
    let three_days = "0 fresh  3 due  4 overdue  7 expired";
    assert_eq!(of("kind: group\nreview_every: P3D\n"), three_days);
    let five_days = "0 fresh  4 due  6 overdue  11 expired";
    assert_eq!(of("kind: group\nreview_every: P5D\n"), five_days);
    for kind in ["book", "book\nreview_every: P1D"] {
        assert_eq!(of(&format!("kind: {kind}\n")), "0 never", "{kind}");
    }
    assert_eq!(of("kind: event\n"), "0 fresh");
    // An event is over with its last time, and any listing with its last day.
    assert_eq!(
        of("kind: event\nstart: 2026-01-11\ntime: \"19:00\"\n"),
        "0 fresh  11 expired"
    );
    let weekly = "kind: event\nevery: Monday\nstart: 2026-01-05\ntime: \"22:00\"\nend_time: \"00:00\"\ncount: 3\n";
    assert_eq!(of(weekly), "0 fresh  19 expired");
    assert_eq!(
        of("kind: group\nvalid_to: 2026-01-03\n"),
        "0 fresh  3 expired"
    );
    assert_eq!(states("kind: group\n", 900), "0 never");
}

proptest! {
    #[test]
    fn a_listing_only_grows_older(
        kind in prop::sample::select(vec!["helpline", "group", "service", "app"]),
        days in 1i32..2000,
        every in 1i32..900,
    ) {
        let text = format!("kind: {kind}\nreview_every: P{every}D\nverified: 2026-01-01\n");
        let listing = listing(&text);
        let on = |days| freshness::of(&listing, after("2026-01-01", days), &TimeZone::UTC).expect("it was checked");
        prop_assert!(on(days - 1).state <= on(days).state);
        let found = on(days);
        let (due, last) = (found.due.expect("due"), found.lasts_until.expect("lasts"));
        let good = found.good_until.expect("good");
        prop_assert!(due <= good && good < last);
        prop_assert_eq!(good, after("2026-01-01", every));
        prop_assert_eq!(found.is_stale(after("2026-01-01", days)), days > every);
    }
}

const HELPLINE: &str = "---\nname: Night Line\nkind: helpline\nareas: [GB]\nphone: 0808 157 0123\n\
    hours: 24/7\nlanguages: [en]\ncost: free\ntopics: [Sleep]\n\
    verified: {date: 2026-01-01, by: Night team, method: phone}\n";

/// A site with one helpline, on a day.
fn site(rest: &str, today: &str) -> Project {
    Project::bare()
        .settings("language = \"en\"\n[languages.de]\ntitle = \"Probe\"\n[languages.ar]\ntitle = \"اختبار\"")
        .with("content/resources/_index.md", "---\ntitle: Help\nkind: listings\n---\n")
        .with("content/resources/line.md", format!("{HELPLINE}{rest}---\n\nWe listen.\n"))
        .with("content/resources/line.de.md", "---\nname: Nachtlinie\n---\n\nWir hören zu.\n")
        .with("content/resources/line.ar.md", "---\nname: خط الليل\n---\n\nنحن نستمع.\n")
        .on(today)
}

fn checked(made: &Made, path: &str) -> String {
    let page = made.text(path);
    let start = page
        .find("<p class=\"checked")
        .expect("when it was checked");
    let end = page[start..].find("</p>").expect("the end") + start;
    page[start..end].to_owned()
}

#[test]
fn readers_are_told_in_their_language_that_it_was_checked_too_long_ago() {
    let fresh = site("", "2026-06-30").make();
    let stale = site("", "2026-07-01").make();
    let mut told = String::new();
    for path in [
        "resources/line/",
        "de/resources/line/",
        "ar/resources/line/",
    ] {
        let path = format!("{path}index.html");
        let _ = writeln!(
            told,
            "{path}\n{}\n{}",
            checked(&fresh, &path),
            checked(&stale, &path)
        );
    }
    insta::assert_snapshot!(told);
}

#[test]
fn what_expired_leaves_feeds_and_print_but_not_its_page() {
    let feed = "resources/feed.xml";
    let last = site("", "2026-12-27").make();
    assert!(last.text(feed).contains("Night Line"));
    let gone = site("", "2026-12-28").make();
    assert!(!gone.text(feed).contains("Night Line"));
    assert!(gone.has("resources/line/index.html"));
    let world = &gone.revision.making.world;
    let id = world.site.by_id("resources/line.md").expect("the listing");
    let shown = Outlet::WORDS
        .iter()
        .map(|(word, outlet)| format!("{word}: {}", world.site.shown_in(id, *outlet)));
    let shown: Vec<String> = shown.collect();
    assert_eq!(
        shown.join(", "),
        "print: false, feeds: false, search: true, jsonld: true"
    );
}

#[test]
fn stale_help_for_a_crisis_is_told_and_expired_help_fails_the_build() {
    let told = |today: &str| {
        let made = site("crisis: urgent\n", today).make();
        let found = made
            .diagnostics
            .iter()
            .filter(|found| found.code.starts_with("listing/"));
        let found: Vec<String> = found
            .map(|found| {
                let place = found.primary.as_ref().and_then(|span| made.place(span));
                format!(
                    "{} {:?} at {}\n  {}\n  {}\n",
                    found.code,
                    found.severity,
                    place.unwrap_or_default(),
                    found.message,
                    found.help.as_deref().unwrap_or_default(),
                )
            })
            .collect();
        let world = &made.revision.making.world;
        let id = world.site.by_id("resources/line.md").expect("the listing");
        format!(
            "{today}, for a crisis: {}\n{}",
            world.site.is_for_crisis(id),
            found.concat()
        )
    };
    let days = ["2026-04-01", "2026-04-02", "2026-06-30", "2026-07-01"];
    insta::assert_snapshot!(days.map(told).concat());
    let mut allowed = site("crisis: urgent\n", "2026-07-01");
    allowed.options.allow_stale = true;
    let made = allowed.make();
    assert!(
        made.told().contains("warning listing/expired"),
        "{}",
        made.told()
    );
}

#[test]
fn what_depends_on_the_day_is_not_taken_over_to_another_day() {
    let project = site("", "2026-06-30");
    let mut session = Session::new(project.root(), project.options.clone());
    let page = |session: &mut Session| {
        let revision = session.update().expect("a revision");
        let path = waypost::base::paths::OutPath::parse("resources/line/index.html");
        let at = revision.find(&path.expect("a path")).expect("the page");
        let text = String::from_utf8(revision.bytes(at).expect("made").to_vec()).expect("text");
        text.contains("Details may have changed")
    };
    assert!(!page(&mut session));
    session.set_today(day("2026-07-01"));
    assert!(page(&mut session));
    session.set_today(day("2026-06-30"));
    assert!(!page(&mut session));
}

#[test]
fn a_build_of_another_day_takes_no_stale_page_from_the_cache() {
    let project = site("", "2026-06-30");
    let build_on = |today: &str| {
        let target = Target {
            output: project.output(),
            state: project.root().join(".waypost"),
            adopt: false,
        };
        let mut options = project.options.clone();
        options.today = day(today);
        options.skip.push(project.output());
        build(
            project.root(),
            options,
            &target,
            &How::default(),
            &|_, _| {},
        )
        .expect("built");
        let page = project.output().join("resources/line/index.html");
        std::fs::read_to_string(page)
            .expect("the page")
            .contains("Details may have changed")
    };
    assert!(!build_on("2026-06-30"));
    assert!(build_on("2026-07-01"));
    assert!(!build_on("2026-06-30"));
}

#[test]
fn the_words_for_it_are_there_in_every_language_of_the_theme() {
    for lang in ["en", "es", "fr", "de", "ar"] {
        let file = repository().join(format!("themes/default/i18n/{lang}.toml"));
        let text = std::fs::read_to_string(file).expect("words");
        let line = text.lines().find(|line| line.starts_with("overdue = "));
        assert!(line.is_some_and(|line| line.contains("{date}")), "{lang}");
    }
}

/// A site with an article that embeds a helpline, on a day.
fn embedding(rest: &str, today: &str) -> Made {
    let article = "---\ntitle: Night\ndate: 2026-01-02\n---\n\nAt night:\n\n::listing{id=line}\n";
    let section = "---\ntitle: Texts\nkind: articles\n---\n";
    let project = site(rest, today)
        .with("content/articles/_index.md", section)
        .with("content/articles/night.md", article);
    project.make()
}

#[test]
fn a_text_that_sends_readers_to_what_is_stale_is_told_of_and_feeds_only_link_to_it() {
    let card = "0808 157 0123";
    let of_texts = |made: &Made| made.text("articles/feed.xml").contains(card);
    let mut told = String::new();
    for (rest, today) in [
        ("", "2026-12-20"),
        ("", "2027-01-01"),
        ("valid_to: 2026-05-01\n", "2026-05-02"),
        ("status: defunct\nstatus_note: It closed.\n", "2026-02-01"),
        (
            "status: defunct\nstatus_note: It closed.\nreplaced_by: line\n",
            "2026-02-01",
        ),
        ("hide_from: [feeds]\n", "2026-02-01"),
    ] {
        let made = embedding(rest, today);
        let _ = writeln!(
            told,
            "{rest}{today}: card in the feed: {}, on the page: {}\n{}",
            of_texts(&made),
            made.text("articles/night/index.html").contains(card),
            made.told()
        );
        assert!(made.text("articles/feed.xml").contains("Night Line"));
        let stale = made.pointed_at("directive/stale-listing");
        assert!(
            stale.iter().all(|place| *place == "::listing{id=line}"),
            "{stale:?}"
        );
    }
    insta::assert_snapshot!(told);
}
