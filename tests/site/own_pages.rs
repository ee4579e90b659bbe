//! Pages that the program makes by itself, unless the author has made them.

use crate::feeds::Element;
use crate::project::Project;

fn site() -> Project {
    Project::plain()
        .with("content/_index.md", "---\ntitle: Home\n---\n")
        .with("content/a.md", "---\ntitle: A\n---\n")
        .settings("[languages.ar]\ntitle = \"ar\"")
}

/// A site with one page, which asks for own pages.
fn asking(asked: &str) -> Project {
    site()
        .with("content/b.md", "---\ntitle: B\ntemplate: asking\n---\n")
        .with("templates/asking.html", asked)
}

#[test]
fn each_language_has_them() {
    let made = site().fine();
    assert_eq!(
        made.paths("search/index.html"),
        ["ar/search/index.html", "search/index.html"]
    );
    assert_eq!(
        made.paths("leaving/index.html"),
        ["ar/leaving/index.html", "leaving/index.html"]
    );
    assert!(
        made.text("search/index.html")
            .starts_with("search /search/ ")
    );
    let map = Element::read(made.text("sitemap.xml"));
    let urls: Vec<String> = map
        .all("url")
        .map(|url| url.one("loc").to_owned())
        .collect();
    assert!(
        urls.contains(&"https://example.org/ar/search/".to_owned()),
        "{urls:?}"
    );
    assert!(!urls.iter().any(|url| url.contains("404")), "{urls:?}");
}

#[test]
fn they_are_translations_of_each_other() {
    let page = "{% for o in translations() %}{{ o.lang }} {{ o.url }}{% endfor %}";
    let made = site()
        .with("templates/search.html", page)
        .with("templates/404.html", page)
        .fine();
    assert_eq!(made.text("search/index.html"), "ar /ar/search/");
    assert_eq!(made.text("ar/search/index.html"), "en /search/");
    assert_eq!(made.text("404.html"), "");
}

#[test]
fn what_the_author_has_put_there_goes_before_them() {
    let page = "---\ntitle: Mine\n---\n";
    let ways = [
        ("content/search.md", page),
        ("content/search/_index.md", page),
        ("content/search/inside.md", page),
        (
            "content/other.md",
            "---\ntitle: Mine\npath: /search/\n---\n",
        ),
        (
            "content/other.md",
            "---\ntitle: Mine\naliases: [/search/]\n---\n",
        ),
        ("static/search/index.html", "Mine"),
    ];
    for (path, text) in ways {
        let made =
            asking("{{ own_url(page=\"search\") }} {{ own_url(page=\"search\", lang=\"ar\") }}")
                .with(path, text)
                .fine();
        let found = made.text("search/index.html");
        assert!(!found.starts_with("search "), "{path}: {found}");
        assert!(made.has("ar/search/index.html"), "{path}");
        assert_eq!(made.text("b/index.html"), "/search/ /ar/search/", "{path}");
    }
}

#[test]
fn a_page_that_a_site_does_not_have_has_no_address() {
    let made = asking("{{ own_url(page=\"crisis\") or \"-\" }}").fine();
    assert_eq!(made.text("b/index.html"), "-");
    assert!(made.paths("crisis/index.html").is_empty());
}

#[test]
fn an_unknown_page_is_a_fault_of_the_template() {
    let made = asking("{{ own_url(page=\"serch\") }}").make();
    insta::assert_snapshot!(made.told());
}

#[test]
fn a_menu_of_another_language_leads_to_the_pages_of_the_readers() {
    let made = Project::bare()
        .settings(
            "[[menus.main]]\nlabel = \"Look\"\nurl = \"/search/#main\"\n\
             [[menus.main]]\nlabel = \"A page\"\nurl = \"/a/\"\n\
             [[menus.main]]\nlabel = \"Topics\"\nurl = \"/topics/\"\n\
             [[menus.main]]\nlabel = \"Leaflet\"\nurl = \"/leaflet.txt\"\n\
             [languages.ar]\ntitle = \"ar\"",
        )
        .with("content/_index.md", "---\ntitle: Home\n---\n")
        .with("content/a.md", "---\ntitle: A\ntopics: [Tea]\n---\n")
        .with("content/a.ar.md", "---\ntitle: أ\ntopics: [Tea]\n---\n")
        .with("static/leaflet.txt", "a leaflet")
        .fine();
    let menu = |path: &str| {
        let page = made.text(path);
        let start = page.find("<nav class=\"menu\"").expect("a menu");
        page[start..start + page[start..].find("</nav>").expect("its end")].to_owned()
    };
    let own = menu("index.html");
    for to in ["/search/#main", "/a/", "/topics/", "/leaflet.txt"] {
        assert!(own.contains(&format!("href=\"{to}\"")), "{to}: {own}");
    }
    let arabic = menu("ar/index.html");
    for to in ["/ar/search/#main", "/ar/a/", "/ar/topics/", "/leaflet.txt"] {
        assert!(arabic.contains(&format!("href=\"{to}\"")), "{to}: {arabic}");
    }
    assert!(arabic.contains(">أ<"), "{arabic}");
}
