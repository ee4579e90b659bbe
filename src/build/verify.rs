//! Whether a build came out as a clean one does: everything is made once more, from nothing.

use super::output::Holds;
use super::revision::Revision;
use super::session::{Options, Session};
use crate::base::diag::Diagnostic;
use crate::base::paths::OutPath;
use crate::disk::{DiskError, Folder, Intent, Target};
use rayon::prelude::*;
use std::path::Path;

/// The files in the output folder that are not as a clean build makes them.
///
/// # Errors
/// If there is no such project.
pub(super) fn verify(
    root: &Path,
    options: Options,
    target: &Target,
    built: &Revision,
) -> Result<Vec<Diagnostic>, DiskError> {
    let folder = Folder::of(target)?;
    let clean = Session::new(root, options).update()?;
    let mut wrong: Vec<&OutPath> = clean
        .plan
        .par_iter()
        .enumerate()
        .filter(|(at, _)| clean.is_wanted(*at))
        .filter(|(at, planned)| {
            let (output, bytes) = clean.make(*at);
            let wanted = match (&output.holds, bytes) {
                (Holds::CopyOf(source), _) => clean
                    .snapshot
                    .read(source)
                    .ok()
                    .map(|bytes| Intent::of(&bytes)),
                (_, Some(bytes)) => Some(Intent::of(&bytes)),
                _ => None,
            };
            folder.intent(&planned.path) != wanted
        })
        .map(|(_, planned)| &planned.path)
        .collect();
    let gone = built.wanted().map(|at| &built.plan[at].path);
    let is_wanted = |path: &&OutPath| clean.find(path).is_some_and(|at| clean.is_wanted(at));
    wrong.extend(gone.filter(|path| !is_wanted(path)));
    Ok(wrong.into_iter().map(fault).collect())
}

fn fault(path: &OutPath) -> Diagnostic {
    Diagnostic::error(
        "build/verify",
        format!("`{path}` is not what a clean build makes"),
    )
    .help("delete the folder .waypost/cache and build again; and please report this: it should never happen")
}
