//! `upcoming()`: the next dates of a site, and what is none of them.

use crate::project::Project;

#[test]
fn the_next_dates_come_in_order_without_what_does_not_take_place() {
    let made = Project::named("upcoming").fine();
    insta::assert_snapshot!(made.text("about/index.html"));
}

#[test]
fn untranslated_dates_are_upcoming_in_every_language() {
    let made = Project::named("upcoming").fine();
    insta::assert_snapshot!(made.text("de/about/index.html"));
}

#[test]
fn on_another_day_others_are_next() {
    let made = Project::named("upcoming").on("2026-05-03").make();
    let text = made.text("about/index.html");
    assert!(text.starts_with("Third: 2026-05-03"), "{text}");
    assert!(!text.contains("Second"), "{text}");
}
