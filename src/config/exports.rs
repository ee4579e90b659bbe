//! `[exports]`: the forms in which the listings leave the site besides its pages. All are made unless
//! the settings say otherwise. What is in them is not known here.

use crate::base::node::Fields;
use std::collections::BTreeSet;

/// A form in which listings leave the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Export {
    /// Open Referral's Human Services Data Specification, for other directories.
    Hsds,
    /// The Meeting Guide's list of meetings, for its app.
    MeetingGuide,
    /// Calendars (iCalendar).
    Calendars,
    /// Contacts for a phone (vCard).
    Contacts,
    /// Tables (CSV).
    Tables,
    /// Feeds of what changed in a directory (Atom).
    Changes,
    /// Descriptions for search engines (JSON-LD).
    Jsonld,
    /// Pages for paper.
    Print,
    /// A poster for each listing.
    Posters,
    /// A page for each month of dates.
    Months,
}

impl Export {
    /// Each with its word in the settings.
    pub const ALL: [(&'static str, Export); 10] = [
        ("hsds", Export::Hsds),
        ("meeting_guide", Export::MeetingGuide),
        ("calendars", Export::Calendars),
        ("contacts", Export::Contacts),
        ("tables", Export::Tables),
        ("changes", Export::Changes),
        ("jsonld", Export::Jsonld),
        ("print", Export::Print),
        ("posters", Export::Posters),
        ("months", Export::Months),
    ];
}

/// Which exports there are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exports(BTreeSet<Export>);

impl Exports {
    /// Whether the site has this one.
    pub fn has(&self, export: Export) -> bool {
        self.0.contains(&export)
    }
}

/// Reads `[exports]`.
pub(super) fn read(fields: &mut Fields<'_, '_>) -> Exports {
    let all = || Export::ALL.iter().map(|(_, export)| *export).collect();
    let Some(node) = fields.node("exports") else {
        return Exports(all());
    };
    let path = fields.path();
    let mut inner = Fields::of(node, "[exports]", path, fields.sink());
    // `others = false` leaves only those that are named.
    let others = inner.flag("others").unwrap_or(true);
    let mut chosen = BTreeSet::new();
    for (word, export) in Export::ALL {
        if inner.flag(word).unwrap_or(others) {
            chosen.insert(export);
        }
    }
    inner.finish();
    Exports(chosen)
}
