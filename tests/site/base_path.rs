//! A site that stands below a path of its host.

use crate::feeds::Element;
use crate::page::Page;
use crate::project::{Made, Project};

const BASE: &str = "https://example.org/sub";

/// Addresses of one output that a reader would follow out of the site by mistake.
fn wrong(made: &Made, path: &str) -> Vec<String> {
    let page = Page::read(made.text(path));
    let wrong = page.addresses().into_iter().filter(|address| {
        let own = address.starts_with("/sub/")
            || address.starts_with(&format!("{BASE}/"))
            || address.starts_with(&BASE.replace("https:", "webcal:"))
            || address.starts_with('#');
        let twice = address.contains("/sub/sub");
        let away = ["http:", "https:", "mailto:", "tel:", "sms:", "data:"]
            .iter()
            .any(|scheme| address.starts_with(scheme));
        let own_host = address.starts_with("https://example.org");
        twice || !(own || (away && !own_host))
    });
    wrong.map(|address| format!("{path}: {address}")).collect()
}

#[test]
fn every_address_of_the_example_begins_with_the_path() {
    let made = Project::example().base_url(BASE).make();
    let pages = made.paths(".html");
    assert!(pages.len() > 60, "{}", pages.len());
    let wrong: Vec<String> = pages.iter().flat_map(|path| wrong(&made, path)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn feeds_sitemap_and_redirects_begin_with_it_too() {
    let made = Project::example().base_url(BASE).make();
    let mut seen = 0;
    for path in made.paths("feed.xml").into_iter().chain(["sitemap.xml"]) {
        let mut todo = vec![Element::read(made.text(path))];
        while let Some(element) = todo.pop() {
            let href = element.attribute("href").unwrap_or(BASE);
            assert!(href.starts_with(BASE), "{path}: {href}");
            if matches!(element.name.as_str(), "loc" | "id") {
                assert!(element.text.starts_with(BASE), "{path}: {}", element.text);
                seen += 1;
            }
            if element.name == "content" {
                for address in Page::read(&element.text).addresses() {
                    let own = address.starts_with("https://example.org");
                    assert!(!own || address.starts_with(BASE), "{path}: {address}");
                    assert!(
                        !address.starts_with('/') && !address.starts_with('#'),
                        "{path}: {address}"
                    );
                }
            }
            todo.extend(element.children);
        }
    }
    assert!(seen > 60);
    assert!(
        made.text("robots.txt")
            .contains(&format!("Sitemap: {BASE}/sitemap.xml"))
    );
}

#[test]
fn stylesheets_point_beside_themselves() {
    let made = Project::bare()
        .base_url(BASE)
        .with("assets/main.css", "b { background: url(dot.svg) }")
        .with(
            "assets/dot.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        )
        .with("content/a.md", "---\ntitle: A\n---\n")
        .fine();
    for path in made.paths(".css") {
        assert!(!made.text(path).contains("url(/"), "{path}");
    }
}
