//! `waypost new`: odd titles, safe names, and nothing overwritten.

use super::*;

/// Makes one entry and gives back its path and its title, as a program would read them.
fn make(site: &Path, arguments: &[&str]) -> (String, String) {
    let output = waypost(site)
        .args(["--format", "json", "new"])
        .args(arguments)
        .output()
        .expect("it runs");
    assert!(output.status.success(), "{arguments:?}: {output:?}");
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let path = answer["created"][0].as_str().expect("a path").to_owned();
    let text = fs::read_to_string(site.join(&path)).expect("it was written");
    let (node, faults) = front_matter(&text);
    assert_eq!(faults, [], "{text}");
    let title = node
        .get("title")
        .or(node.get("name"))
        .and_then(Node::scalar);
    (path, title.expect("a title").to_owned())
}

#[test]
fn odd_titles_come_back_as_they_were_under_safe_names() {
    let site = site();
    let long = "Über lange Abende ".repeat(17);
    let long = long.trim();
    let mut told = String::new();
    for title in [
        "The first evening",
        "Hope: a start",
        "She said \"no\" & meant C:\\no",
        "it's #1 - really? yes!",
        "true",
        "2026-03-01",
        "[draft] {x}",
        "أول مساء",
        "पहली शाम",
        "夜が長いとき",
        "🫖🌧️",
        "../../etc/passwd",
        "..\\x",
        "Con",
        "Index",
        "_nul_",
        "%TODAY% of %LANGUAGE%",
        "two\nlines\tand\u{7} more",
        "\u{feff}mark and \u{202e}turn",
        long,
    ] {
        let (path, read) = make(site.path(), &["article", title]);
        if !title.contains(char::is_control) {
            assert_eq!(read, title);
        }
        told.push_str(&format!("{title:?}\n  {path}\n"));
    }
    insta::assert_snapshot!(told);
}

#[test]
fn every_kind_of_listing_is_a_draft_that_says_what_it_needs() {
    let site = site();
    for kind in [
        "helpline",
        "group",
        "service",
        "event",
        "training",
        "online-community",
        "app",
        "book",
    ] {
        let (path, name) = make(site.path(), &["listing", kind, "Kettle & Co: \"tea\""]);
        assert_eq!(name, "Kettle & Co: \"tea\"");
        let text = fs::read_to_string(site.path().join(&path)).expect("read");
        let (node, _) = front_matter(&text);
        assert_eq!(node.get("kind").and_then(Node::scalar), Some(kind));
        assert_eq!(node.get("draft").and_then(Node::scalar), Some("true"));
        assert!(
            node.get("verified").is_none(),
            "{kind}: a person must fill this in"
        );
        fs::remove_file(site.path().join(&path)).expect("removed");
    }
}

#[test]
fn names_of_listings_have_the_form_of_ids() {
    let site = site();
    let path = |title: &str| make(site.path(), &["listing", "group", title]).0;
    assert_eq!(path("خط الليل"), "content/resources/group-1.md");
    assert_eq!(path("مجموعة الشاي"), "content/resources/group-2.md");
    assert_eq!(path("Café Müller"), "content/resources/cafe-muller.md");
    let long = path("A group for everyone who has ever waited for a bus in the rain and liked it");
    assert_eq!(
        long,
        "content/resources/a-group-for-everyone-who-has-ever-waited-for-a-bus-in-the-rain.md"
    );
    insta::assert_snapshot!(run(
        site.path(),
        &["new", "listing", "group", &"long ".repeat(30)]
    ));
}

#[test]
fn what_is_written_explains_each_line() {
    let site = site();
    let mut told = run(site.path(), &["new", "article", "The first evening"]);
    told.push_str(&run(
        site.path(),
        &["new", "listing", "group", "Tuesday Tea Two"],
    ));
    for file in [
        "articles/the-first-evening.md",
        "resources/tuesday-tea-two.md",
    ] {
        let text = fs::read_to_string(site.path().join("content").join(file)).expect("read");
        told.push_str(&format!("\n--- {file}\n{text}"));
    }
    insta::assert_snapshot!(told);
}

#[test]
fn nothing_is_ever_overwritten() {
    let site = site();
    let told = [
        &["new", "listing", "group", "Tuesday Tea"][..],
        &["new", "page", "About"],
        &["new", "article", "First meeting", "--bundle"],
        &["new", "page", "Articles"],
    ]
    .map(|arguments| run(site.path(), arguments))
    .join("\n");
    insta::assert_snapshot!(told);
    let about = fs::read_to_string(site.path().join("content/about.md")).expect("read");
    assert!(about.contains("title: About us"));
}

#[test]
fn a_bundle_is_a_folder_and_translations_stand_beside_their_original() {
    let site = site();
    let path = |arguments: &[&str]| make(site.path(), arguments).0;
    assert_eq!(
        path(&["article", "A walk", "--bundle"]),
        "content/articles/a-walk/index.md"
    );
    let taken = run(site.path(), &["new", "article", "A walk"]);
    assert!(
        taken.contains("`content/articles/a-walk/index.md` is already there"),
        "{taken}"
    );
    assert_eq!(
        path(&["article", "نزهة", "--lang", "ar", "--name", "a-walk"]),
        "content/articles/a-walk/index.ar.md"
    );
    assert_eq!(
        path(&["page", "من نحن", "--lang", "ar", "--name", "about"]),
        "content/about.ar.md"
    );
    assert_eq!(
        path(&["page", "In English", "--lang", "en"]),
        "content/in-english.md"
    );
    insta::assert_snapshot!(run(
        site.path(),
        &["new", "page", "Amdanom ni", "--lang", "cy"]
    ));
}

