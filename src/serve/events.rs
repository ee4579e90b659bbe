//! One stream of events for each open tab. After each revision it is told what concerns its own page,
//! and nothing else.

use super::http::Server;
use super::live::Live;
use super::notes::Notes;
use super::overlay::Report;
use super::page::{Answer, Pages};
use super::version::{Change, Version};
use crate::base::diag::Diagnostic;
use axum::http::{HeaderMap, HeaderValue};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::task::spawn_blocking;
use tokio_stream::wrappers::ReceiverStream;
use url::form_urlencoded;

/// Answers `/_waypost/events?path=/x/&seen=TOKEN` with a stream that ends when the tab or the server does.
pub(super) fn stream(server: Arc<Server>, query: Option<&str>, headers: &HeaderMap) -> Response {
    let mut tab = Tab::default();
    for (name, value) in form_urlencoded::parse(query.unwrap_or_default().as_bytes()) {
        match &*name {
            "path" => tab.path = value.into_owned(),
            "seen" => tab.seen = Some(value.into_owned()),
            _ => {}
        }
    }
    // A browser that connects again by itself says here what it was last told, which is newer.
    let last = headers.get("last-event-id").and_then(|id| id.to_str().ok());
    if let Some(last) = last.filter(|last| !last.is_empty()) {
        tab.seen = Some(last.to_owned());
    }
    let heartbeat = server.heartbeat;
    let (send, receive) = mpsc::channel(8);
    let open = server.opened();
    tokio::spawn(async move {
        let _open = open;
        tokio::select! {
            _ = follow(&server, tab, &send) => {}
            () = send.closed() => {}
            () = server.stop.asked() => {}
        }
    });
    let mut response = Sse::new(ReceiverStream::new(receive))
        .keep_alive(KeepAlive::new().interval(heartbeat))
        .into_response();
    let unbuffered = HeaderValue::from_static("no");
    response
        .headers_mut()
        .insert("x-accel-buffering", unbuffered);
    response
}

type Send = mpsc::Sender<Result<Event, Infallible>>;

/// Tells a tab about each revision. Revisions that come while it is being told are taken together: only
/// the newest counts, and it is never missed. Returns when the tab is gone.
async fn follow(server: &Arc<Server>, mut tab: Tab, send: &Send) -> Option<Infallible> {
    let mut live = server.live.clone();
    let retry = Event::default().retry(Duration::from_millis(500));
    send.send(Ok(retry)).await.ok()?;
    loop {
        let now = live.borrow_and_update().clone();
        let (server, page) = (Arc::clone(server), Arc::clone(&now));
        let looked = spawn_blocking(move || {
            let news = tab.look(&server.pages, &page);
            (tab, news)
        });
        let (same, news) = looked.await.ok()?;
        tab = same;
        if let Some(news) = news {
            send.send(Ok(tab.sign(news))).await.ok()?;
        }
        tokio::select! {
            told = tell(&mut tab, now, send) => {
                told?;
                live.changed().await.ok()?;
            }
            // Finding all errors may mean rendering the whole site. If there is a newer revision before
            // that is done, nobody wants to know.
            newer = live.changed() => newer.ok()?,
        }
    }
}

/// Tells a tab what can wait until its page is there: the notes of the page, then the errors of the site.
async fn tell(tab: &mut Tab, now: Arc<Live>, send: &Send) -> Option<()> {
    let (live, path) = (Arc::clone(&now), tab.path.clone());
    let notes = spawn_blocking(move || Notes::of_page(live.revision.as_ref(), &path));
    let number = now.revision.number().to_string();
    let news = match tab.note(notes.await.ok()?) {
        Some(notes) => notes,
        // A panel with the notes of the whole site wants to ask for them again.
        None => Event::default().event("revised").data(number),
    };
    send.send(Ok(tab.sign(news))).await.ok()?;
    let faults = tab.faults.clone();
    let report = spawn_blocking(move || Report::of(&faults, &now));
    if let Some(news) = tab.hear(report.await.ok()?) {
        send.send(Ok(tab.sign(news))).await.ok()?;
    }
    Some(())
}

/// What one tab shows.
#[derive(Default)]
struct Tab {
    /// The path of its address, percent-encoded.
    path: String,
    /// The version of the page in it.
    seen: Option<String>,
    /// Why its page can't be rendered now, if it can't.
    faults: Vec<Diagnostic>,
    /// The key of the report that it was told last; an empty one stands for "no errors".
    told: Option<String>,
    /// The key of the notes that it was told last.
    noted: Option<String>,
}

impl Tab {
    /// Whether the page must be loaded again, or its stylesheets and pictures be swapped.
    fn look(&mut self, pages: &Pages, live: &Live) -> Option<Event> {
        let answer = pages.at(live, &self.path);
        let version = Version::of(&answer, &self.path, live);
        self.faults = match answer {
            Answer::Found(found) => found.faults,
            Answer::Elsewhere { .. } => Vec::new(),
        };
        let change = match &self.seen {
            Some(seen) => version.since(seen),
            None => Change::Nothing,
        };
        self.seen = Some(version.to_string());
        match change {
            Change::Nothing => None,
            Change::Files { pictures } => {
                let files = serde_json::json!({
                    "sheets": version.sheets,
                    "pictures": if pictures { version.pictures } else { Vec::new() },
                });
                Some(Event::default().event("files").data(files.to_string()))
            }
            Change::Page => {
                let number = live.revision.number();
                Some(Event::default().event("reload").data(number.to_string()))
            }
        }
    }

    /// Whether the notes are not those that the tab has.
    fn note(&mut self, notes: Notes) -> Option<Event> {
        if self.noted.as_ref() == Some(&notes.key) {
            return None;
        }
        let news = Event::default().event("notes").data(notes.json());
        self.noted = Some(notes.key);
        Some(news)
    }

    /// Whether the errors are not those that the tab was told.
    fn hear(&mut self, report: Option<Report>) -> Option<Event> {
        let key = report.as_ref().map_or("", |report| &report.key);
        if self.told.as_deref() == Some(key) {
            return None;
        }
        self.told = Some(key.to_owned());
        Some(match report {
            Some(report) => Event::default().event("errors").data(report.json()),
            None => Event::default().event("clear").data("none"),
        })
    }

    /// Puts the version of the page under an event, for the tab to come back with.
    fn sign(&self, event: Event) -> Event {
        event.id(self.seen.clone().unwrap_or_default())
    }
}
