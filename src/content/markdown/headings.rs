//! Headings: their ids, and what a table of contents needs of them.

use super::body::Heading;
use super::escape;
use super::out::Out;
use super::pass::Pass;
use super::text::MOST_GUESSES;
use super::words;
use crate::base::diag::{Diagnostic, nearest};
use crate::base::paths;
use crate::base::slug::slugify;
use pulldown_cmark::CowStr;
use std::collections::BTreeSet;
use std::ops::Range;

/// The heading that is open.
#[derive(Debug)]
pub(super) struct OpenHeading {
    level: u8,
    id: Option<String>,
    classes: String,
    range: Range<usize>,
    /// What was written before the heading.
    before: Out,
    pub(super) text: String,
    /// The words with their emphasis, without links.
    pub(super) html: String,
}

impl Pass<'_> {
    pub(super) fn start_heading(
        &mut self,
        level: u8,
        id: Option<&str>,
        classes: &[CowStr<'_>],
        attributes: &[(CowStr<'_>, Option<CowStr<'_>>)],
        range: Range<usize>,
    ) {
        self.out.fresh_line();
        self.prose_line();
        let typed = self.source.original[range.clone()].trim_end().len();
        let range = range.start..range.start + typed;
        let level = if level == 1 && self.extended() {
            self.report_h1(range.clone());
            2
        } else {
            level
        };
        if !attributes.is_empty() {
            self.report(
                Diagnostic::warning(
                    "markdown/heading-attribute",
                    "only an id and classes can be given to a heading",
                )
                .caption("the others are left out")
                .help("write them as `{#id .class}`"),
                range.clone(),
            );
        }
        self.heading = Some(OpenHeading {
            level,
            id: id.map(|id| self.clean(id).into_owned()),
            classes: classes.join(" "),
            range,
            before: std::mem::take(&mut self.out),
            text: String::new(),
            html: String::new(),
        });
    }

    pub(super) fn end_heading(&mut self) {
        let Some(heading) = self.heading.take() else {
            return;
        };
        let inner = std::mem::replace(&mut self.out, heading.before);
        let html = &mut self.out.html;
        let name = [b'h', b'0' + heading.level];
        let name = std::str::from_utf8(&name).unwrap_or("h2");
        html.push('<');
        html.push_str(name);
        let text = heading.text.trim().to_owned();
        if self.input.options.extensions {
            let id = self.heading_id(heading.id.as_deref(), &text, heading.range.clone());
            let from = self.out.html.len();
            self.out.html.push_str(" id=\"");
            escape::attribute(&mut self.out.html, &id);
            self.out.html.push('"');
            self.out.mark_since(from);
            if !heading.classes.is_empty() {
                self.out.html.push_str(" class=\"");
                escape::attribute(&mut self.out.html, &heading.classes);
                self.out.html.push('"');
            }
            self.heading_words += words::count(&text);
            let span = self.at(heading.range);
            self.headings.push(Heading {
                level: heading.level,
                id: id.into(),
                marked: Some(heading.html.trim())
                    .filter(|html| *html != text)
                    .map(Into::into),
                text: text.into(),
                span,
            });
        }
        self.out.html.push('>');
        self.out.append(inner);
        self.out.html.push_str("</");
        self.out.html.push_str(name);
        self.out.html.push_str(">\n");
    }

    fn heading_id(&mut self, given: Option<&str>, text: &str, range: Range<usize>) -> String {
        if let Some(given) = given {
            if !self.ids.take(given) {
                self.report_duplicate_id(given, range);
                return self.ids.unique(given);
            }
            return given.to_owned();
        }
        let slug = slugify(text);
        if slug.is_empty() {
            let number = self.headings.len() + 1;
            return self.ids.unique(&format!("section-{number}"));
        }
        self.ids.unique(&slug)
    }

    pub(super) fn report_duplicate_id(&mut self, id: &str, range: Range<usize>) {
        self.report(
            Diagnostic::warning(
                "markdown/duplicate-id",
                format!("the id `{id}` comes twice on this page"),
            )
            .caption("links lead to the first one")
            .help("give this one another id"),
            range,
        );
    }

    fn report_h1(&mut self, range: Range<usize>) {
        self.report(
            Diagnostic::warning(
                "markdown/h1",
                "the title is already the page's heading; start with `##`",
            )
            .caption("shown as a heading of the second level")
            .help("write `##` here, and one `#` more for the headings below it"),
            range,
        );
    }

    /// Looks whether the links to anchors of this page lead anywhere.
    pub(super) fn check_fragments(&mut self) -> BTreeSet<String> {
        let anchors = std::mem::take(&mut self.ids).into_anchors();
        let mut guesses = MOST_GUESSES;
        for (fragment, range) in std::mem::take(&mut self.fragments) {
            // browsers know the top of a page without an anchor
            let known = fragment.is_empty()
                || fragment == "top"
                || anchors.contains(&fragment)
                || paths::decode(&fragment).is_some_and(|plain| anchors.contains(&plain));
            if known {
                continue;
            }
            let mut diagnostic = Diagnostic::error(
                "markdown/unknown-anchor",
                format!("there is no `#{fragment}` on this page"),
            )
            .caption("leads nowhere");
            let known = match guesses {
                0 => None,
                _ => Some(&anchors),
            };
            guesses = guesses.saturating_sub(1);
            let known = known.into_iter().flatten().map(String::as_str);
            diagnostic.help = Some(match nearest(&fragment, known) {
                Some(meant) => format!("did you mean `#{meant}`?"),
                None => "a heading's anchor is its words in small letters with `-` between them, or what stands behind it as `{#anchor}`".to_owned(),
            });
            self.report(diagnostic, range);
        }
        anchors
    }
}
