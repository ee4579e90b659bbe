//! The tags of HTML and of SVG as browsers see them: with text that looks like a tag and is none left
//! out. It knows nothing of what tags mean, and finds its way through any bytes.

mod raw;

use memchr::memchr;
use raw::{Raw, after_bracket, after_declaration, end_of, end_of_source};
use std::ops::Range;

/// An attribute of a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attribute<'a> {
    /// Its name as typed.
    pub name: &'a [u8],
    /// Its value as typed, without quotes.
    pub value: &'a [u8],
    /// Where the value begins.
    pub at: usize,
}

impl Attribute<'_> {
    /// Whether it is called so, in capitals or not.
    pub fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name.as_bytes())
    }

    /// Where the value stands.
    pub fn range(&self) -> Range<usize> {
        self.at..self.at + self.value.len()
    }
}

/// A tag that opens an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag<'t, 'a> {
    /// Its name as typed.
    pub name: &'a [u8],
    /// Its attributes, those that come twice included.
    pub attributes: &'t [Attribute<'a>],
    /// Where it stands, from `<` to behind `>`.
    pub range: Range<usize>,
    /// The text of a `<script>` or a `<style>`.
    pub text: Option<Range<usize>>,
    /// Whether it stands inside of SVG or MathML.
    pub is_foreign: bool,
}

impl<'a> Tag<'_, 'a> {
    /// Whether it is called so, in capitals or not.
    pub fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name.as_bytes())
    }

    /// The first attribute of this name, which is the one that counts.
    pub fn attribute(&self, name: &str) -> Option<Attribute<'a>> {
        self.attributes.iter().find(|one| one.is(name)).copied()
    }
}

/// Goes through the opening tags of some markup.
pub struct Tags<'a> {
    text: &'a [u8],
    at: usize,
    attributes: Vec<Attribute<'a>>,
    is_xml: bool,
    foreign: usize,
    passed: Range<usize>,
}

impl<'a> Tags<'a> {
    /// The tags of HTML.
    pub fn html(text: &'a [u8]) -> Tags<'a> {
        Tags {
            text,
            at: 0,
            attributes: Vec::with_capacity(16),
            is_xml: false,
            foreign: 0,
            passed: 0..0,
        }
    }

    /// Leaves out the tags in a range of which it is known that they mean nothing to the caller, and that
    /// all that is opened in it is closed in it: where it stands as text does, that is, and not in a
    /// comment, a script or an attribute.
    pub fn passing_over(self, range: Range<usize>) -> Tags<'a> {
        Tags {
            passed: range,
            ..self
        }
    }

