//! Old addresses: a small page for each that leads to the new one without JavaScript, and a table
//! for hosts that can send readers on by themselves.

use crate::base::lang::Lang;
use crate::facts::{World, escape};
use std::collections::BTreeMap;

/// The page at an old address.
pub(super) fn page(world: &World, to: &str, lang: &Lang) -> String {
    let word = world.word(lang, "moved", None, &BTreeMap::new());
    let mut text = String::new();
    escape(&word, &mut text);
    let mut href = String::new();
    escape(to, &mut href);
    let mut canonical = String::new();
    escape(&world.absolute(to), &mut canonical);
    format!(
        "<!doctype html>\n<html lang=\"{lang}\" dir=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{text}</title>\n\
         <meta name=\"robots\" content=\"noindex\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
         <link rel=\"canonical\" href=\"{canonical}\">\n\
         <meta http-equiv=\"refresh\" content=\"0; url={href}\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n</head>\n\
         <body>\n<main><p><a href=\"{href}\">{text}</a></p></main>\n</body>\n</html>\n",
        lang.dir()
    )
}

/// What a host does at an address that has no file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub enum Answer {
    /// Sends readers on for good.
    Moved,
    /// Answers with another file.
    Shown,
}

/// `_redirects`: a line for each.
pub(super) fn table(list: &[(String, String, Answer)]) -> String {
    let line = |(from, to, answer): &(String, String, Answer)| {
        let status = match answer {
            Answer::Moved => 301,
            Answer::Shown => 200,
        };
        format!("{from} {to} {status}\n")
    };
    list.iter().map(line).collect()
}
