//! Every way in which a published site may not be what is expected.

use crate::{Project, out, outputs};
use std::fs;
use waypost::base::digest::Digest;
use waypost::base::paths::OutPath;
use waypost::disk::{Expected, Intent, PublishReport, Publisher, Target, Written, publish};

const SITE: [(&str, &str); 3] = [
    ("index.html", "home"),
    ("about/index.html", "about"),
    ("articles/night/index.html", "night"),
];

fn up_to_date(target: &Target, expected: Expected<'_>) -> bool {
    Written::read(target).is_ok_and(|written| written.is_up_to_date(expected))
}

fn expected(site: &[(&str, &str)]) -> Vec<(OutPath, Intent)> {
    let file = |(path, text): &(&str, &str)| (out(path), Intent::of(text.as_bytes()));
    site.iter().map(file).collect()
}

fn published() -> (Project, PublishReport) {
    let project = Project::new();
    let report = project.publish(&SITE).expect("a build");
    (project, report)
}

#[test]
fn a_site_that_nobody_touched_is_up_to_date() {
    let (project, report) = published();
    let target = project.target();
    assert!(up_to_date(&target, Expected::Manifest(report.manifest)));
    let mut files = expected(&SITE);
    assert!(up_to_date(&target, Expected::Files(&files)));
    files.reverse();
    assert!(up_to_date(&target, Expected::Files(&files)));
    let again = project.publish(&SITE).expect("a build");
    assert_eq!(again.manifest, report.manifest);
    project.write("public/CNAME", "a stranger's");
    assert!(up_to_date(&target, Expected::Files(&files)));
}

#[test]
fn other_expectations_are_not_met() {
    let (project, report) = published();
    let target = project.target();
    let mut other = SITE;
    other[1].1 = "ABOUT";
    let more = [SITE.as_slice(), &[("new.html", "new")]].concat();
    let renamed = [SITE[0], SITE[1], ("articles/day/index.html", "night")];
    for site in [&other[..], &more, &SITE[..2], &renamed, &[]] {
        assert!(
            !up_to_date(&target, Expected::Files(&expected(site))),
            "{site:?}"
        );
    }
    let twice = [SITE[0], SITE[0], SITE[1]];
    assert!(!up_to_date(&target, Expected::Files(&expected(&twice))));
    project.publish(&other).expect("a build");
    assert!(!up_to_date(&target, Expected::Manifest(report.manifest)));
    let mut elsewhere = project.target();
    elsewhere.output = project.path("elsewhere");
    assert!(!up_to_date(&elsewhere, Expected::Files(&[])));
    elsewhere.output = project.root();
    assert!(!up_to_date(&elsewhere, Expected::Files(&[])));
}

#[test]
fn every_change_of_a_file_is_seen() {
    let changes: [fn(&Project); 5] = [
        |project| {
            project.write("public/index.html", "HOME");
        },
        |project| {
            project.write("public/index.html", "longer");
        },
        |project| fs::remove_file(project.path("public/index.html")).expect("it is there"),
        |project| fs::remove_dir_all(project.path("public/articles")).expect("it is there"),
        |project| {
            let path = project.path("public/index.html");
            fs::remove_file(&path).expect("it is there");
            fs::create_dir(path).expect("a folder");
        },
    ];
    for (number, change) in changes.iter().enumerate() {
        let (project, report) = published();
        change(&project);
        let target = project.target();
        assert!(
            !up_to_date(&target, Expected::Manifest(report.manifest)),
            "change {number}"
        );
        assert!(
            !up_to_date(&target, Expected::Files(&expected(&SITE))),
            "change {number}"
        );
    }
}

/// Systems differ in how long a tick is, so the manifest is told that no tick was over.
#[test]
fn a_stamp_whose_tick_was_not_over_is_not_trusted() {
    let (project, _) = published();
    let path = project.manifest();
    let text = fs::read_to_string(&path).expect("a text");
    let (body, _) = text.rsplit_once("end ").expect("an end");
    let written = body.lines().nth(1).expect("a time");
    let racy = body.replacen(written, "written 0", 1);
    let home = format!("{}", Digest::of(b"home"));
    let other = format!("{}", Digest::of(b"HOME"));
    for (body, same) in [(racy.clone(), true), (racy.replace(&home, &other), false)] {
        let digest = Digest::of(body.as_bytes());
        fs::write(&path, format!("{body}end {digest}\n")).expect("a file");
        assert_eq!(
            up_to_date(&project.target(), Expected::Manifest(digest)),
            same
        );
    }
}

#[cfg(unix)]
#[test]
fn a_link_is_not_the_file_that_it_leads_to() {
    let (project, report) = published();
    let page = project.path("public/index.html");
    let other = project.path("other.html");
    fs::rename(&page, &other).expect("it can be moved");
    std::os::unix::fs::symlink(&other, &page).expect("a link");
    assert!(!up_to_date(
        &project.target(),
        Expected::Manifest(report.manifest)
    ));
}

#[test]
fn a_manifest_that_is_damaged_or_has_a_journal_says_nothing() {
    let (project, report) = published();
    let path = project.manifest();
    let good = fs::read_to_string(&path).expect("a text");
    let pending = format!("{good}pending {:032x} 4 index.html\n", 0);
    let bad = [
        pending,
        format!("{good}pend"),
        format!("{good}\n"),
        good[..good.len() - 1].to_owned(),
        good[..good.len() / 2].to_owned(),
        good.replacen("about", "abort", 1),
        good.replacen("manifest 1", "manifest 2", 1),
        String::new(),
    ];
    for text in bad {
        fs::write(&path, &text).expect("a file");
        let target = project.target();
        assert!(
            !up_to_date(&target, Expected::Manifest(report.manifest)),
            "{text}"
        );
        assert!(
            !up_to_date(&target, Expected::Files(&expected(&SITE))),
            "{text}"
        );
        project.publish(&SITE).expect("a build");
        assert!(
            up_to_date(&target, Expected::Files(&expected(&SITE))),
            "{text}"
        );
        fs::write(&path, &good).expect("a file");
    }
    fs::remove_file(&path).expect("it is there");
    assert!(!up_to_date(
        &project.target(),
        Expected::Files(&expected(&SITE))
    ));
}

#[test]
fn a_file_that_the_site_lost_but_that_was_kept_is_named_by_each_build() {
    let (project, _) = published();
    project.write("public/about/index.html", "mine now");
    let site = [SITE[0], SITE[2]];
    let report = publish(&project.target(), &outputs(&site)).expect("a build");
    assert_eq!(report.kept.len(), 1);
    assert!(!up_to_date(
        &project.target(),
        Expected::Files(&expected(&site))
    ));
    assert!(!up_to_date(
        &project.target(),
        Expected::Manifest(report.manifest)
    ));
}

/// Between reading and taking the lock another build may have written.
#[test]
fn what_was_read_before_the_lock_is_read_again_if_it_has_changed() {
    let (project, _) = published();
    let target = project.target();
    let early = || Written::read(&target).expect("a folder");
    let (before, same) = (early(), early());
    let published = |written| {
        let publisher = Publisher::open_with(&target, written).expect("nobody else is at work");
        publisher.published(&out("new.html"))
    };
    assert_eq!(published(same), None);
    project
        .publish(&[SITE[0], ("new.html", "new")])
        .expect("a build");
    assert_eq!(published(before), Some(Intent::of(b"new")));
}
