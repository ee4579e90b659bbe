//! The ids of all objects: UUIDs made from names (version 5), so that they stay from build to build, and
//! over a rename that keeps the old id among the aliases.

use crate::config::BaseUrl;
use crate::content::listing::Listing;
use crate::model::register::{Scheme, Term, Who};
use uuid::Uuid;

/// Makes the ids of one site.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ids(Uuid);

impl Ids {
    /// Those of the site at this address.
    pub fn of(site: &BaseUrl) -> Ids {
        let address = site.join("/");
        Ids(Uuid::new_v5(&Uuid::NAMESPACE_URL, address.as_bytes()))
    }

    /// Of an object of a table, by a name that no other object of the table has.
    pub fn id(&self, table: &str, name: &str) -> Uuid {
        Uuid::new_v5(&self.0, format!("{table}/{name}").as_bytes())
    }

    pub fn service(&self, listing: &Listing) -> Uuid {
        self.id("service", first_id(listing))
    }

    pub fn organization(&self, who: &Who) -> Uuid {
        match who {
            Who::Entry(id, _) => self.id("organization", id),
            Who::Name(name) => self.id("organization/name", name),
        }
    }

    pub fn taxonomy(&self, scheme: Scheme) -> Uuid {
        self.id("taxonomy", scheme.name())
    }

    pub fn term(&self, term: &Term) -> Uuid {
        let name = format!("{}/{}", term.scheme.name(), term.key);
        self.id("taxonomy_term", &name)
    }
}

/// The id that a listing had first: others may know it by the UUID that was made from it.
pub(super) fn first_id(listing: &Listing) -> &str {
    match listing.former_ids.first() {
        Some((id, _)) => id,
        None => &listing.id,
    }
}
