//! What the machine refuses: permissions, room on the disk, a port.

#![cfg(target_os = "linux")]

use super::{NOON, Site, Told, same};
use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};

/// Permissions say nothing to root, so root runs the program as nobody.
const NOBODY: u32 = 65534;

fn am_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|metadata| metadata.uid() == 0)
}

fn mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("it is ours");
}

impl Site {
    /// Gives everything to whom the program will run as.
    fn given(self) -> Site {
        if am_root() {
            for entry in walkdir::WalkDir::new(self.folder.path())
                .into_iter()
                .flatten()
            {
                std::os::unix::fs::lchown(entry.path(), Some(NOBODY), Some(NOBODY))
                    .expect("root may");
            }
        }
        self
    }

    /// Runs the program as an ordinary person. None if that person can't even run it.
    fn as_a_person(&self, arguments: &[&str]) -> Option<Told> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_waypost"));
        command
            .current_dir(self.root())
            .env("SOURCE_DATE_EPOCH", NOON)
            .args(arguments);
        if am_root() {
            command.uid(NOBODY).gid(NOBODY);
        }
        if command
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_err()
        {
            eprintln!("not tested: nobody can't run this program");
            return None;
        }
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        Some(self.promised(&mut command.into()))
    }
}

#[test]
fn sources_that_may_not_be_read() {
    let site = Site::sound();
    site.write("content/articles/closed.md", "x")
        .write("content/locked/x.md", "x")
        .write("themes/calm/theme.toml", "name = \"Calm\"\n")
        .write("themes/calm/templates/parts/footer.html", "x")
        .write("static/closed.txt", "x");
    let settings = site.read("waypost.toml");
    site.write("waypost.toml", format!("{settings}theme = \"calm\"\n"));
    let site = site.given();
    mode(&site.path("content/articles/closed.md"), 0);
    mode(&site.path("static/closed.txt"), 0);
    mode(&site.path("themes/calm/templates/parts/footer.html"), 0);
    mode(&site.path("content/locked"), 0);
    let told = site.as_a_person(&["build"]);
    mode(&site.path("content/locked"), 0o755);
    if let Some(told) = told {
        same("machine-unreadable", &told.text());
    }
}

#[test]
fn a_file_to_copy_that_may_not_be_read() {
    let site = Site::sound();
    site.write("static/a.txt", "a")
        .write("static/closed.txt", "x");
    let site = site.given();
    let Some(first) = site.as_a_person(&["build"]) else {
        return;
    };
    assert_eq!(first.code, 0, "{}", first.text());
    let before = site.tree("public");
    site.write("static/a.txt", "another")
        .write("static/closed.txt", "y");
    mode(&site.path("static/closed.txt"), 0);
    let told = site.as_a_person(&["build"]).expect("it ran before");
    assert_ne!(told.code, 0);
    let after = site.tree("public");
    let lost: Vec<_> = before
        .keys()
        .filter(|path| !after.contains_key(*path))
        .collect();
    assert!(lost.is_empty(), "{lost:?}");
    same("machine-unreadable-copy", &told.text());
}

#[test]
fn settings_and_themes_that_may_not_be_read() {
    let site = Site::sound();
    site.write("themes/calm/theme.toml", "name = \"Calm\"\n");
    let site = site.given();
    mode(&site.path("themes"), 0);
    mode(&site.path("waypost.toml"), 0);
    let told = site.as_a_person(&["build"]);
    mode(&site.path("themes"), 0o755);
    if let Some(told) = told {
        same("machine-unreadable-settings", &told.text());
    }
}

#[test]
fn a_project_that_may_not_be_written_to() {
    let site = Site::sound().given();
    mode(&site.root(), 0o555);
    let told = site.as_a_person(&["build"]);
    mode(&site.root(), 0o755);
    if let Some(told) = told {
        assert_eq!(told.code, 2);
        same("machine-unwritable-project", &told.text());
    }
}

