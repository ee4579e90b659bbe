//! The project at one moment, ready to make outputs. What an earlier revision has made is taken over if
//! all that it has read is still so.

use super::before::{Before, Layout, Legacy, Outputs};
use super::cache::Copies;
use super::output::{Holds, Output, Shelf, Told};
use super::parts::Decor;
use super::pictures::is_made_when_asked_for;
use super::plan::{Plan, is_as_it_is};
use super::run::merged;
use crate::base::diag::{Diagnostic, Sink};
use crate::base::digest::Digest;
use crate::base::paths::{OutPath, SourcePath};
use crate::check::{
    LinkFaults, check_crisis, check_links, check_listings, check_makers, check_menus,
    check_options, check_pictures, check_stories, check_templates,
};
use crate::disk::{Intent, Snapshot, Stamp};
use crate::facts::{Check, Ledger, Subject, World};
use crate::outputs::{Darkroom, Job, Making, Produced, produce};
use crate::render::Engine;
use bytes::Bytes;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

/// What a session lends to its revisions.
#[derive(Clone, Default)]
pub(super) struct Stock {
    pub ledger: Arc<Ledger>,
    pub shelf: Arc<Shelf>,
    pub darkroom: Arc<Darkroom>,
}

/// The project at one moment. Immutable, but for what is made when first asked for.
pub struct Revision {
    /// Counts up from 1.
    pub number: u64,
    /// The files it was made from.
    pub snapshot: Arc<Snapshot>,
    /// What outputs are made with.
    pub making: Making,
    /// Every output, sorted by path.
    pub plan: Arc<Plan>,
    /// What was odd among the files.
    pub(super) walked: Vec<Diagnostic>,
    found: Vec<Diagnostic>,
    outputs: Arc<Outputs>,
    links: Arc<OnceLock<Vec<LinkFaults>>>,
    /// Of entries whose links can't have changed; empty if nothing is known.
    known_links: Vec<Option<LinkFaults>>,
    copies: Copies,
    stock: Stock,
    /// The allowed origins from which files load that are published as they are.
    origins: Arc<BTreeSet<String>>,
    check: Check,
    rendered: AtomicUsize,
    /// Whether an output that the last build has left has no place any more.
    pub(super) has_lost: bool,
    pub(super) demanded: OnceLock<BTreeSet<SourcePath>>,
}

/// What a revision is made from.
pub(super) struct Beginning {
    pub number: u64,
    pub snapshot: Arc<Snapshot>,
    pub world: World,
    pub decor: Decor,
    pub walked: Vec<Diagnostic>,
    /// The allowed origins from which copied files load.
    pub origins: Arc<BTreeSet<String>>,
    /// Whether listings for a crisis may be expired.
    pub allow_stale: bool,
    pub found: Sink,
}

impl Revision {
    pub(super) fn begin(beginning: Beginning, before: Before, stock: &Stock) -> Revision {
        let Beginning {
            number,
            snapshot,
            mut world,
            decor,
            walked,
            origins,
            allow_stale,
            mut found,
        } = beginning;
        match &before {
            Before::Nothing => {}
            Before::Revision(before) => world.take_over(&before.world),
            Before::Build(before) => world.take_digests(before.ground, &before.entries),
        }
        let world = Arc::new(world);
        let (planned, remarks) = rayon::join(
            || Layout::of(&world, before),
            || checked(&world, &decor.engine, allow_stale),
        );
        let Layout {
            plan,
            outputs,
            known_links,
            copies,
            has_lost,
        } = planned;
        found.extend(remarks.into_sorted());
        found.extend(plan.diagnostics.iter().cloned());
        check_menus(&world, &plan, &mut found);
        Revision {
            number,
            snapshot: Arc::clone(&snapshot),
            check: Check::new(&stock.ledger, &world),
            stock: stock.clone(),
            links: Arc::default(),
            known_links,
            copies,
            making: Making {
                world,
                engine: decor.engine,
                assets: decor.asset_bytes,
                snapshot,
                darkroom: Arc::clone(&stock.darkroom),
            },
            demanded: OnceLock::new(),
            outputs: Arc::new(Outputs {
                made: (0..plan.len()).map(|_| OnceLock::new()).collect(),
                before: outputs,
            }),
            plan,
            walked,
            origins,
            found: found.into_sorted(),
            rendered: AtomicUsize::new(0),
            has_lost,
        }
    }

