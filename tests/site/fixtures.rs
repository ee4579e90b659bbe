//! Real input that nobody here wrote. It is not part of the project: `WAYPOST_FIXTURES` says where it
//! is. Without it these tests say so, and prove nothing.

use crate::project::{Made, Project, files};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use waypost::base::diag::Sink;
use waypost::base::node::read_table;
use waypost::base::paths::SourcePath;

/// A folder of the fixtures.
pub fn fixtures(name: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("WAYPOST_FIXTURES").map(PathBuf::from);
    let found = folder
        .map(|folder| folder.join(name))
        .filter(|folder| folder.is_dir());
    if found.is_none() {
        eprintln!("WAYPOST_FIXTURES has no folder {name}: this test proves nothing");
    }
    found
}

fn counted(made: &Made) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for diagnostic in &made.diagnostics {
        *counts.entry(diagnostic.code).or_default() += 1;
    }
    counts
        .iter()
        .map(|(code, count)| format!("{count} {code}\n"))
        .collect()
}

#[test]
fn articles_as_organisations_publish_them_need_a_title_and_a_date() {
    let Some(folder) = fixtures("seeds") else {
        return;
    };
    let mut project = Project::bare();
    let mut count = 0;
    for (name, path) in files(&folder) {
        let text = fs::read_to_string(path).expect("text");
        let name = name.replace(".txt", ".md");
        project = project.with(
            &format!("content/articles/{name}"),
            format!(
                "---\ntitle: Seed {count}\ndate: 2026-01-0{}\n---\n{text}",
                count + 1
            ),
        );
        count += 1;
    }
    assert_eq!(count, 4);
    let made = project.make();
    assert!(
        !made
            .diagnostics
            .iter()
            .any(|d| d.severity == waypost::base::diag::Severity::Error),
        "{}",
        made.told()
    );
    for (name, _) in files(&folder) {
        let name = name.replace(".txt", "").replace('_', "-");
        assert!(
            made.has(&format!("articles/{name}/index.html")),
            "{name}: {:?}",
            made.paths(".html")
        );
    }
}

#[test]
fn posts_of_a_jekyll_site_build_or_say_precisely_why_not() {
    let Some(folder) = fixtures("jekyll-de/_posts") else {
        return;
    };
    let mut project = Project::bare().settings("language = \"de\"");
    let posts = files(&folder);
    for (name, path) in &posts {
        project = project.with(
            &format!("content/articles/{name}"),
            fs::read(path).expect("bytes"),
        );
    }
    let made = project.make();
    let texts = posts
        .keys()
        .filter(|name| name.ends_with(".md") || name.ends_with(".markdown"));
    let built = made.revision.making.world.site.entries.len();
    insta::assert_snapshot!(format!(
        "{} posts, {built} entries\n{}",
        texts.count(),
        counted(&made)
    ));
    for diagnostic in &made.diagnostics {
        let in_posts = diagnostic
            .primary
            .as_ref()
            .is_some_and(|span| span.path.as_str().starts_with("content/articles/"));
        let of_theme = diagnostic.code.starts_with("words/");
        assert!(in_posts || of_theme, "{diagnostic:?}");
    }
}

#[test]
fn tables_of_meetings_are_listings() {
    let Some(folder) = fixtures("meetings") else {
        return;
    };
    let table = |name: &str| fs::read(folder.join(name)).expect("a table");
    let project = Project::bare()
        .settings("[tables.\"resources/meetings.csv\"]\nkind = \"group\"\n[tables.\"resources/district.yaml\"]\nkind = \"group\"\ncolumns = { \"place\" = \"location\" }")
        .with("content/resources/_index.md", "---\ntitle: Meetings\n---\n")
        .with("content/resources/meetings.csv", table("tsml-template.csv"))
        .with("content/resources/district.yaml", table("district-meetings.yaml"));
    let made = project.make();
    let entries = &made.revision.making.world.site.entries;
    let count = |file: &str| {
        entries
            .iter()
            .filter(|entry| entry.source.as_str().ends_with(file) && entry.listing().is_some())
            .count()
    };
    insta::assert_snapshot!(format!(
        "{} of meetings.csv, {} of district.yaml\n{}",
        count("meetings.csv"),
        count("district.yaml"),
        counted(&made)
    ));
    let text = String::from_utf8(table("tsml-template.csv")).expect("UTF-8");
    let rows = csv::Reader::from_reader(text.as_bytes())
        .into_records()
        .count();
    assert_eq!(count("meetings.csv"), rows, "{}", made.told());
    assert_eq!(count("district.yaml"), 38, "{}", made.told());
    let meetings = crate::meeting_guide::meetings(&made);
    insta::assert_snapshot!(format!(
        "{} meetings\n{:#}",
        meetings.len(),
        meetings.first().expect("a meeting")
    ));
}

