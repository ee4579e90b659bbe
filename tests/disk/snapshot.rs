//! What a project consists of, and how it is read.

use crate::{Project, lines};
use std::fs;
use std::path::{Path, PathBuf};
use waypost::base::diag::Sink;
use waypost::base::paths::SourcePath;
use waypost::disk::{ReadError, Snapshot, Stamp, TEXT_LIMIT, WalkOptions};

fn take(project: &Project, options: &WalkOptions) -> (Snapshot, Sink) {
    let mut sink = Sink::new();
    let snapshot =
        Snapshot::take(&project.root(), options, &mut sink).expect("the project is there");
    (snapshot, sink)
}

fn paths(snapshot: &Snapshot) -> Vec<String> {
    snapshot.files().map(|(path, _)| path.to_string()).collect()
}

fn source(path: &str) -> SourcePath {
    SourcePath::parse(path).expect("a path inside the project")
}

fn fixture(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/suite/disk")
        .join(path)
}

#[test]
fn a_site_is_its_sources_and_nothing_else() {
    let project = Project::new();
    for path in [
        "README.md",
        "LICENSE",
        "waypost.toml",
        "content/_index.md",
        "content/about.md~",
        "content/.about.md.swp",
        "content/.#about.md",
        "content/#about.md#",
        "content/about.swp",
        "content/.DS_Store",
        "content/Thumbs.db",
        "content/.hidden/secret.md",
        "content/node_modules/x/readme.md",
        "content/articles/night/index.md",
        "content/articles/night/moon.jpg",
        "comments/a.yaml",
        "data/team.toml",
        "i18n/en.toml",
        "static/robots.txt",
        "static/.well-known/security.txt",
        "static/.htaccess",
        "static/.env",
        "content/.well-known/no.txt",
        "styles/house.toml",
        "templates/page.html",
        "themes/own/theme.toml",
        "public/index.html",
        ".waypost/cache",
        ".git/config",
        "drafts/later.md",
        "static/built/index.html",
    ] {
        project.write(path, "x");
    }
    let options = WalkOptions {
        skip: vec!["static/built".into()],
        ..WalkOptions::default()
    };
    let (snapshot, sink) = take(&project, &options);
    assert_eq!(lines(sink), "");
    insta::assert_snapshot!(paths(&snapshot).join("\n"));
    let below: Vec<_> = snapshot
        .below("content/articles")
        .map(|(path, _)| path.as_str())
        .collect();
    assert_eq!(
        below,
        [
            "content/articles/night/index.md",
            "content/articles/night/moon.jpg"
        ]
    );
    assert_eq!(snapshot.below("content/art").count(), 0);
}

#[test]
fn only_files_of_the_snapshot_can_be_read() {
    let project = Project::new();
    project.write("content/_index.md", "Welcome");
    project.write("secret.txt", "the password");
    let (snapshot, _) = take(&project, &WalkOptions::default());
    assert_eq!(
        snapshot
            .read(&source("content/_index.md"))
            .expect("it is there"),
        b"Welcome"
    );
    for path in ["secret.txt", "content", "content/none.md"] {
        let answer = snapshot.read(&source(path));
        assert!(
            matches!(answer, Err(ReadError::Absent(_))),
            "{path}: {answer:?}"
        );
    }
    let named = SourcePath::named("content/../secret.txt");
    assert!(matches!(snapshot.read(&named), Err(ReadError::Absent(_))));
    fs::remove_file(project.path("content/_index.md")).expect("it can be removed");
    let error = snapshot
        .read(&source("content/_index.md"))
        .expect_err("it is gone");
    insta::assert_snapshot!(error);
}

