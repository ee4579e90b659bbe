//! Links as people write them in git, and where they lead.

use crate::page::Page;
use crate::project::{Made, Project};

/// `[text](written)` as it came out: text and address, a line each.
fn addresses(made: &Made, path: &str) -> String {
    let page = Page::read(made.text(path));
    let links = page.tags.iter().filter(|tag| tag.name == "a");
    links
        .filter_map(|tag| Some(format!("{} -> {}\n", tag.text, tag.attribute("href")?)))
        .collect()
}

#[test]
fn links_are_written_as_in_git() {
    let made = Project::named("links").fine();
    insta::assert_snapshot!(addresses(&made, "articles/one/index.html"));
    let others = [
        "index.html",
        "articles/walk/index.html",
        "resources/tea/index.html",
    ];
    let others: Vec<String> = others.iter().map(|path| addresses(&made, path)).collect();
    insta::assert_snapshot!(others.join("\n"));
}

#[test]
fn a_link_that_leads_nowhere_is_an_error_with_the_nearest_name() {
    let made = Project::named("links-broken").make();
    let pointed: Vec<String> = made
        .diagnostics
        .iter()
        .map(|diagnostic| {
            let place = diagnostic
                .primary
                .as_ref()
                .and_then(|span| made.place(span))
                .expect("a place");
            let help = diagnostic.help.as_deref().unwrap_or("-");
            format!(
                "{} {place}\n    {}\n    {help}\n",
                diagnostic.code, diagnostic.message
            )
        })
        .collect();
    insta::assert_snapshot!(pointed.concat());
}

#[test]
fn links_know_the_path_of_the_base_url() {
    let made = Project::named("links")
        .base_url("https://example.org/sub")
        .fine();
    let page = addresses(&made, "articles/one/index.html");
    for line in page.lines() {
        let (text, address) = line.split_once(" -> ").expect("a link");
        let away = ["web", "mail", "call", "same"].contains(&text);
        let fine = away || address.starts_with('#') || address.starts_with("/sub/");
        assert!(fine && !address.starts_with("/sub/sub"), "{line}");
    }
}

#[test]
fn the_path_of_the_base_url_is_not_written_in_links() {
    let made = Project::plain()
        .base_url("https://example.org/sub")
        .with(
            "content/about.md",
            "---\ntitle: About\ntopics: [Grief]\n---\n[x](/sub/topics/grief/)\n",
        )
        .make();
    assert_eq!(made.codes(), ["links/broken"], "{}", made.pages());
    assert!(
        made.told().contains("did you mean `/topics/grief/`?"),
        "{}",
        made.told()
    );
}

#[test]
fn menus_lead_to_what_is_published() {
    let settings =
        "[[menus.main]]\nto = \"abuot.md\"\n[[menus.main]]\nlabel = \"Draft\"\nto = \"draft.md\"";
    let made = Project::plain()
        .settings(settings)
        .with("content/about.md", "---\ntitle: About\n---\n")
        .with("content/draft.md", "---\ntitle: Draft\ndraft: true\n---\n")
        .make();
    assert_eq!(made.codes(), ["links/menu", "links/menu"]);
    assert_eq!(
        made.pointed_at("links/menu"),
        ["\"abuot.md\"", "\"draft.md\""]
    );
    assert!(made.told().contains("did you mean `about.md`?"));
}

#[test]
fn folders_without_a_text_of_their_own_can_be_linked_to() {
    let made = Project::plain()
        .settings("[languages.ar]\ntitle = \"ar\"")
        .with(
            "content/about.md",
            "---\ntitle: About\n---\n[a](articles/) [b](/articles) [c](./) [d](/)\n",
        )
        .with(
            "content/about.ar.md",
            "---\ntitle: عنا\n---\n[a](articles/) [b](news/) [c](./)\n",
        )
        .with(
            "content/articles/one.md",
            "---\ntitle: One\n---\n[up](../)\n",
        )
        .with("content/articles/one.ar.md", "---\ntitle: واحد\n---\n")
        .with("content/news/two.md", "---\ntitle: Two\n---\n")
        .fine();
    let paths = [
        "about/index.html",
        "ar/about/index.html",
        "articles/one/index.html",
    ];
    let told = paths.map(|path| format!("{path}\n{}", addresses(&made, path)));
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn backlinks_are_counted_once_and_by_page() {
    let template = "{% for link in backlinks() %}{{ link.url }} {% endfor %}";
    let made = Project::plain()
        .with("templates/page.html", template)
        .with(
            "content/a.md",
            "---\ntitle: A\n---\n[b](b.md) [again](b.md#x) [self](a.md)\n",
        )
        .with("content/b.md", "---\ntitle: B\n---\n## X\n")
        .with(
            "content/c.md",
            "---\ntitle: C\n---\n::button{to=\"b.md\" label=\"B\"}\n",
        )
        .fine();
    assert_eq!(made.text("b/index.html"), "/a/ /c/ ");
    assert_eq!(made.text("a/index.html"), "");
}
