//! Who may ask. A page on the web can make a reader's browser ask this server for the unpublished site:
//! under a name of its own that it points here (so the `Host` is checked), or from its own scripts (so
//! the `Origin` is).

use axum::http::{HeaderMap, StatusCode, Uri, header};
use std::net::IpAddr;

pub(super) struct Guard {
    bound: IpAddr,
    names: Vec<String>,
}

/// A request that is not answered, and why.
pub(super) struct Refusal {
    pub(super) status: StatusCode,
    pub(super) text: String,
}

impl Guard {
    pub(super) fn new(bound: IpAddr, names: &[String]) -> Guard {
        Guard {
            bound,
            names: names.iter().map(|name| name.to_lowercase()).collect(),
        }
    }

    /// Refuses a request that no tab of this preview would send.
    pub(super) fn check(&self, uri: &Uri, headers: &HeaderMap) -> Result<(), Refusal> {
        let asked = text(headers, header::HOST).unwrap_or_default();
        let named = uri.authority().map(|authority| authority.as_str());
        for host in [Some(asked), named].into_iter().flatten() {
            if !self.knows(host) {
                return Err(Refusal {
                    status: StatusCode::MISDIRECTED_REQUEST,
                    text: format!(
                        "This is the preview of a site on somebody's own computer. It does not answer \
                         to the name \"{}\".\n\nOpen it by the address that was printed when it \
                         started, or start it with that name allowed.\n",
                        printable(host)
                    ),
                });
            }
        }
        if self.is_foreign(asked, headers) {
            return Err(Refusal {
                status: StatusCode::FORBIDDEN,
                text:
                    "Another site asked for this preview, so it was not shown. Open it in a tab of \
                       its own.\n"
                        .to_owned(),
            });
        }
        Ok(())
    }

    /// Whether a `Host` is a name that only this machine, or the person who started us, gives us.
    fn knows(&self, host: &str) -> bool {
        let name = without_port(host).trim_end_matches('.').to_lowercase();
        if name == "localhost" || name.ends_with(".localhost") || self.names.contains(&name) {
            return true;
        }
        let literal = name.trim_start_matches('[').trim_end_matches(']');
        // An address can't be made to point elsewhere, as a name can.
        literal.parse::<IpAddr>().is_ok_and(|address| {
            address.is_loopback() || address == self.bound || self.bound.is_unspecified()
        })
    }

    fn is_foreign(&self, host: &str, headers: &HeaderMap) -> bool {
        if let Some(origin) = text(headers, header::ORIGIN) {
            let authority = origin.split_once("://").map_or("", |(_, rest)| rest);
            if !authority.eq_ignore_ascii_case(host) {
                return true;
            }
        }
        // Another port of this machine is the same "site", and another program all the same.
        let elsewhere = text(headers, "sec-fetch-site")
            .is_some_and(|site| !matches!(site, "same-origin" | "none"));
        // Following a link from elsewhere is what a person does; the page it comes from can't read it.
        let followed = text(headers, "sec-fetch-mode") == Some("navigate")
            && text(headers, "sec-fetch-dest").is_none_or(|dest| dest == "document");
        elsewhere && !followed
    }
}

fn text(headers: &HeaderMap, name: impl header::AsHeaderName) -> Option<&str> {
    headers.get(name).map(|value| value.to_str().unwrap_or("?"))
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) && !name.ends_with(':') => {
            name
        }
        _ => host,
    }
}

fn printable(host: &str) -> String {
    host.chars().filter(|c| !c.is_control()).take(100).collect()
}
