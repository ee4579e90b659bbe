//! What publishing writes, removes and leaves alone.

use crate::{Project, names, out, outputs};
use std::fs;
use waypost::disk::{Content, DiskError, Lock, OutputFile, publish};

const SITE: [(&str, &str); 3] = [
    ("index.html", "home"),
    ("about/index.html", "about"),
    ("articles/night/index.html", "night"),
];

#[test]
fn a_second_build_touches_nothing() {
    let project = Project::new();
    let report = project.publish(&SITE).expect("a first build");
    assert_eq!(
        names(&report.written),
        [
            "about/index.html",
            "articles/night/index.html",
            "index.html"
        ]
    );
    assert_eq!(project.read("public/articles/night/index.html"), "night");
    let before = (stamps(&project, "public"), stamps(&project, ".waypost"));
    let report = project.publish(&SITE).expect("a second build");
    assert_eq!(
        (report.written.len(), report.unchanged, report.removed.len()),
        (0, 3, 0)
    );
    let after = (stamps(&project, "public"), stamps(&project, ".waypost"));
    assert_eq!(before, after);
}

#[test]
fn only_what_differs_is_written() {
    let project = Project::new();
    project.publish(&SITE).expect("a first build");
    let before = stamps(&project, "public");
    let mut site = SITE;
    site[1].1 = "other";
    let report = project.publish(&site).expect("a second build");
    assert_eq!(names(&report.written), ["about/index.html"]);
    assert_eq!(report.unchanged, 2);
    let after = stamps(&project, "public");
    let moved: Vec<_> = before.iter().filter(|file| !after.contains(file)).collect();
    assert_eq!(moved.len(), 1, "{moved:?}");
}

#[test]
fn a_file_that_was_changed_by_hand_is_put_right() {
    let project = Project::new();
    for round in 0..50 {
        project.publish(&SITE).expect("a build");
        // As long as ours, and in the same tick of the disk's clock.
        project.write("public/index.html", "HOME");
        let report = project.publish(&SITE).expect("a build");
        assert_eq!(names(&report.written), ["index.html"], "round {round}");
        assert_eq!(project.read("public/index.html"), "home");
    }
}

#[cfg(unix)]
#[test]
fn others_may_read_what_is_published() {
    use std::os::unix::fs::PermissionsExt;
    let project = Project::new();
    project.publish(&SITE).expect("a build");
    let mode = |path: &str| {
        let metadata = fs::metadata(project.path(path)).expect("it is there");
        metadata.permissions().mode() & 0o777
    };
    project.write("common", "x");
    assert_eq!(mode("public/index.html"), mode("common") & 0o644);
}

#[test]
fn removed_pages_go_and_strangers_stay() {
    let project = Project::new();
    project.publish(&SITE).expect("a first build");
    for path in [
        ".git/config",
        ".well-known/acme/token",
        "CNAME",
        "about/notes.txt",
        "old/index.html",
    ] {
        project.write(&format!("public/{path}"), "a stranger's");
    }
    fs::create_dir(project.path("public/empty")).expect("a folder");
    let report = project.publish(&SITE[..1]).expect("a second build");
    assert_eq!(
        names(&report.removed),
        ["about/index.html", "articles/night/index.html"]
    );
    assert!(report.kept.is_empty());
    let left: Vec<_> = project.published().into_keys().collect();
    insta::assert_snapshot!(left.join("\n"));

    fs::remove_file(project.path("public/about/notes.txt")).expect("it is there");
    project.publish(&SITE[..1]).expect("a third build");
    assert!(
        !project.path("public/about").exists(),
        "we made it, and it is empty now"
    );

    project.publish(&[]).expect("a site without pages");
    assert!(project.path("public").exists());
}