    pub(super) fn legacy(&self) -> Legacy {
        Legacy {
            world: Arc::clone(&self.making.world),
            plan: Arc::clone(&self.plan),
            outputs: Arc::clone(&self.outputs),
            links: Arc::clone(&self.links),
        }
    }

    /// The place of an output in the plan.
    pub fn find(&self, path: &OutPath) -> Option<usize> {
        self.plan.find(path)
    }

    /// How many outputs were rendered in this revision, and not taken over.
    pub fn made(&self) -> usize {
        self.rendered.load(Ordering::Relaxed)
    }

    /// An output, taken over or made when first asked for.
    pub fn output(&self, at: usize) -> &Arc<Output> {
        self.outputs.made[at].get_or_init(|| match self.kept(at) {
            Some(kept) => kept,
            None => {
                let (output, bytes) = self.make(at);
                let output = Arc::new(output);
                if let Some(bytes) = bytes {
                    self.stock.shelf.put(&output, bytes);
                }
                output
            }
        })
    }

    /// The bytes of an output; none if it could not be made, or is a copy of a file.
    pub fn bytes(&self, at: usize) -> Option<Bytes> {
        let output = self.output(at);
        output.bytes().or_else(|| {
            // They had to make room for others.
            let bytes = produce(&self.plan[at], &self.making).bytes()?;
            self.stock.shelf.put(output, bytes.clone());
            Some(bytes)
        })
    }

    /// What an earlier revision made of an output, if it would come out the same.
    pub(super) fn kept(&self, at: usize) -> Option<Arc<Output>> {
        let before = self.outputs.before[at].as_ref()?;
        let is_same =
            before.job == self.job(at) && before.is_lasting() && !is_as_it_is(&self.plan[at].job);
        (is_same && self.check.holds(&before.reads)).then(|| Arc::clone(before))
    }

    fn job(&self, at: usize) -> Digest {
        self.plan.job(at, &self.making.world.site)
    }

    /// Makes an output.
    pub(super) fn make(&self, at: usize) -> (Output, Option<Bytes>) {
        let planned = &self.plan[at];
        let produced = produce(planned, &self.making);
        self.note(at, produced)
    }

    /// Lets go of the text that a page has shown.
    pub(super) fn release_text(&self, at: usize) {
        let world = &self.making.world;
        if let Job::Page(subject @ (Subject::Entry(_) | Subject::Section(_, 1))) =
            &self.plan[at].job
            && let Some(entry) = subject.entry(&world.site)
        {
            world.texts.release(world.site.entry(entry));
        }
    }

    /// Notes what was produced for an output.
    pub(super) fn note(&self, at: usize, produced: Produced) -> (Output, Option<Bytes>) {
        if !is_as_it_is(&self.plan[at].job) {
            self.rendered.fetch_add(1, Ordering::Relaxed);
        }
        let Produced { content, trace } = produced;
        let reads = self.stock.ledger.enter(&trace, &self.making.world);
        let told = Told {
            problems: trace.problems,
            demands: trace.demands,
        };
        Output::new(self.job(at), content, reads, told)
    }

    /// Sets what came of an output that was made elsewhere.
    pub(super) fn settle(&self, at: usize, output: Arc<Output>) {
        // Whoever asked for it meanwhile has the same.
        let _ = self.outputs.made[at].set(output);
    }

    /// What was found wrong before any output was made, but for links.
    pub fn found(&self) -> &[Diagnostic] {
        &self.found
    }

