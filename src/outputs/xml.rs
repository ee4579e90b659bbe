//! XML without what XML may not hold.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use std::borrow::Cow;

/// A document as it grows.
pub(super) type Xml = Writer<Vec<u8>>;

/// A document with its declaration.
pub(super) fn document() -> Xml {
    let mut xml = Writer::new(Vec::new());
    // Writing into memory can't fail.
    let _ = xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)));
    let _ = xml.write_event(Event::Text(BytesText::new("\n")));
    xml
}

/// `<name>text</name>`, escaped.
pub(super) fn element(xml: &mut Xml, name: &str, text: &str) {
    let clean = legal(text);
    let _ = xml
        .create_element(name)
        .write_text_content(BytesText::new(&clean));
}

/// `<name a="b" …/>`.
pub(super) fn empty(xml: &mut Xml, name: &str, attributes: &[(&str, &str)]) {
    let _ = xml
        .create_element(name)
        .with_attributes(attributes.iter().copied())
        .write_empty();
}

/// The text without the characters that XML 1.0 forbids.
pub(super) fn legal(text: &str) -> Cow<'_, str> {
    let forbidden = |c: char| matches!(c, '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    match !is_plain(text) && text.contains(forbidden) {
        true => text.replace(forbidden, "").into(),
        false => text.into(),
    }
}

/// Whether there is no byte of which forbidden characters are made. Looks at every byte, whatever the
/// others are, so that the machine can do many at a time.
fn is_plain(text: &str) -> bool {
    let odd = |byte: u8| {
        let control = (byte < b' ') & !matches!(byte, b'\t' | b'\n' | b'\r');
        control | (byte == 0xef)
    };
    !text.bytes().fold(false, |found, byte| found | odd(byte))
}

/// The finished document.
pub(super) fn finish(xml: Xml) -> String {
    let mut text = String::from_utf8(xml.into_inner()).unwrap_or_default();
    text.push('\n');
    text
}
