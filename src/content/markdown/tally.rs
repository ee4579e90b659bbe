//! Faults that come in dozens where they come at all: told once a file, with their number.

use super::{Input, escape};
use crate::base::diag::{Diagnostic, Sink};
use std::collections::BTreeMap;
use std::ops::Range;

/// What was seen how often, and where first.
#[derive(Debug, Default)]
pub(super) struct Tally {
    seen: BTreeMap<Kind, (Range<usize>, usize)>,
}

/// What is counted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// U+200B or U+FEFF.
    Leftover,
    /// A control character.
    Control,
    /// `{{ … }}` or `{% … %}`.
    Liquid,
    /// A tag of raw HTML where raw HTML is not wanted.
    ShownAsText,
    /// An element that may watch readers, or change the page behind the theme's back.
    Element(String),
    /// An attribute that it refuses.
    Attribute(String),
}

impl Tally {
    pub(super) fn add(&mut self, kind: Kind, range: Range<usize>) {
        self.seen.entry(kind).or_insert((range, 0)).1 += 1;
    }

    /// Counts invisible characters. Whether text has to be cleaned: also character references may
    /// stand for what must not come out.
    pub(super) fn look_for_leftovers(&mut self, input: &Input<'_>) -> bool {
        let bytes = input.text.as_bytes();
        let mut dirty = false;
        let plain = bytes.chunks(PLAIN_STRETCH).map(is_plain);
        let stretches = plain.enumerate().filter(|(_, plain)| !plain);
        for at in stretches.flat_map(|(number, _)| stretch(number, bytes.len())) {
            let byte = &bytes[at];
            let kind = match byte {
                b'\t' | b'\n' | b'\r' | b' '..=b'%' | b'\''..=b'~' => continue,
                b'&' => {
                    dirty |= bytes.get(at + 1) == Some(&b'#');
                    continue;
                }
                0..=0x1f | 0x7f => Kind::Control,
                0xc2 if matches!(bytes.get(at + 1), Some(0x80..=0x9f)) => Kind::Control,
                0xe2 if bytes[at..].starts_with(b"\xe2\x80\x8b") => Kind::Leftover,
                // at the very beginning of a file it says that this is Unicode
                0xef if bytes[at..].starts_with(b"\xef\xbb\xbf") && at + input.offset > 0 => {
                    Kind::Leftover
                }
                0xef if bytes[at..].starts_with(b"\xef\xbb\xbf") => {
                    dirty = true;
                    continue;
                }
                _ => continue,
            };
            dirty = true;
            let length = input.text[at..].chars().next().map_or(1, char::len_utf8);
            self.add(kind, at..at + length);
        }
        dirty
    }

    /// Tells what was counted.
    pub(super) fn report(&self, input: &Input<'_>, sink: &mut Sink) {
        for (kind, (range, count)) in &self.seen {
            let range = range.start + input.offset..range.end + input.offset;
            let text = &input.text[range.start - input.offset..range.end - input.offset];
            sink.push(diagnostic(kind, text, *count).at(input.path, range));
        }
    }
}

/// So many bytes are looked at in one step.
const PLAIN_STRETCH: usize = 64;

/// Whether there are only the characters of a plain English text. Looks at every byte, whatever the
/// others are, so that the machine can do many at a time.
fn is_plain(bytes: &[u8]) -> bool {
    let odd = |byte: u8| {
        let control = (byte < b' ') & !matches!(byte, b'\t' | b'\n' | b'\r');
        control | (byte >= 0x7f) | (byte == b'&')
    };
    !bytes.iter().fold(false, |found, byte| found | odd(*byte))
}

fn stretch(number: usize, length: usize) -> Range<usize> {
    let start = number * PLAIN_STRETCH;
    start..length.min(start + PLAIN_STRETCH)
}

fn diagnostic(kind: &Kind, text: &str, count: usize) -> Diagnostic {
    let times = if count == 1 {
        String::new()
    } else {
        format!(", {count} times in this file")
    };
    match kind {
        Kind::Leftover | Kind::Control => {
            let c = text.chars().next().map_or(0, u32::from);
            let named = match kind {
                Kind::Control => "a control character",
                _ => "an invisible character",
            };
            debug_assert!(text.chars().all(|c| escape::is_control(c) || escape::is_leftover(c)));
            Diagnostic::warning(
                "markdown/invisible",
                format!("there is {named} here{times}"),
            )
            .caption(format!("U+{c:04X}"))
            .help("it often comes along when text is copied from a web page or a word processor; we leave it out of the site, and you can delete it here")
        }
        Kind::Liquid => Diagnostic::warning(
            "markdown/liquid",
            format!("this looks like a tag of another site generator{times}"),
        )
        .caption("readers will see this as it is")
        .help("replace it with the text or the link that it stood for; to show such tags to your readers, put them in a code block"),
        Kind::ShownAsText => Diagnostic::warning(
            "markdown/raw-html",
            format!("this site takes no raw HTML{times}"),
        )
        .caption("readers will see this tag as it is")
        .help("write it in Markdown, or as a directive of the theme"),
        Kind::Element(name) => raw_html(&format!("`<{name}>`"), &times, element_help(name)),
        Kind::Attribute(name) => raw_html(&format!("`{name}=`"), &times, attribute_help(name)),
    }
}

fn raw_html(what: &str, times: &str, help: &str) -> Diagnostic {
    Diagnostic::warning(
        "markdown/raw-html",
        format!("{what} in raw HTML has no place in an article{times}"),
    )
    .caption("it is published as it stands")
    .help(help)
}

fn element_help(name: &str) -> &'static str {
    match name {
        "style" => {
            "put styles in your own stylesheet below `static/`, or change the theme's options"
        }
        "iframe" => "an embedded page can watch your readers; link to it instead",
        _ => {
            "programs and embedded services can watch your readers; take it out, or link to the service instead"
        }
    }
}

fn attribute_help(name: &str) -> &'static str {
    match name {
        "style" => "give the element a `class`, and describe that class in your own stylesheet",
        _ => "take it out; programs belong in the theme",
    }
}
