//! Listings that had another id before, ids that two have, and organizations that are not there.

use crate::project::Project;

const LINE: &str = "---\nkind: helpline\nname: Night Line\nid: night-line\nareas: GB\n\
    phone: 0808 157 0123\nhours: 24/7\nlanguages: [en]\ncost: free\ntopics: [Sleep]\n\
    verified: { date: 2026-02-01, by: Ada }\n";
const SECTION: &str = "---\ntitle: Help\nkind: listings\n---\n";

fn site() -> Project {
    Project::bare()
        .settings("language = \"en\"\n[languages.de]\ntitle = \"Probe\"")
        .with("content/resources/_index.md", SECTION)
        .with(
            "content/resources/night.md",
            format!("{LINE}aliases: [dark-line, /else/where/]\n---\nWe listen.\n"),
        )
        .with(
            "content/resources/night.de.md",
            "---\nname: Nachtlinie\n---\nWir hören zu.\n",
        )
}

#[test]
fn a_former_id_is_understood_wherever_an_id_is() {
    let other = LINE
        .replace("night-line", "old-line")
        .replace("0123", "0124");
    let project = site()
        .settings("[[menus.main]]\nto = \"resources/dark-line.md\"")
        .with("content/about.md", "---\ntitle: About\n---\n::listing{id=dark-line}\n")
        .with(
            "content/resources/old-line.md",
            format!("{other}status: defunct\nstatus_note: It closed.\nreplaced_by: dark-line\n---\nOnce.\n"),
        );
    let made = project.fine();
    assert!(made.text("about/index.html").contains("0808 157 0123"));
    for (from, to) in [
        ("resources/dark-line/", "/resources/night/"),
        ("else/where/", "/resources/night/"),
        ("de/resources/dark-line/", "/de/resources/night/"),
    ] {
        let page = made.text(&format!("{from}index.html"));
        assert!(page.contains(to), "{from}: {page}");
        let line = format!("/{from} {to} 301");
        assert!(
            made.text("_redirects").contains(&line),
            "{}",
            made.text("_redirects")
        );
    }
    let old = made.text("resources/old-line/index.html");
    assert!(old.contains("href=\"/resources/night/\""), "{old}");
}

#[test]
fn one_id_is_one_listing_then_and_now() {
    let other = LINE
        .replace("night-line", "dark-line")
        .replace("0123", "0124");
    let third = LINE.replace("night-line", "third").replace("0123", "0125");
    let made = site()
        .with("content/resources/dark.md", format!("{other}---\nOnce.\n"))
        .with(
            "content/resources/third.md",
            format!("{third}aliases: [dark-line]\n---\nOnce.\n"),
        )
        .make();
    insta::assert_snapshot!(made.told());
}

#[test]
fn an_organization_is_one_and_published() {
    let section = "---\ntitle: Who\nkind: organizations\n---\n";
    let of = |id: &str| {
        LINE.replace("night-line", &format!("line-{id}"))
            + &format!("organization: {id}\n---\nWe.\n")
    };
    let made = Project::bare()
        .settings("language = \"en\"\n[languages.de]\ntitle = \"Probe\"")
        .with("content/resources/_index.md", SECTION)
        .with("content/resources/a.md", of("harbour"))
        .with(
            "content/resources/b.md",
            of("hidden").replace("0123", "0124"),
        )
        .with(
            "content/resources/c.md",
            of("hiden").replace("0123", "0125"),
        )
        .with("content/who/_index.md", section)
        .with(
            "content/who/harbour.md",
            "---\nname: Harbour House\nphone: 0808 157 0126\n---\n",
        )
        .with(
            "content/who/harbour.de.md",
            "---\nname: Haus am Hafen\nphone: TBC\n---\n",
        )
        .with(
            "content/who/other.md",
            "---\nname: Other House\nid: harbour\n---\n",
        )
        .with(
            "content/who/hidden.md",
            "---\nname: Hidden House\ndraft: true\n---\n",
        )
        .make();
    insta::assert_snapshot!(made.told());
    let page = made.text("de/who/harbour/index.html");
    assert!(
        page.contains("Haus am Hafen") && page.contains("0808 157 0126"),
        "{page}"
    );
}

#[test]
fn what_a_listing_says_of_its_standing_must_hold() {
    let nowhere = "status: defunct\nstatus_note: It closed.\nreplaced_by: nite-line\n";
    let long = "alert: { text: Closed for long., from: 2026-02-01, until: 2027-02-02 }\n";
    let other = LINE
        .replace("night-line", "old-line")
        .replace("0123", "0124");
    let third = LINE
        .replace("night-line", "shut-line")
        .replace("0123", "0125");
    let made = site()
        .with(
            "content/resources/old.md",
            format!("{other}{nowhere}---\nOnce.\n"),
        )
        .with("content/resources/shut.md", format!("{third}{long}---\n"))
        .make();
    insta::assert_snapshot!(made.told());
}
