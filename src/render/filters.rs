//! The filters that templates have beside Tera's own.

use super::functions::only;
use crate::base::dates::{self, Style};
use crate::base::day::When;
use crate::base::diag::Sink;
use crate::base::lang::Lang;
use crate::base::paths::{SourcePath, encode};
use crate::base::slug::slugify;
use crate::content::markdown;
use crate::facts::{self, Setting};
use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

/// Registers every filter. Must come before templates are added.
pub(super) fn register(tera: &mut Tera) {
    tera.register_filter("date", date);
    tera.register_filter("absolute", absolute);
    tera.register_filter("json", json);
    tera.register_filter("markdown", markdown_filter);
    tera.register_filter("strip_tags", |text: &str, _: Kwargs, _: &State| {
        strip_tags(text)
    });
    tera.register_filter("slug", |text: &str, _: Kwargs, _: &State| slugify(text));
    tera.register_filter("host", |url: &str, _: Kwargs, _: &State| host(url));
    tera.register_filter("url_encode", |text: &str, _: Kwargs, _: &State| {
        url_encode(text)
    });
}

fn lang(kwargs: &Kwargs) -> TeraResult<Lang> {
    if let Some(tag) = kwargs.get::<&str>("lang")? {
        return Lang::parse(tag)
            .ok_or_else(|| Error::message(format!("`{tag}` is not a language tag")));
    }
    let asker = facts::asker().map_err(Error::message)?;
    Ok(asker.subject.lang(&asker.world.site).clone())
}

fn date(text: &str, kwargs: Kwargs, _: &State) -> TeraResult<String> {
    only(&kwargs, "date", &["style", "lang"])?;
    let when = When::parse(text)
        .ok_or_else(|| Error::message(format!("`{text}` is not a date such as 2026-03-01")))?;
    let style = match kwargs.get::<&str>("style")? {
        None => Style::Long,
        Some(name) => Style::parse(name).ok_or_else(|| {
            let known: Vec<&str> = Style::WORDS.iter().map(|(word, _)| *word).collect();
            Error::message(format!(
                "`{name}` is no style of dates; there are {}",
                known.join(", ")
            ))
        })?,
    };
    let asker = facts::asker().map_err(Error::message)?;
    let lang = facts::date_lang(&asker.world, &lang(&kwargs)?);
    Ok(dates::format(&when, style, &lang))
}

fn absolute(url: &str, _: Kwargs, _: &State) -> TeraResult<String> {
    let asker = facts::asker().map_err(Error::message)?;
    Ok(facts::absolute(&asker.world, url))
}

/// JSON that may stand inside `<script>`: no `<`, `>` or `&` is left in it.
fn json(value: Value, _: Kwargs, _: &State) -> TeraResult<Value> {
    let text = serde_json::to_string(&value).map_err(|error| Error::message(error.to_string()))?;
    let safe = text
        .replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029");
    Ok(Value::safe_string(&safe))
}

/// The name of the site that an address leads to, as readers know it.
fn host(address: &str) -> String {
    let url = url::Url::parse(address).ok();
    let host = url.as_ref().and_then(|url| url.host_str());
    let host = host.unwrap_or(address);
    host.strip_prefix("www.").unwrap_or(host).to_owned()
}

/// Text that may stand in a part of an address: a `+` would be read as a space by some, and a `;` as
/// the end of a value.
fn url_encode(text: &str) -> String {
    let more = ['/', '!', '(', ')', ',', '@', '+', '=', '$', ';'];
    more.into_iter().fold(encode(text), |encoded, sign| {
        encoded.replace(sign, &format!("%{:02X}", u32::from(sign)))
    })
}

/// A short text of the site's own, such as an option: Markdown without directives, links resolved
/// from the top of `content/`.
fn markdown_filter(text: &str, kwargs: Kwargs, _: &State) -> TeraResult<Value> {
    only(&kwargs, "markdown", &["lang"])?;
    let asker = facts::asker().map_err(Error::message)?;
    let lang = lang(&kwargs)?;
    let options = markdown::Options {
        extensions: true,
        smart_punctuation: true,
        raw_html: false,
        lang: lang.clone(),
    };
    let path = SourcePath::named("content/a-text-of-the-theme.md");
    let input = markdown::Input {
        text,
        path: &path,
        offset: 0,
        options: &options,
    };
    let parsed = markdown::parse(&input, &mut Sink::new());
    let setting = Setting {
        world: &asker.world,
        source: &path,
        own: None,
        lang: &lang,
        elsewhere: true,
    };
    let mut html = String::new();
    facts::fill(&parsed.text.segments, setting, &mut html, &mut |_, _| {});
    Ok(Value::safe_string(&html))
}

/// The text of HTML, without its tags; entities stay as they are and are marked safe by nobody.
fn strip_tags(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        match rest[at..].find('>') {
            Some(end) => rest = &rest[at + end + 1..],
            None => return text,
        }
    }
    text.push_str(rest);
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}
