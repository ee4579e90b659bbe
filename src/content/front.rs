//! The front matter of a file: found, read as YAML or TOML, and checked into what all entries share.
//! It sees one file and knows nothing of the site.

use super::filed::Filed;
use super::lexicon::Lexicon;
use super::story::{self, Telling};
use crate::base::country;
use crate::base::day::When;
use crate::base::diag::{Diagnostic, Sink};
use crate::base::node::{Fields, Key, ListOf, Node, NodeValue, read_toml, read_yaml};
use crate::base::paths::{PathError, SourcePath, UrlPath};
use crate::base::slug::slugify;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ops::Range;

/// A file taken apart: its front matter as typed, and where its body begins.
#[derive(Debug)]
pub struct Split {
    /// The front matter; null if there is none. `None` if it could not be read, which was reported.
    pub node: Option<Node>,
    /// Bytes of the file's front matter, fences included.
    pub front: Range<usize>,
    /// Where the body begins.
    pub body: usize,
}

/// Finds the front matter between `---` or `+++` lines at the very start of the file. A byte-order
/// mark and Windows line ends are forgiven.
pub fn split(text: &str, path: &SourcePath, sink: &mut Sink) -> Split {
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    // Blank lines before the front matter must not make text of it: a draft would be published.
    let blank: usize = text[start..]
        .split_inclusive('\n')
        .take_while(|line| line.trim().is_empty())
        .map(str::len)
        .sum();
    let start = start + blank;
    let first = text[start..].lines().next().unwrap_or_default().trim_end();
    let none = Split {
        node: Some(Node {
            value: NodeValue::Null,
            span: start..start,
        }),
        front: start..start,
        body: start,
    };
    if first != "---" && first != "+++" {
        return none;
    }
    let inner = start
        + text[start..]
            .find('\n')
            .map_or(text.len() - start, |at| at + 1);
    let Some((end, body)) = closing_fence(text, inner, first) else {
        sink.push(
            Diagnostic::error(
                "front-matter/unclosed",
                format!("the front matter that begins with `{first}` never ends"),
            )
            .at(path, start..start + 3)
            .caption("it begins here")
            .help(format!(
                "put a line with only `{first}` after the last field"
            )),
        );
        return Split { node: None, ..none };
    };
    let node = if first == "---" {
        read_yaml(&text[inner..end], path, inner, sink)
    } else {
        Some(read_toml(&text[inner..end], path, inner, sink))
    };
    Split {
        node,
        front: start..body,
        body,
    }
}

/// Where the fence line begins, and where the line after it does.
fn closing_fence(text: &str, from: usize, fence: &str) -> Option<(usize, usize)> {
    let mut at = from;
    for line in text[from..].split_inclusive('\n') {
        let bare = line.trim_end();
        if bare == fence || (fence == "---" && bare == "...") {
            return Some((at, at + line.len()));
        }
        at += line.len();
    }
    None
}

/// What all entries share.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Front {
    /// The title; a listing's name.
    pub title: String,
    /// When it was published.
    pub date: Option<When>,
    /// When it was last changed in substance.
    pub updated: Option<When>,
    /// One or two sentences for lists and search engines.
    pub description: Option<String>,
    /// A picture that stands for it.
    pub image: Option<ImageRef>,
    /// Not to be published yet.
    pub draft: bool,
    /// Not to be published before this.
    pub publish_date: Option<When>,
    /// Not to be published after this.
    pub expiry_date: Option<When>,
    /// The last part of its URL.
    pub slug: Option<String>,
    /// Its whole URL.
    pub path: Option<UrlPath>,
    /// URLs that lead here, with their places.
    pub aliases: Vec<(UrlPath, Range<usize>)>,
    /// Its place in a section sorted by weight; lighter ones come first.
    pub weight: i64,
    /// A template of its own, with its place.
    pub template: Option<(String, Range<usize>)>,
    /// Whether to show a table of contents; none: the theme decides.
    pub toc: Option<bool>,
    /// What a reader may want to know before reading.
    pub content_notes: Vec<String>,
    /// Whether the page offers a quick exit; none: its topics, its sections and the settings decide.
    pub quick_exit: Option<bool>,
    /// Whether its title and address keep its topic to themselves; none: its sections decide.
    pub discreet: Option<bool>,
    /// Whether it is one of those that the site puts first.
    pub featured: bool,
    /// The country whose help in a crisis its readers see, and those of what is below it.
    pub country: Option<(String, Range<usize>)>,
    /// Whether it ends with all help in a crisis; none: its topics and words decide.
    pub crisis_help: Option<bool>,
    /// What it says of the person whose story it tells.
    pub telling: Telling,
    /// Whether it has comments; none: its kind decides.
    pub comments: Option<CommentsWord>,
    /// Terms by taxonomy, with their places.
    pub terms: Filed,
    /// Fields of the site's own, `x_…`.
    pub extra: Vec<(Key, Node)>,
}

