//! Which pages can be left quickly, and which keep their topic to themselves.

use crate::feeds::Element;
use crate::project::{Made, Project};

const PAGE: &str =
    "{{ page.exit?.url or \"-\" }} {{ page.discreet }} {{ page.neutral_title or \"-\" }}";

/// A site whose pages say what they do for readers who are watched.
fn site(settings: &str) -> Project {
    let kinds = [
        "article", "page", "listing", "home", "section", "listings", "term", "terms", "404",
        "leaving", "search",
    ];
    let project = kinds.iter().fold(Project::plain(), |project, kind| {
        project.with(&format!("templates/{kind}.html"), PAGE)
    });
    project
        .with("i18n/en.toml", "[exit]\nneutral_title = \"Notes\"\n")
        .with("content/_index.md", "---\ntitle: Home\n---\n")
        .settings(settings)
}

fn entry(fields: &str) -> String {
    format!("---\ntitle: A\ndate: 2026-01-01\n{fields}\n---\n\nText.\n")
}

fn has_exit(made: &Made, path: &str) -> bool {
    !made.text(path).starts_with("- ")
}

fn is_discreet(made: &Made, path: &str) -> bool {
    made.text(path).contains(" true ")
}

/// The pages without an address that tells of them.
fn hidden(made: &Made) -> Vec<&str> {
    let pages = made.paths("index.html").into_iter();
    pages
        .filter(|path| path.starts_with("p/") || path.contains("/p/"))
        .collect()
}

const USUAL: &str = "https://www.bbc.co.uk/weather";

#[test]
fn nobody_says_so_and_no_page_has_an_exit_but_the_one_that_tells_of_it() {
    let made = site("").with("content/articles/a.md", entry("")).fine();
    for path in [
        "index.html",
        "articles/index.html",
        "articles/a/index.html",
        "404.html",
    ] {
        assert_eq!(made.text(path), "- false -", "{path}");
    }
    assert_eq!(
        made.text("leaving/index.html"),
        format!("{USUAL} true Notes")
    );
}

#[test]
fn what_is_nearest_to_a_page_decides() {
    let section = |fields: &str| format!("---\ntitle: S\n{fields}\n---\n");
    for (settings, home, folder, own, expected) in [
        ("", "", "", "quick_exit: true", true),
        ("", "", "quick_exit: true", "", true),
        ("", "quick_exit: true", "", "", true),
        ("", "quick_exit: true", "quick_exit: false", "", false),
        ("", "quick_exit: true", "", "quick_exit: false", false),
        ("", "", "", "topics: [Grief]", false),
        ("topics = [\"abuse\"]", "", "", "topics: [Abuse]", true),
        (
            "topics = [\"Abuse\"]",
            "",
            "quick_exit: false",
            "topics: [Grief, Abuse]",
            true,
        ),
        (
            "topics = [\"Abuse\"]",
            "",
            "",
            "topics: [Abuse]\nquick_exit: false",
            false,
        ),
        ("everywhere = true", "", "", "", true),
        ("everywhere = true", "", "quick_exit: false", "", false),
        (
            "enabled = false\neverywhere = true",
            "",
            "",
            "quick_exit: true",
            false,
        ),
    ] {
        let made = site(&format!("[exit]\n{settings}"))
            .with("content/_index.md", section(home))
            .with("content/articles/_index.md", section(folder))
            .with("content/articles/deep/a.md", entry(own))
            .with("content/b.md", entry("topics: [Abuse]"))
            .fine();
        assert_eq!(
            has_exit(&made, "articles/deep/a/index.html"),
            expected,
            "{settings} {home} {folder} {own}"
        );
    }
}

#[test]
fn pages_of_a_topic_and_of_no_entry_have_it_too() {
    let made = site("[exit]\ntopics = [\"abuse\"]\nto = \"https://dull.example/\"")
        .with("content/articles/a.md", entry("topics: [Abuse, Grief]"))
        .fine();
    assert!(has_exit(&made, "topics/abuse/index.html"));
    assert!(!has_exit(&made, "topics/grief/index.html"));
    assert!(!has_exit(&made, "topics/index.html"));
    assert!(
        made.text("articles/a/index.html")
            .starts_with("https://dull.example/ ")
    );
    let made = site("[exit]\neverywhere = true").fine();
    for path in ["404.html", "search/index.html", "index.html"] {
        assert!(has_exit(&made, path), "{path}");
    }
    let made = site("[exit]\nenabled = false\neverywhere = true").fine();
    assert!(made.paths("leaving/index.html").is_empty());
}

