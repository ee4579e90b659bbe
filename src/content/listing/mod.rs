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
mod clock;
mod column;
mod cost;
mod date;
mod emergency;
mod hours;
mod inherit;
mod interval;
mod isbn;
mod join;
mod language;
mod link;
mod location;
mod meeting;
mod named;
mod needed;
mod number;
mod online;
mod organization;
mod origin;
mod phrase;
mod place;
mod platform;
mod read;
mod reception;
mod row;
mod safety;
pub mod schedule;
mod sense;
pub mod stamp;
mod standing;
mod table;
mod terms;
mod text;
mod unplaced;
mod veil;
mod verified;
mod weekday;
mod words;
mod written;
mod zone;

pub use crate::base::interval::Interval;
pub use channel::Channel;
pub use clock::{LONG_NIGHT, minute_of, time_at};
pub use cost::CostOption;
pub use emergency::Emergency;
pub use hours::{Hours, HoursException, Opening, Week};
pub use join::Joined;
pub use location::Location;
pub use number::{Home, Phone};
pub use online::Online;
pub use organization::{Organization, OrganizationRef, read_organization};
pub use origin::Origin;
pub use place::{Area, Areas};
pub use platform::Platform;
pub use read::{Context, is_draft, read, read_fields};
pub use reception::Reception;
pub use row::Row;
pub use safety::Safety;
pub use schedule::Schedule;
pub use sense::day_or_time;
pub use standing::Alert;
pub use table::{Table, TableMapping, read_table_file};
pub use veil::Veil;
pub use weekday::{Weekday, runs};
pub use words::{
    Access, Attendance, ChannelCost, ChannelKind, Cost, Crisis, Disclosure, EventFormat,
    EventStatus, Exposure, Kind, Method, Moderation, OpenTo, Outlet, Publish, Referral, Status,
};
pub use written::Column;
pub use zone::Zone;

use crate::base::day::Day;
use crate::base::lang::Lang;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A checked listing. Internal notes are not among its fields, so that they can reach no output.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Listing {
    /// Its name for the machine, unique in the site: `[a-z0-9-]{1,64}`.
    pub id: String,
    /// The ids that it had before, so that whoever knows it by them finds it, with their places.
    pub former_ids: Vec<(String, Range<usize>)>,
    /// What it is.
    pub kind: Kind,
    /// Its name for people.
    pub name: String,
    /// Another name that people know it by.
    pub alternate_name: Option<String>,
    /// At most 200 characters; when absent, the body's first sentence stands in.
    pub summary: Option<String>,
    /// Who runs it.
    pub organization: Option<OrganizationRef>,
    /// Whether it is there.
    pub status: Status,
    /// Why it is not, or until when.
    pub status_note: Option<String>,
    /// The id of the listing that took its place, and where that was typed.
    pub replaced_by: Option<(String, Range<usize>)>,
    /// Whom it is for.
    pub audience: Vec<String>,
    /// Who may come, as text.
    pub eligibility_description: Option<String>,
    /// From which age on, in years.
    pub minimum_age: Option<u8>,
    /// Up to which age, in years.
    pub maximum_age: Option<u8>,
    /// Who may come (groups).
    pub open_to: Option<OpenTo>,
    /// Where it helps.
    pub areas: Areas,
    /// The languages in which it helps.
    pub languages: Vec<Lang>,
    /// How to reach it, in the order in which a reader should see them.
    pub channels: Vec<Channel>,
    /// In the room, online, or both.
    pub attendance: Option<Attendance>,
    /// Where it is, as far as readers may know.
    pub location: Option<Location>,
    /// How to join from afar, as far as readers may know.
    pub online: Option<Online>,
    /// When it can be reached.
    pub hours: Option<Hours>,
    /// What no table of hours can say, for readers.
    pub hours_note: Option<String>,
    /// Days on which it can be reached at other hours, or not at all; sorted.
    pub hours_exceptions: Vec<HoursException>,
    /// When it takes place.
    pub schedule: Option<Schedule>,
    /// The time zone of its hours and its schedule, if it is not the site's.
    pub timezone: Option<Zone>,
    /// What it costs.
    pub cost: Option<Cost>,
    /// For whom, if it is not the same for all.
    pub cost_options: Vec<CostOption>,
    /// Who can send somebody there (services).
    pub referral: Vec<Referral>,
    /// What makes it easier to come or to take part.
    pub accessibility: Vec<Access>,
    /// Who answers, and what becomes of what is said.
    pub safety: Option<Safety>,
    /// What happens when one calls or comes, as Markdown.
    pub what_to_expect: Option<String>,
    /// What kind of event it is.
    pub format: Option<EventFormat>,
    /// Whether the event takes place.
    pub event_status: Option<EventStatus>,
    /// Who gives it (training).
    pub provider: Option<String>,
    /// Whether everybody begins when they like (training).
    pub self_paced: bool,
    /// What it runs on (online communities).
    pub platform: Option<String>,
    /// Who reads what people write (online communities).
    pub moderation: Option<Moderation>,
    /// Where it can be had (apps).
    pub platforms: Vec<Platform>,
    /// Who brought it out (books, apps).
    pub publisher: Option<String>,
    /// Who wrote it (books).
    pub authors: Vec<String>,
    /// When it came out (books).
    pub year: Option<i64>,
    /// Ten or thirteen digits whose checksum is right, without hyphens (books).
    pub isbn: Option<String>,
    /// Whether it is shown to readers in a crisis.
    pub crisis: Crisis,
    /// What holds for the time being.
    pub alert: Option<Alert>,
    /// Who last checked it, when and how.
    pub verified: Option<Verified>,
    /// How often it is to be checked, if not as often as its kind.
    pub review_every: Option<Interval>,
    /// The first day on which it is offered.
    pub valid_from: Option<Day>,
    /// The last one.
    pub valid_to: Option<Day>,
    /// Whose data it is, if it was imported.
    pub source: Option<Origin>,
    /// Whether it is published, and whether lists show it.
    pub publish: Publish,
    /// The outputs that it is kept out of.
    pub hide_from: Vec<Outlet>,
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
    /// Where who, how and from where stand in the file, if they do.
    pub places: VerifiedPlaces,
}

/// Where the parts of [`Verified`] beside the date stand in the file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct VerifiedPlaces {
    /// Of `by`.
    pub by: Option<Range<usize>>,
    /// Of `method`.
    pub method: Option<Range<usize>>,
    /// Of `source`.
    pub source: Option<Range<usize>>,
}
