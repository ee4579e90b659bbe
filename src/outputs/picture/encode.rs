//! Pixels into files. Nothing but pixels goes in, so nothing else can come out.

use crate::model::Format;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{DynamicImage, ExtendedColorType, ImageEncoder};
use jpeg_encoder::{ColorType, Encoder};

/// WebP looks as good at a somewhat lower number.
const LESS_FOR_WEBP: u8 = 5;

/// Sharp edges stay sharp from about here on.
const FINE: u8 = 92;

/// How a picture is to be written.
#[derive(Clone, Copy)]
pub(super) struct Writing {
    pub format: Format,
    pub quality: u8,
    /// Whether it has few colours: those come out blurred unless nothing is lost.
    pub is_drawing: bool,
}

/// The bytes of a file with this picture; none if it can't be written in that format.
pub(super) fn encode(picture: &DynamicImage, writing: Writing) -> Option<Vec<u8>> {
    match writing.format {
        Format::Jpeg => jpeg(picture, writing.quality),
        Format::Png => png(picture),
        Format::WebP => webp(picture, writing),
    }
}

fn jpeg(picture: &DynamicImage, quality: u8) -> Option<Vec<u8>> {
    let rgb = picture.to_rgb8();
    let width = u16::try_from(rgb.width()).ok()?;
    let height = u16::try_from(rgb.height()).ok()?;
    let mut out = Vec::new();
    let mut encoder = Encoder::new(&mut out, quality);
    encoder.set_progressive(true);
    encoder.set_optimized_huffman_tables(true);
    encoder.encode(&rgb, width, height, ColorType::Rgb).ok()?;
    Some(out)
}

fn png(picture: &DynamicImage) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let encoder =
        PngEncoder::new_with_quality(&mut out, CompressionType::Default, FilterType::Adaptive);
    let (width, height) = (picture.width(), picture.height());
    let colours = match picture {
        DynamicImage::ImageRgb8(_) => ExtendedColorType::Rgb8,
        DynamicImage::ImageRgba8(_) => ExtendedColorType::Rgba8,
        _ => return None,
    };
    encoder
        .write_image(picture.as_bytes(), width, height, colours)
        .ok()?;
    Some(out)
}

fn webp(picture: &DynamicImage, writing: Writing) -> Option<Vec<u8>> {
    let (width, height) = (picture.width(), picture.height());
    let encoder = match picture {
        DynamicImage::ImageRgb8(rgb) => webp::Encoder::from_rgb(rgb, width, height),
        DynamicImage::ImageRgba8(rgba) => webp::Encoder::from_rgba(rgba, width, height),
        _ => return None,
    };
    let write = |lossless: bool, quality: u8| {
        let written = encoder.encode_simple(lossless, f32::from(quality));
        written.ok().map(|written| written.to_vec())
    };
    if !writing.is_drawing {
        return write(false, writing.quality.saturating_sub(LESS_FOR_WEBP).max(1));
    }
    // Made narrower, a drawing may have so many shades that to keep them all takes more than it is worth.
    let whole = write(true, FINE)?;
    let fine = write(false, writing.quality.max(FINE))?;
    Some(if fine.len() * 2 < whole.len() {
        fine
    } else {
        whole
    })
}
