//! A site project without a site generator: each file below `content` is an output of the same path.
//! A file that begins with `BROKEN` can't be rendered; one that begins with `WAIT` takes until it is told.

use bytes::Bytes;
use std::collections::BTreeMap;
use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, mpsc};
use std::thread::JoinHandle;
use std::time::Duration;
use tempfile::TempDir;
use waypost::base::diag::Diagnostic;
use waypost::base::paths::{OutPath, SourcePath};
use waypost::check::Note;
use waypost::serve::{Look, Project, Revision, ServeError, ServeOptions, Stop, run_until};

use crate::client::DEADLINE;

type Files = BTreeMap<String, Vec<u8>>;

/// A gate that is shut until it is opened.
#[derive(Default)]
pub struct Gate(Mutex<(bool, usize)>, Condvar);

impl Gate {
    fn wait(&self) {
        let mut state = self.0.lock().expect("gate");
        state.1 += 1;
        self.1.notify_all();
        while !state.0 {
            state = self.1.wait(state).expect("gate");
        }
    }

    pub fn open(&self) {
        self.0.lock().expect("gate").0 = true;
        self.1.notify_all();
    }

    /// Waits until somebody waits.
    pub fn is_waited_at(&self) {
        let state = self.0.lock().expect("gate");
        let (state, late) = self
            .1
            .wait_timeout_while(state, DEADLINE, |state| state.1 == 0)
            .expect("gate");
        assert!(!late.timed_out(), "nobody came: {}", state.1);
    }
}

struct FakeRevision {
    number: u64,
    files: Files,
    base_path: String,
    gate: Arc<Gate>,
}

fn fault(path: &str) -> Diagnostic {
    let source = SourcePath::named(&format!("content/{path}"));
    Diagnostic::error("test/broken", format!("{path} is <broken>"))
        .at(&source, 0..6)
        .caption("here & nowhere else")
        .help("Mend it.")
}

impl Revision for FakeRevision {
    fn number(&self) -> u64 {
        self.number
    }

    fn get(&self, path: &OutPath) -> Option<Result<Bytes, Vec<Diagnostic>>> {
        let bytes = self.files.get(path.as_str())?;
        if bytes.starts_with(b"BROKEN") {
            return Some(Err(vec![fault(path.as_str())]));
        }
        if bytes.starts_with(b"WAIT") {
            self.gate.wait();
        }
        Some(Ok(Bytes::copy_from_slice(bytes)))
    }

    fn diagnostics(&self) -> Vec<Diagnostic> {
        let broken = self.files.iter().filter(|(_, b)| b.starts_with(b"BROKEN"));
        let warning = Diagnostic::warning("test/warning", "the overlay does not show warnings");
        broken
            .map(|(path, _)| fault(path))
            .chain([warning])
            .collect()
    }

    fn known(&self) -> Vec<Diagnostic> {
        self.diagnostics()
    }

    /// Of a page with `NOTE` in it, and of each file that it names after `SHOWS`.
    fn notes(&self, path: &OutPath) -> Vec<Note> {
        let text = |path: &str| {
            let bytes = self.files.get(path).map(Vec::as_slice);
            String::from_utf8_lossy(bytes.unwrap_or_default()).into_owned()
        };
        let own = text(path.as_str());
        let shown = own
            .split("SHOWS ")
            .skip(1)
            .filter_map(|rest| rest.split_whitespace().next());
        let of = |path: &str, about: Option<String>| {
            let at = text(path).find("NOTE")?;
            let source = SourcePath::named(&format!("content/{path}"));
            let says = Diagnostic::warning("test/note", "a <note>").at(&source, at..at + 4);
            Some(Note {
                about,
                ..Note::from(says)
            })
        };
        let others = shown.filter_map(|path| of(path, Some(format!("<{path}>"))));
        of(path.as_str(), None).into_iter().chain(others).collect()
    }

    fn all_notes(&self) -> Vec<Note> {
        let pages = self
            .files
            .keys()
            .filter_map(|path| OutPath::parse(path).ok());
        pages.flat_map(|path| self.notes(&path)).collect()
    }

    fn source(&self, path: &SourcePath) -> Option<String> {
        let bytes = self.files.get(path.below("content")?)?;
        String::from_utf8(bytes.clone()).ok()
    }

    fn base_path(&self) -> &str {
        &self.base_path
    }
}

pub struct FakeProject {
    root: PathBuf,
    base_path: String,
    gate: Arc<Gate>,
    last: Mutex<Option<Arc<FakeRevision>>>,
    refreshed: (Mutex<usize>, Condvar),
}

fn read(folder: &Path, prefix: &str, files: &mut Files) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            read(&entry.path(), &format!("{name}/"), files);
        } else if let Ok(bytes) = fs::read(entry.path()) {
            files.insert(name, bytes);
        }
    }
}

