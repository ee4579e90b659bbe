//! What in a comment may lead strangers to somebody: mail addresses, telephone numbers, full names of others. It
//! is told where it stands and not repeated, since whoever wrote it may not have agreed to anything yet.

use crate::base::diag::{Diagnostic, Sink};
use crate::base::paths::SourcePath;
use crate::content::person;
use std::ops::Range;

/// The fewest digits of a number that somebody may have of their own. There is no most: two may stand side by side.
const DIGITS: usize = 7;
/// Fewer digits in pairs are times of day: 09.30-12.30.
const PAIRED: usize = 9;
/// More of what somebody gives as their name is not looked at.
const LONGEST: usize = 200;

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Trace {
    Mail,
    Number,
    Name,
}

/// Warns of what stands in a comment's text, which begins at byte `start` of its file. Whoever wrote it may give
/// their own name.
pub(super) fn check(
    (path, start): (&SourcePath, usize),
    text: &str,
    author: Option<&str>,
    sink: &mut Sink,
) {
    for (trace, range) in traces(text, author) {
        let place = start + range.start..start + range.end;
        sink.push(told(trace).at(path, place));
    }
}

/// Warns of what stands in the name of its author.
pub(super) fn check_author(path: &SourcePath, author: (&str, Range<usize>), sink: &mut Sink) {
    let (name, span) = author;
    let mut traces = traces(name, None).into_iter();
    if let Some((trace, _)) = traces.find(|(trace, _)| *trace != Trace::Name) {
        sink.push(told(trace).at(path, span));
    }
}

fn told(trace: Trace) -> Diagnostic {
    let (code, message, help) = match trace {
        Trace::Mail => (
            "comment/email",
            "a mail address stands in this comment, and everybody will be able to write to it",
            "take it out before you approve the comment: write [address taken out] in its place",
        ),
        Trace::Number => (
            "comment/phone",
            "a telephone number may stand in this comment, and everybody will be able to call it",
            "take it out before you approve the comment; if it is a helpline's, link to its listing instead",
        ),
        Trace::Name => (
            "comment/person",
            "somebody may be named in this comment who has not agreed to it",
            "leave a first name or a letter of it, unless everybody knows that they may be named",
        ),
    };
    Diagnostic::warning(code, message).help(help)
}

fn traces(text: &str, author: Option<&str>) -> Vec<(Trace, Range<usize>)> {
    let mut found: Vec<(Trace, Range<usize>)> = Vec::new();
    found.extend(mails(text).into_iter().map(|range| (Trace::Mail, range)));
    found.extend(
        numbers(text)
            .into_iter()
            .map(|range| (Trace::Number, range)),
    );
    let own: String = author.unwrap_or_default().chars().take(LONGEST).collect();
    let own = own.to_lowercase();
    let others = person::named(text);
    let others = others.into_iter().filter(|range| {
        let name = text[range.clone()].to_lowercase();
        own.is_empty() || !own.contains(&name)
    });
    found.extend(others.map(|range| (Trace::Name, range)));
    found.sort_by_key(|(_, range)| range.start);
    found
}

/// `somebody@a.example`, wherever it stands.
fn mails(text: &str) -> Vec<Range<usize>> {
    let is_local = |c: char| c.is_alphanumeric() || "._%+-".contains(c);
    let is_host = |c: char| c.is_alphanumeric() || ".-".contains(c);
    let ats = text.match_indices('@').map(|(at, _)| at);
    let mail = |at: usize| {
        let (before, after) = (&text[..at], &text[at + 1..]);
        let local = before.len() - before.trim_end_matches(is_local).len();
        let host = after.len() - after.trim_start_matches(is_host).len();
        let host = after[..host].trim_end_matches(['.', '-']);
        let has_end = host
            .rsplit_once('.')
            .is_some_and(|(name, end)| !name.is_empty() && end.len() > 1);
        (local > 0 && has_end).then(|| at - local..at + 1 + host.len())
    };
    ats.filter_map(mail).collect()
}

