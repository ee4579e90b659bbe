//! How days repeat, in words. A rule that has none is shown by its next dates alone.

use super::voice::Voice;
use crate::content::listing::schedule::{Frequency, Rule};
use crate::content::listing::{Weekday, runs};

/// The words for a rule, without its times and its end.
pub(super) fn words(voice: &Voice<'_>, rule: &Rule) -> Option<String> {
    let n = i64::from(rule.interval);
    if let Some(days) = rule.plain_days() {
        return Some(weekly(voice, n, &days));
    }
    if let Some((nths, days)) = rule.plain_nths() {
        let known = |nth: &i8| matches!(nth, 1..=5 | -1);
        if !nths.iter().all(known) {
            return None;
        }
        let nths = nths.iter().map(|nth| match nth {
            -1 => voice.word("nth.last"),
            nth => voice.word(&format!("nth.{nth}")),
        });
        let (nth, days) = (voice.list(nths.collect()), voice.days(&days));
        return Some(voice.counted("schedule.monthly", n, &[("nth", &nth), ("days", &days)]));
    }
    if let Some(days) = rule.plain_month_days() {
        if days.iter().any(|day| *day < -1) {
            return None;
        }
        let days = days.iter().map(|day| voice.month_day(*day)).collect();
        let days = voice.list(days);
        return Some(voice.counted("schedule.month_days", n, &[("days", &days)]));
    }
    let daily = rule.frequency == Frequency::Daily && rule.is_bare();
    daily.then(|| voice.counted("schedule.daily", n, &[]))
}

fn weekly(voice: &Voice<'_>, n: i64, days: &[Weekday]) -> String {
    let in_a_row = days.len() > 2 && runs(days).len() == 1;
    match n {
        1 if in_a_row => voice.days_of_week(days),
        _ => voice.counted("schedule.weekly", n, &[("days", &voice.days(days))]),
    }
}
