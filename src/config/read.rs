//! `waypost.toml`, from typed nodes to the checked [`Config`]. Every fault is reported with its
//! place, and a default stands in for it, so that one run finds them all.

use super::comments;
use super::crisis;
use super::exit;
use super::exports;
use super::languages::{menus, read_languages};
use super::model::*;
use super::pictures::PictureTable;
use super::place;
use super::privacy;
use super::tables::read_tables;
use super::vocabulary;
use crate::base::diag::{Diagnostic, Sink};
use crate::base::digest::Digest;
use crate::base::lang::Lang;
use crate::base::node::{Fields, Key, Node, read_toml};
use crate::base::paths::SourcePath;
use crate::base::slug::segment;
use jiff::tz::TimeZone;
use std::collections::BTreeMap;

const UNTITLED: &str = "Untitled";

/// Reads the text of `waypost.toml`.
pub fn read(text: &str, path: &SourcePath, sink: &mut Sink) -> Config {
    let text_start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let node = read_toml(&text[text_start..], path, text_start, sink);
    let mut fields = Fields::of(&node, "waypost.toml", path, sink);
    let lang = fields.lang("language").unwrap_or_else(english);
    let title = title(&mut fields);
    let mut default_language = Language {
        lang: lang.clone(),
        title: title.clone(),
        description: fields.text("description"),
        menus: BTreeMap::new(),
        disclaimer: exit::disclaimer(&mut fields).unwrap_or_default(),
        neutral_title: None,
        own_menus: true,
    };
    if let Some(node) = fields.node("menus") {
        default_language.menus = menus(node, path, fields.sink());
    }
    let mut languages = vec![default_language];
    if let Some(node) = fields.node("languages") {
        read_languages(node, &mut languages, path, fields.sink());
    }
    let base_url = base_url(&mut fields);
    let example = place::example(&mut fields, &base_url);
    let taxonomies = taxonomies(&mut fields);
    let langs: Vec<&Lang> = languages.iter().map(|language| &language.lang).collect();
    let vocabularies = vocabulary::read(&mut fields, &langs, &taxonomies);
    let (exit, neutral_title) = exit::exit(&mut fields, &vocabularies);
    if neutral_title.is_some() {
        languages[0].neutral_title = neutral_title;
    }
    let country = place::country(&mut fields, &lang);
    let contact = contact(&mut fields);
    let config = Config {
        path: path.clone(),
        base_url,
        languages,
        timezone: timezone(&mut fields),
        theme: fields
            .text_at("theme")
            .unwrap_or(("default".to_owned(), 0..0)),
        contact,
        options: fields.entries("options").to_vec(),
        taxonomies,
        vocabularies,
        feeds: feeds(&mut fields),
        exports: exports::read(&mut fields),
        tables: read_tables(&mut fields),
        pictures: PictureTable::take(&mut fields),
        exit,
        markdown: markdown(&mut fields),
        privacy: privacy::read(&mut fields),
        country,
        comments: comments::read(&mut fields),
        crisis: crisis::read(&mut fields, &lang),
        example,
        allow_outside: fields.flag("allow_outside").unwrap_or(false),
        extra: extra(&mut fields),
        digest: Digest::of(text.as_bytes()),
    };
    fields.finish();
    config
}

fn english() -> Lang {
    Lang::parse("en").unwrap_or_else(|| unreachable!("`en` is a language tag"))
}

fn title(fields: &mut Fields<'_, '_>) -> String {
    if let Some(title) = fields.text("title").filter(|title| !title.is_empty()) {
        return title;
    }
    // What is there and no text has been reported.
    if let Some(node) = fields
        .node("title")
        .filter(|node| node.scalar() != Some(""))
    {
        return node.scalar().unwrap_or(UNTITLED).to_owned();
    }
    let path = fields.path();
    fields.sink().push(
        Diagnostic::error("config/title", "the site has no title")
            .in_file(path)
            .help("add a line at the top of waypost.toml: title = \"The name of your group\""),
    );
    UNTITLED.to_owned()
}

fn base_url(fields: &mut Fields<'_, '_>) -> BaseUrl {
    let fallback = BaseUrl {
        origin: "http://localhost".to_owned(),
        path: String::new(),
    };
    let path = fields.path();
    match fields.text_at("base_url") {
        Some((text, span)) if text == format!("https://{}", place::STARTER) => {
            let fault = "the site's address is still the one that it came with";
            let help = "before you publish, write your own: base_url = \"https://…\"";
            fields.report(
                Diagnostic::warning("config/starter", fault).help(help),
                &span,
            );
            BaseUrl::parse(&text).unwrap_or(fallback)
        }
        Some((text, span)) => BaseUrl::parse(&text).unwrap_or_else(|| {
            fields.report(
                Diagnostic::error(
                    "config/base-url",
                    format!("`{text}` is not the address of a site"),
                )
                .caption("expected https://…")
                .help("write the whole address: base_url = \"https://example.org\""),
                &span,
            );
            fallback
        }),
        None => {
            fields.sink().push(
                Diagnostic::warning("config/base-url", "the site's address is not set")
                    .in_file(path)
                    .help("feeds and search engines need it: base_url = \"https://example.org\""),
            );
            fallback
        }
    }
}

