//! What is wrong, as HTML: for the panel over the last good page, and for a page of its own when there is
//! no good one. Everything that comes from a source file is escaped here.

use super::Revision;
use super::excerpt::{self, Row};
use super::live::Live;
use super::shelf::Shelf;
use crate::base::diag::Diagnostic;
use crate::base::digest::Digest;
use crate::base::span::{Span, line_column};

/// More than this many are not looked through one by one.
const MOST: usize = 50;
const STYLE: &str = concat!(
    include_str!("preview/shared.css"),
    include_str!("preview/notes.css")
);
/// In the order in which one part needs another.
const SCRIPT: &str = concat!(
    include_str!("preview/keep.js"),
    include_str!("preview/swap.js"),
    include_str!("preview/panel.js"),
    include_str!("preview/errors.js"),
    include_str!("preview/notes.js"),
    include_str!("preview/tab.js")
);

/// What the panel shows.
#[derive(Debug, serde::Serialize)]
pub(super) struct Report {
    /// `2 errors`.
    title: String,
    /// The first message, read out by screen readers.
    first: String,
    /// Tells whether this is the report that was closed before.
    pub(super) key: String,
    html: String,
}

impl Report {
    /// The errors of a revision and of one of its pages; `None` if there are none.
    pub(super) fn of(of_page: &[Diagnostic], live: &Live) -> Option<Report> {
        let errors = live.errors(of_page);
        (!errors.is_empty()).then(|| report(&errors, live.revision.as_ref()))
    }

    /// The report as the script reads it, in one line.
    pub(super) fn json(&self) -> String {
        // Four strings can't fail to be JSON.
        serde_json::to_string(self).unwrap_or_default()
    }
}

fn report(errors: &[Diagnostic], revision: &dyn Revision) -> Report {
    let mut html = String::from("<ol class=\"faults\">");
    let mut shelf = Shelf::new(revision);
    for error in errors.iter().take(MOST) {
        fault(&mut html, "", error, &mut shelf);
    }
    html.push_str("</ol>");
    if errors.len() > MOST {
        let more = errors.len() - MOST;
        html.push_str(&format!("<p>And {more} more, once these are mended.</p>"));
    }
    Report {
        title: match errors.len() {
            1 => "1 error".to_owned(),
            n => format!("{n} errors"),
        },
        first: errors
            .first()
            .map_or(String::new(), |e| shelf.hushed(e).message),
        key: Digest::of(html.as_bytes()).to_string(),
        html,
    }
}

/// The page for an output that can't be rendered and never could.
pub(super) fn broken_page(errors: &[Diagnostic], revision: &dyn Revision) -> String {
    let report = report(errors, revision);
    plain_page(
        "This page can't be shown yet",
        &format!(
            "<p>It will appear here by itself once this is mended.</p>{}",
            report.html
        ),
    )
}

/// The page for what is not there, when the site has none of its own.
pub(super) fn missing_page() -> String {
    plain_page(
        "There is no page here",
        "<p>The site has no page at this address. If you make one, it will appear here by itself.</p>\
         <p><a href=\"/\">Go to the site's first page</a></p>",
    )
}

fn plain_page(title: &str, body: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body class=\"plain\">\n\
         <main class=\"report\">\n<h1>{title}</h1>\n{body}\n</main>\n</body>\n</html>\n"
    )
}

/// The script of the preview, with the style of its panels in front.
pub(super) fn script() -> String {
    let style = serde_json::Value::from(STYLE);
    format!(
        "(() => {{\n\"use strict\";\nconst script = document.currentScript;\nif (!script) return;\n\
         const style = {style};\n{SCRIPT}}})();\n"
    )
}

/// One thing that is wrong, with its lines. `before` stands in front of the message.
pub(super) fn fault(html: &mut String, before: &str, error: &Diagnostic, shelf: &mut Shelf<'_>) {
    let error = shelf.hushed(error);
    html.push_str("<li class=\"fault\"><p class=\"message\">");
    html.push_str(before);
    escape(html, &error.message);
    // Remarks have no name: nobody looks them up.
    if !error.code.starts_with("note/") {
        html.push_str(" <span class=\"code\">");
        escape(html, error.code);
        html.push_str("</span>");
    }
    html.push_str("</p>");
    if let Some(span) = &error.primary {
        place(html, span, &error.caption, shelf);
    }
    for label in &error.labels {
        place(html, &label.span, &label.text, shelf);
    }
    for note in &error.notes {
        html.push_str("<p class=\"note\">");
        escape(html, note);
        html.push_str("</p>");
    }
    if let Some(help) = &error.help {
        html.push_str("<p class=\"help\"><b>What to do:</b> ");
        escape(html, help);
        html.push_str("</p>");
    }
    html.push_str("</li>");
}

/// The file and line of a span, and the line itself with a caret under it.
fn place(html: &mut String, span: &Span, caption: &str, shelf: &mut Shelf<'_>) {
    html.push_str("<p class=\"place\">");
    escape(html, span.path.as_str());
    // An empty span at the very start stands for the file as a whole.
    let whole_file = span.range == (0..0);
    let file = shelf.of(&span.path).filter(|_| !whole_file);
    let Some(file) = file else {
        html.push_str("</p>");
        if !caption.is_empty() {
            html.push_str("<p>");
            escape(html, caption);
            html.push_str("</p>");
        }
        return;
    };
    let at = line_column(&file.text, span.range.start);
    html.push_str(&format!(
        ":{}:{}</p><div class=\"excerpt\">",
        at.line, at.column
    ));
    let text = file.shown(span);
    let rows = excerpt::rows(&text, &span.range);
    let last = rows.len().saturating_sub(1);
    for (index, row) in rows.iter().enumerate() {
        line(html, row);
        if index == last {
            caret(html, row, caption);
        }
    }
    html.push_str("</div>");
}

fn line(html: &mut String, row: &Row<'_>) {
    html.push_str(&format!(
        "<span class=\"row\"><span class=\"number\">{}</span>",
        row.number
    ));
    let (cut_start, cut_end) = row.cut;
    html.push_str(if cut_start { "…" } else { "" });
    escape(html, row.before);
    html.push_str("<mark>");
    escape(html, row.marked);
    html.push_str("</mark>");
    escape(html, row.after);
    html.push_str(if cut_end { "…" } else { "" });
    html.push_str("</span>");
}

/// The caret stands under the marked text because the same text, unseen, stands in front of it: counting
/// columns would go wrong with tabs and with many of the world's scripts.
fn caret(html: &mut String, row: &Row<'_>, caption: &str) {
    html.push_str(match caption {
        "" => "<span class=\"row bare\">",
        _ => "<span class=\"row\">",
    });
    html.push_str("<span aria-hidden=\"true\"><span class=\"number\"></span>");
    html.push_str("<span class=\"pad\">");
    html.push_str(if row.cut.0 { "…" } else { "" });
    escape(html, row.before);
    html.push_str("</span><span class=\"caret\">");
    html.push_str(&"^".repeat(row.marked.chars().count().max(1)));
    html.push_str("</span></span> ");
    escape(html, caption);
    html.push_str("</span>");
}

pub(super) fn escape(html: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            c => html.push(c),
        }
    }
}
