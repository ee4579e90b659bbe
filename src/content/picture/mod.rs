//! A picture file: what it is, and the same picture with nothing in it but the picture. A photograph
//! may say where it was taken, by whom and with what; none of that is published.
//!
//! It works on bytes alone and looks at no pixels: see `outputs::picture` for that.

mod gif;
mod jpeg;
mod png;
mod svg;
mod webp;

use super::maker::Tells;
use crate::base::digest::Digest;
use image::metadata::Orientation;
use serde::{Deserialize, Serialize};

/// Pictures of more pixels are not opened: a small file may unfold to fill any memory.
pub const MOST_PIXELS: u64 = 100_000_000;

/// A kind of picture that Waypost knows from the inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// A photograph, as cameras write it.
    Jpeg,
    /// A drawing, a screen, anything with sharp edges.
    Png,
    /// Either of them, smaller.
    WebP,
    /// Small and old; often moves.
    Gif,
    /// A drawing in lines.
    Svg,
}

/// What is known of a picture without a look at its pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// What it is, whatever its name says.
    pub kind: Kind,
    /// Of the file's bytes.
    pub digest: Digest,
    /// Whether it lies on its side or stands on its head until it is turned as it says.
    pub turned: bool,
    /// Whether it consists of several pictures, one after another.
    pub moves: bool,
}

/// Why a file can't be shown as a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fault {
    /// It is of a kind that can't be cleaned, or that hardly any browser shows.
    Strange(Strange),
    /// It is not what its name says, cut short, or damaged.
    Broken,
    /// It has more than [`MOST_PIXELS`].
    Large,
}

/// A file that is published as it is, or a picture, at first sight.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sight {
    /// Width and height in pixels, the right way up.
    pub size: Option<(u32, u32)>,
    /// What it is, if it can be cleaned.
    pub picture: Option<Picture>,
    /// Why it can't be shown.
    pub fault: Option<Fault>,
    /// What it says of whoever made it, if it is no picture: those are cleaned.
    pub tells: Tells,
}

/// Endings of the files that are looked at.
const ENDINGS: [&str; 6] = ["jpg", "jpeg", "png", "webp", "gif", "svg"];

/// A kind of picture that can't be cleaned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Strange {
    /// What phones write.
    Heic,
    /// Small, and new.
    Avif,
    /// What scanners write.
    Tiff,
    /// What is meant for other programs than browsers.
    Other,
}

/// Endings of such pictures.
const STRANGE: [(&str, Strange); 15] = [
    ("heic", Strange::Heic),
    ("heif", Strange::Heic),
    ("avif", Strange::Avif),
    ("tif", Strange::Tiff),
    ("tiff", Strange::Tiff),
    ("jxl", Strange::Other),
    ("jp2", Strange::Other),
    ("psd", Strange::Other),
    ("dng", Strange::Other),
    ("cr2", Strange::Other),
    ("cr3", Strange::Other),
    ("nef", Strange::Other),
    ("arw", Strange::Other),
    ("orf", Strange::Other),
    ("rw2", Strange::Other),
];

/// Whether a file of this ending is a picture to look at.
pub fn is_picture(extension: &str) -> bool {
    ENDINGS.contains(&extension) || strange(extension).is_some()
}

fn strange(extension: &str) -> Option<Strange> {
    let mut known = STRANGE.iter();
    known
        .find(|(ending, _)| *ending == extension)
        .map(|(_, strange)| *strange)
}

/// Looks at the bytes of a file with this ending.
pub fn look(bytes: &[u8], extension: &str) -> Sight {
    if let Some(strange) = strange(extension).or_else(|| strange_inside(bytes)) {
        return Sight {
            fault: Some(Fault::Strange(strange)),
            ..Sight::default()
        };
    }
    match kind_of(bytes, extension) {
        Some(kind) => sight(bytes, kind).unwrap_or(BROKEN),
        None => BROKEN,
    }
}

