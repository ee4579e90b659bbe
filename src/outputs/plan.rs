//! Which outputs a site has. A pure function of the site; two outputs at one place are an error.

use super::collisions::without_collisions;
use super::export;
use super::files;
use super::job::{FeedOf, Job, Planned};
use super::redirect::Answer;
use super::sitemap;
use crate::base::diag::{Diagnostic, Sink};
use crate::base::paths::{OutPath, SourcePath, UrlPath};
use crate::base::span::Span;
use crate::facts::{self, Subject, World};
use crate::model::{EntryId, OwnPage, SectionId, Site, ViewId};
use rayon::prelude::*;
use std::sync::Arc;

/// Every output of the site, sorted by path.
pub fn plan(world: &World, sink: &mut Sink) -> Vec<Planned> {
    let site = &world.site;
    let mut plan = Plan::empty(world);
    let ids: Vec<EntryId> = site.all().map(|(id, _)| id).collect();
    let parts: Vec<Plan<'_>> = ids
        .par_chunks(256)
        .map(|ids| {
            let mut part = Plan::empty(world);
            ids.iter().for_each(|id| part.entry(*id));
            part
        })
        .collect();
    let outputs = parts.iter().map(|part| part.list.len()).sum::<usize>();
    // There are some more than those of entries.
    plan.list.reserve(outputs + outputs / 2);
    for part in parts {
        plan.list.extend(part.list);
        plan.sink.extend(part.sink.into_sorted());
    }
    for at in 0..site.sections.len() {
        plan.section(SectionId(at as u32));
    }
    plan.terms();
    plan.list.extend(files::plan(world));
    plan.list.extend(export::plan(world));
    for (name, asset) in world.assets.as_ref() {
        if let Ok(path) = OutPath::parse(asset.url.trim_start_matches('/')) {
            plan.list.push(Planned {
                path,
                job: Job::Asset(name.as_str().into()),
                owner: None,
            });
        }
    }
    plan.of_the_whole();
    let Plan {
        mut list,
        sink: found,
        ..
    } = plan;
    sink.extend(found.into_sorted());
    list.par_sort_by(|a, b| a.path.cmp(&b.path));
    without_collisions(list, site, sink)
}

struct Plan<'a> {
    world: &'a World,
    list: Vec<Planned>,
    sink: Sink,
}

