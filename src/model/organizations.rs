//! Who runs what: the organizations among the entries, found by id or by name, and the listings of each.

use super::ids;
use super::publish::{self, LeftOut};
use super::site::{EntryId, Site};
use crate::base::diag::{Diagnostic, Sink, nearest};
use crate::base::lang::Lang;
use crate::content::listing::{Listing, OrganizationRef};
use crate::content::{Entry, Kind};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The organizations of a site.
#[derive(Debug, Default)]
pub(super) struct Organizations {
    /// The same one in several languages stands under one id.
    by_id: BTreeMap<String, Vec<EntryId>>,
    /// From a name to the id.
    by_name: BTreeMap<String, String>,
    /// The listings of each, in all languages.
    listings: BTreeMap<String, Vec<EntryId>>,
}

impl Organizations {
    /// Finds them. An id that none of them has is told.
    pub fn of(entries: &[Arc<Entry>], left_out: &LeftOut, sink: &mut Sink) -> Organizations {
        let mut found = Organizations::default();
        let with_ids = || (0u32..).map(EntryId).zip(entries);
        for (id, entry) in with_ids() {
            if let Kind::Organization(organization) = &entry.kind {
                let same = found.by_id.entry(organization.id.clone()).or_default();
                same.push(id);
                let names = [
                    Some(&organization.name),
                    organization.alternate_name.as_ref(),
                ];
                for name in names.into_iter().flatten() {
                    let known = found.by_name.entry(name.clone());
                    known.or_insert_with(|| organization.id.clone());
                }
            }
        }
        ids::report_organizations(&found.by_id, entries, sink);
        for (id, entry) in with_ids() {
            let Some(listing) = entry.listing() else {
                continue;
            };
            match found.id_of(listing).map(str::to_owned) {
                Some(organization) if publish::is_listed(entry) => {
                    found.listings.entry(organization).or_default().push(id);
                }
                Some(_) => {}
                None => sink.extend(found.unknown(entry, listing, left_out)),
            }
        }
        found
    }

    /// The id of the organization that runs a listing, if it has an entry.
    fn id_of(&self, listing: &Listing) -> Option<&str> {
        match listing.organization.as_ref()? {
            OrganizationRef::Known { id, .. } => {
                self.by_id.get_key_value(id).map(|(id, _)| id.as_str())
            }
            OrganizationRef::Named { name, .. } => self.by_name.get(name).map(String::as_str),
        }
    }

    fn unknown(&self, entry: &Entry, listing: &Listing, left_out: &LeftOut) -> Option<Diagnostic> {
        let Some(OrganizationRef::Known { id, span }) = &listing.organization else {
            return None;
        };
        if span.start < entry.span.start || span.end > entry.span.end {
            // Taken over from the original, where it is told.
            return None;
        }
        if let Some(file) = left_out.organizations.get(id) {
            let message = format!(
                "the organization `{id}` is not published: it is a draft, or its day has not come or is past"
            );
            let fault = Diagnostic::warning("listing/organization", message);
            let help = format!("publish {file}; until then readers see the id alone");
            return Some(fault.at(&entry.source, span.clone()).help(help));
        }
        let help = match nearest(id, self.by_id.keys().map(String::as_str)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!(
                "make it: waypost new organization \"Its name\" --name {id}; \
                 if this is a name, write organization: {{name: {id}}}"
            ),
        };
        let message = format!("there is no organization `{id}` below content/");
        Some(
            Diagnostic::warning("listing/organization", message)
                .at(&entry.source, span.clone())
                .help(help),
        )
    }
}

impl Site {
    /// The entry of the organization that runs a listing, in a language if it is translated.
    pub fn organization_of(&self, listing: &Listing, lang: &Lang) -> Option<EntryId> {
        let id = self.organizations.id_of(listing)?;
        self.in_language(self.organizations.by_id.get(id)?, lang)
    }

    /// The listings of an organization, each in the language of its entry where it is translated.
    pub fn listings_of(&self, organization: EntryId) -> Vec<EntryId> {
        let entry = self.entry(organization);
        let Kind::Organization(own) = &entry.kind else {
            return Vec::new();
        };
        let all = self.organizations.listings.get(&own.id);
        let in_language = |id: &EntryId| self.translated(*id, &entry.lang) == *id;
        let mut ids: Vec<EntryId> = all
            .into_iter()
            .flatten()
            .copied()
            .filter(in_language)
            .collect();
        ids.sort_by_key(|id| (self.entry(*id).listing().map(|listing| listing.kind), *id));
        ids
    }
}
