//! What tables are read as, in all the ways in which people save them: as the site's settings have it,
//! and with the tables that are joined to them.

use crate::show::{show, tell};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use waypost::base::diag::Sink;
use waypost::base::paths::SourcePath;
use waypost::config;
use waypost::content::{Reading, Source, read_joined_listings};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/listings/rules")
}

fn reading(folder: &Path) -> Reading {
    let settings = std::fs::read_to_string(folder.join("waypost.toml")).expect("settings");
    let mut sink = Sink::new();
    let config = config::read(&settings, &SourcePath::named("waypost.toml"), &mut sink);
    assert!(!sink.has_errors(), "{:?}", sink.into_sorted());
    Reading::new(&config)
}

fn text_of(folder: &Path, path: &SourcePath) -> String {
    let name = path.file_name();
    let bytes = std::fs::read(folder.join(name)).expect("a table");
    String::from_utf8(bytes).expect("UTF-8")
}

/// What one file of the folder is read as, with everything that is said.
fn read(name: &str, reading: &Reading, folder: &Path) -> String {
    let path = SourcePath::named(&format!("content/resources/{name}"));
    let text = text_of(folder, &path);
    let beside: Vec<(SourcePath, String)> = reading
        .joined_to(&path)
        .into_iter()
        .map(|path| {
            let text = text_of(folder, &path);
            (path, text)
        })
        .collect();
    let beside: Vec<Source<'_>> = beside
        .iter()
        .map(|(path, text)| Source { path, text })
        .collect();
    let mut sink = Sink::new();
    let source = Source {
        path: &path,
        text: &text,
    };
    let entries = read_joined_listings(source, &beside, reading, &mut sink);
    let mut out = String::new();
    for entry in &entries {
        let listing = entry.listing().expect("a listing");
        out.push_str(&show(listing));
        if let Some(verified) = &listing.verified {
            let place = text.get(verified.span.clone());
            assert!(place.is_some(), "{name}: the date stands in its own file");
        }
    }
    out.push('\n');
    // Each fault is shown with the text of the file that it is in.
    for found in sink.into_sorted() {
        let span = found.primary.clone().expect("a place");
        let there = text_of(folder, &span.path);
        let _ = write!(
            out,
            "{}: {}",
            span.path.file_name(),
            tell(&there, vec![found])
        );
    }
    out
}

#[test]
fn tables_are_read_however_they_were_saved() {
    let folder = folder();
    let reading = reading(&folder);
    let mut names: Vec<String> = std::fs::read_dir(&folder)
        .expect("the suite's folder")
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .filter(|name| !["waypost.toml", "numbers.csv", "places.csv"].contains(&name.as_str()))
        .collect();
    names.sort();
    for name in names {
        let read = read(&name, &reading, &folder);
        insta::assert_snapshot!(format!("rules-{}", name.replace('.', "-")), read);
    }
}
