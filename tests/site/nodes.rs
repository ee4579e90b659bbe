//! Settings, front matter and tables point at what was typed.

use proptest::prelude::*;
use waypost::base::diag::Sink;
use waypost::base::node::{Node, NodeValue, ScalarKind, read_table, read_toml, read_yaml};
use waypost::base::paths::SourcePath;
use waypost::base::span::line_column;

fn path() -> SourcePath {
    SourcePath::named("x")
}

/// Every scalar and key with what stands at its place.
fn places<'a>(node: &Node, text: &'a str, found: &mut Vec<(String, &'a str)>) {
    match &node.value {
        NodeValue::Null => {}
        NodeValue::Scalar(value, _) => found.push((value.clone(), &text[node.span.clone()])),
        NodeValue::List(items) => items.iter().for_each(|item| places(item, text, found)),
        NodeValue::Map(entries) => {
            for (key, value) in entries {
                found.push((key.text.clone(), &text[key.span.clone()]));
                places(value, text, found);
            }
        }
    }
}

fn bare(typed: &str) -> &str {
    typed.trim_matches(['"', '\''])
}

const YAML: &str = "title: Grief – a «start»\ndate: 2026-03-01\nlist: [one, \"two\", 'three']\nmap:\n  deep:\n    er: 02134\nblock:\n  - a\n  - b: c\nأول: مساء\n\"quoted key\": yes\n";
const TOML: &str = "title = \"Grief – a «start»\"\ndate = 2026-03-01\nlist = [\"one\", 'two']\nnumber = 7\n[map.deep]\ner = \"02134\"\nyes = true\n[[rows]]\na = \"b\"\n";

#[test]
fn yaml_points_at_what_was_typed() {
    let mut sink = Sink::new();
    let before = "---\n";
    let whole = format!("{before}{YAML}---\n");
    let node = read_yaml(YAML, &path(), before.len(), &mut sink).expect("YAML");
    assert!(sink.is_empty(), "{:?}", sink.into_sorted());
    let mut found = Vec::new();
    places(&node, &whole, &mut found);
    assert_eq!(found.len(), 20);
    for (value, typed) in found {
        assert_eq!(value, bare(typed));
    }
}

#[test]
fn toml_points_at_what_was_typed() {
    let mut sink = Sink::new();
    let before = "+++\n";
    let whole = format!("{before}{TOML}+++\n");
    let node = read_toml(TOML, &path(), before.len(), &mut sink);
    assert!(sink.is_empty(), "{:?}", sink.into_sorted());
    let mut found = Vec::new();
    places(&node, &whole, &mut found);
    assert!(found.len() >= 16, "{found:?}");
    for (value, typed) in found {
        assert_eq!(value, bare(typed));
    }
}

#[test]
fn tables_point_at_their_cells() {
    let text = "\u{feff}name,note\r\n\"Tea, and \"\"cake\"\"\",plain\r\n\r\nمشي,\"two\nlines\"\r\n";
    let mut sink = Sink::new();
    let table = read_table(text, b',', &path(), &mut sink);
    assert!(sink.is_empty(), "{:?}", sink.into_sorted());
    let headers: Vec<&str> = table
        .headers
        .iter()
        .map(|key| &text[key.span.clone()])
        .collect();
    assert_eq!(headers, ["name", "note"]);
    let mut found = Vec::new();
    table
        .rows
        .iter()
        .for_each(|row| places(row, text, &mut found));
    let cells: Vec<(String, &str)> = found
        .into_iter()
        .filter(|(value, _)| !["name", "note"].contains(&value.as_str()))
        .collect();
    let wanted = [
        ("Tea, and \"cake\"", "Tea, and \"\"cake\"\""),
        ("plain", "plain"),
        ("مشي", "مشي"),
        ("two\nlines", "two\nlines"),
    ];
    let wanted: Vec<(String, &str)> = wanted
        .iter()
        .map(|(value, typed)| ((*value).to_owned(), *typed))
        .collect();
    assert_eq!(cells, wanted);
}

#[test]
fn a_repeated_key_is_an_error_where_it_stands() {
    let text = "title: a\ntopics: b\ntitle: c\n";
    let mut sink = Sink::new();
    read_yaml(text, &path(), 0, &mut sink);
    let faults = sink.into_sorted();
    assert_eq!(faults.len(), 1);
    assert_eq!(faults[0].code, "yaml/duplicate-key");
    let span = faults[0].primary.as_ref().expect("a place");
    assert_eq!(span.range.start, 19);
    let mut sink = Sink::new();
    read_toml("title = 1\ntitle = 2\n", &path(), 0, &mut sink);
    let faults = sink.into_sorted();
    let span = faults[0].primary.as_ref().expect("a place");
    assert_eq!(
        (
            faults[0].code,
            line_column("title = 1\ntitle = 2\n", span.range.start).line
        ),
        ("toml/duplicate-key", 2)
    );
}

