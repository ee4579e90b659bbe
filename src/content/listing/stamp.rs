//! A source's text with another date on which a listing was checked: the bytes of the date are replaced
//! and no others, so that the difference shows what was done and nothing else. It knows no files, and
//! does not read the text; what became of it, the caller has to read again.

use super::{Method, Verified};
use crate::base::date_form::DateForm;
use crate::base::day::Day;
use std::ops::Range;

/// What somebody found out.
#[derive(Clone, Copy, Debug)]
pub struct Stamp<'a> {
    /// When.
    pub date: Day,
    /// Who; none leaves what stands there.
    pub by: Option<&'a str>,
    /// How; none leaves what stands there.
    pub method: Option<Method>,
    /// From where; none leaves what stands there.
    pub source: Option<&'a str>,
}

/// Bytes of a text that are to be others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Which.
    pub range: Range<usize>,
    /// What shall stand there.
    pub text: String,
}

/// What is to change, and what was asked for but stands nowhere in the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// In the order of the file, none within another.
    pub changes: Vec<Change>,
    /// The parts that there is no place for: `by`, `method`, `source`.
    pub missing: Vec<&'static str>,
}

/// Why a text can't be changed in place: what stands there is not written as itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotPlain(pub Range<usize>);

/// What to change in the text in which this was read. A table may write its dates in another `form` than
/// year, month, day, and keeps to it.
///
/// # Errors
/// If what stands there is not the date, or the word, letter for letter: it comes from elsewhere, or is
/// written with escapes.
pub fn changes(
    text: &str,
    verified: &Verified,
    stamp: &Stamp<'_>,
    form: Option<DateForm>,
) -> Result<Changes, NotPlain> {
    let mut found = Changes::default();
    if verified.date != stamp.date {
        found.changes.push(date(text, verified, stamp.date, form)?);
    }
    let places = &verified.places;
    let method = |method: Method| method.as_str();
    let parts = [
        ("by", &places.by, verified.by.as_deref(), stamp.by),
        (
            "method",
            &places.method,
            verified.method.map(method),
            stamp.method.map(method),
        ),
        (
            "source",
            &places.source,
            verified.source.as_deref(),
            stamp.source,
        ),
    ];
    for (name, place, old, new) in parts {
        let Some(new) = new.filter(|new| old != Some(new)) else {
            continue;
        };
        match (place, old) {
            (Some(place), Some(old)) => found.changes.push(once(text, place, old, new)?),
            _ => found.missing.push(name),
        }
    }
    found.changes.sort_by_key(|change| change.range.start);
    Ok(found)
}

/// The text with the changes, which must be in order.
pub fn apply(text: &str, changes: &[Change]) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut at = 0;
    for Change { range, text: new } in changes {
        out.push_str(&text[at..range.start]);
        out.push_str(new);
        at = range.end;
    }
    out.push_str(&text[at..]);
    out
}

fn date(
    text: &str,
    verified: &Verified,
    new: Day,
    form: Option<DateForm>,
) -> Result<Change, NotPlain> {
    let place = &verified.span;
    let old = verified.date;
    if let Ok(change) = once(text, place, &old.to_string(), &new.to_string()) {
        return Ok(change);
    }
    let typed = text.get(place.clone()).map(str::trim);
    match (typed, form) {
        (Some(typed), Some(form)) if form.day(typed) == Some(old) => {
            once(text, place, typed, &form.like(new, typed))
        }
        _ => Err(NotPlain(place.clone())),
    }
}

/// Replaces what stands exactly once in a place.
fn once(text: &str, place: &Range<usize>, old: &str, new: &str) -> Result<Change, NotPlain> {
    let not_plain = || NotPlain(place.clone());
    let typed = text.get(place.clone()).ok_or_else(not_plain)?;
    let mut found = typed.match_indices(old);
    match (found.next(), found.next()) {
        (Some((at, _)), None) => {
            let start = place.start + at;
            Ok(Change {
                range: start..start + old.len(),
                text: new.to_owned(),
            })
        }
        _ => Err(not_plain()),
    }
}
