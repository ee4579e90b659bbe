//! The colours of a theme: what an option of type `color` may be, which pairs must be readable, and how
//! colours reach a stylesheet. Whether they are readable is for the palette to say.

use super::theme::OptionValue;
use crate::base::colour::Colour;
use crate::base::diag::Diagnostic;
use crate::base::node::{Fields, Node, NodeValue};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::Range;

/// A colour in both schemes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// On light pages.
    pub light: Colour,
    /// On dark pages.
    pub dark: Colour,
}

/// Whether a page is light or dark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Scheme {
    pub(super) const BOTH: [Scheme; 2] = [Scheme::Light, Scheme::Dark];

    /// Its word in the settings.
    pub(super) fn word(self) -> &'static str {
        match self {
            Scheme::Light => "light",
            Scheme::Dark => "dark",
        }
    }
}

impl Pair {
    /// The colour in a scheme.
    pub fn of(&self, scheme: Scheme) -> Colour {
        match scheme {
            Scheme::Light => self.light,
            Scheme::Dark => self.dark,
        }
    }

    pub(super) fn with(self, scheme: Scheme, colour: Colour) -> Pair {
        match scheme {
            Scheme::Light => Pair {
                light: colour,
                ..self
            },
            Scheme::Dark => Pair {
                dark: colour,
                ..self
            },
        }
    }
}

/// Two colours of which one must be readable on the other.
#[derive(Clone, Debug, PartialEq)]
pub struct Contrast {
    /// The option of the text, the line or the sign.
    pub text: String,
    /// The option of what is behind it.
    pub on: String,
    /// The least ratio.
    pub least: f64,
    /// The scheme; none: both.
    pub scheme: Option<Scheme>,
    /// Where this stands.
    pub span: Range<usize>,
}

/// The colours that an option has names for.
pub type Names = BTreeMap<String, Pair>;

const WANTED: &str = "a colour such as \"#1f5f4b\"";

/// Reads the names of an option's colours.
pub(super) fn read_names(fields: &mut Fields<'_, '_>) -> Names {
    let mut names = Names::new();
    for (key, node) in fields.entries("names") {
        match read_colour(node, &Names::new()) {
            Ok(pair) => {
                names.insert(key.text.clone(), pair);
            }
            Err(_) => fields.wrong(
                &key.text,
                WANTED,
                node,
                "write { light = \"#1b5e57\", dark = \"#86cbbb\" }",
            ),
        }
    }
    names
}

/// A colour as it is set: `#rgb`, `#rrggbb`, one of its names, or one for each scheme.
pub(super) fn read_colour(node: &Node, names: &Names) -> Result<Pair, String> {
    let wanted = || match names.is_empty() {
        true => WANTED.to_owned(),
        false => {
            let names: Vec<&str> = names.keys().map(String::as_str).collect();
            format!("{WANTED}, or one of {}", names.join(", "))
        }
    };
    if let NodeValue::Map(entries) = &node.value {
        let part = |name: &str| {
            let (_, node) = entries.iter().find(|(key, _)| key.text == name)?;
            Colour::parse(node.scalar()?)
        };
        return match (part("light"), part("dark"), entries.len()) {
            (Some(light), Some(dark), 2) => Ok(Pair { light, dark }),
            _ => Err(
                "a colour for each scheme, such as { light = \"#1b5e57\", dark = \"#86cbbb\" }"
                    .to_owned(),
            ),
        };
    }
    let typed = node.scalar().ok_or_else(wanted)?;
    let one = Colour::parse(typed).map(|one| Pair {
        light: one,
        dark: one,
    });
    one.or_else(|| names.get(typed).copied()).ok_or_else(wanted)
}

/// Reads `[[contrast]]`.
pub(super) fn read_contrasts(fields: &mut Fields<'_, '_>) -> Vec<Contrast> {
    let Some(node) = fields.node("contrast") else {
        return Vec::new();
    };
    let items = match &node.value {
        NodeValue::List(items) => items.as_slice(),
        _ => std::slice::from_ref(node),
    };
    let path = fields.path();
    let mut found = Vec::new();
    for item in items {
        let mut inner = Fields::of(item, "[[contrast]]", path, fields.sink());
        let text = inner.text("text");
        let on = inner.text("on");
        let scheme = inner.choice(
            "scheme",
            &[("light", Scheme::Light), ("dark", Scheme::Dark)],
        );
        let least = inner
            .node("least")
            .and_then(Node::scalar)
            .map(str::parse::<f64>);
        inner.finish();
        let is_ratio = |least: &f64| (1.0..=21.0).contains(least);
        let least = least.map_or(Some(4.5), |least| least.ok().filter(is_ratio));
        let (Some(text), Some(on), Some(least)) = (text, on, least) else {
            let fault = Diagnostic::error(
                "theme/contrast",
                "this doesn't say which colour must be readable on which",
            );
            let help = "write text = \"ink\", on = \"paper\" and least = 4.5, below [[contrast]]";
            fields.report(fault.help(help), &item.span);
            continue;
        };
        found.push(Contrast {
            text,
            on,
            least,
            scheme,
            span: item.span.clone(),
        });
    }
    found
}

/// What stands in a stylesheet where the colours of the theme go.
pub const MARK: &str = "/* the colours of theme.toml */";

/// The colours as custom properties, first for light pages, then what is otherwise on dark ones.
pub fn css(options: &BTreeMap<String, OptionValue>) -> String {
    let mut light = String::new();
    let mut dark = String::new();
    for (name, value) in options {
        let OptionValue::Color(pair) = value else {
            continue;
        };
        let name = name.replace('_', "-");
        let _ = write!(light, "--{name}:{};", pair.light);
        if pair.dark != pair.light {
            let _ = write!(dark, "--{name}:{};", pair.dark);
        }
    }
    let mut css = format!(":root{{{light}}}\n");
    if !dark.is_empty() {
        let _ = writeln!(css, "@media (prefers-color-scheme:dark){{:root{{{dark}}}}}");
    }
    css
}
