//! `first`, `2nd`, `last`: which one of several, in English.

use super::super::phrase::{Fault, Kind, Phrase};

const WORDS: [(&str, i8); 6] = [
    ("first", 1),
    ("second", 2),
    ("third", 3),
    ("fourth", 4),
    ("fifth", 5),
    ("last", -1),
];

/// Takes `first and third`, `2nd, 4th`; None if none comes next.
pub(super) fn read(phrase: &mut Phrase<'_>) -> Result<Option<Vec<i8>>, Fault> {
    let mut list = Vec::new();
    loop {
        let at = phrase.at();
        if !list.is_empty() && !phrase.separator() {
            break;
        }
        phrase.word(&["the", "on"]);
        match one(phrase)? {
            Some(number) => list.push(number),
            None => {
                phrase.back_to(at);
                break;
            }
        }
    }
    sort(&mut list);
    Ok((!list.is_empty()).then_some(list))
}

/// From the first to the last, each once.
pub(super) fn sort(list: &mut Vec<i8>) {
    list.sort_unstable_by_key(|number| (*number < 0, *number));
    list.dedup();
}

fn one(phrase: &mut Phrase<'_>) -> Result<Option<i8>, Fault> {
    for (word, number) in WORDS {
        if phrase.word(&[word]) {
            return Ok(Some(number));
        }
    }
    let at = phrase.at();
    let suffix = phrase.ahead(1).filter(|token| token.kind == Kind::Word);
    let suffix = suffix.map(|token| token.text.to_lowercase());
    let Some(suffix) = suffix.filter(|text| matches!(text.as_str(), "st" | "nd" | "rd" | "th"))
    else {
        return Ok(None);
    };
    let Some(number) = phrase.number() else {
        return Ok(None);
    };
    phrase.take();
    let value: i8 = number.text.parse().unwrap_or(0);
    let range = phrase.since(at);
    if !(1..=31).contains(&value) {
        let message = format!("there is no {} of a month", phrase.part(&range));
        return Err(Fault::new(
            range,
            message,
            "days of a month go from 1st to 31st",
        ));
    }
    if suffix != ending(value) {
        let message = format!("`{}` is spelled oddly", phrase.part(&range));
        return Err(Fault::new(
            range,
            message,
            format!("write {value}{}", ending(value)),
        ));
    }
    Ok(Some(value))
}

/// As English writes it: `2nd`, `last`.
pub(super) fn written(number: i8) -> String {
    match number {
        -1 => "last".to_owned(),
        number => format!("{number}{}", ending(number)),
    }
}

fn ending(number: i8) -> &'static str {
    match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    }
}
