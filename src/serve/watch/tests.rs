//! The watch by itself, without a server.

use super::*;
use notify::event::{DataChange, Flag, RemoveKind};

struct Folder(PathBuf);

impl Project for Folder {
    fn refresh(&self, _: Look<'_>) -> Arc<dyn Revision> {
        unreachable!("nothing is scanned here")
    }
    fn root(&self) -> &Path {
        &self.0
    }
    fn unwatched(&self) -> Vec<PathBuf> {
        vec![PathBuf::from("public"), self.0.join("content/out")]
    }
}

fn project() -> (tempfile::TempDir, Folder) {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().canonicalize().expect("its path");
    (folder, Folder(root))
}

/// What is made of one event.
fn hint(kind: EventKind, below: &str) -> Hint {
    let (_folder, project) = project();
    let hints = Hints::new(&project);
    hints.take_in(Ok(Event::new(kind).add_path(project.0.join(below))));
    hints.lock().clone()
}

const WRITTEN: EventKind = EventKind::Modify(ModifyKind::Data(DataChange::Any));

#[test]
fn our_own_reading_and_writing_is_no_change() {
    let closed = |mode| EventKind::Access(AccessKind::Close(mode));
    for (kind, below, counts) in [
        (WRITTEN, "content/a.md", true),
        (WRITTEN, "waypost.toml", true),
        (closed(AccessMode::Write), "content/a.md", true),
        (closed(AccessMode::Read), "content/a.md", false),
        (
            EventKind::Access(AccessKind::Open(AccessMode::Any)),
            "content/a.md",
            false,
        ),
        (WRITTEN, "public/index.html", false),
        (WRITTEN, "content/out/index.html", false),
        (WRITTEN, "content/outside.md", true),
        (EventKind::Create(CreateKind::Folder), "public", false),
    ] {
        assert_eq!(
            hint(kind, below).first.is_some(),
            counts,
            "{kind:?} {below}"
        );
    }
}

#[test]
fn new_folders_and_lost_roots_are_noted() {
    let made = EventKind::Create(CreateKind::Folder);
    assert!(hint(made, "content/new").folder);
    assert!(!hint(made, "content/new").uprooted);
    assert!(hint(made, "templates").uprooted);
    assert!(hint(EventKind::Remove(RemoveKind::Folder), "content").uprooted);
    assert!(hint(EventKind::Remove(RemoveKind::Folder), "").uprooted);
    assert!(!hint(WRITTEN, "content").uprooted);
    let (_folder, project) = project();
    let hints = Hints::new(&project);
    hints.take_in(Ok(Event::new(EventKind::Other).set_flag(Flag::Rescan)));
    assert!(hints.lock().uprooted && hints.lock().first.is_some());
}

#[test]
fn new_folders_are_looked_into_again_before_long() {
    let (_folder, project) = project();
    let mut watch = Watch::begin(&project, &ServeOptions::default());
    watch.heed(&Hint::default());
    assert_eq!(watch.looks, []);
    let folder = Hint {
        folder: true,
        ..Hint::default()
    };
    watch.heed(&folder);
    assert_eq!(watch.looks.len(), AFTERTHOUGHTS.len());
    assert!(watch.looks.iter().all(|look| *look < Instant::now() + IDLE));
}

#[test]
fn a_batch_ends_after_quiet_or_a_tenth_of_a_second() {
    let (_folder, project) = project();
    let hints = Hints::new(&project);
    let event = || Ok(Event::new(WRITTEN).add_path(project.0.join("content/a.md")));
    let start = Instant::now();
    hints.take_in(event());
    let batch = hints.next(start + IDLE);
    assert!(batch.first.is_some() && start.elapsed() >= QUIET);
    // A storm that does not end is cut off.
    let ended = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !ended.load(std::sync::atomic::Ordering::Relaxed) {
                hints.take_in(event());
                std::thread::yield_now();
            }
        });
        let batch = hints.next(start + IDLE);
        ended.store(true, std::sync::atomic::Ordering::Relaxed);
        assert!(batch.first.is_some());
    });
}

#[test]
fn without_watches_the_folders_are_looked_through_and_the_person_is_told() {
    let (_folder, project) = project();
    let told = Arc::new(Mutex::new(Vec::new()));
    let options = ServeOptions {
        notice: Arc::new({
            let told = Arc::clone(&told);
            move |notice| told.lock().expect("not poisoned").push(notice.clone())
        }),
        ..ServeOptions::default()
    };
    let refuse = |_| Err(notify::Error::new(notify::ErrorKind::MaxFilesWatch));
    let watch = Watch::begin_with(&project, &options, refuse);
    assert_eq!(watch.every, FALLBACK);
    let told = told.lock().expect("not poisoned");
    assert_eq!(told.len(), 1);
    assert_eq!(
        told[0].message,
        "the system can watch no more folders for changes"
    );
    // And when the last watch is used up later on.
    let hints = Hints::new(&project);
    hints.take_in(Err(notify::Error::new(notify::ErrorKind::MaxFilesWatch)));
    assert!(hints.lock().exhausted);
}
