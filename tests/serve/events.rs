//! What open tabs are told.

use crate::client::{DEADLINE, Events, get};
use crate::site::{Site, options};
use std::time::Duration;

/// Opens a page and its stream, and reads what is said at first.
fn tab(site: &Site, path: &str) -> Events {
    let seen = get(site.address, path).seen();
    let mut events = Events::open(site.address, path, &seen);
    events.expect("clear");
    events
}

#[test]
fn only_tabs_whose_page_changed_are_told_to_reload() {
    let site = Site::with(&[("a/index.html", "one"), ("b/index.html", "one")]);
    let (mut a, mut b) = (tab(&site, "/a/"), tab(&site, "/b/"));
    site.save("a/index.html", "two");
    let first = a.expect("reload");
    assert_eq!(first.id, get(site.address, "/a/").seen());
    site.save("b/index.html", "two");
    let second = b.expect("reload");
    // Had b been told of the first change, that would have come first, with the number of that revision.
    assert_ne!(first.data, second.data);
    site.save("a/index.html", "three");
    a.expect("reload");
}

#[test]
fn a_page_that_goes_or_comes_is_told_too() {
    let site = Site::with(&[("a/index.html", "one")]);
    let (mut a, mut b) = (tab(&site, "/a/"), tab(&site, "/b/"));
    site.remove("a/index.html");
    a.expect("reload");
    site.save("b/index.html", "now there is one");
    b.expect("reload");
    assert_eq!(get(site.address, "/a/").status, 404);
}

#[test]
fn new_stylesheets_are_swapped_without_a_reload() {
    let page =
        |digest: &str| format!("<link rel=stylesheet href=\"/assets/main.{digest}.css\"><p>text");
    let site = Site::with(&[("index.html", &page("0123456789"))]);
    let mut events = tab(&site, "/");
    site.save("index.html", &page("abcdef0123"));
    let event = events.expect("files");
    assert_eq!(
        event.data,
        "{\"sheets\":[\"/assets/main.abcdef0123.css\"],\"pictures\":[]}"
    );
    assert_eq!(event.id, get(site.address, "/").seen());
    site.save("index.html", &format!("{} and more", page("bbbbbbbbbb")));
    events.expect("reload");
}

#[test]
fn files_whose_address_stays_the_same_are_told_apart_by_their_content() {
    let page = "<link href='own.css' rel=stylesheet><img src=photo.jpg><script src=own.js></script>\
                <a href=\"big.pdf\">";
    let site = Site::with(&[
        ("a/index.html", page),
        ("a/own.css", "p {}"),
        ("a/photo.jpg", "one"),
        ("a/big.pdf", "one"),
        ("a/own.js", "one"),
    ]);
    let mut events = tab(&site, "/a/");
    site.save("a/own.css", "p { color: red }");
    let event = events.expect("files");
    assert!(
        event.data.starts_with("{\"sheets\":[\"/a/own.css?v="),
        "{}",
        event.data
    );
    assert!(event.data.ends_with("\"pictures\":[]}"), "{}", event.data);
    site.save("a/big.pdf", "two");
    site.until_there("a/big.pdf", "two");
    site.save("a/photo.jpg", "two");
    let event = events.expect("files");
    assert!(
        event.data.contains("\"pictures\":[\"/a/photo.jpg?v="),
        "{}",
        event.data
    );
    site.save("a/own.js", "two");
    events.expect("reload");
}

#[test]
fn a_tab_is_told_the_notes_of_its_page_after_the_page_itself() {
    let site = Site::with(&[("a/index.html", "NOTE SHOWS b.md"), ("b.md", "-\nNOTE")]);
    let seen = get(site.address, "/a/").seen();
    let mut events = Events::open(site.address, "/a/", &seen);
    let notes = events.expect("notes").data;
    insta::assert_snapshot!(
        "notes_event",
        notes.replace("\\n", "\n").replace("<li", "\n<li")
    );
    events.expect("clear");
    // What it shows is mended: the page stays, and its notes are fewer.
    site.save("b.md", "mended");
    let notes = events.expect("notes").data;
    assert!(notes.contains("\"count\":1"), "{notes}");
    assert_eq!(
        notes,
        get(site.address, "/_waypost/notes?path=%2Fa%2F").text()
    );
    site.save("c/index.html", "NOTE");
    site.until_there("c/index.html", "NOTE");
    // Another page's notes are nobody's business, but for the whole site.
    site.save("a/index.html", "none any more");
    events.expect("reload");
    assert!(
        events
            .expect("notes")
            .data
            .contains("Nothing to mend on this page")
    );
    let all = get(site.address, "/_waypost/notes");
    assert!(
        all.text().contains("1 note on the whole site"),
        "{}",
        all.text()
    );
    assert_eq!(
        all.header("content-type"),
        "application/json; charset=utf-8"
    );
    let none = get(site.address, "/_waypost/notes?path=/../secret").text();
    assert!(none.contains("\"count\":0"), "{none}");
}

