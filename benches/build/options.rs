//! What to measure, and how often.

use clap::{Parser, ValueEnum};

/// Builds and previews of a generated site, measured
#[derive(Parser, Debug)]
pub struct Options {
    /// How many articles; a fifth as many listings are added
    #[arg(default_values_t = [1000])]
    pub articles: Vec<usize>,
    /// What to measure
    #[arg(long, value_delimiter = ',', default_value = "clean,rebuild,serve")]
    pub parts: Vec<Part>,
    /// Where the sites stand: on the disk of the target folder, or in memory. Rebuilds and previews are
    /// measured in the first place only
    #[arg(long, value_delimiter = ',', default_value = "disk,tmpfs")]
    pub places: Vec<Place>,
    /// Clean builds of every tool, and rebuilds of Waypost after every kind of edit
    #[arg(long, default_value_t = 3)]
    pub runs: usize,
    /// Edits of each kind while a preview of Waypost runs; the others get a quarter
    #[arg(long, default_value_t = 40)]
    pub edits: usize,
    /// Folders to look into for `hugo` and `zola`, before PATH; else those of WAYPOST_PEERS
    #[arg(long, default_value_os_t = std::env::var_os("WAYPOST_PEERS").unwrap_or_default())]
    pub peers: std::ffi::OsString,
    /// What cargo adds
    #[arg(long, hide = true)]
    bench: bool,
}

/// A part of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Part {
    /// Builds from nothing, and the floor.
    Clean,
    /// Builds of what was built before.
    Rebuild,
    /// The preview.
    Serve,
}

/// A kind of file system.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Place {
    /// Where cargo builds.
    Disk,
    /// /dev/shm.
    Tmpfs,
}

impl Options {
    /// Whether this part was asked for.
    pub fn wants(&self, part: Part) -> bool {
        self.parts.contains(&part)
    }
}
