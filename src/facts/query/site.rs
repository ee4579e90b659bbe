//! Questions about the site as a whole: its settings, words, options, assets, addresses and data.

use super::super::answer::Answer;
use super::super::data::value_of;
use super::super::fact::Fact;
use super::super::leaving;
use super::super::scope::{ask, ask_surely, note};
use super::super::subject::{Subject, home};
use super::super::summary::lang_fields;
use super::super::tracked::map;
use super::super::world::{Asset, World};
use super::{Found, suggest};
use crate::base::diag::nearest;
use crate::base::lang::Lang;
use crate::base::node::{Key, Node};
use crate::config::theme::OptionValue;
use crate::content::listing::Reception;
use crate::model::OwnPage;
use std::collections::BTreeMap;
use tera::Value;

/// `site()`.
pub fn site(world: &World, subject: &Subject) -> Value {
    ask_surely(world, Fact::Site(subject.lang(&world.site).clone()))
}

pub(super) fn site_of(world: &World, lang: &Lang) -> Answer {
    let site = &world.site;
    let language = site.config.language(lang);
    let languages: Vec<Value> = site
        .config
        .languages
        .iter()
        .map(|language| {
            let mut fields = lang_fields(&language.lang);
            fields.push(("code", Value::from(language.lang.as_str())));
            fields.push((
                "home_url",
                Value::from(world.href(&home(site, &language.lang))),
            ));
            fields.push(("current", Value::from(language.lang == *lang)));
            map(fields)
        })
        .collect();
    let contact = &site.config.contact;
    let phone = |part: fn(&Reception) -> Option<&String>| {
        Value::from(site.reception().and_then(part).map(String::as_str))
    };
    let base = &site.config.base_url;
    let home_url = home(site, lang);
    let feed = site
        .config
        .feeds
        .enabled
        .then(|| world.href(&super::feed_of(&home_url)));
    let value = map(vec![
        ("title", Value::from(language.title.as_str())),
        ("description", Value::from(language.description.as_deref())),
        ("disclaimer", leaving::disclaimer(world, lang)),
        ("base_url", Value::from(base.join(""))),
        ("base_path", Value::from(base.path.as_str())),
        ("home_url", Value::from(world.href(&home_url))),
        ("feed_url", Value::from(feed)),
        ("language", Value::from(lang.as_str())),
        ("languages", Value::from(languages)),
        (
            "contact",
            map(vec![
                ("email", Value::from(contact.email.as_deref())),
                ("phone", phone(|own| Some(&own.shown))),
                ("phone_url", phone(|own| Some(&own.href))),
                ("phone_extension", phone(|own| own.extension.as_ref())),
                ("phone_note", phone(|own| own.note.as_ref())),
                ("address", Value::from(contact.address.as_deref())),
                ("report_url", Value::from(contact.report_url.as_deref())),
            ]),
        ),
        ("extra", extra(&site.config.extra)),
        ("year", Value::from(i64::from(site.today.year()))),
        (
            "generator",
            Value::from(concat!("Waypost ", env!("CARGO_PKG_VERSION"))),
        ),
    ]);
    value.into()
}

/// The settings of the site's own, without their `x_`.
fn extra(settings: &[(Key, Node)]) -> Value {
    let named =
        |(key, node): &(Key, Node)| (key.text.trim_start_matches("x_").to_owned(), value_of(node));
    let settings: BTreeMap<String, Value> = settings.iter().map(named).collect();
    Value::from(settings)
}

/// `option(name=…)`.
pub fn option(world: &World, name: &str) -> super::Result {
    ask(world, Fact::ThemeOption(name.into()))
}

pub(super) fn option_of(world: &World, name: &str) -> Found {
    let Some(option) = world.options.get(name) else {
        let help = nearest(name, world.options.keys().map(String::as_str));
        return Err(suggest(
            format!("the theme declares no option called `{name}`"),
            help,
        ));
    };
    let value = match option {
        OptionValue::None => Value::none(),
        OptionValue::Text(text) | OptionValue::File(text) => Value::from(text.as_str()),
        OptionValue::Color(pair) => map(vec![
            ("light", Value::from(pair.light.to_string())),
            ("dark", Value::from(pair.dark.to_string())),
        ]),
        OptionValue::Number(number) => Value::from(*number),
        OptionValue::Bool(yes) => Value::from(*yes),
        OptionValue::List(list) => Value::from(list.iter().map(String::as_str).collect::<Vec<_>>()),
    };
    Ok(value.into())
}

/// `t(key=…, n=…, …)`.
pub fn word(
    world: &World,
    lang: &Lang,
    key: &str,
    n: Option<i64>,
    args: &BTreeMap<String, String>,
) -> super::Result {
    let phrase = world.phrase(lang, key);
    let value = match phrase.plain {
        Some(plain) => plain,
        None => {
            let word = world.words.get(lang, key, n, args).ok_or_else(|| {
                let near = nearest(key, world.words.keys(lang));
                suggest(format!("no i18n file has a word called `{key}`"), near)
            })?;
            Value::from(word.as_ref())
        }
    };
    note(world, Fact::Words(lang.clone(), phrase.key), phrase.digest);
    Ok(value)
}

/// Notes that a word was read: with all its plurals and before anything is filled in, so that a page
/// that asks for it twice has asked one question.
pub(in super::super) fn note_word(world: &World, lang: &Lang, key: &str) {
    let phrase = world.phrase(lang, key);
    note(world, Fact::Words(lang.clone(), phrase.key), phrase.digest);
}