/// A county's directory as tables that belong together, read with a mapping only.
const OHANA: &str = r#"
country = "US"

[tables."resources/services.csv"]
kind = "service"
ignore_others = true
columns = { id = "", audience = "", eligibility = "eligibility_description", fees = "", languages = "", keywords = "", service_areas = "", website = "url", application_process = "what_to_expect", organization_id = "" }
defaults = { organization = "County directory", areas = "US > CA > San Mateo County", languages = "en", hours = "unknown", cost = "unknown", referral = "self", topics = "Services" }
join = [
  { table = "resources/phones.csv", on = "location_id", with = "location_id", columns = { number = "phone" }, only = { number_type = "voice; hotline" } },
  { table = "resources/phones.csv", on = "service_id", columns = { number = "phone" }, only = { number_type = "voice; hotline" } },
  { table = "resources/addresses.csv", on = "location_id", with = "location_id", columns = { address_1 = "address_1", address_2 = "address_2", city = "city", state_province = "region", postal_code = "postal_code", country = "country" } },
  { table = "resources/locations.csv", on = "id", with = "location_id", columns = { name = "location_name", transportation = "transportation" } },
]
"#;

const COUNTY: [&str; 4] = ["services", "phones", "addresses", "locations"];

/// A site with the directory of a county.
pub fn county(folder: &Path) -> Project {
    let mut project = Project::bare().settings(OHANA).with(
        "content/resources/_index.md",
        "---\ntitle: Help\nkind: listings\n---\n",
    );
    for name in COUNTY {
        let bytes = fs::read(folder.join(format!("{name}.csv"))).expect("a table");
        project = project.with(&format!("content/resources/{name}.csv"), bytes);
    }
    project
}

#[test]
fn a_county_directory_is_read_with_its_tables_joined() {
    let Some(folder) = fixtures("ohana") else {
        return;
    };
    let made = county(&folder).make();
    let site = &made.revision.making.world.site;
    let listings: Vec<_> = site
        .entries
        .iter()
        .filter_map(|entry| entry.listing())
        .collect();
    let count = |is: &dyn Fn(&&&waypost::content::listing::Listing) -> bool| {
        listings.iter().filter(is).count()
    };
    let mut report = String::new();
    for name in COUNTY {
        let path = SourcePath::named(&format!("content/resources/{name}.csv"));
        let text = fs::read_to_string(folder.join(format!("{name}.csv"))).expect("a table");
        let rows = read_table(&text, b',', &path, &mut Sink::new()).rows.len();
        let read = site.entries.iter().filter(|entry| entry.source == path);
        report.push_str(&format!(
            "{name}.csv: {rows} rows, {} listings\n",
            read.count()
        ));
        let in_file = made
            .diagnostics
            .iter()
            .filter(|found| found.primary.as_ref().is_some_and(|span| span.path == path));
        let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
        in_file.for_each(|found| *codes.entry(found.code).or_default() += 1);
        codes
            .iter()
            .for_each(|(code, count)| report.push_str(&format!("  {count} {code}\n")));
    }
    report.push_str(&format!(
        "{} with a number, {} with a town\n",
        count(&|listing| listing.channels.iter().any(|one| one.number.is_some())),
        count(&|listing| listing
            .location
            .as_ref()
            .is_some_and(|place| place.city.is_some())),
    ));
    insta::assert_snapshot!(report);
}
