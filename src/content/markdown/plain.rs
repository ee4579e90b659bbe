//! A body's HTML without a site: holes filled in the plainest way. For tests, and for readers such as
//! mail programs that know no theme.

use super::body::{Body, Hole, Segment, Text};
use super::escape;

impl Text {
    /// The HTML with each target as it was typed, plain `<img>`s, directives as `<div>`s of their name,
    /// and no words of a theme.
    pub fn html_plain(&self) -> String {
        plain(&self.segments)
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