impl<'a> Plan<'a> {
    fn empty(world: &'a World) -> Plan<'a> {
        Plan {
            world,
            list: Vec::new(),
            sink: Sink::new(),
        }
    }

    fn add(&mut self, url: &UrlPath, job: Job, owner: Option<Span>) {
        match url.out_path() {
            Ok(path) => self.list.push(Planned { path, job, owner }),
            Err(error) => {
                let diagnostic = Diagnostic::error(
                    "outputs/path",
                    format!("`{url}` can't be a page's address: {error}"),
                );
                self.sink.push(match owner {
                    Some(owner) => diagnostic.at_span(owner),
                    None => diagnostic,
                });
            }
        }
    }

    fn entry(&mut self, id: EntryId) {
        let site: &Site = &self.world.site;
        let entry = site.entry(id);
        let owner = Span::new(&entry.source, entry.span.start..entry.span.start);
        if entry.section().is_none() {
            self.add(site.url(id), Job::Page(Subject::Entry(id)), Some(owner));
        }
        if facts::poster_url(self.world, id).is_some() {
            let poster = Subject::Poster(id);
            self.add(
                &poster.url(site),
                Job::Page(poster.clone()),
                Some(Span::new(&entry.source, entry.span.start..entry.span.start)),
            );
        }
        let to = self.world.entry_href(id);
        for (address, place) in site.former_addresses(id) {
            let job = Job::Redirect {
                to: to.clone(),
                lang: entry.lang.clone(),
            };
            self.add(&address, job, Some(Span::new(&entry.source, place)));
        }
    }

    fn section(&mut self, id: SectionId) {
        let site: &Site = &self.world.site;
        let section = site.section(id);
        let owner = section
            .entry
            .map(|entry| Span::start_of(&site.entry(entry).source));
        for page in 1..=section.pages() as u32 {
            let subject = Subject::Section(id, page);
            self.add(
                &subject.url(site),
                Job::Page(subject.clone()),
                owner.clone(),
            );
        }
        self.views(id);
        if let Some(url) = facts::section_feed(self.world, id) {
            let feed = match section.folder.as_str() {
                "" => FeedOf::Site(id),
                _ => FeedOf::Section(id),
            };
            self.add(&url, Job::Feed(feed), owner);
        }
    }

    fn views(&mut self, id: SectionId) {
        let site: &Site = &self.world.site;
        let Some(directory) = site.directory(id) else {
            return;
        };
        let size = site.section(id).page_size;
        for (at, view) in directory.views.iter().enumerate() {
            let pages = match size {
                0 => 1,
                size => view.listings.len().div_ceil(size) as u32,
            };
            for page in 1..=pages {
                let subject = Subject::View(id, ViewId(at as u32), page);
                self.add(&subject.url(site), Job::Page(subject.clone()), None);
            }
        }
    }

    fn terms(&mut self) {
        let site: &Site = &self.world.site;
        for ((lang, name), terms) in &site.terms {
            let Some(taxonomy) = site.config.taxonomy(name) else {
                continue;
            };
            let name: Arc<str> = name.as_str().into();
            let subject = Subject::Taxonomy(lang.clone(), Arc::clone(&name));
            self.add(&terms.url, Job::Page(subject), None);
            for term in &terms.list {
                let slug: Arc<str> = term.slug.as_str().into();
                for page in 1..=term.entries.len().div_ceil(taxonomy.page_size) as u32 {
                    let subject =
                        Subject::Term(lang.clone(), Arc::clone(&name), Arc::clone(&slug), page);
                    let url = facts::paged(&term.url, page);
                    self.add(&url, Job::Page(subject), None);
                }
                if taxonomy.feed && site.config.feeds.enabled && !term.discreet {
                    let feed = FeedOf::Term(lang.clone(), Arc::clone(&name), slug);
                    self.add(&facts::feed_of(&term.url), Job::Feed(feed), None);
                }
            }
        }
    }

    /// Outputs that there is one of. A file of `static/` with the same name takes their place.
    fn of_the_whole(&mut self) {
        let site: &Site = &self.world.site;
        for (lang, page) in site.own_pages() {
            let subject = Subject::Own(lang.clone(), page);
            let url = page.url(&site.config, lang);
            self.add(&url, Job::Page(subject), None);
            if page == OwnPage::Crisis
                && let Ok(script) = UrlPath::parse(&format!("{url}worker.js"))
            {
                self.add(&script, Job::CrisisWorker(lang.clone()), None);
            }
        }
        for language in &site.config.languages {
            let lang = &language.lang;
            let made = facts::sheet_parts(self.world, lang).into_iter();
            for subject in made.chain(facts::month_pages(self.world, lang)) {
                let url = subject.url(site);
                // What the author has put there goes before it.
                if site.entry_at(&url).is_none() {
                    self.add(&url, Job::Page(subject), None);
                }
            }
        }
        let parts = sitemap::parts(self.world);
        for part in 0..parts {
            let name = if parts == 1 {
                "/sitemap.xml".to_owned()
            } else {
                sitemap::part_name(part)
            };
            self.at_root(&name, Job::Sitemap(part));
        }
        if parts > 1 {
            self.at_root("/sitemap.xml", Job::SitemapIndex(parts));
        }
        self.at_root("/robots.txt", Job::Robots);
        let redirects = self.redirects();
        if !redirects.is_empty() {
            self.at_root("/_redirects", Job::Redirects(redirects));
        }
        self.at_root("/_headers", Job::Headers);
    }

    fn redirects(&self) -> Vec<(String, String, Answer)> {
        let mut found = Vec::new();
        // Programs ask the folder; no host would look for a file of this name in it.
        let folder = facts::hsds_url(self.world).and_then(|url| {
            let folder = url.as_str().strip_suffix("index.json")?;
            Some((UrlPath::parse(folder).ok()?, url.clone()))
        });
        found.extend(folder.map(|(folder, file)| {
            let (folder, file) = (self.world.href(&folder), self.world.href(&file));
            (folder, file, Answer::Shown)
        }));
        for (id, _) in self.world.site.all() {
            let former = self.world.site.former_addresses(id);
            if former.is_empty() {
                continue;
            }
            let to = self.world.entry_href(id);
            let from = former.into_iter();
            found.extend(from.map(|(from, _)| (self.world.href(&from), to.clone(), Answer::Moved)));
        }
        found.sort();
        found
    }

    fn at_root(&mut self, path: &str, job: Job) {
        if let Ok(url) = UrlPath::parse(path) {
            self.unless_static(&url, job);
        } else if let Ok(path) = OutPath::parse(path.trim_start_matches('/')) {
            self.list.push(Planned {
                path,
                job,
                owner: None,
            });
        }
    }

    fn unless_static(&mut self, url: &UrlPath, job: Job) {
        let path = match &job {
            Job::Redirects(_) | Job::Headers => OutPath::parse(url.as_str().trim_matches('/')),
            _ => url.out_path(),
        };
        let Ok(path) = path else { return };
        let own = self.list.iter().find_map(|planned| match &planned.job {
            Job::Copy(source) if planned.path == path => Some(source),
            _ => None,
        });
        match own {
            Some(own) => self.sink.extend(displaced(own, &job)),
            None => self.list.push(Planned {
                path,
                job,
                owner: None,
            }),
        }
    }
}

/// What a host would have done, and doesn't with a table of the project's own.
fn displaced(own: &SourcePath, job: &Job) -> Option<Diagnostic> {
    let lost = match job {
        Job::Headers => {
            "its Content-Security-Policy, its Referrer-Policy and the other headers that keep readers unseen are not sent, and pages of others can't read the open data"
        }
        Job::Redirects(_) => {
            "old addresses (`aliases`) lead on by a page alone, and programs that ask for the folder /api/hsds/ get no answer"
        }
        _ => return None,
    };
    let name = own.file_name();
    let message = format!("this takes the place of the `{name}` that Waypost makes");
    let help = format!(
        "add its rows to yours: build once without this file, and copy them from `{name}` of the output"
    );
    let warning = Diagnostic::warning("outputs/displaced", message).in_file(own);
    Some(warning.note(lost).help(help))
}
