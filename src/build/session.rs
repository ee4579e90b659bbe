//! The state of one project from one revision to the next.

use super::before::{Before, Cached};
use super::comments::CommentFiles;
use super::parts::{Parts, keep};
use super::revision::{Beginning, Revision, Stock};
use super::sources::Sources;
use crate::base::day::Day;
use crate::base::diag::{Diagnostic, Sink};
use crate::base::digest::DigestWriter;
use crate::base::paths::SourcePath;
use crate::config::{self, BaseUrl, Config};
use crate::disk::{DiskError, Snapshot, Store, TEXT_LIMIT, WalkOptions};
use crate::facts::{FactKind, Furniture, World};
use crate::model::{Build, Publishing, Site};
use crate::outputs::Darkroom;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What the command line sets.
#[derive(Clone, Debug)]
pub struct Options {
    /// The day of the build.
    pub today: Day,
    /// Publish drafts.
    pub drafts: bool,
    /// Publish what is dated after the day.
    pub future: bool,
    /// Let listings for readers in a crisis pass that nobody has checked for long.
    pub allow_stale: bool,
    /// Another base URL than the settings'.
    pub base_url: Option<BaseUrl>,
    /// Folders that are not part of the project, such as the output.
    pub skip: Vec<PathBuf>,
    /// Whether the pages are for those who write them: such pages say what no built site does.
    pub preview: bool,
    /// For tests: a kind of fact that is left out of the traces.
    #[doc(hidden)]
    pub forget: Option<FactKind>,
}

const CONFIG: &str = "waypost.toml";
/// A ledger that is longer begins anew, unless the site is as large.
const MOST_FINDINGS: usize = 1_000_000;

/// The state of one project.
pub struct Session {
    root: PathBuf,
    options: Options,
    sources: Sources,
    comments: CommentFiles,
    parts: Parts,
    stock: Stock,
    before: Before,
    last: Option<Last>,
    revisions: u64,
}

/// A look at the project.
pub(super) struct Seen {
    pub snapshot: Arc<Snapshot>,
    /// What was odd among the files.
    pub walked: Vec<Diagnostic>,
    /// Whether links were followed out of the project.
    pub allow_outside: bool,
}

/// What the last revision was made from.
struct Last {
    snapshot: Arc<Snapshot>,
    /// What was odd among the files.
    walked: Vec<Diagnostic>,
    today: Day,
}

impl Session {
    /// Starts on the project in `root`.
    pub fn new(root: &Path, options: Options) -> Session {
        Session {
            root: root.to_owned(),
            options,
            sources: Sources::default(),
            comments: CommentFiles::default(),
            parts: Parts::default(),
            stock: Stock::default(),
            before: Before::Nothing,
            last: None,
            revisions: 0,
        }
    }

    /// Starts on the project in `root` for a preview, with what the last build has read of it, if that
    /// is to be had in the folder `state`.
    pub fn resume(root: &Path, options: Options, state: &Path) -> Session {
        super::cache::resume(root, options, state)
    }

    /// Starts with what an earlier build has left.
    pub(super) fn with(
        root: &Path,
        options: Options,
        sources: Sources,
        mut cached: Cached,
    ) -> Session {
        let ledger = std::mem::take(&mut cached.ledger);
        Session {
            sources,
            stock: Stock {
                ledger: Arc::new(ledger),
                ..Stock::default()
            },
            before: Before::Build(Box::new(cached)),
            ..Session::new(root, options)
        }
    }

    /// Keeps pictures in the folder `state`, from one run of the program to the next.
    pub(super) fn keep_pictures(&mut self, state: &Path) {
        let store = Store::new(state, "pictures");
        self.stock.darkroom = Arc::new(Darkroom::new(Some(store)));
    }

    /// The project's folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Makes room for more texts than a preview may keep.
    pub(super) fn widen_texts(&self) {
        self.sources.widen_texts();
    }

    /// Lets go of all texts, when hardly any will be wanted again.
    pub(super) fn forget_texts(&self) {
        self.sources.forget_texts();
    }

    /// What is known of the sources.
    pub(super) fn sources(&self) -> &Sources {
        &self.sources
    }

    /// Begins with what an earlier run has read.
    pub(super) fn restore(&mut self, sources: Sources) {
        self.sources = sources;
    }

    /// Sets the day.
    pub fn set_today(&mut self, today: Day) {
        self.options.today = today;
    }

    /// Looks at the project and makes a revision of it.
    ///
    /// # Errors
    /// If there is no such folder.
    pub fn update(&mut self) -> Result<Revision, DiskError> {
        let (snapshot, walked) = self.take()?;
        Ok(self.revision(snapshot, walked))
    }

    /// As [`Session::update`], with a look at the project that was had a moment ago.
    pub(super) fn update_with(&mut self, seen: Option<Seen>) -> Result<Revision, DiskError> {
        let Some(seen) = seen else {
            return self.update();
        };
        let config = self.config(&seen.snapshot, &mut Sink::new(), false);
        match config.allow_outside == seen.allow_outside {
            true => Ok(self.revision(seen.snapshot, seen.walked)),
            false => self.update(),
        }
    }

    /// Looks at the project, or at these places of it only, and makes a revision if anything may be
    /// otherwise than in the last one.
    ///
    /// # Errors
    /// If there is no such folder.
    pub fn refresh(&mut self, places: Option<&[PathBuf]>) -> Result<Option<Revision>, DiskError> {
        let Some(last) = self.last.take() else {
            return self.update().map(Some);
        };
        let renewed = places.and_then(|places| last.snapshot.renewed(places));
        let (snapshot, walked) = match renewed {
            Some(snapshot) => (Arc::new(snapshot), last.walked.clone()),
            None => self.take()?,
        };
        let is_same = last.today == self.options.today
            && last.walked == walked
            && snapshot.difference(&last.snapshot).is_empty();
        if is_same {
            self.last = Some(last);
            return Ok(None);
        }
        Ok(Some(self.revision(snapshot, walked)))
    }

