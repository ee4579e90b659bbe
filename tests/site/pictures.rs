//! Pictures: their sizes, figures, and what directives make of bodies.

use crate::camera;
use crate::page::Page;
use crate::project::{Made, Project, suite};
use std::fs;

fn gif() -> Vec<u8> {
    fs::read(suite("front/content/dot.gif")).expect("a picture")
}

fn sizes(made: &Made, path: &str) -> Vec<(String, Option<String>, Option<String>)> {
    let page = Page::read(made.text(path));
    let owned = |text: Option<&str>| text.map(str::to_owned);
    page.named("img")
        .map(|tag| {
            let src = tag.attribute("src").expect("a source").to_owned();
            (
                src,
                owned(tag.attribute("width")),
                owned(tag.attribute("height")),
            )
        })
        .collect()
}

#[test]
fn pictures_have_their_size() {
    let body = "![a](a.png)\n![b](b.jpg)\n![c](c.webp)\n![d](d.gif)\n![e](e.svg)\n![f](f.svg)\n![g](g.svg)\n![h](https://example.com/h.png)\n";
    let made = Project::plain()
        .settings("[privacy]\nallow = [{ origin = \"https://example.com\", reason = \"Ours.\" }]")
        .with("content/a.md", format!("---\ntitle: A\n---\n{body}"))
        .with("content/a.png", camera::png(&camera::scene(64, 48)))
        .with("content/b.jpg", camera::jpeg(&camera::scene(30, 20)))
        .with("content/c.webp", camera::webp(&camera::scene(12, 9)))
        .with("content/d.gif", gif())
        .with(
            "content/e.svg",
            "<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg' width='24px' height=\"12\"></svg>",
        )
        .with("content/f.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 48 32\"></svg>")
        .with("content/g.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"100%\" height=\"2em\"></svg>")
        .fine();
    let size = |src: &str, size: Option<(&str, &str)>| {
        let (width, height) = size.unzip();
        (
            src.to_owned(),
            width.map(str::to_owned),
            height.map(str::to_owned),
        )
    };
    let wanted = [
        size("/a.png", Some(("64", "48"))),
        size("/b.jpg", Some(("30", "20"))),
        size("/c.webp", Some(("12", "9"))),
        size("/d.gif", Some(("3", "2"))),
        size("/e.svg", Some(("24", "12"))),
        size("/f.svg", Some(("48", "32"))),
        size("/g.svg", None),
        size("https://example.com/h.png", None),
    ];
    assert_eq!(sizes(&made, "a/index.html"), wanted);
}

#[test]
fn a_lone_picture_with_a_title_is_a_figure() {
    let body = "![One](d.gif \"A <title> & more\")\n\nBetween ![two](d.gif \"words\") words.\n\n![three](d.gif)\n\n[![four](d.gif \"In a link\")](a.md)\n";
    let made = Project::plain()
        .with("content/a.md", format!("---\ntitle: A\n---\n{body}"))
        .with("content/d.gif", gif())
        .fine();
    insta::assert_snapshot!(made.text("a/index.html"));
}

#[test]
fn the_picture_of_an_entry_has_its_size_too() {
    let made = Project::plain()
        .with("templates/article.html", "{{ page.image | json }}")
        .with(
            "content/articles/a.md",
            "---\ntitle: A\nimage: { src: ../d.gif, alt: Dot }\n---\n",
        )
        .with("content/articles/b.md", "---\ntitle: B\n---\n")
        .with("content/d.gif", gif())
        .fine();
    let wanted = r#"{"url":"/d.gif","width":3,"height":2,"srcset":null,"webp":null,"original":"/d.gif","alt":"Dot"}"#;
    assert_eq!(made.text("articles/a/index.html"), wanted);
    assert_eq!(made.text("articles/b/index.html"), "null");
}

const CARD: &str = "{% component card(title, to=\"\", tone=\"calm\") -%}\n<card {{ tone }} {{ to }}>{{ title }}|{{ body }}</card>\n{%- endcomponent card %}";
const ANY: &str =
    "{% component any(...rest) -%}\n<any>{{ rest | json }}</any>\n{%- endcomponent any %}";

fn with_directives(body: &str) -> Project {
    Project::plain()
        .with("templates/directives/card.html", CARD)
        .with("templates/directives/any.html", ANY)
        .with("content/a.md", format!("---\ntitle: A\n---\n{body}"))
        .with("content/b.md", "---\ntitle: B\n---\n## Place\n")
}

#[test]
fn directives_have_arguments_bodies_and_directives_in_them() {
    let body = "::::card{title=\"Outer <b>\" tone='warm'}\nSome *words*.\n\n:::card{title=Inner to=\"b.md#place\"}\n- a [link](b.md)\n:::\n::::\n\n::any{one=1 two=\"2 3\" flag}\n";
    let made = with_directives(body).fine();
    insta::assert_snapshot!(made.text("a/index.html"));
}

#[test]
fn wrong_directives_are_told_where_they_stand() {
    let body = ":::crad{title=x}\nA\n:::\n\n:::card{titel=x}\nB\n:::\n\n::card{}\n\n::card{title=x}\n\n:::card{title=x to=\"gone.md\"}\nC\n:::\n\n:::card{title=x}\nD\n";
    let made = with_directives(body).make();
    let mut codes = made.codes();
    codes.sort_unstable();
    let wanted = [
        "directive/argument",
        "directive/argument",
        "directive/render",
        "directive/unknown",
        "links/broken",
        "markdown/unclosed-directive",
    ];
    assert_eq!(codes, wanted, "{}", made.told());
    insta::assert_snapshot!(made.told());
}
