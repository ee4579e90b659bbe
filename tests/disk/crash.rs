//! A build that is killed, or whose disk fails, at every single step.

use crate::cache::{open, pieces, put};
use crate::{Project, outputs};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, ErrorKind};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use waypost::disk::{
    CacheFile, Content, DiskError, Intent, Operations, OutputFile, PublishReport, Publisher,
    RealDisk, publish_through,
};

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
    /// Whether the output folder is on another disk than the staging folder.
    across: AtomicBool,
}

impl FailingDisk {
    fn new(at: usize, failure: Failure) -> FailingDisk {
        FailingDisk {
            at,
            failure,
            count: AtomicUsize::new(0),
            across: AtomicBool::new(false),
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
        let staged = from.components().any(|part| part.as_os_str() == "staging");
        if staged && self.across.load(Ordering::SeqCst) {
            return Err(ErrorKind::CrossesDevices.into());
        }
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
    fn remove_tree(&self, path: &Path) -> io::Result<()> {
        self.step()?;
        RealDisk.remove_tree(path)
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

/// The first site with changes from which nothing goes, so that the manifest grows at its end.
fn grown() -> Site {
    let mut site = first();
    site[0].1 = "second home";
    site[1].1 = "second";
    site.extend([
        ("new/deep/index.html", "second"),
        ("new/index.html", "second"),
    ]);
    site
}

/// A third site that shares little with the second: what a killed build of the second left must go.
fn third() -> Site {
    vec![("index.html", "third home"), ("same/index.html", "same")]
}

fn run(project: &Project, disk: &FailingDisk, site: &Site) -> Result<PublishReport, DiskError> {
    publish_through(disk, &project.target(), &outputs(site))
}

/// As the build does it: some pages are staged, some known from an earlier build, some copies.
fn run_staged(
    project: &Project,
    disk: &FailingDisk,
    site: &Site,
) -> Result<PublishReport, DiskError> {
    let publisher = Publisher::open_through(disk, &project.target())?;
    publisher.look_ahead();
    let mut files = Vec::new();
    for (number, (path, text)) in site.iter().enumerate() {
        let (path, bytes) = (crate::out(path), text.as_bytes());
        let content = match number % 3 {
            0 => Content::Staged(publisher.stage(&path, bytes)?),
            1 => Content::Known(Intent::of(bytes)),
            _ => Content::CopyOf {
                source: project.write(&format!("static/{number}-{text}"), text),
                known: Some(Intent::of(bytes)),
            },
        };
        files.push(OutputFile { path, content });
    }
    let make = |path: &waypost::base::paths::OutPath| {
        let found = site.iter().find(|(name, _)| *name == path.as_str());
        found.map(|(_, text)| text.as_bytes().to_vec())
    };
    publisher.publish(&files, &make)
}

fn run_across(
    project: &Project,
    disk: &FailingDisk,
    site: &Site,
) -> Result<PublishReport, DiskError> {
    disk.across.store(true, Ordering::SeqCst);
    run_staged(project, disk, site)
}

type Run = fn(&Project, &FailingDisk, &Site) -> Result<PublishReport, DiskError>;

const RUNS: [Run; 3] = [run, run_staged, run_across];

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

/// Tries every operation of the build of `site`, until one run is through. There is no error if the
/// failure was one that the build survives.
fn at_every_step(
    failure: Failure,
    run: Run,
    prepare: fn() -> Project,
    site: &Site,
    mut check: impl FnMut(usize, &Project, Option<DiskError>),
) {
    for at in 0..1_000 {
        let project = prepare();
        let disk = FailingDisk::new(at, failure);
        let result = run(&project, &disk, site);
        if disk.count.into_inner() <= at {
            assert!(result.is_ok(), "nothing has failed");
            assert!(at > 15, "only {at} operations");
            return;
        }
        check(at, &project, result.err());
    }
    panic!("the build never ends");
}

#[test]
fn a_killed_build_leaves_whole_files_and_the_next_one_finishes() {
    for (run, killed, next) in [
        (run as Run, second as fn() -> Site, second as fn() -> Site),
        (run, second, third),
        (run, second, first),
        (run_staged, second, second),
        (run_staged, second, third),
        (run_across, second, second),
        (run, grown, grown),
        (run, grown, third),
        (run_staged, grown, grown),
        (run_staged, grown, first),
    ] {
        let wanted = clean(&next());
        let killed = killed();
        at_every_step(Failure::Killed, run, prepared, &killed, |at, project, _| {
            assert_whole(project, at, true);
            let whole = FailingDisk::new(usize::MAX, Failure::Killed);
            run(project, &whole, &next())
                .unwrap_or_else(|error| panic!("stopped at {at}: {error}"));
            assert_eq!(project.published(), wanted, "stopped at {at}");
            assert!(
                !project.path(".waypost/staging").exists(),
                "stopped at {at}"
            );
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
    at_every_step(
        Failure::Killed,
        run,
        prepared,
        &second(),
        |at, project, _| {
            for again in (0..30).step_by(7) {
                let disk = FailingDisk::new(again, Failure::Killed);
                if run_staged(project, &disk, &first()).is_ok() {
                    break;
                }
            }
            project
                .publish(&third())
                .unwrap_or_else(|error| panic!("stopped at {at}: {error}"));
            assert_eq!(project.published(), wanted, "stopped at {at}");
        },
    );
}

#[test]
fn a_first_build_that_is_killed_is_finished_by_the_next() {
    let wanted = {
        let project = Project::new();
        project.publish(&third()).expect("a build");
        project.published()
    };
    for run in RUNS {
        at_every_step(
            Failure::Killed,
            run,
            Project::new,
            &second(),
            |at, project, _| {
                project
                    .publish(&third())
                    .unwrap_or_else(|error| panic!("stopped at {at}: {error}"));
                assert_eq!(project.published(), wanted, "stopped at {at}");
            },
        );
    }
}

#[test]
fn a_full_disk_is_reported_and_nothing_is_torn() {
    let wanted = clean(&second());
    let mut messages = Vec::new();
    for run in RUNS {
        at_every_step(
            Failure::Once,
            run,
            prepared,
            &second(),
            |at, project, error| {
                assert_whole(project, at, false);
                match error {
                    None => assert_eq!(project.published(), wanted, "survived {at}"),
                    Some(error @ DiskError::Io { .. }) => messages.push(project.fault(&error)),
                    Some(error) => panic!("stopped at {at}: {error}"),
                }
                project
                    .publish(&second())
                    .unwrap_or_else(|error| panic!("stopped at {at}: {error}"));
                assert_eq!(project.published(), wanted, "stopped at {at}");
            },
        );
    }
    // Which step stops at this page first depends on the threads; that it can't be written comes for sure.
    let home = messages
        .iter()
        .find(|text| text.contains("write") && text.contains("public/index.html"));
    insta::assert_snapshot!(home.expect("the home page could not be written"));
    assert!(
        messages
            .iter()
            .all(|text| text.contains("the disk is full"))
    );
}

#[test]
fn a_cache_is_old_or_new_or_absent_but_never_torn() {
    const OLD: [&[u8]; 3] = [b"old pages", b"pages", b"old facts"];
    const NEW: [&[u8]; 3] = [b"new pages", b"pages", b"new facts"];
    let sections = |all: [&'static [u8]; 3]| {
        let [first, second, facts] = all;
        [("pages", vec![first, second]), ("facts", vec![facts])]
    };
    for (failure, grows) in [
        (Failure::Killed, false),
        (Failure::Once, false),
        (Failure::Killed, true),
        (Failure::Once, true),
    ] {
        for at in 0.. {
            let project = Project::new();
            let path = project.path(".waypost/cache/build");
            put(&path, None, &sections(OLD));
            let before = grows.then(|| open(&path));
            let disk = FailingDisk::new(at, failure);
            let new = pieces(&sections(NEW));
            let written = CacheFile::write_through(&disk, &path, "me", before.as_ref(), &new);
            if let Ok(cache) = CacheFile::open(&path, "me") {
                let read = |name, at| {
                    let mut room = Vec::new();
                    cache
                        .chunk(name, at, &mut room)
                        .expect("it is whole")
                        .to_vec()
                };
                let all = [read("pages", 0), read("pages", 1), read("facts", 0)];
                assert!(
                    all == NEW || (written.is_err() && all == OLD),
                    "stopped at {at}"
                );
            } else {
                assert!(written.is_err(), "stopped at {at}");
            }
            if disk.count.into_inner() <= at {
                assert!(at > 3, "only {at} operations");
                break;
            }
            put(&path, None, &sections(NEW));
            let found = open(&path)
                .chunk("facts", 0, &mut Vec::new())
                .map(<[u8]>::to_vec);
            assert_eq!(found.expect("it is whole"), b"new facts");
        }
    }
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
            let _ = RUNS[at % 3](&project, &FailingDisk::new(*at, failure), site);
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

#[test]
fn what_is_wrong_where_pages_wait_is_said_of_that_place() {
    let project = Project::new();
    let mut told = Vec::new();
    for at in 0..20 {
        let disk = FailingDisk::new(at, Failure::Once);
        let Ok(publisher) = Publisher::open_through(&disk, &project.target()) else {
            continue;
        };
        let staged = publisher.stage(&crate::out("a/index.html"), b"a page");
        told.extend(staged.err().map(|error| error.to_string()));
    }
    let says = |words: &str| told.iter().any(|error| error.contains(words));
    assert!(says(".waypost/staging`"), "{told:?}");
    assert!(says("a/index.html`"), "{told:?}");
    // How pages are called while they wait, people need not know.
    assert!(!says("staging/tree/a"), "{told:?}");
}
