//! How readers reach the organisation itself, and options of the theme that name files.

use crate::project::Project;

fn site(settings: &str) -> Project {
    Project::bare()
        .with("content/_index.md", "---\ntitle: Home\n---\n")
        .settings(settings)
}

#[test]
fn the_number_of_a_site_is_called_from_everywhere() {
    let made = site("[contact]\nphone = \"Office: 0161 496 0142 ext. 4\"").fine();
    let page = made.text("index.html");
    assert!(page.contains("href=\"tel:+441614960142;ext=4\""), "{page}");
    assert!(
        page.contains(">0161 496 0142</bdi></a> then extension 4 (Office)"),
        "{page}"
    );
}

#[test]
fn a_number_that_nobody_can_call_is_told_where_it_stands() {
    for typed in [
        "ask at the desk",
        "0161 49",
        "0161-HARBOUR",
        "0161 496 0142, 0161 496 0143",
    ] {
        let made = site(&format!("[contact]\nphone = \"{typed}\"")).make();
        assert_eq!(
            made.pointed_at("config/phone"),
            [format!("\"{typed}\"")],
            "{}",
            made.told()
        );
        assert!(!made.text("index.html").contains("tel:"));
    }
}

#[test]
fn a_number_for_films_is_refused_where_the_site_is_real() {
    let project = site("[contact]\nphone = \"07700 900142, evenings\"");
    let settings = std::fs::read_to_string(project.root().join("waypost.toml")).expect("settings");
    let made = project
        .with("waypost.toml", settings.replace("example = true\n", ""))
        .make();
    assert_eq!(made.codes(), ["config/phone"], "{}", made.told());
}

#[test]
fn a_file_that_an_option_names_is_looked_for_in_the_settings() {
    let made = site("[options]\nlogo = \"lgoo.svg\"\nicon = \"icon.svg\"")
        .with(
            "static/logo.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        )
        .with(
            "static/icon.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        )
        .with("content/a.md", "---\ntitle: A\n---\n[gone](gone.md)\n")
        .make();
    assert_eq!(
        made.pointed_at("theme/file"),
        ["\"lgoo.svg\""],
        "{}",
        made.told()
    );
    assert!(
        made.codes().contains(&"links/missing") || made.codes().len() == 2,
        "{}",
        made.told()
    );
    assert!(
        made.told().contains("did you mean `logo.svg`?"),
        "{}",
        made.told()
    );
    assert!(made.text("index.html").contains("<h1") || made.has("index.html"));
    assert!(made.text("index.html").contains("href=\"/icon.svg\""));
}
