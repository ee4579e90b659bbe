//! Views of the listings of a section: which there are, what each shows, and where it leads.

use crate::project::{Made, Project};
use std::collections::BTreeMap;
use std::fmt::Write;

fn made() -> Made {
    Project::named("directory").fine()
}

/// The pages below a folder, each once.
fn below(made: &Made, folder: &str) -> String {
    let pages = made.paths("index.html").into_iter();
    let mut told = String::new();
    for path in pages.filter(|path| path.starts_with(folder)) {
        let _ = writeln!(told, "=== {path}\n{}", made.text(path));
    }
    told
}

#[test]
fn a_directory_has_a_page_for_all_that_can_be_chosen() {
    let made = made();
    let pages = made.paths("index.html");
    let pages: Vec<&str> = pages
        .into_iter()
        .filter(|path| path.contains("resources/"))
        .collect();
    insta::assert_snapshot!(pages.join("\n"));
}

#[test]
fn the_overview_and_views_of_one_and_two_facets_lead_to_each_other() {
    let made = made();
    let pages = [
        "resources/index.html",
        "resources/page/2/index.html",
        "resources/kind/group/index.html",
        "resources/area/gb/index.html",
        "resources/area/gb/page/2/index.html",
        "resources/area/gb/west-yorkshire/index.html",
        "resources/area/worldwide/index.html",
        "resources/kind/group/topic/grief/index.html",
        "resources/topic/grief/area/gb/west-yorkshire/sallowby/index.html",
        "ar/resources/topic/grief/index.html",
    ];
    let texts = pages.map(|path| format!("=== {path}\n{}", made.text(path)));
    insta::assert_snapshot!(texts.concat());
}

/// The links of a page, as they stand in the templates of the test.
fn choices(page: &str) -> Vec<(String, usize, String)> {
    let lines = page
        .lines()
        .filter(|line| line.starts_with("  - ") || line.starts_with("  * "));
    let parts = lines.map(|line| {
        let mut words = line.rsplitn(3, ' ');
        let url = words.next().expect("a URL").to_owned();
        let count = words.next().expect("a count").parse().expect("a number");
        (words.next().expect("a name").to_owned(), count, url)
    });
    parts.collect()
}

#[test]
fn each_choice_leads_to_a_page_with_as_many_listings_as_it_says() {
    let made = made();
    let mut totals: BTreeMap<String, usize> = BTreeMap::new();
    let pages: Vec<&str> = made
        .paths("index.html")
        .into_iter()
        .filter(|path| path.contains("resources/"))
        .filter(|path| choices(made.text(path)).len() > 1)
        .collect();
    for path in &pages {
        let text = made.text(path);
        let url = text.split(' ').next().expect("a URL").to_owned();
        let total = text.lines().find_map(|line| line.split_once(" of 4"));
        if let Some((total, _)) = total {
            totals.insert(url, total.parse().expect("a number"));
        }
    }
    assert!(totals.len() > 40, "{}", totals.len());
    for path in pages {
        for (name, count, url) in choices(made.text(path)) {
            assert_eq!(totals.get(&url), Some(&count), "{name} on {path}");
        }
    }
}

#[test]
fn search_engines_hear_of_views_of_one_facet() {
    let made = made();
    let sitemap = made.text("sitemap.xml");
    let has = |path: &str| sitemap.contains(&format!("<loc>https://example.org/sub/{path}</loc>"));
    assert!(has("resources/kind/group/"));
    assert!(has("resources/area/gb/west-yorkshire/sallowby/"));
    assert!(!has("resources/kind/group/topic/grief/"));
    assert!(!has("resources/area/gb/page/2/"));
    let hidden = below(&made, "resources/kind/group/");
    let lines = hidden.lines().filter(|line| line.starts_with("/sub/"));
    for line in lines {
        let two = line.split('"').next().unwrap_or("").matches('/').count() > 5;
        assert_eq!(line.contains("no index"), two, "{line}");
    }
}

#[test]
fn a_listing_that_stands_where_a_view_does_is_told() {
    let listing = "---\nkind: group\nname: In the way\nlocation: Here\nareas: GB\nschedule: Tuesdays 19:00\nopen_to: everyone\ntopics: [Grief]\nattendance: in-person\npath: /resources/kind/group/\nverified: { date: 2026-01-05, by: Ada }\n---\n";
    let made = Project::named("directory")
        .with("content/resources/way.md", listing)
        .make();
    insta::assert_snapshot!(made.told());
}

