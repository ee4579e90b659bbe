//! What is wrong with TOML that can't be read: the parser's short remark, in words for people who
//! never heard of TOML. It sees the remark and the few
//! letters that it points at.

use crate::base::diag::Diagnostic;

/// The fault behind a remark of the parser; `marked` is what it points at.
pub(super) fn explain(remark: &str, marked: &str) -> Diagnostic {
    let has = |part: &str| remark.contains(part);
    if has("duplicate key") {
        return Diagnostic::error("toml/duplicate-key", format!("`{marked}` is written twice"))
            .caption("the second one")
            .help("keep one of the two and delete the other");
    }
    let (what, help) = if has("recurs") {
        (
            "this is nested too deeply".to_owned(),
            "simplify this part of the file",
        )
    } else if has("string values must be quoted") {
        (
            "a text without quotes, or no value at all".to_owned(),
            "text needs quotes: key = \"text\"",
        )
    } else if has("invalid basic string")
        || has("invalid literal string")
        || has("invalid multi-line")
    {
        (
            "a text that is not closed, or holds what a text can't".to_owned(),
            "close it with the quote mark it began with, in the same line; `\"` and `\\` inside it need a backslash before them",
        )
    } else if has("unclosed") {
        (
            remark
                .split(',')
                .next()
                .unwrap_or(remark)
                .replace("unclosed", "an unclosed"),
            "add the closing bracket",
        )
    } else if has("invalid date")
        || has("invalid time")
        || has("invalid datetime")
        || has("invalid offset")
    {
        (
            remark.replace("invalid", "an impossible"),
            "write dates as year-month-day, 2026-03-01, and times as 18:30:00",
        )
    } else {
        (
            remark.to_owned(),
            "write one `key = value` a line, texts in quotes: title = \"Hope\"",
        )
    };
    Diagnostic::error("toml/syntax", format!("this is not TOML: {what}")).help(help)
}
