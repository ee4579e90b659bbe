//! What of a source text must not be shown where strangers may read it: the log of a public build, a
//! shared screen. It looks at one file's text alone, so where that can't tell, it hides more, not less.
//!
//! A hidden letter becomes a mark of as many bytes, so that every place in the text stays where it is.

mod comment;

use super::Exposure;
use super::column::{Meaning, meaning_of};
use super::location::PARTS;
use super::table::delimiter;
use crate::base::diag::{Diagnostic, Sink, nearest};
use crate::base::node::{GUARDS, Key, Node, NodeValue, read_table, read_toml, read_yaml, word};
use crate::base::paths::SourcePath;
use crate::content::comment::FOLDER;
use crate::content::front;
use std::ops::Range;

/// The parts of a place that all but `withheld` leave to readers.
const TOWN: [&str; 3] = ["city", "region", "country"];
/// Keys and words of which one at least stands in front matter that keeps something back.
const SIGNS: [&str; 9] = [
    "address",
    "approximate",
    "consent",
    "contact",
    "internal",
    "internal_notes",
    "publish",
    "request",
    "withheld",
];
/// The parts of `online`.
const ONLINE: [&str; 4] = ["url", "phone", "access_notes", "publish"];
const ELLIPSIS: &str = "••••";

/// The hidden parts of one file.
#[derive(Debug, Default)]
pub struct Veil {
    /// Never shown; in order, without overlaps.
    hidden: Vec<Range<usize>>,
    /// Shown only where a fault points into it; in order.
    closed: Vec<Range<usize>>,
}

impl Veil {
    /// Finds what is to be hidden in a file.
    pub fn over(path: &SourcePath, text: &str) -> Veil {
        if path.below(FOLDER).is_some() {
            return comment::veil(path, text);
        }
        if path.below("content").is_none() {
            return Veil::default();
        }
        let mut veil = match path.extension().as_str() {
            "csv" | "tsv" => Veil::over_table(path, text),
            "md" | "markdown" | "mdown" => Veil::over_front(path, text),
            "yaml" | "yml" | "json" | "toml" => Veil::over_entries(path, text),
            _ => Veil::default(),
        };
        veil.hidden.sort_by_key(|range| range.start);
        veil
    }

    /// Where any column may be guarded, by itself or by the settings of the site: all below the headers but
    /// the cells that can be told apart and are not guarded.
    fn over_table(path: &SourcePath, text: &str) -> Veil {
        let mut sink = Sink::new();
        let table = read_table(text, delimiter(path, text), path, &mut sink);
        let is_open = |header: &Key| {
            let meaning = meaning_of(&header.text, false);
            let named =
                |field| matches!(meaning, Meaning::Part(of, _) | Meaning::Field(of) if of == field);
            let hidden = matches!(meaning, Meaning::Unknown | Meaning::LeftOut);
            !hidden
                && !["location", "online", "internal_notes"]
                    .into_iter()
                    .any(named)
        };
        if !has_signs(text) && table.headers.iter().all(is_open) {
            return Veil::default();
        }
        let mut at = table.headers.last().map_or(0, |header| header.span.end);
        let mut veil = Veil::default();
        for row in &table.rows {
            let keeps = Keeps::of(row, is_translation(path));
            for (key, cell) in row.entries() {
                if cell.span.start >= at && !keeps.is_guarded(&key.text, cell) {
                    veil.hidden.push(at..cell.span.start);
                    veil.closed.push(cell.span.clone());
                    at = cell.span.end;
                }
            }
        }
        veil.hidden.push(at..text.len());
        veil
    }

    fn over_front(path: &SourcePath, text: &str) -> Veil {
        let mut sink = Sink::new();
        let split = front::split(text, path, &mut sink);
        let mut veil = Veil::default();
        match split.node {
            Some(node) if sink.is_empty() => veil.hide_entry(&node, is_translation(path)),
            _ => {
                // Without an end to be found, all of it may be front matter.
                let end = match split.body > split.front.start {
                    true => split.body,
                    false => text.len(),
                };
                veil.hide_unread(text, split.front.start..end);
            }
        }
        veil
    }

    fn over_entries(path: &SourcePath, text: &str) -> Veil {
        let mut sink = Sink::new();
        let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
        let node = match path.extension().as_str() {
            "toml" => Some(read_toml(&text[start..], path, start, &mut sink)),
            _ => read_yaml(&text[start..], path, start, &mut sink),
        };
        let mut veil = Veil::default();
        match node {
            Some(node) if sink.is_empty() => veil.hide_list(&node, is_translation(path)),
            _ => veil.hide_unread(text, 0..text.len()),
        }
        veil
    }

