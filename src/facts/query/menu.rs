//! The menus of a page. What is in them is the same on all pages of a language, and made once; which
//! items lead to the page or to what is above it is found for each.

use super::super::answer::Answer;
use super::super::fact::Fact;
use super::super::pages::taxonomy_title;
use super::super::scope::{Asker, ask_surely};
use super::super::subject::{Subject, home};
use super::super::tracked::map;
use super::super::world::World;
use super::site::locate;
use crate::base::lang::Lang;
use crate::config::{MenuItem, MenuTarget};
use crate::model::Edition;
use std::collections::HashMap;
use std::sync::{Arc, RwLock};
use tera::Value;

/// The menus that were asked for so far, by language and name.
#[derive(Default)]
pub(in super::super) struct Menus(RwLock<HashMap<Lang, ByName>>);

type ByName = HashMap<String, Arc<[Item]>>;

/// An item of a menu, wherever it is seen from.
struct Item {
    url: String,
    is_home: bool,
    label: Value,
    children: Vec<Item>,
    /// As it is seen from a page that neither it nor any item in it leads to.
    elsewhere: Value,
}

/// `menu(name=…)`, as seen from a page.
pub fn menu(asker: &Asker, name: &str) -> Value {
    let topic = Arc::clone(&asker.topic);
    ask_surely(&asker.world, Fact::Menu(name.into(), topic))
}

pub(super) fn menu_of(world: &World, subject: &Subject, name: &str) -> Answer {
    let own = world.href(&subject.url(&world.site));
    let items = items_of(world, subject.lang(&world.site), name);
    let items = items.iter().map(|item| item.seen_from(&own));
    items.collect::<Vec<_>>().into()
}

fn items_of(world: &World, lang: &Lang, name: &str) -> Arc<[Item]> {
    if let Ok(known) = world.menus.0.read()
        && let Some(items) = known.get(lang).and_then(|menus| menus.get(name))
    {
        return Arc::clone(items);
    }
    let language = world.site.config.language(lang);
    let items = language.menus.get(name).map_or(&[][..], Vec::as_slice);
    let making = Making {
        world,
        lang,
        home: world.href(&home(&world.site, lang)),
        own_words: language.own_menus,
    };
    let items: Arc<[Item]> = making.items(items).into();
    if let Ok(mut known) = world.menus.0.write() {
        let menus = known.entry(lang.clone()).or_default();
        menus.insert(name.to_owned(), Arc::clone(&items));
    }
    items
}

/// What items are made from.
struct Making<'a> {
    world: &'a World,
    lang: &'a Lang,
    home: String,
    /// Whether the labels are in this language.
    own_words: bool,
}

impl Making<'_> {
    fn items(&self, items: &[MenuItem]) -> Vec<Item> {
        items.iter().filter_map(|item| self.item(item)).collect()
    }

    fn item(&self, item: &MenuItem) -> Option<Item> {
        let Making {
            world,
            lang,
            home,
            own_words,
        } = self;
        let (url, target_title) = match &item.target {
            MenuTarget::Url(url) if url.starts_with('/') && !url.starts_with("//") => {
                let theirs = || spoken(world, lang, url);
                let own = || (format!("{}{url}", world.site.config.base_url.path), None);
                let borrowed = !*own_words;
                borrowed.then(theirs).flatten().unwrap_or_else(own)
            }
            MenuTarget::Url(url) => (url.clone(), None),
            MenuTarget::Entry(to) => (locate(world, lang, to)?, entry_title(world, lang, to)),
        };
        // A borrowed menu's labels are in another language; the target's own title is not.
        let label = match own_words {
            true => item.label.clone().or(target_title),
            false => target_title.or(item.label.clone()),
        };
        let label = Value::from(label.as_deref().unwrap_or(&url));
        let children = self.items(&item.children);
        let beneath = children.iter().map(|child| child.elsewhere.clone());
        Some(Item {
            elsewhere: value(&label, &url, (false, false), beneath.collect()),
            is_home: url == *home,
            label,
            url,
            children,
        })
    }
}

/// The page of an address as the readers of a language have it, and what it is called there; none where
/// it is the same for all.
fn spoken(world: &World, lang: &Lang, url: &str) -> Option<(String, Option<String>)> {
    let end = url.find(['?', '#']).unwrap_or(url.len());
    let (path, rest) = url.split_at(end);
    let found = world.site.edition(path, lang)?;
    let title = match &found {
        Edition::Own(page) => Some(world.word(lang, page.title(), None, &Default::default())),
        Edition::Entry(id) => Some(world.site.entry(*id).front.title.clone()),
        Edition::Terms(name) => Some(taxonomy_title(world, lang, name)),
    };
    let url = match found {
        Edition::Own(page) => world.site.own_url(lang, page)?,
        Edition::Entry(id) => world.site.url(id).clone(),
        Edition::Terms(name) => world.site.terms.get(&(lang.clone(), name))?.url.clone(),
    };
    Some((format!("{}{rest}", world.href(&url)), title))
}

impl Item {
    fn seen_from(&self, own: &str) -> Value {
        let (current, active) = self.leads_to(own);
        if !active && !self.children.iter().any(|child| child.is_touched(own)) {
            return self.elsewhere.clone();
        }
        let children = self.children.iter().map(|child| child.seen_from(own));
        value(
            &self.label,
            &self.url,
            (current, active),
            children.collect(),
        )
    }

    /// Whether it leads to a page, and whether to that or to what is above it.
    fn leads_to(&self, own: &str) -> (bool, bool) {
        let Item { url, is_home, .. } = self;
        let current = url == own;
        let above = !is_home && url.ends_with('/') && own.starts_with(url.as_str());
        (current, current || above)
    }

    /// Whether it or an item in it leads to a page or to what is above it.
    fn is_touched(&self, own: &str) -> bool {
        self.leads_to(own).1 || self.children.iter().any(|child| child.is_touched(own))
    }
}

fn value(label: &Value, url: &str, (current, active): (bool, bool), children: Vec<Value>) -> Value {
    map(vec![
        ("label", label.clone()),
        ("current", Value::from(current)),
        ("active", Value::from(active)),
        ("url", Value::from(url)),
        ("children", Value::from(children)),
    ])
}

fn entry_title(world: &World, lang: &Lang, to: &str) -> Option<String> {
    let site = &world.site;
    let path = to.trim_start_matches("content/");
    if let Some(id) = site.by_id(path) {
        return Some(world.entry_title(site.translated(id, lang)).into_owned());
    }
    let folder = path.trim_end_matches("_index.md").trim_end_matches('/');
    site.section_at(folder, lang)
        .map(|id| site.section(id).title.clone())
}
