//! Words with labels in several languages: what readers see, and that one term is one term.

use crate::project::{Made, Project};

fn site() -> Project {
    Project::named("vocabularies")
}

#[test]
fn each_language_has_its_labels_and_all_have_one_address() {
    let made = site().fine();
    let ours: Vec<&str> = made
        .paths(".html")
        .into_iter()
        .filter(|path| path.contains("topics/") || path.contains("tags/"))
        .collect();
    insta::assert_snapshot!(format!("{}\n\n{}", ours.join("\n"), made.pages()));
}

#[test]
fn term_pages_of_vocabularies_know_their_translations() {
    let made = site().fine();
    let links = |path: &str| links(&made, path);
    assert_eq!(
        links("topics/grief/index.html"),
        "ar /ar/topics/grief/ الحزن والفقد; "
    );
    assert_eq!(
        links("ar/topics/grief/index.html"),
        "en /topics/grief/ Grief and loss; "
    );
    assert_eq!(links("topics/index.html"), "ar /ar/topics/ المواضيع; ");
    // Nothing in Arabic is about it; tags are free words.
    assert_eq!(links("topics/new-here/index.html"), "");
    assert_eq!(links("tags/tea/index.html"), "");
    let sitemap = made.text("sitemap.xml");
    assert!(sitemap.contains("hreflang=\"ar\" href=\"https://example.org/ar/topics/grief/\""));
    assert!(!sitemap.contains("hreflang=\"ar\" href=\"https://example.org/ar/tags/tea/\""));
}

fn links(made: &Made, path: &str) -> String {
    let lines = made.text(path).lines();
    let found = lines.filter_map(|line| line.strip_prefix("others: "));
    found.collect()
}

#[test]
fn feeds_name_terms_by_their_labels() {
    let made = site().fine();
    assert!(made.text("feed.xml").contains("term=\"Grief and loss\""));
    assert!(made.text("ar/feed.xml").contains("term=\"الحزن والفقد\""));
}

#[test]
fn a_translation_takes_over_terms_and_shows_its_own_labels() {
    let made = site().fine();
    let page = made.text("ar/resources/line/index.html");
    assert!(
        page.contains("\"name\":\"الحزن والفقد\",\"slug\":\"grief\""),
        "{page}"
    );
    assert!(
        page.contains("{\"key\":\"women\",\"name\":\"النساء\"}"),
        "{page}"
    );
    assert!(
        page.contains("{\"key\":\"night-workers\",\"name\":\"people who work nights\"}"),
        "{page}"
    );
}

#[test]
fn two_spellings_of_a_place_are_an_error_where_the_fewer_have_them() {
    let listing = |areas: &str| {
        format!(
            "---\nkind: online-community\nname: A\nareas: [{areas}]\nurl: https://a.example\nplatform: forum\n\
             moderation: pre\nminimum_age: 18\nverified: {{ date: 2026-01-05, by: Ada, method: visit }}\n---\n"
        )
    };
    let made = Project::plain()
        .with(
            "content/resources/a.md",
            listing("GB > West Yorkshire > Halifax"),
        )
        .with("content/resources/b.md", listing("GB > West Yorkshire"))
        .with(
            "content/resources/c.md",
            listing("GB > West-yorkshire > Halifax, GB > Wales"),
        )
        .with(
            "content/resources/d.md",
            listing("GB > west yorkshire > halifax"),
        )
        .make();
    insta::assert_snapshot!(
        made.told()
            .lines()
            .filter(|line| line.contains("variant"))
            .collect::<Vec<_>>()
            .join("\n")
    );
    assert_eq!(
        made.pointed_at("listing/area-variant"),
        [
            "GB > West-yorkshire > Halifax",
            "GB > west yorkshire > halifax",
            "GB > west yorkshire > halifax"
        ]
    );
}

#[test]
fn free_words_in_two_spellings_are_an_error_in_a_listing() {
    let made = Project::plain()
        .with("content/articles/a.md", "---\ntitle: A\ndate: 2026-01-01\ntopics: [Self care]\n---\n")
        .with("content/articles/b.md", "---\ntitle: B\ndate: 2026-01-01\ntopics: [Self-care]\n---\n")
        .with(
            "content/resources/c.md",
            "---\nkind: book\nname: C\nauthors: [Ada]\nyear: 2020\nisbn: \"9780306406157\"\ntopics: [self care, Self care]\n---\n",
        )
        .make();
    let variants = made
        .diagnostics
        .iter()
        .filter(|found| found.code == "taxonomy/variant");
    let told: Vec<String> = variants
        .map(|found| format!("{:?} {}", found.severity, found.message))
        .collect();
    assert_eq!(
        told,
        [
            "Warning `Self-care` is written `Self care` elsewhere",
            "Error `self care` is written `Self care` elsewhere"
        ]
    );
}
