//! The Markdown pass: files with their snapshots, CommonMark's own examples, and properties.

use proptest::prelude::*;
use std::fmt::Write as _;
use std::path::Path;
use waypost::base::diag::{Diagnostic, Sink};
use waypost::base::lang::Lang;
use waypost::base::paths::SourcePath;
use waypost::base::span::line_column;
use waypost::content::highlight::{self, Colours};
use waypost::content::markdown::{Directive, Hole, Input, Options, Parsed, Segment, parse};

const SUITE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/suite/markdown");

fn options(lang: &str) -> Options {
    Options {
        extensions: true,
        smart_punctuation: true,
        raw_html: true,
        lang: Lang::parse(lang).expect("a language tag"),
    }
}

fn read_with(options: &Options, text: &str, offset: usize) -> (Parsed, Vec<Diagnostic>) {
    let path = SourcePath::named("page.md");
    let mut sink = Sink::new();
    let input = Input {
        text,
        path: &path,
        offset,
        options,
    };
    let parsed = parse(&input, &mut sink);
    (parsed, sink.into_sorted())
}

fn read(text: &str) -> (Parsed, Vec<Diagnostic>) {
    read_with(&options("en"), text, 0)
}

fn codes(found: &[Diagnostic]) -> Vec<&'static str> {
    found.iter().map(|diagnostic| diagnostic.code).collect()
}

// ---- files ----

/// `name.md` is English; `name.de.md` German; `name.escaped.md` is read without raw HTML.
#[test]
fn files_of_the_suite_give_their_snapshots() {
    let mut names: Vec<String> = std::fs::read_dir(SUITE)
        .expect("the suite")
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(".md"))
        .collect();
    names.sort();
    assert!(names.len() > 10, "the suite was not found");
    insta::with_settings!({
        snapshot_path => "suite/markdown",
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        for name in names {
            let text = std::fs::read_to_string(Path::new(SUITE).join(&name)).expect("a file");
            let stem = name.trim_end_matches(".md");
            let mark = stem.rsplit_once('.').map_or("en", |(_, mark)| mark);
            let mut options = options(if mark == "escaped" { "en" } else { mark });
            options.raw_html = mark != "escaped";
            let (parsed, found) = read_with(&options, &text, 0);
            insta::assert_snapshot!(stem, report(&text, &parsed, &found));
        }
    });
}

/// All that a body holds, readable, spans shown by the text that they cover.
fn report(text: &str, parsed: &Parsed, found: &[Diagnostic]) -> String {
    let Parsed {
        body,
        text: shown,
        prose,
    } = parsed;
    let mut out = shown.html_plain();
    writeln!(out, "\n== summary (more: {})", body.has_more).expect("text");
    writeln!(out, "{}", body.summary_plain().trim_end()).expect("text");
    writeln!(
        out,
        "== text ({} words, code: {})\n{}",
        body.words, body.has_code, prose
    )
    .expect("text");
    for heading in &body.headings {
        let covered = text[heading.span.clone()].trim_end();
        writeln!(
            out,
            "== heading {} #{} {:?} {:?} <- {covered:?}",
            heading.level,
            heading.id,
            heading.text,
            heading.html()
        )
        .expect("text");
    }
    let anchors = body.anchors();
    if !anchors.is_empty() {
        writeln!(out, "== anchors {anchors:?}").expect("text");
    }
    for link in body.links.iter() {
        let covered = &text[link.span.clone()];
        writeln!(out, "== {:?} {:?} <- {covered:?}", link.kind, link.target).expect("text");
    }
    for directive in shown.directives() {
        describe(&mut out, text, directive);
    }
    for diagnostic in found {
        let span = diagnostic.primary.as_ref().expect("a place");
        let place = line_column(text, span.range.start);
        writeln!(
            out,
            "-- {:?} {} {}:{} {:?}\n   {} ({})",
            diagnostic.severity,
            diagnostic.code,
            place.line,
            place.column,
            &text[span.range.clone()],
            diagnostic.message,
            diagnostic.caption,
        )
        .expect("text");
        if let Some(help) = &diagnostic.help {
            writeln!(out, "   help: {help}").expect("text");
        }
        for label in &diagnostic.labels {
            writeln!(
                out,
                "   also {:?}: {}",
                &text[label.span.range.clone()],
                label.text
            )
            .expect("text");
        }
    }
    out
}

fn describe(out: &mut String, text: &str, directive: &Directive) {
    write!(
        out,
        "== directive {:?} <- {:?} name {:?}",
        directive.name,
        &text[directive.span.clone()],
        &text[directive.name_span.clone()]
    )
    .expect("text");
    for arg in &directive.args {
        let (name, value) = (&text[arg.name_span.clone()], &text[arg.span.clone()]);
        write!(out, ", {}={:?} <- {name:?}={value:?}", arg.name, arg.value).expect("text");
    }
    out.push('\n');
}

