//! One picture is opened once, and all its forms are made of it: made narrower as it lies, then turned
//! the right way up and given the colours of screens, which is little work on few pixels.

use super::encode::{Writing, encode};
use crate::content::picture::{Kind, MOST_PIXELS, clean, lies_on_its_side, orientation};
use crate::model::{Format, Variant};
use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{PixelType, Resizer};
use image::codecs::jpeg::JpegDecoder;
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageResult, Limits, RgbImage, RgbaImage};
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};
use std::collections::BTreeSet;
use std::io::Cursor;

/// A picture of no more colours is a drawing.
const FEW_COLOURS: usize = 1024;
/// What a whole picture is written with that only has to be turned.
const TURNED_QUALITY: u8 = 92;

/// A picture that was opened.
struct Opened {
    pixels: DynamicImage,
    orientation: Orientation,
    profile: Option<Vec<u8>>,
}

/// Makes these forms of a picture, in their order. None if it can't be opened.
pub(super) fn develop(bytes: &[u8], kind: Kind, wanted: &[&Variant]) -> Option<Vec<Vec<u8>>> {
    let opened = open(bytes, kind)?;
    let is_drawing = kind != Kind::Jpeg && has_few_colours(&opened.pixels);
    let whole = clean(bytes, kind);
    let mut made: Vec<Option<Vec<u8>>> = vec![None; wanted.len()];
    for at in 0..wanted.len() {
        if made[at].is_some() {
            continue;
        }
        let size = (wanted[at].width, wanted[at].height);
        let narrow = narrowed(&opened, size)?;
        for (variant, made) in wanted.iter().zip(&mut made) {
            if (variant.width, variant.height) == size {
                let writing = Writing {
                    format: variant.format,
                    quality: variant.quality,
                    is_drawing,
                };
                let new = encode(&narrow, writing)?;
                let old = whole.as_ref().filter(|_| is_whole(&opened, variant, kind));
                // What somebody has made small with care is not made larger and worse.
                *made = Some(match old {
                    Some(old) if old.len() <= new.len() => old.clone(),
                    _ => new,
                });
            }
        }
    }
    made.into_iter().collect()
}

/// Whether a form is what the picture is already.
fn is_whole(opened: &Opened, variant: &Variant, kind: Kind) -> bool {
    let Opened {
        pixels,
        orientation,
        profile,
    } = opened;
    let format = match kind {
        Kind::Jpeg => Format::Jpeg,
        Kind::Png => Format::Png,
        _ => Format::WebP,
    };
    format == variant.format
        && (variant.width, variant.height) == (pixels.width(), pixels.height())
        && *orientation == Orientation::NoTransforms
        && profile.is_none()
}

/// A whole picture the right way up; none if it can't be opened.
pub(super) fn upright(bytes: &[u8], kind: Kind) -> Option<Vec<u8>> {
    let Opened {
        mut pixels,
        orientation,
        profile,
    } = open(bytes, kind)?;
    to_screen(&mut pixels, profile.as_deref());
    pixels.apply_orientation(orientation);
    let writing = Writing {
        format: match kind {
            Kind::Jpeg => Format::Jpeg,
            Kind::WebP => Format::WebP,
            _ => Format::Png,
        },
        quality: TURNED_QUALITY,
        is_drawing: kind != Kind::Jpeg && has_few_colours(&pixels),
    };
    encode(&pixels, writing)
}

/// Whether a picture can be opened.
pub(super) fn opens(bytes: &[u8], kind: Kind) -> bool {
    open(bytes, kind).is_some()
}

fn open(bytes: &[u8], kind: Kind) -> Option<Opened> {
    let from = Cursor::new(bytes);
    let (pixels, profile) = match kind {
        Kind::Jpeg => read(JpegDecoder::new(from)),
        Kind::Png => read(PngDecoder::new(from)),
        Kind::WebP => read(WebPDecoder::new(from)),
        Kind::Gif | Kind::Svg => None,
    }?;
    Some(Opened {
        pixels,
        orientation: orientation(bytes, kind),
        profile,
    })
}