/// Whether the theme has a word.
pub fn has_word(world: &World, lang: &Lang, key: &str) -> bool {
    note_word(world, lang, key);
    world.words.contains(lang, key)
}

/// `asset(path=…)`.
pub fn asset(world: &World, path: &str) -> super::Result {
    ask(world, Fact::Asset(path.into()))
}

pub(super) fn asset_of(world: &World, path: &str) -> Found {
    let asset = known_asset(world, path)?;
    let url = format!("{}{}", world.site.config.base_url.path, asset.url);
    Ok(Value::from(url).into())
}

fn known_asset<'w>(world: &'w World, path: &str) -> std::result::Result<&'w Asset, String> {
    world.assets.get(path).ok_or_else(|| {
        let near = nearest(path, world.assets.keys().map(String::as_str));
        suggest(format!("no theme has an asset called `{path}`"), near)
    })
}

/// `asset_text(path=…)`: what stands in a script or a stylesheet, for a page that needs no other file.
pub fn asset_text(world: &World, path: &str) -> super::Result {
    ask(world, Fact::AssetText(path.into()))
}

pub(super) fn asset_text_of(world: &World, path: &str) -> Found {
    let Some(text) = known_asset(world, path)?.text() else {
        return Err(format!("the asset `{path}` holds no text"));
    };
    // Else it would end the element that it is put into, and what follows would be a page.
    let small = text.to_ascii_lowercase();
    if let Some(end) = ["</script", "</style", "<!--"]
        .into_iter()
        .find(|end| small.contains(end))
    {
        return Err(format!(
            "the asset `{path}` can't stand inside of a page, because it holds `{end}`"
        ));
    }
    Ok(Value::safe_string(text).into())
}

/// `url(to=…)`: the URL of a source below `content/` or `static/`, in the page's language.
pub fn url(world: &World, lang: &Lang, to: &str) -> Option<Value> {
    let value = ask_surely(world, Fact::Place(lang.clone(), to.into()));
    (!value.is_none()).then_some(value)
}

pub(super) fn url_of(world: &World, lang: &Lang, to: &str) -> Answer {
    let (path, fragment) = to
        .split_once('#')
        .map_or((to, ""), |(path, _)| (path, &to[path.len()..]));
    match locate(world, lang, path) {
        Some(href) => Value::from(format!("{href}{fragment}")).into(),
        None => Answer::absent(),
    }
}

pub(super) fn locate(world: &World, lang: &Lang, path: &str) -> Option<String> {
    let site = &world.site;
    let path = path.trim_start_matches('/').trim_start_matches("content/");
    let folder = path.trim_end_matches("_index.md").trim_end_matches('/');
    let section = (path.ends_with("_index.md") || !path.contains('.'))
        .then(|| site.section_at(folder, lang))
        .flatten();
    if let Some(section) = section {
        return Some(world.href(&site.section(section).url));
    }
    let named = site
        .by_id(path)
        .or_else(|| site.by_id(&format!("{path}.md")))
        .or_else(|| site.by_id(&format!("{path}/index.md")));
    if let Some(id) = named {
        return Some(world.entry_href(site.translated(id, lang)));
    }
    let default = site.section_at(folder, site.config.default_lang());
    if let Some(section) = default.filter(|_| path.ends_with("_index.md")) {
        return Some(world.href(&site.section(section).url));
    }
    let file = |folder: &str| {
        let source = crate::base::paths::SourcePath::parse(&format!("{folder}/{path}")).ok()?;
        site.files.get(&source)
    };
    file("content")
        .or_else(|| file("static"))
        .map(|file| world.href(&file.url))
}

/// `own_url(page=…)`: where a page that the program makes by itself stands, or what the author has put
/// in its place; none if the site has neither.
pub fn own_url(world: &World, lang: &Lang, kind: &str) -> super::Result {
    let Some(page) = OwnPage::of_kind(kind) else {
        let near = nearest(kind, OwnPage::ALL.iter().map(|page| page.kind()));
        return Err(suggest(
            format!("there is no page `{kind}` that Waypost makes by itself"),
            near,
        ));
    };
    ask(world, Fact::OwnUrl(lang.clone(), page))
}

pub(super) fn own_url_of(world: &World, lang: &Lang, page: OwnPage) -> Answer {
    let url = world.site.own_url(lang, page);
    Value::from(url.map(|url| world.href(&url))).into()
}

/// Whether `url` finds something, for readers of the default language.
pub fn is_there(world: &World, to: &str) -> bool {
    locate(world, world.site.config.default_lang(), to).is_some()
}

/// Why `url` found nothing.
pub fn no_url(world: &World, to: &str) -> String {
    let known = world
        .site
        .entries
        .iter()
        .map(|entry| entry.place.path.as_str());
    suggest(
        format!("there is no `{to}` below content/ or static/"),
        nearest(to, known),
    )
}

/// `data(name=…)`.
pub fn data(world: &World, name: &str) -> super::Result {
    ask(world, Fact::Data(name.into()))
}

pub(super) fn data_of(world: &World, name: &str) -> Found {
    let Some(data) = world.data.get(name) else {
        let near = nearest(name, world.data.keys().map(String::as_str));
        return Err(suggest(
            format!("there is no file called `{name}` in data/"),
            near,
        ));
    };
    Ok(data.clone().into())
}

/// `today()`.
pub fn today(world: &World) -> Value {
    ask_surely(world, Fact::Today)
}

pub(super) fn today_of(world: &World) -> Answer {
    Value::from(world.site.today.to_string()).into()
}
