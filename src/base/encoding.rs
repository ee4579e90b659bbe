//! How bytes stand for letters. All texts are UTF-8, but for tables that an older program has written.

use serde::{Deserialize, Serialize};

/// An encoding of texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Encoding {
    /// That of nearly everything.
    #[default]
    Utf8,
    /// That of Western Europe on Windows, in which spreadsheets there save CSV.
    Windows1252,
}

/// What the bytes 0x80 to 0x9F stand for. Those five that stand for nothing are control characters, as
/// browsers have it.
const HIGH: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

impl Encoding {
    /// By its name, in whatever case.
    pub fn parse(name: &str) -> Option<Encoding> {
        match name.trim().to_ascii_lowercase().as_str() {
            "utf-8" | "utf8" => Some(Encoding::Utf8),
            "windows-1252" | "cp1252" => Some(Encoding::Windows1252),
            _ => None,
        }
    }

    /// The encoding that bytes are in: UTF-8 wherever they are that, since a table may have been saved
    /// anew, and hardly any other text is UTF-8 by chance.
    pub fn of(self, bytes: &[u8]) -> Encoding {
        match std::str::from_utf8(bytes) {
            Ok(_) => Encoding::Utf8,
            Err(_) => self,
        }
    }

    /// The text that bytes stand for.
    ///
    /// # Errors
    /// If they are to be UTF-8 and are not.
    pub fn decode(self, bytes: Vec<u8>) -> Result<String, std::string::FromUtf8Error> {
        match String::from_utf8(bytes) {
            Err(error) if self == Encoding::Windows1252 => {
                Ok(error.as_bytes().iter().map(|byte| letter(*byte)).collect())
            }
            text => text,
        }
    }

    /// The text that bytes stand for, with a sign for what is none.
    pub fn shown(self, bytes: Vec<u8>) -> String {
        let text = self.decode(bytes);
        text.unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
    }

    /// The bytes of a text; none if it holds a letter that can't be written in this encoding.
    pub fn encode(self, text: &str) -> Option<Vec<u8>> {
        match self {
            Encoding::Utf8 => Some(text.as_bytes().to_vec()),
            Encoding::Windows1252 => text.chars().map(byte).collect(),
        }
    }
}

fn letter(byte: u8) -> char {
    match byte {
        0x80..=0x9F => HIGH[usize::from(byte - 0x80)],
        other => char::from(other),
    }
}

fn byte(letter: char) -> Option<u8> {
    let high = HIGH.iter().position(|high| *high == letter);
    match (u8::try_from(letter), high) {
        (_, Some(at)) => u8::try_from(0x80 + at).ok(),
        (Ok(0x80..=0x9F), None) => None,
        (Ok(byte), None) => Some(byte),
        (Err(_), None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_comes_back() {
        let all: Vec<u8> = (0..=255).collect();
        let text = Encoding::Windows1252.decode(all.clone()).expect("letters");
        assert_eq!(text.chars().count(), 256);
        assert_eq!(Encoding::Windows1252.encode(&text), Some(all));
        assert_eq!(Encoding::Windows1252.encode("Łódź"), None);
    }

    #[test]
    fn letters_are_those_of_windows() {
        let bytes = b"Caf\xE9 \x80 \x93x\x94 \x96".to_vec();
        let text = Encoding::Windows1252.decode(bytes.clone());
        assert_eq!(text.as_deref(), Ok("Café € “x” –"));
        assert!(Encoding::Utf8.decode(bytes).is_err());
        let saved_anew = "Café".as_bytes().to_vec();
        assert_eq!(
            Encoding::Windows1252.decode(saved_anew).as_deref(),
            Ok("Café")
        );
    }
}
