//! How many words a text has, for the reading time. It may not know how fast people read.

use unicode_normalization::char::is_combining_mark;

/// Chinese and Japanese are read at about twice as many characters a minute as English words.
const CHARACTERS_A_WORD_CJK: u32 = 2;
/// Thai, Lao, Khmer and Burmese words have about this many letters, and no spaces between them.
const LETTERS_A_WORD_SOUTH_EAST_ASIA: u32 = 5;

/// What a byte of ASCII does to a word.
#[derive(Clone, Copy)]
enum Step {
    /// A letter or a digit: a word begins, or goes on.
    In,
    /// don’t, 3.14, e.g., snake_case: one word as long as no space follows.
    Stay,
    /// The word is over.
    Out,
}

const STEPS: [Step; 128] = {
    let mut steps = [Step::Out; 128];
    let mut byte = 0;
    while byte < 128 {
        steps[byte] = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => Step::In,
            b'\'' | b'.' | b'_' => Step::Stay,
            _ => Step::Out,
        };
        byte += 1;
    }
    steps
};

/// Counts words. Scripts with spaces between words are counted by those, others by length.
pub(super) fn count(text: &str) -> u32 {
    let mut words: u32 = 0;
    let (mut cjk, mut south_east) = (0_u32, 0_u32);
    let mut in_word = false;
    let mut rest = text;
    loop {
        let ascii = rest.bytes().take_while(u8::is_ascii).map(|byte| {
            let step = STEPS[usize::from(byte)];
            words += u32::from(matches!(step, Step::In) && !in_word);
            in_word = match step {
                Step::In => true,
                Step::Stay => in_word,
                Step::Out => false,
            };
        });
        let ascii = ascii.count();
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
