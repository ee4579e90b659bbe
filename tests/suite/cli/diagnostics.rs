//! Faults as people, programs and pull requests read them.

use super::*;

fn text(path: &SourcePath) -> Option<String> {
    fs::read_to_string(Path::new("tests/suite/cli").join(path.file_name())).ok()
}

fn name(path: &SourcePath) -> String {
    format!("my-site/{path}")
}

fn report(diagnostics: &[Diagnostic]) -> Report<'_> {
    Report {
        diagnostics,
        text: &text,
        name: &name,
    }
}

/// The span of the `nth` place where a file says something.
fn span(file: &str, says: &str, nth: usize) -> Span {
    let path = SourcePath::named(&format!("content/{file}"));
    let whole = text(&path).expect("the file is there");
    let (start, found) = whole.match_indices(says).nth(nth).expect("it says so");
    Span::new(&path, start..start + found.len())
}

fn all() -> Vec<Diagnostic> {
    let key = span("group.md", "naem", 0);
    let gone = SourcePath::named("content/gone.md");
    let whole = SourcePath::named("content/group.md");
    vec![
        Diagnostic::error("link/missing", "this link leads nowhere")
            .at_span(span("group.md", "../articles/gone.md", 0))
            .caption("no such file")
            .help("check the path"),
        Diagnostic::warning("field/unknown", "nothing here is called `naem`")
            .at_span(key.clone())
            .caption("this is left unread")
            .help("did you mean `name`?")
            .fix(key, "name"),
        Diagnostic::error("field/type", "`capacity` must be a whole number")
            .at_span(span("group.md", "\"twelve\"", 0))
            .caption("expected a number")
            .note("while reading the group")
            .help("write the number in digits"),
        Diagnostic::warning("text/dash", "marks after letters of any script stand right")
            .at_span(span("group.md", "مساء", 0))
            .caption("here"),
        Diagnostic::error("entry/summary", "the summary is missing")
            .at(&whole, 0..0)
            .help("add the line `summary: …`"),
        Diagnostic::error("yaml/duplicate-key", "`title` is written twice")
            .at_span(span("twice.md", "title", 1))
            .caption("the second one")
            .label(span("twice.md", "title", 0), "the first one"),
        Diagnostic::warning("text/tab", "a fault after a tab")
            .at_span(span("twice.md", "fault", 0)),
        Diagnostic::error(
            "listing/duplicate-id",
            "two listings are called `night-line`",
        )
        .at_span(span("lines.csv", "night-line", 1))
        .label(span("lines.csv", "night-line", 0), "the first one")
        .label(span("group.md", "Tuesday Tea", 0), "not this one"),
        Diagnostic::error("listing/kind", "this is a fault in a very long line")
            .at_span(span("long.json", "Gruppe für Eltern 200", 0))
            .caption("here"),
        Diagnostic::error("file/encoding", "this file is not text")
            .at(&gone, 17..20)
            .caption("a byte that UTF-8 does not know")
            .help("save it as UTF-8"),
        Diagnostic::error("cli/disk", "the disk is full").help("make room, and try again"),
        Diagnostic::warning("text/escape", "a \u{1b}[31mred\u{1b}[0m \u{202e}herring")
            .at(&whole, 4..8),
    ]
}

#[test]
fn people_read_them_in_the_order_of_files_with_the_line_and_what_to_do() {
    insta::assert_snapshot!(print::human(&report(&all()), false));
}

#[test]
fn colours_come_only_when_wanted() {
    let all = all();
    let coloured = print::human(&report(&all), true);
    assert!(coloured.contains("\u{1b}["));
    let plain = print::human(&report(&all), false);
    assert!(!plain.contains('\u{1b}'));
}

#[test]
fn programs_read_them_as_json() {
    let json = print::json(&report(&all()), serde_json::json!({ "built": null }));
    insta::assert_snapshot!(format!("{json:#}"));
}

#[test]
fn pull_requests_are_marked() {
    insta::assert_snapshot!(print::github(&report(&all())));
}

#[test]
fn nothing_is_said_of_no_faults() {
    assert_eq!(print::human(&report(&[]), false), "");
    let json = print::json(&report(&[]), serde_json::Value::Null);
    assert_eq!(
        json.to_string(),
        r#"{"diagnostics":[],"summary":{"errors":0,"warnings":0,"files":0}}"#
    );
}

