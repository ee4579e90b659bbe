//! What somebody who checks a listing wants to know of it.

use crate::base::day::Day;
use crate::cli::project::Project;
use crate::content::listing::{Channel, Crisis, Listing};
use crate::model::Site;
use crate::model::worklist::Task;
use serde_json::{Value, json};

/// A listing to check, as it is shown to whoever does.
pub(super) struct Call<'a> {
    pub listing: &'a Listing,
    pub task: &'a Task,
    /// The listing's file, from where the person is.
    pub file: String,
}

impl<'a> Call<'a> {
    pub fn of(site: &'a Site, task: &'a Task, project: &Project) -> Option<Call<'a>> {
        let entry = site.entry(task.id);
        Some(Call {
            listing: entry.listing()?,
            task,
            file: project.name(&entry.source),
        })
    }

    /// What it is, in a word or two.
    pub fn kind(&self) -> String {
        let kind = self.listing.kind.as_str();
        match self.listing.crisis {
            Crisis::None => kind.to_owned(),
            _ => format!("{kind}, crisis"),
        }
    }

    /// The day on which it was last checked.
    pub fn checked(&self) -> String {
        let verified = self.listing.verified.as_ref();
        verified.map_or(String::new(), |verified| verified.date.to_string())
    }

    /// How late it is.
    pub fn late(&self) -> String {
        match self.task.late {
            None => String::new(),
            Some(0) => "today".to_owned(),
            Some(days) if days < 0 => {
                format!("in {}", super::count(count_of(-days), "day", "days"))
            }
            Some(days) => format!("{} late", super::count(count_of(days), "day", "days")),
        }
    }

    /// The way that somebody would try first.
    pub fn contact(&self) -> &str {
        let channels = &self.listing.channels;
        channels.first().map_or("", |channel| &channel.value)
    }

    /// What to type when it has been done; none if there is no date yet that could be changed.
    pub fn command(&self) -> Option<String> {
        let id = &self.listing.id;
        let verified = self.listing.verified.as_ref();
        verified.map(|_| format!("waypost verify {id}"))
    }
}

fn count_of(days: i32) -> usize {
    usize::try_from(days).unwrap_or_default()
}

const HEADERS: [&str; 12] = [
    "id",
    "name",
    "kind",
    "crisis",
    "state",
    "checked",
    "by",
    "method",
    "days_late",
    "contact",
    "file",
    "command",
];

/// As a table, its headers first.
pub(super) fn rows(calls: &[Call<'_>]) -> Vec<Vec<String>> {
    let mut rows = vec![HEADERS.map(str::to_owned).to_vec()];
    rows.extend(calls.iter().map(|call| {
        let verified = call.listing.verified.as_ref();
        let by = verified.and_then(|verified| verified.by.clone());
        let method = verified.and_then(|verified| verified.method);
        vec![
            call.listing.id.clone(),
            call.listing.name.clone(),
            call.listing.kind.as_str().to_owned(),
            call.listing.crisis.as_str().to_owned(),
            call.task.state().to_owned(),
            call.checked(),
            by.unwrap_or_default(),
            method.map_or(String::new(), |method| method.as_str().to_owned()),
            call.task
                .late
                .map_or(String::new(), |days| days.to_string()),
            call.contact().to_owned(),
            call.file.clone(),
            call.command().unwrap_or_default(),
        ]
    }));
    rows
}

/// For programs.
pub(super) fn json(calls: &[Call<'_>], today: Day) -> Value {
    let channel = |channel: &Channel| {
        json!({
            "type": channel.kind.as_str(),
            "value": channel.value,
            "label": channel.label,
        })
    };
    let listings = calls.iter().map(|call| {
        let freshness = call.task.freshness;
        let verified = call.listing.verified.as_ref();
        json!({
            "id": call.listing.id,
            "name": call.listing.name,
            "kind": call.listing.kind.as_str(),
            "crisis": call.listing.crisis.as_str(),
            "state": call.task.state(),
            "checked": verified.map(|verified| verified.date.to_string()),
            "by": verified.and_then(|verified| verified.by.as_deref()),
            "method": verified.and_then(|verified| verified.method).map(|method| method.as_str()),
            "good_until": freshness.and_then(|found| found.good_until).map(|day| day.to_string()),
            "days_late": call.task.late,
            "channels": call.listing.channels.iter().map(channel).collect::<Vec<_>>(),
            "file": call.file,
            "command": call.command(),
        })
    });
    json!({ "date": today.to_string(), "listings": listings.collect::<Vec<_>>() })
}
