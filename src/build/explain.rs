//! Why a page was made, or why not: what it had read, and what of that is otherwise now.

use super::plan::is_as_it_is;
use super::revision::Revision;
use crate::base::paths::{OutPath, UrlPath};

/// What a page has read, and what has become of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The output, or what was asked for if there is none.
    pub page: String,
    /// Why it was made or not.
    pub why: Why,
    /// What it had read, in words, and whether that is otherwise now.
    pub reads: Vec<(String, bool)>,
}

/// Why an output was made or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// There is no such page.
    Unknown,
    /// It is a file that is copied.
    Copied,
    /// No earlier build is known to have made it.
    New,
    /// Something that it had read has changed.
    Changed,
    /// Nothing that it had read has changed.
    Same,
}

/// Explains a page: named by its address, by its source, or by its place in the output folder.
pub(super) fn explain(revision: &Revision, page: &str) -> Explanation {
    let Some(at) = find(revision, page) else {
        return Explanation {
            page: page.to_owned(),
            why: Why::Unknown,
            reads: Vec::new(),
        };
    };
    let name = revision.plan[at].path.to_string();
    let explained = |why, reads| Explanation {
        page: name.clone(),
        why,
        reads,
    };
    if is_as_it_is(&revision.plan[at].job) {
        return explained(Why::Copied, Vec::new());
    }
    let Some(before) = revision.before(at) else {
        return explained(Why::New, Vec::new());
    };
    let changed = revision.changed_reads(at);
    let mut reads: Vec<(String, bool)> = before
        .reads
        .iter()
        .filter_map(|number| {
            let (fact, _) = revision.ledger().finding(*number)?;
            Some((fact.to_string(), changed.contains(number)))
        })
        .collect();
    reads.sort();
    reads.dedup();
    let why = match revision.kept(at) {
        Some(_) => Why::Same,
        None if changed.is_empty() => Why::New,
        None => Why::Changed,
    };
    explained(why, reads)
}

fn find(revision: &Revision, page: &str) -> Option<usize> {
    let below = page.trim_start_matches('/');
    let site = &revision.making.world.site;
    let source = below.starts_with("content/").then(|| site.by_id(below));
    if let Some(id) = source.flatten() {
        return revision.find(&site.url(id).out_path().ok()?);
    }
    let as_file = OutPath::parse(below)
        .ok()
        .and_then(|path| revision.find(&path));
    as_file.or_else(|| {
        let url = UrlPath::parse(&format!("/{}/", below.trim_end_matches('/')).replace("//", "/"));
        revision.find(&url.ok()?.out_path().ok()?)
    })
}
