//! The files of `data/`, as values for templates.

use crate::base::diag::{Diagnostic, Sink};
use crate::base::node::{Node, NodeValue, read_table, read_toml, read_yaml};
use crate::base::paths::SourcePath;
use crate::disk::{Snapshot, TEXT_LIMIT};
use crate::facts::{Tracked, value_of};
use std::collections::BTreeMap;

/// Reads them all; faults are reported and the file left out.
pub(super) fn read_data(snapshot: &Snapshot, sink: &mut Sink) -> BTreeMap<String, Tracked> {
    let mut data = BTreeMap::new();
    let mut first: BTreeMap<String, SourcePath> = BTreeMap::new();
    for (path, _) in snapshot.below("data") {
        let Some(name) = path
            .below("data")
            .and_then(|below| below.rsplit_once('.'))
            .map(|(name, _)| name.to_owned())
        else {
            continue;
        };
        let text = match snapshot.read_text(path, TEXT_LIMIT) {
            Ok(text) => text,
            Err(diagnostic) => {
                sink.push(*diagnostic);
                continue;
            }
        };
        let node = match path.extension().as_str() {
            "toml" => Some(read_toml(&text, path, 0, sink)),
            "yaml" | "yml" | "json" => read_yaml(&text, path, 0, sink),
            "csv" => Some(rows(&text, b',', path, sink)),
            "tsv" => Some(rows(&text, b'\t', path, sink)),
            _ => {
                sink.push(
                    Diagnostic::warning("data/kind", "this file is left unread")
                        .in_file(path)
                        .help("data/ may hold .toml, .yaml, .json, .csv and .tsv files"),
                );
                None
            }
        };
        let Some(node) = node else { continue };
        match first.get(&name) {
            Some(other) => sink.push(
                Diagnostic::error(
                    "data/same-name",
                    format!("`{other}` is called `{name}` in templates as well"),
                )
                .in_file(path)
                .help("rename one of the two: data is asked for by its name without the ending"),
            ),
            None => {
                first.insert(name.clone(), path.clone());
                data.insert(name, Tracked::new(value_of(&node)));
            }
        }
    }
    data
}

fn rows(text: &str, delimiter: u8, path: &SourcePath, sink: &mut Sink) -> Node {
    let table = read_table(text, delimiter, path, sink);
    Node {
        value: NodeValue::List(table.rows),
        span: 0..text.len(),
    }
}
