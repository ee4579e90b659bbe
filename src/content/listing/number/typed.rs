//! What was typed for a number: its digits, the words around it and the extension behind it. It knows what
//! numbers look like, and not which of them exist.

use super::Fault;
use super::words::{self, Words};
use crate::base::day::parse_day;

/// The fewest digits that make a number.
const FEWEST: usize = 3;
/// The most digits of an international number (ITU-T E.164).
const MOST: usize = 15;
/// The most digits of an extension.
const MOST_OF_EXTENSION: usize = 7;
/// Words that come before an extension.
const EXTENSIONS: [&str; 9] = [
    "ext",
    "extn",
    "extension",
    "x",
    "poste",
    "durchwahl",
    "anexo",
    "interno",
    "toestel",
];
/// Words in capitals that may follow a number without being a part of it.
const CAPITALS: [&str; 5] = ["TTY", "TDD", "SMS", "BSL", "NGT"];
/// What was typed for a number, taken apart.
pub(super) struct Typed {
    /// The number as it was typed, without the words around it.
    pub shown: String,
    /// Its digits.
    pub digits: String,
    /// Whether a + stands before them.
    pub plus: bool,
    /// Which of the digits is a 0 in brackets.
    zero: Option<usize>,
    /// The digits of its extension.
    pub extension: Option<String>,
    /// The words around it.
    pub words: Words,
}

/// Leaves out what nobody can see, and makes all spaces and hyphens the usual ones.
pub(super) fn cleaned(text: &str) -> (String, bool) {
    let mut clean = String::with_capacity(text.len());
    let mut invisible = false;
    for c in text.chars() {
        match c {
            '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}'
            | '\u{feff}'
            | '\u{ad}' => invisible = true,
            '\u{2010}' | '\u{2011}' | '\u{2012}' => clean.push('-'),
            '\u{2013}' | '\u{2014}' => clean.push_str(" - "),
            '\u{ff0b}' => clean.push('+'),
            c if c.is_whitespace() && c != '\n' => clean.push(' '),
            '\n' => clean.push_str(" / "),
            c => {
                // `Tel:0161` is a word and a number.
                let after_label = clean.ends_with(':')
                    && clean[..clean.len() - 1].ends_with(char::is_alphabetic)
                    && (digit(c).is_some() || matches!(c, '+' | '('));
                if after_label {
                    clean.push(' ');
                }
                clean.push(c);
            }
        }
    }
    (clean.trim().to_owned(), invisible)
}

