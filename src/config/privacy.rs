//! `[privacy]`: the outside addresses that pages may load from, each with the reason why. What is loaded
//! is for the outputs to say.

use crate::base::diag::Diagnostic;
use crate::base::node::{Fields, ListOf, Node, NodeValue};
use crate::base::origin::origin;
use serde::Serialize;
use std::collections::BTreeSet;
use std::ops::Range;

/// The whole of `[privacy]`.
#[derive(Clone, Debug, Default)]
pub struct Privacy {
    /// The origins that may be loaded from.
    pub allow: Vec<Allowed>,
}

/// An origin that may be loaded from.
#[derive(Clone, Debug, Serialize)]
pub struct Allowed {
    /// `https://example.org`
    pub origin: String,
    /// Why, in the words of whoever allowed it.
    pub reason: String,
    /// What for.
    pub uses: BTreeSet<Use>,
    /// Where the origin stands.
    pub span: Range<usize>,
}

/// What is loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Use {
    /// Pictures and icons.
    Pictures,
    /// Sound, video and their subtitles.
    Media,
    /// Fonts.
    Fonts,
    /// Stylesheets.
    Styles,
    /// Scripts.
    Scripts,
    /// Pages in frames, and what is embedded.
    Frames,
    /// Forms that are sent there.
    Forms,
    /// What scripts ask for, pings, and connections that are opened early.
    Requests,
}

impl Use {
    /// Every use with its word in the settings.
    pub const ALL: [(&'static str, Use); 8] = [
        ("pictures", Use::Pictures),
        ("media", Use::Media),
        ("fonts", Use::Fonts),
        ("styles", Use::Styles),
        ("scripts", Use::Scripts),
        ("frames", Use::Frames),
        ("forms", Use::Forms),
        ("requests", Use::Requests),
    ];
}

impl Privacy {
    /// What is said of an origin.
    pub fn of(&self, origin: &str) -> Option<&Allowed> {
        self.allow.iter().find(|allowed| allowed.origin == origin)
    }
}

impl Allowed {
    /// Whether it may be used so.
    pub fn is_for(&self, wanted: Use) -> bool {
        self.uses.contains(&wanted)
    }
}

/// Reads `[privacy]`.
pub(super) fn read(fields: &mut Fields<'_, '_>) -> Privacy {
    let Some(node) = fields.node("privacy") else {
        return Privacy::default();
    };
    let path = fields.path();
    let mut inner = Fields::of(node, "[privacy]", path, fields.sink());
    let mut privacy = Privacy::default();
    if let Some(list) = inner.node("allow") {
        let items = match &list.value {
            NodeValue::List(items) => items.as_slice(),
            _ => std::slice::from_ref(list),
        };
        for item in items {
            if let Some(allowed) = allowed(item, &mut inner) {
                privacy.allow.push(allowed);
            }
        }
    }
    inner.finish();
    privacy
}

const EXAMPLE: &str =
    "write allow = [{ origin = \"https://donations.example\", reason = \"our donation form\" }]";

fn allowed(item: &Node, outer: &mut Fields<'_, '_>) -> Option<Allowed> {
    let path = outer.path();
    if !matches!(item.value, NodeValue::Map(_)) {
        let fault = "each of these must say which `origin` is allowed, and for what `reason`";
        outer.report(
            Diagnostic::error("privacy/allow", fault).help(EXAMPLE),
            &item.span,
        );
        return None;
    }
    let mut fields = Fields::of(item, "an origin", path, outer.sink());
    let origin_at = fields.text_at("origin");
    let reason = fields.text("reason").filter(|reason| !reason.is_empty());
    let uses = uses(&mut fields);
    fields.finish();
    let Some((typed, span)) = origin_at else {
        let fault = Diagnostic::error(
            "privacy/allow",
            "this doesn't say which `origin` is allowed",
        );
        outer.report(fault.help(EXAMPLE), &item.span);
        return None;
    };
    let Some(origin) = origin(&typed) else {
        let fault = format!("`{typed}` is not an origin");
        let help = "an origin is the beginning of an address, up to the first single slash: \
                    https://videos.example";
        outer.report(Diagnostic::error("privacy/allow", fault).help(help), &span);
        return None;
    };
    let Some(reason) = reason else {
        let fault = format!("this lets pages load from {origin}, and doesn't say why");
        let help = format!(
            "say why, for whoever looks after the site next: {{ origin = \"{origin}\", reason = \"…\" }}"
        );
        outer.report(Diagnostic::error("privacy/reason", fault).help(help), &span);
        return None;
    };
    Some(Allowed {
        origin,
        reason,
        uses,
        span,
    })
}

fn uses(fields: &mut Fields<'_, '_>) -> BTreeSet<Use> {
    let mut uses = BTreeSet::new();
    for (word, span) in fields.list("for", ListOf::Items) {
        match Use::ALL.iter().find(|(name, _)| *name == word) {
            Some((_, one)) => {
                uses.insert(*one);
            }
            None => {
                let words = Use::ALL.map(|(word, _)| word).join(", ");
                let fault = format!("`{word}` is nothing that an origin can be allowed for");
                let fault = Diagnostic::error("privacy/allow", fault);
                fields.report(fault.help(format!("it can be: {words}")), &span);
            }
        }
    }
    match uses.is_empty() {
        true => Use::ALL.into_iter().map(|(_, one)| one).collect(),
        false => uses,
    }
}
