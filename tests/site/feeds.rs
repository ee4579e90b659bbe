//! Atom feeds, read as a feed reader reads them.

use crate::project::{Made, Project};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// An element of a document.
#[derive(Debug, Default)]
pub struct Element {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    pub text: String,
    pub children: Vec<Element>,
}

impl Element {
    pub fn read(xml: &str) -> Element {
        let mut reader = Reader::from_str(xml);
        reader.config_mut().check_end_names = true;
        let mut stack = vec![Element::default()];
        loop {
            match reader.read_event().expect("well-formed XML") {
                Event::Start(start) => stack.push(Element::started(&start)),
                Event::Empty(start) => {
                    let element = Element::started(&start);
                    stack.last_mut().expect("a parent").children.push(element);
                }
                Event::End(_) => {
                    let element = stack.pop().expect("an element");
                    stack.last_mut().expect("a parent").children.push(element);
                }
                Event::Text(text) => {
                    stack.last_mut().expect("an element").text.push_str(&text);
                }
                Event::GeneralRef(name) => {
                    let text = match &*name {
                        "lt" => "<",
                        "gt" => ">",
                        "amp" => "&",
                        "quot" => "\"",
                        "apos" => "'",
                        other => panic!("an unknown reference: {other}"),
                    };
                    stack.last_mut().expect("an element").text.push_str(text);
                }
                Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(stack.len(), 1, "every element is closed");
        stack.remove(0).children.remove(0)
    }

    fn started(start: &BytesStart<'_>) -> Element {
        let attributes = start.attributes().map(|attribute| {
            let attribute = attribute.expect("an attribute");
            let key = attribute.key.as_ref().to_owned();
            let value = attribute.value.into_owned();
            (key, crate::page::unescaped(&value))
        });
        Element {
            name: start.name().as_ref().to_owned(),
            attributes: attributes.collect(),
            ..Element::default()
        }
    }

    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The text of the only child of this name.
    pub fn one<'a>(&'a self, name: &'a str) -> &'a str {
        let found: Vec<&Element> = self.all(name).collect();
        assert_eq!(found.len(), 1, "one {name} in {}", self.name);
        &found[0].text
    }

    pub fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// Checks what RFC 4287 requires, and gives the feed.
fn feed(made: &Made, path: &str) -> Element {
    let feed = Element::read(made.text(path));
    assert_eq!(feed.name, "feed");
    assert_eq!(feed.attribute("xmlns"), Some("http://www.w3.org/2005/Atom"));
    let own = format!("https://example.org/{path}");
    let own_link = feed
        .all("link")
        .find(|link| link.attribute("rel") == Some("self"));
    assert_eq!(
        own_link.and_then(|link| link.attribute("href")),
        Some(own.as_str())
    );
    assert_eq!(feed.one("id"), own);
    assert!(!feed.one("title").is_empty());
    assert!(
        feed.all("author")
            .all(|author| !author.one("name").is_empty())
    );
    assert!(
        feed.all("author").next().is_some(),
        "entries may do without"
    );
    is_timestamp(feed.one("updated"));
    let mut ids: Vec<&str> = Vec::new();
    for entry in feed.all("entry") {
        assert!(!entry.one("title").is_empty());
        ids.push(entry.one("id"));
        is_timestamp(entry.one("updated"));
        let links = entry
            .all("link")
            .filter(|link| link.attribute("rel") == Some("alternate"));
        assert_eq!(links.count(), 1);
    }
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count, "ids are unique");
    feed
}

fn is_timestamp(text: &str) {
    let parsed: Result<jiff::Timestamp, _> = text.parse();
    assert!(parsed.is_ok(), "{text}");
}

fn titles(feed: &Element) -> Vec<&str> {
    feed.all("entry").map(|entry| entry.one("title")).collect()
}

fn article(title: &str, date: &str, more: &str) -> String {
    format!("---\ntitle: \"{title}\"\ndate: {date}\n{more}\n---\nThe words of {title}.\n")
}

fn site() -> Project {
    Project::plain()
        .with("content/articles/old.md", article("Old", "2026-01-01", "updated: 2026-02-20\ntopics: [Grief]\nauthors: [Ada, Bo]"))
        .with("content/articles/new.md", article("New & <bold>", "2026-02-10 18:30", "topics: [Grief]\ndescription: Said \"so\"."))
        .with("content/articles/undated.md", "---\ntitle: Undated\n---\n")
        .with("content/news/fresh.md", article("Fresh", "2026-02-15", ""))
        .with("content/news/coming.md", article("Coming", "2026-05-01", ""))
        .with("content/about.md", article("About", "2026-02-25", ""))
        .with("content/resources/line.md", "---\nkind: helpline\nname: Line\nphone: \"0808 157 0123\"\nareas: GB\ntopics: [Loss]\nhours: unknown\nlanguages: [en]\ncost: free\nverified: { date: 2026-02-26, by: Ada }\n---\n")
}

#[test]
fn feeds_hold_what_they_are_of_newest_first() {
    let made = site()
        .settings("[languages.de]\ntitle = \"de\"")
        .with(
            "content/articles/old.de.md",
            article("Alt", "2026-01-01", ""),
        )
        .make();
    assert_eq!(
        titles(&feed(&made, "feed.xml")),
        ["Fresh", "New & <bold>", "Old"]
    );
    assert_eq!(
        titles(&feed(&made, "articles/feed.xml")),
        ["New & <bold>", "Old"]
    );
    assert_eq!(
        titles(&feed(&made, "topics/grief/feed.xml")),
        ["New & <bold>", "Old"]
    );
    assert_eq!(titles(&feed(&made, "resources/feed.xml")), ["Line"]);
    assert_eq!(titles(&feed(&made, "de/feed.xml")), ["Alt"]);
    let all = [
        "articles",
        "authors/ada",
        "authors/bo",
        "de/articles",
        "de",
        "",
        "news",
        "resources",
        "topics/grief",
        "topics/loss",
    ];
    let mut all = all.map(|folder| {
        format!("{folder}/feed.xml")
            .trim_start_matches('/')
            .to_owned()
    });
    all.sort();
    assert_eq!(made.paths("feed.xml"), all);
}

#[test]
fn a_feed_is_as_new_as_its_newest_entry() {
    let made = site().fine();
    assert_eq!(
        feed(&made, "feed.xml").one("updated"),
        "2026-02-20T00:00:00Z"
    );
    assert_eq!(
        feed(&made, "news/feed.xml").one("updated"),
        "2026-02-15T00:00:00Z"
    );
    let made = Project::plain()
        .settings("timezone = \"Europe/London\"")
        .with(
            "content/articles/a.md",
            article("West", "2026-02-09T23:00:00-08:00", ""),
        )
        .with(
            "content/articles/b.md",
            article("East", "2026-02-10T01:00:00+02:00", ""),
        )
        .fine();
    assert_eq!(
        feed(&made, "feed.xml").one("updated"),
        "2026-02-09T23:00:00-08:00",
        "later, though on an earlier day"
    );
}

#[test]
fn an_entry_says_when_by_whom_and_about_what() {
    let made = site().settings("timezone = \"Europe/Berlin\"").fine();
    insta::assert_snapshot!(made.text("articles/feed.xml"));
}

#[test]
fn an_empty_feed_is_still_a_feed() {
    let made = Project::plain()
        .with("content/articles/_index.md", "---\ntitle: Soon\n---\n")
        .fine();
    let feed = feed(&made, "articles/feed.xml");
    assert_eq!(feed.one("updated"), "2026-03-01T00:00:00Z");
    assert_eq!(feed.all("entry").count(), 0);
}

#[test]
fn what_a_feed_quotes_leads_back_to_the_site() {
    let body = "[about](../about.md) [web](https://example.com/) [host](//cdn.example.com/x) [here](#place) ![dot](dot.gif) a note[^1], `<a href=\"/x\">`\n\n## Place\n\n```html\n<a href=\"/y\">\n```\n\n[^1]: The note.\n";
    let made = site()
        .with(
            "content/articles/old.md",
            format!("---\ntitle: Old\ndate: 2026-01-01\n---\n{body}"),
        )
        .with(
            "content/articles/dot.gif",
            std::fs::read(crate::project::suite("front/content/dot.gif")).expect("a picture"),
        )
        .fine();
    let feed = feed(&made, "articles/feed.xml");
    let entry = feed
        .all("entry")
        .find(|entry| entry.one("title") == "Old")
        .expect("the entry");
    let html = entry.one("content");
    let page = crate::page::Page::read(html);
    for address in page.addresses() {
        let is_whole = ["https://", "//cdn.example.com/"]
            .iter()
            .any(|start| address.starts_with(start));
        assert!(
            is_whole && !address.contains("org//"),
            "{address} in {html}"
        );
    }
    assert!(
        html.contains("https://example.org/articles/old/#place"),
        "{html}"
    );
    let shown = crate::page::unescaped(html);
    assert!(shown.contains("<a href=\"/x\">"), "text stays text: {html}");
}

#[test]
fn feeds_can_be_short_few_or_none() {
    let made = site().settings("[feeds]\nitems = 1\nfull = false").fine();
    let first = feed(&made, "feed.xml");
    assert_eq!(titles(&first), ["Fresh"]);
    assert_eq!(
        first
            .all("entry")
            .next()
            .map(|entry| entry.all("content").count()),
        Some(0)
    );
    let made = site().settings("[feeds]\nenabled = false").fine();
    assert_eq!(made.paths("feed.xml"), [""; 0]);
}

#[test]
fn letters_that_xml_forbids_are_left_out() {
    let made = Project::plain()
        .with(
            "content/articles/a.md",
            "---\ntitle: \"A\\u0007 \\ufffe]]> B\"\ndate: 2026-01-01\n---\nx\u{c}y\n",
        )
        .make();
    let feed = feed(&made, "feed.xml");
    assert_eq!(titles(&feed), ["A ]]> B"]);
}

fn changed(name: &str, fields: &str) -> (String, String) {
    let own: Vec<&str> = fields
        .lines()
        .filter_map(|line| line.split(':').next())
        .collect();
    let usual = [
        "kind: helpline",
        "summary: Somebody answers",
        "phone: \"0808 157 0123\"",
        "areas: GB",
        "topics: [Loss]",
        "hours: unknown",
        "languages: [en]",
        "cost: free",
        "verified: { date: 2026-02-01, by: Ada }",
    ];
    let usual = usual.iter().filter(|line| {
        let key = line.split(':').next().unwrap_or_default();
        !own.contains(&key)
    });
    let usual: Vec<&str> = usual.copied().collect();
    let text = format!("---\nname: {name}\n{}\n{fields}\n---\n", usual.join("\n"));
    let file = name.to_lowercase().replace(' ', "-");
    (format!("content/resources/{file}.md"), text)
}

fn changing() -> Project {
    let event = "kind: event\nformat: social\nattendance: in-person\nlocation: Pier\nstart: 2026-04-01\ntime: 10:00 to 11:00";
    let listings = [
        changed(
            "New Line",
            "date: 2026-02-20\nverified: { date: 2026-02-20 }",
        ),
        changed("Old Line", "date: 2025-11-01\nupdated: 2026-02-10"),
        changed("Checked Line", "verified: { date: 2026-02-28 }"),
        changed(
            "Alert Line",
            "alert: { text: Shut on Sunday, from: 2026-02-25, until: 2026-03-05 }",
        ),
        changed(
            "Coming Alert",
            "alert: { text: Shut on Sunday, from: 2026-03-25, until: 2026-04-05 }",
        ),
        changed(
            "Gone Line",
            "status: defunct\nstatus_note: The money ran out\nreplaced_by: new-line\nverified: { date: 2026-02-22 }",
        ),
        changed(
            "Paused Line",
            "status: temporarily-closed\nstatus_note: Until May\nverified: { date: 2026-02-21 }",
        ),
        changed(
            "Walk",
            &format!("{event}\nevent_status: cancelled\nupdated: 2026-02-27"),
        ),
        changed("Secret Line", "discreet: true\npath: /weather/"),
        changed(
            "Secret Gone",
            "discreet: true\npath: /rain/\nstatus: defunct\nstatus_note: No",
        ),
        changed("Hidden Line", "hide_from: [feeds]"),
        changed("Unlisted Line", "publish: unlisted"),
        changed(
            "Old and Gone",
            "status: defunct\nstatus_note: Long ago\nverified: { date: 2024-02-22 }",
        ),
    ];
    listings
        .into_iter()
        .fold(Project::bare(), |site, (path, text)| site.with(&path, text))
}

#[test]
fn what_may_have_to_be_left_quickly_says_only_its_name() {
    let entries = |more: &str| {
        let (path, text) = changed("Safe Line", more);
        let made = Project::bare().with(&path, text).make();
        feed(&made, "resources/changes.xml")
            .all("entry")
            .map(|entry| {
                (
                    entry.one("summary").to_owned(),
                    entry.all("category").count(),
                )
            })
            .collect::<Vec<_>>()
    };
    let checked = "We last checked this on";
    for (summary, categories) in entries("") {
        assert!(summary.starts_with("Somebody answers."), "{summary}");
        assert!(categories > 1);
    }
    let guarded = entries("quick_exit: true");
    assert!(!guarded.is_empty());
    for (summary, categories) in guarded {
        assert!(summary.starts_with(checked), "{summary}");
        assert_eq!(categories, 1, "what has happened, and no topic");
    }
}

#[test]
fn what_has_changed_in_a_directory_is_a_feed() {
    let made = changing().make();
    let feed = feed(&made, "resources/changes.xml");
    assert_eq!(
        titles(&feed),
        [
            "Checked: Checked Line",
            "Called off: Walk",
            "Please note: Alert Line",
            "Closed for good: Gone Line",
            "Closed for now: Paused Line",
            "New: New Line",
            "Changed: Old Line",
            "Checked: Alert Line",
            "Checked: Coming Alert",
            "Checked: Old Line",
            "New: Old Line",
        ]
    );
    assert_eq!(feed.one("updated"), "2026-02-28T00:00:00Z");
    let gone = feed.all("entry").nth(3).expect("an entry");
    assert_eq!(
        gone.one("id"),
        "tag:example.org,2026-02-22:/en/gone-line/defunct"
    );
    assert_eq!(
        gone.one("summary"),
        "The money ran out. There is another now: New Line. Somebody answers. \
         We last checked this on 22 February 2026."
    );
    let related = gone
        .all("link")
        .find(|link| link.attribute("rel") == Some("related"));
    assert_eq!(
        related.and_then(|link| link.attribute("href")),
        Some("https://example.org/resources/new-line/")
    );
    for entry in feed.all("entry") {
        assert!(entry.one("id").starts_with("tag:example.org,20"));
        assert!(!entry.one("summary").contains("Ada"));
    }
    let page = made.text("resources/index.html");
    assert!(page.contains("type=\"application/atom+xml\" title=\"Resources: what has changed · Test\" href=\"/resources/changes.xml\""), "{page}");
}

#[test]
fn a_second_change_is_an_entry_of_its_own() {
    let ids = |date: &str| {
        let fields = format!("verified: {{ date: {date} }}");
        let (path, text) = changed("Line", &fields);
        let made = Project::bare().with(&path, text).make();
        let feed = feed(&made, "resources/changes.xml");
        let ids: Vec<String> = feed
            .all("entry")
            .map(|entry| entry.one("id").to_owned())
            .collect();
        ids
    };
    assert_eq!(ids("2026-02-01"), ids("2026-02-01"));
    assert_ne!(ids("2026-02-01"), ids("2026-02-02"));
    let (path, text) = changed("Line", "discreet: true\npath: /weather/");
    let made = Project::bare().with(&path, text).make();
    assert!(
        !made.has("resources/changes.xml"),
        "there is nothing that it could hold"
    );
    assert!(!made.text("resources/index.html").contains("changes.xml"));
}
