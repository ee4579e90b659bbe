//! How fresh a listing is: from the day on which somebody checked it, how often it is to be checked, and
//! the day of the build. Everything that hangs on this asks here: templates, lists, the build, and
//! `waypost review`.

use super::calendar;
use crate::base::day::Day;
use crate::content::listing::{Crisis, Interval, Kind, Listing};
use jiff::civil::DateDifference;
use jiff::tz::TimeZone;
use jiff::{ToSpan, Unit};

/// How fresh a listing is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Checked not long ago.
    Fresh,
    /// In the last fifth of the time after which it is to be checked again.
    Due,
    /// Past that time.
    Overdue,
    /// Past twice that time, or over for good.
    Expired,
}

impl State {
    /// As templates and programs see it.
    pub fn as_str(self) -> &'static str {
        match self {
            State::Fresh => "fresh",
            State::Due => "due",
            State::Overdue => "overdue",
            State::Expired => "expired",
        }
    }
}

/// How fresh a listing is on a day, and from which days on it is less so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Freshness {
    /// On the day that was asked for.
    pub state: State,
    /// When somebody last checked it.
    pub checked: Option<Day>,
    /// The first day on which it is due, if there is one.
    pub due: Option<Day>,
    /// The last day before it is overdue.
    pub good_until: Option<Day>,
    /// The last day before it expires.
    pub lasts_until: Option<Day>,
    /// Its last day, if that has passed: nobody has to check it any more.
    pub over: Option<Day>,
}

impl Freshness {
    /// Whether readers are told that details may have changed: it was to be checked before this day.
    pub fn is_stale(&self, today: Day) -> bool {
        self.good_until.is_some_and(|day| today > day)
    }
}

/// How often a listing of this kind is checked, where it doesn't say so itself. None for what doesn't
/// grow stale: a book stays as it is, and an event passes.
pub fn default_interval(kind: Kind, crisis: Crisis) -> Option<Interval> {
    match kind {
        Kind::Book => None,
        _ if crisis != Crisis::None => Some(Interval::days(90)),
        Kind::Event => None,
        Kind::Helpline | Kind::Group | Kind::OnlineCommunity => Some(Interval::days(180)),
        Kind::Service | Kind::Training | Kind::App => Some(Interval::days(365)),
    }
}

/// How fresh a listing is today, by the site's clock. None if nobody can say: it was never checked, and has no last day.
pub fn of(listing: &Listing, today: Day, zone: &TimeZone) -> Option<Freshness> {
    let checked = listing.verified.as_ref().map(|verified| verified.date);
    let interval = listing
        .review_every
        .or_else(|| default_interval(listing.kind, listing.crisis))
        .filter(|_| listing.kind != Kind::Book);
    let end = last_day(listing, zone);
    if (checked.is_none() && end.is_none()) || listing.kind == Kind::Book {
        return None;
    }
    let after = |times| interval?.after(checked?, times);
    let good_until = after(1);
    let mut found = Freshness {
        state: State::Fresh,
        checked,
        due: checked.zip(good_until).and_then(|(from, to)| due(from, to)),
        good_until,
        lasts_until: [after(2), end].into_iter().flatten().min(),
        over: end.filter(|end| today > *end),
    };
    let past = |day: Option<Day>| day.is_some_and(|day| today > day);
    found.state = if past(found.lasts_until) {
        State::Expired
    } else if past(found.good_until) {
        State::Overdue
    } else if found.due.is_some_and(|due| today >= due) {
        State::Due
    } else {
        State::Fresh
    };
    Some(found)
}

/// How fresh a listing is today, if anybody can say.
pub fn state(listing: &Listing, today: Day, zone: &TimeZone) -> Option<State> {
    of(listing, today, zone).map(|freshness| freshness.state)
}

/// The first day of the last fifth of a time.
fn due(from: Day, to: Day) -> Option<Day> {
    let days = from
        .until(DateDifference::new(to).largest(Unit::Day))
        .ok()?
        .get_days();
    from.checked_add((days - days / 5).days()).ok()
}

/// After which a listing is over for good: its own last day, or the day of an event's last time.
fn last_day(listing: &Listing, zone: &TimeZone) -> Option<Day> {
    let schedule = listing.schedule.as_ref();
    let schedule = schedule.filter(|_| listing.kind == Kind::Event);
    let last = schedule.and_then(|schedule| calendar::last(schedule, zone));
    let last = last.map(|last| match last.end {
        // What ends at midnight does not take place on the next day.
        Some(end) => end.checked_sub(1.second()).unwrap_or(end),
        None => last.start,
    });
    let last = last.map(|moment| moment.with_time_zone(zone.clone()).date());
    [last, listing.valid_to].into_iter().flatten().min()
}
