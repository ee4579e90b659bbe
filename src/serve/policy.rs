//! The preview's script must run on pages whose Content-Security-Policy knows nothing of it. A policy in
//! a `<meta>` can't be widened by a header, so the served copy of the page is: by this one script and
//! this server's events, and by nothing else, so that what the built site would block is blocked here too.

use crate::base::entities::decoded;
use crate::base::markup::Tags;
use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};

/// A word that no page can know beforehand.
pub(super) fn nonce() -> String {
    let half = || RandomState::new().build_hasher().finish();
    format!("{:016x}{:016x}", half(), half())
}

/// The page with its policies widened for the preview; `None` if it has none.
pub(super) fn widened(html: &str, nonce: &str) -> Option<String> {
    let mut out = String::with_capacity(html.len() + 128);
    let mut done = 0;
    let mut tags = Tags::html(html.as_bytes());
    while let Some(tag) = tags.next_tag() {
        let is_policy = tag.is("meta")
            && tag.attribute("http-equiv").is_some_and(|of| {
                of.value
                    .trim_ascii()
                    .eq_ignore_ascii_case(b"content-security-policy")
            });
        let content = tag.attribute("content").filter(|one| !one.value.is_empty());
        let Some(content) = content.filter(|_| is_policy) else {
            continue;
        };
        let policy = with_preview(&decoded(content.value), nonce);
        out.push_str(&html[done..content.at]);
        let quote = match html.as_bytes()[content.at - 1] {
            b'"' | b'\'' => "",
            _ => "\"",
        };
        out.push_str(quote);
        out.push_str(&in_quotes(&policy));
        out.push_str(quote);
        done = content.range().end;
    }
    if done == 0 {
        return None;
    }
    out.push_str(&html[done..]);
    Some(out)
}

/// The text as it may stand in any quotes.
fn in_quotes(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}

fn with_preview(policy: &str, nonce: &str) -> String {
    let mut directives: Vec<Vec<String>> = policy
        .split(';')
        .map(|directive| directive.split_whitespace().map(str::to_owned).collect())
        .filter(|words: &Vec<String>| !words.is_empty())
        .collect();
    allow(
        &mut directives,
        &["script-src-elem", "script-src"],
        &format!("'nonce-{nonce}'"),
    );
    allow(&mut directives, &["connect-src"], "'self'");
    let joined: Vec<String> = directives.iter().map(|words| words.join(" ")).collect();
    joined.join("; ")
}

/// Adds a source to the first of these directives that is there; if none is, but there is a
/// `default-src` that stands in for it, adds the directive with the default's sources and this one.
fn allow(directives: &mut Vec<Vec<String>>, names: &[&str], source: &str) {
    let at = |directives: &[Vec<String>], name: &str| {
        directives
            .iter()
            .position(|words| words[0].eq_ignore_ascii_case(name))
    };
    let index = match names.iter().find_map(|name| at(directives, name)) {
        Some(index) => index,
        None => {
            let Some(default) = at(directives, "default-src") else {
                return;
            };
            let mut words = directives[default].clone();
            words[0] = names[names.len() - 1].to_owned();
            directives.push(words);
            directives.len() - 1
        }
    };
    let words = &mut directives[index];
    words.retain(|word| !word.eq_ignore_ascii_case("'none'"));
    if !words.iter().any(|word| word == source) {
        words.push(source.to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widens_a_policy_by_the_preview_alone() {
        for (policy, expected) in [
            (
                "default-src 'none'; style-src 'self'",
                "default-src 'none'; style-src 'self'; script-src 'nonce-N'; connect-src 'self'",
            ),
            (
                "script-src 'sha256-abc='; connect-src 'none';",
                "script-src 'sha256-abc=' 'nonce-N'; connect-src 'self'",
            ),
            ("img-src 'self'", "img-src 'self'"),
            (
                "default-src https://x.example 'self'",
                "default-src https://x.example 'self'; script-src https://x.example 'self' 'nonce-N'; \
                 connect-src https://x.example 'self'",
            ),
        ] {
            assert_eq!(with_preview(policy, "N"), expected);
        }
    }

    #[test]
    fn finds_the_policy_of_a_page() {
        let page = "<head><meta charset=utf-8><META content=\"default-src &#39;self&#39;\" \
                    http-equiv = 'Content-Security-Policy' ><meta name=a content=\"script-src b\">é</head>";
        let expected = "<head><meta charset=utf-8><META content=\"default-src &#39;self&#39;; script-src \
                        &#39;self&#39; &#39;nonce-N&#39;; connect-src &#39;self&#39;\" \
                        http-equiv = 'Content-Security-Policy' ><meta name=a content=\"script-src b\">é</head>";
        assert_eq!(widened(page, "N").as_deref(), Some(expected));
        assert_eq!(widened("<p>no policy</p><meta name=x>", "N"), None);
        assert_eq!(widened("<meta", "N"), None);
        assert_eq!(
            widened("<meta http-equiv=\"Content-Security-Policy\">", "N"),
            None
        );
    }
}
