//! Nothing is loaded from elsewhere, every page has a policy that says so, and what would break it is
//! told at its place.

use crate::project::{Made, Project, suite};

const SELF: &str = "script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; media-src 'self'; \
     connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'";

fn page(body: &str) -> Project {
    let text = format!("---\ntitle: A page\n---\n{body}\n");
    Project::bare().with("content/a.md", text)
}

fn of_privacy(made: &Made) -> Vec<&'static str> {
    let codes = made.codes().into_iter();
    codes.filter(|code| code.starts_with("privacy/")).collect()
}

fn raw(made: &Made, path: &str) -> String {
    String::from_utf8(made.outputs[path].clone()).expect("text")
}

#[test]
fn every_page_has_a_policy_right_after_its_charset() {
    let project = page("Text.").with("content/b.md", "---\ntitle: B\naliases: [/old/]\n---\n");
    let made = project
        .with("templates/page.html", "{{ page.title }}")
        .fine();
    for path in made.paths(".html") {
        assert_eq!(made.policies[path], SELF, "{path}");
    }
    for path in ["index.html", "404.html", "old/index.html"] {
        let html = raw(&made, path);
        assert!(
            html.contains("<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\""),
            "{html}"
        );
    }
    let bare = raw(&made, "a/index.html");
    assert!(bare.starts_with("\n<meta http-equiv"), "{bare}");
}

#[test]
fn what_comes_from_elsewhere_is_told_at_its_place() {
    let made = Project::copy_of(&suite("privacy")).make();
    insta::assert_snapshot!(made.told());
    let places: Vec<String> = made
        .diagnostics
        .iter()
        .filter_map(|found| {
            let span = found.primary.as_ref()?;
            Some(format!(
                "{} {:?}\n  {}\n",
                span.path,
                made.place(span)?,
                found.notes.join("; ")
            ))
        })
        .collect();
    insta::assert_snapshot!(places.concat());
}

#[test]
fn an_origin_may_be_allowed_with_a_reason() {
    let allow = "[privacy]\nallow = [{ origin = \"https://pictures.example\", reason = \"Ours as well.\" }]";
    let made = page("<img src=\"https://pictures.example/a.png\" alt=\"\">")
        .settings(allow)
        .fine();
    let policy = &made.policies["a/index.html"];
    assert!(
        policy.contains("img-src 'self' data: https://pictures.example;"),
        "{policy}"
    );
    assert!(
        policy.contains("frame-src https://pictures.example;"),
        "{policy}"
    );
    // Pages that load nothing from there need not let it through; the header is for all pages.
    assert_eq!(made.policies["index.html"], SELF);
    assert!(made.text("_headers").contains("https://pictures.example"));

    let only = allow.replace("reason", "for = \"pictures\", reason");
    let made = page("<img src=\"https://pictures.example/a.png\" alt=\"\">")
        .settings(&only)
        .fine();
    let policy = &made.policies["a/index.html"];
    assert_eq!(policy.matches("pictures.example").count(), 1, "{policy}");

    let made = page("<script src=\"https://pictures.example/a.js\"></script>")
        .settings(&only)
        .make();
    assert_eq!(of_privacy(&made), ["privacy/script"], "{}", made.told());
    assert!(
        made.told()
            .contains("add \"scripts\" to what waypost.toml allows the origin `for`")
    );
}

#[test]
fn an_origin_that_nothing_needs_is_remarked_on() {
    let allow =
        "[privacy]\nallow = [{ origin = \"https://pictures.example\", reason = \"Ours.\" }]";
    let made = page("Text.").settings(allow).make();
    assert_eq!(of_privacy(&made), ["privacy/unused"], "{}", made.told());
    assert_eq!(
        made.pointed_at("privacy/unused"),
        ["\"https://pictures.example\""]
    );
    for (path, text) in [
        ("static/a.css", "a{b:url(https://pictures.example/a.png)}"),
        ("assets/a.js", "fetch('https://pictures.example/a')"),
        (
            "content/b.md",
            "---\ntitle: B\n---\n![B](https://pictures.example/a.png)\n",
        ),
    ] {
        page("Text.").settings(allow).with(path, text).fine();
    }
}

#[test]
fn what_is_allowed_must_be_an_origin_with_a_reason() {
    let settings = "[privacy]\nallow = [\n{ origin = \"https://a.example\" },\n{ origin = \"b.example\", reason = \"?\" },\n\
                    { reason = \"?\" },\n\"https://c.example\",\n\
                    { origin = \"https://d.example/path\", reason = \"?\" },\n\
                    { origin = \"https://e.example\", reason = \"?\", for = [\"sounds\"] }]";
    let made = page("Text.").settings(settings).make();
    insta::assert_snapshot!(made.told());
}

