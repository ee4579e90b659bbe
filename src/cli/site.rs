//! The site behind `build`, `check` and `serve`: orders go down to the build floor, and what came of
//! them comes back in the words of this one.

mod shown;

use super::build::{Built, Order};
use super::clock;
use super::exit::{Exit, Stop};
use super::explanation;
use super::progress::Progress;
use super::project::Project;
use super::serve::{self, Errors, Order as ServeOrder};
use super::summary::{BuildSummary, LeftOut};
use super::terminal::Terminal;
use crate::base::diag::Diagnostic;
use crate::base::paths::SourcePath;
use crate::build::{self, Counts, How, Options, Session, Why};
use crate::config::BaseUrl;
use crate::disk::{self, DiskError, Target};
use crate::serve::{Look, ServeError, ServeOptions};
use shown::Shown;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The folder of what is only of use on this machine.
const STATE: &str = ".waypost";

impl From<DiskError> for Stop {
    fn from(error: DiskError) -> Stop {
        error.diagnostic().into()
    }
}

/// Builds a site, or checks it if nothing is to be written.
pub fn build(order: &Order, progress: &Progress, project: &Project) -> Result<Built, Stop> {
    let began = Instant::now();
    let mut pool = rayon::ThreadPoolBuilder::new();
    if let Some(threads) = order.threads {
        pool = pool.num_threads(threads.get());
    }
    let pool = pool.build().map_err(|error| {
        Diagnostic::error(
            "cli/threads",
            format!("the machine gives no threads: {error}"),
        )
        .help("try again with --threads 1")
    })?;
    let tick = |done: usize, total: usize| progress.tick(done, total);
    let options = options(order)?;
    let built = match &order.output {
        Some(output) => {
            let target = Target {
                output: output.clone(),
                state: order.root.join(STATE),
                adopt: order.adopt,
            };
            pool.install(|| build::build(&order.root, options, &target, &how(order), &tick))?
        }
        None => pool.install(|| build::check(&order.root, options, &tick))?,
    };
    let texts = texts(&built.diagnostics);
    let done = order.output.is_none() || built.published.is_some();
    let summary = done.then(|| {
        let output = order.output.as_ref().map(|output| project.shown(output));
        summary(&built, output, began.elapsed())
    });
    Ok(Built {
        diagnostics: built.diagnostics,
        summary,
        texts,
        remarks: built.remarks,
        is_unknown: built
            .explanation
            .as_ref()
            .is_some_and(|explanation| explanation.why == Why::Unknown),
        explanation: built.explanation.as_ref().map(explanation::words),
    })
}

fn how(order: &Order) -> How {
    How {
        keep_going: order.keep_going,
        no_cache: order.no_cache,
        verify: order.verify,
        explain: order.explain.clone(),
    }
}

fn options(order: &Order) -> Result<Options, Stop> {
    let base_url = match &order.base_url {
        None => None,
        Some(url) => Some(BaseUrl::parse(url.as_str()).ok_or_else(|| {
            Diagnostic::error(
                "cli/base-url",
                format!("`{url}` is not the address of a site"),
            )
            .help("write the whole address: --base-url https://example.org")
        })?),
    };
    Ok(Options {
        today: order.today,
        drafts: order.drafts,
        future: order.future,
        allow_stale: order.allow_stale,
        base_url,
        skip: order.output.iter().cloned().collect(),
        preview: false,
        forget: None,
    })
}

/// The text of what is not in the project, such as the templates of the embedded themes.
fn texts(diagnostics: &[Diagnostic]) -> BTreeMap<SourcePath, String> {
    let primary = diagnostics
        .iter()
        .filter_map(|diagnostic| diagnostic.primary.as_ref());
    let labels = diagnostics
        .iter()
        .flat_map(|diagnostic| diagnostic.labels.iter().map(|label| &label.span));
    primary
        .chain(labels)
        .filter_map(|span| Some((span.path.clone(), embedded_text(&span.path)?)))
        .collect()
}

