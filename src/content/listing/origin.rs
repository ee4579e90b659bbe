//! Where an imported listing comes from: `source`.

use super::link::{self, Link};
use super::text::{day, fill, text};
use crate::base::day::Day;
use crate::base::node::{Fields, NodeValue};
use serde::{Deserialize, Serialize};

/// Whose data it is, and on which terms.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// Who published it.
    pub name: Option<String>,
    /// Where.
    pub url: Option<String>,
    /// Under which licence.
    pub license: Option<String>,
    /// On which day it was fetched.
    pub retrieved: Option<Day>,
}

/// Reads `source`. A bare text is the publisher's name.
pub(super) fn read(fields: &mut Fields<'_, '_>) -> Option<Origin> {
    let node = fields.node("source")?;
    if !matches!(node.value, NodeValue::Map(_)) {
        let name = text(fields, "source")?;
        return Some(Origin {
            name: Some(name),
            ..Origin::default()
        });
    }
    let path = fields.path();
    let mut own = Fields::of(node, "`source`", path, fields.sink());
    let url = own
        .text_at("url")
        .and_then(|(typed, span)| link::web(&mut own, &typed, &span))
        .map(|Link { href, .. }| href);
    let origin = Origin {
        name: text(&mut own, "name"),
        url,
        license: text(&mut own, "license"),
        retrieved: day(&mut own, "retrieved").map(|(day, _)| day),
    };
    own.finish();
    (origin != Origin::default()).then_some(origin)
}

impl Origin {
    /// Takes over what this translation leaves out.
    pub(super) fn inherit(&mut self, original: &Origin) {
        let Origin {
            name,
            url,
            license,
            retrieved,
        } = self;
        fill(name, &original.name);
        fill(url, &original.url);
        fill(license, &original.license);
        fill(retrieved, &original.retrieved);
    }
}
