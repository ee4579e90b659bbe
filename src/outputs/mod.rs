//! Floor 7: everything that is published, as jobs. Planning is pure; making one output asks nothing
//! but the facts, the templates and the theme's assets. Nothing is written here.

mod addresses;
mod collisions;
mod export;
mod feed;
mod files;
mod job;
mod picture;
mod plan;
mod produce;
mod redirect;
mod shield;
mod sitemap;
mod worker;
mod xml;

pub use export::{Export, Omission, Omissions, not_weekly};
pub use job::{FeedOf, Job, Planned};
pub use picture::{Darkroom, Developed, as_picture};
pub use plan::plan;
pub use produce::{Content, Making, Produced, produce};
pub use redirect::Answer;
pub use shield::{FileCheck, gather};
