//! How fast Waypost is, through its real binary, beside Hugo and Zola where they are to be had, and
//! beside the floor: a plain program that writes the same files.
//!
//! ```sh
//! cargo bench --bench build                          # 1,000 articles, about three minutes
//! cargo bench --bench build -- 10000 --parts clean   # another size, one part
//! cargo bench --bench build -- --help
//! ```
//!
//! The figures are printed as Markdown and never asserted: a machine's speed is no property of the
//! program. docs/benchmarks.md says how to read them.

mod clean;
mod corpus;
mod floor;
mod http;
mod layouts;
mod machine;
mod measure;
mod options;
mod outputs;
mod rebuild;
mod serve;
mod sites;
mod table;
mod tools;

use clap::Parser;
use options::{Options, Part};
use sites::Sites;
use std::io;

fn main() -> io::Result<()> {
    let options = Options::parse();
    let tools = tools::find(&options.peers);
    println!("# Benchmark\n");
    for tool in &tools {
        println!("- {}: {}", tool.name, tool.version());
    }
    for missing in tools::missing(&tools) {
        println!("- {missing}: not on PATH and not in the folders of --peers, so left out");
    }
    println!("- {}", machine::describe());
    // Kept to the end, so that no site is deleted before another one is measured.
    let mut done = Vec::new();
    for (at, place) in machine::places(&options.places).iter().enumerate() {
        for articles in &options.articles {
            let size = corpus::Size::of(*articles);
            let sites = Sites::write(place, size, &tools)?;
            println!(
                "\n## {} articles, {} listings, on {place}\n",
                size.articles, size.listings
            );
            if options.wants(Part::Clean) {
                clean::measure(&options, &sites, &tools)?;
            }
            if options.wants(Part::Rebuild) && at == 0 {
                rebuild::measure(&options, &sites, &tools)?;
            }
            if options.wants(Part::Serve) && at == 0 {
                serve::measure(&options, &sites, &tools)?;
            }
            if place.remembers_deletions() {
                done.push(sites);
            }
        }
    }
    Ok(())
}
