//! What somebody should check, the most harmful first: a wrong number on the page for a crisis comes
//! before a group that may have moved.

use super::freshness::{Freshness, State};
use super::site::{EntryId, Site};
use crate::base::day::Day;
use crate::content::listing::{Crisis, Kind, Listing};
use jiff::Unit;
use jiff::civil::DateDifference;

/// Which listings to name.
#[derive(Clone, Copy, Debug, Default)]
pub struct Selection {
    /// All that can be checked, fresh ones too.
    pub all: bool,
    /// Those as well that will be overdue in so many days.
    pub within: Option<i32>,
    /// Only those of a kind.
    pub kind: Option<Kind>,
}

/// How much harm a wrong listing does, the most first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Harm {
    /// For readers in a crisis, and nobody knows if it is still right.
    ExpiredCrisis,
    /// For readers in a crisis, and past its time.
    OverdueCrisis,
    /// For readers in a crisis.
    Crisis,
    /// A number that people call when they are not well.
    Helpline,
    /// Any other.
    Other,
}

/// A listing to check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Task {
    /// Which.
    pub id: EntryId,
    /// How much harm it does if it is wrong.
    pub harm: Harm,
    /// How fresh it is; none if it was never checked.
    pub freshness: Option<Freshness>,
    /// For how many days it has been overdue; less than none if it will be. None if it was never
    /// checked, or has no such day.
    pub late: Option<i32>,
}

impl Task {
    /// How fresh it is, in a word.
    pub fn state(&self) -> &'static str {
        self.freshness
            .map_or("never checked", |freshness| freshness.state.as_str())
    }
}

/// The listings to check, in the order in which to do it. Translations are checked with their original;
/// books, and what is over for good, never.
pub fn worklist(site: &Site, selection: &Selection) -> Vec<Task> {
    let own = |id: EntryId| site.entry(id).lang == *site.config.default_lang();
    let mut tasks: Vec<Task> = site
        .all()
        .filter(|(id, _)| own(*id))
        .filter_map(|(id, entry)| task(site, id, entry.listing()?, selection))
        .collect();
    tasks.sort_by_key(|task| {
        let late = task.late.unwrap_or(match task.freshness {
            None => i32::MAX,
            Some(_) => i32::MIN,
        });
        (task.harm, std::cmp::Reverse(late), task.id)
    });
    tasks
}

/// Whether help for a crisis is among them of which nobody knows if it is still right.
pub fn has_expired_crisis(tasks: &[Task]) -> bool {
    tasks.iter().any(|task| task.harm == Harm::ExpiredCrisis)
}

fn task(site: &Site, id: EntryId, listing: &Listing, selection: &Selection) -> Option<Task> {
    if selection.kind.is_some_and(|kind| kind != listing.kind) || !listing.kind.needs_verifying() {
        return None;
    }
    let freshness = site.freshness(id);
    if freshness.is_some_and(|freshness| freshness.over.is_some()) {
        return None;
    }
    let late = freshness
        .and_then(|freshness| freshness.good_until)
        .and_then(|day| days(day, site.today));
    let is_fresh = freshness.is_some_and(|freshness| freshness.state == State::Fresh);
    let is_near = selection
        .within
        .is_some_and(|within| late.is_some_and(|late| late >= -within));
    if is_fresh && !selection.all && !is_near {
        return None;
    }
    Some(Task {
        id,
        harm: harm(listing, freshness),
        freshness,
        late,
    })
}

fn harm(listing: &Listing, freshness: Option<Freshness>) -> Harm {
    let state = freshness.map_or(State::Expired, |freshness| freshness.state);
    match (listing.crisis, state) {
        (Crisis::None, _) if listing.kind == Kind::Helpline => Harm::Helpline,
        (Crisis::None, _) => Harm::Other,
        (_, State::Expired) => Harm::ExpiredCrisis,
        (_, State::Overdue) => Harm::OverdueCrisis,
        (_, State::Fresh | State::Due) => Harm::Crisis,
    }
}

fn days(from: Day, to: Day) -> Option<i32> {
    let difference = from.until(DateDifference::new(to).largest(Unit::Day));
    difference.ok().map(|difference| difference.get_days())
}
