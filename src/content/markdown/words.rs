//! How many words a text has, for the reading time. It may not know how fast people read.

use unicode_normalization::char::is_combining_mark;

/// Chinese and Japanese are read at about twice as many characters a minute as English words.
const CHARACTERS_A_WORD_CJK: u32 = 2;
/// Thai, Lao, Khmer and Burmese words have about this many letters, and no spaces between them.
const LETTERS_A_WORD_SOUTH_EAST_ASIA: u32 = 5;

/// A letter or a digit: a word begins, or goes on.
const INSIDE: u8 = 1;
/// don’t, 3.14, e.g., snake_case: one word as long as no space follows.
const EITHER: u8 = 2;

/// What each byte of ASCII does to a word; what is neither of the above ends it.
const ASCII: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 128 {
        table[byte] = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => INSIDE,
            b'\'' | b'.' | b'_' => EITHER,
            _ => 0,
        };
        byte += 1;
    }
    table
};

/// Counts the words that begin in a stretch of ASCII. Without branches, for no machine can guess where
/// words end.
fn count_ascii(text: &[u8], in_word: &mut bool) -> u32 {
    let mut words = 0;
    let mut within = u8::from(*in_word);
    for byte in text {
        let class = ASCII[usize::from(*byte)];
        let inside = class & INSIDE;
        words += u32::from(inside & !within);
        within = inside | ((class >> 1) & within);
    }
    *in_word = within == 1;
    words
}

/// Counts words. Scripts with spaces between words are counted by those, others by length.
pub(super) fn count(text: &str) -> u32 {
    let mut words: u32 = 0;
    let (mut cjk, mut south_east) = (0_u32, 0_u32);
    let mut in_word = false;
    let mut rest = text;
    loop {
        let bytes = rest.as_bytes();
        let ascii = bytes.iter().position(|byte| !byte.is_ascii());
        let ascii = ascii.unwrap_or(bytes.len());
        words += count_ascii(&bytes[..ascii], &mut in_word);
        let Some(c) = rest[ascii..].chars().next() else {
            break;
        };
        rest = &rest[ascii + c.len_utf8()..];
        match c {
            // an apostrophe
            '\u{2019}' => {}
            '\u{3040}'..='\u{30ff}'
            | '\u{3400}'..='\u{4dbf}'
            | '\u{4e00}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{3ffff}' => {
                cjk += 1;
                in_word = false;
            }
            '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' => {
                south_east += u32::from(c.is_alphabetic() && !is_combining_mark(c));
                in_word = false;
            }
            _ if c.is_alphanumeric() => {
                words += u32::from(!in_word);
                in_word = true;
            }
            // accents, vowel signs, soft hyphens and joiners stand inside words
            '\u{ad}' | '\u{200c}' | '\u{200d}' => {}
            _ => in_word &= is_combining_mark(c),
        }
    }
    words
        + cjk.div_ceil(CHARACTERS_A_WORD_CJK)
        + south_east.div_ceil(LETTERS_A_WORD_SOUTH_EAST_ASIA)
}
