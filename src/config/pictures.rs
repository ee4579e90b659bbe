//! `[pictures]`, in `theme.toml` and in `waypost.toml`: how wide pictures are published, and how good.

use crate::base::diag::Diagnostic;
use crate::base::digest::{Digest, DigestWriter};
use crate::base::node::{Fields, Node, NodeValue};

/// No picture is made wider: hardly any screen shows more, and WebP ends at four times as much.
const WIDEST: u32 = 4096;
/// A narrower one is an icon.
const NARROWEST: u32 = 16;
/// More widths than this make many files and few differences.
const MOST_WIDTHS: usize = 8;

/// What one table says; none where it says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PictureTable {
    widths: Option<Vec<u32>>,
    quality: Option<u8>,
    sizes: Option<String>,
}

/// How pictures are published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureSettings {
    /// Widths in pixels, ascending, each once.
    pub widths: Vec<u32>,
    /// From 1 to 100.
    pub quality: u8,
    /// How wide a picture in a text is shown, as in the attribute `sizes`.
    pub sizes: String,
}

impl Default for PictureSettings {
    fn default() -> Self {
        PictureSettings {
            widths: vec![480, 960, 1600],
            quality: 80,
            sizes: "100vw".to_owned(),
        }
    }
}

impl PictureTable {
    /// Takes the table out of a file's fields.
    pub(super) fn take(fields: &mut Fields<'_, '_>) -> PictureTable {
        let Some(node) = fields.node("pictures") else {
            return PictureTable::default();
        };
        let path = fields.path();
        let mut fields = Fields::of(node, "[pictures]", path, fields.sink());
        let table = PictureTable {
            widths: widths(&mut fields),
            quality: fields
                .number("quality", 1..101)
                .and_then(|quality| u8::try_from(quality).ok()),
            sizes: fields.text("sizes").filter(|sizes| !sizes.is_empty()),
        };
        fields.finish();
        table
    }
}

fn widths(fields: &mut Fields<'_, '_>) -> Option<Vec<u32>> {
    let node = fields.node("widths")?;
    let typed: &[Node] = match &node.value {
        NodeValue::List(items) => items,
        _ => std::slice::from_ref(node),
    };
    let mut widths = Vec::new();
    for node in typed {
        let typed = node.scalar().unwrap_or("this");
        match typed.parse() {
            Ok(width @ NARROWEST..=WIDEST) => widths.push(width),
            _ => fields.report(
                Diagnostic::error(
                    "pictures/width",
                    format!("`{typed}` can't be a picture's width"),
                )
                .caption(format!("expected a number from {NARROWEST} to {WIDEST}"))
                .help("write widths in pixels: widths = [480, 960, 1600]"),
                &node.span,
            ),
        }
    }
    if let Some(node) = typed.get(MOST_WIDTHS) {
        fields.report(
            Diagnostic::error("pictures/width", format!("more than {MOST_WIDTHS} widths"))
                .help("three or four are enough: browsers take the next wider one"),
            &node.span,
        );
    }
    widths.sort_unstable();
    widths.dedup();
    (!widths.is_empty()).then_some(widths)
}

impl PictureSettings {
    /// What the first table says that says anything: the site's own, then the themes'.
    pub fn of<'a>(tables: impl Iterator<Item = &'a PictureTable> + Clone) -> PictureSettings {
        let PictureSettings {
            widths,
            quality,
            sizes,
        } = PictureSettings::default();
        PictureSettings {
            widths: tables
                .clone()
                .find_map(|table| table.widths.clone())
                .unwrap_or(widths),
            quality: tables
                .clone()
                .find_map(|table| table.quality)
                .unwrap_or(quality),
            sizes: tables
                .clone()
                .find_map(|table| table.sizes.clone())
                .unwrap_or(sizes),
        }
    }

    /// Of all that it says.
    pub fn digest(&self) -> Digest {
        let PictureSettings {
            widths,
            quality,
            sizes,
        } = self;
        let mut writer = DigestWriter::new();
        writer.value(widths).number(u64::from(*quality)).text(sizes);
        writer.finish()
    }
}
