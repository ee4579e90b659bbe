//! In which forms a picture is published: narrower, and as WebP as well. A pure function of what is
//! known of the file, so that an address can be told long before anybody looks at a pixel.

use super::files::SiteFile;
use crate::base::digest::{Digest, DigestWriter};
use crate::base::paths::{OutPath, UrlPath};
use crate::config::PictureSettings;
use crate::content::picture::{Kind, Picture};
use serde::{Deserialize, Serialize};

/// Of what is made of a picture. Whoever makes it otherwise changes this number.
const EDITION: u64 = 2;
/// A picture that is no larger stays as it is: it is an icon.
const SMALL: u32 = 64;

/// How a picture is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Format {
    /// For photographs.
    Jpeg,
    /// Without any loss.
    Png,
    /// Smaller than both, and not known to very old browsers.
    WebP,
}

/// One form of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    /// Where it goes.
    pub path: OutPath,
    /// Its URL, without the base URL's path.
    pub url: UrlPath,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// How it is written.
    pub format: Format,
    /// From 1 to 100.
    pub quality: u8,
    /// Of the picture's bytes and of all that is done with them: two variants of one key are the same,
    /// wherever they stand.
    pub key: Digest,
}

/// The forms in which a picture is published, by format and width, both ascending; none if it is
/// published as it is. The original's kind comes first.
pub fn variants(file: &SiteFile, settings: &PictureSettings) -> Vec<Variant> {
    let (Some(picture), Some(size), None) = (file.sight.picture, file.sight.size, file.sight.fault)
    else {
        return Vec::new();
    };
    let own = match picture.kind {
        Kind::Jpeg => Some(Format::Jpeg),
        Kind::Png => Some(Format::Png),
        Kind::WebP => None,
        Kind::Gif | Kind::Svg => return Vec::new(),
    };
    if picture.moves || size.0.max(size.1) <= SMALL {
        return Vec::new();
    }
    let widths = widths(size.0, &settings.widths);
    let formats = own.into_iter().chain([Format::WebP]);
    formats
        .flat_map(|format| widths.iter().map(move |width| (format, *width)))
        .filter_map(|(format, width)| variant(file, &picture, settings, (format, width, size)))
        .collect()
}

/// Those of the wanted widths that the picture has, and its own if it has not the widest.
fn widths(own: u32, wanted: &[u32]) -> Vec<u32> {
    let mut widths: Vec<u32> = wanted.iter().copied().filter(|wide| *wide <= own).collect();
    if wanted.last().is_some_and(|widest| own < *widest) && widths.last() != Some(&own) {
        widths.push(own);
    }
    widths
}

fn variant(
    file: &SiteFile,
    picture: &Picture,
    settings: &PictureSettings,
    (format, width, size): (Format, u32, (u32, u32)),
) -> Option<Variant> {
    let height =
        (u64::from(size.1) * u64::from(width) * 2 + u64::from(size.0)) / (u64::from(size.0) * 2);
    let height = u32::try_from(height).ok()?.max(1);
    let quality = settings.quality;
    let mut writer = DigestWriter::new();
    writer
        .number(EDITION)
        .digest(picture.digest)
        .value(&(format, width, height, quality));
    let key = writer.finish();
    // Two copies of one picture may lie in one folder under names that differ by their endings.
    let name = writer.text(file.out.as_str()).finish().short();
    let out = file.out.as_str();
    let stem = match out.rsplit_once('.') {
        Some((stem, ending)) if !ending.contains('/') => stem,
        _ => out,
    };
    let ending = match format {
        Format::Jpeg => "jpg",
        Format::Png => "png",
        Format::WebP => "webp",
    };
    let path = OutPath::parse(&format!("{stem}.{width}.{name}.{ending}")).ok()?;
    Some(Variant {
        url: path.url(),
        path,
        width,
        height,
        format,
        quality,
        key,
    })
}
