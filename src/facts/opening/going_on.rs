//! What goes on for days, as it is said on one of them: since when, and until when. Which days those are
//! is told by `model`.

use super::super::world::World;
use super::once::{self, is_midnight, on_its_day};
use super::voice::Voice;
use super::zone;
use crate::base::dates::Style;
use crate::base::day::Day;
use crate::base::lang::Lang;
use crate::content::listing::Listing;
use crate::model::Dated;
use tera::Value;

/// How a day is said, and a time, of which there may be only one.
type Said = (Option<String>, Option<String>);

/// The members of a date of a month page: `at`, `since`, `until`, `until_time` and `last_day`.
pub(in crate::facts) fn members(
    (world, lang): (&World, &Lang),
    listing: &Listing,
    dated: &Dated,
) -> Vec<(&'static str, Value)> {
    let voice = Voice::new(world, lang);
    let occurrence = &dated.occurrence;
    let since = (!dated.begins()).then(|| day(&voice, occurrence.start.date()));
    let (until, until_time) = until(&voice, dated);
    let is_last = !dated.begins() && dated.day == occurrence.last_day();
    vec![
        ("at", on_its_day(&voice, occurrence, zone(world, listing))),
        ("since", Value::from(since)),
        ("until", Value::from(until)),
        ("until_time", Value::from(until_time)),
        ("last_day", Value::from(is_last)),
    ]
}

/// Until when it goes on: a day, if that is another one, and a time, if it has one.
fn until(voice: &Voice<'_>, dated: &Dated) -> Said {
    let occurrence = &dated.occurrence;
    let last = occurrence.last_day();
    let Some(end) = &occurrence.end else {
        return (None, None);
    };
    // Of one day, and of a night on the day of its evening, its times say when it is over.
    let is_said = once::until(occurrence).is_none();
    if is_said && (dated.begins() || last == occurrence.start.date()) {
        return (None, None);
    }
    if !occurrence.timed || is_midnight(end) {
        return ((last > dated.day).then(|| day(voice, last)), None);
    }
    let time = voice.time(end.time());
    match end.date() == dated.day {
        true => (None, Some(time)),
        false => {
            let date = day(voice, end.date());
            let both = [("days", date.as_str()), ("times", time.as_str())];
            (Some(voice.filled("times.on_days", &both)), None)
        }
    }
}

fn day(voice: &Voice<'_>, day: Day) -> String {
    voice.date(day, Style::WeekdayDay)
}
