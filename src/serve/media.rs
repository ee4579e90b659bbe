//! What kind of file an ending stands for, as browsers want to be told.

use crate::base::paths::OutPath;

pub(super) const HTML: &str = "text/html; charset=utf-8";
pub(super) const JAVASCRIPT: &str = "text/javascript; charset=utf-8";
pub(super) const CSS: &str = "text/css; charset=utf-8";
pub(super) const JSON: &str = "application/json; charset=utf-8";
pub(super) const PLAIN: &str = "text/plain; charset=utf-8";

/// The value of `Content-Type` for an output.
pub(super) fn kind(path: &OutPath) -> &'static str {
    let name = path.as_str().rsplit('/').next().unwrap_or_default();
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    match ending.to_ascii_lowercase().as_str() {
        "html" | "htm" => HTML,
        "css" => CSS,
        "js" | "mjs" => JAVASCRIPT,
        "json" | "map" => JSON,
        "jsonld" => "application/ld+json; charset=utf-8",
        "geojson" => "application/geo+json; charset=utf-8",
        "webmanifest" => "application/manifest+json; charset=utf-8",
        "xml" | "xsl" => "application/xml; charset=utf-8",
        "atom" => "application/atom+xml; charset=utf-8",
        "rss" => "application/rss+xml; charset=utf-8",
        "svg" => "image/svg+xml; charset=utf-8",
        "txt" | "md" => PLAIN,
        "csv" => "text/csv; charset=utf-8",
        "tsv" => "text/tab-separated-values; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        "vcf" => "text/vcard; charset=utf-8",
        "vtt" => "text/vtt; charset=utf-8",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/vnd.microsoft.icon",
        "bmp" => "image/bmp",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "ttf" => "font/ttf",
        "otf" => "font/otf",
        "pdf" => "application/pdf",
        "epub" => "application/epub+zip",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "odt" => "application/vnd.oasis.opendocument.text",
        "mp3" => "audio/mpeg",
        "m4a" => "audio/mp4",
        "ogg" | "oga" | "opus" => "audio/ogg",
        "wav" => "audio/wav",
        "mp4" | "m4v" => "video/mp4",
        "webm" => "video/webm",
        "zip" => "application/zip",
        "wasm" => "application/wasm",
        _ if matches!(name, "_headers" | "_redirects" | "CNAME") => PLAIN,
        _ => "application/octet-stream",
    }
}

/// Whether a kind is one that a page runs.
pub(super) fn is_script(kind: &str) -> bool {
    kind == JAVASCRIPT
}

/// Whether a kind is text, and so small enough to keep.
pub(super) fn is_text(kind: &str) -> bool {
    kind.ends_with("charset=utf-8")
}
