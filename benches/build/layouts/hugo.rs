//! The site as Hugo reads it. Articles are the very files that Waypost reads: with its own render hook
//! for links, Hugo follows the names of files as well, and in no more time than with `relref`.

use crate::corpus::Listing;

/// Everything but articles and listings.
pub(super) fn site() -> Vec<(&'static str, &'static str)> {
    vec![
        ("hugo.toml", include_str!("../../templates/hugo/hugo.toml")),
        ("content/_index.md", "---\ntitle: Home\n---\n\nWelcome.\n"),
        ("content/articles/_index.md", "---\ntitle: Articles\n---\n"),
        ("content/resources/_index.md", "---\ntitle: Help\n---\n"),
        (
            "layouts/baseof.html",
            include_str!("../../templates/hugo/baseof.html"),
        ),
        (
            "layouts/home.html",
            include_str!("../../templates/hugo/home.html"),
        ),
        (
            "layouts/section.html",
            include_str!("../../templates/hugo/section.html"),
        ),
        (
            "layouts/articles/page.html",
            include_str!("../../templates/hugo/article.html"),
        ),
        (
            "layouts/resources/page.html",
            include_str!("../../templates/hugo/listing.html"),
        ),
        (
            "layouts/taxonomy.html",
            include_str!("../../templates/hugo/taxonomy.html"),
        ),
        (
            "layouts/term.html",
            include_str!("../../templates/hugo/term.html"),
        ),
        (
            "layouts/404.html",
            include_str!("../../templates/hugo/404.html"),
        ),
        (
            "layouts/list.atom.xml",
            include_str!("../../templates/hugo/list.atom.xml"),
        ),
        (
            "layouts/_partials/teaser.html",
            include_str!("../../templates/hugo/teaser.html"),
        ),
        (
            "layouts/_partials/pager.html",
            include_str!("../../templates/hugo/pager.html"),
        ),
        (
            "layouts/_partials/terms.html",
            include_str!("../../templates/hugo/terms.html"),
        ),
        ("static/main.css", include_str!("../../templates/main.css")),
    ]
}

pub(super) fn listing(it: &Listing) -> String {
    format!(
        "---\ntitle: \"{}\"\nsummary: {}\ntopics: [{}]\nparams:\n  kind: {}\n  area: \"{}\"\n  phone: \"{}\"\n  url: {}\n  \
         hours: \"{}\"\n  cost: free\n  verified: {}\n---\n\n{}\n",
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
