//! One page: the template that is right for it, what that is given, and what came of it.

use super::body::{Content, content_of, place_of};
use super::engine::Engine;
use super::errors;
use crate::base::diag::Diagnostic;
use crate::facts::{self, Asker, Shape, Subject, Trace, World};
use crate::model::OwnPage;
use std::sync::Arc;
use tera::{Context, Value};

/// What came of rendering a page.
#[derive(Clone, Debug)]
pub struct Rendered {
    /// The HTML; none if the template failed.
    pub html: Option<Vec<u8>>,
    /// What it asked.
    pub trace: Trace,
}

/// More than most templates write round a text, in bytes.
const ROUND_TEXT: usize = 8 * 1024;

/// Renders the page of a subject. What `finish` does to it may ask for facts as well; it is given the
/// text that the page shows if that is certain to load and run nothing, else nothing.
pub fn render_page(
    engine: &Engine,
    world: &Arc<World>,
    subject: &Subject,
    finish: impl FnOnce(Vec<u8>, &str) -> Vec<u8>,
) -> Rendered {
    let guard = facts::enter(world, subject);
    let html = facts::asker().ok().and_then(|asker| {
        let content = content(engine, &asker);
        let html = render(engine, &asker, content.as_ref())?;
        let quiet = content.as_ref().filter(|content| content.is_quiet);
        Some(finish(html, quiet.map_or("", |content| &content.html)))
    });
    Rendered {
        html,
        trace: guard.finish(),
    }
}

/// The text that a page shows. Made before the template is looked for, so that its faults are told even
/// if that is missing.
fn content(engine: &Engine, asker: &Asker) -> Option<Content> {
    let Asker { world, subject, .. } = asker;
    let shows_text = match subject {
        Subject::Section(_, number) => *number == 1,
        Subject::Poster(_) => false,
        _ => true,
    };
    let entry = subject.entry(&world.site).filter(|_| shows_text);
    entry.map(|id| content_of(engine, world, id))
}

fn render(engine: &Engine, asker: &Asker, content: Option<&Content>) -> Option<Vec<u8>> {
    let Asker { world, subject, .. } = asker;
    let shape = facts::shape(asker);
    let lang = subject.lang(&world.site);
    let content = content.map(|content| content.html.as_str());
    let name = template(engine, world, subject, &shape)?;
    let page = facts::page(asker, content);
    let (taxonomy, term) = facts::grouping(asker);
    let mut context = Context::new();
    context.insert_value("kind", Value::from(shape.kind));
    context.insert_value("lang", Value::from(lang.as_str()));
    context.insert_value("dir", Value::from(lang.dir()));
    context.insert_value("page", page);
    context.insert_value("pager", facts::pager(asker));
    context.insert_value("children", facts::children(asker));
    context.insert_value("taxonomy", taxonomy);
    context.insert_value("term", term);
    let mut html = Vec::with_capacity(content.map_or(0, str::len) + ROUND_TEXT);
    match engine.tera.render_to(&name, &context, &mut html) {
        Ok(()) => Some(html),
        Err(error) => {
            facts::report(errors::of_rendering(
                &error,
                engine,
                &page_name(world, subject),
            ));
            None
        }
    }
}

/// How a page is called in messages.
fn page_name(world: &World, subject: &Subject) -> String {
    match subject.entry(&world.site) {
        Some(id) => world.site.entry(id).source.to_string(),
        None => subject.url(&world.site).to_string(),
    }
}

/// The template of a page: its own, else that of its kind.
fn template(
    engine: &Engine,
    world: &World,
    subject: &Subject,
    shape: &Shape<'_>,
) -> Option<String> {
    facts::templates(world);
    let site = &world.site;
    if let Some(id) = subject.entry(site)
        && let Some((name, range)) = shape.own
    {
        let with_ending = format!("{name}.html");
        if let Some(found) = [name, &with_ending]
            .into_iter()
            .find(|name| engine.has(name))
        {
            return Some(found.clone());
        }
        if engine.is_broken(name) || engine.is_broken(&with_ending) {
            return None;
        }
        let diagnostic = Diagnostic::error(
            "template/missing",
            format!("there is no template called `{name}`"),
        )
        .at(&site.entry(id).source, range.clone());
        facts::report(match engine.nearest_template(name) {
            Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
            None => diagnostic.help("put it into templates/, or delete this line"),
        });
        return None;
    }
    let name = of_kind(shape);
    if engine.has(name) {
        return Some(name.to_owned());
    }
    if engine.is_broken(name) {
        return None;
    }
    let mut diagnostic = Diagnostic::error(
        "template/missing",
        format!("no theme has a working template `{name}`"),
    )
    .help("mend the template, or run `waypost theme eject` to take the default theme's");
    if let Some(id) = subject.entry(site) {
        diagnostic = diagnostic.at_span(place_of(site.entry(id)));
    }
    facts::report(diagnostic);
    None
}

fn of_kind(shape: &Shape<'_>) -> &'static str {
    match shape.kind {
        "home" => "home.html",
        "section" if shape.is_directory => "listings.html",
        "view" => "listings.html",
        "section" => "section.html",
        "article" => "article.html",
        "listing" => "listing.html",
        "organization" => "organization.html",
        "withdrawn" => "withdrawn.html",
        "terms" => "terms.html",
        "term" => "term.html",
        "poster" => "poster.html",
        "month" => "month.html",
        kind => OwnPage::of_kind(kind).map_or("page.html", OwnPage::template),
    }
}
