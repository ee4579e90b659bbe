//! The site as Zola reads it: TOML above the texts, taxonomies in a table of their own, and links
//! that begin with `@/`.

use super::markdown;
use crate::corpus::{Article, Listing};

/// Everything but articles and listings.
pub(super) fn site() -> Vec<(&'static str, &'static str)> {
    vec![
        (
            "config.toml",
            include_str!("../../templates/zola/config.toml"),
        ),
        (
            "content/_index.md",
            "+++\ntitle = \"Home\"\n+++\n\nWelcome.\n",
        ),
        (
            "content/articles/_index.md",
            "+++\ntitle = \"Articles\"\nsort_by = \"date\"\npaginate_by = 20\ngenerate_feeds = true\n\
             page_template = \"article.html\"\n+++\n",
        ),
        (
            "content/resources/_index.md",
            "+++\ntitle = \"Help\"\nsort_by = \"title\"\npaginate_by = 20\ngenerate_feeds = true\n\
             page_template = \"listing.html\"\n+++\n",
        ),
        (
            "templates/base.html",
            include_str!("../../templates/zola/base.html"),
        ),
        (
            "templates/parts.html",
            include_str!("../../templates/zola/parts.html"),
        ),
        (
            "templates/index.html",
            include_str!("../../templates/zola/index.html"),
        ),
        (
            "templates/section.html",
            include_str!("../../templates/zola/section.html"),
        ),
        (
            "templates/article.html",
            include_str!("../../templates/zola/article.html"),
        ),
        (
            "templates/listing.html",
            include_str!("../../templates/zola/listing.html"),
        ),
        (
            "templates/taxonomy_list.html",
            include_str!("../../templates/zola/taxonomy_list.html"),
        ),
        (
            "templates/taxonomy_single.html",
            include_str!("../../templates/zola/taxonomy_single.html"),
        ),
        (
            "templates/404.html",
            include_str!("../../templates/zola/404.html"),
        ),
        (
            "templates/atom.xml",
            include_str!("../../templates/zola/atom.xml"),
        ),
        ("static/main.css", include_str!("../../templates/main.css")),
    ]
}

pub(super) fn article(article: &Article) -> String {
    let [one, two] = article.topics;
    let front = format!(
        "+++\ntitle = \"{}\"\ndate = {}\n\n[taxonomies]\ntopics = [\"{one}\", \"{two}\"]\ntags = [\"{}\"]\nauthors = [\"{}\"]\n+++\n\n",
        article.title, article.day, article.tag, article.author
    );
    front + &markdown(article, |file| format!("@/articles/{file}"))
}

pub(super) fn listing(it: &Listing) -> String {
    format!(
        "+++\ntitle = \"{}\"\ndescription = \"{}\"\n\n[taxonomies]\ntopics = [\"{}\"]\n\n[extra]\nkind = \"{}\"\narea = \"{}\"\n\
         phone = \"{}\"\nurl = \"{}\"\nhours = \"{}\"\ncost = \"free\"\nverified = \"{}\"\n+++\n\n{}\n",
        it.name,
        it.summary,
        it.topic,
        it.kind,
        it.areas,
        it.phone,
        it.url,
        it.hours,
        it.verified,
        it.text
    )
}
