//! What `&…;` in HTML stands for, as far as it can change where an address leads: numbers, and the names
//! of what ASCII has. Other names stay as they are.

use memchr::memchr;
use std::borrow::Cow;

/// The names of ASCII characters; those that browsers know without `;` come first.
const NAMES: [(&str, char); 44] = [
    ("amp", '&'),
    ("AMP", '&'),
    ("lt", '<'),
    ("LT", '<'),
    ("gt", '>'),
    ("GT", '>'),
    ("quot", '"'),
    ("QUOT", '"'),
    ("apos", '\''),
    ("Tab", '\t'),
    ("NewLine", '\n'),
    ("excl", '!'),
    ("num", '#'),
    ("dollar", '$'),
    ("percnt", '%'),
    ("lpar", '('),
    ("rpar", ')'),
    ("ast", '*'),
    ("midast", '*'),
    ("plus", '+'),
    ("comma", ','),
    ("period", '.'),
    ("sol", '/'),
    ("colon", ':'),
    ("semi", ';'),
    ("equals", '='),
    ("quest", '?'),
    ("commat", '@'),
    ("lsqb", '['),
    ("lbrack", '['),
    ("bsol", '\\'),
    ("rsqb", ']'),
    ("rbrack", ']'),
    ("Hat", '^'),
    ("lowbar", '_'),
    ("UnderBar", '_'),
    ("grave", '`'),
    ("lcub", '{'),
    ("lbrace", '{'),
    ("verbar", '|'),
    ("vert", '|'),
    ("VerticalLine", '|'),
    ("rcub", '}'),
    ("rbrace", '}'),
];
const WITHOUT_SEMICOLON: usize = 8;

/// The text that a value in HTML stands for.
pub fn decoded(value: &[u8]) -> Cow<'_, str> {
    let text = String::from_utf8_lossy(value);
    if memchr(b'&', value).is_none() {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_ref();
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let (c, len) = one(&rest[1..]).unwrap_or(('&', 0));
        out.push(c);
        rest = &rest[1 + len..];
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The character at the start of what comes after `&`, and how many bytes name it.
fn one(text: &str) -> Option<(char, usize)> {
    if let Some(number) = text.strip_prefix('#') {
        let (digits, radix, start) = match number.strip_prefix(['x', 'X']) {
            Some(digits) => (digits, 16, 2),
            None => (number, 10, 1),
        };
        let len = digits
            .bytes()
            .take_while(|b| char::from(*b).is_digit(radix))
            .count();
        if len == 0 {
            return None;
        }
        let code = u32::from_str_radix(&digits[..len], radix).unwrap_or(u32::MAX);
        let c = char::from_u32(code)
            .filter(|c| *c != '\0')
            .unwrap_or('\u{fffd}');
        let end = usize::from(digits[len..].starts_with(';'));
        return Some((c, start + len + end));
    }
    let with = NAMES.iter().find_map(|(name, c)| {
        let rest = text.strip_prefix(name)?;
        rest.starts_with(';').then_some((*c, name.len() + 1))
    });
    with.or_else(|| {
        let mut names = NAMES[..WITHOUT_SEMICOLON].iter();
        names.find_map(|(name, c)| text.starts_with(name).then_some((*c, name.len())))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_come_out_as_browsers_read_them() {
        for (typed, meant) in [
            ("a", "a"),
            (
                "&#x68;ttps&colon;&sol;&#47;x&period;example",
                "https://x.example",
            ),
            ("&#104ttps:&Tab;//x", "https:\t//x"),
            ("?a=1&amp;b=2&ampc", "?a=1&b=2&c"),
            ("&", "&"),
            ("&#;&#x;&nix;", "&#;&#x;&nix;"),
            ("&#0;&#x110000;&#99999999999;", "\u{fffd}\u{fffd}\u{fffd}"),
            ("é&lt;é", "é<é"),
        ] {
            assert_eq!(decoded(typed.as_bytes()), meant, "{typed}");
        }
    }
}
