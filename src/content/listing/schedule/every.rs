//! The grammar of `every`: `Tuesday`, `every 2 weeks on Tuesday`, `2nd and 4th Tuesday`, `last Sunday`,
//! `1st of the month`, `weekdays`, `daily`. What can mean two things is refused with both of them.

use super::super::phrase::{Fault, Kind, Phrase};
use super::super::weekday::{Weekday, no_day, read_days, short_days};
use super::{DayOf, Frequency, Rule, ordinal};

pub(super) const HELP: &str = "write Tuesday, Mon and Thu, weekdays, every 2 weeks on Tuesday, \
     2nd and 4th Tuesday, last Sunday or 1st of the month; what no rule can say goes into `schedule_note`";
/// Every so many: more is a slip of the finger.
const MOST: u16 = 100;

/// Takes a rule from the beginning of a phrase. What comes after it is left.
pub(super) fn read(phrase: &mut Phrase<'_>) -> Result<Rule, Fault> {
    let start = phrase.at();
    let every = phrase.word(&["every", "each"]);
    phrase.word(&["on"]);
    if let Some(rule) = interval(phrase, every, start)? {
        return Ok(rule);
    }
    if phrase.word(&["monthly"]) || (every && phrase.word(&["month"])) {
        return on_days_of_month(phrase, 1);
    }
    if phrase.word(&["weekly"]) || (every && phrase.word(&["week"])) {
        return on_weekdays(phrase, 1);
    }
    if phrase.word(&["daily", "everyday"]) || (every && phrase.word(&["day"])) {
        return Ok(Rule::every(1, Frequency::Daily));
    }
    if let Some(nths) = ordinal::read(phrase)? {
        let single = every && nths.len() == 1 && nths[0] > 1;
        let rule = of_the_month(phrase, nths, single)?;
        return rule.ok_or_else(|| doubtful(phrase, start));
    }
    match read_days(phrase)? {
        Some(days) => Ok(Rule::weekly(1, &days)),
        None => Err(unreadable(phrase)),
    }
}

/// `2 weeks on Tuesday`, `other week`, `second Thursday`, `fortnight`, after `every`.
fn interval(phrase: &mut Phrase<'_>, every: bool, start: usize) -> Result<Option<Rule>, Fault> {
    if phrase.word(&["fortnightly", "fortnight", "biweekly", "bimonthly"]) {
        let range = phrase.since(start);
        if phrase.part(&range).to_lowercase().contains("bi") {
            let message = format!("`{}` can mean two things", phrase.part(&range));
            let help = "write every 2 weeks on Tuesday, or name the days: 1st and 3rd Tuesday";
            return Err(Fault::new(range, message, help));
        }
        return on_weekdays(phrase, 2).map(Some);
    }
    if !every {
        return Ok(None);
    }
    if let Some(number) = counted(phrase)? {
        let at = phrase.at();
        return match unit(phrase) {
            Some(Frequency::Daily) => Ok(Some(Rule::every(number, Frequency::Daily))),
            Some(Frequency::Weekly) => on_weekdays(phrase, number).map(Some),
            Some(Frequency::Monthly) => on_days_of_month(phrase, number).map(Some),
            _ => {
                phrase.back_to(at);
                let message = "every how many of what?";
                let help = "write every 2 weeks on Tuesday, or every 3 days";
                Err(Fault::new(phrase.since(start), message, help))
            }
        };
    }
    let other = phrase.word(&["other"]) || phrase.ahead(0).is_some_and(|token| token.is("second"));
    if !other {
        return Ok(None);
    }
    let at = phrase.at();
    phrase.word(&["second"]);
    match unit(phrase) {
        Some(Frequency::Daily) => return Ok(Some(Rule::every(2, Frequency::Daily))),
        Some(Frequency::Weekly) => return on_weekdays(phrase, 2).map(Some),
        Some(Frequency::Monthly) => return on_days_of_month(phrase, 2).map(Some),
        _ => {}
    }
    match read_days(phrase)? {
        // `every second Tuesday of the month` is another thing.
        Some(days) if !is_of_month(phrase) => Ok(Some(Rule::weekly(2, &days))),
        _ => {
            phrase.back_to(at);
            Ok(None)
        }
    }
}

