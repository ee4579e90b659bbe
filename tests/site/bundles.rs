//! Entries in folders of their own, and the files beside entries.

use crate::project::{Project, suite};
use std::fs;

fn dot() -> Vec<u8> {
    fs::read(suite("front/content/dot.gif")).expect("a picture")
}

#[test]
fn pictures_go_where_their_page_goes() {
    let project = Project::plain()
        .settings("[languages.ar]\ntitle = \"ar\"")
        .with(
            "content/articles/walk/index.md",
            "---\ntitle: Walk\n---\n![A dot](dot.gif) ![Deep](more/dot.gif)\n",
        )
        .with(
            "content/articles/walk/index.ar.md",
            "---\ntitle: مشي\n---\n![نقطة](dot.gif)\n",
        )
        .with("content/articles/walk/dot.gif", dot())
        .with("content/articles/walk/more/dot.gif", dot())
        .with(
            "content/articles/moved/index.md",
            "---\ntitle: Moved\nslug: elsewhere\n---\n![A dot](dot.gif)\n",
        )
        .with("content/articles/moved/dot.gif", dot())
        .with(
            "content/articles/beside.md",
            "---\ntitle: Beside\n---\n![A dot](dot.gif)\n",
        )
        .with("content/articles/dot.gif", dot());
    let made = project.make();
    assert_eq!(made.told(), "");
    let copies = [
        "articles/dot.gif",
        "articles/elsewhere/dot.gif",
        "articles/walk/dot.gif",
        "articles/walk/more/dot.gif",
    ];
    assert_eq!(made.paths(".gif"), copies);
    let pictures: Vec<&str> = [
        "articles/walk/",
        "ar/articles/walk/",
        "articles/elsewhere/",
        "articles/beside/",
    ]
    .iter()
    .map(|folder| made.text(&format!("{folder}index.html")))
    .collect();
    insta::assert_snapshot!(pictures.join("\n"));
}

#[test]
fn a_bundle_whose_address_is_a_file_keeps_its_pictures() {
    let made = Project::plain()
        .with(
            "content/join/index.md",
            "---\ntitle: Join\npath: /join.html\n---\n![A dot](dot.gif)\n",
        )
        .with("content/join/dot.gif", dot())
        .make();
    assert_eq!(made.told(), "");
    let picture = made.paths(".gif")[0];
    assert!(
        made.text("join.html")
            .contains(&format!("src=\"/{picture}\""))
    );
    assert!(!picture.contains(".html"), "{picture}");
}

#[test]
fn files_beside_a_hidden_entry_are_hidden() {
    let front = ["draft: true", "date: 2027-01-01", "expiry_date: 2026-01-01"];
    for front in front {
        let made = Project::plain()
            .with(
                "content/articles/secret/index.md",
                format!("---\ntitle: Secret\n{front}\n---\n![A dot](dot.gif)\n"),
            )
            .with("content/articles/secret/dot.gif", dot())
            .with("content/articles/secret/more/deep.pdf", "%PDF")
            .with("content/articles/open/index.md", "---\ntitle: Open\n---\n")
            .with("content/articles/open/dot.gif", dot())
            .make();
        assert_eq!(made.told(), "", "{front}");
        assert_eq!(made.paths(".gif"), ["articles/open/dot.gif"], "{front}");
        assert_eq!(made.paths(".pdf"), [""; 0], "{front}");
    }
    let shown = Project::plain()
        .with(
            "content/articles/secret/index.md",
            "---\ntitle: Secret\ndraft: true\n---\n",
        )
        .with("content/articles/secret/dot.gif", dot())
        .drafts()
        .make();
    assert_eq!(shown.paths(".gif"), ["articles/secret/dot.gif"]);
}

#[test]
fn a_link_to_what_is_hidden_is_an_error() {
    let made = Project::plain()
        .with("content/about.md", "---\ntitle: About\n---\n[x](articles/secret/index.md) ![A dot](articles/secret/dot.gif)\n")
        .with("content/articles/secret/index.md", "---\ntitle: Secret\ndraft: true\n---\n")
        .with("content/articles/secret/dot.gif", dot())
        .make();
    assert_eq!(made.codes(), ["links/hidden", "links/picture"]);
}

#[test]
fn a_slip_does_not_publish_what_was_meant_to_stay_hidden() {
    let made = Project::plain()
        .with("content/_index.md", "---\ntitle: Home\n---\nHello.\n")
        .with(
            "content/one.md",
            "\n\n---\ntitle: One\ndraft: true\n---\nSecret.\n",
        )
        .with("content/office.xlsx", "names and numbers")
        .with(
            "content/two.md",
            "---\ntitle: Two\ndrafts: true\n---\nSecret.\n",
        )
        .make();
    let mut codes = made.codes();
    codes.sort_unstable();
    assert_eq!(
        codes,
        ["content/document", "field/unknown"],
        "{}",
        made.told()
    );
    assert!(
        made.told().contains("error field/unknown"),
        "a misspelt `draft` is an error"
    );
    assert!(made.paths("one/index.html").is_empty());
    assert!(made.paths("office.xlsx").is_empty());
}

#[test]
fn static_files_are_copied_as_they_are() {
    let made = Project::plain()
        .with(
            "content/_index.md",
            "---\ntitle: Home\n---\n[Leaflet](/leaflet.pdf)\n",
        )
        .with("static/leaflet.pdf", [0u8, 159, 146, 150])
        .with(
            "static/.well-known/security.txt",
            "Contact: mailto:x@example.org\n",
        )
        .with("static/.hidden", "no")
        .make();
    assert_eq!(made.told(), "");
    assert_eq!(made.outputs["leaflet.pdf"], [0u8, 159, 146, 150]);
    assert!(made.has(".well-known/security.txt") && !made.has(".hidden"));
    assert!(made.text("index.html").contains("href=\"/leaflet.pdf\""));
}

#[test]
fn a_table_with_internal_notes_is_never_copied() {
    let table = "name,kind,phone,verified,internal_notes\nTea,group,0808 157 0123,2026-01-01,the secret door\n";
    let made = Project::plain()
        .with("content/resources/_index.md", "---\ntitle: Help\n---\n")
        .with("content/resources/groups.csv", table)
        .make();
    for (path, bytes) in &made.outputs {
        assert!(
            !String::from_utf8_lossy(bytes).contains("secret door"),
            "{path}"
        );
        assert!(!path.ends_with("groups.csv"), "{path}");
    }
}
