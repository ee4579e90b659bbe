//! What the Markdown pass hands on: HTML with holes, and what the rest of the program asks about a text.
//! It may not know how a hole is filled; that is the renderer's part.

use crate::base::later::Later;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::{Deref, Range};

/// All that one reading of a text gives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parsed {
    /// What is known of the text.
    pub body: Body,
    /// The text itself.
    pub text: Text,
    /// The prose without any markup, headings and code blocks left out; a paragraph, list item or
    /// table row a line.
    pub prose: String,
}

/// The whole text as HTML with holes: large, and needed only where the text itself is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    /// The pieces in their order.
    pub segments: Vec<Segment>,
    /// Whether it is certain that nothing in it loads or runs anything, or has a style of its own: there
    /// is neither raw HTML in it, nor a picture, nor a directive.
    pub is_quiet: bool,
}

/// What is known of a text beside the text itself. All spans are byte offsets in the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    /// What only those ask for who show the text, or lead into it. It is read through the body.
    pub gist: Later<Gist>,
    /// Whether there is more text than the summary.
    pub has_more: bool,
    /// Every link, picture, and `href` or `src` of raw HTML, in the order of the text.
    pub links: Later<Vec<Link>>,
    /// Whether one of them is a picture ([`LinkKind::Image`]).
    pub has_pictures: bool,
    /// Words of prose for the reading time; code blocks are left out, and scripts without spaces
    /// between words are counted by the length of their usual words.
    pub words: u32,
    /// Whether there is nothing that a reader would see.
    pub is_empty: bool,
    /// Whether a code block names a language, so that the page needs the colours of code.
    pub has_code: bool,
}

/// What is shown of a text in other places than its own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gist {
    /// What stands before `<!-- more -->`, else the first paragraph; without footnote references and
    /// heading ids, so that it can stand on another page.
    pub summary: Vec<Segment>,
    /// The headings in the order of the text, those inside directives too.
    pub headings: Vec<Heading>,
    /// The ids beside those of headings that a link may point to, sorted: footnotes, and ids in raw HTML.
    pub other_anchors: Box<[Box<str>]>,
    /// The beginning of the first line of the prose, enough for a description.
    pub excerpt: String,
}

impl Deref for Body {
    type Target = Gist;

    fn deref(&self) -> &Gist {
        &self.gist
    }
}

/// How many characters of the first line are kept: some more than a description has.
const EXCERPT: usize = 240;

/// The beginning of the first line of a text's prose.
pub(super) fn excerpt(prose: &str) -> String {
    let line = prose.lines().next().unwrap_or_default();
    let end = line
        .char_indices()
        .nth(EXCERPT)
        .map_or(line.len(), |(at, _)| at);
    line[..end].to_owned()
}

impl Default for Body {
    fn default() -> Self {
        Body {
            gist: Later::default(),
            has_more: false,
            links: Later::default(),
            has_pictures: false,
            words: 0,
            is_empty: true,
            has_code: false,
        }
    }
}

/// A piece of a body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Segment {
    /// Finished HTML.
    Html(String),
    /// Something that needs the site, the theme or the language.
    Hole(Hole),
}

impl Segment {
    /// Whether what stands here, unless it was raw HTML, is text with tags of ours that load nothing.
    pub(super) fn is_quiet(&self) -> bool {
        match self {
            Segment::Html(_) => true,
            Segment::Hole(hole) => match hole {
                Hole::Url { .. } | Hole::Number(_) | Hole::Word { .. } => true,
                Hole::Image(_) | Hole::Directive(_) => false,
            },
        }
    }
}

/// What the pass of one file can't write by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Hole {
    /// Stands between the quotes of an attribute: `<a href="` hole `">`. The target is relative or
    /// internal, as typed but without Markdown's escapes; also `#anchor` of the same page, whose
    /// anchor was checked and which needs the page's URL only where the text stands on another page.
    /// The renderer writes the URL, escaped for HTML.
    Url {
        /// Such as `../resources/samaritans.md#contact`.
        target: String,
        /// Where the target stands in the file.
        span: Range<usize>,
    },
    /// A picture; the renderer writes the whole `<img>` or `<figure>`.
    Image(Box<Image>),
    /// A directive or an alert; the theme says what it looks like.
    Directive(Box<Directive>),
    /// A number in prose, as typed. If it belongs to a listing, the renderer makes it a link.
    Number(String),
    /// A word of the theme in the page's language, inside an attribute. The renderer escapes it.
    Word {
        /// `footnotes.title` or `footnotes.back`.
        key: Cow<'static, str>,
        /// The number that the words may name (`n`): that of the footnote.
        n: Option<u32>,
    },
}

/// A picture in the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Image {
    /// As typed: relative, or the URL of another site.
    pub src: String,
    /// The description, plain text; may be empty (a warning was given).
    pub alt: String,
    /// The text in quotes after the path.
    pub title: Option<String>,
    /// Where the path stands in the file.
    pub span: Range<usize>,
    /// Alone in its paragraph. With a title as well, the pass leaves out the `<p>`, and the renderer
    /// writes a `<figure>` with the title below the picture.
    pub lone: bool,
}