// ---- CommonMark ----

struct Example<'a> {
    number: usize,
    markdown: String,
    html: &'a str,
}

fn examples(spec: &str) -> Vec<Example<'_>> {
    let fence = "`".repeat(32);
    let mut found = Vec::new();
    for part in spec.split(&format!("\n{fence} example\n")).skip(1) {
        let example = part.split(&format!("\n{fence}")).next().unwrap_or(part);
        let (markdown, html) = example.split_once("\n.\n").unwrap_or_else(|| {
            let markdown = example.strip_suffix("\n.").unwrap_or(example);
            (markdown, "")
        });
        found.push(Example {
            number: found.len() + 1,
            markdown: format!("{markdown}\n").replace('→', "\t"),
            html,
        });
    }
    found
}

/// What HTML does not tell apart: `<br />` and `<br>`, `&quot;` and `"` in text.
fn normal(html: &str) -> String {
    html.replace('→', "\t")
        .replace(" />", ">")
        .replace("/>", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .trim_end()
        .to_owned()
}

#[test]
fn commonmark_examples_come_out_as_its_specification_says() {
    let Some(path) = std::env::var_os("WAYPOST_COMMONMARK_SPEC") else {
        println!("skipped: WAYPOST_COMMONMARK_SPEC does not name CommonMark's spec.txt");
        return;
    };
    let spec = std::fs::read_to_string(path).expect("the file that WAYPOST_COMMONMARK_SPEC names");
    let examples = examples(&spec);
    assert_eq!(examples.len(), 652, "not CommonMark 0.31.2");
    let options = Options {
        extensions: false,
        ..options("en")
    };
    let table = std::fs::read_to_string(Path::new(SUITE).join("commonmark-differences.txt"))
        .expect("the table of differences");
    let expected: Vec<usize> = table
        .lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
        .map(|line| {
            line.split_whitespace()
                .next()
                .and_then(|n| n.parse().ok())
                .expect("a number")
        })
        .collect();
    let mut different = Vec::new();
    let mut shown = String::new();
    for example in &examples {
        let (parsed, _) = read_with(&options, &example.markdown, 0);
        let (ours, theirs) = (normal(&parsed.text.html_plain()), normal(example.html));
        if ours != theirs {
            different.push(example.number);
            if !expected.contains(&example.number) {
                let n = example.number;
                writeln!(
                    shown,
                    "{n}: {:?}\n ours   {ours:?}\n theirs {theirs:?}",
                    example.markdown
                )
                .expect("text");
            }
        }
    }
    assert_eq!(different, expected, "\n{shown}");
}

// ---- holes ----

#[test]
fn targets_of_this_site_are_holes_between_quotes_and_others_are_written_out() {
    let text = "[a](b.md#c) [x](https://example.org/?q=\"1\") ![p](p.png \"T\")";
    let (parsed, found) = read_with(&options("en"), text, 100);
    assert_eq!(codes(&found), Vec::<&str>::new());
    let [
        Segment::Html(before),
        Segment::Hole(Hole::Url { target, span }),
        Segment::Html(after),
        Segment::Hole(Hole::Image(image)),
        Segment::Html(_),
    ] = parsed.text.segments.as_slice()
    else {
        panic!("{:?}", parsed.text);
    };
    assert_eq!(before, "<p><a href=\"");
    assert_eq!((target.as_str(), span.clone()), ("b.md#c", 104..110));
    assert!(after.starts_with("\">a</a> <a href=\"https://example.org/?q=%221%22\" rel="));
    assert_eq!(
        (image.src.as_str(), image.title.as_deref()),
        ("p.png", Some("T"))
    );
    assert!(!image.lone);
    assert_eq!(&text[image.span.start - 100..image.span.end - 100], "p.png");
}

#[test]
fn a_lone_picture_loses_its_paragraph_only_when_it_has_a_title() {
    for (text, lone, html) in [
        (
            "![a](b.png)",
            true,
            "<p><img src=\"b.png\" alt=\"a\"></p>\n",
        ),
        (
            "![a](b.png \"T\")",
            true,
            "<img src=\"b.png\" alt=\"a\" title=\"T\">\n",
        ),
        (
            "![a](b.png \"T\") x",
            false,
            "<p><img src=\"b.png\" alt=\"a\" title=\"T\"> x</p>\n",
        ),
    ] {
        let (parsed, _) = read(text);
        let image = parsed
            .text
            .segments
            .iter()
            .find_map(|segment| match segment {
                Segment::Hole(Hole::Image(image)) => Some(image),
                _ => None,
            });
        assert_eq!(image.map(|image| image.lone), Some(lone), "{text}");
        assert_eq!(parsed.text.html_plain(), html);
    }
}

#[test]
fn footnotes_leave_their_words_to_the_theme() {
    let (parsed, _) = read("A[^1].\n\n[^1]: B.");
    let words: Vec<_> = parsed
        .text
        .segments
        .iter()
        .filter_map(|segment| match segment {
            Segment::Hole(Hole::Word { key, n }) => Some((key.as_ref(), *n)),
            _ => None,
        })
        .collect();
    assert_eq!(
        words,
        [("footnotes.title", None), ("footnotes.back", Some(1))]
    );
}

#[test]
fn words_are_counted_as_unicode_counts_them_where_spaces_divide_them() {
    use unicode_segmentation::UnicodeSegmentation;
    for text in [
        "You don't need 3.14 reasons, e.g. none.",
        "Ви не самі: об’єднання, під’їзд",
        "Ne güzel – çok naïve cafés",
        "لست وحدك نحن هنا",
        "आप अकेले नहीं हैं",
        "한국어 문장 입니다",
    ] {
        let (parsed, _) = read(text);
        let body = parsed.body;
        assert_eq!(body.words as usize, text.unicode_words().count(), "{text}");
    }
    assert_eq!(read("你并不孤单一个人").0.body.words, 4);
    assert_eq!(read("คุณไม่ได้อยู่คนเดียว").0.body.words, 3);
    assert_eq!(
        read("## Two words\n\n```\nfour words of code\n```")
            .0
            .body
            .words,
        2
    );
}

// ---- colours ----

#[test]
fn colours_of_code_can_be_read_on_their_background() {
    let css = highlight::css();
    for (mode, (background, text)) in highlight::GROUND.into_iter().enumerate() {
        assert!(css.contains(background) && css.contains(text));
        assert!(contrast(background, text) >= 7.0, "text on {background}");
        for (class, light, dark) in highlight::COLOURS {
            let colour = [light, dark][mode];
            let ratio = contrast(background, colour);
            assert!(
                ratio >= 4.5,
                "hl-{class}: {colour} on {background} is {ratio:.2}"
            );
            assert!(css.contains(&format!(".hl-{class} {{ color: {colour}; }}")));
        }
    }
}

/// The contrast of two `#rrggbb` colours as WCAG 2 has it.
fn contrast(one: &str, other: &str) -> f64 {
    let luminance = |colour: &str| {
        let part = |at: usize| {
            let value = u8::from_str_radix(&colour[at..at + 2], 16).expect("a colour");
            let value = f64::from(value) / 255.0;
            if value <= 0.04045 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
    };
    let (a, b) = (luminance(one), luminance(other));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn languages_are_known_by_the_names_that_people_write() {
    for lang in [
        "sh",
        "shell",
        "console",
        "bash",
        "yml",
        "yaml",
        "js",
        "javascript",
        "ts",
        "typescript",
        "md",
        "markdown",
        "jinja",
        "tera",
        "html",
        "css",
        "toml",
        "json",
        "rust",
        "rs",
        "py",
        "python",
        "sql",
        "ini",
        "dockerfile",
        "powershell",
        "diff",
        "xml",
        "php",
        "c",
        "c++",
        "java",
        "go",
        "golang",
        "ruby",
        "nginx",
        "csv",
        "ics",
        "HTML",
    ] {
        let colours = highlight::highlight(lang, "x = \"y\" # 1\n");
        assert!(!matches!(colours, Colours::UnknownLanguage(_)), "{lang}");
    }
    let unknown = highlight::highlight("javascrpt", "x");
    assert_eq!(
        unknown,
        Colours::UnknownLanguage(Some("javascript".to_owned()))
    );
    assert_eq!(highlight::highlight("text", "x"), Colours::None);
}

#[test]
fn coloured_code_is_the_same_code() {
    let code = "fn main() {\n    // <b> & \"x\"\n    let a = 'c';\n}\n\n";
    let Colours::Some(html) = highlight::highlight("rust", code) else {
        panic!("no colours");
    };
    let mut text = String::new();
    for part in html.split('<') {
        let behind_tag = part.split_once('>').filter(|_| part.contains("span"));
        text.push_str(behind_tag.map_or(part, |(_, rest)| rest));
    }
    let text = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
    assert_eq!(text, code);
    assert!(
        html.contains("<span class=\"hl-c\">// &lt;b&gt; &amp; \"x\"</span>"),
        "{html}"
    );
    assert_eq!(highlight::highlight("rust", code), Colours::Some(html));
}

// ---- properties ----

/// Pieces that mean something to the pass, so that random text reaches its corners.
fn piece() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "\n",
        "\n\n",
        "\r\n",
        "  ",
        "    ",
        "\t",
        ":::",
        "::::",
        "::",
        ":::note",
        "::leaf",
        "{a=b}",
        "{a=\"",
        "\"}",
        "}",
        "> ",
        ">",
        "- ",
        "1. ",
        "[!NOTE]",
        "[!TIP] t",
        "[^1]",
        "[^1]: ",
        "[",
        "]",
        "](",
        ")",
        "![",
        "[a]: ",
        "b.md",
        "#x",
        "# ",
        "## ",
        "{#id .c}",
        "***",
        "*",
        "_",
        "___",
        "---",
        "`",
        "```",
        "```rust\n",
        "~~~",
        "~~",
        "| a | b |\n|---|:-:|\n",
        "|",
        "<",
        ">",
        "</",
        "<!--",
        "-->",
        "<!-- more -->",
        "<div>",
        "<a href=\"",
        "<img src=x",
        "'",
        "\"",
        "=",
        "<script>",
        "</script>",
        "\\",
        "&amp;",
        "&#",
        ";",
        "&#7;",
        "https://",
        "www.",
        "a.org",
        "http://ä.org/ß",
        "é",
        "日本",
        "\u{200b}",
        "\u{feff}",
        "\u{7}",
        "\u{301}",
        "🎉",
        "- [x] ",
        "- [ ]",
        "Term\n: ",
        "{{ x }}",
        "{% y",
        "--",
        "...",
        "x",
        " ",
        "\r",
        "\0",
        "javascript:",
        "srcset=\"a 1x, b\"",
        "id=\"x\"",
    ])
    .prop_map(str::to_owned);
    prop_oneof![9 => known, 1 => any::<String>()]
}