#[test]
fn a_page_that_was_changed_by_hand_is_not_removed() {
    let project = Project::new();
    project.publish(&SITE).expect("a first build");
    project.write("public/about/index.html", "ABOUT");
    for _ in 0..2 {
        let report = project.publish(&SITE[..1]).expect("a build");
        let (path, why) = report.kept.first().expect("it is kept, and that is said");
        assert_eq!(path.as_str(), "about/index.html");
        assert_eq!(*why, "it was changed after Waypost wrote it");
        assert_eq!(project.read("public/about/index.html"), "ABOUT");
    }
    project.write("public/about/index.html", "about");
    let report = project.publish(&SITE[..1]).expect("a build");
    assert_eq!(names(&report.removed), ["about/index.html"]);
    assert!(!project.path("public/about").exists());
}

#[test]
fn strangers_are_not_overwritten() {
    let project = Project::new();
    project.write("public/index.html", "somebody's");
    project.write("public/about/index.html", "about");
    for n in 0..8 {
        project.write(&format!("public/p{n}"), "somebody's");
    }
    let mut site = SITE.to_vec();
    let pages: Vec<String> = (0..8).map(|n| format!("p{n}")).collect();
    site.extend(pages.iter().map(|page| (page.as_str(), "ours")));
    let before = project.published();
    let error = project.publish(&site).expect_err("they would be lost");
    assert!(matches!(&error, DiskError::Strangers { paths, .. } if paths.len() == 9));
    insta::assert_snapshot!(project.fault(&error));
    assert_eq!(project.published(), before);

    let mut target = project.target();
    target.adopt = true;
    let report = publish(&target, &outputs(&site)).expect("they may be replaced");
    assert_eq!((report.written.len(), report.unchanged), (10, 1));
    let report = project.publish(&[]).expect("they are ours now");
    assert_eq!(report.removed.len(), 11);
}

#[test]
fn an_empty_folder_in_the_place_of_a_page_is_in_nobodys_way() {
    let project = Project::new();
    project.publish(&SITE).expect("a build");
    let page = project.path("public/index.html");
    fs::remove_file(&page).expect("it is there");
    fs::create_dir_all(page.join("by/hand")).expect("folders");
    project.publish(&SITE).expect("nothing is lost");
    assert_eq!(project.read("public/index.html"), SITE[0].1);
    fs::remove_file(&page).expect("it is there");
    project.write("public/index.html/by/hand.txt", "mine");
    let error = project.publish(&SITE).expect_err("a file would be lost");
    assert!(matches!(error, DiskError::InTheWay { .. }), "{error}");
    assert_eq!(project.read("public/index.html/by/hand.txt"), "mine");
}

#[test]
fn a_lost_or_damaged_manifest_costs_nothing() {
    let project = Project::new();
    project.publish(&SITE).expect("a first build");
    let manifest = project.manifest();
    let good = fs::read_to_string(&manifest).expect("a text");
    let site = |home| [("index.html", home), SITE[1], SITE[2]];
    let bad = [
        good.replacen("home", "x", 1)
            .replace("waypost manifest 1", "waypost manifest 2"),
        good.replacen("index.html", "index.htmm", 1),
        good[..good.len() - 3].to_owned(),
        good[..good.len() / 2].to_owned(),
        "\u{0}\u{0}\u{0}".to_owned(),
        String::new(),
    ];
    for text in bad {
        fs::write(&manifest, &text).expect("a file");
        let report = project.publish(&SITE).expect("all is the same");
        assert_eq!((report.written.len(), report.unchanged), (0, 3), "{text}");
        fs::write(&manifest, &text).expect("a file");
        let error = project
            .publish(&site("other"))
            .expect_err("it can't be known whose they are");
        assert!(matches!(&error, DiskError::Strangers { paths, lost, .. }
                if names(paths) == ["index.html"] && *lost == Some(manifest.clone())));
        let told = project.fault(&error);
        assert!(told.contains("nobody knows any more who wrote"), "{told}");
        assert!(told.contains("build once with --adopt"), "{told}");
        project.publish(&SITE).expect("all is the same");
        project.publish(&site("other")).expect("known again");
        project.publish(&SITE).expect("known again");
    }
    fs::write(&manifest, [0xFF, 0xFE, 0x00]).expect("a file");
    assert_eq!(
        project.publish(&SITE).expect("all is the same").unchanged,
        3
    );
}

