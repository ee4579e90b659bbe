//! The program: it reads its arguments, runs a command, and ends with its exit code.

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    waypost::cli::run(&waypost::cli::args::Cli::parse()).into()
}
