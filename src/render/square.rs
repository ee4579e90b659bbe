//! The square code that a phone reads an address from, as a picture in a page. It asks for nothing: the
//! same text gives the same picture.

use crate::facts::escape;
use qrcode::{Color, EcLevel, QrCode};
use std::fmt::Write as _;

/// The light border without which phones don't see where the code begins.
const QUIET: usize = 4;

/// The code of a text as SVG, black on white in every colour scheme, with a name for those who can't
/// see it. It stays readable where up to a seventh of it is torn or wet.
pub(super) fn drawn(text: &str, label: &str) -> Result<String, String> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M)
        .map_err(|_| "the text is too long for a square code".to_owned())?;
    let width = code.width();
    let modules = code.to_colors();
    let mut path = String::new();
    for (y, line) in modules.chunks(width).enumerate() {
        let mut x = 0;
        for run in line.chunk_by(|one, other| one == other) {
            if run[0] == Color::Dark {
                let length = run.len();
                let (x, y) = (x + QUIET, y + QUIET);
                let _ = write!(path, "M{x} {y}h{length}v1h-{length}z");
            }
            x += run.len();
        }
    }
    let size = width + 2 * QUIET;
    let name = match label.is_empty() {
        true => "aria-hidden=\"true\"".to_owned(),
        false => {
            let mut name = String::new();
            escape(label, &mut name);
            format!("role=\"img\" aria-label=\"{name}\"")
        }
    };
    Ok(format!(
        "<svg class=\"qr\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {size} {size}\" shape-rendering=\"crispEdges\" {name}>\
         <path fill=\"#fff\" d=\"M0 0h{size}v{size}H0z\"/><path fill=\"#000\" d=\"{path}\"/></svg>"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_text_gives_the_same_picture_and_another_text_another() {
        let one = drawn("https://example.org/a/", "A").expect("a code");
        assert_eq!(one, drawn("https://example.org/a/", "A").expect("a code"));
        assert_ne!(one, drawn("https://example.org/b/", "A").expect("a code"));
    }

    #[test]
    fn it_has_a_border_and_a_name() {
        let svg = drawn("https://example.org/", "Say \"hello\"").expect("a code");
        assert!(svg.contains("viewBox=\"0 0 33 33\""), "{svg}");
        assert!(svg.contains("M4 4h7v1h-7z"), "{svg}");
        assert!(
            svg.contains("aria-label=\"Say &quot;hello&quot;\""),
            "{svg}"
        );
        assert!(!svg.contains("style"), "{svg}");
    }

    #[test]
    fn what_is_too_long_is_told() {
        assert!(drawn(&"a".repeat(3000), "").is_err());
    }
}
