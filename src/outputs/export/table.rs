//! `directory.csv`: the listings of a section as a table that opens in a spreadsheet, and that Waypost
//! reads again. Its columns have the names of the fields; where its page is and how fresh it is stand in
//! columns of the site's own.

use crate::content::listing::{Listing, OrganizationRef};
use crate::content::{Cell, Kind, csv};
use crate::facts::{self, World};
use crate::model::{EntryId, SectionId};
use serde_json::{Value, json};

/// Without this mark Excel takes UTF-8 for something else, and other letters than those of English come
/// out wrong. Other programs know it, and so does whoever reads tables here.
const MARK: &str = "\u{feff}";
/// The longest summary.
const SUMMARY: usize = 200;

/// The table. It notes all that it reads.
pub(super) fn write(world: &World, section: SectionId) -> Vec<u8> {
    let mut ids = facts::catalogue(world, section).listings;
    let site = &world.site;
    ids.sort_by_key(|id| {
        let listing = site.entry(*id).listing();
        listing.map(|listing| (listing.kind, &listing.id))
    });
    let rows = ids.into_iter().filter_map(|id| row(world, id));
    format!("{MARK}{}", csv(rows.collect())).into_bytes()
}

fn row(world: &World, id: EntryId) -> Option<Vec<Cell>> {
    let site = &world.site;
    let entry = site.entry(id);
    let listing = entry.listing()?;
    let mut cells = entry.public_columns()?;
    if let Some(name) = organization(world, id, listing) {
        name_organization(&mut cells, name);
    }
    if listing.summary.is_none() {
        let description = world.description(id);
        if !description.is_empty() && description.chars().count() <= SUMMARY {
            cells.push(("summary".to_owned(), json!(description)));
        }
    }
    let page = facts::known_address(world, id).map(|page| json!(page));
    cells.extend(page.map(|page| ("x_page".to_owned(), page)));
    let freshness = site.freshness(id);
    let freshness = freshness.map(|freshness| json!(freshness.state.as_str()));
    cells.extend(freshness.map(|state| ("x_freshness".to_owned(), state)));
    Some(cells)
}

/// The name behind an id, which means nothing elsewhere.
fn organization(world: &World, id: EntryId, listing: &Listing) -> Option<String> {
    let Some(OrganizationRef::Known { .. }) = &listing.organization else {
        return None;
    };
    let site = &world.site;
    let own = site.organization_of(listing, &site.entry(id).lang)?;
    match &site.entry(own).kind {
        Kind::Organization(own) => Some(own.name.clone()),
        _ => None,
    }
}

fn name_organization(cells: &mut [Cell], organization: String) {
    let known = cells.iter_mut().find(|(name, _)| name == "organization");
    if let Some((name, value)) = known {
        *name = "organization_name".to_owned();
        *value = Value::String(organization);
    }
}