fn timezone(fields: &mut Fields<'_, '_>) -> TimeZone {
    let Some((name, span)) = fields.text_at("timezone") else {
        return TimeZone::UTC;
    };
    TimeZone::get(&name).unwrap_or_else(|_| {
        fields.report(
            Diagnostic::error(
                "config/timezone",
                format!("there is no time zone called `{name}`"),
            )
            .help("use a name such as Europe/London or America/Los_Angeles"),
            &span,
        );
        TimeZone::UTC
    })
}

fn contact(fields: &mut Fields<'_, '_>) -> Contact {
    let Some(node) = fields.node("contact") else {
        return Contact::default();
    };
    let path = fields.path();
    let mut fields = Fields::of(node, "[contact]", path, fields.sink());
    let email = fields.text_at("email");
    if let Some((typed, span)) = &email
        && typed.ends_with(&format!("@{}", place::STARTER))
    {
        let fault = format!("`{typed}` is an address that nobody reads: it came with the new site");
        let help = "write your own, or delete the line: readers who find a mistake write to it";
        fields.report(
            Diagnostic::warning("config/starter", fault).help(help),
            span,
        );
    }
    let contact = Contact {
        email: email.map(|(typed, _)| typed),
        phone: fields.text_at("phone"),
        address: fields.text("address"),
        report_url: fields.text("report_url"),
    };
    fields.finish();
    contact
}

fn taxonomies(fields: &mut Fields<'_, '_>) -> Vec<Taxonomy> {
    let usual = |name: &str| Taxonomy {
        name: name.to_owned(),
        slug: name.to_owned(),
        feed: true,
        page_size: 20,
    };
    let mut list = vec![usual("topics"), usual("tags"), usual("authors")];
    let path = fields.path();
    for (key, node) in fields.entries("taxonomies") {
        let mut taxonomy = usual(&key.text);
        let mut inner = Fields::of(node, "a taxonomy", path, fields.sink());
        let enabled = inner.flag("enabled").unwrap_or(true);
        taxonomy.feed = inner.flag("feed").unwrap_or(true);
        taxonomy.page_size = inner.number("page_size", 1..1000).unwrap_or(20) as usize;
        taxonomy.slug = inner
            .text("slug")
            .map_or(segment(&key.text), |slug| segment(&slug));
        inner.finish();
        if taxonomy.slug.is_empty() || RESERVED.contains(&key.text.as_str()) {
            fields.report(
                Diagnostic::error(
                    "config/taxonomy",
                    format!("a taxonomy can't be called `{}`", key.text),
                )
                .help("choose a word that is no other field of the front matter"),
                &key.span,
            );
            continue;
        }
        list.retain(|other| other.name != key.text);
        if enabled {
            list.push(taxonomy);
        }
    }
    list
}

/// Front matter that means something else.
const RESERVED: [&str; 14] = [
    "title",
    "date",
    "updated",
    "description",
    "image",
    "draft",
    "slug",
    "path",
    "aliases",
    "weight",
    "template",
    "toc",
    "kind",
    "languages",
];

fn feeds(fields: &mut Fields<'_, '_>) -> Feeds {
    let mut feeds = Feeds {
        enabled: true,
        items: 20,
        full: true,
    };
    let Some(node) = fields.node("feeds") else {
        return feeds;
    };
    let path = fields.path();
    let mut fields = Fields::of(node, "[feeds]", path, fields.sink());
    feeds.enabled = fields.flag("enabled").unwrap_or(true);
    feeds.items = fields.number("items", 1..1000).unwrap_or(20) as usize;
    feeds.full = fields.flag("full").unwrap_or(true);
    fields.finish();
    feeds
}

fn markdown(fields: &mut Fields<'_, '_>) -> MarkdownSettings {
    let mut settings = MarkdownSettings {
        smart_punctuation: true,
        raw_html: true,
    };
    let Some(node) = fields.node("markdown") else {
        return settings;
    };
    let path = fields.path();
    let mut fields = Fields::of(node, "[markdown]", path, fields.sink());
    settings.smart_punctuation = fields.flag("smart_punctuation").unwrap_or(true);
    settings.raw_html = fields.flag("raw_html").unwrap_or(true);
    fields.finish();
    settings
}

fn extra(fields: &mut Fields<'_, '_>) -> Vec<(Key, Node)> {
    fields
        .others(|key| key.starts_with("x_"))
        .into_iter()
        .cloned()
        .collect()
}