/// Digits with what people write between them, if they are no day, no time and no part of an address.
fn numbers(text: &str) -> Vec<Range<usize>> {
    let is_part = |c: char| c.is_ascii_digit() || " +()-./\u{a0}".contains(c);
    let mut found = Vec::new();
    // Where the current word begins, carried along: strangers write words of any length.
    let (mut word, mut seen) = (0, 0);
    let mut schemes = text.match_indices("://").map(|(at, _)| at).peekable();
    let mut scheme = None;
    let mut at = 0;
    while let Some(first) = text[at..].find(is_part) {
        let start = at + first;
        let length = text[start..]
            .find(|c| !is_part(c))
            .unwrap_or(text.len() - start);
        at = start + length;
        let whole = &text[start..at];
        let inner = whole.trim_start_matches(|c: char| !c.is_ascii_digit() && c != '+' && c != '(');
        let from = at - inner.len();
        let inner = inner.trim_end_matches(|c: char| !c.is_ascii_digit());
        let step = &text[seen..from];
        seen = from;
        if let Some((space, c)) = step.char_indices().rfind(|(_, c)| c.is_whitespace()) {
            word = from - step.len() + space + c.len_utf8();
        }
        while let Some(at) = schemes.next_if(|at| *at < from) {
            scheme = Some(at);
        }
        let is_address = scheme.is_some_and(|at| at >= word);
        let is_joined = |c: char| c.is_alphanumeric() || "/=_#".contains(c);
        let is_apart = !text[..from].ends_with(is_joined);
        let ends = !text[from + inner.len()..].starts_with(char::is_alphanumeric);
        if is_apart && ends && !is_address && is_number(inner) {
            found.push(from..from + inner.len());
        }
    }
    found
}

fn is_number(text: &str) -> bool {
    let pieces = text.split(|c: char| !c.is_ascii_digit());
    let pieces: Vec<&str> = pieces.filter(|piece| !piece.is_empty()).collect();
    let digits: usize = pieces.iter().map(|piece| piece.len()).sum();
    let is_year =
        |piece: &&str| piece.len() == 4 && (piece.starts_with("19") || piece.starts_with("20"));
    let pairs = pieces.iter().filter(|piece| piece.len() <= 2).count();
    let is_day = pieces.len() == 3 && pairs == 2 && pieces.iter().any(is_year);
    let is_time = digits < PAIRED && pairs == pieces.len();
    let is_book = digits == 13 && text.starts_with("978");
    let is_other = is_day || is_time || is_book || pieces.iter().all(is_year);
    digits >= DIGITS && !is_other
}

#[cfg(test)]
mod tests {
    use super::{mails, numbers};
    use std::ops::Range;

    fn texts(text: &str, found: Vec<Range<usize>>) -> Vec<&str> {
        found.into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn addresses_and_numbers_are_found_as_people_write_them() {
        let text = "Write to a.b+c@mail.example. Or call +44 (0)161 496 0000, or 06 12 34 56 78!";
        assert_eq!(texts(text, mails(text)), ["a.b+c@mail.example"]);
        assert_eq!(
            texts(text, numbers(text)),
            ["+44 (0)161 496 0000", "06 12 34 56 78"]
        );
        let text = "07700-900123 (0161) 496 0001";
        assert_eq!(numbers(text).len(), 1);
    }

    #[test]
    fn a_text_without_spaces_is_read_in_one_go() {
        let text = "a1+2".repeat(1 << 17);
        assert_eq!(texts(&text, numbers(&text)), Vec::<&str>::new());
        let text = format!("data://{text}, 07700 900123");
        assert_eq!(texts(&text, numbers(&text)), ["07700 900123"]);
    }

    #[test]
    fn days_times_short_numbers_and_links_are_none() {
        for text in [
            "on 2026-02-03, 03.02.2026 or 3/2/2026",
            "in 2019-2020 and 1999/2000",
            "from 09.30-12.30 and 9-5",
            "call 116 123 or 988",
            "https://a.example/4412345678 and #12345678",
            "https://a.example/a1?tel:4412345678",
            "ISBN 9781234567897, order a12345678",
            "see @somebody and a@b",
            "3.141",
        ] {
            assert_eq!(texts(text, numbers(text)), Vec::<&str>::new(), "{text}");
            assert_eq!(texts(text, mails(text)), Vec::<&str>::new(), "{text}");
        }
    }
}
