//! Why a page was made, or why not: what it had read, and what of that is otherwise now.

use super::plan::is_as_it_is;
use super::revision::Revision;
use crate::base::diag::nearest;
use crate::base::paths::{OutPath, UrlPath};
use crate::config::BaseUrl;

/// What a page has read, and what has become of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The output, or what was asked for if there is none.
    pub page: String,
    /// Why it was made or not.
    pub why: Why,
    /// What it had read, in words, and whether that is otherwise now; what is otherwise comes first.
    pub reads: Vec<(String, bool)>,
    /// The page that was perhaps meant, if there is none of that name.
    pub meant: Option<String>,
}

/// Why an output was made or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// There is no such page.
    Unknown,
    /// It is a file that is copied.
    Copied,
    /// Nothing of earlier builds was to be looked at.
    Asked,
    /// No earlier build is known to have made it.
    New,
    /// Something that it had read has changed.
    Changed,
    /// Nothing that it had read has changed.
    Same,
}

/// Explains a page: named by its address, by its source, or by its place in the output folder, in whatever
/// form people copy those. `anew`: nothing of earlier builds was to be looked at.
pub(super) fn explain(revision: &Revision, page: &str, anew: bool) -> Explanation {
    let Some(at) = find(revision, page) else {
        return Explanation {
            page: page.to_owned(),
            why: Why::Unknown,
            reads: Vec::new(),
            meant: meant(revision, page),
        };
    };
    let name = revision.plan[at].path.to_string();
    let explained = |why, reads| Explanation {
        page: name.clone(),
        why,
        reads,
        meant: None,
    };
    if is_as_it_is(&revision.plan[at].job) {
        return explained(Why::Copied, Vec::new());
    }
    let Some(before) = revision.before(at) else {
        let why = if anew { Why::Asked } else { Why::New };
        return explained(why, Vec::new());
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
    reads.sort_by(|(one, changed), (other, also)| also.cmp(changed).then_with(|| one.cmp(other)));
    reads.dedup();
    let why = match revision.kept(at) {
        Some(_) => Why::Same,
        None if changed.is_empty() => Why::New,
        None => Why::Changed,
    };
    explained(why, reads)
}

fn find(revision: &Revision, page: &str) -> Option<usize> {
    let site = &revision.making.world.site;
    let page = below_site(page, &site.config.base_url);
    let source = page.rfind("content/").map_or(page, |at| &page[at..]);
    if let Some(id) = site.by_id(source) {
        return revision.find(&site.url(id).out_path().ok()?);
    }
    let inside = page.split_once("public/").map(|(_, inside)| inside);
    [Some(page), inside]
        .into_iter()
        .flatten()
        .find_map(|page| at(revision, page))
}

/// The output at an address, or at a place in the output folder.
fn at(revision: &Revision, below: &str) -> Option<usize> {
    let as_file = OutPath::parse(below)
        .ok()
        .and_then(|path| revision.find(&path));
    as_file.or_else(|| {
        let url = UrlPath::parse(&format!("/{}/", below.trim_end_matches('/')).replace("//", "/"));
        revision.find(&url.ok()?.out_path().ok()?)
    })
}

/// What stands after the site's own address, or a preview's, and before a heading in the page.
fn below_site<'p>(page: &'p str, base_url: &BaseUrl) -> &'p str {
    let page = page.split(['#', '?']).next().unwrap_or_default();
    let path = match page.split_once("://") {
        Some((_, rest)) => rest.split_once('/').map_or("", |(_, path)| path),
        None => page,
    };
    let path = path.trim_start_matches("./").trim_start_matches('/');
    let folder = base_url.path.trim_matches('/');
    match path.strip_prefix(folder) {
        Some(below) if !folder.is_empty() => below.trim_start_matches('/'),
        _ => path,
    }
}

/// The page whose name is nearest to what was typed.
fn meant(revision: &Revision, page: &str) -> Option<String> {
    let typed = below_site(page, &revision.making.world.site.config.base_url);
    let pages = revision.plan.iter().map(|planned| planned.path.as_str());
    let addresses = pages.filter_map(|path| path.strip_suffix("index.html"));
    nearest(typed, addresses).map(str::to_owned)
}
