//! The size of a picture, from its first bytes.

/// How many bytes are looked at: enough for the largest header that cameras write.
pub(super) const HEAD: usize = 256 * 1024;

/// Whether a file's ending says that it is a picture.
pub(super) fn is_image(extension: &str) -> bool {
    matches!(
        extension,
        "jpg" | "jpeg" | "png" | "gif" | "webp" | "avif" | "svg" | "bmp"
    )
}

/// Width and height in pixels, if they can be told.
pub(super) fn size(extension: &str, head: &[u8]) -> Option<(u32, u32)> {
    if extension == "svg" {
        return svg_size(std::str::from_utf8(head).ok().or_else(|| {
            let valid = std::str::from_utf8(head).err()?.valid_up_to();
            std::str::from_utf8(&head[..valid]).ok()
        })?);
    }
    let size = imagesize::blob_size(head).ok()?;
    Some((
        u32::try_from(size.width).ok()?,
        u32::try_from(size.height).ok()?,
    ))
}

/// From `width` and `height` in plain pixels, else from the `viewBox`.
fn svg_size(text: &str) -> Option<(u32, u32)> {
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
