//! The state of one project from one revision to the next.

use super::data::read_data;
use super::sources::Sources;
use super::theme::{self, Theme};
use crate::base::day::Day;
use crate::base::diag::{Diagnostic, Sink};
use crate::base::digest::DigestWriter;
use crate::base::paths::{OutPath, SourcePath};
use crate::check;
use crate::config::theme::resolve_options;
use crate::config::words::Words;
use crate::config::{self, BaseUrl, Config};
use crate::disk::{DiskError, EMBEDDED, Snapshot, TEXT_LIMIT, WalkOptions, embedded_file};
use crate::facts::World;
use crate::model::{Build, Publishing, Site};
use crate::outputs::{Making, Planned, Produced, plan, produce};
use crate::render::Engine;
use rayon::prelude::*;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// What the command line sets.
#[derive(Clone, Debug)]
pub struct Options {
    /// The day of the build.
    pub today: Day,
    /// Publish drafts.
    pub drafts: bool,
    /// Publish what is dated after the day.
    pub future: bool,
    /// Another base URL than the settings'.
    pub base_url: Option<BaseUrl>,
    /// Folders that are not part of the project, such as the output.
    pub skip: Vec<PathBuf>,
}

/// The state of one project.
pub struct Session {
    root: PathBuf,
    options: Options,
    sources: Sources,
    revisions: u64,
}

/// The project at one moment, ready to make outputs. Immutable.
pub struct Revision {
    /// Counts up from 1.
    pub number: u64,
    /// The files it was made from.
    pub snapshot: Snapshot,
    /// What outputs are made with.
    pub making: Making,
    /// Every output, sorted by path.
    pub plan: Vec<Planned>,
    /// What was found wrong before any output was made, sorted.
    pub diagnostics: Vec<Diagnostic>,
    outputs: Vec<OnceLock<Produced>>,
}

impl Session {
    /// Starts on the project in `root`.
    pub fn new(root: &Path, options: Options) -> Session {
        Session {
            root: root.to_owned(),
            options,
            sources: Sources::default(),
            revisions: 0,
        }
    }

    /// The project's folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Sets the day. Says whether that is another one.
    pub fn set_today(&mut self, today: Day) -> bool {
        let new = self.options.today != today;
        self.options.today = today;
        new
    }

    /// Whether the project is for certain as it was for a revision.
    pub fn is_current(&self, revision: &Revision) -> bool {
        let walk = WalkOptions {
            skip: self.options.skip.clone(),
            allow_outside: revision.making.world.site.config.allow_outside,
        };
        let mut sink = Sink::new();
        match Snapshot::take(&self.root, &walk, &mut sink) {
            Ok(snapshot) => sink.is_empty() && snapshot.difference(&revision.snapshot).is_empty(),
            Err(_) => false,
        }
    }

    /// Looks at the project and makes a revision of it.
    ///
    /// # Errors
    /// If there is no such folder.
    pub fn update(&mut self) -> Result<Revision, DiskError> {
        let mut sink = Sink::new();
        let walk = WalkOptions {
            skip: self.options.skip.clone(),
            allow_outside: false,
        };
        let mut snapshot = Snapshot::take(&self.root, &walk, &mut sink)?;
        let config = self.config(&snapshot, &mut sink);
        if config.allow_outside {
            sink = Sink::new();
            let walk = WalkOptions {
                allow_outside: true,
                ..walk
            };
            snapshot = Snapshot::take(&self.root, &walk, &mut sink)?;
            let _ = self.config(&snapshot, &mut sink);
        }
        let config = Arc::new(config);
        let loaded = theme::load(&snapshot, &config, &mut sink);
        let entries = self.sources.entries(&snapshot, &config, &mut sink);
        let files = self.sources.files(&snapshot, &mut sink);
        let publishing = Publishing {
            today: self.options.today,
            drafts: self.options.drafts,
            future: self.options.future,
        };
        let build = Build {
            config: Arc::clone(&config),
            entries,
            files,
            publishing,
        };
        let site = Site::build(build, &mut sink);
        Ok(self.revision(snapshot, site, loaded, sink))
    }

