//! Starts and ends everything: the port, the watch on its thread, the requests on the calling one.

use super::guard::Guard;
use super::http::{self, Server};
use super::live::Live;
use super::page::Pages;
use super::speaker::speak;
use super::watch::Watch;
use super::{DEFAULT_PORT, Look, Project, ServeOptions, browser, policy};
use crate::base::diag::Diagnostic;
use axum::Router;
use axum::serve::ListenerExt;
use std::any::Any;
use std::io::ErrorKind;
use std::net::{SocketAddr, TcpListener};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, mpsc};
use std::time::Duration;
use tokio::sync::watch;

/// How many ports are tried after [`DEFAULT_PORT`].
const FURTHER_PORTS: u16 = 10;
/// How long an open request may take to end when the server does.
const GRACE: Duration = Duration::from_millis(400);

/// Why the preview could not start or go on.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// Another program listens there.
    #[error("port {} is in use by another program", .0.port())]
    PortTaken(SocketAddr),
    /// Listening there was refused for another reason.
    #[error("can't listen on {address}: {source}")]
    Listen {
        /// Where.
        address: SocketAddr,
        /// What the system said.
        source: std::io::Error,
    },
    /// The system gave us no thread or no timer, or the connection to the network broke.
    #[error("the preview server stopped: {0}")]
    System(#[from] std::io::Error),
}

impl ServeError {
    /// The error as the person is told it, with what to do.
    pub fn diagnostic(&self) -> Diagnostic {
        let help = match self {
            ServeError::PortTaken(address) if address.port() == DEFAULT_PORT + FURTHER_PORTS => {
                format!(
                    "Ports {DEFAULT_PORT} to {} are all taken, perhaps by previews that are still \
                     running. Close one, or choose another port with `--port 8080`.",
                    address.port()
                )
            }
            ServeError::PortTaken(address) => format!(
                "Perhaps a preview is still running in another window. Close it, choose another port \
                 with `--port {}`, or leave `--port` out to have a free one found.",
                address.port().checked_add(1).unwrap_or(8080)
            ),
            ServeError::Listen { source, .. } if source.kind() == ErrorKind::PermissionDenied => {
                "Ports below 1024 are kept for the system. Choose another, such as `--port 8080`."
                    .to_owned()
            }
            ServeError::Listen { source, .. } if source.kind() == ErrorKind::AddrNotAvailable => {
                "This computer does not have that address. Leave `--host` out to use 127.0.0.1."
                    .to_owned()
            }
            ServeError::Listen { .. } => {
                "Leave `--host` and `--port` out to use 127.0.0.1.".to_owned()
            }
            ServeError::System(_) => "Start the preview again.".to_owned(),
        };
        Diagnostic::error("serve/listen", self.to_string()).help(help)
    }
}

/// Ends a server from outside.
#[derive(Clone, Debug)]
pub struct Stop(watch::Sender<bool>);

impl Default for Stop {
    fn default() -> Self {
        Stop(watch::Sender::new(false))
    }
}

impl Stop {
    /// Asks the server to end; it does within a second.
    pub fn now(&self) {
        self.0.send_replace(true);
    }

    pub(super) async fn asked(&self) {
        // It can't fail: the sender is held right here.
        let _ = self.0.subscribe().wait_for(|asked| *asked).await;
    }
}

/// Serves a project until Ctrl-C or SIGTERM; a second one ends the whole program at once. `ready` is told
/// the address when the first revision is there.
pub fn run(
    project: Arc<dyn Project>,
    options: ServeOptions,
    ready: impl FnOnce(SocketAddr),
) -> Result<(), ServeError> {
    let stop = Stop::default();
    serve(project, &options, &stop, ready, Some(signals(stop.clone())))
}

/// Serves a project until it is told to stop.
pub fn run_until(
    stop: &Stop,
    project: Arc<dyn Project>,
    options: ServeOptions,
    ready: impl FnOnce(SocketAddr),
) -> Result<(), ServeError> {
    let nothing = None::<std::future::Ready<()>>;
    serve(project, &options, stop, ready, nothing)
}

fn serve(
    project: Arc<dyn Project>,
    options: &ServeOptions,
    stop: &Stop,
    ready: impl FnOnce(SocketAddr),
    signals: Option<impl Future<Output = ()> + Send + 'static>,
) -> Result<(), ServeError> {
    let (listener, address) = listen(options)?;
    // First the watch, then the first scan: what changes between the two is seen.
    let watch = Watch::begin(project.as_ref(), options);
    let hints = watch.hints();
    let first = project.refresh(Look::Everywhere);
    let base_path = first.base_path().to_owned();
    let (publish, live) = watch::channel(Live::new(first));
    let server = Arc::new(Server {
        pages: Pages::default(),
        live,
        guard: Guard::new(address.ip(), &options.names),
        stop: stop.clone(),
        heartbeat: options.heartbeat,
        nonce: policy::nonce(),
        tabs: Arc::default(),
    });
    let broken = follow_edits(watch, project, publish, stop.clone())?;
    ready(address);
    if options.open {
        show(address, &base_path, options);
    }
    let served = answer_requests(listener, server, options, signals);
    // A scan that is going on is not waited for.
    hints.end();
    match broken.try_recv() {
        Ok(panic) => std::panic::resume_unwind(panic),
        Err(_) => served,
    }
}