/// Text that YAML can hold bare, and TOML and CSV in quotes.
fn words() -> impl Strategy<Value = String> {
    "[a-zA-Zäمदु世😀][a-zA-Z0-9äمदु世😀 ]{0,10}[a-z]"
}

proptest! {
    #[test]
    fn any_words_are_found_where_they_were_typed(pairs in prop::collection::vec((words(), words()), 1..6)) {
        let mut pairs = pairs;
        pairs.iter_mut().enumerate().for_each(|(at, (key, _))| *key = format!("{}{at}", key.replace(' ', "")));
        let yaml: String = pairs.iter().map(|(key, value)| format!("{key}: {value}\n")).collect();
        let toml: String = pairs.iter().map(|(key, value)| format!("\"{key}\" = \"{value}\"\n")).collect();
        let csv = format!("{}\n{}\n", join(&pairs, |pair| &pair.0), join(&pairs, |pair| &pair.1));
        let mut sink = Sink::new();
        let yaml_node = read_yaml(&yaml, &path(), 0, &mut sink).expect("YAML");
        let toml_node = read_toml(&toml, &path(), 0, &mut sink);
        let table = read_table(&csv, b',', &path(), &mut sink);
        prop_assert!(sink.is_empty(), "{:?}", sink.into_sorted());
        for (node, text) in [(&yaml_node, &yaml), (&toml_node, &toml), (&table.rows[0], &csv)] {
            let mut found = Vec::new();
            places(node, text, &mut found);
            prop_assert_eq!(found.len(), pairs.len() * 2);
            for (value, typed) in found {
                prop_assert_eq!(value, bare(typed));
            }
        }
    }

    #[test]
    fn no_text_makes_a_reader_panic(text in any::<String>(), delimiter in prop::sample::select(vec![b',', b';', b'\t'])) {
        let mut sink = Sink::new();
        let nodes = [read_yaml(&text, &path(), 0, &mut sink), Some(read_toml(&text, &path(), 0, &mut sink))];
        for node in nodes.into_iter().flatten() {
            places(&node, &text, &mut Vec::new());
        }
        let table = read_table(&text, delimiter, &path(), &mut sink);
        table.rows.iter().for_each(|row| places(row, &text, &mut Vec::new()));
        for diagnostic in sink.into_sorted() {
            if let Some(span) = diagnostic.primary {
                prop_assert!(text.get(span.range.clone()).is_some(), "{:?} of {text:?}", span.range);
            }
        }
    }
}

fn join(pairs: &[(String, String)], part: impl Fn(&(String, String)) -> &String) -> String {
    let parts: Vec<&str> = pairs.iter().map(|pair| part(pair).as_str()).collect();
    parts.join(",")
}

#[test]
fn kinds_of_scalars_are_kept() {
    let mut sink = Sink::new();
    let node =
        read_yaml("a: 02134\nb: \"02134\"\nc: no\nd:\n", &path(), 0, &mut sink).expect("YAML");
    let kind = |key: &str| match &node.get(key).expect("a value").value {
        NodeValue::Scalar(_, kind) => Some(*kind),
        _ => None,
    };
    assert_eq!(
        (kind("a"), kind("b"), kind("c"), kind("d")),
        (
            Some(ScalarKind::Plain),
            Some(ScalarKind::Text),
            Some(ScalarKind::Plain),
            None
        )
    );
    let json = read_yaml("{\"a\": 1, \"b\": true}", &path(), 0, &mut sink).expect("JSON");
    assert_eq!(json.entries().len(), 2);
}

/// What people get wrong in YAML.
const FAULTS: [&str; 20] = [
    "title: Hope: a start\n",
    "title: \"never closed\ndate: 2026-01-01\n",
    "title: 'never closed\n",
    "topics: [grief, sleep\ndate: 2026-01-01\n",
    "topics: [grief, sleep\n",
    "topics: [grief]]\n",
    "title: x\n  date: 2026-01-01\n",
    "topics:\n\t- grief\n",
    "title: @home\n",
    "title: *\n",
    "title: *star\n",
    "title: 'it's raining'\n",
    "title: \"so\" they said\n",
    "title: x\nand more\n",
    "- a\ntitle: b\n",
    "title: b\n- a\n",
    "topics:\n  - a\n - b\n",
    "path: \"C:\\quiet\"\n",
    "title: - x\n",
    "title: one # two\n  three\n",
];

#[test]
fn what_is_not_yaml_is_told_in_plain_words() {
    let told = FAULTS.map(|text| {
        let mut sink = Sink::new();
        assert_eq!(read_yaml(text, &path(), 0, &mut sink), None, "{text}");
        let faults = sink.into_sorted();
        assert_eq!(faults.len(), 1, "{text}");
        let range = faults[0].primary.as_ref().expect("a place").range.clone();
        let help = faults[0].help.as_deref().expect("help");
        format!(
            "{text}    {:?}: {}\n    {help}\n",
            &text[range], faults[0].message
        )
    });
    insta::assert_snapshot!(told.join("\n"));
}
