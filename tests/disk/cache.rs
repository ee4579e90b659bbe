//! The cache file: what comes out is what went in, whatever became of the file.

use crate::Project;
use proptest::prelude::*;
use std::fs;
use std::path::Path;
use waypost::disk::{CacheFault, CacheFile, CacheLock, Piece};

/// Sections with their chunks.
type Told<'a> = [(&'a str, Vec<&'a [u8]>)];

fn sections() -> [(&'static str, Vec<&'static [u8]>); 4] {
    [
        ("pages", vec![b"all of the pages", b"and more"]),
        ("empty", vec![b""]),
        ("none", vec![]),
        ("facts", vec![b"what the pages read"]),
    ]
}

/// Writes a cache of these sections.
pub fn put(path: &Path, before: Option<&CacheFile>, sections: &Told<'_>) {
    let pieces = pieces(sections);
    CacheFile::write(path, "me", before, &pieces).expect("a cache");
}

pub fn pieces<'a>(sections: &Told<'a>) -> Vec<(&'a str, Vec<Piece>)> {
    let pieces = |chunks: &[&[u8]]| {
        chunks
            .iter()
            .map(|chunk| Piece::new(chunk.to_vec()))
            .collect()
    };
    sections
        .iter()
        .map(|(name, chunks)| (*name, pieces(chunks)))
        .collect()
}

pub fn open(path: &Path) -> CacheFile {
    CacheFile::open(path, "me").expect("a cache")
}

