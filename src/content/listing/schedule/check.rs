//! Puts the parts of a schedule together, and refuses what contradicts itself, hangs in the air or
//! never takes place.

use super::super::clock::minute_of;
use super::super::date::in_words;
use super::super::weekday::Weekday;
use super::days::{check, days};
use super::lasting::Length;
use super::parts::{Parts, Placed};
use super::{DayOf, Frequency, Rule, Schedule, WRONG, rrule, single};
use crate::base::day::{Day, When};
use crate::base::diag::Diagnostic;
use jiff::ToSpan as _;
use std::ops::Range;

/// What is wrong, and where.
pub(super) type Faults = Vec<(Diagnostic, Range<usize>)>;

pub(super) fn error(message: impl Into<String>, help: impl Into<String>) -> Diagnostic {
    Diagnostic::error(WRONG, message).help(help)
}

/// The schedule, if its parts agree. `schedule` has what needs no checking.
pub(super) fn whole(parts: Parts, schedule: Schedule, faults: &mut Faults) -> Option<Schedule> {
    let Parts {
        rule,
        start,
        end_date,
        time,
        end,
        minutes,
        until,
        count,
        except,
        extra,
        broken: _,
    } = parts;
    let repeats = Repeats {
        rule,
        start: start.clone(),
        until,
        count,
    };
    if repeats.rule.is_none() && start.is_none() && extra.is_empty() {
        let place = [&repeats.until.map(|(_, at)| at), &time.map(|(_, at)| at)]
            .into_iter()
            .find_map(Clone::clone)
            .unwrap_or(schedule.span);
        let help = "add `every`, such as every: Tuesday, or `start`, the day: start: 2026-03-01";
        faults.push((error("this doesn't say on which days", help), place));
        return None;
    }
    let is_named = end_date.is_some() && time.is_some();
    let length = Length {
        time: time.clone(),
        end,
        minutes,
        start: start.clone(),
        end_date,
        repeats: repeats.rule.is_some(),
    };
    let minutes = length.minutes(faults)?;
    let rule = repeats.rule(faults)?;
    let start = start.map(|(day, _)| day);
    if rule.is_none() {
        let begins = time.as_ref().map_or(0, |(time, _)| minute_of(*time));
        single::check((start, begins, minutes), &except, &extra, faults)?;
    }
    if let Some((rule, place)) = &rule {
        occurs(rule, start, (&except, extra.is_empty()), place, faults)?;
    }
    let sorted = |days: Vec<Placed<Day>>| {
        let mut days: Vec<Day> = days.into_iter().map(|(day, _)| day).collect();
        days.sort_unstable();
        days.dedup();
        days
    };
    Some(Schedule {
        start,
        time: time.map(|(time, _)| time),
        minutes,
        ends_on_named_day: is_named,
        rule: rule.map(|(rule, _)| rule),
        except: sorted(except),
        extra: sorted(extra),
        ..schedule
    })
}

/// How it repeats, with what decides on that.
struct Repeats {
    rule: Option<Placed<Rule>>,
    start: Option<Placed<Day>>,
    until: Option<Placed<Day>>,
    count: Option<Placed<u32>>,
}

impl Repeats {
    /// The rule with its end; None within if it doesn't repeat.
    fn rule(self, faults: &mut Faults) -> Option<Option<Placed<Rule>>> {
        let Repeats {
            rule,
            start,
            until,
            count,
        } = self;
        let ends = until
            .as_ref()
            .map(|(_, at)| at)
            .or(count.as_ref().map(|(_, at)| at));
        let Some((mut rule, place)) = rule else {
            return match ends {
                None => Some(None),
                Some(at) => {
                    let help = "add `every`; what goes on for several days is said with `start`, the first, and `end_date`, the last";
                    faults.push((error("this ends, but nothing repeats", help), at.clone()));
                    None
                }
            };
        };
        let said = [
            rule.until.is_some(),
            rule.count.is_some(),
            until.is_some(),
            count.is_some(),
        ];
        if said.iter().filter(|said| **said).count() > 1 {
            let at = ends.unwrap_or(&place).clone();
            let message = "the last day and how many times can't both be said";
            faults.push((error(message, "keep `until` or `count`"), at));
            return None;
        }
        if let Some((day, _)) = until {
            rule.until = Some(When::on(day));
        }
        if let Some((count, _)) = count {
            rule.count = Some(count);
        }
        let first = start.map(|(day, _)| day);
        anchored(&mut rule, first, &place, faults)?;
        Some(Some((rule, place)))
    }
}

