//! Documents and recordings that say who made them or where: they are published as they are, and everybody can
//! read it there.

use crate::base::diag::{Diagnostic, Sink};
use crate::model::{Site, SiteFile};

/// Warns of what published files tell of people.
pub fn check_makers(site: &Site, sink: &mut Sink) {
    for file in site.files.values() {
        let tells = file.sight.tells;
        let name = tells.name.then(|| named(file));
        let place = tells.place.then(|| placed(file));
        sink.extend(name.into_iter().chain(place));
    }
}

fn named(file: &SiteFile) -> Diagnostic {
    let is_document = file.source.extension() == "pdf";
    let (message, help) = match is_document {
        true => (
            "this document says who wrote it, though no page of it may show that",
            "if the name should not be public, take it out and make the PDF anew: in Word, File, Info, Check for Issues, Inspect Document; \
             in LibreOffice, File, Properties, Reset Properties, without the tick at \"Apply user data\"",
        ),
        false => (
            "this recording says who made it or who speaks in it",
            "if the name should not be public, take it out: in VLC, Tools, Media Information, empty the field and save; \
             or with ffmpeg: ffmpeg -i old.mp3 -map_metadata -1 -c copy new.mp3",
        ),
    };
    Diagnostic::warning("files/author", message)
        .in_file(&file.source)
        .help(help)
}

fn placed(file: &SiteFile) -> Diagnostic {
    Diagnostic::warning("files/place", "this recording says where it was made, which may be somebody's home")
        .in_file(&file.source)
        .help(
            "take the place out: on an iPhone, share it once more and switch Location off under Options; on Android, take \
             the location away in the details of Google Photos; or with ffmpeg: ffmpeg -i old.mp4 -map_metadata -1 -c copy new.mp4",
        )
}
