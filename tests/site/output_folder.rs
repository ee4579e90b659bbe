//! What a build does to the output folder.

use crate::project::{Project, bytes, files};
use std::collections::BTreeMap;
use std::fs;
use std::time::SystemTime;
use waypost::build::{Built, How, build};
use waypost::disk::Target;

fn how(keep_going: bool) -> How {
    How {
        keep_going,
        ..How::default()
    }
}

fn built(project: &Project, keep_going: bool) -> Built {
    let target = Target {
        output: project.output(),
        state: project.root().join(".waypost"),
        adopt: false,
    };
    let mut options = project.options.clone();
    options.skip.push(project.output());
    build(
        project.root(),
        options,
        &target,
        &how(keep_going),
        &|_, _| {},
    )
    .expect("the disk is willing")
}

fn site() -> Project {
    Project::bare()
        .with("content/_index.md", "---\ntitle: Home\n---\n")
        .with(
            "content/articles/a.md",
            "---\ntitle: A\ndate: 2026-01-01\ntopics: [Grief]\n---\n",
        )
        .with(
            "content/articles/b/index.md",
            "---\ntitle: B\ndate: 2026-01-02\ntopics: [Tea]\naliases: [/old-b/]\n---\n",
        )
        .with("content/articles/b/map.txt", "map")
        .with("static/leaflet.pdf", "%PDF")
}

#[cfg(unix)]
fn stamps(project: &Project) -> BTreeMap<String, (SystemTime, u64)> {
    use std::os::unix::fs::MetadataExt;
    let stamp = |path| {
        let metadata = fs::metadata(path).expect("a file");
        (metadata.modified().expect("a time"), metadata.ino())
    };
    let files = files(&project.output()).into_iter();
    files.map(|(name, path)| (name, stamp(path))).collect()
}

#[cfg(unix)]
#[test]
fn a_second_build_touches_nothing() {
    for project in [site(), Project::example()] {
        let first = built(&project, false).published.expect("published");
        let before = stamps(&project);
        assert_eq!(first.written.len(), before.len());
        let second = built(&project, false).published.expect("published");
        assert_eq!(
            (second.written.len(), second.removed.len(), second.unchanged),
            (0, 0, before.len())
        );
        assert_eq!(stamps(&project), before);
    }
}

#[cfg(unix)]
#[test]
fn an_edit_touches_the_pages_that_show_it() {
    let project = site();
    built(&project, false);
    let before = stamps(&project);
    project.write(
        "content/articles/a.md",
        "---\ntitle: A\ndate: 2026-01-01\ntopics: [Grief]\n---\nMore words.\n",
    );
    let report = built(&project, false).published.expect("published");
    let written: Vec<&str> = report.written.iter().map(|path| path.as_str()).collect();
    assert!(written.contains(&"articles/a/index.html"));
    let after = stamps(&project);
    for (name, stamp) in &after {
        assert_eq!(
            before[name] != *stamp,
            written.contains(&name.as_str()),
            "{name}"
        );
    }
    assert!(
        !written.contains(&"articles/b/index.html") && !written.contains(&"leaflet.pdf"),
        "{written:?}"
    );
}

#[test]
fn what_an_entry_leaves_behind_is_removed_and_nothing_else() {
    let project = site();
    built(&project, false);
    let strangers = [
        "CNAME",
        ".git/config",
        "articles/b/notes.txt",
        "articles/mine.html",
        ".well-known/x",
    ];
    for stranger in strangers {
        project.write(&format!("public/{stranger}"), "mine");
    }
    let before = bytes(&project.output());
    fs::remove_dir_all(project.root().join("content/articles/b")).expect("removed");
    let report = built(&project, false).published.expect("published");
    let mut removed: Vec<String> = report.removed.iter().map(|path| path.to_string()).collect();
    removed.sort();
    let of_b = [
        "_redirects",
        "articles/b/index.html",
        "articles/b/map.txt",
        "old-b/index.html",
        "topics/tea/feed.xml",
        "topics/tea/index.html",
    ];
    assert_eq!(removed, of_b);
    let after = bytes(&project.output());
    let gone: Vec<&str> = before
        .keys()
        .filter(|name| !after.contains_key(*name))
        .map(String::as_str)
        .collect();
    assert_eq!(gone, of_b);
    assert!(strangers.iter().all(|stranger| after[*stranger] == b"mine"));
    assert!(
        !project.output().join("old-b").exists(),
        "empty folders of ours go too"
    );
    assert!(
        project.output().join("articles/b").is_dir(),
        "a stranger lives there"
    );
    assert_eq!(after.len() - strangers.len(), project.make().outputs.len());
}

#[test]
fn a_file_that_somebody_changed_is_kept_and_named() {
    let project = site();
    built(&project, false);
    project.write("public/articles/b/map.txt", "changed by hand");
    fs::remove_dir_all(project.root().join("content/articles/b")).expect("removed");
    let report = built(&project, false).published.expect("published");
    let kept: Vec<&str> = report.kept.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(kept, ["articles/b/map.txt"]);
    let text = fs::read_to_string(project.output().join("articles/b/map.txt")).expect("kept");
    assert_eq!(text, "changed by hand");
}

#[test]
fn with_an_error_nothing_is_written_unless_asked() {
    let project = site();
    built(&project, false);
    let before = bytes(&project.output());
    project.write(
        "content/articles/a.md",
        "---\ntitle: A\n---\n[gone](gone.md)\n",
    );
    project.write("content/new.md", "---\ntitle: New\n---\n");
    let failed = built(&project, false);
    assert!(failed.has_errors() && failed.published.is_none());
    assert_eq!(bytes(&project.output()), before);
    let going_on = built(&project, true);
    assert!(going_on.has_errors() && going_on.published.is_some());
    assert!(project.output().join("new/index.html").is_file());
    let fresh = site().with("content/x.md", "---\ndate: soon\n---\n");
    assert!(built(&fresh, false).has_errors());
    assert!(!fresh.output().exists(), "not even a folder");
}

#[test]
fn a_folder_with_files_of_something_else_is_refused() {
    let project = site();
    project.write("public/index.html", "somebody's");
    let target = Target {
        output: project.output(),
        state: project.root().join(".waypost"),
        adopt: false,
    };
    let options = project.options.clone();
    let refused = build(project.root(), options, &target, &how(false), &|_, _| {});
    let error = refused.expect_err("refused").diagnostic();
    assert_eq!(error.code, "disk/strangers");
    assert_eq!(
        fs::read_to_string(project.output().join("index.html")).expect("there"),
        "somebody's"
    );
}

#[test]
fn what_is_on_the_disk_is_what_was_made() {
    let project = site();
    built(&project, false);
    assert_eq!(bytes(&project.output()), project.make().outputs);
}
