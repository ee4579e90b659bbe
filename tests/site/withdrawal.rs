//! What is withdrawn leaves the site for good: nothing of it stays in any file of a site that was built
//! before, and nothing else changes.

use crate::camera::png;
use crate::project::{Project, bytes};
use image::{Rgb, RgbImage};
use std::collections::BTreeMap;
use std::fs;
use std::process::{Command, Output};

/// What the story, its comment and its listing say, and nothing else does.
const MARKS: [&str; 11] = [
    "zq-voice",
    "zq-title",
    "zq-summary",
    "zq-words",
    "zq-author",
    "zq-topic",
    "zq-heading",
    "zq-alt",
    "zq-x",
    "zq-arabic",
    "zq-contact",
];

fn project() -> Project {
    let picture = png(&RgbImage::from_pixel(40, 30, Rgb([200, 90, 30])));
    let story = "---\ntitle: zq-title\ndescription: zq-summary\ndate: 2026-02-01\nauthors: [zq-author]\n\
                 topics: [zq-topic, Sleep]\nslug: the-bridge\naliases: [/old/]\nx_mood: zq-x\nfeatured: true\n\
                 image: { src: lamp.png, alt: zq-alt }\npseudonym: true\n\
                 consent: { given: true, date: 2026-01-31, contact: zq-contact }\n---\n\
                 zq-words and [another](../../articles/other.md). ![zq-alt](lamp.png) ![zq-alt](../shared.png) ![](/also.png)\n\n## zq-heading\n";
    Project::bare()
        .settings("[languages.ar]\ntitle = \"A\"\n[comments]\nenabled = true\nemail = \"us@example.org\"\n[pictures]\nwidths = [16]")
        .with("content/_index.md", "---\ntitle: Home\n---\nWelcome.\n")
        .with("content/stories/bridge/index.md", story)
        .with("content/stories/bridge/index.ar.md", "---\ntitle: zq-arabic\n---\nzq-arabic\n")
        .with("content/stories/bridge/lamp.png", &picture)
        .with("content/stories/bridge/door.png", &picture)
        .with("content/stories/bridge/voice.mp3", "zq-voice")
        .with("content/stories/shared.png", &picture)
        .with("static/also.png", &picture)
        .with("content/articles/other.md", "---\ntitle: Other\ndate: 2026-02-02\ntopics: [Sleep]\n---\nSee [a story](../stories/bridge/index.md). ![Also](/also.png) ![A door](../stories/bridge/door.png)\n")
        .with("comments/stories/bridge/2026-02-03-a.md", "---\nstatus: approved\nauthor: zq-author\n---\nzq-words\n")
}

pub fn run(project: &Project, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_waypost"))
        .current_dir(project.root())
        .args(arguments)
        .env_remove("SOURCE_DATE_EPOCH")
        .output()
        .expect("it runs")
}

