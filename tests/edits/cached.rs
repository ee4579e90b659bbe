//! Builds one after another into one folder: each leaves what a clean build makes, and what belongs
//! to others; one more build touches nothing.

use crate::edit::{Script, numbered};
use crate::project::{Project, read};
use crate::random::steps;
use crate::run::{Run, difference};
use crate::subject::{build, clean, outputs, told};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Files of others in the output folder.
pub const STRANGERS: [(&str, &str); 3] = [
    ("CNAME", "example.org\n"),
    (".git/config", "[core]\n"),
    ("articles/ours.txt", "not theirs\n"),
];

pub fn put_strangers(root: &Path) {
    for (path, text) in STRANGERS {
        let path = root.join("public").join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("written");
    }
}

/// What the output folder must hold, and what must be told.
pub fn wanted(root: &Path, day: &str) -> (BTreeMap<String, Vec<u8>>, String) {
    let fresh = clean(root, day);
    let mut files = outputs(&fresh);
    let strangers = STRANGERS.iter();
    files.extend(strangers.map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())));
    (files, told(&fresh.all_diagnostics()))
}

/// The first difference of a folder.
pub fn same(folder: &Path, wanted: &BTreeMap<String, Vec<u8>>) -> Result<(), String> {
    let found = read(folder);
    let names = |files: &BTreeMap<String, Vec<u8>>| -> String {
        files.keys().map(|path| format!("{path}\n")).collect()
    };
    if names(&found) != names(wanted) {
        return Err(difference("the folder", &names(&found), &names(wanted)));
    }
    let mut both = found.iter().zip(wanted.values());
    match both.find(|((_, mine), theirs)| mine != theirs) {
        None => Ok(()),
        Some(((path, mine), theirs)) => Err(difference(
            path,
            &String::from_utf8_lossy(mine),
            &String::from_utf8_lossy(theirs),
        )),
    }
}

/// What must not move where nothing is touched, of files and folders.
#[cfg(unix)]
pub fn stamps(folder: &Path) -> Vec<(String, [i64; 5])> {
    use std::os::unix::fs::MetadataExt;
    let entries = walkdir::WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter();
    let entries = entries.map(|entry| entry.expect("it can be read"));
    entries
        .map(|entry| {
            let metadata = entry.metadata().expect("it can be read");
            let stamp = [
                metadata.ino().cast_signed(),
                metadata.mtime(),
                metadata.mtime_nsec(),
                metadata.ctime(),
                metadata.ctime_nsec(),
            ];
            (entry.path().to_string_lossy().into_owned(), stamp)
        })
        .collect()
}

#[cfg(not(unix))]
pub fn stamps(folder: &Path) -> Vec<(String, [i64; 5])> {
    let _ = folder;
    Vec::new()
}

/// Builds twice: the first must leave what a clean build makes, the second must touch nothing.
fn build_twice(root: &Path, day: &str) -> Result<(), String> {
    let (files, diagnostics) = wanted(root, day);
    let first = build(root, day)?;
    same(&root.join("public"), &files)?;
    if first.told != diagnostics {
        return Err(difference("what is told", &first.told, &diagnostics));
    }
    let before = stamps(&root.join("public"));
    let second = build(root, day)?;
    if stamps(&root.join("public")) != before || second.written + second.removed > 0 {
        return Err("a second build touches what is there".to_owned());
    }
    if let Some(made @ 1..) = second.made {
        return Err(format!("a second build makes {made} outputs"));
    }
    match second.told == diagnostics {
        true => Ok(()),
        false => Err(difference("what is told again", &second.told, &diagnostics)),
    }
}

/// Somebody changes a built file, or deletes it.
fn meddle(run: &Run, pick: usize) {
    let files: Vec<String> = read(&run.folder.root().join("public"))
        .into_keys()
        .filter(|path| !STRANGERS.iter().any(|(stranger, _)| stranger == path))
        .collect();
    let path = run
        .folder
        .root()
        .join("public")
        .join(&files[pick % files.len()]);
    match pick % 2 {
        0 => fs::remove_file(path).expect("removed"),
        _ => fs::write(path, "changed by somebody").expect("written"),
    }
}

fn follow(script: &Script) -> Result<usize, String> {
    let mut run = Run::start(script, |_| {});
    put_strangers(&run.folder.root());
    for (number, step) in script.steps.iter().enumerate() {
        run.edit(step);
        let (root, day) = (run.folder.root(), run.project.day());
        let mut done = build_twice(&root, day);
        if done.is_ok() && number % 4 == 3 {
            meddle(&run, number * 7);
            done = build_twice(&root, day);
        }
        done.map_err(|found| format!("{found}\nafter step {number}: {:#?}", run.done))?;
    }
    Ok(script.steps.len())
}

#[test]
fn builds_in_turn_leave_what_clean_builds_make() {
    let mut done = 0;
    for number in 0.. {
        if done >= steps(40) {
            break;
        }
        done += follow(&numbered(1000 + number, 20))
            .unwrap_or_else(|found| panic!("script {number}: {found}"));
    }
}

/// A project with a first build, and what it must hold after the edits that followed.
pub fn built(edit: impl FnOnce(&mut Project)) -> (Run, BTreeMap<String, Vec<u8>>) {
    let mut run = Run::start(&Script::empty(), |_| {});
    let (root, day) = (run.folder.root(), run.project.day());
    put_strangers(&root);
    build(&root, day).expect("a first build");
    edit(&mut run.project);
    run.folder.sync(&mut run.project);
    let (files, _) = wanted(&root, run.project.day());
    (run, files)
}
