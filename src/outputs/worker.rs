//! The script that keeps the page of help in a crisis for when there is no network. Browsers look for a
//! new one by its bytes, so it holds the version of the page that it keeps.

use crate::base::digest::Digest;

const SCRIPT: &str = include_str!("worker.js");

/// The script for a page of these bytes.
pub(super) fn script(page: &[u8]) -> String {
    SCRIPT.replace("@VERSION@", &Digest::of(page).short())
}
