//! Raw HTML: its links and ids are found, its comments never published.

use super::body::{Hole, LinkKind};
use super::escape;
use super::pass::{Cut, Pass};
use super::run::Run;
use super::tags::{Attribute, Tag, Token, end_of_content, next_token};
use super::tally::Kind;
use super::target::Target;
use super::text::is_web;
use crate::base::diag::Diagnostic;
use crate::base::tracking::untracked;
use std::ops::Range;

impl Pass<'_> {
    /// A line of an HTML block.
    pub(super) fn raw_line(&mut self, html: &str, range: Range<usize>) {
        let html = self.source.restored(html, &range);
        match &mut self.raw_block {
            Some(block) => block.push(&html, range.start),
            None => self.raw_html(&Run::of(&html, range.start), true),
        }
        let patches = self.source.patches_in(&range);
        for number in patches {
            self.claimed[number] = true;
            self.report_hidden_marker(number);
        }
    }

    pub(super) fn end_raw_block(&mut self) {
        if let Some(block) = self.raw_block.take() {
            self.prose_line();
            self.raw_html(&block, true);
            self.prose_line();
        }
    }

    pub(super) fn inline_html(&mut self, html: &str, range: Range<usize>) {
        if self.image.is_none() {
            self.raw_html(&Run::of(html, range.start), false);
        }
    }

    /// In comments and in code a marker may stand as text; in other HTML somebody meant it.
    fn report_hidden_marker(&mut self, number: usize) {
        let silent = self.raw_block.as_ref().is_some_and(|block| {
            let start = block.text.trim_start().to_ascii_lowercase();
            ["<!--", "<pre", "<script", "<style", "<textarea"]
                .iter()
                .any(|tag| start.starts_with(tag))
        });
        if !silent {
            let range = self.source.patches[number].range.clone();
            self.report(
                Diagnostic::warning(
                    "markdown/directive-in-html",
                    "Markdown and directives are not read inside raw HTML",
                )
                .caption("readers will see this as it is")
                .help("leave an empty line between the HTML and this line"),
                range,
            );
        }
    }

    fn raw_html(&mut self, run: &Run, block: bool) {
        if !self.extended() {
            self.has_raw = true;
            self.out.html.push_str(&run.text);
            return;
        }
        let before = self.out.position();
        let shown_as_text = block && !self.input.options.raw_html;
        if shown_as_text {
            self.out.html.push_str("<p>");
        }
        let text = run.text.as_str();
        let mut at = 0;
        while at < text.len() {
            let (token, mut end) = next_token(text, at);
            match token {
                Token::Comment(comment) => self.comment(run, comment, block),
                _ if !self.input.options.raw_html => {
                    if let Token::Tag(tag) = token {
                        let range = run.span(tag.start..end, self.source.original);
                        self.tally.add(Kind::ShownAsText, range);
                    }
                    self.write_text(&text[at..end]);
                }
                Token::Text => {
                    let text = &text[at..end];
                    self.has_raw |= !text.trim().is_empty();
                    self.raw_text(text, block);
                }
                Token::Tag(tag) => {
                    self.has_raw = true;
                    self.raw_tag(run, &tag, end);
                    let name = &text[tag.name];
                    self.note_raw_tag(name, true);
                    if name.eq_ignore_ascii_case("script") || name.eq_ignore_ascii_case("style") {
                        let content = end..end_of_content(text, end, name);
                        end = content.end;
                        self.push_raw(&text[content]);
                    }
                }
                Token::Other => {
                    self.has_raw = true;
                    let name = text[at..end].strip_prefix("</").unwrap_or_default();
                    self.note_raw_tag(name.trim_end_matches('>').trim(), false);
                    self.push_raw(&text[at..end]);
                }
            }
            at = end;
        }
        let written = self.out.since(before).map(str::trim);
        if block && matches!(written, Some("" | "<p>")) {
            self.out.take_back(before);
        } else if shown_as_text {
            self.out.html.push_str("</p>\n");
        }
    }

    fn push_raw(&mut self, html: &str) {
        let html = self.clean(html);
        self.out.html.push_str(&html);
    }

    fn raw_text(&mut self, text: &str, block: bool) {
        self.push_raw(text);
        if block && !text.trim().is_empty() {
            self.prose_gap(' ');
            let plain = escape::unescape(text);
            let words: Vec<&str> = plain.split_whitespace().collect();
            self.prose.push_str(&words.join(" "));
        }
    }

    /// Comments are for those who write the site. One of them ends the summary.
    fn comment(&mut self, run: &Run, comment: Range<usize>, block: bool) {
        let text = run.text[comment.clone()].trim();
        if !text.eq_ignore_ascii_case("more") || self.cut.is_some() {
            return;
        }
        let between_blocks = block || self.paragraph.is_some();
        if !self.is_top_level() || !between_blocks {
            let range = run.span(comment, self.source.original);
            self.report(
                Diagnostic::warning(
                    "markdown/more",
                    "the summary can't end inside a heading, a list, a quote, a table or a directive",
                )
                .caption("has no effect here")
                .help("put `<!-- more -->` on a line of its own between two paragraphs"),
                range,
            );
            return;
        }
        let mut closers: String = self.open.iter().rev().copied().collect();
        if !block && self.paragraph.is_some() {
            closers.push_str("</p>\n");
        }
        self.cut = Some(Cut {
            at: self.out.position(),
            closers,
        });
    }

    fn raw_tag(&mut self, run: &Run, tag: &Tag, end: usize) {
        let text = run.text.as_str();
        let name = text[tag.name.clone()].to_ascii_lowercase();
        if matches!(name.as_str(), "script" | "style" | "iframe") {
            let range = run.span(tag.start..tag.name.end, self.source.original);
            self.tally.add(Kind::Element(name.clone()), range);
        }
        let has = |wanted: &str| {
            tag.attributes
                .iter()
                .any(|attribute| text[attribute.name.clone()].eq_ignore_ascii_case(wanted))
        };
        if name == "img" && !has("alt") {
            let range = run.span(tag.start..end, self.source.original);
            self.report_no_alt(range);
        }
        let mut written = tag.start;
        let add_rel = name == "a" && !has("rel");
        for attribute in &tag.attributes {
            let from = attribute.name.start;
            self.push_raw(&text[written..from]);
            written = from;
            if self.raw_attribute(run, &name, attribute, add_rel) {
                written = attribute.end;
            }
        }
        self.push_raw(&text[written..end]);
        if name == "br" {
            self.prose_gap(' ');
        }
    }

    /// Whether the attribute was seen to; otherwise it is to be written as it is.
    fn raw_attribute(&mut self, run: &Run, tag: &str, attribute: &Attribute, rel: bool) -> bool {
        let name = run.text[attribute.name.clone()].to_ascii_lowercase();
        let range = || run.span(attribute.name.clone(), self.source.original);
        if name == "style" || name.starts_with("on") && name.len() > 2 {
            let range = range();
            self.tally.add(Kind::Attribute(name), range);
            return false;
        }
        let Some(value) = attribute.value.clone() else {
            return false;
        };
        let kind = match (name.as_str(), tag) {
            ("id", _) | ("name", "a") => {
                self.raw_id(run, value);
                return false;
            }
            ("srcset", _) => {
                self.raw_srcset(run, value);
                return true;
            }
            ("href", "a" | "area") => LinkKind::Link,
            ("src", "img") | ("poster", "video") => LinkKind::RawImage,
            ("href" | "src" | "data" | "action" | "formaction", _) => LinkKind::Embed,
            _ => return false,
        };
        self.raw_url(run, &name, value, (kind, rel))
    }

    fn raw_id(&mut self, run: &Run, value: Range<usize>) {
        let id = escape::unescape(&run.text[value.clone()]).into_owned();
        if !id.is_empty() && !self.ids.take(&id) {
            let range = run.span(value, self.source.original);
            self.report_duplicate_id(&id, range);
        }
    }

    fn raw_url(
        &mut self,
        run: &Run,
        name: &str,
        value: Range<usize>,
        (kind, rel): (LinkKind, bool),
    ) -> bool {
        let range = run.span(value.clone(), self.source.original);
        let url = escape::unescape(run.text[value].trim());
        let url = self.clean(&url).into_owned();
        let look = match kind {
            LinkKind::Link => self.look_at(&url, range.clone()),
            // `src="#x"` is a drawing of this page, not a place to go to
            _ if url.starts_with('#') => return false,
            _ => self.look_at(&url, range.clone()),
        };
        match look {
            Target::Program | Target::LocalFile | Target::Empty => {}
            Target::Liquid => return false,
            Target::External => {
                self.link_to(&url, range, kind);
                let html = &mut self.out.html;
                html.push_str(name);
                html.push_str("=\"");
                escape::attribute(html, &untracked(&url).0);
                html.push('"');
                if rel && is_web(&url) {
                    html.push_str(" rel=\"noopener noreferrer\"");
                }
            }
            Target::Internal | Target::Fragment(_) => {
                self.link_to(&url, range.clone(), kind);
                self.out.html.push_str(name);
                self.out.html.push_str("=\"");
                let span = self.at(range);
                self.out.hole(Hole::Url { target: url, span });
                self.out.html.push('"');
            }
        }
        true
    }

    /// `small.jpg 1x, large.jpg 2x`
    fn raw_srcset(&mut self, run: &Run, value: Range<usize>) {
        self.out.html.push_str("srcset=\"");
        let mut start = value.start;
        for (number, candidate) in run.text[value].split(',').enumerate() {
            if number > 0 {
                self.out.html.push(',');
            }
            let lead = candidate.len() - candidate.trim_start().len();
            let url = candidate.trim_start();
            let url = &url[..url.find(char::is_whitespace).unwrap_or(url.len())];
            let place = start + lead..start + lead + url.len();
            let range = run.span(place, self.source.original);
            escape::attribute(&mut self.out.html, &candidate[..lead]);
            match Target::of(url) {
                Target::Internal => {
                    self.link_to(url, range.clone(), LinkKind::RawImage);
                    let span = self.at(range);
                    let target = escape::unescape(url).into_owned();
                    self.out.hole(Hole::Url { target, span });
                }
                other => {
                    if other == Target::External {
                        self.link_to(url, range, LinkKind::RawImage);
                    }
                    escape::attribute(&mut self.out.html, &escape::unescape(url));
                }
            }
            escape::attribute(&mut self.out.html, &candidate[lead + url.len()..]);
            start += candidate.len() + 1;
        }
        self.out.html.push('"');
    }
}
