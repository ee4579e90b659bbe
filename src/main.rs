//! The program: it reads its arguments, runs a command, and ends with its exit code.

use clap::Parser;
use std::process::ExitCode;

/// Pages are made of many small pieces; with the system's allocator a third of a build goes into those.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    waypost::cli::run(&waypost::cli::args::Cli::parse()).into()
}