#[test]
fn a_view_by_a_topic_of_the_exit_has_it() {
    let listing = "---\nname: Line\nkind: helpline\ntopics: [Abuse]\nareas: worldwide\n\
        phone: \"0808 157 0123\"\ncost: free\nhours: 24/7\nlanguages: [en]\n\
        verified: 2026-02-20\n---\n";
    let made = site("[exit]\ntopics = [\"abuse\"]")
        .with("content/resources/line.md", listing)
        .fine();
    assert!(has_exit(&made, "resources/line/index.html"));
    assert!(has_exit(&made, "resources/topic/abuse/index.html"));
    assert!(has_exit(
        &made,
        "resources/kind/helpline/topic/abuse/index.html"
    ));
    assert!(!has_exit(&made, "resources/kind/helpline/index.html"));
    assert!(!has_exit(&made, "resources/index.html"));
}

#[test]
fn a_translation_does_as_its_original_unless_it_says_otherwise() {
    let languages = "[languages.ar]\ntitle = \"ar\"";
    let made = site(languages)
        .with("content/a.md", entry("quick_exit: true\ndiscreet: true"))
        .with("content/a.ar.md", entry(""))
        .with("content/b.md", entry("quick_exit: true"))
        .with("content/b.ar.md", entry("quick_exit: false"))
        .with("content/part/_index.md", entry("quick_exit: true"))
        .with("content/part/c.ar.md", entry(""))
        .fine();
    let hidden = hidden(&made);
    assert_eq!(hidden.len(), 2, "{hidden:?}");
    assert_eq!(hidden[0], format!("ar/{}", hidden[1]));
    for path in &hidden {
        assert!(has_exit(&made, path) && is_discreet(&made, path), "{path}");
    }
    assert!(has_exit(&made, "b/index.html"));
    assert!(!has_exit(&made, "ar/b/index.html"));
    assert!(has_exit(&made, "ar/part/c/index.html"));
}

#[test]
fn a_discreet_page_has_an_address_that_tells_nothing() {
    let made = site("")
        .with("content/abuse/_index.md", entry("discreet: true"))
        .with("content/abuse/plan.md", entry(""))
        .with("content/abuse/named.md", entry("slug: a-walk"))
        .with("content/abuse/placed.md", entry("path: /weather/"))
        .with("content/abuse/open.md", entry("discreet: false"))
        .with("content/abuse/shelter/index.md", entry(""))
        .with("content/abuse/shelter/door.txt", "a door")
        .with("content/b.md", entry("discreet: true"))
        .fine();
    insta::assert_snapshot!(
        made.paths("")
            .into_iter()
            .filter(|path| path.ends_with("index.html") || path.ends_with("door.txt"))
            .collect::<Vec<_>>()
            .join("\n")
    );
    assert!(is_discreet(&made, "p/a-walk/index.html"));
    assert!(is_discreet(&made, "weather/index.html"));
    assert!(!is_discreet(&made, "abuse/open/index.html"));
}

#[test]
fn its_address_is_the_same_wherever_the_site_is_built() {
    let made = site("[languages.ar]\ntitle = \"ar\"")
        .with("content/b.md", entry("discreet: true"))
        .fine();
    let again = site("")
        .with("content/a.md", entry(""))
        .with("content/b.md", entry("discreet: true\ntopics: [Grief]"))
        .fine();
    let (first, second) = (hidden(&made), hidden(&again));
    assert!(
        first.iter().all(|path| second.contains(path)),
        "{first:?} {second:?}"
    );
    assert_eq!(
        second.len(),
        first.len() + 1,
        "the page of its topic as well"
    );
}

#[test]
fn search_engines_and_feeds_do_not_learn_of_it() {
    let made = Project::bare()
        .with("content/_index.md", "---\ntitle: Home\n---\n")
        .with(
            "content/articles/secret.md",
            "---\ntitle: Whispered\ndescription: Whispered\ndate: 2026-01-01\n\
             topics: [Whispered]\ndiscreet: true\nauthors: [Ada]\n---\n\nWhispered.\n",
        )
        .with("content/articles/open.md", entry("topics: [Said]"))
        .with(
            "content/quiet/_index.md",
            "---\ntitle: Whispered\nkind: articles\ndiscreet: true\n---\n",
        )
        .with("content/quiet/more.md", entry(""))
        .fine();
    for path in made.paths("") {
        if path.ends_with(".xml") {
            let text = made.text(path);
            assert!(!text.contains("hispered"), "{path}: {text}");
            assert!(!text.contains("/p/"), "{path}: {text}");
        }
    }
    let map = Element::read(made.text("sitemap.xml"));
    let urls: Vec<String> = map
        .all("url")
        .map(|url| url.one("loc").to_owned())
        .collect();
    assert!(
        urls.contains(&"https://example.org/articles/open/".to_owned()),
        "{urls:?}"
    );
    let pages = hidden(&made);
    assert_eq!(pages.len(), 5, "{pages:?}");
    for path in pages {
        let html = made.text(path);
        let head = &html[..html.find("</head>").expect("a head")];
        assert!(head.contains("<title>Information</title>"), "{head}");
        assert!(head.contains("noindex"), "{head}");
        for word in ["hispered", "og:", "ld+json", "description", "Ada"] {
            assert!(!head.contains(word), "{path}: {word} in {head}");
        }
    }
    let article = made.text("articles/index.html");
    assert!(
        article.contains("Whispered"),
        "readers of the site find it in its lists"
    );
}

