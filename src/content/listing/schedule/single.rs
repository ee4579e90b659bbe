//! What takes place on named days and doesn't repeat: which days can be left out of it, and put beside
//! it.

use super::super::clock::DAY;
use super::super::date::in_words;
use super::check::{Faults, error};
use super::parts::Placed;
use crate::base::day::Day;
use crate::base::diag::{Diagnostic, Severity};
use jiff::ToSpan as _;

/// Refuses what would leave a day out of the middle of what goes on, or begin it there once more: both
/// would send readers to a closed door. `once` is the first day, the minute of it and the length.
pub(super) fn check(
    once: (Option<Day>, u32, Option<u32>),
    except: &[Placed<Day>],
    extra: &[Placed<Day>],
    faults: &mut Faults,
) -> Option<()> {
    let (start, begins, minutes) = once;
    let over = match minutes {
        Some(minutes) if minutes >= DAY => (begins + minutes).saturating_sub(1) / DAY,
        _ => 0,
    };
    let mut first: Vec<Day> = start.into_iter().collect();
    first.extend(extra.iter().map(|(day, _)| *day));
    let last = |first: Day| first.checked_add(i64::from(over).days()).unwrap_or(first);
    let before = faults.len();
    for (day, at) in except {
        if over > 0
            && first
                .iter()
                .any(|first| (*first..=last(*first)).contains(day))
        {
            let message = format!(
                "{} can't be left out of what goes on for several days",
                in_words(*day)
            );
            let help = "this has no single days; say it in an `alert`";
            faults.push((error(message, help), at.clone()));
        } else if !first.contains(day) {
            let message = format!("{} is none of its days anyway", in_words(*day));
            let warning = Diagnostic::warning("listing/except", message);
            faults.push((warning.help("is the date right?"), at.clone()));
        }
    }
    for (day, at) in extra.iter().filter(|_| over > 0) {
        let goes_on = first
            .iter()
            .find(|first| **first < *day && *day <= last(**first));
        if let Some(first) = goes_on {
            let message = format!(
                "what begins on {} still goes on then, until {}",
                in_words(*first),
                in_words(last(*first))
            );
            let help = "this has no single days; say it in an `alert`";
            faults.push((error(message, help), at.clone()));
        }
    }
    let is_sound = faults[before..]
        .iter()
        .all(|(fault, _)| fault.severity != Severity::Error);
    is_sound.then_some(())
}
