//! The real program: what it writes, says and shows.

use crate::project::{Project, bytes, copy, repository};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;
use tempfile::TempDir;

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_waypost"));
    command
        .current_dir(folder)
        .args(arguments)
        .env_remove("SOURCE_DATE_EPOCH");
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    command(folder, arguments).output().expect("it runs")
}

fn json(output: &Output) -> serde_json::Value {
    serde_json::from_slice(&output.stdout).expect("one JSON object")
}

#[test]
fn one_thread_and_many_write_the_same_bytes_in_processes_and_folders_of_their_own() {
    let first = Project::example();
    let second = Project::example();
    for (project, threads) in [(&first, "1"), (&second, "7")] {
        let done = run(
            project.root(),
            &["build", "--date", "2026-11-22", "--threads", threads],
        );
        assert!(
            done.status.success(),
            "{}",
            String::from_utf8_lossy(&done.stderr)
        );
    }
    let (one, many) = (bytes(&first.output()), bytes(&second.output()));
    assert!(one.len() > 100, "{}", one.len());
    for (name, bytes) in &one {
        assert_eq!(Some(bytes), many.get(name), "{name}");
    }
    assert_eq!(one.len(), many.len());
    let places = [first.root(), second.root(), &repository()]
        .map(|path| path.to_string_lossy().into_owned());
    for (name, bytes) in &one {
        let text = String::from_utf8_lossy(bytes);
        for place in &places {
            assert!(!text.contains(place.as_str()), "{place} in {name}");
        }
    }
}

#[test]
fn the_day_of_the_build_is_the_one_that_is_asked_for() {
    let project = Project::bare()
        .with(
            "content/articles/a.md",
            "---\ntitle: A\ndate: 2026-05-05\n---\n",
        )
        .with(
            "content/articles/b.md",
            "---\ntitle: B\ndate: 2026-05-05\ndraft: true\n---\n",
        );
    let articles = |arguments: &[&str]| {
        let done = run(
            project.root(),
            &[&["build", "--format", "json"], arguments].concat(),
        );
        assert!(
            done.status.success(),
            "{}",
            String::from_utf8_lossy(&done.stderr)
        );
        json(&done)["summary"]["built"].clone()
    };
    let early = articles(&["--date", "2026-05-04"]);
    assert_eq!(early["articles"], 0);
    assert_eq!(early["left_out"]["future"][0], "content/articles/a.md");
    assert_eq!(early["left_out"]["drafts"][0], "content/articles/b.md");
    assert_eq!(articles(&["--date", "2026-05-05"])["articles"], 1);
    assert_eq!(
        articles(&["--date", "2026-05-04", "--future"])["articles"],
        1
    );
    let all = articles(&["--date", "2026-05-04", "--future", "--drafts"]);
    assert_eq!(
        (&all["articles"], &all["output"]),
        (&2.into(), &"public".into())
    );
}

#[test]
fn the_summary_counts_what_is_there() {
    let project = Project::example();
    let done = run(
        project.root(),
        &["build", "--date", "2026-11-22", "--format", "json"],
    );
    let built = &json(&done)["summary"]["built"];
    let made = project.make();
    let entries = &made.revision.making.world.site.entries;
    let count = |kind: &str| {
        entries
            .iter()
            .filter(|entry| entry.kind.name() == kind)
            .count()
    };
    assert_eq!(built["articles"], count("article"));
    assert_eq!(built["pages"], count("page"));
    let listings = built["listings"].as_object().expect("a map").values();
    let listings: u64 = listings.filter_map(serde_json::Value::as_u64).sum();
    assert_eq!(listings as usize, count("listing"));
    assert_eq!(built["written"], bytes(&project.output()).len());
    assert_eq!(built["languages"], serde_json::json!(["en-GB", "ar"]));
}

#[test]
fn faults_are_told_as_json_with_their_place() {
    let project = Project::bare().with("content/a.md", "---\ntitle: A\n---\n[x](gone.md)\n");
    let done = run(
        project.root(),
        &["build", "--format", "json", "--date", "2026-01-01"],
    );
    assert_eq!(done.status.code(), Some(1));
    let told = json(&done);
    let fault = &told["diagnostics"][0];
    assert_eq!(
        (&fault["code"], &fault["line"], &fault["file"]),
        (&"links/broken".into(), &4.into(), &"content/a.md".into())
    );
    assert!(told["summary"]["built"].is_null());
    assert!(!project.output().exists());
    let done = run(
        project.root(),
        &["build", "--format", "json", "--keep-going"],
    );
    assert_eq!(done.status.code(), Some(1));
    assert!(project.output().join("a/index.html").is_file());
}

