//! Videos and maps of other sites. A page shows a link to them and never loads anything of theirs, so
//! what is written of them is looked at more closely than what is written for other directives.

use super::body::{Arg, LinkKind};
use super::pass::Pass;
use super::target::Target;
use super::text::is_web;
use crate::base::diag::Diagnostic;
use std::ops::Range;

/// The directives that show something of another site.
const EMBEDS: [&str; 2] = ["video", "map"];

/// Whether a directive shows something of another site.
pub fn is_embed(name: &str) -> bool {
    EMBEDS.contains(&name)
}

impl Pass<'_> {
    /// Whether an argument of a video or a map may stay; if it may not, that is told.
    pub(super) fn embed_argument(&mut self, name: &str, arg: &Arg) -> bool {
        match arg.name.as_str() {
            "url" => self.embed_url(name, arg),
            "picture" => self.embed_picture(name, arg),
            "title" if arg.value.trim().is_empty() => {
                let fault = Diagnostic::error(
                    "markdown/embed",
                    format!("nobody can tell what this {name} is about"),
                );
                let help = "say in a few words what there is to see: title=\"The way to our door\"";
                self.sink
                    .push(fault.at(self.input.path, arg.span.clone()).help(help));
                true
            }
            _ => true,
        }
    }

    fn embed_url(&mut self, name: &str, arg: &Arg) -> bool {
        let typed = self.typed(arg);
        if is_web(&arg.value) && !arg.value.starts_with("//") {
            self.link_to(&arg.value, typed, LinkKind::Directive);
            return true;
        }
        let is_program = Target::of(&arg.value) == Target::Program;
        let is_frame = arg.value.trim_start().starts_with('<');
        let (message, help) = match is_frame {
            true => (
                format!(
                    "this would load the {name}, and tell its site who is reading, before anybody asks for it"
                ),
                format!(
                    "open the {name} in a browser, and put the address of its page here: url=\"https://…\""
                ),
            ),
            false => (
                format!("`{}` is not the address of a {name}", arg.value),
                format!(
                    "write the whole address of its page: url=\"https://…\"; a {name} of your own is linked like any other file"
                ),
            ),
        };
        self.report(
            Diagnostic::error("markdown/embed", message).help(help),
            typed,
        );
        !is_program
    }

    /// A picture of another site would be loaded with the page.
    fn embed_picture(&mut self, name: &str, arg: &Arg) -> bool {
        let typed = self.typed(arg);
        match Target::of(&arg.value) {
            Target::Empty => true,
            Target::Internal => {
                self.link_to(&arg.value, typed, LinkKind::Image);
                true
            }
            _ => {
                self.report(
                    Diagnostic::error(
                        "markdown/embed",
                        "another site would learn from this picture who opens the page",
                    )
                    .help(format!(
                        "save it beside this page and write its name: picture=\"{name}.jpg\"; without a picture there is a drawing"
                    )),
                    typed,
                );
                false
            }
        }
    }

    /// The place of an argument's value in the text.
    pub(super) fn typed(&self, arg: &Arg) -> Range<usize> {
        arg.span.start - self.input.offset..arg.span.end - self.input.offset
    }
}
