//! Words with labels in several languages: what readers see, and that one term is one term.

use crate::project::{Made, Project};
use waypost::base::diag::{Diagnostic, Sink};
use waypost::base::paths::SourcePath;
use waypost::content::section::SectionKind;
use waypost::content::{Reading, Source, read_markdown};

fn site() -> Project {
    Project::named("vocabularies")
}

#[test]
fn each_language_has_its_labels_and_all_have_one_address() {
    let made = site().fine();
    let ours: Vec<&str> = made
        .paths(".html")
        .into_iter()
        .filter(|path| path.contains("topics/") || path.contains("tags/"))
        .collect();
    insta::assert_snapshot!(format!("{}\n\n{}", ours.join("\n"), made.pages()));
}

#[test]
fn term_pages_of_vocabularies_know_their_translations() {
    let made = site().fine();
    let links = |path: &str| links(&made, path);
    assert_eq!(
        links("topics/grief/index.html"),
        "ar /ar/topics/grief/ الحزن والفقد; "
    );
    assert_eq!(
        links("ar/topics/grief/index.html"),
        "en /topics/grief/ Grief and loss; "
    );
    assert_eq!(links("topics/index.html"), "ar /ar/topics/ المواضيع; ");
    // Nothing in Arabic is about it; tags are free words.
    assert_eq!(links("topics/new-here/index.html"), "");
    assert_eq!(links("tags/tea/index.html"), "");
    let sitemap = made.text("sitemap.xml");
    assert!(sitemap.contains("hreflang=\"ar\" href=\"https://example.org/ar/topics/grief/\""));
    assert!(!sitemap.contains("hreflang=\"ar\" href=\"https://example.org/ar/tags/tea/\""));
}

fn links(made: &Made, path: &str) -> String {
    let lines = made.text(path).lines();
    let found = lines.filter_map(|line| line.strip_prefix("others: "));
    found.collect()
}

#[test]
fn feeds_name_terms_by_their_labels() {
    let made = site().fine();
    assert!(made.text("feed.xml").contains("term=\"Grief and loss\""));
    assert!(made.text("ar/feed.xml").contains("term=\"الحزن والفقد\""));
}

#[test]
fn a_translation_takes_over_terms_and_shows_its_own_labels() {
    let made = site().fine();
    let page = made.text("ar/resources/line/index.html");
    assert!(
        page.contains("\"name\":\"الحزن والفقد\",\"slug\":\"grief\""),
        "{page}"
    );
    assert!(
        page.contains("{\"key\":\"women\",\"name\":\"النساء\"}"),
        "{page}"
    );
    assert!(
        page.contains("{\"key\":\"night-workers\",\"name\":\"people who work nights\"}"),
        "{page}"
    );
}

#[test]
fn two_spellings_of_a_place_are_an_error_where_the_fewer_have_them() {
    let listing = |areas: &str| {
        format!(
            "---\nkind: online-community\nname: A\nareas: [{areas}]\nurl: https://a.example\nplatform: forum\n\
             moderation: pre\nminimum_age: 18\nverified: {{ date: 2026-01-05, by: Ada, method: visit }}\n---\n"
        )
    };
    let made = Project::plain()
        .with(
            "content/resources/a.md",
            listing("GB > West Yorkshire > Halifax"),
        )
        .with("content/resources/b.md", listing("GB > West Yorkshire"))
        .with(
            "content/resources/c.md",
            listing("GB > West-yorkshire > Halifax, GB > Wales"),
        )
        .with(
            "content/resources/d.md",
            listing("GB > west yorkshire > halifax"),
        )
        .make();
    insta::assert_snapshot!(
        made.told()
            .lines()
            .filter(|line| line.contains("variant"))
            .collect::<Vec<_>>()
            .join("\n")
    );
    assert_eq!(
        made.pointed_at("listing/area-variant"),
        [
            "GB > West-yorkshire > Halifax",
            "GB > west yorkshire > halifax",
            "GB > west yorkshire > halifax"
        ]
    );
}

#[test]
fn free_words_in_two_spellings_are_an_error_in_a_listing() {
    let made = Project::plain()
        .with("content/articles/a.md", "---\ntitle: A\ndate: 2026-01-01\ntopics: [Self care]\n---\n")
        .with("content/articles/b.md", "---\ntitle: B\ndate: 2026-01-01\ntopics: [Self-care]\n---\n")
        .with(
            "content/resources/c.md",
            "---\nkind: book\nname: C\nauthors: [Ada]\nyear: 2020\nisbn: \"9780306406157\"\ntopics: [self care, Self care]\n---\n",
        )
        .make();
    let variants = made
        .diagnostics
        .iter()
        .filter(|found| found.code == "taxonomy/variant");
    let told: Vec<String> = variants
        .map(|found| format!("{:?} {}", found.severity, found.message))
        .collect();
    assert_eq!(
        told,
        [
            "Warning `Self-care` is written `Self care` elsewhere",
            "Error `self care` is written `Self care` elsewhere"
        ]
    );
}

const LABELS: [(&str, &str); 4] = [
    ("grief", "Grief and loss"),
    ("self-care", "Self-care"),
    ("new-here", "New here, or back"),
    ("cafe", "Café évening"),
];

fn topics_of(typed: &str) -> (Vec<String>, Vec<Diagnostic>) {
    let labels = LABELS.map(|(key, label)| format!("{key} = \"{label}\"\n"));
    let settings = format!(
        "title = \"A\"\nbase_url = \"https://a.example\"\n[vocabularies.topics]\n{}",
        labels.concat()
    );
    let mut sink = Sink::new();
    let config = waypost::config::read(&settings, &SourcePath::named("waypost.toml"), &mut sink);
    let path = SourcePath::named("content/articles/a.md");
    let text = format!("---\ntitle: A\ntopics: [\"{typed}\"]\n---\n");
    let source = Source {
        path: &path,
        text: &text,
    };
    let reading = Reading::new(&config);
    let (entry, _) =
        read_markdown(source, SectionKind::Articles, &reading, &mut sink).expect("an entry");
    let terms = entry.front.terms.get("topics").into_iter().flatten();
    (
        terms.map(|(key, _)| key.clone()).collect(),
        sink.into_sorted(),
    )
}

proptest::proptest! {
    /// However a label or a key is written, it is known for what it is, and what is told to be written
    /// instead is right.
    #[test]
    fn a_word_in_another_spelling_is_known(
        term in 0..LABELS.len(),
        by_key in proptest::bool::ANY,
        capitals in proptest::collection::vec(0..3, 20),
        gap in "[ -]{1,2}",
    ) {
        let (key, label) = LABELS[term];
        let word = if by_key { key } else { label };
        let cased = word.chars().zip(capitals.iter().cycle()).flat_map(|(c, case)| match case {
            0 => vec![c],
            1 => c.to_uppercase().collect(),
            _ => c.to_lowercase().collect(),
        });
        let typed = cased.collect::<String>().replace(' ', &gap);
        let (keys, faults) = topics_of(&typed);
        proptest::prop_assert_eq!(keys, [key]);
        let exact = typed == key || typed == label;
        proptest::prop_assert_eq!(faults.len(), usize::from(!exact));
        for fault in faults {
            proptest::prop_assert_eq!(fault.code, "taxonomy/variant");
            let right = fault.help.expect("a help").replace("write ", "");
            let (keys, faults) = topics_of(&right);
            proptest::prop_assert_eq!((keys, faults), (vec![key.to_owned()], Vec::new()));
            if let Some(fix) = fault.fix {
                proptest::prop_assert_eq!(fix.replacement, format!("\"{right}\""));
            }
        }
    }
}
