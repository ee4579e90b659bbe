//! Help in a crisis: what the bar, the block and the page show, of which country, and for how long.

use crate::project::Project;

const LINE: &str = "kind: helpline\nareas: GB\ntopics: [Loss]\nhours: 24/7\nlanguages: [en]\n\
    cost: free\ncrisis: urgent\nverified: { date: 2026-02-20, by: Ada, method: phone }\n";

fn line(name: &str, more: &str) -> String {
    format!("---\nname: {name}\n{LINE}{more}---\nSomebody listens.\n")
}

fn site() -> Project {
    Project::bare()
        .with("content/_index.md", "---\ntitle: Home\n---\n")
        .with(
            "content/articles/tea.md",
            "---\ntitle: Tea\ndate: 2026-01-01\n---\nA pot for two.\n",
        )
        .with(
            "content/articles/night.md",
            "---\ntitle: Night\ndate: 2026-01-02\n---\nShe spoke of\nsuicide.\n",
        )
        .with(
            "content/resources/night-line.md",
            line(
                "Night Line",
                "phone: \"0808 157 0142\"\ntext: \"07700 900142\"\n",
            ),
        )
        .with(
            "content/resources/quiet-line.md",
            line(
                "Quiet Line",
                "chat: https://chat.quiet.example\nphone: \"0808 157 0677\"\n",
            ),
        )
        .settings("[crisis.GB]\nlistings = [\"night-line\", \"quiet-line\"]\nemergency = [\"999\"]")
}

const TEA: &str = "articles/tea/index.html";
const NIGHT: &str = "articles/night/index.html";

/// The piece of a page from one mark to the next other one.
fn part<'p>(page: &'p str, from: &str, to: &str) -> Option<&'p str> {
    let start = page.find(from)?;
    let end = page[start..].find(to)?;
    Some(&page[start..start + end])
}

fn bar(page: &str) -> &str {
    part(page, "<aside class=\"crisis-bar\"", "</aside>").expect("a bar")
}

fn block(page: &str) -> Option<&str> {
    part(page, "<section class=\"support crisis-help\"", "</section>")
}

#[test]
fn the_bar_is_the_same_on_every_page() {
    let made = site().fine();
    let first = bar(made.text(TEA));
    assert!(
        first.contains("href=\"tel:+448081570142\"")
            && first.contains("href=\"sms:+447700900142\"")
    );
    assert!(first.contains("href=\"tel:999\"") && first.contains("href=\"/crisis/\""));
    assert!(!first.contains("0677"), "{first}");
    for path in made.paths(".html") {
        let page = made.text(path);
        if path.starts_with("crisis/") || page.contains("http-equiv=\"refresh\"") {
            continue;
        }
        assert_eq!(bar(page), first, "{path}");
        let before_main = page.find("<main").expect("a main part");
        assert!(
            page.find("crisis-bar").expect("a bar") < before_main,
            "{path}"
        );
    }
}

#[test]
fn texts_that_call_for_help_end_with_all_of_it() {
    let made = site()
        .with(
            "content/articles/loss.md",
            "---\ntitle: Loss\ntopics: [Loss]\n---\nHe died.\n",
        )
        .with(
            "content/articles/title.md",
            "---\ntitle: After a suicide\n---\nWe met.\n",
        )
        .with(
            "content/articles/head.md",
            "---\ntitle: H\n---\n## Self-harm\n\nWe met.\n",
        )
        .with(
            "content/articles/own.md",
            "---\ntitle: O\n---\nAt the edge of it.\n",
        )
        .with(
            "content/articles/link.md",
            "---\ntitle: L\n---\nSee [this](night.md#suicide-x).\n",
        )
        .with(
            "content/articles/never.md",
            "---\ntitle: N\ncrisis_help: false\n---\nSuicide.\n",
        )
        .with(
            "content/articles/always.md",
            "---\ntitle: A\ncrisis_help: true\n---\nTea.\n",
        )
        .settings("[crisis]\ntopics = [\"loss\"]\nwords = [\"the edge\"]")
        .make();
    let has = |name: &str| block(made.text(&format!("articles/{name}/index.html"))).is_some();
    let found: Vec<bool> = [
        "tea", "night", "loss", "title", "head", "own", "link", "never", "always",
    ]
    .into_iter()
    .map(has)
    .collect();
    assert_eq!(
        found,
        [false, true, true, true, true, true, false, false, true]
    );
    let night = block(made.text(NIGHT)).expect("all help");
    for wanted in [
        "0808 157 0142",
        "0808 157 0677",
        "tel:999",
        "20 February 2026",
        "id=\"getting-support\"",
    ] {
        assert!(night.contains(wanted), "{wanted}: {night}");
    }
}

