//! The poster of a listing, and the text in which it can be sent on.

use super::query::message;
use super::subject::Subject;
use super::world::World;
use crate::base::paths::UrlPath;
use crate::model::EntryId;
use std::collections::BTreeMap;
use tera::Value;

/// Where the poster of a listing stands, if it has one.
pub fn poster_url(world: &World, id: EntryId) -> Option<UrlPath> {
    let site = &world.site;
    // Beside a page that is a file there is no place for more.
    let has_folder = site.url(id).as_str().ends_with('/');
    let has_poster = has_folder && site.has_poster(id);
    has_poster.then(|| Subject::Poster(id).url(site))
}

pub(super) fn title(world: &World, id: EntryId) -> String {
    let entry = world.site.entry(id);
    let args = BTreeMap::from([("name".to_owned(), entry.front.title.clone())]);
    world.word(&entry.lang, "poster.of", None, &args)
}

/// What a page has beside what all pages of entries have: `message` on a listing for a crisis, and on a
/// poster the address that it leads to.
pub(super) fn fields(world: &World, subject: &Subject, id: EntryId) -> Vec<(&'static str, Value)> {
    let site = &world.site;
    match subject {
        Subject::Poster(_) => {
            let href = world.entry_href(id);
            vec![
                ("title", Value::from(title(world, id))),
                ("kind", Value::from("poster")),
                ("jsonld", Value::none()),
                ("leads_to", Value::from(world.absolute(&href))),
                ("listing_url", Value::from(href)),
            ]
        }
        Subject::Entry(_) if site.is_for_crisis(id) => {
            let lang = &site.entry(id).lang;
            vec![("message", Value::from(message(world, lang, id)))]
        }
        Subject::Entry(_) => vec![("message", Value::none())],
        _ => Vec::new(),
    }
}
