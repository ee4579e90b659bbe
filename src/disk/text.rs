//! From bytes to text: UTF-8 or a message that says how to get there. Knows no files.

use super::error::ReadError;
use crate::base::diag::{Code, Diagnostic};
use crate::base::encoding::Encoding;
use crate::base::paths::SourcePath;

/// The largest text file that is read: 16 MB. A longer one is a mistake or a table for a database.
pub const TEXT_LIMIT: u64 = 16_000_000;

/// What is said of bytes that are no text.
pub const NOT_UTF8: Code = "disk/not-utf8";

const SAVE_AS_UTF8: &str = "open it in your editor and save it again with the encoding UTF-8 (in Notepad: \
     Save as, Encoding; in Excel: CSV UTF-8)";

/// Takes bytes for text. A byte order mark and line ends stay as they are; that is for the reader of
/// the format.
///
/// # Errors
/// If the bytes are not UTF-8 or hold a NUL, which no text does.
pub fn text_of(path: &SourcePath, bytes: Vec<u8>) -> Result<String, Box<Diagnostic>> {
    text_in(path, bytes, Encoding::Utf8)
}

/// The same of bytes that may be in another encoding.
pub(super) fn text_in(
    path: &SourcePath,
    bytes: Vec<u8>,
    encoding: Encoding,
) -> Result<String, Box<Diagnostic>> {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        let message = "the file is saved as UTF-16, not as UTF-8";
        let fault = Diagnostic::error(NOT_UTF8, message).in_file(path);
        return Err(Box::new(fault.help(SAVE_AS_UTF8)));
    }
    match encoding.decode(bytes) {
        Ok(text) => match text.find('\0') {
            None => Ok(text),
            Some(at) => {
                let message = format!(
                    "there is a NUL byte in line {}",
                    line_of(text.as_bytes(), at)
                );
                let mut fault = not_utf8(path, at, message);
                fault.help = Some(format!(
                    "if it is a text, {SAVE_AS_UTF8}; if not, it may have the wrong ending"
                ));
                Err(fault)
            }
        },
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let cut_short = error.utf8_error().error_len().is_none();
            let bytes = error.as_bytes();
            let byte = bytes.get(at).copied().unwrap_or_default();
            let line = line_of(bytes, at);
            let mut message =
                format!("line {line} is not UTF-8 text: it holds the byte {byte:#04X}");
            if cut_short {
                message = format!("line {line} breaks off in the middle of a letter");
            } else if byte >= 0xA0 {
                // In the encodings of older Windows programs, these bytes stand for these letters.
                let letter = char::from(byte);
                message.push_str(&format!(", perhaps a `{letter}` saved by an older program"));
            }
            Err(not_utf8(path, at, message))
        }
    }
}

// The range is empty: a printer that shows the text with replacement characters agrees with us on the
// offset, as all before it is UTF-8, but not on what comes after.
fn not_utf8(path: &SourcePath, at: usize, message: String) -> Box<Diagnostic> {
    Box::new(
        Diagnostic::error(NOT_UTF8, message)
            .at(path, at..at)
            .caption("here")
            .help(SAVE_AS_UTF8),
    )
}

fn line_of(bytes: &[u8], at: usize) -> usize {
    bytes[..at].iter().filter(|byte| **byte == b'\n').count() + 1
}

impl From<ReadError> for Box<Diagnostic> {
    fn from(error: ReadError) -> Self {
        Box::new(error.diagnostic())
    }
}
