//! The example site, looked at as readers and search engines do.

use crate::page::Page;
use crate::project::{Made, Project, suite};
use std::collections::{BTreeMap, BTreeSet};
use waypost::base::paths::decode;

const ORIGIN: &str = "https://sidedoor.example";

fn pages(made: &Made) -> BTreeMap<String, Page> {
    let paths = made.paths(".html").into_iter();
    paths
        .map(|path| (path.to_owned(), Page::read(made.text(path))))
        .collect()
}

#[test]
fn the_example_has_no_errors() {
    let made = Project::example().make();
    assert_eq!(made.told(), "");
}

#[test]
fn every_link_of_the_example_leads_somewhere() {
    let followed = follow_all(&Project::example().make(), ORIGIN);
    assert!(followed > 1000, "{followed}");
}

#[test]
fn every_link_of_other_sites_leads_somewhere() {
    for name in ["kinds", "orders", "pages", "links"] {
        let project = Project::copy_of(&suite(name));
        follow_all(&project.make(), "https://example.org");
        if name != "links" {
            let without = project.settings("[feeds]\nenabled = false");
            follow_all(&without.make(), "https://example.org");
        }
    }
}

#[test]
fn a_page_loads_the_stylesheets_of_what_it_shows_and_no_others() {
    let made = Project::example().fine();
    let parts = [
        ("listing", &["channels-big", "listing-body", "facts"][..]),
        ("directory", &["choosing"]),
        ("comments", &["comments"]),
    ];
    for path in made.paths(".html") {
        let text = made.text(path);
        let sheets: Vec<&str> = text.split("rel=\"stylesheet\" href=\"").skip(1).collect();
        // The page that is one file has its styles within.
        if sheets.is_empty() {
            continue;
        }
        assert!(
            sheets[0].starts_with("/assets/main."),
            "{path}: what comes later may differ from it"
        );
        for (sheet, classes) in parts {
            let shows = |class: &&str| {
                text.contains(&format!("class=\"{class}")) || text.contains(&format!(" {class}\""))
            };
            let needed = classes.iter().any(shows);
            let name = format!("/assets/{sheet}.");
            let loaded = sheets.iter().any(|link| link.starts_with(&name));
            assert_eq!(loaded, needed, "{sheet}.css on {path}");
        }
    }
}

