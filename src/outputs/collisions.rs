//! Outputs that would stand at one place, on some system or on all, and what can be done about it. It
//! knows what was planned, and nothing of how it is made.

use super::job::{Job, Planned};
use crate::base::diag::{Diagnostic, Sink};
use crate::base::paths::OutPath;
use crate::base::span::Span;
use crate::content::Kind;
use crate::facts::Subject;
use crate::model::Site;
use foldhash::fast::RandomState;
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// Keeps the first of those that stand at one place, on any system, and reports the others, and files
/// where folders must be.
pub(super) fn without_collisions(list: Vec<Planned>, site: &Site, sink: &mut Sink) -> Vec<Planned> {
    if !may_collide(&list) {
        return list;
    }
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut kept: Vec<Planned> = Vec::with_capacity(list.len());
    let mut lost: BTreeMap<OutPath, Planned> = BTreeMap::new();
    for planned in list {
        let key = planned.path.collision_key().into_owned();
        let Some(at) = seen.get(&key) else {
            seen.insert(key, kept.len());
            kept.push(planned);
            continue;
        };
        if follows(&planned) {
            continue;
        }
        if follows(&kept[*at]) {
            kept[*at] = planned;
            continue;
        }
        // One of the very same path is a worse rival than one that only looks like it.
        let rival = lost.get(&planned.path).unwrap_or(&kept[*at]);
        if !is_one_listing(rival, &planned, site) {
            sink.push(collision(rival, &planned, site));
        }
        lost.entry(planned.path.clone()).or_insert(planned);
    }
    let mut reported = BTreeSet::new();
    for planned in &kept {
        let key = planned.path.collision_key();
        let mut folder: &str = &key;
        while let Some(at) = folder.rfind('/') {
            folder = &folder[..at];
            if let Some(file) = seen.get(folder)
                && reported.insert(*file)
            {
                sink.push(collision(&kept[*file], planned, site));
            }
        }
    }
    kept
}

/// Whether it is made from something that has a page of its own. What an author has put at its place
/// goes before it, and if two are at one place, that is told of the pages that they belong to.
fn follows(planned: &Planned) -> bool {
    matches!(
        planned.job,
        Job::Export(_) | Job::Page(Subject::Poster(_) | Subject::Month(..))
    )
}

/// Whether two of these are one, or one is a folder of another.
fn may_collide(list: &[Planned]) -> bool {
    let keys = list.par_iter().with_min_len(256);
    let keys: Vec<Cow<'_, str>> = keys.map(|planned| planned.path.collision_key()).collect();
    let mut known: HashSet<&str, RandomState> = HashSet::default();
    known.reserve(keys.len());
    if !keys.iter().all(|key| known.insert(key)) {
        return true;
    }
    let mut last = "";
    keys.iter().any(|key| {
        let folder = key.rfind('/').map_or("", |at| &key[..at]);
        // Most stand beside others of their folder.
        if std::mem::replace(&mut last, folder) == folder {
            return false;
        }
        let above = folder.match_indices('/').map(|(at, _)| &folder[..at]);
        above.chain([folder]).any(|folder| known.contains(folder))
    })
}

/// Whether both are listings with one id, which is told where ids are looked at.
fn is_one_listing(a: &Planned, b: &Planned, site: &Site) -> bool {
    let id = |planned: &Planned| match &planned.job {
        Job::Page(Subject::Entry(id)) => match &site.entry(*id).kind {
            Kind::Listing(listing) => Some(listing.id.clone()),
            _ => None,
        },
        _ => None,
    };
    id(a).is_some_and(|a| id(b) == Some(a))
}

fn collision(a: &Planned, b: &Planned, site: &Site) -> Diagnostic {
    let (url, other) = (a.path.url(), b.path.url());
    let message = if a.path == b.path {
        format!("two sources make the page `{url}`")
    } else {
        format!("`{url}` and `{other}` can't stand side by side on every system")
    };
    // The fault is shown where it can be mended: an alias rather than the page that it takes.
    let (first, second) = match (&a.job, &b.job) {
        (Job::Redirect { .. }, Job::Redirect { .. }) => (b, a),
        (Job::Redirect { .. }, _) => (a, b),
        _ => (b, a),
    };
    let mut diagnostic =
        Diagnostic::error("outputs/collision", message).help(help(first, second, site));
    let mut places = [first, second]
        .into_iter()
        .filter_map(|one| one.owner.as_ref());
    if let Some(place) = places.next() {
        diagnostic = diagnostic.at_span(place.clone()).caption("this one");
    }
    for place in places {
        diagnostic = diagnostic.label(place.clone(), "and this one");
    }
    for one in [first, second] {
        if let Some(maker) = without_source(one, site) {
            diagnostic = diagnostic.note(format!("the other is {maker}"));
        }
    }
    diagnostic
}

/// What makes an output that has no source file of its own.
fn without_source(planned: &Planned, site: &Site) -> Option<String> {
    if planned.owner.is_some() {
        return None;
    }
    Some(match &planned.job {
        Job::Page(Subject::Section(id, _)) => {
            format!(
                "the list of what is in the folder content/{}/",
                site.section(*id).folder
            )
        }
        Job::Page(Subject::View(id, ..)) => {
            let folder = &site.section(*id).folder;
            format!("a view of the listings in the folder content/{folder}/")
        }
        Job::Page(Subject::Taxonomy(_, name)) => format!("the list of all {name}"),
        Job::Page(Subject::Term(_, name, slug, _)) => {
            format!("the page of `{slug}` among the {name}")
        }
        Job::Page(Subject::Own(_, page)) => {
            format!("the page `{}`, which Waypost makes", page.kind())
        }
        Job::Asset(name) => format!("the theme's file `{name}`"),
        _ => "made by Waypost itself".to_owned(),
    })
}

fn help(first: &Planned, second: &Planned, site: &Site) -> String {
    let source = |owner: &Option<Span>| owner.as_ref().map(|span| span.path.to_string());
    match (&first.job, &second.job) {
        (Job::Redirect { .. }, Job::Redirect { .. }) => {
            "an old address can lead to one page only: take it out of one of the two".to_owned()
        }
        (Job::Redirect { .. }, _) => {
            "there is a page at this address, so nothing can lead away from it: take the alias out".to_owned()
        }
        (Job::Copy(_), Job::Copy(_)) => {
            "rename one of them, in more than capitals and small letters".to_owned()
        }
        (Job::Copy(_), _) | (_, Job::Copy(_)) => {
            "rename or delete the file that is copied as it is, or give the page another `slug` or `path`".to_owned()
        }
        (Job::Page(Subject::Section(id, _)), _) | (_, Job::Page(Subject::Section(id, _)))
            if site.section(*id).entry.is_none() =>
        {
            let folder = &site.section(*id).folder;
            let file = source(&first.owner).or(source(&second.owner));
            match file {
                Some(file) => format!(
                    "if `{file}` is the page of that folder, move it to content/{folder}/_index.md; else rename one of the two"
                ),
                None => "rename the folder".to_owned(),
            }
        }
        _ => "give one of them another `slug` or `path`, or rename its file".to_owned(),
    }
}
