//! What was read is stored and read back: every text of the suite, the example site, any text at all,
//! and damaged bytes.

use crate::project::Project;
use proptest::prelude::*;
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use waypost::base::day::parse_day;
use waypost::base::diag::{Diagnostic, Sink};
use waypost::base::paths::{OutPath, SourcePath};
use waypost::build::{How, Options, Session, build};
use waypost::config;
use waypost::content::section::SectionKind;
use waypost::content::{Entry, Reading, Source, read_listings, read_markdown};
use waypost::disk::Target;

const SETTINGS: &str = "title = \"A\"\nbase_url = \"https://a.example\"\n\
    [languages.en]\n[languages.ar]\n[[taxonomies]]\nname = \"tags\"\n";

fn files_below(folder: &Path, found: &mut Vec<PathBuf>) {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    for path in paths {
        match path.is_dir() {
            true => files_below(&path, found),
            false => found.push(path),
        }
    }
}

/// All that one file gives, as a text of each kind of section.
fn read(name: &str, text: &str) -> Vec<(Vec<Entry>, Vec<Diagnostic>)> {
    let config = config::read(
        SETTINGS,
        &SourcePath::named("waypost.toml"),
        &mut Sink::new(),
    );
    let reading = Reading::new(&config);
    let path = SourcePath::parse(&format!("content/resources/{name}")).expect("a path");
    let source = Source { path: &path, text };
    let markdown = |kind| {
        let mut sink = Sink::new();
        let read = read_markdown(source, kind, &reading, &mut sink);
        let entries = read.map(|(entry, text)| Entry {
            kept: Some(text.into()),
            ..entry
        });
        (entries.into_iter().collect(), sink.into_sorted())
    };
    if path.extension() == "md" {
        return vec![
            markdown(SectionKind::Articles),
            markdown(SectionKind::Listings),
        ];
    }
    let mut sink = Sink::new();
    let entries = read_listings(source, &reading, &mut sink);
    vec![(entries, sink.into_sorted())]
}

fn comes_back(name: &str, text: &str) -> usize {
    let read = read(name, text);
    let bytes = postcard::to_stdvec(&read).expect("bytes");
    let back: Vec<(Vec<Entry>, Vec<Diagnostic>)> =
        postcard::from_bytes(&bytes).unwrap_or_else(|fault| panic!("{name}: {fault}"));
    assert_eq!(format!("{read:?}"), format!("{back:?}"), "{name}");
    assert!(postcard::to_stdvec(&back).as_ref() == Ok(&bytes), "{name}");
    read.iter().map(|(entries, _)| entries.len()).sum()
}

#[test]
fn every_text_of_the_suite_comes_back_as_it_was_stored() {
    let mut files = Vec::new();
    files_below(Path::new("tests/suite"), &mut files);
    files_below(Path::new("example-site/content"), &mut files);
    let mut entries = 0;
    for file in files {
        let name = file
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        let ending = name.rsplit('.').next().unwrap_or_default();
        if let (true, Ok(text)) = (
            ["md", "csv", "tsv", "yaml", "toml", "json"].contains(&ending),
            std::fs::read_to_string(&file),
        ) {
            entries += comes_back(&name, &text);
        }
    }
    assert!(entries > 300, "{entries}");
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_text_comes_back_as_it_was_stored(
        front in prop::collection::vec(front_line(), 0..6),
        body in prop::collection::vec(body_line(), 0..8),
    ) {
        comes_back("a.md", &format!("---\n{}\n---\n{}\n", front.join("\n"), body.join("\n")));
    }
}

fn front_line() -> impl Strategy<Value = String> {
    let known = [
        "title: A title",
        "name: \"Ä\"",
        "date: 2026-03-01T10:00:00+02:00",
        "date: 2026-02-30",
        "updated: 2026-03-01 10:00",
        "tags: [a, b]",
        "aliases: [/old/, /o.html]",
        "path: /x/",
        "draft: true",
        "x_deep: {a: [1, {b: 2}], c: ~}",
        "image: {src: a.png, alt: b}",
        "kind: helpline",
        "phone: +44 116 123",
        "languages: [ar, bfi]",
        "areas: [GB > York]",
        "verified: {date: 2026-01-01, by: Me}",
        "weight: -4",
        "toc: true",
        "nonsense: 1",
        "slug: é",
    ];
    prop_oneof![
        8 => prop::sample::select(known.to_vec()).prop_map(str::to_owned),
        1 => "[a-z]{1,6}: \\PC{0,12}",
    ]
}

fn body_line() -> impl Strategy<Value = String> {
    let known = [
        "",
        "## A heading {#h .c}",
        "A word[^1] of [this](b.md#c).",
        "[^1]: The note.",
        ":::note{a=\"b\" c}",
        "Inside.",
        ":::",
        "![a](b.png \"T\")",
        "> [!TIP] More",
        "> text",
        "<!-- more -->",
        "```rust",
        "fn a() {}",
        "```",
        "[x](#nowhere)",
        "| a | b |",
        "|---|---|",
        "<p id=\"i\">",
        "https://example.org/",
    ];
    prop_oneof![
        8 => prop::sample::select(known.to_vec()).prop_map(str::to_owned),
        1 => "\\PC{0,20}",
    ]
}

