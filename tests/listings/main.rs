//! Listings: what one entry and what a table become, and what is said about them.

mod calendar;

mod several_days;
mod show;
mod tables;
mod when;

use show::{show, show_channel, tell};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use waypost::base::diag::Sink;
use waypost::base::node::{ListOf, NodeValue, read_toml, read_yaml};
use waypost::base::paths::SourcePath;
use waypost::content::listing::{
    Context, Home, Kind, Listing, TableMapping, read, read_fields, read_table_file,
};

/// Of a listing of which only a part is of interest: nobody asks for the rest of it.
fn fragment(id: &str) -> Context<'_> {
    Context {
        draft: true,
        ..context(id, 0..0)
    }
}

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

/// An example site in a country.
fn home(country: &str) -> Home<'_> {
    Home {
        country: Some(country),
        example: true,
    }
}

fn context(id: &str, span: std::ops::Range<usize>) -> Context<'_> {
    Context {
        id,
        name: None,
        kind: None,
        lists: ListOf::Items,
        home: home("GB"),
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

/// Lines of the suite, each with where it stands. `# GB` begins those of a country, `# GB example:` those of
/// an example site, `# none` those of no country.
fn number_cases(cases: &str) -> Vec<(Home<'_>, &str)> {
    let mut home = Home::default();
    let mut list = Vec::new();
    for line in cases.lines() {
        match line.strip_prefix('#') {
            Some(heading) if heading.is_empty() || heading.starts_with(' ') => {
                let mut words = heading.split_whitespace();
                home = Home {
                    country: words.next().filter(|word| *word != "none"),
                    example: words.next() == Some("example:"),
                };
            }
            _ => list.push((home, line)),
        }
    }
    list
}

#[test]
fn numbers() {
    let cases = std::fs::read_to_string("tests/suite/listings/numbers.txt").expect("the cases");
    let path = SourcePath::named("content/resources/a.md");
    let mut out = String::new();
    for (home, case) in number_cases(&cases) {
        let quoted =
            format!("{{kind: book, name: A, phone: {case:?}}}").replace("\\u{200b}", "\u{200b}");
        let mut sink = Sink::new();
        let node = read_yaml(&quoted, &path, 0, &mut sink).expect("YAML");
        let context = Context {
            home,
            ..fragment("a")
        };
        let listing = read(&node, &path, &context, &mut sink).expect("a listing");
        let example = if home.example { " example" } else { "" };
        let _ = writeln!(out, "{}{example} | {case}", home.country.unwrap_or("--"));
        for channel in &listing.channels {
            let shown = show_channel(channel);
            let _ = writeln!(out, "    {}", shown.trim_start_matches("voice: "));
        }
        for fault in sink.into_sorted() {
            let _ = writeln!(out, "    {:?}: {}", fault.severity, fault.message);
            let _ = writeln!(out, "        {}", fault.help.unwrap_or_default());
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
        let listings = table.read(home("GB"), &mut sink, |row, fields, context| {
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
        let listings = table.listings(home("US"), &mut sink);
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
