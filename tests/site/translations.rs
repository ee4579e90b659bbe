//! Sites in several languages.

use crate::project::Project;

#[test]
fn each_language_has_its_addresses_links_menus_and_directory() {
    let made = Project::named("translations").make();
    assert_eq!(made.codes(), ["words/missing"], "{}", made.told());
    insta::assert_snapshot!(made.pages());
}

#[test]
fn the_sitemap_names_the_other_languages_of_each_page() {
    let made = Project::named("translations").make();
    insta::assert_snapshot!(made.text("sitemap.xml"));
}

#[test]
fn a_translated_listing_has_the_facts_of_the_original() {
    let made = Project::named("translations").make();
    let site = &made.revision.making.world.site;
    let listing = |path: &str| {
        let id = site.by_id(path).expect("an entry");
        site.entry(id).listing().expect("a listing").clone()
    };
    let (original, translated) = (
        listing("resources/line.md"),
        listing("resources/line.ar.md"),
    );
    assert_eq!(translated.channels, original.channels);
    assert_eq!(translated.verified, original.verified);
    assert_eq!(
        (translated.id, translated.hours),
        (original.id, original.hours)
    );
    assert_eq!(translated.name, "خط الليل");
    assert_eq!(translated.summary.as_deref(), Some("من يسمعك."));
}

#[test]
fn a_correction_of_the_original_reaches_the_translation() {
    let project = Project::named("translations");
    let text =
        std::fs::read_to_string(project.root().join("content/resources/line.md")).expect("read");
    project.write(
        "content/resources/line.md",
        text.replace("0808 157 0123", "0808 157 0199"),
    );
    let made = project.make();
    assert!(
        made.text("ar/resources/line/index.html")
            .contains("0808 157 0199")
    );
}

#[test]
fn a_translation_keeps_no_number_and_no_day_of_its_own_unseen() {
    let project = Project::named("translations");
    let original =
        std::fs::read_to_string(project.root().join("content/resources/line.md")).expect("read");
    assert!(original.contains("2026-01-05"), "{original}");
    project.write(
        "content/resources/line.ar.md",
        "---\nname: خط الليل\nphone: 0808 157 0177\nverified: {date: 2025-01-01, by: Ada}\n---\n",
    );
    let made = project.make();
    let codes = made.codes();
    let told = codes.iter().filter(|code| **code == "listing/other-number");
    assert_eq!(told.count(), 1, "{}", made.told());
    let page = made.text("ar/resources/line/index.html");
    assert!(page.contains("2026-01-05"), "{page}");
    assert!(!page.contains("2025-01-01"), "{page}");
}

#[test]
fn a_language_that_the_site_lacks_is_told() {
    let made = Project::plain()
        .with("content/about.md", "---\ntitle: About\n---\n")
        .with("content/about.cy.md", "---\ntitle: Amdanom\n---\n")
        .make();
    assert_eq!(made.codes(), ["content/language"]);
}

#[test]
fn a_translation_without_an_original_listing_is_an_error() {
    let made = Project::plain()
        .settings("[languages.ar]\ntitle = \"ar\"")
        .with("content/resources/tea.ar.md", "---\nname: شاي\n---\n")
        .make();
    assert!(
        made.codes().contains(&"listing/no-original"),
        "{}",
        made.told()
    );
}

#[test]
fn an_article_may_exist_in_one_language_alone() {
    let made = Project::plain()
        .settings("[languages.ar]\ntitle = \"ar\"")
        .with(
            "content/articles/one.ar.md",
            "---\ntitle: واحد\n---\n[بيت](../_index.md)\n",
        )
        .with("content/_index.md", "---\ntitle: Home\n---\n")
        .make();
    assert_eq!(
        made.codes()
            .iter()
            .filter(|code| **code != "words/missing")
            .count(),
        0,
        "{}",
        made.told()
    );
    assert_eq!(made.paths("one/index.html"), ["ar/articles/one/index.html"]);
    assert!(!made.text("index.html").contains("articles/one"));
    assert!(
        made.text("ar/articles/one/index.html")
            .contains("href=\"/\""),
        "the home that exists"
    );
}
