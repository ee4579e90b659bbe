//! The questions behind the template functions: each is answered, noted in the trace, and its value
//! handed on. What can't be answered comes back as a plain sentence for the template's author.

mod entries;
mod page;
mod site;

pub use super::pages::{children, feed_of, kind, page, pager, section_feed, title};
pub use super::shape::{Shape, absolute, body, date_lang, shape, templates};
pub use entries::{
    Wanted, count, entries, entry, grouping, has_section, listing, listing_groups, section,
    sections, terms,
};
pub use page::{alternates, backlinks, breadcrumbs, menu, neighbours, related, translations};
pub(super) use site::record_word;
pub use site::{asset, data, has_word, no_url, option, site, today, url, word};

use tera::Value;

/// A question that has no answer, in words for the template's author.
pub type Answer = Result<Value, String>;

fn suggest(message: String, near: Option<&str>) -> String {
    match near {
        Some(near) => format!("{message}; did you mean `{near}`?"),
        None => message,
    }
}
