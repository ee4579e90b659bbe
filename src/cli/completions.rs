//! `waypost completions` and `waypost man`: both are made of the same description of the command
//! line that reads it, so that they can't disagree with it.

use super::args::Cli;
use super::exit::{Exit, Stop};
use super::print::count;
use super::project::from;
use super::terminal::Terminal;
use crate::base::diag::Diagnostic;
use clap::{Command, CommandFactory};
use clap_complete::Shell;
use clap_mangen::Man;
use serde_json::json;
use std::fs;
use std::io;
use std::path::Path;

/// Prints the completions of a shell.
pub fn completions(shell: Shell, terminal: &Terminal) -> Result<Exit, Stop> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "waypost", &mut script);
    terminal.write(&script)?;
    Ok(Exit::Fine)
}

/// Prints the main manual page, or writes a page for each command into `out`. Pages that are there
/// are written anew: they are made, not edited.
pub fn man(out: Option<&Path>, root: Option<&Path>, terminal: &Terminal) -> Result<Exit, Stop> {
    let mut command = Cli::command().disable_help_subcommand(true);
    command.build();
    let Some(out) = out else {
        let page = page(command).map_err(|error| fault(Path::new("waypost.1"), &error))?;
        terminal.write(&page)?;
        return Ok(Exit::Fine);
    };
    let folder = from(root, out);
    fs::create_dir_all(&folder).map_err(|error| fault(&folder, &error))?;
    let mut names = Vec::new();
    for command in with_subcommands(&command) {
        let name = format!(
            "{}.1",
            command.get_display_name().unwrap_or(command.get_name())
        );
        let file = folder.join(&name);
        page(command)
            .and_then(|page| fs::write(&file, page))
            .map_err(|error| fault(&file, &error))?;
        names.push(name);
    }
    let words = format!(
        "Wrote {} to {}\n",
        count(names.len(), "manual page", "manual pages"),
        out.display()
    );
    terminal.answer(&words, || json!({ "folder": folder, "created": names }))?;
    Ok(Exit::Fine)
}

/// The sections are written one by one, so that the examples stand as they are typed.
fn page(command: Command) -> io::Result<Vec<u8>> {
    let examples = command.get_after_help().map(ToString::to_string);
    let has_subcommands = command.has_subcommands();
    let man = Man::new(command).manual("Waypost");
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    if has_subcommands {
        man.render_subcommands_section(&mut page)?;
    }
    if let Some(examples) = examples {
        let text = examples.strip_prefix("Examples:\n").unwrap_or(&examples);
        page.extend_from_slice(b".SH EXAMPLES\n.nf\n");
        page.extend_from_slice(roff(text).as_bytes());
        page.extend_from_slice(b".fi\n");
    }
    Ok(page)
}

/// Lines that stand as they are. Every line begins with `\&`, so that none is taken for a request.
fn roff(text: &str) -> String {
    text.lines()
        .map(|line| {
            let line = line
                .replace('\\', "\\e")
                .replace('-', "\\-")
                .replace('\'', "\\(aq")
                .replace('`', "\\(ga");
            format!("\\&{line}\n")
        })
        .collect()
}

/// The command and all below it, the outer before the inner.
fn with_subcommands(command: &Command) -> Vec<Command> {
    let inner = command.get_subcommands().flat_map(with_subcommands);
    std::iter::once(command.clone()).chain(inner).collect()
}

fn fault(path: &Path, error: &io::Error) -> Diagnostic {
    Diagnostic::error(
        "cli/write",
        format!("`{}` can't be written: {error}", path.display()),
    )
    .help("choose a folder that you may write to: waypost man --out man")
}
