//! Web and e-mail addresses as people type them: checked, shown short, and without the parameters by
//! which senders follow their readers.

use super::Home;
use crate::base::diag::Diagnostic;
use crate::base::made_up;
use crate::base::node::Fields;
use crate::base::paths::encode;
use crate::base::tracking::untracked;
use std::ops::Range;
use url::Url;

/// An address that can be clicked.
pub(super) struct Link {
    /// What readers see.
    pub shown: String,
    /// What a click opens.
    pub href: String,
}

/// Services that hide where a link leads, and note who follows it.
const SHORTENERS: [&str; 24] = [
    "bit.do",
    "bit.ly",
    "buff.ly",
    "cutt.ly",
    "dlvr.it",
    "fb.me",
    "goo.gl",
    "ift.tt",
    "is.gd",
    "j.mp",
    "lnkd.in",
    "ow.ly",
    "rb.gy",
    "rebrand.ly",
    "s.id",
    "shorturl.at",
    "t.co",
    "t.ly",
    "tiny.cc",
    "tiny.one",
    "tinyurl.com",
    "trib.al",
    "urlz.fr",
    "v.gd",
];
/// Services with which people have their own mailbox.
const MAILBOXES: [&str; 16] = [
    "aol.com",
    "btinternet.com",
    "gmx.de",
    "gmx.net",
    "live.co.uk",
    "live.com",
    "proton.me",
    "web.de",
    "gmail.com",
    "googlemail.com",
    "hotmail.com",
    "hotmail.co.uk",
    "outlook.com",
    "yahoo.com",
    "yahoo.co.uk",
    "icloud.com",
];

/// Reads a web address by which somebody is reached.
pub(super) fn reach(
    fields: &mut Fields<'_, '_>,
    text: &str,
    span: &Range<usize>,
    home: Home<'_>,
) -> Option<Link> {
    let link = web(fields, text, span)?;
    let messenger = Url::parse(&link.href).ok().filter(|url| {
        let host = url.host_str().unwrap_or_default();
        host == "wa.me" || host == "whatsapp.com" || host.ends_with(".whatsapp.com")
    });
    let number = messenger.is_some_and(|url| {
        let numbers = url.query_pairs().filter(|(name, _)| name == "phone");
        let mut typed = numbers.map(|(_, number)| number.into_owned());
        made_up::is_in(url.path(), None) || typed.any(|number| made_up::is_in(&number, None))
    });
    if number && !home.example {
        let says = format!("`{text}` leads to a number for films and examples: nobody answers it");
        let fault = Diagnostic::error("listing/phone", says);
        let help = "write the address of the real number, or leave it out until you know it";
        fields.report(fault.help(help), span);
        return None;
    }
    Some(link)
}

/// Reads a web address.
pub(super) fn web(fields: &mut Fields<'_, '_>, text: &str, span: &Range<usize>) -> Option<Link> {
    let url = match parse_web(text) {
        Ok(url) => url,
        Err(fault) => {
            fields.report(*fault, span);
            return None;
        }
    };
    let host = url.host_str().unwrap_or_default();
    if SHORTENERS.contains(&host.trim_start_matches("www.")) {
        let fault = Diagnostic::error(
            "listing/short-link",
            format!("{host} hides where this link leads, and notes who follows it"),
        );
        let help = "open it once, and put the address here that it leads to";
        fields.report(fault.help(help), span);
        return None;
    }
    if url.scheme() == "http" {
        let fault = Diagnostic::warning(
            "listing/http",
            "others on the way can read what this link shows, and change it",
        );
        let secure = format!("https{}", &text["http".len()..]);
        let help = format!("see whether {secure} opens, and write that");
        fields.report(fault.help(help), span);
    }
    let (href, dropped) = untracked(text);
    if !dropped.is_empty() {
        let fault = Diagnostic::warning(
            "listing/tracking",
            format!(
                "this link tells the site where its reader came from: {}",
                dropped.join(", ")
            ),
        );
        let help = format!("it is left out of your site; write {href}");
        fields.report(fault.help(help), span);
    }
    let shown = href
        .split_once("://")
        .map_or(href.as_ref(), |(_, rest)| rest);
    Some(Link {
        shown: shown.trim_end_matches('/').to_owned(),
        href: href.into_owned(),
    })
}

