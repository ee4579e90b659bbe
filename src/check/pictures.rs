//! Pictures that can't be shown: told where they are used, or, if nobody uses them, at the file.

use crate::base::diag::{Diagnostic, Sink};
use crate::base::paths::SourcePath;
use crate::content::markdown::LinkKind;
use crate::content::picture::{Fault, MOST_PIXELS, Strange};
use crate::facts::World;
use crate::model::{Site, SiteFile, Target};
use std::collections::BTreeSet;

/// Why a link of this kind to a file can't work, if it can't.
pub(super) fn unusable(file: &SiteFile, kind: LinkKind) -> Option<Diagnostic> {
    let is_shown = matches!(kind, LinkKind::Image | LinkKind::RawImage);
    let source = &file.source;
    Some(match file.sight.fault? {
        Fault::Large if !is_shown => return None,
        Fault::Large => {
            let (width, height) = file.sight.size.unwrap_or_default();
            Diagnostic::error(
                "pictures/large",
                format!("this picture is {width} × {height} pixels, too many to open"),
            )
            .help(format!(
                "make it smaller: 3000 pixels are wide enough for any screen, and {} million in all are the most",
                MOST_PIXELS / 1_000_000
            ))
        }
        Fault::Broken => Diagnostic::error(
            "pictures/broken",
            format!(
                "the picture `{source}` can't be opened: it is damaged, or not what its name says"
            ),
        )
        .help("open it on your computer to see whether it is whole, and copy it here once more"),
        Fault::Strange(strange) => Diagnostic::error(
            "pictures/kind",
            format!("`{source}` is {}", described(strange)),
        )
        .help(help(strange)),
    })
}

fn described(strange: Strange) -> &'static str {
    match strange {
        Strange::Heic => "a HEIC picture, as phones keep them, which most browsers can't show",
        Strange::Avif => "an AVIF picture, which Waypost can't clean of what it says about you",
        Strange::Tiff => "a TIFF picture, which browsers can't show",
        Strange::Other => "a picture of a kind that browsers can't show",
    }
}

fn help(strange: Strange) -> &'static str {
    match strange {
        Strange::Heic => {
            "save it as JPEG and use that: on an iPhone, send it to yourself by mail, or choose Settings, Camera, Formats, Most Compatible"
        }
        _ => "open it, save it as JPEG or PNG, and use that",
    }
}

/// Tells of pictures that are not published and that nobody uses: what they say about whoever made them
/// can't be taken out.
pub fn check_pictures(world: &World, sink: &mut Sink) {
    let site = &world.site;
    let is_left_out =
        |file: &&SiteFile| matches!(file.sight.fault, Some(Fault::Broken | Fault::Strange(_)));
    let left_out: Vec<&SiteFile> = site.files.values().filter(is_left_out).collect();
    if left_out.is_empty() {
        return;
    }
    let used = used(site);
    for file in left_out {
        let (what, help) = match file.sight.fault {
            Some(Fault::Strange(strange)) => (described(strange), help(strange)),
            _ => (
                "damaged, or not what its name says",
                "copy it here once more, or delete it",
            ),
        };
        if !used.contains(&file.source) {
            let message = format!("this picture is not published: it is {what}");
            sink.push(
                Diagnostic::warning("pictures/left-out", message)
                    .in_file(&file.source)
                    .help(help),
            );
        }
    }
}

/// The files that entries point to.
fn used(site: &Site) -> BTreeSet<&SourcePath> {
    let mut used = BTreeSet::new();
    for entry in &site.entries {
        let own = entry.front.image.iter().map(|image| image.src.as_str());
        let links = entry.body.links.iter().map(|link| &*link.target);
        for target in own.chain(links) {
            if let Target::File(file) = site.resolve(entry, target) {
                used.insert(&file.source);
            }
        }
    }
    used
}