#[test]
fn names_of_every_language_and_odd_ones_are_read() {
    let project = Project::new();
    let names = [
        "content/مرحبا.md",
        "content/two words.md",
        "content/dots..md",
        "content/con.md",
        "content/what?.md",
        "content/back\\slash.md",
        "content/new\nline.md",
        "content/a:b|c.md",
        "content/end. ",
    ];
    for name in names {
        project.write(name, name);
    }
    let (snapshot, sink) = take(&project, &WalkOptions::default());
    assert_eq!(lines(sink), "");
    assert_eq!(snapshot.len(), names.len());
    for name in names {
        let text = snapshot
            .read_text(&source(name), TEXT_LIMIT)
            .expect("it is text");
        assert_eq!(text, name);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_not_utf8_is_named_as_well_as_it_goes() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let project = Project::new();
    project.write("content/_index.md", "x");
    let name = OsStr::from_bytes(b"Gespr\xe4che.md");
    fs::write(project.path("content").join(name), "x").expect("Linux allows it");
    let folder = OsStr::from_bytes(b"\xfcber");
    fs::create_dir(project.path("content").join(folder)).expect("Linux allows it");
    let (snapshot, sink) = take(&project, &WalkOptions::default());
    assert_eq!(paths(&snapshot), ["content/_index.md"]);
    insta::assert_snapshot!(lines(sink));
}

#[cfg(unix)]
#[test]
fn links_are_followed_inside_of_the_project_only() {
    use std::os::unix::fs::symlink;
    let project = Project::new();
    project.write("content/about.md", "about");
    project.write("content/real/deep/page.md", "page");
    project.write("notes.md", "notes");
    project.write(".git/config", "x");
    project.write("public/index.html", "x");
    fs::create_dir_all(project.folder.path().join("elsewhere")).expect("a folder");
    fs::write(project.folder.path().join("elsewhere/other.md"), "other").expect("a file");
    for (target, link) in [
        ("../notes.md", "content/notes.md"),
        ("../content/real", "static/copies"),
        ("../../elsewhere/other.md", "content/outside.md"),
        ("../../elsewhere", "content/outside"),
        ("nowhere.md", "content/dangling.md"),
        ("self.md", "content/self.md"),
        ("..", "content/real/up"),
        ("../..", "content/real/project"),
        ("../.git", "content/git"),
        ("../public", "content/built"),
    ] {
        fs::create_dir_all(project.path("static")).expect("a folder");
        symlink(target, project.path(link)).expect("a link");
    }
    let mut options = WalkOptions {
        skip: vec![project.path("public")],
        ..WalkOptions::default()
    };
    let (snapshot, sink) = take(&project, &options);
    insta::assert_snapshot!(paths(&snapshot).join("\n"));
    insta::assert_snapshot!(project.shown(&lines(sink)));
    assert_eq!(
        snapshot.read(&source("content/notes.md")).expect("a link"),
        b"notes"
    );
    assert_eq!(
        snapshot
            .read(&source("static/copies/deep/page.md"))
            .expect("a link"),
        b"page"
    );

    options.allow_outside = true;
    let (snapshot, _) = take(&project, &options);
    assert_eq!(
        snapshot
            .read(&source("content/outside.md"))
            .expect("a link"),
        b"other"
    );
    assert_eq!(
        snapshot
            .read(&source("content/outside/other.md"))
            .expect("a link"),
        b"other"
    );
    assert!(!snapshot.contains(&source("content/git/config")));
}

#[cfg(unix)]
#[test]
fn links_that_lead_to_each_other_end() {
    use std::os::unix::fs::symlink;
    let project = Project::new();
    project.write("content/a/one.md", "1");
    project.write("content/b/two.md", "2");
    symlink("../b", project.path("content/a/to-b")).expect("a link");
    symlink("../a", project.path("content/b/to-a")).expect("a link");
    let (snapshot, sink) = take(&project, &WalkOptions::default());
    insta::assert_snapshot!(paths(&snapshot).join("\n"));
    insta::assert_snapshot!(project.shown(&lines(sink)));
}

#[cfg(unix)]
#[test]
fn a_stair_of_links_does_not_fill_the_memory() {
    use std::os::unix::fs::symlink;
    let project = Project::new();
    project.write("content/s20/page.md", "x");
    for step in 0..20 {
        fs::create_dir_all(project.path(&format!("content/s{step}"))).expect("a folder");
        for link in ["left", "right"] {
            let target = format!("../s{}", step + 1);
            symlink(target, project.path(&format!("content/s{step}/{link}"))).expect("a link");
        }
    }
    let (snapshot, sink) = take(&project, &WalkOptions::default());
    assert!(snapshot.len() < 3_000, "{}", snapshot.len());
    assert!(lines(sink).contains("through too many other links"));
}

#[cfg(unix)]
#[test]
fn what_is_not_a_file_is_left_out_with_a_warning() {
    let project = Project::new();
    fs::create_dir_all(project.path("data")).expect("a folder");
    let _socket =
        std::os::unix::net::UnixListener::bind(project.path("data/socket")).expect("a socket");
    project.write("content", "a file");
    fs::create_dir_all(project.path("waypost.toml")).expect("a folder");
    let (snapshot, sink) = take(&project, &WalkOptions::default());
    assert!(snapshot.is_empty());
    insta::assert_snapshot!(lines(sink));
}

#[test]
fn a_project_must_be_a_folder() {
    let project = Project::new();
    project.write("file", "x");
    let mut text = String::new();
    for path in ["file", "nowhere"] {
        let answer = Snapshot::take(
            &project.path(path),
            &WalkOptions::default(),
            &mut Sink::new(),
        );
        text += &project.fault(&answer.expect_err("there is no project"));
        text += "\n";
    }
    insta::assert_snapshot!(text);
}

#[test]
fn bytes_that_are_no_text_are_explained() {
    let project = Project::new();
    for entry in fs::read_dir(fixture("text")).expect("the suite is there") {
        let entry = entry.expect("an entry");
        let name = entry.file_name().to_string_lossy().into_owned();
        project.write(&format!("content/{name}"), "");
        fs::copy(entry.path(), project.path(&format!("content/{name}"))).expect("a copy");
    }
    let large = project.write("content/large.md", "");
    let large = fs::File::options()
        .write(true)
        .open(large)
        .expect("it is there");
    large.set_len(50_000_000).expect("a file with a hole");
    let (snapshot, _) = take(&project, &WalkOptions::default());
    let mut sink = Sink::new();
    for (path, _) in snapshot.files() {
        match snapshot.read_text(path, TEXT_LIMIT) {
            Err(fault) => sink.push(*fault),
            Ok(text) => match path.file_name() {
                "empty.md" => assert_eq!(text, ""),
                "mark.md" => assert_eq!(text, "\u{feff}one\r\ntwo\r\n"),
                other => panic!("{other} should not be text: {text:?}"),
            },
        }
    }
    insta::assert_snapshot!(lines(sink));
    let (path, _) = snapshot
        .files()
        .find(|(path, _)| path.stem() == "large")
        .expect("it is there");
    assert_eq!(
        snapshot.read(path).expect("bytes have no limit").len(),
        50_000_000
    );
}

#[test]
fn a_file_may_grow_after_the_walk_but_not_past_the_limit() {
    let project = Project::new();
    let place = project.write("content/a.md", "short");
    let (snapshot, _) = take(&project, &WalkOptions::default());
    fs::write(place, "longer than that").expect("a file");
    let path = source("content/a.md");
    assert_eq!(
        snapshot.read_text(&path, 16).expect("16 bytes"),
        "longer than that"
    );
    assert!(snapshot.read_text(&path, 15).is_err());
}

#[test]
fn a_difference_names_what_changed() {
    let project = Project::new();
    project.write("content/changed.md", "1");
    project.write("content/removed.md", "1");
    let (old, _) = take(&project, &WalkOptions::default());
    project.write("content/changed.md", "2 longer");
    project.write("content/added.md", "1");
    fs::remove_file(project.path("content/removed.md")).expect("it is there");
    let (new, _) = take(&project, &WalkOptions::default());
    let difference = new.difference(&old);
    assert_eq!(difference.changed, [source("content/changed.md")]);
    assert_eq!(difference.added, [source("content/added.md")]);
    assert_eq!(difference.removed, [source("content/removed.md")]);
    let all = old.difference(&Snapshot::empty(&project.root())).added;
    assert_eq!(
        all,
        [source("content/changed.md"), source("content/removed.md")]
    );
}

#[test]
fn an_edit_of_the_same_length_in_the_same_tick_is_seen() {
    let project = Project::new();
    for round in 0..200 {
        project.write("content/a.md", &format!("{round:05}"));
        let (old, _) = take(&project, &WalkOptions::default());
        project.write("content/a.md", &format!("{:05}", round + 1));
        let (new, _) = take(&project, &WalkOptions::default());
        assert_eq!(
            new.difference(&old).changed,
            [source("content/a.md")],
            "round {round}"
        );
    }
}

/// Newer systems give two changes different times however near they are; others don't, so that what
/// follows from the times is tested by itself.
#[test]
fn a_stamp_is_trusted_only_when_its_tick_is_over() {
    const SECOND: i64 = 1_000_000_000;
    let stamp = |ctime_ns| Stamp {
        ctime_ns,
        ..Stamp::default()
    };
    let fine = stamp(50 * SECOND + 7);
    assert!(!fine.settled(50 * SECOND + 7));
    assert!(!fine.settled(50 * SECOND + 10_000_000));
    assert!(fine.settled(50 * SECOND + 30_000_000));
    let coarse = stamp(50 * SECOND);
    assert!(!coarse.settled(51 * SECOND + 999_999_999));
    assert!(coarse.settled(52 * SECOND + 1));
    assert!(
        !stamp(60 * SECOND).settled(50 * SECOND),
        "a clock that was set back"
    );

    let project = Project::new();
    let path = source("content/a.md");
    let fresh = (0..100).any(|round| {
        project.write("content/a.md", &round.to_string());
        let (old, _) = take(&project, &WalkOptions::default());
        let (new, _) = take(&project, &WalkOptions::default());
        // On a loaded machine the tick may be over before the walk.
        !old.is_settled(&path) && new.difference(&old).changed == [path.clone()]
    });
    assert!(
        fresh,
        "a file that was written a moment ago must be read again"
    );
}

#[test]
fn a_site_that_nobody_touches_does_not_differ() {
    let take = || Snapshot::take(&fixture("site"), &WalkOptions::default(), &mut Sink::new());
    let (old, new) = (take().expect("the suite"), take().expect("the suite"));
    assert_eq!(new.len(), 2);
    assert!(new.difference(&old).is_empty());
}
