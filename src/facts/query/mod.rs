//! The questions behind the template functions. [`answer`] is the one place where a question becomes an
//! answer, for templates and for traces alike. What can't be answered comes back as a plain sentence
//! for the template's author.

mod comments;
mod crisis;
mod directory;
mod entries;
mod feed;
mod menu;
mod months;
mod page;
mod sheet;
mod site;
mod upcoming;

pub use super::exports::exports;
use super::exports::{dates_of, exports_of};
pub use super::feeds::{feed_of, section_feed};
pub use super::inline::{Setting, fill, image_html, link_of};
pub use super::lists::{children, pager};
pub(super) use super::pages::page_digest;
pub use super::pages::{kind, page, title};
use super::pictures;
use super::records::{catalogue_of, record_of, share_of};
pub use super::shape::{Shape, absolute, body, date_lang, ground, shape, templates};
use super::shape::{body_digest, date_lang_of, shape_of};
pub use comments::comments;
pub(super) use comments::comments_word;
pub use crisis::crisis;
pub(super) use crisis::{country_of, message, needs_help};
pub use directory::directory;
pub(super) use directory::{value_name, view_title};
pub use entries::{
    Wanted, count, entries, entry, grouping, has_section, listing, listing_groups, section,
    sections, terms,
};
pub use feed::Feed;
pub(super) use feed::feed;
pub use feed::{FeedEntry, feed_facts};
pub(super) use menu::Menus;
pub use menu::menu;
pub(super) use months::month_title;
pub use months::{month, month_pages, months, past_events};
pub use page::{alternates, backlinks, breadcrumbs, neighbours, related, translations};
pub(super) use sheet::{Sheet, part_title};
pub use sheet::{sheet, sheet_parts};
pub(super) use site::note_word;
pub use site::{
    asset, asset_text, data, has_word, is_there, no_url, option, own_url, site, today, url, word,
};
pub use upcoming::upcoming;

use super::answer::Answer;
use super::fact::{Fact, Topic};
use super::subject::Subject;
use super::world::World;
use super::{inline, lists, pages, safeguards};
use tera::Value;

/// A value for a template, or why there is none.
pub type Result = std::result::Result<Value, String>;

/// An answer, or why there is none.
type Found = std::result::Result<Answer, String>;

/// The answer to a question, as of this revision. It depends on nothing but the two arguments.
pub(super) fn answer(world: &World, fact: &Fact) -> Found {
    match fact {
        Fact::Site(lang) => Ok(site::site_of(world, lang)),
        Fact::ThemeOption(name) => site::option_of(world, name),
        Fact::Words(lang, key) => Ok(Answer::digest_only(world.word_digest(lang, key))),
        Fact::Templates => Ok(Answer::digest_only(world.templates)),
        Fact::Ground => Ok(Answer::digest_only(world.ground)),
        Fact::Shape(topic) => on_page(world, topic, shape_of),
        Fact::DateLang(lang) => Ok(date_lang_of(world, lang)),
        Fact::Asset(name) => site::asset_of(world, name),
        Fact::AssetText(name) => site::asset_text_of(world, name),
        Fact::Page(topic) => on_page(world, topic, pages::page_of),
        Fact::Body(name) => match world.site.named(name) {
            Some(id) => Ok(Answer::digest_only(body_digest(
                world,
                world.site.entry(id),
            ))),
            None => Err(String::new()),
        },
        Fact::Summary(lang, path) => entries::entry_of(world, lang, path),
        Fact::Listing(lang, id) => entries::listing_of(world, lang, id),
        Fact::List(topic) => on_page(world, topic, lists::pager_of),
        Fact::Children(topic) => on_page(world, topic, lists::children_of),
        Fact::Entries(lang, wanted) => entries::entries_of(world, lang, wanted),
        Fact::Count(lang, wanted) => entries::count_of(world, lang, wanted),
        Fact::Groups(lang, folder) => entries::groups_of(world, lang, folder.as_deref()),
        Fact::Upcoming(lang, folder, limit, recurring) => {
            upcoming::upcoming_of(world, lang, folder.as_deref(), (*limit, *recurring))
        }
        Fact::Month(lang, month) => Ok(months::month_of(world, lang, *month)),
        Fact::Months(lang) => Ok(months::months_of(world, lang)),
        Fact::PastEvents(lang) => Ok(months::past_events_of(world, lang)),
        Fact::Sheet(topic) => on_page(world, topic, sheet::sheet_of),
        Fact::Section(lang, folder) => entries::section_of(world, lang, folder),
        Fact::Sections(lang, folder) => entries::sections_of(world, lang, folder),
        Fact::HasSection(lang, folder) => Ok(entries::has_section_of(world, lang, folder)),
        Fact::Terms(lang, taxonomy) => entries::terms_of(world, lang, taxonomy),
        Fact::Grouping(topic) => on_page(world, topic, entries::grouping_of),
        Fact::Choices(topic) => on_page(world, topic, directory::choices_of),
        Fact::Menu(name, topic) => on_page(world, topic, |world, subject| {
            menu::menu_of(world, subject, name)
        }),
        Fact::Breadcrumbs(topic) => on_page(world, topic, page::breadcrumbs_of),
        Fact::Neighbours(topic) => on_page(world, topic, page::neighbours_of),
        Fact::Backlinks(topic) => on_page(world, topic, page::backlinks_of),
        Fact::Related(topic, limit, listings) => on_page(world, topic, |world, subject| {
            page::related_of(world, subject, *limit as usize, *listings)
        }),
        Fact::Translations(topic) => on_page(world, topic, page::translations_of),
        Fact::Crisis(lang, country) => Ok(crisis::crisis_of(world, lang, country)),
        Fact::Comments(topic) => on_page(world, topic, comments::comments_of),
        Fact::Place(lang, to) => Ok(site::url_of(world, lang, to)),
        Fact::OwnUrl(lang, page) => Ok(site::own_url_of(world, lang, *page)),
        Fact::Url(link) => Ok(inline::url_of(world, link)),
        Fact::Image(link) => Ok(inline::image_of(world, link)),
        Fact::Picture(link) => Ok(pictures::picture_of(world, link)),
        Fact::Number(lang, typed) => Ok(inline::number_of(world, lang, typed)),
        Fact::Data(name) => site::data_of(world, name),
        Fact::Feed(topic) => on_page(world, topic, |world, subject| {
            Answer::digest_only(feed(world, subject).digest())
        }),
        Fact::Record(name) => Ok(record_of(world, name)),
        Fact::Share(share) => Ok(share_of(world, share)),
        Fact::Catalogue(topic) => on_page(world, topic, catalogue_of),
        Fact::Dates(topic) => on_page(world, topic, dates_of),
        Fact::Exports(topic) => on_page(world, topic, exports_of),
        Fact::Policy => Ok(Answer::digest_only(safeguards::policy_digest(world))),
        Fact::Origin(origin) => Ok(safeguards::origin_of(world, origin)),
        Fact::Today => Ok(site::today_of(world)),
    }
}

/// A question about a page, if the site still has it.
fn on_page(world: &World, topic: &Topic, answer: impl Fn(&World, &Subject) -> Answer) -> Found {
    match world.subject(topic) {
        Some(subject) => Ok(answer(world, &subject)),
        None => Err(String::new()),
    }
}

fn suggest(message: String, near: Option<&str>) -> String {
    match near {
        Some(near) => format!("{message}; did you mean `{near}`?"),
        None => message,
    }
}
