//! Times of the day as people type them: `19:00`, `7pm`, `10.30am to noon`. A time that could be in
//! the morning or in the evening is refused.

use super::date::is_day_ahead;
use super::phrase::{Fault, Kind, Phrase};
use jiff::civil::Time;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::Range;

/// Minutes in a day.
pub(super) const DAY: u32 = 24 * 60;
/// What is open for longer over midnight is more likely typed the wrong way round.
pub const LONG_NIGHT: u32 = 15 * 60;
const HELP: &str = "write times as 19:30 or 7.30pm";

/// From when until when, on one day or over midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Opening {
    /// When it begins.
    pub opens: Time,
    /// When it ends: the next day, if that is not after the beginning. From midnight to midnight is a
    /// whole day.
    pub closes: Time,
}

impl Opening {
    /// From midnight to midnight.
    pub const ALL_DAY: Opening = Opening {
        opens: Time::midnight(),
        closes: Time::midnight(),
    };

    /// How long it is, in minutes; at most a day.
    pub fn minutes(&self) -> u32 {
        let (opens, closes) = (minute_of(self.opens), minute_of(self.closes));
        match closes > opens {
            true => closes - opens,
            false => DAY + closes - opens,
        }
    }

    /// Whether it ends on the day after, and later than at midnight.
    pub fn is_overnight(&self) -> bool {
        self.closes <= self.opens && self.closes != Time::midnight()
    }
}

/// `09:00-17:00`; midnight as an end is `24:00`.
impl fmt::Display for Opening {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let closes = match self.closes == Time::midnight() {
            true => "24:00".to_owned(),
            false => clock(self.closes),
        };
        write!(f, "{}-{closes}", clock(self.opens))
    }
}

/// A time as `19:30`.
pub(super) fn clock(time: Time) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// Minutes since midnight.
pub fn minute_of(time: Time) -> u32 {
    u32::from(time.hour().unsigned_abs()) * 60 + u32::from(time.minute().unsigned_abs())
}

/// The time so many minutes after midnight, on that day or a later one.
pub fn time_at(minute: u32) -> Time {
    let minute = minute % DAY;
    let part = |number: u32| i8::try_from(number).unwrap_or_default();
    Time::new(part(minute / 60), part(minute % 60), 0, 0).unwrap_or(Time::midnight())
}

/// A time while it is not certain yet which half of the day it is in.
#[derive(Clone)]
struct Moment {
    minute: u32,
    /// Whether `am`, `pm`, a word, or digits in full leave no doubt.
    sure: bool,
    range: Range<usize>,
}

/// Takes one time that leaves no doubt; None if none comes next.
pub(super) fn read_time(phrase: &mut Phrase<'_>) -> Result<Option<Time>, Fault> {
    let Some(moment) = moment(phrase)? else {
        return Ok(None);
    };
    beginning(&moment)?;
    match moment.sure {
        true => Ok(Some(time_at(moment.minute))),
        false => Err(doubtful(&moment, phrase)),
    }
}

/// Takes `9am to 5pm` or `all day`; None if no time comes next. A beginning alone has no end.
pub(super) fn read_times(phrase: &mut Phrase<'_>) -> Result<Option<(Time, Option<Time>)>, Fault> {
    if phrase.words(&["all", "day"]) || hours_of_a_day(phrase) {
        return Ok(Some((Time::midnight(), Some(Time::midnight()))));
    }
    let at = phrase.at();
    phrase.word(&["from", "at", "between"]);
    let Some(opens) = moment(phrase)? else {
        phrase.back_to(at);
        return Ok(None);
    };
    beginning(&opens)?;
    let between = phrase.at();
    let dash = phrase.mark('-');
    let to = dash || phrase.word(&["to", "until", "till", "til", "through", "and"]);
    // `7 pm until 2027-07-20` says how long it goes on, and not when it is over.
    let day_follows = !dash && is_day_ahead(phrase);
    let closes = match to && !day_follows {
        true => moment(phrase)?,
        false => None,
    };
    let Some(closes) = closes else {
        if dash {
            let help = "write both times: 7pm-8.30pm";
            return Err(Fault::new(
                phrase.since(at),
                "the end is missing here",
                help,
            ));
        }
        phrase.back_to(between);
        return match opens.sure {
            true => Ok(Some((time_at(opens.minute), None))),
            false => Err(doubtful(&opens, phrase)),
        };
    };
    // An end in the afternoon on a clock of 24 hours shows what sort of clock the beginning is from.
    let wide = |moment: &Moment| !is_halved(phrase.part(&moment.range)) && moment.minute >= 13 * 60;
    let known = opens.sure || closes.sure && wide(&closes);
    if !known {
        return Err(doubtful(&opens, phrase));
    }
    if !closes.sure {
        return Err(doubtful(&closes, phrase));
    }
    Ok(Some((time_at(opens.minute), Some(time_at(closes.minute)))))
}

fn hours_of_a_day(phrase: &mut Phrase<'_>) -> bool {
    let at = phrase.at();
    let day = phrase.number().is_some_and(|token| token.text == "24")
        && phrase.word(&["hours", "hrs", "hour", "h"]);
    if !day {
        phrase.back_to(at);
    }
    day
}

