//! What a build did, in words that a volunteer understands.

use super::omissions;
use super::print::{count, visible};
use crate::build::Stale;
use crate::outputs::Omissions;
use serde_json::{Value, json};
use std::time::Duration;

/// The most names that are written out in one line of text; programs get all of them.
const NAMES: usize = 3;

/// What a build, or a check, found and did. Paths are as people should see them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BuildSummary {
    /// Articles that readers can see, in all languages.
    pub articles: usize,
    /// Listings that readers can see, by kind, in the order in which kinds are shown.
    pub listings: Vec<(String, usize)>,
    /// Pages that readers can see, without lists.
    pub pages: usize,
    /// The tags of the site's languages.
    pub languages: Vec<String>,
    /// Pages, feeds and the like that had to be made, and were not known from an earlier build.
    pub made: usize,
    /// Files that were new or different.
    pub written: usize,
    /// Files that were there as they should be.
    pub unchanged: usize,
    /// Files of earlier builds that were taken away.
    pub removed: usize,
    /// Files of earlier builds that somebody has changed since; they stay.
    pub kept: Vec<String>,
    /// What readers can't see.
    pub left_out: LeftOut,
    /// The listings that somebody should check.
    pub stale: Stale,
    /// What the site has and the HSDS files have not.
    pub omissions: Omissions,
    /// The groups that are not in the Meeting Guide's list.
    pub not_weekly: usize,
    /// The comments on which nobody has decided.
    pub pending: Vec<String>,
    /// How long it took.
    pub time: Duration,
    /// The output folder; none if nothing was to be written, as in a check.
    pub output: Option<String>,
}

/// The sources of entries that were left out, by reason.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Drafts.
    pub drafts: Vec<String>,
    /// Dated after the build's day.
    pub future: Vec<String>,
    /// Past their last day.
    pub expired: Vec<String>,
}

impl BuildSummary {
    /// A few lines of text.
    pub fn words(&self) -> String {
        let entries = self.entries();
        let time = seconds(self.time);
        let mut lines = Vec::new();
        match &self.output {
            None => lines.push(format!("Read {entries} ({time}). Nothing was written.")),
            Some(output) if self.written + self.removed == 0 && self.unchanged > 0 => {
                lines.push(format!("Everything is up to date: {entries} ({time})."));
                lines.push(format!("The site is in {}.", folder(output)));
            }
            Some(output) => {
                lines.push(format!("Built {entries} ({time})."));
                lines.push(format!(
                    "{}. The site is in {}.",
                    self.files(),
                    folder(output)
                ));
            }
        }
        lines.extend(self.left_out.words());
        lines.extend(words_of(&self.stale));
        lines.extend(omissions::line(&self.omissions));
        if self.not_weekly > 0 {
            let groups = count(self.not_weekly, "group", "groups");
            lines.push(format!(
                "Not in meetings.json: {groups} without a time in every week."
            ));
        }
        if !self.pending.is_empty() {
            let comments = count(self.pending.len(), "comment", "comments");
            lines.push(format!(
                "Waiting for a decision: {comments} ({}).",
                names(&self.pending)
            ));
        }
        match self.kept.as_slice() {
            [] => {}
            [only] => lines.push(format!(
                "{only} no longer belongs to the site, but somebody has changed it since the last build. It stays until you delete it."
            )),
            kept => lines.push(format!(
                "{} files no longer belong to the site, but somebody has changed them since the last build: {}. They stay until you delete them.",
                kept.len(),
                names(kept)
            )),
        }
        // File names may hold what a terminal would obey.
        visible(&lines.join("\n")) + "\n"
    }

    /// Everything, for programs.
    pub fn json(&self) -> Value {
        let BuildSummary {
            articles,
            listings,
            pages,
            languages,
            made,
            written,
            unchanged,
            removed,
            kept,
            left_out:
                LeftOut {
                    drafts,
                    future,
                    expired,
                },
            stale:
                Stale {
                    due,
                    overdue,
                    expired: stale,
                },
            omissions,
            not_weekly,
            pending,
            time,
            output,
        } = self;
        let listings: serde_json::Map<String, Value> = listings
            .iter()
            .map(|(kind, number)| (kind.clone(), json!(number)))
            .collect();
        json!({
            "articles": articles,
            "listings": listings,
            "pages": pages,
            "languages": languages,
            "made": made,
            "written": written,
            "unchanged": unchanged,
            "removed": removed,
            "kept": kept,
            "left_out": { "drafts": drafts, "future": future, "expired": expired },
            "not_weekly": not_weekly,
            "pending_comments": pending,
            "to_review": { "due": due, "overdue": overdue, "expired": stale },
            "not_in_hsds": omissions::json(omissions),
            "seconds": time.as_secs_f64(),
            "output": output,
        })
    }

    fn entries(&self) -> String {
        let listings = self.listings.iter().map(|(_, number)| number).sum();
        let parts: Vec<String> = [
            (self.articles, "article", "articles"),
            (listings, "listing", "listings"),
            (self.pages, "page", "pages"),
        ]
        .into_iter()
        .filter(|(number, ..)| *number > 0)
        .map(|(number, one, many)| count(number, one, many))
        .collect();
        let mut entries = match parts.is_empty() {
            true => "a site without articles, listings or pages".to_owned(),
            false => joined(&parts),
        };
        if self.languages.len() > 1 {
            entries.push_str(&format!(" in {} languages", self.languages.len()));
        }
        entries
    }

    fn files(&self) -> String {
        let mut parts = vec![format!("{} written", count(self.written, "file", "files"))];
        if self.unchanged > 0 {
            parts.push(format!("{} unchanged", self.unchanged));
        }
        if self.removed > 0 {
            parts.push(format!("{} removed", self.removed));
        }
        parts.join(", ")
    }
}

impl LeftOut {
    fn words(&self) -> Option<String> {
        let LeftOut {
            drafts,
            future,
            expired,
        } = self;
        let part = |list: &[String], words: String| match list.is_empty() {
            true => None,
            false => Some(format!("{words} ({})", names(list))),
        };
        let parts: Vec<String> = [
            part(drafts, count(drafts.len(), "draft", "drafts")),
            part(future, format!("{} dated in the future", future.len())),
            part(expired, format!("{} past their last day", expired.len())),
        ]
        .into_iter()
        .flatten()
        .collect();
        (!parts.is_empty()).then(|| format!("Left out: {}.", joined(&parts)))
    }
}

/// One line, however many there are: which ones they are, another command tells.
fn words_of(stale: &Stale) -> Option<String> {
    let Stale {
        due,
        overdue,
        expired,
    } = *stale;
    let numbers: Vec<String> = [(expired, "expired"), (overdue, "overdue"), (due, "due")]
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, word)| format!("{number} {word}"))
        .collect();
    let all = count(due + overdue + expired, "listing", "listings");
    (!numbers.is_empty()).then(|| {
        format!(
            "To be checked again: {all} ({}). `waypost review` lists them.",
            numbers.join(", ")
        )
    })
}

/// `a`, `a and b`, `a, b and c`.
pub(super) fn joined(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

fn names(list: &[String]) -> String {
    let shown: Vec<&str> = list.iter().take(NAMES).map(String::as_str).collect();
    match list.len().saturating_sub(NAMES) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

fn folder(path: &str) -> String {
    format!("{}/", path.trim_end_matches('/'))
}

fn seconds(time: Duration) -> String {
    match time.as_secs_f64() {
        short if short < 0.1 => format!("{} ms", time.as_millis()),
        medium if medium < 10.0 => format!("{medium:.1} s"),
        long => format!("{long:.0} s"),
    }
}
