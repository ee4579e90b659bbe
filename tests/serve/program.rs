//! The whole program at work on a folder to which rough things happen.

use crate::client::{DEADLINE, Events, Reply, get};
use std::fs;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Instant;
use tempfile::TempDir;

/// A site that the program shows.
struct Shown {
    address: SocketAddr,
    root: PathBuf,
    child: Child,
    _folder: TempDir,
}

impl Drop for Shown {
    fn drop(&mut self) {
        // If it has ended by itself, the test has failed already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

const SETTINGS: &str =
    "title = \"Kettle\"\nbase_url = \"https://kettle.example\"\nlanguage = \"en\"\n";

fn article(words: &str) -> String {
    format!("---\ntitle: An article\ndate: 2026-01-02\n---\n\n{words}\n")
}

fn write(root: &Path, path: &str, text: &str) {
    let file = root.join(path);
    fs::create_dir_all(file.parent().expect("a folder")).expect("folders");
    fs::write(file, text).expect("written");
}

impl Shown {
    fn with(articles: usize) -> Shown {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().join("site");
        write(&root, "waypost.toml", SETTINGS);
        for number in 0..articles {
            write(
                &root,
                &format!("content/articles/a{number}.md"),
                &article("before"),
            );
        }
        let mut child = Command::new(env!("CARGO_BIN_EXE_waypost"))
            .args(["serve", "--port", "0", "--date", "2026-11-22"])
            .arg(&root)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        let output = BufReader::new(child.stdout.take().expect("its output"));
        let mut lines = output.lines().map_while(Result::ok);
        let greeting = lines.find_map(|line| {
            let (_, rest) = line.split_once("http://")?;
            rest.trim_end_matches('/').parse().ok()
        });
        Shown {
            address: greeting.expect("an address"),
            root,
            child,
            _folder: folder,
        }
    }

    /// Asks for an address until what is there is as it should be. Nobody listens to events meanwhile: for
    /// a tab, the errors of the whole site would be worked out after each revision.
    fn until(&self, path: &str, is_so: impl Fn(&Reply) -> bool) -> Reply {
        let began = Instant::now();
        loop {
            let reply = get(self.address, path);
            if is_so(&reply) {
                return reply;
            }
            assert!(began.elapsed() < DEADLINE, "{path} stays: {}", reply.text());
        }
    }

    fn until_says(&self, path: &str, words: &str) -> Reply {
        self.until(path, |reply| {
            reply.status == 200 && reply.text().contains(words)
        })
    }

    /// Waits until open tabs are told that something is wrong, or nothing any more.
    fn until_told(&self, name: &str) -> String {
        let mut events = Events::open(self.address, "/articles/a0/", "");
        loop {
            let event = events.next();
            if event.name == name {
                return event.data;
            }
        }
    }
}

fn revision(page: &Reply) -> u64 {
    let text = page.text();
    let (_, rest) = text.split_once("data-revision=\"").expect("a revision");
    rest.split('"')
        .next()
        .and_then(|number| number.parse().ok())
        .expect("a number")
}

#[test]
fn the_folder_may_be_moved_away_and_back() {
    let shown = Shown::with(3);
    shown.until_says("/articles/a0/", "before");
    let away = shown.root.with_file_name("away");
    fs::rename(&shown.root, &away).expect("moved");
    shown.until_told("errors");
    // What was seen last is still there to be read.
    assert!(
        get(shown.address, "/articles/a0/")
            .text()
            .contains("before")
    );
    fs::rename(&away, &shown.root).expect("moved back");
    shown.until_told("clear");
    write(
        &shown.root,
        "content/articles/a0.md",
        &article("after all that"),
    );
    shown.until_says("/articles/a0/", "after all that");
}

#[test]
fn the_settings_may_vanish_and_come_back() {
    let shown = Shown::with(1);
    shown.until_says("/articles/a0/", "Kettle");
    let settings = shown.root.join("waypost.toml");
    fs::remove_file(&settings).expect("removed");
    assert!(
        shown
            .until_told("errors")
            .contains("there is no waypost.toml")
    );
    fs::write(&settings, SETTINGS.replace("Kettle", "Teapot")).expect("written");
    shown.until_told("clear");
    shown.until_says("/articles/a0/", "Teapot");
    // By rename, as most editors save, and twice at once.
    for title in ["Cup", "Saucer"] {
        let beside = shown.root.join("waypost.toml~");
        fs::write(&beside, SETTINGS.replace("Kettle", title)).expect("written");
        fs::rename(&beside, &settings).expect("renamed");
    }
    shown.until_says("/articles/a0/", "Saucer");
}

#[test]
fn settings_that_cannot_be_read_leave_the_site_as_it_was() {
    let shown = Shown::with(1);
    let settings = SETTINGS.replace(".example", ".example/sub");
    write(&shown.root, "waypost.toml", &settings);
    shown.until_says("/sub/articles/a0/", "Kettle");
    write(
        &shown.root,
        "waypost.toml",
        &format!("{settings}title = half a li"),
    );
    assert!(shown.until_told("errors").contains("waypost.toml:4:"));
    let reply = get(shown.address, "/sub/articles/a0/");
    assert!(
        reply.status == 200 && reply.text().contains("Kettle"),
        "{}",
        reply.text()
    );
    // One that nobody has looked at before.
    assert!(
        get(shown.address, "/sub/articles/")
            .text()
            .contains("An article")
    );
    fs::remove_file(shown.root.join("waypost.toml")).expect("removed");
    assert_eq!(get(shown.address, "/sub/articles/a0/").status, 200);
    write(
        &shown.root,
        "waypost.toml",
        &settings.replace("Kettle", "Teapot"),
    );
    shown.until_says("/sub/articles/a0/", "Teapot");
    shown.until_told("clear");
}

#[test]
fn two_thousand_files_at_once_are_a_few_revisions_and_right_in_the_end() {
    const COUNT: usize = 2000;
    let shown = Shown::with(COUNT);
    let before = revision(&shown.until_says("/articles/a0/", "before"));
    let began = Instant::now();
    // As a checkout does it: each file is taken away and made anew, some for good, others are added.
    for number in 0..COUNT {
        let path = format!("content/articles/a{number}.md");
        fs::remove_file(shown.root.join(&path)).expect("removed");
        if number % 10 != 3 {
            write(&shown.root, &path, &article("after"));
        }
    }
    write(
        &shown.root,
        "content/articles/last.md",
        &article("the last of them"),
    );
    let took = began.elapsed();
    let last = shown.until_says("/articles/last/", "the last of them");
    let revisions = revision(&last) - before;
    // At most one for each tenth of a second that the storm took, and those that follow it.
    let most = 6 + took.as_millis() as u64 / 50;
    assert!(revisions <= most, "{revisions} revisions in {took:?}");
    for number in (0..COUNT).step_by(97).chain([3, 13, COUNT - 1]) {
        let path = format!("/articles/a{number}/");
        match number % 10 {
            3 => drop(shown.until(&path, |reply| reply.status == 404)),
            _ => drop(shown.until_says(&path, "after")),
        }
    }
}

#[test]
fn files_that_come_and_go_while_they_are_read_leave_no_trace() {
    let shown = Shown::with(20);
    shown.until_says("/articles/a0/", "before");
    for round in 0..60 {
        let fleeting = shown
            .root
            .join(format!("content/articles/fleeting-{}.md", round % 7));
        fs::write(&fleeting, article("gone in a moment")).expect("written");
        let kept = format!("content/articles/a{}.md", round % 20);
        write(&shown.root, &kept, &article(&format!("round {round}")));
        let _ = get(shown.address, &format!("/articles/fleeting-{}/", round % 7));
        fs::remove_file(&fleeting).expect("removed");
    }
    shown.until_says("/articles/a19/", "round 59");
    shown.until("/articles/fleeting-3/", |reply| reply.status == 404);
    shown.until_told("clear");
}