/// The pixels, and the profile of their colours.
fn read<D: ImageDecoder>(decoder: ImageResult<D>) -> Option<(DynamicImage, Option<Vec<u8>>)> {
    let mut decoder = decoder.ok()?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return None;
    }
    let mut limits = Limits::default();
    // Eight bytes for each pixel of the largest, and some for the work.
    limits.max_alloc = Some(MOST_PIXELS * 10);
    decoder.set_limits(limits).ok()?;
    let profile = decoder.icc_profile().ok().flatten();
    let pixels = DynamicImage::from_decoder(decoder).ok()?;
    let pixels = match pixels.color().has_alpha() {
        true => DynamicImage::ImageRgba8(pixels.into_rgba8()),
        false => DynamicImage::ImageRgb8(pixels.into_rgb8()),
    };
    Some((pixels, profile))
}

/// The picture in this size, the right way up, in the colours of screens.
fn narrowed(opened: &Opened, size: (u32, u32)) -> Option<DynamicImage> {
    let Opened {
        pixels,
        orientation,
        profile,
    } = opened;
    let lying = match lies_on_its_side(*orientation) {
        true => (size.1, size.0),
        false => size,
    };
    let mut narrow = match (pixels.width(), pixels.height()) == lying {
        true => pixels.clone(),
        false => resized(pixels, lying)?,
    };
    to_screen(&mut narrow, profile.as_deref());
    narrow.apply_orientation(*orientation);
    Some(narrow)
}

fn resized(pixels: &DynamicImage, (width, height): (u32, u32)) -> Option<DynamicImage> {
    let kind = match pixels {
        DynamicImage::ImageRgba8(_) => PixelType::U8x4,
        _ => PixelType::U8x3,
    };
    let from = ImageRef::new(pixels.width(), pixels.height(), pixels.as_bytes(), kind).ok()?;
    let mut to = Image::new(width, height, kind);
    // Lanczos, and colours behind what is transparent do not bleed: both are the crate's own choice.
    Resizer::new().resize(&from, &mut to, None).ok()?;
    let bytes = to.into_vec();
    match kind {
        PixelType::U8x4 => RgbaImage::from_raw(width, height, bytes).map(DynamicImage::ImageRgba8),
        _ => RgbImage::from_raw(width, height, bytes).map(DynamicImage::ImageRgb8),
    }
}

/// Phones note their colours in a profile of their own, which is left behind: without this, a
/// photograph would come out dull. A profile that makes no sense is as none.
fn to_screen(pixels: &mut DynamicImage, profile: Option<&[u8]>) -> Option<()> {
    let profile = ColorProfile::new_from_slice(profile?).ok()?;
    if profile.color_space != DataColorSpace::Rgb {
        return None;
    }
    let (layout, row) = match pixels {
        DynamicImage::ImageRgba8(_) => (Layout::Rgba, 4 * pixels.width() as usize),
        _ => (Layout::Rgb, 3 * pixels.width() as usize),
    };
    let screen = ColorProfile::new_srgb();
    let transform = profile
        .create_transform_8bit(layout, &screen, layout, TransformOptions::default())
        .ok()?;
    let bytes: &mut [u8] = match pixels {
        DynamicImage::ImageRgba8(rgba) => rgba,
        DynamicImage::ImageRgb8(rgb) => rgb,
        _ => return None,
    };
    let mut before = vec![0; row];
    for line in bytes.chunks_exact_mut(row) {
        before.copy_from_slice(line);
        transform.transform(&before, line).ok()?;
    }
    Some(())
}

fn has_few_colours(pixels: &DynamicImage) -> bool {
    let width = match pixels {
        DynamicImage::ImageRgba8(_) => 4,
        _ => 3,
    };
    let mut colours: BTreeSet<&[u8]> = BTreeSet::new();
    pixels.as_bytes().chunks_exact(width).all(|colour| {
        colours.insert(colour);
        colours.len() <= FEW_COLOURS
    })
}
