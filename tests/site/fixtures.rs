//! Real input that nobody here wrote. It is not part of the project: `WAYPOST_FIXTURES` says where it
//! is. Without it these tests say so, and prove nothing.

use crate::project::{Made, Project, files};
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

fn fixtures(name: &str) -> Option<PathBuf> {
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
}
