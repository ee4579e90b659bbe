//! The addresses in a stylesheet from which browsers load something: in `url(…)`, after `@import`, in
//! `image-set(…)` and its like, and nowhere in comments or in plain text.

use std::ops::Range;

/// An address in a stylesheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// Where it stands, without quotes.
    pub range: Range<usize>,
    /// What it means, without the backslashes of CSS.
    pub meaning: String,
    /// Whether it is another stylesheet.
    pub is_import: bool,
    /// Whether it stands in `@font-face`.
    pub is_font: bool,
}

/// Every address of a stylesheet, in order.
pub fn addresses(css: &[u8]) -> Vec<Address> {
    let mut reader = Reader {
        css,
        at: 0,
        open: Vec::new(),
        rule: Rule::Plain,
        found: Vec::new(),
    };
    while reader.at < css.len() {
        reader.step();
    }
    reader.found
}

/// Which at-rule the reader is in the head of, or in the block of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rule {
    Plain,
    Import,
    /// `@namespace` and `@document`, whose addresses are names.
    Names,
    FontFace,
}

struct Reader<'a> {
    css: &'a [u8],
    at: usize,
    /// For each open parenthesis, whether a text in it is an address.
    open: Vec<bool>,
    rule: Rule,
    found: Vec<Address>,
}

impl Reader<'_> {
    fn step(&mut self) {
        let rest = &self.css[self.at..];
        match rest[0] {
            b'/' if rest.starts_with(b"/*") => {
                let end = memchr::memmem::find(&rest[2..], b"*/");
                self.at += end.map_or(rest.len(), |end| end + 4);
            }
            b'"' | b'\'' => {
                let (range, meaning) = self.quoted();
                if self.rule == Rule::Import || self.open.last() == Some(&true) {
                    self.add(range, meaning);
                }
            }
            b'@' => {
                self.at += 1;
                let (_, name) = self.word();
                self.rule = match name.to_ascii_lowercase().as_str() {
                    "import" => Rule::Import,
                    "namespace" | "document" | "-moz-document" => Rule::Names,
                    "font-face" => Rule::FontFace,
                    _ => Rule::Plain,
                };
            }
            b'(' => self.enter(false),
            b')' => {
                self.open.pop();
                self.at += 1;
            }
            b';' | b'{' | b'}' => {
                let is_block = self.rule == Rule::FontFace && rest[0] != b'}';
                if !is_block {
                    self.rule = Rule::Plain;
                }
                self.open.clear();
                self.at += 1;
            }
            byte if starts_word(byte) => self.name(),
            _ => self.at += 1,
        }
    }

    fn enter(&mut self, holds_addresses: bool) {
        self.open.push(holds_addresses);
        self.at += 1;
    }

    /// A word, which may be the name of a function that loads.
    fn name(&mut self) {
        let (_, name) = self.word();
        if self.css.get(self.at) != Some(&b'(') {
            return;
        }
        let name = name.to_ascii_lowercase();
        match name.strip_prefix("-webkit-").unwrap_or(&name) {
            "url" => {
                self.at += 1;
                self.url();
            }
            "src" | "image" | "image-set" | "cross-fade" => self.enter(true),
            _ => self.enter(false),
        }
    }

    /// What is inside of `url(`.
    fn url(&mut self) {
        self.skip_blanks();
        let (range, meaning) = match self.css.get(self.at) {
            Some(b'"' | b'\'') => self.quoted(),
            _ => self.until(|byte| byte == b')' || is_blank(byte)),
        };
        self.add(range, meaning);
        let end = memchr::memchr(b')', &self.css[self.at..]);
        self.at = end.map_or(self.css.len(), |end| self.at + end + 1);
    }

    fn add(&mut self, range: Range<usize>, meaning: String) {
        if self.rule != Rule::Names {
            self.found.push(Address {
                range,
                meaning,
                is_import: self.rule == Rule::Import,
                is_font: self.rule == Rule::FontFace,
            });
        }
        if self.rule == Rule::Import {
            self.rule = Rule::Plain;
        }
    }

    fn skip_blanks(&mut self) {
        while self.css.get(self.at).is_some_and(|byte| is_blank(*byte)) {
            self.at += 1;
        }
    }

    /// A text in quotes. One that runs into the end of its line is none.
    fn quoted(&mut self) -> (Range<usize>, String) {
        let quote = self.css[self.at];
        self.at += 1;
        let found = self.until(|byte| byte == quote || byte == b'\n');
        self.at = (self.at + 1).min(self.css.len());
        found
    }

    fn word(&mut self) -> (Range<usize>, String) {
        self.until(|byte| !starts_word(byte) && !byte.is_ascii_digit())
    }

    /// What stands before the first byte that ends it, and what it means.
    fn until(&mut self, ends: impl Fn(u8) -> bool) -> (Range<usize>, String) {
        let start = self.at;
        let mut meaning = Vec::new();
        while let Some(byte) = self.css.get(self.at).copied().filter(|byte| !ends(*byte)) {
            self.at += 1;
            match byte {
                b'\\' => self.escape(&mut meaning),
                byte => meaning.push(byte),
            }
        }
        let meaning = String::from_utf8_lossy(&meaning).into_owned();
        (start..self.at, meaning)
    }

    /// What comes after a backslash: a number of up to six digits, the end of a line, or any character.
    fn escape(&mut self, meaning: &mut Vec<u8>) {
        let rest = &self.css[self.at..];
        let digits = rest
            .iter()
            .take(6)
            .take_while(|byte| byte.is_ascii_hexdigit());
        let digits = digits.count();
        if digits == 0 {
            if let Some(byte) = rest.first() {
                self.at += 1;
                if *byte != b'\n' {
                    meaning.push(*byte);
                }
            }
            return;
        }
        let number = std::str::from_utf8(&rest[..digits]).ok();
        let code = number.and_then(|number| u32::from_str_radix(number, 16).ok());
        let c = code.and_then(char::from_u32).unwrap_or('\u{fffd}');
        meaning.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
        let blank = rest.get(digits).is_some_and(|byte| is_blank(*byte));
        self.at += digits + usize::from(blank);
    }
}

