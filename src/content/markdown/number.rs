//! Numbers in prose that somebody may want to call: where they stand, and how to compare them. Whether
//! one belongs to anybody is for the site to say.

use super::body::Hole;
use super::pass::{Pass, push_prose};
use std::ops::Range;

/// Numbers shorter than this are short codes, which mean something only as they are always written.
const SHORT: usize = 7;
/// No number is longer (E.164).
const LONGEST: usize = 15;
/// Nor shorter.
const SHORTEST: usize = 3;

impl Pass<'_> {
    /// Writes words of the text, with a hole for each number that may be somebody's. There is none in
    /// headings, links and descriptions of pictures.
    pub(super) fn write_words(&mut self, text: &str) {
        let may_call = self.heading.is_none()
            && self.image.is_none()
            && self.raw_depth == 0
            && !self.open.contains(&"</a>");
        let mut written = 0;
        while may_call && let Some(number) = next_number(text, written) {
            self.write_text(&text[written..number.start]);
            let shown = &text[number.clone()];
            self.out.hole(Hole::Number(shown.to_owned()));
            push_prose(&mut self.prose, shown);
            written = number.end;
        }
        self.write_text(&text[written..]);
    }

    /// Notes that a tag of raw HTML begins or ends what must hold no link.
    pub(super) fn note_raw_tag(&mut self, name: &str, begins: bool) {
        if !HOLDS_NO_LINK.contains(&name.to_ascii_lowercase().as_str()) {
            return;
        }
        self.raw_depth = match begins {
            true => self.raw_depth + 1,
            false => self.raw_depth.saturating_sub(1),
        };
    }
}

/// Elements of raw HTML in which a link may not stand, or would be read as something else.
const HOLDS_NO_LINK: [&str; 14] = [
    "a", "button", "code", "kbd", "label", "pre", "samp", "summary", "h1", "h2", "h3", "h4", "h5",
    "h6",
];

/// What is the same for a number however it is grouped: its digits, with the `+` before them. Short
/// codes are themselves, since `11 61 23` is none.
pub fn number_key(text: &str) -> String {
    let international = text.starts_with('+');
    let text = match international {
        true => text.replacen("(0)", "", 1),
        false => text.to_owned(),
    };
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    if international {
        return format!("+{digits}");
    }
    match digits.len() < SHORT {
        true => text.split_whitespace().collect::<Vec<_>>().join(" "),
        false => digits,
    }
}

/// The next number from byte `from` on that may be one to call.
fn next_number(text: &str, from: usize) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let mut at = from;
    while let Some(first) = next_digit(bytes, at) {
        let end = end_of(text, first);
        let start = start_of(text, from, first);
        let digits = bytes[start..end].iter().filter(|b| b.is_ascii_digit());
        let is_long_enough = (SHORTEST..=LONGEST).contains(&digits.count());
        if is_long_enough && is_free(&text[..start], &text[end..]) {
            return Some(start..end);
        }
        at = end;
    }
    None
}

/// So many bytes are looked at in one step.
const STRETCH: usize = 64;

/// The next digit from byte `from` on. Most prose has none for long stretches, which are gone through
/// without looking at each byte by itself.
fn next_digit(bytes: &[u8], from: usize) -> Option<usize> {
    let holds = |stretch: &[u8]| {
        let digit = |byte: &u8| byte.wrapping_sub(b'0') < 10;
        stretch
            .iter()
            .fold(false, |found, byte| found | digit(byte))
    };
    let mut at = from;
    for stretch in bytes[from..].chunks(STRETCH) {
        if holds(stretch) {
            let found = stretch.iter().position(u8::is_ascii_digit);
            return found.map(|found| at + found);
        }
        at += stretch.len();
    }
    None
}

/// Where a number begins whose first digit is known: before a `+` or an opening bracket of its own.
fn start_of(text: &str, from: usize, first: usize) -> usize {
    let mut start = first;
    if text[from..start].ends_with('(') && text[first..end_of(text, first)].contains(')') {
        start -= 1;
    }
    if text[from..start].ends_with('+') {
        start -= 1;
    }
    start
}

/// Behind the last digit of the number that begins at `first`: its groups stand apart by a sign or two.
fn end_of(text: &str, first: usize) -> usize {
    let mut end = first;
    let mut apart = 0;
    for (at, c) in text[first..].char_indices() {
        if c.is_ascii_digit() {
            end = first + at + 1;
            apart = 0;
        } else if is_separator(c) && apart < 2 {
            apart += 1;
        } else {
            break;
        }
    }
    end
}

fn is_separator(c: char) -> bool {
    matches!(
        c,
        ' ' | '\u{a0}' | '\u{202f}' | '-' | '\u{2011}' | '\u{2013}' | '.' | '(' | ')' | '/'
    )
}

/// Whether what stands around a number leaves it whole: `£500`, `12:30`, `3.5 kg`, `v2-100` and `#123`
/// are not to be called.
fn is_free(before: &str, after: &str) -> bool {
    let clings = |c: char| c.is_alphanumeric() || "+-./,:#@_=&~£$€%'’".contains(c);
    let mut next = after.chars();
    let follows = match next.next() {
        Some(c) if c.is_alphanumeric() || "%°_@€£$".contains(c) => false,
        Some(',' | ':' | '.' | '-' | '/' | '\'' | '’') => {
            !next.next().is_some_and(char::is_alphanumeric)
        }
        _ => true,
    };
    follows && !before.chars().next_back().is_some_and(clings)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        let mut at = 0;
        let mut list = Vec::new();
        while let Some(number) = next_number(text, at) {
            list.push(&text[number.clone()]);
            at = number.end;
        }
        list
    }

    #[test]
    fn numbers_are_found_whole() {
        assert_eq!(
            found("Call 0808 157 0123, or (0113) 496-0231. Text 85258!"),
            ["0808 157 0123", "(0113) 496-0231", "85258"]
        );
        assert_eq!(found("+44 (0)808 157 0123"), ["+44 (0)808 157 0123"]);
        assert_eq!(found("Ring 116 123 (free)"), ["116 123"]);
        assert_eq!(found("(in 988)"), ["988"]);
        assert_eq!(found("\u{201c}0800/111 0 111\u{201d}"), ["0800/111 0 111"]);
    }

    #[test]
    fn what_is_no_number_to_call_is_left_alone() {
        for text in [
            "£500",
            "at 12:30",
            "3.5km",
            "12",
            "1,000",
            "room B-204",
            "#123",
            "100%",
            "v2-100",
            "1234567890123456",
            "abc123",
            "123abc",
        ] {
            assert_eq!(found(text), Vec::<&str>::new(), "{text}");
        }
    }

    #[test]
    fn a_number_is_the_same_however_it_is_grouped() {
        assert_eq!(number_key("0808 157 0123"), "08081570123");
        assert_eq!(number_key("08081570123"), "08081570123");
        assert_eq!(number_key("+44 (0)808 157-0123"), "+448081570123");
        assert_eq!(number_key("116\u{a0}123"), "116 123");
        assert_ne!(number_key("11 61 23"), number_key("116 123"));
    }
}
