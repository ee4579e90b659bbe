//! What a site has and the files of the HSDS have not, for whoever keeps the listings. The same functions
//! that write the files say what can't be written.

use super::organization::{email, website};
use super::place::Address;
use super::schedule::Form;
use crate::config;
use crate::content::listing::{Channel, ChannelKind, Exposure, Listing};
use crate::model::register::Spot;
use crate::model::register::spots;
use crate::model::{EntryId, Site};
use serde::{Deserialize, Serialize};

/// What is left out of the files of a listing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Omission {
    /// All of it: it is no service, but this.
    Kind(String),
    /// It stands in no table, since it says of no organization that it provides it.
    Organization,
    /// Its address lacks these parts; its place has it in words.
    Address(Vec<String>),
    /// Its days have a rule for which there are no fields; it stands in the notes.
    Rule,
    /// Ways to reach it that are neither a number, nor an email, nor a first web page.
    Channels(Vec<String>),
}

/// What is left out, by the ids of the listings, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Omissions(pub Vec<(String, Omission)>);

impl Omissions {
    /// What is left out of the files of a site. Nothing, if it has none.
    pub fn of(site: &Site) -> Omissions {
        let is_made = site.config.exports.has(config::Export::Hsds);
        let has_services = || site.exported().any(|id| site.is_service(id));
        if !is_made || !has_services() {
            return Omissions::default();
        }
        let mut found = Vec::new();
        for id in site.exported() {
            if let Some(listing) = site.entry(id).listing() {
                let own = omitted(site, id, listing).into_iter();
                found.extend(own.map(|omission| (listing.id.clone(), omission)));
            }
        }
        Omissions(found)
    }

    /// How many listings lack something of a sort.
    pub fn count(&self, is: impl Fn(&Omission) -> bool) -> usize {
        self.0.iter().filter(|(_, omission)| is(omission)).count()
    }
}

fn omitted(site: &Site, id: EntryId, listing: &Listing) -> Vec<Omission> {
    if !site.is_service(id) {
        return vec![Omission::Kind(listing.kind.as_str().to_owned())];
    }
    let place = listing.location.as_ref();
    let address = place
        .filter(|place| place.address == Exposure::Public)
        // The name of a hall is no address that could be left out.
        .filter(|place| place.address_1.is_some() || place.postal_code.is_some())
        .and_then(|place| Address::of(place).err())
        .map(|missing| Omission::Address(missing.into_iter().map(str::to_owned).collect()));
    let rule = listing.schedule.as_ref();
    let rule = rule.and_then(|schedule| schedule.rule.as_ref());
    let rule = rule.filter(|rule| Form::of(rule).is_none());
    let channels = unsaid(listing);
    let organization = site.provider(id).is_none();
    [
        organization.then_some(Omission::Organization),
        address,
        rule.map(|_| Omission::Rule),
        (!channels.is_empty()).then_some(Omission::Channels(channels)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The channels without a place, as readers see them.
fn unsaid(listing: &Listing) -> Vec<String> {
    let channels = &listing.channels;
    let (email, website) = (email(channels), website(channels));
    let spots = spots(listing);
    let is_said = |(at, channel): &(usize, &Channel)| {
        let href = channel.href.as_deref();
        channel.number.is_some()
            || channel.kind == ChannelKind::Email && email.is_some()
            || channel.kind == ChannelKind::Url && href == website
            || spots.contains(&Spot::Channel(*at))
    };
    let all = channels.iter().enumerate();
    all.filter(|one| !is_said(one))
        .map(|(_, channel)| channel.value.clone())
        .collect()
}
