//! Runs of text: bare web addresses become links, leftovers of other tools are found.

use super::body::LinkKind;
use super::pass::Pass;
use super::run::Run;
use super::tally::Kind;
use super::target::Target;
use super::{escape, source};
use crate::base::diag::{Diagnostic, nearest};
use crate::base::tracking::untracked;
use std::ops::Range;

impl Pass<'_> {
    /// Writes the text that has come in so far.
    pub(super) fn flush(&mut self) {
        if self.run.text.is_empty() {
            return;
        }
        let mut run = std::mem::take(&mut self.run);
        self.write_run(&run);
        // one buffer serves the whole page
        run.clear();
        self.run = run;
    }

    fn write_run(&mut self, run: &Run) {
        if !self.extended() {
            return self.write_text(&run.text);
        }
        if self.signs.markers {
            self.look_for_markers(run);
        }
        let in_link = self.open.contains(&"</a>") || self.image.is_some();
        let may_link = self.signs.urls && !in_link;
        let mut written = 0;
        while may_link && let Some(url) = next_url(&run.text, written) {
            // a backslash before or inside `https://` says that no link is meant
            let scheme = url.start..url.end.min(url.start + "https://".len());
            let escaped = run.is_escaped(scheme, self.source.original);
            self.write_words(&run.text[written..url.start]);
            if escaped {
                self.write_text(&run.text[url.clone()]);
            } else {
                self.write_bare_url(run, url.clone());
            }
            written = url.end;
        }
        self.write_words(&run.text[written..]);
    }

    /// The address as typed, since typographic dashes would break it, but without Markdown's escapes.
    fn write_bare_url(&mut self, run: &Run, url: Range<usize>) {
        let original = self.source.original;
        let range = run.span(url, original);
        let typed = original[range.clone()].replace('\\', "");
        let shown = self.clean(&escape::unescape(&typed)).into_owned();
        let href = if shown.starts_with("www.") {
            format!("https://{shown}")
        } else {
            shown.clone()
        };
        self.link_to(&href, range, LinkKind::Link);
        self.write_external(&href);
        self.out.html.push('>');
        self.write_verbatim(&shown);
        self.out.html.push_str("</a>");
    }

    fn write_verbatim(&mut self, text: &str) {
        escape::text(&mut self.out.html, text);
        match &mut self.heading {
            Some(heading) => {
                heading.text.push_str(text);
                escape::text(&mut heading.html, text);
            }
            None => self.prose.push_str(text),
        }
    }

    /// Writes `<a href="…" rel="…"` without the closing `>`.
    pub(super) fn write_external(&mut self, url: &str) {
        self.out.html.push_str("<a href=\"");
        if !self.extended() {
            escape::url(&mut self.out.html, url);
            self.out.html.push('"');
            return;
        }
        escape::url(&mut self.out.html, &untracked(url).0);
        self.out.html.push('"');
        if is_web(url) {
            self.out.html.push_str(" rel=\"noopener noreferrer\"");
        }
    }

    /// Tags of other site generators, and references to footnotes that are not there.
    fn look_for_markers(&mut self, run: &Run) {
        let text = run.text.as_str();
        let bytes = text.as_bytes();
        for at in memchr::memchr2_iter(b'{', b'[', bytes) {
            match (bytes[at], bytes.get(at + 1)) {
                (b'{', Some(b'{')) => self.tag_of_others(run, at, "}}"),
                (b'{', Some(b'%')) => self.tag_of_others(run, at, "%}"),
                (b'[', Some(b'^')) => self.reference_to_nothing(run, at),
                _ => {}
            }
        }
    }

    fn tag_of_others(&mut self, run: &Run, at: usize, closer: &str) {
        if let Some(end) = ahead(&run.text, at).find(closer) {
            let range = run.span(at..at + end + 2, self.source.original);
            self.tally.add(Kind::Liquid, range);
        }
    }

    fn reference_to_nothing(&mut self, run: &Run, at: usize) {
        if let Some(end) = ahead(&run.text, at).find(']')
            && end > 2
            && !run.is_escaped(at..at + 2, self.source.original)
        {
            let range = run.span(at..at + end + 1, self.source.original);
            let name = run.text[at + 2..at + end].to_owned();
            self.notes.missing.push((name, range));
        }
    }

    /// A `[text][name]` without a `[name]: …`. Single brackets are left alone: people write `[sic]`.
    pub(super) fn report_broken(&mut self, broken: &[Broken], known: &[String]) {
        let mut guesses = MOST_GUESSES;
        for Broken { name, range, full } in broken {
            if let Some(alert) = name.strip_prefix('!') {
                self.report_unknown_alert(alert, range.clone());
                continue;
            }
            let worth = (*full || name.len() > 2) && guesses > 0 && !known.is_empty();
            guesses -= usize::from(worth);
            let names = known.iter().filter(|_| worth).map(String::as_str);
            let meant = nearest(name, names);
            if !full && meant.is_none() {
                continue;
            }
            let mut diagnostic = Diagnostic::warning(
                "markdown/unknown-reference",
                format!("there is no link named `{name}` on this page"),
            )
            .caption("readers will see the brackets");
            diagnostic.help = Some(match meant {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => format!(
                    "add a line such as `[{name}]: https://example.org/` to this page, or put the target in round brackets: `[text](target)`"
                ),
            });
            self.report(diagnostic, range.clone());
        }
    }

    /// Right behind the mark of a quote, an unknown `[!NAME]` was meant for an alert, and a known one
    /// does not begin its quote.
    fn report_unknown_alert(&mut self, alert: &str, range: Range<usize>) {
        let in_quote = self.source.original[..range.start]
            .rsplit('\n')
            .next()
            .is_some_and(|line| line.trim_end().ends_with('>'));
        if !in_quote || self.source.patch_at(range.start).is_some() {
            return;
        }
        if source::ALERTS
            .iter()
            .any(|known| known.eq_ignore_ascii_case(alert))
        {
            self.report_late_alert(range);
            return;
        }
        let known = source::ALERTS.map(str::to_uppercase);
        let mut diagnostic = Diagnostic::warning(
            "markdown/unknown-alert",
            format!("there is no alert `{alert}`"),
        )
        .caption("readers will see the brackets");
        diagnostic.help = Some(match nearest(alert, known.iter().map(String::as_str)) {
            Some(meant) => format!("did you mean `[!{meant}]`?"),
            None => {
                "the alerts are [!NOTE], [!TIP], [!IMPORTANT], [!WARNING] and [!CAUTION]".into()
            }
        });
        self.report(diagnostic, range);
    }
}

