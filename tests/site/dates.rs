//! What is published on which day.

use crate::project::Project;

fn entries() -> Project {
    Project::plain()
        .with(
            "content/articles/2026-02-10-by-name.md",
            "---\ntitle: By name\n---\n",
        )
        .with(
            "content/articles/2026-02-11_own.md",
            "---\ntitle: Own\ndate: 2026-02-12\n---\n",
        )
        .with(
            "content/articles/timed.md",
            "---\ntitle: Timed\ndate: 2026-02-13 18:30\n---\n",
        )
        .with(
            "content/articles/abroad.md",
            "---\ntitle: Abroad\ndate: 2026-02-14T18:30:00+05:30\n---\n",
        )
        .with(
            "content/articles/draft.md",
            "---\ntitle: Draft\ndate: 2026-02-01\ndraft: true\n---\n",
        )
        .with(
            "content/articles/today.md",
            "---\ntitle: Today\ndate: 2026-03-01 23:59\n---\n",
        )
        .with(
            "content/articles/tomorrow.md",
            "---\ntitle: Tomorrow\ndate: 2026-03-02\n---\n",
        )
        .with(
            "content/articles/held.md",
            "---\ntitle: Held\ndate: 2026-02-01\npublish_date: 2026-03-05\n---\n",
        )
        .with(
            "content/articles/early.md",
            "---\ntitle: Early\ndate: 2026-04-01\npublish_date: 2026-02-01\n---\n",
        )
        .with(
            "content/articles/over.md",
            "---\ntitle: Over\ndate: 2026-01-01\nexpiry_date: 2026-02-28\n---\n",
        )
        .with(
            "content/articles/last-day.md",
            "---\ntitle: Last day\ndate: 2026-01-01\nexpiry_date: 2026-03-01\n---\n",
        )
}

fn titles(project: &Project) -> Vec<String> {
    let made = project.fine();
    let list = made.text("articles/index.html").lines();
    let titles =
        list.filter_map(|line| Some(line.strip_prefix("- ")?.split('"').nth(1)?.to_owned()));
    titles.collect()
}

#[test]
fn drafts_and_what_is_not_of_this_day_are_left_out() {
    let project = entries();
    let usual = [
        "Early", "Today", "Abroad", "Timed", "Own", "By name", "Last day",
    ];
    assert_eq!(titles(&project), usual);
    let made = project.make();
    let left_out = &made.revision.making.world.site.left_out;
    assert_eq!(left_out.drafts, ["content/articles/draft.md"]);
    let future = ["content/articles/held.md", "content/articles/tomorrow.md"];
    assert_eq!(left_out.future, future);
    assert_eq!(left_out.expired, ["content/articles/over.md"]);
    for name in ["draft", "held", "tomorrow", "over"] {
        assert!(!made.has(&format!("articles/{name}/index.html")), "{name}");
        for (path, bytes) in &made.outputs {
            let text = String::from_utf8_lossy(bytes);
            assert!(
                !text.contains(&format!("/articles/{name}/")),
                "{name} in {path}"
            );
        }
    }
}

#[test]
fn a_build_can_be_asked_for_more_or_for_another_day() {
    assert!(titles(&entries().drafts()).contains(&"Draft".to_owned()));
    let future = titles(&entries().future());
    assert!(future.contains(&"Tomorrow".to_owned()) && future.contains(&"Held".to_owned()));
    assert!(!future.contains(&"Draft".to_owned()) && !future.contains(&"Over".to_owned()));
    let later = titles(&entries().on("2026-03-05"));
    assert!(later.contains(&"Held".to_owned()) && !later.contains(&"Last day".to_owned()));
    let earlier = titles(&entries().on("2026-02-11"));
    assert_eq!(earlier, ["Early", "By name", "Last day", "Over"]);
}

#[test]
fn dates_reach_templates_as_they_were_written() {
    let made = entries().fine();
    let date = |path: &str| {
        let text = made.text(path);
        let line = text.lines().find_map(|line| line.strip_prefix("date "));
        line.expect("a date").to_owned()
    };
    assert_eq!(date("articles/by-name/index.html"), "2026-02-10");
    assert_eq!(date("articles/own/index.html"), "2026-02-12");
    assert_eq!(date("articles/timed/index.html"), "2026-02-13T18:30:00");
    assert_eq!(
        date("articles/abroad/index.html"),
        "2026-02-14T18:30:00+05:30"
    );
}

#[test]
fn a_date_that_is_none_is_told_where_it_stands() {
    let made = Project::plain()
        .with(
            "content/articles/x.md",
            "---\ntitle: X\ndate: 1st of May\nexpiry_date: 2026-02-30\n---\n",
        )
        .make();
    assert_eq!(made.codes(), ["field/type", "field/type"]);
    assert_eq!(made.pointed_at("field/type"), ["1st of May", "2026-02-30"]);
}

#[test]
fn a_hidden_listing_hides_its_translations() {
    let project = |front: &str| {
        let listing = format!(
            "---\nkind: group\nname: Tea\nlocation: Hall\nareas: GB\ntopics: [Loss]\nschedule: Tuesdays 19:00\nattendance: in-person\nopen_to: everyone\nverified: {{date: 2026-01-01, by: Ada}}\n{front}---\n"
        );
        Project::plain()
            .settings("[languages.ar]\ntitle = \"ar\"")
            .with("content/resources/tea.md", listing)
            .with("content/resources/tea.ar.md", "---\nname: شاي\n---\n")
    };
    let shown = project("").make();
    assert!(shown.has("resources/tea/index.html") && shown.has("ar/resources/tea/index.html"));
    for hidden in [
        "draft: true\n",
        "publish_date: 2026-05-01\n",
        "expiry_date: 2026-02-01\n",
    ] {
        let made = project(hidden).make();
        assert_eq!(made.paths("tea/index.html"), [""; 0], "{hidden}");
        let left_out = &made.revision.making.world.site.left_out;
        let all = [&left_out.drafts, &left_out.future, &left_out.expired];
        assert_eq!(
            all.iter().map(|list| list.len()).sum::<usize>(),
            2,
            "{hidden}"
        );
    }
}
