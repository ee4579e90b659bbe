//! Words to URL parts and ids. Latin letters lose their accents; every other script stays as it is,
//! so that a title in Arabic, Hindi or Ukrainian makes a URL that its readers can read.

use super::paths::is_device;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The longest slug we make, in characters: long titles are cut at a word.
pub const MAX_LENGTH: usize = 80;

/// The most bytes of a slug: file systems take 255 in a name, and an ending or a number may follow.
const MAX_BYTES: usize = 240;

/// A slug of `text`: lower case, words joined by `-`. Empty if there is no letter or digit in it.
pub fn slugify(text: &str) -> String {
    let mut slug = words(text);
    let by_length = slug.char_indices().nth(MAX_LENGTH).map(|(at, _)| at);
    let end = by_length
        .unwrap_or(slug.len())
        .min(slug.floor_char_boundary(MAX_BYTES));
    if end == slug.len() {
        return slug;
    }
    slug.truncate(end);
    match slug.rfind('-') {
        Some(at) if at > MAX_LENGTH / 2 => slug.truncate(at),
        _ => slug.truncate(slug.trim_end_matches('-').len()),
    }
    slug
}

/// A slug that may stand in a path on every system: Windows keeps some words for devices.
pub fn segment(text: &str) -> String {
    let slug = slugify(text);
    match is_device(&slug) {
        true => format!("{slug}-page"),
        false => slug,
    }
}

fn words(text: &str) -> String {
    match text.is_ascii() {
        true => ascii_words(text),
        false => all_words(text),
    }
}

/// As [`all_words`] does, for the letters that need no tables.
fn ascii_words(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    let mut gap = false;
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() {
            if std::mem::take(&mut gap) && !slug.is_empty() {
                slug.push('-');
            }
            slug.push(char::from(byte.to_ascii_lowercase()));
        } else if byte != b'\'' {
            gap = true;
        }
    }
    slug
}

fn all_words(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    let mut latin = false;
    let mut gap = false;
    for c in text.nfd().flat_map(char::to_lowercase) {
        if is_combining_mark(c) {
            if !latin && !slug.is_empty() && !gap {
                slug.push(c);
            }
        } else if let Some(plain) = folded(c) {
            push_word(&mut slug, &mut gap, plain);
            latin = true;
        } else if c.is_alphanumeric() {
            if std::mem::take(&mut gap) && !slug.is_empty() {
                slug.push('-');
            }
            slug.push(c);
            latin = c.is_ascii();
        } else if !is_inside_words(c) {
            gap = true;
        }
    }
    slug.nfc().collect()
}

fn push_word(slug: &mut String, gap: &mut bool, part: &str) {
    if std::mem::take(gap) && !slug.is_empty() {
        slug.push('-');
    }
    slug.push_str(part);
}

/// Apostrophes, soft hyphens and joiners stand inside a word and leave no trace.
fn is_inside_words(c: char) -> bool {
    matches!(
        c,
        '\'' | '\u{2019}' | '\u{2018}' | '\u{02bc}' | '\u{ad}' | '\u{200b}'
            ..='\u{200d}' | '\u{feff}'
    )
}

/// Latin letters that no decomposition takes apart.
fn folded(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ð' | 'đ' => "d",
        'þ' => "th",
        'ł' => "l",
        'ı' => "i",
        'ħ' => "h",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{all_words, ascii_words};
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_short_way_leads_where_the_long_one_does(text in "[ -~\t\n]{0,60}") {
            prop_assert_eq!(ascii_words(&text), all_words(&text));
        }
    }
}