/// What a page holds somewhere, looked for once so as not to look for it in each of its many runs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Signs {
    urls: bool,
    markers: bool,
}

impl Signs {
    pub(super) fn of(text: &str) -> Signs {
        let bytes = text.as_bytes();
        let next = |at: usize| bytes.get(at + 1);
        let marks = memchr::memchr2_iter(b'{', b'[', bytes);
        let is_marker = |at: usize| match bytes[at] {
            b'[' => next(at) == Some(&b'^'),
            _ => matches!(next(at), Some(b'{' | b'%')),
        };
        Signs {
            urls: find(text, "://").is_some() || find(text, "www.").is_some(),
            markers: marks.into_iter().any(is_marker),
        }
    }
}

fn find(text: &str, part: &str) -> Option<usize> {
    memchr::memmem::find(text.as_bytes(), part.as_bytes())
}

/// As much of the text from `at` as is worth searching for what closes a bracket.
fn ahead(text: &str, at: usize) -> &str {
    &text[at..text.floor_char_boundary(at + 240)]
}

/// Looking for what was meant takes time; who made more mistakes than this reads no further.
pub(super) const MOST_GUESSES: usize = 50;

/// A reference that leads nowhere, as the parser reports it.
#[derive(Debug)]
pub(super) struct Broken {
    pub(super) name: String,
    pub(super) range: Range<usize>,
    /// `[text][name]`, not `[name]`.
    pub(super) full: bool,
}

/// Whether a URL leads to another web site, which should not learn where its reader came from.
pub(super) fn is_web(url: &str) -> bool {
    let starts = |with: &str| {
        url.get(..with.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(with))
    };
    matches!(Target::of(url), Target::External)
        && (starts("http:") || starts("https:") || starts("//"))
}

/// The next web address in `text` from byte `from`.
fn next_url(text: &str, from: usize) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let ends_www = |at: usize| bytes[from..at].ends_with(b"www");
    for at in memchr::memchr2_iter(b':', b'.', &bytes[from..]).map(|at| from + at) {
        let (start, host) = match bytes[at] {
            b'.' if ends_www(at) => (at - 3, at - 3),
            b':' if bytes[at..].starts_with(b"://") => {
                (at - scheme_before(&text[from..at]), at + 3)
            }
            _ => continue,
        };
        if is_free(&text[from..start]) {
            let end = host + length_of_url(&text[host..]);
            if has_host(&text[host..end]) {
                return Some(start..end);
            }
        }
    }
    None
}

/// The length of the `http` or `https` at the end of `text`, without which `://` is no web address.
fn scheme_before(text: &str) -> usize {
    let ends = |scheme: &&str| {
        text.len() >= scheme.len()
            && text.as_bytes()[text.len() - scheme.len()..].eq_ignore_ascii_case(scheme.as_bytes())
    };
    ["https", "http"]
        .iter()
        .find(|s| ends(s))
        .map_or(0, |s| s.len())
}

/// Whether an address may begin behind `before`, and is not the rest of a longer word or address.
fn is_free(before: &str) -> bool {
    before.chars().next_back().is_none_or(|c| {
        !c.is_ascii_alphanumeric() && !matches!(c, '/' | '@' | '.' | '-' | '_' | '+' | ':')
    })
}

/// Up to white space, `<` or a closing quotation mark; punctuation at the end belongs to the sentence.
fn length_of_url(text: &str) -> usize {
    let ends = |c: char| {
        c.is_whitespace() || c.is_control() || "<>\"“”„«»‹›，。、；：？！）】」』".contains(c)
    };
    let mut url = &text[..text.find(ends).unwrap_or(text.len())];
    let opened = url.matches('(').count();
    let mut closed = url.matches(')').count();
    while let Some(last) = url.chars().next_back() {
        match last {
            '?' | '!' | '.' | ',' | ':' | ';' | '*' | '_' | '~' | '\'' | '’' | '‘' | '…' | '|'
            | ']' | '}' => {}
            ')' if closed > opened => closed -= 1,
            _ => break,
        }
        url = &url[..url.len() - last.len_utf8()];
    }
    url.len()
}

/// Whether it begins like `example.org`.
fn has_host(text: &str) -> bool {
    let end = text.find(['/', '?', '#', ':']).unwrap_or(text.len());
    let host = &text[..end];
    let is_label = |label: &str| {
        !label.is_empty()
            && label
                .chars()
                .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
    };
    host.contains('.')
        && host.split('.').all(is_label)
        && host
            .rsplit('.')
            .next()
            .is_some_and(|top| top.chars().count() > 1)
        && (!host.starts_with("www.") || host.matches('.').count() > 1)
}
