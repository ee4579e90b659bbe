//! Colours of a theme: how they reach its stylesheet, and that nothing is published that can't be read.

use crate::project::{Made, Project};

fn with(options: &str) -> Made {
    let project = Project::bare().with("content/_index.md", "---\ntitle: Home\n---\n");
    project.settings(&format!("[options]\n{options}")).make()
}

/// The stylesheet of the default theme.
fn sheet(made: &Made) -> &str {
    let paths = made.paths(".css");
    let main = paths.iter().find(|path| path.starts_with("assets/main."));
    made.text(main.expect("a stylesheet"))
}

#[test]
fn colours_stand_in_the_stylesheet() {
    let (usual, plum) = (with(""), with("accent = \"plum\""));
    assert_eq!((usual.told(), plum.told()), (String::new(), String::new()));
    assert!(
        sheet(&usual).contains("--accent:#1b5e57;")
            && sheet(&usual).contains("--on-accent:#fffdf8;")
    );
    let dark = "@media (prefers-color-scheme:dark){:root{--accent:#e2a8cb;";
    assert!(sheet(&plum).contains("--accent:#74305a;") && sheet(&plum).contains(dark));
    // The address of a stylesheet changes with it.
    assert_ne!(usual.paths(".css"), plum.paths(".css"));
    let page = plum.text("index.html");
    assert!(page.contains(
        "<meta name=\"theme-color\" media=\"(prefers-color-scheme: dark)\" content=\"#14191b\">"
    ));
}

#[test]
fn every_colour_that_themes_offer_can_be_read() {
    for accent in ["spruce", "plum", "harbour", "brick", "moss"] {
        assert_eq!(
            with(&format!("accent = \"{accent}\"")).told(),
            "",
            "{accent}"
        );
    }
    let made = Project::bare().with(
        "waypost.toml",
        "title = \"T\"\nbase_url = \"https://example.org\"\ntheme = \"lantern\"\n",
    );
    let made = made.with("content/_index.md", "---\ntitle: Home\n---\n");
    assert_eq!(made.make().told(), "");
}

#[test]
fn a_colour_of_the_site_gets_a_dark_variant_that_can_be_read() {
    let made = with("accent = \"#7a1f5c\"");
    assert_eq!(made.told(), "");
    assert!(sheet(&made).contains("--accent:#7a1f5c;"));
    insta::assert_snapshot!(
        sheet(&made)
            .lines()
            .find(|line| line.contains("color-scheme:dark"))
            .expect("a line")
    );
    let made = with("accent = { light = \"#7a1f5c\", dark = \"#f3b9de\" }");
    assert_eq!(made.told(), "");
    assert!(sheet(&made).contains("--accent:#f3b9de;"));
}

#[test]
fn a_colour_that_cant_be_read_is_an_error_with_the_nearest_that_can() {
    let made = with("accent = \"#e8a33d\"");
    insta::assert_snapshot!(made.told());
    assert!(
        made.pointed_at("theme/contrast")
            .iter()
            .all(|typed| *typed == "\"#e8a33d\"")
    );
    let help = made.diagnostics[0].help.as_deref().expect("help");
    let near = help.rsplit("accent = ").next().expect("a colour");
    assert_eq!(with(&format!("accent = {near}")).told(), "");

    let made = with("accent = { light = \"#1b5e57\", dark = \"#1b5e57\" }\npaper = \"#777777\"");
    insta::assert_snapshot!(made.told());
}

#[test]
fn a_theme_is_held_to_its_own_pairs() {
    let theme = "name = \"Own\"\n[options.glow]\ntype = \"color\"\ndefault = \"#eeeeee\"\n\
                 [[contrast]]\ntext = \"glow\"\non = \"paper\"\nscheme = \"light\"\nleast = 3\n\
                 [[contrast]]\ntext = \"glow\"\non = \"parchment\"\n[[contrast]]\ntext = \"glow\"\n";
    let settings = "title = \"T\"\nbase_url = \"https://example.org\"\ntheme = \"own\"\n";
    let made = Project::bare()
        .with("waypost.toml", settings)
        .with("themes/own/theme.toml", theme);
    insta::assert_snapshot!(made.make().told());
}

#[test]
fn a_theme_may_make_something_else_of_a_colour() {
    let theme = "name = \"Own\"\n[options.accent]\ntype = \"choice\"\nchoices = [\"a\", \"b\"]\n";
    let settings = "title = \"T\"\nbase_url = \"https://example.org\"\ntheme = \"own\"\n";
    let made = Project::bare()
        .with("waypost.toml", settings)
        .with("content/_index.md", "---\ntitle: Home\n---\n")
        .with("themes/own/theme.toml", theme);
    assert_eq!(made.make().told(), "");
}

#[test]
fn what_is_no_colour_is_told() {
    for wrong in ["\"plumm\"", "\"red\"", "{ light = \"#fff\" }", "3"] {
        let made = with(&format!("accent = {wrong}"));
        assert_eq!(made.codes(), ["theme/option"], "{}", made.told());
    }
    assert!(
        with("accent = \"plumm\"")
            .told()
            .contains("did you mean `plum`?")
    );
}
