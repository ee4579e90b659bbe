//! `waypost review`: which listings somebody should check, in the order of the harm that they do. It
//! shows what the model of the site has, so what readers must not see can't be in it.

mod entries;
pub(super) mod grid;
mod sheet;

use super::args::{Format, ListingKind, ReviewArgs};
use super::clock;
use super::exit::{Exit, Stop};
use super::print::count;
use super::project::Project;
use super::terminal::Terminal;
use crate::base::cells;
use crate::base::day::Day;
use crate::base::diag::{Diagnostic, Severity};
use crate::build::{Options, Revision, Session};
use crate::content::listing::Kind;
use crate::model::worklist::{Selection, has_expired_crisis, worklist};
use clap::ValueEnum;
use entries::Call;
use std::path::{Path, PathBuf};

/// Carries out `waypost review`.
pub fn run(args: &ReviewArgs, root: Option<&Path>, terminal: &Terminal) -> Result<Exit, Stop> {
    let project = Project::find(root, &args.dir, terminal)?;
    let today = clock::today(args.date, &project.settings().zone)?;
    let revision = read(&project, today, false)?;
    let site = &revision.making.world.site;
    let selection = Selection {
        all: args.all,
        within: args.due_within,
        kind: args.kind.map(kind),
    };
    let tasks = worklist(site, &selection);
    let calls: Vec<Call> = tasks
        .iter()
        .filter_map(|task| Call::of(site, task, &project))
        .collect();
    let words = match terminal.format {
        Format::Csv => cells::csv(&entries::rows(&calls)),
        Format::Markdown => sheet::sheet(&calls, today),
        _ => grid::grid(&calls, today),
    };
    terminal.answer(&words, || entries::json(&calls, today))?;
    terminal.remark(&faults(&revision));
    Ok(match has_expired_crisis(&tasks) {
        true => Exit::SiteHasErrors,
        false => Exit::Fine,
    })
}

/// The site as its sources are now.
pub(super) fn read(project: &Project, today: Day, drafts: bool) -> Result<Revision, Stop> {
    let options = Options {
        today,
        drafts,
        future: drafts,
        allow_stale: true,
        base_url: None,
        skip: Vec::<PathBuf>::from([project.root.join("public")]),
        preview: false,
        forget: None,
    };
    Ok(Session::new(&project.root, options).update()?)
}

/// A kind, from the word that was typed.
pub(super) fn kind(typed: ListingKind) -> Kind {
    let word = typed.to_possible_value();
    let word = word.as_ref().map_or("", |value| value.get_name());
    Kind::parse(word).unwrap_or(Kind::Service)
}

/// That something of the site could not be read, and may be missing.
pub(super) fn faults(revision: &Revision) -> String {
    let errors = revision.diagnostics();
    let is_error = |found: &&Diagnostic| found.severity == Severity::Error;
    match errors.iter().filter(is_error).count() {
        0 => String::new(),
        errors => format!(
            "The site has {}: what could not be read is not here. `waypost check` shows them.\n",
            count(errors, "error", "errors")
        ),
    }
}
