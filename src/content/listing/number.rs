//! Phone numbers as people type them. What is dialled is exactly the digits that were typed: a short
//! number stays short, no prefix is invented, and a cell that could be read in two ways is refused,
//! because a reader in a crisis calls whatever stands here.

mod fault;

pub(super) use fault::Fault;

use crate::base::day::parse_day;

/// A number that can be dialled.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Number {
    /// As it was typed, without the words around it.
    pub shown: String,
    /// Its digits, with the leading `+` if there was one.
    pub dialled: String,
    /// The words before it.
    pub label: Option<String>,
    /// The words after it.
    pub note: Option<String>,
}

/// What came of reading a number.
pub(super) struct Numbering {
    /// The number, or why there is none.
    pub number: Result<Number, Fault>,
    /// Whether characters that nobody can see were left out.
    pub invisible: bool,
}

/// The fewest digits that make a number.
const FEWEST: usize = 3;
/// The most digits of an international number (ITU-T E.164).
const MOST: usize = 15;
/// The fewest digits of an international number, its country included.
const FEWEST_ABROAD: usize = 8;
/// Words that come before an extension, or a choice in a menu.
const EXTENSIONS: [&str; 10] = [
    "ext",
    "extn",
    "extension",
    "x",
    "option",
    "poste",
    "durchwahl",
    "anexo",
    "interno",
    "toestel",
];
/// Words in capitals that may follow a number without being a part of it.
const CAPITALS: [&str; 5] = ["TTY", "TDD", "SMS", "BSL", "NGT"];
/// Words before a number that say no more than that it is one.
const PLAIN: [&str; 8] = [
    "tel",
    "tel no",
    "telephone",
    "phone",
    "call",
    "number",
    "sms",
    "text",
];
/// Countries in which the 0 before a number is not dialled from abroad.
const TRUNK: [&str; 17] = [
    "27", "31", "32", "33", "353", "41", "43", "44", "46", "49", "61", "64", "880", "90", "91",
    "92", "972",
];

impl Number {
    /// Reads one number, with the words around it.
    pub fn read(text: &str) -> Numbering {
        let (clean, invisible) = cleaned(text);
        Numbering {
            number: read(&clean),
            invisible,
        }
    }
}

/// Leaves out what nobody can see, and makes all spaces and hyphens the usual ones.
fn cleaned(text: &str) -> (String, bool) {
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
enum Part<'t> {
    Digits(Vec<&'t str>),
    Word(&'t str),
    Break,
}

fn read(text: &str) -> Result<Number, Fault> {
    if parse_day(text).is_some() {
        return Err(Fault::NoNumber);
    }
    let parts = parts(text)?;
    let is_number = |part: &Part| match part {
        Part::Digits(pieces) => count(pieces) >= FEWEST,
        _ => false,
    };
    let numbers = parts.iter().filter(|part| is_number(part)).count();
    let Some(at) = parts.iter().position(is_number) else {
        return Err(Fault::NoNumber);
    };
    if parts[at..].iter().any(is_extension) {
        return Err(Fault::Extension);
    }
    if numbers > 1 {
        return Err(Fault::Two);
    }
    let Part::Digits(pieces) = &parts[at] else {
        return Err(Fault::NoNumber);
    };
    let (before, after) = (&parts[..at], &parts[at + 1..]);
    check_edges(pieces, before, after)?;
    let shown = unwrapped(&pieces.join(" "))?;
    let dialled = dialled(&shown)?;
    let (label, note) = words_around(text, before, after);
    Ok(Number {
        shown,
        dialled,
        label,
        note,
    })
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

fn dialled(shown: &str) -> Result<String, Fault> {
    let bare: String = shown.chars().filter(|c| *c != ' ').collect();
    let plus = bare.trim_start_matches('(').starts_with('+');
    if bare.matches('+').count() > usize::from(plus) {
        return Err(if plus { Fault::Two } else { Fault::Mark });
    }
    // `+44 (0)20`: the 0 is for callers within the country.
    let bare = if plus || bare.starts_with("00") {
        bare.replacen("(0)", "", 1)
    } else {
        bare
    };
    let digits: String = bare.chars().filter_map(digit).collect();
    if digits.len() > MOST {
        return Err(Fault::Long);
    }
    if plus && digits.len() < FEWEST_ABROAD {
        return Err(Fault::Short);
    }
    let abroad = if plus {
        Some(digits.as_str())
    } else {
        digits.strip_prefix("00")
    };
    let has_trunk = |digits: &str| {
        TRUNK
            .iter()
            .filter_map(|code| digits.strip_prefix(code))
            .any(|rest| rest.starts_with('0'))
    };
    if abroad.is_some_and(has_trunk) {
        return Err(Fault::Trunk);
    }
    if is_placeholder(&digits) {
        return Err(Fault::Placeholder);
    }
    Ok(if plus { format!("+{digits}") } else { digits })
}

/// `0000000`, `01234 567890`: keys pressed in a row.
fn is_placeholder(digits: &str) -> bool {
    let steps: Vec<u8> = digits
        .as_bytes()
        .windows(2)
        .map(|pair| (10 + pair[1] - pair[0]) % 10)
        .collect();
    digits.len() >= 7 && [0, 1, 9].iter().any(|step| steps.iter().all(|s| s == step))
}

fn words_around(text: &str, before: &[Part], after: &[Part]) -> (Option<String>, Option<String>) {
    let label = words(before);
    // `Text HOME to 85258` says what to do, and makes no sense in halves.
    if label
        .as_ref()
        .is_some_and(|label| label.to_lowercase().ends_with(" to"))
    {
        return (None, Some(text.to_owned()));
    }
    let label = label.filter(|label| !PLAIN.contains(&label.to_lowercase().as_str()));
    (label, words(after))
}

fn words(parts: &[Part]) -> Option<String> {
    let words: Vec<String> = parts
        .iter()
        .filter_map(|part| match part {
            Part::Word(word) => Some((*word).to_owned()),
            Part::Digits(pieces) => Some(pieces.join(" ")),
            Part::Break => None,
        })
        .collect();
    let joined = words.join(" ");
    let mut text = joined.trim_matches([':', ',', '-', '.', ' ']);
    if text.matches('(').count() != text.matches(')').count()
        || text.starts_with('(') && text.ends_with(')')
    {
        text = text.trim_matches(['(', ')', ' ']);
    }
    (!text.is_empty()).then(|| text.to_owned())
}

fn count(pieces: &[&str]) -> usize {
    pieces
        .iter()
        .flat_map(|piece| piece.chars())
        .filter_map(digit)
        .count()
}

/// The ASCII digit that a digit of a script in use stands for.
fn digit(c: char) -> Option<char> {
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
