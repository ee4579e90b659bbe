//! `waypost init`: a new site, or nothing at all.

use super::*;

#[test]
fn a_new_site_is_whole_and_reads_without_a_fault() {
    let folder = folder();
    insta::assert_snapshot!(run(
        folder.path(),
        &[
            "init",
            "deep/my-site",
            "--title",
            "Ros's \"Harbour\": %TODAY% \\ مرفأ"
        ]
    ));
    let site = folder.path().join("deep/my-site");
    insta::assert_snapshot!(tree(&site).join("\n"));
    for file in tree(&site) {
        let text = fs::read_to_string(site.join(&file)).expect("it can be read");
        assert!(
            !text.contains("%LANGUAGE%") && !text.contains("%TITLE%"),
            "{file}"
        );
        if file.starts_with("content/") {
            let (node, faults) = front_matter(&text);
            assert_eq!(faults, [], "{file}");
            assert!(node.get("title").or(node.get("name")).is_some(), "{file}");
        }
    }
    let config = fs::read_to_string(site.join("waypost.toml")).expect("it can be read");
    let mut sink = Sink::new();
    let config = read_toml(&config, &SourcePath::named("waypost.toml"), 0, &mut sink);
    assert!(sink.is_empty());
    let title = "Ros's \"Harbour\": %TODAY% \\ مرفأ";
    assert_eq!(config.get("title").and_then(Node::scalar), Some(title));
    let home = fs::read_to_string(site.join("content/_index.md")).expect("it can be read");
    let (home, _) = front_matter(&home);
    assert_eq!(home.get("title").and_then(Node::scalar), Some(title));
}

#[test]
fn links_of_the_new_site_lead_to_files_that_are_there() {
    let site = site();
    for file in tree(site.path())
        .iter()
        .filter(|file| file.starts_with("content/"))
    {
        let text = fs::read_to_string(site.path().join(file)).expect("it can be read");
        let path = SourcePath::parse(file).expect("a path");
        let targets = text
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split(')').next());
        for target in targets.filter(|target| !target.contains(':')) {
            let target = path.follow(target).expect("it stays in the site");
            assert!(
                site.path().join(&target).is_file(),
                "{file} links to {target}"
            );
        }
    }
}

#[test]
fn all_eight_kinds_of_listings_are_shown_by_example() {
    let site = site();
    let mut kinds: Vec<String> = tree(&site.path().join("content/resources"))
        .iter()
        .filter(|file| *file != "_index.md")
        .map(|file| {
            let path = site.path().join("content/resources").join(file);
            let (node, _) = front_matter(&fs::read_to_string(path).expect("it can be read"));
            node.get("kind")
                .and_then(Node::scalar)
                .expect("a kind")
                .to_owned()
        })
        .collect();
    kinds.sort();
    assert_eq!(
        kinds,
        [
            "app",
            "book",
            "event",
            "group",
            "helpline",
            "online-community",
            "service",
            "training"
        ]
    );
}

#[test]
fn no_example_goes_on_for_ever_and_none_is_wrong_years_later() {
    let site = site();
    for (file, first) in [
        ("listening-course", "2026-04-01"),
        ("spring-walk", "2026-03-29"),
    ] {
        let path = site.path().join(format!("content/resources/{file}.md"));
        let text = fs::read_to_string(path).expect("it can be read");
        let (node, _) = front_matter(&text);
        let part = |name: &str| node.get("schedule")?.get(name)?.scalar();
        assert_eq!(
            (part("start"), part("count")),
            (Some(first), Some("6")),
            "{file}"
        );
    }
    for day in [
        "2026-03-01",
        "2026-04-15",
        "2026-12-31",
        "2028-02-29",
        "2036-01-01",
    ] {
        let told = run(site.path(), &["check", "--date", day]);
        assert!(
            told.contains("exit 0") && !told.contains("error["),
            "{told}"
        );
        // That it is an example is told as long as it is one.
        assert!(told.contains("config/starter"), "{told}");
    }
}

#[test]
fn a_language_is_written_into_the_settings() {
    let folder = folder();
    let told = run(folder.path(), &["init", "x", "--language", "pt_br"]);
    assert!(
        told.contains("write over them in your own language"),
        "{told}"
    );
    let config = fs::read_to_string(folder.path().join("x/waypost.toml")).expect("read");
    assert!(config.contains("language = \"pt-BR\"\n"), "{config}");
}

#[test]
fn what_a_forge_puts_into_a_new_repository_stays_as_it_is() {
    let folder = folder();
    fs::create_dir(folder.path().join(".git")).expect("made");
    for name in ["README.md", "LICENSE-MIT", ".gitignore"] {
        fs::write(folder.path().join(name), "mine").expect("written");
    }
    insta::assert_snapshot!(run(folder.path(), &["init", "."]));
    for name in ["README.md", "LICENSE-MIT", ".gitignore"] {
        let text = fs::read_to_string(folder.path().join(name)).expect("read");
        assert_eq!(text, "mine", "{name}");
    }
    assert!(folder.path().join("VOLUNTEERS.md").is_file());
}

#[test]
fn a_folder_that_holds_anything_else_is_left_alone() {
    let folder = folder();
    fs::create_dir(folder.path().join("photos")).expect("made");
    fs::write(folder.path().join("photos/thesis.doc"), "years of work").expect("written");
    let photos = run(folder.path(), &["init", "photos"]);
    let file = run(folder.path(), &["init", "photos/thesis.doc"]);
    insta::assert_snapshot!(format!("{photos}\n{file}"));
    assert_eq!(tree(folder.path()), ["photos/thesis.doc"]);
}

#[test]
fn a_site_is_not_made_over_a_site() {
    let site = site();
    let before = tree(site.path());
    insta::assert_snapshot!(run(site.path(), &["init", "."]));
    assert_eq!(tree(site.path()), before);
}

#[test]
fn an_empty_title_is_refused() {
    let folder = folder();
    insta::assert_snapshot!(run(folder.path(), &["init", "x", "--title", " \t "]));
    assert!(tree(folder.path()).is_empty());
}