#[test]
fn totals_are_said_in_words() {
    let said = |errors, warnings, files| {
        Totals {
            errors,
            warnings,
            files,
        }
        .to_string()
    };
    assert_eq!(said(3, 2, 4), "3 errors and 2 warnings in 4 files");
    assert_eq!(said(1, 0, 1), "1 error in 1 file");
    assert_eq!(said(0, 1, 0), "1 warning");
    assert_eq!(said(0, 0, 0), "no errors and no warnings");
}

#[test]
fn a_long_line_is_cut_round_the_mark() {
    let fault = [Diagnostic::error("x/y", "far out")
        .at_span(span("long.json", "group-399", 0))
        .caption("here")];
    let shown = print::human(&report(&fault), false);
    assert!(shown.contains("group-399"), "{shown}");
    assert!(
        shown.lines().all(|line| line.chars().count() < 160),
        "{shown}"
    );
}

#[test]
fn thousands_of_faults_in_one_long_line_are_shown_in_reasonable_time() {
    let path = SourcePath::named("content/long.json");
    let text = "0123456789".repeat(100_000);
    let faults: Vec<Diagnostic> = (0..2_000)
        .map(|n| Diagnostic::error("x/y", "again").at(&path, n * 400..n * 400 + 5))
        .collect();
    let report = Report {
        diagnostics: &faults,
        text: &|_| Some(text.clone()),
        name: &|path| path.to_string(),
    };
    let shown = print::human(&report, false);
    assert_eq!(shown.matches("error[x/y]").count(), 2_000);
    assert!(shown.len() < 2_000 * 1_000, "{}", shown.len());
}

fn strange_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-z ]{0,8}",
        Just("\n".to_owned()),
        Just("\r\n".to_owned()),
        Just("\t".to_owned()),
        Just("ü".to_owned()),
        Just("مساء".to_owned()),
        Just("👩‍👩‍👧".to_owned()),
        Just("\u{0}\u{1b}\u{200b}\u{2028}\r".to_owned()),
        Just("x".repeat(150)),
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

fn strange_fault() -> impl Strategy<Value = Diagnostic> {
    let place = || (0..3usize, 0..600usize, 0..300usize);
    (
        place(),
        prop::collection::vec(place(), 0..3),
        strange_text(),
        any::<bool>(),
    )
        .prop_map(|((file, start, length), labels, words, fixed)| {
            let path = |file: usize| SourcePath::named(["a.md", "b.md", "c.md"][file]);
            let mut fault = Diagnostic::error("x/y", words.clone())
                .at(&path(file), start..start + length)
                .help(words.clone())
                .note(words.clone());
            if length % 2 == 0 {
                fault = fault.caption(words.clone());
            }
            if fixed {
                fault = fault.fix(Span::new(&path(file), start..start + length), words.clone());
            }
            for (file, start, length) in labels {
                fault = fault.label(Span::new(&path(file), start..start + length), words.clone());
            }
            fault
        })
}

proptest! {
    #[test]
    fn no_text_and_no_place_is_too_strange_to_be_shown(
        first in strange_text(),
        second in strange_text(),
        faults in prop::collection::vec(strange_fault(), 1..6),
    ) {
        let text = |path: &SourcePath| match path.as_str() {
            "a.md" => Some(first.clone()),
            "b.md" => Some(second.clone()),
            _ => None,
        };
        let report = Report { diagnostics: &faults, text: &text, name: &|path| path.to_string() };
        let shown = print::human(&report, false);
        let obeyed = shown.contains(['\u{1b}', '\u{0}', '\u{202e}']);
        prop_assert!(!obeyed);
        print::human(&report, true);
        print::github(&report);
        let json = print::json(&report, serde_json::Value::Null);
        prop_assert_eq!(json["diagnostics"].as_array().map(Vec::len), Some(faults.len()));
    }

    #[test]
    fn quoted_text_is_read_back_as_it_was(text in any::<String>()) {
        let path = SourcePath::named("x");
        let mut sink = Sink::new();
        let toml = read_toml(&format!("key = {}\n", quoted(&text)), &path, 0, &mut sink);
        prop_assert_eq!(toml.get("key").and_then(Node::scalar), Some(text.as_str()));
        let yaml = read_yaml(&format!("key: {}\n", quoted(&text)), &path, 0, &mut sink);
        prop_assert_eq!(yaml.as_ref().and_then(|node| node.get("key")).and_then(Node::scalar), Some(text.as_str()));
        prop_assert!(sink.is_empty());
    }
}
