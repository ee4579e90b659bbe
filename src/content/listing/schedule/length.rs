//! How long something is: `90 minutes`, `1h 30m`, `PT1H30M`.

use super::super::phrase::{Fault, Kind, Phrase};

/// A month, in minutes: more is no meeting.
pub(super) const MOST: u32 = 31 * 24 * 60;
const HELP: &str = "write 90 minutes, 1 hour 30 minutes, or PT1H30M";

/// Reads a length, in minutes.
pub(super) fn read(text: &str) -> Result<u32, Fault> {
    let whole = 0..text.len();
    let wrong = |message: String| Fault::new(whole.clone(), message, HELP);
    let minutes = match text.trim().strip_prefix(['P', 'p']) {
        Some(rest) if !rest.is_empty() => iso(rest),
        _ => words(text)?,
    };
    match minutes {
        None => Err(wrong(format!("`{}` is no length of time", text.trim()))),
        Some(0) => Err(wrong("this is over before it begins".to_owned())),
        Some(minutes) if minutes > MOST => Err(wrong("this is longer than a month".to_owned())),
        Some(minutes) => Ok(minutes),
    }
}

fn iso(text: &str) -> Option<u32> {
    let span: jiff::Span = format!("P{text}").parse().ok()?;
    let minutes = span
        .total((
            jiff::Unit::Minute,
            jiff::SpanRelativeTo::days_are_24_hours(),
        ))
        .ok()?;
    let whole = minutes.fract() == 0.0 && (0.0..1e9).contains(&minutes);
    whole.then_some(minutes as u32)
}

fn words(text: &str) -> Result<Option<u32>, Fault> {
    let mut phrase = Phrase::new(text);
    let mut total: u32 = 0;
    loop {
        let at = phrase.at();
        let Some(number) = phrase.number() else {
            return Ok((phrase.is_done() && total > 0).then_some(total));
        };
        let half = phrase
            .ahead(0)
            .is_some_and(|token| token.kind == Kind::Mark('.'))
            && phrase.ahead(1).is_some_and(|token| token.text == "5");
        if half {
            phrase.take();
            phrase.take();
        }
        let unit = if phrase.word(&["hour", "hours", "hr", "hrs", "h"]) {
            60
        } else if phrase.word(&["minute", "minutes", "min", "mins", "m"]) && !half {
            1
        } else if phrase.word(&["day", "days"]) && !half {
            24 * 60
        } else {
            let message = format!("{} of what?", number.text);
            return Err(Fault::new(phrase.since(at), message, HELP));
        };
        let Some(minutes) = number
            .text
            .parse::<u32>()
            .ok()
            .and_then(|n| n.checked_mul(unit))
        else {
            return Ok(None);
        };
        total = total.saturating_add(minutes + if half { unit / 2 } else { 0 });
        phrase.separator();
    }
}

/// In the form that reads back: `PT1H30M`.
pub(super) fn written(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("PT{minutes}M"),
        (hours, 0) => format!("PT{hours}H"),
        (hours, minutes) => format!("PT{hours}H{minutes}M"),
    }
}
