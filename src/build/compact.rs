//! Stylesheets as they are published: without comments and indentation, which only their authors need.
//! It knows just enough of CSS to leave strings, addresses and escapes as they are.

/// Round these, blanks mean nothing.
const APART: [char; 4] = ['{', '}', ';', ','];

/// The same stylesheet in fewer bytes.
pub(super) fn compact(css: &str) -> String {
    let mut out = Out::default();
    let mut rest = css;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '/' if rest.starts_with("/*") => {
                out.comment = true;
                rest.find("*/").map_or(rest.len(), |end| end + 2)
            }
            '"' | '\'' => out.whole(rest, quoted(rest, first)),
            '\\' => out.whole(rest, 1 + rest[1..].chars().next().map_or(0, char::len_utf8)),
            'u' | 'U' if is_bare_address(rest) => {
                out.whole(rest, rest.find(')').map_or(rest.len(), |end| end + 1))
            }
            _ if first.is_ascii_whitespace() => {
                out.blank = true;
                1
            }
            _ => out.letter(first),
        };
        rest = &rest[length..];
    }
    out.text
}

/// What was written, and what stood between that and what comes next.
#[derive(Default)]
struct Out {
    text: String,
    /// The last letter, if it was no part of a string, an address or an escape.
    last: Option<char>,
    blank: bool,
    comment: bool,
}

impl Out {
    /// Takes over this many bytes as they are.
    fn whole(&mut self, from: &str, length: usize) -> usize {
        self.apart(None);
        self.text.push_str(&from[..length]);
        self.last = None;
        length
    }

    fn letter(&mut self, letter: char) -> usize {
        self.apart(Some(letter));
        // The second of two ends a declaration that is none.
        if letter == ';' && self.last == Some(';') {
            return 1;
        }
        if letter == '}' && self.last == Some(';') {
            self.text.pop();
        }
        self.text.push(letter);
        self.last = Some(letter);
        letter.len_utf8()
    }

    /// Writes what must stand before what comes next.
    fn apart(&mut self, next: Option<char>) {
        let is_mark = |letter: Option<char>| letter.is_some_and(|letter| APART.contains(&letter));
        // An empty value keeps its blank: `--x: ;`.
        let needless = match self.last {
            Some(':') => !is_mark(next),
            last => is_mark(last) || is_mark(next),
        };
        if !needless && !self.text.is_empty() {
            match (self.blank, self.comment) {
                (true, _) => self.text.push(' '),
                // Without it two words would become one.
                (false, true) => self.text.push_str("/**/"),
                (false, false) => {}
            }
        }
        (self.blank, self.comment) = (false, false);
    }
}

/// The length of a string with its quotes; one that is never closed ends with its line, as in browsers,
/// and keeps the end of the line.
fn quoted(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, letter) in text.char_indices().skip(1) {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '\n' => return at + 1,
            _ if letter == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// Whether an address without quotes begins here, in which even `/*` is no comment.
fn is_bare_address(text: &str) -> bool {
    let start = text
        .get(..4)
        .filter(|start| start.eq_ignore_ascii_case("url("));
    let inside = start.and_then(|_| text[4..].trim_start().chars().next());
    inside.is_some_and(|first| !matches!(first, '"' | '\''))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_what_means_nothing_goes() {
        for (before, after) in [
            ("a {\n  color: red;\n  top: 0;\n}\n", "a{color:red;top:0}"),
            (
                "/* why */ a, b > c :hover { margin: 0 auto }",
                "a,b > c :hover{margin:0 auto}",
            ),
            (
                "@media (min-width: 62em) and (x) { a{} }",
                "@media (min-width:62em) and (x){a{}}",
            ),
            ("a { width: calc(1rem + 2px) }", "a{width:calc(1rem + 2px)}"),
            (
                "a { content: \"/* not a \\\" comment */  {;}\"; }",
                "a{content:\"/* not a \\\" comment */  {;}\"}",
            ),
            (
                "a { background: url( /*x*/ y.svg ) }",
                "a{background:url( /*x*/ y.svg )}",
            ),
            (
                "a { background: url( \"x  y.svg\" ) }",
                "a{background:url( \"x  y.svg\" )}",
            ),
            ("a/* */b c/* */ d { --x: ; }", "a/**/b c d{--x: }"),
            ("a\\  b { x: y }", "a\\  b{x:y}"),
            ("a { content: \"open\n; b: c }", "a{content:\"open\n;b:c}"),
            ("/* never closed", ""),
        ] {
            assert_eq!(compact(before), after, "{before}");
        }
    }

    proptest! {
        #[test]
        fn a_second_time_changes_nothing(css in "[a-z{};:,/*\"' \\\\\n()]{0,40}") {
            let once = compact(&css);
            prop_assert_eq!(compact(&once), once);
        }
    }
}
