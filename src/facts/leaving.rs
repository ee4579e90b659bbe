//! What a page gives to readers who are watched: a way out, a title that says nothing, and beside both
//! what the site says of itself.

use super::subject::Subject;
use super::tracked::map;
use super::world::World;
use crate::base::lang::Lang;
use crate::config::Disclaimer;
use tera::Value;

/// `page.exit`: where the page can be left to, and where the site tells of covering tracks. None if it
/// has no exit.
pub(super) fn exit(world: &World, subject: &Subject) -> Value {
    let site = &world.site;
    if !subject.care(site).exit {
        return Value::none();
    }
    let tracks = site.tracks_page(subject.lang(site)).map(|id| {
        map(vec![
            ("url", Value::from(world.entry_href(id))),
            ("title", Value::from(site.entry(id).front.title.as_str())),
        ])
    });
    map(vec![
        ("url", Value::from(site.config.exit.to.as_str())),
        ("tracks", tracks.unwrap_or_else(Value::none)),
    ])
}

/// `page.neutral_title`: what a discreet page is called in the browser's tab and history.
pub(super) fn neutral_title(world: &World, subject: &Subject) -> Value {
    let site = &world.site;
    if !subject.care(site).discreet {
        return Value::none();
    }
    let lang = subject.lang(site);
    let own = site.config.language(lang).neutral_title.clone();
    Value::from(own.unwrap_or_else(|| usual(world, lang, "exit.neutral_title")))
}

/// `site().disclaimer`: what the site is not, in the language of the page.
pub(super) fn disclaimer(world: &World, lang: &Lang) -> Value {
    match &world.site.config.language(lang).disclaimer {
        Disclaimer::Off => Value::none(),
        Disclaimer::Text(text) => Value::from(text.as_str()),
        Disclaimer::Usual => Value::from(usual(world, lang, "disclaimer")),
    }
}

fn usual(world: &World, lang: &Lang, key: &str) -> String {
    world.word(lang, key, None, &Default::default())
}
