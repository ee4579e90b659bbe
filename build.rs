//! Builds the program anew when a file of an embedded theme is added or taken away: the files
//! themselves are followed by the compiler, their folder is not. And gives the program a name of its
//! own, by its source: a cache is of use only to the very program that wrote it.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

fn main() {
    let mut hasher = DefaultHasher::new();
    for folder in ["src", "themes"] {
        println!("cargo::rerun-if-changed={folder}");
        hash(Path::new(folder), &mut hasher);
    }
    println!("cargo::rerun-if-changed=Cargo.lock");
    std::fs::read("Cargo.lock").ok().hash(&mut hasher);
    println!("cargo::rustc-env=WAYPOST_SOURCE={:016x}", hasher.finish());
}

fn hash(folder: &Path, hasher: &mut DefaultHasher) {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            hash(&path, hasher);
        } else {
            path.hash(hasher);
            std::fs::read(&path).ok().hash(hasher);
        }
    }
}