#[test]
fn sections_come_back_as_they_were() {
    let project = Project::new();
    let path = project.path(".waypost/cache/build");
    let absent = CacheFile::open(&path, "me").expect_err("there is none");
    assert!(matches!(absent, CacheFault::Absent), "{absent}");
    for round in 0..2 {
        put(&path, None, &sections());
        let cache = open(&path);
        let mut room = Vec::new();
        for (name, chunks) in sections() {
            assert_eq!(cache.count(name), chunks.len());
            for (at, chunk) in chunks.into_iter().enumerate() {
                let found = cache.chunk(name, at, &mut room).expect(name);
                assert_eq!(found, chunk, "round {round}");
            }
        }
        for (name, at) in [("other", 0), ("pages", 2), ("none", 0)] {
            let absent = cache.chunk(name, at, &mut room).expect_err("there is none");
            assert!(matches!(absent, CacheFault::Absent), "{absent}");
        }
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
    put(&path, None, &sections());
    let mut bytes = fs::read(&path).expect("it is there");
    bytes[12] += 1;
    fs::write(&path, bytes).expect("a file");
    let fault = CacheFile::open(&path, "me").expect_err("it can't be understood");
    assert!(matches!(fault, CacheFault::OtherVersion), "{fault}");
}

/// Every chunk that can be read must be as it was written; `true` if all can.
fn nothing_false(path: &Path, sections: &Told<'_>) -> bool {
    let Ok(cache) = CacheFile::open(path, "me") else {
        return false;
    };
    let (mut all, mut room) = (true, Vec::new());
    for (name, chunks) in sections {
        assert_eq!(cache.count(name), chunks.len());
        for (at, chunk) in chunks.iter().enumerate() {
            match cache.chunk(name, at, &mut room) {
                Ok(found) => assert_eq!(found, *chunk),
                Err(_) => all = false,
            }
        }
    }
    all
}

#[test]
fn every_cut_and_every_bit_is_noticed() {
    let project = Project::new();
    let path = project.path("cache");
    put(&path, None, &sections());
    let good = fs::read(&path).expect("it is there");
    assert!(nothing_false(&path, &sections()));
    for len in 0..good.len() {
        fs::write(&path, &good[..len]).expect("a file");
        assert!(!nothing_false(&path, &sections()), "cut to {len}");
    }
    for bit in 0..good.len() * 8 {
        let mut bad = good.clone();
        bad[bit / 8] ^= 1 << (bit % 8);
        fs::write(&path, &bad).expect("a file");
        assert!(!nothing_false(&path, &sections()), "bit {bit}");
    }
}

/// A section and what is in it.
type Named<T> = (&'static str, Vec<T>);

/// Sections of which some chunks stay as they are; what they are is what both say.
fn grown() -> (Vec<Named<Piece>>, Vec<Named<&'static [u8]>>) {
    let new = |bytes: &[u8]| Piece::new(bytes.to_vec());
    let pieces = vec![
        (
            "pages",
            vec![Piece::Kept(1), new(b"a new page"), Piece::Kept(0)],
        ),
        // What is there already need not be written again.
        ("facts", vec![new(b"what the pages read"), new(b"a fact")]),
    ];
    let told: Vec<(&str, Vec<&[u8]>)> = vec![
        (
            "pages",
            vec![b"and more", b"a new page", b"all of the pages"],
        ),
        ("facts", vec![b"what the pages read", b"a fact"]),
    ];
    (pieces, told)
}

#[test]
fn a_cache_grows_at_its_end() {
    let project = Project::new();
    let path = project.path("cache");
    put(&path, None, &sections());
    let first = fs::read(&path).expect("it is there");
    let (pieces, told) = grown();
    CacheFile::write(&path, "me", Some(&open(&path)), &pieces).expect("a cache");
    let second = fs::read(&path).expect("it is there");
    assert!(second.starts_with(&first));
    let added = String::from_utf8_lossy(&second[first.len()..]).into_owned();
    assert!(added.contains("a new page") && !added.contains("what the pages read"));
    assert!(nothing_false(&path, &told));
    for len in 0..second.len() {
        fs::write(&path, &second[..len]).expect("a file");
        // A file that ends where the first one did is the first one.
        let is_first = len == first.len();
        assert!(is_first || !nothing_false(&path, &told), "cut to {len}");
    }
    let mut harmless = 0;
    for bit in 0..second.len() * 8 {
        let mut bad = second.clone();
        bad[bit / 8] ^= 1 << (bit % 8);
        fs::write(&path, &bad).expect("a file");
        harmless += usize::from(nothing_false(&path, &told));
    }
    // The first table is dead, with what stands behind it.
    let chunks = sections()
        .iter()
        .flat_map(|(_, chunks)| chunks.clone())
        .map(<[u8]>::len)
        .sum::<usize>();
    assert_eq!(harmless, (first.len() - 16 - chunks) * 8);
}

#[test]
fn a_cache_that_is_mostly_dead_is_written_anew() {
    let project = Project::new();
    let path = project.path("cache");
    let large = vec![7_u8; 300_000];
    let told = |round: u8| {
        let mut other = vec![round; 200_000];
        other.extend(&large);
        (large.clone(), other)
    };
    let (mut lengths, mut keeps) = (Vec::new(), 0);
    let (kept, other) = told(0);
    put(&path, None, &[("a", vec![&kept, &other])]);
    for round in 1..30 {
        let before = open(&path);
        let (kept, other) = told(round);
        let pieces = [("a", vec![Piece::Kept(0), Piece::new(other.clone())])];
        CacheFile::write(&path, "me", Some(&before), &pieces).expect("a cache");
        assert!(
            nothing_false(&path, &[("a", vec![&kept, &other])]),
            "round {round}"
        );
        let length = fs::metadata(&path).expect("it is there").len();
        keeps += usize::from(lengths.last().is_some_and(|last| *last < length));
        lengths.push(length);
    }
    assert!(
        lengths.iter().all(|length| *length < 3_000_000),
        "{lengths:?}"
    );
    assert!(keeps > 15, "{lengths:?}");
}

#[test]
fn what_was_replaced_meanwhile_is_not_added_to() {
    let project = Project::new();
    let path = project.path("cache");
    put(&path, None, &sections());
    let before = open(&path);
    fs::remove_file(&path).expect("it may be deleted");
    let (pieces, told) = grown();
    CacheFile::write(&path, "me", Some(&before), &pieces).expect("a cache");
    assert!(nothing_false(&path, &told));
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
        sections in prop::collection::vec(
            ("[a-z]{1,9}", prop::collection::vec(prop::collection::vec(any::<u8>(), 0..90), 0..4)),
            0..5,
        ),
        grows in any::<bool>(),
        cut in any::<prop::sample::Index>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4),
    ) {
        let mut names = std::collections::BTreeSet::new();
        let sections: Vec<(&str, Vec<&[u8]>)> = sections
            .iter()
            .filter(|(name, _)| names.insert(name))
            .map(|(name, chunks)| (name.as_str(), chunks.iter().map(Vec::as_slice).collect()))
            .collect();
        let project = Project::new();
        let path = project.path("cache");
        let first = &sections[..sections.len() / 2];
        put(&path, None, first);
        let first_len = fs::metadata(&path).expect("it is there").len();
        let before = open(&path);
        put(&path, Some(&before).filter(|_| grows), &sections);
        prop_assert!(nothing_false(&path, &sections));
        let mut bytes = fs::read(&path).expect("it is there");
        for (at, value) in changes {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        bytes.truncate(cut.index(bytes.len() + 1));
        fs::write(&path, &bytes).expect("a file");
        // Cut where it began to grow, it is what it was before.
        let told = match bytes.len() as u64 == first_len {
            true => first,
            false => &sections,
        };
        nothing_false(&path, told);
    }

    #[test]
    fn any_bytes_at_all_are_no_danger(bytes in prop::collection::vec(any::<u8>(), 0..200), magic in any::<bool>()) {
        let project = Project::new();
        let start: &[u8] = if magic { b"waypost data\x02\0\0\0" } else { b"" };
        fs::write(project.path("cache"), [start, &bytes].concat()).expect("a file");
        prop_assert!(CacheFile::open(&project.path("cache"), "me").is_err());
    }
}
