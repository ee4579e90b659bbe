//! How it starts and ends.

use crate::client::{Events, get};
use crate::site::{Site, options, project};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use waypost::serve::{
    DEFAULT_PORT, Look, Project, Revision, ServeError, ServeOptions, Stop, run_until,
};

#[test]
fn open_streams_do_not_hold_up_the_end() {
    let mut site = Site::with(&[("index.html", "x")]);
    let mut events = Events::open(site.address, "/", "");
    while events.next().name != "reload" {}
    let start = Instant::now();
    site.end().expect("ended");
    assert!(
        start.elapsed() < Duration::from_secs(1),
        "{:?}",
        start.elapsed()
    );
    assert!(events.ends_in_order());
}

#[test]
fn a_render_that_never_ends_does_not_hold_up_the_end() {
    let mut site = Site::with(&[("slow.html", "WAIT")]);
    let address = site.address;
    let slow = std::thread::spawn(move || {
        let _ = std::panic::catch_unwind(|| get(address, "/slow.html"));
    });
    site.gate.is_waited_at();
    let start = Instant::now();
    site.end().expect("ended");
    assert!(
        start.elapsed() < Duration::from_secs(1),
        "{:?}",
        start.elapsed()
    );
    site.gate.open();
    slow.join().expect("ended");
}

fn start(options: ServeOptions) -> Result<u16, ServeError> {
    let folder = tempfile::tempdir().expect("a folder");
    let stop = Stop::default();
    let mut port = 0;
    run_until(&stop, project(folder.path(), ""), options, |address| {
        port = address.port();
        stop.now();
    })?;
    Ok(port)
}

#[test]
fn a_port_that_is_taken_is_an_error_with_help() {
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("an address").port();
    let error = start(ServeOptions {
        port: Some(port),
        ..options()
    })
    .expect_err("it is taken");
    assert!(matches!(error, ServeError::PortTaken(_)));
    let diagnostic = error.diagnostic();
    assert_eq!(
        diagnostic.message,
        format!("port {port} is in use by another program")
    );
    assert!(
        diagnostic
            .help
            .expect("help")
            .contains("leave `--port` out")
    );
}

#[test]
fn without_a_wish_the_next_free_port_is_taken() {
    // Whether this succeeds or another program has it: it is taken.
    let _taken = TcpListener::bind(("127.0.0.1", DEFAULT_PORT));
    let port = start(ServeOptions::default()).expect("a free port");
    assert!(
        (DEFAULT_PORT + 1..=DEFAULT_PORT + 10).contains(&port),
        "{port}"
    );
}

#[test]
fn an_address_of_another_machine_is_an_error_with_help() {
    let error = start(ServeOptions {
        host: "192.0.2.1".parse().expect("an address"),
        ..options()
    })
    .expect_err("not ours");
    assert!(error.diagnostic().help.expect("help").contains("`--host`"));
}

/// A project that can be scanned once.
struct Fragile(tempfile::TempDir, AtomicBool);

impl Project for Fragile {
    fn refresh(&self, look: Look<'_>) -> Arc<dyn Revision> {
        assert!(
            !self.1.swap(true, Ordering::SeqCst),
            "scanned a second time"
        );
        project(self.0.path(), "").refresh(look)
    }
    fn root(&self) -> &Path {
        self.0.path()
    }
    fn unwatched(&self) -> Vec<PathBuf> {
        Vec::new()
    }
}

#[test]
fn a_mistake_in_scanning_is_not_hidden() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("waypost.toml");
    let fragile = Arc::new(Fragile(folder, AtomicBool::new(false)));
    let served = std::panic::catch_unwind(|| {
        run_until(&Stop::default(), fragile, options(), |_| {
            std::fs::write(file, "changed").expect("written");
        })
    });
    assert!(served.is_err());
}

/// Runs itself again as a program that serves, and ends it as a terminal or a system does.
#[cfg(unix)]
#[test]
fn signals_end_it_within_a_second() {
    use std::io::{BufRead, BufReader};
    use std::process::{Command, Stdio};
    const CHILD: &str = "WAYPOST_TEST_SERVES";
    if std::env::var_os(CHILD).is_some() {
        let folder = tempfile::tempdir().expect("a folder");
        waypost::serve::run(project(folder.path(), ""), options(), |address| {
            eprintln!("{address}");
        })
        .expect("served");
        return;
    }
    for signal in ["-INT", "-TERM"] {
        let mut child = Command::new(std::env::current_exe().expect("ourselves"))
            .args([
                "--exact",
                "ending::signals_end_it_within_a_second",
                "--nocapture",
            ])
            .env(CHILD, "1")
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("started");
        let mut line = String::new();
        let output = child.stderr.take().expect("its output");
        BufReader::new(output)
            .read_line(&mut line)
            .expect("an address");
        let address = line.trim().parse().expect("an address");
        // Answered: so the signals are listened for.
        assert_eq!(get(address, "/").status, 404);
        let _events = Events::open(address, "/", "");
        let start = Instant::now();
        let sent = Command::new("kill")
            .args([signal, &child.id().to_string()])
            .status();
        assert!(sent.expect("kill").success());
        assert!(child.wait().expect("ended").success(), "{signal}");
        assert!(
            start.elapsed() < Duration::from_secs(1),
            "{signal} {:?}",
            start.elapsed()
        );
    }
}
