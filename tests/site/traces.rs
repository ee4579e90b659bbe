//! What a page has asked of the site is noted: the ground of rebuilding only what must be.

use crate::project::Project;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use waypost::base::digest::Digest;
use waypost::build::Revision;
use waypost::facts::{Fact, FactKind, Subject};
use waypost::outputs::Job;
use waypost::render::{Rendered, render_page};

fn rendered(revision: &Revision) -> BTreeMap<String, Rendered> {
    let making = &revision.making;
    let pages = revision
        .plan
        .iter()
        .filter_map(|planned| match &planned.job {
            Job::Page(subject) => Some((planned.path.to_string(), subject.clone())),
            _ => None,
        });
    pages
        .map(|(path, subject): (String, Subject)| {
            let page = render_page(&making.engine, &making.world, &subject, |html, _| html);
            (path, page)
        })
        .collect()
}

#[test]
fn a_page_that_asks_everything_has_a_fact_of_each_kind() {
    let pages = rendered(&Project::named("api").revision());
    let asked: BTreeSet<FactKind> = ["about/index.html", "index.html", "topics/grief/index.html"]
        .iter()
        .flat_map(|path| &pages[*path].trace.reads)
        .map(|(fact, _)| fact.kind())
        .collect();
    // Feeds and what lists the whole site are no pages, and no template asks for policies.
    let others = [
        FactKind::Feed,
        FactKind::Ground,
        FactKind::Policy,
        FactKind::Origin,
        // Asked on the pages of months.
        FactKind::Month,
        // Asked by exports.
        FactKind::Record,
        FactKind::Share,
        FactKind::Catalogue,
        FactKind::Dates,
    ];
    let of_pages = |kind: &&FactKind| !others.contains(kind);
    let all: BTreeSet<FactKind> = FactKind::ALL.iter().filter(of_pages).copied().collect();
    assert_eq!(asked, all);
}

#[test]
fn one_question_has_one_answer_in_a_page() {
    for project in [
        Project::named("api"),
        Project::named("links"),
        Project::example(),
    ] {
        for (path, page) in rendered(&project.revision()) {
            let mut answers: BTreeMap<&Fact, Digest> = BTreeMap::new();
            for (fact, digest) in &page.trace.reads {
                let first = *answers.entry(fact).or_insert(*digest);
                assert_eq!(first, *digest, "{path} was told two things of {fact:?}");
            }
        }
    }
}

/// Edits that change what some page shows: a file, what to replace, and with what.
const EDITS: [(&str, &str, &str); 30] = [
    ("waypost.toml", "title = \"Api\"", "title = \"Other\""),
    (
        "waypost.toml",
        "description = \"All of it.\"",
        "description = \"Less.\"",
    ),
    (
        "waypost.toml",
        "https://example.org/sub",
        "https://example.com/sub",
    ),
    (
        "waypost.toml",
        "https://example.org/sub",
        "https://example.org/bus",
    ),
    ("waypost.toml", "country = \"GB\"", "country = \"US\""),
    ("waypost.toml", "01632 960114", "01632 960115"),
    ("waypost.toml", "label = \"About\"", "label = \"Us\""),
    (
        "waypost.toml",
        "[contact]",
        "[options]\naccent = \"plum\"\n[contact]",
    ),
    (
        "waypost.toml",
        "[contact]",
        "[feeds]\nenabled = false\n[contact]",
    ),
    (
        "waypost.toml",
        "[contact]",
        "[markdown]\nsmart_punctuation = false\n[contact]",
    ),
    ("waypost.toml", "language = \"en\"", "language = \"en-US\""),
    ("content/about.md", "About <us>", "About them"),
    ("content/about.md", "slowly.", "quickly."),
    ("content/about.md", "2026-02-03 18:30", "2026-02-04"),
    ("content/about.md", "x_colour: green", "x_colour: red"),
    ("content/about.md", "x_colour", "template: wide\nx_colour"),
    ("content/about.md", "words=\"hello\"", "words=\"bye\""),
    ("content/about.ar.md", "عنا", "حولنا"),
    ("content/articles/one.md", "title: One", "title: Eins"),
    (
        "content/articles/one.md",
        "title: One",
        "title: One\nslug: uno",
    ),
    (
        "content/articles/one.md",
        "See [about](../about.md).",
        "See nothing.",
    ),
    ("content/articles/two.md", "topics: [Grief]", "draft: true"),
    (
        "content/resources/line.md",
        "0808 157 0123",
        "0808 157 0199",
    ),
    (
        "content/resources/line.md",
        "date: 2026-01-05",
        "date: 2025-01-05",
    ),
    ("waypost.toml", "\"999\", ", ""),
    ("waypost.toml", "topics = [\"Grief\"]", "words = [\"bay\"]"),
    ("data/team.csv", "Ada,7", "Ada,8"),
    ("assets/extra.css", "b{}", "i{}"),
    ("i18n/en.toml", "{n} cups", "{n} mugs"),
    ("templates/page.html", "url_encode", "coded"),
];

#[test]
fn what_changes_a_page_changes_its_trace() {
    let wide = "{{ page.title }}{{ page.content }}";
    let site = || Project::named("api").with("templates/wide.html", wide);
    let before = rendered(&site().revision());
    let mut unnoticed = Vec::new();
    for (file, from, to) in EDITS {
        let project = site();
        let text = fs::read_to_string(project.root().join(file)).expect("a file");
        assert!(text.contains(from), "{file} has no {from}");
        project.write(file, text.replacen(from, to, 1));
        unnoticed.extend(unchanged_traces(
            &before,
            &rendered(&project.revision()),
            to,
        ));
    }
    let edits = [site().on("2026-03-02"), site().drafts()];
    for project in edits {
        unnoticed.extend(unchanged_traces(
            &before,
            &rendered(&project.revision()),
            "the day",
        ));
    }
    let picture = site().with("content/dot.gif", b"GIF89a\x09\0\x02\0\x80\0\0");
    unnoticed.extend(unchanged_traces(
        &before,
        &rendered(&picture.revision()),
        "a picture",
    ));
    assert!(unnoticed.is_empty(), "{}", unnoticed.join("\n"));
}

/// Pages that changed although what they had asked did not.
fn unchanged_traces(
    before: &BTreeMap<String, Rendered>,
    after: &BTreeMap<String, Rendered>,
    edit: &str,
) -> Vec<String> {
    let both = after
        .iter()
        .filter_map(|(path, new)| Some((path, before.get(path)?, new)));
    let changed: Vec<_> = both.filter(|(_, old, new)| old.html != new.html).collect();
    let day = ["the day"].contains(&edit);
    assert!(
        day || !changed.is_empty(),
        "the edit {edit} changes nothing"
    );
    let missed = changed
        .into_iter()
        .filter(|(_, old, new)| old.trace.reads == new.trace.reads);
    missed
        .map(|(path, ..)| format!("{path} after {edit}"))
        .collect()
}
