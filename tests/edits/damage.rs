//! What a program remembers between builds may be damaged, of another version, or gone: the build is
//! as good as a clean one.

use crate::cached::{built, same, stamps};
use crate::facts::CASES;
use crate::subject::build;
use std::fs;
use std::path::{Path, PathBuf};
use waypost::disk::{CacheLock, Lock};

/// The files of the cache.
fn cache(root: &Path) -> Vec<PathBuf> {
    let below = walkdir::WalkDir::new(root.join(".waypost"))
        .sort_by_file_name()
        .into_iter();
    let files = below.map(|entry| entry.expect("it can be read"));
    files
        .filter(|entry| entry.file_type().is_file())
        .filter(|entry| {
            entry
                .path()
                .components()
                .any(|part| part.as_os_str() == "cache")
        })
        .map(|entry| entry.into_path())
        .collect()
}

/// The ways to damage a file of this many bytes.
fn damages(len: usize) -> Vec<Damage> {
    let places = (0..12)
        .map(|part| len * part / 12)
        .chain([len.saturating_sub(1), 1, 4, 8]);
    let mut damages = Vec::new();
    for (number, at) in places.enumerate() {
        damages.push(Damage::Cut(at.min(len)));
        damages.push(Damage::Flip(
            at.min(len.saturating_sub(1)),
            1 << (number % 8),
        ));
    }
    damages.extend([Damage::Longer, Damage::Zeros, Damage::Other, Damage::Gone]);
    damages
}

#[derive(Clone, Copy, Debug)]
enum Damage {
    Cut(usize),
    Flip(usize, u8),
    Longer,
    Zeros,
    Other,
    Gone,
}

impl Damage {
    fn done_to(self, bytes: &[u8]) -> Option<Vec<u8>> {
        let mut bytes = bytes.to_vec();
        match self {
            Damage::Cut(at) => bytes.truncate(at),
            Damage::Flip(at, bit) => bytes
                .iter_mut()
                .skip(at)
                .take(1)
                .for_each(|byte| *byte ^= bit),
            Damage::Longer => bytes.extend_from_within(..),
            Damage::Zeros => bytes.fill(0),
            Damage::Other => bytes = b"what another program keeps here".to_vec(),
            Damage::Gone => return None,
        }
        Some(bytes)
    }
}

#[test]
fn a_damaged_cache_is_as_good_as_none() {
    let (_, edit) = CASES[0];
    let (run, files) = built(edit);
    let root = run.folder.root();
    let day = run.project.day();
    build(&root, day).expect("a build");
    for file in cache(&root) {
        let whole = fs::read(&file).expect("a file of the cache");
        for damage in damages(whole.len()) {
            match damage.done_to(&whole) {
                Some(bytes) => fs::write(&file, bytes).expect("written"),
                None => fs::remove_file(&file).expect("removed"),
            }
            build(&root, day)
                .unwrap_or_else(|error| panic!("{damage:?} of {}: {error}", file.display()));
            same(&root.join("public"), &files)
                .unwrap_or_else(|found| panic!("{damage:?}: {found}"));
        }
    }
}

/// While another process builds, a build leaves everything as it is, or does all of its work.
#[test]
fn a_build_beside_another_one_does_no_harm() {
    let (_, edit) = CASES[0];
    let (run, files) = built(edit);
    let (root, day) = (run.folder.root(), run.project.day());
    let output = root.join("public");
    let before = stamps(&output);
    let lock = Lock::take(&root.join(".waypost")).expect("nobody else builds");
    match build(&root, day) {
        Ok(_) => same(&output, &files).unwrap_or_else(|found| panic!("{found}")),
        Err(_) => assert_eq!(stamps(&output), before),
    }
    drop(lock);
    build(&root, day).expect("nobody builds now");
    same(&output, &files).unwrap_or_else(|found| panic!("{found}"));
}

/// What a build says whose cache can't be used, and what it does then: all of it.
#[track_caller]
fn made_anew(root: &Path, day: &str, all: usize, word: &str) {
    let report = build(root, day).expect("a build");
    assert!(
        report.remarks.iter().any(|remark| remark.contains(word)),
        "{word}: {:?}",
        report.remarks
    );
    assert_eq!(report.made, Some(all), "{word}");
}

#[test]
fn a_cache_that_can_not_be_used_is_told() {
    let (_, edit) = CASES[0];
    let (mut run, _) = built(edit);
    let (root, day) = (run.folder.root(), run.project.day());
    fs::remove_dir_all(root.join(".waypost/cache")).expect("removed");
    let first = build(&root, day).expect("a build");
    assert!(first.remarks.is_empty(), "{:?}", first.remarks);
    let all = first.made.expect("counted");
    let file = root.join(".waypost/cache/site.cache");
    let whole = fs::read(&file).expect("the cache");
    for word in 1..4 {
        // Were nothing changed, nothing but the head of the cache would be read.
        let text = run
            .project
            .text("content/about.md")
            .expect("a text")
            .to_owned();
        run.project
            .write("content/about.md", format!("{text}{word}\n"));
        run.folder.sync(&mut run.project);
        let bytes = match word {
            1 => whole[..whole.len() - 1].to_vec(),
            2 => [&whole[..whole.len() - 1], &[!whole[whole.len() - 1]]].concat(),
            _ => {
                // The number of the form.
                let mut other = whole.clone();
                other[12] = 99;
                other
            }
        };
        fs::write(&file, bytes).expect("written");
        let says = if word == 3 {
            "another version"
        } else {
            "damaged"
        };
        made_anew(&root, day, all, says);
        assert!(build(&root, day).expect("a build").remarks.is_empty());
    }
    let lock = CacheLock::try_take(&root.join(".waypost"));
    let lock = lock.expect("no fault").expect("nobody has it");
    made_anew(&root, day, all, "Another Waypost");
    drop(lock);
}