    /// All files of the project, and what is odd among them.
    fn take(&mut self) -> Result<(Arc<Snapshot>, Vec<Diagnostic>), DiskError> {
        let mut sink = Sink::new();
        let walk = WalkOptions {
            skip: self.options.skip.clone(),
            allow_outside: false,
        };
        let mut snapshot = Snapshot::take(&self.root, &walk, &mut sink)?;
        let config = self.config(&snapshot, &mut Sink::new(), false);
        if config.allow_outside {
            sink = Sink::new();
            let walk = WalkOptions {
                allow_outside: true,
                ..walk
            };
            snapshot = Snapshot::take(&self.root, &walk, &mut sink)?;
        }
        Ok((Arc::new(snapshot), sink.into_sorted()))
    }

    fn revision(&mut self, snapshot: Arc<Snapshot>, walked: Vec<Diagnostic>) -> Revision {
        self.last = Some(Last {
            snapshot: Arc::clone(&snapshot),
            walked: walked.clone(),
            today: self.options.today,
        });
        let mut sink = Sink::new();
        sink.extend(walked.iter().cloned());
        // Where something else bears the name of the settings, that has been reported.
        let is_told = sink.has_errors_in(&SourcePath::named(CONFIG));
        let config = self.config(&snapshot, &mut sink, is_told);
        let mut of_entries = Sink::new();
        let (parts, sources) = (&mut self.parts, &mut self.sources);
        let ((decor, data), entries) = rayon::join(
            || {
                let decor = parts.decor(&snapshot, &config, &mut sink);
                (decor, parts.data(&snapshot, &mut sink))
            },
            || sources.entries(&snapshot, &config, &mut of_entries),
        );
        sink.extend(of_entries.into_sorted());
        let files = self.sources.files(&snapshot, &mut sink);
        let comments = self.comments.read(&snapshot, &config, &mut sink);
        let mut before = std::mem::replace(&mut self.before, Before::Nothing);
        if self.stock.ledger.len() > MOST_FINDINGS.max(100 * snapshot.len()) {
            // A preview that goes on for days would remember every answer that it ever had.
            self.stock.ledger = Arc::default();
            before = before.without_outputs();
        }
        let build = Build {
            config: Arc::clone(&config),
            entries,
            files,
            comments,
            publishing: Publishing {
                today: self.options.today,
                drafts: self.options.drafts,
                future: self.options.future,
                expired: self.options.preview && self.options.future,
            },
            before: match &before {
                Before::Revision(before) => Some(Arc::clone(&before.world.site.structure)),
                _ => None,
            },
        };
        let site = Site::build(build, &mut sink);
        let origins = self.parts.copied(&snapshot, &site, &mut sink);
        let furniture = Furniture {
            words: Arc::clone(&decor.words),
            options: Arc::clone(&decor.options),
            assets: Arc::clone(&decor.assets),
            data,
            pictures: decor.pictures.clone(),
            templates: decor.engine.digest,
            preview: self.options.preview,
            texts: self.sources.texts(&snapshot, &config),
            safeguards: Arc::clone(&decor.safeguards),
        };
        let mut world = World::new(site, furniture);
        world.forget = self.options.forget;
        self.revisions += 1;
        let beginning = Beginning {
            number: self.revisions,
            snapshot,
            world,
            decor,
            walked,
            origins,
            allow_stale: self.options.allow_stale,
            found: sink,
        };
        let revision = Revision::begin(beginning, before, &self.stock);
        self.before = Before::Revision(revision.legacy());
        revision
    }

    fn config(&mut self, snapshot: &Snapshot, sink: &mut Sink, is_told: bool) -> Arc<Config> {
        let path = SourcePath::named(CONFIG);
        let stamp = snapshot.stamp(&path).filter(|_| snapshot.is_settled(&path));
        let key = stamp.map(|stamp| DigestWriter::new().value(&stamp).finish());
        let options = &self.options;
        keep(&mut self.parts.config, key, sink, |sink| {
            let text = config_text(snapshot, is_told, sink);
            Arc::new(read_config(&text, options, sink))
        })
    }
}

/// The text of the settings, or of the fewest that a site can do with.
fn config_text(snapshot: &Snapshot, is_told: bool, sink: &mut Sink) -> String {
    let path = SourcePath::named(CONFIG);
    if snapshot.contains(&path) {
        match snapshot.read_text(&path, TEXT_LIMIT) {
            Ok(text) => return text,
            Err(diagnostic) => sink.push(*diagnostic),
        }
    } else if !is_told {
        sink.push(
            Diagnostic::error("config/missing", "there is no waypost.toml in this folder")
                .help("make one beside content/ with a line title = \"The name of your group\", or go to the folder of your site"),
        );
    }
    "title = \"Untitled\"\nbase_url = \"http://localhost\"".to_owned()
}

fn read_config(text: &str, options: &Options, sink: &mut Sink) -> Config {
    let mut config = config::read(text, &SourcePath::named(CONFIG), sink);
    if let Some(base_url) = &options.base_url {
        config.base_url = base_url.clone();
        let mut writer = DigestWriter::new();
        writer.digest(config.digest).text(&base_url.join(""));
        config.digest = writer.finish();
    }
    config
}
