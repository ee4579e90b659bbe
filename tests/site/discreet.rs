//! Where discreet listings are to be found, and that no file tells which page is theirs: their names
//! may stand in it, or the addresses of their pages, and never both.

use crate::project::{Made, Project, unpacked};
use std::collections::BTreeMap;

const VERIFIED: &str = "verified: { date: 2026-02-20, by: Ada, method: phone }";

fn site(more: &str) -> Project {
    let listing = |fields: &str| {
        format!(
            "---\n{fields}\ntopics: [Whispers]\nareas: GB\nlanguages: [en]\ncost: free\ndiscreet: true\n{VERIFIED}\n{more}---\nA text.\n"
        )
    };
    let open = |fields: &str| {
        listing(fields)
            .replace("discreet: true\n", "")
            .replace(more, "")
    };
    Project::bare()
        .settings("language = \"en\"\n[languages.de]\ntitle = \"Probe\"")
        .with("content/resources/_index.md", "---\ntitle: Help\nkind: listings\n---\n")
        .with(
            "content/resources/group.md",
            listing("kind: group\nname: Whisper Group\nid: whisper-group\nopen_to: everyone\n\
                     schedule: Tuesdays 19:00\nattendance: online\nonline: { url: \"https://example.org/join\" }\n\
                     organization: whisper-house"),
        )
        .with(
            "content/resources/line.md",
            listing("kind: helpline\nname: Whisper Line\nid: whisper-line\nphone: 0808 157 0123\nhours: 24/7\n\
                     organization: whisper-house"),
        )
        .with(
            "content/resources/plain.md",
            open("kind: helpline\nname: Plain Line\nid: plain-line\nphone: 0808 157 0124\nhours: 24/7\n\
                  organization: whisper-house"),
        )
        .with("content/resources/plain.de.md", "---\nname: Flüsterlinie\ndiscreet: true\n---\nText.\n")
        .with(
            "content/organizations/whisper-house.md",
            "---\nname: Whisper House\ndiscreet: true\n---\nThey help.\n",
        )
}

/// All files but pages, those of archives too.
fn files(made: &Made) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    for (path, bytes) in &made.outputs {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        if path.ends_with(".zip") {
            let inner = unpacked(bytes).into_iter();
            files.extend(inner.map(|(name, bytes)| (format!("{path}/{name}"), text(&bytes))));
        } else if !path.ends_with(".html") && !path.starts_with("assets/") {
            files.insert(path.clone(), text(bytes));
        }
    }
    files
}

#[test]
fn other_directories_learn_of_them_and_of_no_page() {
    let made = site("").fine();
    let files = files(&made);
    for (path, text) in &files {
        assert!(!text.contains("/p/"), "{path}: {text}");
    }
    let named: Vec<&str> = files
        .iter()
        .filter(|(_, text)| text.contains("Whisper Group"))
        .map(|(path, _)| path.as_str())
        .collect();
    let (others, own): (Vec<&str>, Vec<&str>) =
        named.iter().partition(|path| path.starts_with("api/hsds/"));
    assert_eq!(
        own,
        [
            "de/resources/directory.csv",
            "meetings.json",
            "resources/directory.csv",
        ]
    );
    assert!(
        others.contains(&"api/hsds/hsds.zip/services.csv"),
        "{others:?}"
    );
    assert!(files["resources/directory.csv"].contains("https://example.org/resources/plain/"));
    assert!(
        made.text("print/topics/index.html")
            .contains("Whisper Group")
    );
}

#[test]
fn volunteers_can_keep_them_from_other_directories_and_from_paper() {
    let made = site("hide_from: [feeds, print]\n").fine();
    for (path, text) in files(&made) {
        let is_told = ["Whisper Group", "Whisper Line", "/p/"]
            .iter()
            .any(|word| text.contains(word));
        assert!(!is_told, "{path}: {text}");
    }
    assert!(
        !made
            .text("print/topics/index.html")
            .contains("Whisper Group")
    );
}

#[test]
fn what_search_engines_are_told_of_others_leads_to_none_of_them() {
    let made = site("").fine();
    let page = made.text("resources/plain/index.html");
    let told = page.split("application/ld+json").nth(1).expect("JSON-LD");
    let told = &told[..told.find("</script>").expect("its end")];
    assert!(told.contains("Whisper House"), "{told}");
    assert!(!told.contains("/p/"), "{told}");
}

#[test]
fn a_former_id_is_no_address_of_theirs() {
    let made = site("aliases: [whisper-circle]\n").make();
    assert!(!made.has("resources/whisper-circle/index.html"));
    assert!(!made.text("_redirects").contains("whisper"));
    // One that an author wrote is meant.
    let made = site("aliases: [/shop/]\n").make();
    assert!(made.text("_redirects").contains("/shop/ /p/"));
}