#[test]
fn the_terminal_is_told_the_errors_of_what_is_shown() {
    let (told, hear) = std::sync::mpsc::channel();
    let told = std::sync::Mutex::new(told);
    let mut options = options();
    options.errors = std::sync::Arc::new(move |errors, revision| {
        let told = told.lock().expect("not poisoned");
        // Nobody listens any more once the test is over.
        let _ = told.send((revision.number(), errors.len()));
    });
    let site = Site::at("", &[("a/index.html", "good")], options);
    let next = || hear.recv_timeout(DEADLINE).expect("told");
    assert_eq!(next(), (1, 0));
    site.save("a/index.html", "BROKEN");
    while next().1 != 1 {}
    let mut tab = Events::open(site.address, "/a/", "");
    while tab.next().name != "errors" {}
    site.save("a/index.html", "good");
    while next().1 != 0 {}
}

#[test]
fn a_tab_that_comes_back_learns_what_it_missed() {
    let site = Site::with(&[("a/index.html", "one"), ("b/index.html", "one")]);
    let (a, b) = (
        get(site.address, "/a/").seen(),
        get(site.address, "/b/").seen(),
    );
    site.save("a/index.html", "two");
    site.until_there("a/index.html", "two");
    Events::open(site.address, "/a/", &a).expect("reload");
    Events::open(site.address, "/b/", &b).expect("clear");
    // A browser that connects again by itself repeats the old address, and says what it was told last.
    let now = get(site.address, "/a/").seen();
    let header = format!("Last-Event-ID: {now}\r\n");
    Events::open_with(site.address, "/a/", &a, &header).expect("clear");
    Events::open(site.address, "/a/", "nonsense").expect("reload");
}

#[test]
fn a_tab_outlives_the_server() {
    let seen = {
        let mut site = Site::with(&[("index.html", "same")]);
        let seen = get(site.address, "/").seen();
        site.save("index.html", "different");
        site.until_there("index.html", "different");
        site.save("index.html", "same");
        site.until_there("index.html", "same");
        site.end().expect("ended");
        seen
    };
    let site = Site::with(&[("index.html", "same")]);
    Events::open(site.address, "/", &seen).expect("clear");
}

#[test]
fn errors_are_shown_until_they_are_mended() {
    let site = Site::with(&[("a/index.html", "good"), ("b/index.html", "good")]);
    let mut a = tab(&site, "/a/");
    site.save("b/index.html", "BROKEN line\nnext");
    let report = a.expect("errors").data;
    insta::assert_snapshot!("errors_event", report.replace("\\n", "\n"));
    let html = report.split("\"html\"").nth(1).expect("the list as HTML");
    assert!(
        !html.contains("<broken>"),
        "what comes from files is escaped"
    );
    site.save("a/index.html", "BROKEN as well");
    let report = a.expect("errors").data;
    assert!(report.contains("\"2 errors\""), "{report}");
    // The page itself stays as it was: no reload in between.
    site.save("b/index.html", "good");
    assert!(a.expect("errors").data.contains("\"1 error\""));
    site.save("a/index.html", "good");
    a.expect("clear");
    // A tab that is opened while there are errors is told at once.
    site.save("b/index.html", "BROKEN");
    a.expect("errors");
    let seen = get(site.address, "/a/").seen();
    Events::open(site.address, "/a/", &seen).expect("errors");
}

#[test]
fn a_page_that_never_was_good_appears_when_it_is_mended() {
    let site = Site::with(&[("a/index.html", "BROKEN")]);
    let seen = get(site.address, "/a/").seen();
    let mut events = Events::open(site.address, "/a/", &seen);
    events.expect("errors");
    site.save("a/index.html", "good");
    events.expect("reload");
    events.expect("clear");
}

#[test]
fn an_idle_stream_says_that_it_is_there() {
    let mut options = options();
    options.heartbeat = Duration::from_millis(20);
    let site = Site::at("", &[("index.html", "x")], options);
    let mut events = tab(&site, "/");
    events.expect(":");
    events.expect(":");
}
