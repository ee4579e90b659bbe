//! Where the answers go: standard output for what was asked for, standard error for what is wrong.
//! A reader that closes the pipe early (`waypost … | head`) is not an error.

use super::args::{Cli, Color, Format};
use super::exit::Stop;
use super::print::{self, Report};
use crate::base::diag::Diagnostic;
use serde_json::Value;
use std::ffi::OsString;
use std::io::{self, ErrorKind, IsTerminal, Write};

/// How to talk to the person or the program that called.
#[derive(Clone, Copy, Debug)]
pub struct Terminal {
    /// Who reads the answer.
    pub format: Format,
    /// Whether to colour what goes to standard error.
    pub colours: bool,
    /// Whether a progress bar may be drawn.
    pub bar: bool,
}

/// What is to be said, and where.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// To standard output.
    pub out: String,
    /// To standard error.
    pub err: String,
}

impl Terminal {
    /// Asks the environment what the options leave open.
    pub fn of(cli: &Cli) -> Terminal {
        let person = io::stderr().is_terminal();
        Terminal {
            format: cli.format,
            colours: match cli.color {
                Color::Always => true,
                Color::Never => false,
                Color::Auto => colours_wanted(|name| std::env::var_os(name), person),
            },
            bar: person && matches!(cli.format, Format::Human),
        }
    }

    /// Says what was asked for.
    pub fn say(&self, text: &str) -> Result<(), Stop> {
        self.write(text.as_bytes())
    }

    /// Hands over bytes, such as a manual page.
    pub fn write(&self, bytes: &[u8]) -> Result<(), Stop> {
        let mut out = io::stdout().lock();
        match out.write_all(bytes).and_then(|()| out.flush()) {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Diagnostic::error(
                "cli/output",
                format!("the answer can't be written: {error}"),
            )
            .into()),
            _ => Ok(()),
        }
    }

    /// Says something beside the answer; only to people.
    pub fn remark(&self, text: &str) {
        if self.format != Format::Json {
            self.complain(text);
        }
    }

    /// Answers in words or in JSON, as was asked.
    pub fn answer(&self, words: &str, json: impl FnOnce() -> Value) -> Result<(), Stop> {
        match self.format {
            Format::Json => self.say(&format!("{:#}\n", json())),
            Format::Human | Format::Github | Format::Csv | Format::Markdown => self.say(words),
        }
    }

    /// What is to be said of faults. `summary` goes with them where a program reads the answer.
    pub fn faults(&self, report: &Report<'_>, summary: Value) -> Answer {
        let mut answer = Answer::default();
        match self.format {
            Format::Json => answer.out = format!("{:#}\n", print::json(report, summary)),
            Format::Github => answer.out = print::github(report),
            Format::Human | Format::Csv | Format::Markdown => {
                answer.err = print::human(report, self.colours)
            }
        }
        answer
    }

    /// Says it: the faults before what was done.
    pub fn give(&self, answer: &Answer) -> Result<(), Stop> {
        self.complain(&answer.err);
        self.say(&answer.out)
    }

    /// Nothing can be done if even standard error is closed.
    fn complain(&self, text: &str) {
        let _ = io::stderr().lock().write_all(text.as_bytes());
    }
}

/// `NO_COLOR` beats `CLICOLOR_FORCE`, which beats a terminal that can't.
fn colours_wanted(variable: impl Fn(&str) -> Option<OsString>, terminal: bool) -> bool {
    if variable("NO_COLOR").is_some_and(|value| !value.is_empty()) {
        return false;
    }
    let forced = variable("CLICOLOR_FORCE").is_some_and(|value| !value.is_empty() && value != "0");
    forced || (terminal && variable("TERM").is_none_or(|value| value != "dumb"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(variables: &[(&str, &str)], terminal: bool) -> bool {
        colours_wanted(
            |name| {
                let (_, value) = variables.iter().find(|(known, _)| *known == name)?;
                Some(OsString::from(value))
            },
            terminal,
        )
    }

    #[test]
    fn colours_follow_the_terminal_and_the_conventions() {
        assert!(wanted(&[], true));
        assert!(!wanted(&[], false));
        assert!(!wanted(&[("TERM", "dumb")], true));
        assert!(!wanted(&[("NO_COLOR", "1")], true));
        assert!(wanted(&[("NO_COLOR", "")], true));
        assert!(wanted(&[("CLICOLOR_FORCE", "1")], false));
        assert!(!wanted(&[("CLICOLOR_FORCE", "0")], false));
        assert!(!wanted(&[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")], true));
    }
}