fn embedded_text(path: &SourcePath) -> Option<String> {
    let bytes = disk::embedded_bytes(path.as_str())?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

fn summary(built: &build::Built, output: Option<String>, time: Duration) -> BuildSummary {
    let Counts {
        articles,
        listings,
        pages,
        languages,
        left_out,
        stale,
        omissions,
        not_weekly,
        pending,
    } = built.counts.clone();
    let published = built.published.clone().unwrap_or_default();
    BuildSummary {
        articles,
        listings,
        pages,
        languages,
        made: built.made,
        written: published.written.len(),
        unchanged: published.unchanged,
        removed: published.removed.len(),
        kept: published
            .kept
            .iter()
            .map(|(path, _)| path.to_string())
            .collect(),
        left_out: LeftOut {
            drafts: left_out.drafts,
            future: left_out.future,
            expired: left_out.expired,
        },
        stale,
        omissions,
        not_weekly,
        pending,
        time,
        output,
    }
}

/// Shows the site until the person ends it.
pub fn serve(order: &ServeOrder, project: &Project, terminal: &Terminal) -> Result<Exit, Stop> {
    let preview = Arc::new(Preview {
        zone: project.settings().zone,
        order: order.clone(),
        session: Mutex::new(State {
            session: Session::resume(
                &order.root,
                preview_options(order, &project.settings().zone)?,
                &order.root.join(STATE),
            ),
            shown: None,
        }),
    });
    let terminal = *terminal;
    let told = Errors::new(terminal.colours);
    let options = ServeOptions {
        host: order.host,
        port: order.port,
        open: order.open,
        poll: order.poll.then_some(Duration::from_millis(500)),
        notice: Arc::new(move |diagnostic: &Diagnostic| {
            let help = diagnostic.help.as_deref().unwrap_or_default();
            terminal.remark(&format!("{}. {help}\n", diagnostic.message));
        }),
        errors: Arc::new(move |errors, revision| {
            let line = told.line(errors, |path| revision.source(path));
            terminal.remark(&line.unwrap_or_default());
        }),
        ..ServeOptions::default()
    };
    let shown = Arc::clone(&preview);
    let ready = move |address| {
        let revision = crate::serve::Project::refresh(&*shown, Look::Everywhere);
        // A preview whose terminal is gone goes on all the same.
        let _ = terminal.say(&serve::greeting(address, revision.base_path(), &terminal));
    };
    crate::serve::run(preview, options, ready).map_err(|error| Stop::from(fault(&error)))?;
    Ok(Exit::Fine)
}

fn fault(error: &ServeError) -> Diagnostic {
    error.diagnostic()
}

fn preview_options(order: &ServeOrder, zone: &jiff::tz::TimeZone) -> Result<Options, Stop> {
    Ok(Options {
        today: clock::today(order.day, zone)?,
        drafts: order.drafts,
        future: order.future,
        // The person is told all the same, and may be here to mend it.
        allow_stale: true,
        base_url: None,
        skip: vec![order.root.join("public")],
        preview: true,
        forget: None,
    })
}

struct State {
    session: Session,
    shown: Option<Arc<Shown>>,
}

struct Preview {
    order: ServeOrder,
    zone: jiff::tz::TimeZone,
    session: Mutex<State>,
}

impl crate::serve::Project for Preview {
    fn refresh(&self, look: Look<'_>) -> Arc<dyn crate::serve::Revision> {
        let mut state = self.session.lock().unwrap_or_else(PoisonError::into_inner);
        if let Ok(today) = clock::today(self.order.day, &self.zone) {
            state.session.set_today(today);
        }
        let places = match look {
            Look::Everywhere => None,
            Look::At(places) => Some(places),
        };
        let made = match (state.session.refresh(places), &state.shown) {
            (Ok(None), Some(shown)) => return Arc::clone(shown) as Arc<dyn crate::serve::Revision>,
            // Nothing was shown yet, so that there is nothing to be the same as.
            (Ok(None), None) => state.session.update(),
            (Ok(Some(revision)), _) => Ok(revision),
            (Err(error), _) => Err(error),
        };
        let before = state.shown.as_deref();
        let number = before.map_or(1, |shown| crate::serve::Revision::number(shown) + 1);
        let good = before.and_then(Shown::good);
        let shown = Arc::new(Shown::new(
            number,
            made.map_err(|error| Box::new(error.diagnostic())),
            good,
        ));
        state.shown = Some(Arc::clone(&shown));
        shown
    }

    fn root(&self) -> &Path {
        &self.order.root
    }

    fn unwatched(&self) -> Vec<PathBuf> {
        vec![self.order.root.join("public"), self.order.root.join(STATE)]
    }
}
