//! Where a site may go, and new files that never replace others.

use crate::Project;
use std::fs;
use std::path::Path;
use waypost::disk::{DiskError, check_target, write_new};

#[test]
fn a_site_never_goes_where_it_could_destroy_something() {
    let project = Project::new();
    for folder in [
        "content/articles",
        "static",
        "themes/own",
        ".git",
        ".waypost",
        "made",
    ] {
        fs::create_dir_all(project.path(folder)).expect("a folder");
    }
    project.write("file", "x");
    let home = std::env::home_dir()
        .expect("a person has a home")
        .display()
        .to_string();
    let mut text = String::new();
    for output in [
        ".",
        "",
        "..",
        "../..",
        "/",
        "content",
        "content/articles/new",
        "made/../content/x",
        "new/../static",
        "static",
        "themes/own",
        "i18n",
        "data/x",
        ".git",
        ".git/hooks",
        ".waypost",
        "file",
        "file/below",
        home.as_str(),
    ] {
        let answer = check_target(&project.root(), Path::new(output));
        let error = answer.expect_err(&format!("`{output}` is refused"));
        text += &format!("{output}: {error}\n").replace(&home, "HOME");
    }
    insta::assert_snapshot!(project.shown(&text));
    let error = check_target(&project.root(), Path::new("..")).expect_err("it is refused");
    insta::assert_snapshot!(project.fault(&error));

    for output in [
        "public",
        "made",
        "made/new/deep",
        "../elsewhere",
        "contents",
        "public site",
    ] {
        let place = check_target(&project.root(), Path::new(output));
        place.unwrap_or_else(|error| panic!("{output}: {error}"));
    }
}

#[cfg(unix)]
#[test]
fn links_do_not_hide_where_a_site_goes() {
    use std::os::unix::fs::symlink;
    let project = Project::new();
    let beside = project.folder.path().join("sources");
    fs::create_dir_all(&beside).expect("a folder");
    symlink(&beside, project.path("content")).expect("a link");
    symlink(project.root(), project.path("public")).expect("a link");
    symlink("nowhere", project.path("dangling")).expect("a link");
    for output in [
        "../sources",
        "../sources/x",
        "public",
        "public/content",
        "public/static",
        "dangling",
        "dangling/x",
    ] {
        let answer = check_target(&project.root(), Path::new(output));
        assert!(answer.is_err(), "{output}: {answer:?}");
    }
    let place = fs::canonicalize(project.folder.path())
        .expect("it is there")
        .join("www");
    fs::create_dir(&place).expect("a folder");
    symlink(&place, project.path("www")).expect("a link");
    assert_eq!(
        check_target(&project.root(), Path::new("www")).expect("its own folder"),
        place
    );
}

#[test]
fn a_new_file_never_replaces_another() {
    let project = Project::new();
    let place = project.path("content/articles/new/index.md");
    write_new(&place, "first").expect("a new file");
    let error = write_new(&place, "second").expect_err("it is there");
    assert!(matches!(error, DiskError::Exists(_)));
    insta::assert_snapshot!(project.fault(&error));
    assert_eq!(project.read("content/articles/new/index.md"), "first");
    let error = write_new(&place.join("below.md"), "x").expect_err("a file is no folder");
    insta::assert_snapshot!(project.fault(&error));
}

#[cfg(unix)]
#[test]
fn a_new_file_is_not_written_through_a_link() {
    let project = Project::new();
    let outside = project.folder.path().join("outside.md");
    std::os::unix::fs::symlink(&outside, project.path("about.md")).expect("a link");
    let error = write_new(&project.path("about.md"), "x").expect_err("a link is there");
    assert!(matches!(error, DiskError::Exists(_)));
    assert!(!outside.exists());
}
