//! A rendered page gets its Content-Security-Policy, made from its own bytes, and is looked through for
//! what it loads from elsewhere. It is gone through once.

use super::loads::{Load, Loads, Script};
use super::place::Place;
use super::policy::{Own, Policy, hash};
use crate::base::diag::Diagnostic;
use crate::base::entities::decoded;
use crate::base::markup::{Tag, Tags};
use crate::base::origin::Home;
use crate::config::Allowed;
use crate::facts::{self, World};
use std::collections::BTreeSet;
use std::ops::Range;

/// The page with its policy. `quiet` is a text that may stand in it, and that loads and runs nothing.
pub(in crate::outputs) fn guarded(
    world: &World,
    html: Vec<u8>,
    quiet: &str,
    place: &Place<'_>,
) -> Vec<u8> {
    let (safeguards, home) = facts::policy(world);
    let Some(home) = home else {
        return html;
    };
    let seen = Seen::of(&html, quiet, home);
    let mut origins: BTreeSet<&str> = safeguards.origins.iter().map(String::as_str).collect();
    for load in &seen.loads {
        match facts::may_use(world, &load.origin, load.kind.wanted()) {
            Some(true) => {
                origins.insert(&load.origin);
            }
            other => facts::report(place.load(load, &html, other.is_some())),
        }
    }
    let scripts = inline(&seen.scripts, &html, &safeguards.scripts, "script", place);
    let styles = inline(&seen.styles, &html, &safeguards.styles, "stylesheet", place);
    for range in &seen.blocked {
        place
            .blocked(&html[range.clone()])
            .into_iter()
            .for_each(facts::report);
    }
    if !seen.policies.is_empty() {
        let faults = seen
            .policies
            .iter()
            .flat_map(|own| own_faults(world, home, own));
        faults.for_each(|found| facts::report(place.page(found)));
        return html;
    }
    let privacy = &world.site.config.privacy;
    let policy = Policy {
        scripts: scripts.iter().map(String::as_str).collect(),
        styles: styles.iter().map(String::as_str).collect(),
        origins: origins
            .into_iter()
            .filter_map(|origin| privacy.of(origin))
            .collect(),
    };
    with_policy(html, seen.start, &policy)
}

fn with_policy(mut html: Vec<u8>, at: usize, policy: &Policy<'_>) -> Vec<u8> {
    let meta = format!(
        "\n<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">",
        policy.text()
    );
    html.splice(at..at, meta.into_bytes());
    html
}

/// The hashes of what stands in the page. What does not stand in a template just so is told: the header
/// of all pages can't know it.
fn inline(
    ranges: &[Range<usize>],
    html: &[u8],
    known: &BTreeSet<String>,
    what: &str,
    place: &Place<'_>,
) -> BTreeSet<String> {
    let mut hashes = BTreeSet::new();
    for range in ranges {
        let text = String::from_utf8_lossy(&html[range.clone()]);
        let hash = hash(&text);
        if !known.contains(&hash) {
            facts::report(place.inline(&text, what));
        }
        hashes.insert(hash);
    }
    hashes
}

fn own_faults(world: &World, home: &Home, own: &Own) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    let help = "take the page's own policy out, and it gets the one that all pages have";
    for source in &own.open {
        let message = format!(
            "this page's own Content-Security-Policy lets anything through with `{source}`"
        );
        faults.push(Diagnostic::error("privacy/policy", message).help(help));
    }
    if own.is_silent {
        let message = "this page's own Content-Security-Policy says nothing of scripts";
        faults.push(Diagnostic::error("privacy/policy", message).help(help));
    }
    for address in &own.origins {
        if let Some(origin) = home.outside(address)
            && facts::may_use(world, &origin, None).is_none()
        {
            let message = format!("this page's own Content-Security-Policy lets {origin} through");
            let help = format!(
                "{help}; or allow the origin in waypost.toml, and say why: [privacy] allow = \
                 [{{ origin = \"{origin}\", reason = \"…\" }}]"
            );
            faults.push(Diagnostic::error("privacy/policy", message).help(help));
        }
    }
    faults
}

