//! Components that show themselves without an end. Tera stops them, and does not say which they are.

use crate::base::diag::Diagnostic;
use crate::base::paths::SourcePath;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Whether Tera's message is about this.
pub(super) fn is(message: &str) -> bool {
    message.contains("recursion depth for components")
}

/// A component's definition: its file, and what it shows.
struct Defined<'a> {
    path: &'a SourcePath,
    calls: Vec<Call<'a>>,
}

/// The name of a component that is shown, and where.
type Call<'a> = (&'a str, Range<usize>);

/// The fault, at a call by which a component shows itself. The site's own templates come before the
/// default theme's, whose recursions have an end.
pub(super) fn explain<'a>(templates: impl Iterator<Item = &'a (SourcePath, String)>) -> Diagnostic {
    let mut components: BTreeMap<&str, Vec<Defined<'_>>> = BTreeMap::new();
    for (path, text) in templates {
        for (name, calls) in definitions(text) {
            components
                .entry(name)
                .or_default()
                .push(Defined { path, calls });
        }
    }
    let mut circles: Vec<(bool, Diagnostic)> = Vec::new();
    for (name, defined) in components
        .iter()
        .flat_map(|(name, all)| all.iter().map(move |one| (*name, one)))
    {
        for (called, range) in &defined.calls {
            if reaches(&components, called, name) {
                let through = match *called == name {
                    true => String::new(),
                    false => format!(", through `{called}`"),
                };
                let diagnostic = Diagnostic::error(
                    "template/recursion",
                    format!("the component `{name}` shows itself{through}, again and again"),
                )
                .at(defined.path, range.clone())
                .caption("here it begins once more")
                .help("put the call into an {% if %} that is false at some depth, or take it away");
                let embedded = crate::disk::is_embedded(defined.path.as_str());
                circles.push((embedded, diagnostic));
            }
        }
    }
    circles.sort();
    match circles.into_iter().next() {
        Some((_, diagnostic)) => diagnostic,
        None => Diagnostic::error(
            "template/recursion",
            "components show one another too many times, one inside the other",
        )
        .help("look for a component that leads back to itself"),
    }
}

/// Whether showing `from` may show `to`.
fn reaches(components: &BTreeMap<&str, Vec<Defined<'_>>>, from: &str, to: &str) -> bool {
    let mut seen = BTreeSet::new();
    let mut open = vec![from];
    while let Some(name) = open.pop() {
        if name == to {
            return true;
        }
        if seen.insert(name) {
            let all = components.get(name).into_iter().flatten();
            open.extend(all.flat_map(|one| one.calls.iter().map(|(called, _)| *called)));
        }
    }
    false
}

/// The components that a template defines, each with the components that its body shows.
fn definitions(text: &str) -> Vec<(&str, Vec<Call<'_>>)> {
    let starts: Vec<usize> = text.match_indices("{%").map(|(at, _)| at).collect();
    let tag = |at: usize| text[at + 2..].trim_start_matches(['-', ' ', '\n', '\t']);
    let mut found = Vec::new();
    for &start in &starts {
        let Some(rest) = tag(start).strip_prefix("component ") else {
            continue;
        };
        let name = word(rest.trim_start());
        let closes = |at: &&usize| **at > start && tag(**at).starts_with("endcomponent");
        let end = starts.iter().find(closes).copied().unwrap_or(text.len());
        found.push((name, calls(text, start..end)));
    }
    found
}

fn calls(text: &str, within: Range<usize>) -> Vec<Call<'_>> {
    let mut found = Vec::new();
    for (at, _) in text[within.clone()].match_indices('<') {
        let at = within.start + at;
        let before = text[..at].trim_end().trim_end_matches('-');
        let name = word(&text[at + 1..]);
        if !name.is_empty() && (before.ends_with("{{") || before.ends_with("{%")) {
            found.push((name, at..at + 1 + name.len()));
        }
    }
    found
}

fn word(text: &str) -> &str {
    let end = text.find(|c: char| !(c.is_alphanumeric() || c == '_'));
    &text[..end.unwrap_or(text.len())]
}
