//! Scripts and stylesheets that stand in templates: those that are the same on every page can be named
//! in the header of all pages.

use super::loads::Script;
use super::policy::hash;
use crate::base::markup::Tags;
use crate::facts::Safeguards;
use std::ops::Range;

/// Adds what a template holds.
pub fn gather(template: &str, into: &mut Safeguards) {
    each(template, |range, is_script| {
        let text = &template[range];
        if is_constant(text) {
            let hashes = if is_script {
                &mut into.scripts
            } else {
                &mut into.styles
            };
            hashes.insert(hash(text));
        }
    });
}

/// The first element of this kind in a template that is not the same on every page.
pub(super) fn changing(template: &str, tag: &str) -> Option<Range<usize>> {
    let mut found = None;
    each(template, |range, is_script| {
        let is_wanted = is_script == (tag == "<script");
        if is_wanted && found.is_none() && !is_constant(&template[range.clone()]) {
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

fn is_constant(text: &str) -> bool {
    !["{{", "{%", "{#"].iter().any(|mark| text.contains(mark))
}
