//! Where in the sources something stands that was found in a page: in the text of the page's entry, else
//! in a template, else in the settings.

use super::super::produce::Making;
use super::kind::fault;
use super::loads::Load;
use crate::base::diag::Diagnostic;
use crate::base::paths::SourcePath;
use crate::base::span::Span;
use crate::facts::Subject;
use std::ops::Range;

/// The page that something was found in, and where to look for it.
pub(in crate::outputs) struct Place<'a> {
    making: &'a Making,
    subject: Option<&'a Subject>,
}

impl<'a> Place<'a> {
    /// A page of the site.
    pub fn of(making: &'a Making, subject: &'a Subject) -> Place<'a> {
        Place {
            making,
            subject: Some(subject),
        }
    }

    /// A page that leads to another.
    pub fn nowhere(making: &'a Making) -> Place<'a> {
        Place {
            making,
            subject: None,
        }
    }

    /// The fault of something that is loaded from elsewhere.
    pub(super) fn load(&self, load: &Load, html: &[u8], is_in_part: bool) -> Diagnostic {
        let typed = String::from_utf8_lossy(&html[load.value.clone()]).into_owned();
        let host = load.origin.split_once(':').map_or("", |(_, host)| host);
        // A text that only mentions what the theme loads is not to blame.
        let tag = String::from_utf8_lossy(&html[load.tag.clone()]);
        let exact = [typed.as_str(), load.meaning.as_str()];
        let span = (self.typed(&[&tag]))
            .and_then(|_| self.typed(&exact))
            .or_else(|| self.template(&exact))
            .or_else(|| self.typed(&exact))
            .or_else(|| self.template(&[host]))
            .or_else(|| self.settings(&[typed.as_str(), load.meaning.as_str(), host]))
            .or_else(|| self.typed(&[host]));
        let found =
            fault(load, is_in_part).note(format!("it is {}", quoted(&html[load.tag.clone()])));
        self.at(found, span)
    }

    /// The fault of a script or a stylesheet that stands in the page.
    pub(super) fn inline(&self, text: &str, what: &str) -> Diagnostic {
        let found = Diagnostic::error(
            "privacy/inline",
            format!(
                "the {what} inside of this page may not be used: nobody can tell that it is the site's own"
            ),
        );
        let first = text.trim_start();
        let first = first.lines().next().unwrap_or_default();
        let found = found.help(match what {
            "script" => {
                "put it into a file, static/name.js, and write <script src=\"/name.js\" defer></script>; \
                 in a template it may stay if there is no {{ … }} or {% … %} in it"
            }
            _ => {
                "put it into a file of assets/ and link that; in a template it may stay if there is no {{ … }} \
                 or {% … %} in it"
            }
        });
        let span = match first.is_empty() {
            true => None,
            false => self.typed(&[first]).or_else(|| self.template(&[first])),
        };
        let tag = if what == "script" {
            "<script"
        } else {
            "<style"
        };
        self.at(found, span.or_else(|| self.changing(tag)))
    }

    /// A remark on a tag whose style or script browsers won't use. Where a person has typed it, that was
    /// told when it was read.
    pub(super) fn blocked(&self, tag: &[u8]) -> Option<Diagnostic> {
        let typed = String::from_utf8_lossy(tag).into_owned();
        if self.typed(&[&typed]).is_some() {
            return None;
        }
        let found = Diagnostic::warning(
            "privacy/attribute",
            "browsers leave a `style` or an `on…` in a tag unused: the page's policy asks them to",
        )
        .note(format!("it is {}", quoted(tag)))
        .help("take it out; a look of its own goes into a stylesheet of assets/, by a class");
        let span = self.template(&[&typed]);
        Some(self.at(found, span))
    }

    /// A fault of the page as a whole.
    pub(super) fn page(&self, found: Diagnostic) -> Diagnostic {
        let policy = "Content-Security-Policy";
        let span = self.typed(&[policy]).or_else(|| self.template(&[policy]));
        self.at(found, span)
    }

    fn at(&self, found: Diagnostic, span: Option<Span>) -> Diagnostic {
        let own = self.source().map(Span::start_of);
        let found = match span.or(own) {
            Some(span) => found.at_span(span),
            None => found,
        };
        let is_own = found.primary.as_ref().map(|span| &span.path) == self.source()
            && self.source().is_some();
        match self.subject {
            Some(subject) if !is_own => found.note(format!(
                "on the page {}",
                subject.url(&self.making.world.site)
            )),
            _ => found,
        }
    }

    fn source(&self) -> Option<&SourcePath> {
        let site = &self.making.world.site;
        let id = self.subject?.entry(site)?;
        Some(&site.entry(id).source)
    }

    /// In the text of the page's entry, from where the entry begins.
    fn typed(&self, needles: &[&str]) -> Option<Span> {
        let site = &self.making.world.site;
        let entry = site.entry(self.subject?.entry(site)?);
        let text = self.making.original(&entry.source)?;
        let start = entry.span.start.min(text.len());
        let within = |range: Range<usize>| find(text.get(range.clone())?, needles, range.start);
        let range = within(start..text.len()).or_else(|| within(0..text.len()))?;
        Some(Span::new(&entry.source, range))
    }

    fn template(&self, needles: &[&str]) -> Option<Span> {
        let templates = self.making.engine.templates();
        let mut found = templates.filter_map(|(path, text)| Some((path, find(text, needles, 0)?)));
        found.next().map(|(path, range)| Span::new(path, range))
    }

    /// The first such element of a template that is not the same on every page.
    fn changing(&self, tag: &str) -> Option<Span> {
        let mut templates = self.making.engine.templates();
        templates.find_map(|(path, text)| {
            let range = super::inline::changing(text, tag)?;
            Some(Span::new(path, range))
        })
    }

    fn settings(&self, needles: &[&str]) -> Option<Span> {
        let path = &self.making.world.site.config.path;
        let text = self.making.original(path)?;
        let range = find(&text, needles, 0)?;
        Some(Span::new(path, range))
    }
}

/// The first of these that is there, and where.
fn find(text: &str, needles: &[&str], start: usize) -> Option<Range<usize>> {
    let found = |needle: &&str| {
        let at = text.find(*needle).filter(|_| needle.len() > 3)?;
        Some(start + at..start + at + needle.len())
    };
    needles.iter().find_map(found)
}

/// A tag for people, on one line and not too long.
pub(super) fn quoted(tag: &[u8]) -> String {
    let text = String::from_utf8_lossy(tag);
    let text: Vec<&str> = text.split_whitespace().collect();
    let text = text.join(" ");
    match text.char_indices().nth(120) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    }
}
