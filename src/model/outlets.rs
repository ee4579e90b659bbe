//! Where a listing is shown besides its own page: what nobody has checked for long leaves the places
//! where a wrong number does most harm, or from which it can't be called back.

use super::freshness::{self, Freshness, State};
use super::publish;
use super::site::{EntryId, Site};
use crate::content::listing::{Crisis, Listing, Outlet, Publish, Status};

impl Site {
    /// Whether lists show an entry.
    pub fn is_listed(&self, id: EntryId) -> bool {
        publish::is_listed(self.entry(id))
    }

    /// Whether search engines are asked to leave out the page of an entry.
    pub fn is_hidden_from_search(&self, id: EntryId) -> bool {
        let is_hidden = self.entry(id).listing().is_some_and(|listing| {
            listing.publish == Publish::Unlisted || listing.hide_from.contains(&Outlet::Search)
        });
        is_hidden || self.care(id).discreet || self.entry(id).is_withdrawn()
    }

    /// How fresh a listing is on the day of the build. None for what is no listing, and if nobody can say.
    pub fn freshness(&self, id: EntryId) -> Option<Freshness> {
        freshness::of(self.entry(id).listing()?, self.today, &self.config.timezone)
    }

    /// Whether a listing was last checked so long ago, or is over for good, that it is shown on its own
    /// page and in lists only.
    pub fn is_expired(&self, id: EntryId) -> bool {
        self.freshness(id)
            .is_some_and(|freshness| freshness.state == State::Expired)
    }

    /// Whether an entry is shown there. What is no listing is shown everywhere, unless it is discreet.
    pub fn shown_in(&self, id: EntryId, outlet: Outlet) -> bool {
        let listing = self.entry(id).listing();
        if listing.is_some_and(|listing| listing.hide_from.contains(&outlet)) {
            return false;
        }
        match outlet {
            Outlet::Print => !self.is_expired(id),
            // A feed reader shows titles to whoever looks at it.
            Outlet::Feeds => !self.is_expired(id) && !self.care(id).discreet,
            Outlet::Search | Outlet::Jsonld => !self.care(id).discreet,
        }
    }

    /// Whether a listing is shown to readers in a crisis, on the bar and the page for them. One that is
    /// closed is not, for however short a time.
    pub fn is_for_crisis(&self, id: EntryId) -> bool {
        let listing = self.entry(id).listing();
        let is_open =
            |listing: &Listing| listing.crisis != Crisis::None && listing.status == Status::Active;
        listing.is_some_and(is_open) && !self.is_expired(id)
    }
}
