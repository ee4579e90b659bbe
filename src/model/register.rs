//! What other directories take from a site: the services that leave it, who provides them, the terms by
//! which they are found, and where each is to be had. It knows neither how these are written nor where.

use super::directory::TOPICS;
use super::site::{EntryId, Site};
use crate::base::slug::segment;
use crate::content::listing::{ChannelKind, Exposure, Kind, Listing, OrganizationRef};
use std::collections::BTreeMap;

/// Everything of a site that has a place in a directory of services.
#[derive(Debug, Default)]
pub struct Register {
    /// The services, in the order of their ids.
    pub services: Vec<EntryId>,
    /// Who provides them, those with an entry first, by id and by name.
    pub providers: Vec<Provider>,
    /// The terms that they have, sorted.
    pub terms: Vec<Term>,
    /// Where they are to be had, in the order of the services.
    pub spots: Vec<(EntryId, Spot)>,
}

/// Who provides services.
#[derive(Debug)]
pub struct Provider {
    /// Who it is.
    pub who: Who,
    /// Its services.
    pub services: Vec<EntryId>,
}

/// An organization: one with an entry, by its id, or one of which listings tell no more than the name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    /// The entry, below its id.
    Entry(String, EntryId),
    /// A name.
    Name(String),
}

/// A list of words by which services are found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scheme {
    /// What they are about.
    Topics,
    /// Whom they are for.
    Audience,
    /// What they are.
    Kind,
    /// What makes it easier to come.
    Accessibility,
}

impl Scheme {
    /// All of them.
    pub const ALL: [Scheme; 4] = [
        Scheme::Topics,
        Scheme::Audience,
        Scheme::Kind,
        Scheme::Accessibility,
    ];

    /// The name of the field that holds the words.
    pub fn name(self) -> &'static str {
        match self {
            Scheme::Topics => TOPICS,
            Scheme::Audience => "audience",
            Scheme::Kind => "kind",
            Scheme::Accessibility => "accessibility",
        }
    }
}

/// A word of a scheme. Two spellings of one topic are one term.
#[derive(Clone, Debug)]
pub struct Term {
    /// Whose word it is.
    pub scheme: Scheme,
    /// What it is told apart by.
    pub key: String,
    /// The word as it is written.
    pub word: String,
}

/// Where a service is to be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot {
    /// In its room, or whatever readers may know of it.
    Room,
    /// Where one joins from afar.
    Online,
    /// At the link of one of its channels, by place: a chat, a video call.
    Channel(usize),
}

impl Register {
    /// The register of a site.
    pub fn of(site: &Site) -> Register {
        let mut providers: BTreeMap<Who, Vec<EntryId>> = BTreeMap::new();
        let mut terms: BTreeMap<(Scheme, String), String> = BTreeMap::new();
        let mut register = Register::default();
        for id in site.exported().filter(|id| site.is_service(*id)) {
            let Some(listing) = site.entry(id).listing() else {
                continue;
            };
            register.services.push(id);
            if let Some(who) = site.provider(id) {
                providers.entry(who).or_default().push(id);
            }
            for term in site.service_terms(id) {
                terms.entry((term.scheme, term.key)).or_insert(term.word);
            }
            let spots = spots(listing).into_iter();
            register.spots.extend(spots.map(|spot| (id, spot)));
        }
        let provider = |(who, services)| Provider { who, services };
        register.providers = providers.into_iter().map(provider).collect();
        let term = |((scheme, key), word)| Term { scheme, key, word };
        register.terms = terms.into_iter().map(term).collect();
        register
    }

    /// Who provides services and has an entry of this id.
    pub fn organization(&self, id: &str) -> Option<&Provider> {
        self.provider((0, id))
    }

    /// Who provides services and has no more than this name.
    pub fn named(&self, name: &str) -> Option<&Provider> {
        self.provider((1, name))
    }

    fn provider(&self, wanted: (u8, &str)) -> Option<&Provider> {
        let key = |provider: &Provider| match &provider.who {
            Who::Entry(id, _) => (0, id.as_str()).cmp(&wanted),
            Who::Name(name) => (1, name.as_str()).cmp(&wanted),
        };
        let at = self.providers.binary_search_by(key).ok()?;
        self.providers.get(at)
    }