#[test]
fn a_page_becomes_a_folder_and_a_folder_a_page() {
    let project = Project::new();
    project
        .publish(&[("a", "file"), ("b/c/d", "deep"), ("b/e", "shallow")])
        .expect("a build");
    let report = project
        .publish(&[("a/x/y", "deep"), ("b", "file")])
        .expect("a build");
    assert_eq!(names(&report.written), ["a/x/y", "b"]);
    assert_eq!(names(&report.removed), ["a", "b/c/d", "b/e"]);
    let clean = Project::new();
    clean
        .publish(&[("a/x/y", "deep"), ("b", "file")])
        .expect("a build");
    assert_eq!(project.published(), clean.published());
    assert_eq!(
        project
            .publish(&[("a", "file")])
            .expect("a build")
            .removed
            .len(),
        2
    );
}

#[test]
fn what_is_in_the_way_is_named_and_left_alone() {
    let project = Project::new();
    project
        .publish(&[("a", "file"), ("b/c", "deep")])
        .expect("a build");
    project.write("public/b/mine.txt", "mine");
    project.write("public/a", "mine too");
    project.write("public/d", "mine");
    fs::create_dir_all(project.path("public/e/f")).expect("a folder");
    let before = project.published();
    let mut text = String::new();
    for path in ["a/x", "b", "d/x/y", "e"] {
        let site = [("new.html", "new"), (path, "ours")];
        let mut target = project.target();
        for adopt in [false, true] {
            target.adopt = adopt;
            let error = publish(&target, &outputs(&site)).expect_err("something is in the way");
            text += &format!("{path}: {}\n", project.fault(&error));
        }
    }
    insta::assert_snapshot!(text);
    assert_eq!(project.published(), before);
}

#[test]
fn two_outputs_of_one_name_are_refused() {
    let project = Project::new();
    for site in [
        [("a", "1"), ("a", "2")],
        [("a", "1"), ("a/b/c", "2")],
        [("x", "1"), (".git/config", "2")],
    ] {
        let error = project.publish(&site).expect_err("they can't both be");
        assert!(
            matches!(error, DiskError::Conflict { .. } | DiskError::Git(_)),
            "{error}"
        );
    }
    assert!(!project.path("public").exists());
}

#[cfg(unix)]
#[test]
fn nothing_is_written_or_removed_through_a_link() {
    use std::os::unix::fs::symlink;
    let project = Project::new();
    project.publish(&SITE).expect("a build");
    let outside = project.folder.path().join("outside");
    fs::create_dir(&outside).expect("a folder");
    fs::write(outside.join("index.html"), "about").expect("a file");
    fs::write(outside.join("home.html"), "precious").expect("a file");
    fs::remove_dir_all(project.path("public/about")).expect("it is there");
    symlink(&outside, project.path("public/about")).expect("a link");
    fs::remove_file(project.path("public/index.html")).expect("it is there");
    symlink(outside.join("home.html"), project.path("public/index.html")).expect("a link");
    let before = project.published();

    let error = project.publish(&SITE).expect_err("a folder is a link");
    insta::assert_snapshot!(project.fault(&error));
    assert_eq!(project.published(), before);

    let site = [("index.html", "new"), SITE[2]];
    let error = project.publish(&site).expect_err("the home page is a link");
    assert!(matches!(error, DiskError::Strangers { .. }));
    assert_eq!(project.published(), before);
    let mut target = project.target();
    target.adopt = true;
    let report = publish(&target, &outputs(&site)).expect("the link itself is replaced");
    assert_eq!(names(&report.written), ["index.html"]);
    assert_eq!(report.kept.len(), 1, "{:?}", report.kept);
    assert_eq!(project.read("public/index.html"), "new");
    assert_eq!(
        fs::read_to_string(outside.join("home.html")).expect("a file"),
        "precious"
    );
    assert_eq!(
        fs::read_to_string(outside.join("index.html")).expect("a file"),
        "about"
    );

    symlink(outside.join("home.html"), project.path("public/other.html")).expect("a link");
    let site = [("index.html", "new"), ("other.html", "precious")];
    let error = project.publish(&site).expect_err("the link is a stranger");
    assert!(matches!(error, DiskError::Strangers { .. }));
}

