//! Pictures as they are published: narrower, the right way up, with colours that every screen
//! understands, and with nothing in them but pixels.

mod darkroom;
mod develop;
mod encode;

pub use darkroom::{Darkroom, Developed};
