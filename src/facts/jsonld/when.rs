//! When something takes place: the rule, and the moments in their zone.

use super::Told;
use super::thing::{Thing, list, text};
use crate::base::day::Day;
use crate::content::listing::schedule::{DayOf, Frequency, Rule};
use crate::content::listing::{Schedule, minute_of, time_at};
use crate::model::calendar::{self, Occurrence};
use jiff::Zoned;
use tera::Value;

/// Minutes in a day.
const DAY: u32 = 24 * 60;

/// The next time, or the only one that there was.
pub(super) fn next(told: Told<'_>) -> Option<Occurrence> {
    let schedule = told.listing.schedule.as_ref()?;
    let site = &told.world.site;
    let zone = &site.config.timezone;
    calendar::next(schedule, zone, site.today, 1).pop()
}

/// The last time, if there is one.
pub(super) fn last(told: Told<'_>) -> Option<Occurrence> {
    let schedule = told.listing.schedule.as_ref()?;
    calendar::last(schedule, &told.world.site.config.timezone)
}

/// From the beginning of one time to the end of that or of a later one.
pub(super) fn dated(thing: Thing, first: &Occurrence, last: Option<&Occurrence>) -> Thing {
    let moment = |at: &Zoned| match first.timed {
        true => at.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
        false => at.date().to_string(),
    };
    let end = last.and_then(|last| last.end.as_ref());
    let end = end.map(|end| match first.timed {
        true => moment(end),
        // All day until a midnight: that midnight's day is no part of it.
        false => end.date().yesterday().unwrap_or(end.date()).to_string(),
    });
    thing
        .with("startDate", moment(&first.start))
        .maybe("endDate", end)
}

/// The rule by which days repeat, and the days beside it. None if it has no rule, or one that can't be
/// said in these words.
pub(super) fn schedules(told: Told<'_>) -> Option<Value> {
    let schedule = told.listing.schedule.as_ref()?;
    let rule = schedule.rule.as_ref()?;
    let is_said = rule.positions.is_empty();
    let by_rule = is_said.then(|| by_rule(told, schedule, rule))?;
    let extra = schedule.extra.iter();
    let extra = extra.filter(|day| **day >= told.world.site.today);
    let extra = extra.map(|day| {
        let day = day.to_string();
        let once = Thing::new("Schedule").with("startDate", day.as_str());
        timed(once.with("endDate", day), told, schedule).value()
    });
    list(std::iter::once(by_rule).chain(extra))
}

fn by_rule(told: Told<'_>, schedule: &Schedule, rule: &Rule) -> Value {
    let unit = match rule.frequency {
        Frequency::Daily => 'D',
        Frequency::Weekly => 'W',
        Frequency::Monthly => 'M',
        Frequency::Yearly => 'Y',
    };
    let numbers = |numbers: &[i8]| list(numbers.iter().map(|number| Value::from(*number)));
    let today = told.world.site.today;
    let coming: Vec<&Day> = schedule
        .except
        .iter()
        .filter(|day| **day >= today)
        .collect();
    let until = rule.until.map(|until| until.day.to_string());
    let thing = Thing::new("Schedule")
        .with("repeatFrequency", format!("P{}{unit}", rule.interval))
        .maybe("repeatCount", rule.count)
        .maybe("byDay", list(rule.days.iter().map(by_day)))
        .maybe("byMonthDay", numbers(&rule.month_days))
        .maybe("byMonth", numbers(&rule.months))
        .maybe("startDate", schedule.start.map(|day| day.to_string()))
        .maybe("endDate", until);
    let thing = timed(thing, told, schedule);
    let except = coming.iter().map(|day| text(&day.to_string()));
    thing.maybe("exceptDate", list(except)).value()
}

/// Every Tuesday is a day of the week; the second one is said as calendars say it.
fn by_day(day: &DayOf) -> Value {
    match day.nth {
        None => Value::from(format!("https://schema.org/{}", day.day.name())),
        Some(nth) => Value::from(format!("{nth}{}", day.day.code())),
    }
}

fn timed(thing: Thing, told: Told<'_>, schedule: &Schedule) -> Thing {
    let Some(begins) = schedule.time else {
        return thing;
    };
    let clock = |time: jiff::civil::Time| time.strftime("%H:%M:%S").to_string();
    let minutes = schedule.minutes.filter(|minutes| *minutes < DAY);
    let ends = minutes.map(|minutes| clock(time_at(minute_of(begins) + minutes)));
    let length = schedule.minutes.map(|minutes| format!("PT{minutes}M"));
    let own = schedule.zone.as_ref().map(|zone| zone.as_str());
    let zone = own.or(told.world.site.config.timezone.iana_name());
    thing
        .with("startTime", clock(begins))
        .maybe("endTime", ends)
        .maybe("duration", length)
        .text("scheduleTimezone", zone)
}