fn any_text() -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..40).prop_map(|pieces| pieces.concat())
}

fn check_span(text: &str, range: &std::ops::Range<usize>, offset: usize) {
    assert!(
        range.start >= offset && range.end >= range.start,
        "{range:?} in {text:?}"
    );
    let cut = text.get(range.start - offset..range.end - offset);
    assert!(cut.is_some(), "{range:?} in {text:?}");
}

fn check_segments(text: &str, segments: &[Segment], offset: usize) {
    for segment in segments {
        match segment {
            Segment::Html(html) => {
                let odd = html.contains(|c: char| c.is_control() && !"\t\n\r".contains(c));
                assert!(!odd, "control character in {html:?} of {text:?}");
            }
            Segment::Hole(Hole::Url { span, .. }) => check_span(text, span, offset),
            Segment::Hole(Hole::Image(image)) => check_span(text, &image.span, offset),
            Segment::Hole(Hole::Number(_) | Hole::Word { .. }) => {}
            Segment::Hole(Hole::Directive(directive)) => {
                check_span(text, &directive.span, offset);
                check_span(text, &directive.name_span, offset);
                for arg in &directive.args {
                    check_span(text, &arg.span, offset);
                    check_span(text, &arg.name_span, offset);
                }
                check_segments(text, directive.body.as_deref().unwrap_or_default(), offset);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 4 * ProptestConfig::default().cases,
        // what is found becomes a file of the suite
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_text_is_read_and_every_span_is_in_it(text in any_text(), lang in "(en|de|ar)") {
        let mut options = options(&lang);
        for raw_html in [true, false] {
            options.raw_html = raw_html;
            let (parsed, found) = read_with(&options, &text, 7);
            let body = parsed.body;
            check_segments(&text, &parsed.text.segments, 7);
            check_segments(&text, &body.summary, 7);
            for link in body.links.iter() {
                check_span(&text, &link.span, 7);
            }
            for heading in &body.headings {
                check_span(&text, &heading.span, 7);
                prop_assert!(body.has_anchor(&heading.id));
                prop_assert!((2..=6).contains(&heading.level));
            }
            for diagnostic in &found {
                let span = diagnostic.primary.as_ref().expect("a place");
                check_span(&text, &span.range, 7);
                prop_assert!(!diagnostic.message.is_empty() && diagnostic.help.is_some());
            }
        }
        options.extensions = false;
        let (plain, found) = read_with(&options, &text, 0);
        prop_assert!(found.is_empty());
        for link in plain.body.links.iter() {
            check_span(&text, &link.span, 0);
        }
    }

    #[test]
    fn a_text_is_read_alike_twice(text in any_text()) {
        prop_assert_eq!(read(&text), read(&text));
    }
}
