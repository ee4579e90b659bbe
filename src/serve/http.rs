//! Requests in, responses out: headers, ranges, and the preview's script in the pages.

use super::events;
use super::guard::Guard;
use super::live::Live;
use super::notes::Notes;
use super::page::{Answer, Found, Pages};
use super::range::{Part, part};
use super::version::Version;
use super::{Stop, media, overlay, policy};
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::Response;
use bytes::Bytes;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use url::form_urlencoded;

/// Keeps even a page that no longer says where it comes from from having ours.
const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
const OWN: &str = "/_waypost/";

/// What all requests share.
pub(super) struct Server {
    pub(super) pages: Pages,
    pub(super) live: watch::Receiver<Arc<Live>>,
    pub(super) guard: Guard,
    pub(super) stop: Stop,
    pub(super) heartbeat: Duration,
    pub(super) nonce: String,
    /// The open streams of events: a clone each, and this one.
    pub(super) tabs: Arc<()>,
}

impl Server {
    /// Counts a stream as open until what it is given is dropped.
    pub(super) fn opened(&self) -> Arc<()> {
        Arc::clone(&self.tabs)
    }

    /// Whether somebody looks at a page.
    pub(super) fn has_tabs(&self) -> bool {
        Arc::strong_count(&self.tabs) > 1
    }
}