/// `:::name{key="value"}` … `:::`, `::name{…}`, or an alert `> [!NOTE]`, whose name is `alert` and
/// whose arguments are `kind` (`note`, `tip`, `important`, `warning`, `caution`) and perhaps `title`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Directive {
    /// The name, as typed.
    pub name: String,
    /// The arguments in the order they were typed; no name comes twice.
    pub args: Vec<Arg>,
    /// The text between the markers. None for `::name`, which has no end marker.
    pub body: Option<Vec<Segment>>,
    /// The line of the opening marker, without its indentation.
    pub span: Range<usize>,
    /// The name in that line.
    pub name_span: Range<usize>,
}

impl Directive {
    /// The value of an argument.
    pub fn arg(&self, name: &str) -> Option<&str> {
        let arg = self.args.iter().find(|arg| arg.name == name)?;
        Some(&arg.value)
    }
}

/// One argument of a directive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arg {
    /// The name.
    pub name: String,
    /// The value without its quotes; `true` for a bare flag.
    pub value: String,
    /// The value in the file without its quotes; the name of a bare flag.
    pub span: Range<usize>,
    /// The name in the file.
    pub name_span: Range<usize>,
}

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    /// 2 to 6; a heading of level 1 has become one of level 2.
    pub level: u8,
    /// Unique on the page.
    pub id: Box<str>,
    /// The words, plain.
    pub text: Box<str>,
    /// The same with their emphasis and code, but without links, pictures and footnotes. None if that
    /// is all the same.
    pub(super) marked: Option<Box<str>>,
    /// The heading in the file.
    pub span: Range<usize>,
}

impl Heading {
    /// The words as HTML, with their emphasis and code, but without links, pictures and footnotes.
    pub fn html(&self) -> &str {
        self.marked.as_deref().unwrap_or(&self.text)
    }
}

/// Something the text points to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// As typed, without Markdown's escapes; of other sites too.
    pub target: Box<str>,
    /// The target in the file; the whole link where it stands elsewhere, as with `[text][name]`.
    pub span: Range<usize>,
    /// What is done with it.
    pub kind: LinkKind,
}

/// What a text does with a link's target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LinkKind {
    /// Readers may follow it.
    Link,
    /// It is shown as a picture.
    Image,
    /// Raw HTML shows it as a picture, in its own way.
    RawImage,
    /// Raw HTML loads it: a video, a frame, a script.
    Embed,
    /// A directive's `to`, `href` or `src`.
    Directive,
}

impl Body {
    /// Whether a link may point to this id.
    pub fn has_anchor(&self, id: &str) -> bool {
        let other = self
            .other_anchors
            .binary_search_by(|other| (**other).cmp(id));
        other.is_ok() || self.headings.iter().any(|heading| *heading.id == *id)
    }

    /// Every id that a link may point to.
    pub fn anchors(&self) -> BTreeSet<&str> {
        let headings = self.headings.iter().map(|heading| &*heading.id);
        let others = self.other_anchors.iter().map(|id| &**id);
        headings.chain(others).collect()
    }
}

impl Text {
    /// Whether there is nothing that a reader would see.
    pub fn is_empty(&self) -> bool {
        self.segments
            .iter()
            .all(|segment| matches!(segment, Segment::Html(html) if html.trim().is_empty()))
    }

    /// The bytes that it takes in memory, about what the allocator adds to each piece included.
    pub fn weight(&self) -> usize {
        std::mem::size_of::<Text>() + weight(&self.segments)
    }

    /// The directives of the text in their order, those inside others after the one they stand in.
    pub fn directives(&self) -> Vec<&Directive> {
        let mut found = Vec::new();
        collect_directives(&self.segments, &mut found);
        found
    }
}

fn collect_directives<'a>(segments: &'a [Segment], found: &mut Vec<&'a Directive>) {
    for segment in segments {
        if let Segment::Hole(Hole::Directive(directive)) = segment {
            found.push(directive);
            if let Some(body) = &directive.body {
                collect_directives(body, found);
            }
        }
    }
}

/// What an allocator adds to what is asked of it.
const OVERHEAD: usize = 16;

fn weight(segments: &Vec<Segment>) -> usize {
    let of = |text: &String| text.capacity() + OVERHEAD;
    let inner: usize = segments
        .iter()
        .map(|segment| match segment {
            Segment::Html(html) => of(html),
            Segment::Hole(Hole::Url { target, .. }) => of(target),
            Segment::Hole(Hole::Image(image)) => {
                let Image {
                    src,
                    alt,
                    title,
                    span: _,
                    lone: _,
                } = &**image;
                let own = std::mem::size_of::<Image>() + OVERHEAD;
                own + of(src) + of(alt) + title.as_ref().map_or(0, of)
            }
            Segment::Hole(Hole::Number(text)) => of(text),
            Segment::Hole(Hole::Word { .. }) => 0,
            Segment::Hole(Hole::Directive(directive)) => {
                let Directive {
                    name,
                    args,
                    body,
                    span: _,
                    name_span: _,
                } = &**directive;
                let args: usize = args
                    .iter()
                    .map(|arg| std::mem::size_of::<Arg>() + of(&arg.name) + of(&arg.value))
                    .sum();
                let own = std::mem::size_of::<Directive>() + OVERHEAD;
                own + of(name) + args + OVERHEAD + body.as_ref().map_or(0, weight)
            }
        })
        .sum();
    segments.capacity() * std::mem::size_of::<Segment>() + OVERHEAD + inner
}
