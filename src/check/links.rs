//! Links that lead nowhere, places on pages that do not exist, pictures that are missing.

use super::pictures::unusable;
use crate::base::diag::{Diagnostic, Sink, nearest};
use crate::base::paths::{UrlPath, decode};
use crate::base::span::Span;
use crate::config::{MenuItem, MenuTarget};
use crate::content::markdown::LinkKind;
use crate::content::{Entry, Kind};
use crate::facts::{World, url as source_url};
use crate::model::{EntryId, Target};
use crate::outputs::{Job, Planned};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

/// What is wrong with the links of one entry.
pub type LinkFaults = Arc<[Diagnostic]>;

/// Checks the links of every entry against what will be published, and gives what is wrong, in the order
/// of the entries. `known` are the faults of those entries of which nothing can be otherwise by now.
pub fn check_links(
    world: &World,
    plan: &[Planned],
    known: impl Fn(EntryId) -> Option<LinkFaults> + Sync,
) -> Vec<LinkFaults> {
    let checker = Checker { world, plan };
    let none: LinkFaults = Arc::new([]);
    (0..world.site.entries.len())
        .into_par_iter()
        .map(|at| {
            let id = EntryId(at as u32);
            let faults = known(id).unwrap_or_else(|| checker.entry(world.site.entry(id)));
            match faults.is_empty() {
                true => Arc::clone(&none),
                false => faults,
            }
        })
        .collect()
}

/// Checks where the site's menus lead.
pub fn check_menus(world: &World, plan: &[Planned], sink: &mut Sink) {
    let checker = Checker { world, plan };
    for language in &world.site.config.languages {
        for item in language
            .menus
            .values()
            .flatten()
            .filter(|_| language.own_menus)
        {
            checker.menu(item, sink);
        }
    }
}

struct Checker<'a> {
    world: &'a World,
    /// Sorted by path.
    plan: &'a [Planned],
}

