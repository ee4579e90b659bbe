//! Layers of a theme, options, words, assets.

use crate::project::{Made, Project, suite};

fn site() -> Project {
    Project::copy_of(&suite("themes"))
}

fn without_missing_words(made: &Made) -> Vec<&'static str> {
    let codes = made.codes().into_iter();
    codes.filter(|code| *code != "words/missing").collect()
}

#[test]
fn the_site_comes_before_its_theme_the_parent_and_the_default() {
    let made = site().make();
    assert_eq!(without_missing_words(&made), [""; 0], "{}", made.told());
    insta::assert_snapshot!(made.text("about/index.html"));
}

#[test]
fn a_template_may_extend_the_one_that_it_replaces() {
    let made = Project::bare()
        .with("templates/page.html", "{% extends \"default/page.html\" %}{% block main %}<i>mine</i>{{ super() }}{% endblock main %}")
        .with("content/about.md", "---\ntitle: About\n---\n")
        .fine();
    let page = made.text("about/index.html");
    assert!(page.contains("<i>mine</i>") && page.contains("<h1>About</h1>"));
}

#[test]
fn options_are_set_by_the_site() {
    let settings = "[options]\nmotto = \"ours\"\ncount = 7\nloud = true\ncolour = \"#aabbcc\"\nsize = \"large\"\nnames = [\"x\"]\nof_parent = \"still\"\naccent = \"plum\"\nnothing = \"some\"";
    let made = site().settings(settings).make();
    let page = made.text("about/index.html");
    assert!(
        page.contains("ours, still, #74305a\n7 true #aabbcc large x some\n"),
        "{page}"
    );
}

#[test]
fn wrong_options_are_errors_that_say_what_they_are_for() {
    let settings = "[options]\nmotto = 3\ncount = \"many\"\nloud = 1\ncolour = \"red\"\nsize = \"huge\"\nnames = \"x\"\nmoto = \"?\"";
    let made = site().settings(settings).make();
    assert_eq!(
        made.codes()
            .iter()
            .filter(|code| **code == "theme/option")
            .count(),
        7,
        "{}",
        made.told()
    );
    let told: Vec<String> = made
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.code == "theme/option")
        .map(|diagnostic| {
            format!(
                "{} ({})\n",
                diagnostic.message,
                diagnostic.help.as_deref().unwrap_or("-")
            )
        })
        .collect();
    insta::assert_snapshot!(told.concat());
}

#[test]
fn a_theme_that_is_not_there_or_builds_on_itself_is_told() {
    let made = Project::bare().with(
        "waypost.toml",
        "title = \"T\"\nbase_url = \"https://example.org\"\ntheme = \"chidl\"\n",
    );
    let made = made
        .with("themes/child/theme.toml", "name = \"C\"\n")
        .make();
    assert!(
        made.told().contains("theme/missing") && made.told().contains("did you mean `child`?"),
        "{}",
        made.told()
    );
    let made = site()
        .with("themes/parent/theme.toml", "parent = \"child\"\n")
        .make();
    assert!(made.codes().contains(&"theme/circle"), "{}", made.told());
}

