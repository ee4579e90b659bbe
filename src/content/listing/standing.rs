//! What has changed about a listing for the time being: `alert`.

use super::text::{day, text};
use crate::base::day::Day;
use crate::base::diag::Diagnostic;
use crate::base::node::{Fields, NodeValue};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A word that holds for some days. Readers see the days too, for a page outlives its build.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alert {
    /// What readers should know.
    pub text: String,
    /// The first day on which it holds; none: it already does.
    pub from: Option<Day>,
    /// The last one.
    pub until: Day,
    /// Where that one stands.
    pub span: Range<usize>,
}

const HELP: &str = "add its last day, so that it can't be forgotten: \
     alert: {text: No meetings over the holidays, until: 2026-08-31}; in a table, the columns alert and alert_until";

/// Reads `alert`.
pub(super) fn read(fields: &mut Fields<'_, '_>) -> Option<Alert> {
    let node = fields.node("alert")?;
    let no_end = || {
        Diagnostic::error(
            "listing/alert",
            "this alert doesn't say until when it holds",
        )
        .help(HELP)
    };
    if !matches!(node.value, NodeValue::Map(_)) {
        if node.scalar().is_some() {
            fields.report(no_end(), &node.span);
        } else {
            fields.wrong("alert", "a table of keys and values", node, HELP);
        }
        return None;
    }
    let path = fields.path();
    let mut own = Fields::of(node, "`alert`", path, fields.sink());
    let words = text(&mut own, "text");
    let from = day(&mut own, "from").map(|(day, _)| day);
    let ends = own.node("until").is_some();
    let until = day(&mut own, "until");
    if words.is_none() {
        let fault = Diagnostic::error("listing/alert", "this alert has no words");
        let help = "add what readers should know: alert: {text: No meetings over the holidays, until: 2026-08-31}";
        own.report(fault.help(help), &node.span);
    }
    if !ends {
        own.report(no_end(), &node.span);
    }
    own.finish();
    let (until, span) = until?;
    Some(Alert {
        text: words?,
        from,
        until,
        span,
    })
}