/// A number before `days`, `weeks` or `months`, in digits or as a word.
fn counted(phrase: &mut Phrase<'_>) -> Result<Option<u16>, Fault> {
    for (word, number) in [("two", 2), ("three", 3), ("four", 4), ("six", 6)] {
        if phrase.word(&[word]) {
            return Ok(Some(number));
        }
    }
    let next_is_word = phrase.ahead(1).is_none_or(|token| token.kind == Kind::Word);
    let ordinal = phrase
        .ahead(1)
        .is_some_and(|token| ["st", "nd", "rd", "th"].iter().any(|end| token.is(end)));
    if !next_is_word || ordinal {
        return Ok(None);
    }
    let Some(token) = phrase.number() else {
        return Ok(None);
    };
    match token.text.parse() {
        Ok(number) if (1..=MOST).contains(&number) => Ok(Some(number)),
        _ => {
            let message = format!("every {} can't be right", token.text);
            let help = format!("write a number from 1 to {MOST}");
            Err(Fault::new(token.range, message, help))
        }
    }
}

fn unit(phrase: &mut Phrase<'_>) -> Option<Frequency> {
    let units: [(&[&str], Frequency); 3] = [
        (&["day", "days"], Frequency::Daily),
        (&["week", "weeks"], Frequency::Weekly),
        (&["month", "months"], Frequency::Monthly),
    ];
    let found = units.iter().find(|(words, _)| phrase.word(words));
    found.map(|(_, frequency)| *frequency)
}

/// After `every 2 weeks`: `on Tuesday`.
fn on_weekdays(phrase: &mut Phrase<'_>, interval: u16) -> Result<Rule, Fault> {
    let on = phrase.word(&["on"]);
    match read_days(phrase)? {
        Some(days) => Ok(Rule::weekly(interval, &days)),
        None if on => Err(no_day(phrase)),
        // The start says on which day.
        None => Ok(Rule::every(interval, Frequency::Weekly)),
    }
}

/// After `every 2 months`: `on the 2nd Tuesday`, `on the 1st`.
fn on_days_of_month(phrase: &mut Phrase<'_>, interval: u16) -> Result<Rule, Fault> {
    let on = phrase.word(&["on"]);
    let Some(nths) = ordinal::read(phrase)? else {
        return match on {
            true => Err(Fault::new(
                phrase.rest(),
                "on which day of the month?",
                "write every 2 months on the 1st Tuesday, or on the 15th",
            )),
            false => Ok(Rule::every(interval, Frequency::Monthly)),
        };
    };
    let rule = match read_days(phrase)? {
        Some(days) => by_nth(&nths, &days, phrase)?,
        None => by_month_day(nths),
    };
    Ok(Rule { interval, ..rule })
}

/// After `2nd and 4th`: `Tuesday`, `Tuesday of the month`, `of the month`. None if it could be an
/// interval as well, as `every third Tuesday` could.
fn of_the_month(
    phrase: &mut Phrase<'_>,
    nths: Vec<i8>,
    doubtful: bool,
) -> Result<Option<Rule>, Fault> {
    let day = phrase.word(&["day"]);
    let days = match day {
        true => None,
        false => read_days(phrase)?,
    };
    let Some(days) = days else {
        let at = phrase.at();
        return match month_after_of(phrase)? {
            Some(interval) => Ok(Some(Rule {
                interval,
                ..by_month_day(nths)
            })),
            None => {
                let range = phrase.since(at.saturating_sub(2));
                let help = "write 2nd Tuesday, or 2nd of the month";
                Err(match phrase.is_done() {
                    true => Fault::new(range, "of what?", help),
                    false => no_day(phrase),
                })
            }
        };
    };
    let rule = by_nth(&nths, &days, phrase)?;
    match month_after_of(phrase)? {
        Some(interval) => Ok(Some(Rule { interval, ..rule })),
        None if doubtful => Ok(None),
        None => Ok(Some(rule)),
    }
}

fn is_of_month(phrase: &Phrase<'_>) -> bool {
    matches!(month_after_of(&mut phrase.clone()), Ok(Some(_)))
}

