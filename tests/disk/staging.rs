//! Outputs that are handed over as they are made, and those that need not be made at all.

use crate::{Project, names, out};
use std::fs;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use waypost::base::paths::OutPath;
use waypost::disk::{Content, DiskError, Intent, OutputFile, PublishReport, Publisher};

const SITE: [(&str, &str); 4] = [
    ("index.html", "home"),
    ("about/index.html", "about"),
    ("articles/night/index.html", "night"),
    ("articles/night/more.txt", "more"),
];

fn file(path: &str, content: Content<'static>) -> OutputFile<'static> {
    OutputFile {
        path: out(path),
        content,
    }
}

fn staged(publisher: &Publisher<'_>, site: &[(&str, &str)]) -> Vec<OutputFile<'static>> {
    let stage = |(path, text): &(&str, &str)| {
        let intent = publisher.stage(&out(path), text.as_bytes());
        file(path, Content::Staged(intent.expect("there is room")))
    };
    site.iter().map(stage).collect()
}

fn publish_staged(project: &Project, site: &[(&str, &str)]) -> PublishReport {
    let publisher = Publisher::open(&project.target()).expect("nobody else is at work");
    let files = staged(&publisher, site);
    publisher.publish(&files, &nobody).expect("a build")
}

fn nobody(path: &OutPath) -> Option<Vec<u8>> {
    panic!("nobody should ask for {path}");
}

fn staging_is_gone(project: &Project) {
    assert!(!project.path(".waypost/staging").exists());
}

#[test]
fn staged_pages_are_published_as_others_are() {
    let project = Project::new();
    let report = publish_staged(&project, &SITE);
    assert_eq!(report.written.len(), 4);
    staging_is_gone(&project);
    let plain = Project::new();
    plain.publish(&SITE).expect("a build");
    assert_eq!(project.published(), plain.published());
    assert_eq!(project.publish(&SITE).expect("a build").unchanged, 4);

    let mut site = SITE.to_vec();
    site[1].1 = "other";
    site.push(("articles/day/index.html", "day"));
    let report = publish_staged(&project, &site);
    assert_eq!(
        names(&report.written),
        ["about/index.html", "articles/day/index.html"]
    );
    plain.publish(&site).expect("a build");
    assert_eq!(project.published(), plain.published());
    staging_is_gone(&project);
}

#[test]
fn nothing_is_touched_before_publishing() {
    let project = Project::new();
    project.publish(&SITE).expect("a build");
    let before = project.published();
    let publisher = Publisher::open(&project.target()).expect("nobody else is at work");
    staged(
        &publisher,
        &[("index.html", "new"), ("new/index.html", "new")],
    );
    assert_eq!(project.published(), before);
    assert!(project.path(".waypost/staging").exists());
    let error = Publisher::open(&project.target()).err();
    assert!(matches!(error, Some(DiskError::Busy { .. })));
    drop(publisher);
    assert_eq!(project.published(), before);
    staging_is_gone(&project);
    assert_eq!(project.publish(&SITE).expect("a build").unchanged, 4);
}

#[test]
fn what_a_killed_build_staged_is_cleared() {
    let project = Project::new();
    project.write(".waypost/staging/tree/about/index.html", "old");
    drop(Publisher::open(&project.target()).expect("nobody else is at work"));
    staging_is_gone(&project);
    project.write(".waypost/staging", "a file");
    publish_staged(&project, &SITE);
    staging_is_gone(&project);
}

#[test]
fn what_was_staged_and_is_not_wanted_does_not_appear() {
    let project = Project::new();
    let publisher = Publisher::open(&project.target()).expect("nobody else is at work");
    let mut files = staged(
        &publisher,
        &[
            ("a/one.txt", "1"),
            ("a/two.txt", "2"),
            ("a/b/c/three.txt", "3"),
            ("d/four.txt", "4"),
            ("e/f/five.txt", "5"),
        ],
    );
    files.remove(1);
    files.truncate(3);
    publisher.publish(&files, &nobody).expect("a build");
    let plain = Project::new();
    plain
        .publish(&[
            ("a/one.txt", "1"),
            ("a/b/c/three.txt", "3"),
            ("d/four.txt", "4"),
        ])
        .expect("a build");
    assert_eq!(project.published(), plain.published());
}

#[test]
fn the_last_bytes_that_were_staged_for_a_place_count() {
    let project = Project::new();
    let publisher = Publisher::open(&project.target()).expect("nobody else is at work");
    staged(&publisher, &[("a/b/index.html", "first")]);
    staged(&publisher, &[("a/b/index.html", "second")]);
    let files = staged(&publisher, &[("a/b/index.html", "last"), ("a/c.txt", "c")]);
    publisher.publish(&files, &nobody).expect("a build");
    assert_eq!(project.read("public/a/b/index.html"), "last");
    assert_eq!(
        project
            .publish(&[("a/b/index.html", "last"), ("a/c.txt", "c")])
            .expect("a build")
            .unchanged,
        2
    );
}

#[test]
fn only_what_is_not_as_it_should_be_is_made_again() {
    let project = Project::new();
    publish_staged(&project, &SITE);
    let looks = AtomicUsize::new(0);
    let publish = |contents: &[Content<'static>]| {
        let publisher = Publisher::open(&project.target()).expect("nobody else is at work");
        if looks.fetch_add(1, Ordering::Relaxed).is_multiple_of(2) {
            publisher.look_ahead();
        }
        let files: Vec<_> = SITE
            .iter()
            .zip(contents)
            .map(|((path, _), content)| file(path, content.clone()))
            .collect();
        let asked = Mutex::new(Vec::new());
        let make = |path: &OutPath| {
            asked.lock().expect("one at a time").push(path.to_string());
            let (_, text) = SITE.iter().find(|(name, _)| *name == path.as_str())?;
            Some(text.as_bytes().to_vec())
        };
        let report = publisher.publish(&files, &make).expect("a build");
        let mut asked = asked.into_inner().expect("one at a time");
        asked.sort();
        (asked, report)
    };
    let known = SITE.map(|(_, text)| Content::Known(Intent::of(text.as_bytes())));
    let skipped = SITE.map(|(_, text)| Content::Staged(Intent::of(text.as_bytes())));
    let clean = project.published();
    for contents in [&known, &skipped, &known, &skipped] {
        assert_eq!(publish(contents).0, Vec::<String>::new());
        fs::remove_file(project.path("public/index.html")).expect("it is there");
        project.write("public/about/index.html", "ABOUT");
        let (asked, report) = publish(contents);
        assert_eq!(asked, ["about/index.html", "index.html"]);
        assert_eq!((report.written.len(), report.unchanged), (2, 2));
        assert_eq!(project.published(), clean);
        fs::remove_dir_all(project.path("public/articles")).expect("it is there");
        assert_eq!(publish(contents).0.len(), 2);
        assert_eq!(project.published(), clean);
        publish(contents);
        looks.fetch_add(1, Ordering::Relaxed);
    }

    // The bytes are believed, and not what was expected of them.
    let mut wrong = known.clone();
    wrong[0] = Content::Known(Intent::of(b"something else"));
    let (asked, report) = publish(&wrong);
    assert_eq!((asked.len(), report.written.len()), (1, 0));
    assert_eq!(project.published(), clean);
    staging_is_gone(&project);
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link_whoever_looked_ahead() {
    let project = Project::new();
    publish_staged(&project, &SITE);
    for looks in [true, false] {
        let publisher = Publisher::open(&project.target()).expect("nobody else is at work");
        if looks {
            // The files are still those that were written, wherever they are.
            fs::rename(project.path("public/articles"), project.path("elsewhere")).expect("moved");
            std::os::unix::fs::symlink(project.path("elsewhere"), project.path("public/articles"))
                .expect("a link");
            publisher.look_ahead();
        }
        let mut site = SITE;
        for (path, text) in &mut site {
            if path.starts_with("articles/") {
                *text = "written anew";
            }
        }
        let files = staged(&publisher, &site);
        let error = publisher.publish(&files, &nobody);
        assert!(
            matches!(error, Err(DiskError::InTheWay { .. })),
            "{error:?}"
        );
    }
    let moved = walkdir::WalkDir::new(project.path("elsewhere")).into_iter();
    let moved = moved.flatten().filter(|entry| entry.file_type().is_file());
    let texts: Vec<String> = moved
        .map(|entry| fs::read_to_string(entry.path()).expect("a page"))
        .collect();
    assert!(!texts.is_empty() && !texts.contains(&"written anew".to_owned()));
}

#[test]
fn what_nobody_can_make_stops_the_build_before_anything_is_touched() {
    let project = Project::new();
    project.publish(&SITE).expect("a build");
    let before = project.published();
    let publisher = Publisher::open(&project.target()).expect("nobody else is at work");
    let mut files = staged(&publisher, &[("index.html", "new")]);
    files.push(file("lost.html", Content::Known(Intent::of(b"lost"))));
    let error = publisher
        .publish(&files, &|_| None)
        .expect_err("it is lost");
    insta::assert_snapshot!(project.fault(&error));
    assert_eq!(project.published(), before);
}

#[test]
fn a_copy_whose_bytes_are_known_is_read_only_to_be_copied() {
    let project = Project::new();
    let source = project.write("static/map.txt", "a map");
    let copy = |source: &Path, known| {
        let publisher = Publisher::open(&project.target()).expect("nobody else is at work");
        let content = Content::CopyOf {
            source: source.to_owned(),
            known: Some(known),
        };
        publisher.publish(&[file("map.txt", content)], &nobody)
    };
    let known = Intent::of(b"a map");
    assert_eq!(copy(&source, known).expect("a copy").written.len(), 1);
    let lost = project.path("static/lost.txt");
    assert_eq!(
        copy(&lost, known)
            .expect("the source is not needed")
            .unchanged,
        1
    );
    copy(&lost, Intent::of(b"another")).expect_err("now it is");
    assert_eq!(project.read("public/map.txt"), "a map");

    // What was known is not true any more: the bytes are believed.
    for text in ["a mop", "a larger map"] {
        project.write("static/map.txt", text);
        copy(&source, Intent::of(b"a mup")).expect("a copy");
        assert_eq!(project.read("public/map.txt"), text);
        assert_eq!(
            copy(&source, Intent::of(text.as_bytes()))
                .expect("a copy")
                .unchanged,
            1
        );
    }
}
