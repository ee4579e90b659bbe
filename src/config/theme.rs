//! `theme.toml`: what a theme is called, which theme it builds on, and the options that it offers.
//! It knows nothing of templates.

use super::colours::{Contrast, Names, Pair, read_colour, read_contrasts, read_names};
use super::model::Config;
use super::palette::Palette;
use super::pictures::PictureTable;
use crate::base::diag::{Diagnostic, Sink, nearest};
use crate::base::node::{
    Fields, ListOf, Node, NodeValue, ScalarKind, describe, plain_bool, read_toml,
};
use crate::base::paths::SourcePath;
use crate::base::span::Span;
use std::collections::BTreeMap;
use std::ops::Range;

/// A checked `theme.toml`.
#[derive(Clone, Debug, Default)]
pub struct ThemeManifest {
    /// The file it came from; none: there is none.
    pub path: Option<SourcePath>,
    /// The theme's own name.
    pub name: String,
    /// One line on what it is.
    pub description: Option<String>,
    /// The folder of the theme it builds on; none: the default theme.
    pub parent: Option<(String, Range<usize>)>,
    /// The options it declares.
    pub options: BTreeMap<String, OptionSpec>,
    /// How it wants pictures to be published.
    pub pictures: PictureTable,
    /// Which of its colours must be readable on which.
    pub contrasts: Vec<Contrast>,
}

/// One declared option.
#[derive(Clone, Debug)]
pub struct OptionSpec {
    /// What it may be.
    pub kind: OptionKind,
    /// What it is when the site says nothing.
    pub default: OptionValue,
    /// One line for people.
    pub description: String,
    /// Where its default stands.
    pub span: Range<usize>,
}

/// What an option may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OptionKind {
    /// Any text.
    Text,
    /// The path of a file below `static/` or `content/`.
    File,
    /// A whole number.
    Number,
    /// True or false.
    Bool,
    /// `#rgb`, `#rrggbb`, one for each scheme, or one of these names.
    Color(Names),
    /// One of these words.
    Choice(Vec<String>),
    /// A list of texts: of these words, each at most once, or of any if there are none here.
    List(Vec<String>),
}

/// What an option is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OptionValue {
    /// Nothing: templates see `none`.
    None,
    /// Text or a choice.
    Text(String),
    /// The path of a file, which may not be there.
    File(String),
    /// A colour in both schemes.
    Color(Pair),
    /// A whole number.
    Number(i64),
    /// True or false.
    Bool(bool),
    /// A list of texts.
    List(Vec<String>),
}

/// Reads the text of a `theme.toml`.
pub fn read_manifest(text: &str, path: &SourcePath, sink: &mut Sink) -> ThemeManifest {
    let node = read_toml(text, path, 0, sink);
    let mut fields = Fields::of(&node, "theme.toml", path, sink);
    let mut manifest = ThemeManifest {
        path: Some(path.clone()),
        name: fields.text("name").unwrap_or_default(),
        description: fields.text("description"),
        parent: fields.text_at("parent"),
        options: BTreeMap::new(),
        pictures: PictureTable::take(&mut fields),
        contrasts: read_contrasts(&mut fields),
    };
    for (key, node) in fields.entries("options") {
        if let Some(spec) = read_option(node, path, fields.sink()) {
            manifest.options.insert(key.text.clone(), spec);
        }
    }
    let _ = fields.others(|key| key.starts_with("x_"));
    fields.finish();
    manifest
}

