//! Listings: what one entry and what a table become, and what is said about them.

mod calendar;
mod show;
mod tables;
mod when;

use show::{show, tell};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use waypost::base::diag::Sink;
use waypost::base::node::{Key, ListOf, Node, NodeValue, ScalarKind, read_toml, read_yaml};
use waypost::base::paths::SourcePath;
use waypost::content::listing::{
    Context, Kind, Listing, TableMapping, read, read_fields, read_table_file,
};

fn suite(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new("tests/suite/listings").join(folder);
    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder)
        .expect("the suite's folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| !path.to_string_lossy().ends_with(".mapping.toml"))
        .collect();
    files.sort();
    files
}

fn snapshot_name(path: &Path) -> String {
    path.file_name()
        .expect("a name")
        .to_string_lossy()
        .replace('.', "-")
}

fn context(id: &str, span: std::ops::Range<usize>) -> Context<'_> {
    Context {
        id,
        name: None,
        kind: None,
        lists: ListOf::Items,
        country: None,
        span,
        translation: false,
        draft: false,
        topics: false,
        lexicon: None,
    }
}

#[test]
fn one_listing() {
    for file in suite("one") {
        let text = std::fs::read_to_string(&file).expect("a readable case");
        let path = SourcePath::named(&format!("content/resources/{}", snapshot_name(&file)));
        let mut sink = Sink::new();
        let node = if file.extension().is_some_and(|end| end == "toml") {
            read_toml(&text, &path, 0, &mut sink)
        } else {
            read_yaml(&text, &path, 0, &mut sink).expect("YAML")
        };
        let id = file
            .file_stem()
            .expect("a stem")
            .to_string_lossy()
            .into_owned();
        let context = context(&id, node.span.clone());
        let listing = read(&node, &path, &context, &mut sink);
        let shown = listing.as_ref().map_or("nothing\n".to_owned(), show);
        assert!(!shown.contains("900999"), "internal notes reach nothing");
        assert!(
            !shown.contains("SECRET"),
            "what is kept back reaches nothing"
        );
        insta::assert_snapshot!(
            snapshot_name(&file),
            format!("{shown}\n{}", tell(&text, sink.into_sorted()))
        );
    }
}

#[test]
fn numbers() {
    let cases = std::fs::read_to_string("tests/suite/listings/numbers.txt").expect("the cases");
    let path = SourcePath::named("content/resources/a.md");
    let mut out = String::new();
    for case in cases.lines().filter(|line| !line.starts_with("# ")) {
        let quoted =
            format!("{{kind: book, name: A, phone: {case:?}}}").replace("\\u{200b}", "\u{200b}");
        let mut sink = Sink::new();
        let node = read_yaml(&quoted, &path, 0, &mut sink).expect("YAML");
        // Only its number is of interest.
        let context = Context {
            draft: true,
            ..context("a", 0..0)
        };
        let listing = read(&node, &path, &context, &mut sink).expect("a listing");
        let _ = writeln!(out, "{case}");
        for channel in &listing.channels {
            let _ = write!(out, "    {} <{}>", channel.value, channel.href);
            for (name, text) in [("label", &channel.label), ("note", &channel.note)] {
                if let Some(text) = text {
                    let _ = write!(out, " {name}={text:?}");
                }
            }
            out.push('\n');
        }
        for fault in sink.into_sorted() {
            let _ = writeln!(out, "    {:?}: {}", fault.severity, fault.message);
        }
    }
    insta::assert_snapshot!("numbers", out);
}

/// The mapping beside a table, as the configuration will give it.
fn mapping_of(file: &Path) -> TableMapping {
    let mut mapping = TableMapping::default();
    let Ok(text) = std::fs::read_to_string(file.with_extension("mapping.toml")) else {
        return mapping;
    };
    let mut sink = Sink::new();
    let node = read_toml(&text, &SourcePath::named("waypost.toml"), 0, &mut sink);
    assert!(sink.is_empty(), "the mapping is TOML");
    let texts = |key: &str| -> BTreeMap<String, String> {
        let entries = node.get(key).map_or(&[][..], |node| node.entries());
        let text = |node: &NodeValue| match node {
            NodeValue::Scalar(text, _) => text.clone(),
            _ => String::new(),
        };
        entries
            .iter()
            .map(|(key, node)| (key.text.clone(), text(&node.value)))
            .collect()
    };
    mapping.columns = texts("columns");
    mapping.defaults = texts("defaults");
    mapping.kind = node
        .get("kind")
        .and_then(|kind| Kind::parse(kind.scalar()?));
    mapping
}

