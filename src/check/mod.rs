//! Floor 8: what a volunteer should know before publishing. Pure functions of the site and its plan.

mod crisis;
mod links;
mod listings;
mod makers;
mod notes;
mod options;
mod pictures;
mod standing;
mod stories;
mod templates;
mod tracking;

pub use crisis::check_crisis;
pub use links::{LinkFaults, check_links, check_menus};
pub use listings::check_listings;
pub use makers::check_makers;
pub use notes::{Note, Weight, own_notes, standing_notes};
pub use options::check_options;
pub use pictures::check_pictures;
pub use stories::check_stories;
pub use templates::check_templates;
pub use tracking::check_tracking;