#[test]
fn an_output_folder_that_may_not_be_written_to_keeps_what_it_holds() {
    let site = Site::sound().given();
    let Some(first) = site.as_a_person(&["build"]) else {
        return;
    };
    assert_eq!(first.code, 0, "{}", first.text());
    let before = site.tree("public");
    site.write(
        "content/about.md",
        "---\ntitle: About us all\n---\n## How we began\n",
    );
    mode(&site.path("public/about"), 0o555);
    let told = site.as_a_person(&["build"]).expect("it ran before");
    mode(&site.path("public/about"), 0o755);
    assert_eq!(told.code, 2);
    same("machine-unwritable-output", &told.text());
    let after = site.tree("public");
    let lost: Vec<_> = before
        .keys()
        .filter(|path| !after.contains_key(*path))
        .collect();
    assert!(lost.is_empty(), "{lost:?}");
    assert_eq!(site.as_a_person(&["build"]).expect("it ran before").code, 0);
    assert!(
        site.read("public/about/index.html")
            .contains("About us all")
    );
}

#[test]
fn a_full_disk_leaves_the_site_that_was_there() {
    let site = Site::sound();
    assert_eq!(site.build().code, 0);
    let full = site.folder.path().join("full");
    fs::create_dir(&full).expect("a folder");
    let mounted = Command::new("mount")
        .args(["-t", "tmpfs", "-o", "size=32k", "tmpfs"])
        .arg(&full)
        .output()
        .is_ok_and(|output| output.status.success());
    if !mounted {
        return eprintln!("not tested: only root can make a disk that is full");
    }
    let output = full.join("site");
    let told = site.run(&["build", "--output", &output.display().to_string()]);
    let halves = walkdir::WalkDir::new(&output)
        .into_iter()
        .flatten()
        .filter(|entry| entry.file_type().is_file())
        .filter(|entry| {
            let below = entry.path().strip_prefix(&output).expect("it is below");
            fs::read(entry.path()).ok() != fs::read(site.path("public").join(below)).ok()
        })
        .count();
    let unmounted = Command::new("umount").arg(&full).status();
    assert!(unmounted.is_ok_and(|status| status.success()));
    assert_eq!(told.code, 2, "{}", told.text());
    assert_eq!(halves, 0, "half written: {}", told.text());
    // Which file is the first that finds no room depends on the threads.
    let text = told.text();
    let site = "[here]/full/site/";
    let hidden = text.split(site).enumerate().map(|(at, part)| match at {
        0 => part.to_owned(),
        _ => format!("{site}…{}", part.find('`').map_or("", |end| &part[end..])),
    });
    same("machine-full-disk", &hidden.collect::<String>());
}

/// Where no disk can be filled, a limit on the size of files fails in the same place.
#[test]
fn a_file_that_can_not_be_finished_leaves_the_one_that_was_there() {
    let site = Site::sound();
    assert_eq!(site.build().code, 0);
    let before = site.tree("public");
    let long = "It was late. ".repeat(20_000);
    site.write(
        "content/about.md",
        format!("---\ntitle: About us\n---\n## How we began\n{long}\n"),
    );
    let mut command = Command::new("sh");
    let script = "trap '' XFSZ; ulimit -f 128; exec \"$0\" build";
    command
        .args(["-c", script, env!("CARGO_BIN_EXE_waypost")])
        .current_dir(site.root())
        .env("SOURCE_DATE_EPOCH", NOON);
    let told = site.promised(&mut command.into());
    assert_eq!(told.code, 2, "{}", told.text());
    let after = site.tree("public");
    assert_eq!(
        before[Path::new("about/index.html")],
        after[Path::new("about/index.html")]
    );
    let names = |tree: &super::Tree| tree.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&before), names(&after), "something was left behind");
    same("machine-file-too-large", &told.text());
}

#[test]
fn a_port_in_use() {
    let site = Site::sound();
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = listener
        .local_addr()
        .expect("an address")
        .port()
        .to_string();
    let told = site.run(&["serve", "--port", &port]);
    assert_eq!(told.code, 2);
    let (said, free) = told.err.split_once("--port ").expect("it names another");
    let free = free.split('`').next().expect("a number");
    assert!(said.contains(&port) && free.parse::<u16>().is_ok());
    let text = told
        .text()
        .replace(&port, "[port]")
        .replace(free, "[free port]");
    same("machine-port", &text);
    assert!(!site.path("public").exists());
}

#[test]
fn an_output_that_nobody_reads_any_more() {
    let site = Site::with("front/wrong-types");
    let mut command = Command::new(env!("CARGO_BIN_EXE_waypost"));
    let closed = fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .expect("Linux has it");
    let again = closed.try_clone().expect("a second hold of it");
    command
        .current_dir(site.root())
        .arg("build")
        .stdout(closed)
        .stderr(again);
    let status = command.status().expect("it runs");
    assert_eq!(status.code(), Some(1));
}
