//! Code blocks.

use super::escape;
use super::pass::Pass;
use crate::base::diag::Diagnostic;
use crate::content::highlight::{self, Colours};
use std::ops::Range;

/// The code block that is open.
#[derive(Debug)]
pub(super) struct CodeBlock {
    /// The first word behind the fence.
    lang: String,
    pub(super) text: String,
}

impl Pass<'_> {
    pub(super) fn start_code(&mut self, info: &str, range: Range<usize>) {
        self.out.fresh_line();
        self.prose_line();
        // `rust,ignore` and `{.rust}` are other programs' ways to say `rust`
        let ends: &[char] = if self.extended() {
            &[' ', '\t', ',', '{', '}']
        } else {
            &[' ']
        };
        let info = info.trim_start_matches(ends);
        let lang = info.split(ends).next().unwrap_or(info);
        self.code = Some(CodeBlock {
            lang: self.clean(lang.trim_start_matches('.')).into_owned(),
            text: String::with_capacity(range.len()),
        });
    }

    pub(super) fn end_code(&mut self, range: Range<usize>) {
        let Some(code) = self.code.take() else { return };
        for claimed in self.source.patches_in(&range) {
            self.claimed[claimed] = true;
        }
        // a box that scrolls must be reachable by keyboard
        self.out.html.push_str(if self.extended() {
            "<pre tabindex=\"0\"><code"
        } else {
            "<pre><code"
        });
        if !code.lang.is_empty() {
            self.out.html.push_str(" class=\"language-");
            escape::attribute(&mut self.out.html, &code.lang);
            self.out.html.push('"');
        }
        self.out.html.push('>');
        let text = self.clean(&code.text).into_owned();
        if !self.extended() || !self.write_colours(&code.lang, &text, range) {
            escape::text(&mut self.out.html, &text);
        }
        self.out.html.push_str("</code></pre>\n");
    }

    fn write_colours(&mut self, lang: &str, text: &str, range: Range<usize>) -> bool {
        match highlight::highlight(lang, text) {
            Colours::Some(html) => {
                self.out.html.push_str(&html);
                self.has_code = true;
                true
            }
            Colours::None => false,
            Colours::UnknownLanguage(meant) => {
                let typed = &self.source.original[range.clone()];
                let line = typed[..typed.find(['\n', '\r']).unwrap_or(typed.len())].trim_end();
                let place = match line.find(lang) {
                    Some(at) => range.start + at..range.start + at + lang.len(),
                    None => range.start..range.start + line.len(),
                };
                let mut diagnostic = Diagnostic::warning(
                    "markdown/unknown-language",
                    format!("we know no language `{lang}` to colour this code by"),
                )
                .caption("shown without colours");
                diagnostic.help = Some(match meant {
                    Some(meant) => format!("did you mean `{meant}`?"),
                    None => "write `text` for code without colours".to_owned(),
                });
                self.report(diagnostic, place);
                false
            }
        }
    }
}
