//! Texts of sources, changed as a person would in an editor: a line of the front matter, a line of
//! the body, a mark.

use image::codecs::png::PngEncoder;
use image::{ExtendedColorType, ImageEncoder};

/// Ends the front matter.
const FENCE: &str = "\n---\n";
/// A line that no reader of YAML gets past.
const BREAKAGE: &str = "broken: [\n";

/// The text with a field set to a line, or without the field.
pub fn with_field(text: &str, key: &str, line: &str) -> String {
    let Some((front, body)) = text.split_once(FENCE) else {
        return text.to_owned();
    };
    let start = format!("{key}:");
    let mut lines: Vec<&str> = front
        .lines()
        .filter(|line| !line.starts_with(&start))
        .collect();
    if !line.is_empty() {
        lines.push(line);
    }
    format!("{}{FENCE}{body}", lines.join("\n"))
}

/// The text with one more paragraph at its end.
pub fn with_paragraph(text: &str, paragraph: &str) -> String {
    format!("{}\n\n{paragraph}\n", text.trim_end())
}

/// The text without one of the paragraphs of its body.
pub fn without_paragraph(text: &str, pick: usize) -> String {
    let Some((front, body)) = text.split_once(FENCE) else {
        return text.to_owned();
    };
    let mut paragraphs: Vec<&str> = body.trim_end().split("\n\n").collect();
    paragraphs.remove(pick % paragraphs.len());
    format!("{front}{FENCE}{}\n", paragraphs.join("\n\n"))
}

/// The text with another word in the place of its last `Tide`, `Mist` or `Wind`: as many words, as
/// many letters, and in most bodies behind what lists show.
pub fn with_word(text: &str, pick: usize) -> String {
    let words = ["Tide", "Mist", "Wind"];
    let found = words.iter().filter_map(|word| text.rfind(word)).max();
    let mut text = text.to_owned();
    if let Some(at) = found {
        text.replace_range(at..at + 4, words[pick % words.len()]);
    }
    text
}

/// The text with another number behind one of its `mark-`.
pub fn with_mark(text: &str, pick: usize) -> Option<String> {
    let marks: Vec<usize> = text.match_indices("mark-").map(|(at, _)| at).collect();
    let at = marks.get(pick / 10 % marks.len().max(1))? + "mark-".len();
    let mut text = text.to_owned();
    text.replace_range(at..at + 1, &(pick % 10).to_string());
    Some(text)
}

/// The text with a front matter that can't be read.
pub fn broken(text: &str) -> String {
    match text.strip_prefix("---\n") {
        Some(rest) if !is_broken(text) => format!("---\n{BREAKAGE}{rest}"),
        _ => text.to_owned(),
    }
}

pub fn is_broken(text: &str) -> bool {
    text.contains(BREAKAGE)
}

pub fn mended(text: &str) -> String {
    text.replace(BREAKAGE, "")
}

/// A picture of this size and colour.
pub fn picture(pick: usize) -> Vec<u8> {
    let colour = (pick % 5) as u8;
    let (width, height) = (70 + u32::from(colour), 40);
    let pixels = [colour, 90, 120].repeat((width * height) as usize);
    let mut out = Vec::new();
    PngEncoder::new(&mut out)
        .write_image(&pixels, width, height, ExtendedColorType::Rgb8)
        .expect("a picture");
    out
}