fn read_option(node: &Node, path: &SourcePath, sink: &mut Sink) -> Option<OptionSpec> {
    let mut fields = Fields::of(node, "an option", path, sink);
    let choices: Vec<String> = fields
        .list("choices", ListOf::Items)
        .into_iter()
        .map(|(choice, _)| choice)
        .collect();
    let names = read_names(&mut fields);
    let kind = fields.choice(
        "type",
        &[
            ("text", 0),
            ("number", 1),
            ("bool", 2),
            ("color", 3),
            ("choice", 4),
            ("list", 5),
            ("file", 6),
        ],
    );
    let kind = match kind.unwrap_or(0) {
        1 => OptionKind::Number,
        2 => OptionKind::Bool,
        3 => OptionKind::Color(names),
        4 => OptionKind::Choice(choices),
        5 => OptionKind::List(choices),
        6 => OptionKind::File,
        _ => OptionKind::Text,
    };
    let description = fields.text("description").unwrap_or_default();
    let default = fields.node("default");
    let span = default.map_or(node.span.clone(), |node| node.span.clone());
    fields.finish();
    let default = match default {
        None => OptionValue::None,
        Some(node) => match read_value(&kind, node) {
            Ok(value) => value,
            Err(unfit) => {
                sink.push(
                    unfit
                        .told("default", path)
                        .help("an option's `default` must be of the option's own `type`"),
                );
                return None;
            }
        },
    };
    Some(OptionSpec {
        kind,
        default,
        description,
        span,
    })
}

/// A value that is not what its option may be.
struct Unfit<'n> {
    /// The value, or the item of a list that is at fault.
    node: &'n Node,
    /// What is wrong, after the option's name.
    fault: String,
    caption: String,
}

impl<'n> Unfit<'n> {
    fn must_be(wanted: &str, node: &'n Node) -> Unfit<'n> {
        Unfit {
            node,
            fault: format!("must be {wanted}, and this is {}", describe(node)),
            caption: format!("expected {wanted}"),
        }
    }

    fn told(self, name: &str, path: &SourcePath) -> Diagnostic {
        Diagnostic::error("theme/option", format!("`{name}` {}", self.fault))
            .at(path, self.node.span.clone())
            .caption(self.caption)
    }
}

/// The value of a node for an option of this kind, or why there is none.
fn read_value<'n>(kind: &OptionKind, node: &'n Node) -> Result<OptionValue, Unfit<'n>> {
    let unfit = |wanted: &str| Unfit::must_be(wanted, node);
    let text = |wanted: &str| {
        let text = node.scalar().map(str::to_owned);
        text.ok_or_else(|| unfit(wanted))
    };
    match kind {
        OptionKind::Text | OptionKind::File => match &node.value {
            NodeValue::Scalar(text, ScalarKind::Text | ScalarKind::Plain) => match kind {
                OptionKind::File => Ok(OptionValue::File(text.clone())),
                _ => Ok(OptionValue::Text(text.clone())),
            },
            _ => Err(unfit("text in quotes")),
        },
        OptionKind::Number => {
            let wanted = "a whole number";
            let number = text(wanted)?.parse();
            number.map(OptionValue::Number).map_err(|_| unfit(wanted))
        }
        OptionKind::Bool => {
            let wanted = "true or false";
            plain_bool(&text(wanted)?)
                .map(OptionValue::Bool)
                .ok_or_else(|| unfit(wanted))
        }
        OptionKind::Color(names) => {
            let pair = read_colour(node, names);
            pair.map(OptionValue::Color)
                .map_err(|wanted| unfit(&wanted))
        }
        OptionKind::Choice(choices) => {
            let wanted = format!("one of {}", choices.join(", "));
            let choice = text(&wanted)?;
            if choices.contains(&choice) {
                Ok(OptionValue::Text(choice))
            } else {
                Err(unfit(&wanted))
            }
        }
        OptionKind::List(choices) => read_items(choices, node).map(OptionValue::List),
    }
}

