//! Floor 9: a project as it becomes a site. A [`Session`] keeps the state of one project and makes
//! revisions of it; `build` runs all the jobs of a revision and publishes them.

mod assets;
mod data;
mod images;
mod run;
mod session;
mod sources;
mod theme;

pub use run::{Built, build, check};
pub use session::{Options, Revision, Session};
pub use theme::Layer;
