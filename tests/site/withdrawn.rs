//! A withdrawal leaves a site that can be built, or is refused: however a table is written, and whatever else
//! names what is gone.

use crate::project::Project;
use crate::withdrawal::{build, run, said};
use std::fs;

const TEXT: &str = "---\ntitle: One\ndate: 2026-02-01\n---\n";

fn withdraw(project: &Project, id: &str) -> String {
    let arguments = ["withdraw", id, "--date", "2026-03-01", "--yes"];
    let done = run(project, &arguments);
    assert!(done.status.success(), "{}", said(&done));
    said(&done)
}

fn refused(project: &Project, id: &str) -> String {
    let done = run(project, &["withdraw", id, "--yes"]);
    assert_eq!(done.status.code(), Some(2), "{}", said(&done));
    said(&done)
}

fn left(project: &Project, path: &str) -> String {
    fs::read_to_string(project.root().join(path)).expect("a file")
}

/// An entry of TOML, with tables of its own and a line that looks like a header.
fn toml(id: &str) -> String {
    format!(
        "[[listings]]\nid = \"{id}\"\nname = \"The {id}\"\nkind = \"book\"\nauthors = \"A\"\nyear = 2020\n\
         topics = [\n  \"Sleep\",\n]\nurl = \"https://a.example/\"\nsummary = \"\"\"\nWords of {id}.\n[more]\n\"\"\"\n\
         [listings.x_more]\nmood = \"{id}\"\n"
    )
}

fn json(id: &str) -> String {
    format!(
        "{{\"id\": \"{id}\", \"name\": \"The {id}\", \"kind\": \"book\", \"authors\": \"A\", \"year\": 2020, \
         \"topics\": \"Sleep\", \"url\": \"https://a.example/\"}}"
    )
}

fn yaml(id: &str) -> String {
    format!(
        "  - id: {id}\n    name: The {id}\n    kind: book\n    authors: A\n    year: 2020\n    topics: Sleep\n    url: https://a.example/\n"
    )
}

#[test]
fn one_after_another_leaves_a_table_until_it_is_empty() {
    let both = [toml("zq-one"), toml("zq-two")];
    let [one, two] = ["zq-one", "zq-two"].map(json);
    for (ending, text, empty) in [
        ("toml", both.concat(), "listings = []\n"),
        (
            "toml",
            format!("# Ours\n{}\n# Second\n{}", both[0], both[1]),
            "# Ours\n",
        ),
        ("json", format!("[{one}, {two}]\n"), "[]\n"),
        ("json", format!("[\n{one}, {two}\n]\n"), "[\n\n]\n"),
        ("json", format!("[\n  {one},\n  {two}\n]\n"), "[\n]\n"),
        (
            "json",
            format!("{{\"listings\": [\n  {one},\n  {two}\n]}}\n"),
            "{\"listings\": [\n]}\n",
        ),
        (
            "yaml",
            format!("listings:\n{}{}", yaml("zq-one"), yaml("zq-two")),
            "listings: []\n",
        ),
        (
            "yaml",
            format!("# Ours\n{}{}", yaml("zq-one"), yaml("zq-two")),
            "# Ours\n",
        ),
    ] {
        for ids in [["zq-one", "zq-two"], ["zq-two", "zq-one"]] {
            let table = format!("content/resources/t.{ending}");
            let project = Project::bare()
                .with("content/resources/_index.md", "---\ntitle: Help\n---\n")
                .with(&table, &text);
            let before = build(&project);
            assert!(before.contains_key("resources/zq-two/index.html"));
            withdraw(&project, ids[0]);
            let half = left(&project, &table);
            assert!(!half.contains(ids[0]) && half.contains(ids[1]), "{half}");
            build(&project);
            withdraw(&project, ids[1]);
            let half = left(&project, &table);
            assert!(!half.contains("zq-"), "{half}");
            assert!(half.contains(empty.trim()) || ending == "json", "{half}");
            if ending == "json" {
                serde_json::from_str::<serde_json::Value>(&half).expect("JSON");
            }
            let after = build(&project);
            assert!(after.contains_key("resources/zq-one/index.html"));
        }
    }
}