    /// The entries of a list, of the lists in a map, or of a map from id to entry.
    fn hide_list(&mut self, node: &Node, translated: bool) {
        match &node.value {
            NodeValue::List(items) => items
                .iter()
                .for_each(|item| self.hide_entry(item, translated)),
            NodeValue::Map(entries) => entries.iter().for_each(|(_, node)| match &node.value {
                NodeValue::List(_) => self.hide_list(node, translated),
                _ => self.hide_entry(node, translated),
            }),
            _ => {}
        }
    }

    fn hide_entry(&mut self, entry: &Node, translated: bool) {
        let keeps = Keeps::of(entry, translated);
        for (key, node) in entry.entries() {
            if !keeps.is_guarded(&key.text, node) {
                continue;
            }
            match (key.text.as_str(), &node.value) {
                ("consent", NodeValue::Map(parts)) => {
                    let told = |key: &str| matches!(key, "given" | "date");
                    let kept = parts.iter().filter(|(key, _)| !told(&key.text));
                    kept.for_each(|(_, part)| self.hide(part));
                }
                ("location", NodeValue::Map(parts)) if !is_withheld(node) => {
                    let told = |key: &str| TOWN.contains(&key);
                    let kept = parts.iter().filter(|(key, _)| !told(&key.text));
                    kept.for_each(|(_, part)| self.hide(part));
                }
                _ => self.hide(node),
            }
        }
    }

    /// Every value in a node but the words that say what is kept back.
    fn hide(&mut self, node: &Node) {
        match &node.value {
            NodeValue::Null => {}
            NodeValue::Scalar(..) => {
                if exposure(node).is_none() {
                    self.hidden.push(node.span.clone());
                }
            }
            NodeValue::List(items) => items.iter().for_each(|item| self.hide(item)),
            NodeValue::Map(entries) => entries.iter().for_each(|(_, node)| self.hide(node)),
        }
    }

    /// What can't be read may be anything: only the keys at the start of lines stay.
    fn hide_unread(&mut self, text: &str, range: Range<usize>) {
        let part = &text[range.clone()];
        if !has_signs(part) {
            return;
        }
        let mut at = range.start;
        for line in part.split_inclusive('\n') {
            let from = line.len() - line.trim_start_matches([' ', '\t', '-', '[']).len();
            let name = |c: char| c.is_ascii_alphanumeric() || c == '_';
            let key = line[from..].find(|c| !name(c)).unwrap_or(0);
            let is_key = line[from + key..].trim_start().starts_with([':', '=']);
            let start = at + from + if is_key { key } else { 0 };
            at += line.len();
            if start < at {
                self.hidden.push(start..at);
            }
        }
    }

    /// A part of the text as it may be shown to those whom a fault's `marks` are shown.
    pub fn show(&self, text: &str, part: Range<usize>, marks: &[Range<usize>]) -> String {
        let Some(piece) = text.get(part.clone()) else {
            return String::new();
        };
        let shown = |(at, c): (usize, char)| match self.hides(part.start + at, marks) {
            true => mark(c),
            false => c,
        };
        piece.char_indices().map(shown).collect()
    }

    fn hides(&self, at: usize, marks: &[Range<usize>]) -> bool {
        let is_open = |cell: &Range<usize>| {
            let mut marks = marks.iter();
            marks.any(|mark| mark.start >= cell.start && mark.end <= cell.end)
        };
        holding(&self.hidden, at).is_some()
            || holding(&self.closed, at).is_some_and(|cell| !is_open(cell))
    }

    /// Takes from what a fault says the words that it quotes from hidden places of this file.
    pub fn hush(&self, path: &SourcePath, text: &str, fault: &mut Diagnostic) {
        let labels = fault.labels.iter().map(|label| &label.span);
        let spans = fault.primary.iter().chain(labels);
        let ranges = spans
            .filter(|span| span.path == *path)
            .map(|span| &span.range);
        let mut quoted = String::new();
        for range in ranges {
            let first = self.hidden.partition_point(|part| part.end <= range.start);
            let met = self.hidden[first..].iter();
            for part in met.take_while(|part| part.start < range.end) {
                quoted.push_str(&letters(text.get(part.clone()).unwrap_or_default()));
                quoted.push('\n');
            }
        }
        if quoted.is_empty() {
            return;
        }
        let labels = fault.labels.iter_mut().map(|label| &mut label.text);
        let said = [&mut fault.message, &mut fault.caption];
        let said = said.into_iter().chain(fault.help.iter_mut()).chain(labels);
        for words in said.chain(fault.notes.iter_mut()) {
            *words = without_quoted(words, &quoted);
        }
        let is_told = |said: &str| quoted.contains(&letters(said));
        fault.fix = fault.fix.take().filter(|fix| !is_told(&fix.replacement));
    }
}

/// Whether a text that can't be taken apart may keep something back.
fn has_signs(text: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
    words.any(|word| SIGNS.contains(&word.to_lowercase().as_str()))
}

