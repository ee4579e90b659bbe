//! The languages of a site and its menus, out of `waypost.toml`.

use super::exit::{self, Disclaimer};
use super::model::{Language, MenuItem, MenuTarget};
use crate::base::diag::{Diagnostic, Sink};
use crate::base::lang::Lang;
use crate::base::node::{Fields, Node, NodeValue};
use crate::base::paths::SourcePath;
use std::collections::BTreeMap;

pub(super) fn read_languages(
    node: &Node,
    languages: &mut Vec<Language>,
    path: &SourcePath,
    sink: &mut Sink,
) {
    for (key, node) in node.entries() {
        let Some(lang) = Lang::parse(&key.text).filter(Lang::is_known) else {
            sink.push(
                Diagnostic::error(
                    "config/language",
                    format!("`{}` is not a language tag", key.text),
                )
                .at(path, key.span.clone())
                .help("use a tag such as en, ar, pt-BR or cy"),
            );
            continue;
        };
        let mut fields = Fields::of(node, "a language", path, sink);
        let title = fields.text("title");
        let description = fields.text("description");
        let own = fields.node("menus");
        // These are read when those of the default language are known.
        fields.node("vocabularies");
        let disclaimer = exit::disclaimer(&mut fields);
        let neutral_title = exit::of_language(&mut fields);
        let own_menus = own.map(|node| menus(node, path, fields.sink()));
        fields.finish();
        let is_default = lang == languages[0].lang;
        if is_default {
            let default = &mut languages[0];
            default.title = title.unwrap_or(default.title.clone());
            default.description = description.or(default.description.clone());
            default.menus.extend(own_menus.unwrap_or_default());
            default.disclaimer = disclaimer.unwrap_or(default.disclaimer.clone());
            default.neutral_title = neutral_title;
            continue;
        }
        let default = &languages[0];
        languages.push(Language {
            lang,
            title: title.unwrap_or(default.title.clone()),
            description: description.or(default.description.clone()),
            // A text of another language says nothing to the readers of this one.
            disclaimer: disclaimer.unwrap_or(match default.disclaimer {
                Disclaimer::Off => Disclaimer::Off,
                _ => Disclaimer::Usual,
            }),
            neutral_title,
            own_menus: own_menus.is_some(),
            menus: own_menus.unwrap_or(default.menus.clone()),
        });
    }
}

pub(super) fn menus(
    node: &Node,
    path: &SourcePath,
    sink: &mut Sink,
) -> BTreeMap<String, Vec<MenuItem>> {
    if !matches!(node.value, NodeValue::Map(_)) {
        sink.push(
            Diagnostic::error(
                "config/menu",
                "menus have names, such as `main` and `footer`",
            )
            .at(path, node.span.clone())
            .help("begin each entry with [[menus.main]]"),
        );
    }
    node.entries()
        .iter()
        .map(|(key, node)| (key.text.clone(), menu_items(node, path, sink)))
        .collect()
}

fn menu_items(node: &Node, path: &SourcePath, sink: &mut Sink) -> Vec<MenuItem> {
    let NodeValue::List(items) = &node.value else {
        sink.push(
            Diagnostic::error("config/menu", "a menu is a list of entries")
                .at(path, node.span.clone())
                .help("begin each entry with [[menus.main]]"),
        );
        return Vec::new();
    };
    items
        .iter()
        .filter_map(|item| menu_item(item, path, sink))
        .collect()
}

fn menu_item(node: &Node, path: &SourcePath, sink: &mut Sink) -> Option<MenuItem> {
    let mut fields = Fields::of(node, "an entry of a menu", path, sink);
    let label = fields.text("label");
    let to = fields.text_at("to");
    let url = fields.text_at("url");
    let below = fields.node("children");
    let children = below.map_or(Vec::new(), |node| menu_items(node, path, fields.sink()));
    fields.finish();
    let (target, span) = match (to, url) {
        (Some((to, span)), None) => (MenuTarget::Entry(to), span),
        (None, Some((url, span))) => {
            if runs_a_program(&url) {
                sink.push(
                    Diagnostic::error("config/menu", format!("`{url}` is not the address of a page"))
                        .at(path, span.clone())
                        .help("write a whole address, url = \"https://…\", or a path of this site, url = \"/about/\""),
                );
            }
            (MenuTarget::Url(url), span)
        }
        (to, _) => {
            let message = match to {
                Some(_) => "an entry of a menu can't have both `to` and `url`",
                None => "an entry of a menu needs `to` or `url`",
            };
            sink.push(
                Diagnostic::error("config/menu", message)
                .at(path, node.span.clone())
                .help(
                    "to = \"about.md\" for a page of the site, url = \"https://…\" for any other",
                ),
            );
            return None;
        }
    };
    if label.is_none() && matches!(target, MenuTarget::Url(_)) {
        sink.push(
            Diagnostic::error("config/menu", "this entry of a menu says nothing")
                .at(path, span.clone())
                .help("add label = \"…\""),
        );
    }
    Some(MenuItem {
        label,
        target,
        span,
        children,
    })
}

/// Whether a browser would run this, or look on the reader's own disk for it.
fn runs_a_program(url: &str) -> bool {
    url::Url::parse(url)
        .is_ok_and(|url| matches!(url.scheme(), "javascript" | "vbscript" | "data" | "file"))
}
