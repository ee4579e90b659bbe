//! Faults that are text: each folder of `tests/suite/bad/TOPIC/` is laid over a sound site.

use super::{SUITE, Site, same};
use serde_json::Value;
use std::fs;
use std::path::Path;

/// Builds every case of a topic; the snapshots hold what was said and the exit code.
fn topic(topic: &str) {
    let folder = Path::new(SUITE).join(topic);
    let entries = fs::read_dir(folder).expect("the suite can be read");
    let mut cases: Vec<String> = entries
        .map(|entry| entry.expect("an entry").file_name())
        .map(|name| name.into_string().expect("a plain name"))
        .collect();
    cases.sort();
    assert!(!cases.is_empty());
    for case in cases {
        let site = Site::with(&format!("{topic}/{case}"));
        let told = site.build();
        assert_ne!(told.code, 2, "a fault of the site is not the machine's");
        same(&format!("{topic}-{case}"), &told.text());
        helps(&site, &case);
    }
}

/// Each fault has a file, and a line if it has a text; each error says what to do.
fn helps(site: &Site, case: &str) {
    let told = site.run(&["check", "--format", "json"]);
    let told: Value = serde_json::from_str(&told.out).expect("it is JSON");
    for fault in told["diagnostics"].as_array().expect("a list") {
        assert!(fault["file"].is_string(), "no file in {case}: {fault:#}");
        assert!(fault["line"].is_u64(), "no line in {case}: {fault:#}");
        let help = fault["help"].as_str().unwrap_or_default();
        assert!(!help.is_empty(), "no help in {case}: {fault:#}");
        let message = fault["message"].as_str().expect("a text");
        let last = message.chars().last().expect("a message says something");
        assert!(!".: ".contains(last), "unfinished in {case}: {fault:#}");
    }
}

#[test]
fn front_matter() {
    topic("front");
}

#[test]
fn crisis() {
    topic("crisis");
}

#[test]
fn settings() {
    topic("settings");
}

#[test]
fn templates() {
    topic("templates");
}

#[test]
fn markdown() {
    topic("markdown");
}

#[test]
fn listings() {
    topic("listings");
}

#[test]
fn the_site_as_a_whole() {
    topic("model");
}
