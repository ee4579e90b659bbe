//! Tables that are joined to another: the site sees their edits, and shows no listings of their own.

use crate::project::Project;
use waypost::build::{Revision, Session};

fn project() -> Project {
    let join = "[[tables.\"resources/lines.csv\".join]]\ntable = \"resources/numbers.csv\"\non = \"line\"\n\
                columns = { number = \"phone\" }";
    Project::plain()
        .settings("example = true")
        .settings(join)
        .with("content/resources/_index.md", "---\ntitle: Help\nkind: listings\n---\n")
        .with(
            "content/resources/lines.csv",
            "id,kind,name,topics,areas,languages,hours,cost,email,verified\na,helpline,A,Nights,GB,en,24/7,free,help@a.example,2026-01-01\n",
        )
        .with("content/resources/numbers.csv", "line,number\na,01632 960001\n")
}

fn numbers(revision: &Revision) -> String {
    let entries = &revision.making.world.site.entries;
    let listings = entries.iter().filter_map(|entry| entry.listing());
    let numbers = listings.map(|listing| {
        let numbers: Vec<&str> = listing
            .channels
            .iter()
            .map(|channel| channel.value.as_str())
            .collect();
        format!("{}: {}", listing.id, numbers.join(", "))
    });
    numbers.collect::<Vec<_>>().join("; ")
}

#[test]
fn an_edit_of_a_joined_table_is_seen() {
    let project = project();
    let mut session = Session::new(project.root(), project.options.clone());
    let first = session.update().expect("a revision");
    assert_eq!(numbers(&first), "a: 01632 960001, help@a.example");
    let told: Vec<&str> = first.diagnostics().iter().map(|found| found.code).collect();
    assert!(!told.contains(&"content/table"), "{told:?}");
    project.write(
        "content/resources/numbers.csv",
        "line,number\na,01632 960002\nb,01632 960003\n",
    );
    let second = session.update().expect("a revision");
    assert_eq!(numbers(&second), "a: 01632 960002, help@a.example");
    project.remove("content/resources/numbers.csv");
    let third = session.update().expect("a revision");
    assert_eq!(numbers(&third), "a: help@a.example");
    let told: Vec<&str> = third.diagnostics().iter().map(|found| found.code).collect();
    assert!(told.contains(&"config/table"), "{told:?}");
}
