//! A body as HTML: its holes filled, its directives shown as the theme's components.

use super::embedded::Embedded;
use super::engine::Engine;
use super::{advice, errors};
use crate::base::diag::{Diagnostic, nearest};
use crate::base::span::Span;
use crate::base::tracking::untracked;
use crate::content::Entry;
use crate::content::markdown::{self, Arg, Directive, Image, Segment};
use crate::facts::{self, Setting, World};
use crate::model::EntryId;
use tera::{Context, Value};

/// The HTML of an entry's body.
pub(super) struct Content {
    pub html: String,
    /// Whether it is certain that nothing in it loads or runs anything, or has a style of its own.
    pub is_quiet: bool,
}

/// The HTML of an entry's body. Faults in directives are reported to the scope; a broken one leaves
/// no trace in the page.
pub(super) fn content_of(engine: &Engine, world: &World, id: EntryId) -> Content {
    html_of((engine, Outlet::Page), world, id)
}

/// The same for a feed, which can't be called back: of listings that nobody has checked for long it has
/// a link and no card.
pub fn feed_html(engine: &Engine, world: &World, id: EntryId) -> String {
    html_of((engine, Outlet::Feed), world, id).html
}

/// Where a body is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outlet {
    Page,
    Feed,
}

/// The theme, and where what it makes is shown.
type Stage<'a> = (&'a Engine, Outlet);

fn html_of(stage: Stage<'_>, world: &World, id: EntryId) -> Content {
    let entry = world.site.entry(id);
    let setting = Setting {
        world,
        source: &entry.source,
        own: Some(id),
        lang: &entry.lang,
        elsewhere: false,
    };
    let text = facts::body(world, id);
    Content {
        html: html(stage, setting, &text.segments),
        is_quiet: text.is_quiet,
    }
}

fn html(stage: Stage<'_>, setting: Setting<'_>, segments: &[Segment]) -> String {
    let mut out = String::with_capacity(room(segments));
    facts::fill(
        segments,
        setting,
        &mut out,
        &mut |directive, out| match component(stage, setting, directive) {
            Ok(html) => out.push_str(&html),
            Err(diagnostic) => facts::report(*diagnostic),
        },
    );
    out
}

/// About as many bytes as the segments take with their holes filled.
fn room(segments: &[Segment]) -> usize {
    let bytes = segments.iter().map(|segment| match segment {
        Segment::Html(html) => html.len(),
        Segment::Hole(_) => 64,
    });
    bytes.sum()
}

fn component(
    stage: Stage<'_>,
    setting: Setting<'_>,
    directive: &Directive,
) -> Result<String, Box<Diagnostic>> {
    // Feeds show bodies too, and have read no template before.
    facts::templates(setting.world);
    let (engine, outlet) = stage;
    let source = setting.source;
    let Some((known, takes_any)) = engine
        .directive_args(&directive.name)
        .filter(|_| engine.has_directive(&directive.name))
    else {
        return Err(Box::new(
            unknown(engine, directive).at(source, directive.name_span.clone()),
        ));
    };
    let context = arguments(setting, directive, (&known, takes_any))?;
    if let Some(embedded) = Embedded::of(setting, directive) {
        match outlet {
            Outlet::Feed => {
                if let Some(link) = embedded.in_feed() {
                    return Ok(link);
                }
            }
            Outlet::Page => embedded
                .fault(setting)
                .into_iter()
                .for_each(|fault| facts::report(fault.at(source, directive.span.clone()))),
        }
    }
    let body = directive
        .body
        .as_ref()
        .map(|segments| html(stage, setting, segments));
    let rendered = engine
        .tera
        .render_component(&directive.name, &context, body.as_deref(), true);
    rendered.map_err(|error| {
        // The template is fine more often than not: what a writer typed is where to look first.
        let fault = errors::of_rendering(&error, engine, source.as_str());
        Box::new(not_shown(fault, directive).at(source, directive.span.clone()))
    })
}

/// What stands between its braces.
fn arguments(
    setting: Setting<'_>,
    directive: &Directive,
    (known, takes_any): (&[String], bool),
) -> Result<Context, Box<Diagnostic>> {
    let mut context = Context::new();
    for arg in &directive.args {
        if !takes_any && !known.contains(&arg.name) {
            let fault = unknown_arg(directive, arg, known);
            return Err(Box::new(fault.at(setting.source, arg.name_span.clone())));
        }
        context.insert_value(arg.name.clone(), value_of(setting, directive, arg));
    }
    Ok(context)
}

