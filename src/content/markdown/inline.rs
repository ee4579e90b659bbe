//! Inline elements: emphasis, code, links and pictures.

use super::body::{Hole, Image, LinkKind};
use super::escape;
use super::pass::{Pass, push_prose};
use super::tally::Kind;
use super::target::Target;
use crate::base::diag::Diagnostic;
use pulldown_cmark::LinkType;
use std::ops::Range;

/// A picture whose description is being read.
#[derive(Debug)]
pub(super) struct OpenImage {
    src: String,
    title: String,
    /// The whole picture in the text, and its path.
    range: Range<usize>,
    span: Range<usize>,
    pub(super) alt: String,
    /// How many elements are open inside the description.
    pub(super) inside: usize,
}

/// A link's or picture's target as the parser gives it.
pub(super) struct Destination<'d> {
    pub(super) link_type: LinkType,
    pub(super) url: &'d str,
    pub(super) title: &'d str,
    pub(super) range: Range<usize>,
}

impl Pass<'_> {
    pub(super) fn start_inline(&mut self, start: &'static str, end: &'static str) {
        self.out.html.push_str(start);
        self.open.push(end);
        if let Some(heading) = &mut self.heading {
            heading.html.push_str(start);
        }
    }

    pub(super) fn end_inline(&mut self) {
        let Some(end) = self.open.pop() else { return };
        self.out.html.push_str(end);
        if let Some(heading) = &mut self.heading
            && end != "</a>"
        {
            heading.html.push_str(end);
        }
    }

    pub(super) fn code_span(&mut self, code: &str) {
        let code = self.clean(code).into_owned();
        if let Some(image) = &mut self.image {
            image.alt.push_str(&code);
            return;
        }
        let mut html = String::with_capacity(code.len() + 13);
        html.push_str("<code>");
        escape::text(&mut html, &code);
        html.push_str("</code>");
        self.out.html.push_str(&html);
        match &mut self.heading {
            Some(heading) => {
                heading.text.push_str(&code);
                heading.html.push_str(&html);
            }
            None => self.prose.push_str(&code),
        }
    }

    pub(super) fn line_break(&mut self, html: &str) {
        if let Some(image) = &mut self.image {
            image.alt.push(if self.input.options.extensions {
                ' '
            } else {
                '\n'
            });
            return;
        }
        self.out.html.push_str(html);
        match &mut self.heading {
            Some(heading) => {
                heading.text.push(' ');
                heading.html.push(' ');
            }
            None => push_prose(&mut self.prose, " "),
        }
    }

    pub(super) fn start_link(&mut self, link: &Destination<'_>) {
        let url = self.clean(link.url).into_owned();
        let range = self.range_of_target(link);
        if !self.extended() {
            self.plain_link(link, &url);
            return;
        }
        if link.link_type == LinkType::Email {
            let mail = format!("mailto:{url}");
            self.link_to(&mail, range, LinkKind::Link);
            self.write_external(&mail);
        } else if !self.write_href(&url, range) {
            // the words stay, without a link
            self.open.push("");
            return;
        }
        self.write_title(link.title);
        self.out.html.push('>');
        self.open.push("</a>");
    }

    fn plain_link(&mut self, link: &Destination<'_>, url: &str) {
        let scheme = match link.link_type {
            LinkType::Email => "mailto:",
            _ => "",
        };
        self.write_external(&format!("{scheme}{url}"));
        self.write_title(link.title);
        self.out.html.push('>');
        self.open.push("</a>");
    }

    /// Writes `<a href="…"`; false if there can be no link.
    fn write_href(&mut self, url: &str, range: Range<usize>) -> bool {
        match self.look_at(url, range.clone()) {
            Target::Program | Target::LocalFile | Target::Empty => return false,
            Target::Liquid => {
                self.out.html.push_str("<a href=\"");
                escape::attribute(&mut self.out.html, url);
                self.out.html.push('"');
            }
            Target::External => {
                self.link_to(url, range, LinkKind::Link);
                self.write_external(url);
            }
            Target::Fragment(_) | Target::Internal => {
                self.link_to(url, range.clone(), LinkKind::Link);
                self.out.html.push_str("<a href=\"");
                let span = self.at(range);
                let target = url.to_owned();
                self.out.hole(Hole::Url { target, span });
                self.out.html.push('"');
            }
        }
        true
    }

    fn write_title(&mut self, title: &str) {
        if !title.is_empty() {
            let title = self.clean(title).into_owned();
            self.out.html.push_str(" title=\"");
            escape::attribute(&mut self.out.html, &title);
            self.out.html.push('"');
        }
    }

    /// What a target is; faults that can be seen here are reported.
    pub(super) fn look_at<'t>(&mut self, url: &'t str, range: Range<usize>) -> Target<'t> {
        let target = Target::of(url);
        match target {
            Target::Internal | Target::External => {}
            Target::Fragment(anchor) => self.fragments.push((anchor.to_owned(), range)),
            Target::Liquid => self.tally.add(Kind::Liquid, range),
            Target::Empty => self.report(
                Diagnostic::warning("markdown/empty-link", "this link has no target")
                    .caption("only its words will be shown")
                    .help("put the target between the round brackets: `[text](../about.md)`"),
                range,
            ),
            Target::Program => self.report(
                Diagnostic::error(
                    "markdown/dangerous-link",
                    "this link would run a program in the reader's browser",
                )
                .caption("left out of the site")
                .help("link to a page instead"),
                range,
            ),
            Target::LocalFile => self.report(
                Diagnostic::error(
                    "markdown/local-file",
                    "this link leads to a file on your own computer",
                )
                .caption("nobody else can open it")
                .help("copy the file next to this page or into `static/`, and link to it there"),
                range,
            ),
        }
        target
    }

    pub(super) fn start_image(&mut self, image: &Destination<'_>) {
        if let Some(outer) = &mut self.image {
            outer.inside += 1;
            return;
        }
        self.image = Some(OpenImage {
            src: self.clean(image.url).into_owned(),
            title: self.clean(image.title).into_owned(),
            range: image.range.clone(),
            span: self.range_of_target(image),
            alt: String::new(),
            inside: 0,
        });
    }

    /// Ends a picture, or an element inside its description.
    pub(super) fn end_in_image(&mut self) {
        match self.image.take() {
            Some(mut image) if image.inside > 0 => {
                image.inside -= 1;
                self.image = Some(image);
            }
            Some(image) => self.write_image(image),
            None => {}
        }
    }

    fn write_image(&mut self, mut image: OpenImage) {
        let decorates = self.extended() && self.only_decorates(&image.range);
        if decorates {
            image.alt.clear();
        }
        if let Some(heading) = &mut self.heading {
            heading.text.push_str(&image.alt);
            escape::text(&mut heading.html, &image.alt);
        }
        if self.extended() {
            if !decorates && image.alt.trim().is_empty() {
                self.report_no_alt(image.range.clone());
            }
            let usable = match Target::of(&image.src) {
                Target::Fragment(_) => true,
                _ => matches!(
                    self.look_at(&image.src, image.span.clone()),
                    Target::Internal | Target::External
                ),
            };
            if !usable {
                escape::text(&mut self.out.html, &image.alt);
                return;
            }
        }
        self.link_to(&image.src, image.span.clone(), LinkKind::Image);
        let span = self.at(image.span);
        self.out.hole(Hole::Image(Box::new(Image {
            src: image.src,
            alt: image.alt,
            title: (!image.title.is_empty()).then_some(image.title),
            span,
            lone: false,
        })));
    }

    /// Whether somebody says that a picture only decorates: `![""](lines.png)`.
    fn only_decorates(&self, range: &Range<usize>) -> bool {
        let typed = self.source.original.get(range.clone());
        let typed = typed.and_then(|typed| typed.strip_prefix("!["));
        typed.is_some_and(|typed| {
            typed.starts_with("\"\"]") || typed.starts_with("\u{201c}\u{201d}]")
        })
    }

    pub(super) fn report_no_alt(&mut self, range: Range<usize>) {
        let diagnostic = Diagnostic::warning("markdown/alt", "this picture has no description")
            .caption("some readers will not know what it shows")
            .help("describe it between the square brackets: `![Two people talking on a bench](bench.jpg)`; if it only decorates, write two quotes there: `![\"\"](lines.png)`");
        self.report(diagnostic, range);
    }

    /// Where the target itself stands; the whole link if it stands in a definition elsewhere.
    fn range_of_target(&self, link: &Destination<'_>) -> Range<usize> {
        let Range { start, end } = link.range;
        let Some(typed) = self.source.original.get(start..end) else {
            return link.range.clone();
        };
        let found = match link.link_type {
            LinkType::Autolink | LinkType::Email => typed.find(link.url),
            LinkType::Inline => typed.rfind("](").and_then(|at| {
                let target = if link.url.is_empty() { "" } else { link.url };
                Some(at + 2 + typed[at + 2..].find(target)?)
            }),
            _ => None,
        };
        match found {
            Some(at) if !link.url.is_empty() => start + at..start + at + link.url.len(),
            _ => link.range.clone(),
        }
    }
}
