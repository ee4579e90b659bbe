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

/// So many bytes are looked at in one step.
const STRETCH: usize = 64;

/// Counts the words that begin in a stretch of ASCII.
fn count_ascii(text: &[u8], in_word: &mut bool) -> u32 {
    let mut words = 0;
    let mut rest = text;
    while let Some((stretch, behind)) = rest.split_first_chunk::<STRETCH>() {
        words += match plain_words(stretch, *in_word) {
            Some((words, within)) => {
                *in_word = within;
                words
            }
            None => count_bytes(stretch, in_word),
        };
        rest = behind;
    }
    words + count_bytes(rest, in_word)
}

/// The words that begin in a stretch, and whether the last one may go on. Looks at every byte in the
/// same way, so that the machine can do many at a time; None where it would have to look further back
/// than one byte, since two marks stand side by side inside of a word.
fn plain_words(text: &[u8; STRETCH], in_word: bool) -> Option<(u32, bool)> {
    let mut inside = [0_u8; STRETCH + 2];
    let mut either = [0_u8; STRETCH + 2];
    inside[1] = u8::from(in_word);
    for (at, byte) in text.iter().enumerate() {
        let letter = (byte | 0x20).wrapping_sub(b'a') < 26;
        let digit = byte.wrapping_sub(b'0') < 10;
        inside[at + 2] = u8::from(letter | digit);
        either[at + 2] = u8::from((*byte == b'\'') | (*byte == b'.') | (*byte == b'_'));
    }
    let mut begun = 0_u8;
    let mut doubtful = 0_u8;
    for at in 2..STRETCH + 2 {
        let within = inside[at - 1] | (either[at - 1] & inside[at - 2]);
        begun += inside[at] & !within;
        doubtful |= either[at] & either[at - 1];
    }
    let last = STRETCH + 1;
    let within = inside[last] | (either[last] & inside[last - 1]);
    (doubtful == 0).then_some((u32::from(begun), within == 1))
}

/// As [`count_ascii`], a byte after the other. Without branches, for no machine can guess where words
/// end.
fn count_bytes(text: &[u8], in_word: &mut bool) -> u32 {
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

/// How many bytes of ASCII there are before the first other one.
fn ascii_length(text: &[u8]) -> usize {
    let stretches = text
        .chunks(STRETCH)
        .take_while(|stretch| stretch.is_ascii());
    let plain = text.len().min(stretches.count() * STRETCH);
    let rest = text[plain..].iter().take_while(|byte| byte.is_ascii());
    plain + rest.count()
}

/// Counts words. Scripts with spaces between words are counted by those, others by length.
pub(super) fn count(text: &str) -> u32 {
    let mut words: u32 = 0;
    let (mut cjk, mut south_east) = (0_u32, 0_u32);
    let mut in_word = false;
    let mut rest = text;
    loop {
        let bytes = rest.as_bytes();
        let ascii = ascii_length(bytes);
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

#[cfg(test)]
mod tests {
    use super::{count_ascii, count_bytes};
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn many_bytes_at_a_time_are_counted_as_one_by_one(
            text in "([a-c0-2'._ -]|[ -~]|\n){0,300}",
            in_word: bool,
        ) {
            let (mut within, mut within_one) = (in_word, in_word);
            let words = count_ascii(text.as_bytes(), &mut within);
            prop_assert_eq!(words, count_bytes(text.as_bytes(), &mut within_one));
            prop_assert_eq!(within, within_one);
        }
    }
}
