//! Which country a site works in, and whether it is a real site at all: both decide what its phone
//! numbers mean.

use super::model::BaseUrl;
use crate::base::country::{self, is_country};
use crate::base::diag::Diagnostic;
use crate::base::lang::Lang;
use crate::base::node::Fields;

/// The host of all that `waypost init` writes as an example.
pub(super) const STARTER: &str = "peers.example";

/// Reads `country`; without it, the country of the default language is meant.
pub(super) fn country(fields: &mut Fields<'_, '_>, lang: &Lang) -> Option<String> {
    let of_language = || lang.country().map(str::to_owned);
    let Some((text, span)) = fields.text_at("country") else {
        return of_language();
    };
    let code = text.to_uppercase();
    if is_country(&code) {
        return Some(code);
    }
    let fault = Diagnostic::error(
        "config/country",
        format!("`{text}` is not the code of a country"),
    );
    let help = match country::nearest(&text) {
        Some(code) => format!("did you mean country = \"{code}\"?"),
        None => "use the two letters of ISO 3166-1: GB, IE, DE".to_owned(),
    };
    fields.report(fault.help(help), &span);
    of_language()
}

/// Reads `example`, which is not for a site that people may take for a real one.
pub(super) fn example(fields: &mut Fields<'_, '_>, base_url: &BaseUrl) -> bool {
    let span = fields.node("example").map(|node| node.span.clone());
    let example = fields.flag("example").unwrap_or(false);
    if let Some(span) = span
        && example
        && !is_made_up(&base_url.origin)
    {
        let fault = Diagnostic::warning(
            "config/example",
            format!(
                "made-up phone numbers are let through, and this site will stand at {}",
                base_url.origin
            ),
        );
        let help =
            "delete this line once the site is yours: then no made-up number can reach a reader";
        fields.report(fault.help(help), &span);
    }
    example
}

/// Whether it is an address at which nobody can have a site (RFC 2606), or this computer's own.
fn is_made_up(origin: &str) -> bool {
    let host = origin.split_once("://").map_or(origin, |(_, rest)| rest);
    let host = host.rsplit_once(':').map_or(host, |(host, _)| host);
    let below = |name: &str| {
        host.strip_suffix(name)
            .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    };
    ["example", "test", "invalid", "localhost", "127.0.0.1"]
        .iter()
        .chain(&["example.org", "example.com", "example.net"])
        .any(|name| below(name))
}

#[cfg(test)]
mod tests {
    use super::is_made_up;
    use crate::base::diag::Sink;
    use crate::base::paths::SourcePath;

    #[test]
    fn what_a_new_site_came_with_is_told() {
        let read = |settings: &str| {
            let mut sink = Sink::new();
            let text = format!("title = \"A\"\n{settings}");
            crate::config::read(&text, &SourcePath::named("waypost.toml"), &mut sink);
            let told = sink.into_sorted().into_iter();
            told.map(|told| told.code).collect::<Vec<_>>()
        };
        let own = "base_url = \"https://a.example\"\n[contact]\nemail = \"us@a.example\"";
        assert_eq!(read(own), [""; 0]);
        let starter = own.replace("a.example", super::STARTER);
        assert_eq!(read(&starter), ["config/starter"; 2]);
    }

    #[test]
    fn only_addresses_that_nobody_can_have_are_made_up() {
        for origin in [
            "https://sidedoor.example",
            "https://example.org",
            "https://www.example.com",
            "http://localhost:8000",
            "http://127.0.0.1:8000",
            "https://a.b.test",
        ] {
            assert!(is_made_up(origin), "{origin}");
        }
        for origin in [
            "https://notexample.org",
            "https://example.org.uk",
            "https://a.org",
        ] {
            assert!(!is_made_up(origin), "{origin}");
        }
    }
}
