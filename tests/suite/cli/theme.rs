//! `waypost theme`.

use super::*;

/// What is said, without the folder of this run and how long it took.
fn told(folder: &Path, calls: &[&[&str]]) -> String {
    let told = calls.iter().map(|arguments| run(folder, arguments));
    let told = told.collect::<Vec<_>>().join("\n");
    let told = told.replace(&folder.display().to_string(), "SITE");
    let lines = told
        .lines()
        .filter(|line| !line.starts_with("Read 1 article"));
    lines.map(|line| format!("{line}\n")).collect()
}

/// What a list says, without the many files that nobody has touched.
fn in_short(list: &str) -> String {
    let is_plain = |line: &str| {
        let folders = ["  assets/", "  i18n/", "  templates/"];
        let is_file = folders.iter().any(|start| line.starts_with(start));
        is_file && (!line.contains('(') || line.ends_with("(from default)"))
    };
    let lines = list.lines().filter(|line| !is_plain(line));
    lines.map(|line| format!("{line}\n")).collect()
}

fn choose(folder: &Path, theme: &str) {
    let path = folder.join("waypost.toml");
    let settings = fs::read_to_string(&path).expect("settings");
    fs::write(&path, format!("theme = \"{theme}\"\n{settings}")).expect("written");
}

#[test]
fn a_new_theme_is_begun_listed_and_used() {
    let site = site();
    let begun = told(
        site.path(),
        &[
            &["theme", "new", "night-garden"],
            &["theme", "new", "night-garden"],
            &["theme", "new", "Night Garden"],
            &["theme", "new", "default"],
            &["theme", "new", "site"],
            &["theme", "new", "../up"],
        ],
    );
    insta::assert_snapshot!(begun);
    choose(site.path(), "night-garden");
    insta::assert_snapshot!(told(site.path(), &[&["check"]]));
    run(site.path(), &["theme", "eject", "parts/footer.html"]);
    let listed = run(site.path(), &["theme", "list"]);
    insta::assert_snapshot!(in_short(&listed));
    assert!(
        listed.contains("  assets/main.css   (from default)"),
        "{listed}"
    );
}

#[test]
fn a_file_is_taken_over_from_the_theme_that_is_in_use() {
    let site = site();
    choose(site.path(), "lantern");
    let told = told(
        site.path(),
        &[
            &["theme", "eject", "parts/header.html"],
            &["theme", "eject", "templates/parts/header.html"],
            &["theme", "eject", "parts/haeder.html"],
            &["theme", "eject", "nothing/like/it"],
        ],
    );
    insta::assert_snapshot!(told);
    let ejected = fs::read_to_string(site.path().join("templates/parts/header.html"));
    assert!(ejected.expect("it is there").contains("rail"));
}

#[test]
fn a_theme_that_is_not_there_is_told_with_those_that_are() {
    let site = site();
    choose(site.path(), "lantren");
    let near = told(site.path(), &[&["check"]]);
    choose_again(site.path(), "lantren", "winter");
    let far = told(site.path(), &[&["check"]]);
    insta::assert_snapshot!(format!("{near}\n{far}"));
}

fn choose_again(folder: &Path, before: &str, theme: &str) {
    let path = folder.join("waypost.toml");
    let settings = fs::read_to_string(&path).expect("settings");
    fs::write(&path, settings.replacen(before, theme, 1)).expect("written");
}

#[test]
fn programs_are_told_of_themes_as_well() {
    let folder = folder();
    let json = waypost(folder.path())
        .args(["theme", "list", "--format", "json"])
        .output()
        .expect("it runs");
    let json: serde_json::Value = serde_json::from_slice(&json.stdout).expect("JSON");
    let names: Vec<_> = json["themes"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|theme| &theme["name"])
        .collect();
    assert_eq!(names, ["default", "lantern"]);
    assert!(
        json["files"]
            .as_array()
            .is_some_and(|files| files.len() > 30)
    );
}
