//! Pictures as pages show them: in several widths, as WebP as well, with their size. What is told here
//! are addresses; the pictures themselves are made by whoever makes outputs.

use super::answer::Answer;
use super::fact::{Fact, Link};
use super::inline::{Setting, escape};
use super::scope::{Asker, ask_surely, demand};
use super::tracked::map;
use super::world::World;
use crate::base::paths::SourcePath;
use crate::content::Entry;
use crate::content::markdown::Image;
use crate::model::{Format, SiteFile, Target, variants};
use std::fmt::Write;
use std::sync::Arc;
use tera::Value;

/// How a file is shown as a picture.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Shown {
    /// What a browser takes that knows no sets: the widest in the original's kind.
    url: String,
    size: Option<(u32, u32)>,
    /// The widths in the original's kind, as in the attribute `srcset`; empty for a picture that is
    /// published as it is.
    srcset: String,
    /// The same as WebP; empty if the original is WebP.
    webp: String,
}

impl Shown {
    fn of(world: &World, file: &SiteFile) -> Shown {
        let variants = variants(file, &world.pictures);
        let set = |format: Option<Format>| {
            let mut set = String::new();
            for variant in variants.iter().filter(|one| Some(one.format) == format) {
                let comma = if set.is_empty() { "" } else { ", " };
                let href = world.href(&variant.url);
                let _ = write!(set, "{comma}{href} {}w", variant.width);
            }
            set
        };
        let own = variants.first().map(|first| first.format);
        let widest = variants.iter().rfind(|one| Some(one.format) == own);
        Shown {
            url: world.href(widest.map_or(&file.url, |widest| &widest.url)),
            size: widest.map_or(file.sight.size, |one| Some((one.width, one.height))),
            srcset: set(own),
            webp: match own {
                Some(Format::WebP) => String::new(),
                _ => set(Some(Format::WebP)),
            },
        }
    }

    fn at(world: &World, link: &Link) -> Option<Shown> {
        let source = SourcePath::named(&link.source);
        match world.site.resolve_from(&source, &link.lang, &link.target) {
            Target::File(file) => Some(Shown::of(world, file)),
            _ => None,
        }
    }

    /// All that a page can show of it, as one text.
    fn in_one(&self, world: &World) -> String {
        let Shown {
            url,
            size,
            srcset,
            webp,
        } = self;
        let sizes = &world.pictures.sizes;
        format!("{url}\n{size:?}\n{srcset}\n{webp}\n{sizes}")
    }

    fn fields(self, world: &World, file: &SiteFile) -> Vec<(&'static str, Value)> {
        let Shown {
            url,
            size,
            srcset,
            webp,
        } = self;
        let (width, height) = size.unzip();
        let set = |set: String| match set.is_empty() {
            true => Value::none(),
            false => Value::from(set),
        };
        vec![
            ("url", Value::from(url)),
            ("width", Value::from(width)),
            ("height", Value::from(height)),
            ("srcset", set(srcset)),
            ("webp", set(webp)),
            ("original", Value::from(world.href(&file.url))),
        ]
    }
}

/// The picture in an entry's front matter, for `page.image` and `item.image`.
pub(super) fn image_of_entry(world: &World, entry: &Entry) -> Value {
    let Some(image) = &entry.front.image else {
        return Value::none();
    };
    let Target::File(file) = world.site.resolve(entry, &image.src) else {
        return Value::none();
    };
    let mut fields = Shown::of(world, file).fields(world, file);
    fields.push(("alt", Value::from(image.alt.as_str())));
    map(fields)
}

/// `picture(path=)`: a picture that the template wants to show, whose forms are published for its sake.
/// None if there is no such file.
pub fn picture(asker: &Asker, path: &str) -> Value {
    let world = &asker.world;
    let own = asker.subject.entry(&world.site);
    let source = match own {
        Some(id) => world.site.entry(id).source.shared(),
        None => Arc::from("content/_index.md"),
    };
    let link = Link {
        source,
        lang: asker.subject.lang(&world.site).clone(),
        target: path.into(),
        own: None,
    };
    if let Some(file) = file_of(world, &link) {
        demand(&file.source);
    }
    ask_surely(world, Fact::Picture(Arc::new(link)))
}

/// As written beside the page's own text, or else as below `content/` and `static/`.
fn file_of<'a>(world: &'a World, link: &'a Link) -> Option<&'a SiteFile> {
    let source = SourcePath::named(&link.source);
    let site = &world.site;
    if let Target::File(file) = site.resolve_from(&source, &link.lang, &link.target) {
        return Some(file);
    }
    let path = link.target.trim_start_matches('/');
    let below = ["", "content/", "static/"].into_iter();
    let mut places = below.map(|folder| format!("{folder}{path}"));
    places.find_map(|place| site.files.get(place.as_str()))
}

pub(super) fn picture_of(world: &World, link: &Link) -> Answer {
    match file_of(world, link) {
        Some(file) => map(Shown::of(world, file).fields(world, file)).into(),
        None => Answer::absent(),
    }
}

/// What decides on a picture in a text.
pub(super) fn image_of(world: &World, link: &Link) -> String {
    let shown = Shown::at(world, link);
    shown.map_or(String::new(), |shown| shown.in_one(world))
}

/// A picture of a text as HTML. `url` is where its link leads.
pub(super) fn html_of(setting: Setting<'_>, image: &Image, link: &Link, url: String) -> String {
    let Setting {
        world, elsewhere, ..
    } = setting;
    let shown = Shown::at(world, link).unwrap_or(Shown {
        url,
        ..Shown::default()
    });
    // A feed, or a list of texts, has its own idea of how wide it is.
    let has_sets = !elsewhere && !shown.srcset.is_empty();
    let mut html = String::new();
    if has_sets && !shown.webp.is_empty() {
        html.push_str("<picture><source type=\"image/webp\"");
        attribute("srcset", &shown.webp, &mut html);
        attribute("sizes", &world.pictures.sizes, &mut html);
        html.push('>');
    }
    html.push_str("<img");
    attribute("src", &shown.url, &mut html);
    if has_sets {
        attribute("srcset", &shown.srcset, &mut html);
        attribute("sizes", &world.pictures.sizes, &mut html);
    }
    attribute("alt", &image.alt, &mut html);
    if let Some((width, height)) = shown.size {
        let _ = write!(html, " width=\"{width}\" height=\"{height}\"");
    }
    let caption = image.title.as_deref().filter(|title| !title.is_empty());
    if let (Some(title), false) = (caption, image.lone) {
        attribute("title", title, &mut html);
    }
    html.push_str(" loading=\"lazy\" decoding=\"async\">");
    if has_sets && !shown.webp.is_empty() {
        html.push_str("</picture>");
    }
    match (caption, image.lone) {
        (Some(title), true) => {
            let mut figure = format!("<figure>{html}<figcaption>");
            escape(title, &mut figure);
            figure.push_str("</figcaption></figure>");
            figure
        }
        _ => html,
    }
}

fn attribute(name: &str, value: &str, html: &mut String) {
    let _ = write!(html, " {name}=\"");
    escape(value, html);
    html.push('"');
}
