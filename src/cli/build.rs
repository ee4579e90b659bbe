//! `waypost build` and `waypost check`: what was asked for becomes an [`Order`], and what came of it
//! is told. The work itself is handed in, so that this floor knows nothing of how a site is made.

use super::args::{BuildArgs, CheckArgs, Format};
use super::clock;
use super::exit::{Exit, Stop};
use super::omissions;
use super::print::{Report, Totals, visible};
use super::progress::Progress;
use super::project::{Project, from};
use super::summary::BuildSummary;
use super::terminal::{Answer, Terminal};
use crate::base::day::Day;
use crate::base::diag::{Diagnostic, Severity};
use crate::base::paths::SourcePath;
use serde_json::json;
use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use url::Url;

/// The output folder of a site if none is asked for.
const OUTPUT: &str = "public";

/// What is to be built, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// The site's folder.
    pub root: PathBuf,
    /// Where to write; none for a check, which writes nothing.
    pub output: Option<PathBuf>,
    /// The site's address, if it is not the configured one.
    pub base_url: Option<Url>,
    /// The build's day.
    pub today: Day,
    /// Include drafts.
    pub drafts: bool,
    /// Include what is dated in the future.
    pub future: bool,
    /// Let listings for a crisis pass that nobody has checked for long.
    pub allow_stale: bool,
    /// How many threads; none for as many as there are processors.
    pub threads: Option<NonZeroUsize>,
    /// Write what can be made in spite of errors.
    pub keep_going: bool,
    /// Take over an output folder with files of something else.
    pub adopt: bool,
    /// Make everything anew.
    pub no_cache: bool,
    /// Compare with a clean build.
    pub verify: bool,
    /// The page of which to say why it was made.
    pub explain: Option<String>,
    /// Say what the exports leave out.
    pub exports: bool,
}

/// What came of it.
#[derive(Clone, Debug, Default)]
pub struct Built {
    /// All faults of the site.
    pub diagnostics: Vec<Diagnostic>,
    /// What was done; none if errors stood in the way of writing anything.
    pub summary: Option<BuildSummary>,
    /// The text of files with faults that are not in the project, such as built-in templates.
    pub texts: BTreeMap<SourcePath, String>,
    /// What else people should know, each a sentence.
    pub remarks: Vec<String>,
    /// Why a page was made, if that was asked.
    pub explanation: Option<String>,
    /// Whether that was asked of a page that there is not.
    pub is_unknown: bool,
}

/// Carries out `waypost build`. `work` fails only where the machine does.
pub fn build(
    args: &BuildArgs,
    root: Option<&Path>,
    terminal: &Terminal,
    work: impl FnOnce(&Order, &Progress, &Project) -> Result<Built, Stop>,
) -> Result<Exit, Stop> {
    let project = Project::find(root, &args.dir, terminal)?;
    let output = match &args.output {
        Some(output) => {
            let output = from(root, output);
            std::path::absolute(&output).unwrap_or(output)
        }
        None => project.root.join(OUTPUT),
    };
    let order = Order {
        output: Some(output),
        base_url: args.base_url.clone(),
        today: clock::today(args.date, &project.settings().zone)?,
        drafts: args.drafts,
        future: args.future,
        allow_stale: args.allow_stale,
        threads: args.threads,
        keep_going: args.keep_going,
        adopt: args.adopt,
        no_cache: args.no_cache,
        verify: args.verify,
        explain: args.explain.clone(),
        exports: false,
        root: project.root.clone(),
    };
    carry_out(&order, &project, terminal, work)
}

/// Carries out `waypost check`: a build that goes on past errors and writes nothing.
pub fn check(
    args: &CheckArgs,
    root: Option<&Path>,
    terminal: &Terminal,
    work: impl FnOnce(&Order, &Progress, &Project) -> Result<Built, Stop>,
) -> Result<Exit, Stop> {
    let project = Project::find(root, &args.dir, terminal)?;
    let order = Order {
        output: None,
        base_url: None,
        today: clock::today(args.date, &project.settings().zone)?,
        drafts: args.drafts,
        future: args.future,
        allow_stale: args.allow_stale,
        threads: None,
        keep_going: true,
        adopt: false,
        no_cache: true,
        verify: false,
        explain: None,
        exports: args.exports,
        root: project.root.clone(),
    };
    carry_out(&order, &project, terminal, work)
}

fn carry_out(
    order: &Order,
    project: &Project,
    terminal: &Terminal,
    work: impl FnOnce(&Order, &Progress, &Project) -> Result<Built, Stop>,
) -> Result<Exit, Stop> {
    let progress = Progress::start(terminal.bar);
    let built = work(order, &progress, project);
    progress.finish();
    let built = built?;
    let (mut answer, exit) = tell(&built, project, terminal);
    if let Some(summary) = &built.summary
        && order.exports
        && terminal.format != Format::Json
    {
        answer.out.push_str(&omissions::details(&summary.omissions));
    }
    terminal.give(&answer)?;
    Ok(exit)
}

/// What to say of the faults and of what was done, and how the run ends.
pub fn tell(built: &Built, project: &Project, terminal: &Terminal) -> (Answer, Exit) {
    let Built {
        diagnostics,
        summary,
        texts,
        remarks,
        explanation,
        is_unknown,
    } = built;
    let report = Report {
        diagnostics,
        text: &|path| texts.get(path).cloned().or_else(|| project.text(path)),
        name: &|path| project.name(path),
    };
    let for_programs = json!({
        "built": summary.as_ref().map(BuildSummary::json),
        "remarks": remarks,
        "explanation": explanation,
    });
    let mut answer = terminal.faults(&report, for_programs);
    if terminal.format != Format::Json {
        for remark in remarks {
            answer.err.push_str(&format!("{}\n", visible(remark)));
        }
        if let Some(words) = explanation {
            answer.out.push_str(&visible(words));
        }
        match summary {
            Some(summary) => answer.out.push_str(&summary.words()),
            None => answer
                .err
                .push_str(&nothing_written(Totals::of(diagnostics).errors)),
        }
    }
    let failed = diagnostics.iter().any(|d| d.severity == Severity::Error);
    let exit = match failed {
        true => Exit::SiteHasErrors,
        false if *is_unknown => Exit::Fault,
        false => Exit::Fine,
    };
    (answer, exit)
}

fn nothing_written(errors: usize) -> String {
    let them = match errors {
        1 => "this error",
        _ => "these errors",
    };
    format!(
        "Nothing was written. Mend {them} first, or write what can be made with --keep-going.\n"
    )
}
