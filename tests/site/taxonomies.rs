//! Terms and what is told from them: term pages, related entries, neighbours, breadcrumbs, menus.

use crate::project::{Made, Project};

fn article(title: &str, day: &str, more: &str) -> String {
    format!("---\ntitle: {title}\ndate: 2026-01-{day}\n{more}\n---\n")
}

fn site() -> Project {
    Project::plain()
        .settings("[taxonomies.seasons]\nslug = \"Jahreszeiten\"\npage_size = 2\n[taxonomies.tags]\nfeed = false\n[taxonomies.authors]\nenabled = false")
        .with("content/articles/a.md", article("A", "01", "seasons: Spring\ntopics: [Grief, Sleep]\ntags: rain\nauthors: Ada"))
        .with("content/articles/b.md", article("B", "02", "seasons: [Spring, Winter]\ntopics: [Grief]"))
        .with("content/articles/c.md", article("C", "03", "seasons: Spring\ntopics: [Sleep]"))
        .with("content/pages/d.md", "---\ntitle: D\ntopics: [Grief]\n---\n")
}

#[test]
fn terms_have_pages_and_feeds_as_the_settings_say() {
    let made = site().make();
    assert_eq!(
        made.codes(),
        ["field/unknown"],
        "authors are switched off\n{}",
        made.told()
    );
    let starts = ["topics", "tags", "authors", "jahreszeiten", "seasons"];
    let ours: Vec<&str> = made
        .outputs
        .keys()
        .map(String::as_str)
        .filter(|path| starts.contains(&path.split('/').next().unwrap_or("")))
        .collect();
    insta::assert_snapshot!(ours.join("\n"));
    let page = |path: &str| made.text(path).to_owned();
    let pages = [
        "jahreszeiten/spring/index.html",
        "jahreszeiten/spring/page/2/index.html",
        "topics/grief/index.html",
    ];
    insta::assert_snapshot!(pages.map(page).join("\n"));
}

#[test]
fn two_spellings_of_a_term_are_one_term_and_a_warning() {
    let made = Project::plain()
        .with(
            "content/articles/a.md",
            article("A", "01", "topics: [Self care]"),
        )
        .with(
            "content/articles/b.md",
            article("B", "02", "topics: [self-care]"),
        )
        .with(
            "content/articles/c.md",
            article("C", "03", "topics: [Self care]"),
        )
        .make();
    assert_eq!(made.codes(), ["taxonomy/variant"]);
    assert_eq!(made.pointed_at("taxonomy/variant"), ["self-care"]);
    assert!(
        made.text("topics/self-care/index.html")
            .contains("page 1 of 1, 3 in all")
    );
}

#[test]
fn a_term_taken_over_from_the_original_is_shown_in_the_file_that_has_it() {
    let listing = |topics: &str| {
        format!(
            "---\nkind: book\nname: B\nauthors: [C]\nyear: 2020\nisbn: \"9780306406157\"\ntopics: [{topics}]\n---\n"
        )
    };
    let made = Project::plain()
        .settings("[languages.de]\ntitle = \"de\"")
        .with(
            "content/articles/a.de.md",
            article("A", "01", "topics: [grief]"),
        )
        .with("content/resources/b.md", listing("Sleep, Loss, Grief"))
        .with("content/resources/b.de.md", "---\nname: B\n---\n")
        .make();
    assert!(
        made.codes().contains(&"taxonomy/variant"),
        "{}",
        made.told()
    );
    for diagnostic in made
        .diagnostics
        .iter()
        .filter(|d| d.code == "taxonomy/variant")
    {
        let labels = diagnostic.labels.iter().map(|label| &label.span);
        for span in diagnostic.primary.iter().chain(labels) {
            let place = made
                .place(span)
                .unwrap_or_else(|| panic!("{span:?} is not in its file"));
            assert!(
                ["grief", "Grief"].contains(&place) || place.starts_with("---"),
                "{place}"
            );
        }
    }
}

/// What the template of an article's page prints.
fn around(template: &str) -> Made {
    site().with("templates/article.html", template).make()
}

#[test]
fn neighbours_are_earlier_and_later() {
    let made = around(
        "{% set n = neighbours() %}{{ n.previous?.title or \"-\" }} {{ n.next?.title or \"-\" }}",
    );
    let told = ["a", "b", "c"].map(|name| made.text(&format!("articles/{name}/index.html")));
    assert_eq!(told, ["- B", "A C", "B -"]);
}

#[test]
fn related_entries_share_rare_terms_first() {
    let made = around("{% for r in related(limit=5) %}{{ r.title }} {% endfor %}");
    // A shares Sleep with C alone and Grief with two; Spring with both.
    assert_eq!(made.text("articles/a/index.html"), "C B D ");
    assert_eq!(made.text("articles/c/index.html"), "A B ");
    let none = around("{% for r in related(kind=\"listing\") %}{{ r.title }}{% endfor %}");
    assert_eq!(none.text("articles/a/index.html"), "");
}

#[test]
fn breadcrumbs_lead_from_home_to_the_page() {
    let crumbs = "{% for c in breadcrumbs() %}{{ c.title }} {{ c.url }}; {% endfor %}";
    let project = site()
        .with("content/_index.md", "---\ntitle: Home\n---\n")
        .with("content/articles/deep/_index.md", "---\ntitle: Deep\n---\n")
        .with("content/articles/deep/e.md", article("E", "04", ""));
    let made = ["article", "section", "home", "term", "terms", "404"]
        .iter()
        .fold(project, |project, name| {
            project.with(&format!("templates/{name}.html"), crumbs)
        })
        .make();
    let paths = [
        "articles/deep/e/index.html",
        "articles/deep/index.html",
        "index.html",
        "topics/index.html",
        "topics/grief/index.html",
        "404.html",
    ];
    let told = paths.map(|path| format!("{path}: {}", made.text(path)));
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn menus_know_where_the_reader_is() {
    let menu = "{% for i in menu(name=\"main\") %}{{ i.label }} {{ i.url }} {{ i.current }} {{ i.active }} [{% for c in i.children %}{{ c.label }} {{ c.current }}{% endfor %}]; {% endfor %}";
    let settings = "[[menus.main]]\nto = \"_index.md\"\n[[menus.main]]\nlabel = \"Texts\"\nto = \"articles/_index.md\"\nchildren = [{ to = \"articles/a.md\" }]\n[[menus.main]]\nlabel = \"Away\"\nurl = \"https://example.com/\"";
    let made = site()
        .settings(settings)
        .with("content/_index.md", "---\ntitle: Home\n---\n")
        .with(
            "content/articles/_index.md",
            "---\ntitle: Articles\npage_size: 2\n---\n",
        )
        .with("templates/article.html", menu)
        .with("templates/section.html", menu)
        .with("templates/home.html", menu)
        .make();
    let paths = [
        "index.html",
        "articles/index.html",
        "articles/page/2/index.html",
        "articles/a/index.html",
    ];
    let told = paths.map(|path| format!("{path}: {}", made.text(path)));
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn a_taxonomy_may_not_take_the_name_of_another_field() {
    let made = Project::plain()
        .settings("[taxonomies.title]\n[taxonomies.weight]")
        .with("content/a.md", "---\ntitle: A\n---\n")
        .make();
    assert_eq!(made.codes(), ["config/taxonomy", "config/taxonomy"]);
    assert_eq!(made.pointed_at("config/taxonomy"), ["title", "weight"]);
}