/// 24:00 is an end and no beginning.
fn beginning(moment: &Moment) -> Result<(), Fault> {
    match moment.minute == DAY {
        false => Ok(()),
        true => {
            let message = "24:00 is when a day ends, and here one begins";
            Err(Fault::new(moment.range.clone(), message, "write 00:00"))
        }
    }
}

fn is_halved(typed: &str) -> bool {
    typed.ends_with(['m', 'M', '.'])
}

fn doubtful(moment: &Moment, phrase: &Phrase<'_>) -> Fault {
    let typed = phrase.part(&moment.range);
    let (hour, minute) = (moment.minute / 60 % 12, moment.minute % 60);
    let message = format!("`{typed}` can be in the morning or in the evening");
    let shown = if hour == 0 { 12 } else { hour };
    let half = match minute {
        0 => shown.to_string(),
        minute => format!("{shown}.{minute:02}"),
    };
    let help = format!(
        "write {half}am or {half}pm; on a clock of 24 hours {hour:02}:{minute:02} or {:02}:{minute:02}",
        hour + 12
    );
    Fault::new(moment.range.clone(), message, help)
}

/// Takes `noon`, `12 noon`, `midday` or `midnight`.
fn named(phrase: &mut Phrase<'_>) -> Option<Moment> {
    let start = phrase.at();
    for (word, minute) in [("noon", 720), ("midday", 720), ("midnight", 0)] {
        let named = phrase.word(&[word]) || {
            let twelve = phrase.ahead(0).is_some_and(|token| token.text == "12");
            let named = twelve && phrase.ahead(1).is_some_and(|token| token.is(word));
            if named {
                phrase.take();
                phrase.take();
            }
            named
        };
        if named {
            let range = phrase.since(start);
            return Some(Moment {
                minute,
                sure: true,
                range,
            });
        }
    }
    None
}

fn moment(phrase: &mut Phrase<'_>) -> Result<Option<Moment>, Fault> {
    let start = phrase.at();
    if let Some(named) = named(phrase) {
        return Ok(Some(named));
    }
    let Some(hour) = phrase.number() else {
        return Ok(None);
    };
    let mut colon = false;
    let minutes = match phrase.ahead(0).map(|token| token.kind) {
        Some(Kind::Mark(mark @ (':' | '.'))) if follows(phrase, 1, Kind::Number) => {
            colon = mark == ':';
            phrase.take();
            phrase.number()
        }
        _ => None,
    };
    if colon && follows(phrase, 0, Kind::Mark(':')) && follows(phrase, 1, Kind::Number) {
        // Seconds, as a TOML time and some exports have them: `18:30:00`.
        phrase.take();
        phrase.take();
    }
    let half = half_of_day(phrase);
    let range = phrase.since(start);
    let written = Written {
        hour: hour.text,
        minute: minutes.as_ref().map(|token| token.text),
        colon,
        half,
    };
    match written.minute_of_day() {
        Some((minute, sure)) => Ok(Some(Moment {
            minute,
            sure,
            range,
        })),
        None => {
            let message = format!("`{}` is not a time of day", phrase.part(&range));
            let help = match half {
                Some(_) => "with am or pm the hours go from 1 to 12: 7.30pm".to_owned(),
                None => format!("hours go from 00:00 to 23:59; {HELP}"),
            };
            Err(Fault::new(range, message, help))
        }
    }
}

/// A time in figures.
struct Written<'a> {
    hour: &'a str,
    minute: Option<&'a str>,
    /// Whether a colon stands between the two.
    colon: bool,
    /// Whether it is after noon, if that was said.
    half: Option<bool>,
}

impl Written<'_> {
    /// Its minute of the day, and whether it leaves no doubt about the half of the day. None if there
    /// is no such time.
    fn minute_of_day(&self) -> Option<(u32, bool)> {
        let two = self.minute.is_none_or(|text| text.len() == 2);
        let hour: u32 = self.hour.parse().ok()?;
        let minute: u32 = self.minute.map_or(Some(0), |text| text.parse().ok())?;
        if minute > 59 || !two || self.hour.len() > 2 {
            return None;
        }
        match self.half {
            Some(_) if !(1..=12).contains(&hour) => None,
            Some(after) => Some((hour % 12 * 60 + minute + if after { 720 } else { 0 }, true)),
            None if hour > 24 || (hour == 24 && minute > 0) => None,
            None => {
                let full = self.colon && self.hour.len() == 2;
                Some((hour * 60 + minute, full || hour >= 13))
            }
        }
    }
}

fn follows(phrase: &Phrase<'_>, skip: usize, kind: Kind) -> bool {
    phrase.ahead(skip).is_some_and(|token| token.kind == kind)
}

/// Takes `am`, `pm`, `a.m.`, `p.m.`: whether it is after noon.
fn half_of_day(phrase: &mut Phrase<'_>) -> Option<bool> {
    for (whole, letter, after) in [("am", "a", false), ("pm", "p", true)] {
        if phrase.word(&[whole]) {
            return Some(after);
        }
        let dotted = phrase.ahead(0).is_some_and(|token| token.is(letter))
            && follows(phrase, 1, Kind::Mark('.'))
            && phrase.ahead(2).is_some_and(|token| token.is("m"));
        if dotted {
            (0..3).for_each(|_| {
                phrase.take();
            });
            phrase.mark('.');
            return Some(after);
        }
    }
    None
}
