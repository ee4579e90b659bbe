//! The text of a Content-Security-Policy, and what is wrong with one that a page brings.

use crate::config::{Allowed, Use};
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// What a policy lets through besides the site's own files.
#[derive(Default)]
pub(super) struct Policy<'a> {
    /// `'sha256-…'` of scripts that stand in the page.
    pub scripts: BTreeSet<&'a str>,
    /// The same of stylesheets.
    pub styles: BTreeSet<&'a str>,
    /// Other origins, by name.
    pub origins: Vec<&'a Allowed>,
}

/// A directive, what it has by itself, and for which use of an origin it stands.
const DIRECTIVES: [(&str, &str, Option<Use>); 12] = [
    ("default-src", " 'none'", None),
    ("script-src", " 'self'", Some(Use::Scripts)),
    ("style-src", " 'self'", Some(Use::Styles)),
    ("img-src", " 'self' data:", Some(Use::Pictures)),
    ("font-src", " 'self'", Some(Use::Fonts)),
    ("media-src", " 'self'", Some(Use::Media)),
    ("connect-src", " 'self'", Some(Use::Requests)),
    ("frame-src", "", Some(Use::Frames)),
    ("manifest-src", " 'self'", None),
    ("worker-src", " 'self'", None),
    ("form-action", " 'self'", Some(Use::Forms)),
    ("base-uri", " 'none'", None),
];

impl Policy<'_> {
    /// The policy as it stands in a page or in a header.
    pub fn text(&self) -> String {
        let mut text = String::with_capacity(320);
        for (name, own, wanted) in DIRECTIVES {
            let start = text.len();
            text.push_str(if start == 0 { "" } else { "; " });
            text.push_str(name);
            let bare = text.len();
            text.push_str(own);
            let inline = match wanted {
                Some(Use::Scripts) => Some(&self.scripts),
                Some(Use::Styles) => Some(&self.styles),
                _ => None,
            };
            for hash in inline.into_iter().flatten() {
                text.push(' ');
                text.push_str(hash);
            }
            let origins = self.origins.iter();
            for allowed in origins.filter(|one| wanted.is_some_and(|wanted| one.is_for(wanted))) {
                text.push(' ');
                text.push_str(&allowed.origin);
            }
            // A directive without sources would say that there is none.
            if text.len() == bare {
                text.truncate(start);
            }
        }
        text
    }
}

/// What a policy says of a script or a stylesheet with this text: `'sha256-…'`. Browsers see only one
/// kind of line end.
pub(super) fn hash(text: &str) -> String {
    let digest = match text.contains('\r') {
        true => Sha256::digest(text.replace("\r\n", "\n").replace('\r', "\n")),
        false => Sha256::digest(text),
    };
    format!("'sha256-{}'", BASE64.encode(digest))
}

/// What a policy of a page's own lets through.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Own {
    /// Sources that let anything through, or any script.
    pub open: Vec<String>,
    /// Origins that it names, and addresses to which it has browsers report.
    pub origins: Vec<String>,
    /// Whether it says nothing of scripts.
    pub is_silent: bool,
}

impl Own {
    /// Reads a policy.
    pub fn of(policy: &str) -> Own {
        let mut own = Own {
            is_silent: true,
            ..Own::default()
        };
        for directive in policy.split(';') {
            let mut words = directive.split_whitespace();
            let name = words.next().unwrap_or_default().to_ascii_lowercase();
            let is_of_scripts = matches!(
                name.as_str(),
                "script-src" | "default-src" | "script-src-elem"
            );
            own.is_silent &= !is_of_scripts;
            for word in words {
                own.source(word, is_of_scripts);
            }
        }
        own
    }

    fn source(&mut self, word: &str, is_of_scripts: bool) {
        let small = word.to_ascii_lowercase();
        let is_open = matches!(small.as_str(), "*" | "http:" | "https:" | "ws:" | "wss:")
            || (is_of_scripts
                && matches!(
                    small.as_str(),
                    "'unsafe-inline'" | "'unsafe-eval'" | "data:" | "blob:"
                ));
        if is_open {
            self.open.push(word.to_owned());
        } else if !word.starts_with('\'')
            && !word.ends_with(':')
            && !word.starts_with('/')
            && small.contains('.')
        {
            let whole = match small.contains("://") {
                true => small,
                false => format!("https://{small}"),
            };
            self.origins.push(whole.replace("://*.", "://any."));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_those_of_browsers() {
        // From the specification of Content Security Policy.
        let known = "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='";
        assert_eq!(hash("alert('Hello, world.');"), known);
        assert_eq!(hash("a\r\nb\rc"), hash("a\nb\nc"));
        assert_eq!(
            [&b""[..], b"f", b"fo", b"foo"].map(|bytes| BASE64.encode(bytes)),
            ["", "Zg==", "Zm8=", "Zm9v"]
        );
    }

    #[test]
    fn an_origin_stands_where_it_is_allowed() {
        let allowed = Allowed {
            origin: "https://x.example".to_owned(),
            reason: "it must".to_owned(),
            uses: [Use::Frames, Use::Pictures].into(),
            span: 0..0,
        };
        let policy = Policy {
            scripts: ["'sha256-a='"].into(),
            origins: vec![&allowed],
            ..Policy::default()
        };
        assert_eq!(
            policy.text(),
            "default-src 'none'; script-src 'self' 'sha256-a='; style-src 'self'; img-src 'self' data: \
             https://x.example; font-src 'self'; media-src 'self'; connect-src 'self'; frame-src \
             https://x.example; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'"
        );
    }

    #[test]
    fn a_policy_of_its_own_is_read() {
        let own = Own::of(
            "default-src 'self' *; SCRIPT-SRC 'unsafe-inline' cdn.example; img-src data: https:",
        );
        assert_eq!(own.open, ["*", "'unsafe-inline'", "https:"]);
        assert_eq!(own.origins, ["https://cdn.example"]);
        assert!(!own.is_silent && Own::of("img-src 'self'").is_silent);
        assert_eq!(
            Own::of("script-src 'self'; report-uri https://r.example/x").origins,
            ["https://r.example/x"]
        );
    }
}