/// What an article says of its comments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CommentsWord {
    /// It has some.
    Open,
    /// It keeps those that are there and takes no more.
    Closed,
    /// It has none.
    Off,
}

/// A picture named in front matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImageRef {
    /// Where it is, relative to the file.
    pub src: String,
    /// What it shows; empty if it only decorates.
    pub alt: String,
    /// Where `src` was typed.
    pub span: Range<usize>,
}

/// What front matter needs to know of its file and its site.
pub struct FrontContext<'a> {
    /// The names of the taxonomies.
    pub taxonomies: &'a [String],
    /// The title to use if none is given.
    pub fallback_title: Option<String>,
    /// The field that holds the title: `title`, or `name` for listings.
    pub title_field: &'static str,
    /// Whether lists are cells, split at `;`.
    pub cells: ListOf,
    /// The words that terms are made of.
    pub lexicon: Lexicon<'a>,
}

impl Front {
    /// Takes out of the aliases what are no addresses but ids.
    pub(super) fn without_ids(&mut self, ids: &[(String, Range<usize>)]) {
        let is_id = |alias: &UrlPath, place: &Range<usize>| {
            let name = alias.as_str().trim_matches('/');
            ids.iter().any(|(id, own)| id == name && own == place)
        };
        self.aliases.retain(|(alias, place)| !is_id(alias, place));
    }
}

/// Reads the shared fields from an open map.
pub fn read(fields: &mut Fields<'_, '_>, cx: &FrontContext<'_>) -> Front {
    let title = title(fields, cx);
    // A listing's country is where it is.
    let is_text = cx.title_field == "title";
    let mut terms = BTreeMap::new();
    for taxonomy in cx.taxonomies {
        let mut words = fields.list(taxonomy.clone(), cx.cells);
        words.retain(|(word, _)| !word.is_empty());
        let words = cx.lexicon.read(fields, taxonomy, words);
        if !words.is_empty() {
            terms.insert(taxonomy.clone(), words);
        }
    }
    Front {
        title,
        date: fields.when("date"),
        updated: fields.when("updated"),
        description: fields.text("description").filter(|text| !text.is_empty()),
        image: image(fields, cx.cells),
        draft: fields.flag("draft").unwrap_or(false),
        publish_date: fields.when("publish_date"),
        expiry_date: fields.when("expiry_date"),
        slug: slug(fields),
        path: path(fields),
        aliases: aliases(fields, cx.cells),
        weight: fields.number("weight", -1_000_000..1_000_000).unwrap_or(0),
        template: fields.text_at("template"),
        toc: fields.flag("toc"),
        content_notes: content_notes(fields, cx.cells),
        quick_exit: fields.flag("quick_exit"),
        discreet: fields.flag("discreet"),
        featured: fields.flag("featured").unwrap_or(false),
        country: is_text.then(|| country(fields)).flatten(),
        crisis_help: is_text.then(|| fields.flag("crisis_help")).flatten(),
        telling: match is_text {
            true => story::read(fields),
            false => Default::default(),
        },
        comments: is_text.then(|| story::comments(fields)).flatten(),
        terms: terms.into(),
        extra: fields
            .others(|key| key.starts_with("x_"))
            .into_iter()
            .cloned()
            .collect(),
    }
}

fn content_notes(fields: &mut Fields<'_, '_>, cells: ListOf) -> Vec<String> {
    let notes = fields.list("content_notes", cells).into_iter();
    notes.map(|(note, _)| note).collect()
}

fn country(fields: &mut Fields<'_, '_>) -> Option<(String, Range<usize>)> {
    let (text, span) = fields.text_at("country")?;
    let code = text.to_uppercase();
    if country::is_country(&code) {
        return Some((code, span));
    }
    let fault = Diagnostic::error(
        "front-matter/country",
        format!("`{text}` is not the code of a country"),
    );
    let help = match country::nearest(&text) {
        Some(code) => format!("did you mean {code}?"),
        None => "use the two letters of ISO 3166-1: GB, IE, DE".to_owned(),
    };
    fields.report(fault.help(help), &span);
    None
}

