//! How readers answer: `[comments]`. Off unless the site says otherwise. Which articles have comments, and
//! whether they are closed on a day, is for the model to say.

use crate::base::day::{Day, parse_day};
use crate::base::diag::Diagnostic;
use crate::base::interval::{Interval, help_with};
use crate::base::node::Fields;
use std::ops::Range;

/// `[comments]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comments {
    /// Whether there are any.
    pub enabled: bool,
    /// The address to which readers send one.
    pub email: Option<String>,
    /// The page with a form.
    pub url: Option<String>,
    /// The page on which a pull request is begun.
    pub pull_request: Option<String>,
    /// When nobody can send one any more; none: that stays open.
    pub closing: Option<Closing>,
}

/// When comments close.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closing {
    /// So long after the article was published.
    After(Interval),
    /// On this day, for all.
    On(Day),
}

/// Reads `[comments]`.
pub(super) fn read(fields: &mut Fields<'_, '_>) -> Comments {
    let Some(node) = fields.node("comments") else {
        return Comments::default();
    };
    let path = fields.path();
    let mut fields = Fields::of(node, "[comments]", path, fields.sink());
    let enabled = fields.flag("enabled");
    let comments = Comments {
        enabled: enabled.unwrap_or(false),
        email: email(&mut fields),
        url: address(&mut fields, "url"),
        pull_request: address(&mut fields, "pull_request"),
        closing: closing(&mut fields),
    };
    if enabled.is_none() && fields.node("enabled").is_none() {
        let message = "comments stay off as long as nobody switches them on";
        let fault = Diagnostic::warning("config/comments", message);
        fields.report(
            fault.help("add a line: enabled = true"),
            &(node.span.start..node.span.start),
        );
    }
    let Comments {
        email,
        url,
        pull_request,
        ..
    } = &comments;
    let is_mute = email.is_none() && url.is_none() && pull_request.is_none();
    if comments.enabled
        && is_mute
        && ["email", "url", "pull_request"]
            .iter()
            .all(|name| node.get(name).is_none())
    {
        let message = "readers are not told how to send a comment";
        let help = "say one way at least: email = \"…\", url = \"https://…\" of a form, or pull_request = \"https://…\"";
        let fault = Diagnostic::warning("config/comments", message);
        fields.report(fault.help(help), &(node.span.start..node.span.start));
    }
    fields.finish();
    comments
}

fn email(fields: &mut Fields<'_, '_>) -> Option<String> {
    let (typed, span) = fields.text_at("email")?;
    let (name, host) = typed.rsplit_once('@').unwrap_or_default();
    let is_plain = |part: &str| {
        !part.is_empty()
            && part
                .chars()
                .all(|c| !c.is_whitespace() && !"<>\"?&#/%,;:".contains(c))
    };
    if is_plain(name) && is_plain(host) && host.contains('.') {
        return Some(typed);
    }
    let fault = Diagnostic::error(
        "config/comments",
        format!("`{typed}` is no address for mail"),
    );
    fields.report(fault.help("write one address: comments@example.org"), &span);
    None
}

/// What readers write must not be read by others on the way.
fn address(fields: &mut Fields<'_, '_>, name: &'static str) -> Option<String> {
    let (typed, span) = fields.text_at(name)?;
    let is_web = url::Url::parse(&typed)
        .is_ok_and(|url| url.scheme() == "https" && url.has_host() && url.username().is_empty());
    if is_web {
        return Some(typed);
    }
    let message = format!("`{typed}` is not the whole address of a page that begins with https://");
    let fault = Diagnostic::error("config/comments", message);
    fields.report(
        fault.help(format!("write it in full: {name} = \"https://…\"")),
        &span,
    );
    None
}

fn closing(fields: &mut Fields<'_, '_>) -> Option<Closing> {
    let (typed, span) = date_or_text(fields)?;
    let after = || Interval::parse(&typed).map(Closing::After);
    let closing = parse_day(&typed).map(Closing::On).or_else(after);
    if closing.is_none() {
        let message = format!("`{typed}` is neither a day nor a time after which comments close");
        let fault = Diagnostic::error("config/comments", message);
        let help = format!("{}; or a day: 2026-12-31", help_with(&typed));
        fields.report(fault.help(help), &span);
    }
    closing
}

/// A date of TOML needs no quotes.
fn date_or_text(fields: &mut Fields<'_, '_>) -> Option<(String, Range<usize>)> {
    let node = fields.node("closed_after")?;
    match node.scalar() {
        Some(typed) => Some((typed.trim().to_owned(), node.span.clone())),
        None => {
            let wanted = "a length of time or a day";
            fields.wrong(
                "closed_after",
                wanted,
                node,
                "write closed_after = \"P90D\"",
            );
            None
        }
    }
}