/// A rule that leaves its day to the start gets it from there; one that counts must have a start.
fn anchored(
    rule: &mut Rule,
    start: Option<Day>,
    place: &Range<usize>,
    faults: &mut Faults,
) -> Option<()> {
    let dayless = rule.days.is_empty() && rule.month_days.is_empty();
    let open = dayless && rule.frequency != Frequency::Daily;
    let Some(start) = start else {
        let (message, help) = if open {
            (
                "this doesn't say on which day",
                "write every 2 weeks on Tuesday, or add the first day: start: 2026-03-03",
            )
        } else if rule.interval > 1 {
            (
                "from which day on is this counted?",
                "add the first day: start: 2026-03-03",
            )
        } else if rule.count.is_some() {
            (
                "from which day on are the times counted?",
                "add the first day: start: 2026-03-03",
            )
        } else {
            return Some(());
        };
        faults.push((error(message, help), place.clone()));
        return None;
    };
    if open {
        match rule.frequency {
            Frequency::Daily => {}
            Frequency::Weekly => {
                rule.days = vec![DayOf {
                    day: Weekday::of(start),
                    nth: None,
                }]
            }
            Frequency::Monthly => rule.month_days = vec![start.day()],
            Frequency::Yearly => {
                rule.month_days = vec![start.day()];
                if rule.months.is_empty() {
                    rule.months = vec![start.month()];
                }
            }
        }
    }
    Some(())
}

/// Finds the first day, so that nothing is announced that never takes place.
fn occurs(
    rule: &Rule,
    start: Option<Day>,
    (except, no_extra): (&[Placed<Day>], bool),
    place: &Range<usize>,
    faults: &mut Faults,
) -> Option<()> {
    let end = rule.until.map(|until| until.day);
    let year_2000 = Day::constant(2000, 1, 1);
    let before_end = |end: Day| end.checked_sub(30.years()).unwrap_or(end);
    let from = start.or(end.map(before_end)).unwrap_or(year_2000);
    if let (Some(until), Some(first)) = (&rule.until, start.filter(|first| Some(*first) > end)) {
        let message = format!(
            "this never takes place: it ends on {}, before it begins on {}",
            rrule::end_in_words(until),
            in_words(first)
        );
        faults.push((error(message, "are the two days swapped?"), place.clone()));
        return None;
    }
    if let Err(reason) = check(rule, from) {
        let help = "write a rule as RFC 5545 has it: FREQ=MONTHLY;BYDAY=2TU,4TU";
        faults.push((
            error("this rule contradicts itself", help).note(reason),
            place.clone(),
        ));
        return None;
    }
    let left_out = |day: &Day| except.iter().any(|(left, _)| left == day);
    let mut found = days(rule, start, from);
    let Some(first) = found.next() else {
        let help = "no calendar has such a day: look at the days and months of the rule";
        faults.push((error("this never takes place", help), place.clone()));
        return None;
    };
    if no_extra && left_out(&first) && found.all(|day| left_out(&day)) {
        let help = "all of its days are under `except`; put the days that are left into `extra`";
        faults.push((error("this never takes place", help), place.clone()));
        return None;
    }
    warn_of_odd_days(rule, (start, first), except, place, faults);
    Some(())
}

/// A start or an exception that is none of the rule's days is likely a slip.
fn warn_of_odd_days(
    rule: &Rule,
    (start, first): (Option<Day>, Day),
    except: &[Placed<Day>],
    place: &Range<usize>,
    faults: &mut Faults,
) {
    if let Some(start) =
        start.filter(|start| *start != first && (rule.interval > 1 || rule.count.is_some()))
    {
        let message = format!("{} is no day of this rule", in_words(start));
        let help = format!(
            "the first is {first}, a {}: write start: {first} if that is meant",
            Weekday::of(first).name()
        );
        faults.push((
            Diagnostic::warning("listing/start", message).help(help),
            place.clone(),
        ));
    }
    for (day, at) in except {
        if days(rule, start, *day).next() != Some(*day) {
            let message = format!("{} is no day of this rule anyway", in_words(*day));
            let near = days(rule, start, *day).next();
            let help = near.map_or("is the date right?".to_owned(), |near| {
                format!(
                    "is the date right? The next of its days is {near}, a {}",
                    Weekday::of(near).name()
                )
            });
            faults.push((
                Diagnostic::warning("listing/except", message).help(help),
                at.clone(),
            ));
        }
    }
}