    /// What was found wrong before any output was made, sorted.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        let mut sink = Sink::new();
        sink.extend(self.found.iter().cloned());
        sink.extend(
            self.links()
                .iter()
                .flat_map(|faults| faults.iter().cloned()),
        );
        sink.into_sorted()
    }

    /// What is wrong as far as that is known without making more outputs, sorted.
    pub fn known_diagnostics(&self) -> Vec<Diagnostic> {
        let mut sink = Sink::new();
        sink.extend(self.diagnostics());
        let made = self.outputs.made.iter().filter_map(OnceLock::get);
        sink.extend(made.flat_map(|output| output.problems.clone()));
        merged(sink)
    }

    /// Everything that is wrong, sorted. Makes every output that was not made yet, but for pictures: of
    /// those it tells what is known by now.
    pub fn all_diagnostics(&self) -> Vec<Diagnostic> {
        let mut sink = Sink::new();
        sink.extend(self.diagnostics());
        let of_outputs: Vec<Vec<Diagnostic>> = (0..self.plan.len())
            .into_par_iter()
            .filter(|at| !is_made_when_asked_for(&self.plan[*at].job))
            .map(|at| self.output(at).problems.clone())
            .collect();
        sink.extend(of_outputs.into_iter().flatten());
        sink.extend(self.needless_origins());
        sink.extend(self.faults_of_pictures());
        merged(sink)
    }

    /// The origins that are allowed, and that nothing is loaded from.
    fn needless_origins(&self) -> Vec<Diagnostic> {
        let world = &self.making.world;
        let config = &world.site.config;
        if config.privacy.allow.is_empty() {
            return Vec::new();
        }
        let reads = (0..self.plan.len()).map(|at| &self.output(at).reads);
        let of_pages = self.stock.ledger.origins(reads);
        let of_files = self.origins.iter().chain(&world.safeguards.origins);
        let used: BTreeSet<&str> = of_files
            .map(String::as_str)
            .chain(of_pages.iter().map(|origin| &**origin))
            .collect();
        let allowed = config.privacy.allow.iter();
        allowed
            .filter(|allowed| !used.contains(allowed.origin.as_str()))
            .map(|allowed| {
                let message = format!("nothing is loaded from {} any more", allowed.origin);
                Diagnostic::warning("privacy/unused", message)
                    .at(&config.path, allowed.span.clone())
                    .help("take it out of what is allowed")
            })
            .collect()
    }

    /// What is wrong with the links of each entry.
    pub(super) fn links(&self) -> &[LinkFaults] {
        self.links.get_or_init(|| {
            check_links(&self.making.world, &self.plan, |id| {
                self.known_links.get(id.index())?.clone()
            })
        })
    }

    /// The outputs that the next build may take over, with their places and what their bytes are.
    pub(super) fn lasting(&self) -> Vec<(usize, &Arc<Output>, Intent)> {
        let lasting = (0..self.plan.len()).filter(|at| !is_as_it_is(&self.plan[*at].job));
        lasting
            .filter_map(|at| {
                let output = self.outputs.made[at].get()?;
                match output.holds {
                    Holds::Bytes(intent) if output.is_lasting() => Some((at, output, intent)),
                    _ => None,
                }
            })
            .collect()
    }

    /// The files that are copied, if a later change must show in their stamps.
    pub(super) fn settled_copies(&self) -> Vec<(SourcePath, Stamp)> {
        let sources = self.plan.iter().filter_map(|planned| match &planned.job {
            Job::Copy(source) => Some(source),
            _ => None,
        });
        sources
            .filter(|source| self.snapshot.is_settled(source))
            .filter_map(|source| Some((source.clone(), self.snapshot.stamp(source)?)))
            .collect()
    }

    /// Whether a file is as it was when the last build copied it.
    pub(super) fn is_copied(&self, source: &SourcePath) -> bool {
        let stamp = self.copies.get(source);
        stamp.is_some() && stamp.copied() == self.snapshot.stamp(source)
    }

    /// The text of a source, of the project or of an embedded theme, for messages.
    pub fn source(&self, path: &SourcePath) -> Option<String> {
        self.making.original(path)
    }

    pub(super) fn ledger(&self) -> &Ledger {
        &self.stock.ledger
    }

    pub(super) fn changed_reads(&self, at: usize) -> Vec<u32> {
        match &self.outputs.before[at] {
            Some(before) => self.check.changed(&before.reads),
            None => Vec::new(),
        }
    }

    pub(super) fn before(&self, at: usize) -> Option<&Arc<Output>> {
        self.outputs.before[at].as_ref()
    }

    /// An output of this revision, if somebody has asked for it.
    pub(super) fn made_already(&self, at: usize) -> Option<&Arc<Output>> {
        self.outputs.made[at].get()
    }
}

/// What is wrong with the entries and the settings of a site, taken together.
fn checked(world: &World, engine: &Engine, allow_stale: bool) -> Sink {
    let mut found = Sink::new();
    check_listings(world, allow_stale, &mut found);
    check_pictures(world, &mut found);
    check_makers(&world.site, &mut found);
    check_templates(&world.site, engine, &mut found);
    check_crisis(&world.site, &mut found);
    check_stories(&world.site, &mut found);
    check_options(world, &mut found);
    found
}
