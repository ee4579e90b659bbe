//! `waypost build --explain`: what a page has read, and how a page may be called.

use super::*;

/// What is said of a page, after a build.
fn explained(folder: &Path, page: &str, more: &[&str]) -> String {
    let mut arguments = vec!["build", "--explain", page];
    arguments.extend(more);
    run(folder, &arguments)
}

#[test]
fn a_page_may_be_called_as_people_copy_its_name() {
    let site = site();
    let folder = site.path();
    run(folder, &["build"]);
    let source = folder.join("content/articles/first-meeting.md");
    for name in [
        "articles/first-meeting/",
        "/articles/first-meeting",
        "articles/first-meeting/#what-to-bring",
        "articles/first-meeting/index.html",
        "public/articles/first-meeting/index.html",
        "https://example.org/articles/first-meeting/",
        "http://localhost:1111/articles/first-meeting/?x",
        "articles/first-meeting.md",
        "./content/articles/first-meeting.md",
        &source.to_string_lossy(),
    ] {
        let told = explained(folder, name, &[]);
        assert!(
            told.contains("articles/first-meeting/index.html is as it was. It has read:\n"),
            "{name}: {told}"
        );
    }
    let told = explained(folder, "articles/frist-meeting/", &[]);
    assert!(
        told.contains("exit 2\n") && told.contains("Did you mean articles/first-meeting/?\n"),
        "{told}"
    );
    let told = explained(folder, "public/articles/", &[]);
    assert!(told.contains("articles/index.html is as it was"), "{told}");
}

#[test]
fn what_is_otherwise_comes_first() {
    let site = site();
    let folder = site.path();
    run(folder, &["build"]);
    let source = folder.join("content/articles/first-meeting.md");
    let text = fs::read_to_string(&source).expect("read");
    fs::write(&source, text.replace("title: ", "title: Before ")).expect("written");
    let told = explained(folder, "articles/first-meeting/", &[]);
    let marks: Vec<bool> = told
        .lines()
        .skip_while(|line| !line.contains("is made anew, because of what is marked with *:"))
        .skip(1)
        .filter(|line| line.starts_with("  "))
        .map(|line| line.starts_with("  * "))
        .collect();
    assert!(
        marks.first() == Some(&true) && marks.last() == Some(&false),
        "{told}"
    );
    assert!(marks.is_sorted_by(|one, next| one >= next), "{told}");
    let told = explained(folder, "articles/first-meeting/", &["--no-cache"]);
    assert!(
        told.contains("is made anew, like everything with --no-cache.\n"),
        "{told}"
    );
}
