//! Who runs a listing, and organizations as entries of their own.

use super::channel::{self, Channel, Channels};
use super::link::{self, Link};
use super::location::{self, Location};
use super::read::{Context, id, is_id, name, summary};
use super::text::{fill, fill_list, text};
use super::{Areas, Home, named, place};
use crate::base::diag::Diagnostic;
use crate::base::node::{Fields, NodeValue};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Who runs a listing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum OrganizationRef {
    /// An entry among the organizations, by what looks like its id.
    Known {
        /// The id.
        id: String,
        /// Where it was typed.
        span: Range<usize>,
    },
    /// Somebody by name, who may be among the organizations under the same name.
    Named {
        /// The name.
        name: String,
        /// Their website.
        url: Option<String>,
    },
}

/// An organization: who stands behind listings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Organization {
    /// Its name for the machine, unique among the organizations: `[a-z0-9-]{1,64}`.
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// Another name that people know it by.
    pub alternate_name: Option<String>,
    /// What it does, in at most 200 characters.
    pub summary: Option<String>,
    /// How to reach it.
    pub channels: Vec<Channel>,
    /// Where it is.
    pub location: Option<Location>,
    /// Where it stands in its file, for faults that are found later.
    pub span: Range<usize>,
}

/// Reads `organization`: an id, a name, or `{name, url}`.
pub(super) fn read_ref(fields: &mut Fields<'_, '_>) -> Option<OrganizationRef> {
    let node = fields.node("organization")?;
    if !matches!(node.value, NodeValue::Map(_)) {
        let name = text(fields, "organization")?;
        // Names have capitals or spaces; what could be an id is meant as one.
        return Some(match is_id(&name) {
            true => OrganizationRef::Known {
                id: name,
                span: node.span.clone(),
            },
            false => OrganizationRef::Named { name, url: None },
        });
    }
    let path = fields.path();
    let mut own = Fields::of(node, "`organization`", path, fields.sink());
    let name = text(&mut own, "name");
    let url = own
        .text_at("url")
        .and_then(|(typed, span)| link::web(&mut own, &typed, &span))
        .map(|Link { href, .. }| href);
    if name.is_none() {
        let fault = Diagnostic::error("listing/organization", "this organization has no name");
        let help = "write organization: {name: Harbour House, url: https://harbour.example}";
        own.report(fault.help(help), &node.span);
    }
    own.finish();
    Some(OrganizationRef::Named { name: name?, url })
}

/// Takes an organization's own fields from a map that the caller opened and will finish. None if it
/// has no name or no id; that is reported.
pub fn read_organization(
    fields: &mut Fields<'_, '_>,
    context: &Context<'_>,
) -> Option<Organization> {
    // Taken at once and let go, so that they are no part of anything.
    fields.node("internal_notes");
    let (name, id) = (name(fields, context), id(fields, context));
    let country = place::country(fields, &Areas::Unknown, context);
    let home = Home {
        country: country.as_deref(),
        ..context.home
    };
    let Channels { list, .. } = channel::read(fields, context.lists, home);
    named::check_organization(fields);
    let organization = Organization {
        alternate_name: text(fields, "alternate_name"),
        summary: summary(fields),
        channels: list,
        location: location::read(fields),
        span: context.span.clone(),
        id: id?,
        name: name?,
    };
    Some(organization)
}

impl Organization {
    /// Takes over what this translation leaves out from the original.
    pub fn inherit(&mut self, original: &Organization) {
        let Organization {
            id,
            name: _,
            alternate_name,
            summary: _,
            channels,
            location,
            span: _,
        } = self;
        id.clone_from(&original.id);
        fill(alternate_name, &original.alternate_name);
        fill_list(channels, &original.channels);
        Location::take_over(location, &original.location);
    }
}
