//! From the path of a request to what is shown there. Everything is looked up in the revision; no
//! request is ever joined to a folder.

use super::live::Live;
use super::{Revision, media, overlay};
use crate::base::diag::Diagnostic;
use crate::base::paths::{OutPath, decode, encode};
use bytes::Bytes;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// What is at a path.
pub(super) enum Answer {
    /// Somewhere else: the address to go to, and whether that is so for good.
    Elsewhere { location: String, permanent: bool },
    /// Something to show.
    Found(Found),
}

/// Something to show.
pub(super) struct Found {
    /// The status code.
    pub(super) status: u16,
    /// The value of `Content-Type`.
    pub(super) kind: &'static str,
    /// What to send.
    pub(super) bytes: Bytes,
    /// Why this output can't be rendered now. With a status of 200, the bytes are the last good ones.
    pub(super) faults: Vec<Diagnostic>,
}

impl Found {
    pub(super) fn is_html(&self) -> bool {
        self.kind == media::HTML
    }
}

/// Looks pages up, and remembers how they looked when they last could be rendered.
#[derive(Default)]
pub(super) struct Pages {
    good: Mutex<LastGood>,
}

impl Pages {
    /// What is at a request's path, percent-encoded as it came.
    pub(super) fn at(&self, live: &Live, path: &str) -> Answer {
        let revision = live.revision.as_ref();
        let base = base(revision);
        let Some(decoded) = decode(path) else {
            return self.missing(live, "");
        };
        if !base.is_empty() && (decoded == "/" || decoded == base) {
            return Answer::Elsewhere {
                location: format!("{}/", encode(base)),
                permanent: false,
            };
        }
        let Some(below) = below(base, &decoded) else {
            return self.missing(live, "");
        };
        let data = below.ends_with('/').then(|| format!("{below}index.json"));
        let data = data.and_then(|path| OutPath::parse(&path).ok());
        let mut outs = output(below).into_iter().chain(data);
        if let Some(found) = outs.find_map(|out| self.fetch(live, &out)) {
            return Answer::Found(found);
        }
        let folder = OutPath::parse(&format!("{below}/index.html"));
        if !below.ends_with('/') && folder.is_ok_and(|out| revision.get(&out).is_some()) {
            return Answer::Elsewhere {
                location: format!("{}/", encode(&format!("{base}/{below}"))),
                permanent: true,
            };
        }
        self.missing(live, below)
    }

    /// The bytes of an output, or the last good ones, or a report of what is wrong with it.
    fn fetch(&self, live: &Live, out: &OutPath) -> Option<Found> {
        let kind = media::kind(out);
        let found = |bytes: Bytes, faults| Found {
            status: 200,
            kind,
            bytes,
            faults,
        };
        match live.revision.get(out)? {
            Ok(bytes) => {
                if media::is_text(kind) {
                    self.good().keep(out, &bytes);
                }
                Some(found(bytes, Vec::new()))
            }
            Err(faults) => {
                let good = self.good().of(out);
                Some(match good {
                    Some(bytes) => found(bytes, faults),
                    None => broken(live, faults),
                })
            }
        }
    }

    /// The site's own page for what is not there, in the language of the path; else a plain one.
    fn missing(&self, live: &Live, below: &str) -> Answer {
        let language = below.split_once('/').map(|(first, _)| first);
        let mut own = language
            .into_iter()
            .filter_map(|language| OutPath::parse(&format!("{language}/404.html")).ok())
            .chain(OutPath::parse("404.html"));
        let found = own
            .find_map(|out| self.fetch(live, &out))
            .unwrap_or_else(|| Found {
                status: 404,
                kind: media::HTML,
                bytes: overlay::missing_page().into_bytes().into(),
                faults: Vec::new(),
            });
        let status = if found.status == 200 {
            404
        } else {
            found.status
        };
        Answer::Found(Found { status, ..found })
    }

