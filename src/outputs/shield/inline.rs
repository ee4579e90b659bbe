//! Scripts and stylesheets that stand in templates: those that are the same on every page can be named
//! in the header of all pages. The text of an asset that a template puts in is the same on all of them.

use super::loads::Script;
use super::policy::hash;
use crate::base::markup::Tags;
use crate::facts::{Asset, Safeguards};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

/// Adds what a template holds.
pub fn gather(template: &str, assets: &BTreeMap<String, Asset>, into: &mut Safeguards) {
    let text_of = |name: &str| assets.get(name).and_then(Asset::text);
    each(template, |range, is_script| {
        if let Some(text) = constant(&template[range], text_of) {
            let hashes = if is_script {
                &mut into.scripts
            } else {
                &mut into.styles
            };
            hashes.insert(hash(&text));
        }
    });
}

/// The first element of this kind in a template that is not the same on every page.
pub(super) fn changing(template: &str, tag: &str) -> Option<Range<usize>> {
    let mut found = None;
    each(template, |range, is_script| {
        let is_wanted = is_script == (tag == "<script");
        if is_wanted
            && found.is_none()
            && constant(&template[range.clone()], |_| Some("")).is_none()
        {
            found = Some(range);
        }
    });
    found
}

fn each(template: &str, mut work: impl FnMut(Range<usize>, bool)) {
    if !template.contains("<s") && !template.contains("<S") {
        return;
    }
    let mut tags = Tags::html(template.as_bytes());
    while let Some(tag) = tags.next_tag() {
        let Some(range) = tag.text.clone() else {
            continue;
        };
        let is_script = tag.is("script");
        let runs = !is_script || matches!(Script::of(&tag), Script::Runs | Script::Addresses(_));
        let is_whole =
            template.is_char_boundary(range.start) && template.is_char_boundary(range.end);
        if runs && is_whole && tag.attribute("src").is_none() {
            work(range, is_script);
        }
    }
}

/// The text as it stands on every page; none if it is not the same on all of them.
fn constant<'t>(text: &'t str, asset: impl Fn(&str) -> Option<&'t str>) -> Option<Cow<'t, str>> {
    let is_plain = |text: &str| !["{{", "{%", "{#"].iter().any(|mark| text.contains(mark));
    if is_plain(text) {
        return Some(Cow::Borrowed(text));
    }
    let mut pieces = text.split("{{");
    let first = pieces.next().unwrap_or_default();
    let mut out = String::from(first);
    let mut rest = String::from(first);
    for piece in pieces {
        let (call, after) = piece.split_once("}}")?;
        out.push_str(asset(asset_name(call)?)?);
        out.push_str(after);
        rest.push_str(after);
    }
    is_plain(&rest).then_some(Cow::Owned(out))
}

/// The asset that ` asset_text(path="…") ` puts in.
fn asset_name(call: &str) -> Option<&str> {
    let argument = call.trim().strip_prefix("asset_text(")?.strip_suffix(')')?;
    let value = argument.trim().strip_prefix("path")?.trim_start();
    let value = value.strip_prefix('=')?.trim();
    let within = |quote: char| value.strip_prefix(quote)?.strip_suffix(quote);
    within('"').or_else(|| within('\''))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_of_an_asset_is_the_same_on_every_page() {
        let text_of = |name: &str| (name == "exit.js").then_some("go({{}})");
        let found = |text: &'static str| constant(text, text_of).map(Cow::into_owned);
        assert_eq!(found("a()"), Some("a()".to_owned()));
        for call in [
            "a();{{ asset_text(path=\"exit.js\") }}b()",
            "a();{{asset_text( path = 'exit.js' )}}b()",
        ] {
            assert_eq!(found(call), Some("a();go({{}})b()".to_owned()), "{call}");
        }
        for other in [
            "{{ asset_text(path=\"other.js\") }}",
            "{{ asset_text(path=name) }}",
            "{{ asset(path=\"exit.js\") }}",
            "{{ asset_text(path=\"exit.js\") }}{% if a %}{% endif %}",
            "{{ asset_text(path=\"exit.js\")",
        ] {
            assert_eq!(found(other), None, "{other}");
        }
    }
}
