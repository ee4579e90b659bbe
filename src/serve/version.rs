//! What a tab shows, boiled down to three digests: of the page without its stylesheets, of these, and of
//! the pictures that may change behind their addresses. The tab keeps them as a token and hands them back, so the server need not remember tabs,
//! and a tab that was hidden, or that outlived the server, still learns exactly whether it is stale.

use super::live::Live;
use super::media;
use super::page::{Answer, Found, output_at};
use crate::base::digest::{Digest, DigestWriter};
use crate::base::paths::OutPath;
use std::collections::BTreeSet;
use std::fmt;
use url::Url;

/// How what is shown differs from what a tab has.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Change {
    Nothing,
    /// Only stylesheets and pictures: they can be swapped.
    Files {
        /// Whether pictures are among them.
        pictures: bool,
    },
    Page,
}

/// The version of what is at a path.
pub(super) struct Version {
    page: Digest,
    styles: Digest,
    images: Digest,
    /// The addresses of the page's stylesheets, in order.
    pub(super) sheets: Vec<String>,
    /// Those of its pictures that stay the same when the picture changes, with a word that does not.
    pub(super) pictures: Vec<String>,
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}-{}", self.page, self.styles, self.images)
    }
}

impl Version {
    /// The version of an answer to a request for `path`.
    pub(super) fn of(answer: &Answer, path: &str, live: &Live) -> Version {
        match answer {
            Answer::Elsewhere { location, .. } => Version {
                page: Digest::of(location.as_bytes()),
                styles: Digest::default(),
                images: Digest::default(),
                sheets: Vec::new(),
                pictures: Vec::new(),
            },
            Answer::Found(found) => Version::of_page(found, path, live),
        }
    }

    /// The version of a page: its bytes, and those files beside it that it names by an address which
    /// stays the same when the file changes.
    pub(super) fn of_page(found: &Found, path: &str, live: &Live) -> Version {
        let mut page = DigestWriter::new();
        let mut styles = DigestWriter::new();
        let mut images = DigestWriter::new();
        let (mut sheets, mut pictures) = (Vec::new(), Vec::new());
        page.number(u64::from(found.status));
        page.bytes(&without_sheet_digests(&found.bytes));
        if found.is_html() {
            for (address, out) in files_named(&found.bytes, path, live) {
                let is_named = is_named_by_content(&out);
                let address = match is_named {
                    true => address,
                    false => format!("{address}?v={}", digest_of(live, &out).short()),
                };
                if out.as_str().ends_with(".css") {
                    styles.text(&address);
                    sheets.push(address);
                } else if is_named || media::is_script(media::kind(&out)) {
                    page.text(&address);
                } else {
                    images.text(&address);
                    pictures.push(address);
                }
            }
        }
        Version {
            page: page.finish(),
            styles: styles.finish(),
            images: images.finish(),
            sheets,
            pictures,
        }
    }

    /// Compares with the token of a tab.
    pub(super) fn since(&self, token: &str) -> Change {
        let mut parts = token.split('-');
        let mut is_same =
            |digest: Digest| parts.next().is_some_and(|part| part == digest.to_string());
        if !is_same(self.page) {
            return Change::Page;
        }
        match (is_same(self.styles), is_same(self.images)) {
            (true, true) => Change::Nothing,
            (_, same) => Change::Files { pictures: !same },
        }
    }
}

fn digest_of(live: &Live, out: &OutPath) -> Digest {
    match live.revision.get(out) {
        Some(Ok(bytes)) => Digest::of(&bytes),
        _ => Digest::default(),
    }
}

const SHEET_END: &[u8] = b".css";
const DIGITS: usize = 10;

fn is_digest(text: &[u8]) -> bool {
    text.len() == DIGITS && text.iter().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

/// Whether a file is called `NAME.DIGEST.ENDING`, so that its address changes when it does.
fn is_named_by_content(out: &OutPath) -> bool {
    let mut parts = out.as_str().rsplit('.').skip(1);
    parts
        .next()
        .is_some_and(|digest| is_digest(digest.as_bytes()))
        && parts.next().is_some()
}

/// Where the digest stands in text that ends in `.DIGEST.css`.
fn sheet_digest(text: &[u8]) -> Option<std::ops::Range<usize>> {
    let end = text.strip_suffix(SHEET_END)?.len();
    let start = end.checked_sub(DIGITS)?;
    let dotted = start > 0 && text[start - 1] == b'.';
    (dotted && is_digest(&text[start..end])).then_some(start..end)
}

/// The page with the digests in the addresses of stylesheets wiped out.
fn without_sheet_digests(html: &[u8]) -> Vec<u8> {
    let mut out = html.to_vec();
    for at in 0..out.len() {
        if out[at..].starts_with(SHEET_END)
            && let Some(digits) = sheet_digest(&out[..at + SHEET_END.len()])
        {
            out[digits].fill(b'0');
        }
    }
    out
}

/// The site's own stylesheets, scripts and pictures that a page names, each once: address and output.
/// Long files such as films are left out: they are not worth reading at each edit.
fn files_named(html: &[u8], path: &str, live: &Live) -> Vec<(String, OutPath)> {
    const WATCHED: [&str; 10] = [
        ".css", ".js", ".mjs", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg",
    ];
    let html = String::from_utf8_lossy(html);
    // A stand-in host: only paths matter here.
    let Ok(page) = Url::parse("http://preview.invalid/").and_then(|root| root.join(path)) else {
        return Vec::new();
    };
    let mut met = BTreeSet::new();
    let mut named = Vec::new();
    for value in addresses(&html) {
        let bare = value.split(['?', '#']).next().unwrap_or(value);
        if !WATCHED.iter().any(|ending| bare.ends_with(ending)) {
            continue;
        }
        let Ok(url) = page.join(bare) else { continue };
        if url.host() != page.host() || !met.insert(url.path().to_owned()) {
            continue;
        }
        if let Some(out) = output_at(live.revision.as_ref(), url.path()) {
            named.push((url.path().to_owned(), out));
        }
    }
    named
}

/// The values of all `href` and `src` attributes. Text that only looks like one does no harm: it costs a
/// look-up.
fn addresses(html: &str) -> impl Iterator<Item = &str> {
    html.match_indices('=').filter_map(|(at, _)| {
        let before = html[..at].trim_end();
        let name_at = before
            .rfind(|c: char| !c.is_ascii_alphabetic())
            .map_or(0, |at| at + 1);
        let name = &before[name_at..];
        if !name.eq_ignore_ascii_case("href") && !name.eq_ignore_ascii_case("src") {
            return None;
        }
        let value = html[at + 1..].trim_start();
        let ends: &[char] = match value.chars().next()? {
            '"' => &['"'],
            '\'' => &['\''],
            _ => return value.split([' ', '>', '\n', '\t']).next(),
        };
        value[1..].split(ends).next()
    })
}