#[test]
fn tables() {
    for file in suite("tables") {
        let text = std::fs::read_to_string(&file).expect("a readable case");
        let name = file
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        let path = SourcePath::named(&format!("content/resources/{name}"));
        let mut sink = Sink::new();
        let table = read_table_file(&path, &text, &mapping_of(&file), &mut sink);
        let mut out = String::new();
        let listings = table.read(Some("GB"), &mut sink, |row, fields, context| {
            let listing = read_fields(fields, context);
            let rest = fields.others(|_| true);
            let rest: Vec<String> = rest
                .iter()
                .filter(|(key, _)| {
                    ["tags", "topics", "description", "x_colour"].contains(&key.text.as_str())
                })
                .map(|(key, node)| format!("  {} = {}\n", key.text, in_short(&node.value)))
                .collect();
            listing.map(|listing| format!("{} {}{}", row.name(), show(&listing), rest.concat()))
        });
        out.push_str(&listings.concat());
        assert!(
            !out.contains("900999"),
            "people's own numbers reach nothing"
        );
        let _ = write!(out, "\n{}", tell(&text, sink.into_sorted()));
        insta::assert_snapshot!(format!("table-{}", snapshot_name(&file)), out);
    }
}

fn in_short(value: &NodeValue) -> String {
    match value {
        NodeValue::Scalar(text, _) => text.clone(),
        NodeValue::List(items) => {
            let items: Vec<String> = items.iter().map(|item| in_short(&item.value)).collect();
            format!("[{}]", items.join(", "))
        }
        _ => String::new(),
    }
}

/// Tables that nobody here wrote. They stay outside of the project, so only their shape is told.
#[test]
fn tables_of_others() {
    let Ok(folder) = std::env::var("WAYPOST_FIXTURES") else {
        eprintln!("WAYPOST_FIXTURES is not set: real tables were not tried");
        return;
    };
    for (name, rows, codes) in [
        (
            "tsml-template.csv",
            36,
            [
                "listing/group-name",
                "listing/no-areas",
                "listing/no-open-to",
                "listing/unverified",
                "table/unknown-column",
            ]
            .as_slice(),
        ),
        (
            // Its last three entries are indented into the one before them.
            "district-meetings.yaml",
            38,
            &[
                "listing/group-name",
                "listing/no-areas",
                "listing/no-open-to",
                "listing/unverified",
                "yaml/indent",
            ],
        ),
    ] {
        let file = Path::new(&folder).join("meetings").join(name);
        let text = std::fs::read_to_string(&file).expect("the table");
        let path = SourcePath::named(&format!("content/resources/{name}"));
        let mut sink = Sink::new();
        let table = read_table_file(&path, &text, &TableMapping::default(), &mut sink);
        let listings = table.listings(Some("US"), &mut sink);
        let complete = |listing: &&Listing| {
            listing.schedule.is_some() && listing.location.is_some() | listing.online.is_some()
        };
        let faults = sink.into_sorted();
        println!(
            "{name}: {} listings\n{}",
            listings.len(),
            tell(&text, faults.clone())
        );
        assert_eq!(listings.len(), rows);
        assert_eq!(listings.iter().filter(complete).count(), rows);
        let mut told: Vec<&str> = faults.iter().map(|fault| fault.code).collect();
        told.sort_unstable();
        told.dedup();
        assert_eq!(told, codes);
    }
}

proptest::proptest! {
    /// Whatever is typed for a number: nothing breaks, and no digit is dialled that was not typed.
    #[test]
    fn no_digit_is_invented(typed in "[0-9+() ./\\-:;,#x\u{200b}\u{661}aATy]{0,24}") {
        let scalar = |text: &str| Node {
            value: NodeValue::Scalar(text.to_owned(), ScalarKind::Text),
            span: 0..0,
        };
        let key = |text: &str| Key { text: text.to_owned(), span: 0..0 };
        let node = Node {
            value: NodeValue::Map(vec![
                (key("kind"), scalar("book")),
                (key("name"), scalar("A")),
                (key("phone"), scalar(&typed)),
            ]),
            span: 0..0,
        };
        let path = SourcePath::named("content/resources/a.md");
        let mut sink = Sink::new();
        let context = Context { draft: true, ..context("a", 0..0) };
        let listing = read(&node, &path, &context, &mut sink).expect("a listing");
        for channel in &listing.channels {
            let dialled = channel.href.strip_prefix("tel:").expect("a number to call");
            let digits: Vec<char> = dialled.chars().filter(|c| *c != '+').collect();
            let latin = typed.replace('\u{661}', "1");
            let mut left = latin.chars();
            proptest::prop_assert!(digits.iter().all(|digit| left.any(|c| c == *digit)));
            proptest::prop_assert!((3..=15).contains(&digits.len()));
            proptest::prop_assert_eq!(dialled.contains('+'), channel.value.contains('+'));
        }
        proptest::prop_assert!(listing.channels.len() == 1 || sink.has_errors() || typed.trim().is_empty());
    }
}
