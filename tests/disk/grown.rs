//! A manifest that grows at its end, build by build.

use crate::{Project, out, outputs};
use std::fs;
use waypost::disk::{Expected, Intent, PublishReport, Publisher, Written};

const SITE: [(&str, &str); 3] = [
    ("index.html", "home"),
    ("about/index.html", "about"),
    ("articles/night/index.html", "night"),
];

/// Of which nothing is gone.
const EDITED: [(&str, &str); 4] = [
    SITE[0],
    ("about/index.html", "about us"),
    SITE[2],
    ("new/page/index.html", "new"),
];

fn text(project: &Project) -> String {
    fs::read_to_string(project.manifest()).expect("a text")
}

fn is_up_to_date(project: &Project, report: &PublishReport) -> bool {
    let written = Written::read(&project.target()).expect("a folder");
    written.is_up_to_date(Expected::Manifest(report.manifest))
}

/// The project after a second build of which nothing is gone, and the manifest after the first.
fn edited() -> (Project, PublishReport, String) {
    let project = Project::new();
    project.publish(&SITE).expect("a build");
    let before = text(&project);
    let report = project.publish(&EDITED).expect("a build");
    (project, report, before)
}

#[test]
fn a_small_build_is_written_behind_the_manifest() {
    let (project, report, before) = edited();
    let after = text(&project);
    assert!(after.starts_with(&before) && after.len() > before.len());
    assert!(is_up_to_date(&project, &report));
    let publisher = Publisher::open(&project.target()).expect("nobody else is at work");
    let about = publisher.published(&out("about/index.html"));
    assert_eq!(about, Some(Intent::of(b"about us")));
    assert_eq!(
        publisher.published(&out("index.html")),
        Some(Intent::of(b"home"))
    );
    drop(publisher);
    // And a third one behind that.
    let mut site = EDITED;
    site[1].1 = "about all of us";
    let report = project.publish(&site).expect("a build");
    assert_eq!((report.written.len(), report.unchanged), (1, 3));
    assert!(text(&project).starts_with(&after) && is_up_to_date(&project, &report));
    let again = project.publish(&site).expect("a build");
    assert_eq!((again.written.len(), again.manifest), (0, report.manifest));
}

#[test]
fn what_is_gone_is_not_named_any_more() {
    let (project, _, _) = edited();
    let report = project.publish(&SITE).expect("a build");
    assert!(!text(&project).contains("new/page") && is_up_to_date(&project, &report));
    assert!(!project.path("public/new").exists());
    let (project, ..) = edited();
    // A folder in which somebody has put a file stays.
    project.write("public/new/page/mine.txt", "mine");
    project.publish(&SITE).expect("a build");
    assert_eq!(project.read("public/new/page/mine.txt"), "mine");
}

#[test]
fn many_small_builds_do_not_let_it_grow_for_ever() {
    let project = Project::new();
    project.publish(&SITE).expect("a build");
    let (mut before, mut longest, mut anew) = (text(&project), 0, 0);
    for number in 0..700 {
        let words = format!("home {number}");
        let site = [("index.html", words.as_str()), SITE[1], SITE[2]];
        let report = project.publish(&site).expect("a build");
        let after = text(&project);
        longest = longest.max(after.len());
        anew += usize::from(!after.starts_with(&before));
        before = after;
        assert!(is_up_to_date(&project, &report));
    }
    assert!((1..10).contains(&anew), "written anew {anew} times");
    assert!(longest < 80_000, "{longest} bytes");
}

#[test]
fn whatever_happens_to_what_stands_behind_is_noticed_and_mended() {
    let (project, report, before) = edited();
    let good = text(&project);
    let site = outputs(&EDITED);
    let mut bad: Vec<Vec<u8>> = (before.len()..good.len())
        .map(|at| {
            let mut text = good.clone().into_bytes();
            text[at] = if text[at] == b'0' { b'1' } else { b'0' };
            text
        })
        .collect();
    bad.extend((before.len()..good.len()).map(|end| good.as_bytes()[..end].to_vec()));
    for text in bad {
        let wrong = String::from_utf8_lossy(&text).into_owned();
        fs::write(project.manifest(), &text).expect("a file");
        assert!(!is_up_to_date(&project, &report), "{wrong}");
        let mended = waypost::disk::publish(&project.target(), &site).expect("a build");
        assert!(
            mended.kept.is_empty() && is_up_to_date(&project, &mended),
            "{wrong}"
        );
        fs::write(project.manifest(), &good).expect("a file");
    }
}
