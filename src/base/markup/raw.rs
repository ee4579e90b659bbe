//! What stands in markup and is none: comments, and the text of elements that hold only text.

use super::ends_name;
use memchr::{memchr, memchr2, memmem};

/// What is inside of an element.
pub(super) enum Raw {
    /// Markup.
    No,
    /// Markup of another kind.
    Svg,
    /// A script or a stylesheet.
    Source,
    /// Text.
    Words,
    /// All the rest is text.
    Rest,
}

impl Raw {
    pub fn of(name: &[u8]) -> Raw {
        let is = |other: &str| name.eq_ignore_ascii_case(other.as_bytes());
        match (name.first().map(u8::to_ascii_lowercase), name.len()) {
            (Some(b's'), 3) if is("svg") => Raw::Svg,
            (Some(b'm'), 4) if is("math") => Raw::Svg,
            (Some(b's'), 6) if is("script") => Raw::Source,
            (Some(b's'), 5) if is("style") => Raw::Source,
            (Some(b't'), 5) if is("title") => Raw::Words,
            (Some(b't'), 8) if is("textarea") => Raw::Words,
            (Some(b'x'), 3) if is("xmp") => Raw::Words,
            (Some(b'i'), 6) if is("iframe") => Raw::Words,
            (Some(b'n'), 7) if is("noembed") => Raw::Words,
            (Some(b'n'), 8) if is("noframes") => Raw::Words,
            (Some(b'p'), 9) if is("plaintext") => Raw::Rest,
            _ => Raw::No,
        }
    }
}

pub(super) fn after_bracket(text: &[u8], from: usize) -> Option<usize> {
    Some(from + memchr(b'>', &text[from..])? + 1)
}

/// Behind a comment, a doctype, or in XML a piece of plain text.
pub(super) fn after_declaration(text: &[u8], from: usize, is_xml: bool) -> Option<usize> {
    let rest = &text[from..];
    if is_xml && rest.starts_with(b"<![CDATA[") {
        return Some(from + memmem::find(rest, b"]]>")? + 3);
    }
    if !rest.starts_with(b"<!--") {
        return after_bracket(text, from);
    }
    if rest[4..].starts_with(b">") {
        return Some(from + 5);
    }
    if rest[4..].starts_with(b"->") {
        return Some(from + 6);
    }
    let mut at = 4;
    loop {
        at += memmem::find(rest.get(at..)?, b"--")?;
        let after = &rest[at + 2..];
        if after.starts_with(b">") {
            return Some(from + at + 3);
        }
        if after.starts_with(b"!>") && !is_xml {
            return Some(from + at + 4);
        }
        at += 1;
    }
}

/// Whether the text begins with `before`, the name, and what ends a name.
fn begins_tag(text: &[u8], before: &[u8], name: &[u8]) -> bool {
    let Some(rest) = text.strip_prefix(before) else {
        return false;
    };
    let own = rest.get(..name.len());
    let ends = rest.get(name.len()).is_none_or(|byte| ends_name(*byte));
    ends && own.is_some_and(|own| own.eq_ignore_ascii_case(name))
}

/// Where the closing tag of this name begins.
pub(super) fn end_of(text: &[u8], from: usize, name: &[u8]) -> usize {
    let mut at = from;
    while let Some(found) = memchr(b'<', &text[at..]) {
        at += found;
        if begins_tag(&text[at..], b"</", name) {
            return at;
        }
        at += 1;
    }
    text.len()
}

/// As [`end_of`], for a stylesheet or a script. Inside of `<!-- <script>`, the next `</script>` does not
/// end a script.
pub(super) fn end_of_source(text: &[u8], from: usize, name: &[u8]) -> usize {
    if !name.eq_ignore_ascii_case(b"script") {
        return end_of(text, from, name);
    }
    let (mut is_comment, mut is_inner) = (false, false);
    let mut at = from;
    while let Some(found) = memchr2(b'<', b'-', &text[at..]) {
        at += found;
        let rest = &text[at..];
        if rest.starts_with(b"-->") {
            (is_comment, is_inner) = (false, false);
        } else if rest.starts_with(b"<!--") && !is_comment {
            is_comment = true;
            // Its own dashes may be those of `-->`.
            at += 1;
        } else if begins_tag(rest, b"</", name) {
            if !is_inner {
                return at;
            }
            is_inner = false;
        } else if is_comment && begins_tag(rest, b"<", name) {
            is_inner = true;
        }
        at += 1;
    }
    text.len()
}