impl Checker<'_> {
    fn entry(&self, entry: &Entry) -> LinkFaults {
        let mut sink = Sink::new();
        for link in entry.body.links.iter() {
            self.link(entry, &link.target, &link.span, link.kind, &mut sink);
        }
        if let Some(image) = &entry.front.image {
            self.link(entry, &image.src, &image.span, LinkKind::Image, &mut sink);
        }
        sink.into_sorted().into()
    }

    fn link(
        &self,
        entry: &Entry,
        target: &str,
        span: &Range<usize>,
        kind: LinkKind,
        sink: &mut Sink,
    ) {
        let what = match kind {
            LinkKind::Image | LinkKind::RawImage => "picture",
            LinkKind::Embed => "file",
            LinkKind::Link | LinkKind::Directive => "page or file",
        };
        match self.world.site.resolve(entry, target) {
            Target::AsWritten | Target::Section(_) => {}
            Target::File(file) => {
                let fault = unusable(file, kind);
                sink.extend(fault.map(|fault| fault.at(&entry.source, span.clone())));
            }
            Target::Entry { id, fragment } => self.anchor(entry, id, fragment, span, sink),
            Target::Page(path) if self.is_page(path) => {}
            Target::Page(path) => {
                let near = match self.without_base(path) {
                    Some(near) => Some(near.to_owned()),
                    None => self.nearest_page(target),
                };
                sink.push(missing(entry, span, target, what, near.as_deref()));
            }
            Target::Missing if self.is_hidden(entry, target) => {
                sink.push(hidden(entry, span, target))
            }
            Target::Missing => {
                let near = self.world.site.suggest(entry, target, what == "picture");
                sink.push(missing(entry, span, target, what, near.as_deref()));
            }
        }
    }

    /// Whether a link leads to a source that is not published, or not yet.
    fn is_hidden(&self, entry: &Entry, target: &str) -> bool {
        let path = target.split(['#', '?']).next().unwrap_or(target);
        let followed = decode(path).and_then(|path| entry.source.follow(&path));
        let left_out = &self.world.site.left_out;
        let lists = [&left_out.drafts, &left_out.future, &left_out.expired];
        followed.is_some_and(|followed| lists.iter().any(|list| list.contains(&followed)))
    }

    fn is_page(&self, path: &str) -> bool {
        let Some(url) = decode(path).and_then(|path| UrlPath::parse(&path).ok()) else {
            return false;
        };
        let path = match url.out_path() {
            Ok(path) => path,
            Err(_) => return false,
        };
        let found = self
            .plan
            .binary_search_by(|planned| planned.path.cmp(&path));
        found.is_ok_and(|at| self.plan[at].path.url() == url)
    }

    fn nearest_page(&self, target: &str) -> Option<String> {
        let mut pages: Vec<UrlPath> = self.plan.iter().map(|planned| planned.path.url()).collect();
        pages.sort();
        nearest(target, pages.iter().map(UrlPath::as_str)).map(str::to_owned)
    }

    /// The same page written as it should be: the path of the base URL is added by the program.
    fn without_base<'a>(&self, path: &'a str) -> Option<&'a str> {
        let base = self.world.site.config.base_url.path.as_str();
        path.strip_prefix(base)
            .filter(|rest| !base.is_empty() && self.is_page(rest))
    }

    fn anchor(
        &self,
        from: &Entry,
        id: EntryId,
        fragment: Option<&str>,
        span: &Range<usize>,
        sink: &mut Sink,
    ) {
        let Some(fragment) = fragment.filter(|fragment| !fragment.is_empty()) else {
            return;
        };
        let target = self.world.site.entry(id);
        // Its headings went with its words, and that must stop no build: the link leads to the page.
        if matches!(target.kind, Kind::Withdrawn(_)) {
            return;
        }
        let decoded = decode(fragment).unwrap_or_else(|| fragment.to_owned());
        if target.body.has_anchor(&decoded) {
            return;
        }
        let diagnostic = Diagnostic::error(
            "links/anchor",
            format!("`{}` has no place called `#{decoded}`", target.id()),
        )
        .at(&from.source, span.clone());
        sink.push(match nearest(&decoded, target.body.anchors()) {
            Some(near) => diagnostic.help(format!("did you mean `#{near}`?")),
            None if target.body.headings.is_empty() => {
                diagnostic.help("that page has no headings: leave the `#…` off")
            }
            None => {
                let headings: Vec<String> = target
                    .body
                    .headings
                    .iter()
                    .take(8)
                    .map(|heading| format!("#{}", heading.id))
                    .collect();
                diagnostic.help(format!("it has: {}", headings.join(", ")))
            }
        });
    }

    /// A URL that begins with `/` is a page of this site, wherever the site stands.
    fn menu_url(&self, item: &MenuItem, url: &str, sink: &mut Sink) {
        let path = url.split(['#', '?']).next().unwrap_or(url);
        if !url.starts_with('/') || url.starts_with("//") || self.is_page(path) {
            return;
        }
        let diagnostic = Diagnostic::error(
            "links/menu",
            format!("this entry of a menu leads to `{url}`, where there is no page"),
        )
        .at_span(Span::new(&self.world.site.config.path, item.span.clone()));
        sink.push(match self.nearest_page(url) {
            Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
            None => diagnostic.help(
                "for a page of the site use `to` with the path of its file: to = \"about.md\"",
            ),
        });
    }

    fn menu(&self, item: &MenuItem, sink: &mut Sink) {
        item.children
            .iter()
            .for_each(|child| self.menu(child, sink));
        let config = &self.world.site.config;
        let to = match &item.target {
            MenuTarget::Entry(to) => to,
            MenuTarget::Url(url) => return self.menu_url(item, url, sink),
        };
        if source_url(self.world, config.default_lang(), to).is_some() {
            return;
        }
        let owners = self
            .plan
            .iter()
            .filter(|planned| matches!(planned.job, Job::Page(_)));
        let sources: BTreeSet<&str> = owners
            .filter_map(|planned| planned.owner.as_ref()?.path.below("content"))
            .collect();
        let diagnostic = Diagnostic::error(
            "links/menu",
            format!("this entry of a menu leads to `{to}`, which is not published"),
        )
        .at_span(Span::new(&config.path, item.span.clone()));
        sink.push(match nearest(to, sources) {
            Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
            None => diagnostic.help("write the path of a file below content/, such as about.md"),
        });
    }
}

fn hidden(entry: &Entry, span: &Range<usize>, target: &str) -> Diagnostic {
    Diagnostic::error(
        "links/hidden",
        format!("`{target}` is not published: it is a draft, or its day has not come or is past"),
    )
    .at(&entry.source, span.clone())
    .help("take the link out until readers can follow it, or publish the other page first")
}

fn missing(
    entry: &Entry,
    span: &Range<usize>,
    target: &str,
    what: &str,
    near: Option<&str>,
) -> Diagnostic {
    let code = if what == "picture" {
        "links/picture"
    } else {
        "links/broken"
    };
    let diagnostic = Diagnostic::error(code, format!("there is no {what} at `{target}`"))
        .at(&entry.source, span.clone());
    match near {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None if target.contains('\\') => {
            diagnostic.help("write `/` between folders, not `\\`: ../pictures/lamp.jpg")
        }
        None if what == "picture" => {
            diagnostic.help("put the picture beside this file, or correct its name")
        }
        None => diagnostic
            .help("links are written from this file to the other: ../resources/samaritans.md"),
    }
}
