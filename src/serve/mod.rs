//! Floor 10: the preview. A server on this machine that shows each edit as it is saved: it watches the
//! site project, asks for a new [`Revision`], and tells the open tabs. Only this floor is asynchronous,
//! and it knows of the site no more than [`Project`] and [`Revision`] say: it looks outputs up, and never
//! joins a request to a folder. What open tabs do is in `preview/`.
#![allow(
    clippy::disallowed_methods,
    reason = "this floor listens on the network, watches files and keeps time for its events"
)]

mod browser;
mod events;
mod excerpt;
mod guard;
mod http;
mod live;
mod media;
mod notes;
mod overlay;
mod page;
mod policy;
mod range;
mod server;
mod shelf;
mod speaker;
mod version;
mod watch;

pub use server::{ServeError, Stop, run, run_until};

use crate::base::diag::Diagnostic;
use crate::base::paths::{OutPath, SourcePath};
use crate::check::Note;
use bytes::Bytes;
use std::net::{IpAddr, Ipv4Addr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// One finished state of the site. Immutable; swapped in one step.
pub trait Revision: Send + Sync {
    /// Grows with each new state of the project.
    fn number(&self) -> u64;

    /// The bytes of one output, rendered when asked. `None`: there is no such output.
    fn get(&self, path: &OutPath) -> Option<Result<Bytes, Vec<Diagnostic>>>;

    /// Everything that is wrong in this revision, sorted. May render what was not rendered yet.
    fn diagnostics(&self) -> Vec<Diagnostic>;

    /// What is wrong as far as that is known without rendering anything, sorted.
    fn known(&self) -> Vec<Diagnostic>;

    /// What the person who works on a page should know of it and of what it shows: first of the page
    /// itself. Nothing for what is no page.
    fn notes(&self, path: &OutPath) -> Vec<Note>;

    /// The same of the whole site, by file. May render what was not rendered yet.
    fn all_notes(&self) -> Vec<Note>;

    /// The text of a source file, for the lines that the overlay shows.
    fn source(&self, path: &SourcePath) -> Option<String>;

    /// The URL path below which the site lives (`base_url`'s path): empty, or `/sub`.
    fn base_path(&self) -> &str;
}

/// Where to look for changes.
#[derive(Clone, Copy, Debug)]
pub enum Look<'a> {
    /// At every file.
    Everywhere,
    /// At these places first of all, where something is said to have happened. A look everywhere
    /// follows soon.
    At(&'a [PathBuf]),
}

/// A site project that can be scanned again and again.
pub trait Project: Send + Sync {
    /// Scans the project. A revision with a new number, or the same `Arc` if nothing changed.
    /// Called on one thread at a time.
    fn refresh(&self, look: Look<'_>) -> Arc<dyn Revision>;

    /// The project's folder.
    fn root(&self) -> &Path;

    /// Folders that are never watched: the output and the cache.
    fn unwatched(&self) -> Vec<PathBuf>;
}

/// The port that is tried first when nobody asked for one.
pub const DEFAULT_PORT: u16 = 1111;

/// Is told the errors of a revision.
pub type Listener = dyn Fn(&[Diagnostic], &dyn Revision) + Send + Sync;

/// How to serve.
#[derive(Clone)]
pub struct ServeOptions {
    /// The address to listen on. Anything but a loopback address shows the drafts to the network.
    pub host: IpAddr,
    /// The port that was asked for (0 lets the system choose). `None`: [`DEFAULT_PORT`], or one of the
    /// ten after it.
    pub port: Option<u16>,
    /// Further host names under which the preview may be asked for, such as a tunnel's.
    pub names: Vec<String>,
    /// Whether to open the browser.
    pub open: bool,
    /// Look for changes this often, instead of waiting for the system to tell: for network folders and
    /// containers, where it does not tell.
    pub poll: Option<Duration>,
    /// How often an idle stream of events says that it is still there.
    pub heartbeat: Duration,
    /// Is told what the person at the terminal should know, such as that the watcher could not start.
    pub notice: Arc<dyn Fn(&Diagnostic) + Send + Sync>,
    /// Is told the errors of a revision, as far as they are known, a moment after it is shown.
    pub errors: Arc<Listener>,
}

impl Default for ServeOptions {
    fn default() -> Self {
        ServeOptions {
            host: IpAddr::V4(Ipv4Addr::LOCALHOST),
            port: None,
            names: Vec::new(),
            open: false,
            poll: None,
            heartbeat: Duration::from_secs(15),
            notice: Arc::new(|_| {}),
            errors: Arc::new(|_, _| {}),
        }
    }
}
