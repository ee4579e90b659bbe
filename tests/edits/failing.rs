//! A build whose disk fails at any one write, and that is dead from then on: the next build leaves
//! what a clean one makes.

use crate::cached::{built, same};
use crate::subject::{build, clean, outputs};
use std::fs::File;
use std::io::{self, ErrorKind};
use std::path::Path;
use std::sync::atomic::{AtomicIsize, Ordering};
use waypost::base::paths::OutPath;
use waypost::disk::{Content, Operations, OutputFile, RealDisk, Target, publish_through};

/// A disk that does so many operations, and no more; the next one by half, if it writes.
struct DyingDisk {
    left: AtomicIsize,
}

impl DyingDisk {
    fn step(&self) -> io::Result<()> {
        match self.left.fetch_sub(1, Ordering::SeqCst) {
            1.. => Ok(()),
            _ => Err(ErrorKind::StorageFull.into()),
        }
    }
}

impl Operations for DyingDisk {
    fn make_folder(&self, path: &Path) -> io::Result<()> {
        self.step()?;
        RealDisk.make_folder(path)
    }
    fn create(&self, path: &Path) -> io::Result<File> {
        self.step()?;
        RealDisk.create(path)
    }
    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        let half = self.left.load(Ordering::SeqCst) == 0;
        let done = self.step();
        match (&done, half) {
            (Ok(()), _) => RealDisk.write(file, bytes)?,
            (Err(_), true) => RealDisk.write(file, &bytes[..bytes.len() / 2])?,
            (Err(_), false) => {}
        }
        done
    }
    fn append(&self, path: &Path) -> io::Result<File> {
        self.step()?;
        RealDisk.append(path)
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step()?;
        RealDisk.rename(from, to)
    }
    fn remove_file(&self, path: &Path) -> io::Result<()> {
        self.step()?;
        RealDisk.remove_file(path)
    }
    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        self.step()?;
        RealDisk.remove_folder(path)
    }
    fn remove_tree(&self, path: &Path) -> io::Result<()> {
        self.step()?;
        RealDisk.remove_tree(path)
    }
}

#[test]
fn a_build_that_dies_at_any_write_is_finished_by_the_next() {
    for at in (0..).step_by(11) {
        let (run, files) = built(|project| {
            project.set(0, 1);
            project.rename("content/articles/a6.md", "content/articles/b.md");
        });
        let (root, day) = (run.folder.root(), run.project.day());
        let target = Target {
            output: root.join("public"),
            state: root.join(".waypost"),
            adopt: false,
        };
        let made = outputs(&clean(&root, day));
        let list: Vec<OutputFile<'_>> = made
            .iter()
            .map(|(path, bytes)| OutputFile {
                path: OutPath::parse(path).expect("a path"),
                content: Content::Bytes(bytes),
            })
            .collect();
        let disk = DyingDisk {
            left: AtomicIsize::new(at),
        };
        let through = publish_through(&disk, &target, &list).is_ok();
        build(&root, day).unwrap_or_else(|error| panic!("dead after {at}: {error}"));
        same(&root.join("public"), &files)
            .unwrap_or_else(|found| panic!("dead after {at}: {found}"));
        if through {
            assert!(at > 40, "only {at} writes");
            return;
        }
    }
}