    /// A term.
    pub fn term(&self, scheme: Scheme, key: &str) -> Option<&Term> {
        let wanted = (scheme, key);
        let key = |term: &Term| (term.scheme, term.key.as_str()).cmp(&wanted);
        let at = self.terms.binary_search_by(key).ok()?;
        self.terms.get(at)
    }
}

/// Where a service is to be had.
pub fn spots(listing: &Listing) -> Vec<Spot> {
    let room = listing.location.as_ref();
    let room = room.filter(|place| place.address != Exposure::Withheld);
    let online = listing.online.as_ref().and_then(|one| one.url.as_ref());
    let is_link = |at: &usize| {
        let channel = &listing.channels[*at];
        let is_place = matches!(channel.kind, ChannelKind::Webchat | ChannelKind::Video);
        is_place && channel.number.is_none() && channel.href.is_some()
    };
    let links = (0..listing.channels.len()).filter(is_link);
    room.map(|_| Spot::Room)
        .into_iter()
        .chain(online.map(|_| Spot::Online))
        .chain(links.map(Spot::Channel))
        .collect()
}

impl Site {
    /// Whether an entry is what other directories call a service. Events and books are not.
    pub fn is_service(&self, id: EntryId) -> bool {
        let listing = self.entry(id).listing();
        listing.is_some_and(|listing| {
            matches!(listing.kind, Kind::Helpline | Kind::Group | Kind::Service)
        })
    }

    /// Who provides a service. None if its listing doesn't say, or names an id that nobody has: the site
    /// itself is not the provider of what it lists. Whatever the language of a service, its organization
    /// is one.
    pub fn provider(&self, id: EntryId) -> Option<Who> {
        let listing = self.entry(id).listing()?;
        if let Some(id) = self.organization_of(listing, self.config.default_lang())
            && let crate::content::Kind::Organization(own) = &self.entry(id).kind
        {
            return Some(Who::Entry(own.id.clone(), id));
        }
        match listing.organization.as_ref()? {
            OrganizationRef::Known { .. } => None,
            OrganizationRef::Named { name, .. } => Some(Who::Name(name.clone())),
        }
    }

    /// The website of a provider without an entry, as the first of its services that knows it says.
    pub fn provider_url(&self, provider: &Provider) -> Option<&str> {
        let mut services = provider.services.iter();
        services.find_map(|id| self.named_url(*id))
    }

    /// The website of whoever provides a service, if that has no entry.
    pub fn named_url(&self, id: EntryId) -> Option<&str> {
        match self.entry(id).listing()?.organization.as_ref()? {
            OrganizationRef::Named { url, .. } => url.as_deref(),
            OrganizationRef::Known { .. } => None,
        }
    }

    /// The terms of a service.
    pub fn service_terms(&self, id: EntryId) -> Vec<Term> {
        let entry = self.entry(id);
        let Some(listing) = entry.listing() else {
            return Vec::new();
        };
        let term = |scheme: Scheme, word: &str| Term {
            scheme,
            key: word.to_owned(),
            word: word.to_owned(),
        };
        let topics = entry.front.terms.get(TOPICS).into_iter().flatten();
        let topics = topics.map(|(word, _)| match segment(word) {
            slug if slug.is_empty() => term(Scheme::Topics, word),
            key => Term {
                key,
                ..term(Scheme::Topics, word)
            },
        });
        let audience = listing.audience.iter();
        let audience = audience.map(|word| term(Scheme::Audience, word));
        let access = listing.accessibility.iter();
        let access = access.map(|word| term(Scheme::Accessibility, word.as_str()));
        let mut terms: Vec<Term> = topics
            .chain(audience)
            .chain([term(Scheme::Kind, listing.kind.as_str())])
            .chain(access)
            .collect();
        terms.sort_by(|a, b| (a.scheme, &a.key).cmp(&(b.scheme, &b.key)));
        terms.dedup_by(|a, b| a.scheme == b.scheme && a.key == b.key);
        terms
    }
}
