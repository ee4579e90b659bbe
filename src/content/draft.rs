//! An entry whose parts have been read, and its digests: of what the rest of the site may show of it,
//! and of all there is.

use super::entry::{Entry, Kind};
use super::front::Front;
use super::markdown::{Body, Gist, LinkKind, Text};
use super::place::Place;
use super::read::Source;
use crate::base::digest::{Digest, DigestWriter};
use crate::base::lang::Lang;
use crate::config::MarkdownSettings;
use std::ops::Range;
use std::sync::Arc;

/// An entry without its digests.
pub(super) struct Draft<'a> {
    pub(super) source: Source<'a>,
    pub(super) span: Range<usize>,
    pub(super) place: Place,
    pub(super) kind: Kind,
    pub(super) lang: Lang,
    pub(super) front: Front,
    pub(super) body: Body,
    pub(super) crisis_words: bool,
    pub(super) kept: Option<Arc<Text>>,
    /// The text as typed, and where it begins.
    pub(super) typed: &'a str,
    pub(super) start: usize,
}

impl Draft<'_> {
    /// The entry.
    pub(super) fn finish(self, settings: &MarkdownSettings) -> Entry {
        let meta = self.meta();
        let Draft {
            source,
            span,
            place,
            kind,
            lang,
            front,
            body,
            crisis_words,
            kept,
            typed,
            start,
        } = self;
        let text = Digest::of(typed.as_bytes());
        // The text as typed, its language, its place and how Markdown is read decide on all of the body;
        // the words that are looked for in it are the site's;
        // what else there is, is in `meta`.
        let mut whole = DigestWriter::new();
        whole
            .digest(meta)
            .digest(text)
            .number(start as u64)
            .number(u64::from(crisis_words))
            .value(settings);
        Entry {
            source: source.path.clone(),
            span,
            place,
            kind,
            lang,
            front,
            body,
            crisis_words,
            kept,
            start,
            meta,
            text,
            whole: whole.finish(),
        }
    }

    /// Places in the text are left out: they move with every word, and only messages show them.
    fn meta(&self) -> Digest {
        let Draft {
            source,
            span,
            place,
            kind,
            lang,
            front,
            body,
            crisis_words: _,
            kept: _,
            typed: _,
            start: _,
        } = self;
        let Body {
            gist,
            links,
            has_pictures: _,
            has_more: _,
            words: _,
            is_empty: _,
            has_code: _,
        } = body;
        let Gist {
            headings,
            other_anchors,
            summary: _,
            excerpt: _,
        } = &**gist;
        let links: Vec<(&str, LinkKind)> = links
            .iter()
            .map(|link| (&*link.target, link.kind))
            .collect();
        let headings: Vec<&str> = headings.iter().map(|heading| &*heading.id).collect();
        let mut meta = DigestWriter::new();
        meta.value(&(source.path, span, place, kind, lang, front))
            .value(&(headings, other_anchors, links));
        meta.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::diag::Sink;
    use crate::base::paths::SourcePath;
    use crate::config;
    use crate::content::section::SectionKind;
    use crate::content::{Reading, read_listings, read_markdown, read_text};

    const ARTICLE: &str = "---\ntitle: Sleep\ndate: 2026-03-01\ntags: [night]\n---\n\n\
        Go to bed.\n\n## When you wake\n\nRead [this](more.md).\n";

    fn entry_with(settings: &str, text: &str) -> Entry {
        let mut sink = Sink::new();
        let settings = format!("title = \"A\"\nbase_url = \"https://a.example\"\n{settings}");
        let config = config::read(&settings, &SourcePath::named("waypost.toml"), &mut sink);
        let path = SourcePath::named("content/articles/sleep.md");
        let source = Source { path: &path, text };
        let reading = Reading::new(&config);
        let (entry, text) =
            read_markdown(source, SectionKind::Articles, &reading, &mut sink).expect("an entry");
        let again = read_text(source, &entry, &config.markdown);
        assert_eq!((&*again.text, again.digest), (&text, entry.text));
        entry
    }

    fn entry(text: &str) -> Entry {
        entry_with("", text)
    }

    #[test]
    fn prose_is_not_in_the_meta_digest_but_in_that_of_the_whole() {
        let before = entry(ARTICLE);
        for (typed, other) in [
            (
                "Go to bed.",
                "Go to bed early, and read a *long* book there.",
            ),
            (
                "Go to bed.\n",
                "Go to bed.\n\n```rust\nfn sleep() {}\n```\n",
            ),
            ("Read [", "Now, at the latest, read ["),
            ("[this]", "[that]"),
        ] {
            let after = entry(&ARTICLE.replace(typed, other));
            assert_eq!(before.meta, after.meta, "{other}");
            assert_ne!(before.whole, after.whole, "{other}");
            assert_ne!(before.text, after.text, "{other}");
        }
    }

    #[test]
    fn what_others_may_show_is_in_the_meta_digest() {
        let before = entry(ARTICLE);
        for (typed, other) in [
            ("Sleep", "Rest"),
            ("03-01", "03-02"),
            ("night", "day"),
            ("title:", "draft: true\ntitle:"),
            ("title:", "x_colour: blue\ntitle:"),
            ("more.md", "less.md"),
            ("[this]", "![this]"),
            ("When you wake", "When you rise"),
            ("Go to bed.", "<span id=\"bed\">Go to bed.</span>"),
        ] {
            let after = entry(&ARTICLE.replace(typed, other));
            assert_ne!(before.meta, after.meta, "{other}");
            assert_ne!(before.whole, after.whole, "{other}");
        }
    }

    #[test]
    fn how_markdown_is_read_is_in_the_digest_of_the_whole() {
        let before = entry(ARTICLE);
        let after = entry_with("[markdown]\nsmart_punctuation = false", ARTICLE);
        assert_eq!(before.meta, after.meta);
        assert_ne!(before.whole, after.whole);
        let menu = entry_with(
            "[[menu.main]]\nurl = \"https://b.example\"\nlabel = \"B\"",
            ARTICLE,
        );
        assert_eq!(before.whole, menu.whole);
    }

    #[test]
    fn a_text_that_has_changed_since_is_read_as_it_is_now_and_says_so() {
        let before = entry(ARTICLE);
        let path = before.source.clone();
        let text = ARTICLE
            .replace("Sleep", "A long sleep")
            .replace("bed", "work");
        let source = Source {
            path: &path,
            text: &text,
        };
        let settings = MarkdownSettings {
            smart_punctuation: true,
            raw_html: true,
        };
        let read = read_text(source, &before, &settings);
        assert_eq!(read.digest, entry(&text).text);
        assert!(read.text.html_plain().starts_with("<p>Go to work.</p>"));
    }

    #[test]
    fn a_row_keeps_its_text_and_its_neighbours_do_not_change_with_it() {
        let rows = |body: &str| {
            let text = format!(
                "id,name,kind,areas,url,verified,description\n\
                 a,A,helpline,worldwide,https://a.example/,2026-01-01,First.\n\
                 b,B,helpline,worldwide,https://b.example/,2026-01-01,{body}\n"
            );
            let mut sink = Sink::new();
            let settings = "title = \"A\"\nbase_url = \"https://a.example\"";
            let config = config::read(settings, &SourcePath::named("waypost.toml"), &mut sink);
            let path = SourcePath::named("content/resources/groups.csv");
            let source = Source {
                path: &path,
                text: &text,
            };
            read_listings(source, &Reading::new(&config), &mut sink)
        };
        let (before, after) = (rows("Second."), rows("Third."));
        assert_eq!(before.len(), 2);
        assert_eq!(before[0].whole, after[0].whole);
        assert_ne!(before[1].whole, after[1].whole);
        let html = |entry: &Entry| entry.kept.as_ref().map(|text| text.html_plain());
        assert_eq!(html(&after[1]).as_deref(), Some("<p>Third.</p>\n"));
    }
}
