//! Notices that something in the project changed, and has it looked at again. What the system tells is
//! only ever taken as a hint, never for what happened: events get lost and lie. A few places are looked
//! at first, since somebody waits for them, and everything soon after.

use super::{Look, Project, Revision, ServeOptions};
use crate::base::diag::Diagnostic;
use notify::event::{AccessKind, AccessMode, CreateKind, EventKind, ModifyKind};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// The folders of a site project. Its root is watched too, for `waypost.toml` and for these to appear.
const FOLDERS: [&str; 9] = [
    "assets",
    "content",
    "comments",
    "data",
    "static",
    "i18n",
    "styles",
    "templates",
    "themes",
];
/// A batch of changes is over when nothing happened for so long …
const QUIET: Duration = Duration::from_millis(12);
/// … or for so long, if each file that was written has been closed …
const BRIEF: Duration = Duration::from_millis(2);
/// … or when it has gone on for so long.
const LONGEST: Duration = Duration::from_millis(100);
/// More places than these are looked at by looking everywhere.
const MANY: usize = 32;
/// How long after the last look at single places to look everywhere.
const SURVEY: Duration = Duration::from_millis(400);
/// What is written into a new folder before it is watched tells nobody: so look again after these.
const AFTERTHOUGHTS: [Duration; 2] = [Duration::from_millis(60), Duration::from_millis(400)];
/// How often to look when the system can't tell.
const FALLBACK: Duration = Duration::from_secs(1);
/// How often to look anyway: for what was lost, and for the date to change.
const IDLE: Duration = Duration::from_secs(60);

/// What has happened since the last look.
#[derive(Debug, Default, Clone)]
struct Hint {
    first: Option<Instant>,
    last: Option<Instant>,
    /// Where, as far as that is known.
    places: BTreeSet<PathBuf>,
    /// Files that were written to and not yet closed, where the system tells.
    open: BTreeSet<PathBuf>,
    /// Whether a file was closed, or moved into place as a whole.
    closed: bool,
    /// A folder appeared.
    folder: bool,
    /// One of the watched folders itself came, went or moved, or events were lost.
    uprooted: bool,
    /// The system has no more watches to give.
    exhausted: bool,
    ended: bool,
}

impl Hint {
    fn take_places(&mut self, event: Event) {
        for path in event.paths {
            match event.kind {
                EventKind::Access(_) => {
                    self.closed = true;
                    self.open.remove(&path);
                }
                EventKind::Modify(ModifyKind::Name(_)) => {
                    self.closed = true;
                    self.open.remove(&path);
                }
                EventKind::Remove(_) => {
                    self.open.remove(&path);
                }
                _ => {
                    self.open.insert(path.clone());
                }
            }
            if self.places.len() <= MANY {
                self.places.insert(path);
            }
        }
    }

    /// How long nothing must happen for the batch to be over.
    fn quiet(&self) -> Duration {
        match self.closed && self.open.is_empty() {
            true => BRIEF,
            false => QUIET,
        }
    }

    /// The places at which it may be enough to look.
    fn places(&self) -> Option<Vec<PathBuf>> {
        let few = !self.uprooted && !self.places.is_empty() && self.places.len() <= MANY;
        few.then(|| self.places.iter().cloned().collect())
    }
}

/// Where events come in, from whichever thread, and are waited for. Holds flags, not events, so that a
/// storm of them takes no memory and the newest state can't be missed between two waits.
pub(super) struct Hints {
    hint: Mutex<Hint>,
    bell: Condvar,
    root: PathBuf,
    unwatched: Vec<PathBuf>,
}

impl Hints {
    fn new(project: &dyn Project) -> Hints {
        // The system tells full paths, with links followed.
        let full = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let root = full(project.root());
        let mut unwatched = Vec::new();
        for folder in project.unwatched() {
            unwatched.push(full(&root.join(&folder)));
            unwatched.push(root.join(folder));
        }
        Hints {
            hint: Mutex::default(),
            bell: Condvar::new(),
            root,
            unwatched,
        }
    }

