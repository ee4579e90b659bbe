//! What is known to be quiet is left out only where it stands as text, and is quiet indeed.

use super::*;
use crate::base::diag::Sink;
use crate::base::lang::Lang;
use crate::base::paths::SourcePath;
use crate::content::markdown::{Input, Options, Segment, Text, parse};
use proptest::prelude::*;

fn home() -> Home {
    Home::of("https://example.org/").expect("an address")
}

const QUIET: &str = "<p>Call us</p>\n<p><a href=\"//x.example\">elsewhere</a></p>\n";

/// How many things are found in a page of which `quiet` is believed to be quiet.
fn found(html: &str, quiet: &str) -> usize {
    let seen = Seen::of(html.as_bytes(), quiet, &home());
    seen.loads.len() + seen.scripts.len() + seen.styles.len() + seen.blocked.len()
}

#[test]
fn a_quiet_text_is_left_out_where_it_stands_as_text() {
    // What is claimed to be quiet here is not, so that it shows whether it was looked at.
    let loud = format!("{QUIET}<img src=//x.example>");
    for (html, expected) in [
        (format!("<main>{loud}</main>"), 0),
        (format!("<main>\n{loud}<img src=//x.example>"), 1),
        (format!("{loud}{loud}"), 1),
        (format!("<svg>{loud}</svg>"), 1),
        (format!("<!-- {loud} --><img src=//x.example>"), 1),
        (format!("<!-- {loud} -->{loud}"), 1),
        (format!("<textarea>{loud}</textarea>{loud}"), 1),
        (format!("<p title='{loud}'><img src=//x.example>"), 1),
    ] {
        assert_eq!(found(&html, &loud), expected, "{html}");
    }
}

#[test]
fn a_quiet_text_in_which_something_else_ends_is_looked_at() {
    let text = "it's > and more <img src=//x.example>";
    assert_eq!(found(text, text), 0);
    assert_eq!(found(&format!("<p title='{text}'>"), text), 1);
}

fn read(text: &str) -> Text {
    let options = Options {
        extensions: true,
        smart_punctuation: true,
        raw_html: true,
        lang: Lang::parse("en").expect("a language"),
    };
    let input = Input {
        text,
        path: &SourcePath::named("a.md"),
        offset: 0,
        options: &options,
    };
    parse(&input, &mut Sink::new()).text
}

#[test]
fn comments_make_no_text_loud() {
    assert!(read("One.\n\n<!-- more -->\n\nTwo <!-- why --> three.").is_quiet);
    assert!(!read("One.\n\n<!-- more --><hr>\n\nTwo.").is_quiet);
}

fn markdown() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "word ",
        "\n\n",
        "\n",
        "# A title {#id .class onclick=x style=y}\n",
        "**b**",
        "*i*",
        "`<img src=//x.example>`",
        "```html\n<img src=//x.example>\n```\n",
        "    <script>a()</script>\n",
        "<img src=//x.example>",
        "<b style='a:b'>",
        "<!-- a -->",
        "<!-- more -->\n\n",
        "![a](//x.example/a.png \"t\")",
        "[a](//x.example 'on\"x=\"')",
        "[a](<javascript:x>)",
        "<https://x.example/\"onload=a>",
        "https://x.example/a\"b",
        "::video{url=\"//x.example\"}\n",
        ":::note\ntext\n:::\n",
        "> [!NOTE]\n> text\n",
        "| a | b |\n|:-:|--:|\n| 1 | <i> |\n",
        "[^1]\n\n[^1]: note\n",
        "- [x] done\n",
        "term\n: meaning\n",
        "0808 157 0123 ",
        "\\<img src=//x.example>",
        "&lt;svg>",
        "<",
        "&",
        "\"",
    ]);
    prop::collection::vec(pieces, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn a_text_that_is_called_quiet_is_quiet(text in markdown()) {
        let read = read(&text);
        let segments = read.segments.iter();
        let html: String = segments
            .map(|segment| match segment {
                Segment::Html(html) => html.as_str(),
                Segment::Hole(_) => "x",
            })
            .collect();
        let has_loud = ["![", "<img", "<b ", "::", "[!"];
        if read.is_quiet {
            prop_assert_eq!(found(&html, ""), 0, "{}", html);
            let before_tag = format!("{html}<img src=//x.example>");
            prop_assert_eq!(found(&before_tag, ""), 1, "ends as text: {}", html);
        } else {
            prop_assert!(has_loud.iter().any(|loud| text.contains(loud)) || text.contains('<'), "{}", text);
        }
    }
}