const BROKEN: Sight = Sight {
    size: None,
    picture: None,
    fault: Some(Fault::Broken),
    tells: Tells {
        name: false,
        place: false,
    },
};

fn sight(bytes: &[u8], kind: Kind) -> Option<Sight> {
    // What can't be cleaned can't be published, so that is known from the start.
    clean(bytes, kind)?;
    let size = match kind {
        Kind::Svg => svg::size(bytes),
        _ => Some(raster_size(bytes)?),
    };
    let moves = match kind {
        Kind::Png => png::moves(bytes),
        Kind::WebP => webp::moves(bytes),
        Kind::Gif => true,
        Kind::Jpeg | Kind::Svg => false,
    };
    let orientation = orientation(bytes, kind);
    let is_large = kind != Kind::Svg
        && size.is_some_and(|(width, height)| u64::from(width) * u64::from(height) > MOST_PIXELS);
    Some(Sight {
        size: size.map(|(width, height)| match lies_on_its_side(orientation) {
            true => (height, width),
            false => (width, height),
        }),
        picture: Some(Picture {
            kind,
            digest: Digest::of(bytes),
            // What moves is never opened, and can't be turned.
            turned: orientation != Orientation::NoTransforms && !moves && !is_large,
            moves,
        }),
        fault: is_large.then_some(Fault::Large),
        tells: Tells::default(),
    })
}

/// How a picture must be turned to stand upright, as it says itself.
pub fn orientation(bytes: &[u8], kind: Kind) -> Orientation {
    let exif = match kind {
        Kind::Jpeg => jpeg::exif(bytes),
        Kind::Png => png::exif(bytes),
        Kind::WebP => webp::exif(bytes),
        Kind::Gif | Kind::Svg => None,
    };
    let says = exif.and_then(Orientation::from_exif_chunk);
    says.unwrap_or(Orientation::NoTransforms)
}

/// Whether width and height change places when a picture is turned.
pub fn lies_on_its_side(orientation: Orientation) -> bool {
    matches!(
        orientation,
        Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH
    )
}

fn raster_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let size = imagesize::blob_size(bytes).ok()?;
    let (width, height) = (
        u32::try_from(size.width).ok()?,
        u32::try_from(size.height).ok()?,
    );
    (width > 0 && height > 0).then_some((width, height))
}

fn kind_of(bytes: &[u8], extension: &str) -> Option<Kind> {
    match bytes {
        [0xff, 0xd8, 0xff, ..] => Some(Kind::Jpeg),
        [0x89, b'P', b'N', b'G', ..] => Some(Kind::Png),
        [b'G', b'I', b'F', b'8', ..] => Some(Kind::Gif),
        [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'W',
            b'E',
            b'B',
            b'P',
            ..,
        ] => Some(Kind::WebP),
        _ if extension == "svg" => Some(Kind::Svg),
        _ => None,
    }
}

/// What a file is that goes by another name, as when a phone's HEIC was renamed to `.jpg`.
fn strange_inside(bytes: &[u8]) -> Option<Strange> {
    match bytes.get(4..12) {
        Some(brand) if brand.starts_with(b"ftyp") => match &brand[4..] {
            b"avif" | b"avis" => Some(Strange::Avif),
            _ => Some(Strange::Heic),
        },
        _ if bytes.starts_with(b"II*\0") || bytes.starts_with(b"MM\0*") => Some(Strange::Tiff),
        _ => None,
    }
}

/// The same picture without anything but what is needed to show it: no place, no names, no smaller
/// copy, no remarks. What is left is on lists of what may stay; all else goes, known or not. None if
/// the bytes are no such picture. To clean it twice changes nothing.
pub fn clean(bytes: &[u8], kind: Kind) -> Option<Vec<u8>> {
    match kind {
        Kind::Jpeg => jpeg::clean(bytes),
        Kind::Png => png::clean(bytes),
        Kind::WebP => webp::clean(bytes),
        Kind::Gif => gif::clean(bytes),
        Kind::Svg => svg::clean(bytes),
    }
}