/// Scans and publishes on a thread of its own. If that breaks down, which is our mistake, the server ends
/// too and says so: a preview that no longer follows the edits would mislead.
fn follow_edits(
    watch: Watch,
    project: Arc<dyn Project>,
    publish: watch::Sender<Arc<Live>>,
    stop: Stop,
) -> std::io::Result<mpsc::Receiver<Panic>> {
    let (broke, broken) = mpsc::channel();
    let follow = move || {
        watch.run(project.as_ref(), |revision| {
            if publish.borrow().revision.number() != revision.number() {
                publish.send_replace(Live::new(revision));
            }
        });
    };
    std::thread::Builder::new()
        .name("watch".to_owned())
        .spawn(move || {
            if let Err(panic) = catch_unwind(AssertUnwindSafe(follow)) {
                // Nobody listens any more if the server has ended already.
                let _ = broke.send(panic);
            }
            stop.now();
        })?;
    Ok(broken)
}

type Panic = Box<dyn Any + Send>;

fn show(address: SocketAddr, base_path: &str, options: &ServeOptions) {
    if let Err(error) = browser::open(address, base_path) {
        let warning = Diagnostic::warning("serve/open", "the browser could not be opened")
            .note(error.to_string())
            .help("Open the printed address in a browser yourself.");
        (options.notice)(&warning);
    }
}

fn answer_requests(
    listener: TcpListener,
    server: Arc<Server>,
    options: &ServeOptions,
    signals: Option<impl Future<Output = ()> + Send + 'static>,
) -> Result<(), ServeError> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .max_blocking_threads(16)
        .build()?;
    let stop = server.stop.clone();
    let served = runtime.block_on(async move {
        if let Some(signals) = signals {
            tokio::spawn(signals);
        }
        listener.set_nonblocking(true)?;
        let listener = tokio::net::TcpListener::from_std(listener)?.tap_io(|stream| {
            // Events are small and wanted at once. Without this they are still right, only later.
            let _ = stream.set_nodelay(true);
        });
        let speaking = speak(Arc::clone(&server), options);
        let router = Router::new().fallback(http::respond).with_state(server);
        let asked = stop.clone();
        let serving = axum::serve(listener, router)
            .with_graceful_shutdown(async move { asked.asked().await });
        tokio::select! {
            result = serving.into_future() => result,
            () = async { stop.asked().await; tokio::time::sleep(GRACE).await } => Ok(()),
            // It ends before the others only if there are no more revisions to speak of.
            () = async { speaking.await; std::future::pending().await } => Ok(()),
        }
    });
    // A render that is going on is not waited for.
    runtime.shutdown_background();
    Ok(served?)
}

/// Waits for the person or the system to ask for the end, twice.
async fn signals(stop: Stop) {
    asked_by_signal().await;
    stop.now();
    asked_by_signal().await;
    std::process::exit(130);
}

#[cfg(unix)]
async fn asked_by_signal() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminate) = signal(SignalKind::terminate()) else {
        let _ = tokio::signal::ctrl_c().await;
        return;
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
}

#[cfg(not(unix))]
async fn asked_by_signal() {
    let _ = tokio::signal::ctrl_c().await;
}

/// Takes the port that was asked for, or the first free one of ours.
fn listen(options: &ServeOptions) -> Result<(TcpListener, SocketAddr), ServeError> {
    let ports = match options.port {
        Some(port) => port..=port,
        None => DEFAULT_PORT..=DEFAULT_PORT + FURTHER_PORTS,
    };
    let last = *ports.end();
    for port in ports {
        let address = SocketAddr::new(options.host, port);
        match TcpListener::bind(address) {
            Ok(listener) => {
                let address = listener.local_addr()?;
                return Ok((listener, address));
            }
            Err(error) if error.kind() == ErrorKind::AddrInUse && port < last => {}
            Err(error) if error.kind() == ErrorKind::AddrInUse => {
                return Err(ServeError::PortTaken(address));
            }
            Err(source) => return Err(ServeError::Listen { address, source }),
        }
    }
    Err(ServeError::PortTaken(SocketAddr::new(options.host, last)))
}