    fn revision(
        &mut self,
        snapshot: Snapshot,
        site: Site,
        loaded: Theme,
        mut sink: Sink,
    ) -> Revision {
        let config = Arc::clone(&site.config);
        let layers = loaded.layers.iter().map(|layer| layer.prefix()).collect();
        let engine = Engine::load(layers, &loaded.templates, &mut sink);
        let words = Words::read(&loaded.words, config.default_lang(), &mut sink);
        let languages: Vec<_> = config
            .languages
            .iter()
            .map(|language| language.lang.clone())
            .collect();
        words.report_missing(&languages, &mut sink);
        let mut world = World::new(site, words, engine.digest);
        world.options = resolve_options(&loaded.manifests, &config, &mut sink);
        world.assets = loaded.assets.known;
        world.data = read_data(&snapshot, &mut sink);
        let plan = plan(&world, &mut sink);
        check::check_links(&world, &plan, &mut sink);
        check::check_listings(&world, &mut sink);
        self.revisions += 1;
        Revision {
            number: self.revisions,
            snapshot,
            making: Making {
                world: Arc::new(world),
                engine,
                assets: loaded.assets.bytes,
            },
            outputs: (0..plan.len()).map(|_| OnceLock::new()).collect(),
            plan,
            diagnostics: sink.into_sorted(),
        }
    }

    fn config(&self, snapshot: &Snapshot, sink: &mut Sink) -> Config {
        let path = SourcePath::named("waypost.toml");
        let text = if snapshot.contains(&path) {
            match snapshot.read_text(&path, TEXT_LIMIT) {
                Ok(text) => text,
                Err(diagnostic) => {
                    sink.push(*diagnostic);
                    "title = \"Untitled\"\nbase_url = \"http://localhost\"".to_owned()
                }
            }
        } else {
            // Where something else bears its name, that has been reported.
            if !sink.has_errors_in(&path) {
                sink.push(
                    Diagnostic::error("config/missing", "there is no waypost.toml in this folder")
                        .help("make one beside content/ with a line title = \"The name of your group\", or go to the folder of your site"),
                );
            }
            "title = \"Untitled\"\nbase_url = \"http://localhost\"".to_owned()
        };
        let mut config = config::read(&text, &path, sink);
        if let Some(base_url) = &self.options.base_url {
            config.base_url = base_url.clone();
            let mut writer = DigestWriter::new();
            writer.digest(config.digest).text(&base_url.join(""));
            config.digest = writer.finish();
        }
        config
    }
}

impl Revision {
    /// The place of an output in the plan.
    pub fn find(&self, path: &OutPath) -> Option<usize> {
        self.plan
            .binary_search_by(|planned| planned.path.cmp(path))
            .ok()
    }

    /// An output, made when first asked for.
    pub fn output(&self, at: usize) -> &Produced {
        self.outputs[at].get_or_init(|| produce(&self.plan[at], &self.making))
    }

    /// An output, made and not kept.
    pub fn produce(&self, at: usize) -> Produced {
        produce(&self.plan[at], &self.making)
    }

    /// Everything that is wrong, sorted. Makes every output that was not made yet.
    pub fn all_diagnostics(&self) -> Vec<Diagnostic> {
        let mut sink = Sink::new();
        sink.extend(self.diagnostics.iter().cloned());
        let of_outputs: Vec<Vec<Diagnostic>> = (0..self.plan.len())
            .into_par_iter()
            .map(|at| self.output(at).problems.clone())
            .collect();
        sink.extend(of_outputs.into_iter().flatten());
        super::run::merged(sink)
    }

    /// The text of a source, of the project or of the embedded theme, for messages.
    pub fn source(&self, path: &SourcePath) -> Option<String> {
        source_text(&self.snapshot, path)
    }
}

/// The text of a source, of the project or of the embedded theme, for messages.
pub(super) fn source_text(snapshot: &Snapshot, path: &SourcePath) -> Option<String> {
    let bytes = match path.as_str().strip_prefix(EMBEDDED) {
        Some(name) => embedded_file(name.trim_start_matches('/'))?,
        None => snapshot.read(path).ok()?,
    };
    Some(String::from_utf8_lossy(&bytes).into_owned())
}
