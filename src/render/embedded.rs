//! A listing that stands in the text of another page: whether that text can still send readers there.
//! It knows the one name under which themes embed listings, and nothing of how they show them.

use crate::base::diag::Diagnostic;
use crate::content::listing::{Outlet, Status};
use crate::content::markdown::Directive;
use crate::facts::{self, Setting};
use crate::model::freshness::State;
use tera::Value;

/// The directive that embeds a listing, and its argument.
const NAME: &str = "listing";
const ID: &str = "id";

/// A listing as a text embeds it.
pub(super) struct Embedded<'a> {
    id: &'a str,
    summary: Value,
}

impl<'a> Embedded<'a> {
    /// The listing that a directive embeds, if it is one and there is one.
    pub fn of(setting: Setting<'_>, directive: &'a Directive) -> Option<Embedded<'a>> {
        let id = directive.arg(ID).filter(|_| directive.name == NAME)?;
        let summary = facts::listing(setting.world, setting.lang, id).ok()?;
        Some(Embedded { id, summary })
    }

    fn word(&self, path: &'static str) -> &str {
        let value = self.summary.get_from_path(path);
        value.and_then(Value::as_str).unwrap_or_default()
    }

    /// Whether only its address is left.
    fn is_withdrawn(&self) -> bool {
        self.word("kind") == "withdrawn"
    }

    fn is_expired(&self) -> bool {
        self.word("listing.freshness.state") == State::Expired.as_str()
    }

    fn is_defunct(&self) -> bool {
        self.word("listing.status") == Status::Defunct.as_str()
    }

    /// Whether what is sent out may show it: a feed can't be called back.
    fn may_go_out(&self) -> bool {
        let hidden = self.summary.get_from_path("listing.hide_from");
        let hidden = hidden.and_then(Value::as_array).unwrap_or_default();
        let feeds = Outlet::Feeds.as_str();
        let is_hidden = hidden.iter().any(|word| word.as_str() == Some(feeds));
        !is_hidden && !self.is_withdrawn() && !self.is_expired() && !self.is_defunct()
    }

    /// What stands in a feed where a page would show it; none if a feed may show it as well.
    pub fn in_feed(&self) -> Option<String> {
        if self.may_go_out() {
            return None;
        }
        let mut html = String::from("<p><a href=\"");
        facts::escape(self.word("url"), &mut html);
        html.push_str("\">");
        facts::escape(self.word("title"), &mut html);
        html.push_str("</a></p>\n");
        Some(html)
    }

    /// That readers should no longer be sent there.
    pub fn fault(&self, setting: Setting<'_>) -> Option<Diagnostic> {
        let (id, name) = (self.id, self.word("title"));
        if self.is_withdrawn() {
            let message = format!("this shows `{id}`, which was withdrawn");
            let help = "take it out of this text, or name another";
            return Some(Diagnostic::warning("directive/stale-listing", message).help(help));
        }
        if self.is_defunct() {
            let successor = self.word("listing.replaced_by");
            let help = match successor {
                "" => "take it out of this text, or name another".to_owned(),
                other => {
                    format!("what took its place is `{other}`: write ::{NAME}{{{ID}={other}}}")
                }
            };
            let message = format!("this shows {name}, which is no more");
            return Some(Diagnostic::warning("directive/stale-listing", message).help(help));
        }
        if !self.is_expired() {
            return None;
        }
        let over = setting
            .world
            .site
            .listing(id, setting.lang)
            .and_then(|id| setting.world.site.freshness(id)?.over);
        let (message, help) = match over {
            Some(day) => (
                format!("this shows {name}, which was over on {day}"),
                "take it out of this text, or name another".to_owned(),
            ),
            None => (
                format!(
                    "this shows {name}, which was last checked on {}, too long ago to send readers there",
                    self.word("listing.freshness.checked")
                ),
                format!(
                    "make sure of it, then: waypost verify {id} --method phone; or take it out of this text"
                ),
            ),
        };
        Some(Diagnostic::warning("directive/stale-listing", message).help(help))
    }
}
