//! Waypost turns a folder of Markdown articles and typed resource listings into a static site for a
//! peer-support organisation.
//!
//! The floors, from the lowest; a module imports only from floors below its own (`tests/floors.rs`):
//! [`base`], [`disk`], [`config`], [`content`], [`model`], [`facts`], [`render`], [`outputs`],
//! [`check`], [`build`], [`serve`], [`cli`].
#![deny(clippy::disallowed_methods)]

pub mod base;
pub mod build;
pub mod check;
pub mod cli;
pub mod config;
pub mod content;
pub mod disk;
pub mod facts;
pub mod model;
pub mod outputs;
pub mod render;
pub mod serve;