impl Project for FakeProject {
    fn refresh(&self, _: Look<'_>) -> Arc<dyn Revision> {
        let mut files = Files::new();
        read(&self.root.join("content"), "", &mut files);
        if let Ok(bytes) = fs::read(self.root.join("waypost.toml")) {
            files.insert("waypost.txt".to_owned(), bytes);
        }
        read(&self.root.join("templates"), "templates/", &mut files);
        let mut last = self.last.lock().expect("project");
        let number = last.as_ref().map_or(1, |last| last.number + 1);
        let same = last.clone().filter(|last| last.files == files);
        let revision = same.unwrap_or_else(|| {
            Arc::new(FakeRevision {
                number,
                files,
                base_path: self.base_path.clone(),
                gate: Arc::clone(&self.gate),
            })
        });
        *last = Some(Arc::clone(&revision));
        drop(last);
        *self.refreshed.0.lock().expect("project") += 1;
        self.refreshed.1.notify_all();
        revision
    }

    fn root(&self) -> &Path {
        &self.root
    }

    fn unwatched(&self) -> Vec<PathBuf> {
        vec!["public".into()]
    }
}

/// A site that is being served.
pub struct Site {
    pub address: SocketAddr,
    pub gate: Arc<Gate>,
    folder: TempDir,
    project: Arc<FakeProject>,
    stop: Stop,
    thread: Option<JoinHandle<Result<(), ServeError>>>,
}

impl Site {
    pub fn with(files: &[(&str, &str)]) -> Site {
        Site::at("", files, options())
    }

    pub fn at(base_path: &str, files: &[(&str, &str)], options: ServeOptions) -> Site {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir(folder.path().join("content")).expect("a folder");
        for (path, text) in files {
            save(folder.path(), path, text.as_bytes());
        }
        let project = project(folder.path(), base_path);
        let stop = Stop::default();
        let (say, told) = mpsc::channel();
        let thread = std::thread::spawn({
            let (stop, project) = (stop.clone(), Arc::clone(&project));
            move || {
                run_until(&stop, project, options, move |address| {
                    say.send(address).expect("the test waits")
                })
            }
        });
        let address = told.recv_timeout(DEADLINE).expect("a server");
        Site {
            address,
            gate: Arc::clone(&project.gate),
            folder,
            project,
            stop,
            thread: Some(thread),
        }
    }

    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    /// Writes an output as editors save files: beside it, then renamed.
    pub fn save(&self, path: &str, text: &str) {
        save(self.folder.path(), path, text.as_bytes());
    }

    pub fn remove(&self, path: &str) {
        fs::remove_file(self.root().join("content").join(path)).expect("removed");
    }

    pub fn refreshes(&self) -> usize {
        *self.project.refreshed.0.lock().expect("project")
    }

    /// Waits until a scan has left the site with what the test waits for.
    pub fn until(&self, what: impl Fn(&BTreeMap<String, Vec<u8>>) -> bool) {
        let done = |_: &mut usize| {
            let last = self.project.last.lock().expect("project");
            last.as_ref().is_some_and(|revision| what(&revision.files))
        };
        let count = self.project.refreshed.0.lock().expect("project");
        let late = self
            .project
            .refreshed
            .1
            .wait_timeout_while(count, DEADLINE, |count| !done(count))
            .expect("project")
            .1;
        assert!(!late.timed_out(), "the change was never noticed");
    }

    pub fn until_there(&self, path: &str, text: &str) {
        self.until(|files| {
            files
                .get(path)
                .is_some_and(|bytes| bytes == text.as_bytes())
        });
    }

    /// Ends the server and says what it returned.
    pub fn end(&mut self) -> Result<(), ServeError> {
        self.stop.now();
        let thread = self.thread.take().expect("it runs");
        thread.join().expect("the server did not panic")
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.gate.open();
        self.stop.now();
    }
}

pub fn options() -> ServeOptions {
    ServeOptions {
        port: Some(0),
        heartbeat: Duration::from_secs(600),
        ..ServeOptions::default()
    }
}

pub fn project(root: &Path, base_path: &str) -> Arc<FakeProject> {
    Arc::new(FakeProject {
        root: root.to_owned(),
        base_path: base_path.to_owned(),
        gate: Arc::default(),
        last: Mutex::default(),
        refreshed: Default::default(),
    })
}

pub fn save(root: &Path, path: &str, bytes: &[u8]) {
    let target = root.join("content").join(path);
    fs::create_dir_all(target.parent().expect("a folder")).expect("folders");
    // The half-written file stands outside of what is scanned.
    let beside = root.join("half-written");
    fs::write(&beside, bytes).expect("written");
    fs::rename(beside, target).expect("renamed");
}