pub fn said(output: &Output) -> String {
    let words =
        [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    words.concat()
}

pub fn build(project: &Project) -> BTreeMap<String, Vec<u8>> {
    let done = run(project, &["build", "--date", "2026-03-01"]);
    assert!(done.status.success(), "{}", said(&done));
    bytes(&project.output())
}

fn marks(written: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let mut found = Vec::new();
    for (name, bytes) in written {
        let text = String::from_utf8_lossy(bytes);
        let here = MARKS
            .iter()
            .filter(|mark| text.contains(*mark) || name.contains(*mark));
        found.extend(here.map(|mark| format!("{mark} in {name}")));
    }
    found
}

#[test]
fn nothing_of_a_withdrawn_story_stays_in_a_site_that_was_built() {
    let project = project();
    let before = build(&project);
    for mark in MARKS
        .iter()
        .filter(|mark| **mark != "zq-contact" && **mark != "zq-x")
    {
        assert!(
            marks(&before).iter().any(|found| found.starts_with(mark)),
            "{mark}"
        );
    }
    let sources = bytes(&project.root().join("content"));
    let asked = run(&project, &["withdraw", "bridge", "--date", "2026-03-01"]);
    assert!(asked.status.success());
    assert_eq!(
        bytes(&project.root().join("content")),
        sources,
        "only asked"
    );
    let done = run(
        &project,
        &[
            "withdraw",
            "stories/bridge/index.md",
            "--date",
            "2026-03-01",
            "--yes",
        ],
    );
    assert!(done.status.success(), "{}", said(&done));
    insta::assert_snapshot!(format!("{}\n{}", said(&asked), said(&done)));
    insta::assert_snapshot!(
        fs::read_to_string(project.root().join("content/stories/bridge/index.md")).expect("a file")
    );
    let after = build(&project);
    assert_eq!(marks(&after), Vec::<String>::new());
    let page = String::from_utf8_lossy(&after["stories/the-bridge/index.html"]).into_owned();
    assert!(page.contains("at the wish of the person who wrote it") && page.contains("noindex"));
    assert!(
        after.contains_key("ar/stories/bridge/index.html") && after.contains_key("old/index.html")
    );
    let pictures: Vec<&String> = after
        .keys()
        .filter(|name| name.contains("lamp") || name.contains("shared"))
        .collect();
    assert!(pictures.is_empty(), "{pictures:?}");
    assert!(after.contains_key("also.png"), "another page shows it");
    assert!(
        after.contains_key("stories/the-bridge/door.png"),
        "another page shows it"
    );
    let left: Vec<String> = bytes(&project.root().join("content/stories/bridge"))
        .into_keys()
        .collect();
    assert_eq!(left, ["door.png", "index.ar.md", "index.md"]);
    for list in [
        "sitemap.xml",
        "stories/index.html",
        "index.html",
        "topics/sleep/index.html",
    ] {
        let text = after
            .get(list)
            .map(|bytes| String::from_utf8_lossy(bytes).into_owned());
        assert!(!text.unwrap_or_default().contains("the-bridge"), "{list}");
    }
    let cache = bytes(&project.root().join(".waypost"));
    assert_eq!(marks(&cache), Vec::<String>::new());
    let again = run(&project, &["withdraw", "bridge", "--yes"]);
    assert_eq!(again.status.code(), Some(2), "{}", said(&again));
}

/// Tables of the same two groups, in every way in which tables are written.
fn tables() -> [(&'static str, String); 4] {
    let rest = "kind: book, authors: A, year: 2020, topics: Sleep, url: https://a.example/";
    let entry = |id: &str, name: &str| format!("{{id: {id}, name: {name}, {rest}}}");
    let first = entry("zq-circle", "zq-title");
    let second = entry("other-circle", "Other");
    let quoted = |entry: &str| {
        let parts = entry.trim_matches(['{', '}']).split(", ");
        let parts = parts.filter_map(|part| part.split_once(": "));
        let parts: Vec<String> = parts
            .map(|(key, value)| format!("\"{key}\": \"{value}\""))
            .collect();
        format!("{{{}}}", parts.join(", ").replace("\"2020\"", "2020"))
    };
    let header = "id,name,kind,authors,year,topics,url";
    let row = "book,A,2020,Sleep,https://a.example/";
    let lines = rest.replace(", ", "\n  ");
    let pictured = |entry: &str, id: &str| {
        let image = format!("{{\"image\": {{\"src\": \"{id}.png\", \"alt\": \"A lamp\"}}, ");
        entry.replacen('{', &image, 1)
    };
    let [quoted_first, quoted_second] = [quoted(&first), quoted(&second)];
    let first = pictured(&first, "zq-circle");
    let second = pictured(&second, "other-circle");
    [
        (
            "csv",
            format!("{header}\nother-circle,Other,{row}\nzq-circle,\"zq-title\",{row}\n"),
        ),
        ("yaml", format!("- {first}\n- {second}\n")),
        (
            "yml",
            format!(
                "- id: zq-circle\n  name: zq-title\n  image: {{src: zq-circle.png, alt: A lamp}}\n  {lines}\n- {second}\n"
            ),
        ),
        (
            "json",
            format!(
                "[{}, {}]\n",
                pictured(&quoted_second, "other-circle"),
                pictured(&quoted_first, "zq-circle")
            ),
        ),
    ]
}

#[test]
fn a_row_leaves_its_table_and_its_page_says_that_it_was_withdrawn() {
    let picture = png(&RgbImage::from_pixel(40, 30, Rgb([200, 90, 30])));
    let pictures = |written: &BTreeMap<String, Vec<u8>>, name: &str| {
        let is_it = |path: &&String| path.contains(name) && !path.ends_with(".html");
        written.keys().filter(is_it).count()
    };
    let mut told = String::new();
    for (ending, text) in tables() {
        let table = format!("content/resources/groups.{ending}");
        let project = Project::bare()
            .with("content/resources/_index.md", "---\ntitle: Help\n---\n")
            .with("content/articles/one.md", format!("---\ntitle: One\ndate: 2026-02-01\n---\n[There](../resources/groups.{ending}#zq-circle)\n"))
            .with("content/resources/zq-circle.png", &picture)
            .with("content/resources/other-circle.png", &picture)
            .with(&table, &text);
        let before = build(&project);
        assert!(
            before.contains_key("resources/zq-circle/index.html"),
            "{ending}"
        );
        assert!(pictures(&before, "zq-circle") > 0, "{ending}");
        let done = run(
            &project,
            &["withdraw", "zq-circle", "--date", "2026-03-01", "--yes"],
        );
        assert!(done.status.success(), "{}", said(&done));
        told.push_str(&said(&done));
        let left = fs::read_to_string(project.root().join(&table)).expect("a table");
        assert!(!left.contains("zq-") && left.contains("Other"), "{left}");
        let after = build(&project);
        assert!(after.contains_key("resources/other-circle/index.html"));
        // A sheet has no column for what a picture shows, so its row never showed one.
        let is_left = pictures(&after, "zq-circle") > 0;
        assert_eq!(is_left, ending == "csv", "{:?}", after.keys());
        assert!(pictures(&after, "other-circle") > 0, "{ending}");
        let page = String::from_utf8_lossy(&after["resources/zq-circle/index.html"]).into_owned();
        assert!(page.contains("noindex"), "{page}");
        assert!(!page.contains("zq-title"));
        let again = run(&project, &["withdraw", "zq-circle", "--yes"]);
        assert_eq!(again.status.code(), Some(2));
        let link = String::from_utf8_lossy(&after["articles/one/index.html"]).into_owned();
        assert!(link.contains("/resources/zq-circle/"), "{link}");
    }
    insta::assert_snapshot!(
        told.split_once("\nNow build")
            .map_or("", |(first, _)| first)
    );
}

#[test]
fn what_a_text_that_is_not_read_now_uses_is_not_deleted() {
    let unread = "---\ntitle: [\n---\n";
    let project = project();
    let text = fs::read_to_string(project.root().join("content/stories/bridge/index.md"));
    let text = text.expect("a story");
    let kept = [
        "gone.png",
        "slip.png",
        "wide.png",
        "part/own.png",
        "rest/own.mp3",
    ];
    let wide = "---\ntitle: W\n---\n![W](bridge/wide.png)".encode_utf16();
    let wide: Vec<u8> = wide.flat_map(u16::to_le_bytes).collect();
    let mut project = project
        .with("content/stories/old.md", "---\ntitle: Old\ndate: 2020-01-01\nexpiry_date: 2020-02-01\n---\n![A](bridge/gone.png)\n")
        .with("content/stories/typo.md", format!("{unread}![A](./bridge/slip.png)\n"))
        .with("content/stories/wide.md", &wide)
        .with("content/stories/bridge/part/index.md", unread)
        .with("content/stories/bridge/rest/_index.md", unread)
        .with("content/stories/bridge/index.md", text.replace("(lamp.png)", "(lamp.png) ![B](gone.png)"));
    for name in kept {
        project = project.with(&format!("content/stories/bridge/{name}"), name);
    }
    let done = run(&project, &["withdraw", "stories/bridge/index.md", "--yes"]);
    assert!(done.status.success(), "{}", said(&done));
    let left = bytes(&project.root().join("content/stories/bridge"));
    for name in kept {
        assert!(left.contains_key(name), "{name} of {:?}", left.keys());
    }
    assert!(!left.contains_key("voice.mp3") && !left.contains_key("lamp.png"));
    let told = said(&done);
    for user in ["stories/old.md", "stories/typo.md", "stories/wide.md"] {
        assert!(told.contains(user), "{told}");
    }
}

#[test]
fn help_in_a_crisis_is_not_withdrawn_while_readers_are_sent_there() {
    let line = "---\nname: Night Line\nkind: helpline\nareas: [GB]\nlanguages: [en]\nphone: 116 123\nhours: 24/7\ncost: free\ncrisis: urgent\nverified: { date: 2026-02-01 }\n---\nWe listen.\n";
    let project = Project::bare()
        .settings("country = \"GB\"\n[crisis.GB]\nlistings = [\"night-line\"]")
        .with("content/resources/_index.md", "---\ntitle: Help\n---\n")
        .with("content/resources/night-line.md", line);
    for arguments in [
        &["withdraw", "night-line"][..],
        &["withdraw", "night-line", "--yes"],
    ] {
        let done = run(&project, arguments);
        assert_eq!(done.status.code(), Some(2));
        insta::assert_snapshot!("crisis", said(&done));
    }
    let kept = fs::read_to_string(project.root().join("content/resources/night-line.md"));
    assert_eq!(kept.expect("a file"), line);
    // The same numbers of words, of files and of comments.
    let project = Project::bare()
        .settings("[comments]\nenabled = true\nemail = \"us@example.org\"")
        .with("content/articles/one.md", "---\ntitle: One\n---\n")
        .with(
            "comments/one/2026-02-03-a.md",
            "---\nstatus: rejected\n---\nA\n\n---\n\nb.\n",
        );
    let told = run(&project, &["withdraw", "articles/one"]);
    let comment = run(&project, &["withdraw", "comments/one/2026-02-03-a.md"]);
    insta::assert_snapshot!("one", format!("{}\n{}", said(&told), said(&comment)));
}

#[test]
fn a_comment_leaves_a_word_that_it_was_there() {
    let project = project();
    build(&project);
    let done = run(
        &project,
        &[
            "withdraw",
            "comments/stories/bridge/2026-02-03-a.md",
            "--date",
            "2026-03-01",
            "--yes",
        ],
    );
    assert!(done.status.success(), "{}", said(&done));
    let text = fs::read_to_string(
        project
            .root()
            .join("comments/stories/bridge/2026-02-03-a.md"),
    );
    assert_eq!(
        text.expect("a file"),
        "---\nwithdrawn: 2026-03-01\nstatus: approved\ndate: 2026-02-03\n---\n"
    );
    let page = build(&project)
        .remove("stories/the-bridge/index.html")
        .expect("a page");
    assert!(String::from_utf8_lossy(&page).contains("This comment was withdrawn"));
}

#[test]
fn a_hand_that_only_writes_the_word_withdraws_as_well_in_every_language() {
    let project = project();
    let path = "content/stories/bridge/index.ar.md";
    let other = "---\ntitle: Other\ndate: 2026-02-02\n---\nText.\n";
    project.write("content/articles/other.md", other);
    project.write(
        path,
        "---\ntitle: zq-arabic\nwithdrawn: 2026-03-01\n---\nzq-arabic\n",
    );
    assert_eq!(marks(&build(&project)), Vec::<String>::new());
}

#[test]
fn a_link_to_a_heading_that_is_gone_stops_no_build() {
    let withdrawn = "---\ntitle: A\nwithdrawn: 2026-02-01\n---\n";
    let link = "---\ntitle: B\n---\n[There](a.md#gone)\n";
    Project::bare()
        .with("content/articles/a.md", withdrawn)
        .with("content/articles/b.md", link)
        .fine();
}

#[test]
fn a_menu_that_leads_there_is_named() {
    let menu = "[[menus.main]]\nlabel = \"Hers\"\nto = \"articles/the-bridge.md\"";
    let story = "---\ntitle: A night\n---\nWords.\n";
    let project = Project::bare()
        .settings(menu)
        .with("content/articles/the-bridge.md", story);
    let told = said(&run(&project, &["withdraw", "the-bridge"]));
    assert!(told.contains("waypost.toml"), "{told}");
}

#[test]
fn what_no_file_of_its_own_has_is_refused_and_a_slip_is_named() {
    let project = project()
        .with(
            "content/organizations/us.md",
            "---\nname: Us\nsummary: We.\nurl: https://example.org/\n---\n",
        )
        .with("content/stories/_index.md", "---\ntitle: Stories\n---\n")
        .with(
            "content/articles/bridge.md",
            "---\ntitle: Another\ndate: 2026-02-02\n---\nText.\n",
        );
    let mut told = String::new();
    for id in [
        "stories/brige",
        "bridge",
        "stories/_index.md",
        "organizations/us",
        "comments/stories/bridge/2026-02-03-b",
    ] {
        let done = run(&project, &["withdraw", id, "--yes"]);
        assert_eq!(done.status.code(), Some(2));
        told.push_str(&format!("{id}\n{}\n", said(&done)));
    }
    insta::assert_snapshot!(told);
}