#[test]
fn content_notes_lead_to_the_help_and_an_authors_own_section_keeps_its_place() {
    let made = site()
        .with(
            "content/articles/a.md",
            "---\ntitle: A\ncontent_notes: [grief]\n---\nTea.\n",
        )
        .with(
            "content/articles/b.md",
            "---\ntitle: B\n---\nSuicide.\n\n## Getting support\n\nRing us.\n",
        )
        .fine();
    let a = made.text("articles/a/index.html");
    assert!(
        a.contains("href=\"#getting-support\"")
            && block(a).is_some_and(|block| block.contains("id=\"getting-support\""))
    );
    let b = made.text("articles/b/index.html");
    assert_eq!(b.matches("id=\"getting-support\"").count(), 1);
    assert!(block(b).is_some_and(|block| block.contains("id=\"crisis-help\"")));
}

#[test]
fn a_translation_calls_for_help_where_its_original_does() {
    let made = site()
        .settings("[languages.cy]\ntitle = \"Drws\"")
        .with(
            "content/articles/night.cy.md",
            "---\ntitle: Nos\n---\nUn noson.\n",
        )
        .make();
    assert!(block(made.text("cy/articles/night/index.html")).is_some());
    assert!(bar(made.text("cy/articles/night/index.html")).contains("href=\"/cy/crisis/\""));
}

#[test]
fn the_page_is_small_and_needs_no_other_file() {
    let made = site().fine();
    for path in ["crisis/index.html", "crisis/crisis-help.html"] {
        let page = made.text(path);
        assert!(page.len() < 14 * 1024, "{path} has {} bytes", page.len());
        for outside in [
            "src=",
            "stylesheet",
            "@import",
            "url(",
            "style=\"",
            "onclick",
        ] {
            assert!(!page.contains(outside), "{path} has {outside}");
        }
        for wanted in [
            "tel:+448081570142",
            "sms:+447700900142",
            "tel:999",
            "20 February 2026",
        ] {
            assert!(page.contains(wanted), "{path} lacks {wanted}");
        }
    }
    let file = made.text("crisis/crisis-help.html");
    assert!(
        !file.contains("<script") && !file.contains("href=\"/"),
        "{file}"
    );
    assert!(file.contains("href=\"https://example.org/crisis/\""));
    assert!(!made.text("sitemap.xml").contains("crisis-help"));
    assert!(
        made.text("sitemap.xml")
            .contains("https://example.org/crisis/")
    );
}

#[test]
fn the_worker_is_another_one_when_the_page_is() {
    let worker = |project: Project| project.fine().text("crisis/worker.js").to_owned();
    let one = worker(site());
    assert_eq!(one, worker(site()));
    assert!(!one.contains("@VERSION@"));
    let article = site().with(
        "content/articles/tea.md",
        "---\ntitle: Tea\n---\nTwo pots.\n",
    );
    assert_eq!(one, worker(article));
    let number = site().with(
        "content/resources/night-line.md",
        line("Night Line", "phone: \"0808 157 0143\"\n"),
    );
    assert_ne!(one, worker(number));
}

#[test]
fn what_nobody_has_checked_for_long_vanishes_everywhere() {
    let mut project = site().on("2026-09-01");
    project.options.allow_stale = true;
    let made = project.make();
    for path in [TEA, NIGHT, "crisis/index.html", "crisis/crisis-help.html"] {
        let page = made.text(path);
        assert!(
            !page.contains("tel:+44") && !page.contains("sms:"),
            "{path}"
        );
        assert!(page.contains("tel:999"), "{path}");
    }
    let checked =
        line("Night Line", "phone: \"0808 157 0142\"\n").replace("2026-02-20", "2026-08-30");
    let mut project = site()
        .with("content/resources/night-line.md", checked)
        .on("2026-09-01");
    project.options.allow_stale = true;
    let made = project.make();
    assert!(bar(made.text(TEA)).contains("tel:+448081570142"));
    assert!(!made.text("crisis/index.html").contains("0677"));
}

#[test]
fn a_section_or_a_text_has_the_help_of_its_country() {
    let made = site()
        .with(
            "content/resources/irish-line.md",
            line("Irish Line", "phone: \"+353 1 801 2345\"\n").replace("areas: GB", "areas: IE"),
        )
        .with(
            "content/dublin/_index.md",
            "---\ntitle: Dublin\ncountry: ie\n---\n",
        )
        .with("content/dublin/deep/a.md", "---\ntitle: A\n---\n")
        .with("content/dublin/b.md", "---\ntitle: B\ncountry: GB\n---\n")
        .settings("[crisis.IE]\nlistings = [\"irish-line\"]\nemergency = [\"112\"]")
        .make();
    for (path, number, url) in [
        ("dublin/index.html", "tel:112", "/crisis/#ie"),
        ("dublin/deep/a/index.html", "tel:112", "/crisis/#ie"),
        ("dublin/b/index.html", "tel:999", "/crisis/#gb"),
        (TEA, "tel:999", "/crisis/#gb"),
    ] {
        let bar = bar(made.text(path));
        assert!(bar.contains(number) && bar.contains(url), "{path}: {bar}");
    }
    let page = made.text("crisis/index.html");
    assert!(page.contains("<section id=\"gb\">") && page.contains("<section id=\"ie\">"));
}

