//! Organizations: entries of their own, found by id or by name, with a page that names their listings.

use crate::project::Project;

fn listing(name: &str, organization: &str) -> String {
    format!(
        "---\nkind: helpline\nname: {name}\nsummary: Somebody listens.\norganization: {organization}\n\
         phone: 116 123\ntopics: [Sleep]\nareas: GB\nhours: 24/7\nlanguages: [en]\ncost: free\n\
         verified: {{ date: 2026-01-05, by: Ada }}\n---\n"
    )
}

fn project() -> Project {
    Project::bare()
        .with("content/organizations/harbour.md", "---\nname: Harbour House\nsummary: A house by the water.\nemail: a@example.org\n---\nWe listen.\n")
        .with("content/resources/_index.md", "---\ntitle: Help\n---\n")
        .with("content/resources/one.md", listing("One", "harbour"))
        .with("content/resources/two.md", listing("Two", "Harbour House"))
        .with("content/resources/three.md", listing("Three", "Somebody Else"))
}

#[test]
fn an_organization_has_a_page_with_its_listings_and_they_lead_to_it() {
    let made = project().fine();
    let page = made.text("organizations/harbour/index.html");
    for wanted in [
        "<h1>Harbour House</h1>",
        "/resources/one/",
        "/resources/two/",
        "We listen.",
    ] {
        assert!(page.contains(wanted), "{wanted}");
    }
    assert!(!page.contains("/resources/three/"));
    for (name, leads) in [("one", true), ("two", true), ("three", false)] {
        let page = made.text(&format!("resources/{name}/index.html"));
        assert_eq!(
            page.contains("href=\"/organizations/harbour/\""),
            leads,
            "{name}"
        );
    }
}

#[test]
fn fields_that_only_listings_have_are_unknown_and_names_are_looked_for_in_its_own() {
    let notes = "name: Quay House\nsummary: Ask for Deborah Smith.\nhours_note: Ask for Tom Jones.\n\
                 alert: Closed.\nphone: { number: 0161 496 0000, label: Sandra }\nx_team: Run by Sandra Okafor.";
    let made = project()
        .with(
            "content/organizations/quay.md",
            format!("---\n{notes}\n---\n"),
        )
        .make();
    assert_eq!(made.pointed_at("field/unknown"), ["hours_note", "alert"]);
    assert_eq!(
        made.pointed_at("listing/person"),
        ["Deborah Smith", "Sandra", "Sandra Okafor"]
    );
}

#[test]
fn what_looks_like_an_id_and_is_none_is_told_with_the_nearest() {
    let made = project()
        .with("content/resources/four.md", listing("Four", "harbor"))
        .with("content/resources/five.md", listing("Five", "shout"))
        .make();
    assert_eq!(
        made.codes(),
        ["listing/organization", "listing/organization"]
    );
    assert_eq!(made.pointed_at("listing/organization"), ["shout", "harbor"]);
    assert!(
        made.told().contains("did you mean `harbour`?"),
        "{}",
        made.told()
    );
    assert!(
        made.told().contains("organization: {name: shout}"),
        "{}",
        made.told()
    );
}
