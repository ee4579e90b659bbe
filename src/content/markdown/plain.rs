//! A body's HTML without a site: holes filled in the plainest way. For tests, and for readers such as
//! mail programs that know no theme.

use super::body::{Body, Hole, Segment, Text};
use super::escape;
use crate::base::entities::decoded;

impl Text {
    /// The HTML with each target as it was typed, plain `<img>`s, directives as `<div>`s of their name,
    /// and no words of a theme.
    pub fn html_plain(&self) -> String {
        plain(&self.segments)
    }

    /// The text alone, for what knows no HTML: paragraphs with an empty line between them, and items of
    /// lists after a dash.
    pub fn prose(&self) -> String {
        let mut prose = Prose::default();
        prose.read(&plain(&self.segments));
        prose.text
    }
}

impl Body {
    /// The summary in the same way.
    pub fn summary_plain(&self) -> String {
        plain(&self.summary)
    }
}

fn plain(segments: &[Segment]) -> String {
    let mut html = String::new();
    write(segments, &mut html);
    html
}

fn write(segments: &[Segment], html: &mut String) {
    for segment in segments {
        match segment {
            Segment::Html(text) => html.push_str(text),
            Segment::Hole(hole) => write_hole(hole, html),
        }
    }
}

fn write_hole(hole: &Hole, html: &mut String) {
    match hole {
        Hole::Url { target, .. } => escape::url(html, target),
        Hole::Image(image) => {
            html.push_str("<img src=\"");
            escape::url(html, &image.src);
            html.push_str("\" alt=\"");
            escape::attribute(html, &image.alt);
            if let Some(title) = &image.title {
                html.push_str("\" title=\"");
                escape::attribute(html, title);
            }
            html.push_str("\">");
        }
        Hole::Directive(directive) => {
            html.push_str("<div class=\"");
            escape::attribute(html, &directive.name);
            html.push('"');
            for arg in &directive.args {
                html.push_str(" data-");
                html.push_str(&arg.name);
                html.push_str("=\"");
                escape::attribute(html, &arg.value);
                html.push('"');
            }
            html.push('>');
            if let Some(body) = &directive.body {
                html.push('\n');
                write(body, html);
            }
            html.push_str("</div>");
        }
        Hole::Number(text) => escape::text(html, text),
        Hole::Word { .. } => {}
    }
}

/// Where the tag ends with which this HTML begins; a value may hold what looks like its end.
fn end_of_tag(html: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in html.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(at),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), close) if open == close => quote = None,
            _ => {}
        }
    }
    None
}

/// Elements that stand apart from what is before and after them.
const BLOCKS: [&str; 21] = [
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "dl",
    "dt",
    "dd",
    "table",
    "tr",
    "pre",
    "blockquote",
    "section",
    "details",
    "figure",
    "hr",
];
/// Elements whose text is none to read.
const SILENT: [&str; 2] = ["script", "style"];

/// Text while it is taken out of HTML.
#[derive(Default)]
struct Prose {
    text: String,
    /// What must come before the next letter.
    gap: Gap,
    /// Whether a dash was put there, and nothing behind it yet.
    is_bare: bool,
}

/// How far the next letter stands from the last.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    #[default]
    None,
    Space,
    Line,
    Paragraph,
}

impl Prose {
    fn read(&mut self, html: &str) {
        let mut rest = html;
        while let Some(at) = rest.find('<') {
            self.words(&rest[..at]);
            let Some(end) = end_of_tag(&rest[at..]).map(|end| at + end) else {
                return;
            };
            let tag = &rest[at + 1..end];
            let name = tag.trim_start_matches('/');
            let name = name
                .split(|c: char| !c.is_ascii_alphanumeric())
                .next()
                .unwrap_or_default()
                .to_ascii_lowercase();
            rest = &rest[end + 1..];
            if SILENT.contains(&name.as_str()) && !tag.starts_with('/') {
                let close = format!("</{name}");
                rest = rest.find(&close).map_or("", |at| &rest[at..]);
            }
            self.tag(&name, tag.starts_with('/'));
        }
        self.words(rest);
    }

    fn tag(&mut self, name: &str, closes: bool) {
        match name {
            "br" => self.part(Gap::Line),
            "td" | "th" => self.part(Gap::Space),
            "li" if !closes => {
                self.part(Gap::Line);
                self.push("- ");
                self.is_bare = true;
            }
            "li" => self.part(Gap::Line),
            name if BLOCKS.contains(&name) => self.part(Gap::Paragraph),
            _ => {}
        }
    }

    fn part(&mut self, gap: Gap) {
        if !self.is_bare {
            self.gap = self.gap.max(gap);
        }
    }

    fn words(&mut self, html: &str) {
        let text = decoded(html.as_bytes());
        for (at, word) in text.split_whitespace().enumerate() {
            if at > 0 || text.starts_with(char::is_whitespace) {
                self.gap = self.gap.max(Gap::Space);
            }
            self.push(word);
        }
        if text.ends_with(char::is_whitespace) {
            self.part(Gap::Space);
        }
    }

    fn push(&mut self, word: &str) {
        if !self.text.is_empty() && !self.is_bare {
            self.text.push_str(match self.gap {
                Gap::None => "",
                Gap::Space => " ",
                Gap::Line => "\n",
                Gap::Paragraph => "\n\n",
            });
        }
        (self.gap, self.is_bare) = (Gap::None, false);
        self.text.push_str(word);
    }
}
