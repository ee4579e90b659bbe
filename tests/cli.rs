//! The command line: the real program in folders of its own, and the texts that people read.

#[path = "suite/cli/diagnostics.rs"]
mod diagnostics;
#[path = "suite/cli/explain.rs"]
mod explain;
#[path = "suite/cli/help.rs"]
mod help;
#[path = "suite/cli/init.rs"]
mod init;
#[path = "suite/cli/new.rs"]
mod new;
#[path = "suite/cli/other.rs"]
mod other;
#[path = "suite/cli/progress.rs"]
mod progress;
#[path = "suite/cli/review.rs"]
mod review;
#[path = "suite/cli/theme.rs"]
mod theme;
#[path = "suite/cli/told.rs"]
mod told;

use assert_cmd::Command;
use proptest::prelude::*;
use std::fs;
use std::path::Path;
use tempfile::TempDir;
use waypost::base::diag::{Diagnostic, Sink};
use waypost::base::node::{Node, read_toml, read_yaml};
use waypost::base::paths::SourcePath;
use waypost::base::span::Span;
use waypost::cli::args::{Color, Format};
use waypost::cli::build::{Built, tell};
use waypost::cli::exit::Exit;
use waypost::cli::print::{self, Report, Totals};
use waypost::cli::progress::Progress;
use waypost::cli::project::Project;
use waypost::cli::quoted::quoted;
use waypost::cli::summary::{BuildSummary, LeftOut};
use waypost::cli::terminal::Terminal;

/// 1 March 2026, noon, UTC.
const NOON: &str = "1772366400";

fn waypost(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_waypost"));
    command.current_dir(folder).env("SOURCE_DATE_EPOCH", NOON);
    for name in ["NO_COLOR", "CLICOLOR_FORCE", "COLUMNS"] {
        command.env_remove(name);
    }
    command
}

/// What the program said: exit code, standard output, standard error.
fn run(folder: &Path, arguments: &[&str]) -> String {
    let output = waypost(folder).args(arguments).output().expect("it runs");
    let mut told = format!(
        "$ waypost {}\nexit {}\n",
        arguments.join(" "),
        output.status.code().expect("it ends by itself")
    );
    for (name, bytes) in [("out", output.stdout), ("err", output.stderr)] {
        let text = String::from_utf8(bytes).expect("it speaks UTF-8");
        if !text.is_empty() {
            told.push_str(&format!("--- {name}\n{text}"));
        }
    }
    told
}

fn folder() -> TempDir {
    TempDir::new().expect("a temporary folder")
}

/// A folder with a new site in it.
fn site() -> TempDir {
    let folder = folder();
    waypost(folder.path())
        .args(["init", "."])
        .assert()
        .success();
    folder
}

/// Every file below a folder, with `/` between segments, sorted.
fn tree(folder: &Path) -> Vec<String> {
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.expect("it can be read");
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(folder).expect("it is below");
            files.push(path.to_string_lossy().replace('\\', "/"));
        }
    }
    files
}

fn front_matter(text: &str) -> (Node, Vec<Diagnostic>) {
    let rest = text.strip_prefix("---\n").expect("front matter begins");
    let end = rest.find("\n---\n").expect("front matter ends");
    let mut sink = Sink::new();
    let node = read_yaml(&rest[..end], &SourcePath::named("x.md"), 4, &mut sink);
    (node.expect("it is YAML"), sink.into_sorted())
}
