//! A build that is killed, or whose disk fails, at every single step.

use crate::{Project, outputs};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, ErrorKind};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use waypost::disk::{DiskError, Operations, PublishReport, RealDisk, publish_through};

/// How a disk fails.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Failure {
    /// One operation fails, and what comes after works: the disk was full for a moment.
    Once,
    /// Nothing works from then on: the process was killed.
    Killed,
}

/// A disk that fails at its `at`-th operation, in the middle of it if it writes.
struct FailingDisk {
    at: usize,
    failure: Failure,
    count: AtomicUsize,
}

impl FailingDisk {
    fn new(at: usize, failure: Failure) -> FailingDisk {
        FailingDisk {
            at,
            failure,
            count: AtomicUsize::new(0),
        }
    }

    /// Counts one operation; an error if it is to fail.
    fn step(&self) -> io::Result<()> {
        let number = self.count.fetch_add(1, Ordering::SeqCst);
        let fails = match self.failure {
            Failure::Once => number == self.at,
            Failure::Killed => number >= self.at,
        };
        match fails {
            true => Err(ErrorKind::StorageFull.into()),
            false => Ok(()),
        }
    }
}

impl Operations for FailingDisk {
    fn make_folder(&self, path: &Path) -> io::Result<()> {
        self.step()?;
        RealDisk.make_folder(path)
    }
    fn create(&self, path: &Path) -> io::Result<File> {
        self.step()?;
        RealDisk.create(path)
    }
    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        let alive = self.count.load(Ordering::SeqCst) <= self.at;
        if let Err(error) = self.step() {
            if alive {
                RealDisk.write(file, &bytes[..bytes.len() / 2])?;
            }
            return Err(error);
        }
        RealDisk.write(file, bytes)
    }
    fn append(&self, path: &Path) -> io::Result<File> {
        self.step()?;
        RealDisk.append(path)
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step()?;
        RealDisk.rename(from, to)
    }
    fn remove_file(&self, path: &Path) -> io::Result<()> {
        self.step()?;
        RealDisk.remove_file(path)
    }
    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        self.step()?;
        RealDisk.remove_folder(path)
    }
}

type Site = Vec<(&'static str, &'static str)>;

const STRANGERS: [(&str, &str); 4] = [
    (".git/config", "a stranger's"),
    ("CNAME", "a stranger's"),
    ("changed/notes.txt", "a stranger's"),
    ("gone/notes.txt", "a stranger's"),
];

fn first() -> Site {
    vec![
        ("index.html", "first home"),
        ("changed/index.html", "first"),
        ("gone/index.html", "first"),
        ("gone/deep/er/index.html", "first"),
        ("file-then-folder", "first"),
        ("folder-then-file/index.html", "first"),
        ("same/index.html", "same"),
    ]
}

fn second() -> Site {
    vec![
        ("index.html", "second home"),
        ("changed/index.html", "second"),
        ("new/deep/index.html", "second"),
        ("new/index.html", "second"),
        ("file-then-folder/index.html", "second"),
        ("folder-then-file", "second"),
        ("same/index.html", "same"),
    ]
}

/// A third site that shares little with the second: what a killed build of the second left must go.
fn third() -> Site {
    vec![("index.html", "third home"), ("same/index.html", "same")]
}

fn run(project: &Project, disk: &FailingDisk, site: &Site) -> Result<PublishReport, DiskError> {
    publish_through(disk, &project.target(), &outputs(site))
}

/// A project whose first build went well, with files of others in the output folder.
fn prepared() -> Project {
    let project = Project::new();
    project.publish(&first()).expect("a first build");
    for (path, text) in STRANGERS {
        project.write(&format!("public/{path}"), text);
    }
    project
}

/// What the output folder holds after a build that was not disturbed.
fn clean(site: &Site) -> BTreeMap<String, String> {
    let project = Project::new();
    project.publish(site).expect("a build");
    for (path, text) in STRANGERS {
        project.write(&format!("public/{path}"), text);
    }
    project.published()
}

/// No file is torn: each is of the first site, of the second, or a stranger's.
fn assert_whole(project: &Project, at: usize, but_temporary: bool) {
    for (path, text) in project.published() {
        let is = |(known, wanted): &(&str, &str)| *known == path && *wanted == text;
        let temporary = path.contains(".waypost-");
        let whole = path.ends_with('/')
            || first().iter().chain(&second()).chain(&STRANGERS).any(is)
            || (but_temporary && temporary);
        assert!(whole, "stopped at {at}: {path} holds {text:?}");
    }
    for (path, text) in STRANGERS {
        assert_eq!(
            project.read(&format!("public/{path}")),
            text,
            "stopped at {at}"
        );
    }
}