    fn lock(&self) -> MutexGuard<'_, Hint> {
        self.hint.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes the watch end.
    pub(super) fn end(&self) {
        self.lock().ended = true;
        self.bell.notify_all();
    }

    fn take_in(&self, event: notify::Result<Event>) {
        let mut hint = self.lock();
        match &event {
            Ok(event) if !self.matters(event) => return,
            Ok(event) => {
                hint.folder |= matches!(
                    event.kind,
                    EventKind::Create(CreateKind::Folder | CreateKind::Any)
                ) || matches!(event.kind, EventKind::Modify(ModifyKind::Name(_)));
                hint.uprooted |= event.need_rescan() || self.uproots(event);
            }
            Err(error) => {
                hint.exhausted |= matches!(error.kind, notify::ErrorKind::MaxFilesWatch);
                hint.uprooted = true;
            }
        }
        if let Ok(event) = event {
            hint.take_places(event);
        }
        let now = Instant::now();
        hint.first.get_or_insert(now);
        hint.last = Some(now);
        self.bell.notify_all();
    }

    fn matters(&self, event: &Event) -> bool {
        match event.kind {
            // Written through a memory map, a file tells of nothing but its closing.
            EventKind::Access(AccessKind::Close(AccessMode::Write)) => {}
            // Our own reading.
            EventKind::Access(_) => return false,
            _ => {}
        }
        let ours = |path: &PathBuf| self.unwatched.iter().any(|folder| path.starts_with(folder));
        event.paths.is_empty() || !event.paths.iter().all(ours)
    }

    fn uproots(&self, event: &Event) -> bool {
        let comes_or_goes = matches!(
            event.kind,
            EventKind::Create(_) | EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_))
        );
        comes_or_goes
            && event.paths.iter().any(|path| {
                let below = path.strip_prefix(&self.root).ok().and_then(Path::to_str);
                below.is_some_and(|below| below.is_empty() || FOLDERS.contains(&below))
            })
    }

    /// Waits for the end of the next batch of changes, or until it is time to look without one.
    fn next(&self, due: Instant) -> Hint {
        let mut hint = self.lock();
        loop {
            let until = match (hint.first, hint.last) {
                (Some(first), Some(last)) => (last + hint.quiet()).min(first + LONGEST),
                _ => due,
            };
            let wait = until.saturating_duration_since(Instant::now());
            if hint.ended || wait.is_zero() {
                return std::mem::take(&mut *hint);
            }
            hint = self
                .bell
                .wait_timeout(hint, wait)
                .unwrap_or_else(PoisonError::into_inner)
                .0;
        }
    }
}

type Notice = Arc<dyn Fn(&Diagnostic) + Send + Sync>;

/// Watches one project.
pub(super) struct Watch {
    hints: Arc<Hints>,
    watcher: Option<Box<dyn Watcher + Send>>,
    watched: BTreeSet<PathBuf>,
    every: Duration,
    looks: Vec<Instant>,
    /// When to look everywhere, after looks at single places.
    survey: Option<Instant>,
    notice: Notice,
}

impl Watch {
    /// Starts to watch; what happens from now on is not missed.
    pub(super) fn begin(project: &dyn Project, options: &ServeOptions) -> Watch {
        Watch::begin_with(project, options, |hints| {
            let watcher: RecommendedWatcher =
                notify::recommended_watcher(move |event| hints.take_in(event))?;
            Ok(Box::new(watcher))
        })
    }

    fn begin_with(
        project: &dyn Project,
        options: &ServeOptions,
        make: impl FnOnce(Arc<Hints>) -> notify::Result<Box<dyn Watcher + Send>>,
    ) -> Watch {
        let hints = Arc::new(Hints::new(project));
        let mut watch = Watch {
            hints: Arc::clone(&hints),
            watcher: None,
            watched: BTreeSet::new(),
            every: options.poll.unwrap_or(IDLE),
            looks: Vec::new(),
            survey: None,
            notice: Arc::clone(&options.notice),
        };
        if options.poll.is_none() {
            let started = make(hints).and_then(|watcher| {
                watch.watcher = Some(watcher);
                watch.follow()
            });
            if let Err(error) = started {
                watch.give_up(&error);
            }
        }
        watch
    }

