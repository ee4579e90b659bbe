//! From digits to a number that can be dialled. A number of a country is looked up in its plan and kept in
//! full, E.164; a short one is dialled as it is. The only digits that are put before a number or taken
//! away are those by which calls within a country, or abroad, begin; what could be two numbers, or is
//! none, is refused.

use super::fault::{Fault, Remark};
use super::plan::{Full, Grouped, Plan};
use super::typed::Typed;
use super::{Home, Phone, short};
use crate::base::made_up;
use std::collections::BTreeSet;

/// The fewest digits of a number with its country's code.
const FEWEST_ABROAD: usize = 8;
/// The most digits of a short number.
const MOST_SHORT: usize = 6;
/// The fewest digits of a short number that nobody has told us of.
const FEWEST_SHORT: usize = 3;

/// A number that can be dialled, and what a reader sees.
pub(super) struct Dialled {
    pub phone: Phone,
    pub shown: String,
    /// What somebody should look at.
    pub remark: Option<Remark>,
}

/// Finds the one number that was typed.
pub(super) fn dial(typed: &Typed, home: Home<'_>) -> Result<Dialled, Fault> {
    if typed.plus {
        return abroad(typed, home);
    }
    let known = |country: &str| short::is_known(country, &typed.digits);
    if home.country.is_some_and(known) {
        return Ok(short_number(typed, home, None));
    }
    if typed.digits.len() < FEWEST_SHORT {
        return Err(Fault::NoNumber);
    }
    if made_up::is_row(&typed.digits) {
        return Err(Fault::Row);
    }
    match home.country.and_then(Plan::of) {
        Some(plan) => within(typed, home, plan),
        None if is_short(&typed.digits) => Ok(short_number(typed, home, None)),
        None => Err(Fault::NoCountry),
    }
}

/// A number that begins with +.
fn abroad(typed: &Typed, home: Home<'_>) -> Result<Dialled, Fault> {
    if let Some(short) = prefixed(&typed.digits, home) {
        return Err(Fault::Prefixed(short));
    }
    let usable: BTreeSet<String> = typed
        .readings()
        .into_iter()
        .filter(|digits| {
            Full::of(digits).is_some_and(Full::is_valid) || made_up::is_fictional(digits)
        })
        .collect();
    match one(usable) {
        One::Number(digits) => in_full(&digits, typed, home),
        One::Several => Err(Fault::TwoWays),
        One::None => Err(why_not_abroad(&typed.digits, home)),
    }
}

/// `+116 123` and `+44 116 123`: the short number of this country behind a sign or a code. Some of them,
/// the Australian 13 11 14, would even pass for long ones.
fn prefixed(digits: &str, home: Home<'_>) -> Option<String> {
    let own = home.country?;
    let code = Plan::of(own).map(Plan::code);
    let rest = Full::of(digits)
        .filter(|full| Some(full.code) == code)
        .map(|full| full.rest);
    let short = [Some(digits), rest]
        .into_iter()
        .flatten()
        .find(|digits| short::is_known(own, digits))?;
    Some(short::meant(own, short).unwrap_or(short).to_owned())
}

/// What is wrong with digits after a +.
fn why_not_abroad(digits: &str, home: Home<'_>) -> Fault {
    let full = Full::of(digits);
    let rest = full.map_or(digits, |full| full.rest);
    if digits.len() < FEWEST_ABROAD {
        let near = home.country.and_then(|own| short::meant(own, rest));
        return Fault::TooShort(near);
    }
    if made_up::is_row(digits) || made_up::is_row(rest) {
        return Fault::Row;
    }
    let Some(full) = full else {
        return Fault::NoCode;
    };
    let without = full.plan().and_then(Plan::prefix);
    let without = without.and_then(|prefix| rest.strip_prefix(prefix));
    match without.map(|rest| Full { rest, ..full }) {
        Some(right) if right.is_valid() => Fault::Trunk(right.international()),
        _ => Fault::NotInUse(None),
    }
}