    fn good(&self) -> std::sync::MutexGuard<'_, LastGood> {
        self.good.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn broken(live: &Live, faults: Vec<Diagnostic>) -> Found {
    let errors = live.errors(&faults);
    let errors = if errors.is_empty() { &faults } else { &errors };
    let page = overlay::broken_page(errors, live.revision.as_ref());
    Found {
        status: 500,
        kind: media::HTML,
        bytes: page.into_bytes().into(),
        faults,
    }
}

fn base(revision: &dyn Revision) -> &str {
    revision.base_path().trim_end_matches('/')
}

/// The part of a decoded path that is below the site's root, without the slash in front.
fn below<'a>(base: &str, decoded: &'a str) -> Option<&'a str> {
    decoded.strip_prefix(base)?.strip_prefix('/')
}

fn output(below: &str) -> Option<OutPath> {
    if below.is_empty() || below.ends_with('/') {
        OutPath::parse(&format!("{below}index.html")).ok()
    } else {
        OutPath::parse(below).ok()
    }
}

/// The output that a percent-encoded path of this site names, if it can be one.
pub(super) fn output_at(revision: &dyn Revision, path: &str) -> Option<OutPath> {
    output(below(base(revision), &decode(path)?)?)
}

/// How outputs looked when they last could be rendered: of those that were looked at most recently.
#[derive(Default)]
struct LastGood {
    clock: u64,
    bytes: BTreeMap<OutPath, (u64, Bytes)>,
}

impl LastGood {
    const MOST: usize = 256;

    fn keep(&mut self, path: &OutPath, bytes: &Bytes) {
        self.clock += 1;
        self.bytes.insert(path.clone(), (self.clock, bytes.clone()));
        if self.bytes.len() > Self::MOST {
            let oldest = self.bytes.iter().min_by_key(|(_, (when, _))| *when);
            if let Some(oldest) = oldest.map(|(path, _)| path.clone()) {
                self.bytes.remove(&oldest);
            }
        }
    }

    fn of(&self, path: &OutPath) -> Option<Bytes> {
        self.bytes.get(path).map(|(_, bytes)| bytes.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::paths::SourcePath;
    use crate::check::Note;
    use proptest::prelude::*;
    use std::sync::Arc;

    struct OnePage;

    impl Revision for OnePage {
        fn number(&self) -> u64 {
            1
        }
        fn get(&self, path: &OutPath) -> Option<Result<Bytes, Vec<Diagnostic>>> {
            (path.as_str() == "a/index.html").then(|| Ok(b"page".as_slice().into()))
        }
        fn diagnostics(&self) -> Vec<Diagnostic> {
            Vec::new()
        }
        fn known(&self) -> Vec<Diagnostic> {
            Vec::new()
        }
        fn notes(&self, _: &OutPath) -> Vec<Note> {
            Vec::new()
        }
        fn all_notes(&self) -> Vec<Note> {
            Vec::new()
        }
        fn source(&self, _: &SourcePath) -> Option<String> {
            None
        }
        fn base_path(&self) -> &str {
            ""
        }
    }

    proptest! {
        #[test]
        fn no_path_leads_off_the_site(path in "(/|//|\\\\|a|%2[fFeE5]|%|\\.|\\?|[^/]){0,12}") {
            let live = Live::new(Arc::new(OnePage));
            match Pages::default().at(&live, &path) {
                Answer::Elsewhere { location, .. } => prop_assert_eq!(location, "/a/"),
                Answer::Found(found) if found.status == 200 => {
                    let decoded = decode(&path);
                    prop_assert!(matches!(decoded.as_deref(), Some("/a/" | "/a/index.html")), "{path}");
                }
                Answer::Found(found) => prop_assert_eq!(found.status, 404),
            }
        }
    }

    #[test]
    fn the_last_good_pages_are_those_looked_at_last() {
        let mut good = LastGood::default();
        let path = |n: usize| OutPath::parse(&format!("{n}.html")).expect("a path");
        for n in 0..LastGood::MOST {
            good.keep(&path(n), &b"x".as_slice().into());
        }
        good.keep(&path(0), &b"y".as_slice().into());
        good.keep(&path(9999), &b"z".as_slice().into());
        assert_eq!(good.of(&path(0)).as_deref(), Some(b"y".as_slice()));
        assert!(good.of(&path(1)).is_none() && good.of(&path(2)).is_some());
    }
}
