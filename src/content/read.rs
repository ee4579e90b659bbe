//! How an entry is read, from a Markdown file or from a row of a table.

use super::draft::Draft;
use super::entry::{Entry, Kind};
use super::front::{self, Front, FrontContext};
use super::listing;
use super::markdown::{self, Parsed, Text};
use super::place::{self, Place};
use super::reading::Reading;
use super::section::{self, SectionKind};
use super::withdrawal;
use crate::base::day::When;
use crate::base::diag::{Diagnostic, Sink};
use crate::base::lang::Lang;
use crate::base::node::{Fields, ListOf, Node};
use crate::base::paths::SourcePath;
use crate::config::MarkdownSettings;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// A file's text and what is known of it.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    /// The file.
    pub path: &'a SourcePath,
    /// Its text.
    pub text: &'a str,
}

/// Reads one Markdown file in a folder of the given kind: an entry and its text. `None`: nothing could
/// be made of it, and why was reported.
pub fn read_markdown(
    source: Source<'_>,
    folder: SectionKind,
    cx: &Reading,
    sink: &mut Sink,
) -> Option<(Entry, Text)> {
    let place = place::read(source.path, &cx.languages)?;
    if let Some(lang) = place::unknown_lang(source.path, &cx.languages) {
        sink.push(
            Diagnostic::warning(
                "content/language",
                format!(
                    "this looks like a translation into `{lang}`, which the site does not have"
                ),
            )
            .in_file(source.path)
            .help(format!(
                "add [languages.{lang}] to waypost.toml, or rename the file"
            )),
        );
    }
    let split = front::split(source.text, source.path, sink);
    let node = split.node?;
    let lang = place
        .lang
        .clone()
        .unwrap_or_else(|| cx.default_lang.clone());
    let (heading, start) = heading_and_start(source, split.body, &node);
    let mut fields = Fields::of(&node, "front matter", source.path, sink);
    let holds = |kind: SectionKind| folder == kind && !place.is_section;
    let is_listing = holds(SectionKind::Listings);
    let is_organization = holds(SectionKind::Organizations);
    let is_named = is_listing || is_organization;
    let front_cx = FrontContext {
        taxonomies: if is_named {
            &cx.listing_taxonomies
        } else {
            &cx.taxonomies
        },
        fallback_title: heading,
        title_field: if is_named { "name" } else { "title" },
        cells: ListOf::Items,
        lexicon: cx.lexicon(&lang),
    };
    let mut front = front::read(&mut fields, &front_cx);
    if let Some(withdrawal) = withdrawal::read(&mut fields, &place, is_listing) {
        let draft = withdrawal.draft((source, split.front), place, lang, front);
        return Some((draft.finish(&cx.markdown), Text::default()));
    }
    front.draft |= is_listing && listing::is_draft(&mut fields);
    let kind = if place.is_section {
        Some(Kind::Section(section::read(&mut fields)))
    } else if is_named {
        let named_cx = listing::Context {
            id: &place.name,
            name: Some(&front.title),
            kind: None,
            lists: ListOf::Items,
            home: cx.home(),
            span: split.front.clone(),
            translation: lang != cx.default_lang,
            draft: front.draft,
            topics: cx.has_topics(),
            lexicon: Some(cx.lexicon(&lang)),
        };
        if is_listing {
            let listing = listing::read_fields(&mut fields, &named_cx);
            listing.map(|listing| {
                front.without_ids(&listing.former_ids);
                Kind::Listing(Box::new(listing))
            })
        } else {
            let organization = listing::read_organization(&mut fields, &named_cx);
            organization.map(|organization| Kind::Organization(Box::new(organization)))
        }
    } else if folder == SectionKind::Articles {
        Some(Kind::Article)
    } else {
        Some(Kind::Page)
    };
    fields.finish();
    let typed = &source.text[start..];
    let settings = &cx.markdown;
    let Parsed { body, text, prose } = parse(source.path, typed, start, &lang, settings, sink);
    let front = complete(front, &place, source.path, sink);
    let crisis_words = !is_named && {
        let headings = body.headings.iter().map(|heading| &*heading.text);
        let texts = headings.chain([front.title.as_str(), &prose]);
        cx.crisis_words.are_in(&lang, texts)
    };
    let draft = Draft {
        source,
        span: split.front,
        place,
        kind: kind?,
        lang,
        front,
        body,
        crisis_words,
        kept: None,
        typed,
        start,
    };
    Some((draft.finish(settings), text))
}

