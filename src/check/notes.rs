//! What is worth knowing of an entry while somebody works on it, beside what is wrong with it: that
//! readers don't see it yet, when it should be checked again, on which days it takes place.

use crate::base::day::Day;
use crate::base::diag::{Diagnostic, Severity};
use crate::base::span::Span;
use crate::content::Entry;
use crate::content::listing::{Crisis, Listing, Publish, Schedule, Status};
use crate::facts::World;
use crate::model::calendar::{self, Occurrence};
use crate::model::freshness::{Freshness, State};
use crate::model::{EntryId, Site, Target, awaited, expired};

/// So many dates of a schedule are enough to see that it is not meant so.
const DATES: usize = 3;
const DATE: &str = "%A %-d %B %Y";

/// How much it matters. The order is the order of harm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// The site can't be published as it is.
    Error,
    /// Somebody should look.
    Warning,
    /// Nothing is wrong; it is good to know.
    Remark,
}

/// Something to tell the person who works on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What it is about, if that is not the page itself: the title of an entry that is shown there.
    pub about: Option<String>,
    /// How much it matters.
    pub weight: Weight,
    /// What there is to say, and where.
    pub says: Diagnostic,
}

impl From<Diagnostic> for Note {
    fn from(says: Diagnostic) -> Note {
        let weight = match says.severity {
            Severity::Error => Weight::Error,
            Severity::Warning => Weight::Warning,
        };
        Note {
            about: None,
            weight,
            says,
        }
    }
}

fn remark(says: Diagnostic) -> Note {
    Note {
        about: None,
        weight: Weight::Remark,
        says,
    }
}

/// What lists should make known of an entry: who sees it, and when it should be checked again. `text`
/// gives its file, for the lines of its fields.
pub fn standing_notes(world: &World, id: EntryId, text: &dyn Fn() -> Option<String>) -> Vec<Note> {
    let site = &world.site;
    let entry = site.entry(id);
    let mut notes = unseen(entry, site.today, text);
    let original = original(site, id);
    if let (Some(listing), Some(freshness)) =
        (site.entry(original).listing(), site.freshness(original))
    {
        notes.extend(review(site.entry(original), listing, &freshness));
    }
    notes
}

/// What is to be known besides on the page of the entry itself.
pub fn own_notes(world: &World, id: EntryId) -> Vec<Note> {
    let site = &world.site;
    let original = original(site, id);
    let schedule = site
        .entry(original)
        .listing()
        .and_then(|l| l.schedule.as_ref());
    let dates = schedule.and_then(|schedule| dates(site, original, schedule));
    hidden_links(site, site.entry(id))
        .into_iter()
        .chain(dates)
        .collect()
}

/// Where the facts of a listing stand: a translation takes them from there.
fn original(site: &Site, id: EntryId) -> EntryId {
    match site.entry(id).listing() {
        Some(_) => site.translated(id, site.config.default_lang()),
        None => id,
    }
}

/// Why readers don't see an entry, or not in lists.
fn unseen(entry: &Entry, today: Day, text: &dyn Fn() -> Option<String>) -> Vec<Note> {
    let note = |code, message: String, fields: &[&str]| {
        Diagnostic::warning(code, message).at_span(field(entry, text().as_deref(), fields))
    };
    let mut notes = Vec::new();
    if entry.front.draft {
        let draft = note(
            "note/draft",
            "this is a draft: only the preview shows it".to_owned(),
            &["draft"],
        );
        notes.push(remark(
            draft.help("take `draft` away once readers may see it"),
        ));
    }
    if let Some(day) = awaited(entry, today) {
        let message = format!(
            "this will be published on {}: until then only the preview shows it",
            day.strftime(DATE)
        );
        let future = note("note/future", message, &["publish_date", "date"]);
        notes.push(remark(
            future.help("it comes out when the site is built on that day, or later"),
        ));
    }
    if let Some(day) = expired(entry, today) {
        let message = format!(
            "this was published until {}: now only the preview shows it",
            day.strftime(DATE)
        );
        let past = note("note/expired", message, &["expiry_date"]);
        notes.push(remark(
            past.help("choose a later day to have it back, or delete the file"),
        ));
    }
    if let Some((message, fields)) = entry.listing().and_then(|listing| unlisted(listing, today)) {
        notes.push(remark(note("note/unlisted", message, fields)));
    }
    notes
}

fn unlisted(listing: &Listing, today: Day) -> Option<(String, &'static [&'static str])> {
    if let Some(from) = listing.valid_from.filter(|from| *from > today) {
        let message = format!(
            "this is offered from {} on: until then no list shows it",
            from.strftime(DATE)
        );
        return Some((message, &["valid_from"]));
    }
    if let Some(to) = listing.valid_to.filter(|to| *to < today) {
        let message = format!(
            "this was offered until {}: no list shows it any more",
            to.strftime(DATE)
        );
        return Some((message, &["valid_to"]));
    }
    if listing.status == Status::Defunct {
        return Some((
            "this is gone for good: no list shows it".to_owned(),
            &["status"],
        ));
    }
    let message = "this is unlisted: readers can open its page, but no list shows it".to_owned();
    (listing.publish == Publish::Unlisted).then_some((message, &["publish"]))
}

