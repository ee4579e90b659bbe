//! The one place that knows how the program under test is called.

use std::collections::BTreeMap;
use std::path::Path;
use waypost::base::day::parse_day;
use waypost::base::diag::{Diagnostic, Severity};
use waypost::build::{Holds, How, Options, Revision, Session};
use waypost::disk::Target;

/// The settings of a session on this day.
pub fn options(day: &str) -> Options {
    Options {
        today: parse_day(day).expect("a day"),
        drafts: false,
        future: false,
        allow_stale: false,
        base_url: None,
        skip: Vec::new(),
        preview: false,
        forget: None,
    }
}

/// The next revision of a project, on this day.
pub fn update(session: &mut Session, day: &str) -> Revision {
    session.set_today(parse_day(day).expect("a day"));
    session.update().expect("the folder is there")
}

/// The project as a program sees it that has just started.
pub fn clean(root: &Path, day: &str) -> Revision {
    Session::new(root, options(day))
        .update()
        .expect("the folder is there")
}

/// How many outputs were made in a revision so far, as against taken over.
pub fn made(revision: &Revision) -> usize {
    revision.made()
}

/// What a build said of itself.
pub struct Report {
    /// How many outputs were made, if the build keeps a cache at all.
    pub made: Option<usize>,
    pub written: usize,
    pub removed: usize,
    pub told: String,
    pub remarks: Vec<String>,
}

/// Builds the project into its `public/`, in spite of errors, as a program that has just started.
pub fn build(root: &Path, day: &str) -> Result<Report, String> {
    let target = Target {
        output: root.join("public"),
        state: root.join(".waypost"),
        adopt: false,
    };
    let how = How {
        keep_going: true,
        ..How::default()
    };
    let built = waypost::build::build(root, options(day), &target, &how, &|_, _| {});
    let built = built.map_err(|error| error.to_string())?;
    let published = built.published.ok_or("nothing was published")?;
    Ok(Report {
        made: Some(built.made),
        written: published.written.len(),
        removed: published.removed.len(),
        told: told(&built.diagnostics),
        remarks: built.remarks,
    })
}

/// The bytes of an output; none if it could not be made.
pub fn bytes(revision: &Revision, at: usize) -> Option<Vec<u8>> {
    match &revision.output(at).holds {
        Holds::CopyOf(source) => Some(revision.snapshot.read(source).expect("a file")),
        _ => revision.bytes(at).map(|bytes| bytes.to_vec()),
    }
}

/// Every output that can be made, by its path.
pub fn outputs(revision: &Revision) -> BTreeMap<String, Vec<u8>> {
    revision
        .wanted()
        .filter_map(|at| Some((revision.plan[at].path.to_string(), bytes(revision, at)?)))
        .collect()
}

/// What was found wrong, a line each.
pub fn told(diagnostics: &[Diagnostic]) -> String {
    diagnostics
        .iter()
        .map(|diagnostic| format!("{diagnostic:?}\n"))
        .collect()
}

pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    let is_error = |found: &Diagnostic| found.severity == Severity::Error;
    diagnostics.iter().any(is_error)
}

/// Whether a clean build has read every entry. Of a text with a fault in it a session shows the last
/// good version, which a clean build never saw, so that the two can't be compared.
pub fn is_comparable(fresh: &Revision) -> bool {
    let of_the_site = |code: &str| {
        ["links/", "pictures/", "outputs/", "template/", "directive/"]
            .iter()
            .any(|start| code.starts_with(start))
            || ["listing/repeated-id", "listing/no-original"].contains(&code)
    };
    !fresh.diagnostics().iter().any(|found| {
        let path = found.primary.as_ref().map(|span| span.path.as_str());
        found.severity == Severity::Error
            && path.is_some_and(|path| path.starts_with("content/"))
            && !of_the_site(found.code)
    })
}