fn parse_web(text: &str) -> Result<Url, Box<Diagnostic>> {
    let fault = |message: &str, help: String| {
        let message = format!("`{text}` {message}");
        Err(Box::new(
            Diagnostic::error("listing/url", message).help(help),
        ))
    };
    if text.contains(char::is_whitespace) || text.matches("://").count() > 1 {
        return fault(
            "is not one web address",
            "write one address without spaces; further ones go into `additional_urls`".to_owned(),
        );
    }
    let lower = text.to_lowercase();
    if !lower.starts_with("https://") && !lower.starts_with("http://") {
        return match (lower.contains(':'), looks_like_host(&lower)) {
            (false, true) => fault(
                "lacks the beginning of a web address",
                format!("write https://{text}"),
            ),
            _ => fault(
                "is not a web address",
                "copy the address from the browser: it begins with https://".to_owned(),
            ),
        };
    }
    let Ok(url) = Url::parse(text) else {
        return fault(
            "is not a web address",
            "copy the address from the browser: https://example.org/page".to_owned(),
        );
    };
    if !url.username().is_empty() || url.password().is_some() {
        return fault(
            "holds a name or a password",
            "leave out what stands before the @".to_owned(),
        );
    }
    if !url.host_str().is_some_and(looks_like_host) {
        return fault(
            "leads to no site that readers can reach",
            "copy the address from the browser: https://example.org/page".to_owned(),
        );
    }
    Ok(url)
}

/// Whether it begins with a name such as `example.org`.
fn looks_like_host(text: &str) -> bool {
    let host = text.split(['/', '?', '#', ':']).next().unwrap_or_default();
    host.rsplit_once('.')
        .is_some_and(|(name, end)| !name.is_empty() && end.chars().count() >= 2)
        && !host.contains("..")
        && !host.contains('@')
}

/// Reads an e-mail address.
pub(super) fn email(
    fields: &mut Fields<'_, '_>,
    name: &str,
    text: &str,
    span: &Range<usize>,
) -> Option<Link> {
    let Some((local, domain)) = parse_email(text) else {
        let fault = Diagnostic::error(
            "listing/email",
            format!("`{text}` is not an e-mail address"),
        );
        let help = if text.matches('@').count() > 1 {
            format!("write a list if there are several: {name}: [one@example.org, two@example.org]")
        } else {
            "write one such as hello@example.org, and nothing beside it".to_owned()
        };
        fields.report(fault.help(help), span);
        return None;
    };
    if MAILBOXES.contains(&domain.to_lowercase().as_str()) && is_persons_name(local) {
        let fault = Diagnostic::warning(
            "listing/private-email",
            format!("`{text}` looks like a person's own mailbox"),
        );
        let help = "ask them whether it may be public, or give the group's own address";
        fields.report(fault.help(help), span);
    }
    Some(Link {
        shown: text.to_owned(),
        href: format!("mailto:{}", encode(text)),
    })
}

fn parse_email(text: &str) -> Option<(&str, &str)> {
    let (local, domain) = text.split_once('@')?;
    let odd = |c: char| c.is_whitespace() || c.is_control() || "<>()[],;:\\\"@".contains(c);
    let sound = !local.is_empty()
        && !text.contains("..")
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains(odd)
        && !domain.contains(|c: char| odd(c) || c == '/' || c == '_')
        && !domain.starts_with(['.', '-'])
        && looks_like_host(domain);
    sound.then_some((local, domain))
}

/// `jane.doe`, `jane_doe`, `jane.doe77`.
fn is_persons_name(local: &str) -> bool {
    local.split_once(['.', '_']).is_some_and(|(first, last)| {
        let last = last.trim_end_matches(|c: char| c.is_ascii_digit());
        let word = |text: &str| text.len() > 1 && text.chars().all(char::is_alphabetic);
        word(first) && word(last)
    })
}