/// The texts of a list. Where there are choices each must be one of them, and none comes twice.
fn read_items<'n>(choices: &[String], node: &'n Node) -> Result<Vec<String>, Unfit<'n>> {
    let NodeValue::List(nodes) = &node.value else {
        return Err(Unfit::must_be("a list of texts", node));
    };
    let mut items: Vec<String> = Vec::new();
    for node in nodes {
        let Some(item) = node.scalar() else {
            return Err(Unfit::must_be("a list of texts", node));
        };
        let is_known = choices.iter().any(|choice| choice == item);
        if !choices.is_empty() && !is_known {
            return Err(Unfit {
                node,
                fault: format!(
                    "can hold {}, and not {}",
                    choices.join(", "),
                    describe(node)
                ),
                caption: "no such choice".to_owned(),
            });
        }
        if is_known && items.iter().any(|known| known == item) {
            return Err(Unfit {
                node,
                fault: format!("names `{item}` twice"),
                caption: "the second time".to_owned(),
            });
        }
        items.push(item.to_owned());
    }
    Ok(items)
}

/// The options of a chain of themes (the site's own theme first), with what the site has set.
pub fn resolve_options(
    chain: &[ThemeManifest],
    config: &Config,
    sink: &mut Sink,
) -> BTreeMap<String, OptionValue> {
    let mut specs: BTreeMap<&str, &OptionSpec> = BTreeMap::new();
    for manifest in chain.iter().rev() {
        specs.extend(
            manifest
                .options
                .iter()
                .map(|(name, spec)| (name.as_str(), spec)),
        );
    }
    let mut values: BTreeMap<String, OptionValue> = specs
        .iter()
        .map(|(name, spec)| ((*name).to_owned(), spec.default.clone()))
        .collect();
    for (key, node) in &config.options {
        match specs.get(key.text.as_str()) {
            Some(spec) => match read_value(&spec.kind, node) {
                Ok(value) => {
                    values.insert(key.text.clone(), value);
                }
                Err(unfit) => {
                    let help = option_help(spec, unfit.node);
                    sink.push(unfit.told(&key.text, &config.path).help(help));
                }
            },
            None => {
                let diagnostic = Diagnostic::error(
                    "theme/option",
                    format!("the theme has no option called `{}`", key.text),
                )
                .at_span(Span::new(&config.path, key.span.clone()));
                let names: Vec<&str> = specs.keys().copied().collect();
                sink.push(
                    diagnostic.help(match nearest(&key.text, names.iter().copied()) {
                        Some(near) => format!("did you mean `{near}`?"),
                        None if names.is_empty() => {
                            "this theme has no options: delete the line".to_owned()
                        }
                        None => format!("it has: {}", names.join(", ")),
                    }),
                );
            }
        }
    }
    settle_colours(chain, config, &specs, &mut values, sink);
    values
}

/// Gives colours that the site has set a dark variant, and tells what is not readable.
fn settle_colours(
    chain: &[ThemeManifest],
    config: &Config,
    specs: &BTreeMap<&str, &OptionSpec>,
    values: &mut BTreeMap<String, OptionValue>,
    sink: &mut Sink,
) {
    let fits = |name: &str, node: &Node| {
        let kind = specs.get(name).map(|spec| &spec.kind);
        matches!(kind, Some(OptionKind::Color(names)) if read_colour(node, names).is_ok())
    };
    let site = config
        .options
        .iter()
        .filter(|(key, node)| fits(&key.text, node));
    let site = site.map(|(key, node)| (key.text.as_str(), node)).collect();
    let palette = Palette::of(chain, specs, (&config.path, site), values);
    for (name, pair) in palette.settled(sink) {
        values.insert(name, OptionValue::Color(pair));
    }
}

/// The nearest choice, and what the theme says of the option.
fn option_help(spec: &OptionSpec, node: &Node) -> String {
    let near = match &spec.kind {
        OptionKind::Choice(choices) | OptionKind::List(choices) => node
            .scalar()
            .and_then(|typed| nearest(typed, choices.iter().map(String::as_str))),
        OptionKind::Color(names) => node
            .scalar()
            .and_then(|typed| nearest(typed, names.keys().map(String::as_str))),
        _ => None,
    };
    match (near, spec.description.as_str()) {
        (Some(near), _) => format!("did you mean `{near}`?"),
        (None, "") => {
            "correct it, or delete the line to have what the theme has by default".to_owned()
        }
        (None, description) => format!("the theme says of it: {description}"),
    }
}