/// Tries every operation of the second build, until one run is through.
fn at_every_step(
    failure: Failure,
    prepare: fn() -> Project,
    mut check: impl FnMut(usize, &Project, DiskError),
) {
    for at in 0..1_000 {
        let project = prepare();
        match run(&project, &FailingDisk::new(at, failure), &second()) {
            Err(error) => check(at, &project, error),
            // A failure in cleaning up, which the build survives, is followed by a last check of others.
            Ok(_) => {
                assert!(at > 20, "only {at} operations");
                return;
            }
        }
    }
    panic!("the build never ends");
}

#[test]
fn a_killed_build_leaves_whole_files_and_the_next_one_finishes() {
    for next in [second, third, first] {
        let wanted = clean(&next());
        at_every_step(Failure::Killed, prepared, |at, project, _| {
            assert_whole(project, at, true);
            project
                .publish(&next())
                .unwrap_or_else(|error| panic!("stopped at {at}: {error}"));
            assert_eq!(project.published(), wanted, "stopped at {at}");
            let again = FailingDisk::new(0, Failure::Killed);
            let report = run(project, &again, &next()).expect("nothing is left to do");
            assert_eq!(again.count.into_inner(), 0, "stopped at {at}");
            assert_eq!(
                (report.written.len(), report.kept.len()),
                (0, 0),
                "stopped at {at}"
            );
        });
    }
}

#[test]
fn a_build_killed_twice_is_finished_as_well() {
    let wanted = clean(&third());
    at_every_step(Failure::Killed, prepared, |at, project, _| {
        for again in (0..30).step_by(7) {
            let disk = FailingDisk::new(again, Failure::Killed);
            if run(project, &disk, &first()).is_ok() {
                break;
            }
        }
        project
            .publish(&third())
            .unwrap_or_else(|error| panic!("stopped at {at}: {error}"));
        assert_eq!(project.published(), wanted, "stopped at {at}");
    });
}

#[test]
fn a_first_build_that_is_killed_is_finished_by_the_next() {
    let wanted = {
        let project = Project::new();
        project.publish(&third()).expect("a build");
        project.published()
    };
    at_every_step(Failure::Killed, Project::new, |at, project, _| {
        project
            .publish(&third())
            .unwrap_or_else(|error| panic!("stopped at {at}: {error}"));
        assert_eq!(project.published(), wanted, "stopped at {at}");
    });
}

#[test]
fn a_full_disk_is_reported_and_nothing_is_torn() {
    let wanted = clean(&second());
    let mut messages = Vec::new();
    at_every_step(Failure::Once, prepared, |at, project, error| {
        assert!(
            matches!(error, DiskError::Io { .. }),
            "stopped at {at}: {error}"
        );
        assert_whole(project, at, false);
        messages.push(project.fault(&error));
        project
            .publish(&second())
            .unwrap_or_else(|error| panic!("stopped at {at}: {error}"));
        assert_eq!(project.published(), wanted, "stopped at {at}");
    });
    let home = messages
        .iter()
        .find(|text| text.contains("public/index.html"));
    insta::assert_snapshot!(home.expect("the home page could not be written"));
    assert!(
        messages
            .iter()
            .all(|text| text.contains("the disk is full"))
    );
}

const PATHS: [&str; 8] = ["a", "a/b", "a/b/c", "a/d", "e/f", "e/g", "h", "e"];
const TEXTS: [&str; 3] = ["one", "two", "three"];

/// A site of a few paths, of which none is a folder of another.
fn site() -> impl Strategy<Value = Site> {
    prop::collection::btree_map(0..PATHS.len(), 0..TEXTS.len(), 0..6).prop_map(|chosen| {
        let mut site: Site = Vec::new();
        for (path, text) in chosen {
            let path = PATHS[path];
            let within =
                |a: &str, b: &str| a.strip_prefix(b).is_some_and(|rest| rest.starts_with('/'));
            if !site
                .iter()
                .any(|(other, _)| within(path, other) || within(other, path))
            {
                site.push((path, TEXTS[text]));
            }
        }
        site
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever was built, killed or half done before: the next build that is left alone gives what a
    /// clean one gives.
    #[test]
    fn any_history_ends_in_a_clean_build(history in prop::collection::vec((site(), 0..60_usize), 1..6), last in site()) {
        let project = Project::new();
        project.write("public/stranger.txt", "a stranger's");
        for (site, at) in &history {
            let failure = if at % 2 == 0 { Failure::Killed } else { Failure::Once };
            // Whether it fails is not the question.
            let _ = run(&project, &FailingDisk::new(*at, failure), site);
        }
        project.publish(&last).expect("nobody is in the way");
        let fresh = Project::new();
        fresh.write("public/stranger.txt", "a stranger's");
        fresh.publish(&last).expect("a clean build");
        prop_assert_eq!(project.published(), fresh.published());
        let again = FailingDisk::new(0, Failure::Killed);
        let report = run(&project, &again, &last).expect("nothing is left to do");
        prop_assert_eq!(report.unchanged, last.len());
        let kept = project.read("public/stranger.txt");
        prop_assert_eq!(kept, "a stranger's");
    }
}