/// Reads every listing of a table.
pub fn read_listings(source: Source<'_>, cx: &Reading, sink: &mut Sink) -> Vec<Entry> {
    read_joined_listings(source, &[], cx, sink)
}

/// Reads every listing of a table to which others are joined, as far as these are given.
pub fn read_joined_listings(
    source: Source<'_>,
    beside: &[Source<'_>],
    cx: &Reading,
    sink: &mut Sink,
) -> Vec<Entry> {
    let Some(below) = source.path.below("content") else {
        return Vec::new();
    };
    let mut mapping = mapping(below, cx, sink);
    mapping.joined = joined(below, beside, cx);
    let table = listing::read_table_file(source.path, source.text, &mapping, sink);
    // Bodies are read after the rows: the table's reader sorts and merges what it says of cells.
    let mut cells = Sink::new();
    let entries = table.read(cx.home(), sink, |row, fields, context| {
        read_row(row, fields, context, &Row { source, below, cx }, &mut cells)
    });
    // A row with joined cells is read twice.
    let mut cells = cells.into_sorted();
    cells.dedup();
    sink.extend(cells);
    entries
}

/// What a row does not say itself.
struct Row<'a> {
    source: Source<'a>,
    below: &'a str,
    cx: &'a Reading,
}

fn joined(below: &str, beside: &[Source<'_>], cx: &Reading) -> Vec<listing::Joined> {
    let joins = cx.tables.get(below).into_iter();
    let joins = joins.flat_map(|settings| &settings.join);
    let joined = joins.filter_map(|join| {
        let is_it = |source: &&Source<'_>| source.path.below("content") == Some(&join.table);
        let source = beside.iter().find(is_it)?;
        Some(listing::Joined {
            path: source.path.clone(),
            text: source.text.into(),
            on: join.on.clone(),
            with: join.with.clone(),
            columns: join.columns.clone(),
            only: join.only.clone(),
        })
    });
    joined.collect()
}

fn mapping(below: &str, cx: &Reading, sink: &mut Sink) -> listing::TableMapping {
    let Some(settings) = cx.tables.get(below) else {
        return listing::TableMapping::default();
    };
    let mut defaults = settings.defaults.clone();
    let kind = defaults.remove("kind").and_then(|word| {
        let kind = listing::Kind::parse(&word);
        if kind.is_none() {
            let words: Vec<&str> = listing::Kind::WORDS.iter().map(|(word, _)| *word).collect();
            sink.push(
                Diagnostic::error("config/table", format!("`{word}` is no kind of listing"))
                    .at(&cx.settings, settings.span.clone())
                    .help(format!("it can be: {}", words.join(", "))),
            );
        }
        kind
    });
    let mut columns = settings.columns.clone();
    for join in settings.join.iter().filter(|join| join.with != "id") {
        // It only says which rows of another table belong here.
        columns.entry(join.with.clone()).or_default();
    }
    listing::TableMapping {
        columns,
        defaults,
        kind,
        ignore_others: settings.ignore_others,
        dates: settings.dates,
        joined: Vec::new(),
    }
}

fn read_row(
    row: &listing::Row,
    fields: &mut Fields<'_, '_>,
    context: &listing::Context<'_>,
    of: &Row<'_>,
    cells: &mut Sink,
) -> Option<Entry> {
    let Row { source, below, cx } = *of;
    let lang = cx.default_lang.clone();
    let front_cx = FrontContext {
        taxonomies: &cx.listing_taxonomies,
        fallback_title: None,
        title_field: "name",
        cells: ListOf::Cells,
        lexicon: cx.lexicon(&lang),
    };
    let mut front = front::read(fields, &front_cx);
    front.draft |= listing::is_draft(fields);
    let (description, is_body) = text_of_row(fields);
    let context = listing::Context {
        draft: front.draft,
        topics: cx.has_topics(),
        lexicon: Some(cx.lexicon(&lang)),
        ..context.clone()
    };
    let listing = listing::read_fields(fields, &context);
    // The table's reader has already warned, once for all rows, of columns that nobody reads.
    fields.others(|_| true);
    let listing = listing?;
    let settings = &cx.markdown;
    let (typed, start) = match &description {
        Some((text, span)) => (text.as_str(), span.start),
        None => ("", 0),
    };
    let Parsed { body, text, .. } = parse(source.path, typed, start, &lang, settings, cells);
    let place = Place {
        path: below.to_owned(),
        lang: None,
        key: format!("{below}#{}", listing.id),
        folder: below.rfind('/').map_or("", |at| &below[..at]).to_owned(),
        name: listing.id.clone(),
        day: None,
        is_section: false,
        is_bundle: false,
    };
    let span = row.node.span.clone();
    front.without_ids(&listing.former_ids);
    let kind = Kind::Listing(Box::new(listing));
    if !is_body {
        front.description = None;
    }
    let draft = Draft {
        source,
        span,
        place,
        kind,
        lang,
        front,
        body,
        crisis_words: false,
        kept: Some(Arc::new(text)),
        typed,
        start,
    };
    Some(draft.finish(settings))
}

/// The text of a row: its `body`, else its `description`, which beside a `body` is what it is elsewhere.
/// Whether it is the first.
fn text_of_row(fields: &mut Fields<'_, '_>) -> (Option<(String, Range<usize>)>, bool) {
    match fields.text_at("body") {
        Some(body) => (Some(body), true),
        None => (fields.text_at("description"), false),
    }
}

/// The texts of a file as they were typed, by the ids of its entries. Of what is wrong with it nothing
/// is said.
pub fn typed_texts(
    source: Source<'_>,
    beside: &[Source<'_>],
    cx: &Reading,
) -> BTreeMap<String, String> {
    let Some(below) = source.path.below("content") else {
        return BTreeMap::new();
    };
    if source.path.ends_in(&place::MARKDOWN) {
        let text = source.text.get(body_start(source)..).unwrap_or_default();
        return BTreeMap::from([(below.to_owned(), text.trim().to_owned())]);
    }
    let mut told = Sink::new();
    let mut mapping = mapping(below, cx, &mut told);
    mapping.joined = joined(below, beside, cx);
    let table = listing::read_table_file(source.path, source.text, &mapping, &mut told);
    let texts = table.read(cx.home(), &mut told, |row, fields, _| {
        let (text, _) = text_of_row(fields);
        fields.others(|_| true);
        Some((format!("{below}#{}", row.id), text?.0))
    });
    texts.into_iter().collect()
}

/// Reads a text that begins at byte `start` of its file.
pub(super) fn parse(
    path: &SourcePath,
    text: &str,
    start: usize,
    lang: &Lang,
    settings: &MarkdownSettings,
    sink: &mut Sink,
) -> Parsed {
    let options = markdown::Options {
        extensions: true,
        smart_punctuation: settings.smart_punctuation,
        raw_html: settings.raw_html,
        lang: lang.clone(),
    };
    let input = markdown::Input {
        text,
        path,
        offset: start,
        options: &options,
    };
    markdown::parse(&input, sink)
}

/// The title that stands in the text, if front matter has none, and where the text behind it begins.
fn heading_and_start(source: Source<'_>, body: usize, front: &Node) -> (Option<String>, usize) {
    match first_heading(&source.text[body..]).filter(|_| front.get("title").is_none()) {
        Some((title, end)) => (Some(title), body + end),
        None => (None, body),
    }
}

/// Where the text of a Markdown file begins. Says nothing of what is wrong with its front matter.
pub(super) fn body_start(source: Source<'_>) -> usize {
    let split = front::split(source.text, source.path, &mut Sink::new());
    match &split.node {
        Some(node) => heading_and_start(source, split.body, node).1,
        None => split.body,
    }
}

/// The title of a plain Markdown file: its first line, if that is a heading of level 1.
fn first_heading(body: &str) -> Option<(String, usize)> {
    let skipped = body.len() - body.trim_start().len();
    let line = body[skipped..].lines().next()?;
    let title = line.strip_prefix("# ")?.trim().trim_end_matches('#').trim();
    (!title.is_empty()).then(|| (title.to_owned(), skipped + line.len()))
}

fn complete(mut front: Front, place: &Place, path: &SourcePath, sink: &mut Sink) -> Front {
    if front.title.is_empty() {
        let name = if place.is_section {
            place.folder.rsplit('/').next().unwrap_or("")
        } else {
            &place.name
        };
        front.title = place::title_from_name(name);
        sink.push(
            Diagnostic::warning(
                "front-matter/title",
                format!(
                    "this has no title, so its file's name stands in: \"{}\"",
                    front.title
                ),
            )
            .in_file(path)
            .help("add a line `title: …` between two lines `---` at the top of the file"),
        );
    }
    front.date = front.date.or(place.day.map(When::on));
    front
}
