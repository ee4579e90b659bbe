//! Everything that templates may call, called once.

use crate::project::{Project, repository, suite};
use std::fs;

fn template() -> String {
    fs::read_to_string(suite("api/templates/page.html")).expect("a template")
}

#[test]
fn every_function_and_filter_answers() {
    let made = Project::named("api").fine();
    insta::assert_snapshot!(made.text("about/index.html"));
    insta::assert_snapshot!(made.text("ar/about/index.html"));
}

/// The names in the first column of the tables of a chapter of the theme guide.
fn documented(chapter: &str) -> Vec<String> {
    let guide = fs::read_to_string(repository().join("docs/theme-guide.md")).expect("the guide");
    let start = guide
        .find(&format!("\n## {chapter}\n"))
        .expect("the chapter");
    let text = &guide[start + 4..];
    let text = &text[..text.find("\n## ").unwrap_or(text.len())];
    let rows = text.lines().filter(|line| line.starts_with("| `"));
    let cells = rows.filter_map(|row| row.split(" | ").next());
    let codes = cells.flat_map(|cell| cell.split('`').skip(1).step_by(2));
    let is_name = |c: char| c.is_ascii_alphabetic() || c == '_';
    let mut names: Vec<String> = codes
        .map(|code| code.split(|c| !is_name(c)).next().unwrap_or("").to_owned())
        .collect();
    names.sort();
    names.dedup();
    names
}

/// The names that the program registers: what stands in quotes after these words.
fn registered(file: &str, before: &str) -> Vec<String> {
    let code = fs::read_to_string(repository().join(file)).expect("code");
    let code: String = code.split_whitespace().collect();
    let calls = code.split(before).skip(1);
    let mut names: Vec<String> = calls
        .filter_map(|rest| Some(rest.split('"').next()?.to_owned()))
        .collect();
    names.sort();
    names
}

#[test]
fn what_the_guide_names_is_what_there_is_and_what_is_tested() {
    let mut functions = registered("src/render/functions.rs", "add(tera,\"");
    functions.push("t".to_owned());
    functions.sort();
    let filters = registered("src/render/filters.rs", "register_filter(\"");
    assert!(functions.len() > 20 && filters.len() > 5);
    let mut all = functions.clone();
    all.extend(["range".to_owned(), "throw".to_owned()]);
    all.sort();
    assert_eq!(documented("Functions"), all);
    let styles = waypost::base::dates::Style::WORDS
        .iter()
        .map(|(word, _)| word.split('-').next().unwrap_or(word));
    let styles: Vec<&str> = styles.collect();
    let mut documented_filters = documented("Filters");
    documented_filters.retain(|name| !styles.contains(&name.as_str()));
    assert_eq!(documented_filters, filters);
    let template = template();
    for name in functions {
        assert!(
            template.contains(&format!("{name}(")),
            "{name} is not called"
        );
    }
    for name in filters {
        assert!(
            template.contains(&format!("| {name}")),
            "{name} is not called"
        );
    }
}

#[test]
fn a_wrong_question_names_the_nearest_right_one() {
    let questions = [
        "option(name=\"acent\")",
        "t(key=\"skip_to_contents\")",
        "asset(path=\"mian.css\")",
        "url(to=\"abuot.md\")",
        "data(name=\"taem\")",
        "entry(path=\"articles/oen.md\")",
        "listing(id=\"lien\")",
        "section(path=\"artilces\")",
        "entries(section=\"resuorces\")",
        "terms(taxonomy=\"topic\")",
        "entries(limit=\"many\")",
        "site(lang=1)",
        "entries(secton=\"articles\")",
        "related(section=\"articles\")",
        "\"2026-01-01\" | date(styel=\"short\")",
        "t(key=\"cups\", lang=\"!\")",
        "\"soon\" | date",
        "\"2026-01-01\" | date(style=\"loud\")",
    ];
    let told = questions.map(|question| {
        let made = Project::named("api")
            .with(
                "content/about.ar.md",
                "---\ntitle: x\ntemplate: quiet\n---\n",
            )
            .with("templates/quiet.html", "")
            .with("templates/page.html", format!("{{{{ {question} }}}}"))
            .make();
        let faults = made
            .diagnostics
            .iter()
            .filter(|d| d.code == "template/render");
        let faults: Vec<&str> = faults.map(|d| d.message.as_str()).collect();
        format!("{question}\n    {}\n", faults.join("\n    "))
    });
    insta::assert_snapshot!(told.concat());
}