#[test]
fn the_address_of_a_list_of_discreet_pages_tells_nothing_either() {
    let line = |name: &str, topic: &str, more: &str| {
        format!(
            "---\nname: {name}\nkind: helpline\ntopics: [{topic}]\nareas: worldwide\n\
             phone: \"0808 157 0123\"\ncost: free\nhours: 24/7\nlanguages: [en]\n\
             verified: 2026-02-20\n{more}---\n"
        )
    };
    let made = Project::bare()
        .settings("[languages.ar]\ntitle = \"ar\"")
        .with(
            "content/articles/a.md",
            entry("topics: [Abuse]\ndiscreet: true"),
        )
        .with("content/articles/b.md", entry("topics: [Tea]"))
        .with(
            "content/resources/one.md",
            line("One", "Abuse", "discreet: true\n"),
        )
        .with("content/resources/two.md", line("Two", "Tea", ""))
        .with(
            "content/quiet/_index.md",
            "---\ntitle: Quiet\nkind: listings\ndiscreet: true\n---\n",
        )
        .with("content/quiet/three.md", line("Three", "Night", ""))
        .fine();
    for path in made.paths("") {
        let tells = ["abuse", "night"].iter().any(|word| path.contains(word));
        assert!(!tells, "{path}");
        let leads = |bytes: &[u8]| bytes.windows(12).any(|part| part == b"topics/abuse");
        assert!(!leads(&made.outputs[path]), "{path} leads there");
    }
    for path in ["topics/tea/index.html", "resources/topic/tea/index.html"] {
        assert!(!made.text(path).contains("<title>Information"), "{path}");
    }
    let lists = hidden(&made).into_iter().filter(|path| {
        let html = made.text(path);
        let head = &html[..html.find("</head>").expect("a head")];
        assert!(head.contains("<title>Information</title>"), "{path}");
        html.contains(">Abuse</h1>") || html.contains("Abuse")
    });
    assert!(lists.count() > 3);
    let topics = made.text("topics/index.html");
    assert!(
        topics.contains("href=\"/p/") && topics.contains("Abuse"),
        "{topics}"
    );
}

#[test]
fn the_title_of_discreet_pages_is_the_sites_to_choose() {
    let settings = "[exit]\ntitle = \"Recipes\"\n[languages.ar]\ntitle = \"ar\"\n\
        [languages.ar.exit]\ntitle = \"وصفات\"\n[languages.fr]\ntitle = \"fr\"";
    let made = site(settings)
        .with("i18n/fr.toml", "[exit]\nneutral_title = \"Divers\"\n")
        .with("content/b.md", entry("discreet: true\nslug: b"))
        .with("content/b.ar.md", entry("slug: b"))
        .with("content/b.fr.md", entry("slug: b"))
        .fine();
    assert_eq!(made.text("p/b/index.html"), "- true Recipes");
    assert_eq!(made.text("ar/p/b/index.html"), "- true وصفات");
    assert_eq!(made.text("fr/p/b/index.html"), "- true Divers");
}

#[test]
fn settings_that_lead_nowhere_are_told() {
    let made = site("[exit]\ntopics = [\"abbuse\"]\ntracks = \"covering.md\"\nto = \"weather\"")
        .with("content/covering-up.md", entry(""))
        .with("content/articles/a.md", entry("topics: [Abuse]"))
        .make();
    insta::assert_snapshot!(made.told());
}

#[test]
fn the_page_on_covering_tracks_is_named_in_the_language_of_the_reader() {
    let made =
        site("[exit]\neverywhere = true\ntracks = \"tracks.md\"\n[languages.ar]\ntitle = \"ar\"")
            .with(
                "templates/leaving.html",
                "{{ page.exit.tracks.url }} {{ page.exit.tracks.title }}",
            )
            .with("content/tracks.md", "---\ntitle: Tracks\n---\n")
            .with("content/tracks.ar.md", "---\ntitle: آثار\n---\n")
            .fine();
    assert_eq!(made.text("leaving/index.html"), "/tracks/ Tracks");
    assert_eq!(made.text("ar/leaving/index.html"), "/ar/tracks/ آثار");
}

