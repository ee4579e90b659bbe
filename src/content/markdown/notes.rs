//! Footnotes: gathered where they are defined, written at the end in the order of their first use.

use super::body::Hole;
use super::escape;
use super::out::Out;
use super::pass::Pass;
use crate::base::diag::{Diagnostic, nearest};
use crate::base::slug::slugify;
use crate::base::span::Span;
use std::collections::BTreeMap;
use std::ops::Range;

/// The footnotes of one page. Labels are compared in lower case, as the parser does.
#[derive(Debug, Default)]
pub(super) struct Notes {
    defined: BTreeMap<String, Defined>,
    used: BTreeMap<String, Used>,
    /// The labels in the order of their first use.
    order: Vec<String>,
    /// References without a definition, as the text shows them.
    pub(super) missing: Vec<(String, Range<usize>)>,
}

/// What a definition holds.
#[derive(Debug)]
pub(super) struct Note {
    pub(super) body: Out,
    /// Its prose.
    pub(super) words: String,
}

#[derive(Debug)]
struct Defined {
    label: String,
    range: Range<usize>,
    note: Note,
}

#[derive(Debug)]
struct Used {
    number: u32,
    id: String,
    /// The ids of the references.
    references: Vec<String>,
}

impl Pass<'_> {
    pub(super) fn define_note(&mut self, label: String, range: Range<usize>, note: Note) {
        let key = label.to_lowercase();
        let Some(first) = self.notes.defined.get(&key) else {
            let defined = Defined { label, range, note };
            self.notes.defined.insert(key, defined);
            return;
        };
        let first = Span::new(self.input.path, self.at(first_line(self, &first.range)));
        let line = first_line(self, &range);
        self.report(
            Diagnostic::warning(
                "markdown/footnote-twice",
                format!("the footnote `{label}` is written twice"),
            )
            .caption("left out of the page")
            .label(first, "the one that readers see")
            .help("give one of the two another name"),
            line,
        );
    }

    pub(super) fn note_reference(&mut self, label: &str) {
        if self.image.is_some() {
            return;
        }
        let key = label.to_lowercase();
        if !self.notes.used.contains_key(&key) {
            let number = self.notes.order.len() as u32 + 1;
            let slug = slugify(label);
            let name = if slug.is_empty() {
                number.to_string()
            } else {
                slug
            };
            let used = Used {
                number,
                id: self.ids.unique(&format!("fn-{name}")),
                references: Vec::new(),
            };
            self.notes.used.insert(key.clone(), used);
            self.notes.order.push(key.clone());
        }
        let Some(used) = self.notes.used.get_mut(&key) else {
            return;
        };
        let reference = self.ids.unique(&format!("fnref-{}", &used.id[3..]));
        let from = self.out.html.len();
        let html = &mut self.out.html;
        html.push_str("<sup><a href=\"#");
        escape::attribute(html, &used.id);
        html.push_str("\" id=\"");
        escape::attribute(html, &reference);
        html.push_str("\" role=\"doc-noteref\">");
        html.push_str(&used.number.to_string());
        html.push_str("</a></sup>");
        self.out.mark_since(from);
        used.references.push(reference);
    }

    /// Writes the footnotes that are used, and tells of the others.
    pub(super) fn write_notes(&mut self) {
        self.report_missing_notes();
        let mut notes = std::mem::take(&mut self.notes);
        if !notes.order.is_empty() {
            self.out.fresh_line();
            self.out
                .html
                .push_str("<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"");
            self.out.hole(Hole::Word {
                key: "footnotes.title".into(),
                n: None,
            });
            self.out.html.push_str("\">\n<ol>\n");
            for key in &notes.order {
                if let (Some(defined), Some(used)) =
                    (notes.defined.remove(key), notes.used.get(key))
                {
                    self.write_note(defined.note, used);
                }
            }
            self.out.html.push_str("</ol>\n</section>\n");
        }
        for unused in notes.defined.into_values() {
            let line = first_line(self, &unused.range);
            self.report(
                Diagnostic::warning(
                    "markdown/unused-footnote",
                    format!("nothing refers to the footnote `{}`", unused.label),
                )
                .caption("left out of the page")
                .help(format!(
                    "put `[^{}]` into the text where it belongs, or delete it",
                    unused.label
                )),
                line,
            );
        }
    }

    fn write_note(&mut self, note: Note, used: &Used) {
        self.prose_line();
        self.prose.push_str(note.words.trim());
        self.out.html.push_str("<li id=\"");
        escape::attribute(&mut self.out.html, &used.id);
        self.out.html.push_str("\">\n");
        let mut body = note.body;
        let in_paragraph = body.html.ends_with("</p>\n");
        if in_paragraph {
            body.html.truncate(body.html.len() - "</p>\n".len());
            body.html.push(' ');
        } else {
            body.html.push_str("<p>");
        }
        for (at, reference) in used.references.iter().enumerate() {
            if at > 0 {
                body.html.push(' ');
            }
            body.html.push_str("<a href=\"#");
            escape::attribute(&mut body.html, reference);
            body.html.push_str("\" role=\"doc-backlink\" aria-label=\"");
            body.hole(Hole::Word {
                key: "footnotes.back".into(),
                n: Some(used.number),
            });
            // the second character keeps the arrow from being shown as an emoji
            body.html.push_str("\">\u{21a9}\u{fe0e}");
            if at > 0 {
                body.html.push_str(&format!("<sup>{}</sup>", at + 1));
            }
            body.html.push_str("</a>");
        }
        body.html.push_str("</p>\n");
        self.out.append(body);
        self.out.html.push_str("</li>\n");
    }

    fn report_missing_notes(&mut self) {
        for (label, range) in std::mem::take(&mut self.notes.missing) {
            let labels = self.notes.defined.values().map(|d| d.label.as_str());
            let mut diagnostic = Diagnostic::error(
                "markdown/unknown-footnote",
                format!("there is no footnote `{label}` on this page"),
            )
            .caption("no footnote of this name");
            diagnostic.help = Some(match nearest(&label, labels) {
                Some(meant) => format!("did you mean `[^{meant}]`?"),
                None => format!("add its text as a paragraph that begins with `[^{label}]: `"),
            });
            self.report(diagnostic, range);
        }
    }
}

fn first_line(pass: &Pass<'_>, range: &Range<usize>) -> Range<usize> {
    let text = &pass.source.original[range.clone()];
    let end = text.find(['\n', '\r']).unwrap_or(text.len());
    range.start..range.start + end
}