#[test]
fn a_country_without_help_shows_no_number_of_another() {
    let made = site()
        .with("content/a.md", "---\ntitle: A\ncountry: FR\n---\n")
        .make();
    let bar = bar(made.text("a/index.html"));
    assert!(
        !bar.contains("tel:") && bar.contains("href=\"/crisis/\""),
        "{bar}"
    );
    assert_eq!(made.codes(), ["crisis/country"]);
}

#[test]
fn a_site_without_help_has_no_bar_and_no_page() {
    let made = Project::bare()
        .with("content/_index.md", "---\ntitle: Home\n---\nSuicide.\n")
        .fine();
    assert!(!made.text("index.html").contains("crisis-bar"));
    assert!(made.paths("crisis/index.html").is_empty());
    assert!(!made.has("crisis/worker.js"));
}

#[test]
fn a_link_for_texts_brings_the_word_to_send() {
    let made = site()
        .with(
            "content/resources/night-line.md",
            line(
                "Night Line",
                "text: { number: \"85258\", keyword: SAY HI }\n",
            ),
        )
        .with("content/a.md", "---\ntitle: A\n---\nText 85258 now.\n")
        .make();
    let href = "href=\"sms:85258?&amp;body=SAY%20HI\"";
    for path in [TEA, "crisis/index.html", "resources/night-line/index.html"] {
        let page = made.text(path);
        assert!(page.contains(href), "{path}: {page}");
    }
    let page = made.text("a/index.html");
    let text = part(page, "<main", "</main>").expect("a main part");
    assert!(text.contains("href=\"sms:85258\""), "{text}");
}

#[test]
fn the_bar_says_when_somebody_answers_and_what_is_otherwise_these_days() {
    let bar_with = |more: &str| {
        let text = line("Night Line", &format!("phone: \"0808 157 0142\"\n{more}"));
        let text = match more.contains("hours:") {
            true => text.replacen("hours: 24/7\n", "", 1),
            false => text,
        };
        let made = site().with("content/resources/night-line.md", text).make();
        bar(made.text(TEA)).to_owned()
    };
    let always = bar_with("");
    assert!(
        !always.contains("crisis-hours") && !always.contains("crisis-alert"),
        "{always}"
    );
    let evenings = bar_with("hours: { mon-fri: \"18:00-22:00\" }\n");
    assert!(
        evenings.contains("<p class=\"crisis-hours\">Monday to Friday"),
        "{evenings}"
    );
    let many = bar_with(
        "hours: { mon: \"18:00-22:00\", tue: \"09:00-11:00\", wed: \"10:00-12:00\", sat: \"08:00-09:00\" }\n",
    );
    assert!(many.contains("Not at all hours"), "{many}");
    let own = bar_with(
        "channels: [{ type: text, number: \"07700 900142\", hours: { mon-fri: \"18:00-22:00\" } }]\n",
    );
    assert!(
        own.contains("<span class=\"crisis-hours\">Monday to Friday"),
        "{own}"
    );
    assert!(!own.contains("<p class=\"crisis-hours\">"), "{own}");
    let alert = bar_with("alert: { text: Only by text for now, until: 2026-03-10 }\n");
    assert!(
        alert.contains("10 March 2026: Only by text for now"),
        "{alert}"
    );
}

#[test]
fn a_text_message_keeps_numbers_with_their_extensions() {
    let made = site()
        .with(
            "content/resources/night-line.md",
            line(
                "Night Line",
                "phone: { number: \"0161 496 0142\", extension: \"4\" }\n",
            ),
        )
        .make();
    let page = made.text("crisis/index.html");
    assert!(
        page.contains("Night Line. Call: 0161 496 0142 ext. 4."),
        "{page}"
    );
}

#[test]
fn numbers_are_never_cut_to_fit_a_text_message() {
    let long = "A line with a name that is as long as a name may be, and goes on for a good while longer, so long";
    let made = site()
        .with(
            "content/resources/night-line.md",
            line(long, "phone: [\"0808 157 0142\", \"0808 157 0143\", \"0808 157 0144\", \"0808 157 0145\"]\n"),
        )
        .make();
    let page = made.text("crisis/index.html");
    let from = page.find("<details").expect("a message");
    let message = part(&page[from..], "<p class=\"note\">", "</p>").expect("a message");
    let message = message.trim_start_matches("<p class=\"note\">");
    assert!(message.chars().count() <= 160, "{message}");
    assert!(message.ends_with("0142. Call: 0808 157 0143."), "{message}");
}

#[test]
fn a_second_emergency_number_is_no_second_danger() {
    let project = site();
    let settings = std::fs::read_to_string(project.root().join("waypost.toml")).expect("settings");
    let settings = settings.replace("[\"999\"]", "[\"999\", \"112\"]");
    let made = project.with("waypost.toml", settings).make();
    for path in ["crisis/index.html", NIGHT] {
        let page = made.text(path);
        assert_eq!(
            page.matches("If a life is in danger").count() - bar_count(page),
            1,
            "{path}"
        );
        assert!(page.contains("href=\"tel:112\">Or call 112.</a>"), "{path}");
    }
}

/// How often the bar says what the page says too.
fn bar_count(page: &str) -> usize {
    page.matches("<aside class=\"crisis-bar\"").count()
}
