//! The real program, killed on its way: the next build leaves what a clean one makes.

use crate::cached::{STRANGERS, built, same};
use crate::facts::CASES;
use crate::project::read;
use crate::subject::build;
use std::path::Path;
use std::process::{Child, Command, Stdio};

fn start(root: &Path, day: &str) -> Child {
    Command::new(env!("CARGO_BIN_EXE_waypost"))
        .args(["build", "--keep-going", "--date", day, "--threads", "1"])
        .arg(root)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts")
}

/// How many entries a folder has, at any depth.
fn entries(folder: &Path) -> usize {
    walkdir::WalkDir::new(folder).into_iter().flatten().count()
}

/// Kills the build as soon as it has made so many more files than there were, in the output or in
/// what it remembers; says whether it was still at work.
fn killed_after(root: &Path, day: &str, files: usize) -> bool {
    let count = || entries(&root.join("public")) + entries(&root.join(".waypost"));
    let before = count();
    let mut child = start(root, day);
    loop {
        if child.try_wait().expect("a child").is_some() {
            return false;
        }
        if count() >= before + files {
            child.kill().expect("a child");
            return child.wait().expect("a child").code().is_none();
        }
    }
}

#[test]
fn a_killed_build_is_finished_by_the_next() {
    let mut killed = 0;
    for files in [0, 1, 2, 3, 5, 8, 13, 21, 34, 55] {
        let (_, edit) = CASES[files % 3];
        let (run, wanted) = built(|project| {
            // Every address moves, so that there is much to write.
            project.set(2, 2);
            project.set(9, 1);
            edit(project);
        });
        let (root, day) = (run.folder.root(), run.project.day());
        let output = root.join("public");
        // A first build, so that it makes as many files as there are.
        for path in read(&output).keys() {
            if !STRANGERS.iter().any(|(stranger, _)| stranger == path) {
                std::fs::remove_file(output.join(path)).expect("removed");
            }
        }
        killed += usize::from(killed_after(&root, day, files));
        build(&root, day).unwrap_or_else(|error| panic!("killed after {files}: {error}"));
        same(&output, &wanted).unwrap_or_else(|found| panic!("killed after {files}: {found}"));
    }
    println!("{killed} of 10 builds were killed at work");
    assert!(killed > 2, "only {killed}");
}

#[test]
fn the_real_program_builds_as_the_library_does() {
    for (_, edit) in CASES.iter().step_by(6) {
        let (run, wanted) = built(edit);
        let (root, day) = (run.folder.root(), run.project.day());
        let status = start(&root, day).wait().expect("a child");
        // 1: an edit may leave an error that `--keep-going` goes past.
        assert!(matches!(status.code(), Some(0 | 1)), "{status}");
        same(&root.join("public"), &wanted).unwrap_or_else(|found| panic!("{found}"));
    }
}
