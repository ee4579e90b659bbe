//! The cache file: what comes out is what went in, whatever became of the file.

use crate::Project;
use proptest::prelude::*;
use std::fs;
use waypost::disk::{CacheFault, CacheFile, CacheLock};

const SECTIONS: [(&str, &[u8]); 3] = [
    ("pages", b"all of the pages"),
    ("empty", b""),
    ("facts", b"what the pages read"),
];

#[test]
fn sections_come_back_as_they_were() {
    let project = Project::new();
    let path = project.path(".waypost/cache/build");
    let absent = CacheFile::open(&path, "me").expect_err("there is none");
    assert!(matches!(absent, CacheFault::Absent), "{absent}");
    for round in 0..2 {
        CacheFile::write(&path, "me", &SECTIONS).expect("a cache");
        let cache = CacheFile::open(&path, "me").expect("a cache");
        for (name, bytes) in SECTIONS {
            assert_eq!(cache.section(name).expect(name), bytes, "round {round}");
        }
        let absent = cache.section("other").expect_err("there is none");
        assert!(matches!(absent, CacheFault::Absent), "{absent}");
    }
    let other = CacheFile::open(&path, "you").expect_err("it is not yours");
    assert!(matches!(other, CacheFault::OtherVersion), "{other}");
    let folder = CacheFile::open(&project.path(".waypost"), "me").expect_err("a folder");
    assert!(matches!(folder, CacheFault::Io { .. }), "{folder}");
}

#[test]
fn a_file_of_another_version_says_so() {
    let project = Project::new();
    let path = project.path("cache");
    CacheFile::write(&path, "me", &SECTIONS).expect("a cache");
    let mut bytes = fs::read(&path).expect("it is there");
    bytes[12] += 1;
    fs::write(&path, bytes).expect("a file");
    let fault = CacheFile::open(&path, "me").expect_err("it can't be understood");
    assert!(matches!(fault, CacheFault::OtherVersion), "{fault}");
}

/// Every section that can be read must be as it was written; `true` if all can.
fn nothing_false(path: &std::path::Path, sections: &[(&str, &[u8])]) -> bool {
    let Ok(cache) = CacheFile::open(path, "me") else {
        return false;
    };
    let mut all = true;
    for (name, bytes) in sections {
        match cache.section(name) {
            Ok(found) => assert_eq!(found, *bytes),
            Err(_) => all = false,
        }
    }
    all
}

#[test]
fn every_cut_and_every_bit_is_noticed() {
    let project = Project::new();
    let path = project.path("cache");
    CacheFile::write(&path, "me", &SECTIONS).expect("a cache");
    let good = fs::read(&path).expect("it is there");
    assert!(nothing_false(&path, &SECTIONS));
    for len in 0..good.len() {
        fs::write(&path, &good[..len]).expect("a file");
        assert!(!nothing_false(&path, &SECTIONS), "cut to {len}");
    }
    for bit in 0..good.len() * 8 {
        let mut bad = good.clone();
        bad[bit / 8] ^= 1 << (bit % 8);
        fs::write(&path, &bad).expect("a file");
        assert!(!nothing_false(&path, &SECTIONS), "bit {bit}");
    }
}

#[test]
fn one_process_at_a_time() {
    let project = Project::new();
    let state = project.path(".waypost");
    let lock = CacheLock::try_take(&state).expect("the disk is willing");
    assert!(lock.is_some());
    assert!(
        CacheLock::try_take(&state)
            .expect("the disk is willing")
            .is_none()
    );
    drop(lock);
    fs::remove_dir_all(CacheLock::folder(&state)).expect("it may be deleted");
    assert!(
        CacheLock::try_take(&state)
            .expect("the disk is willing")
            .is_some()
    );
    assert_eq!(project.read(".waypost/.gitignore"), "*\n");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damage_gives_a_fault_or_the_same_bytes(
        sections in prop::collection::vec(("[a-z]{1,9}", prop::collection::vec(any::<u8>(), 0..300)), 0..5),
        cut in any::<prop::sample::Index>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4),
    ) {
        let mut names = std::collections::BTreeSet::new();
        let sections: Vec<(&str, &[u8])> = sections
            .iter()
            .filter(|(name, _)| names.insert(name))
            .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
            .collect();
        let project = Project::new();
        let path = project.path("cache");
        CacheFile::write(&path, "me", &sections).expect("a cache");
        prop_assert!(nothing_false(&path, &sections));
        let mut bytes = fs::read(&path).expect("it is there");
        for (at, value) in changes {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        bytes.truncate(cut.index(bytes.len() + 1));
        fs::write(&path, &bytes).expect("a file");
        nothing_false(&path, &sections);
    }

    #[test]
    fn any_bytes_at_all_are_no_danger(bytes in prop::collection::vec(any::<u8>(), 0..200), magic in any::<bool>()) {
        let project = Project::new();
        let start: &[u8] = if magic { b"waypost data\x01\0\0\0" } else { b"" };
        fs::write(project.path("cache"), [start, &bytes].concat()).expect("a file");
        prop_assert!(CacheFile::open(&project.path("cache"), "me").is_err());
    }
}