/// Why its component came to nothing.
fn not_shown(fault: Diagnostic, directive: &Directive) -> Diagnostic {
    if let Some(missing) = missing_arg(&fault.message) {
        return without_arg(directive, missing);
    }
    let has_no_text = directive.body.is_none();
    if has_no_text && fault.message.starts_with("variable `body` is not defined") {
        return without_text(directive);
    }
    let name = &directive.name;
    let why = fault.message.trim_end_matches('.');
    let message = format!("`{name}` can't be shown: {why}");
    let mut diagnostic = Diagnostic::error("directive/render", message);
    if let Some(place) = fault.primary {
        diagnostic = diagnostic.label(place, "in this template");
    }
    let help = fault.help.filter(|help| help != advice::RENDERING);
    diagnostic.help(help.unwrap_or_else(|| {
        "check what stands between its braces; if that is right, correct the template".to_owned()
    }))
}

/// What a template gets of an argument: of a link where it leads, of the picture of a video or a map its
/// HTML, of all else what was typed.
fn value_of(setting: Setting<'_>, directive: &Directive, arg: &Arg) -> Value {
    let is_embed = markdown::is_embed(&directive.name);
    match arg.name.as_str() {
        "to" => Value::from(untracked(&facts::link_of(setting, &arg.value)).0.as_ref()),
        "url" if is_embed => Value::from(untracked(&arg.value).0.as_ref()),
        "picture" if is_embed && !arg.value.is_empty() => {
            let image = Image {
                src: arg.value.clone(),
                // The link beside it says what there is to see.
                alt: String::new(),
                title: None,
                span: arg.span.clone(),
                lone: false,
            };
            Value::safe_string(&facts::image_html(setting, &image))
        }
        _ => Value::from(arg.value.as_str()),
    }
}

fn unknown(engine: &Engine, directive: &Directive) -> Diagnostic {
    let names: Vec<&str> = engine
        .directives()
        .filter(|name| *name != "alert")
        .collect();
    let diagnostic = Diagnostic::error(
        "directive/unknown",
        format!("there is no directive called `{}`", directive.name),
    );
    match nearest(&directive.name, names.iter().copied()) {
        Some(near) => diagnostic.help(format!(
            "did you mean `{near}`? There are: {}",
            names.join(", ")
        )),
        None => diagnostic.help(format!("there are: {}", names.join(", "))),
    }
}

/// The argument that Tera misses, in its words: ``argument `id` missing``.
fn missing_arg(message: &str) -> Option<&str> {
    message
        .strip_prefix("argument `")?
        .strip_suffix("` missing")
}

fn without_arg(directive: &Directive, missing: &str) -> Diagnostic {
    let name = &directive.name;
    let colons = match directive.body {
        Some(_) => ":::",
        None => "::",
    };
    let mut args: Vec<String> = directive
        .args
        .iter()
        .map(|arg| format!("{}=\"{}\"", arg.name, arg.value))
        .collect();
    args.push(format!("{missing}=\"…\""));
    Diagnostic::error("directive/argument", format!("`{name}` needs `{missing}`"))
        .help(format!("write it as {colons}{name}{{{}}}", args.join(" ")))
}

fn without_text(directive: &Directive) -> Diagnostic {
    let name = &directive.name;
    Diagnostic::error(
        "directive/render",
        format!("`{name}` can't be shown without a text"),
    )
    .help(format!(
        "write three colons, then the text, then a line with only three colons: :::{name} … :::"
    ))
}

fn unknown_arg(directive: &Directive, arg: &Arg, known: &[String]) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        "directive/argument",
        format!("`{}` takes no `{}`", directive.name, arg.name),
    );
    match nearest(&arg.name, known.iter().map(String::as_str)) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None if known.is_empty() => diagnostic.help("it takes nothing in braces"),
        None => diagnostic.help(format!("it takes: {}", known.join(", "))),
    }
}

/// The place of an entry as a whole, for messages.
pub(super) fn place_of(entry: &Entry) -> Span {
    Span::new(&entry.source, entry.span.start..entry.span.start)
}