fn starts_word(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || matches!(byte, b'-' | b'_' | b'\\') || byte >= 0x80
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn finds_what_is_loaded_and_nothing_else() {
        for (css, expected) in [
            ("a{b:url(x.png)}", "x.png"),
            ("a{b:URL( \"x y.png\" ) no-repeat,url('z')}", "x y.png z"),
            (
                "@import 'a.css';@import url(b.css) screen;@IMPORT\n\"c.css\";",
                "a.css! b.css! c.css!",
            ),
            ("/* url(x) @import 'y' */a{content:'url(x)'}", ""),
            (
                "@namespace svg url(http://www.w3.org/2000/svg);a{b:url(c)}",
                "c",
            ),
            ("@charset \"utf-8\";a{content:\"https://x.example\"}", ""),
            ("a{b:\\75rl(\\68 ttps://x)}", "https://x"),
            (
                "a{b:image-set('a.png' type('image/png') 1x,url(b.png))}",
                "a.png b.png",
            ),
            (
                "@font-face{font-family:'x';src:local('y'),url(z.woff2)format('woff2')}a{b:url(c)}",
                "z.woff2f c",
            ),
            ("a{b:url(x", "x"),
            ("a{b:url(\"x", "x"),
            ("@import", ""),
            ("a{b:c\\", ""),
        ] {
            let found = addresses(css.as_bytes());
            let found: Vec<String> = found
                .iter()
                .map(|one| {
                    let mark = match (one.is_import, one.is_font) {
                        (true, _) => "!",
                        (_, true) => "f",
                        _ => "",
                    };
                    format!("{}{mark}", one.meaning)
                })
                .collect();
            assert_eq!(found.join(" "), expected, "{css}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_gone_through(css in "(url\\(|@import|/\\*|\\*/|\"|'|\\\\|[(){};]|image-set\\(|a|é|\n| |1){0,24}") {
            for one in addresses(css.as_bytes()) {
                prop_assert!(one.range.start <= one.range.end && one.range.end <= css.len());
            }
        }
    }
}