const EXAMPLE: &str = "example-site";

fn options() -> Options {
    Options {
        today: parse_day("2026-11-22").expect("a day"),
        drafts: true,
        future: true,
        allow_stale: false,
        base_url: None,
        skip: Vec::new(),
        preview: false,
        forget: None,
    }
}

fn session_of(root: &Path) -> Session {
    Session::new(root, options())
}

/// A folder with the cache that a build of a project leaves.
struct Stored(TempDir);

impl Stored {
    fn by_building(root: &Path) -> Stored {
        let stored = Stored(TempDir::new().expect("a folder"));
        let target = Target {
            output: stored.0.path().join("public"),
            state: stored.state(),
            adopt: false,
        };
        let how = How {
            keep_going: true,
            ..How::default()
        };
        build(root, options(), &target, &how, &|_, _| {}).expect("a build");
        stored
    }

    fn state(&self) -> PathBuf {
        self.0.path().join(".waypost")
    }

    fn file(&self) -> PathBuf {
        self.state().join("cache/site.cache")
    }

    fn session_of(&self, root: &Path) -> Session {
        Session::resume(root, options(), &self.state())
    }
}

#[test]
fn a_session_goes_on_from_what_a_build_has_stored() {
    let root = Path::new(EXAMPLE);
    let revision = session_of(root).update().expect("a site");
    let again = Stored::by_building(root).session_of(root).update();
    let again = again.expect("a site");
    let entries =
        |revision: &waypost::build::Revision| format!("{:?}", revision.making.world.site.entries);
    assert_eq!(entries(&revision), entries(&again));
    assert_eq!(revision.diagnostics(), again.diagnostics());
    let bytes = |revision: &waypost::build::Revision| {
        let all = (0..revision.plan.len()).filter_map(|at| revision.bytes(at));
        all.collect::<Vec<_>>()
    };
    assert!(bytes(&revision) == bytes(&again));
}

#[test]
fn a_session_does_without_what_is_damaged() {
    let root = Path::new(EXAMPLE);
    let clean = session_of(root).update().expect("a site").diagnostics();
    let stored = Stored::by_building(root);
    let whole = std::fs::read(stored.file()).expect("a cache");
    assert!(whole.len() > 10_000, "{}", whole.len());
    for part in 0..8 {
        let at = whole.len() * part / 8;
        let mut damaged = whole.clone();
        match part % 2 {
            0 => damaged.truncate(at),
            _ => damaged[at] ^= 1 << part,
        }
        std::fs::write(stored.file(), damaged).expect("written");
        let revision = stored.session_of(root).update().expect("a site");
        assert_eq!(revision.diagnostics(), clean, "{part}");
    }
}

/// The text of a page of a revision, as bytes of HTML.
fn page(revision: &waypost::build::Revision, path: &str) -> String {
    let path = OutPath::parse(path).expect("a path");
    let at = revision.find(&path).expect("a page");
    String::from_utf8_lossy(&revision.bytes(at).expect("bytes")).into_owned()
}

#[test]
fn a_page_that_is_broken_is_shown_as_it_last_was() {
    let project = Project::plain().with("content/a.md", "---\ntitle: A\n---\nThe first text.\n");
    let mut session = session_of(project.root());
    assert!(page(&session.update().expect("a site"), "a/index.html").contains("The first text."));
    for _ in 0..2 {
        project.write("content/a.md", "---\ntitle: [A\n---\nThe second text.\n");
        let broken = session.update().expect("a site");
        assert!(!broken.diagnostics().is_empty());
        assert!(page(&broken, "a/index.html").contains("The first text."));
    }
    project.write("content/a.md", "---\ntitle: A\n---\nThe third text.\n");
    assert!(page(&session.update().expect("a site"), "a/index.html").contains("The third text."));
}

#[test]
fn what_an_earlier_run_has_stored_is_no_last_good_version() {
    let project = Project::plain().with("content/a.md", "---\ntitle: A\n---\nThe first text.\n");
    let name = b"content/a.md";
    // A file is stored as soon as its stamp would show a change.
    let stored = loop {
        let stored = Stored::by_building(project.root());
        let bytes = std::fs::read(stored.file()).expect("a cache");
        if bytes.windows(name.len()).any(|part| part == name) {
            break stored;
        }
    };
    project.write("content/a.md", "---\ntitle: [A\n---\nThe second text.\n");
    let mut second = stored.session_of(project.root());
    let clean = session_of(project.root()).update().expect("a site");
    let revision = second.update().expect("a site");
    assert_eq!(revision.diagnostics(), clean.diagnostics());
    assert_eq!(revision.plan.len(), clean.plan.len());
}
