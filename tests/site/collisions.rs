//! Two sources with one address.

use crate::project::{Made, Project};

fn collisions(files: &[(&str, &str)]) -> Made {
    let project = files
        .iter()
        .fold(Project::plain(), |project, (path, text)| {
            project.with(path, text)
        });
    project.make()
}

/// The files that the only diagnostic names.
fn named(made: &Made) -> Vec<String> {
    assert_eq!(made.codes(), ["outputs/collision"], "{}", made.told());
    let diagnostic = &made.diagnostics[0];
    let labels = diagnostic.labels.iter().map(|label| &label.span);
    let spans = diagnostic.primary.iter().chain(labels);
    let mut paths: Vec<String> = spans.map(|span| span.path.to_string()).collect();
    paths.sort();
    paths
}

#[test]
fn two_pages_with_one_address_are_both_named() {
    let made = collisions(&[
        ("content/about.md", "---\ntitle: A\n---\n"),
        ("content/about/index.md", "---\ntitle: B\n---\n"),
    ]);
    assert_eq!(named(&made), ["content/about.md", "content/about/index.md"]);
}

#[test]
fn addresses_that_some_disks_take_for_one_are_an_error() {
    let made = collisions(&[
        ("content/a.md", "---\ntitle: A\npath: /Join/\n---\n"),
        ("content/b.md", "---\ntitle: B\npath: /join/\n---\n"),
    ]);
    assert_eq!(named(&made), ["content/a.md", "content/b.md"]);
    let made = collisions(&[
        ("content/a.md", "---\ntitle: A\npath: /caf\u{e9}/\n---\n"),
        ("content/b.md", "---\ntitle: B\npath: /cafe\u{301}/\n---\n"),
    ]);
    assert_eq!(named(&made), ["content/a.md", "content/b.md"]);
}

#[test]
fn letters_that_fold_to_several_are_one_address_too() {
    let made = collisions(&[
        ("content/a.md", "---\ntitle: A\npath: /STRASSE.html\n---\n"),
        (
            "content/b.md",
            "---\ntitle: B\npath: /stra\u{df}e.html\n---\n",
        ),
    ]);
    assert_eq!(made.told(), "", "no disk takes these for one");
}

#[test]
fn a_file_can_not_be_a_folder() {
    let made = collisions(&[
        ("content/a.md", "---\ntitle: A\npath: /help.html\n---\n"),
        (
            "content/b.md",
            "---\ntitle: B\npath: /help.html/more/\n---\n",
        ),
    ]);
    assert_eq!(named(&made), ["content/a.md", "content/b.md"]);
}

#[test]
fn an_alias_a_static_file_and_a_term_collide_like_pages() {
    let made = collisions(&[
        ("content/a.md", "---\ntitle: A\naliases: [/b/]\n---\n"),
        ("content/b.md", "---\ntitle: B\n---\n"),
    ]);
    assert_eq!(named(&made), ["content/a.md", "content/b.md"]);
    let made = collisions(&[
        ("content/b.md", "---\ntitle: B\n---\n"),
        ("static/b/index.html", "<p>"),
    ]);
    assert_eq!(named(&made), ["content/b.md", "static/b/index.html"]);
    let made = collisions(&[
        ("content/a.md", "---\ntitle: A\ntopics: [Grief]\n---\n"),
        ("content/topics/grief.md", "---\ntitle: B\n---\n"),
    ]);
    assert!(
        made.codes().contains(&"outputs/collision"),
        "{}",
        made.told()
    );
    assert!(made.told().contains("content/topics/grief.md"));
}

#[test]
fn names_that_windows_keeps_are_told() {
    let made = collisions(&[
        ("content/a.md", "---\ntitle: A\npath: /con/\n---\n"),
        ("content/b.md", "---\ntitle: B\naliases: [\"/a:b/\"]\n---\n"),
    ]);
    assert_eq!(made.codes(), ["front-matter/path", "front-matter/path"]);
    let made = collisions(&[("content/con.md", "---\ntitle: A\n---\n")]);
    assert_eq!(made.told(), "");
    assert!(made.has("con-page/index.html"), "{:?}", made.paths(".html"));
}
