//! Floor 12: the command line. It reads what was typed, runs a command, and tells what came of it;
//! with `disk` and `serve` it is one of the few places that touch files, the clock and the environment.
#![allow(
    clippy::disallowed_methods,
    reason = "this is the floor that reads the environment and the clock, and makes new sources"
)]

pub mod args;
pub mod build;
pub mod clock;
pub mod completions;
pub mod exit;
pub mod explanation;
pub mod files;
pub mod init;
pub mod list;
pub mod new;
mod omissions;
pub mod print;
pub mod progress;
pub mod project;
pub mod quoted;
pub mod review;
pub mod serve;
pub mod site;
pub mod summary;
pub mod terminal;
pub mod theme;
pub mod verify;
pub mod withdraw;

use crate::base::diag::Diagnostic;
use args::{Cli, Command, Format};
use exit::{Exit, Stop};
use print::Report;
use serde_json::Value;
use terminal::Terminal;

/// Runs the command and says how the run ends.
pub fn run(cli: &Cli) -> Exit {
    let terminal = Terminal::of(cli);
    command(cli, &terminal).unwrap_or_else(|stop| {
        let report = Report {
            diagnostics: std::slice::from_ref(stop.diagnostic()),
            text: &|_| None,
            name: &|path| path.to_string(),
        };
        // Where even this can't be said, the exit code must do.
        let _ = terminal.give(&terminal.faults(&report, Value::Null));
        Exit::Fault
    })
}

fn command(cli: &Cli, terminal: &Terminal) -> Result<Exit, Stop> {
    let root = cli.root.as_deref();
    if matches!(cli.format, Format::Csv | Format::Markdown)
        && !matches!(cli.command, Command::Review(_) | Command::List(_))
    {
        return Err(no_such_answer(cli.format).into());
    }
    match &cli.command {
        Command::Init(args) => init::run(args, root, terminal),
        Command::New(new) => new::run(new, root, terminal),
        Command::Build(args) => build::build(args, root, terminal, site::build),
        Command::Check(args) => build::check(args, root, terminal, site::build),
        Command::Review(args) => review::run(args, root, terminal),
        Command::List(args) => list::run(args, root, terminal),
        Command::Verify(args) => verify::run(args, root, terminal),
        Command::Withdraw(args) => withdraw::run(args, root, terminal),
        Command::Serve(args) => serve::serve(args, root, terminal, |order, project| {
            site::serve(order, project, terminal)
        }),
        Command::Theme(args) => theme::run(args, root, terminal),
        Command::Completions { shell } => completions::completions(*shell, terminal),
        Command::Man { out } => completions::man(out.as_deref(), root, terminal),
    }
}

fn no_such_answer(format: Format) -> Diagnostic {
    let word = match format {
        Format::Csv => "csv",
        _ => "markdown",
    };
    Diagnostic::error(
        "cli/format",
        format!("this command has no answer as {word}"),
    )
    .help("use --format human, json or github")
}
