//! File names that few systems share.

use super::{Site, same};
use std::fs;

fn article(title: &str) -> String {
    format!("---\ntitle: {title}\ndate: 2026-02-01\n---\nIt was late.\n")
}

#[test]
fn names_in_any_script_and_with_spaces_work() {
    let site = Site::sound();
    site.write("content/articles/ليلة طويلة.md", article("ليلة طويلة"))
        .write("content/articles/a long night.md", article("A long night"))
        .write("content/articles/夜.md", article("夜"))
        .write("content/articles/two..dots.md", article("Two dots"))
        .write("content/articles/100% #1 & more?.md", article("Signs"))
        .write("content/articles/O'Brien \"x\".md", article("Quotes"))
        .write("static/a file with spaces.txt", "x");
    let told = site.build();
    let pages: Vec<String> = site
        .tree("public/articles")
        .into_keys()
        .filter(|path| path.ends_with("index.html"))
        .map(|path| path.to_string_lossy().into_owned())
        .collect();
    same(
        "names-any-script",
        &format!("{}\n{}", told.text(), pages.join("\n")),
    );
}

#[test]
#[cfg(unix)]
fn names_that_windows_forbids() {
    let site = Site::sound();
    site.write("content/con.md", article("Con"))
        .write("content/nul/index.md", article("Nul"))
        .write("content/articles/what?.md", article("What"))
        .write("static/aux.txt", "x")
        .write("static/a:b.txt", "x")
        .write("static/back\\slash.txt", "x")
        .write("static/dot.", "x")
        .write("static/deep/prn/x.txt", "x")
        .write("static/space ", "x");
    same("names-windows", &site.build().text());
}

#[test]
#[cfg(target_os = "linux")]
fn names_that_differ_only_in_case_or_in_how_accents_are_written() {
    let site = Site::sound();
    site.write("content/Night.md", article("A"))
        .write("content/night.md", article("B"))
        .write("content/caf\u{e9}.md", article("C"))
        .write("content/cafe\u{301}.md", article("D"))
        .write("static/Logo.txt", "x")
        .write("static/logo.txt", "y");
    same("names-alike", &site.build().text());
}

#[test]
#[cfg(target_os = "linux")]
fn names_with_control_characters_and_bytes_of_no_script() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let site = Site::sound();
    site.write(
        "content/articles/\u{1b}[31mred.md",
        "---\ntitle: x\ndate: soon\n---\n[a](b.md)\n",
    )
    .write(
        "content/articles/line\nbreak.md",
        "---\ntitle: y\ndate: soon\n---\n",
    )
    .write(
        "content/articles/turned\u{202e}dm.md",
        "---\ntitle: z\ndate: soon\n---\n",
    )
    .write("static/bell\u{7}.txt", "x")
    .write("data/\u{1b}[2J.toml", "a = \n");
    let name = OsStr::from_bytes(b"caf\xe9.md");
    fs::write(site.path("content/articles").join(name), "x").expect("a file");
    same("names-control-characters", &site.build().text());
    let github = site.run(&["check", "--format", "github"]);
    same("names-control-characters-github", &github.text());
}

#[test]
#[cfg(target_os = "linux")]
fn the_names_of_what_was_left_out_are_shown_safely() {
    let site = Site::sound();
    site.write(
        "content/articles/\u{1b}[31mred.md",
        "---\ntitle: x\ndraft: true\n---\n",
    );
    let told = site.build();
    assert_eq!(told.code, 0);
    same("names-left-out", &told.text());
}

#[test]
fn names_that_are_too_long() {
    let site = Site::sound();
    let long = "night-".repeat(60);
    site.write("content/articles/night.md", article(&long))
        .write(
            "content/articles/slug.md",
            format!("---\ntitle: Slug\nslug: {long}\n---\nLate.\n"),
        )
        .write(
            "content/articles/path.md",
            format!(
                "---\ntitle: Path\npath: /{}\naliases: [/{long}/]\n---\nLate.\n",
                "deep/".repeat(900)
            ),
        )
        .write(
            "content/articles/tags.md",
            format!(
                "---\ntitle: Tags\ntags: [{long}, \"!!!\", \"..\", \"con\", \"a/b\"]\n---\nLate.\n"
            ),
        );
    same("names-too-long", &site.build().text());
}

#[test]
fn names_of_devices_and_of_letters_that_take_four_bytes() {
    let site = Site::sound();
    let gothic = "\u{10330}".repeat(90);
    site.write("content/con.md", article("Con"))
        .write("content/aux/index.md", article("Aux"))
        .write("content/nul/_index.md", article("Nul"))
        .write("content/nul/prn.md", article("Prn"))
        .write(
            "content/prn/a.md",
            article("In a folder without a page of its own"),
        )
        .write("content/articles/gothic.md", article(&gothic))
        .write(
            "content/articles/slug.md",
            format!("---\ntitle: Slug\nslug: {gothic}\ntags: [{gothic}, con]\n---\nLate.\n"),
        )
        .write(
            &format!("content/{}/_index.md", "\u{10330}".repeat(60)),
            article("Gothic"),
        );
    let told = site.build();
    assert_eq!(told.code, 0, "{}", told.text());
    let pages: Vec<String> = site
        .tree("public")
        .into_keys()
        .filter(|path| path.ends_with("index.html"))
        .map(|path| {
            path.to_string_lossy()
                .replace(&"\u{10330}".repeat(60), "[gothic]")
        })
        .collect();
    same("names-devices", &pages.join("\n"));
}
