//! A week while it is put together out of what was typed for some of its days, with the place of each
//! opening, so that what contradicts can be shown.

use super::super::clock::{DAY, LONG_NIGHT, Opening, minute_of};
use super::super::phrase::Fault;
use super::super::weekday::Weekday;
use super::{Hours, Week};
use crate::base::diag::Diagnostic;
use crate::base::paths::SourcePath;
use crate::base::span::Span;
use std::ops::Range;

/// An opening and where it was typed.
pub(super) type Placed = (Opening, Range<usize>);

/// Days, and when they are open. The places are those of the file.
pub(super) struct Entry {
    pub days: Vec<Weekday>,
    pub openings: Vec<Placed>,
    pub place: Range<usize>,
}

/// Puts the days together. `Err` if they contradict each other or leave nothing.
pub(super) fn week_of(
    entries: &[Entry],
    path: &SourcePath,
    code: &'static str,
) -> Result<Hours, Box<Diagnostic>> {
    let fault = |message: &str, help: &str, place: &Range<usize>| {
        Diagnostic::error(code, message)
            .help(help)
            .at(path, place.clone())
    };
    if let Some((open, closed, day)) = contradiction(entries) {
        let message = format!("{} is said to be open and to be closed", day.name());
        let help = "leave it out of one of the two";
        let fault = fault(&message, help, &closed.place);
        return Err(Box::new(
            fault.label(Span::new(path, open.place.clone()), "open here"),
        ));
    }
    if let Some((day, first, second)) = overlap(entries) {
        let message = format!("two openings overlap on {}", day.name());
        let help = "write each hour of a day once, such as 10:00-12:00, 13:00-15:00";
        let fault = fault(&message, help, &second);
        return Err(Box::new(
            fault.label(Span::new(path, first), "the other one"),
        ));
    }
    let mut week = Week::default();
    for entry in entries {
        for day in &entry.days {
            let openings = entry.openings.iter().map(|(opening, _)| *opening);
            week.0[day.index()].extend(openings);
        }
    }
    week.0
        .iter_mut()
        .for_each(|openings| openings.sort_unstable());
    if week.0.iter().all(Vec::is_empty) {
        let help =
            "give the days on which it is open; of what is closed for a while say so in `status`";
        let place = entries.first().map_or(0..0, |entry| entry.place.clone());
        return Err(Box::new(fault(
            "these hours are closed on every day",
            help,
            &place,
        )));
    }
    let always = week
        .0
        .iter()
        .all(|openings| openings[..] == [Opening::ALL_DAY]);
    Ok(match always {
        true => Hours::Always,
        false => Hours::Weekly(week),
    })
}

/// A day that one entry opens and another closes.
fn contradiction(entries: &[Entry]) -> Option<(&Entry, &Entry, Weekday)> {
    let (closed, open): (Vec<&Entry>, Vec<&Entry>) =
        entries.iter().partition(|entry| entry.openings.is_empty());
    closed.into_iter().find_map(|closed| {
        open.iter().find_map(|open| {
            let day = closed.days.iter().find(|day| open.days.contains(day))?;
            Some((*open, closed, *day))
        })
    })
}

type Overlap = (Weekday, Range<usize>, Range<usize>);

/// Two openings that share a minute, over midnight and over the end of the week too.
fn overlap(entries: &[Entry]) -> Option<Overlap> {
    const WEEK: u32 = 7 * DAY;
    let mut spans: Vec<(u32, u32, Weekday, &Range<usize>)> = Vec::new();
    for entry in entries {
        for (day, (opening, place)) in entry
            .days
            .iter()
            .flat_map(|day| entry.openings.iter().map(move |placed| (day, placed)))
        {
            let start = DAY * day.index() as u32 + minute_of(opening.opens);
            spans.push((start, start + opening.minutes(), *day, place));
        }
    }
    spans.sort_by_key(|(start, ..)| *start);
    let pairs = spans.windows(2).map(|pair| (&pair[0], &pair[1], 0));
    let around = spans.last().zip(spans.first());
    let around = around.filter(|_| spans.len() > 1);
    let mut pairs = pairs.chain(around.map(|(last, first)| (last, first, WEEK)));
    let (first, second, _) = pairs.find(|(first, second, later)| first.1 > second.0 + later)?;
    // Of two on one day the one typed later is pointed at.
    let (earlier, later) = match first.3.start <= second.3.start {
        true => (first, second),
        false => (second, first),
    };
    Some((second.2, earlier.3.clone(), later.3.clone()))
}

/// A night that is longer than most: were the times typed the wrong way round?
pub(super) fn long_night(opening: Opening, range: Range<usize>) -> Option<Fault> {
    (opening.is_overnight() && opening.minutes() > LONG_NIGHT).then(|| {
        let swapped = Opening {
            opens: opening.closes,
            closes: opening.opens,
        };
        let hours = opening.minutes() / 60;
        let help = match opening.opens == opening.closes {
            true => "write 00:00-24:00 for the whole day".to_owned(),
            false => format!("write {swapped} if the times are swapped; else let it be"),
        };
        let message = format!(
            "{opening} goes over midnight and is {hours} hours long: are the times swapped?"
        );
        Fault::new(range, message, help)
    })
}
