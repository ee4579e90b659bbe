//! Which lists have a feed, and where it stands.

use super::pages::term;
use super::subject::Subject;
use super::world::World;
use crate::base::paths::UrlPath;
use crate::content::section::SectionKind;
use crate::model::SectionId;
use tera::Value;

/// The URL of the feed of a page's list; none if it has none.
pub(super) fn feed_url(world: &World, subject: &Subject) -> Value {
    let config = &world.site.config;
    let feed = match subject {
        Subject::Section(id, _) => section_feed(world, *id),
        Subject::Term(lang, taxonomy, slug, _) => {
            let has_feed = config.feeds.enabled
                && config.taxonomy(taxonomy).is_some_and(|t| t.feed)
                && !subject.care(&world.site).discreet;
            let term = term(world, lang, taxonomy, slug).filter(|_| has_feed);
            term.map(|term| feed_of(&term.url))
        }
        _ => None,
    };
    Value::from(feed.map(|feed| world.href(&feed)))
}

/// The URL of a section's feed. Sections of pages have none, but for the home,
/// whose feed is the site's; discreet ones have none that could tell of them.
pub fn section_feed(world: &World, id: SectionId) -> Option<UrlPath> {
    let section = world.site.section(id);
    let is_list = section.kind != SectionKind::Pages && !world.site.section_care(id).discreet;
    let has_feed = section.folder.is_empty() || is_list;
    (has_feed && world.site.config.feeds.enabled).then(|| feed_of(&section.url))
}

/// The URL of the feed of a list.
pub fn feed_of(url: &UrlPath) -> UrlPath {
    UrlPath::parse(&format!("{}feed.xml", url.as_str())).unwrap_or_else(|_| url.clone())
}