/// When a listing should be checked again. Of help for a crisis that is overdue, `check` speaks already.
fn review(entry: &Entry, listing: &Listing, freshness: &Freshness) -> Option<Note> {
    if let Some(end) = freshness.over {
        let message = format!("its last day was {}", end.strftime(DATE));
        let span = listing
            .schedule
            .as_ref()
            .map_or(listing.span.start..listing.span.start, |s| s.span.clone());
        return Some(remark(
            Diagnostic::warning("note/over", message).at(&entry.source, span),
        ));
    }
    let verified = listing.verified.as_ref()?;
    let is_told = listing.crisis != Crisis::None;
    let checked = verified.date.strftime(DATE);
    let message = match freshness.state {
        State::Due => {
            format!(
                "this should be checked again by {}",
                freshness.good_until?.strftime(DATE)
            )
        }
        State::Overdue if !is_told => format!(
            "this was to be checked again by {}; it was last checked on {checked}",
            freshness.good_until?.strftime(DATE)
        ),
        State::Expired if !is_told => format!(
            "nobody knows if this is still right: it was last checked on {checked}, and that was good until {}",
            freshness.lasts_until?.strftime(DATE)
        ),
        State::Fresh | State::Overdue | State::Expired => return None,
    };
    let says = Diagnostic::warning("note/review", message)
        .at(&entry.source, verified.span.clone())
        .help(format!(
            "make sure of it, then: waypost verify {} --method phone",
            listing.id
        ));
    Some(Note::from(says))
}

/// The next dates of a schedule, in full: a wrong week shows at a glance.
fn dates(site: &Site, id: EntryId, schedule: &Schedule) -> Option<Note> {
    if schedule.is_only_note() {
        return None;
    }
    let next = calendar::next(schedule, &site.config.timezone, site.today, DATES);
    let is_over = site
        .freshness(id)
        .is_some_and(|freshness| freshness.over.is_some());
    let at = |says: Diagnostic| says.at(&site.entry(id).source, schedule.span.clone());
    if next.is_empty() {
        let says = Diagnostic::warning("note/dates", "all dates of this are past")
            .help("give it new dates, or take it away");
        return (!is_over).then(|| Note::from(at(says)));
    }
    let words: Vec<String> = next.iter().map(in_words).collect();
    let zone = match &schedule.zone {
        Some(_) => next[0].start.strftime(" (by the clock of %Q)").to_string(),
        None => String::new(),
    };
    let message = format!("the next dates: {}{zone}", words.join("; "));
    Some(remark(at(Diagnostic::warning("note/dates", message))))
}

fn in_words(occurrence: &Occurrence) -> String {
    let Occurrence {
        start, end, timed, ..
    } = occurrence;
    let mut words = start.strftime(DATE).to_string();
    if !timed {
        return words;
    }
    words.push_str(&start.strftime(", %H:%M").to_string());
    if let Some(end) = end {
        let form = match end.date() == start.date() {
            true => " to %H:%M",
            false => " to %A %-d %B, %H:%M",
        };
        words.push_str(&end.strftime(form).to_string());
    }
    words
}

/// Links that only a preview can follow.
fn hidden_links(site: &Site, entry: &Entry) -> Vec<Note> {
    let is_hidden = |entry: &Entry| {
        let today = site.today;
        entry.front.draft || awaited(entry, today).or(expired(entry, today)).is_some()
    };
    if is_hidden(entry) {
        return Vec::new();
    }
    let links = entry.body.links.iter();
    let hidden = links.filter(|link| match site.resolve(entry, &link.target) {
        Target::Entry { id, .. } => is_hidden(site.entry(id)),
        _ => false,
    });
    hidden
        .map(|link| {
            let message = format!(
                "`{}` leads to a page that is not published yet",
                link.target
            );
            let says = Diagnostic::warning("note/hidden-link", message)
                .at(&entry.source, link.span.clone())
                .help("publish the other page first, or take the link out until then");
            Note::from(says)
        })
        .collect()
}

/// The line of the first of these fields that an entry has; else where the entry begins.
fn field(entry: &Entry, text: Option<&str>, names: &[&str]) -> Span {
    let start = entry.span.start;
    let front = text.and_then(|text| text.get(entry.span.clone()));
    let found = front.and_then(|front| names.iter().find_map(|name| line_of(front, name)));
    let range = found.map_or(start..start, |(from, to)| start + from..start + to);
    Span::new(&entry.source, range)
}

fn line_of(front: &str, name: &str) -> Option<(usize, usize)> {
    let mut at = 0;
    for line in front.split_inclusive('\n') {
        let rest = line.strip_prefix(name).map(str::trim_start);
        if rest.is_some_and(|rest| rest.starts_with([':', '='])) {
            return Some((at, at + line.trim_end().len()));
        }
        at += line.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_found_at_the_start_of_a_line() {
        let front = "---\ntitle: draft: true\r\ndraft:  true \r\n---\n";
        let (from, to) = line_of(front, "draft").expect("a line");
        assert_eq!(&front[from..to], "draft:  true");
        assert_eq!(line_of("drafts: 1\n draft: true\n", "draft"), None);
        let toml = "a = 1\ndate = 2026-01-01";
        assert_eq!(
            line_of(toml, "date").map(|(from, to)| &toml[from..to]),
            Some("date = 2026-01-01")
        );
    }
}
