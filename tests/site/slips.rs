//! Slips that would publish what was meant to stay hidden, or hide what readers need.

use crate::project::{Made, Project};
use waypost::base::diag::Severity;

const GROUP: &str = "kind: group\nname: Tea\nsummary: Tea and talk.\ntopics: [Loss]\nareas: [GB]\nlanguages: [en]\nphone: 0808 157 0123\n\
    schedule: Tuesdays 7pm-8pm\nopen_to: everyone\nverified: {date: 2026-01-05, by: Ada}\n";

const TABLE_HEAD: &str = "id,kind,name,summary,topics,areas,languages,phone,location,schedule,attendance,open_to,verified,verified_by";
const TABLE_ROW: &str = "tea,group,Tea,Tea and talk.,Loss,GB,en,0808 157 0123,Secret Hall,Tuesdays 7pm-8pm,in-person,everyone,2026-01-05,Ada";

fn codes_with(fields: &str) -> Vec<String> {
    let made = Project::plain()
        .with(
            "content/resources/tea.md",
            format!("---\n{GROUP}{fields}\n---\n"),
        )
        .make();
    let errors = made.codes();
    errors.iter().map(|code| (*code).to_owned()).collect()
}

fn errors(made: &Made) -> Vec<&'static str> {
    let found = made.diagnostics.iter();
    let errors = found.filter(|fault| fault.severity == Severity::Error);
    errors.map(|fault| fault.code).collect()
}

#[test]
fn a_word_that_keeps_back_is_never_left_unread() {
    for slip in [
        "location: Secret Hall\naddress: withheld",
        "location: Secret Hall\naddress_exposure: On request",
        "location: {name: Secret Hall, exposure: withheld}",
        "location: {name: Secret Hall, address_1: withheld}",
    ] {
        let made = Project::plain()
            .with(
                "content/resources/tea.md",
                format!("---\n{GROUP}attendance: in-person\n{slip}\n---\n"),
            )
            .make();
        assert_eq!(errors(&made).len(), 1, "{slip}: {}", made.told());
    }
}

#[test]
fn a_column_of_such_words_is_never_left_out() {
    for column in ["exposure", "shown", "address"] {
        let table = format!(
            "id,kind,name,summary,topics,areas,languages,phone,location,{column},schedule,attendance,open_to,verified,verified_by\n\
             tea,group,Tea,Tea and talk.,Loss,GB,en,0808 157 0123,Secret Hall,withheld,Tuesdays 7pm-8pm,in-person,everyone,2026-01-05,Ada\n"
        );
        let made = Project::plain()
            .with("content/resources/groups.csv", table)
            .make();
        assert_eq!(errors(&made).len(), 1, "{column}: {}", made.told());
    }
}

#[test]
fn settings_can_not_make_nothing_of_such_a_column() {
    let table = format!("shown,{TABLE_HEAD}\nwithheld,{TABLE_ROW}\n");
    for mapping in [
        "columns = { \"shown\" = \"x_shown\" }",
        "ignore_others = true",
    ] {
        let settings = format!(
            "title = \"Plain\"\nbase_url = \"https://example.org\"\nlanguage = \"en-GB\"\nexample = true\n\
             [tables.\"resources/groups.csv\"]\n{mapping}\n"
        );
        let made = Project::plain()
            .with("waypost.toml", settings)
            .with("content/resources/groups.csv", table.clone())
            .make();
        assert_eq!(
            errors(&made),
            ["table/kept-back"],
            "{mapping}: {}",
            made.told()
        );
    }
}

#[test]
fn a_place_that_is_only_withheld_shows_nothing() {
    let codes = codes_with("attendance: in-person\nlocation: withheld");
    assert!(codes.is_empty(), "{codes:?}");
}

#[test]
fn a_group_that_meets_by_phone_needs_no_place() {
    let codes = codes_with("attendance: phone");
    assert!(codes.is_empty(), "{codes:?}");
}

#[test]
fn an_alert_stands_from_its_first_day_on() {
    let alert = "attendance: in-person\nlocation: The hall\n\
        alert: {text: The lift is broken, from: 2026-06-01, until: 2026-06-30}";
    let shown = |day: &str| {
        let made = Project::bare()
            .settings("example = true")
            .with(
                "content/resources/tea.md",
                format!("---\n{GROUP}{alert}\n---\n"),
            )
            .on(day)
            .make();
        made.text("resources/tea/index.html")
            .contains("The lift is broken")
    };
    assert!(!shown("2026-05-31"));
    assert!(shown("2026-06-01"));
    assert!(shown("2026-06-30"));
    assert!(!shown("2026-07-01"));
}

#[test]
fn an_alert_of_one_day_names_it_once() {
    let made = Project::bare()
        .settings("example = true")
        .with(
            "content/resources/tea.md",
            format!(
                "---\n{GROUP}attendance: in-person\nlocation: The hall\n\
                 alert: {{text: The lift is broken, from: 2026-06-01, until: 2026-06-01}}\n---\n"
            ),
        )
        .on("2026-06-01")
        .make();
    let page = made.text("resources/tea/index.html");
    assert!(
        page.contains("<strong>1 June 2026:</strong> The lift is broken"),
        "{page}"
    );
}

#[test]
fn a_translation_with_a_number_of_its_own_keeps_the_other_ways() {
    let made = Project::bare()
        .settings("example = true\n[languages.ar]\ntitle = \"ar\"")
        .with(
            "content/resources/tea.md",
            format!("---\n{GROUP}attendance: phone\nurl: https://tea.example/\n---\n"),
        )
        .with(
            "content/resources/tea.ar.md",
            "---\nname: \u{634}\u{627}\u{64a}\nphone: 0808 157 0177\n---\n",
        )
        .make();
    let page = made.text("ar/resources/tea/index.html");
    assert!(page.contains("tel:+448081570177"), "{page}");
    assert!(!page.contains("tel:+448081570123"), "{page}");
    assert!(page.contains("https://tea.example/"), "{page}");
}

#[test]
fn a_way_to_write_to_a_made_up_number_is_none() {
    for (link, wrong) in [
        ("https://wa.me/447700900142", true),
        ("https://api.whatsapp.com/send?phone=%2B447700900142", true),
        ("https://wa.me/441616961142", false),
        ("https://chat.whatsapp.com/AbCdEf", false),
        ("https://weather.example/447700900142", false),
    ] {
        for field in [
            format!("online: {{url: \"{link}\"}}"),
            format!("online: \"{link}\""),
            format!("chat: \"{link}\""),
        ] {
            let group = GROUP.replace("0808 157 0123", "0161 696 1142");
            let made = Project::plain()
                .with(
                    "waypost.toml",
                    "title = \"T\"\nbase_url = \"https://t.example\"\ncountry = \"GB\"\n",
                )
                .with(
                    "content/resources/tea.md",
                    format!("---\n{group}attendance: hybrid\nlocation: Hall\n{field}\n---\n"),
                )
                .make();
            let codes = made.codes();
            let found = codes.contains(&"listing/phone");
            assert_eq!(found, wrong, "{field}: {codes:?}");
        }
    }
}