/// Takes `of the month`, `of every month`, `of every second month`, `monthly`: every how many months.
fn month_after_of(phrase: &mut Phrase<'_>) -> Result<Option<u16>, Fault> {
    if phrase.word(&["monthly"]) {
        return Ok(Some(1));
    }
    let at = phrase.at();
    if !phrase.word(&["of", "in"]) {
        return Ok(None);
    }
    phrase.word(&["the", "a", "each", "every"]);
    let interval = match phrase.word(&["other", "second"]) {
        true => 2,
        false => counted(phrase)?.unwrap_or(1),
    };
    if phrase.word(&["month", "months"]) {
        return Ok(Some(interval));
    }
    phrase.back_to(at);
    Ok(None)
}

fn by_nth(nths: &[i8], days: &[Weekday], phrase: &Phrase<'_>) -> Result<Rule, Fault> {
    if let Some(nth) = nths.iter().find(|nth| **nth > 5) {
        let message = format!(
            "no month has a {} {}",
            ordinal::written(*nth),
            days[0].name()
        );
        let help =
            "write 1st to 5th, or last; a day of the month has no weekday: 15th of the month";
        return Err(Fault::new(phrase.since(0), message, help));
    }
    let mut list: Vec<DayOf> = days
        .iter()
        .flat_map(|day| {
            nths.iter().map(|nth| DayOf {
                day: *day,
                nth: Some(*nth),
            })
        })
        .collect();
    list.sort_unstable();
    Ok(Rule {
        days: list,
        ..Rule::every(1, Frequency::Monthly)
    })
}

fn by_month_day(days: Vec<i8>) -> Rule {
    Rule {
        month_days: days,
        ..Rule::every(1, Frequency::Monthly)
    }
}

/// `every third Tuesday`: of the month, or of all Tuesdays?
fn doubtful(phrase: &Phrase<'_>, start: usize) -> Fault {
    let range = phrase.since(start);
    let typed = phrase.part(&range);
    let bare = typed.split_once(' ').map_or(typed, |(_, bare)| bare);
    let message = format!("`{typed}` can mean two things");
    let help =
        format!("write {bare} of the month, or every so many weeks: every 3 weeks on Tuesday");
    Fault::new(range, message, help)
}

fn unreadable(phrase: &Phrase<'_>) -> Fault {
    let range = phrase.rest();
    if phrase
        .ahead(0)
        .is_some_and(|token| token.kind == Kind::Word)
    {
        let fault = no_day(phrase);
        if fault.help.starts_with("did you mean") {
            return fault;
        }
    }
    let message = match range.is_empty() {
        true => "this doesn't say on which days".to_owned(),
        false => format!(
            "`{}` can't be read as days that repeat",
            phrase.part(&range)
        ),
    };
    Fault::new(range, message, HELP)
}

/// A rule as `every` has it, if the grammar has words for it.
pub(super) fn written(rule: &Rule) -> Option<String> {
    let interval = rule.interval;
    if rule.week_start != Weekday::Monday {
        return None;
    }
    if let Some(days) = rule.plain_days() {
        let names = english_list(days.iter().map(|day| day.name().to_owned()));
        return Some(match interval {
            1 if days[..] == super::super::weekday::WEEKDAYS => "weekdays".to_owned(),
            1 if days.len() > 3 => short_days(&days),
            1 => names,
            interval => format!("every {interval} weeks on {names}"),
        });
    }
    let month = match interval {
        1 => "the month".to_owned(),
        interval => format!("every {interval} months"),
    };
    if let Some((nths, days)) = rule.plain_nths() {
        let nths = english_list(nths.into_iter().map(ordinal::written));
        let days = english_list(days.iter().map(|day| day.name().to_owned()));
        return Some(match interval {
            1 => format!("{nths} {days}"),
            _ => format!("{nths} {days} of {month}"),
        });
    }
    let known = |day: &i8| *day >= -1;
    if let Some(days) = rule
        .plain_month_days()
        .filter(|days| days.iter().all(known))
    {
        let days = english_list(days.iter().map(|day| match day {
            -1 => "last day".to_owned(),
            day => ordinal::written(*day),
        }));
        return Some(format!("{days} of {month}"));
    }
    match (rule.frequency, interval, rule.is_bare()) {
        (Frequency::Daily, 1, true) => Some("daily".to_owned()),
        (Frequency::Daily, interval, true) => Some(format!("every {interval} days")),
        _ => None,
    }
}

fn english_list(items: impl Iterator<Item = String>) -> String {
    let items: Vec<String> = items.collect();
    match items.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    }
}