#[test]
fn a_section_that_is_not_there_or_does_not_fit_is_named_with_those_that_are() {
    let site = site();
    let before = tree(site.path());
    let told = [
        &["new", "article", "x", "--section", "artcles"][..],
        &["new", "article", "x", "--section", "resources"],
        &["new", "article", "x", "--section", "../elsewhere"],
        &["new", "page", "x", "--section", "articles"],
        &["new", "page", "x", "--name", "My Page.md"],
        &["new", "page", "x", "--name", "../x"],
        &["new", "page", "  "],
    ]
    .map(|arguments| run(site.path(), arguments))
    .join("\n");
    insta::assert_snapshot!(told);
    assert_eq!(tree(site.path()), before);
}

#[test]
fn sections_of_other_names_are_found_by_what_they_hold() {
    let site = site();
    let content = site.path().join("content");
    fs::rename(content.join("articles"), content.join("voices")).expect("renamed");
    fs::write(
        content.join("voices/_index.md"),
        "---\ntitle: Voices\nkind: articles\n---\n",
    )
    .expect("written");
    let (path, _) = make(site.path(), &["article", "Found"]);
    assert_eq!(path, "content/voices/found.md");
    fs::create_dir(content.join("voices/north")).expect("made");
    let (path, _) = make(
        site.path(),
        &["article", "Below", "--section", "content/voices/north/"],
    );
    assert_eq!(path, "content/voices/north/below.md");
}

#[test]
fn the_site_is_found_from_a_folder_inside_it_and_by_root() {
    let site = site();
    insta::assert_snapshot!(
        run(
            &site.path().join("content/articles"),
            &["new", "page", "Deep"]
        )
        .replace(
            &site
                .path()
                .canonicalize()
                .expect("it is there")
                .display()
                .to_string(),
            "SITE"
        )
    );
    assert!(site.path().join("content/deep.md").is_file());
    let elsewhere = folder();
    let root = site.path().to_str().expect("UTF-8");
    waypost(elsewhere.path())
        .args(["--root", root, "new", "page", "From afar"])
        .assert()
        .success();
    assert!(site.path().join("content/from-afar.md").is_file());
}

#[test]
fn today_is_today_where_the_site_is() {
    let site = site();
    let config = site.path().join("waypost.toml");
    let text = fs::read_to_string(&config).expect("read");
    // Noon in UTC is the next day on Kiritimati.
    fs::write(&config, text.replace("Europe/London", "Pacific/Kiritimati")).expect("written");
    let (path, _) = make(site.path(), &["article", "Tomorrow"]);
    let text = fs::read_to_string(site.path().join(path)).expect("read");
    assert!(text.contains("date: 2026-03-02\n"), "{text}");
}

#[test]
fn what_is_no_kind_of_listing_is_told_apart() {
    let site = site();
    for (typed, right) in [
        ("organization", "new organization"),
        ("Organisation", "new organization"),
        ("article", "new article"),
        ("page", "new page"),
    ] {
        let told = run(site.path(), &["new", "listing", typed, "Harbour House"]);
        assert!(told.contains("exit 2") && told.contains(right), "{told}");
        assert!(!told.contains("training"), "{told}");
    }
    let told = run(site.path(), &["new", "listing", "grup", "Tea"]);
    assert!(told.contains("group"), "{told}");
}

#[test]
fn a_story_waits_for_the_consent_of_its_teller() {
    let site = site();
    let told = run(site.path(), &["new", "story", "The night I called"]);
    let again = run(site.path(), &["new", "story", "The night I called"]);
    let path = site.path().join("content/stories/the-night-i-called.md");
    let text = fs::read_to_string(&path).expect("it was written");
    insta::assert_snapshot!(format!("{told}\n{again}\n{text}"));
    let check = |text: &str| {
        fs::write(&path, text).expect("written");
        run(site.path(), &["check"])
    };
    let draft = check(&text);
    assert!(
        draft.contains("exit 0") && draft.contains("1 draft"),
        "{draft}"
    );
    let too_soon = text.replace("draft: true", "");
    assert!(check(&too_soon).contains("error[story/consent]"));
    let agreed = too_soon.replace(
        "given: false\n  date:\n  contact:",
        "given: true\n  date: 2026-02-01\n  contact: card 12",
    ) + "I called.\n";
    let fine = check(&agreed);
    assert!(
        fine.contains("exit 0") && !fine.contains("story/"),
        "{fine}"
    );
    // In any other folder it is a story just the same.
    run(
        site.path(),
        &["new", "story", "Elsewhere", "--section", "articles"],
    );
    let path = site.path().join("content/articles/elsewhere.md");
    let text = fs::read_to_string(&path).expect("it was written");
    fs::write(&path, text.replace("draft: true", "")).expect("written");
    assert!(run(site.path(), &["check"]).contains("error[story/consent]"));
}
