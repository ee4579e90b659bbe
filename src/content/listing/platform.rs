//! Where an app can be had: `platforms`, as a list of `{platform, url}`, a map from platform to URL, or
//! in a table's cell as `Android https://…; iOS https://…`.

use super::link::{self, Link};
use super::text::{one_line, text};
use crate::base::diag::Diagnostic;
use crate::base::node::{Fields, ListOf, Node, NodeValue};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A kind of device, and where the app for it can be had.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Platform {
    /// Android, iOS, the web.
    pub platform: String,
    /// The store's page, or the maker's.
    pub url: Option<String>,
}

const HELP: &str = "write platforms: {Android: https://example.org/android, iOS: https://example.org/ios}; \
     in a cell: Android https://example.org/android; iOS https://example.org/ios";

/// Reads `platforms`.
pub(super) fn read(fields: &mut Fields<'_, '_>, lists: ListOf) -> Vec<Platform> {
    let Some(node) = fields.node("platforms") else {
        return Vec::new();
    };
    let is_map = |node: &Node| matches!(node.value, NodeValue::Map(_));
    match &node.value {
        NodeValue::Map(entries) if node.get("platform").is_none() => entries
            .iter()
            .filter_map(|(key, node)| {
                let typed = node.scalar().unwrap_or_default().trim();
                named(fields, &key.text, Some((typed, &node.span)), &key.span)
            })
            .collect(),
        NodeValue::Map(_) => of_map(fields, node).into_iter().collect(),
        NodeValue::List(items) if items.iter().any(is_map) => items
            .iter()
            .filter_map(|item| of_map(fields, item))
            .collect(),
        _ => {
            let typed = fields.list("platforms", lists);
            typed
                .into_iter()
                .filter_map(|(typed, span)| of_text(fields, &typed, &span))
                .collect()
        }
    }
}

fn of_map(fields: &mut Fields<'_, '_>, node: &Node) -> Option<Platform> {
    let path = fields.path();
    let mut own = Fields::of(node, "a platform", path, fields.sink());
    let platform = text(&mut own, "platform").unwrap_or_default();
    let url = own.text_at("url");
    own.finish();
    let url = url.as_ref().map(|(typed, span)| (typed.as_str(), span));
    named(fields, &platform, url, &node.span)
}

/// `Android https://example.org/android`, or only a name.
fn of_text(fields: &mut Fields<'_, '_>, typed: &str, span: &Range<usize>) -> Option<Platform> {
    match typed.rsplit_once(char::is_whitespace) {
        Some((name, url)) if url.contains("://") => {
            named(fields, name.trim_end_matches(':'), Some((url, span)), span)
        }
        _ => named(fields, typed, None, span),
    }
}

fn named(
    fields: &mut Fields<'_, '_>,
    platform: &str,
    url: Option<(&str, &Range<usize>)>,
    span: &Range<usize>,
) -> Option<Platform> {
    let platform = one_line(platform);
    if platform.is_empty() || platform.contains("://") {
        let fault = Diagnostic::error(
            "listing/platform",
            "this doesn't say for which devices it is",
        );
        fields.report(fault.help(HELP), span);
        return None;
    }
    let url = url.and_then(|(typed, span)| link::web(fields, typed, span));
    Some(Platform {
        platform,
        url: url.map(|Link { href, .. }| href),
    })
}
