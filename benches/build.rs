//! How long a clean build takes, and where the time goes, against a yardstick: a plain loop that
//! writes the same files from memory with as many threads.
//!
//! `cargo bench --bench build` measures 1,000 articles; `WAYPOST_BENCH=10000,2000` another size.
//! The figures are printed, never asserted: a machine's speed is no property of the program.

#[path = "corpus.rs"]
mod corpus;

use rayon::prelude::*;
use std::path::Path;
use std::time::{Duration, Instant};
use waypost::base::day::parse_day;
use waypost::build::{Options, Session};
use waypost::disk::{Content as DiskContent, OutputFile, Target, publish};

fn main() {
    let size = size();
    let folder = tempfile::tempdir().expect("a folder for the site");
    let root = folder.path().join("site");
    corpus::write(&root, size).expect("the generated site");
    println!(
        "{} articles, {} listings, {} threads",
        size.articles,
        size.listings,
        rayon::current_num_threads()
    );
    let (load, render, write, pages, bytes) = build(&root);
    let total = load + render + write;
    println!("read and parse  {}", share(load, total));
    println!("render          {}", share(render, total));
    println!("write           {}", share(write, total));
    println!(
        "all             {:>8.0} ms   {pages} files, {:.1} MB",
        milliseconds(total),
        bytes as f64 / 1e6
    );
    println!("resident memory at its highest: {} MB", peak_memory());
}

fn size() -> corpus::Size {
    let asked = std::env::var("WAYPOST_BENCH").unwrap_or_default();
    let mut numbers = asked
        .split(',')
        .filter_map(|number| number.trim().parse().ok());
    corpus::Size {
        articles: numbers.next().unwrap_or(1000),
        listings: numbers.next().unwrap_or(200),
    }
}

fn build(root: &Path) -> (Duration, Duration, Duration, usize, usize) {
    let options = Options {
        today: parse_day("2026-11-22").expect("a day"),
        drafts: false,
        future: false,
        base_url: None,
        skip: vec![root.join("public")],
        forget: None,
    };
    let began = Instant::now();
    let revision = Session::new(root, options).update().expect("a site");
    let load = began.elapsed();
    println!("made {} ", revision.plan.len());
    for diagnostic in revision.diagnostics().iter().take(5) {
        println!("{}: {}", diagnostic.code, diagnostic.message);
    }
    let began = Instant::now();
    let produced: Vec<_> = (0..revision.plan.len())
        .into_par_iter()
        .map(|at| revision.bytes(at))
        .collect();
    let render = began.elapsed();
    let mut bytes = 0;
    let mut files = Vec::with_capacity(produced.len());
    for (planned, produced) in revision.plan.iter().zip(&produced) {
        if let Some(content) = produced {
            bytes += content.len();
            files.push(OutputFile {
                path: planned.path.clone(),
                content: DiskContent::Bytes(content),
            });
        }
    }
    let target = Target {
        output: root.join("public"),
        state: root.join(".waypost"),
        adopt: false,
    };
    let began = Instant::now();
    publish(&target, &files).expect("a written site");
    let write = began.elapsed();
    let floor = floor(&root.join("floor"), &files);
    println!(
        "the floor: the same files by a plain loop {:>8.0} ms",
        milliseconds(floor)
    );
    (load, render, write, files.len(), bytes)
}

/// The yardstick.
fn floor(folder: &Path, files: &[OutputFile<'_>]) -> Duration {
    let began = Instant::now();
    let mut folders: Vec<&str> = files.iter().map(|file| file.path.folder()).collect();
    folders.dedup();
    for below in folders {
        std::fs::create_dir_all(folder.join(below)).expect("a folder");
    }
    files.par_iter().for_each(|file| {
        if let DiskContent::Bytes(bytes) = &file.content {
            std::fs::write(folder.join(file.path.as_str()), bytes).expect("a file");
        }
    });
    began.elapsed()
}

fn share(part: Duration, total: Duration) -> String {
    format!(
        "{:>8.0} ms  {:>3.0} %",
        milliseconds(part),
        100.0 * part.as_secs_f64() / total.as_secs_f64()
    )
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// In MB, as Linux tells; 0 elsewhere.
fn peak_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok())
        .unwrap_or(0)
        / 1024
}
