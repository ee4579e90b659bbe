//! The functions that templates call. They hold no data: each asks the scope of the render at hand.

use super::square;
use crate::base::diag::nearest;
use crate::base::lang::Lang;
use crate::facts::{self, Asker, Wanted};
use std::collections::BTreeMap;
use std::sync::Arc;
use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

/// Whom the function may ask.
fn here() -> TeraResult<Arc<Asker>> {
    facts::asker().map_err(Error::message)
}

/// The page's language, unless the template asks for another.
fn lang(asker: &Asker, kwargs: &Kwargs) -> TeraResult<Lang> {
    match kwargs.get::<&str>("lang")? {
        None => Ok(asker.subject.lang(&asker.world.site).clone()),
        Some(tag) => {
            Lang::parse(tag).ok_or_else(|| Error::message(format!("`{tag}` is not a language tag")))
        }
    }
}

fn answer(answer: facts::Result) -> TeraResult<Value> {
    answer.map_err(Error::message)
}

/// Adds a function that takes these arguments and no others.
fn add(
    tera: &mut Tera,
    name: &'static str,
    takes: &'static [&'static str],
    function: impl Fn(&Asker, &Kwargs) -> TeraResult<Value> + Send + Sync + 'static,
) {
    tera.register_function(name, move |kwargs: Kwargs, _: &State| {
        only(&kwargs, name, takes)?;
        function(&*here()?, &kwargs)
    });
}

/// Refuses arguments that nobody would read.
pub(super) fn only(kwargs: &Kwargs, name: &str, takes: &[&str]) -> TeraResult<()> {
    let mut given = kwargs.iter().map(|(key, _)| key);
    let Some(other) = given.find(|key| !key.as_str().is_some_and(|key| takes.contains(&key)))
    else {
        return Ok(());
    };
    let other = &other.to_string();
    let message = match (nearest(other, takes.iter().copied()), takes) {
        (Some(near), _) => format!("`{name}` takes no `{other}`; did you mean `{near}`?"),
        (None, []) => format!("`{name}` takes no `{other}`; it takes nothing"),
        (None, _) => format!("`{name}` takes no `{other}`; it takes {}", takes.join(", ")),
    };
    Err(Error::message(message))
}

/// Registers every function. Must come before templates are added.
pub(super) fn register(tera: &mut Tera) {
    site_functions(tera);
    entry_functions(tera);
    section_functions(tera);
    page_functions(tera);
}

fn site_functions(tera: &mut Tera) {
    add(tera, "site", &[], |asker, _| {
        Ok(facts::site(&asker.world, &asker.subject))
    });
    add(tera, "option", &["name"], |asker, kwargs| {
        answer(facts::option(&asker.world, kwargs.must_get("name")?))
    });
    // What fills the word's placeholders may be called anything.
    tera.register_function("t", |kwargs: Kwargs, _: &State| word(&*here()?, &kwargs));
    add(tera, "has_word", &["key", "lang"], |asker, kwargs| {
        let lang = lang(asker, kwargs)?;
        let known = facts::has_word(&asker.world, &lang, kwargs.must_get("key")?);
        Ok(Value::from(known))
    });
    add(tera, "asset", &["path"], |asker, kwargs| {
        answer(facts::asset(&asker.world, kwargs.must_get("path")?))
    });
    add(tera, "asset_text", &["path"], |asker, kwargs| {
        answer(facts::asset_text(&asker.world, kwargs.must_get("path")?))
    });
    add(tera, "url", &["to", "lang"], |asker, kwargs| {
        let to: &str = kwargs.must_get("to")?;
        facts::url(&asker.world, &lang(asker, kwargs)?, to)
            .ok_or_else(|| Error::message(facts::no_url(&asker.world, to)))
    });
    add(tera, "has", &["to", "lang"], |asker, kwargs| {
        let found = facts::url(&asker.world, &lang(asker, kwargs)?, kwargs.must_get("to")?);
        Ok(Value::from(found.is_some()))
    });
    add(tera, "picture", &["path"], |asker, kwargs| {
        Ok(facts::picture(asker, kwargs.must_get("path")?))
    });
    add(tera, "own_url", &["page", "lang"], |asker, kwargs| {
        let lang = lang(asker, kwargs)?;
        let page = kwargs.must_get("page")?;
        answer(facts::own_url(&asker.world, &lang, page))
    });
    add(tera, "exports", &[], |asker, _| Ok(facts::exports(asker)));
    add(tera, "data", &["name"], |asker, kwargs| {
        answer(facts::data(&asker.world, kwargs.must_get("name")?))
    });
    add(tera, "today", &[], |asker, _| {
        Ok(facts::today(&asker.world))
    });
}

fn word(asker: &Asker, kwargs: &Kwargs) -> TeraResult<Value> {
    let lang = lang(asker, kwargs)?;
    let key: &str = kwargs.must_get("key")?;
    let n: Option<i64> = kwargs.get("n")?;
    let filled = kwargs
        .iter()
        .filter_map(|(name, value)| Some((name.as_str()?, value)))
        .filter(|(name, _)| !matches!(*name, "key" | "lang"));
    let args: BTreeMap<String, String> = filled
        .map(|(name, value)| (name.to_owned(), value.to_string()))
        .collect();
    answer(facts::word(&asker.world, &lang, key, n, &args))
}

const WANTED: &[&str] = &["section", "kind", "limit", "recursive", "featured", "lang"];

