//! What only the machine can answer: permissions as an ordinary person has them, and a disk that is
//! really full. Where a machine can't do it, the test says so and passes.

#![cfg(target_os = "linux")]

use crate::{Project, lines, names};
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;
use waypost::base::diag::Sink;
use waypost::disk::{Snapshot, WalkOptions, publish};

const NOBODY: u32 = 65534;

fn am_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|metadata| metadata.uid() == 0)
}

/// Permissions say nothing to root. So root runs the test once more as nobody, and is done.
fn as_a_person(test: &str, body: impl FnOnce()) {
    if !am_root() {
        return body();
    }
    let program = std::env::current_exe().expect("the test runs");
    let mut command = Command::new(program);
    command
        .args([test, "--exact", "--nocapture"])
        .uid(NOBODY)
        .gid(NOBODY)
        .current_dir("/");
    match command.output() {
        Err(error) => eprintln!("not tested: nobody can't run this program: {error}"),
        Ok(output) => {
            let text = String::from_utf8_lossy(&output.stdout).into_owned();
            assert!(
                output.status.success(),
                "{text}{}",
                String::from_utf8_lossy(&output.stderr)
            );
            assert!(text.contains("1 passed"), "no test of that name: {text}");
        }
    }
}

fn mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("it is ours");
}

#[test]
fn what_may_not_be_read_is_reported_and_the_rest_is_taken() {
    as_a_person(
        "machine::what_may_not_be_read_is_reported_and_the_rest_is_taken",
        || {
            let project = Project::new();
            project.write("content/a.md", "a");
            project.write("content/closed/b.md", "b");
            let file = project.write("content/c.md", "c");
            mode(&project.path("content/closed"), 0o000);
            mode(&file, 0o000);
            let mut sink = Sink::new();
            let snapshot = Snapshot::take(&project.root(), &WalkOptions::default(), &mut sink)
                .expect("a project");
            assert_eq!(snapshot.len(), 2);
            for (path, _) in snapshot.files() {
                if let Err(error) = snapshot.read(path) {
                    sink.push(error.diagnostic());
                }
            }
            mode(&project.path("content/closed"), 0o755);
            let expected = "\
            Error [disk/unreadable] content/c.md:0\n  can't read the file: permission denied\n  help: let your user account read it (on Linux and macOS: `chmod u+r`), or move it out of the project\n\
            Error [disk/unreadable] content/closed:0\n  can't read `content/closed`: permission denied\n  help: let your user account read it (on Linux and macOS: `chmod u+r`), or move it out of the project\n";
            assert_eq!(lines(sink), expected);
        },
    );
}

#[test]
fn a_folder_that_may_not_be_written_keeps_what_it_holds() {
    as_a_person(
        "machine::a_folder_that_may_not_be_written_keeps_what_it_holds",
        || {
            let project = Project::new();
            let old = [("index.html", "old"), ("about/index.html", "old")];
            project.publish(&old).expect("a build");
            let before = project.published();
            mode(&project.path("public/about"), 0o555);
            let new = [("about/index.html", "new"), ("index.html", "old")];
            let error = project.publish(&new).expect_err("it may not be written");
            let help = "let your user account write to `[here]/site/public/about`, or choose another folder; \
            nothing is lost, so just try again afterwards";
            let expected = |what: &str| {
                format!(
                    "can't {what} `[here]/site/public/about/index.html`: permission denied\n  help: {help}"
                )
            };
            assert_eq!(project.fault(&error), expected("write"));

            assert_eq!(project.published(), before);
            let error = project.publish(&old[..1]).expect_err("nor removed");
            assert_eq!(project.fault(&error), expected("remove"));
            mode(&project.path("public/about"), 0o755);
            let report = project.publish(&new).expect("now it may");
            assert_eq!(names(&report.written), ["about/index.html"]);
        },
    );
}

/// A small disk, taken away again at the end.
struct SmallDisk<'a>(&'a Path);

impl SmallDisk<'_> {
    fn mount(at: &Path) -> Option<SmallDisk<'_>> {
        let mut command = Command::new("mount");
        command
            .args(["-t", "tmpfs", "-o", "size=256k", "tmpfs"])
            .arg(at);
        let mounted = command.output().is_ok_and(|output| output.status.success());
        mounted.then_some(SmallDisk(at))
    }
}

impl Drop for SmallDisk<'_> {
    fn drop(&mut self) {
        let done = Command::new("umount").arg(self.0).output();
        assert!(
            done.is_ok_and(|output| output.status.success()),
            "{} is still mounted",
            self.0.display()
        );
    }
}

#[test]
fn a_disk_that_is_really_full() {
    let project = Project::new();
    let place = project.path("public");
    fs::create_dir(&place).expect("a folder");
    let Some(_disk) = SmallDisk::mount(&place) else {
        eprintln!("not tested: this machine lets nobody mount a small disk");
        return;
    };
    let large = "x".repeat(150_000);
    let larger = "y".repeat(150_001);
    project
        .publish(&[("a/index.html", "a"), ("b/index.html", &large)])
        .expect("it fits");
    let before = project.published();
    // The new file can't stand beside the old one.
    let error = project
        .publish(&[("a/index.html", "a"), ("b/index.html", &larger)])
        .expect_err("it does not fit");
    insta::assert_snapshot!(project.fault(&error));
    assert_eq!(project.published(), before);
    let report = project
        .publish(&[("a/index.html", "a")])
        .expect("less fits");
    assert_eq!(names(&report.removed), ["b/index.html"]);
    publish(
        &project.target(),
        &crate::outputs(&[("b/index.html", &larger)]),
    )
    .expect("now it fits");
}