/// A part of the text: the pieces of one number, or a word.
pub(super) enum Part<'t> {
    Digits(Vec<&'t str>),
    Word(&'t str),
    Break,
}

impl Typed {
    /// Finds the one number in a text.
    pub fn read(text: &str) -> Result<Typed, Fault> {
        if parse_day(text).is_some() {
            return Err(Fault::NoNumber);
        }
        let mut parts = parts(text)?;
        // `15` alone may be a short number; beside words it may be anything.
        let fewest = if parts.len() == 1 { 2 } else { FEWEST };
        let is_number = |part: &Part| match part {
            Part::Digits(pieces) => count(pieces) >= fewest,
            _ => false,
        };
        let extension = take_extension(&mut parts, is_number)?;
        let numbers = parts.iter().filter(|part| is_number(part)).count();
        let Some(at) = parts.iter().position(is_number) else {
            return Err(Fault::NoNumber);
        };
        if numbers > 1 {
            return Err(Fault::Two);
        }
        let Part::Digits(pieces) = &parts[at] else {
            return Err(Fault::NoNumber);
        };
        let (before, after) = (&parts[..at], &parts[at + 1..]);
        check_edges(pieces, before, after)?;
        let shown = unwrapped(&pieces.join(" "))?;
        let mut typed = Typed::of_digits(shown)?;
        typed.words = words::around(text, before, after);
        typed.extension = extension;
        Ok(typed)
    }

    fn of_digits(shown: String) -> Result<Typed, Fault> {
        let bare: String = shown.chars().filter(|c| *c != ' ').collect();
        let plus = bare.trim_start_matches('(').starts_with('+');
        if bare.matches('+').count() > usize::from(plus) {
            return Err(if plus { Fault::Two } else { Fault::Mark });
        }
        let digits: String = bare.chars().filter_map(digit).collect();
        if digits.len() > MOST {
            return Err(Fault::Long);
        }
        let bracketed = |start: &str| start.chars().filter_map(digit).count();
        let zero = bare.split_once("(0)").map(|(start, _)| bracketed(start));
        Ok(Typed {
            shown,
            plus,
            zero,
            digits,
            extension: None,
            words: Words::default(),
        })
    }

    /// The digits as they may be dialled from abroad: in `+44 (0)20` the 0 is for callers within the
    /// country, but in `+39 (0)6` for all.
    pub fn readings(&self) -> Vec<String> {
        let without = self.zero.and_then(|at| {
            let (start, end) = self.digits.split_at_checked(at)?;
            Some(format!("{start}{}", end.strip_prefix('0')?))
        });
        let mut readings = vec![self.digits.clone()];
        readings.extend(without);
        readings
    }
}

/// Takes an extension, `ext 12` or `x12`, out of what follows the number.
fn take_extension(
    parts: &mut Vec<Part<'_>>,
    is_number: impl Fn(&Part) -> bool,
) -> Result<Option<String>, Fault> {
    let Some(mark) = parts.iter().position(is_extension) else {
        return Ok(None);
    };
    let number = parts.iter().position(is_number);
    if number.is_none_or(|number| number > mark) {
        return Err(Fault::OnlyExtension);
    }
    let in_word: String = match &parts[mark] {
        Part::Word(word) => word.chars().filter_map(digit).collect(),
        _ => String::new(),
    };
    let (digits, end) = match (in_word.is_empty(), parts.get(mark + 1)) {
        (false, _) => (in_word, mark + 1),
        (true, Some(Part::Digits(pieces))) => {
            let digits = pieces.iter().flat_map(|piece| piece.chars());
            (digits.filter_map(digit).collect(), mark + 2)
        }
        (true, _) => return Err(Fault::Extension),
    };
    parts.drain(mark..end);
    if digits.len() > MOST_OF_EXTENSION || parts.iter().any(is_extension) {
        return Err(Fault::Extension);
    }
    Ok(Some(digits))
}

fn parts(text: &str) -> Result<Vec<Part<'_>>, Fault> {
    let mut parts: Vec<Part<'_>> = Vec::new();
    for token in text.split(' ').filter(|token| !token.is_empty()) {
        let core = token.trim_matches([',', ';', ':', '|', '/']);
        if core.is_empty() || matches!(core, "-" | "." | "&") {
            parts.push(Part::Break);
            continue;
        }
        if token.starts_with([',', ';', '|', '/']) {
            parts.push(Part::Break);
        }
        if is_piece(core) {
            match parts.last_mut() {
                Some(Part::Digits(pieces)) => pieces.push(core),
                _ => parts.push(Part::Digits(vec![core])),
            }
        } else {
            check_word(core)?;
            parts.push(Part::Word(core));
        }
        if token.ends_with([',', ';', ':', '|', '/']) {
            parts.push(Part::Break);
        }
    }
    Ok(parts)
}

/// Whether it is made of digits and of the marks that stand in numbers.
fn is_piece(token: &str) -> bool {
    token.chars().any(|c| digit(c).is_some())
        && token
            .chars()
            .all(|c| digit(c).is_some() || "+()-.".contains(c))
}

