//! A whole schedule in one line: `2nd and 4th Tuesday, 7pm to 8.30pm, from 2026-09-01 until 2027-07-31`.

use super::super::clock::read_times;
use super::super::date::take_day;
use super::super::phrase::{Fault, Phrase, Typed};
use super::parts::{Parts, left_over};
use super::{every, rrule};

/// Reads a line into the parts, which are empty.
pub(super) fn read(typed: &Typed<'_>, parts: &mut Parts) -> Result<(), Fault> {
    if rrule::is_rrule(typed.text) {
        let rule = rrule::read(typed.text)?;
        parts.rule = Some((rule, typed.span.clone()));
        return Ok(());
    }
    let mut phrase = Phrase::new(typed.text);
    times_first(&mut phrase, typed, parts);
    let at = phrase.at();
    let place = |phrase: &Phrase<'_>, at: usize| typed.place(&phrase.since(at));
    phrase.word(&["on"]);
    match take_day(&mut phrase)? {
        Some(day) => parts.start = Some((day, place(&phrase, at))),
        None => {
            phrase.back_to(at);
            let rule = every::read(&mut phrase)?;
            parts.rule = Some((rule, place(&phrase, at)));
        }
    }
    phrase.mark(':');
    while !phrase.is_done() {
        phrase.mark(',');
        phrase.mark(';');
        let at = phrase.at();
        if tail(&mut phrase, typed, parts)? {
            continue;
        }
        phrase.back_to(at);
        let Some((begins, ends)) = read_times(&mut phrase)?.filter(|_| parts.time.is_none()) else {
            phrase.back_to(at);
            return Err(left_over(&phrase));
        };
        let place = place(&phrase, at);
        parts.time = Some((begins, place.clone()));
        parts.end = ends.map(|ends| (ends, place));
    }
    Ok(())
}

/// `noon on Tuesdays`, `7pm to 8pm every Friday`: times, and a word that says that days come.
fn times_first(phrase: &mut Phrase<'_>, typed: &Typed<'_>, parts: &mut Parts) {
    let mut ahead = phrase.clone();
    let at = ahead.at();
    let Ok(Some((begins, ends))) = read_times(&mut ahead) else {
        return;
    };
    let place = typed.place(&ahead.since(at));
    ahead.mark(',');
    let days = ["on", "every", "each"];
    if ahead
        .ahead(0)
        .is_some_and(|token| days.iter().any(|word| token.is(word)))
    {
        parts.time = Some((begins, place.clone()));
        parts.end = ends.map(|ends| (ends, place));
        *phrase = ahead;
    }
}

/// Takes `from 2026-09-01`, `until 2027-07-31`, `6 times`, `except 2026-12-25 and 2027-01-01`.
fn tail(phrase: &mut Phrase<'_>, typed: &Typed<'_>, parts: &mut Parts) -> Result<bool, Fault> {
    let at = phrase.at();
    if phrase.word(&["from", "starting"]) {
        let Some(day) = take_day(phrase)? else {
            return Ok(false);
        };
        let place = typed.place(&phrase.since(at));
        return Ok(parts.start.replace((day, place)).is_none());
    }
    if phrase.word(&["until", "till", "to"]) {
        let Some(day) = take_day(phrase)? else {
            return Ok(false);
        };
        let place = typed.place(&phrase.since(at));
        return Ok(parts.until.replace((day, place)).is_none());
    }
    if phrase.word(&["except", "but"]) {
        phrase.word(&["not"]);
        phrase.word(&["on"]);
        let before = parts.except.len();
        loop {
            let from = phrase.at();
            if parts.except.len() > before && !phrase.separator() {
                return Ok(true);
            }
            let own = phrase.at();
            match take_day(phrase)? {
                Some(day) => parts.except.push((day, typed.place(&phrase.since(own)))),
                None => {
                    phrase.back_to(from);
                    return Ok(parts.except.len() > before);
                }
            }
        }
    }
    if phrase.ahead(1).is_some_and(|token| token.is("times"))
        && let Some(number) = phrase.number()
    {
        phrase.take();
        let range = phrase.since(at);
        let count = number.text.parse().ok().filter(|n| (1..=1000).contains(n));
        let Some(count) = count else {
            let message = format!("{} times can't be right", number.text);
            return Err(Fault::new(range, message, "write a number from 1 to 1000"));
        };
        return Ok(parts.count.replace((count, typed.place(&range))).is_none());
    }
    Ok(false)
}
