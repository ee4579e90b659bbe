//! Titles and names in any script.

use crate::project::Project;
use std::collections::BTreeSet;
use waypost::outputs::Job;

/// Title, and the address that its file name gives.
const TITLES: [(&str, &str); 10] = [
    ("أول مساء بعد الفقد", "أول-مساء-بعد-الفقد"),
    ("दुःख में साथ", "दुःख-में-साथ"),
    ("Перший вечір: що сказати?", "перший-вечір-що-сказати"),
    ("Übergänge & Abschiede – groß", "ubergange-abschiede-gross"),
    ("第一個晚上", "第一個晚上"),
    ("L’été, déjà", "lete-deja"),
    ("İlk gece", "ilk-gece"),
    ("ความเศร้า", "ความเศร้า"),
    ("처음 밤", "처음-밤"),
    ("Ça va? Ok!", "ca-va-ok"),
];

#[test]
fn every_script_makes_readable_addresses() {
    let mut project = Project::plain();
    for (title, _) in TITLES {
        let name = title.replace('?', "");
        project = project.with(
            &format!("content/articles/{name}.md"),
            format!("---\ntitle: \"{title}\"\n---\n"),
        );
    }
    let made = project.fine();
    for (title, slug) in TITLES {
        let page = made.text(&format!("articles/{slug}/index.html"));
        assert!(
            page.contains(&format!("\"{}\"", title.replace('&', "&amp;"))),
            "{title}"
        );
    }
    let arabic = made.text("articles/أول-مساء-بعد-الفقد/index.html");
    assert!(
        arabic.starts_with("article /articles/%D8%A3%D9%88%D9%84-"),
        "{arabic}"
    );
}

#[test]
fn names_without_letters_have_addresses_too() {
    let made = Project::plain()
        .with("content/articles/🌧️.md", "---\ntitle: 🌧️\n---\n")
        .with("content/articles/🌻🌻.md", "---\ntitle: 🌻🌻\n---\n")
        .fine();
    let pages = made.paths("/index.html");
    let ours: BTreeSet<&&str> = pages
        .iter()
        .filter(|path| path.starts_with("articles/") && path.matches('/').count() == 2)
        .collect();
    assert_eq!(ours.len(), 2, "{pages:?}");
    assert!(ours.iter().all(|path| path.is_ascii()), "{ours:?}");
}

#[test]
fn very_long_words_stay_within_what_disks_take() {
    let long = "𠀀".repeat(90);
    let made = Project::plain()
        .with(
            "content/a.md",
            format!("---\ntitle: A\nslug: {long}\ntags: [{long}]\n---\n## {long}\n"),
        )
        .make();
    assert_eq!(made.told(), "");
    assert_eq!(
        made.paths(".html")
            .iter()
            .filter(|path| path.starts_with('𠀀'))
            .count(),
        1
    );
    assert_eq!(
        made.paths(".html")
            .iter()
            .filter(|path| path.starts_with("tags/𠀀"))
            .count(),
        1
    );
}

#[test]
fn headings_have_ids_in_their_own_script_and_never_twice() {
    let text = "## أول مساء\n## أول مساء\n## दुःख\n## Перший вечір\n## Straße\n## 🌧️\n## 🌧️\n## 第一\n## ~Same~ *same*\n## Same same\n## Own {#same-same-1}\n## Same same\n";
    let made = Project::plain()
        .with("content/a.md", format!("---\ntitle: A\n---\n{text}"))
        .make();
    assert_eq!(made.told(), "");
    let page = made.text("a/index.html");
    let ids: Vec<&str> = page
        .split("<h2 id=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    let unique: BTreeSet<&&str> = ids.iter().collect();
    assert_eq!((ids.len(), unique.len()), (12, 12), "{ids:?}");
    insta::assert_snapshot!(ids.join("\n"));
}

#[test]
fn slug_and_path_say_otherwise() {
    let made = Project::plain()
        .with(
            "content/articles/long-name.md",
            "---\ntitle: A\nslug: \"Kurzer Weg\"\n---\n",
        )
        .with(
            "content/articles/other.md",
            "---\ntitle: B\npath: /join/us/\n---\n",
        )
        .with(
            "content/articles/plain.md",
            "---\ntitle: C\npath: /join.html\n---\n",
        )
        .fine();
    for path in [
        "articles/kurzer-weg/index.html",
        "join/us/index.html",
        "join.html",
    ] {
        assert!(made.has(path), "{path}");
    }
    assert!(!made.has("articles/long-name/index.html"));
    let jobs = made.revision.plan.iter();
    assert!(
        jobs.filter(|planned| matches!(planned.job, Job::Page(_)))
            .count()
            > 3
    );
}
