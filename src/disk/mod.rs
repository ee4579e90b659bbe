//! Floor 1: the files of a site project, and the folder that the built site goes to.
//!
//! Nothing below `serve` and `cli` touches files but this module. Sources are read through a
//! [`Snapshot`], which resolves every path once, so that a template has no way to ask for a file that
//! is not part of the project. Outputs are written by a [`Publisher`], which writes only what differs,
//! never leaves half a file, and removes only what an earlier build wrote; [`Written`] tells without
//! opening those files that there is nothing to write. A [`CacheFile`] is what one build leaves
//! for the next.
//!
//! It may not know what the files mean: no front matter, no URLs, no templates.
#![allow(
    clippy::disallowed_methods,
    reason = "this is the floor that touches files and the clock for the others"
)]

mod cache;
mod cache_lock;
mod cache_table;
mod embedded;
mod error;
mod examine;
mod intent;
mod journal;
mod lock;
mod look;
mod manifest;
mod operations;
mod placement;
mod plan;
mod publish;
mod publisher;
mod remove;
mod rewrite;
mod snapshot;
mod staging;
mod stamp;
mod store;
mod stream;
mod target;
mod text;
mod walk;
mod write;
mod written;

pub use cache::{CacheFault, CacheFile, Piece, Sections};
pub use cache_lock::CacheLock;
pub use embedded::{
    DEFAULT_THEME, embedded_bytes, embedded_files, embedded_path, embedded_themes, is_embedded,
};
pub use error::{DiskError, ReadError, TargetFault};
pub use intent::Intent;
pub use lock::Lock;
pub use manifest::{Manifest, Record};
#[doc(hidden)]
pub use operations::{Operations, RealDisk};
#[doc(hidden)]
pub use publish::publish_through;
pub use publish::{Content, Make, OutputFile, PublishReport, publish};
pub use publisher::Publisher;
pub use rewrite::{Rewrite, rewrite};
pub use snapshot::{Difference, Snapshot};
pub use stamp::Stamp;
pub use store::Store;
pub use target::{Target, check_target};
pub use text::{NOT_UTF8, TEXT_LIMIT, text_of};
pub use walk::WalkOptions;
pub use write::write_new;
pub use written::{Expected, Folder, Written};
