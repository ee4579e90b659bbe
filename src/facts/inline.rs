//! Fills the holes of a body: links, pictures and words. What a directive looks like is the theme's
//! to say, so those are handed back to the caller.

use super::answer::Answer;
use super::fact::{Fact, Link};
use super::pictures;
use super::query::note_word;
use super::scope::note;
use super::tracked::{text, text_digest};
use super::world::World;
use crate::base::lang::Lang;
use crate::base::paths::SourcePath;
use crate::content::markdown::{Directive, Hole, Image, Segment, number_key};
use crate::model::{EntryId, Target};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Where a body's HTML will stand.
#[derive(Clone, Copy)]
pub struct Setting<'a> {
    /// Everything that may be asked.
    pub world: &'a World,
    /// The file in which it was written, for its links.
    pub source: &'a SourcePath,
    /// The entry whose body it is; none for a text of the theme.
    pub own: Option<EntryId>,
    /// The page's language, for words.
    pub lang: &'a Lang,
    /// Whether it stands on another page, so that `#place` needs the entry's URL.
    pub elsewhere: bool,
}

/// Writes the segments with their holes filled; `directive` writes the directives.
pub fn fill(
    segments: &[Segment],
    setting: Setting<'_>,
    out: &mut String,
    directive: &mut dyn FnMut(&Directive, &mut String),
) {
    for segment in segments {
        match segment {
            Segment::Html(html) => out.push_str(html),
            Segment::Hole(Hole::Url { target, .. }) => escape(&link_of(setting, target), out),
            Segment::Hole(Hole::Image(image)) => out.push_str(&image_html(setting, image)),
            Segment::Hole(Hole::Number(typed)) => write_number(setting, typed, out),
            Segment::Hole(Hole::Word { key, n }) => {
                let n = n.map(i64::from);
                let word = setting.world.word(setting.lang, key, n, &BTreeMap::new());
                note_word(setting.world, setting.lang, key);
                escape(&word, out);
            }
            Segment::Hole(Hole::Directive(found)) => directive(found, out),
        }
    }
}

/// The URL of a link as written in an entry; what leads nowhere stays as written (the check has told).
pub fn link_of(setting: Setting<'_>, target: &str) -> String {
    if target.starts_with('#') && !setting.elsewhere {
        // A place on the page itself is there whatever the rest of the site is like.
        return target.to_owned();
    }
    let own = setting
        .own
        .filter(|_| setting.elsewhere && target.starts_with('#'));
    let url = lead(setting, own, target);
    let link = Link {
        source: setting.source.shared(),
        lang: setting.lang.clone(),
        target: target.into(),
        own: own.map(|own| Arc::clone(setting.world.site.name(own))),
    };
    note(setting.world, Fact::Url(Arc::new(link)), text_digest(&url));
    url
}

fn lead(setting: Setting<'_>, own: Option<EntryId>, target: &str) -> String {
    let world = setting.world;
    match world
        .site
        .resolve_from(setting.source, setting.lang, target)
    {
        Target::AsWritten if target.starts_with('#') => {
            let own = own.map(|id| world.entry_href(id));
            format!("{}{target}", own.unwrap_or_default())
        }
        Target::AsWritten | Target::Missing => target.to_owned(),
        Target::Entry { id, fragment } => {
            let mut url = world.entry_href(id);
            if let Some(fragment) = fragment {
                url.push('#');
                url.push_str(fragment);
            }
            url
        }
        Target::Section(id) => world.href(&world.site.section(id).url),
        Target::File(file) => world.href(&file.url),
        Target::Page(path) => {
            let fragment = target.find('#').map_or("", |at| &target[at..]);
            format!("{}{path}{fragment}", world.site.config.base_url.path)
        }
    }
}

pub(super) fn url_of(world: &World, link: &Link) -> Answer {
    let source = SourcePath::named(&link.source);
    let own = match &link.own {
        Some(name) => match world.site.named(name) {
            Some(id) => Some(id),
            None => return Answer::absent(),
        },
        None => None,
    };
    let setting = Setting {
        world,
        source: &source,
        own,
        lang: &link.lang,
        elsewhere: own.is_some(),
    };
    text(&lead(setting, own, &link.target)).into()
}

pub(super) fn image_of(world: &World, link: &Link) -> Answer {
    text(&pictures::image_of(world, link)).into()
}

/// A number: a link that names the listing that it belongs to, or the text that it is.
fn write_number(setting: Setting<'_>, typed: &str, out: &mut String) {
    let Setting { world, lang, .. } = setting;
    let html = number_html(world, lang, typed);
    let found = text_digest(html.as_deref().unwrap_or_default());
    note(world, Fact::Number(lang.clone(), typed.into()), found);
    match html {
        Some(html) => out.push_str(&html),
        None => escape(typed, out),
    }
}

pub(super) fn number_of(world: &World, lang: &Lang, typed: &str) -> Answer {
    text(&number_html(world, lang, typed).unwrap_or_default()).into()
}

/// The link reads as it was typed; what is read out names the listing as well.
fn number_html(world: &World, lang: &Lang, typed: &str) -> Option<String> {
    let number = world.site.number(&number_key(typed))?;
    let mut html = String::from("<a href=\"");
    escape(&number.href, &mut html);
    let listing = number.listing.map(|id| world.site.translated(id, lang));
    if let Some(listing) = listing.and_then(|id| world.site.entry(id).listing()) {
        html.push_str("\" aria-label=\"");
        escape(&format!("{typed}, {}", listing.name), &mut html);
    }
    html.push_str("\"><bdi dir=\"ltr\">");
    escape(typed, &mut html);
    html.push_str("</bdi></a>");
    Some(html)
}

/// A picture as HTML, in several widths and with its size if it is a file of the site.
pub fn image_html(setting: Setting<'_>, image: &Image) -> String {
    let url = link_of(setting, &image.src);
    let link = Link {
        source: setting.source.shared(),
        lang: setting.lang.clone(),
        target: image.src.as_str().into(),
        own: None,
    };
    let html = pictures::html_of(setting, image, &link, url);
    let shown = text_digest(&pictures::image_of(setting.world, &link));
    note(setting.world, Fact::Image(Arc::new(link)), shown);
    html
}

/// Writes text so that it may stand in HTML and in its attributes.
pub fn escape(text: &str, out: &mut String) {
    let mut written = 0;
    for (at, byte) in text.bytes().enumerate() {
        let replacement = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            _ => continue,
        };
        out.push_str(&text[written..at]);
        out.push_str(replacement);
        written = at + 1;
    }
    out.push_str(&text[written..]);
}
