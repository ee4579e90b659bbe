//! Floor 9: a project as it becomes a site. A [`Session`] keeps the state of one project and makes
//! revisions of it; `build` runs all the jobs of a revision and publishes them.

mod assets;
mod data;
mod images;
mod output;
mod parts;
mod revision;
mod run;
mod session;
mod sources;
mod texts;
mod theme;

pub use output::{Holds, Output};
pub use revision::{Plan, Revision};
pub use run::{Built, build, check};
pub use session::{Options, Session};
pub use theme::Layer;
