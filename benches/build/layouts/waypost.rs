//! The site as Waypost reads it.

use super::markdown;
use crate::corpus::{Article, Listing};
use std::fmt::Write as _;

const SETTINGS: &str = include_str!("../../templates/waypost/waypost.toml");
const TEMPLATES: [(&str, &str); 10] = [
    (
        "templates/base.html",
        include_str!("../../templates/waypost/base.html"),
    ),
    (
        "templates/home.html",
        include_str!("../../templates/waypost/home.html"),
    ),
    (
        "templates/section.html",
        include_str!("../../templates/waypost/section.html"),
    ),
    // A list is a list here, whatever is in it.
    (
        "templates/listings.html",
        include_str!("../../templates/waypost/section.html"),
    ),
    (
        "templates/article.html",
        include_str!("../../templates/waypost/article.html"),
    ),
    (
        "templates/listing.html",
        include_str!("../../templates/waypost/listing.html"),
    ),
    (
        "templates/terms.html",
        include_str!("../../templates/waypost/terms.html"),
    ),
    (
        "templates/term.html",
        include_str!("../../templates/waypost/term.html"),
    ),
    (
        "templates/404.html",
        include_str!("../../templates/waypost/404.html"),
    ),
    (
        "templates/components/parts.html",
        include_str!("../../templates/waypost/parts.html"),
    ),
];

/// Everything but articles and listings.
pub(super) fn site(own_templates: bool) -> Vec<(&'static str, &'static str)> {
    let mut texts = vec![
        ("waypost.toml", SETTINGS),
        ("content/_index.md", "---\ntitle: Home\n---\n\nWelcome.\n"),
        (
            "content/articles/_index.md",
            "---\ntitle: Articles\npage_size: 20\n---\n",
        ),
        (
            "content/resources/_index.md",
            "---\ntitle: Help\npage_size: 20\nfacets: 0\n---\n",
        ),
    ];
    if own_templates {
        texts.extend(TEMPLATES);
    }
    texts
}

pub(super) fn article(article: &Article) -> String {
    let [one, two] = article.topics;
    let front = format!(
        "---\ntitle: \"{}\"\ndate: {}\ntopics: [{one}, {two}]\ntags: [{}]\nauthors: [{}]\n---\n\n",
        article.title, article.day, article.tag, article.author
    );
    front + &markdown(article, str::to_owned)
}

pub(super) fn listing(it: &Listing) -> String {
    format!(
        "---\nkind: {}\nname: \"{}\"\nsummary: {}\ntopics: [{}]\nareas: [\"{}\"]\nlanguages: [en]\nphone: \"{}\"\nurl: {}\n\
         hours: \"{}\"\ncost: free\norganization: A house\nreferral: self\nverified: {{ date: {}, by: volunteer, method: phone }}\n---\n\n{}\n",
        it.kind,
        it.name,
        it.summary,
        it.topic,
        it.areas,
        it.phone,
        it.url,
        it.hours,
        it.verified,
        it.text
    )
}

pub(super) fn table(listings: impl Iterator<Item = Listing>) -> String {
    let mut text = String::from(
        "id,kind,name,summary,topics,areas,languages,phone,url,hours,cost,organization,referral,verified,verified_by,verified_method,description\n",
    );
    for it in listings {
        let _ = writeln!(
            text,
            "{},{},{},{},{},{},en,{},{},\"{}\",free,A house,self,{},volunteer,phone,{}",
            it.id,
            it.kind,
            it.name,
            it.summary,
            it.topic,
            it.areas,
            it.phone,
            it.url,
            it.hours,
            it.verified,
            it.text
        );
    }
    text
}