    /// Where to say that the watch should end.
    pub(super) fn hints(&self) -> Arc<Hints> {
        Arc::clone(&self.hints)
    }

    /// Has the project scanned after each change, until the end.
    pub(super) fn run(mut self, project: &dyn Project, publish: impl Fn(Arc<dyn Revision>)) {
        loop {
            let idle = Instant::now() + self.every;
            let planned = self.looks.iter().chain(&self.survey).copied();
            let due = planned.fold(idle, Instant::min);
            let hint = self.hints.next(due);
            if hint.ended {
                return;
            }
            self.heed(&hint);
            match hint.places() {
                Some(places) => {
                    publish(project.refresh(Look::At(&places)));
                    self.survey = Some(Instant::now() + SURVEY);
                }
                None => {
                    self.survey = None;
                    publish(project.refresh(Look::Everywhere));
                }
            }
        }
    }

    /// Before a scan: watches what is new, and plans to look again where something may be missed.
    fn heed(&mut self, hint: &Hint) {
        let now = Instant::now();
        self.looks.retain(|look| *look > now);
        if hint.folder || hint.uprooted {
            self.looks = AFTERTHOUGHTS.iter().map(|wait| now + *wait).collect();
        }
        if self.watcher.is_none() {
            return;
        }
        if hint.exhausted {
            return self.give_up(&notify::Error::new(notify::ErrorKind::MaxFilesWatch));
        }
        if hint.uprooted {
            self.forget();
        }
        if let Err(error) = self.follow() {
            self.give_up(&error);
        }
    }

    /// Watches the root and those of the site's folders that are there.
    fn follow(&mut self) -> notify::Result<()> {
        let Some(watcher) = &mut self.watcher else {
            return Ok(());
        };
        let root = self.hints.root.clone();
        let folders = FOLDERS
            .iter()
            .map(|name| (root.join(name), RecursiveMode::Recursive));
        let all = std::iter::once((root.clone(), RecursiveMode::NonRecursive)).chain(folders);
        for (path, mode) in all {
            if self.watched.contains(&path) || !path.is_dir() {
                continue;
            }
            match watcher.watch(&path, mode) {
                Ok(()) => {
                    self.watched.insert(path);
                }
                // It went in this very moment; we are told of that.
                Err(error) if is_absent(&error) => {}
                Err(error) => return Err(error),
            }
        }
        // Without its root, nothing will tell us when the project comes back.
        self.every = if self.watched.contains(&root) {
            IDLE
        } else {
            FALLBACK
        };
        Ok(())
    }

    /// Lets go of all folders: a watch stays with a folder that was moved or deleted, not with its name.
    fn forget(&mut self) {
        if let Some(watcher) = &mut self.watcher {
            for path in std::mem::take(&mut self.watched) {
                // A folder that is gone is not watched any more: that is no fault.
                let _ = watcher.unwatch(&path);
            }
        }
    }

    /// Looks every second from now on.
    fn give_up(&mut self, error: &notify::Error) {
        self.watcher = None;
        self.watched.clear();
        self.every = FALLBACK;
        let message = match error.kind {
            notify::ErrorKind::MaxFilesWatch => "the system can watch no more folders for changes",
            _ => "the system can't watch the project's folders for changes",
        };
        (self.notice)(
            &Diagnostic::warning("serve/watch", message)
                .note(error.to_string())
                .help(
                    "Nothing is lost: the folders are looked through every second instead. Closing other \
                     programs that watch folders (editors, sync tools) and starting again may help.",
                ),
        );
    }
}

fn is_absent(error: &notify::Error) -> bool {
    match &error.kind {
        notify::ErrorKind::PathNotFound => true,
        notify::ErrorKind::Io(io) => io.kind() == std::io::ErrorKind::NotFound,
        _ => false,
    }
}

#[cfg(test)]
mod tests;