#[test]
fn every_article_says_what_the_site_is_not_in_its_language() {
    let languages = "[languages.ar]\ntitle = \"ar\"";
    let made = |settings: &str| {
        Project::bare()
            .settings(&format!("{settings}\n{languages}"))
            .with("content/articles/a.md", entry(""))
            .with("content/articles/a.ar.md", entry(""))
            .fine()
    };
    let usual = made("");
    assert!(
        usual
            .text("articles/a/index.html")
            .contains("We are not a crisis service.")
    );
    assert!(
        usual
            .text("ar/articles/a/index.html")
            .contains("لسنا خدمة طوارئ")
    );
    let own = made("disclaimer = \"We <listen>.\"");
    assert!(
        own.text("articles/a/index.html")
            .contains("We &lt;listen&gt;.")
    );
    assert!(
        own.text("ar/articles/a/index.html")
            .contains("لسنا خدمة طوارئ")
    );
    let off = made("disclaimer = false");
    for path in ["articles/a/index.html", "ar/articles/a/index.html"] {
        assert!(!off.text(path).contains("class=\"disclaimer\""), "{path}");
    }
}

#[test]
fn the_way_past_what_a_note_tells_of_leads_somewhere_on_every_kind_of_page() {
    let note = "content_notes: [self-harm, loss]";
    let made = Project::bare()
        .settings("[languages.ar]\ntitle = \"ar\"")
        .with("content/articles/_index.md", entry(note))
        .with("content/articles/a.md", entry(note))
        .with("content/articles/a.ar.md", entry(""))
        .with(
            "content/articles/own.md",
            format!("{}\n## Getting support\n\nCall us.\n", entry(note)),
        )
        .with("content/b.md", entry(note))
        .with("content/resources/_index.md", entry(note))
        .with(
            "content/organizations/o.md",
            format!("---\nname: O\nkind: organization\nurl: https://o.example/\n{note}\n---\n"),
        )
        .make();
    let mut seen = 0;
    for path in made.paths("index.html") {
        let html = made.text(path);
        let places = html.matches("id=\"getting-support\"").count();
        if html.contains("href=\"#getting-support\"") {
            seen += 1;
            assert_eq!(places, 1, "{path}");
        }
    }
    assert_eq!(seen, 7, "{:?}", made.paths("index.html"));
    let arabic = made.text("ar/articles/a/index.html");
    assert!(arabic.contains("self-harm، loss"), "{arabic}");
}

#[test]
fn a_video_or_map_is_a_link_and_what_would_load_it_is_refused() {
    let page = |text: &str| format!("---\ntitle: A\n---\n\n{text}\n");
    let fine = Project::bare()
        .with(
            "content/a.md",
            page("::video{url=\"https://v.example/w?utm_source=x&id=1\" title=\"A <walk>\" length=\"2 min\"}"),
        )
        .fine();
    let html = fine.text("a/index.html");
    assert!(
        html.contains("href=\"https://v.example/w?id=1\" rel=\"noopener noreferrer\""),
        "{html}"
    );
    assert!(
        html.contains("A &lt;walk&gt;") && html.contains("v.example. That site"),
        "{html}"
    );
    let wrong = Project::bare()
        .with(
            "content/a.md",
            page(
                "::video{url=\"<iframe src=https://v.example/1>\" title=\"One\"}\n\n\
                 ::video{url=\"film.mp4\" title=\"Two\"}\n\n\
                 ::map{url=\"https://m.example/\" title=\"Three\" picture=\"https://m.example/tile.png\"}\n\n\
                 ::map{url=\"https://m.example/\" title=\"Four\" picture=\"gone.png\"}\n\n\
                 ::map{url=\"https://m.example/\" title=\"\"}\n\n\
                 ::video{url=\"javascript:alert(1)\" title=\"Six\"}",
            ),
        )
        .make();
    insta::assert_snapshot!(wrong.told());
}

#[test]
fn what_tracks_readers_is_taken_off_links_and_told_to_who_checks() {
    let project = Project::bare().with(
        "content/a.md",
        "---\ntitle: A\n---\n\n[one](https://a.example/?b=%20c&utm_source=x&d#e), \
         <a href=\"https://b.example/?fbclid=1\">two</a>, <https://c.example/?gclid=2&q>\n\n\
         ::button{to=\"https://d.example/?mc_eid=3\" label=\"four\"}\n",
    );
    let made = project.fine();
    let html = made.text("a/index.html");
    for href in [
        "https://a.example/?b=%20c&amp;d#e",
        "https://b.example/",
        "https://c.example/?q",
        "https://d.example/",
    ] {
        let link = format!("href=\"{href}\" rel=\"noopener noreferrer\"");
        assert!(html.contains(&link), "{link} in {html}");
    }
    let checked = waypost::build::check(project.root(), project.options.clone(), &|_, _| {})
        .expect("a folder");
    let told: Vec<&str> = checked.diagnostics.iter().map(|told| told.code).collect();
    assert_eq!(told, ["links/tracking"; 4]);
}
