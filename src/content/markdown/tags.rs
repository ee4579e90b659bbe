//! Just enough of HTML's syntax to find tags, their attributes, and comments. It may not know what
//! any tag means.

use std::ops::Range;

/// A stretch of raw HTML. Ranges are places in the text that was given.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token {
    Text,
    /// What stands between `<!--` and `-->`.
    Comment(Range<usize>),
    Tag(Tag),
    /// End tags and declarations.
    Other,
}

/// A start tag.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Tag {
    pub(super) start: usize,
    pub(super) name: Range<usize>,
    pub(super) attributes: Vec<Attribute>,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Attribute {
    pub(super) name: Range<usize>,
    /// Without its quotes.
    pub(super) value: Option<Range<usize>>,
    /// Behind the closing quote.
    pub(super) end: usize,
}

/// The token at `at`, and where it ends: always behind `at`.
pub(super) fn next_token(text: &str, at: usize) -> (Token, usize) {
    let rest = &text[at..];
    if !rest.starts_with('<') {
        return (Token::Text, at + rest.find('<').unwrap_or(rest.len()));
    }
    if let Some(comment) = rest.strip_prefix("<!--") {
        let end = comment.find("-->").unwrap_or(comment.len());
        let close = (at + 4 + end + 3).min(text.len());
        return (Token::Comment(at + 4..at + 4 + end), close);
    }
    let to_bracket = at + rest.find('>').map_or(rest.len(), |end| end + 1);
    match rest.as_bytes().get(1) {
        Some(b'/' | b'!' | b'?') => (Token::Other, to_bracket),
        Some(byte) if byte.is_ascii_alphabetic() => tag(text, at),
        _ => {
            let next = rest[1..].find('<').map_or(rest.len(), |next| next + 1);
            (Token::Text, at + next)
        }
    }
}

fn tag(text: &str, start: usize) -> (Token, usize) {
    let bytes = text.as_bytes();
    let skip = |from: usize, wanted: &dyn Fn(u8) -> bool| {
        let rest = &bytes[from..];
        from + rest.iter().take_while(|byte| wanted(**byte)).count()
    };
    let is_name = |byte: u8| !byte.is_ascii_whitespace() && !matches!(byte, b'>' | b'/' | b'=');
    let mut at = skip(start + 1, &is_name);
    let name = start + 1..at;
    let mut attributes = Vec::new();
    loop {
        at = skip(at, &|byte| byte.is_ascii_whitespace() || byte == b'/');
        match bytes.get(at) {
            None => break,
            Some(b'>') => {
                at += 1;
                break;
            }
            Some(_) => {}
        }
        // a stray `=` begins a name, as browsers have it
        let from = at;
        at = skip(at + 1, &is_name);
        let name = from..at;
        let equals = skip(at, &|byte| byte.is_ascii_whitespace());
        let mut value = None;
        if bytes.get(equals) == Some(&b'=') {
            at = skip(equals + 1, &|byte| byte.is_ascii_whitespace());
            let found = match bytes.get(at) {
                Some(quote @ (b'"' | b'\'')) => at + 1..skip(at + 1, &|byte| byte != *quote),
                _ => at..skip(at, &|byte| !byte.is_ascii_whitespace() && byte != b'>'),
            };
            let quoted = found.start > at;
            at = (found.end + usize::from(quoted)).min(bytes.len());
            value = Some(found);
        }
        attributes.push(Attribute {
            name,
            value,
            end: at,
        });
    }
    let tag = Tag {
        start,
        name,
        attributes,
    };
    (Token::Tag(tag), at)
}

/// Where the content of a script or style that begins at `at` ends: no tags are in there.
pub(super) fn end_of_content(text: &str, at: usize, name: &str) -> usize {
    let mut from = at;
    while let Some(found) = text[from..].find("</") {
        let end = from + found;
        let rest = &text.as_bytes()[end + 2..];
        if rest.len() >= name.len() && rest[..name.len()].eq_ignore_ascii_case(name.as_bytes()) {
            return end;
        }
        from = end + 2;
    }
    text.len()
}