/// A number as it is dialled within a country.
fn within(typed: &Typed, home: Home<'_>, plan: Plan) -> Result<Dialled, Fault> {
    let mut usable = BTreeSet::new();
    let (code, digits) = (plan.code(), typed.digits.as_str());
    let mut lost_prefix = None;
    let without = plan.prefix().and_then(|prefix| digits.strip_prefix(prefix));
    for (rest, is_whole) in [(Some(digits), true), (without, false)] {
        let Some(rest) = rest.filter(|rest| is_used(code, rest)) else {
            continue;
        };
        if is_whole {
            lost_prefix = without_prefix(Full { code, rest }, plan);
        }
        usable.insert(format!("{code}{rest}"));
    }
    if usable.is_empty() {
        let behind = typed.readings().into_iter();
        usable.extend(behind.filter_map(|digits| {
            let digits = plan.abroad(&digits)?;
            let full = Full::of(digits)?;
            is_used(full.code, full.rest).then(|| digits.to_owned())
        }));
    }
    match (one(usable), lost_prefix) {
        (One::Number(_), Some(fault)) => Err(fault),
        (One::Number(digits), None) => in_full(&digits, typed, home),
        (One::Several, _) => Err(Fault::TwoWays),
        (One::None, _) if is_short(digits) => {
            Ok(short_number(typed, home, doubt(digits, home, plan)))
        }
        (One::None, _) => Err(why_not_within(digits, home, plan)),
    }
}

fn is_used(code: u16, rest: &str) -> bool {
    Full { code, rest }.is_valid() || made_up::is_fictional(&format!("{code}{rest}"))
}

/// Spreadsheets take a cell of digits for a sum, and leave out the 0 at its start. What is left can't be
/// dialled in its country, so somebody must say what was there.
fn without_prefix(full: Full<'_>, plan: Plan) -> Option<Fault> {
    plan.prefix().filter(|prefix| prefix.starts_with('0'))?;
    let national = full.national().filter(|national| national.bare.is_none())?;
    Some(Fault::LostZero {
        national: national.text,
        international: full.international(),
    })
}

/// What is wrong with digits that are no number of this country.
fn why_not_within(digits: &str, home: Home<'_>, plan: Plan) -> Fault {
    let code = plan.code();
    let rest = digits.strip_prefix(&code.to_string());
    let rest = rest.filter(|rest| Full { code, rest }.is_valid());
    if let Some(rest) = rest {
        return Fault::NoPlus(Full { code, rest }.international());
    }
    let without = plan.prefix().and_then(|prefix| digits.strip_prefix(prefix));
    if without.is_some_and(made_up::is_row) {
        return Fault::Row;
    }
    if without.is_none() && plan.is_local(digits.len()) {
        return Fault::Local;
    }
    Fault::NotInUse(home.country.map(str::to_owned))
}

/// What came of looking for the one number.
enum One {
    None,
    Number(String),
    Several,
}

fn one(mut found: BTreeSet<String>) -> One {
    match (found.pop_first(), found.is_empty()) {
        (None, _) => One::None,
        (Some(digits), true) => One::Number(digits),
        (Some(_), false) => One::Several,
    }
}

fn in_full(digits: &str, typed: &Typed, home: Home<'_>) -> Result<Dialled, Fault> {
    let full = Full::of(digits).ok_or(Fault::NoCode)?;
    if made_up::is_row(digits) || made_up::is_row(full.rest) {
        return Err(Fault::Row);
    }
    if made_up::is_fictional(digits) && !home.example {
        return Err(Fault::Fictional);
    }
    let at_home = home.country.and_then(Plan::of);
    let national = at_home
        .filter(|plan| plan.code() == full.code)
        .and_then(|_| full.national())
        .map(|Grouped { text, bare }| {
            // In some countries both are usual, and then it is shown as somebody wrote it.
            let had_prefix = !typed.plus && typed.digits != full.rest;
            bare.filter(|_| !had_prefix).unwrap_or(text)
        });
    Ok(Dialled {
        phone: Phone::International(format!("+{digits}")),
        shown: national.unwrap_or_else(|| full.international()),
        remark: None,
    })
}

fn is_short(digits: &str) -> bool {
    (FEWEST_SHORT..=MOST_SHORT).contains(&digits.len())
}

/// What may be wrong with a short number that stands in no table of this country.
fn doubt(digits: &str, home: Home<'_>, plan: Plan) -> Option<Remark> {
    let others = short::of_others(home.country?, digits);
    if !others.is_empty() {
        return Some(Remark::Elsewhere(others));
    }
    (digits.len() == MOST_SHORT && plan.is_local(digits.len())).then_some(Remark::Local)
}

fn short_number(typed: &Typed, home: Home<'_>, remark: Option<Remark>) -> Dialled {
    Dialled {
        phone: Phone::Short {
            digits: typed.digits.clone(),
            country: home.country.map(str::to_owned),
        },
        shown: typed.shown.clone(),
        remark,
    }
}
