//! Floor 1: the files of a site project, and the folder that the built site goes to.
//!
//! Nothing below `serve` and `cli` touches files but this module. Sources are read through a
//! [`Snapshot`], which resolves every path once, so that a template has no way to ask for a file that
//! is not part of the project. Outputs are written by [`publish()`], which writes only what differs,
//! never leaves half a file, and removes only what an earlier build wrote.
//!
//! It may not know what the files mean: no front matter, no URLs, no templates.
#![allow(
    clippy::disallowed_methods,
    reason = "this is the floor that touches files and the clock for the others"
)]

mod embedded;
mod error;
mod lock;
mod manifest;
mod operations;
mod plan;
mod publish;
mod remove;
mod snapshot;
mod stamp;
mod target;
mod text;
mod walk;
mod write;

pub use embedded::{EMBEDDED, embedded_file, embedded_files};
pub use error::{DiskError, ReadError, TargetFault};
pub use lock::Lock;
pub use manifest::{Manifest, Record};
#[doc(hidden)]
pub use operations::{Operations, RealDisk};
#[doc(hidden)]
pub use publish::publish_through;
pub use publish::{Content, OutputFile, PublishReport, publish};
pub use snapshot::{Difference, Snapshot};
pub use stamp::Stamp;
pub use target::{Target, check_target};
pub use text::{TEXT_LIMIT, text_of};
pub use walk::WalkOptions;
pub use write::write_new;