/// The range that holds a place.
fn holding(ranges: &[Range<usize>], at: usize) -> Option<&Range<usize>> {
    let near = ranges.get(ranges.partition_point(|range| range.end <= at));
    near.filter(|range| range.start <= at)
}

/// What a listing keeps from readers.
struct Keeps {
    place: bool,
    way_in: bool,
}

impl Keeps {
    /// What the original of a translation keeps back stands in another file.
    fn of(entry: &Node, translated: bool) -> Keeps {
        Keeps {
            place: translated || keeps_back(entry, ("location", "address", "online")),
            way_in: translated || keeps_back(entry, ("online", "publish", "location")),
        }
    }

    fn is_guarded(&self, key: &str, node: &Node) -> bool {
        // How to reach the teller of a story.
        if key == "consent" || nearest(key, ["consent"]).is_some() && !node.entries().is_empty() {
            return true;
        }
        match meaning_of(key, false) {
            Meaning::LeftOut | Meaning::Field("internal_notes") => true,
            Meaning::Field("location") | Meaning::Part("location", _) => self.place,
            Meaning::Field("online") | Meaning::Part("online", _) => self.way_in,
            // The word itself may stay, so that what is wrong with it can be seen.
            Meaning::Unknown => {
                nearest(key, GUARDS) == Some("internal_notes")
                    || (self.place || self.way_in) && exposure(node).is_none()
            }
            _ => false,
        }
    }
}

/// Whether an entry says that a field is not for all readers, or says it in words or under a name that
/// can't be read. What it says within the `other` field is about that one alone.
fn keeps_back(entry: &Node, (field, part, other): (&str, &str, &str)) -> bool {
    let shut = |node: &Node| exposure(node) != Some(Exposure::Public);
    entry.entries().iter().any(|(key, node)| {
        let known = |name: &str| PARTS.contains(&name) || ONLINE.contains(&name);
        let within = node.entries().iter();
        let slip = |(key, node): &(Key, Node)| match key.text == part {
            true => shut(node),
            false => !known(&key.text),
        };
        match meaning_of(&key.text, false) {
            Meaning::Part(of, _) | Meaning::Field(of) if of == other => false,
            Meaning::Part(of, named) if of == field && named == part => shut(node),
            Meaning::Part(of, _) | Meaning::Field(of) if of == field => {
                within.into_iter().any(slip) || says(node)
            }
            _ => says(node),
        }
    })
}

fn exposure(node: &Node) -> Option<Exposure> {
    Exposure::parse(&word(node.scalar()?))
}

/// Whether nothing of a place is shown, not even the town.
fn is_withheld(location: &Node) -> bool {
    let said = location.get("address").and_then(exposure);
    !matches!(said, Some(Exposure::Approximate | Exposure::OnRequest))
}

/// Whether a word that keeps something back stands anywhere in a value.
fn says(node: &Node) -> bool {
    match &node.value {
        NodeValue::Null => false,
        NodeValue::Scalar(..) => exposure(node).is_some_and(|said| said != Exposure::Public),
        NodeValue::List(items) => items.iter().any(says),
        NodeValue::Map(entries) => entries.iter().any(|(_, node)| says(node)),
    }
}

/// `name.de.md`: what the original keeps from readers, which is another file, this one does too.
fn is_translation(path: &SourcePath) -> bool {
    path.file_name().matches('.').count() > 1
}

/// What stands for a hidden letter. What separates values stays, so that a slip in it can be seen.
fn mark(letter: char) -> char {
    match (letter, letter.len_utf8()) {
        ('\n' | '\r' | '\t' | ',' | ';' | ':' | '"' | '\'' | '{' | '}' | '[' | ']', _) => letter,
        (_, 1) => '*',
        (_, 2) => '·',
        (_, 3) => '•',
        _ => '\u{1f7a1}',
    }
}

/// Case and signs don't count where words are looked for.
fn letters(text: &str) -> String {
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// A sentence without what it quotes of hidden text: between backticks or quotes, or as a bare number.
fn without_quoted(words: &str, hidden: &str) -> String {
    let tells = |piece: &str| {
        let folded = letters(piece);
        !folded.is_empty() && hidden.contains(&folded)
    };
    let mut words = words.to_owned();
    for quote in ["`", "\""] {
        let pieces = words.split(quote).enumerate();
        let pieces = pieces.map(|(at, piece)| match at % 2 == 1 && tells(piece) {
            true => ELLIPSIS,
            false => piece,
        });
        words = pieces.collect::<Vec<_>>().join(quote);
    }
    let is_number = |word: &str| word.chars().filter(char::is_ascii_digit).count() > 2;
    let bare = words
        .split(' ')
        .map(|word| match is_number(word) && tells(word) {
            true => ELLIPSIS,
            false => word,
        });
    bare.collect::<Vec<_>>().join(" ")
}
