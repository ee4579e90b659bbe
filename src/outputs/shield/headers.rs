//! `_headers`, which some hosts read (Netlify, Cloudflare Pages): what only a header can say, and once
//! more what pages say themselves, for what is no page; and that pages of others may read what is meant
//! for them.

use super::page::of_all;
use crate::base::diag::Diagnostic;
use crate::facts::{self, World};

/// The longest line that every host reads (Cloudflare Pages leaves longer ones out).
const LONGEST: usize = 2000;

/// How many rules every host reads (Cloudflare Pages leaves out what comes after them), but for those of
/// all pages and of assets.
const MOST: usize = 100 - 2;

/// What browsers are to ask readers for, or to tell pages: nothing.
const PERMISSIONS: &str = "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), display-capture=(), \
     geolocation=(), gyroscope=(), hid=(), idle-detection=(), magnetometer=(), microphone=(), midi=(), payment=(), \
     serial=(), usb=(), xr-spatial-tracking=()";

/// The text of `_headers`.
pub(in crate::outputs) fn headers(world: &World) -> String {
    let base = &world.site.config.base_url.path;
    let mut text = format!(
        "{base}/*\n  Content-Security-Policy: {policy}; frame-ancestors 'none'\n  Referrer-Policy: no-referrer\n  \
         X-Content-Type-Options: nosniff\n  Permissions-Policy: {PERMISSIONS}\n\n\
         {base}/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n",
        policy = of_all(world)
    );
    for address in facts::open_data(world, MOST) {
        text += &format!("\n{address}\n  Access-Control-Allow-Origin: *\n");
    }
    let longest = text.lines().map(|line| line.chars().count()).max();
    if let Some(length) = longest.filter(|length| *length > LONGEST) {
        facts::report(too_long(world, length));
    }
    text
}

fn too_long(world: &World, length: usize) -> Diagnostic {
    let message = format!(
        "a line of `_headers` has {length} characters, and some hosts (Cloudflare Pages) leave out what is longer than {LONGEST}"
    );
    Diagnostic::warning("privacy/header", message)
        .in_file(&world.site.config.path)
        .note("each page has the policy too, so readers are safe; what is no page would lack it")
        .help("allow fewer origins, or each only `for` what it is needed; put scripts and styles that stand in templates into files of assets/")
}