    /// The tags of SVG or of another kind of XML.
    pub fn xml(text: &'a [u8]) -> Tags<'a> {
        Tags {
            is_xml: true,
            ..Tags::html(text)
        }
    }

    /// The next opening tag; in XML, an instruction such as `<?xml-stylesheet …?>` as well.
    pub fn next_tag(&mut self) -> Option<Tag<'_, 'a>> {
        loop {
            let from = self.at + memchr(b'<', self.text.get(self.at..)?)?;
            if self.at <= self.passed.start && self.passed.contains(&from) && self.foreign == 0 {
                self.at = self.passed.end;
                continue;
            }
            match *self.text.get(from + 1)? {
                first if first.is_ascii_alphabetic() => return self.open(from),
                b'/' => self.close(from)?,
                b'!' => self.at = after_declaration(self.text, from, self.is_xml)?,
                b'?' if self.is_xml => return self.open(from),
                b'?' => self.at = after_bracket(self.text, from)?,
                _ => self.at = from + 1,
            }
        }
    }

    /// The opening tag at `from`.
    fn open(&mut self, from: usize) -> Option<Tag<'_, 'a>> {
        let (name, closes_itself) = self.tag(from, from + 1)?;
        let range = from..self.at;
        let is_foreign = self.is_xml || self.foreign > 0;
        let mut text = None;
        match Raw::of(name) {
            Raw::No => {}
            Raw::Svg if !closes_itself => self.foreign += 1,
            Raw::Svg => {}
            Raw::Source => {
                let end = end_of_source(self.text, self.at, name);
                text = Some(self.at..end);
                if !is_foreign {
                    self.at = end;
                }
            }
            Raw::Words if !is_foreign => self.at = end_of(self.text, self.at, name),
            Raw::Words => {}
            Raw::Rest if !is_foreign => self.at = self.text.len(),
            Raw::Rest => {}
        }
        Some(Tag {
            name,
            attributes: &self.attributes,
            range,
            text,
            is_foreign,
        })
    }

    fn close(&mut self, from: usize) -> Option<()> {
        if !self.text.get(from + 2)?.is_ascii_alphabetic() {
            self.at = after_bracket(self.text, from)?;
            return Some(());
        }
        let (name, _) = self.tag(from, from + 2)?;
        if self.foreign > 0 && matches!(Raw::of(name), Raw::Svg) {
            self.foreign -= 1;
        }
        Some(())
    }

    /// Reads a tag whose name begins at `start`, goes behind it, and says what it is called and whether
    /// it ends in `/>`. A tag that does not end is none.
    fn tag(&mut self, from: usize, start: usize) -> Option<(&'a [u8], bool)> {
        let text = self.text;
        self.attributes.clear();
        // Whatever comes of it, there is no tag before its end.
        self.at = text.len();
        let mut at = start + length(&text[start..], |byte| !ends_name(byte));
        let name = &text[start..at];
        debug_assert!(from < start);
        loop {
            at += length(&text[at..], |byte| is_blank(byte) || byte == b'/');
            if *text.get(at)? == b'>' {
                self.at = at + 1;
                return Some((name, text[at - 1] == b'/'));
            }
            let (attribute, end) = attribute(text, at)?;
            self.attributes.push(attribute);
            at = end;
        }
    }
}

/// The attribute at a place, and where it ends.
fn attribute(text: &[u8], start: usize) -> Option<(Attribute<'_>, usize)> {
    // A name may begin with `=`.
    let name_end = start + 1 + length(&text[start + 1..], |byte| !ends_name(byte) && byte != b'=');
    let name = &text[start..name_end];
    let mut at = name_end + length(&text[name_end..], is_blank);
    if *text.get(at)? != b'=' {
        let nothing = Attribute {
            name,
            value: b"",
            at: name_end,
        };
        return Some((nothing, name_end));
    }
    at += 1;
    at += length(&text[at..], is_blank);
    let (value, end) = match *text.get(at)? {
        quote @ (b'"' | b'\'') => {
            at += 1;
            let len = memchr(quote, &text[at..])?;
            (at..at + len, at + len + 1)
        }
        _ => {
            let len = length(&text[at..], |byte| !is_blank(byte) && byte != b'>');
            (at..at + len, at + len)
        }
    };
    let value = Attribute {
        name,
        value: &text[value],
        at,
    };
    Some((value, end))
}

fn length(text: &[u8], wanted: impl Fn(u8) -> bool) -> usize {
    let end = text.iter().position(|byte| !wanted(*byte));
    end.unwrap_or(text.len())
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c')
}

fn ends_name(byte: u8) -> bool {
    is_blank(byte) || matches!(byte, b'/' | b'>')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn told(mut tags: Tags<'_>) -> String {
        let text = tags.text;
        let mut told = String::new();
        while let Some(tag) = tags.next_tag() {
            let shown = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            told.push_str(&shown(tag.name));
            for one in tag.attributes {
                told.push_str(&format!(" {}={:?}", shown(one.name), shown(one.value)));
                assert_eq!(&text[one.range()], one.value);
            }
            if let Some(range) = tag.text {
                told.push_str(&format!(" «{}»", shown(&text[range])));
            }
            told.push('|');
        }
        told
    }

    #[test]
    fn finds_tags_as_browsers_do() {
        for (html, expected) in [
            ("<p>a</p><br/><IMG src=a.png>", "p|br|IMG src=\"a.png\"|"),
            (
                "<img src = 'a b' alt=\"x>y\" hidden>",
                "img src=\"a b\" alt=\"x>y\" hidden=\"\"|",
            ),
            ("<img/src=a/b/>", "img src=\"a/b/\"|"),
            ("<img src=a\"b c>", "img src=\"a\\\"b\" c=\"\"|"),
            ("<p title=\"<img src=x>\">", "p title=\"<img src=x>\"|"),
            ("</p title='<img src=x>'><b>", "b|"),
            (
                "<!-- <img> --><b><!--><i><!---><u><!-- --!><s><!-- -- > <img>",
                "b|i|u|s|",
            ),
            ("a < b <1> <<b>", "b|"),
            ("<!doctype html \"><b>\"><?php <b> ?></ <b>", "b|"),
            (
                "<title><b></title><textarea><b></TEXTAREA ><i><xmp><b></xmp>",
                "title|textarea|i|xmp|",
            ),
            ("<script>a<b</script><b>", "script «a<b»|b|"),
            ("<script><!-- </script><b>", "script «<!-- »|b|"),
            (
                "<script><!-- <script></script> <b></script><i>",
                "script «<!-- <script></script> <b>»|i|",
            ),
            (
                "<script><!--><script></script><i>",
                "script «<!--><script>»|i|",
            ),
            (
                "<style>@import 'x'</styles></style><b>",
                "style «@import 'x'</styles>»|b|",
            ),
            // In SVG, these are tags like any other.
            (
                "<svg><title><img></title><style><b></style></svg><title><img></title>",
                "svg|title|img|style «<b>»|b|title|",
            ),
            ("<svg/><title><img></title>", "svg|title|"),
            ("<plaintext><b>", "plaintext|"),
            ("<p", ""),
            ("<p a='<b>", ""),
            ("<b><p a=", "b|"),
            ("<p =a=b>", "p =a=\"b\"|"),
        ] {
            assert_eq!(told(Tags::html(html.as_bytes())), expected, "{html}");
        }
        let svg = "<?xml-stylesheet href=\"a\"?><svg><![CDATA[<image>]]><title><b/></title></svg>";
        assert_eq!(
            told(Tags::xml(svg.as_bytes())),
            "?xml-stylesheet href=\"a\" ?=\"\"|svg|title|b|"
        );
    }

    proptest! {
        #[test]
        fn any_bytes_are_gone_through(parts in prop::collection::vec(
            prop_oneof![
                prop::sample::select(vec![
                    "<", ">", "<!--", "-->", "--", "</", "\"", "'", "=", "/", "<script", "</script>", "<svg>",
                    "</svg>", "<style>", "<![CDATA[", "]]>", "<title>", "</title>", "<?", "<p a=", " ", "é",
                ]).prop_map(|text| text.as_bytes().to_vec()),
                prop::collection::vec(any::<u8>(), 0..4),
            ],
            0..24,
        )) {
            let soup = parts.concat();
            for mut tags in [Tags::html(&soup), Tags::xml(&soup)] {
                let mut last = 0;
                while let Some(tag) = tags.next_tag() {
                    prop_assert!(tag.range.start >= last && tag.range.end <= soup.len());
                    last = tag.range.start + 1;
                }
            }
        }
    }
}