#[test]
fn an_ejected_file_takes_the_place_of_the_theme_s() {
    let project = Project::bare().with("content/a.md", "---\ntitle: A\n---\n");
    let file = "templates/parts/footer.html";
    let done = run(project.root(), &["theme", "eject", file]);
    assert!(
        done.status.success(),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
    let ours = fs::read_to_string(project.root().join(file)).expect("a copy");
    assert_eq!(
        ours,
        fs::read_to_string(repository().join("themes/default").join(file)).expect("the theme's")
    );
    let before = project.fine().outputs;
    project.write(file, "<p>ours alone</p>");
    let after = project.fine();
    assert!(after.text("a/index.html").contains("<p>ours alone</p>"));
    assert_ne!(before["a/index.html"], after.outputs["a/index.html"]);
    let again = run(project.root(), &["theme", "eject", file]);
    assert_eq!(
        again.status.code(),
        Some(2),
        "what was edited is not overwritten"
    );
    let kept = fs::read_to_string(project.root().join(file)).expect("a file");
    assert_eq!(kept, "<p>ours alone</p>");
    let none = run(
        project.root(),
        &["theme", "eject", "templates/parts/foter.html"],
    );
    assert_eq!(none.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&none.stderr).contains("templates/parts/footer.html"));
}

#[test]
fn every_file_of_the_theme_can_be_ejected_and_changes_nothing_by_itself() {
    let project = Project::example();
    let before = project.make().outputs;
    let listed = run(project.root(), &["theme", "list", "--format", "json"]);
    assert!(listed.status.success());
    copy(
        &repository().join("themes/default/templates"),
        &project.root().join("templates"),
    );
    copy(
        &repository().join("themes/default/assets"),
        &project.root().join("assets"),
    );
    let after = project.make();
    for (path, bytes) in &before {
        assert_eq!(Some(bytes), after.outputs.get(path), "{path}");
    }
}

/// The preview of a site, until it is dropped.
struct Preview {
    child: Child,
    address: String,
    _out: Box<dyn Read>,
}

impl Preview {
    fn of(project: &Project) -> Preview {
        let mut child = command(
            project.root(),
            &["serve", "--port", "0", "--date", "2026-11-22"],
        )
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("it runs");
        let mut out = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut line = String::new();
        let address = loop {
            line.clear();
            assert!(out.read_line(&mut line).expect("text") > 0, "it ended");
            if let Some((_, rest)) = line.split_once("http://") {
                let end = rest.find(|c: char| c == '/' || c.is_whitespace());
                break rest[..end.unwrap_or(rest.len())].to_owned();
            }
        };
        Preview {
            child,
            address,
            _out: Box::new(out),
        }
    }

    fn get(&self, path: &str) -> (u16, Vec<u8>) {
        let mut stream = TcpStream::connect(&self.address).expect("a server");
        stream
            .set_read_timeout(Some(Duration::from_secs(60)))
            .expect("a limit");
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n",
            self.address
        )
        .expect("sent");
        let mut reply = Vec::new();
        stream.read_to_end(&mut reply).expect("a reply");
        let end = reply
            .windows(4)
            .position(|four| four == b"\r\n\r\n")
            .expect("a head");
        let status = std::str::from_utf8(&reply[9..12])
            .expect("a status")
            .parse()
            .expect("a number");
        (status, reply[end + 4..].to_vec())
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_preview_writes_nothing() {
    let project = Project::example();
    let before = bytes(project.root());
    let preview = Preview::of(&project);
    let paths = [
        "/",
        "/articles/",
        "/ar/",
        "/resources/",
        "/feed.xml",
        "/gone/",
    ];
    let statuses = paths.map(|path| preview.get(path).0);
    assert_eq!(statuses, [200, 200, 200, 200, 200, 404]);
    project.write("content/about.md", "---\ntitle: Changed about\n---\n");
    let (_, page) = preview.get("/about/");
    assert!(!page.is_empty());
    drop(preview);
    project.write("content/about.md", &before["content/about.md"]);
    let after = bytes(project.root());
    let names = |files: &std::collections::BTreeMap<String, Vec<u8>>| {
        files.keys().cloned().collect::<Vec<_>>()
    };
    assert_eq!(names(&before), names(&after));
    assert!(before == after, "no file has changed");
}

#[test]
fn a_site_of_nothing_but_text_is_a_site() {
    let folder = TempDir::new().expect("a folder");
    fs::create_dir(folder.path().join("content")).expect("a folder");
    fs::write(folder.path().join("waypost.toml"), "title = \"T\"\n").expect("written");
    fs::write(folder.path().join("content/a.md"), "# Hello\n\nWords.\n").expect("written");
    let done = run(folder.path(), &["build", "--date", "2026-01-01"]);
    assert!(
        done.status.success(),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
    let page = fs::read_to_string(folder.path().join("public/a/index.html")).expect("a page");
    assert!(page.contains("<h1>Hello</h1>"));
}
