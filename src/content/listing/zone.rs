//! The time zone of a listing, by its IANA name, checked against the real table.

use crate::base::diag::{Code, Diagnostic, nearest};
use crate::base::node::Fields;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use std::fmt;

const UNKNOWN: Code = "listing/timezone";

/// A time zone that exists.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Zone(String);

impl Zone {
    /// Reads a name such as `Europe/London`.
    pub fn parse(name: &str) -> Option<Zone> {
        let zone = TimeZone::get(name).ok()?;
        // The table forgives the case; what is stored is the name as it is.
        zone.iana_name().map(|name| Zone(name.to_owned()))
    }

    /// Its name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its rules; those of UTC, should the machine's table have lost it since it was read.
    pub fn rules(&self) -> TimeZone {
        TimeZone::get(&self.0).unwrap_or(TimeZone::UTC)
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Takes the field `timezone`.
pub(super) fn read(fields: &mut Fields<'_, '_>) -> Option<Zone> {
    let (typed, span) = fields.text_at("timezone")?;
    let zone = Zone::parse(&typed);
    if zone.is_none() {
        let fault = Diagnostic::error(UNKNOWN, format!("there is no time zone called `{typed}`"));
        fields.report(fault.help(help_with(&typed)), &span);
    }
    zone
}

fn help_with(typed: &str) -> String {
    let known: Vec<String> = jiff::tz::db()
        .available()
        .map(|name| name.to_string())
        .filter(|name| name.contains('/') && !name.starts_with("posix") && !name.starts_with("Etc"))
        .collect();
    let place = |name: &str| name.rsplit('/').next().unwrap_or(name).to_lowercase();
    let wanted = place(&typed.replace(' ', "_"));
    let same_place = known.iter().find(|name| place(name) == wanted);
    let near = same_place
        .map(String::as_str)
        .or_else(|| nearest(typed, known.iter().map(String::as_str)));
    match near {
        Some(near) => format!("did you mean {near}?"),
        None => "write a place as the table of zones has it, such as Europe/London: clocks change by its rules".to_owned(),
    }
}
