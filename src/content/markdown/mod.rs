//! Markdown to HTML with holes, and to all that the rest of the program asks about a text.
//! One file in: it may not know other entries, the configuration, the theme or the words of a language.
//!
//! Read are CommonMark, tables, task lists, strikethrough, footnotes, definition lists, alerts
//! (`> [!NOTE] An optional title`), heading attributes (`{#id .class}`), bare web addresses, and:
//!
//! * `:::name{key="value" other=bare flag}` … `:::`, a directive round a text, which is Markdown and
//!   shares links, footnotes and heading ids with the page. Directives nest; `:::` closes the innermost
//!   one that was opened with as many colons. Both marks stand alone on their lines and in the same
//!   list item or quote.
//! * `::name{…}`, a directive without text.
//! * `<!-- more -->`, which ends the summary. All other comments are left out of the site.
//!
//! Nothing that a reader would get to see as an accident passes silently: marks that are not
//! understood, references that lead nowhere on this page, leftovers of other tools.

mod blocks;
mod body;
mod code;
mod embed;
mod escape;
mod frames;
mod headings;
mod ids;
mod inline;
mod marker;
mod notes;
mod number;
mod out;
mod pass;
mod plain;
mod raw;
mod run;
mod source;
mod table;
mod tags;
mod tally;
mod target;
mod text;
mod words;

pub use body::{
    Arg, Body, Directive, Gist, Heading, Hole, Image, Link, LinkKind, Parsed, Segment, Text,
};
pub use embed::is_embed;
pub(super) use escape::escaped;
pub use number::number_key;

use crate::base::diag::Sink;
use crate::base::lang::Lang;
use crate::base::paths::SourcePath;
use pass::Pass;
use pulldown_cmark::{LinkType, Parser};
use source::Source;
use std::cell::RefCell;
use text::Broken;

/// What the pass reads.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// The text without its front matter.
    pub text: &'a str,
    /// The file, for messages.
    pub path: &'a SourcePath,
    /// Where `text` begins in the file.
    pub offset: usize,
    /// How it is read.
    pub options: &'a Options,
}

/// How Markdown is read.
#[derive(Clone, Debug)]
pub struct Options {
    /// Whether anything beyond CommonMark is read; false only for the test against its specification.
    pub extensions: bool,
    /// Whether `--` and `...`, and in English also straight quotes, become typographic.
    pub smart_punctuation: bool,
    /// Whether raw HTML is passed through; otherwise readers see it as text.
    pub raw_html: bool,
    /// The text's language.
    pub lang: Lang,
}

/// Reads one text. Faults go to `sink`; what could be made of it comes back in any case.
pub fn parse(input: &Input, sink: &mut Sink) -> Parsed {
    let source = Source::new(input.text, input.options.extensions);
    let broken = RefCell::new(Vec::new());
    let note_broken = |link: pulldown_cmark::BrokenLink<'_>| {
        broken.borrow_mut().push(Broken {
            full: link.link_type == LinkType::Reference,
            name: link.reference.into_string(),
            range: link.span,
        });
        None
    };
    let mut events = Parser::new_with_broken_link_callback(
        &source.text,
        pass::extensions(input),
        input.options.extensions.then_some(note_broken),
    )
    .into_offset_iter();
    let mut pass = Pass::new(input, &source, sink);
    for (event, range) in events.by_ref() {
        pass.event(event, range);
    }
    if !broken.borrow().is_empty() {
        let definitions = events.reference_definitions().iter();
        let mut known: Vec<String> = definitions.map(|(name, _)| name.to_owned()).collect();
        known.sort();
        pass.report_broken(&broken.borrow(), &known);
    }
    pass.finish()
}