fn entry_functions(tera: &mut Tera) {
    add(tera, "entries", WANTED, |asker, kwargs| {
        let wanted = wanted(kwargs, false)?;
        answer(facts::entries(&asker.world, &lang(asker, kwargs)?, wanted))
    });
    add(tera, "listings", WANTED, |asker, kwargs| {
        let wanted = wanted(kwargs, true)?;
        answer(facts::entries(&asker.world, &lang(asker, kwargs)?, wanted))
    });
    add(tera, "count", WANTED, |asker, kwargs| {
        let wanted = wanted(kwargs, false)?;
        answer(facts::count(&asker.world, &lang(asker, kwargs)?, wanted))
    });
    add(
        tera,
        "listing_groups",
        &["section", "lang"],
        |asker, kwargs| {
            let section = kwargs.get("section")?;
            answer(facts::listing_groups(
                &asker.world,
                &lang(asker, kwargs)?,
                section,
            ))
        },
    );
    add(
        tera,
        "upcoming",
        &["limit", "section", "recurring", "lang"],
        |asker, kwargs| {
            let limit: Option<u32> = kwargs.get("limit")?;
            let recurring: Option<bool> = kwargs.get("recurring")?;
            let choice = (limit.unwrap_or(5), recurring.unwrap_or(false));
            let lang = lang(asker, kwargs)?;
            let section = kwargs.get("section")?;
            answer(facts::upcoming(&asker.world, &lang, section, choice))
        },
    );
    add(tera, "entry", &["path", "lang"], |asker, kwargs| {
        let path = kwargs.must_get("path")?;
        answer(facts::entry(&asker.world, &lang(asker, kwargs)?, path))
    });
    add(tera, "months", &["lang"], |asker, kwargs| {
        Ok(facts::months(&asker.world, &lang(asker, kwargs)?))
    });
    add(tera, "past_events", &["lang"], |asker, kwargs| {
        Ok(facts::past_events(&asker.world, &lang(asker, kwargs)?))
    });
    add(tera, "listing", &["id", "lang"], |asker, kwargs| {
        let id = kwargs.must_get("id")?;
        answer(facts::listing(&asker.world, &lang(asker, kwargs)?, id))
    });
}

fn section_functions(tera: &mut Tera) {
    add(tera, "section", &["path", "lang"], |asker, kwargs| {
        let path = kwargs.must_get("path")?;
        answer(facts::section(&asker.world, &lang(asker, kwargs)?, path))
    });
    add(tera, "has_section", &["path", "lang"], |asker, kwargs| {
        let path = kwargs.must_get("path")?;
        Ok(facts::has_section(
            &asker.world,
            &lang(asker, kwargs)?,
            path,
        ))
    });
    add(tera, "sections", &["path", "lang"], |asker, kwargs| {
        let path: Option<&str> = kwargs.get("path")?;
        let path = path.unwrap_or_default();
        answer(facts::sections(&asker.world, &lang(asker, kwargs)?, path))
    });
    add(tera, "terms", &["taxonomy", "lang"], |asker, kwargs| {
        let taxonomy = kwargs.must_get("taxonomy")?;
        answer(facts::terms(&asker.world, &lang(asker, kwargs)?, taxonomy))
    });
}

fn wanted(kwargs: &Kwargs, listings: bool) -> TeraResult<Wanted> {
    let kind: Option<String> = kwargs.get("kind")?;
    let (kind, listing_kind) = if listings {
        (Some("listing".to_owned()), kind)
    } else {
        (kind, None)
    };
    Ok(Wanted {
        kind,
        listing_kind,
        section: kwargs.get("section")?,
        limit: kwargs.get("limit")?,
        recursive: kwargs.get("recursive")?.unwrap_or(false),
        featured: kwargs.get("featured")?.unwrap_or(false),
    })
}

fn page_functions(tera: &mut Tera) {
    add(tera, "menu", &["name"], |asker, kwargs| {
        let name: Option<&str> = kwargs.get("name")?;
        let name = name.unwrap_or("main");
        Ok(facts::menu(asker, name))
    });
    add(tera, "breadcrumbs", &[], |asker, _| {
        Ok(facts::breadcrumbs(asker))
    });
    add(tera, "directory", &["section", "lang"], |asker, kwargs| {
        let section: Option<&str> = kwargs.get("section")?;
        Ok(facts::directory(asker, lang(asker, kwargs)?, section))
    });
    add(tera, "crisis", &["country"], |asker, kwargs| {
        Ok(facts::crisis(asker, kwargs.get("country")?))
    });
    add(tera, "month", &[], |asker, _| Ok(facts::month(asker)));
    add(tera, "sheet", &[], |asker, _| Ok(facts::sheet(asker)));
    add(tera, "qr", &["text", "label"], |_, kwargs| {
        let label: Option<&str> = kwargs.get("label")?;
        let svg = square::drawn(kwargs.must_get("text")?, label.unwrap_or_default());
        svg.map(|svg| Value::safe_string(&svg))
            .map_err(Error::message)
    });
    add(tera, "comments", &[], |asker, _| Ok(facts::comments(asker)));
    add(tera, "neighbours", &[], |asker, _| {
        Ok(facts::neighbours(asker))
    });
    add(tera, "related", &["limit", "kind"], |asker, kwargs| {
        let limit: Option<usize> = kwargs.get("limit")?;
        let kind: Option<&str> = kwargs.get("kind")?;
        let listings = kind == Some("listing");
        let limit = limit.unwrap_or(3);
        Ok(facts::related(asker, limit, listings))
    });
    add(tera, "backlinks", &[], |asker, _| {
        Ok(facts::backlinks(asker))
    });
    add(tera, "translations", &[], |asker, _| {
        Ok(facts::translations(asker))
    });
}
