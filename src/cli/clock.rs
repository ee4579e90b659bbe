//! What day it is. This is the only place that asks a clock for it.

use super::exit::Stop;
use crate::base::day::Day;
use crate::base::diag::Diagnostic;
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// The day in the site's zone: as given, else by `SOURCE_DATE_EPOCH`, else by the clock.
pub fn today(given: Option<Day>, zone: &TimeZone) -> Result<Day, Stop> {
    if let Some(day) = given {
        return Ok(day);
    }
    let now = match std::env::var("SOURCE_DATE_EPOCH") {
        Ok(text) => epoch(&text)?,
        Err(_) => Timestamp::now(),
    };
    Ok(zone.to_datetime(now).date())
}

fn epoch(text: &str) -> Result<Timestamp, Stop> {
    text.trim()
        .parse()
        .ok()
        .and_then(|seconds| Timestamp::from_second(seconds).ok())
        .ok_or_else(|| {
            Diagnostic::error(
                "cli/source-date-epoch",
                format!("SOURCE_DATE_EPOCH is set to `{text}`, which is not a number of seconds"),
            )
            .help("unset it, or set it to seconds since 1970; --date YYYY-MM-DD is the easier way")
            .into()
        })
}
