//! The floors of `src/`, kept by reading the source: a module imports only from floors below its own,
//! files and the clock stay in three of them, and every file says what it is for and stays short.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// From the lowest. A folder of `src/`, or a file of that name, is one floor.
const FLOORS: [&str; 13] = [
    "base", "disk", "config", "content", "model", "facts", "render", "outputs", "check", "build",
    "serve", "import", "cli",
];

/// The floors that may touch files, the environment, the network and the clock.
const IMPURE: [&str; 3] = ["disk", "serve", "cli"];

/// Files are shorter than this.
const LINES: usize = 400;

/// Longer files, each with the reason why it is better in one piece.
const LONG: [(&str, &str); 0] = [];

/// Parts of a program's text: names, and the marks between them.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Name(String),
    Mark(char),
}

#[test]
fn a_module_imports_only_from_floors_below() {
    fail_on(sources().iter().flat_map(|source| {
        let Source { name, text, .. } = source;
        upward(name, text).into_iter()
    }));
}

#[test]
fn only_three_floors_touch_the_machine() {
    fail_on(sources().iter().flat_map(|source| {
        let Source { name, text, .. } = source;
        machine(name, text).into_iter()
    }));
}

#[test]
fn every_file_says_what_it_is_for() {
    fail_on(sources().iter().filter_map(|source| {
        let headless = !source.text.starts_with("//!");
        headless.then(|| format!("{} does not begin with `//!`", source.name))
    }));
}

#[test]
fn files_are_short() {
    let sources = sources();
    let long: BTreeSet<&str> = sources
        .iter()
        .filter(|source| source.text.lines().count() > LINES)
        .map(|source| source.name.as_str())
        .collect();
    let allowed: BTreeSet<&str> = LONG.iter().map(|(name, _)| *name).collect();
    let new = long.difference(&allowed).map(|name| {
        format!("{name} has more than {LINES} lines: divide it, or give a reason in LONG")
    });
    let old = allowed
        .difference(&long)
        .map(|name| format!("{name} is short, or not there: take it out of LONG"));
    fail_on(new.chain(old));
    for (name, reason) in LONG {
        assert!(reason.len() > 20, "{name}: `{reason}` is not a reason");
    }
}

#[test]
fn the_clippy_list_is_turned_on_and_off_where_it_should_be() {
    let lint = "clippy::disallowed_methods";
    for Source { name, text, .. } in sources() {
        let top = IMPURE.iter().any(|floor| name == format!("{floor}/mod.rs"));
        match name.as_str() {
            "lib.rs" => assert!(text.contains(&format!("#![deny({lint})]"))),
            _ => assert!(top || !text.contains(lint), "{name} turns {lint} off"),
        }
    }
}

/// The checks above find what they are for: otherwise they would also pass on an empty folder.
#[test]
fn these_checks_have_teeth() {
    let found = |name: &str, text: &str| !upward(name, text).is_empty();
    assert!(found("base/slug.rs", "use crate::disk::Snapshot;"));
    assert!(found(
        "model/site.rs",
        "use crate::{\n    base::diag::Sink,\n    render::engine::{Engine, self},\n};"
    ));
    assert!(found("base.rs", "fn f() { crate::cli::run(); }"));
    assert!(found("disk/walk.rs", "use super::super::build::Session;"));
    assert!(found("disk/mod.rs", "use super::cli;"));
    assert!(found(
        "disk/mod.rs",
        "pub(crate) use crate::{config as below};"
    ));
    assert!(found("base/slug.rs", "use crate::*;"));
    assert!(found("attic/mod.rs", ""));
    assert!(!found(
        "disk/walk.rs",
        "use crate::base::diag::Sink; use super::error::DiskError; use super::cli;"
    ));
    assert!(!found(
        "base/slug.rs",
        "// use crate::disk;\n/* crate::disk /* crate::cli */ */ //! [`crate::cli`]"
    ));
    assert!(!found(
        "base/slug.rs",
        r##"const A: &str = "crate::cli"; const B: &str = r#"" crate::cli"#; const C: char = '"';"##
    ));
    assert!(!found(
        "disk/walk.rs",
        "fn f<'a>(x: &'a str) { crate::base::f('\\'', x) } pub(crate) fn g() {}"
    ));

    let found = |name: &str, text: &str| !machine(name, text).is_empty();
    assert!(found("model/site.rs", "fn f() { std::fs::read(p); }"));
    assert!(found(
        "model/site.rs",
        "use std::{collections::BTreeMap, env, fmt};"
    ));
    assert!(found(
        "model/site.rs",
        "use std::time::{Duration, SystemTime};"
    ));
    assert!(found("model/site.rs", "use std::net::TcpStream;"));
    assert!(!found("serve/mod.rs", "use std::net::TcpStream;"));
    assert!(!found(
        "model/site.rs",
        r#"use std::fmt; const A: &str = env!("CARGO_PKG_VERSION");"#
    ));

    assert!(sources().len() > 10, "the sources were not found");
}

