//! Floor 8: what a volunteer should know before publishing. Pure functions of the site and its plan.

mod links;
mod listings;

pub use links::check_links;
pub use listings::check_listings;
