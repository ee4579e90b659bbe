//! The words of the interface: what is found, what stands in, and what is said about translations.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use waypost::base::diag::{Diagnostic, Sink};
use waypost::base::lang::Lang;
use waypost::base::paths::SourcePath;
use waypost::base::span::line_column;
use waypost::config::words::Words;

fn lang(tag: &str) -> Lang {
    Lang::parse(tag).expect("a tag")
}

/// Reads files of the suite, called `LANG.toml` or `LAYER-LANG.toml`, in the order given.
fn words(files: &[&str], default: &str) -> (Words, Sink, BTreeMap<String, String>) {
    let mut texts = BTreeMap::new();
    let sources: Vec<(Lang, SourcePath, String)> = files
        .iter()
        .map(|name| {
            let text =
                std::fs::read_to_string(format!("tests/suite/words/{name}.toml")).expect("a case");
            let path = SourcePath::named(&format!("i18n/{name}.toml"));
            texts.insert(path.to_string(), text.clone());
            (
                lang(name.split_once('_').map_or(name, |(_, tag)| tag)),
                path,
                text,
            )
        })
        .collect();
    let mut sink = Sink::new();
    let words = Words::read(&sources, &lang(default), &mut sink);
    (words, sink, texts)
}

fn tell(faults: Vec<Diagnostic>, texts: &BTreeMap<String, String>) -> String {
    let mut out = String::new();
    for fault in faults {
        if let Some(span) = &fault.primary {
            let text = &texts[span.path.as_str()];
            let at = line_column(text, span.range.start);
            let _ = write!(out, "{}:{}:{} ", span.path, at.line, at.column);
            let _ = write!(out, "{:?} ", &text[span.range.clone()]);
        }
        let _ = writeln!(
            out,
            "{:?}[{}] {}",
            fault.severity, fault.code, fault.message
        );
        for label in &fault.labels {
            let _ = writeln!(out, "    label: {:?} {}", label.span, label.text);
        }
        for more in fault.help.iter().chain(&fault.notes) {
            let _ = writeln!(out, "    {more}");
        }
    }
    out
}

#[test]
fn plurals_and_fallbacks() {
    let (words, sink, texts) = words(&["site_en", "en", "ar", "pt", "uk", "cy"], "pt");
    assert_eq!(tell(sink.into_sorted(), &texts), "");
    let none = BTreeMap::new();
    let get =
        |tag: &str, key: &str, n| words.get(&lang(tag), key, n, &none).map(|t| t.into_owned());
    let entries = |tag: &str, n| get(tag, "entries", Some(n)).expect("a text");
    let arabic: Vec<String> = [0, 1, 2, 3, 11, 100].map(|n| entries("ar", n)).to_vec();
    assert_eq!(
        arabic,
        [
            "لا مدخلات",
            "مدخل واحد",
            "مدخلان",
            "3 مدخلات",
            "11 مدخلًا",
            "100 مدخل"
        ]
    );
    let ukrainian: Vec<String> = [1, 2, 5, 21].map(|n| entries("uk", n)).to_vec();
    assert_eq!(ukrainian, ["1 запис", "2 записи", "5 записів", "21 запис"]);
    assert_eq!(
        [2, 6, 4].map(|n| entries("cy", n)),
        ["2 gofnod", "6 chofnod", "4 cofnod"]
    );
    // The category is that of the language that was found, not of the one asked for.
    assert_eq!(entries("ja", 1), "1 entrada");
    assert_eq!(entries("pt-BR", 2), "2 entradas");
    assert_eq!(get("en", "entries", None).as_deref(), Some("{n} entries"));
    assert_eq!(
        get("en", "read_more", None).as_deref(),
        Some("Go on reading"),
        "the site wins"
    );
    assert_eq!(
        get("ar", "search.empty", None).as_deref(),
        Some("Nada encontrado")
    );
    assert_eq!(
        get("ja", "search.label", None).as_deref(),
        Some("Search"),
        "English at last"
    );
    assert_eq!(get("en", "nope", None), None);
    let args = BTreeMap::from([("name".to_owned(), "Ada {n}".to_owned())]);
    let by = words
        .get(&lang("en"), "by", Some(3), &args)
        .expect("a text");
    assert_eq!(
        by, "By Ada {n}, {role} {not a name} {",
        "what is filled in is not read again"
    );
    assert!(words.contains(&lang("pt-PT"), "by") && !words.contains(&lang("en"), "nope"));
    assert_eq!(
        words.keys(&lang("pt")).collect::<Vec<_>>(),
        ["entries", "search.empty"]
    );
}

#[test]
fn what_translations_get_wrong() {
    let (words, mut sink, texts) = words(&["en", "bad_de", "uk"], "en");
    words.report_missing(
        &[
            lang("en"),
            lang("de-AT"),
            lang("de"),
            lang("fr"),
            lang("uk"),
        ],
        &mut sink,
    );
    insta::assert_snapshot!(tell(sink.into_sorted(), &texts));
}

/// Every word of the default theme is asked for somewhere: by its whole key in a template or in the program,
/// or by the beginning of it, to which the rest is put.
#[test]
fn no_word_of_the_theme_is_left_over() {
    let mut said = String::new();
    for folder in ["themes", "src"] {
        gather(std::path::Path::new(folder), &mut said);
    }
    let is_said = |text: String| said.contains(&text);
    let begins = |key: &str, at: usize| {
        let head = &key[..at];
        is_said(format!("\"{head}\" ~")) || is_said(format!("\"{head}{{"))
    };
    // These have their places, and come with comments.
    let awaited = |key: &str| key.starts_with("comments.");
    let left_over: Vec<String> = keys("themes/default/i18n/en.toml")
        .into_iter()
        .filter(|key| !is_said(format!("\"{key}\"")) && !awaited(key))
        .filter(|key| (1..key.len()).all(|at| !begins(key, at)))
        .collect();
    assert_eq!(left_over, [""; 0]);
}

fn gather(folder: &std::path::Path, into: &mut String) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            gather(&path, into);
        } else if path
            .extension()
            .is_some_and(|ending| ending == "html" || ending == "rs")
        {
            into.push_str(&std::fs::read_to_string(&path).expect("text"));
        }
    }
}

/// The keys of a file of words; a word with plurals is one.
fn keys(path: &str) -> Vec<String> {
    let text = std::fs::read_to_string(path).expect("words");
    let mut heading = String::new();
    let mut keys = Vec::new();
    for line in text.lines() {
        if let Some(name) = line
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'))
        {
            heading = format!("{name}.");
        } else if let Some((key, _)) = line.split_once(" = ") {
            keys.push(format!("{heading}{}", key.trim().trim_matches('"')));
        }
    }
    keys
}
