//! A listing: one helpline, group, service, event, training, online community, app or book, from a
//! file's front matter, an entry of YAML, TOML or JSON, or a row of a table.
//!
//! What was typed comes in as a [`Node`](crate::base::node::Node) and leaves as a checked
//! [`Listing`]; everything wrong with it is reported at its place. A wrong number costs a reader more
//! than a missing one, so nothing is guessed: no prefix is added, no date is turned round, and what
//! can't be read for sure is refused with a word on how to write it.
//!
//! It knows nothing of sections, of URLs of pages, of the day of the build, or of other listings.

mod channel;
mod column;
mod language;
mod link;
mod meeting;
mod number;
mod place;
mod read;
mod row;
mod table;
mod terms;
mod verified;
mod words;

pub use channel::{Channel, ChannelKind};
pub use place::{Area, Areas};
pub use read::{Context, read, read_fields};
pub use row::Row;
pub use table::{Table, TableMapping, read_table_file};
pub use words::{Attendance, Cost, Crisis, Kind, Method};

use crate::base::day::Day;
use crate::base::lang::Lang;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A checked listing. Internal notes are not among its fields, so that they can reach no output.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Listing {
    /// Its name for the machine, unique in the site: `[a-z0-9-]{1,64}`.
    pub id: String,
    /// What it is.
    pub kind: Kind,
    /// Its name for people.
    pub name: String,
    /// Another name that people know it by.
    pub alternate_name: Option<String>,
    /// At most 200 characters; when absent, the body's first sentence stands in.
    pub summary: Option<String>,
    /// Who runs it.
    pub organization: Option<String>,
    /// Whom it is for.
    pub audience: Vec<String>,
    /// Where it helps.
    pub areas: Areas,
    /// The languages in which it helps.
    pub languages: Vec<Lang>,
    /// How to reach it, in the order in which a reader should see them.
    pub channels: Vec<Channel>,
    /// When it can be reached, as text.
    pub hours: Option<String>,
    /// When it meets, as text.
    pub schedule: Option<String>,
    /// Where it meets, as text.
    pub location: Option<String>,
    /// In the room, online, or both.
    pub attendance: Option<Attendance>,
    /// What it costs.
    pub cost: Option<Cost>,
    /// Who may come, as text.
    pub eligibility: Option<String>,
    /// Who wrote it (books).
    pub authors: Vec<String>,
    /// When it came out (books).
    pub year: Option<i64>,
    /// Ten or thirteen digits whose checksum is right, without hyphens (books).
    pub isbn: Option<String>,
    /// Who brought it out (books, apps).
    pub publisher: Option<String>,
    /// Who gives it (training).
    pub provider: Option<String>,
    /// Where it lives (online communities).
    pub platform: Option<String>,
    /// Whether it is shown to readers in a crisis.
    pub crisis: Crisis,
    /// Who last checked it, when and how.
    pub verified: Option<Verified>,
    /// Where it stands in its file, for faults that are found later.
    pub span: Range<usize>,
}

/// That somebody made sure a listing is right.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Verified {
    /// The day.
    pub date: Day,
    /// Who did.
    pub by: Option<String>,
    /// How.
    pub method: Option<Method>,
    /// Where it was read or heard.
    pub source: Option<String>,
    /// Where the date stands in the file.
    pub span: Range<usize>,
}

impl Listing {
    /// Takes over what this translation leaves out from the original: a number is written once.
    pub fn inherit(&mut self, original: &Listing) {
        let Listing {
            id,
            kind,
            name: _,
            alternate_name,
            summary: _,
            organization,
            audience,
            areas,
            languages,
            channels,
            hours,
            schedule,
            location,
            attendance,
            cost,
            eligibility,
            authors,
            year,
            isbn,
            publisher,
            provider,
            platform,
            crisis,
            verified,
            span: _,
        } = self;
        let fill = |own: &mut Option<String>, other: &Option<String>| {
            if own.is_none() {
                own.clone_from(other);
            }
        };
        fill(alternate_name, &original.alternate_name);
        fill(organization, &original.organization);
        fill(hours, &original.hours);
        fill(schedule, &original.schedule);
        fill(location, &original.location);
        fill(eligibility, &original.eligibility);
        fill(isbn, &original.isbn);
        fill(publisher, &original.publisher);
        fill(provider, &original.provider);
        fill(platform, &original.platform);
        if audience.is_empty() {
            audience.clone_from(&original.audience);
        }
        if *areas == Areas::Unknown {
            *areas = original.areas.taken_over();
        }
        if languages.is_empty() {
            languages.clone_from(&original.languages);
        }
        if channels.is_empty() {
            channels.clone_from(&original.channels);
        }
        if authors.is_empty() {
            authors.clone_from(&original.authors);
        }
        *attendance = attendance.or(original.attendance);
        *cost = cost.or(original.cost);
        *year = year.or(original.year);
        if verified.is_none() {
            verified.clone_from(&original.verified);
        }
        id.clone_from(&original.id);
        *kind = original.kind;
        *crisis = original.crisis;
    }
}