#[test]
fn addresses_of_assets_change_with_their_content() {
    let template = "{{ asset(path=\"main.css\") }} {{ asset(path=\"pictures/dot.svg\") }}";
    let project = Project::bare()
        .with("templates/page.html", template)
        .with("content/a.md", "---\ntitle: A\n---\n")
        .with(
            "assets/main.css",
            "body { background: url(\"pictures/dot.svg\"); }",
        )
        .with(
            "assets/pictures/dot.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        );
    let before = project.fine();
    project.write(
        "assets/pictures/dot.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\"/>",
    );
    let after = project.fine();
    let addresses = |made: &Made| {
        made.text("a/index.html")
            .split(' ')
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let (before_urls, after_urls) = (addresses(&before), addresses(&after));
    assert!(
        before_urls[0] != after_urls[0] && before_urls[1] != after_urls[1],
        "the sheet changed with its picture"
    );
    for (made, urls) in [(&before, &before_urls), (&after, &after_urls)] {
        assert!(urls[0].starts_with("/assets/main.") && urls[0].ends_with(".css"));
        assert!(urls.iter().all(|url| made.has(&url[1..])), "{urls:?}");
        let sheet = made.text(&urls[0][1..]);
        assert!(
            sheet.contains(&format!("url(\"{}\")", &urls[1]["/assets/".len()..])),
            "{sheet}"
        );
    }
}

#[test]
fn stylesheets_point_to_assets_in_every_way_that_css_knows() {
    let sheet = "@import url(base.css);\n@font-face { src: url('../fonts/a.woff2') format('woff2'), url(\"../fonts/a.woff2#iefix\"); }\n.a { background: url( dot.svg ) }\n.b { background: url(data:image/png;base64,AA==) }\n.c { background: url(https://example.com/dot.svg) }\n.d { background: url(#id) }\n.e { background: url(gone.svg) }\n";
    let made = Project::bare()
        .settings("[privacy]\nallow = [{ origin = \"https://example.com\", reason = \"Ours.\" }]")
        .with("templates/page.html", "{{ asset(path=\"css/main.css\") }} {{ asset(path=\"fonts/a.woff2\") }} {{ asset(path=\"css/dot.svg\") }} {{ asset(path=\"css/base.css\") }}")
        .with("content/a.md", "---\ntitle: A\n---\n")
        .with("assets/css/main.css", sheet)
        .with("assets/css/base.css", "b{}")
        .with("assets/css/dot.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
        .with("assets/dot.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><title>another</title></svg>")
        .with("assets/fonts/a.woff2", "font")
        .fine();
    let urls: Vec<&str> = made.text("a/index.html").split(' ').collect();
    let [sheet, font, dot, base] = urls[..] else {
        panic!("{urls:?}")
    };
    let name = |url: &str| url.rsplit('/').next().expect("a name").to_owned();
    let text = made.text(&sheet[1..]);
    for wanted in [
        format!("@import url({});", name(base)),
        format!("url('../fonts/{}')", name(font)),
        format!("url(\"../fonts/{}#iefix\")", name(font)),
        format!("url( {} )", name(dot)),
        "url(data:image/png;base64,AA==)".to_owned(),
        "url(https://example.com/dot.svg)".to_owned(),
        "url(#id)".to_owned(),
        "url(gone.svg)".to_owned(),
    ] {
        assert!(text.contains(&wanted), "{wanted}\n{text}");
    }
}

#[test]
fn words_of_the_site_come_first_and_have_the_plurals_of_their_language() {
    let template = "{% for n in [0, 1, 2, 3, 11, 100] %}{{ t(key=\"cups\", n=n) }}, {% endfor %}{{ t(key=\"greet\", name=\"<b>\") }}";
    let arabic = "greet = \"أهلا {name}\"\ncups = { zero = \"صفر {n}\", one = \"واحد\", two = \"اثنان\", few = \"قليل {n}\", many = \"كثير {n}\", other = \"آخر {n}\" }\n";
    let made = Project::bare()
        .settings("[languages.ar]\ntitle = \"ar\"")
        .with("templates/page.html", template)
        .with("content/a.md", "---\ntitle: A\n---\n")
        .with("content/a.ar.md", "---\ntitle: A\n---\n")
        .with(
            "i18n/en.toml",
            "greet = \"Hello {name}\"\ncups = { one = \"{n} cup\", other = \"{n} cups\" }\n",
        )
        .with("i18n/ar.toml", arabic)
        .fine();
    insta::assert_snapshot!(format!(
        "{}\n{}",
        made.text("a/index.html"),
        made.text("ar/a/index.html")
    ));
}

#[test]
fn templates_that_are_wrong_are_told_with_their_line_and_their_page() {
    let made = Project::bare()
        .with("content/a.md", "---\ntitle: A\n---\n")
        .with("content/b.md", "---\ntitle: B\n---\n")
        .with(
            "content/articles/c.md",
            "---\ntitle: C\ntemplate: wiide\n---\n",
        )
        .with("templates/wide.html", "wide")
        .with("templates/page.html", "<p>\n{{ page.titel }}\n")
        .with("templates/term.html", "{% if %}")
        .with(
            "templates/terms.html",
            "{{ asset(path=\"mian.css\") }}{{ entriess() }}",
        )
        .make();
    let mut codes = made.codes();
    codes.dedup();
    assert_eq!(made.pointed_at("template/missing"), ["wiide"]);
    assert_eq!(made.pointed_at("template/render"), ["titel"]);
    insta::assert_snapshot!(made.told());
}

#[test]
fn a_template_that_takes_the_place_of_none_is_told_unless_somebody_asks_for_it() {
    let made = Project::bare()
        .with("content/a.md", "---\ntitle: A\ntemplate: pages.html\n---\n")
        .with("templates/pages.html", "{% include \"parts/heads.html\" %}")
        .with("templates/parts/heads.html", "<p>mine</p>")
        .with("templates/parts/foter.html", "<p>nobody sees this</p>")
        .with("templates/artcle.html", "<p>nor this</p>")
        .with(
            "templates/parts/of-our-own-and-for-later.html",
            "<p>kept</p>",
        )
        .make();
    insta::assert_snapshot!(made.told());
    assert_eq!(made.text("a/index.html"), "<p>mine</p>");
}

#[test]
fn every_theme_of_the_program_can_be_chosen_and_built_upon() {
    for theme in waypost::disk::embedded_themes() {
        let settings = |theme: &str| {
            format!(
                "title = \"T\"\nbase_url = \"https://example.org\"\nexample = true\ntheme = \"{theme}\"\n"
            )
        };
        let chosen = Project::bare()
            .with("content/a.md", "---\ntitle: A\n---\nText.\n")
            .with("waypost.toml", settings(&theme))
            .fine();
        assert!(chosen.has("404.html"), "{theme}");
        let built_upon = Project::bare()
            .with("content/a.md", "---\ntitle: A\n---\nText.\n")
            .with("waypost.toml", settings("mine"))
            .with("themes/mine/theme.toml", format!("name = \"M\"\nparent = \"{theme}\"\n"))
            .with("themes/mine/templates/404.html", format!("{{% extends \"{theme}/base.html\" %}}{{% block main %}}<h1>mine</h1>{{% endblock main %}}"))
            .fine();
        let (own, parents) = (built_upon.text("404.html"), chosen.text("404.html"));
        assert!(own.contains("<h1>mine</h1>"), "{theme}");
        let body = |page: &str| page.find("<main").map(|end| page[..end].to_owned());
        assert_eq!(body(own), body(parents), "{theme}");
    }
}

#[test]
fn a_folder_of_the_site_comes_before_a_theme_of_the_program() {
    let made = Project::bare()
        .with("content/a.md", "---\ntitle: A\n---\nText.\n")
        .with(
            "waypost.toml",
            "title = \"T\"\nbase_url = \"https://example.org\"\ntheme = \"lantern\"\n",
        )
        .with("themes/lantern/templates/404.html", "<p>of the site</p>")
        .fine();
    assert_eq!(made.text("404.html"), "<p>of the site</p>");
}
