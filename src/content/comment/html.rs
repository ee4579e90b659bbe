//! The text of a comment as HTML. It comes from strangers, so nothing of it is passed on: what is written
//! are tags of this file and escaped words, and whatever is not listed here becomes words.

use super::super::markdown::escaped;
use crate::base::diag::{Diagnostic, Sink};
use crate::base::paths::SourcePath;
use crate::base::tracking::untracked;
use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// What links of a comment say of themselves: the site does not vouch for them.
const REL: &str = "nofollow ugc noopener noreferrer";

/// The HTML of a text that begins at byte `start` of its file.
pub(super) fn of(text: &str, (path, start): (&SourcePath, usize), sink: &mut Sink) -> String {
    let mut writer = Writer {
        out: String::with_capacity(text.len() + 64),
        links: Vec::new(),
        images: 0,
        path,
        start,
        sink,
    };
    for (event, range) in Parser::new_ext(text, Options::ENABLE_STRIKETHROUGH).into_offset_iter() {
        writer.event(event, range);
    }
    writer.out
}

struct Writer<'a> {
    out: String,
    /// Of each open link, whether it was written.
    links: Vec<bool>,
    images: usize,
    path: &'a SourcePath,
    start: usize,
    sink: &'a mut Sink,
}

impl Writer<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            // Whoever wrote it sees what became of it, and no browser obeys it.
            Event::Text(text)
            | Event::Html(text)
            | Event::InlineHtml(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text) => escaped(&mut self.out, &text),
            Event::Code(text) => {
                self.out.push_str("<code>");
                escaped(&mut self.out, &text);
                self.out.push_str("</code>");
            }
            Event::SoftBreak => self.out.push('\n'),
            Event::HardBreak => self.out.push_str("<br>\n"),
            Event::Rule => self.out.push_str("<hr>\n"),
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => self.link(link_type, &dest_url, range),
            Tag::Image { .. } => self.image(range),
            Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) => {
                self.out.push_str("<pre><code>");
            }
            Tag::List(Some(first)) if first != 1 => {
                self.out.push_str(&format!("<ol start=\"{first}\">\n"));
            }
            Tag::List(Some(_)) => self.out.push_str("<ol>\n"),
            Tag::List(None) => self.out.push_str("<ul>\n"),
            Tag::Item => self.out.push_str("<li>"),
            Tag::BlockQuote(_) => self.out.push_str("<blockquote>\n"),
            Tag::Emphasis => self.out.push_str("<em>"),
            Tag::Strong => self.out.push_str("<strong>"),
            Tag::Strikethrough => self.out.push_str("<del>"),
            // A heading would stand in the outline of the page.
            Tag::Heading { .. } => self.out.push_str("<p><strong>"),
            Tag::Paragraph | Tag::HtmlBlock => self.out.push_str("<p>"),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Link => {
                let is_open = self.links.pop() == Some(true);
                self.out.push_str(if is_open { "</a>" } else { "" });
            }
            TagEnd::Image => self.images = self.images.saturating_sub(1),
            TagEnd::CodeBlock => self.out.push_str("</code></pre>\n"),
            TagEnd::List(true) => self.out.push_str("</ol>\n"),
            TagEnd::List(false) => self.out.push_str("</ul>\n"),
            TagEnd::Item => self.out.push_str("</li>\n"),
            TagEnd::BlockQuote(_) => self.out.push_str("</blockquote>\n"),
            TagEnd::Emphasis => self.out.push_str("</em>"),
            TagEnd::Strong => self.out.push_str("</strong>"),
            TagEnd::Strikethrough => self.out.push_str("</del>"),
            TagEnd::Heading(_) => self.out.push_str("</strong></p>\n"),
            TagEnd::Paragraph | TagEnd::HtmlBlock => self.out.push_str("</p>\n"),
            _ => {}
        }
    }

    /// Only to pages of the web, and to addresses for mail. Of any other link, and of one within another,
    /// the words stay.
    fn link(&mut self, link_type: LinkType, typed: &str, range: Range<usize>) {
        let address = match link_type {
            LinkType::Email => format!("mailto:{typed}"),
            _ => typed.trim().to_owned(),
        };
        let is_safe = url::Url::parse(&address).is_ok_and(|url| match url.scheme() {
            "http" | "https" => url.has_host(),
            scheme => scheme == "mailto",
        });
        let is_written = is_safe && !self.links.contains(&true);
        self.links.push(is_written);
        if is_written {
            self.out.push_str("<a href=\"");
            escaped(&mut self.out, &untracked(&address).0);
            self.out.push_str(&format!("\" rel=\"{REL}\">"));
        } else if !is_safe {
            let message = "a comment can link to whole addresses of the web only";
            self.warn(
                "comment/link",
                message,
                "its words stay; write https:// and the rest if it should be a link",
                range,
            );
        }
    }

    fn image(&mut self, range: Range<usize>) {
        self.images += 1;
        if self.images == 1 {
            let message = "a comment can't show a picture";
            self.warn(
                "comment/picture",
                message,
                "its description stays as words",
                range,
            );
        }
    }

    fn warn(&mut self, code: &'static str, message: &str, help: &str, range: Range<usize>) {
        let range = range.start + self.start..range.end + self.start;
        let fault = Diagnostic::warning(code, message);
        self.sink.push(fault.at(self.path, range).help(help));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::markup::Tags;
    use proptest::prelude::*;

    fn html(text: &str) -> String {
        let path = SourcePath::named("comments/a/2026-03-01-b.md");
        of(text, (&path, 0), &mut Sink::new())
    }

    #[test]
    fn what_strangers_write_is_only_words_and_a_few_tags() {
        for (typed, wanted) in [
            ("Hello *you*", "<p>Hello <em>you</em></p>\n"),
            (
                "# Big\n\ntext",
                "<p><strong>Big</strong></p>\n<p>text</p>\n",
            ),
            (
                "<b onclick=x>hi</b>",
                "<p>&lt;b onclick=x&gt;hi&lt;/b&gt;</p>\n",
            ),
            (
                "<script>\nalert(1)\n</script>",
                "<p>&lt;script&gt;\nalert(1)\n&lt;/script&gt;</p>\n",
            ),
            ("![a cat](cat.png)", "<p>a cat</p>\n"),
            ("[run](javascript:alert(1))", "<p>run</p>\n"),
            ("[here](../about.md)", "<p>here</p>\n"),
            (
                "[site](https://a.example/?utm_source=b)",
                "<p><a href=\"https://a.example/\" rel=\"nofollow ugc noopener noreferrer\">site</a></p>\n",
            ),
            (
                "<me@a.example>",
                "<p><a href=\"mailto:me@a.example\" rel=\"nofollow ugc noopener noreferrer\">me@a.example</a></p>\n",
            ),
            (
                "::listing{id=\"a\"}",
                "<p>::listing{id=&quot;a&quot;}</p>\n",
            ),
            (
                "3. c\n4. d",
                "<ol start=\"3\">\n<li>c</li>\n<li>d</li>\n</ol>\n",
            ),
        ] {
            assert_eq!(html(typed), wanted, "{typed}");
        }
    }

    const KNOWN: [&str; 13] = [
        "p",
        "a",
        "em",
        "strong",
        "del",
        "code",
        "pre",
        "ul",
        "ol",
        "li",
        "blockquote",
        "br",
        "hr",
    ];

    /// Every tag of the answer is one of the few, with no attribute but those that stand here.
    fn is_tame(html: &str) -> bool {
        let mut tags = Tags::html(html.as_bytes());
        while let Some(tag) = tags.next_tag() {
            let known = KNOWN.iter().any(|name| tag.is(name));
            let fits = |name: &[u8]| matches!(name, b"href" | b"rel" | b"start");
            if !known || !tag.attributes.iter().all(|attribute| fits(attribute.name)) {
                return false;
            }
            if let Some(href) = tag.attribute("href") {
                let value = href.value.to_ascii_lowercase();
                if ![&b"http://"[..], b"https://", b"mailto:"]
                    .iter()
                    .any(|scheme| value.starts_with(scheme))
                {
                    return false;
                }
            }
        }
        true
    }

    proptest! {
        #[test]
        fn no_text_brings_a_tag_or_an_attribute_of_its_own(
            text in "([ -~\n]|<script>|<img src=x onerror=y>|javascript:|\\]\\(|!\\[|&#x6a;|https://a.example/\"|<a href='|<!--|-->|\n> |\n# |\u{202e}|```|~~|é){0,40}"
        ) {
            let html = html(&text);
            prop_assert!(is_tame(&html), "{html}");
        }
    }
}
