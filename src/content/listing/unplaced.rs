//! A listing without the places at which its parts were typed: two that say the same are then equal,
//! wherever they stand.

use super::place::Area;
use super::{Alert, Areas, Listing, OrganizationRef, Schedule, Verified, VerifiedPlaces};

impl Listing {
    /// The same listing, as if nobody had typed it anywhere.
    pub fn unplaced(mut self) -> Listing {
        self.span = 0..0;
        for (_, span) in &mut self.former_ids {
            *span = 0..0;
        }
        if let Some((_, span)) = &mut self.replaced_by {
            *span = 0..0;
        }
        if let Some(OrganizationRef::Known { span, .. }) = &mut self.organization {
            *span = 0..0;
        }
        if let Areas::Places(places) = &mut self.areas {
            for Area { span, .. } in places {
                *span = 0..0;
            }
        }
        if let Some(Alert { span, .. }) = &mut self.alert {
            *span = 0..0;
        }
        if let Some(Schedule { span, .. }) = &mut self.schedule {
            *span = 0..0;
        }
        if let Some(Verified { span, places, .. }) = &mut self.verified {
            *span = 0..0;
            *places = VerifiedPlaces::default();
        }
        self
    }
}
