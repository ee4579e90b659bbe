//! Questions about the page that is being rendered: what stands around it.

use super::super::fact::Fact;
use super::super::pages::{taxonomy_title, title};
use super::super::scope::record;
use super::super::subject::{Subject, home};
use super::super::summary::lang_fields;
use super::super::tracked::{Tracked, map};
use super::super::world::World;
use crate::base::lang::Lang;
use crate::config::{MenuItem, MenuTarget};
use crate::model::EntryId;
use tera::Value;

/// `menu(name=…)`, as seen from a page.
pub fn menu(world: &World, subject: &Subject, name: &str) -> Value {
    let lang = subject.lang(&world.site);
    let own = world.href(&subject.url(&world.site));
    let language = world.site.config.language(lang);
    let items = language.menus.get(name).map_or(&[][..], Vec::as_slice);
    let list = menu_items(world, lang, items, &own, language.own_menus);
    record(
        Fact::Menu(format!("{name}:{}", subject.name(&world.site)).into()),
        &list.into(),
    )
}

fn menu_items(
    world: &World,
    lang: &Lang,
    items: &[MenuItem],
    own: &str,
    own_words: bool,
) -> Vec<Value> {
    items
        .iter()
        .filter_map(|item| {
            let (url, target_title) = match &item.target {
                MenuTarget::Url(url) if url.starts_with('/') && !url.starts_with("//") => {
                    (format!("{}{url}", world.site.config.base_url.path), None)
                }
                MenuTarget::Url(url) => (url.clone(), None),
                MenuTarget::Entry(to) => (
                    super::site::locate(world, lang, to)?,
                    entry_title(world, lang, to),
                ),
            };
            // A borrowed menu's labels are in another language; the target's own title is not.
            let label = match own_words {
                true => item.label.clone().or(target_title),
                false => target_title.or(item.label.clone()),
            };
            let is_home = url == world.href(&home(&world.site, lang));
            let children = menu_items(world, lang, &item.children, own, own_words);
            Some(map(vec![
                ("label", Value::from(label.unwrap_or_else(|| url.clone()))),
                ("current", Value::from(url == own)),
                (
                    "active",
                    Value::from(
                        url == own || (!is_home && own.starts_with(&url) && url.ends_with('/')),
                    ),
                ),
                ("url", Value::from(url)),
                ("children", Value::from(children)),
            ]))
        })
        .collect()
}

fn entry_title(world: &World, lang: &Lang, to: &str) -> Option<String> {
    let site = &world.site;
    let path = to.trim_start_matches("content/");
    if let Some(id) = site.by_id(path) {
        return Some(site.entry(site.translated(id, lang)).front.title.clone());
    }
    let folder = path.trim_end_matches("_index.md").trim_end_matches('/');
    site.section_at(folder, lang)
        .map(|id| site.section(id).title.clone())
}

/// `breadcrumbs()`: from the home to the page itself.
pub fn breadcrumbs(world: &World, subject: &Subject) -> Value {
    let site = &world.site;
    let crumb = |title: &str, url: String| {
        map(vec![
            ("title", Value::from(title)),
            ("url", Value::from(url)),
        ])
    };
    let mut crumbs = Vec::new();
    let mut above = match subject {
        Subject::Section(id, _) => site.section(*id).parent,
        Subject::Entry(id) => Some(site.section_of(*id)),
        _ => site.section_at("", subject.lang(site)),
    };
    while let Some(id) = above {
        let section = site.section(id);
        crumbs.push(crumb(&section.title, world.href(&section.url)));
        above = section.parent;
    }
    crumbs.reverse();
    if let Subject::Term(lang, taxonomy, ..) = subject
        && let Some(terms) = site.terms.get(&(lang.clone(), taxonomy.to_string()))
    {
        crumbs.push(crumb(
            &taxonomy_title(world, lang, taxonomy),
            world.href(&terms.url),
        ));
    }
    crumbs.push(crumb(
        &title(world, subject),
        world.href(&subject.url(site)),
    ));
    record(Fact::Breadcrumbs(subject.name(site)), &crumbs.into())
}

/// `neighbours()`.
pub fn neighbours(world: &World, subject: &Subject) -> Value {
    let (previous, next) = match subject {
        Subject::Entry(id) => world.site.neighbours[id.index()],
        _ => (None, None),
    };
    let side =
        |id: Option<EntryId>| id.map_or_else(Tracked::absent, |id| world.summary(id).clone());
    let value = Tracked::map(vec![("previous", side(previous)), ("next", side(next))]);
    record(Fact::Neighbours(subject.name(&world.site)), &value)
}

/// `related(limit=…, kind=…)`.
pub fn related(world: &World, subject: &Subject, limit: usize, listings: bool) -> Value {
    let ids = match subject {
        Subject::Entry(id) if listings => world.site.related[id.index()].listings.as_slice(),
        Subject::Entry(id) => world.site.related[id.index()].alike.as_slice(),
        _ => &[],
    };
    let list = Tracked::list(
        ids.iter()
            .take(limit)
            .map(|id| world.summary(*id).clone())
            .collect(),
    );
    record(
        Fact::Related(format!("{}:{limit}:{listings}", subject.name(&world.site)).into()),
        &list,
    )
}

/// `backlinks()`.
pub fn backlinks(world: &World, subject: &Subject) -> Value {
    let ids = subject
        .entry(&world.site)
        .map_or(&[][..], |id| world.site.backlinks[id.index()].as_slice());
    let list = Tracked::list(ids.iter().map(|id| world.summary(*id).clone()).collect());
    record(Fact::Backlinks(subject.name(&world.site)), &list)
}

/// `translations()`: the other languages of the page.
pub fn translations(world: &World, subject: &Subject) -> Value {
    let list = alternates(world, subject)
        .into_iter()
        .map(|(lang, title, url)| {
            let mut fields = lang_fields(&lang);
            fields.push(("title", Value::from(title)));
            fields.push(("permalink", Value::from(world.absolute(&url))));
            fields.push(("url", Value::from(url)));
            map(fields)
        })
        .collect::<Vec<_>>();
    record(Fact::Translations(subject.name(&world.site)), &list.into())
}

/// The other languages of a page, with title and URL.
pub fn alternates(world: &World, subject: &Subject) -> Vec<(Lang, String, String)> {
    let site = &world.site;
    match subject {
        Subject::Entry(id) => site
            .translations(*id)
            .into_iter()
            .map(|other| {
                let entry = site.entry(other);
                (
                    entry.lang.clone(),
                    entry.front.title.clone(),
                    world.entry_href(other),
                )
            })
            .collect(),
        Subject::Section(id, _) => {
            let section = site.section(*id);
            let others = site
                .config
                .languages
                .iter()
                .filter(|language| language.lang != section.lang);
            others
                .filter_map(|language| {
                    let other = site.section(site.section_at(&section.folder, &language.lang)?);
                    Some((
                        other.lang.clone(),
                        other.title.clone(),
                        world.href(&other.url),
                    ))
                })
                .collect()
        }
        _ => Vec::new(),
    }
}
