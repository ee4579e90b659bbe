//! Files that are too large, nested too deeply, or unfold into too much. Each ends soon.

use super::{Site, Told, same};
use std::collections::BTreeSet;
use std::fs::File;
use std::time::{Duration, Instant};

const NIGHT: &str = "content/articles/night.md";
/// Far more than any of these needs in a debug build on a slow machine.
const SOON: Duration = Duration::from_secs(60);

fn soon(site: &Site) -> Told {
    let began = Instant::now();
    let told = site.build();
    let took = began.elapsed();
    assert!(took < SOON, "it took {took:?}");
    told
}

fn front(front: &str) -> String {
    format!("---\ntitle: A long night\n{front}\n---\nIt was late.\n")
}

#[test]
fn files_of_fifty_megabytes() {
    let site = Site::sound();
    site.write(NIGHT, "")
        .write("content/resources/groups.csv", "")
        .write("static/talk.mp3", "");
    for path in [NIGHT, "content/resources/groups.csv", "static/talk.mp3"] {
        let file = File::create(site.path(path)).expect("a file");
        file.set_len(50_000_000).expect("room on the disk");
    }
    same("large-files", &soon(&site).text());
    std::fs::remove_file(site.path(NIGHT)).expect("a file");
    std::fs::remove_file(site.path("content/resources/groups.csv")).expect("a file");
    assert_eq!(soon(&site).code, 0);
    let copied = site
        .path("public/talk.mp3")
        .metadata()
        .expect("it is copied");
    assert_eq!(copied.len(), 50_000_000);
}

#[test]
fn deep_nesting_in_markdown() {
    let site = Site::sound();
    let deep = |open: &str, close: &str| {
        format!(
            "---\ntitle: x\n---\n{}x{}\n",
            open.repeat(10_000),
            close.repeat(10_000)
        )
    };
    for (name, text) in [
        ("quotes", deep(">", "")),
        ("quotes-spaced", deep("> ", "")),
        ("lists", deep("- ", "")),
        ("emphasis", deep("*a **b ", "** *")),
        ("links", deep("[", "](x)")),
        ("pictures", deep("![", "](../about.md)")),
        ("html", deep("<div><b>", "</b></div>")),
        ("backquotes", deep("`", "")),
        ("notes", deep("[^", "]")),
        ("alerts", deep("> [!NOTE]\n> ", "")),
        (
            "directives",
            format!(
                "---\ntitle: x\n---\n{}{}",
                ":::note\n".repeat(2_000),
                ":::\n".repeat(2_000)
            ),
        ),
        (
            "tables",
            format!(
                "---\ntitle: x\n---\n{}\n{}\n",
                "|a".repeat(5_000),
                "|-".repeat(5_000)
            ),
        ),
    ] {
        site.write(&format!("content/articles/{name}.md"), text);
    }
    let told = soon(&site);
    let kinds: BTreeSet<&str> = told
        .err
        .lines()
        .filter(|line| line.starts_with("error[") || line.starts_with("warning["))
        .filter_map(|line| line.split(':').next())
        .collect();
    same(
        "large-nested-markdown",
        &kinds.into_iter().collect::<Vec<_>>().join("\n"),
    );
}

#[test]
fn deep_nesting_in_front_matter_and_data() {
    let site = Site::sound();
    let lists = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    let maps = format!("{}1{}", "{a: ".repeat(10_000), "}".repeat(10_000));
    let json = format!("{}1{}", "{\"a\":".repeat(10_000), "}".repeat(10_000));
    let steps: String = (0..500).map(|n| format!("{}a:\n", " ".repeat(n))).collect();
    let dotted = format!("a{} = 1\n", ".a".repeat(10_000));
    site.write(NIGHT, front(&format!("x_deep: {lists}")))
        .write(
            "content/articles/maps.md",
            front(&format!("x_deep: {maps}")),
        )
        .write(
            "content/articles/steps.md",
            front(&format!("x_deep:\n {}", steps.replace('\n', "\n "))),
        )
        .write("data/lists.yaml", &lists)
        .write("data/maps.json", json)
        .write("data/toml.toml", format!("a = {lists}\n"))
        .write(
            "data/inline.toml",
            format!("a = {}1{}\n", "{a = ".repeat(10_000), "}".repeat(10_000)),
        )
        .write("data/dotted.toml", dotted);
    same("large-nested-data", &soon(&site).text());
}

#[test]
fn a_few_lines_of_yaml_that_unfold_into_millions() {
    let site = Site::sound();
    let mut bomb = "x_a: &a [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n".to_owned();
    for (this, last) in "bcdefghij".chars().zip("abcdefghi".chars()) {
        let aliases = vec![format!("*{last}"); 10].join(", ");
        bomb.push_str(&format!("x_{this}: &{this} [{aliases}]\n"));
    }
    site.write(NIGHT, front(&bomb))
        .write("data/bomb.yaml", &bomb);
    same("large-yaml-bomb", &soon(&site).text());
}

#[test]
fn front_matter_of_a_megabyte() {
    let site = Site::sound();
    let long = format!("description: \"{}\"", "word ".repeat(200_000));
    let many: String = (0..20_000).map(|n| format!("x_{n}: {n}\n")).collect();
    site.write(NIGHT, front(&long))
        .write("content/articles/many.md", front(&many));
    let told = soon(&site);
    assert_eq!(told.code, 0, "{}", told.text());
}

#[test]
fn twenty_thousand_unknown_keys_are_not_twenty_thousand_messages() {
    let site = Site::sound();
    let many: String = (0..20_000).map(|n| format!("key{n}: {n}\n")).collect();
    site.write(NIGHT, front(&many));
    let told = soon(&site);
    assert!(told.err.len() < 20_000 * 400, "{} bytes", told.err.len());
}