/// Refuses words that hold a good part of a number.
fn check_word(word: &str) -> Result<(), Fault> {
    let digits = word.chars().filter(|c| digit(*c).is_some()).count();
    let lower = word.to_lowercase();
    if lower.trim_matches(['(', ')']) == "24/7" {
        return Ok(());
    }
    let is_time = lower.contains("am") || lower.contains("pm") || word.contains(':');
    if digits < FEWEST || is_time || is_short_extension(&lower) {
        return Ok(());
    }
    if word.chars().any(char::is_alphabetic) {
        return Err(Fault::Letters);
    }
    Err(if word.contains([',', ';', '|']) {
        Fault::Two
    } else {
        Fault::Mark
    })
}

/// `x12`, `ext.12`, `#12`.
fn is_short_extension(lower: &str) -> bool {
    let lower = lower.trim_start_matches('(');
    let rest = EXTENSIONS
        .iter()
        .filter_map(|word| lower.strip_prefix(word))
        .chain(lower.strip_prefix('#'))
        .map(|rest| rest.trim_start_matches(['.', ':', '-']));
    rest.into_iter()
        .any(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

fn is_extension(part: &Part) -> bool {
    let Part::Word(word) = part else { return false };
    let lower = word.to_lowercase();
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    EXTENSIONS.contains(&bare) || is_short_extension(&lower)
}

/// Refuses digits that may belong to the words beside them (`Line 1 0800 …`, `… 4567 24 hours`), and
/// words that may stand for digits (`1 800 273 TALK`).
fn check_edges(pieces: &[&str], before: &[Part], after: &[Part]) -> Result<(), Fault> {
    let spelt = match after.first() {
        Some(Part::Word(word)) => {
            word.len() >= 3
                && word.chars().all(|c| c.is_ascii_uppercase())
                && !CAPITALS.contains(word)
        }
        _ => false,
    };
    if spelt && count(pieces) <= 8 {
        return Err(Fault::Letters);
    }
    let size = |piece: &str| piece.chars().filter(|c| digit(*c).is_some()).count();
    let Some((first, second)) = pieces.first().zip(pieces.get(1)) else {
        return Ok(());
    };
    let loose_start = size(first) <= 2
        && !first.starts_with(['0', '+', '('])
        && (second.starts_with('0') && size(second) > 2
            || size(first) == 1 && !before.is_empty() && !matches!(*first, "1" | "7" | "8"));
    let last = &pieces[pieces.len() - 1];
    let loose_end = !after.is_empty()
        && (size(last) == 1 || size(last) == 2 && size(pieces[pieces.len() - 2]) >= 4);
    if loose_start || loose_end {
        return Err(Fault::Unclear);
    }
    Ok(())
}

/// Takes brackets away that stood around the number with its words.
fn unwrapped(text: &str) -> Result<String, Fault> {
    let mut text = text.trim_matches(['.', '-', ' ']);
    loop {
        let (open, close) = (text.matches('(').count(), text.matches(')').count());
        text = match (text.strip_prefix('('), text.strip_suffix(')')) {
            (Some(inner), _) if open > close => inner,
            (_, Some(inner)) if close > open => inner,
            (Some(inner), Some(_)) if open == 1 && inner.ends_with(')') => {
                &inner[..inner.len() - 1]
            }
            _ if open == close => return Ok(text.to_owned()),
            _ => return Err(Fault::Mark),
        };
    }
}

fn count(pieces: &[&str]) -> usize {
    pieces
        .iter()
        .flat_map(|piece| piece.chars())
        .filter_map(digit)
        .count()
}

/// The ASCII digit that a digit of a script in use stands for.
pub(super) fn digit(c: char) -> Option<char> {
    let zero = match c {
        '0'..='9' => return Some(c),
        '\u{660}'..='\u{669}' => 0x660,
        '\u{6f0}'..='\u{6f9}' => 0x6f0,
        '\u{966}'..='\u{96f}' => 0x966,
        '\u{9e6}'..='\u{9ef}' => 0x9e6,
        _ => return None,
    };
    char::from_digit(c as u32 - zero, 10)
}
