//! The sitemap, robots, pages for what is not there, redirects.

use crate::feeds::Element;
use crate::project::Project;

fn site() -> Project {
    Project::plain()
        .with("content/_index.md", "---\ntitle: Home\n---\n")
        .with("content/about.md", "---\ntitle: About\naliases: [/us/, /old.html, \"/عنا/\"]\n---\n")
        .with("content/articles/a.md", "---\ntitle: A\ndate: 2026-01-01\nupdated: 2026-02-03 10:00\ntopics: [Grief]\n---\n")
        .with("content/articles/_index.md", "---\ntitle: Articles\naliases: [/blog/]\npage_size: 1\n---\n")
        .with("content/articles/b.md", "---\ntitle: B\ndate: 2026-01-02\n---\n")
        .with("content/resources/line.md", "---\nkind: helpline\nname: Line\nphone: \"0808 157 0123\"\nareas: GB\ntopics: [Loss]\nhours: unknown\nlanguages: [en]\ncost: free\nverified: { date: 2026-02-26, by: Ada }\n---\n")
}

#[test]
fn the_sitemap_names_every_page_once() {
    let made = site().fine();
    let map = Element::read(made.text("sitemap.xml"));
    assert_eq!(
        map.attribute("xmlns"),
        Some("http://www.sitemaps.org/schemas/sitemap/0.9")
    );
    let urls: Vec<String> = map
        .all("url")
        .map(|url| {
            let day = url
                .all("lastmod")
                .next()
                .map_or("", |day| day.text.as_str());
            format!("{} {day}", url.one("loc")).trim().to_owned()
        })
        .collect();
    insta::assert_snapshot!(urls.join("\n"));
}

#[test]
fn robots_may_read_everything_unless_the_site_says_otherwise() {
    let made = site().fine();
    assert_eq!(
        made.text("robots.txt"),
        "User-agent: *\nAllow: /\n\nSitemap: https://example.org/sitemap.xml\n"
    );
    let own = "User-agent: *\nDisallow: /\n";
    let made = site()
        .with("static/robots.txt", own)
        .with("static/404.html", "mine")
        .fine();
    assert_eq!(
        (made.text("robots.txt"), made.text("404.html")),
        (own, "mine")
    );
}

#[test]
fn each_language_has_a_page_for_what_is_not_there() {
    let made = site().settings("[languages.ar]\ntitle = \"ar\"").make();
    assert_eq!(made.paths("404.html"), ["404.html", "ar/404.html"]);
    assert!(made.text("404.html").starts_with("not-found /404.html \""));
    assert!(made.text("ar/404.html").contains(" ar rtl"));
}

#[test]
fn old_addresses_lead_to_the_new_ones() {
    let made = site().base_url("https://example.org/sub").fine();
    insta::assert_snapshot!(made.text("us/index.html"));
    for path in ["old.html", "عنا/index.html", "blog/index.html"] {
        assert!(made.text(path).contains("http-equiv=\"refresh\""), "{path}");
    }
    insta::assert_snapshot!(made.text("_redirects"));
}

#[test]
fn a_site_without_old_addresses_has_no_redirects() {
    let made = Project::plain()
        .with("content/a.md", "---\ntitle: A\n---\n")
        .fine();
    assert!(!made.has("_redirects"));
}

#[test]
fn redirects_of_the_site_itself_stay() {
    let made = site().with("static/_redirects", "/x /y 302\n").make();
    assert_eq!(made.text("_redirects"), "/x /y 302\n");
}
