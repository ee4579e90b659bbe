//! A folder with more than twenty different faults: all of them in one run, exit 1, and the output
//! folder of the earlier build untouched.

use super::{SUITE, Site, Tree, copy, same};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// As `Tree`, with the times of folders too.
fn exactly(site: &Site) -> (Tree, Vec<(std::path::PathBuf, std::time::SystemTime)>) {
    let folders = walkdir::WalkDir::new(site.path("public")).sort_by_file_name();
    let times = folders.into_iter().map(|entry| {
        let entry = entry.expect("it can be read");
        let metadata = fs::symlink_metadata(entry.path()).expect("it is there");
        (
            entry.path().to_owned(),
            metadata.modified().expect("a time"),
        )
    });
    (site.tree("public"), times.collect())
}

#[test]
fn twenty_faults_are_told_in_one_run_and_nothing_is_written() {
    let site = Site::sound();
    assert_eq!(site.build().code, 0);
    let before = exactly(&site);
    assert!(before.0.len() > 10, "the first build wrote a site");
    copy(&Path::new(SUITE).join("twenty"), &site.root());
    let told = site.build();
    assert_eq!(told.code, 1);
    assert!(exactly(&site) == before, "the output folder was touched");
    same("twenty", &told.text());

    let told = site.run(&["check", "--format", "json"]);
    let told: Value = serde_json::from_str(&told.out).expect("it is JSON");
    let faults = told["diagnostics"].as_array().expect("a list");
    let kinds: BTreeSet<&str> = faults
        .iter()
        .filter_map(|fault| fault["code"].as_str())
        .collect();
    assert!(kinds.len() >= 20, "only {}: {kinds:?}", kinds.len());
    for fault in faults {
        assert!(fault["help"].is_string(), "{fault:#}");
        assert!(fault["line"].is_u64(), "{fault:#}");
    }
    assert!(exactly(&site) == before, "a check wrote something");
}