#[test]
fn files_are_copied_piece_by_piece() {
    let project = Project::new();
    let long = "0123456789".repeat(30_000);
    let source = project.write("static/long.bin", &long);
    let copy = |source: &std::path::Path| {
        let content = Content::CopyOf {
            source: source.to_owned(),
            known: None,
        };
        publish(
            &project.target(),
            &[OutputFile {
                path: out("files/long.bin"),
                content,
            }],
        )
    };
    assert_eq!(copy(&source).expect("a copy").written.len(), 1);
    assert_eq!(project.read("public/files/long.bin"), long);
    assert_eq!(copy(&source).expect("a copy").unchanged, 1);
    project.write("static/long.bin", &long.replace('7', "8"));
    assert_eq!(copy(&source).expect("a copy").written.len(), 1);
    let error = copy(&project.path("static/none.bin")).expect_err("no source");
    insta::assert_snapshot!(project.fault(&error));
    assert_eq!(
        project.read("public/files/long.bin"),
        long.replace('7', "8")
    );
}

#[test]
fn two_builds_at_once_do_not_fight() {
    let project = Project::new();
    fs::create_dir(project.path(".waypost")).expect("a folder");
    let lock = Lock::take(&project.path(".waypost")).expect("nobody has it");
    let error = project.publish(&SITE).expect_err("somebody has it");
    let shown = project
        .fault(&error)
        .replace(&std::process::id().to_string(), "ID");
    insta::assert_snapshot!(shown);
    assert!(!project.path("public").exists());
    drop(lock);
    project.publish(&SITE).expect("it is free");
}

#[test]
fn a_project_that_moves_keeps_its_manifest() {
    let mut project = Project::new();
    project.publish(&SITE).expect("a build");
    let moved = Project::new();
    fs::rename(project.root(), moved.root()).expect("it can be moved");
    project = moved;
    let report = project
        .publish(&[("index.html", "new")])
        .expect("the files are still ours");
    assert_eq!((report.written.len(), report.removed.len()), (1, 2));
}

#[test]
fn one_project_may_have_several_output_folders() {
    let project = Project::new();
    let mut other = project.target();
    other.output = project.path("preview");
    project.publish(&SITE).expect("a build");
    publish(&other, &outputs(&SITE)).expect("a build");
    publish(&other, &outputs(&SITE[..1])).expect("a build");
    assert!(project.path("public/about/index.html").exists());
    assert!(!project.path("preview/about").exists());
    assert_eq!(project.publish(&SITE).expect("a build").unchanged, 3);
}

/// What shows that a file was touched.
fn stamps(project: &Project, folder: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![project.path(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let metadata = fs::metadata(&path).expect("it is there");
            // The lock says who had it last.
            if path.file_name().is_some_and(|name| name == "lock") {
                continue;
            }
            #[cfg(unix)]
            let inode = std::os::unix::fs::MetadataExt::ino(&metadata);
            #[cfg(not(unix))]
            let inode = 0;
            let modified = metadata.modified().expect("a time");
            // A folder's time moves when one of its files is replaced; that is seen at the file.
            if metadata.is_dir() {
                folders.push(path);
            } else {
                found.push(format!("{} {inode} {modified:?}", path.display()));
            }
        }
    }
    found.sort();
    found
}
