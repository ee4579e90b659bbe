//! Pictures as they are published: narrower, the right way up, with colours that every screen
//! understands, and with nothing in them but pixels.

mod darkroom;
mod develop;
mod encode;

use crate::content::picture::{Picture, clean};

pub use darkroom::{Darkroom, Developed};

/// A whole picture as it is published: the right way up, with nothing in it but the picture. What lies
/// right keeps every pixel as it is; what must be turned is written anew. None if it can't be read.
pub fn as_picture(bytes: &[u8], known: Picture) -> Option<Vec<u8>> {
    match known.turned {
        true => develop::upright(bytes, known.kind),
        false => clean(bytes, known.kind),
    }
}
