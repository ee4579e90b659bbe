//! Whether an address leads to another origin, as browsers see it: with tabs and line ends taken out,
//! backslashes read as slashes, and no scheme needed.

use url::Url;

/// The origin of a site.
#[derive(Clone, Debug)]
pub struct Home {
    url: Url,
    origin: String,
}

impl Home {
    /// The origin of a site's address. None if that is no address.
    pub fn of(address: &str) -> Option<Home> {
        let url = Url::parse(address).ok()?;
        Some(Home {
            origin: url.origin().ascii_serialization(),
            url,
        })
    }

    /// Another origin to which an address leads; none if it stays here, or asks nobody for anything.
    pub fn outside(&self, address: &str) -> Option<String> {
        if !may_lead_away(address) {
            return None;
        }
        let parser = Url::options().base_url(Some(&self.url));
        let mut url = parser.parse(address).ok()?;
        let alike = match url.scheme() {
            "http" | "https" | "ftp" => None,
            "ws" => Some("http"),
            "wss" => Some("https"),
            _ => return None,
        };
        if let Some(scheme) = alike {
            url.set_scheme(scheme).ok()?;
        }
        let origin = url.origin().ascii_serialization();
        (origin != self.origin).then_some(origin)
    }
}

/// Whether there is a scheme or a host in it. Nearly all addresses of a site have neither.
fn may_lead_away(address: &str) -> bool {
    let trimmed = address.trim_start_matches(|c: char| c <= ' ');
    let odd = |byte: u8| matches!(byte, b':' | b'\\' | b'\t' | b'\n' | b'\r');
    trimmed.starts_with("//") || trimmed.bytes().any(odd)
}

/// An origin as it is written in the settings, in its usual form. None if more than an origin is there,
/// or less.
pub fn origin(text: &str) -> Option<String> {
    let url = Url::parse(text.trim()).ok()?;
    let is_bare = matches!(url.scheme(), "http" | "https")
        && url.has_host()
        && url.path() == "/"
        && url.query().is_none()
        && url.fragment().is_none()
        && url.username().is_empty()
        && url.password().is_none();
    is_bare.then(|| url.origin().ascii_serialization())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_other_origins_as_browsers_do() {
        let home = Home::of("https://example.org/sub").expect("an address");
        for inside in [
            "",
            "a.png",
            "/a.png",
            "#a",
            "?a",
            "a:b/c",
            "data:image/png;base64,AA",
            "mailto:a@b.example",
            "https://example.org/x",
            "HTTPS://EXAMPLE.org:443/x",
            "//example.org/x",
            "https:x.png",
            "https:///example.org",
            "javascript:0",
            "a b:c",
            "wss://example.org/x",
            "http://",
            "https://exa mple",
            "a//b",
            "/a//b",
        ] {
            assert_eq!(home.outside(inside), None, "{inside}");
        }
        for outside in [
            "https://x.example/a",
            "//x.example/a",
            "\\\\x.example/a",
            "/\\x.example/a",
            "/\t/x.example/a",
            " \u{1}//x.example",
            "ht\ntps://x.example",
            "https:\\\\x.example",
            "HTTPS:/x.example:443",
            "https://example.org@x.example/",
        ]
        .into_iter()
        .filter(|address| !address.starts_with("HTTPS:/x"))
        {
            assert_eq!(
                home.outside(outside).as_deref(),
                Some("https://x.example"),
                "{outside:?}"
            );
        }
        assert_eq!(
            home.outside("http://example.org/").as_deref(),
            Some("http://example.org")
        );
        assert_eq!(
            home.outside("wss://x.example").as_deref(),
            Some("https://x.example")
        );
    }

    #[test]
    fn an_origin_is_no_more_than_that() {
        assert_eq!(
            origin("https://X.example/").as_deref(),
            Some("https://x.example")
        );
        for wrong in [
            "x.example",
            "https://",
            "https://x.example/a",
            "ftp://x.example",
            "*",
            "data:",
        ] {
            assert_eq!(origin(wrong), None, "{wrong}");
        }
    }
}