#[test]
fn a_script_that_stands_in_a_template_is_let_through_by_name() {
    let base = "{% extends \"default/base.html\" %}{% block head %}<script>let a = 1;</script>\
                <style>b{color:red}</style>{% endblock head %}";
    let project = page("Text.").with("templates/base.html", base);
    let made = project.fine();
    let hash = "'sha256-xY6QKfH9PRsQnLz56nj6MBwiK5oHg+im1Jkpdp1x/Ck='";
    let policy = &made.policies["a/index.html"];
    assert!(
        policy.contains(&format!(
            "script-src 'self' {hash}; style-src 'self' 'sha256-"
        )),
        "{policy}"
    );
    assert!(made.text("_headers").contains(hash));
    project.write(
        "templates/base.html",
        base.replace("= 1", "= \"{{ page.title }}\""),
    );
    let made = project.make();
    assert!(
        of_privacy(&made)
            .iter()
            .all(|code| *code == "privacy/inline"),
        "{}",
        made.told()
    );
    assert_eq!(
        made.pointed_at("privacy/inline")[0],
        "let a = \"{{ page.title }}\";"
    );
    assert!(!made.text("_headers").contains(hash));

    let made = page("<script>let b = 2;</script>").make();
    assert_eq!(
        made.pointed_at("privacy/inline"),
        ["let b = 2;"],
        "{}",
        made.told()
    );
}

#[test]
fn the_headers_of_the_author_win() {
    let made = page("Text.").fine();
    insta::assert_snapshot!(made.text("_headers"));
    let made = page("Text.").base_url("https://example.org/sub").fine();
    assert!(made.text("_headers").contains("\n/sub/assets/*\n"));
    let made = page("Text.").with("static/_headers", "/*\n  X: y\n").make();
    assert_eq!(made.text("_headers"), "/*\n  X: y\n");
    let told = made.told();
    assert!(
        told.contains("warning outputs/displaced static/_headers"),
        "{told}"
    );
    let made = page("Text.")
        .with("content/b.md", "---\ntitle: B\naliases: /old/\n---\n")
        .with("static/_redirects", "/x /y 301\n")
        .make();
    assert_eq!(made.text("_redirects"), "/x /y 301\n");
    let told = made.told();
    assert!(
        told.contains("warning outputs/displaced static/_redirects"),
        "{told}"
    );
}

#[test]
fn a_policy_of_the_page_is_kept_and_looked_at() {
    let own = |policy: &str| {
        let template = format!(
            "<!doctype html><head><meta charset=utf-8><meta http-equiv='Content-Security-Policy' content=\"{policy}\">"
        );
        page("Text.").with("templates/page.html", template).make()
    };
    let made = own("default-src 'self'");
    assert_eq!(made.told(), "");
    assert_eq!(
        made.text("a/index.html")
            .matches("Content-Security-Policy")
            .count(),
        1
    );
    let made = own("default-src *; script-src 'self' 'unsafe-inline' https://cdn.example");
    assert_eq!(of_privacy(&made), ["privacy/policy"; 3], "{}", made.told());
    let made = own("img-src 'self'");
    assert_eq!(of_privacy(&made), ["privacy/policy"], "{}", made.told());
}

#[test]
fn a_template_that_loads_from_elsewhere_is_told_once() {
    let base = "{% extends \"default/base.html\" %}{% block head %}\
                <link rel=\"preconnect\" href=\"https://fonts.example\">{% endblock head %}";
    let made = page("Text.").with("templates/base.html", base).make();
    assert_eq!(of_privacy(&made), ["privacy/connection"], "{}", made.told());
    let found = made
        .diagnostics
        .iter()
        .find(|found| found.code == "privacy/connection");
    let notes = found.expect("it is told").notes.join("\n");
    assert!(notes.contains("more page"), "{notes}");
}

#[test]
fn a_text_is_not_to_blame_for_what_the_theme_loads() {
    let made = page("See [its makers](https://fonts.example/lora.css) at fonts.example.")
        .with("content/b.md", "---\ntitle: B\n---\nText.\n")
        .with(
            "templates/page.html",
            "<html><head><link rel=\"stylesheet\" href=\"https://fonts.example/lora.css\"></head>{{ page.content }}",
        )
        .make();
    let places: Vec<&str> = made
        .diagnostics
        .iter()
        .filter(|told| told.code == "privacy/style")
        .filter_map(|told| Some(told.primary.as_ref()?.path.as_str()))
        .collect();
    assert_eq!(places, ["templates/page.html"], "{}", made.told());
}

#[test]
fn a_counter_is_to_be_taken_out_and_not_copied() {
    let help = |origin: &str| {
        let made = page("Text.").with(
            "templates/page.html",
            format!("<script src=\"https://{origin}/x.js\"></script>{{{{ page.content }}}}"),
        );
        let made = made.make();
        let told = made
            .diagnostics
            .iter()
            .find(|told| told.code == "privacy/script");
        told.and_then(|told| told.help.clone()).expect("help")
    };
    assert!(
        help("www.googletagmanager.com").starts_with("take it out: with it another site counts")
    );
    assert!(help("scripts.example").contains("keep a copy"));
}

#[test]
fn a_header_that_hosts_would_cut_is_told() {
    let origins: Vec<String> = (0..60)
        .map(|at| format!("{{ origin = \"https://{at}.pictures.example\", reason = \"ours\" }}"))
        .collect();
    let made = page("Text.").settings(&format!("[privacy]\nallow = [{}]", origins.join(", ")));
    let told = of_privacy(&made.make());
    assert!(told.contains(&"privacy/header"), "{told:?}");
    assert!(!of_privacy(&page("Text.").make()).contains(&"privacy/header"));
}