/// What a file imports from its own floor's neighbours above.
fn upward(name: &str, text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let Some(own) = floor_of(name) else {
        if !matches!(name, "lib.rs" | "main.rs") {
            faults.push(format!(
                "{name} is on no floor: give it one in tests/floors.rs"
            ));
        }
        return faults;
    };
    for path in paths(&tokens(text)) {
        let Some(floor) = named_floor(name, &path) else {
            continue;
        };
        if FLOORS
            .iter()
            .position(|known| *known == floor)
            .is_none_or(|at| at > own)
        {
            let path = path.join("::");
            faults.push(format!("{name} (floor {own}) imports upwards: {path}"));
        }
    }
    faults
}

/// What a file asks of the machine though its floor may not.
fn machine(name: &str, text: &str) -> Vec<String> {
    if IMPURE.iter().any(|floor| name.starts_with(floor)) {
        return Vec::new();
    }
    let asks = |path: &Vec<String>| {
        let is = |at: usize, name: &str| path.get(at).is_some_and(|part| part == name);
        (is(0, "std") && ["fs", "env", "net"].iter().any(|name| is(1, name)))
            || path
                .iter()
                .any(|part| part == "SystemTime" || part == "Instant")
    };
    let paths = paths(&tokens(text)).into_iter().filter(asks);
    paths
        .map(|path| format!("{name} touches the machine: {}", path.join("::")))
        .collect()
}

/// The floor that a path begins in, if it begins at the top of the crate.
fn named_floor<'a>(name: &str, path: &'a [String]) -> Option<&'a str> {
    let ups = path.iter().take_while(|part| *part == "super").count();
    let depth = name
        .trim_end_matches(".rs")
        .split('/')
        .filter(|part| *part != "mod")
        .count();
    let start = match path.first()?.as_str() {
        "crate" => 1,
        "super" if ups >= depth => ups,
        _ => return None,
    };
    Some(path.get(start)?.as_str())
}

fn floor_of(name: &str) -> Option<usize> {
    let first = name.split('/').next()?.trim_end_matches(".rs");
    FLOORS.iter().position(|floor| *floor == first)
}

/// All paths of a program's text, with groups such as `a::{b, c::d}` written out.
fn paths(tokens: &[Token]) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match &tokens[at] {
            Token::Name(_) => at = path_at(tokens, at, &[], &mut found),
            Token::Mark(_) => at += 1,
        }
    }
    found
}

/// Reads one path, or a group of them, and gives the place behind it.
fn path_at(
    tokens: &[Token],
    mut at: usize,
    above: &[String],
    found: &mut Vec<Vec<String>>,
) -> usize {
    let mut path = above.to_vec();
    loop {
        match tokens.get(at) {
            Some(Token::Name(name)) => path.push(name.clone()),
            Some(Token::Mark('*')) => path.push("*".into()),
            Some(Token::Mark('{')) if !path.is_empty() => {
                at += 1;
                while !matches!(tokens.get(at), None | Some(Token::Mark('}'))) {
                    let next = path_at(tokens, at, &path, found);
                    at = next.max(at + 1);
                }
                return at + 1;
            }
            _ => break,
        }
        at += 1;
        if tokens.get(at..at + 2) != Some(&[Token::Mark(':'), Token::Mark(':')]) {
            break;
        }
        at += 2;
    }
    found.push(path);
    at
}

/// Names and marks, without comments, texts and characters.
fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let len = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            comment(rest)
        } else if let Some(len) = raw_text(rest) {
            len
        } else if c == '"' {
            quoted(rest, '"')
        } else if c == '\'' {
            match rest.chars().nth(2) {
                _ if rest[1..].starts_with('\\') => quoted(rest, '\''),
                Some('\'') => 2 + rest.chars().nth(1).map_or(0, char::len_utf8),
                _ => 1,
            }
        } else if c.is_alphabetic() || c == '_' {
            let len = rest
                .find(|c: char| !c.is_alphanumeric() && c != '_')
                .unwrap_or(rest.len());
            found.push(Token::Name(rest[..len].to_owned()));
            len
        } else {
            if !c.is_whitespace() {
                found.push(Token::Mark(c));
            }
            c.len_utf8()
        };
        rest = &rest[len..];
    }
    found
}

/// The length of a comment, which may hold others.
fn comment(text: &str) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        if rest.starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest.starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    text.len()
}

/// The length of a raw text such as `r#"…"#`, if one begins here.
fn raw_text(text: &str) -> Option<usize> {
    let behind = text.strip_prefix("br").or_else(|| text.strip_prefix('r'))?;
    let inside = behind.trim_start_matches('#');
    let hashes = &behind[..behind.len() - inside.len()];
    let inside = inside.strip_prefix('"')?;
    let end = format!("\"{hashes}");
    let len = inside.find(&end).map_or(inside.len(), |at| at + end.len());
    Some(text.len() - inside.len() + len)
}

/// The length of a text or character in quotes.
fn quoted(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// A file of `src/`.
struct Source {
    /// Its path below `src/`, with `/`.
    name: String,
    text: String,
}

fn sources() -> Vec<Source> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    collect(&root, &root, &mut found);
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}

fn collect(root: &Path, folder: &Path, found: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("the entry can be read").path();
        if path.is_dir() {
            collect(root, &path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            let name = path.strip_prefix(root).expect("it is below the root");
            found.push(Source {
                name: name.to_string_lossy().replace('\\', "/"),
                text: fs::read_to_string(&path).expect("sources are UTF-8"),
            });
        }
    }
}

fn fail_on(faults: impl Iterator<Item = String>) {
    let faults: Vec<String> = faults.collect();
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}
