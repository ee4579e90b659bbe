//! Stories of lived experience: nobody's is published who has not agreed to it.

use crate::project::Project;

fn story(fields: &str) -> Project {
    let text = format!("---\ntitle: A night\ndate: 2026-02-01\n{fields}\n---\nIt was long.\n");
    Project::bare().with("content/stories/a-night.md", text)
}

#[test]
fn a_story_needs_the_consent_of_its_teller() {
    let mut told = String::new();
    for fields in [
        "",
        "consent: yes",
        "consent: { date: 2026-02-01, contact: zq }",
        "consent: { given: false, date: 2026-02-01, contact: zq }",
        "consent: { given: true, contact: zq }",
        "consent: { given: true, date: 2026-03-02, contact: zq }",
        "consent: { given: true, date: 2026-02-01 }",
        "consent: { given: true, date: 2026-02-01, contact: zq, contakt: zq }",
    ] {
        told.push_str(&format!("{fields}\n{}\n", story(fields).make().told()));
    }
    insta::assert_snapshot!(told);
}

#[test]
fn what_is_a_story_is_told_by_its_folder_its_section_or_itself() {
    let codes = |project: Project| project.make().codes();
    let agreed = "consent: { given: true, date: 2026-03-01, contact: in our drawer }";
    assert!(codes(story(agreed)).is_empty());
    assert!(codes(story("story: false")).is_empty());
    let article = |fields: &str| {
        let text = format!("---\ntitle: A night\ndate: 2026-02-01\n{fields}---\nText.\n");
        Project::bare().with("content/articles/voices/a.md", text)
    };
    assert!(codes(article("")).is_empty());
    assert_eq!(codes(article("story: true\n")), ["story/consent"]);
    let section = "---\ntitle: Voices\nstory: true\n---\n";
    let below = article("").with("content/articles/voices/_index.md", section);
    assert_eq!(codes(below), ["story/consent"]);
    let draft = story("draft: true").drafts().make();
    assert!(draft.told().starts_with("warning"), "{}", draft.told());
}

#[test]
fn a_translation_stands_on_what_the_teller_has_agreed_to() {
    let agreed = "pseudonym: true\nconsent: { given: true, date: 2026-03-01, contact: zq-drawer }";
    let made = story(agreed)
        .settings("[languages.de]\ntitle = \"A\"")
        .with(
            "content/stories/a-night.de.md",
            "---\ntitle: Eine Nacht\n---\nLang.\n",
        )
        .fine();
    assert!(
        made.text("stories/a-night/index.html")
            .contains("The name was changed.")
    );
    assert!(
        made.text("de/stories/a-night/index.html")
            .contains("Der Name wurde geändert.")
    );
}
