//! The days of a rule, by the crate `rrule`. It brings a calendar of its own, `chrono`, which no other
//! module sees: days of the calendar go in and come out.
//!
//! A rule is followed in days and not in moments, so that no change of the clocks can touch it; and
//! from the period in which the wanted days begin, so that an old rule costs no more than a new one.

use super::super::weekday::Weekday;
use super::{Frequency, Rule};
use crate::base::day::Day;
use chrono::{Datelike as _, Month, TimeZone as _};
use jiff::ToSpan as _;
use rrule::{NWeekday, RRule, RRuleSet, Tz, Unvalidated};

/// No rule that people meet by rests for longer, in years.
const REST: i16 = 50;

/// The days of a rule from a day on, sorted, each once. Those of a rule with an interval or a count
/// hang on its start. Nothing if the rule is no rule.
pub fn days(rule: &Rule, start: Option<Day>, from: Day) -> impl Iterator<Item = Day> + use<> {
    let first = start.map_or(from, |start| start.max(from));
    let anchor = match (rule.count, start) {
        (Some(_), Some(start)) => start,
        _ => period(rule, start, first),
    };
    let set = valid(rule, anchor).ok();
    let found = set.into_iter().flat_map(|set| set.into_iter());
    let last = first
        .checked_add(i32::from(REST).years())
        .unwrap_or(Day::MAX);
    found
        .map_while(of_chrono)
        .take_while(move |day| *day <= last)
        .skip_while(move |day| *day < first)
}

/// What the crate says against a rule, in its own words.
pub(super) fn check(rule: &Rule, anchor: Day) -> Result<(), String> {
    valid(rule, anchor).map(drop)
}

/// The beginning of the day, week, month or year of the rule in which a day is.
fn period(rule: &Rule, start: Option<Day>, day: Day) -> Day {
    let origin = begin(rule, start.unwrap_or(day));
    let interval = i32::from(rule.interval.max(1));
    let months = |day: Day| i32::from(day.year()) * 12 + i32::from(day.month()) - 1;
    let begin = begin(rule, day);
    let passed = match rule.frequency {
        Frequency::Daily | Frequency::Weekly => begin.duration_since(origin).as_hours() as i32 / 24,
        Frequency::Monthly | Frequency::Yearly => months(begin) - months(origin),
    };
    let step = interval
        * match rule.frequency {
            Frequency::Daily | Frequency::Monthly => 1,
            Frequency::Weekly => 7,
            Frequency::Yearly => 12,
        };
    let whole = passed - passed.rem_euclid(step);
    let moved = match rule.frequency {
        Frequency::Daily | Frequency::Weekly => origin.checked_add(whole.days()),
        Frequency::Monthly | Frequency::Yearly => origin.checked_add(whole.months()),
    };
    moved.unwrap_or(origin)
}

fn begin(rule: &Rule, day: Day) -> Day {
    match rule.frequency {
        Frequency::Daily => day,
        Frequency::Weekly => {
            let since = (7 + Weekday::of(day).index() - rule.week_start.index()) % 7;
            day.checked_sub((since as i32).days()).unwrap_or(day)
        }
        Frequency::Monthly => day.first_of_month(),
        Frequency::Yearly => day.first_of_year(),
    }
}

fn valid(rule: &Rule, anchor: Day) -> Result<RRuleSet, String> {
    let Rule {
        frequency,
        interval,
        days,
        month_days,
        months,
        positions,
        week_start,
        until,
        count,
    } = rule;
    let mut built: RRule<Unvalidated> = RRule::new(match frequency {
        Frequency::Daily => rrule::Frequency::Daily,
        Frequency::Weekly => rrule::Frequency::Weekly,
        Frequency::Monthly => rrule::Frequency::Monthly,
        Frequency::Yearly => rrule::Frequency::Yearly,
    });
    let months: Vec<Month> = months
        .iter()
        .filter_map(|month| Month::try_from(u8::try_from(*month).ok()?).ok())
        .collect();
    let days = days.iter().map(|day| {
        let nth = day.nth.map(i16::from);
        NWeekday::new(nth, weekday(day.day))
    });
    built = built
        .interval(*interval)
        .week_start(weekday(*week_start))
        .by_weekday(days.collect())
        .by_month_day(month_days.clone())
        .by_month(&months)
        .by_set_pos(
            positions
                .iter()
                .map(|position| i32::from(*position))
                .collect(),
        );
    if let Some(count) = count {
        built = built.count(*count);
    }
    if let Some(until) = until {
        // Where an hour is said with it, in some zone it is still the day before or the day after:
        // whoever knows the zone looks at the hour.
        let slack = i32::from(until.time.is_some());
        let last = until.day.checked_add(slack.days()).unwrap_or(until.day);
        if last < anchor {
            return Err("it ends before it begins".to_owned());
        }
        built = built.until(to_chrono(last)?);
    }
    let start = to_chrono(anchor)?;
    let rule = built.validate(start).map_err(|error| error.to_string())?;
    Ok(RRuleSet::new(start).rrule(rule).limit())
}

fn weekday(day: Weekday) -> rrule::Weekday {
    match day {
        Weekday::Monday => rrule::Weekday::Mon,
        Weekday::Tuesday => rrule::Weekday::Tue,
        Weekday::Wednesday => rrule::Weekday::Wed,
        Weekday::Thursday => rrule::Weekday::Thu,
        Weekday::Friday => rrule::Weekday::Fri,
        Weekday::Saturday => rrule::Weekday::Sat,
        Weekday::Sunday => rrule::Weekday::Sun,
    }
}

fn to_chrono(day: Day) -> Result<chrono::DateTime<Tz>, String> {
    let (month, of_month) = (day.month().unsigned_abs(), day.day().unsigned_abs());
    Tz::UTC
        .with_ymd_and_hms(day.year().into(), month.into(), of_month.into(), 0, 0, 0)
        .single()
        .ok_or_else(|| format!("{day} is too far away"))
}

fn of_chrono(moment: chrono::DateTime<Tz>) -> Option<Day> {
    let part = |number: u32| i8::try_from(number).ok();
    let year = i16::try_from(moment.year()).ok()?;
    Day::new(year, part(moment.month())?, part(moment.day())?).ok()
}
