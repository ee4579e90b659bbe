//! Who provides services: the organizations among the entries, and those of which a listing tells no more
//! than the name and the website.

use super::Hsds;
use super::record::Record;
use crate::content::Kind;
use crate::content::listing::{Channel, ChannelKind, Organization};
use crate::facts;
use crate::model::EntryId;
use crate::model::register::{Provider, Who};

impl Hsds<'_> {
    /// An organization with all that belongs to it. Of its services it says what lists say of them: each
    /// has a file of its own.
    pub(super) fn organization(&self, provider: &Provider) -> Record {
        let services = provider.services.iter();
        let services = services.filter_map(|id| self.service_row(*id)).collect();
        self.tabled_organization(provider)
            .list("services", services)
    }

    /// The same without its services.
    pub(super) fn tabled_organization(&self, provider: &Provider) -> Record {
        let record = self.listed_organization(provider);
        let Who::Entry(_, id) = &provider.who else {
            return record;
        };
        let entry = self.world.site.entry(*id);
        let Kind::Organization(own) = &entry.kind else {
            return record;
        };
        let name = format!("organization/{}", own.id);
        let place = own.location.as_ref();
        let place = place.and_then(|place| self.location((&name, &entry.lang), place, &[]));
        record
            .list("contacts", self.contacts(&name, &own.channels))
            .list("phones", self.phones((&name, &entry.lang), &own.channels))
            .list("locations", place.into_iter().collect())
    }

    /// What lists say of an organization.
    pub(super) fn listed_organization(&self, provider: &Provider) -> Record {
        let url = self.world.site.provider_url(provider);
        self.organization_row(&provider.who, url)
    }

    /// Who provides a service, as far as its own listing tells.
    pub(super) fn provider(&self, id: EntryId) -> Option<Record> {
        let site = &self.world.site;
        let who = site.provider(id)?;
        Some(self.organization_row(&who, site.named_url(id)))
    }

    fn organization_row(&self, who: &Who, url: Option<&str>) -> Record {
        let record = Record::new(self.ids.organization(who));
        let id = match who {
            // The specification wants a description; of a name there is none.
            Who::Name(name) => {
                let record = record.text("name", name.clone());
                return record
                    .text("description", name.clone())
                    .maybe("website", url);
            }
            Who::Entry(_, id) => *id,
        };
        let entry = self.world.site.entry(id);
        let Kind::Organization(own) = &entry.kind else {
            return record;
        };
        record
            .text("name", own.name.clone())
            .maybe("alternate_name", own.alternate_name.as_deref())
            .text("description", self.about(id, own))
            .maybe("email", email(&own.channels))
            .maybe("website", website(&own.channels))
    }

    fn about(&self, id: EntryId, own: &Organization) -> String {
        let text = facts::body(self.world, id).prose();
        let summary = own.summary.clone();
        let said = Some(text).filter(|text| !text.is_empty()).or(summary);
        said.unwrap_or_else(|| own.name.clone())
    }
}

/// The first address to write to.
pub(super) fn email(channels: &[Channel]) -> Option<&str> {
    let mut emails = channels.iter();
    let first = emails.find(|one| one.kind == ChannelKind::Email)?;
    Some(&first.value)
}

/// The first web page.
pub(super) fn website(channels: &[Channel]) -> Option<&str> {
    let mut links = channels.iter();
    let first = links.find(|one| one.kind == ChannelKind::Url)?;
    first.href.as_deref()
}