/// What there is in a page.
#[derive(Default)]
struct Seen {
    loads: Vec<Load>,
    /// The scripts and the stylesheets that stand in it.
    scripts: Vec<Range<usize>>,
    styles: Vec<Range<usize>>,
    /// Tags with styles or scripts in attributes, which no policy can let through one by one.
    blocked: Vec<Range<usize>>,
    policies: Vec<Own>,
    /// Where a policy may begin.
    start: usize,
    has_charset: bool,
}

impl Seen {
    fn of(html: &[u8], quiet: &str, home: &Home) -> Seen {
        let mut seen = Seen {
            start: after_doctype(html),
            ..Seen::default()
        };
        let mut loads = Loads::new(home);
        let mut tags = Tags::html(html).passing_over(place_of(quiet.as_bytes(), html));
        while let Some(tag) = tags.next_tag() {
            loads.tag(&tag, html);
            seen.tag(&tag);
        }
        seen.loads = loads.found;
        seen
    }

    fn tag(&mut self, tag: &Tag<'_, '_>) {
        if let Some(range) = &tag.text {
            if !tag.is("script") {
                self.styles.push(range.clone());
            } else if matches!(Script::of(tag), Script::Runs | Script::Addresses(_))
                && tag.attribute("src").is_none()
            {
                self.scripts.push(range.clone());
            }
        }
        if tag
            .attributes
            .iter()
            .any(|one| is_blocked(one.name) && !one.value.is_empty())
        {
            self.blocked.push(tag.range.clone());
        }
        match tag.name.len() {
            4 if !self.has_charset && (tag.is("head") || tag.is("html")) => {
                self.start = tag.range.end;
            }
            4 if tag.is("meta") => self.meta(tag),
            _ => {}
        }
    }

    fn meta(&mut self, tag: &Tag<'_, '_>) {
        let of = tag
            .attribute("http-equiv")
            .map(|of| decoded(of.value).trim().to_ascii_lowercase());
        let is_charset =
            tag.attribute("charset").is_some() || of.as_deref() == Some("content-type");
        if is_charset && !self.has_charset {
            self.has_charset = true;
            self.start = tag.range.end;
        }
        if of.as_deref() == Some("content-security-policy")
            && let Some(content) = tag.attribute("content")
        {
            self.policies.push(Own::of(&decoded(content.value)));
        }
    }
}

/// Where a long text stands in a page; nowhere if it is not found at once. It is looked for by its
/// beginning: to prepare a search for all of it takes longer than to go through the page.
fn place_of(text: &[u8], html: &[u8]) -> Range<usize> {
    let Some(start) = text.get(..BEGINNING) else {
        return 0..0;
    };
    let mut places = memchr::memmem::find_iter(html, start).take(MOST_PLACES);
    let found = places.find(|at| html[*at..].starts_with(text));
    found.map_or(0..0, |at| at..at + text.len())
}

/// So many bytes tell a text from nearly all else in a page. A shorter one is gone through.
const BEGINNING: usize = 32;
/// A page in which more places begin like its text is gone through as well.
const MOST_PLACES: usize = 8;

/// Whether it is `style="…"` or `on…="…"`.
fn is_blocked(name: &[u8]) -> bool {
    match name {
        [b'o' | b'O', b'n' | b'N', _, ..] => true,
        _ => name.eq_ignore_ascii_case(b"style"),
    }
}

fn after_doctype(html: &[u8]) -> usize {
    let start = html
        .iter()
        .position(|byte| !byte.is_ascii_whitespace())
        .unwrap_or(0);
    let rest = &html[start..];
    match rest
        .get(..9)
        .is_some_and(|begin| begin.eq_ignore_ascii_case(b"<!doctype"))
    {
        true => memchr::memchr(b'>', rest).map_or(0, |end| start + end + 1),
        false => 0,
    }
}

/// What `_headers` says: the policy of all pages.
pub(super) fn of_all(world: &World) -> String {
    let (safeguards, _) = facts::policy(world);
    let allowed: Vec<&Allowed> = world.site.config.privacy.allow.iter().collect();
    let policy = Policy {
        scripts: safeguards.scripts.iter().map(String::as_str).collect(),
        styles: safeguards.styles.iter().map(String::as_str).collect(),
        origins: allowed,
    };
    policy.text()
}

#[cfg(test)]
mod tests;