fn title(fields: &mut Fields<'_, '_>, cx: &FrontContext<'_>) -> String {
    let titled = fields.text("title").filter(|title| !title.is_empty());
    let named = match cx.title_field {
        "name" => fields.text("name").filter(|name| !name.is_empty()),
        _ => None,
    };
    if let Some(title) = named.or(titled) {
        return title;
    }
    if let Some(title) = &cx.fallback_title {
        return title.clone();
    }
    // What is there and no text has been reported; that there is no title would be untrue.
    let wrong = fields
        .node("title")
        .filter(|node| node.scalar() != Some(""));
    wrong.map_or(String::new(), |node| {
        node.scalar().unwrap_or("Untitled").to_owned()
    })
}

fn image(fields: &mut Fields<'_, '_>, lists: ListOf) -> Option<ImageRef> {
    let is_row = matches!(lists, ListOf::Cells);
    // Of a table, rows without a picture have the column too.
    let beside = (is_row || fields.node("image").is_some()).then(|| fields.node("image_alt"));
    let alone = beside.flatten().and_then(Node::scalar);
    let node = fields.node("image")?;
    let path = fields.path();
    if let (Some(src), Some(alt)) = (node.scalar(), alone) {
        return Some(ImageRef {
            src: src.to_owned(),
            alt: alt.to_owned(),
            span: node.span.clone(),
        });
    }
    if let Some(src) = node.scalar() {
        let help = match is_row {
            true => "say what it shows in the column `image_alt`".to_owned(),
            false => format!(
                "write: image: {{ src: \"{src}\", alt: \"what it shows\" }} (alt: \"\" if it only decorates)"
            ),
        };
        fields.report(
            Diagnostic::error(
                "front-matter/image",
                "a picture needs a description for those who can't see it",
            )
            .help(help),
            &node.span,
        );
        return None;
    }
    let mut inner = Fields::of(node, "`image`", path, fields.sink());
    let src = inner.text_at("src");
    let alt = inner
        .node("alt")
        .map(|alt| alt.scalar().unwrap_or_default().to_owned());
    let has_alt = node.get("alt").is_some();
    inner.finish();
    if src.is_none() || !has_alt {
        fields.report(
            Diagnostic::error("front-matter/image", "a picture needs both `src` and `alt`")
                .help("alt says what the picture shows; alt: \"\" if it only decorates"),
            &node.span,
        );
    }
    let (src, span) = src?;
    Some(ImageRef {
        src,
        alt: alt.unwrap_or_default(),
        span,
    })
}

fn slug(fields: &mut Fields<'_, '_>) -> Option<String> {
    let (typed, span) = fields.text_at("slug")?;
    let slug = slugify(&typed);
    if slug.is_empty() {
        fields.report(
            Diagnostic::error(
                "front-matter/slug",
                format!("`{typed}` can't be part of a URL"),
            )
            .help("use letters, digits and hyphens"),
            &span,
        );
        return None;
    }
    Some(slug)
}

fn path(fields: &mut Fields<'_, '_>) -> Option<UrlPath> {
    let (typed, span) = fields.text_at("path")?;
    url_path(fields, "path", &typed, &span)
}

fn aliases(fields: &mut Fields<'_, '_>, cells: ListOf) -> Vec<(UrlPath, Range<usize>)> {
    let typed = fields.list("aliases", cells);
    typed
        .into_iter()
        .filter_map(|(alias, span)| Some((url_path(fields, "aliases", &alias, &span)?, span)))
        .collect()
}

fn url_path(
    fields: &mut Fields<'_, '_>,
    name: &str,
    typed: &str,
    span: &Range<usize>,
) -> Option<UrlPath> {
    match UrlPath::parse(typed) {
        Ok(path) => Some(path),
        Err(error) => {
            fields.report(
                Diagnostic::error(
                    "front-matter/path",
                    format!("`{typed}` can't be a page's address: {}", refused(&error)),
                )
                .help(format!("write `{name}` from the site's root: /old/page/")),
                span,
            );
            None
        }
    }
}

/// A path from the root begins with `/`, which other paths may not.
fn refused(error: &PathError) -> String {
    match error {
        PathError::Escapes => "it may not hold `.` or `..`, or two `/` together".to_owned(),
        other => other.to_string(),
    }
}