#[test]
fn what_can_not_be_taken_out_whole_is_refused_and_stays() {
    let keys = "id = \"zq-one\"|name = \"The zq\"|kind = \"book\"|authors = \"A\"|year = 2020|topics = \"Sleep\"|url = \"https://a.example/\"";
    let text: String = keys
        .split('|')
        .map(|key| format!("zq-key.{key}\n"))
        .collect();
    let project = Project::bare()
        .with("content/resources/_index.md", "---\ntitle: Help\n---\n")
        .with("content/resources/t.toml", &text);
    assert!(build(&project).contains_key("resources/zq-one/index.html"));
    let told = refused(&project, "zq-one");
    assert!(
        told.contains("withdraw/refused") && told.contains("by a program"),
        "{told}"
    );
    assert_eq!(left(&project, "content/resources/t.toml"), text);
}

#[test]
fn what_names_a_withdrawn_listing_can_still_be_built() {
    let listing = |name: &str, more: &str| {
        format!(
            "---\nname: {name}\nkind: book\nauthors: A\nyear: 2020\ntopics: Sleep\nurl: https://a.example/\n{more}---\nText.\n"
        )
    };
    let project = Project::bare()
        .with("content/resources/_index.md", "---\ntitle: Help\n---\n")
        .with("content/resources/weekend.md", listing("Zq-weekend", ""))
        .with(
            "content/resources/evening.md",
            listing(
                "Evening",
                "status: defunct\nstatus_note: It closed.\nreplaced_by: weekend\n",
            ),
        )
        .with(
            "content/articles/one.md",
            format!("{TEXT}::listing{{id=weekend}}\n"),
        );
    build(&project);
    withdraw(&project, "weekend");
    let after = build(&project);
    for page in ["articles/one/index.html", "resources/evening/index.html"] {
        let page = String::from_utf8_lossy(&after[page]).into_owned();
        assert!(!page.contains("Zq-weekend"), "{page}");
    }
    let page = String::from_utf8_lossy(&after["articles/one/index.html"]).into_owned();
    assert!(
        page.contains("This entry was withdrawn from our list."),
        "{page}"
    );
    let made = project.make();
    assert_eq!(
        made.pointed_at("directive/stale-listing"),
        ["::listing{id=weekend}"]
    );
    assert_eq!(made.pointed_at("listing/replaced-by"), ["weekend"]);
    let told = made.told();
    assert!(told.contains("`weekend` was withdrawn"), "{told}");
    assert!(
        !told.lines().any(|line| line.starts_with("error")),
        "{told}"
    );
}

#[test]
fn a_file_that_can_not_be_read_is_told_from_one_that_is_not_there() {
    let project = Project::bare()
        .with(
            "content/articles/broken.md",
            "---\ntitle: [a\n---\nWords.\n",
        )
        .with("content/articles/open.md", "---\ntitle: A\nWords.\n")
        .with(
            "content/articles/over.md",
            "---\ntitle: A\nexpiry_date: 2020-01-01\n---\nWords.\n",
        );
    let ids = [
        "broken",
        "articles/broken.md",
        "open",
        "over",
        "",
        "/",
        "content/",
        "nothing",
    ];
    let told: Vec<String> = ids
        .iter()
        .map(|id| format!("{id}\n{}", refused(&project, id)))
        .collect();
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn comments_that_nobody_will_see_are_no_worry() {
    let comment = "---\nstatus: approved\n---\nWrite to me@mail.example or call 07700 900123.\n";
    let project = Project::bare()
        .settings("[comments]\nenabled = true\nemail = \"us@example.org\"")
        .with("content/articles/one.md", format!("{TEXT}Words.\n"))
        .with("comments/one/2026-02-03-a.md", comment);
    let codes = project.make().codes();
    assert!(
        codes.contains(&"comment/email") && codes.contains(&"comment/phone"),
        "{codes:?}"
    );
    withdraw(&project, "one");
    let codes = project.make().codes();
    assert!(
        !codes.iter().any(|code| code.starts_with("comment/")),
        "{codes:?}"
    );
}
