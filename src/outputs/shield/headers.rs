//! `_headers`, which some hosts read (Netlify, Cloudflare Pages): what only a header can say, and once
//! more what pages say themselves, for what is no page.

use super::page::of_all;
use crate::facts::World;

/// What browsers are to ask readers for, or to tell pages: nothing.
const PERMISSIONS: &str = "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), display-capture=(), \
     geolocation=(), gyroscope=(), hid=(), idle-detection=(), magnetometer=(), microphone=(), midi=(), payment=(), \
     serial=(), usb=(), xr-spatial-tracking=()";

/// The text of `_headers`.
pub(in crate::outputs) fn headers(world: &World) -> String {
    let base = &world.site.config.base_url.path;
    format!(
        "{base}/*\n  Content-Security-Policy: {policy}; frame-ancestors 'none'\n  Referrer-Policy: no-referrer\n  \
         X-Content-Type-Options: nosniff\n  Permissions-Policy: {PERMISSIONS}\n\n\
         {base}/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n",
        policy = of_all(world)
    )
}
