//! What the person who works on a page should know of it, as HTML for the panel in the corner.

use super::Revision;
use super::overlay::{escape, fault};
use super::page::output_at;
use super::shelf::Shelf;
use crate::base::digest::Digest;
use crate::check::{Note, Weight};

/// More than this many of one page are not looked through one by one.
const MOST: usize = 60;
/// And of the whole site.
const MOST_OF_SITE: usize = 300;

/// What the panel shows.
#[derive(Debug, serde::Serialize)]
pub(super) struct Notes {
    /// `2 notes on this page`.
    title: String,
    /// How many of them somebody should look at.
    count: usize,
    /// Tells whether these are the notes that a tab has.
    pub(super) key: String,
    html: String,
}

impl Notes {
    /// Those of the page at a path, percent-encoded.
    pub(super) fn of_page(revision: &dyn Revision, path: &str) -> Notes {
        let output = output_at(revision, path);
        let notes = output.map_or_else(Vec::new, |output| revision.notes(&output));
        listed(&notes, MOST, "on this page", revision)
    }

    /// Those of the whole site.
    pub(super) fn of_site(revision: &dyn Revision) -> Notes {
        listed(
            &revision.all_notes(),
            MOST_OF_SITE,
            "on the whole site",
            revision,
        )
    }

    /// As the script reads it, in one line.
    pub(super) fn json(&self) -> String {
        // Texts and a number can't fail to be JSON.
        serde_json::to_string(self).unwrap_or_default()
    }
}

fn listed(notes: &[Note], most: usize, place: &str, revision: &dyn Revision) -> Notes {
    let count = notes
        .iter()
        .filter(|note| note.weight != Weight::Remark)
        .count();
    let title = match count {
        0 => format!("Nothing to mend {place}"),
        1 => format!("1 note {place}"),
        n => format!("{n} notes {place}"),
    };
    let mut html = String::new();
    let mut shelf = Shelf::new(revision);
    let shown = &notes[..notes.len().min(most)];
    for group in shown.chunk_by(|one, next| one.about == next.about) {
        if let Some(about) = &group[0].about {
            html.push_str("<h3>");
            escape(&mut html, about);
            html.push_str("</h3>");
        }
        html.push_str("<ol class=\"faults\">");
        for note in group {
            fault(&mut html, weight(note.weight), &note.says, &mut shelf);
        }
        html.push_str("</ol>");
    }
    if notes.len() > most {
        let more = notes.len() - most;
        html.push_str(&format!(
            "<p>And {more} more. `waypost check` tells all.</p>"
        ));
    }
    Notes {
        key: Digest::of(html.as_bytes()).to_string(),
        title,
        count,
        html,
    }
}

fn weight(weight: Weight) -> &'static str {
    match weight {
        Weight::Error => "<span class=\"weight error\">Error</span> ",
        Weight::Warning => "<span class=\"weight warning\">Look</span> ",
        Weight::Remark => "<span class=\"weight remark\">Good to know</span> ",
    }
}