/// Answers one request.
pub(super) async fn respond(State(server): State<Arc<Server>>, request: Request) -> Response {
    let (request, _) = request.into_parts();
    let mut response = choose(server, &request).await;
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (RESOURCE_POLICY, "same-origin"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if request.method == Method::HEAD {
        *response.body_mut() = Body::empty();
    }
    response
}

async fn choose(server: Arc<Server>, request: &Parts) -> Response {
    if let Err(refusal) = server.guard.check(&request.uri, &request.headers) {
        return text(refusal.status, refusal.text);
    }
    if !matches!(request.method, Method::GET | Method::HEAD) {
        let mut response = text(
            StatusCode::METHOD_NOT_ALLOWED,
            "The preview only shows pages; it takes nothing in.\n".to_owned(),
        );
        let allowed = HeaderValue::from_static("GET, HEAD");
        response.headers_mut().insert(header::ALLOW, allowed);
        return response;
    }
    let query = request.uri.query().map(str::to_owned);
    match request.uri.path().strip_prefix(OWN) {
        Some("preview.js") => sized(StatusCode::OK, media::JAVASCRIPT, overlay::script()),
        Some("events") if request.method == Method::HEAD => {
            sized(StatusCode::OK, "text/event-stream", Vec::new())
        }
        Some("events") => events::stream(server, query.as_deref(), &request.headers),
        Some("notes") => notes(&server, query).await,
        Some(_) => text(StatusCode::NOT_FOUND, "There is nothing here.\n".to_owned()),
        None => page(server, request, query).await,
    }
}

async fn page(server: Arc<Server>, request: &Parts, query: Option<String>) -> Response {
    let path = request.uri.path().to_owned();
    let range = wanted_range(&request.method, &request.headers);
    let live = server.live.borrow().clone();
    // Rendering may take its time; other requests are not to wait for it.
    let rendered = tokio::task::spawn_blocking(move || match server.pages.at(&live, &path) {
        Answer::Elsewhere {
            location,
            permanent,
        } => elsewhere(location, permanent, query),
        Answer::Found(found) if found.is_html() => {
            let version = Version::of_page(&found, &path, &live);
            let html = with_script(&found, &version, &live, &server.nonce);
            sized(status(found.status), found.kind, html)
        }
        Answer::Found(found) => file(&found, range.as_deref()),
    });
    rendered.await.unwrap_or_else(|_| mistaken())
}

/// The notes of the page that is asked for by `path=`, or of the whole site.
async fn notes(server: &Server, query: Option<String>) -> Response {
    let live = server.live.borrow().clone();
    let noted = tokio::task::spawn_blocking(move || {
        let query = query.unwrap_or_default();
        let mut asked = form_urlencoded::parse(query.as_bytes());
        let revision = live.revision.as_ref();
        match asked.find(|(name, _)| name == "path") {
            Some((_, path)) => Notes::of_page(revision, &path),
            None => Notes::of_site(revision),
        }
    });
    match noted.await {
        Ok(notes) => sized(StatusCode::OK, media::JSON, notes.json().into_bytes()),
        Err(_) => mistaken(),
    }
}

fn mistaken() -> Response {
    text(
        StatusCode::INTERNAL_SERVER_ERROR,
        "Waypost made a mistake while rendering this page; the terminal says more.\n".to_owned(),
    )
}

fn wanted_range(method: &Method, headers: &HeaderMap) -> Option<String> {
    // Nothing is ever the same version as before as far as we tell, so a conditional range is the whole.
    if *method != Method::GET || headers.contains_key(header::IF_RANGE) {
        return None;
    }
    Some(headers.get(header::RANGE)?.to_str().ok()?.to_owned())
}

fn elsewhere(location: String, permanent: bool, query: Option<String>) -> Response {
    let status = if permanent {
        StatusCode::PERMANENT_REDIRECT
    } else {
        StatusCode::TEMPORARY_REDIRECT
    };
    let location = match query {
        Some(query) => format!("{location}?{query}"),
        None => location,
    };
    let mut response = text(status, String::new());
    match HeaderValue::try_from(location) {
        Ok(location) => {
            response.headers_mut().insert(header::LOCATION, location);
            response
        }
        Err(_) => text(StatusCode::NOT_FOUND, "There is nothing here.\n".to_owned()),
    }
}

fn file(found: &Found, range: Option<&str>) -> Response {
    let length = found.bytes.len();
    let (status, part, content_range) = match part(range, length) {
        _ if found.status != 200 => (status(found.status), 0..length, None),
        Part::Whole => (StatusCode::OK, 0..length, None),
        Part::Some(part) => {
            let says = format!("bytes {}-{}/{length}", part.start, part.end - 1);
            (StatusCode::PARTIAL_CONTENT, part, Some(says))
        }
        Part::Unsatisfiable => {
            let says = format!("bytes */{length}");
            (StatusCode::RANGE_NOT_SATISFIABLE, 0..0, Some(says))
        }
    };
    let mut response = sized(status, found.kind, found.bytes.slice(part));
    let headers = response.headers_mut();
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    if let Some(value) = content_range.and_then(|says| HeaderValue::try_from(says).ok()) {
        headers.insert(header::CONTENT_RANGE, value);
    }
    response
}

/// The page as the tab gets it. The script stands last, so that the page is there before it.
fn with_script(found: &Found, version: &Version, live: &Live, nonce: &str) -> Vec<u8> {
    let number = live.revision.number();
    let shown = match found.status {
        500 => " data-errors=\"shown\"",
        404 => " data-missing=\"true\"",
        _ => "",
    };
    let script = format!(
        "<script src=\"{OWN}preview.js\" defer nonce=\"{nonce}\" data-revision=\"{number}\" \
         data-seen=\"{version}\"{shown}></script>\n"
    );
    let widened = std::str::from_utf8(&found.bytes)
        .ok()
        .and_then(|html| policy::widened(html, nonce));
    let html = widened
        .as_ref()
        .map_or(&found.bytes[..], |html| html.as_bytes());
    let close = b"</body>";
    let at = html
        .windows(close.len())
        .rposition(|window| window.eq_ignore_ascii_case(close))
        .unwrap_or(html.len());
    [&html[..at], script.as_bytes(), &html[at..]].concat()
}

fn status(code: u16) -> StatusCode {
    StatusCode::from_u16(code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

fn text(status: StatusCode, text: String) -> Response {
    sized(status, media::PLAIN, text.into_bytes())
}

/// A response that tells its length, also to a HEAD request.
fn sized(status: StatusCode, kind: &'static str, bytes: impl Into<Bytes>) -> Response {
    let bytes = bytes.into();
    let length = HeaderValue::from(bytes.len());
    let mut response = Response::new(Body::from(bytes));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CONTENT_LENGTH, length);
    response
}
