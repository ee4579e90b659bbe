//! SVG: text, in which anything may stand. What can run, what asks others, and what drawing programs
//! note about their users goes.

use super::Kind;
use svg_hush::Filter;
use svg_hush::data_url_filter::{DataUrl, DataUrlFilterResult};

/// The drawing as only a drawing; none if it is no well-formed SVG.
pub(super) fn clean(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut filter = Filter::new();
    filter.set_data_url_filter(inside);
    let mut out = Vec::with_capacity(bytes.len());
    filter.filter(&mut &bytes[..], &mut out).ok()?;
    Some(out)
}

/// A photograph inside of a drawing is cleaned like any other.
fn inside(data: &DataUrl<'_>) -> DataUrlFilterResult {
    let mime = data.mime_type();
    let kind = match (mime.type_.as_str(), mime.subtype.as_str()) {
        ("image", "jpeg") => Kind::Jpeg,
        ("image", "png") => Kind::Png,
        ("image", "gif") => Kind::Gif,
        _ => return DataUrlFilterResult::Drop,
    };
    let bytes = data.decode_to_vec().ok().map(|(bytes, _)| bytes);
    match bytes.and_then(|bytes| super::clean(&bytes, kind)) {
        Some(data) => DataUrlFilterResult::Rewrite {
            mime_type: mime.to_string(),
            data,
        },
        None => DataUrlFilterResult::Drop,
    }
}

/// From `width` and `height` in plain pixels, else from the `viewBox`.
pub(super) fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    let text = std::str::from_utf8(bytes).ok()?;
    let start = text.find("<svg")?;
    let tag = &text[start..start + text[start..].find('>')?];
    let pixels =
        |name: &str| -> Option<f64> { attribute(tag, name)?.trim_end_matches("px").parse().ok() };
    let (width, height) = match (pixels("width"), pixels("height")) {
        (Some(width), Some(height)) => (width, height),
        _ => {
            let numbers: Vec<f64> = attribute(tag, "viewBox")?
                .split([' ', ','])
                .filter(|part| !part.is_empty())
                .map_while(|part| part.parse().ok())
                .collect();
            match numbers[..] {
                [_, _, width, height] => (width, height),
                _ => return None,
            }
        }
    };
    let sensible = |side: f64| {
        (1.0..=100_000.0)
            .contains(&side)
            .then_some(side.round() as u32)
    };
    Some((sensible(width)?, sensible(height)?))
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let at = tag.find(&format!(" {name}="))? + name.len() + 2;
    let quote = tag[at..]
        .chars()
        .next()
        .filter(|c| matches!(c, '"' | '\''))?;
    tag[at + 1..].split(quote).next()
}