#[test]
fn the_default_theme_says_what_was_chosen_and_leads_back() {
    let project = Project::named("directory");
    project.remove("templates/listings.html");
    let made = project.fine();
    let page = made.text("resources/kind/group/topic/grief/index.html");
    assert!(page.contains("<h1>Groups for Grief</h1>"));
    assert!(page.contains("<meta name=\"robots\" content=\"noindex,follow\">"));
    assert!(page.contains("<link rel=\"canonical\" href=\"https://example.org/sub/resources/kind/group/topic/grief/\">"));
    assert!(page.contains("<a href=\"/sub/resources/topic/grief/\">"));
    assert!(page.contains("<a href=\"/sub/resources/\">All support</a>"));
    assert!(page.contains("Hall Tea") && !page.contains("Long Walk"));
    assert!(
        page.contains("src=\"/sub/assets/directory."),
        "the script is loaded"
    );
    assert!(
        !made.text("index.html").contains("directory."),
        "and nowhere else"
    );
}

/// What a page makes of these words, in a site with some numbers.
fn words_of(page: &str) -> String {
    let line = |name: &str, phone: &str| {
        format!(
            "---\nkind: helpline\nname: {name}\nphone: {phone}\nareas: GB\ntopics: [Grief]\nlanguages: en\nhours: 24/7\ncost: free\nverified: {{ date: 2026-01-05, by: Ada }}\n---\n"
        )
    };
    let made = Project::named("directory")
        .with("content/resources/one.md", line("One Hall", "01632 960114"))
        .with("content/resources/two.md", line("Two Hall", "01632 960114"))
        .with(
            "content/resources/short.md",
            line("Short & Free", "116 123"),
        )
        .with(
            "content/page.md",
            format!("---\ntitle: Page\n---\n{page}\n"),
        )
        .with(
            "content/page.ar.md",
            format!("---\ntitle: صفحة\n---\n{page}\n"),
        )
        .with("templates/page.html", "{{ page.content }}")
        .fine();
    format!(
        "{}--\n{}",
        made.text("page/index.html"),
        made.text("ar/page/index.html")
    )
}

#[test]
fn a_number_in_prose_is_a_link_to_whom_it_belongs() {
    let text = "Call 0808 157 0123 or 0808-1570123, not 0808 157 0199.\n\n## 0808 157 0123\n\nThe hall has 01632960114. Ring 116 123 and not 116123; [116 123](about.md) is `116 123`.";
    let text = text.replace("(about.md)", "(resources/line.md)");
    insta::assert_snapshot!(words_of(&text));
}

/// A table of so many groups and helplines, in thirty places and on twenty topics.
fn table(rows: usize) -> String {
    let mut table = "id,kind,name,summary,phone,areas,languages,topics,attendance,location,hours,schedule,open_to,cost,verified_date\n".to_owned();
    for at in 0..rows {
        let (place, region) = (at % 30, at % 6);
        let (topic, lang) = (at % 20, ["en", "cy", "pl", "ur", "ar"][at % 5]);
        let summary = "People who have lived with it themselves and who listen. Come as you are.";
        let area = format!("GB > Region {region} > Place {place}");
        let own = match at % 3 {
            0 => ("helpline", ",,24/7,,"),
            _ => ("group", "in-person,The hall,,Tuesdays 19:00-20:30,everyone"),
        };
        let (kind, rest) = own;
        let _ = writeln!(
            table,
            "l{at},{kind},Listing {at},{summary},0808 157 {:04},{area},{lang},Topic {topic},{rest},free,2026-01-05",
            at % 10_000
        );
    }
    table
}

#[test]
fn a_directory_of_five_thousand_has_small_pages() {
    let project = Project::named("directory").with("content/resources/many.csv", table(5000));
    project.remove("templates/listings.html");
    project.remove("content/resources/_index.md");
    let revision = project.revision();
    let listings = revision.making.world.site.listing_ids().count();
    let first = revision.diagnostics().first().cloned();
    assert!(listings >= 5000, "{listings}: {first:?}");
    let weigh = |wanted: &str| {
        let at = revision
            .plan
            .iter()
            .position(|planned| planned.path.to_string() == wanted);
        let bytes = at.and_then(|at| revision.bytes(at));
        bytes.map_or(0, |bytes| bytes.len())
    };
    let overview = weigh("resources/index.html");
    assert!((10_000..100_000).contains(&overview), "{overview}");
    for path in [
        "resources/page/100/index.html",
        "resources/kind/group/index.html",
        "resources/area/gb/index.html",
        "resources/area/gb/region-1/index.html",
        "resources/topic/topic-1/index.html",
        "resources/kind/group/area/gb/region-1/index.html",
    ] {
        let bytes = weigh(path);
        assert!((5_000..200_000).contains(&bytes), "{path}: {bytes}");
    }
}
