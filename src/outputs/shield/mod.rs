//! Readers are shielded from third parties: pages get a Content-Security-Policy, and whatever is
//! published is looked through for what browsers would load from elsewhere. It knows what the settings
//! allow, and nothing of how pages are made.

mod files;
mod headers;
mod inline;
mod kind;
mod loads;
mod page;
mod place;
mod policy;
#[cfg(test)]
mod tests;

pub use files::FileCheck;
pub(super) use headers::headers;
pub use inline::gather;
pub(super) use page::guarded;
pub(super) use place::Place;
