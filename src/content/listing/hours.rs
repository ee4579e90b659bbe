//! When something is open: always, by the day of the week, by appointment, or not known. One grammar
//! reads the map `{mon-fri: "09:00-17:00"}`, a text, and a table's cell, and [`Hours`] writes itself in
//! the form that reads back to the same. It knows no language but the English of source files.

mod exceptions;
mod read;
mod week;

pub use exceptions::HoursException;
pub(super) use exceptions::read as read_exceptions;
pub(super) use read::read;

pub use super::clock::Opening;
use super::weekday::{Weekday, short_days};
use serde::{Deserialize, Serialize};
use std::fmt;

/// When something is open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Hours {
    /// At every hour of every day.
    Always,
    /// Nobody has found out yet.
    Unknown,
    /// When people have agreed on it.
    ByAppointment,
    /// By the day of the week.
    Weekly(Week),
}

/// What is open on each day, from Monday; each day's openings are sorted and don't overlap.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Week(pub [Vec<Opening>; 7]);

impl Hours {
    /// The word that templates know it by.
    pub fn state(&self) -> &'static str {
        match self {
            Hours::Always => "always",
            Hours::Unknown => "unknown",
            Hours::ByAppointment => "by-appointment",
            Hours::Weekly(_) => "weekly",
        }
    }
}

impl Week {
    /// The openings of a day.
    pub fn on(&self, day: Weekday) -> &[Opening] {
        &self.0[day.index()]
    }

    /// Days with the same openings together, in the order of the first of each; closed days are left
    /// out.
    pub fn groups(&self) -> Vec<(Vec<Weekday>, &[Opening])> {
        let mut groups: Vec<(Vec<Weekday>, &[Opening])> = Vec::new();
        for day in Weekday::ALL {
            let openings = self.on(day);
            match groups.iter_mut().find(|(_, known)| *known == openings) {
                Some((days, _)) => days.push(day),
                None if openings.is_empty() => {}
                None => groups.push((vec![day], openings)),
            }
        }
        groups
    }
}

/// In the form that a cell of a table has: `Mon-Fri 09:00-17:00; Sat 10:00-12:00`.
impl fmt::Display for Hours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Hours::Always => f.write_str("24/7"),
            Hours::Weekly(week) => {
                let groups = week.groups();
                let texts = groups
                    .iter()
                    .map(|(days, openings)| format!("{} {}", short_days(days), texts(openings)));
                f.write_str(&texts.collect::<Vec<_>>().join("; "))
            }
            other => f.write_str(other.state()),
        }
    }
}

/// Openings of one day as a cell has them; `closed` if there are none.
fn texts(openings: &[Opening]) -> String {
    if openings.is_empty() {
        return "closed".to_owned();
    }
    let texts: Vec<String> = openings.iter().map(ToString::to_string).collect();
    texts.join(", ")
}