/// Follows every link of every page, and says how many there were.
fn follow_all(made: &Made, origin: &str) -> usize {
    let pages = pages(made);
    let ids: BTreeMap<&str, BTreeSet<&str>> = pages
        .iter()
        .map(|(path, page)| (path.as_str(), page.ids().collect()))
        .collect();
    // `#top` is a place on every page.
    let is_place = |file: &str, fragment: &str| {
        matches!(fragment, "" | "top") || ids.get(file).is_some_and(|ids| ids.contains(fragment))
    };
    let mut broken = Vec::new();
    let mut followed = 0;
    for (path, page) in &pages {
        for address in page.addresses() {
            let Some((file, fragment)) = file_of(path, address, origin) else {
                continue;
            };
            followed += 1;
            let known = made.has(&file);
            if !known || !is_place(&file, &fragment) {
                broken.push(format!("{path}: {address}"));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
    followed
}

/// The output that an address means, and the place in it; none if it leads out of the site.
fn file_of(from: &str, address: &str, origin: &str) -> Option<(String, String)> {
    let local = address.strip_prefix(origin).unwrap_or(address);
    let (path, fragment) = local.split_once('#').unwrap_or((local, ""));
    let fragment = decode(fragment).expect("UTF-8");
    if path.is_empty() && address != origin {
        return Some((from.to_owned(), fragment));
    }
    if path.starts_with("//") || !(path.starts_with('/') || address == origin) {
        let scheme = path.split('/').next().unwrap_or_default();
        let leads_out = path.starts_with("//") || scheme.contains(':');
        assert!(leads_out, "{from} has the relative address {address}");
        return None;
    }
    let path = decode(path.split('?').next().unwrap_or(path)).expect("UTF-8");
    let path = path.trim_start_matches('/');
    let file = if path.is_empty() || path.ends_with('/') {
        format!("{path}index.html")
    } else {
        path.to_owned()
    };
    Some((file, fragment))
}

#[test]
fn every_page_has_one_heading_a_title_and_a_language() {
    let made = Project::example().make();
    for (path, page) in pages(&made) {
        let is_redirect = page
            .named("meta")
            .any(|meta| meta.attribute("http-equiv") == Some("refresh"));
        let html: Vec<_> = page.named("html").collect();
        let lang = html[0].attribute("lang").unwrap_or("");
        let arabic = path.starts_with("ar/");
        assert_eq!(
            (html.len(), lang),
            (1, if arabic { "ar" } else { "en-GB" }),
            "{path}"
        );
        assert_eq!(
            html[0].attribute("dir"),
            Some(if arabic { "rtl" } else { "ltr" }),
            "{path}"
        );
        let titles: Vec<_> = page.named("title").collect();
        assert!(
            titles.len() == 1 && !titles[0].text.trim().is_empty(),
            "{path}"
        );
        assert_eq!(
            page.named("h1").count(),
            if is_redirect { 0 } else { 1 },
            "{path}"
        );
        let ids: Vec<&str> = page.ids().collect();
        let unique: BTreeSet<&&str> = ids.iter().collect();
        assert_eq!(ids.len(), unique.len(), "{path} has an id twice: {ids:?}");
        let lost = page
            .named("img")
            .filter(|tag| tag.attribute("alt").is_none());
        assert_eq!(lost.count(), 0, "{path} has a picture without words");
    }
}

#[test]
fn headings_go_down_a_step_at_a_time() {
    let made = Project::example().make();
    for (path, page) in pages(&made) {
        let mut above = 0;
        for tag in &page.tags {
            let level = tag
                .name
                .strip_prefix('h')
                .and_then(|level| level.parse::<u8>().ok());
            if let Some(level) = level {
                assert!(
                    level <= above + 1,
                    "{path}: h{level} after h{above} at {:?}",
                    tag.text
                );
                above = level;
            }
        }
    }
}

#[test]
fn internal_notes_reach_no_output() {
    let project = Project::example();
    project.write(
        "content/resources/noted.md",
        "---\nkind: group\nname: Noted\nlocation: Hall\nareas: GB\ntopics: [Loneliness]\nschedule: Tuesdays 19:00\nattendance: in-person\nopen_to: everyone\nverified: { date: 2026-05-01, by: Ada, method: visit }\ninternal_notes: a-secret-of-ours\n---\n",
    );
    let table = project.root().join("content/resources/books.yaml");
    let text = std::fs::read_to_string(&table).expect("a table");
    project.write("content/resources/books.yaml", format!("{text}\n- id: noted-book\n  name: Noted book\n  isbn: \"9780306406157\"\n  authors: [Cy]\n  year: 2020\n  topics: [Loneliness]\n  internal_notes: [a-secret-of-ours]\n"));
    let mut notes: Vec<String> = vec!["a-secret-of-ours".into()];
    for (name, path) in crate::project::files(&project.root().join("content")) {
        let text = std::fs::read_to_string(path).unwrap_or_default();
        let found = text
            .lines()
            .filter_map(|line| line.trim().strip_prefix("internal_notes:"));
        notes.extend(
            found
                .map(|note| note.trim().trim_matches(['"', '\'', '[', ']']).to_owned())
                .filter(|note| note.len() > 8),
        );
        assert!(!name.contains("public"));
    }
    let made = project.make();
    assert!(
        made.has("resources/noted/index.html") && made.has("resources/noted-book/index.html"),
        "{}",
        made.told()
    );
    for (path, bytes) in &made.outputs {
        let text = String::from_utf8_lossy(bytes);
        for note in &notes {
            assert!(!text.contains(note.as_str()), "{note} in {path}");
        }
    }
}

#[test]
fn no_page_asks_another_server_for_anything() {
    let made = Project::example().make();
    for (path, page) in pages(&made) {
        for tag in &page.tags {
            let loads = match tag.name.as_str() {
                "img" | "script" | "iframe" | "source" | "video" | "audio" => tag.attribute("src"),
                "link"
                    if tag
                        .attribute("rel")
                        .is_some_and(|rel| rel.contains("stylesheet") || rel.contains("icon")) =>
                {
                    tag.attribute("href")
                }
                _ => None,
            };
            if let Some(address) = loads {
                assert!(
                    address.starts_with('/') && !address.starts_with("//") || address == "data:,",
                    "{path} loads {address}"
                );
            }
        }
    }
}
